//! Who says what: units by their newest submission and its evidence, models and units by their checks.

use crate::checks::{CheckOf, FrozenCheck};
use crate::questionnaire::baseline;
use crate::trends::UnitScores;
use crate::words::words;
use crate::{Answer, Day};

words! {
    /// What a unit or a model says to a question, the best first: of several questions about one item, the
    /// last of these counts. An unanswered question is never counted as good.
    pub enum Said {
        /// Yes, with at least one accepted, unexpired piece of evidence.
        Supported = "supported", "Supported";
        /// Yes, and nothing that proves it.
        Claimed = "claimed", "Claimed";
        /// Never assessed, or left open.
        Unknown = "unknown", "Unknown";
        /// No.
        Denied = "denied", "Denied";
    }
}

/// What one unit or model says to a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// Who.
    pub of: CheckOf,
    /// The questionnaire's key.
    pub questionnaire: String,
    /// What is said to each question, by its key; what is missing is unknown.
    pub said: Vec<(String, Said)>,
}

impl Voice {
    /// A unit's newest submission to the baseline, with the evidence of the day. A unit that was never
    /// assessed says nothing, and counts.
    #[must_use]
    pub fn of_unit(scores: &UnitScores, today: Day) -> Self {
        let (newest, covered) = (scores.newest(today), scores.covered(today));
        let questions = newest.into_iter().flat_map(|taken| {
            baseline().questions.iter().map(move |question| {
                let said = match (taken.yes.has(question.no), covered.has(question.no)) {
                    (true, true) => Said::Supported,
                    (true, false) => Said::Claimed,
                    (false, _) => Said::Denied,
                };
                (question.key.clone(), said)
            })
        });
        Self {
            of: CheckOf::Unit(scores.unit),
            questionnaire: baseline().id.clone(),
            said: questions.collect(),
        }
    }

    /// A check. It has no evidence, so a yes is claimed.
    #[must_use]
    pub fn of_check(check: &FrozenCheck) -> Self {
        let questions = check.questions.iter().map(|question| {
            let said = match question.answer {
                Some(Answer::Yes) => Said::Claimed,
                Some(Answer::No) => Said::Denied,
                None => Said::Unknown,
            };
            (question.key.clone(), said)
        });
        let unit = CheckOf::Unit(check.unit);
        Self {
            of: check.model.as_ref().map_or(unit, |model| CheckOf::Model(model.id)),
            questionnaire: check.questionnaire.clone(),
            said: questions.collect(),
        }
    }

    /// What is said to a question.
    #[must_use]
    pub fn to(&self, question: &str) -> Said {
        let said = self.said.iter().find(|(key, _)| key == question);
        said.map_or(Said::Unknown, |(_, said)| *said)
    }
}
