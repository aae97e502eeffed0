//! Several units as of today and over the last quarters, read once for a page.

use std::collections::HashMap;

use domain::rollup::{RollUp, UnitStanding, alike, roll_up};
use domain::score::BASELINE;
use domain::text::Quarter;
use domain::trends::{Scores, UnitScores};
use domain::{Action, Day, UnitId};
use store::{Acceptance, Point, quarter_ends};

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::ui::score::Pair;

/// At most so many quarters stand on a line.
const MOST: usize = 8;

/// At least so many: a line begins with room before it.
const FEWEST: usize = 4;

/// So many quarters stand in a table's row.
const IN_A_ROW: usize = 6;

/// What a page knows of the scores of its units.
pub(super) struct Sight {
    pub(super) today: Day,
    pub(super) scores: Scores,
    /// The risks that are accepted today, what ends first coming first.
    pub(super) accepted: Vec<Acceptance>,
    place: HashMap<UnitId, usize>,
}

impl Sight {
    /// The units that the visitor may see, or those from one unit downwards.
    pub(super) async fn of(visitor: &Visitor, under: Option<UnitId>) -> PageResult<Self> {
        let today = visitor.state.today();
        let scores = visitor.read().scores(under).await?;
        let accepted = visitor.read().accepted_risks(under).await?;
        let place = scores.units().enumerate().map(|(place, unit)| (unit.unit, place));
        Ok(Self { today, place: place.collect(), scores, accepted })
    }

    /// One of the units.
    pub(super) fn unit(&self, id: UnitId) -> Option<&UnitScores> {
        self.scores.members.get(*self.place.get(&id)?).map(|member| member.unit.as_ref())
    }

    /// The points of a line that begins with a day.
    pub(super) fn points(&self, first: Option<Day>) -> Vec<Point> {
        quarter_ends(first, self.today, FEWEST, MOST)
    }

    /// The points of a table's row.
    pub(super) fn few_points(&self) -> Vec<Point> {
        quarter_ends(None, self.today, IN_A_ROW, IN_A_ROW)
    }

    /// The end of the quarter before this one: what changes are measured against.
    pub(super) fn before(&self) -> Point {
        let quarter = Quarter::of(self.today).previous();
        Point { quarter, day: quarter.last_day() }
    }

    /// All units as they stood on a day.
    pub(super) fn rolled(&self, day: Day) -> RollUp {
        roll_up(&self.scores.standings(day), &BASELINE, day)
    }

    /// The means on a day and today of the units that have a score on both, and how many those are.
    pub(super) fn compared(&self, day: Day) -> (Option<Pair>, Option<Pair>, usize) {
        let (then, now) = alike(&self.scores.standings(day), &self.scores.standings(self.today));
        let mean_on = |units: &[UnitStanding], day| mean(&roll_up(units, &BASELINE, day));
        (mean_on(&then, day), mean_on(&now, self.today), now.len())
    }

    /// The units that are there today.
    pub(super) fn present(&self) -> Vec<&UnitScores> {
        self.scores.standing_units(self.today).collect()
    }

    /// The one unit that there is to see, if it is one: then nothing is a mean.
    pub(super) fn sole(&self) -> Option<&UnitScores> {
        match self.present().as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// A unit and those above it, as far as they are known here: enough to tell what the visitor may
    /// do, since whatever a role is held on can be seen.
    pub(super) fn lineage(&self, unit: UnitId) -> Vec<UnitId> {
        let mut lineage = vec![unit];
        let mut at = self.unit(unit).and_then(|unit| unit.parent);
        while let Some(above) = at.filter(|above| !lineage.contains(above)) {
            lineage.push(above);
            at = self.unit(above).and_then(|unit| unit.parent);
        }
        lineage
    }

    /// The units from each unit downwards, itself among them; the organisation has all of them.
    pub(super) fn branches(&self) -> HashMap<UnitId, Vec<&UnitScores>> {
        let mut branches: HashMap<UnitId, Vec<&UnitScores>> = HashMap::new();
        for unit in self.scores.standing_units(self.today) {
            for above in self.lineage(unit.unit) {
                branches.entry(above).or_default().push(unit);
            }
        }
        branches
    }

    /// Whether the visitor may do something to a unit. Only for drawing buttons.
    pub(super) fn may(&self, visitor: &Visitor, action: Action, unit: UnitId) -> bool {
        visitor.actor.allows_on(action, &self.lineage(unit))
    }
}

/// The means of both scores; none where nothing is assessed.
pub(super) fn mean(rolled: &RollUp) -> Option<Pair> {
    let (evidenced, claimed) = (rolled.evidenced.mean?, rolled.claimed.mean?);
    Some(Pair::new(evidenced.value(), claimed.value()))
}

/// Whether the register disagreed with the submission by which the unit is judged today.
pub(super) fn clashes(unit: &UnitScores, today: Day) -> bool {
    unit.newest(today).is_some_and(|newest| !newest.clashes.is_empty())
}
