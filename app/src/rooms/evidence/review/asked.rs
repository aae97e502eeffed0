//! The queue's address: which items, and which of them is looked at.

use domain::evidence::{Spot, Standing};
use domain::{EvidenceId, QuestionNo, SampleId, UnitId};
use store::QueueFilter;

use crate::ui::Query;

/// The names of the filters in the address.
pub(super) const FILTERS: [&str; 9] =
    ["standing", "unit", "audit", "round", "question", "older", "uploader", "disagrees", "expires"];

/// The filter of an address. What means nothing filters nothing; without a word on how items stand,
/// those that wait.
pub(super) fn filter(query: &Query) -> QueueFilter {
    QueueFilter {
        unit: query.get("unit").parse().ok(),
        round: query.get("round").parse().ok(),
        audit: query.get("audit").parse().ok(),
        question: query.get("question").parse().ok().map(QuestionNo),
        standing: match query.get("standing") {
            "any" => None,
            key => Some(key.parse().unwrap_or(Standing::Waiting)),
        },
        older_days: query.get("older").parse().ok(),
        uploader: query.get("uploader").parse().ok(),
        disagrees: query.get("disagrees") == "yes",
        expires_days: query.get("expires").parse().ok(),
    }
}

/// The filters of an address alone, as a sample keeps them.
pub(super) fn filters_of(query: &Query) -> Query {
    FILTERS.iter().fold(Query::new(), |kept, name| kept.with(name, query.get(name)))
}

/// A query that travelled in a form. What can't be read counts as not said.
pub(super) fn query_of(text: &str) -> Query {
    let text = text.trim_start_matches('?');
    let pairs = form_urlencoded::parse(text.as_bytes()).into_owned().take(100);
    Query::from(pairs.collect::<Vec<_>>())
}

/// The query as it travels in a form.
pub(super) fn text_of(query: &Query) -> String {
    query.href("").trim_start_matches('?').to_owned()
}

/// The sample in the address.
pub(super) fn sample(query: &Query) -> Option<SampleId> {
    query.get("sample").parse().ok()
}

/// Whether the sample is to be drawn again.
pub(super) fn again(query: &Query) -> bool {
    query.get("again") == "yes"
}

/// An item in the address: `unit-question-evidence`.
pub(super) fn key(spot: Spot) -> String {
    format!("{}-{}-{}", spot.unit, spot.question, spot.evidence)
}

/// The item that is looked at.
pub(super) fn at(query: &Query) -> Option<Spot> {
    let mut parts = query.get("at").splitn(3, '-');
    let unit = parts.next()?.parse().map(UnitId).ok()?;
    let question = parts.next()?.parse().map(QuestionNo).ok()?;
    let evidence = parts.next()?.parse().map(EvidenceId).ok()?;
    Some(Spot { unit, question, evidence })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_word_on_it_the_queue_is_what_waits() {
        assert_eq!(filter(&Query::new()).standing, Some(Standing::Waiting));
        assert_eq!(filter(&query_of("standing=nonsense")).standing, Some(Standing::Waiting));
        assert_eq!(filter(&query_of("standing=any")).standing, None);
        assert_eq!(filter(&query_of("standing=rejected")).standing, Some(Standing::Rejected));
    }

    #[test]
    fn what_travels_in_a_form_comes_back_as_it_was() {
        let query = query_of("standing=any&unit=3&at=3-5-12&disagrees=yes");
        assert_eq!(query_of(&text_of(&query)), query);
        let spot = at(&query).unwrap();
        assert_eq!(key(spot), "3-5-12");
        assert_eq!(text_of(&filters_of(&query)), "standing=any&unit=3&disagrees=yes");
    }

    #[test]
    fn an_item_that_is_none_is_not_looked_at() {
        for text in ["at=", "at=1-2", "at=1-2-x", "at=1-99999999-2", "at=-1--2-3"] {
            assert_eq!(at(&query_of(text)), None, "{text}");
        }
    }
}
