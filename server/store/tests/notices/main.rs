//! Notices: who is told of what, the inbox, and the daily reminders.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod channels;
mod inbox;
mod mail;
mod telling;
mod watching;
#[path = "../world/mod.rs"]
mod world;
mod year;
mod year_of_mail;

use std::collections::BTreeSet;

use domain::assessment::Round;
use domain::evidence::{Checked, Kind};
use domain::notices::NoticeKind;
use domain::tasks::{NewTask, Priority, TaskEffort};
use domain::{Actor, AssessmentId, Day, EvidenceId, PersonId, QuestionNo, RoundId, TaskId, UnitId};
use store::{AssessmentFilter, Content, NewAssessment, NewEvidence, NewRound, NoticeRow, Place};

use crate::world::World;

const KEYS: QuestionNo = QuestionNo(9);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn task(title: &str, assignee: PersonId, due_on: &str) -> NewTask {
    NewTask {
        title: title.to_owned(),
        about: String::new(),
        question: KEYS,
        assignee,
        due_on: day(due_on),
        priority: Priority::High,
        effort: TaskEffort::Small,
        models: BTreeSet::new(),
        steps: Vec::new(),
        cause: None,
    }
}

fn note(title: &str, from: &str, until: &str) -> NewEvidence {
    let entry = Checked {
        kind: Kind::Note,
        title: title.to_owned(),
        file_name: None,
        url: None,
        body: Some(format!("The text of {title}.")),
        collected_on: day(from),
        valid_until: day(until),
    };
    NewEvidence { entry, content: Content::Text, supersedes: None }
}

impl World {
    async fn inbox(&self, actor: &Actor) -> Vec<NoticeRow> {
        self.store.read(actor).inbox(None).await.unwrap()
    }

    /// What somebody was told, the oldest first.
    async fn told(&self, actor: &Actor) -> Vec<(NoticeKind, String)> {
        let mut told: Vec<_> =
            self.inbox(actor).await.into_iter().map(|it| (it.kind, it.title)).collect();
        told.reverse();
        told
    }

    async fn draft(&self, unit: UnitId) -> AssessmentId {
        let new = NewAssessment { unit, name: "Q4 2026".to_owned(), due_on: None };
        self.store.open_assessment(&self.manager, &new).await.unwrap()
    }

    async fn attach(&self, assessment: AssessmentId, new: &NewEvidence) -> EvidenceId {
        let place = Place { assessment, question: KEYS };
        self.store.attach_evidence(&self.assessor, place, new).await.unwrap()
    }

    async fn task(&self, title: &str, due_on: &str) -> TaskId {
        let new = task(title, self.assessor.person, due_on);
        self.store.create_task(&self.manager, self.online_store, &new).await.unwrap()
    }

    async fn round(&self, name: &str, due_on: &str) -> RoundId {
        let round = Round {
            name: name.to_owned(),
            opens_on: self.store.now().day(),
            due_on: day(due_on),
            cadence_days: 92,
        };
        let new = NewRound { unit: self.root, round };
        self.store.open_round(&self.manager, &new).await.unwrap()
    }

    async fn assessment_of(&self, unit: UnitId, round: RoundId) -> AssessmentId {
        let filter = AssessmentFilter {
            unit: Some(unit),
            round: Some(round),
            limit: 10,
            ..AssessmentFilter::default()
        };
        let (rows, _) = self.store.read(&self.manager).assessments(filter).await.unwrap();
        rows.iter().find(|row| row.unit == unit).unwrap().id
    }
}
