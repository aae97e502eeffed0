//! Separation of duties between answering and judging: nobody reviews an answer that they gave,
//! whichever came first, and whatever was saved in between.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod world;

use chrono::Duration;
use domain::evidence::{Checked, GivenVerdict, Kind, Verdict};
use domain::{Actor, Answer, AppError, AssessmentId, EvidenceId, QuestionNo, Role, UnitId};
use store::{AnswerDraft, Content, Judging, NewAssessment, NewEvidence, Place, SavedAnswers};
use world::World;

const QUESTION: QuestionNo = QuestionNo(7);
const YES: Option<Answer> = Some(Answer::Yes);

/// A unit with a draft, an item that a colleague attached, and somebody who both answers and judges.
struct Desk {
    world: World,
    draft: AssessmentId,
    item: EvidenceId,
    both: Actor,
}

impl Desk {
    async fn new() -> Self {
        let world = World::new().await;
        let both = world.join("Ivy Chen", Role::Assessor, world.online_store).await;
        let (admin, root) = (&world.admin, Some(world.root));
        world.store.grant_role(admin, both.person, Role::Auditor, root).await.unwrap();
        let both = world.again(both.person).await;
        let draft = open(&world, world.online_store).await;
        let item = attach(&world, draft, &note("Key rotation", None)).await;
        Self { world, draft, item, both }
    }

    async fn save(&self, actor: &Actor, answer: Option<Answer>, note: &str) -> SavedAnswers {
        self.save_in(self.draft, actor, answer, note).await
    }

    /// Saves on top of whatever is there.
    async fn save_in(
        &self,
        id: AssessmentId,
        actor: &Actor,
        answer: Option<Answer>,
        note: &str,
    ) -> SavedAnswers {
        let answers = self.world.store.read(actor).workspace(id).await.unwrap().live.answers;
        let seen = answers.iter().find(|answer| answer.question == QUESTION);
        let seen = seen.map_or(0, |answer| answer.version);
        let draft = AnswerDraft { question: QUESTION, answer, note: note.to_owned(), seen };
        self.world.store.save_answers(actor, id, &[draft]).await.unwrap()
    }

    async fn judge(&self, actor: &Actor, verdict: Verdict) -> Result<(), AppError> {
        let given = GivenVerdict { verdict, reason: "Looked at it.".to_owned() };
        let (store, unit) = (&self.world.store, self.world.online_store);
        let judged = store.give_verdict(actor, self.item, unit, QUESTION, &given).await;
        judged.map(|_| ()).map_err(|error| error.to_app())
    }

    /// Neither the page of the item nor the gate lets them judge, and both say why.
    async fn must_not_judge(&self, actor: &Actor) {
        let read = self.world.store.read(actor);
        let item = read.evidence_item(self.item).await.unwrap();
        let shown = read.judging(&item, &item.places[0]).await.unwrap();
        let why = "You have answered this question for this unit, so someone else has to review its \
                   evidence.";
        assert_eq!(shown, Judging::Refused(why.to_owned()));
        let refused = self.judge(actor, Verdict::Accepted).await;
        assert_eq!(refused, Err(AppError::Refused(why.to_owned())));
    }

    async fn stands(&self) -> Option<Answer> {
        let workspace = self.world.store.read(&self.both).workspace(self.draft).await.unwrap();
        workspace.live.answers.first().and_then(|answer| answer.answer)
    }
}

async fn open(world: &World, unit: UnitId) -> AssessmentId {
    let new = NewAssessment { unit, name: "After the audit".to_owned(), due_on: None };
    world.store.open_assessment(&world.manager, &new).await.unwrap()
}

async fn attach(world: &World, assessment: AssessmentId, new: &NewEvidence) -> EvidenceId {
    let place = Place { assessment, question: QUESTION };
    world.store.attach_evidence(&world.assessor, place, new).await.unwrap()
}

fn note(title: &str, supersedes: Option<EvidenceId>) -> NewEvidence {
    let entry = Checked {
        kind: Kind::Note,
        title: title.to_owned(),
        file_name: None,
        url: None,
        body: Some("Seen in the console on the day.".to_owned()),
        collected_on: "2026-11-20".parse().unwrap(),
        valid_until: "2027-02-18".parse().unwrap(),
    };
    NewEvidence { entry, content: Content::Text, supersedes }
}

const WHY_NOT: &str = "Your verdict stands on evidence for this question, so someone else has to \
                       answer it.";

#[track_caller]
fn must_be_refused(saved: &SavedAnswers) {
    assert_eq!(saved.saved, []);
    assert_eq!(saved.refused, [(QUESTION, WHY_NOT.to_owned())]);
}

#[track_caller]
fn must_be_kept(saved: &SavedAnswers) {
    assert_eq!((saved.saved.len(), saved.refused.len()), (1, 0), "{saved:?}");
}

#[tokio::test]
async fn a_colleague_who_corrects_the_note_does_not_take_the_answer_over() {
    let desk = Desk::new().await;
    let _ = desk.save(&desk.both, Some(Answer::No), "").await;
    let _ = desk.save(&desk.world.assessor, Some(Answer::No), "Planned for March.").await;
    desk.must_not_judge(&desk.both).await;
    assert_eq!(desk.judge(&desk.world.auditor, Verdict::Accepted).await, Ok(()));
}

#[tokio::test]
async fn taking_an_answer_back_does_not_make_it_somebody_elses() {
    let desk = Desk::new().await;
    let _ = desk.save(&desk.both, YES, "").await;
    let _ = desk.save(&desk.both, None, "").await;
    desk.must_not_judge(&desk.both).await;
}

#[tokio::test]
async fn an_answer_in_any_assessment_of_the_unit_counts() {
    let desk = Desk::new().await;
    let second = open(&desk.world, desk.world.online_store).await;
    let _ = desk.save_in(second, &desk.both, YES, "").await;
    desk.world.clock.advance(Duration::hours(1));
    let _third = open(&desk.world, desk.world.online_store).await;
    desk.must_not_judge(&desk.both).await;
}

#[tokio::test]
async fn a_note_without_an_answer_or_another_units_answer_is_in_nobodys_way() {
    let desk = Desk::new().await;
    let _ = desk.save(&desk.both, None, "The platform team knows.").await;
    let admin = &desk.world.admin;
    let unit = Some(desk.world.logistics);
    desk.world.store.grant_role(admin, desk.both.person, Role::Assessor, unit).await.unwrap();
    let elsewhere = open(&desk.world, desk.world.logistics).await;
    let _ = desk.save_in(elsewhere, &desk.world.again(desk.both.person).await, YES, "").await;
    assert_eq!(desk.judge(&desk.both, Verdict::Accepted).await, Ok(()));
}

#[tokio::test]
async fn whoever_judged_the_evidence_does_not_give_the_answer() {
    let desk = Desk::new().await;
    for verdict in [Verdict::Accepted, Verdict::Rejected, Verdict::Asked] {
        assert_eq!(desk.judge(&desk.both, verdict).await, Ok(()));
        must_be_refused(&desk.save(&desk.both, YES, "").await);
        must_be_refused(&desk.save(&desk.both, Some(Answer::No), "Planned.").await);
    }
    assert_eq!(desk.stands().await, None);
    let read = desk.world.store.read(&desk.world.admin);
    let log = read.history_of("assessment", desk.draft.0, 20).await.unwrap();
    let told = log.into_iter().filter(|entry| entry.action == "answer.refused");
    assert_eq!(told.count(), 6, "every refusal is an entry");
    // In whichever assessment of the unit.
    let second = open(&desk.world, desk.world.online_store).await;
    must_be_refused(&desk.save_in(second, &desk.both, YES, "").await);

    // A note claims nothing, and neither does taking back what a colleague said.
    must_be_kept(&desk.save(&desk.both, None, "The platform team knows.").await);
    must_be_kept(&desk.save(&desk.world.assessor, YES, "").await);
    must_be_refused(&desk.save(&desk.both, YES, "With a better note.").await);
    must_be_kept(&desk.save(&desk.both, None, "").await);
    assert_eq!(desk.judge(&desk.both, Verdict::Accepted).await, Ok(()), "nothing was noted");
    desk.world.verified().await;
}

#[tokio::test]
async fn a_verdict_binds_its_giver_while_it_is_in_force() {
    let desk = Desk::new().await;
    let world = &desk.world;
    assert_eq!(desk.judge(&desk.both, Verdict::Accepted).await, Ok(()));
    must_be_refused(&desk.save(&desk.both, YES, "").await);

    // Until another auditor gives a newer one,
    assert_eq!(desk.judge(&world.auditor, Verdict::Accepted).await, Ok(()));
    let kept = desk.save(&desk.both, YES, "").await;
    must_be_kept(&kept);
    must_be_kept(&desk.save(&desk.both, None, "").await);

    // a new revision waits for its own,
    let desk = Desk::new().await;
    assert_eq!(desk.judge(&desk.both, Verdict::Accepted).await, Ok(()));
    let _ = attach(&desk.world, desk.draft, &note("Key rotation", Some(desk.item))).await;
    must_be_kept(&desk.save(&desk.both, YES, "").await);

    // or the item no longer counts.
    let desk = Desk::new().await;
    assert_eq!(desk.judge(&desk.both, Verdict::Accepted).await, Ok(()));
    desk.world.clock.set("2027-02-18T12:00:00Z");
    must_be_refused(&desk.save(&desk.both, YES, "").await);
    desk.world.clock.set("2027-02-19T12:00:00Z");
    must_be_kept(&desk.save(&desk.both, YES, "").await);
}

#[tokio::test]
async fn an_answer_that_is_refused_holds_up_no_other() {
    let desk = Desk::new().await;
    assert_eq!(desk.judge(&desk.both, Verdict::Accepted).await, Ok(()));
    let one = |no| AnswerDraft {
        question: QuestionNo(no),
        answer: YES,
        note: "As agreed.".to_owned(),
        seen: 0,
    };
    let drafts = [one(6), one(7), one(8)];
    let store = &desk.world.store;
    let saved = store.save_answers(&desk.both, desk.draft, &drafts).await.unwrap();
    let kept: Vec<_> = saved.saved.iter().map(|(question, _)| question.0).collect();
    assert_eq!(kept, [6, 8]);
    assert_eq!(saved.refused, [(QUESTION, WHY_NOT.to_owned())]);
    desk.world.verified().await;
}
