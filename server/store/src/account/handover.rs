//! Handing a person's open work to someone else: models that they own, questions delegated to them,
//! their tasks.

use domain::audit::AuditEvent;
use domain::text::list_at_most;
use domain::{Action, Actor, AppError, AssessmentId, ModelId, PersonId, TaskId, UnitId};
use serde_json::json;

use super::people::{Person, person};
use crate::error::Result;
use crate::gate::{Resource, WriteTx};
use crate::open::Store;
use crate::read::Read;
use crate::tasks::{self, Changed, Happened};

/// How much changed hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandedOver {
    /// Models.
    pub models: usize,
    /// Questions of open assessments.
    pub questions: usize,
    /// Tasks that are not settled.
    pub tasks: usize,
}

impl Store {
    /// Hands a person's open work to someone else: the models that they own, the questions of open
    /// assessments delegated to them, and their tasks that are not settled.
    ///
    /// # Errors
    /// A field error when the successor is the same person, is deactivated, or can't do the work
    /// because no role of theirs reaches one of the units.
    pub async fn hand_over(
        &self,
        actor: &Actor,
        from: PersonId,
        to: PersonId,
    ) -> Result<HandedOver> {
        let mut write = self.write(actor, Action::ManagePeople, Resource::Installation).await?;
        let giver = person(&mut write, from).await?;
        let taker = person(&mut write, to).await?;
        if from == to || taker.deactivated_at.is_some() {
            return Err(AppError::field("to", "Choose another, active person.").into());
        }
        must_reach_everything(&mut write, from, &taker).await?;
        let models = hand_over_models(&mut write, from, to).await?;
        let questions = hand_over_questions(&mut write, from, to).await?;
        let tasks = hand_over_tasks(&mut write, (from, &giver.name), (to, &taker.name)).await?;
        let done =
            HandedOver { models: models.len(), questions: questions.len(), tasks: tasks.len() };
        let event = AuditEvent::new("person.work-handed-over", "person", from.0)
            .before(json!({ "person": giver.name }))
            .after(
                json!({ "person": taker.name, "models": done.models, "questions": done.questions, "tasks": done.tasks }),
            );
        // The revision lets a form that was drawn before find out what it missed.
        let about_models = models.into_iter().map(|(id, unit, revision)| {
            AuditEvent::new("model.handed-over", "model", id.0)
                .in_unit(unit)
                .before(json!({ "owner": giver.name }))
                .after(json!({ "owner": taker.name, "revision": revision }))
        });
        let about_questions = questions.into_iter().map(|(id, question, unit)| {
            AuditEvent::new("question.handed-over", "assessment", id.0)
                .in_unit(unit)
                .before(json!({ "question": question, "person": giver.name }))
                .after(json!({ "question": question, "person": taker.name }))
        });
        let about_tasks = tasks.into_iter().map(|(id, unit, revision)| {
            AuditEvent::new("task.handed-over", "task", id.0)
                .in_unit(unit)
                .before(json!({ "assignee": giver.name }))
                .after(json!({ "assignee": taker.name, "revision": revision }))
        });
        let more = about_models.chain(about_questions).chain(about_tasks);
        write.commit_all(event, more.collect()).await?;
        Ok(done)
    }
}

async fn must_reach_everything(write: &mut WriteTx, from: PersonId, taker: &Person) -> Result<()> {
    let beyond: Vec<String> = sqlx::query_scalar(
        "SELECT u.name FROM units u
          WHERE u.id IN (SELECT m.unit_id FROM models m WHERE m.owner_id = ?1 AND m.retired_at IS NULL
                          UNION
                         SELECT a.unit_id FROM delegations d JOIN assessments a ON a.id = d.assessment_id
                          WHERE d.person_id = ?1 AND a.state = 'draft'
                          UNION
                         SELECT k.unit_id FROM tasks k WHERE k.assignee_id = ?1 AND k.settled_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM unit_tree t JOIN grants g ON g.unit_id = t.ancestor_id
                             WHERE t.unit_id = u.id AND g.person_id = ?2
                               AND g.role IN ('assessor', 'manager'))
          ORDER BY u.name COLLATE NOCASE, u.id",
    )
    .bind(from)
    .bind(taker.id)
    .fetch_all(write.sql())
    .await?;
    if beyond.is_empty() {
        return Ok(());
    }
    Err(AppError::field(
        "to",
        format!(
            "{} is neither assessor nor manager in {}. Give them a role there first, or choose someone else.",
            taker.name,
            list_at_most(&beyond, 3)
        ),
    )
    .into())
}

async fn hand_over_models(
    write: &mut WriteTx,
    from: PersonId,
    to: PersonId,
) -> Result<Vec<(ModelId, UnitId, i64)>> {
    let now = write.now();
    Ok(sqlx::query_as(
        "UPDATE models SET owner_id = ?2, revision = revision + 1, updated_at = ?3
          WHERE owner_id = ?1 AND retired_at IS NULL RETURNING id, unit_id, revision",
    )
    .bind(from)
    .bind(to)
    .bind(now)
    .fetch_all(write.sql())
    .await?)
}

async fn hand_over_questions(
    write: &mut WriteTx,
    from: PersonId,
    to: PersonId,
) -> Result<Vec<(AssessmentId, u16, UnitId)>> {
    let (now, author) = (write.now(), write.author());
    let questions: Vec<(AssessmentId, u16, UnitId)> = sqlx::query_as(
        "SELECT d.assessment_id, d.question, a.unit_id
           FROM delegations d JOIN assessments a ON a.id = d.assessment_id
          WHERE d.person_id = ? AND a.state = 'draft' ORDER BY d.assessment_id, d.question",
    )
    .bind(from)
    .fetch_all(write.sql())
    .await?;
    for (assessment, question, _) in &questions {
        sqlx::query(
            "UPDATE delegations SET person_id = ?, delegated_by = ?, delegated_at = ?
              WHERE assessment_id = ? AND question = ?",
        )
        .bind(to)
        .bind(author)
        .bind(now)
        .bind(assessment)
        .bind(question)
        .execute(write.sql())
        .await?;
    }
    Ok(questions)
}

async fn hand_over_tasks(
    write: &mut WriteTx,
    (from, was): (PersonId, &str),
    (to, is_now): (PersonId, &str),
) -> Result<Vec<(TaskId, UnitId, i64)>> {
    let tasks: Vec<(TaskId, UnitId, i64, String)> = sqlx::query_as(
        "UPDATE tasks SET assignee_id = ?2, revision = revision + 1
          WHERE assignee_id = ?1 AND settled_at IS NULL RETURNING id, unit_id, revision, title",
    )
    .bind(from)
    .bind(to)
    .fetch_all(write.sql())
    .await?;
    for (id, unit, _, title) in &tasks {
        tasks::note(write, *id, Happened::new("assigned").from(was).to(is_now)).await?;
        let changed = Changed { title, was: from, is_now: (to, is_now), due_on: None };
        tasks::of_change(write, (*id, *unit), changed).await?;
    }
    Ok(tasks.into_iter().map(|(id, unit, revision, _)| (id, unit, revision)).collect())
}

impl Read<'_> {
    /// Who could take over a person's open work: active people who are assessor or manager in every
    /// unit that it lies in. At most 500, by name.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for anyone but administrators.
    pub async fn successors_of(&self, id: PersonId) -> Result<Vec<(PersonId, String)>> {
        self.must_manage_people()?;
        Ok(sqlx::query_as(
            "WITH work (unit_id) AS (
                SELECT m.unit_id FROM models m WHERE m.owner_id = ?1 AND m.retired_at IS NULL
                UNION
                SELECT a.unit_id FROM delegations d JOIN assessments a ON a.id = d.assessment_id
                 WHERE d.person_id = ?1 AND a.state = 'draft'
                UNION
                SELECT k.unit_id FROM tasks k WHERE k.assignee_id = ?1 AND k.settled_at IS NULL)
             SELECT p.id, p.name FROM people p
              WHERE p.id <> ?1 AND p.deactivated_at IS NULL
                AND EXISTS (SELECT 1 FROM grants g
                             WHERE g.person_id = p.id AND g.role IN ('assessor', 'manager'))
                AND NOT EXISTS (
                    SELECT 1 FROM work w WHERE NOT EXISTS (
                        SELECT 1 FROM unit_tree t JOIN grants g ON g.unit_id = t.ancestor_id
                         WHERE t.unit_id = w.unit_id AND g.person_id = p.id
                           AND g.role IN ('assessor', 'manager')))
              ORDER BY p.name COLLATE NOCASE, p.id LIMIT 500",
        )
        .bind(id)
        .fetch_all(self.pool())
        .await?)
    }
}
