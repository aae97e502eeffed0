//! Reading what a report is made from.

use domain::questionnaire::baseline;
use domain::reports::{Asked, Matter, Subject, TaskDays};
use domain::trends::Scores;
use domain::{Action, Day, QuestionNo, UnitId};
use serde_json::json;

use crate::error::Result;
use crate::read::Read;
use crate::rows::{day, maybe_day};

/// The tasks of the units in ?2 that were open on the day ?3 or later, as far as ?1 sees them.
pub(super) const TASKS: &str =
    "SELECT k.unit_id, k.question, substr(k.created_at, 1, 10), k.due_on, substr(k.done_at, 1, 10),
            substr(coalesce(k.settled_at, (SELECT max(a.decided_at) FROM acceptances a
                                            WHERE k.state = 'accepted' AND a.task_id = k.id
                                              AND a.decision = 'granted')), 1, 10),
            k.state = 'accepted'
       FROM json_each(?2) j CROSS JOIN tasks k ON k.unit_id = j.value
      WHERE (k.settled_at IS NULL OR k.settled_at >= ?3)
        AND +k.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?1)";

type TaskRow = (UnitId, QuestionNo, String, String, Option<String>, Option<String>, bool);

impl Read<'_> {
    /// All that a report is made from.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when there is no such unit that the person may see.
    pub async fn report_matter(&self, asked: &Asked) -> Result<Matter> {
        let today = self.store.clock.today();
        let subjects = self.subjects(asked).await?;
        let questions = baseline().questions.iter().map(|it| (it.no, it.label.clone())).collect();
        let matter = Matter { subjects, today, questions, ..Matter::default() };
        let scores = matter.together();
        let days = asked.frame.days(scores.first_day(), today);
        let units: Vec<UnitId> = scores.standing_units(days.to).map(|unit| unit.unit).collect();
        let tasks = self.task_days(&units, days.from).await?;
        let targets = self.targets_of(&targeted(asked, &matter, &units)).await?;
        let mut delays = Vec::new();
        for subject in &matter.subjects {
            delays.extend(self.delays(subject.unit).await?);
        }
        Ok(Matter { tasks, delays, targets, ..matter })
    }

    async fn subjects(&self, asked: &Asked) -> Result<Vec<Subject>> {
        if asked.units.is_empty() {
            let scores = self.scores(None).await?;
            let name = match self.organisation().await? {
                Some(root) => self.unit(root).await?.name,
                None => "All your units".to_owned(),
            };
            return Ok(vec![Subject { unit: None, name, scores }]);
        }
        let mut subjects = Vec::new();
        for unit in &asked.units {
            self.must(Action::Read, *unit).await?;
            let scores = match asked.alone {
                true => self.scores_of(*unit).await?.map(Scores::alone).unwrap_or_default(),
                false => self.scores(Some(*unit)).await?,
            };
            let name = self.unit(*unit).await?.name;
            subjects.push(Subject { unit: Some(*unit), name, scores });
        }
        Ok(subjects)
    }

    async fn task_days(&self, units: &[UnitId], from: Day) -> Result<Vec<TaskDays>> {
        let rows: Vec<TaskRow> = sqlx::query_as(TASKS)
            .bind(self.actor.person)
            .bind(json!(units).to_string())
            .bind(from.to_string())
            .fetch_all(self.pool())
            .await?;
        let read = |(unit, question, opened, due, done, closed, is_put_aside): TaskRow| {
            let of = |text: &str, column| day(text, "tasks", column, unit.0);
            Ok(TaskDays {
                unit,
                question,
                opened: of(&opened, "created_at")?,
                due: of(&due, "due_on")?,
                done: maybe_day(done.as_deref(), "tasks", "done_at", unit.0)?,
                closed: maybe_day(closed.as_deref(), "tasks", "settled_at", unit.0)?,
                is_put_aside,
            })
        };
        rows.into_iter().map(read).collect()
    }
}

/// Whose targets belong to a report: those of what is compared, or of one thing and all that it holds.
fn targeted(asked: &Asked, matter: &Matter, units: &[UnitId]) -> Vec<UnitId> {
    let mut all: Vec<UnitId> = matter.subjects.iter().filter_map(|it| it.unit).collect();
    if asked.units.len() < 2 {
        all.extend(units);
    }
    all.sort_unstable();
    all.dedup();
    all
}
