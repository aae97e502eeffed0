//! Evidence: attaching it, withdrawing it, judging it, and on which days it counts.

mod attach;
mod coverage;
mod custody;
mod discard;
mod item;
mod linked;
mod list;
mod news;
mod open;
mod put;
mod queue;
mod replies;
mod requests;
mod samples;
mod verdicts;
mod withdraw;

pub use attach::{Content, NewEvidence, Place};
pub use custody::Custody;
pub use item::{EvidenceItem, Judging, PlaceRow, VerdictRow, Withdrawal};
pub use linked::LinkedEvidence;
pub use list::{EvidenceFilter, EvidenceRow};
pub use open::Seal;
pub use queue::{QUEUE_MAX, QueueFilter, QueueRow};
pub use replies::ReplyRow;
pub use requests::{RequestFilter, RequestRow};
pub use samples::{NewSample, Sample};

pub(crate) use attach::must_be_open_to;
pub(crate) use linked::evidence_of_unit;
pub(crate) use put::{Came, insert, link};
pub(crate) use verdicts::judges;
