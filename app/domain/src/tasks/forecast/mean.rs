//! The forecast of several units together.

use super::Steps;
use crate::rollup::Mean;
use crate::{Day, Points, Score};

/// The mean of several scores. It carries no band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeanScore {
    /// Of what the answers say.
    pub claimed: Mean,
    /// Of what evidence proves.
    pub evidenced: Mean,
}

/// The mean of units day by day; none of no units. All begin on the same day, as they were forecast.
/// Units without a score have no forecast and are not in it: say beside it how many there are.
#[must_use]
pub fn forecast_mean(units: &[Steps<Score>]) -> Option<Steps<MeanScore>> {
    let from = units.iter().map(Steps::begins).min()?;
    let mut sum = Sum { claimed: 0, evidenced: 0, units: units.len() };
    let mut changes: Vec<(Day, Score, Score)> = Vec::new();
    for unit in units {
        let mut was = unit.at(from);
        sum.add(was);
        for (day, score) in unit.changes() {
            changes.push((*day, was, *score));
            was = *score;
        }
    }
    changes.sort_by_key(|(day, ..)| *day);
    let first = sum.mean()?;
    let mut means = Vec::new();
    for of_a_day in changes.chunk_by(|one, next| one.0 == next.0) {
        for (_, was, score) in of_a_day {
            sum.add(*score);
            sum.take(*was);
        }
        let day = of_a_day.first().map(|(day, ..)| *day);
        means.extend(day.zip(sum.mean()));
    }
    Some(Steps::new(from, first, means))
}

/// Points of all units together: a change of one is added without going through the others.
struct Sum {
    claimed: u64,
    evidenced: u64,
    units: usize,
}

impl Sum {
    fn add(&mut self, score: Score) {
        self.claimed += whole(score.claimed);
        self.evidenced += whole(score.evidenced);
    }

    fn take(&mut self, score: Score) {
        self.claimed -= whole(score.claimed);
        self.evidenced -= whole(score.evidenced);
    }

    fn mean(&self) -> Option<MeanScore> {
        Some(MeanScore {
            claimed: Mean::of_sum(self.claimed, self.units)?,
            evidenced: Mean::of_sum(self.evidenced, self.units)?,
        })
    }
}

fn whole(points: Points) -> u64 {
    points.0.into()
}
