//! The scores of a unit as of any day, computed from what was read once.

use std::collections::HashSet;

use super::Cover;
use super::cover::Span;
use crate::evidence::{CoverEnd, Coverage};
use crate::rollup::Standing;
use crate::tasks::forecast::{OpenWork, Outlook};
use crate::{
    AssessmentId, Day, EvidenceId, Points, QuestionNo, QuestionSet, Rules, Score, SubmissionId,
    Timestamp, UnitId,
};

/// A submitted revision, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The submission.
    pub id: SubmissionId,
    /// Its assessment.
    pub assessment: AssessmentId,
    /// Its revision, from 1.
    pub revision: u32,
    /// The rules of its questionnaire.
    pub rules: &'static Rules,
    /// The questions answered yes.
    pub yes: QuestionSet,
    /// The questions with which the register disagreed on the day.
    pub clashes: QuestionSet,
    /// After how many days it is stale.
    pub cadence_days: u16,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// When its assessment was submitted for the first time; none where the reader may not see that
    /// revision.
    pub first: Option<Timestamp>,
}

impl Taken {
    /// Whether another submission answers the same version of the same questionnaire: each has its own
    /// rules, which are held once.
    #[must_use]
    pub fn same_rules(&self, other: &Self) -> bool {
        std::ptr::eq(self.rules, other.rules)
    }

    /// The day on which it was submitted.
    #[must_use]
    pub fn day(&self) -> Day {
        self.submitted_at.day()
    }
}

/// The last item that covered a question stopped counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoverEnded {
    /// The question.
    pub question: QuestionNo,
    /// The first day on which the item no longer counted.
    pub on: Day,
    /// Why.
    pub why: CoverEnd,
}

/// What one unit's scores follow from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitScores {
    /// The unit.
    pub unit: UnitId,
    /// Its name now.
    pub name: String,
    /// The unit above it now.
    pub parent: Option<UnitId>,
    /// The day on which it was created.
    pub created: Day,
    /// The day on which it was retired, if it was.
    pub retired: Option<Day>,
    /// Its submissions: the assessments in the order in which they were first submitted, each with
    /// its revisions in theirs.
    pub taken: Vec<Taken>,
    /// The days on which evidence counted.
    pub cover: Cover,
}

/// What stops counting before a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Expiring {
    /// Items that count today and no longer on the day.
    pub items: usize,
    /// Evidenced points that would be added if nothing took their place.
    pub points: Points,
}

impl UnitScores {
    /// Whether the unit was there on the day: a unit that was retired later still counts in the
    /// past, and one that was created later does not.
    #[must_use]
    pub fn stood(&self, day: Day) -> bool {
        let begun = self.created <= day || self.taken.iter().any(|taken| taken.day() <= day);
        begun && self.retired.is_none_or(|retired| day < retired)
    }

    /// The submission by which the unit was judged on the day: of the newest assessment, the newest
    /// revision. A late correction of an older assessment doesn't take the place of a newer one.
    #[must_use]
    pub fn newest(&self, day: Day) -> Option<&Taken> {
        let Some(next) = day.succ_opt() else { return self.taken.last() };
        // Moments are compared, since a day would have to be found of each of them.
        let end = Timestamp::start_of(next);
        self.taken.iter().rev().find(|taken| taken.submitted_at < end)
    }

    /// The questions that accepted, unexpired evidence covered on the day.
    #[must_use]
    pub fn covered(&self, day: Day) -> QuestionSet {
        self.cover.on(day)
    }

    /// Which evidence stopped counting after one day and up to another, for each yes that nothing
    /// covers on the later one; in the order of the questions. Of several items, the last one made
    /// the difference.
    #[must_use]
    pub fn lost(&self, after: Day, on: Day) -> Vec<CoverEnded> {
        let Some(taken) = self.newest(on) else {
            return Vec::new();
        };
        let covered = self.covered(on);
        let open = taken.yes.iter().filter(|question| !covered.has(*question));
        let last = |question| {
            let ended =
                |span: &&Span| span.question == question && after < span.until && span.until <= on;
            let last = self.cover.spans().iter().filter(ended).max_by_key(|span| span.until)?;
            Some(CoverEnded { question, on: last.until, why: last.why })
        };
        open.filter_map(last).collect()
    }

    /// The days on which accepted evidence covers each question, from a day on.
    #[must_use]
    pub fn covers_from(&self, day: Day) -> Vec<(QuestionNo, Coverage)> {
        let left = self.cover.spans().iter().filter(|span| span.until > day);
        left.map(|span| (span.question, Coverage { from: span.from, until: span.until })).collect()
    }

    /// The score of a submission with the evidence of a day.
    #[must_use]
    pub fn score(&self, taken: &Taken, day: Day) -> Score {
        taken.rules.score(taken.yes, self.covered(day))
    }

    /// The score on the day; none before its first submission.
    #[must_use]
    pub fn score_on(&self, day: Day) -> Option<Score> {
        self.newest(day).map(|taken| self.score(taken, day))
    }

    /// Where the unit stood on the day; none before its first submission.
    #[must_use]
    pub fn standing(&self, day: Day) -> Option<Standing> {
        let taken = self.newest(day)?;
        Some(Standing {
            submitted: taken.day(),
            score: self.score(taken, day),
            cadence_days: taken.cadence_days,
        })
    }

    /// What the score will follow from with the work under way; none where the unit was never assessed.
    #[must_use]
    pub fn outlook(&self, work: Vec<OpenWork>, today: Day) -> Option<Outlook<'_>> {
        let taken = self.newest(today)?;
        let covers = self.covers_from(today);
        Some(Outlook { rules: taken.rules, yes: taken.yes, covers, work })
    }

    /// The first day of which a score is known.
    #[must_use]
    pub fn first_day(&self) -> Option<Day> {
        self.taken.iter().map(Taken::day).min()
    }

    /// The submission that stood before the newest assessment was first submitted.
    #[must_use]
    pub fn before(&self, newest: &Taken) -> Option<&Taken> {
        let first = newest.first?;
        let earlier =
            |taken: &&Taken| taken.assessment != newest.assessment && taken.submitted_at < first;
        self.taken.iter().rev().find(earlier)
    }

    /// What stops counting after `today` and up to `on`, and what that would cost.
    #[must_use]
    pub fn expiring(&self, today: Day, on: Day) -> Expiring {
        let Some(taken) = self.newest(today) else {
            return Expiring::default();
        };
        let ends = |span: &&Span| span.contains(today) && span.until <= on;
        let ending = self.cover.spans().iter().filter(ends);
        let items: HashSet<EvidenceId> = ending.map(|span| span.evidence).collect();
        let (now, then) = (self.score(taken, today), self.score(taken, on));
        Expiring { items: items.len(), points: then.evidenced.minus(now.evidenced) }
    }
}
