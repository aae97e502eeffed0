//! Review: the queue of auditors, what was asked and answered, samples, and opening an item.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod asked;
mod opening;
mod queue;
mod samples;
#[path = "../world/mod.rs"]
mod world;

use domain::evidence::{Checked, GivenVerdict, Kind, Spot, Standing, Verdict, given};
use domain::{Actor, AssessmentId, EvidenceId, QuestionNo, UnitId};
use store::{Content, NewAssessment, NewEvidence, Place, QueueFilter};
use world::World;

const EXPOSURE: QuestionNo = QuestionNo(5);
const KEYS: QuestionNo = QuestionNo(9);

async fn draft(world: &World, unit: UnitId) -> AssessmentId {
    let new = NewAssessment { unit, name: "Q4 2026".to_owned(), due_on: None };
    world.store.open_assessment(&world.manager, &new).await.unwrap()
}

fn note(title: &str, valid_until: &str) -> NewEvidence {
    let entry = Checked {
        kind: Kind::Note,
        title: title.to_owned(),
        file_name: None,
        url: None,
        body: Some(format!("The text of {title}.")),
        collected_on: "2026-11-20".parse().unwrap(),
        valid_until: valid_until.parse().unwrap(),
    };
    NewEvidence { entry, content: Content::Text, supersedes: None }
}

/// An organisation with an assessment of Online Store, to which Priya attaches.
struct Shop {
    world: World,
    assessment: AssessmentId,
}

impl Shop {
    async fn new() -> Self {
        let world = World::new().await;
        let assessment = draft(&world, world.online_store).await;
        Self { world, assessment }
    }

    async fn attach(&self, question: QuestionNo, title: &str, valid_until: &str) -> EvidenceId {
        let place = Place { assessment: self.assessment, question };
        let new = note(title, valid_until);
        self.world.store.attach_evidence(&self.world.assessor, place, &new).await.unwrap()
    }

    async fn judge(&self, id: EvidenceId, question: QuestionNo, given: &GivenVerdict) {
        let (store, unit) = (&self.world.store, self.world.online_store);
        store.give_verdict(&self.world.auditor, id, unit, question, given).await.unwrap();
    }

    async fn reply(&self, actor: &Actor, id: EvidenceId) -> Result<(), store::StoreError> {
        let unit = self.world.online_store;
        self.world.store.reply_to_question(actor, id, unit, EXPOSURE, "The one in Dublin.").await
    }

    async fn titles(&self, filter: &QueueFilter) -> Vec<String> {
        let rows = self.world.store.read(&self.world.auditor).queue(filter).await.unwrap();
        rows.into_iter().map(|row| row.item.title).collect()
    }

    async fn standing(&self, id: EvidenceId) -> Standing {
        let spot = Spot { unit: self.world.online_store, question: EXPOSURE, evidence: id };
        let row = self.world.store.read(&self.world.auditor).queue_spot(spot).await.unwrap();
        row.unwrap().standing
    }
}

fn verdict(verdict: Verdict, words: &str) -> GivenVerdict {
    let reason = (verdict == Verdict::Rejected).then_some(domain::evidence::RejectReason::Other);
    given(verdict, reason, words).unwrap()
}

fn waiting() -> QueueFilter {
    QueueFilter { standing: Some(Standing::Waiting), ..QueueFilter::default() }
}
