//! Tasks: making them, doing them, having them verified, and who sees what.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod accepting;
mod ahead;
mod calendar;
mod correcting;
mod doing;
mod finding;
mod grouping;
mod keeping;
mod making;
mod returning;
#[path = "../world/mod.rs"]
mod world;

use std::collections::BTreeSet;

use domain::evidence::{Checked, Kind};
use domain::score::BASELINE;
use domain::tasks::{Cause, NewTask, Priority, TaskEffort, TaskStep};
use domain::{Actor, Answer, AssessmentId, Day, EvidenceId, PersonId, QuestionNo, TaskId, UnitId};
use store::{AnswerDraft, Content, NewAssessment, NewEvidence};

use crate::world::World;

const KEYS: QuestionNo = QuestionNo(9);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A task about API keys, made by hand.
fn rotate(assignee: PersonId) -> NewTask {
    NewTask {
        title: "Rotate the gateway's key".to_owned(),
        about: "It is two years old.".to_owned(),
        question: KEYS,
        assignee,
        due_on: day("2026-12-18"),
        priority: Priority::High,
        effort: TaskEffort::Small,
        models: BTreeSet::new(),
        steps: vec!["Make a new one".to_owned(), "Take the old one away".to_owned()],
        cause: None,
    }
}

fn because(cause: Cause, task: NewTask) -> NewTask {
    NewTask { cause: Some(cause), ..task }
}

impl World {
    /// A task of the assessor of Online Store, given by the manager.
    async fn task(&self) -> TaskId {
        let new = rotate(self.assessor.person);
        self.store.create_task(&self.manager, self.online_store, &new).await.unwrap()
    }

    /// An assessment of a unit, submitted by the manager: yes to these questions.
    async fn assessed(&self, unit: UnitId, yes: &[u16]) -> AssessmentId {
        let new = NewAssessment { unit, name: "Q4 2026".to_owned(), due_on: None };
        let id = self.store.open_assessment(&self.manager, &new).await.unwrap();
        let draft = |question: QuestionNo| AnswerDraft {
            question,
            answer: Some(if yes.contains(&question.0) { Answer::Yes } else { Answer::No }),
            note: String::new(),
            seen: 0,
        };
        let drafts: Vec<_> = BASELINE.questions().map(draft).collect();
        self.store.save_answers(&self.manager, id, &drafts).await.unwrap();
        self.store.submit(&self.manager, id).await.unwrap();
        id
    }

    /// Takes a step with the revision that the person sees.
    async fn step(
        &self,
        actor: &Actor,
        id: TaskId,
        step: TaskStep,
        words: &str,
    ) -> Result<(), store::StoreError> {
        let revision = self.store.read(&self.manager).task(id).await.unwrap().row.revision;
        self.store.take_step(actor, id, revision, step, words).await
    }

    async fn proof(&self, actor: &Actor, id: TaskId) -> EvidenceId {
        let entry = Checked {
            kind: Kind::Note,
            title: "Rotation of 30 November".to_owned(),
            file_name: None,
            url: None,
            body: Some("The old key is gone.".to_owned()),
            collected_on: day("2026-11-23"),
            valid_until: day("2027-02-20"),
        };
        let new = NewEvidence { entry, content: Content::Text, supersedes: None };
        self.store.attach_to_task(actor, id, &new).await.unwrap()
    }
}
