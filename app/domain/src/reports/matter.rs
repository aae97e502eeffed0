//! What a report is made from.

use std::collections::BTreeMap;

use super::{Target, TaskDays};
use crate::trends::{Member, Scores};
use crate::{Day, UnitId};

/// Something that a report is about: a unit with those below it or alone, or all that the reader sees.
#[derive(Debug, Clone, Default)]
pub struct Subject {
    /// The unit; none for everything.
    pub unit: Option<UnitId>,
    /// What it is called.
    pub name: String,
    /// Its units, each with the days on which it belonged here.
    pub scores: Scores,
}

/// All that a report is made from, as read for its reader.
#[derive(Debug, Clone, Default)]
pub struct Matter {
    /// What the report is about: one thing, or several to compare.
    pub subjects: Vec<Subject>,
    /// Label and number of each question, in their order.
    pub questions: Vec<(crate::QuestionNo, String)>,
    /// The tasks of its units that were open at any time of the report.
    pub tasks: Vec<TaskDays>,
    /// By how many days each of the tasks that were verified last came after its due day.
    pub delays: Vec<i64>,
    /// The targets of its units.
    pub targets: Vec<Target>,
    /// The day on which it is read.
    pub today: Day,
}

impl Matter {
    /// The units of all subjects together.
    #[must_use]
    pub fn together(&self) -> Scores {
        if let [only] = self.subjects.as_slice() {
            return only.scores.clone();
        }
        let mut members: BTreeMap<(String, UnitId), Member> = BTreeMap::new();
        for member in self.subjects.iter().flat_map(|subject| &subject.scores.members) {
            let by_name = (member.unit.name.to_lowercase(), member.unit.unit);
            let known = members.entry(by_name);
            // A unit that moved from one to the other belongs to both, each in its time.
            known
                .and_modify(|known| known.stays.extend(member.stays.iter().copied()))
                .or_insert_with(|| member.clone());
        }
        Scores { members: members.into_values().collect() }
    }
}
