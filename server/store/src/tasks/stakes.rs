//! The points that hang on tasks, as the answers and the evidence are today.

use std::collections::HashMap;

use domain::tasks::forecast::costs;
use domain::{Points, QuestionNo, QuestionSet, Rules, TaskId, UnitId};
use serde_json::json;

use super::row::TaskRow;
use crate::error::{Result, StoreError};
use crate::read::Read;

/// Whether a unit answers a question with yes, and whether accepted evidence covers that today.
#[derive(sqlx::FromRow)]
struct Place {
    unit_id: UnitId,
    question: QuestionNo,
    questionnaire: String,
    says_yes: bool,
    is_covered: bool,
}

impl Read<'_> {
    /// What each task's question costs its unit today: nothing once it is a proven yes. Tasks of units
    /// that were never assessed are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn stakes(&self, tasks: &[TaskRow]) -> Result<HashMap<TaskId, Points>> {
        let places: Vec<_> = tasks.iter().map(|task| (task.unit.0, task.question.0)).collect();
        let known: Vec<Place> = sqlx::query_as(
            "SELECT DISTINCT f.unit_id, place.value ->> 1 AS question, f.questionnaire,
                    (f.yes_mask >> ((place.value ->> 1) - 1)) & 1 AS says_yes,
                    EXISTS (SELECT 1 FROM coverage c
                             WHERE c.unit_id = f.unit_id AND c.question = place.value ->> 1
                               AND c.from_day <= ?2 AND c.until_day > ?2) AS is_covered
               FROM json_each(?1) place JOIN submissions f ON f.id =
                    (SELECT s.id FROM submissions s WHERE s.unit_id = place.value ->> 0
                      ORDER BY s.submitted_at DESC, s.revision DESC LIMIT 1)",
        )
        .bind(json!(places).to_string())
        .bind(self.store.clock.today().to_string())
        .fetch_all(self.pool())
        .await?;
        let mut costing = HashMap::with_capacity(known.len());
        for place in known {
            let rules = Rules::of(&place.questionnaire).ok_or(StoreError::Inconsistent {
                table: "submissions",
                column: "questionnaire",
                row: place.unit_id.0,
            })?;
            let only =
                |it: bool| -> QuestionSet { it.then_some(place.question).into_iter().collect() };
            let (yes, covered) = (only(place.says_yes), only(place.is_covered));
            let points = costs(rules, yes, covered, place.question);
            costing.insert((place.unit_id, place.question), points);
        }
        let of = |task: &TaskRow| Some((task.id, *costing.get(&(task.unit, task.question))?));
        Ok(tasks.iter().filter_map(of).collect())
    }
}
