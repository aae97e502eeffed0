//! Drawing a sample at random in a way that anyone can draw again.
//!
//! Each item has a name, `unit/question/evidence`, from its ids. The sample is the items with the
//! lowest SHA-256 of the seed, a line feed and the name. What it was drawn from is told by the SHA-256
//! of all the names in order, one a line.

use sha2::{Digest, Sha256};

use crate::{EvidenceId, Invalid, QuestionNo, UnitId};

/// The most items of a sample.
pub const SAMPLE_MAX: usize = 1000;

/// The most characters of a seed.
pub const SEED_MAX: usize = 64;

/// An item as evidence for one unit and question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot {
    /// The unit.
    pub unit: UnitId,
    /// The question.
    pub question: QuestionNo,
    /// The item.
    pub evidence: EvidenceId,
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.unit, self.question, self.evidence)
    }
}

/// A text that is not the name of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a name of the form unit/question/evidence")]
pub struct NotAName;

impl std::str::FromStr for Spot {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let mut parts = text.splitn(3, '/');
        let mut part = || parts.next().ok_or(NotAName);
        let (unit, question, evidence) = (part()?, part()?, part()?);
        Ok(Self {
            unit: UnitId(unit.parse().map_err(|_| NotAName)?),
            question: QuestionNo(question.parse().map_err(|_| NotAName)?),
            evidence: EvidenceId(evidence.parse().map_err(|_| NotAName)?),
        })
    }
}

/// The names of what a sample is drawn from: the same items give the same, in whatever order.
#[must_use]
pub fn names(population: &[Spot]) -> String {
    let mut spots: Vec<Spot> = population.to_vec();
    spots.sort_unstable();
    spots.into_iter().fold(String::new(), |names, spot| names + &format!("{spot}\n"))
}

/// What a sample was drawn from, as one hash: the SHA-256 of its [`names`].
#[must_use]
pub fn hash_of(names: &str) -> String {
    hex::encode(Sha256::digest(names))
}

/// What came of drawing a sample again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawnAgain {
    /// The same items in the same order.
    Same,
    /// The names are those that it was drawn from, and give other items.
    OtherItems,
    /// The names that are kept are not those that it was drawn from.
    OtherNames,
}

/// Draws a sample again, and compares it with what was drawn then: the hash of the names, and the
/// items in their order.
#[must_use]
pub fn draw_again(names: &str, sha256: &str, seed: &str, size: usize, then: &[Spot]) -> DrawnAgain {
    let population: Result<Vec<Spot>, NotAName> = names.lines().map(str::parse).collect();
    match population {
        Ok(population) if hash_of(names) == sha256 => {
            if draw(&population, seed, size) == then {
                DrawnAgain::Same
            } else {
                DrawnAgain::OtherItems
            }
        }
        _ => DrawnAgain::OtherNames,
    }
}

/// Draws `size` items; all of them where there are no more. The same seed and the same population
/// give the same sample in the same order.
#[must_use]
pub fn draw(population: &[Spot], seed: &str, size: usize) -> Vec<Spot> {
    let ticket = |spot: &Spot| -> [u8; 32] { Sha256::digest(format!("{seed}\n{spot}")).into() };
    let mut tickets: Vec<([u8; 32], Spot)> =
        population.iter().map(|spot| (ticket(spot), *spot)).collect();
    tickets.sort_unstable();
    tickets.truncate(size);
    tickets.into_iter().map(|(_, spot)| spot).collect()
}

/// Checks how large a sample is to be, and its seed; an empty seed is none, and one is chosen then.
///
/// # Errors
/// What is wrong, under the names of the fields `size` and `seed`.
pub fn asked(size: &str, seed: &str) -> Result<(usize, Option<String>), Invalid> {
    let mut invalid = Invalid::new();
    let size = match size.trim().parse::<usize>() {
        Ok(size) if (1..=SAMPLE_MAX).contains(&size) => size,
        _ => {
            invalid.add("size", format!("Enter a number from 1 to {SAMPLE_MAX}."));
            0
        }
    };
    let seed = seed.trim();
    let plain = seed.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if !plain || seed.len() > SEED_MAX {
        invalid.add(
            "seed",
            format!("Use at most {SEED_MAX} plain letters, digits, dots, hyphens and underscores."),
        );
    }
    let seed = (!seed.is_empty()).then(|| seed.to_owned());
    invalid.or((size, seed))
}
