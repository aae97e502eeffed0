//! The roll-up of a unit with sub-units: bands, the worst, the mean and the coverage, never one alone.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Band, Day, Points, Rules, Score, UnitId};

/// The newest submitted assessment of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The day of the submission.
    pub submitted: Day,
    /// Its score; the evidenced one as of the day that is asked about.
    pub score: Score,
    /// After how many days it is stale.
    pub cadence_days: u16,
}

impl Standing {
    /// Whether the assessment is older than its cadence.
    #[must_use]
    pub fn is_stale(&self, today: Day) -> bool {
        is_stale(self.submitted, self.cadence_days, today)
    }
}

/// A unit and where it stands; a unit that was never assessed stands nowhere, and still counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitStanding {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Its newest submitted assessment, if there is one.
    pub latest: Option<Standing>,
}

/// Whether an assessment is older than its cadence. On the last day of the cadence it is not yet.
#[must_use]
pub fn is_stale(submitted: Day, cadence_days: u16, today: Day) -> bool {
    today.signed_duration_since(submitted).num_days() > i64::from(cadence_days)
}

/// A mean of scores, in tenths of a point. It carries no band: bands judge one assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mean(u32);

impl Mean {
    /// The mean, rounded half up to a tenth; none of nothing.
    #[must_use]
    pub fn of(points: &[Points]) -> Option<Self> {
        Self::of_sum(points.iter().map(|points| u64::from(points.0)).sum(), points.len())
    }

    /// The mean of so many scores that add up to `sum`, rounded alike.
    pub(crate) fn of_sum(sum: u64, scores: usize) -> Option<Self> {
        let n = u64::try_from(scores).ok().filter(|n| *n > 0)?;
        u32::try_from((sum * 20 + n) / (2 * n)).ok().map(Self)
    }

    /// The mean in tenths of a point: 343 for 34.3.
    #[must_use]
    pub const fn tenths(self) -> u32 {
        self.0
    }
}

impl Mean {
    /// The mean in points: 34.3.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0) / 10.0
    }

    /// The mean as it is shown: 34.3, and 50 where nothing stands behind the point.
    #[must_use]
    pub fn points(self) -> String {
        match self.0 % 10 {
            0 => (self.0 / 10).to_string(),
            _ => self.to_string(),
        }
    }
}

impl From<Points> for Mean {
    /// A score by itself.
    fn from(points: Points) -> Self {
        Self(u32::from(points.0) * 10)
    }
}

impl fmt::Display for Mean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// The unit with the most points; of several, the first by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worst {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Its points.
    pub points: Points,
    /// Its band.
    pub band: Option<Band>,
}

/// How one of the two scores is spread over the assessed units, stale ones among them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// Units in band Advanced.
    pub advanced: usize,
    /// Units in band Moderate.
    pub moderate: usize,
    /// Units in band High risk.
    pub high: usize,
    /// The unit with the most points.
    pub worst: Option<Worst>,
    /// The mean of all assessed units.
    pub mean: Option<Mean>,
}

impl Spread {
    /// The number of units in a band.
    #[must_use]
    pub const fn in_band(&self, band: Band) -> usize {
        match band {
            Band::Advanced => self.advanced,
            Band::Moderate => self.moderate,
            Band::High => self.high,
        }
    }
}

/// How many units are assessed. The parts add up to `all`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Units assessed within their cadence.
    pub current: usize,
    /// Units whose newest assessment is older than its cadence.
    pub stale: usize,
    /// Units that were never assessed.
    pub not_assessed: usize,
    /// All units: the denominator, always.
    pub all: usize,
}

impl Coverage {
    /// Units with a score, current or stale.
    #[must_use]
    pub const fn assessed(self) -> usize {
        self.current + self.stale
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = if self.all == 1 { "unit" } else { "units" };
        write!(f, "{} of {} {units} assessed and current", self.current, self.all)?;
        if self.stale > 0 {
            write!(f, ", {} stale", self.stale)?;
        }
        if self.not_assessed > 0 {
            write!(f, ", {} not assessed", self.not_assessed)?;
        }
        Ok(())
    }
}

/// Several units at a glance.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollUp {
    /// By what the answers say.
    pub claimed: Spread,
    /// By what evidence proves.
    pub evidenced: Spread,
    /// How many of the units this speaks of.
    pub coverage: Coverage,
}

/// Rolls units up, as of a day.
#[must_use]
pub fn roll_up(units: &[UnitStanding], rules: &Rules, today: Day) -> RollUp {
    let mut coverage = Coverage { all: units.len(), ..Coverage::default() };
    for unit in units {
        match &unit.latest {
            None => coverage.not_assessed += 1,
            Some(standing) if standing.is_stale(today) => coverage.stale += 1,
            Some(_) => coverage.current += 1,
        }
    }
    RollUp {
        claimed: spread(units, rules, |score| score.claimed),
        evidenced: spread(units, rules, |score| score.evidenced),
        coverage,
    }
}

fn spread(units: &[UnitStanding], rules: &Rules, which: fn(Score) -> Points) -> Spread {
    let mut spread = Spread::default();
    let mut all = Vec::with_capacity(units.len());
    for unit in units {
        let Some(points) = unit.latest.as_ref().map(|standing| which(standing.score)) else {
            continue;
        };
        let band = rules.band(points, true);
        match band {
            Some(Band::Advanced) => spread.advanced += 1,
            Some(Band::Moderate) => spread.moderate += 1,
            Some(Band::High) => spread.high += 1,
            // Rules with a gap within reach are never published.
            None => {}
        }
        let is_worse = spread.worst.as_ref().is_none_or(|worst| {
            points > worst.points || (points == worst.points && unit.name < worst.name)
        });
        if is_worse {
            spread.worst = Some(Worst { unit: unit.unit, name: unit.name.clone(), points, band });
        }
        all.push(points);
    }
    spread.mean = Mean::of(&all);
    spread
}

/// The units that have a score on both of two days: only among them is a change of the mean a change
/// of the scores. A unit that joined or left moves a mean without anybody getting better.
#[must_use]
pub fn alike(
    then: &[UnitStanding],
    now: &[UnitStanding],
) -> (Vec<UnitStanding>, Vec<UnitStanding>) {
    let scored = |units: &[UnitStanding]| -> BTreeSet<UnitId> {
        units.iter().filter(|unit| unit.latest.is_some()).map(|unit| unit.unit).collect()
    };
    let both: BTreeSet<UnitId> = scored(then).intersection(&scored(now)).copied().collect();
    let of = |units: &[UnitStanding]| {
        units.iter().filter(|unit| both.contains(&unit.unit)).cloned().collect()
    };
    (of(then), of(now))
}
