//! The words and rules of Plumbline. Nothing here reads a clock, a file or a database.

pub mod assessment;
pub mod audit;
pub mod audits;
#[cfg(feature = "content")]
pub mod checks;
#[cfg(feature = "content")]
pub mod coverage;
pub mod duties;
pub mod error;
pub mod evidence;
pub mod ids;
pub mod inventory;
pub mod jobs;
pub mod models;
pub mod notices;
pub mod password;
pub mod past;
pub mod permissions;
#[cfg(feature = "content")]
pub mod questionnaire;
#[cfg(feature = "content")]
pub mod questionnaires;
pub mod reports;
pub mod rollup;
pub mod score;
pub mod secret;
pub mod tasks;
pub mod text;
pub mod time;
pub mod trends;
mod words;

pub use error::{AppError, FieldError, Invalid};
pub use ids::*;
pub use permissions::{Action, Actor, Grant, Role};
pub use score::{Answer, Band, Points, QuestionNo, QuestionSet, Rules, Score, Sheet, Support};
pub use time::{Clock, Day, Timestamp};
pub use words::UnknownWord;
