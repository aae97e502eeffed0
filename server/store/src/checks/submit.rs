//! Submitting a check: the facts of the day and what was said become one row that never changes.

use domain::assessment::FrozenPerson;
use domain::audit::AuditEvent;
use domain::checks::{CheckOf, FrozenCheck, FrozenModel, Given, answered, must_be_about};
use domain::questionnaires::Questionnaire;
use domain::{Action, Actor, AppError, CheckId, ModelId, QuestionnaireId, UnitId};
use serde_json::json;

use crate::error::{Result, StoreError};
use crate::gate::{Resource, WriteTx};
use crate::open::Store;
use crate::org::{live_unit, names_down_to};

impl Store {
    /// Answers a published questionnaire about a model or a unit, by whoever may answer for the unit.
    ///
    /// # Errors
    /// [`AppError::NotFound`] or [`AppError::Refused`] for whoever may not answer there, and when there is
    /// no such model, unit or version; [`AppError::Conflict`] where one of them is retired; field errors
    /// for what is not taken, see [`answered`] and [`must_be_about`].
    pub async fn submit_check(
        &self,
        actor: &Actor,
        of: CheckOf,
        questionnaire: QuestionnaireId,
        given: &[Given],
    ) -> Result<CheckId> {
        let resource = match of {
            CheckOf::Unit(unit) => Resource::Unit(unit),
            CheckOf::Model(model) => Resource::Model(model),
        };
        let mut write = self.write(actor, Action::Answer, resource).await?;
        let unit = write.unit().ok_or(AppError::NotFound)?;
        let unit_name = live_unit(&mut write, unit).await?.name;
        let model = match of {
            CheckOf::Unit(_) => None,
            CheckOf::Model(model) => Some(live_model(&mut write, model).await?),
        };
        let (asked, questionnaire_sha256) = asked(&mut write, questionnaire).await?;
        must_be_about(&asked, of)?;
        let frozen = FrozenCheck {
            format: FrozenCheck::FORMAT,
            questions: answered(&asked, given)?,
            questionnaire: asked.key,
            questionnaire_version: asked.version,
            questionnaire_title: asked.title,
            questionnaire_sha256,
            unit,
            unit_name,
            unit_path: names_down_to(write.sql(), unit).await?,
            model,
            bands: asked.bands,
            submitted_by: FrozenPerson { id: actor.person, name: actor.name.clone() },
            submitted_at: write.now(),
        };
        keep(write, questionnaire, unit, &frozen).await
    }
}

/// Stores the check with the figures that lists read, and commits.
async fn keep(
    mut write: WriteTx,
    questionnaire: QuestionnaireId,
    unit: UnitId,
    frozen: &FrozenCheck,
) -> Result<CheckId> {
    let (progress, sealed) = (frozen.progress(), frozen.seal()?);
    let model = frozen.model.as_ref();
    let id: CheckId = sqlx::query_scalar(
        "INSERT INTO checks (questionnaire_id, unit_id, model_id, answered, total, points,
                             could_reach, band, content, sha256, submitted_by, submitted_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(questionnaire)
    .bind(unit)
    .bind(model.map(|model| model.id))
    .bind(progress.answered)
    .bind(progress.total)
    .bind(progress.so_far)
    .bind(progress.could_reach)
    .bind(frozen.band())
    .bind(&sealed.content)
    .bind(&sealed.sha256)
    .bind(frozen.submitted_by.id)
    .bind(frozen.submitted_at)
    .fetch_one(write.sql())
    .await?;
    let told = json!({
        "title": frozen.questionnaire_title,
        "questionnaire": format!("{}/{}", frozen.questionnaire, frozen.questionnaire_version),
        "model": model.map(|model| &model.name),
        "answered": progress.to_string(),
        "points": progress.so_far,
        "sha256": sealed.sha256,
    });
    let event = AuditEvent::new("check.submitted", "check", id.0).in_unit(unit).after(told);
    write.commit(event).await?;
    Ok(id)
}

/// A model that isn't retired.
async fn live_model(write: &mut WriteTx, id: ModelId) -> Result<FrozenModel> {
    let (name, retired): (String, bool) =
        sqlx::query_as("SELECT name, retired_at IS NOT NULL FROM models WHERE id = ?")
            .bind(id)
            .fetch_one(write.sql())
            .await?;
    if retired {
        return Err(AppError::Conflict(format!("“{name}” is retired.")).into());
    }
    Ok(FrozenModel { id, name })
}

/// A version that is asked today, with its hash.
async fn asked(write: &mut WriteTx, id: QuestionnaireId) -> Result<(Questionnaire, String)> {
    let (content, sha256, retired): (String, String, bool) = sqlx::query_as(
        "SELECT content, sha256,
                coalesce((SELECT retired FROM questionnaire_retirements
                           WHERE questionnaire_id = q.id ORDER BY id DESC LIMIT 1), 0)
           FROM questionnaires q WHERE id = ?",
    )
    .bind(id)
    .fetch_one(write.sql())
    .await?;
    let broken = StoreError::Inconsistent { table: "questionnaires", column: "content", row: id.0 };
    let questionnaire = Questionnaire::read(&content).map_err(|_| broken)?;
    if retired {
        let message = format!(
            "“{}”, version {}, is retired and asked no more.",
            questionnaire.title, questionnaire.version
        );
        return Err(AppError::Conflict(message).into());
    }
    Ok((questionnaire, sha256))
}
