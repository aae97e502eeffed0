//! The embedded guidance: what good looks like, what proves it, how to get there.

use serde::Deserialize;

use super::Effort;

const TEXT: &str = include_str!("../../content/guidance.json");

#[derive(Deserialize)]
pub(super) struct Guidance {
    questions: Vec<Help>,
}

#[derive(Clone, Deserialize)]
pub(super) struct Help {
    /// Matched by number: `Q7`. The keys of this file are not the product's.
    question: String,
    pub what_good_looks_like: Vec<String>,
    pub evidence_examples: Vec<String>,
    pub evidence_valid_days: u16,
    pub remediation_steps: Vec<String>,
    pub remediation_effort: Effort,
    pub default_due_days: u16,
}

#[expect(clippy::expect_used, reason = "the text is compiled in, and a test reads it")]
pub(super) fn embedded() -> Guidance {
    serde_json::from_str(TEXT).expect("content/guidance.json has the expected form")
}

impl Guidance {
    #[expect(clippy::expect_used, reason = "the text is compiled in, and a test asks for all ten")]
    pub(super) fn of(&self, no: u16) -> Help {
        let name = format!("Q{no}");
        let found = self.questions.iter().find(|help| help.question == name);
        found.cloned().expect("content/guidance.json speaks of every question")
    }
}
