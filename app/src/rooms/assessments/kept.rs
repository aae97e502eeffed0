//! What became of a form's answers: saved, stale, or wrong.

use domain::{AppError, Invalid, QuestionNo};
use store::{AnswerDraft, CurrentAnswer, Saved};

use super::sent::Wish;
use crate::failure::{Failure, PageResult};

/// What became of a form's answers.
pub struct Kept {
    /// What was tried.
    pub drafts: Vec<AnswerDraft>,
    /// What became of it.
    pub saved: Vec<(QuestionNo, Saved)>,
    /// What could not be tried, or not be done afterwards, and why.
    pub wrong: Invalid,
    /// Whether a step was refused because of the state that the assessment is in.
    pub has_conflict: bool,
}

impl Kept {
    /// What somebody else saved meanwhile.
    pub fn stale(&self) -> Vec<CurrentAnswer> {
        let theirs = |(_, saved): &(QuestionNo, Saved)| match saved {
            Saved::Stale { theirs } => Some(theirs.clone()),
            Saved::Kept { .. } | Saved::Unchanged { .. } => None,
        };
        self.saved.iter().filter_map(theirs).collect()
    }

    /// Whether everything was kept.
    pub fn is_clean(&self) -> bool {
        self.wrong.0.is_empty() && self.stale().is_empty()
    }

    /// Whether a question's answer was neither stored nor left alone.
    pub fn is_open(&self, no: QuestionNo) -> bool {
        let is_wrong = |what: &str| self.wrong.about(&format!("{what}-{no}")).is_some();
        is_wrong("answer")
            || is_wrong("note")
            || self.saved.iter().any(|(q, saved)| *q == no && matches!(saved, Saved::Stale { .. }))
    }

    /// Everything that is wrong, stale answers first.
    pub fn all_wrong(&self) -> Invalid {
        let mut all = Invalid::new();
        for theirs in self.stale() {
            let no = theirs.question;
            let by = &theirs.answered_by_name;
            let message = format!(
                "Question {no}: {by} saved another answer meanwhile. Choose which one stands."
            );
            all.add(&format!("choose-{no}"), message);
        }
        all.0.extend(self.wrong.0.iter().cloned());
        all
    }

    /// Notes a failed step as something wrong with the form; other failures stay failures.
    pub fn blame(&mut self, wish: Wish, failure: Failure) -> PageResult<()> {
        self.has_conflict = matches!(failure.to_app(), AppError::Conflict(_));
        let field = match wish {
            Wish::Delegate(question) => format!("delegate-{question}"),
            _ => String::new(),
        };
        for error in failure.into_invalid()?.0 {
            self.wrong.add(&field, error.message);
        }
        Ok(())
    }
}
