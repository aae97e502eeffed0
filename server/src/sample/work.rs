//! Tasks: each *no* of the last closed quarter becomes somebody's work, and some of it has begun.

use domain::questionnaire::baseline;
use domain::tasks::acceptance::{AcceptanceDecision, NewAcceptance};
use domain::tasks::{Cause, NewTask, Returning, Rhythm, TaskState, TaskStep, new_task, proposal};
use domain::{PersonId, QuestionNo, TaskId, Timestamp, UnitId};
use store::{ReadUpTo, StoreError};

use super::audits::MANAGER;
use super::build::Making;
use super::history::number;
use super::plan::Mark;

/// A task that was made, with whose unit it is.
pub(super) struct Begun {
    unit: usize,
    id: TaskId,
}

impl Making<'_> {
    /// At the end of a quarter: each *no* becomes a task of the unit's assessor.
    pub(super) async fn plan_work(&mut self, quarter: usize) -> Result<Vec<Begun>, StoreError> {
        let mut begun = Vec::new();
        for unit in 0..self.units.len() {
            let Some(marks) = self.plan.marks(unit, quarter) else { continue };
            let noes = (0..marks.len()).filter(|question| marks[*question] == Mark::No);
            let assessor = self.plan.assessor(unit);
            let actor = self.actor(assessor).await?;
            let (of, whose) = (self.units[unit], self.people[assessor]);
            let tasks: Vec<_> =
                noes.filter_map(|question| self.task(of, number(question), whose)).collect();
            if tasks.is_empty() {
                continue;
            }
            let made = self.store.create_tasks(&actor, of, &tasks).await?;
            begun.extend(made.into_iter().map(|id| Begun { unit, id }));
            self.step();
        }
        Ok(begun)
    }

    fn task(&self, unit: UnitId, question: QuestionNo, whose: PersonId) -> Option<NewTask> {
        let today = self.store.now().day();
        let known = baseline();
        let mut entry = proposal(known.question(question)?, today, today);
        entry.assignee = whose.to_string();
        entry.cause = Cause::No(unit, question).to_string();
        let questions = u16::try_from(known.questions.len()).ok()?;
        new_task(&entry, questions, today, None).ok()
    }

    /// By now some of it has begun, and some is blocked.
    pub(super) async fn do_work(&mut self, begun: &[Begun]) -> Result<(), StoreError> {
        for (at, task) in begun.iter().enumerate() {
            let actor = self.actor(self.plan.assessor(task.unit)).await?;
            match at % 4 {
                0 => continue,
                1 | 2 => {
                    self.store.take_step(&actor, task.id, 1, TaskStep::Start, "").await?;
                    self.store.tick(&actor, task.id, 1, true).await?;
                }
                _ => {
                    let why = "The supplier has not answered since we asked for its report.";
                    self.store.take_step(&actor, task.id, 1, TaskStep::Block, why).await?;
                }
            }
        }
        if self.plan.is_detailed() {
            self.let_one_return(begun).await?;
        }
        self.accept_risks(begun).await
    }

    /// The first that is not late returns each quarter.
    async fn let_one_return(&mut self, begun: &[Begun]) -> Result<(), StoreError> {
        let manager = self.actor(MANAGER).await?;
        let today = self.store.now().day();
        for task in begun {
            let row = self.store.read(&manager).task(task.id).await?.row;
            if row.due_on >= today && row.state == TaskState::InProgress {
                let quarterly = Returning { rhythm: Rhythm::Months(3), lead_days: 14 };
                return self.store.begin_series(&manager, task.id, quarterly).await.map(drop);
            }
        }
        Ok(())
    }

    /// Everybody has read what they were told of until three weeks ago.
    pub(super) async fn read_notices(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let fresh = now.plus(chrono::Duration::days(-21));
        for person in self.people.clone() {
            // Some have left, or have not taken up their invitation.
            let Some(actor) = self.store.actor(person).await? else { continue };
            let told = self.store.read(&actor).inbox(None).await?;
            if let Some(newest) = told.iter().find(|notice| notice.at < fresh) {
                self.store.read_notices(&actor, ReadUpTo::All(newest.id)).await?;
            }
        }
        Ok(())
    }

    /// Of what is blocked, the first risk is accepted, and the second waits for a decision.
    async fn accept_risks(&mut self, begun: &[Begun]) -> Result<(), StoreError> {
        let blocked = begun.iter().skip(3).step_by(4).take(2);
        let manager = self.actor(MANAGER).await?;
        for (at, task) in blocked.enumerate() {
            let assessor = self.actor(self.plan.assessor(task.unit)).await?;
            let new = NewAcceptance {
                reason: "The supplier replaces the service in spring. Until then nobody but the \
                         team can reach it."
                    .to_owned(),
                until: self.store.now().day() + chrono::Duration::days(120),
            };
            let asked = self.store.ask_to_accept(&assessor, task.id, &new).await?;
            if at == 0 {
                let words = "Agreed, until the contract ends.";
                let granted = AcceptanceDecision::Granted;
                self.store.decide_acceptance(&manager, asked, granted, words).await?;
            }
        }
        Ok(())
    }
}
