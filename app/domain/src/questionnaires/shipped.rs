//! Questionnaires that come with the program, for an administrator to take as drafts.

use super::Questionnaire;
use super::files::{Form, import};

/// A questionnaire that comes with the program. It asks nobody anything until it was taken as a draft
/// and published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shipped {
    /// Its file's name.
    pub file: &'static str,
    /// Its file, to be read as TOML.
    pub text: &'static str,
}

const SHIPPED: &[Shipped] = &[
    Shipped {
        file: "owasp-llm-2025.toml",
        text: include_str!("../../content/questionnaires/owasp-llm-2025.toml"),
    },
    Shipped {
        file: "atlas-self-hosted.toml",
        text: include_str!("../../content/questionnaires/atlas-self-hosted.toml"),
    },
];

/// All of them, in the order in which they are offered.
#[must_use]
pub const fn shipped() -> &'static [Shipped] {
    SHIPPED
}

impl Shipped {
    /// Its content.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the text is compiled in, and a test reads it")]
    pub fn questionnaire(&self) -> Questionnaire {
        let read = import(self.text.as_bytes(), Form::Toml).ok();
        read.expect("content/questionnaires holds what import takes").questionnaire
    }
}
