//! An organisation of any size, drawn from a seed: for benchmarks and for trying things out.

use domain::models::{AccessLevel, Exposure, Kind};
use domain::{Day, Role};

use super::draw::Draw;
use super::people;
use super::plan::{Mark, Marks, ModelPlan, PersonPlan, Plan, QUESTIONS, Status};
use super::register::Sketch;

/// How large it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Business units.
    pub units: usize,
    /// Models.
    pub models: usize,
    /// Rounds, the present one among them.
    pub rounds: usize,
    /// People, at least five.
    pub people: usize,
    /// The seed.
    pub seed: u64,
}

/// A drawn organisation.
#[derive(Debug, Clone, Copy)]
pub struct Scaled {
    /// How large it is.
    pub scale: Scale,
}

/// Sub-units of a branch.
const BRANCHING: usize = 8;
/// The first people: administrator, manager, auditor, viewer.
const STAFF: usize = 4;

impl Scaled {
    fn draw(&self, kind: u64, index: usize) -> Draw {
        Draw::new(self.scale.seed).of(kind).of(index as u64)
    }
}

impl Plan for Scaled {
    fn seed(&self) -> u64 {
        self.scale.seed
    }

    fn organisation(&self) -> String {
        "Sample organisation".to_owned()
    }

    /// A tree in which every unit has up to eight sub-units.
    fn units(&self) -> Vec<(String, Option<usize>)> {
        (0..self.scale.units)
            .map(|index| {
                let above = index.checked_sub(BRANCHING).map(|rest| rest / BRANCHING);
                (format!("Unit {:04}", index + 1), above)
            })
            .collect()
    }

    fn people(&self) -> usize {
        self.scale.people.max(STAFF + 1)
    }

    fn person(&self, index: usize) -> PersonPlan {
        let roles = match index {
            0 => vec![(Role::Administrator, None)],
            1 => vec![(Role::Manager, None)],
            2 => vec![(Role::Auditor, None)],
            3 => vec![(Role::Viewer, None)],
            // Each answers for one unit, and where people are fewer than units for several.
            _ => (0..self.scale.units)
                .skip(index - STAFF)
                .step_by(self.people() - STAFF)
                .take(50)
                .map(|unit| (Role::Assessor, Some(unit)))
                .collect(),
        };
        let roles = if roles.is_empty() { vec![(Role::Viewer, Some(0))] } else { roles };
        PersonPlan { name: people::name(self.draw(1, index), index), roles, status: Status::Active }
    }

    fn assessor(&self, unit: usize) -> usize {
        let assessors = self.people() - STAFF;
        // Nobody holds more than fifty units; beyond that, the manager answers.
        if unit / assessors < 50 { STAFF + unit % assessors } else { 1 }
    }

    fn models(&self) -> usize {
        self.scale.models
    }

    fn model(&self, index: usize, today: Day) -> ModelPlan {
        let draw = self.draw(2, index);
        let unit = usize::try_from(draw.of(1).below(self.scale.units as u64)).unwrap_or_default();
        let provider = draw.of(2).one(&["", "", "Tessera AI", "Northquay", "Voxhall", "Papermill"]);
        let word =
            draw.of(3).one(&["Ranker", "Assistant", "Forecaster", "Detector", "Reader", "Router"]);
        let name = format!("{word} {:06}", index + 1);
        let sketch = Sketch {
            name: &name,
            kind: draw.of(4).one(Kind::ALL),
            provider,
            exposure: draw.of(5).one(Exposure::ALL),
            data: draw.of(6).one(&["Personal", "Payment", "Confidential", "Internal", "Public"]),
            access: draw.of(7).one(&[AccessLevel::Read, AccessLevel::Write, AccessLevel::Admin]),
            is_pilot: draw.of(8).percent(15),
            unchecked: draw.of(9).percent(10),
            purpose: "Drawn for a benchmark",
        };
        let marks = self.marks(unit, self.closed_quarters()).unwrap_or([Mark::No; QUESTIONS]);
        ModelPlan {
            unit,
            details: sketch.details(draw, today, marks),
            owner: (!draw.of(10).percent(5)).then(|| self.assessor(unit)),
            parts: sketch.parts(draw, today, marks),
        }
    }

    fn closed_quarters(&self) -> usize {
        self.scale.rounds.saturating_sub(1)
    }

    /// The programme gets better: the later the quarter, the fewer noes and the more proof. One unit
    /// in forty misses a quarter.
    fn marks(&self, unit: usize, quarter: usize) -> Option<Marks> {
        let unit_draw = self.draw(3, unit);
        if unit_draw.of(quarter as u64).percent(3) {
            return None;
        }
        let quarters = self.closed_quarters().max(1);
        let progress = 100 * quarter.min(quarters) / quarters;
        let mut marks = [Mark::No; QUESTIONS];
        for (question, mark) in marks.iter_mut().enumerate() {
            let draw = unit_draw.of(500 + question as u64);
            let ripe = draw.below(130);
            *mark = match u64::try_from(progress).unwrap_or_default() {
                now if now + 20 < ripe => Mark::No,
                now if now < ripe => {
                    draw.of(quarter as u64).one(&[Mark::Bare, Mark::Pending, Mark::Rejected])
                }
                _ => Mark::Proven,
            };
        }
        Some(marks)
    }

    fn present(&self, unit: usize) -> (usize, bool) {
        let draw = self.draw(4, unit);
        if draw.of(1).percent(30) {
            (QUESTIONS, true)
        } else {
            (usize::try_from(draw.of(2).below(10)).unwrap_or_default(), false)
        }
    }

    fn is_detailed(&self) -> bool {
        false
    }

    fn response_plan(&self, unit: usize) -> Option<(String, bool)> {
        let draw = self.draw(5, unit);
        draw.percent(70).then(|| ("Incident runbook".to_owned(), draw.of(1).percent(80)))
    }
}
