//! Evidence: attaching it, withdrawing it, judging it, and on which days it counts.

mod attach;
mod coverage;
mod items;
mod verdicts;

pub use attach::{Content, NewEvidence, Place};
pub use items::{EvidenceFilter, EvidenceItem, EvidenceRow, LinkedEvidence, PlaceRow, VerdictRow};

pub(crate) use items::evidence_of_unit;
