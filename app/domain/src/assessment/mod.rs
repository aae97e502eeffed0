//! The life of an assessment: a table of states and steps, and what each step asks for.

mod correction;
mod frozen;
mod round;

pub use correction::{Correction, correctable, correction};
pub use frozen::{
    Frozen, FrozenAnswer, FrozenEvidence, FrozenInventory, FrozenPerson, Sealed, sha256,
};
pub use round::{NAME_MAX, Round};

use crate::duties::Duty;
use crate::words::words;
use crate::{Action, AppError, Score, Sheet, text};

/// After how many days an assessment is stale, unless its round says otherwise: a quarter.
pub const DEFAULT_CADENCE_DAYS: u16 = 92;

/// The most characters of the note beside an answer.
pub const NOTE_MAX: usize = 8000;

/// The most characters of the reason for which an assessment is returned.
pub const REASON_MAX: usize = 2000;

words! {
    /// Where an assessment stands.
    pub enum State {
        Draft = "draft", "Draft";
        Submitted = "submitted", "Submitted";
        Approved = "approved", "Approved";
    }
}

words! {
    /// What can be done with an assessment as a whole.
    pub enum Step {
        Submit = "submit", "Submit";
        Approve = "approve", "Approve";
        Return = "return", "Return";
        /// Opens it again for a correction; the submitted revision stays readable.
        Revise = "revise", "Revise";
    }
}

/// Every step that there is: from which state, and to which. What is not here is refused.
pub const TRANSITIONS: &[(State, Step, State)] = &[
    (State::Draft, Step::Submit, State::Submitted),
    (State::Submitted, Step::Approve, State::Approved),
    (State::Submitted, Step::Return, State::Draft),
    (State::Submitted, Step::Revise, State::Draft),
    (State::Approved, Step::Revise, State::Draft),
];

impl Step {
    /// What a person must be allowed to do on the unit in order to take the step.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Submit | Self::Revise => Action::Submit,
            Self::Approve | Self::Return => Action::Approve,
        }
    }

    /// The duty that keeps the step from whoever submitted, if there is one.
    #[must_use]
    pub const fn duty(self) -> Option<Duty> {
        match self {
            Self::Approve | Self::Return => Some(Duty::Approve),
            Self::Submit | Self::Revise => None,
        }
    }

    /// Whether the step needs a reason in words.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Return)
    }

    const fn done(self) -> &'static str {
        match self {
            Self::Submit => "submitted",
            Self::Approve => "approved",
            Self::Return => "returned",
            Self::Revise => "revised",
        }
    }
}

impl State {
    /// Whether answers can be changed.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft)
    }

    const fn described(self) -> &'static str {
        match self {
            Self::Draft => "is a draft",
            Self::Submitted => "is submitted",
            Self::Approved => "is approved",
        }
    }
}

/// The state after a step.
///
/// # Errors
/// [`AppError::Conflict`] when the state doesn't allow the step.
pub fn step(state: State, step: Step) -> Result<State, AppError> {
    let found = TRANSITIONS.iter().find(|(from, by, _)| *from == state && *by == step);
    found.map(|(_, _, to)| *to).ok_or_else(|| {
        let (now, done) = (state.described(), step.done());
        AppError::Conflict(format!("This assessment {now}, so it can't be {done}."))
    })
}

/// The steps that a state allows, whoever takes them.
pub fn steps_from(state: State) -> impl Iterator<Item = Step> {
    TRANSITIONS.iter().filter(move |(from, _, _)| *from == state).map(|(_, by, _)| *by)
}

/// The score with which a sheet can be submitted.
///
/// # Errors
/// [`AppError::Conflict`] naming the questions that are still open.
pub fn submittable(sheet: &Sheet) -> Result<Score, AppError> {
    sheet.score().ok_or_else(|| {
        let open: Vec<String> = sheet.open().iter().map(ToString::to_string).collect();
        let first = text::list(&open);
        AppError::Conflict(match open.len() {
            1 => format!("Answer question {first} first."),
            n => format!("Answer the remaining {n} questions first: {first}."),
        })
    })
}

/// The note beside an answer, tidied. It may be empty.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn note(typed: &str) -> Result<String, String> {
    text::prose(typed, NOTE_MAX)
}

/// The reason for which an assessment is returned, tidied. It can't be empty.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn reason(typed: &str) -> Result<String, String> {
    if typed.trim().is_empty() {
        return Err("Say what has to change before it can be approved.".to_owned());
    }
    text::required(typed, REASON_MAX)
}
