//! A set of questions, small enough for one column.

use serde::{Deserialize, Serialize};

use super::QuestionNo;

/// A set of questions: bit n-1 stands for question n. Holds questions 1 to [`QuestionSet::LAST`].
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
#[cfg_attr(feature = "sql", derive(sqlx::Type), sqlx(transparent))]
pub struct QuestionSet(pub i64);

impl QuestionSet {
    /// The last question that a set can hold: the column is a signed 64-bit integer.
    pub const LAST: u16 = 63;

    /// No question.
    pub const EMPTY: Self = Self(0);

    const fn bit(question: QuestionNo) -> i64 {
        match question.0 {
            1..=Self::LAST => 1 << (question.0 - 1),
            _ => 0,
        }
    }

    /// The set with one question more. A question beyond [`Self::LAST`] is not taken.
    #[must_use]
    pub const fn with(self, question: QuestionNo) -> Self {
        Self(self.0 | Self::bit(question))
    }

    /// The questions of this set and of another.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the question is in the set.
    #[must_use]
    pub const fn has(self, question: QuestionNo) -> bool {
        self.0 & Self::bit(question) != 0
    }

    /// The number of questions in the set.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether no question is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The questions in the set, in their order.
    pub fn iter(self) -> impl Iterator<Item = QuestionNo> {
        (1..=Self::LAST).map(QuestionNo).filter(move |question| self.has(*question))
    }
}

impl FromIterator<QuestionNo> for QuestionSet {
    fn from_iter<I: IntoIterator<Item = QuestionNo>>(questions: I) -> Self {
        questions.into_iter().fold(Self::EMPTY, Self::with)
    }
}
