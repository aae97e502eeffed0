//! The change of a unit's score between two days, taken apart into causes without a remainder.

use std::collections::BTreeSet;

use super::{Taken, UnitScores};
use crate::evidence::CoverEnd;
use crate::{Answer, Day, EvidenceId, Points, QuestionNo, QuestionSet, Score, SubmissionId};

/// What moved a score on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A submission answers a question otherwise than the one before it.
    Answered {
        /// The submission.
        submission: SubmissionId,
        /// The question.
        question: QuestionNo,
        /// The answer from then on.
        answer: Answer,
    },
    /// A submission is scored by other rules than the one before it: what both answers cost under
    /// their own rules is one step, since their questions are not the same.
    OtherRules {
        /// The submission.
        submission: SubmissionId,
    },
    /// An item began to count for a question that nothing covered on the day before.
    Proven {
        /// The question.
        question: QuestionNo,
        /// The item; of several that began on the day, the first by its id.
        evidence: EvidenceId,
    },
    /// The last item that covered a question stopped counting.
    Unproven {
        /// The question.
        question: QuestionNo,
        /// The item; of several that ended on the day, the first by its id.
        evidence: EvidenceId,
        /// Why it stopped.
        why: CoverEnd,
    },
}

/// The points by which both scores differ between two states: less is better.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Change {
    /// Points of the claimed score.
    pub claimed: i32,
    /// Points of the evidenced score.
    pub evidenced: i32,
}

impl Change {
    /// From one score to another.
    #[must_use]
    pub fn between(before: Score, after: Score) -> Self {
        let step = |before: Points, after: Points| i32::from(after.0) - i32::from(before.0);
        Self {
            claimed: step(before.claimed, after.claimed),
            evidenced: step(before.evidenced, after.evidenced),
        }
    }

    fn plus(self, other: Self) -> Self {
        Self { claimed: self.claimed + other.claimed, evidenced: self.evidenced + other.evidenced }
    }

    /// Whether neither score moved.
    #[must_use]
    pub const fn is_nothing(self) -> bool {
        self.claimed == 0 && self.evidenced == 0
    }
}

impl std::iter::Sum for Change {
    fn sum<I: Iterator<Item = Self>>(steps: I) -> Self {
        steps.fold(Self::default(), Self::plus)
    }
}

/// One part of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The day on which it happened.
    pub day: Day,
    /// What happened.
    pub cause: Cause,
    /// By how many points it moved the scores.
    pub moved: Change,
}

impl UnitScores {
    /// What moved the score after one day and up to another, in the order in which it happened; none
    /// where the unit had no score on the first. The parts sum to the change between both days.
    ///
    /// Each day counts as it ended. On a day with a new submission its answers come first, with the
    /// evidence of the day before, and then what evidence did: so a question that is answered yes and
    /// proven on the same day owes each score to what that score follows from.
    #[must_use]
    pub fn parts(&self, after: Day, on: Day) -> Option<Vec<Part>> {
        let mut judged = self.newest(after)?;
        let mut proven = self.covered(after);
        let mut parts = Vec::new();
        for day in self.days(after, on) {
            if let Some(next) = self.newest(day).filter(|next| next.id != judged.id) {
                parts.extend(answered(judged, next, proven, day));
                judged = next;
            }
            let now = self.covered(day);
            parts.extend(self.evidence(judged, proven, now, day));
            proven = now;
        }
        parts.retain(|part| !part.moved.is_nothing());
        Some(parts)
    }

    /// The days after one and up to another on which anything can have moved.
    fn days(&self, after: Day, on: Day) -> BTreeSet<Day> {
        let submitted = self.taken.iter().map(Taken::day);
        let submitted = submitted.filter(|day| after < *day && *day <= on);
        let begun = self.cover.begun(after, on).map(|span| span.from);
        let ended = self.cover.ended(after, on).map(|span| span.until);
        submitted.chain(begun).chain(ended).collect()
    }

    /// What evidence did on a day, question by question.
    fn evidence(
        &self,
        judged: &Taken,
        before: QuestionSet,
        now: QuestionSet,
        day: Day,
    ) -> Vec<Part> {
        let mut proven = before;
        let changed = judged.rules.questions().filter(|it| before.has(*it) != now.has(*it));
        let part = |question: QuestionNo| {
            let cause = self.cause(question, now.has(question), day)?;
            let then = judged.rules.score(judged.yes, proven);
            proven =
                if now.has(question) { proven.with(question) } else { without(proven, question) };
            let moved = Change::between(then, judged.rules.score(judged.yes, proven));
            Some(Part { day, cause, moved })
        };
        changed.filter_map(part).collect()
    }

    /// The item by which a question began or ceased to be proven on a day. There always is one: the
    /// days on which a question is covered begin and end with those of an item.
    fn cause(&self, question: QuestionNo, is_proven: bool, day: Day) -> Option<Cause> {
        let eve = day.pred_opt().unwrap_or(day);
        if is_proven {
            let begun = self.cover.begun(eve, day).filter(|span| span.question == question);
            let evidence =
                begun.filter(|span| span.contains(day)).map(|span| span.evidence).min()?;
            return Some(Cause::Proven { question, evidence });
        }
        let ended = self.cover.ended(eve, day).filter(|span| span.question == question);
        let span = ended.filter(|span| span.from < day).min_by_key(|span| span.evidence)?;
        Some(Cause::Unproven { question, evidence: span.evidence, why: span.why })
    }
}

/// What a submission moved against the one before it, with the evidence of the day before.
fn answered(before: &Taken, now: &Taken, proven: QuestionSet, day: Day) -> Vec<Part> {
    let submission = now.id;
    if !before.same_rules(now) {
        let then = before.rules.score(before.yes, proven);
        let moved = Change::between(then, now.rules.score(now.yes, proven));
        return vec![Part { day, cause: Cause::OtherRules { submission }, moved }];
    }
    let mut yes = before.yes;
    let changed = now.rules.questions().filter(|it| before.yes.has(*it) != now.yes.has(*it));
    let part = |question: QuestionNo| {
        let then = now.rules.score(yes, proven);
        let (answer, with) = if now.yes.has(question) {
            (Answer::Yes, yes.with(question))
        } else {
            (Answer::No, without(yes, question))
        };
        yes = with;
        let moved = Change::between(then, now.rules.score(yes, proven));
        Part { day, cause: Cause::Answered { submission, question, answer }, moved }
    };
    changed.map(part).collect()
}

fn without(set: QuestionSet, question: QuestionNo) -> QuestionSet {
    set.iter().filter(|it| *it != question).collect()
}
