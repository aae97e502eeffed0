//! What figures mean, in sentences.

use domain::evidence::CoverEnd;
use domain::questionnaire::baseline;
use domain::rollup::RollUp;
use domain::{Answer, QuestionNo, Support, text};
use store::{QuestionChange, Unproven, tally};

use super::sight::mean;
use crate::ui::score::points;

/// What a question is called.
pub(super) fn label(question: QuestionNo) -> &'static str {
    baseline().question(question).map_or("", |known| known.label.as_str())
}

/// A number at the beginning of a sentence.
pub(super) fn spelled(n: usize) -> String {
    const WORDS: [&str; 13] = [
        "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
        "Eleven", "Twelve",
    ];
    WORDS.get(n).map_or_else(|| text::number(n as u64), |word| (*word).to_owned())
}

/// What lies between claimed and evidenced: the point of it, and why.
pub(super) fn believed(rolled: &RollUp, unproven: &[Unproven]) -> (String, String) {
    let Some(mean) = mean(rolled) else {
        let none = "No unit has been assessed yet.".to_owned();
        return (none, "The score comes with the first submitted assessment.".to_owned());
    };
    let gap = points(mean.evidenced - mean.claimed);
    let said = match gap.as_str() {
        "0" => "Nothing rests on claims alone.".to_owned(),
        "1" => "1 point rests on claims alone.".to_owned(),
        gap => format!("{gap} points rest on claims alone."),
    };
    (said, lacking(unproven))
}

/// Which answers lack proof, and what each of them lacks.
pub(super) fn lacking(unproven: &[Unproven]) -> String {
    if unproven.is_empty() {
        return "Each “yes” has accepted, current evidence.".to_owned();
    }
    let parts = tally(unproven).into_iter().filter(|(_, n)| *n > 0);
    if let [only] = unproven {
        let lack = match only.support {
            Support::Expired => "its evidence has expired",
            Support::Rejected => "its evidence was rejected",
            Support::Withdrawn => "its evidence was withdrawn",
            Support::Nothing => "it has none at all",
            Support::Pending | Support::Accepted => "it waits for review",
        };
        return format!("One “yes” has no accepted, current evidence: {lack}.");
    }
    let parts: Vec<String> = parts.map(|(support, n)| part(support, n)).collect();
    format!(
        "{} “yes” answers have no accepted, current evidence: {}.",
        spelled(unproven.len()),
        text::list(&parts)
    )
}

fn part(support: Support, n: usize) -> String {
    let (one, many) = match support {
        Support::Pending | Support::Accepted => ("waits for review", "wait for review"),
        Support::Expired => ("has expired", "have expired"),
        Support::Rejected => ("was rejected", "were rejected"),
        Support::Withdrawn => ("was withdrawn", "were withdrawn"),
        Support::Nothing => ("has none", "have none"),
    };
    format!("{} {}", text::number(n as u64), if n == 1 { one } else { many })
}

/// Of how many units a mean speaks.
pub(super) fn mean_of(rolled: &RollUp) -> String {
    let coverage = rolled.coverage;
    if coverage.assessed() == 0 {
        return "No unit has been assessed yet".to_owned();
    }
    let of = if coverage.assessed() == coverage.all {
        text::count(coverage.all, "unit", "units")
    } else {
        format!(
            "the {} assessed of {}",
            coverage.assessed(),
            text::count(coverage.all, "unit", "units")
        )
    };
    format!("Mean of {of}; an average carries no band")
}

/// What became of a question since last time: better, worse or neither, and in words.
pub(super) fn change(question: &QuestionChange) -> (Option<bool>, &'static str) {
    let now = question.support == Support::Accepted;
    match (question.before, question.answer) {
        (None, _) => (None, "First time"),
        (Some((Answer::No, _)), Answer::Yes) if now => (Some(true), "No to yes, proven"),
        (Some((Answer::No, _)), Answer::Yes) => (Some(true), "No to yes"),
        (Some((Answer::Yes, _)), Answer::No) => (Some(false), "Yes to no"),
        (Some((Answer::Yes, false)), Answer::Yes) if now => (Some(true), "Proven"),
        (Some((Answer::Yes, true)), Answer::Yes) if !now => {
            (Some(false), question.lost.map_or("No longer proven", gone))
        }
        (Some(_), _) => (None, "Same"),
    }
}

/// What became of evidence that counted.
const fn gone(why: CoverEnd) -> &'static str {
    match why {
        CoverEnd::Expired => "Evidence expired",
        CoverEnd::Rejected => "Evidence rejected",
        CoverEnd::Asked => "Evidence asked about",
        CoverEnd::Withdrawn => "Evidence withdrawn",
        CoverEnd::Superseded => "Evidence replaced",
    }
}

/// What would prove an answer; nothing where there is nothing to do.
pub(super) const fn next_step(answer: Answer, support: Support) -> &'static str {
    match (answer, support) {
        (Answer::No, _) | (Answer::Yes, Support::Accepted) => "",
        (Answer::Yes, Support::Pending) => "Waits for the auditor",
        (Answer::Yes, Support::Expired) => "Renew the evidence",
        (Answer::Yes, Support::Rejected) => "Put right what the auditor wrote",
        (Answer::Yes, Support::Withdrawn) => "Attach other evidence",
        (Answer::Yes, Support::Nothing) => "Attach evidence",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Points, QuestionNo, UnitId};

    fn unproven(support: Support, n: u16) -> Vec<Unproven> {
        let yes = |no| Unproven { unit: UnitId(1), question: QuestionNo(no), support };
        (1..=n).map(yes).collect()
    }

    #[test]
    fn the_sentence_counts_each_lack_and_leaves_out_what_there_is_none_of() {
        let mut all = unproven(Support::Pending, 6);
        all.extend(unproven(Support::Expired, 4));
        all.extend(unproven(Support::Rejected, 1));
        all.extend(unproven(Support::Withdrawn, 2));
        all.extend(unproven(Support::Nothing, 1));
        assert_eq!(
            lacking(&all),
            "14 “yes” answers have no accepted, current evidence: 6 wait for review, 4 have \
             expired, 1 was rejected, 2 were withdrawn and 1 has none."
        );
        assert_eq!(
            lacking(&unproven(Support::Nothing, 13)),
            "13 “yes” answers have no accepted, current evidence: 13 have none."
        );
        assert_eq!(
            lacking(&unproven(Support::Expired, 1)),
            "One “yes” has no accepted, current evidence: its evidence has expired."
        );
        assert_eq!(lacking(&[]), "Each “yes” has accepted, current evidence.");
    }

    #[test]
    fn a_change_is_better_only_where_points_go_down() {
        let question = |before, answer, support, lost| QuestionChange {
            question: QuestionNo(1),
            label: String::new(),
            weight: Points(10),
            answer,
            support,
            lost,
            clashed: Vec::new(),
            clashes: Vec::new(),
            before,
        };
        let (yes, no) = (Answer::Yes, Answer::No);
        let said = |before, answer, support| change(&question(before, answer, support, None));
        assert_eq!(said(None, yes, Support::Accepted), (None, "First time"));
        assert_eq!(said(Some((no, false)), yes, Support::Pending), (Some(true), "No to yes"));
        assert_eq!(said(Some((yes, true)), no, Support::Nothing), (Some(false), "Yes to no"));
        assert_eq!(said(Some((yes, false)), yes, Support::Accepted), (Some(true), "Proven"));
        for (why, words) in [
            (Some(CoverEnd::Expired), "Evidence expired"),
            (Some(CoverEnd::Superseded), "Evidence replaced"),
            (Some(CoverEnd::Withdrawn), "Evidence withdrawn"),
            (None, "No longer proven"),
        ] {
            let lost = question(Some((yes, true)), yes, Support::Nothing, why);
            assert_eq!(change(&lost), (Some(false), words));
        }
        assert_eq!(said(Some((yes, false)), yes, Support::Pending), (None, "Same"));
        assert_eq!(said(Some((no, false)), no, Support::Nothing), (None, "Same"));
    }
}
