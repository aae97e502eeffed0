//! Several units, each with the days on which it belonged to what is looked at.

use std::sync::Arc;

use super::{Expiring, UnitScores};
use crate::rollup::UnitStanding;
use crate::{Day, UnitId};

/// Days on which a unit lay below another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// The first day.
    pub from: Day,
    /// The first day on which it lay there no longer.
    pub until: Day,
}

impl Stay {
    /// All days.
    pub const ALWAYS: Self = Self { from: Day::MIN, until: Day::MAX };

    /// Whether the unit lay there at the end of the day.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && day < self.until
    }
}

/// A unit of a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// What its scores follow from.
    pub unit: Arc<UnitScores>,
    /// When it belonged to the scope, by where it lay at the time: a unit that moves away takes its
    /// future along and leaves its past.
    pub stays: Vec<Stay>,
}

impl Member {
    /// Whether the unit was there on the day and belonged to the scope.
    #[must_use]
    pub fn counts(&self, day: Day) -> bool {
        self.unit.stood(day) && self.belongs(day)
    }

    /// Whether the unit lay within the scope at the end of the day.
    #[must_use]
    pub fn belongs(&self, day: Day) -> bool {
        self.stays.iter().any(|stay| stay.contains(day))
    }
}

/// What the scores of several units follow from, on any day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scores {
    /// The units by name; among them those that are retired, and those that moved away.
    pub members: Vec<Member>,
}

impl Scores {
    /// One unit alone, on all of its days.
    #[must_use]
    pub fn alone(unit: Arc<UnitScores>) -> Self {
        Self { members: vec![Member { unit, stays: vec![Stay::ALWAYS] }] }
    }

    /// All of the units, on whichever days they belong here.
    pub fn units(&self) -> impl Iterator<Item = &UnitScores> {
        self.members.iter().map(|member| member.unit.as_ref())
    }

    /// One of the units.
    #[must_use]
    pub fn of(&self, unit: UnitId) -> Option<&UnitScores> {
        self.units().find(|scores| scores.unit == unit)
    }

    /// The units that were there on the day and belonged to the scope.
    pub fn standing_units(&self, day: Day) -> impl Iterator<Item = &UnitScores> {
        self.members.iter().filter(move |it| it.counts(day)).map(|it| it.unit.as_ref())
    }

    /// Where each unit stood that was there on the day.
    #[must_use]
    pub fn standings(&self, day: Day) -> Vec<UnitStanding> {
        self.standing_units(day)
            .map(|unit| UnitStanding {
                unit: unit.unit,
                name: unit.name.clone(),
                latest: unit.standing(day),
            })
            .collect()
    }

    /// The first day of which any score is known.
    #[must_use]
    pub fn first_day(&self) -> Option<Day> {
        self.units().filter_map(UnitScores::first_day).min()
    }

    /// What stops counting after `today` and up to `on`, in all units that are there today.
    #[must_use]
    pub fn expiring(&self, today: Day, on: Day) -> Expiring {
        let units = self.standing_units(today).map(|unit| unit.expiring(today, on));
        units.fold(Expiring::default(), |sum, unit| Expiring {
            items: sum.items + unit.items,
            points: sum.points + unit.points,
        })
    }
}
