//! Once the work is verified, its question is answered with yes in one step, as a draft.

use chrono::Duration;
use domain::assessment::{Correction, State};
use domain::evidence::{GivenVerdict, Verdict};
use domain::tasks::TaskStep;
use domain::{Actor, Answer, AppError, AssessmentId, EvidenceId, QuestionNo, Role, TaskId};
use store::{AnswerDraft, CurrentAnswer, NewAssessment, Seen};

use crate::world::{World, told};
use crate::{KEYS, day};

const OTHER: QuestionNo = QuestionNo(5);

impl World {
    /// A task of the assessor about API keys that was verified, with what shows it.
    async fn verified_task(&self) -> (TaskId, EvidenceId) {
        let id = self.task().await;
        self.step(&self.assessor, id, TaskStep::Start, "").await.unwrap();
        let item = self.proof(&self.assessor, id).await;
        self.step(&self.assessor, id, TaskStep::Finish, "Rotated.").await.unwrap();
        self.step(&self.manager, id, TaskStep::Verify, "").await.unwrap();
        (id, item)
    }

    /// What the page of a task would send.
    async fn seen(&self, id: TaskId) -> Option<Seen> {
        let ahead = self.store.read(&self.viewer).correction_ahead(id).await.unwrap();
        ahead.map(|it| it.seen)
    }

    async fn answer_to(&self, id: AssessmentId, question: QuestionNo) -> Option<CurrentAnswer> {
        let live = self.store.read(&self.manager).live_sheet(id).await.unwrap();
        live.answers.into_iter().find(|it| it.question == question)
    }

    async fn says(&self, id: AssessmentId, answer: Answer, note: &str, seen: u32) {
        let draft =
            AnswerDraft { question: KEYS, answer: Some(answer), note: note.to_owned(), seen };
        self.store.save_answers(&self.manager, id, &[draft]).await.unwrap();
    }

    async fn next(&self, name: &str) -> AssessmentId {
        self.clock.advance(Duration::days(1));
        let unit = self.online_store;
        let new = NewAssessment { unit, name: name.to_owned(), due_on: None };
        self.store.open_assessment(&self.manager, &new).await.unwrap()
    }

    async fn state(&self, id: AssessmentId) -> State {
        self.store.read(&self.manager).assessment(id).await.unwrap().state
    }

    async fn history(&self, kind: &str, id: i64) -> Vec<String> {
        let entries = self.store.read(&self.auditor).history_of(kind, id, 100).await.unwrap();
        entries.into_iter().rev().map(|entry| entry.action).collect()
    }

    async fn accept(&self, by: &Actor, item: EvidenceId) {
        let given = GivenVerdict { verdict: Verdict::Accepted, reason: String::new() };
        self.store.give_verdict(by, item, self.online_store, KEYS, &given).await.unwrap();
    }
}

#[tokio::test]
async fn one_step_opens_the_correction_and_says_yes_in_it_and_submits_nothing() {
    let world = World::new().await;
    let assessment = world.assessed(world.online_store, &[1]).await;
    let (id, item) = world.verified_task().await;
    world.accept(&world.auditor, item).await;
    let ahead = world.store.read(&world.viewer).correction_ahead(id).await.unwrap().unwrap();
    assert_eq!((ahead.takes, ahead.name.as_str()), (Correction::Opens, "Q4 2026"));
    assert_eq!((ahead.seen.assessment, ahead.answer), (assessment, Some(Answer::No)));
    let names: Vec<_> = ahead.people.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Ingrid Solheim", "Priya Raman"], "also to those who only look");

    let done = world.store.correct_answer(&world.assessor, id, Some(ahead.seen)).await.unwrap();
    assert_eq!((done.assessment, done.question, done.took), (assessment, KEYS, Correction::Opens));
    let answer = world.answer_to(assessment, KEYS).await.unwrap();
    assert_eq!((answer.answer, answer.answered_by), (Some(Answer::Yes), world.assessor.person));
    assert_eq!(world.answer_to(assessment, OTHER).await.unwrap().answer, Some(Answer::No));
    assert_eq!(world.state(assessment).await, State::Draft);
    let live = world.store.read(&world.assessor).live_sheet(assessment).await.unwrap();
    assert!(live.evidence.iter().any(|it| it.id == item && it.question == KEYS));
    let series = world.store.read(&world.manager);
    let score = series.unit_series(world.online_store, &[day("2026-11-23")]).await.unwrap()[0];
    assert_eq!(score.unwrap().score.claimed.0, 90, "what was submitted is what counts");
    let told = world.history("assessment", assessment.0).await;
    assert_eq!(told[told.len() - 2..], ["assessment.revised", "answer.saved"]);
    assert_eq!(world.history("task", id.0).await.last().unwrap(), "task.answered");
    let task = world.store.read(&world.viewer).task(id).await.unwrap();
    let last = task.activity.last().unwrap();
    assert_eq!((last.what.as_str(), last.is_now.as_str()), ("answered", "Q4 2026"));

    world.store.submit(&world.assessor, assessment).await.unwrap();
    assert_eq!(world.store.read(&world.manager).correction_ahead(id).await.unwrap(), None);
    world.verified().await;
}

#[tokio::test]
async fn pressed_a_second_time_it_changes_nothing_and_leads_to_the_same_place() {
    let world = World::new().await;
    let assessment = world.assessed(world.online_store, &[]).await;
    let (id, _) = world.verified_task().await;
    let seen = world.seen(id).await;
    world.store.correct_answer(&world.assessor, id, seen).await.unwrap();
    let before = world.verified().await;
    let again = world.store.correct_answer(&world.manager, id, seen).await.unwrap();
    assert_eq!((again.assessment, again.took), (assessment, Correction::Stands));
    let answer = world.answer_to(assessment, KEYS).await.unwrap();
    assert_eq!(answer.answered_by, world.assessor.person, "it is still the first one's");
    assert_eq!(world.verified().await, before, "nothing was written");
}

#[tokio::test]
async fn an_open_draft_of_the_next_round_takes_the_answer_and_keeps_its_notes() {
    let world = World::new().await;
    let submitted = world.assessed(world.online_store, &[]).await;
    let (id, _) = world.verified_task().await;
    let next = world.next("Q1 2027").await;
    let ahead = world.store.read(&world.assessor).correction_ahead(id).await.unwrap().unwrap();
    assert_eq!(
        (ahead.seen, ahead.takes),
        (Seen { assessment: next, version: 0 }, Correction::InDraft)
    );
    assert_eq!((ahead.answer, ahead.has_note), (None, false));
    // Somebody writes there while the button is on the screen.
    world.says(next, Answer::No, "The second gateway is left.", 0).await;
    let stale = told(world.store.correct_answer(&world.assessor, id, Some(ahead.seen)).await);
    assert!(matches!(stale, AppError::Conflict(_)), "{stale:?}");
    assert_eq!(world.answer_to(next, KEYS).await.unwrap().answer, Some(Answer::No));

    let ahead = world.store.read(&world.assessor).correction_ahead(id).await.unwrap().unwrap();
    assert_eq!((ahead.answer, ahead.has_note), (Some(Answer::No), true));
    let done = world.store.correct_answer(&world.assessor, id, Some(ahead.seen)).await.unwrap();
    assert_eq!((done.assessment, done.took), (next, Correction::InDraft));
    let answer = world.answer_to(next, KEYS).await.unwrap();
    assert_eq!(answer.answer, Some(Answer::Yes));
    assert_eq!(answer.note, "The second gateway is left.", "nobody's text is overwritten");
    assert_eq!(world.state(submitted).await, State::Submitted, "what was submitted stays so");
    world.verified().await;
}

#[tokio::test]
async fn a_draft_that_says_yes_already_is_left_alone() {
    let world = World::new().await;
    world.assessed(world.online_store, &[]).await;
    let (id, _) = world.verified_task().await;
    let next = world.next("Q1 2027").await;
    world.says(next, Answer::Yes, "Both are rotated.", 0).await;
    let ahead = world.store.read(&world.assessor).correction_ahead(id).await.unwrap().unwrap();
    assert_eq!(ahead.takes, Correction::Stands);
    let before = world.verified().await;
    let done = world.store.correct_answer(&world.assessor, id, None).await.unwrap();
    assert_eq!((done.assessment, done.took), (next, Correction::Stands));
    assert_eq!(world.answer_to(next, KEYS).await.unwrap().note, "Both are rotated.");
    assert_eq!(world.verified().await, before);
}

#[tokio::test]
async fn a_draft_that_was_left_behind_is_not_where_the_unit_is_judged_next() {
    let world = World::new().await;
    let left = world.next("Pilot").await;
    world.clock.advance(Duration::days(1));
    let judged = world.assessed(world.online_store, &[]).await;
    let (id, _) = world.verified_task().await;
    assert_eq!(world.seen(id).await.unwrap().assessment, judged);
    world.store.correct_answer(&world.assessor, id, world.seen(id).await).await.unwrap();
    assert_eq!(world.answer_to(left, KEYS).await, None);
    // Returned or opened again, its own draft is where the answer goes.
    let (other, _) = world.verified_task().await;
    world.says(judged, Answer::No, "", 2).await;
    let done = world.store.correct_answer(&world.assessor, other, world.seen(other).await).await;
    let done = done.unwrap();
    assert_eq!((done.assessment, done.took), (judged, Correction::InDraft));
    world.verified().await;
}

#[tokio::test]
async fn there_is_no_cause_before_the_work_is_verified_or_where_nothing_says_no() {
    let world = World::new().await;
    let (id, _) = world.verified_task().await;
    assert_eq!(world.seen(id).await, None, "never assessed");
    let conflict = async |id, seen| {
        let refused = told(world.store.correct_answer(&world.manager, id, seen).await);
        assert!(matches!(refused, AppError::Conflict(_)), "{refused:?}");
    };
    conflict(id, None).await;
    let assessment = world.assessed(world.online_store, &[]).await;
    let open = world.task().await;
    assert_eq!(world.seen(open).await, None, "nobody did the work");
    conflict(open, Some(Seen { assessment, version: 1 })).await;
    // Without what was seen, or with something else, nothing is done either.
    conflict(id, None).await;
    conflict(id, Some(Seen { assessment, version: 7 })).await;
    conflict(id, Some(Seen { assessment: AssessmentId(99), version: 1 })).await;
    world.clock.advance(Duration::days(1));
    world.assessed(world.online_store, &[KEYS.0]).await;
    assert_eq!(world.seen(id).await, None, "it says yes");
    conflict(id, Some(Seen { assessment, version: 1 })).await;
    assert_eq!(world.state(assessment).await, State::Submitted);
    world.verified().await;
}

#[tokio::test]
async fn only_those_who_answer_there_do_it_and_nobody_who_judged_its_evidence() {
    let world = World::new().await;
    world.assessed(world.online_store, &[]).await;
    let (id, item) = world.verified_task().await;
    let seen = world.seen(id).await;
    for actor in [&world.viewer, &world.auditor, &world.admin] {
        let refused = told(world.store.correct_answer(actor, id, seen).await);
        assert!(matches!(refused, AppError::Refused(_)), "{}: {refused:?}", actor.name);
    }
    let far = world.store.correct_answer(&world.outsider, id, seen).await;
    assert_eq!(told(far), AppError::NotFound);
    let far = world.store.read(&world.outsider).correction_ahead(id).await;
    assert_eq!(told(far), AppError::NotFound);
    // An auditor who is an assessor as well accepts what shows it, and so does not answer.
    let both = world.join("Joel Okafor", Role::Assessor, world.online_store).await;
    world
        .store
        .grant_role(&world.admin, both.person, Role::Auditor, Some(world.online_store))
        .await
        .unwrap();
    let both = world.again(both.person).await;
    world.accept(&both, item).await;
    let ahead = world.store.read(&both).correction_ahead(id).await.unwrap().unwrap();
    assert!(ahead.people.iter().all(|(person, _)| *person != both.person));
    let refused = told(world.store.correct_answer(&both, id, seen).await);
    let why =
        "Your verdict stands on evidence for this question, so someone else has to answer it.";
    assert_eq!(refused.to_string(), why);
    assert_eq!(world.state(seen.unwrap().assessment).await, State::Submitted);
    world.verified().await;
}
