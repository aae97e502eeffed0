//! The points that hang on open work.

use std::collections::{BTreeMap, BTreeSet};

use super::OpenWork;
use crate::{PersonId, Points, QuestionNo, QuestionSet, Rules};

/// The points that hang on the open work of a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stake {
    /// What hangs on the tasks of each person. A question counts once for each, however many of its
    /// tasks are theirs; of two people who share one, it counts for both.
    pub people: BTreeMap<PersonId, Points>,
    /// What hangs on all of them. A question counts once.
    pub all: Points,
}

/// What a question costs today by what is proven: its weight where the answer is no, or a yes
/// without accepted evidence; nothing otherwise.
#[must_use]
pub fn costs(
    rules: &Rules,
    yes: QuestionSet,
    covered: QuestionSet,
    question: QuestionNo,
) -> Points {
    let is_proven = yes.has(question) && covered.has(question);
    rules.weight(question).filter(|_| !is_proven).unwrap_or_default()
}

/// The points that hang on the open work of a unit, as its answers and evidence are today.
#[must_use]
pub fn at_stake(rules: &Rules, yes: QuestionSet, covered: QuestionSet, work: &[OpenWork]) -> Stake {
    let mut stake = Stake::default();
    let mut counted = BTreeSet::new();
    let mut theirs = BTreeSet::new();
    for task in work {
        let points = costs(rules, yes, covered, task.question);
        let of_person = stake.people.entry(task.assignee).or_default();
        if theirs.insert((task.assignee, task.question)) {
            *of_person = *of_person + points;
        }
        if counted.insert(task.question) {
            stake.all = stake.all + points;
        }
    }
    stake
}
