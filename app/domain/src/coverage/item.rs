//! One item of a framework: who asks about it, and how it stands.

use super::Said;
use crate::text::{count, list};
use crate::words::words;

words! {
    /// How an item stands among those who were asked.
    pub enum Standing {
        /// Everybody says yes, and each yes is proven.
        Supported = "supported", "Supported";
        /// Everybody says yes, and not every yes is proven.
        Claimed = "claimed", "Claimed only";
        /// Nobody says no, and not everybody has answered.
        Partly = "partly", "Partly answered";
        /// Somebody says no.
        Contradicted = "contradicted", "Contradicted";
        /// Nobody has answered.
        Unanswered = "unanswered", "Not answered";
    }
}

/// How many units, or models, say what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Yes, and proven.
    pub supported: usize,
    /// Yes, and not proven.
    pub claimed: usize,
    /// No.
    pub denied: usize,
    /// Nothing.
    pub unknown: usize,
}

impl Counts {
    pub(super) const fn add(&mut self, said: Said) {
        let counted = match said {
            Said::Supported => &mut self.supported,
            Said::Claimed => &mut self.claimed,
            Said::Denied => &mut self.denied,
            Said::Unknown => &mut self.unknown,
        };
        *counted += 1;
    }

    /// How many there are in all.
    #[must_use]
    pub const fn all(self) -> usize {
        self.supported + self.claimed + self.denied + self.unknown
    }

    /// In words, such as "8 units: 5 supported, 2 claimed and 1 unknown"; empty where there is none.
    #[must_use]
    pub fn said(self, one: &str, many: &str) -> String {
        let parts = [
            (self.supported, "supported"),
            (self.claimed, "claimed"),
            (self.denied, "denied"),
            (self.unknown, "unknown"),
        ];
        let parts = parts.iter().filter(|(n, _)| *n > 0);
        let parts: Vec<String> = parts.map(|(n, word)| format!("{n} {word}")).collect();
        if parts.is_empty() {
            return String::new();
        }
        format!("{}: {}", count(self.all(), one, many), list(&parts))
    }
}

/// A question that cites an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedBy {
    /// The questionnaire's key.
    pub questionnaire: String,
    /// Its version.
    pub version: u16,
    /// Its title.
    pub questionnaire_title: String,
    /// The question's title.
    pub question: String,
}

/// An item of a framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id there.
    pub id: String,
    /// Its title, or its statement where it has none.
    pub title: String,
    /// Where to read it.
    pub url: String,
    /// The questions that cite it: of the baseline first.
    pub asked_by: Vec<AskedBy>,
    /// What units say.
    pub units: Counts,
    /// What models say that were checked.
    pub models: Counts,
}

impl Item {
    /// How it stands among all who were asked.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        let (units, models) = (self.units, self.models);
        let unknown = units.unknown + models.unknown;
        if units.denied + models.denied > 0 {
            Standing::Contradicted
        } else if unknown == units.all() + models.all() {
            Standing::Unanswered
        } else if unknown > 0 {
            Standing::Partly
        } else if units.claimed + models.claimed > 0 {
            Standing::Claimed
        } else {
            Standing::Supported
        }
    }
}
