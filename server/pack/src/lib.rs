//! The audit pack: one ZIP that proves by itself what was answered, shown and judged.
//!
//! [`PackWriter`] streams it, [`verify`](verify::verify) checks it on a machine that knows nothing but
//! the file, and `VERIFY.md` inside it says how to do the same with `sha256sum`, `openssl` and Python.
//! This crate knows no database: it is given what a pack holds.

pub mod checkpoint;
mod collected;
mod how_to;
mod key;
mod log;
mod manifest;
pub mod oscal;
pub mod path;
mod records;
pub mod report;
pub mod verify;
mod writer;

pub use collected::{
    Collected, ConclusionRecord, EndRecord, FindingRecord, Plan, RequestEnd, RequestRecord, Said,
    StepRecord,
};
pub use how_to::how_to;
pub use key::{KeyError, PublicKey, SigningKey};
pub use log::{LogLine, LogLines, SealedRun};
pub use manifest::{
    About, AuditScope, CoveredUnit, FORMAT, FileEntry, Head, Manifest, Named, Scope, WORDING,
};
pub use records::{
    DecisionRecord, EvidenceRecord, JsonList, PlaceRecord, Submission, SubmissionRecord,
    VerdictRecord, Withdrawn, newest,
};
pub use writer::{PackError, PackFile, PackWriter};
