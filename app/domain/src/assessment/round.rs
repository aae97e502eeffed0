//! The fields of a round as a manager types them.

use serde::{Deserialize, Serialize};

use crate::{Day, Invalid, text};

/// The most characters of the name of a round or of an ad-hoc assessment.
pub const NAME_MAX: usize = 80;

/// A round: one assessment for each unit in scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// What it is called, such as "Q4 2026".
    pub name: String,
    /// The first day.
    pub opens_on: Day,
    /// The day by which assessments are due.
    pub due_on: Day,
    /// After how many days an assessment of the round is stale.
    pub cadence_days: u16,
}

impl Round {
    /// The round, tidied.
    ///
    /// # Errors
    /// What is wrong, under the names of the fields.
    pub fn checked(mut self) -> Result<Self, Invalid> {
        let mut invalid = Invalid::new();
        if let Some(name) = invalid.check("name", text::name(&self.name, NAME_MAX)) {
            self.name = name;
        }
        if self.due_on < self.opens_on {
            invalid
                .add("due_on", "The due date can't lie before the day on which the round opens.");
        }
        if !(1..=1100).contains(&self.cadence_days) {
            invalid.add("cadence_days", "Enter a number of days from 1 to 1,100.");
        }
        invalid.or(self)
    }
}
