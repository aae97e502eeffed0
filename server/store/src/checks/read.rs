//! Reading checks: whoever sees the unit in which one was answered sees it, as it was on the day.

use std::collections::HashMap;

use domain::checks::{CheckOf, FrozenCheck};
use domain::score::Progress;
use domain::{Band, CheckId, ModelId, Points, QuestionnaireId, Timestamp, UnitId};
use sqlx::QueryBuilder;

use crate::error::{Result, StoreError};
use crate::questionnaires::QuestionnaireRow;
use crate::read::Read;

/// Which checks are asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CheckFilter {
    /// What they are of; none for all. Those of a unit are of it itself and not of its models.
    pub of: Option<CheckOf>,
    /// To which version; none for all.
    pub questionnaire: Option<QuestionnaireId>,
    /// How many at most.
    pub limit: u32,
}

/// A check, as lists show it, in the words of its day.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CheckRow {
    /// It.
    pub id: CheckId,
    /// The version that was answered.
    pub questionnaire: QuestionnaireId,
    /// Its key.
    pub key: String,
    /// Its number.
    pub version: u16,
    /// Its title.
    pub title: String,
    /// The unit, or the one that the model was in.
    pub unit: UnitId,
    /// That unit's name.
    pub unit_name: String,
    /// The model; none for a check of the unit itself.
    pub model: Option<ModelId>,
    /// That model's name.
    pub model_name: Option<String>,
    /// How many questions were answered.
    pub answered: u16,
    /// How many there are.
    pub total: u16,
    /// The points of the answers given: the score once all are.
    pub points: Points,
    /// The points if every open question were answered no.
    pub could_reach: Points,
    /// The band; none before every question is answered.
    pub band: Option<Band>,
    /// Who answered, by name.
    pub submitted_by: String,
    /// When.
    pub submitted_at: Timestamp,
}

impl CheckRow {
    /// How far it got.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        Progress {
            answered: self.answered,
            total: self.total,
            so_far: self.points,
            could_reach: self.could_reach,
        }
    }
}

/// A check with all that it keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// It.
    pub id: CheckId,
    /// What it keeps.
    pub frozen: FrozenCheck,
    /// The hash of that.
    pub sha256: String,
}

const ROWS: &str = "
    SELECT c.id, c.questionnaire_id AS questionnaire, c.content ->> '$.questionnaire' AS key,
           c.content ->> '$.questionnaire_version' AS version,
           c.content ->> '$.questionnaire_title' AS title, c.unit_id AS unit,
           c.content ->> '$.unit_name' AS unit_name, c.model_id AS model,
           c.content ->> '$.model.name' AS model_name, c.answered, c.total, c.points,
           c.could_reach, c.band, c.content ->> '$.submitted_by.name' AS submitted_by,
           c.submitted_at
      FROM checks c
     WHERE +c.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ";

/// The newest checks that ?1 sees of live models and units from ?2 downwards, or of all. A model counts
/// where it is now, also with what was answered about it in the unit that it was in before.
const NEWEST: &str = "
    WITH seen AS (SELECT unit_id FROM visible_units WHERE person_id = ?1),
         newest AS (
             SELECT max(c.id) AS id
               FROM checks c JOIN questionnaires q ON q.id = c.questionnaire_id
              WHERE +c.unit_id IN (SELECT unit_id FROM seen)
              GROUP BY q.key, c.model_id, iif(c.model_id IS NULL, c.unit_id, NULL))
    SELECT c.id, c.content, c.sha256
      FROM newest n JOIN checks c ON c.id = n.id
      LEFT JOIN models m ON m.id = c.model_id
      JOIN units u ON u.id = coalesce(m.unit_id, c.unit_id)
     WHERE m.retired_at IS NULL AND u.retired_at IS NULL
       AND u.id IN (SELECT unit_id FROM seen)
       AND (?2 IS NULL OR u.id IN (SELECT unit_id FROM unit_tree WHERE ancestor_id = ?2))
     ORDER BY c.id";

impl Read<'_> {
    /// Checks, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn checks(&self, filter: CheckFilter) -> Result<Vec<CheckRow>> {
        let mut query = QueryBuilder::new(ROWS);
        query.push_bind(self.actor.person).push(")");
        match filter.of {
            Some(CheckOf::Unit(unit)) => {
                query.push(" AND c.model_id IS NULL AND c.unit_id = ").push_bind(unit);
            }
            Some(CheckOf::Model(model)) => {
                query.push(" AND c.model_id = ").push_bind(model);
            }
            None => {}
        }
        if let Some(questionnaire) = filter.questionnaire {
            query.push(" AND c.questionnaire_id = ").push_bind(questionnaire);
        }
        query.push(" ORDER BY c.id DESC LIMIT ").push_bind(filter.limit);
        Ok(query.build_query_as().fetch_all(self.pool()).await?)
    }

    /// One check.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when there is none that the person may see.
    pub async fn check(&self, id: CheckId) -> Result<Check> {
        let (content, sha256): (String, String) = sqlx::query_as(
            "SELECT c.content, c.sha256 FROM checks c
               JOIN visible_units v ON v.unit_id = c.unit_id AND v.person_id = ?
              WHERE c.id = ?",
        )
        .bind(self.actor.person)
        .bind(id)
        .fetch_one(self.pool())
        .await?;
        read(id, &content, sha256)
    }

    /// Of each live model and unit, or of those from one unit downwards, the newest check of each
    /// questionnaire, whichever of its versions was answered.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn newest_checks(&self, under: Option<UnitId>) -> Result<Vec<Check>> {
        let rows: Vec<(CheckId, String, String)> = sqlx::query_as(NEWEST)
            .bind(self.actor.person)
            .bind(under)
            .fetch_all(self.pool())
            .await?;
        rows.into_iter().map(|(id, content, sha256)| read(id, &content, sha256)).collect()
    }

    /// What checks are made against today: of each questionnaire of the organisation's own the newest
    /// version that isn't retired, by title.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn questionnaires_to_check(&self) -> Result<Vec<QuestionnaireRow>> {
        let mut asked = self.questionnaires().await?;
        asked.retain(|row| row.id.is_some() && row.retired_at.is_none());
        let mut newest: HashMap<String, u16> = HashMap::new();
        for row in &asked {
            let version = newest.entry(row.key.clone()).or_default();
            *version = row.version.max(*version);
        }
        asked.retain(|row| newest.get(&row.key) == Some(&row.version));
        Ok(asked)
    }
}

fn read(id: CheckId, content: &str, sha256: String) -> Result<Check> {
    let broken = StoreError::Inconsistent { table: "checks", column: "content", row: id.0 };
    let frozen = FrozenCheck::read(content).map_err(|_| broken)?;
    Ok(Check { id, frozen, sha256 })
}
