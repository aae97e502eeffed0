//! What an organisation is made of. The handbook's is written down; a scaled one is drawn.

use domain::models::ModelDetails;
use domain::{Answer, Role};
use store::Part;

/// The number of questions of the baseline.
pub const QUESTIONS: usize = 10;

/// How a question of a unit stood in a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Answered no.
    No,
    /// Answered yes, with accepted evidence in force at the quarter's end.
    Proven,
    /// Answered yes, with evidence that nobody has judged.
    Pending,
    /// Answered yes, with evidence that expired before the quarter's end.
    Expired,
    /// Answered yes, without evidence.
    Bare,
    /// Answered yes, with evidence that was rejected.
    Rejected,
}

impl Mark {
    /// The answer that was given.
    #[must_use]
    pub const fn answer(self) -> Answer {
        match self {
            Self::No => Answer::No,
            _ => Answer::Yes,
        }
    }
}

/// The ten marks of a unit in a quarter.
pub type Marks = [Mark; QUESTIONS];

/// A person with their roles; a unit is named by its index, none is the whole organisation.
#[derive(Debug, Clone)]
pub struct PersonPlan {
    /// Their name.
    pub name: String,
    /// What they are, and where.
    pub roles: Vec<(Role, Option<usize>)>,
    /// Whether they have taken up their invitation, and are still there.
    pub status: Status,
}

/// Whether a person can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// They can.
    Active,
    /// They have an invitation that they haven't taken up.
    Invited,
    /// Their account was switched off.
    Deactivated,
}

/// A model with all that is recorded of it; its owner is a person's index.
#[derive(Debug, Clone)]
pub struct ModelPlan {
    /// The unit.
    pub unit: usize,
    /// Its own fields, without the owner.
    pub details: ModelDetails,
    /// Who answers for it.
    pub owner: Option<usize>,
    /// Where it runs, what it reads, and so on.
    pub parts: Vec<Part>,
}

/// An organisation to be made. Everything is asked for one piece at a time, so that a large one
/// never has to fit in memory.
pub trait Plan: Sync {
    /// The seed.
    fn seed(&self) -> u64;
    /// The organisation's name.
    fn organisation(&self) -> String;
    /// The units with the index of the one above; a parent comes first.
    fn units(&self) -> Vec<(String, Option<usize>)>;
    /// How many people there are.
    fn people(&self) -> usize;
    /// A person. The first is the administrator, the second manages everything, the third audits it.
    fn person(&self, index: usize) -> PersonPlan;
    /// Whoever answers for a unit.
    fn assessor(&self, unit: usize) -> usize;
    /// How many models there are.
    fn models(&self) -> usize;
    /// A model as it is today.
    fn model(&self, index: usize, today: domain::Day) -> ModelPlan;
    /// How many quarters were closed before the present one.
    fn closed_quarters(&self) -> usize;
    /// How a unit stood in a closed quarter, counted from 0; none where it wasn't assessed.
    fn marks(&self, unit: usize, quarter: usize) -> Option<Marks>;
    /// How many questions a unit has answered in the present quarter, and whether it has submitted.
    fn present(&self, unit: usize) -> (usize, bool);
    /// Whether evidence is made of real files, and permissions and keys are reviewed each quarter:
    /// lifelike, and slow for a large organisation.
    fn is_detailed(&self) -> bool;
    /// The unit's response plan, and whether it was exercised within a year.
    fn response_plan(&self, unit: usize) -> Option<(String, bool)>;
}
