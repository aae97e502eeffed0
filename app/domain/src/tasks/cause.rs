//! What a task comes from, so that the same cause never has two tasks that are open.

use std::fmt;
use std::str::FromStr;

use crate::words::UnknownWord;
use crate::{EvidenceId, FindingId, QuestionNo, RequestId, UnitId};

/// What a task comes from. Its text form is stored, and unique among the tasks that are not settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A question of a unit was answered no: `no:12:5`.
    No(UnitId, QuestionNo),
    /// An item was rejected where it supports a question of a unit: `item:77:12:5`.
    Rejected(EvidenceId, UnitId, QuestionNo),
    /// The register disagrees with a yes: `clash:12:5`.
    Disagreement(UnitId, QuestionNo),
    /// A request for evidence: `request:9`.
    Request(RequestId),
    /// A finding of an audit: `finding:4`.
    Finding(FindingId),
}

impl Cause {
    /// What it is called in a sentence that says where the task comes from.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::No(..) => "A no",
            Self::Rejected(..) => "A rejected item",
            Self::Disagreement(..) => "Inventory disagrees",
            Self::Request(..) => "A request for evidence",
            Self::Finding(..) => "A finding of an audit",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::No(unit, question) => write!(f, "no:{unit}:{question}"),
            Self::Rejected(item, unit, question) => write!(f, "item:{item}:{unit}:{question}"),
            Self::Disagreement(unit, question) => write!(f, "clash:{unit}:{question}"),
            Self::Request(request) => write!(f, "request:{request}"),
            Self::Finding(finding) => write!(f, "finding:{finding}"),
        }
    }
}

impl FromStr for Cause {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let parts: Vec<&str> = text.split(':').collect();
        let id = |part: &str| part.parse::<i64>().map_err(|_| UnknownWord);
        let question = |part: &str| part.parse::<QuestionNo>().map_err(|_| UnknownWord);
        match parts.as_slice() {
            ["no", unit, no] => Ok(Self::No(UnitId(id(unit)?), question(no)?)),
            ["item", item, unit, no] => {
                Ok(Self::Rejected(EvidenceId(id(item)?), UnitId(id(unit)?), question(no)?))
            }
            ["clash", unit, no] => Ok(Self::Disagreement(UnitId(id(unit)?), question(no)?)),
            ["request", request] => Ok(Self::Request(RequestId(id(request)?))),
            ["finding", finding] => Ok(Self::Finding(FindingId(id(finding)?))),
            _ => Err(UnknownWord),
        }
    }
}
