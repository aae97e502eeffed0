//! Who is told of what happens, in the write that makes it happen.

use domain::assessment::Step;
use domain::evidence::request::wanted;
use domain::evidence::{GivenVerdict, RejectReason, Verdict, given};
use domain::notices::NoticeKind as K;
use domain::tasks::TaskStep;
use domain::tasks::acceptance::{AcceptanceDecision, NewAcceptance};
use domain::{Answer, QuestionNo, Role};
use store::AnswerDraft;

use crate::world::World;
use crate::{KEYS, day, note, task};

fn verdict(verdict: Verdict, words: &str) -> GivenVerdict {
    let reason = (verdict == Verdict::Rejected).then_some(RejectReason::Other);
    given(verdict, reason, words).unwrap()
}

#[tokio::test]
async fn whose_a_task_becomes_is_told_and_nobody_is_told_of_what_they_did() {
    let world = World::new().await;
    let id = world.task("Rotate the key", "2026-12-18").await;
    let expected = [(K::Assigned, "“Rotate the key” is your task".to_owned())];
    assert_eq!(world.told(&world.assessor).await, expected);
    assert!(world.told(&world.manager).await.is_empty());
    let jo = world.join("Jo Park", Role::Assessor, world.online_store).await;
    world.store.assign_tasks(&world.manager, &[id], jo.person).await.unwrap();
    assert_eq!(world.told(&jo).await, expected);
    let own = task("Mine", jo.person, "2026-12-18");
    world.store.create_task(&jo, world.online_store, &own).await.unwrap();
    assert_eq!(world.told(&jo).await.len(), 1, "they made it themselves");
    world.verified().await;
}

#[tokio::test]
async fn a_comment_tells_whoever_is_mentioned_once_and_the_assignee() {
    let world = World::new().await;
    let id = world.task("Rotate the key", "2026-12-18").await;
    let said = "@Ingrid Solheim and @Priya Raman: when? @Kenji Ota sees nothing of it.";
    let jo = world.join("Jo Park", Role::Assessor, world.online_store).await;
    world.store.comment_on_task(&jo, id, said).await.unwrap();
    let mentions = (K::Mentioned, "Jo Park mentions you in “Rotate the key”".to_owned());
    let mentions = [mentions];
    assert_eq!(world.told(&world.manager).await, mentions);
    assert_eq!(world.told(&world.assessor).await[1..], mentions, "not of the same twice");
    assert!(world.told(&world.outsider).await.is_empty(), "it is not theirs to see");
    world.store.comment_on_task(&jo, id, "Well?").await.unwrap();
    let commented = (K::Watched, "Jo Park commented on “Rotate the key”".to_owned());
    assert_eq!(world.told(&world.assessor).await[2..], [commented]);
    assert_eq!(world.inbox(&world.assessor).await[0].words, "Well?");
}

#[tokio::test]
async fn what_is_done_waits_for_the_nearest_who_may_verify_it() {
    let world = World::new().await;
    let near = world.join("Mara Lindqvist", Role::Manager, world.online_store).await;
    let id = world.task("Rotate the key", "2026-12-18").await;
    let step = async |actor, step, words| {
        let revision = world.store.read(&world.manager).task(id).await.unwrap().row.revision;
        world.store.take_step(actor, id, revision, step, words).await.unwrap();
    };
    step(&world.assessor, TaskStep::Start, "").await;
    let proof = note("New key", "2026-11-20", "2027-02-18");
    world.store.attach_to_task(&world.assessor, id, &proof).await.unwrap();
    step(&world.assessor, TaskStep::Finish, "Made and put in place.").await;
    let done = (K::ToDecide, "“Rotate the key” is done, to be verified".to_owned());
    assert_eq!(world.told(&near).await, [done]);
    let done = (K::Watched, "“Rotate the key” is done, to be verified".to_owned());
    let evidence = (K::Watched, "“New key” was attached to “Rotate the key”".to_owned());
    let told = world.told(&world.manager).await;
    assert_eq!(told, [evidence, done], "their own manager is nearer; who made it watches");
    step(&near, TaskStep::SendBack, "Which key?").await;
    let back = (K::Returned, "“Rotate the key” was sent back".to_owned());
    assert_eq!(world.told(&world.assessor).await[1..], [back]);
    world.verified().await;
}

#[tokio::test]
async fn a_verdict_that_asks_something_tells_the_uploader_and_the_answer_whoever_asked() {
    let world = World::new().await;
    let assessment = world.draft(world.online_store).await;
    let item = world.attach(assessment, &note("Routes", "2026-11-20", "2027-02-18")).await;
    let (store, unit) = (&world.store, world.online_store);
    let judge = async |it: GivenVerdict| {
        store.give_verdict(&world.auditor, item, unit, KEYS, &it).await.unwrap();
    };
    judge(verdict(Verdict::Asked, "Which gateway?")).await;
    store.reply_to_question(&world.assessor, item, unit, KEYS, "Dublin.").await.unwrap();
    judge(verdict(Verdict::Rejected, "Not ours.")).await;
    judge(verdict(Verdict::Accepted, "")).await;
    let expected = [
        (K::Asked, "“Routes” was asked about".to_owned()),
        (K::Rejected, "“Routes” was rejected".to_owned()),
    ];
    assert_eq!(
        world.told(&world.assessor).await,
        expected,
        "of an acceptance nothing has to be done"
    );
    let answered = (K::ToDecide, "Your question about “Routes” was answered".to_owned());
    assert_eq!(world.told(&world.auditor).await, [answered]);
}

#[tokio::test]
async fn a_round_a_request_and_a_return_reach_those_who_answer() {
    let world = World::new().await;
    let round = world.round("Q4 2026", "2026-12-31").await;
    let opened =
        |unit: &str| (K::RoundOpened, format!("Q4 2026 of {unit} is open, due on 31 Dec 2026"));
    assert_eq!(world.told(&world.assessor).await, [opened("Online Store")]);
    assert_eq!(world.told(&world.outsider).await, [opened("Logistics")]);
    let want = wanted("The vault's export.", "2026-12-07", day("2026-11-24")).unwrap();
    world.store.request_evidence(&world.auditor, world.online_store, KEYS, &want).await.unwrap();
    let id = world.assessment_of(world.online_store, round).await;
    let answers: Vec<AnswerDraft> = (1..=10)
        .map(|no| AnswerDraft {
            question: QuestionNo(no),
            answer: Some(Answer::No),
            note: String::new(),
            seen: 0,
        })
        .collect();
    world.store.save_answers(&world.assessor, id, &answers).await.unwrap();
    world.store.submit(&world.assessor, id).await.unwrap();
    world.store.decide(&world.manager, id, Step::Return, "Look at 3 again.").await.unwrap();
    let told = world.told(&world.assessor).await;
    let asked =
        "Evidence is asked for, on question 9, up to 07 Dec 2026: The vault's export.".to_owned();
    assert_eq!(told[1], (K::Asked, asked));
    assert_eq!(told[2], (K::Returned, "Q4 2026 of Online Store was returned to you".to_owned()));
    assert_eq!(world.inbox(&world.assessor).await[0].words, "Look at 3 again.");
}

#[tokio::test]
async fn a_risk_is_told_to_who_decides_and_then_to_who_asked() {
    let world = World::new().await;
    let id = world.task("Rotate the key", "2026-12-18").await;
    let new = NewAcceptance { reason: "Until spring.".to_owned(), until: day("2026-12-24") };
    let asked = world.store.ask_to_accept(&world.assessor, id, &new).await.unwrap();
    let to_decide = "Priya Raman asks that the risk of “Rotate the key” be accepted".to_owned();
    assert_eq!(world.told(&world.manager).await, [(K::ToDecide, to_decide)]);
    let granted = AcceptanceDecision::Granted;
    world.store.decide_acceptance(&world.manager, asked, granted, "Yes.").await.unwrap();
    world.clock.set("2026-12-25T00:00:00Z");
    world.store.lapse_acceptances().await.unwrap();
    let told = world.told(&world.assessor).await;
    let accepted = "Ingrid Solheim accepted the risk of “Rotate the key”".to_owned();
    assert_eq!(told[1], (K::Watched, accepted));
    let over = "“Rotate the key” is open again: its risk is no longer accepted".to_owned();
    assert_eq!(told[2], (K::AcceptanceExpiring, over));
}

#[tokio::test]
async fn what_is_refused_tells_nobody() {
    let world = World::new().await;
    let id = world.task("Rotate the key", "2026-12-18").await;
    let before = world.inbox(&world.manager).await.len();
    let refused = world.store.take_step(&world.assessor, id, 1, TaskStep::Finish, "Done.").await;
    assert!(refused.is_err());
    assert_eq!(world.inbox(&world.manager).await.len(), before);
}

#[tokio::test]
async fn whoever_asked_is_told_how_it_ended_and_whoever_takes_over_what_is_theirs() {
    let world = World::new().await;
    let id = world.task("Rotate the key", "2026-12-18").await;
    let new = NewAcceptance { reason: "Until spring.".to_owned(), until: day("2026-12-24") };
    let asked = world.store.ask_to_accept(&world.assessor, id, &new).await.unwrap();
    world.store.withdraw_acceptance(&world.manager, asked, "No.").await.unwrap();
    let back = "The acceptance of the risk of “Rotate the key” was taken back".to_owned();
    assert_eq!(world.told(&world.assessor).await[1..], [(K::Watched, back)]);
    let jo = world.join("Jo Park", Role::Assessor, world.online_store).await;
    world.store.hand_over(&world.admin, world.assessor.person, jo.person).await.unwrap();
    let mine = (K::Assigned, "“Rotate the key” is your task".to_owned());
    assert!(world.told(&jo).await.contains(&mine), "the work of somebody who left");
}
