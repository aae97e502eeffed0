//! Evidence: attaching it, withdrawing it, judging it, and on which days it counts.

mod attach;
mod coverage;
mod discard;
mod item;
mod linked;
mod list;
mod verdicts;
mod withdraw;

pub use attach::{Content, NewEvidence, Place};
pub use item::{EvidenceItem, Judging, PlaceRow, VerdictRow, Withdrawal};
pub use linked::LinkedEvidence;
pub use list::{EvidenceFilter, EvidenceRow};

pub(crate) use linked::evidence_of_unit;
pub(crate) use verdicts::judges;
