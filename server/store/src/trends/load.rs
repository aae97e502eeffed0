//! Reading what scores follow from: one query for the units, and two more for those that changed since
//! they were read last.

use std::collections::HashMap;
use std::sync::Arc;

use domain::evidence::CoverEnd;
use domain::rollup::{Standing, UnitStanding};
use domain::trends::{Cover, Scores, Span, Taken, UnitScores};
use domain::{
    Action, AssessmentId, Day, EvidenceId, QuestionNo, QuestionSet, Rules, SubmissionId, Timestamp,
    UnitId,
};
use serde_json::json;
use sqlx::SqliteConnection;

use super::members::{MemberRow, members};
use crate::error::{Result, StoreError};
use crate::read::Read;
use crate::rows::day;

/// The submissions of the units in ?1, in the order of their time.
pub(super) const SUBMISSIONS: &str =
    "SELECT s.unit_id, s.id, s.assessment_id, s.revision, s.questionnaire, s.yes_mask,
            s.clash_mask, s.cadence_days, s.submitted_at
       FROM json_each(?1) j CROSS JOIN submissions s ON s.unit_id = j.value
      ORDER BY s.unit_id, s.submitted_at, s.id";

/// The days on which items counted for the units in ?1.
pub(super) const COVERAGE: &str =
    "SELECT c.unit_id, c.question, c.evidence_id, c.from_day, c.until_day, c.why
       FROM json_each(?1) j CROSS JOIN coverage c ON c.unit_id = j.value";

type TakenRow =
    (UnitId, SubmissionId, AssessmentId, u32, String, QuestionSet, QuestionSet, u16, Timestamp);
type SpanRow = (UnitId, QuestionNo, EvidenceId, String, String, CoverEnd);

impl Read<'_> {
    /// What the scores of all units follow from that the person may see, or of those from one unit
    /// downwards, as of any day. A unit counts on the days on which it lay there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn scores(&self, under: Option<UnitId>) -> Result<Scores> {
        self.load(under, false).await
    }

    /// What the scores of one unit follow from, as of any day; none of the organisation, which is
    /// never assessed itself.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when there is no such unit that the person may see.
    pub(crate) async fn scores_of(&self, unit: UnitId) -> Result<Option<Arc<UnitScores>>> {
        self.must(Action::Read, unit).await?;
        let all = self.load(Some(unit), true).await?;
        Ok(all.members.into_iter().next().map(|member| member.unit))
    }

    /// Where the units stand on a day that the person may see: all that were there on it, or those
    /// from one unit downwards. A unit that was never assessed stands nowhere and is in the list.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standings(&self, day: Day, under: Option<UnitId>) -> Result<Vec<UnitStanding>> {
        Ok(self.scores(under).await?.standings(day))
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
        let scores = self.scores(under).await?;
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

    /// Everything in one transaction: the number by which a unit is known to be unchanged is of the
    /// same moment as what is read of the others.
    async fn load(&self, top: Option<UnitId>, is_alone: bool) -> Result<Scores> {
        let mut transaction = self.pool().begin().await?;
        let rows = self.member_rows(&mut transaction, top, is_alone).await?;
        let mut wanted: Vec<_> = rows.iter().map(|row| (row.id, row.changes)).collect();
        wanted.dedup();
        // What an audit shows of a unit changes with the audit as well, which no number tells.
        let kept = self.store.sight.audit.is_none().then_some(&self.store.kept_scores);
        let mut known = kept.map(|kept| kept.known(&wanted)).unwrap_or_default();
        wanted.retain(|(unit, _)| !known.contains_key(unit));
        if !wanted.is_empty() {
            let read = read_units(&mut transaction, &rows, &wanted).await?;
            if let Some(kept) = kept {
                kept.keep(read.iter().cloned());
            }
            known.extend(read.into_iter().map(|(_, scores)| (scores.unit, scores)));
        }
        transaction.rollback().await?;
        members(&rows, known)
    }
}

async fn read_units(
    connection: &mut SqliteConnection,
    rows: &[MemberRow],
    wanted: &[(UnitId, i64)],
) -> Result<Vec<(i64, Arc<UnitScores>)>> {
    let ids: Vec<UnitId> = wanted.iter().map(|(unit, _)| *unit).collect();
    let ids = json!(ids).to_string();
    let taken: Vec<TakenRow> =
        sqlx::query_as(SUBMISSIONS).bind(&ids).fetch_all(&mut *connection).await?;
    let spans: Vec<SpanRow> =
        sqlx::query_as(COVERAGE).bind(&ids).fetch_all(&mut *connection).await?;
    let mut taken = taken_of_units(taken)?;
    let mut spans = spans_of_units(spans)?;
    let rows: HashMap<UnitId, &MemberRow> = rows.iter().map(|row| (row.id, row)).collect();
    let unit = |(unit, changes): &(UnitId, i64)| {
        let row = rows.get(unit)?;
        let taken = taken.remove(unit).unwrap_or_default();
        let cover = Cover::of(spans.remove(unit).unwrap_or_default());
        Some((*changes, Arc::new(unit_of(row, taken, cover))))
    };
    Ok(wanted.iter().filter_map(unit).collect())
}

fn unit_of(row: &MemberRow, taken: Vec<Taken>, cover: Cover) -> UnitScores {
    UnitScores {
        unit: row.id,
        name: row.name.clone(),
        parent: row.parent_id,
        created: row.created_at.day(),
        retired: row.retired_at.map(Timestamp::day),
        taken,
        cover,
    }
}

/// The submissions of each unit: the assessments in the order in which they were first submitted.
fn taken_of_units(rows: Vec<TakenRow>) -> Result<HashMap<UnitId, Vec<Taken>>> {
    let mut first: HashMap<AssessmentId, Timestamp> = HashMap::new();
    let mut units: HashMap<UnitId, Vec<Taken>> = HashMap::new();
    for row in rows {
        if row.3 == 1 {
            first.insert(row.2, row.8);
        }
        let first = first.get(&row.2).copied();
        units.entry(row.0).or_default().push(taken_of(row, first)?);
    }
    for taken in units.values_mut() {
        taken.sort_by_key(|taken| (taken.first, taken.assessment, taken.revision));
    }
    Ok(units)
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

fn spans_of_units(rows: Vec<SpanRow>) -> Result<HashMap<UnitId, Vec<Span>>> {
    let mut units: HashMap<UnitId, Vec<Span>> = HashMap::new();
    for (unit, question, evidence, from, until, why) in rows {
        let from = day(&from, "coverage", "from_day", evidence.0)?;
        let until = day(&until, "coverage", "until_day", evidence.0)?;
        let span = Span { question, evidence, from, until, why };
        units.entry(unit).or_default().push(span);
    }
    Ok(units)
}
