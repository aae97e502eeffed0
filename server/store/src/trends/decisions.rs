//! What waits for somebody: contradictions, approvals, evidence without a verdict, overdue drafts.

use domain::assessment::{Frozen, State};
use domain::trends::Scores;
use domain::{AssessmentId, Day, QuestionNo, SubmissionId, Timestamp, UnitId};
use serde_json::json;

use crate::error::{Result, StoreError};
use crate::read::Read;
use crate::rows::maybe_day;

/// For at most so many submissions the frozen sentences are read.
const CLASHES_TOLD: usize = 4;

/// A contradiction of a unit's newest submission, frozen on its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clashing {
    /// The unit.
    pub unit: UnitId,
    /// Its name now.
    pub unit_name: String,
    /// The assessment.
    pub assessment: AssessmentId,
    /// The question.
    pub question: QuestionNo,
    /// The question's label on the day.
    pub label: String,
    /// What the register said against the answer, sentence by sentence.
    pub sentences: Vec<String>,
}

/// An assessment that waits for its unit or for a manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenAssessment {
    /// Its id.
    pub id: AssessmentId,
    /// What it is called.
    pub name: String,
    /// Its unit.
    pub unit: UnitId,
    /// The unit's name now.
    pub unit_name: String,
    /// When it is due.
    pub due_on: Option<Day>,
    /// Since when it waits: submitted or returned; none for a draft that is merely late.
    pub since: Option<Timestamp>,
}

/// Evidence that waits for an auditor, or for an answer to one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Items for one unit and question on which there is no verdict yet.
    pub pending: u32,
    /// Since when the oldest of them waits.
    pub oldest: Option<Timestamp>,
    /// Items on which an auditor asked something.
    pub asked: u32,
}

/// What waits for a decision in the units that the person may see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Contradictions of the newest submissions: the first few, units with most points first.
    pub clashes: Vec<Clashing>,
    /// How many there are in all.
    pub clash_count: usize,
    /// In how many units.
    pub clash_units: usize,
    /// Submitted and not yet approved or returned, the oldest first.
    pub to_approve: Vec<OpenAssessment>,
    /// Returned and not yet submitted again, the oldest first.
    pub returned: Vec<OpenAssessment>,
    /// Drafts past their due day, the longest first. One that a later assessment of its unit has
    /// overtaken is not among them.
    pub overdue: Vec<OpenAssessment>,
    /// Evidence.
    pub evidence: Waiting,
}

type OpenRow = (
    AssessmentId,
    String,
    UnitId,
    String,
    State,
    Option<String>,
    Option<Timestamp>,
    Option<Timestamp>,
);

/// Assessments that wait for somebody.
pub(super) const OPEN: &str =
    "SELECT a.id, a.name, a.unit_id, u.name, a.state, a.due_on, a.returned_at,
            (SELECT max(s.submitted_at) FROM submissions s WHERE s.assessment_id = a.id)
       FROM assessments a
       JOIN visible_units v ON v.unit_id = a.unit_id AND v.person_id = ?1
       JOIN units u ON u.id = a.unit_id AND u.retired_at IS NULL
      WHERE a.state = 'submitted'
         OR (a.state = 'draft' AND (a.due_on < ?2 OR a.returned_at IS NOT NULL)
             AND NOT EXISTS (SELECT 1 FROM assessments b
                              WHERE b.unit_id = a.unit_id AND b.opened_at > a.opened_at
                                AND b.state <> 'draft'))
      ORDER BY coalesce(a.due_on, '9999'), a.opened_at, a.id";

/// Evidence that waits. Driven by what is still valid, which stays small however much has expired;
/// the plus keeps the planner from trying every unit that the person may see on every item.
pub(super) const WAITING: &str =
    "SELECT coalesce(sum(d.id IS NULL), 0), coalesce(sum(d.verdict = 'asked'), 0),
            min(CASE WHEN d.id IS NULL THEN l.linked_at END)
       FROM evidence e
      CROSS JOIN evidence_links l ON l.evidence_id = e.id
       JOIN units u ON u.id = l.unit_id AND u.retired_at IS NULL
       LEFT JOIN verdicts d ON d.id =
            (SELECT max(x.id) FROM verdicts x WHERE x.unit_id = l.unit_id
                AND x.question = l.question AND x.evidence_id = l.evidence_id)
      WHERE e.valid_until >= ?2 AND e.withdrawn_at IS NULL
        AND e.replaced_at IS NULL
        AND +l.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?1)";

impl Read<'_> {
    /// What waits for somebody in the units of the scores.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn decisions(&self, scores: &Scores) -> Result<Decisions> {
        let today = self.store.clock.today();
        let mut decisions =
            Decisions { evidence: self.waiting(today).await?, ..Decisions::default() };
        self.clashing(scores, today, &mut decisions).await?;
        let rows: Vec<OpenRow> = sqlx::query_as(OPEN)
            .bind(self.actor.person)
            .bind(today.to_string())
            .fetch_all(self.pool())
            .await?;
        for row in rows {
            file(row, &mut decisions)?;
        }
        decisions.to_approve.sort_by_key(|open| open.since);
        decisions.returned.sort_by_key(|open| open.since);
        Ok(decisions)
    }

    async fn waiting(&self, today: Day) -> Result<Waiting> {
        let (pending, asked, oldest): (u32, u32, Option<Timestamp>) = sqlx::query_as(WAITING)
            .bind(self.actor.person)
            .bind(today.to_string())
            .fetch_one(self.pool())
            .await?;
        Ok(Waiting { pending, oldest, asked })
    }

    /// The contradictions, from the masks; the sentences of the first few from what was frozen.
    async fn clashing(&self, scores: &Scores, today: Day, into: &mut Decisions) -> Result<()> {
        let mut found: Vec<_> = scores
            .standing_units(today)
            .filter_map(|unit| {
                let newest = unit.newest(today).filter(|newest| !newest.clashes.is_empty())?;
                Some((unit, newest, unit.score(newest, today).evidenced))
            })
            .collect();
        found.sort_by_key(|(.., points)| std::cmp::Reverse(*points));
        into.clash_units = found.len();
        into.clash_count = found.iter().map(|(_, newest, _)| newest.clashes.len() as usize).sum();
        found.truncate(CLASHES_TOLD);
        let ids: Vec<i64> = found.iter().map(|(_, newest, _)| newest.id.0).collect();
        let rows: Vec<(SubmissionId, String)> = sqlx::query_as(
            "SELECT s.id, s.content FROM json_each(?2) j CROSS JOIN submissions s ON s.id = j.value
               JOIN visible_units v ON v.unit_id = s.unit_id AND v.person_id = ?1",
        )
        .bind(self.actor.person)
        .bind(json!(ids).to_string())
        .fetch_all(self.pool())
        .await?;
        for (unit, newest, _) in found {
            let Some((id, content)) = rows.iter().find(|(id, _)| *id == newest.id) else {
                continue;
            };
            let inconsistent =
                StoreError::Inconsistent { table: "submissions", column: "content", row: id.0 };
            let frozen = Frozen::read(content).map_err(|_| inconsistent)?;
            let clashing =
                frozen.answers.into_iter().filter(|answer| newest.clashes.has(answer.question));
            into.clashes.extend(clashing.map(|answer| Clashing {
                unit: unit.unit,
                unit_name: unit.name.clone(),
                assessment: newest.assessment,
                question: answer.question,
                label: answer.label,
                sentences: answer.inventory.clashes,
            }));
        }
        Ok(())
    }
}

/// Puts an assessment where it belongs.
fn file(row: OpenRow, into: &mut Decisions) -> Result<()> {
    let (id, name, unit, unit_name, state, due_on, returned_at, submitted_at) = row;
    let due_on = maybe_day(due_on.as_deref(), "assessments", "due_on", id.0)?;
    let (list, since) = match (state, returned_at) {
        (State::Submitted, _) => (&mut into.to_approve, submitted_at),
        (_, Some(at)) => (&mut into.returned, Some(at)),
        (_, None) => (&mut into.overdue, None),
    };
    list.push(OpenAssessment { id, name, unit, unit_name, due_on, since });
    Ok(())
}
