//! Scores: answers cost points, fewer is better, and a band judges a complete assessment only.

mod rules;
mod set;
mod sheet;

pub use rules::{BASELINE, BandRange, Rules, RulesFault, band};
pub use set::QuestionSet;
pub use sheet::{Line, Progress, Share, Sheet, SoFar, Support, Tally};

use std::fmt;
use std::iter::Sum;
use std::num::{NonZeroU16, ParseIntError};
use std::ops::Add;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::words::words;

/// The number of a question in its questionnaire, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "sql", derive(sqlx::Type), sqlx(transparent))]
pub struct QuestionNo(pub u16);

impl fmt::Display for QuestionNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for QuestionNo {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<NonZeroU16>().map(|no| Self(no.get()))
    }
}

words! {
    /// An answer. There are two only: who is not sure answers no.
    pub enum Answer {
        Yes = "yes", "Yes";
        No = "no", "No";
    }
}

words! {
    /// What a complete assessment's score says.
    pub enum Band {
        Advanced = "advanced", "Advanced";
        Moderate = "moderate", "Moderate";
        High = "high", "High risk";
    }
}

/// Points: the distance from plumb. Lower is better; 0 hangs true.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
#[cfg_attr(feature = "sql", derive(sqlx::Type), sqlx(transparent))]
pub struct Points(pub u16);

impl Points {
    /// The difference to a smaller number of points; 0 if `other` is the larger.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Points {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl Add for Points {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(points: I) -> Self {
        points.fold(Self(0), Add::add)
    }
}

/// The score of a complete assessment. There is none of an incomplete one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Score {
    /// What the answers say.
    pub claimed: Points,
    /// The same with every yes that lacks accepted, unexpired evidence counted as no.
    pub evidenced: Points,
}

impl Score {
    /// What the programme merely believes: the points between claimed and evidenced.
    #[must_use]
    pub const fn believed(self) -> Points {
        self.evidenced.minus(self.claimed)
    }
}
