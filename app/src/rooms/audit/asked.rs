//! What the address asks for: filters, a place in the log, an entry to unfold.

use domain::audit::{ActionGroup, SubjectKind, action_words, every_action};
use domain::{Day, PersonId, UnitId, text};
use store::{AuditFilter, LogActor, LogCursor, Read, UnitNode};

use super::PATH;
use crate::failure::PageResult;
use crate::ui::Query;
use crate::ui::filter::Chip;

/// At most so many people are meant by a piece of a name.
const MOST_PEOPLE: u32 = 20;

/// What is asked for. What can't be read counts as not said.
#[derive(Debug, Clone, Default)]
pub(super) struct LogQuery {
    pub(super) query: Query,
    pub(super) filter: AuditFilter,
    pub(super) cursor: LogCursor,
    pub(super) open: Option<i64>,
}

impl LogQuery {
    pub(super) async fn read(query: Query, read: &Read<'_>) -> PageResult<Self> {
        let mut asked = Self::of(query);
        let text = asked.query.get("q").trim();
        if let Some(seq) = number(text) {
            asked.cursor = LogCursor::Before(seq.saturating_add(1));
            asked.open = asked.open.or(Some(seq));
        } else if !text.is_empty() && asked.filter.actors.is_none() {
            asked.filter.actors = Some(read.log_actors(text, MOST_PEOPLE).await?);
        }
        Ok(asked)
    }

    fn of(query: Query) -> Self {
        let day = |name: &str| query.get(name).parse::<Day>().ok();
        let action = action_words(query.get("action")).map(|words| words.action);
        let kind: Option<SubjectKind> = query.get("subject").parse().ok();
        let filter = AuditFilter {
            actors: actor(query.get("person")).map(|one| vec![one]),
            action,
            group: query.get("action").parse::<ActionGroup>().ok(),
            kind,
            id: kind.and(query.get("id").parse().ok()),
            unit: query.get("unit").parse().ok().map(UnitId),
            from: day("from"),
            until: day("until"),
        };
        let cursor = match (number(query.get("before")), number(query.get("after"))) {
            (Some(seq), _) => LogCursor::Before(seq),
            (None, Some(seq)) => LogCursor::After(seq),
            (None, None) => LogCursor::Newest,
        };
        let open = number(query.get("open"));
        Self { query, filter, cursor, open }
    }

    /// The filters alone, without the place in the log.
    pub(super) fn filters(&self) -> Query {
        let names = ["before", "after", "open", "page", "done"];
        let query = names.iter().fold(self.query.clone(), |query, name| query.without(name));
        if number(query.get("q").trim()).is_some() { query.without("q") } else { query }
    }

    /// Whether anything is left out.
    pub(super) fn is_filtered(&self) -> bool {
        !self.filter.is_empty()
    }

    /// The filters that are on, each with the address without it.
    pub(super) fn chips(&self, units: &[UnitNode], person: Option<String>) -> Vec<Chip> {
        let filters = self.filters();
        let mut chips = Vec::new();
        let mut chip = |title: &str, value: String, names: &[&str]| {
            let rest = names.iter().fold(filters.clone(), |query, name| query.without(name));
            chips.push(Chip { title: title.to_owned(), value, href: rest.href(PATH) });
        };
        let filter = &self.filter;
        if let Some([one]) = filter.actors.as_deref()
            && actor(filters.get("person")) == Some(*one)
        {
            chip("Person", person.unwrap_or_else(|| said_of(*one)), &["person"]);
        } else if filter.actors.is_some() {
            chip("Person", filters.get("q").to_owned(), &["q"]);
        }
        if let Some(words) = filter.action.and_then(action_words) {
            chip("Action", words.verb.to_owned(), &["action"]);
        }
        if let Some(group) = filter.group {
            chip("Actions", group.label().to_owned(), &["action"]);
        }
        match (filter.kind, filter.id) {
            (Some(kind), Some(id)) => {
                chip("On", format!("{} {id}", kind.label()), &["subject", "id"]);
            }
            (Some(kind), None) => chip("On", kind.label().to_owned(), &["subject"]),
            (None, _) => {}
        }
        if let Some(unit) = filter.unit {
            let known = units.iter().find(|node| node.unit.id == unit);
            let name = known.map_or_else(|| "unknown".to_owned(), |node| node.unit.name.clone());
            chip("Business unit", name, &["unit"]);
        }
        if let Some(day) = filter.from {
            chip("From", text::day(day), &["from"]);
        }
        if let Some(day) = filter.until {
            chip("Until", text::day(day), &["until"]);
        }
        chips
    }
}

/// The number of an entry.
fn number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|seq| *seq > 0)
}

fn actor(text: &str) -> Option<LogActor> {
    match text {
        "none" => Some(LogActor::Nobody),
        id => id.parse().ok().map(|id| LogActor::Person(PersonId(id))),
    }
}

fn said_of(actor: LogActor) -> String {
    match actor {
        LogActor::Person(id) => format!("number {id}"),
        LogActor::Nobody => "nobody signed in".to_owned(),
    }
}

/// The value under `person` that asks for somebody's entries.
pub(super) fn person_value(id: Option<PersonId>) -> String {
    id.map_or_else(|| "none".to_owned(), |id| id.to_string())
}

/// The actions to choose from: each group as a whole, then its actions.
pub(super) fn action_options() -> Vec<(String, String)> {
    let mut options = Vec::new();
    for group in ActionGroup::ALL {
        options.push((group.key().to_owned(), format!("{}: all", group.label())));
        let own = every_action().iter().filter(|words| words.group == *group);
        options.extend(own.map(|it| (it.action.to_owned(), format!("— {}", it.verb))));
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> LogQuery {
        let owned = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        LogQuery::of(Query::from(owned.collect::<Vec<_>>()))
    }

    #[test]
    fn what_can_not_be_read_counts_as_not_said() {
        let nonsense = asked(&[
            ("person", "x"),
            ("action", "answer.eaten"),
            ("subject", "cake"),
            ("id", "3"),
            ("unit", "-"),
            ("from", "2026-02-30"),
            ("before", "0"),
            ("open", "-1"),
        ]);
        assert!(!nonsense.is_filtered());
        assert_eq!((nonsense.cursor, nonsense.open), (LogCursor::Newest, None));
    }

    #[test]
    fn an_action_is_asked_for_by_itself_or_with_its_group() {
        assert_eq!(asked(&[("action", "answer.saved")]).filter.action, Some("answer.saved"));
        let group = asked(&[("action", "models")]).filter;
        assert_eq!((group.group, group.action), (Some(ActionGroup::Models), None));
        for (value, label) in action_options() {
            assert!(asked(&[("action", &value)]).is_filtered(), "{value}, {label}");
        }
    }

    #[test]
    fn each_filter_is_taken_away_by_itself() {
        let asked = asked(&[("person", "none"), ("subject", "model"), ("id", "5"), ("open", "9")]);
        let chips = asked.chips(&[], None);
        let said: Vec<_> = chips.iter().map(|it| (it.value.as_str(), it.href.as_str())).collect();
        let expected =
            [("nobody signed in", "/audit?subject=model&id=5"), ("Model 5", "/audit?person=none")];
        assert_eq!(said, expected);
    }
}
