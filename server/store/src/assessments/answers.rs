//! Answers of a draft. Several people write at once; nobody overwrites anybody unknowingly.

use domain::assessment::State;
use domain::audit::AuditEvent;
use domain::duties::may_answer;
use domain::{Action, Actor, Answer, AppError, AssessmentId, PersonId, QuestionNo, Timestamp};
use serde_json::{Value, json};

use super::answerers::remember;
use crate::error::{Result, StoreError};
use crate::evidence::judges;
use crate::gate::{Resource, WriteTx};
use crate::open::Store;

/// An answer as somebody wants to save it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerDraft {
    /// The question.
    pub question: QuestionNo,
    /// The answer; none while there is only a note.
    pub answer: Option<Answer>,
    /// The note beside it.
    pub note: String,
    /// The version that the person saw when they began; 0 when there was none.
    pub seen: u32,
}

/// An answer as it stands.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CurrentAnswer {
    /// The question.
    pub question: QuestionNo,
    /// The answer; none while there is only a note.
    pub answer: Option<Answer>,
    /// The note beside it.
    pub note: String,
    /// Rises with every save.
    pub version: u32,
    /// Who saved it last.
    pub answered_by: PersonId,
    /// Their name.
    pub answered_by_name: String,
    /// When.
    pub answered_at: Timestamp,
}

impl CurrentAnswer {
    fn says(&self, draft: &AnswerDraft) -> bool {
        self.answer == draft.answer && self.note == draft.note
    }

    fn audited(&self) -> Value {
        json!({ "question": self.question, "answer": self.answer, "note": self.note })
    }
}

/// What became of one answer that the person may give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It was saved and has this version.
    Kept {
        /// The version to send with the next save.
        version: u32,
    },
    /// It says what is there already.
    Unchanged {
        /// The version to send with the next save.
        version: u32,
    },
    /// Somebody else saved something different meanwhile. Nothing was changed.
    Stale {
        /// What they saved.
        theirs: CurrentAnswer,
    },
}

/// What became of the answers of a form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SavedAnswers {
    /// Those that the person may give.
    pub saved: Vec<(QuestionNo, Saved)>,
    /// Those that somebody else has to give, and why. Nothing was changed.
    pub refused: Vec<(QuestionNo, String)>,
}

impl Store {
    /// Saves answers of a draft, each on its own: one that is stale or refused doesn't hold up the
    /// others.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the assessment is no draft, a field error for an unknown question.
    pub async fn save_answers(
        &self,
        actor: &Actor,
        id: AssessmentId,
        drafts: &[AnswerDraft],
    ) -> Result<SavedAnswers> {
        let mut write = self.write(actor, Action::Answer, Resource::Assessment(id)).await?;
        must_be_draft(&mut write, id).await?;
        let mut done = SavedAnswers::default();
        let mut events = Vec::new();
        for draft in drafts {
            match save(&mut write, actor.person, id, draft).await {
                Ok((outcome, event)) => {
                    done.saved.push((draft.question, outcome));
                    events.extend(event);
                }
                Err(StoreError::Rule(AppError::Refused(why))) => {
                    let event = AuditEvent::new("answer.refused", "assessment", id.0);
                    let tried = json!({ "question": draft.question, "answer": draft.answer });
                    events.push(AuditEvent { unit: write.unit(), ..event.after(tried) });
                    done.refused.push((draft.question, why));
                }
                Err(error) => return Err(error),
            }
        }
        // Where nothing changed there is nothing to commit.
        let mut events = events.into_iter();
        if let Some(first) = events.next() {
            write.commit_all(first, events.collect()).await?;
        }
        Ok(done)
    }
}

pub(super) async fn save(
    write: &mut WriteTx,
    person: PersonId,
    id: AssessmentId,
    draft: &AnswerDraft,
) -> Result<(Saved, Option<AuditEvent>)> {
    if !(1..=domain::score::BASELINE.total()).contains(&draft.question.0) {
        return Err(AppError::field("", format!("There is no question {}.", draft.question)).into());
    }
    let current = current_answer(write, id, draft.question).await?;
    let version = current.as_ref().map_or(0, |current| current.version);
    let is_blank = draft.answer.is_none() && draft.note.is_empty();
    match &current {
        Some(current) if current.says(draft) => return Ok((Saved::Unchanged { version }, None)),
        None if is_blank => return Ok((Saved::Unchanged { version }, None)),
        _ => {}
    }
    let unit = write.unit().ok_or(AppError::Internal)?;
    let today = write.now().day();
    let judges = judges(write.sql(), unit, draft.question, today).await?;
    may_answer(person, draft.answer, &judges)?;
    if let Some(theirs) = current.as_ref().filter(|current| current.version != draft.seen) {
        return Ok((Saved::Stale { theirs: theirs.clone() }, None));
    }
    let version = version + 1;
    store(write, person, id, draft, version).await?;
    if draft.answer.is_some() {
        remember(write.sql(), unit, draft.question, person).await?;
    }
    let event = AuditEvent::new("answer.saved", "assessment", id.0)
        .in_unit(unit)
        .before(current.as_ref().map_or(Value::Null, CurrentAnswer::audited))
        .after(json!({ "question": draft.question, "answer": draft.answer, "note": draft.note }));
    Ok((Saved::Kept { version }, Some(event)))
}

async fn store(
    write: &mut WriteTx,
    person: PersonId,
    id: AssessmentId,
    draft: &AnswerDraft,
    version: u32,
) -> Result<()> {
    let now = write.now();
    sqlx::query(
        "INSERT INTO answers (assessment_id, question, answer, note, version, answered_by, answered_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (assessment_id, question) DO UPDATE SET
           answer = ?3, note = ?4, version = ?5, answered_by = ?6, answered_at = ?7",
    )
    .bind(id)
    .bind(draft.question)
    .bind(draft.answer)
    .bind(&draft.note)
    .bind(version)
    .bind(person)
    .bind(now)
    .execute(write.sql())
    .await?;
    Ok(())
}

async fn current_answer(
    write: &mut WriteTx,
    id: AssessmentId,
    question: QuestionNo,
) -> Result<Option<CurrentAnswer>> {
    Ok(sqlx::query_as(
        "SELECT n.question, n.answer, n.note, n.version, n.answered_by,
                p.name AS answered_by_name, n.answered_at
           FROM answers n JOIN people p ON p.id = n.answered_by
          WHERE n.assessment_id = ? AND n.question = ?",
    )
    .bind(id)
    .bind(question)
    .fetch_optional(write.sql())
    .await?)
}

/// Answers, evidence and delegations of an assessment change while it is a draft only.
pub(crate) async fn must_be_draft(write: &mut WriteTx, id: AssessmentId) -> Result<()> {
    let state: State = sqlx::query_scalar("SELECT state FROM assessments WHERE id = ?")
        .bind(id)
        .fetch_one(write.sql())
        .await?;
    if state.is_open() {
        return Ok(());
    }
    Err(AppError::Conflict(
        "This assessment has been submitted, so its answers no longer change. Open a revision to correct it."
            .to_owned(),
    )
    .into())
}
