//! One task with all that it consists of.

use domain::audit::PROGRAM;
use domain::evidence::{EvidenceState, Facts, Kind, Verdict, state};
use domain::{
    Action, AssessmentId, Day, EvidenceId, ModelId, PersonId, RoundId, TaskId, Timestamp,
};

use super::row::{COLUMNS, Row, TaskRow};
use crate::error::Result;
use crate::read::Read;
use crate::rows::day;

/// One task with all that it consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What a list shows of it.
    pub row: TaskRow,
    /// What is to be done. It may be empty.
    pub about: String,
    /// What was said with the last step.
    pub words: String,
    /// The assessment in which its cause was seen, and its name.
    pub assessment: Option<(AssessmentId, String)>,
    /// The round of that assessment.
    pub round: Option<(RoundId, String)>,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: Timestamp,
    /// The models concerned, by name.
    pub models: Vec<(ModelId, String)>,
    /// The checklist.
    pub checklist: Vec<ChecklistStep>,
    /// What shows that it is done.
    pub evidence: Vec<TaskItem>,
    /// Everything that happened, the oldest first.
    pub activity: Vec<TaskActivity>,
    /// Everybody who ever worked on it.
    pub doers: Vec<PersonId>,
}

/// A step of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ChecklistStep {
    /// Its place, from 1.
    pub position: u32,
    /// What it says.
    pub words: String,
    /// Who ticked it.
    pub ticked_by: Option<String>,
    /// When.
    pub ticked_at: Option<Timestamp>,
}

/// An item that shows that the task is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskItem {
    /// The item.
    pub id: EvidenceId,
    /// Its title.
    pub title: String,
    /// File, link or note.
    pub kind: Kind,
    /// Its hash.
    pub sha256: String,
    /// When it was collected.
    pub collected_on: Day,
    /// The last day on which it counts.
    pub valid_until: Day,
    /// How it stands today for the task's question.
    pub state: EvidenceState,
}

/// Something that happened to a task.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TaskActivity {
    /// What: see the table `task_activity`; of the acceptance of its risk `risk-asked`, or what became
    /// of it.
    pub what: String,
    /// What was said with it.
    pub words: String,
    /// What stood before.
    pub was: String,
    /// What stood then.
    pub is_now: String,
    /// Who did it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct More {
    about: String,
    words: String,
    assessment_id: Option<AssessmentId>,
    assessment_name: Option<String>,
    round_id: Option<RoundId>,
    round_name: Option<String>,
    created_by: String,
    created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct ItemRow {
    id: EvidenceId,
    title: String,
    kind: Kind,
    sha256: String,
    collected_on: String,
    valid_until: String,
    withdrawn: bool,
    superseded: bool,
    verdict: Option<Verdict>,
}

impl ItemRow {
    fn read(self, today: Day) -> Result<TaskItem> {
        let valid_until = day(&self.valid_until, "evidence", "valid_until", self.id.0)?;
        let facts = Facts {
            verdict: self.verdict,
            valid_until,
            withdrawn: self.withdrawn,
            superseded: self.superseded,
        };
        Ok(TaskItem {
            collected_on: day(&self.collected_on, "evidence", "collected_on", self.id.0)?,
            valid_until,
            state: state(&facts, today),
            id: self.id,
            title: self.title,
            kind: self.kind,
            sha256: self.sha256,
        })
    }
}

impl Read<'_> {
    /// One task.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when there is none in a unit that the person may see.
    pub async fn task(&self, id: TaskId) -> Result<Task> {
        let sql = format!(
            "SELECT {COLUMNS} FROM tasks k JOIN units u ON u.id = k.unit_id
               JOIN people p ON p.id = k.assignee_id WHERE k.id = ?"
        );
        let row: Row =
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_one(self.pool()).await?;
        let row = row.read()?;
        self.must(Action::Read, row.unit).await?;
        let more: More = sqlx::query_as(
            "SELECT k.about, k.words, k.assessment_id, a.name AS assessment_name, k.round_id,
                    r.name AS round_name, c.name AS created_by, k.created_at
               FROM tasks k JOIN people c ON c.id = k.created_by
               LEFT JOIN assessments a ON a.id = k.assessment_id
               LEFT JOIN rounds r ON r.id = k.round_id WHERE k.id = ?",
        )
        .bind(id)
        .fetch_one(self.pool())
        .await?;
        let models = sqlx::query_as(
            "SELECT m.id, m.name FROM task_models t JOIN models m ON m.id = t.model_id
              WHERE t.task_id = ? ORDER BY m.name COLLATE NOCASE, m.id",
        )
        .bind(id)
        .fetch_all(self.pool())
        .await?;
        Ok(Task {
            about: more.about,
            words: more.words,
            assessment: more.assessment_id.zip(more.assessment_name),
            round: more.round_id.zip(more.round_name),
            created_by: more.created_by,
            created_at: more.created_at,
            models,
            checklist: self.checklist(id).await?,
            evidence: self.evidence_of_task(&row).await?,
            activity: self.activity_of_task(id).await?,
            doers: self.doers_of_task(id).await?,
            row,
        })
    }

    async fn checklist(&self, id: TaskId) -> Result<Vec<ChecklistStep>> {
        Ok(sqlx::query_as(
            "SELECT s.position, s.words, p.name AS ticked_by, s.ticked_at
               FROM task_steps s LEFT JOIN people p ON p.id = s.ticked_by
              WHERE s.task_id = ? ORDER BY s.position",
        )
        .bind(id)
        .fetch_all(self.pool())
        .await?)
    }

    /// Whoever may not open evidence finds none.
    async fn evidence_of_task(&self, task: &TaskRow) -> Result<Vec<TaskItem>> {
        if !self.may(Action::OpenEvidence, task.unit).await? {
            return Ok(Vec::new());
        }
        let today = self.store.clock.today();
        let rows: Vec<ItemRow> = sqlx::query_as(
            "SELECT e.id, e.title, e.kind, e.sha256, e.collected_on, e.valid_until,
                    e.withdrawn_at IS NOT NULL AS withdrawn,
                    e.replaced_at IS NOT NULL AS superseded,
                    (SELECT v.verdict FROM verdicts v
                      WHERE v.unit_id = ?2 AND v.question = ?3 AND v.evidence_id = e.id
                      ORDER BY v.id DESC LIMIT 1) AS verdict
               FROM task_evidence x JOIN evidence e ON e.id = x.evidence_id
              WHERE x.task_id = ?1 ORDER BY x.added_at, e.id",
        )
        .bind(task.id)
        .bind(task.unit)
        .bind(task.question)
        .fetch_all(self.pool())
        .await?;
        rows.into_iter().map(|row| row.read(today)).collect()
    }

    async fn activity_of_task(&self, id: TaskId) -> Result<Vec<TaskActivity>> {
        Ok(sqlx::query_as(
            "SELECT what, words, was, is_now, by, at FROM (
                 SELECT y.what, y.words, y.was, y.is_now, p.name AS by, y.at, 0 AS kind, y.id AS n
                   FROM task_activity y JOIN people p ON p.id = y.by_id WHERE y.task_id = ?1
                  UNION ALL
                 SELECT 'risk-asked', x.reason, '', x.until_on, p.name, x.asked_at, 1, x.id
                   FROM acceptances x JOIN people p ON p.id = x.asked_by WHERE x.task_id = ?1
                  UNION ALL
                 SELECT 'risk-' || x.decision, x.decided_words, '', x.until_on, p.name, x.decided_at, 2, x.id
                   FROM acceptances x JOIN people p ON p.id = x.decided_by WHERE x.task_id = ?1
                  UNION ALL
                 SELECT 'risk-' || x.ended, x.ended_words, '', x.until_on, coalesce(p.name, ?2),
                        x.ended_at, 3, x.id
                   FROM acceptances x LEFT JOIN people p ON p.id = x.ended_by
                  WHERE x.task_id = ?1 AND x.ended IS NOT NULL)
              ORDER BY at, kind, n LIMIT 1000",
        )
        .bind(id)
        .bind(PROGRAM)
        .fetch_all(self.pool())
        .await?)
    }

    async fn doers_of_task(&self, id: TaskId) -> Result<Vec<PersonId>> {
        Ok(sqlx::query_scalar("SELECT person_id FROM task_doers WHERE task_id = ?")
            .bind(id)
            .fetch_all(self.pool())
            .await?)
    }
}
