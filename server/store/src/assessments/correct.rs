//! Putting the answer to a task's question right, once the work was verified: in one step, as a draft.

use domain::assessment::{Correction, State, Step, correctable, correction};
use domain::audit::AuditEvent;
use domain::tasks::TaskState;
use domain::{Action, Actor, Answer, AppError, AssessmentId, PersonId, QuestionNo, TaskId, UnitId};
use serde_json::json;
use sqlx::SqliteConnection;

use super::answers::{AnswerDraft, Saved, save};
use super::steps::open_again;
use crate::error::Result;
use crate::evidence::judges;
use crate::gate::{Resource, WriteTx};
use crate::open::Store;
use crate::read::Read;
use crate::tasks::{Happened, note};

const MOVED: &str =
    "The assessment or this answer changed meanwhile, so nothing was done. Look at it once more.";

/// The answer that a person saw when they decided to put it right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The assessment in which it is.
    pub assessment: AssessmentId,
    /// Its version; 0 when there was none.
    pub version: u32,
}

/// How the answer to a verified task's question is put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionAhead {
    /// Where, and which answer stands there.
    pub seen: Seen,
    /// What that assessment is called.
    pub name: String,
    /// What it takes.
    pub takes: Correction,
    /// What a draft says by now; none while the question is open.
    pub answer: Option<Answer>,
    /// Whether there is a note beside it, which stays as it is.
    pub has_note: bool,
    /// Those who may do it, by name.
    pub people: Vec<(PersonId, String)>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corrected {
    /// The assessment that says yes now, as a draft.
    pub assessment: AssessmentId,
    /// The question.
    pub question: QuestionNo,
    /// What was done to get there.
    pub took: Correction,
}

/// An assessment of a unit with one of its answers.
#[derive(sqlx::FromRow)]
struct Place {
    id: AssessmentId,
    name: String,
    state: State,
    answer: Option<Answer>,
    note: String,
    version: u32,
    /// What the unit is judged by today.
    judged: Answer,
}

impl Place {
    const fn seen(&self) -> Seen {
        Seen { assessment: self.id, version: self.version }
    }
}

/// Where the unit's next answer to the question is given: in the draft of a later assessment if there is
/// one, and otherwise in the assessment by which the unit is judged today.
async fn place(
    connection: &mut SqliteConnection,
    unit: UnitId,
    question: QuestionNo,
) -> Result<Option<Place>> {
    Ok(sqlx::query_as(
        "WITH judged AS (
             SELECT a.id, a.unit_id, a.opened_at,
                    iif((s.yes_mask >> (?2 - 1)) & 1, 'yes', 'no') AS answer
               FROM submissions s JOIN assessments a ON a.id = s.assessment_id
              WHERE s.unit_id = ?1 ORDER BY s.submitted_at DESC, s.id DESC LIMIT 1)
         SELECT a.id, a.name, a.state, n.answer, coalesce(n.note, '') AS note,
                coalesce(n.version, 0) AS version, judged.answer AS judged
           FROM judged JOIN assessments a ON a.id = coalesce(
                (SELECT d.id FROM assessments d
                  WHERE d.unit_id = judged.unit_id AND d.state = 'draft'
                    AND (d.opened_at, d.id) > (judged.opened_at, judged.id)
                  ORDER BY d.opened_at DESC, d.id DESC LIMIT 1), judged.id)
           LEFT JOIN answers n ON n.assessment_id = a.id AND n.question = ?2",
    )
    .bind(unit)
    .bind(question)
    .fetch_optional(connection)
    .await?)
}

impl Store {
    /// Answers a verified task's question with yes: in the draft that is open, or in a correction of what
    /// was submitted, which it begins. A note stays as it is, and nothing is submitted. Where a draft says
    /// yes already, nothing is done.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the work is not verified, when the unit's newest assessment says
    /// anything but no, and when there is another answer by now than the one that was seen;
    /// [`AppError::Refused`] to whoever gave a verdict in force on the evidence.
    pub async fn correct_answer(
        &self,
        actor: &Actor,
        task: TaskId,
        seen: Option<Seen>,
    ) -> Result<Corrected> {
        let mut write = self.write(actor, Action::Answer, Resource::Task(task)).await?;
        let unit = write.unit().ok_or(AppError::Internal)?;
        let (state, question) = about(write.sql(), task).await?;
        let place = place(write.sql(), unit, question).await?;
        correctable(state, place.as_ref().map(|it| it.judged))?;
        let place = place.ok_or(AppError::Internal)?;
        let took = correction(place.state, place.answer);
        let done = Corrected { assessment: place.id, question, took };
        if took == Correction::Stands {
            return Ok(done);
        }
        if seen != Some(place.seen()) {
            return Err(AppError::Conflict(MOVED.to_owned()).into());
        }
        let opened = if took == Correction::Opens {
            write.also(actor, Step::Revise.action(), unit).await?;
            Some(open_again(&mut write, place.id).await?)
        } else {
            None
        };
        let saved = answer_yes(&mut write, actor, &place, question).await?;
        note(&mut write, task, Happened::new("answered").to(&place.name)).await?;
        let answered = AuditEvent::new("task.answered", "task", task.0).in_unit(unit).after(json!({
            "assessment": place.id, "name": place.name, "question": question, "answer": Answer::Yes,
        }));
        let mut events = opened.into_iter().chain([saved, answered]);
        let first = events.next().ok_or(AppError::Internal)?;
        write.commit_all(first, events.collect()).await?;
        Ok(done)
    }
}

async fn answer_yes(
    write: &mut WriteTx,
    actor: &Actor,
    place: &Place,
    question: QuestionNo,
) -> Result<AuditEvent> {
    let draft = AnswerDraft {
        question,
        answer: Some(Answer::Yes),
        note: place.note.clone(),
        seen: place.version,
    };
    match save(write, actor.person, place.id, &draft).await? {
        (Saved::Kept { .. }, Some(event)) => Ok(event),
        _ => Err(AppError::Conflict(MOVED.to_owned()).into()),
    }
}

/// How a task stands, and what it is about.
async fn about(connection: &mut SqliteConnection, task: TaskId) -> Result<(TaskState, QuestionNo)> {
    Ok(sqlx::query_as("SELECT state, question FROM tasks WHERE id = ?")
        .bind(task)
        .fetch_one(connection)
        .await?)
}

impl Read<'_> {
    /// How the answer to a task's question is put right; none while there is no cause for it: the work
    /// is not verified, or the unit's newest assessment does not say no.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such task in a unit that the person may see.
    pub async fn correction_ahead(&self, task: TaskId) -> Result<Option<CorrectionAhead>> {
        let unit: UnitId = sqlx::query_scalar("SELECT unit_id FROM tasks WHERE id = ?")
            .bind(task)
            .fetch_one(self.pool())
            .await?;
        self.must(Action::Read, unit).await?;
        let mut connection = self.pool().acquire().await?;
        let (state, question) = about(&mut connection, task).await?;
        let place = place(&mut connection, unit, question).await?;
        let cause = correctable(state, place.as_ref().map(|it| it.judged));
        let Some(place) = place.filter(|_| cause.is_ok()) else { return Ok(None) };
        let today = self.store.clock.today();
        let judges = judges(&mut connection, unit, question, today).await?;
        drop(connection);
        let mut people = self.people_of(unit).await?;
        people.retain(|(person, _)| !judges.contains(person));
        Ok(Some(CorrectionAhead {
            seen: place.seen(),
            takes: correction(place.state, place.answer),
            answer: place.answer,
            has_note: !place.note.is_empty(),
            name: place.name,
            people,
        }))
    }
}
