//! Reading what scores follow from: three queries, however many units and days there are.

use std::collections::HashMap;

use domain::evidence::CoverEnd;
use domain::rollup::{Standing, UnitStanding};
use domain::trends::{Scores, Span, Taken, UnitScores};
use domain::{
    Action, AssessmentId, Day, EvidenceId, QuestionNo, QuestionSet, Rules, SubmissionId, Timestamp,
    UnitId,
};

use crate::error::{Result, StoreError};
use crate::read::Read;
use crate::rows::day;

/// The units that a read is about, as far as the person may see them: ?1 is the person, ?2 the unit
/// at the top (none for all), ?3 whether that unit is meant alone. The organisation itself is never
/// assessed.
macro_rules! scope {
    () => {
        "WITH scope AS (
             SELECT u.id, u.name, u.parent_id, u.created_at, u.retired_at
               FROM visible_units v
               JOIN units u ON u.id = v.unit_id AND u.parent_id IS NOT NULL
              WHERE v.person_id = ?1
                AND (?2 IS NULL OR EXISTS (
                     SELECT 1 FROM unit_tree t
                      WHERE t.ancestor_id = ?2 AND t.unit_id = v.unit_id
                        AND (t.distance = 0 OR NOT ?3))))
         "
    };
}

pub(super) const UNITS: &str = concat!(
    scope!(),
    "SELECT id, name, parent_id, created_at, retired_at FROM scope ORDER BY name COLLATE NOCASE, id"
);

/// Of the time before ?4 only the newest assessment of each unit, with all of its revisions: what
/// the unit was judged by at that moment.
pub(super) const SUBMISSIONS: &str = concat!(
    scope!(),
    "SELECT s.unit_id, s.id, s.assessment_id, s.revision, s.questionnaire, s.yes_mask,
            s.clash_mask, s.cadence_days, s.submitted_at
       FROM scope CROSS JOIN submissions s ON s.unit_id = scope.id
        AND s.submitted_at >= coalesce(
            (SELECT p.submitted_at FROM submissions p
              WHERE p.unit_id = scope.id AND p.revision = 1 AND p.submitted_at < ?4
              ORDER BY p.submitted_at DESC LIMIT 1), '')
      ORDER BY s.unit_id, s.submitted_at, s.id"
);

pub(super) const COVERAGE: &str = concat!(
    scope!(),
    "SELECT c.unit_id, c.question, c.evidence_id, c.from_day, c.until_day, c.why
       FROM scope CROSS JOIN coverage c ON c.unit_id = scope.id
      WHERE c.until_day > ?4"
);

/// Which units, and since when.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    top: Option<UnitId>,
    alone: bool,
    since: Option<Day>,
}

type UnitRow = (UnitId, String, Option<UnitId>, Timestamp, Option<Timestamp>);
type TakenRow =
    (UnitId, SubmissionId, AssessmentId, u32, String, QuestionSet, QuestionSet, u16, Timestamp);
type SpanRow = (UnitId, QuestionNo, EvidenceId, String, String, CoverEnd);

impl Read<'_> {
    /// What the scores of all units follow from that the person may see, or of those from one unit
    /// downwards, as of any day from `since` on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn scores(&self, since: Day, under: Option<UnitId>) -> Result<Scores> {
        self.load(Wanted { top: under, alone: false, since: Some(since) }).await
    }

    /// What the scores of one unit follow from, as of any day.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when there is no such unit that the person may see.
    pub(super) async fn scores_of(&self, unit: UnitId) -> Result<Option<UnitScores>> {
        self.must(Action::Read, unit).await?;
        let all = self.load(Wanted { top: Some(unit), alone: true, since: None }).await?;
        Ok(all.units.into_iter().next())
    }

    /// Where the units stand on a day that the person may see: all that were there on it, or those
    /// from one unit downwards. A unit that was never assessed stands nowhere and is in the list.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standings(&self, day: Day, under: Option<UnitId>) -> Result<Vec<UnitStanding>> {
        Ok(self.scores(day, under).await?.standings(day))
    }

    /// The same for several days, read once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standings_over(
        &self,
        days: &[Day],
        under: Option<UnitId>,
    ) -> Result<Vec<Vec<UnitStanding>>> {
        let Some(since) = days.iter().copied().min() else {
            return Ok(Vec::new());
        };
        let scores = self.scores(since, under).await?;
        Ok(days.iter().map(|day| scores.standings(*day)).collect())
    }

    /// Where one unit stood on each of the days; none before its first submission.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when there is no such unit that the person may see.
    pub async fn unit_series(&self, unit: UnitId, days: &[Day]) -> Result<Vec<Option<Standing>>> {
        let scores = self.scores_of(unit).await?;
        let standing = |day: &Day| scores.as_ref().and_then(|scores| scores.standing(*day));
        Ok(days.iter().map(standing).collect())
    }

    async fn load(&self, wanted: Wanted) -> Result<Scores> {
        let person = self.actor.person;
        let next = wanted.since.and_then(|since| since.succ_opt());
        let before = next.map_or_else(String::new, |day| Timestamp::start_of(day).to_string());
        let since = wanted.since.map_or_else(String::new, |since| since.to_string());
        let mut connection = self.pool().acquire().await?;
        let units: Vec<UnitRow> = sqlx::query_as(UNITS)
            .bind(person)
            .bind(wanted.top)
            .bind(wanted.alone)
            .fetch_all(&mut *connection)
            .await?;
        let taken: Vec<TakenRow> = sqlx::query_as(SUBMISSIONS)
            .bind(person)
            .bind(wanted.top)
            .bind(wanted.alone)
            .bind(before)
            .fetch_all(&mut *connection)
            .await?;
        let spans: Vec<SpanRow> = sqlx::query_as(COVERAGE)
            .bind(person)
            .bind(wanted.top)
            .bind(wanted.alone)
            .bind(since)
            .fetch_all(&mut *connection)
            .await?;
        assemble(units, taken, spans)
    }
}

/// The rows, each with its unit. The submissions come in the order of their time.
fn assemble(units: Vec<UnitRow>, taken: Vec<TakenRow>, spans: Vec<SpanRow>) -> Result<Scores> {
    let place: HashMap<UnitId, usize> =
        units.iter().enumerate().map(|(place, unit)| (unit.0, place)).collect();
    let mut units: Vec<UnitScores> = units.into_iter().map(unit_of).collect();
    let mut first: HashMap<AssessmentId, Timestamp> = HashMap::new();
    for row in taken {
        if row.3 == 1 {
            first.insert(row.2, row.8);
        }
        if let Some(unit) = place.get(&row.0).and_then(|place| units.get_mut(*place)) {
            let first = first.get(&row.2).copied();
            unit.taken.push(taken_of(row, first)?);
        }
    }
    for row in spans {
        if let Some(unit) = place.get(&row.0).and_then(|place| units.get_mut(*place)) {
            unit.spans.push(span_of(&row)?);
        }
    }
    for unit in &mut units {
        unit.taken.sort_by_key(|taken| (taken.first, taken.assessment, taken.revision));
    }
    Ok(Scores { units })
}

fn unit_of((unit, name, parent, created, retired): UnitRow) -> UnitScores {
    UnitScores {
        unit,
        name,
        parent,
        created: created.day(),
        retired: retired.map(Timestamp::day),
        taken: Vec::new(),
        spans: Vec::new(),
    }
}

fn taken_of(row: TakenRow, first: Option<Timestamp>) -> Result<Taken> {
    let (_, id, assessment, revision, questionnaire, yes, clashes, cadence_days, submitted_at) =
        row;
    let inconsistent =
        StoreError::Inconsistent { table: "submissions", column: "questionnaire", row: id.0 };
    Ok(Taken {
        id,
        assessment,
        revision,
        rules: Rules::of(&questionnaire).ok_or(inconsistent)?,
        yes,
        clashes,
        cadence_days,
        submitted_at,
        first,
    })
}

fn span_of((_, question, evidence, from, until, why): &SpanRow) -> Result<Span> {
    Ok(Span {
        question: *question,
        evidence: *evidence,
        from: day(from, "coverage", "from_day", evidence.0)?,
        until: day(until, "coverage", "until_day", evidence.0)?,
        why: *why,
    })
}
