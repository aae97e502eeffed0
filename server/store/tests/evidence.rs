//! Evidence: attaching, replacing, withdrawing and judging it, and what that does to the days on
//! which a question is covered. Reading it: lists, one item, its bytes.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod world;

use chrono::Duration;
use domain::evidence::{
    Checked, EvidenceState, GivenVerdict, Kind, RejectReason, Verdict, coverage, given, state,
};
use domain::{
    Actor, Answer, AppError, AssessmentId, EvidenceId, QuestionNo, Role, Timestamp, UnitId,
};
use sqlx::{Connection as _, SqliteConnection};
use store::{
    AnswerDraft, Content, EvidenceFilter, Judging, Kept, NewAssessment, NewEvidence, Place, Seal,
};
use world::{World, said_about, told};

const EXPOSURE: QuestionNo = QuestionNo(5);
const KEYS: QuestionNo = QuestionNo(9);

/// The database itself, for what the public API has no words for.
async fn database(world: &World) -> SqliteConnection {
    let path = world.store.data().join("plumbline.db");
    SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap()
}

async fn draft(world: &World, unit: UnitId, name: &str) -> AssessmentId {
    let new = NewAssessment { unit, name: name.to_owned(), due_on: None };
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

async fn file(world: &World, title: &str, bytes: &[u8]) -> NewEvidence {
    let kept = kept(world, bytes).await;
    let new = note(title, "2027-02-18");
    let entry = Checked {
        kind: Kind::File,
        file_name: Some(format!("{title}.txt")),
        body: None,
        ..new.entry
    };
    NewEvidence {
        entry,
        content: Content::File { kept, media_type: "text/plain".to_owned() },
        ..new
    }
}

async fn kept(world: &World, bytes: &[u8]) -> Kept {
    let mut incoming = world.store.vault().receive(1 << 20).await.unwrap();
    incoming.write(bytes).await.unwrap();
    incoming.keep().await.unwrap()
}

fn at(assessment: AssessmentId, question: QuestionNo) -> Place {
    Place { assessment, question }
}

async fn attach(world: &World, place: Place, new: &NewEvidence) -> EvidenceId {
    world.store.attach_evidence(&world.assessor, place, new).await.unwrap()
}

fn accepted() -> GivenVerdict {
    given(Verdict::Accepted, None, "").unwrap()
}

fn rejected() -> GivenVerdict {
    given(Verdict::Rejected, Some(RejectReason::NotDated), "No date on it.").unwrap()
}

fn asked() -> GivenVerdict {
    given(Verdict::Asked, None, "Which gateway is this?").unwrap()
}

async fn judge(world: &World, id: EvidenceId, verdict: &GivenVerdict) {
    let unit = world.online_store;
    world.store.give_verdict(&world.auditor, id, unit, EXPOSURE, verdict).await.unwrap();
}

/// The days on which an item counts for Exposure of Online Store: from, and the first day without.
async fn days(world: &World, id: EvidenceId) -> Vec<(String, String)> {
    sqlx::query_as(
        "SELECT from_day, until_day FROM coverage
          WHERE unit_id = ? AND question = ? AND evidence_id = ? ORDER BY from_day",
    )
    .bind(world.online_store)
    .bind(EXPOSURE)
    .bind(id)
    .fetch_all(&mut database(world).await)
    .await
    .unwrap()
}

fn span(from: &str, until: &str) -> (String, String) {
    (from.to_owned(), until.to_owned())
}

async fn state_of(world: &World, id: EvidenceId) -> EvidenceState {
    world.store.read(&world.auditor).evidence_item(id).await.unwrap().places[0].state
}

#[tokio::test]
async fn a_verdict_moves_the_days_on_which_an_item_counts() {
    let world = World::new().await;
    let assessment = draft(&world, world.online_store, "Q4 2026").await;
    let id = attach(&world, at(assessment, EXPOSURE), &note("Routes", "2027-02-18")).await;
    assert_eq!(state_of(&world, id).await, EvidenceState::Pending);
    assert!(days(&world, id).await.is_empty());

    judge(&world, id, &accepted()).await;
    assert_eq!(state_of(&world, id).await, EvidenceState::Accepted);
    assert_eq!(days(&world, id).await, [span("2026-11-23", "2027-02-19")]);

    world.clock.advance(Duration::days(3));
    judge(&world, id, &rejected()).await;
    assert_eq!(state_of(&world, id).await, EvidenceState::Rejected);
    assert_eq!(days(&world, id).await, [span("2026-11-23", "2026-11-26")]);

    world.clock.advance(Duration::days(4));
    judge(&world, id, &asked()).await;
    assert_eq!(state_of(&world, id).await, EvidenceState::Asked);
    judge(&world, id, &accepted()).await;
    let both = [span("2026-11-23", "2026-11-26"), span("2026-11-30", "2027-02-19")];
    assert_eq!(days(&world, id).await, both);

    world.clock.set("2027-02-18T23:59:59Z");
    assert_eq!(state_of(&world, id).await, EvidenceState::Accepted);
    world.clock.set("2027-02-19T00:00:00Z");
    assert_eq!(state_of(&world, id).await, EvidenceState::Expired);

    let item = world.store.read(&world.auditor).evidence_item(id).await.unwrap();
    let said: Vec<(Verdict, &str)> =
        item.places[0].verdicts.iter().map(|it| (it.verdict, it.reason.as_str())).collect();
    assert_eq!(
        said,
        [
            (Verdict::Accepted, ""),
            (Verdict::Asked, "Which gateway is this?"),
            (Verdict::Rejected, "Not dated: No date on it."),
            (Verdict::Accepted, ""),
        ]
    );
    world.verified().await;
}

#[tokio::test]
async fn withdrawing_ends_the_days_and_can_be_done_once_with_a_reason() {
    let world = World::new().await;
    let assessment = draft(&world, world.online_store, "Q4 2026").await;
    let id = attach(&world, at(assessment, EXPOSURE), &note("Routes", "2027-02-18")).await;
    judge(&world, id, &accepted()).await;
    world.clock.advance(Duration::days(2));
    let withdraw = |actor: &Actor, reason: &'static str| {
        let (store, actor) = (world.store.clone(), actor.clone());
        async move { store.withdraw_evidence(&actor, id, reason).await }
    };
    said_about("reason", withdraw(&world.assessor, "  ").await);
    assert!(matches!(told(withdraw(&world.auditor, "Old").await), AppError::Refused(_)));
    assert_eq!(told(withdraw(&world.outsider, "Old").await), AppError::NotFound);
    withdraw(&world.assessor, "The wrong gateway.").await.unwrap();
    assert_eq!(days(&world, id).await, [span("2026-11-23", "2026-11-25")]);
    assert!(matches!(told(withdraw(&world.assessor, "Again").await), AppError::Conflict(_)));

    let item = world.store.read(&world.assessor).evidence_item(id).await.unwrap();
    let withdrawn = item.withdrawn.unwrap();
    assert_eq!(withdrawn.reason, "The wrong gateway.");
    assert_eq!(
        (withdrawn.by_name.as_str(), item.item.state),
        ("Priya Raman", EvidenceState::Withdrawn)
    );
    let late = world
        .store
        .give_verdict(&world.auditor, id, world.online_store, EXPOSURE, &accepted())
        .await;
    assert!(matches!(told(late), AppError::Conflict(_)));
    world.verified().await;
}

#[tokio::test]
async fn a_new_revision_takes_over_every_place_and_waits_for_its_own_verdict() {
    let world = World::new().await;
    let assessment = draft(&world, world.online_store, "Q4 2026").await;
    let elsewhere = draft(&world, world.customer_care, "Q4 2026").await;
    let old =
        attach(&world, at(assessment, EXPOSURE), &note("Routes, October", "2027-02-18")).await;
    judge(&world, old, &accepted()).await;
    world.store.attach_existing(&world.manager, at(elsewhere, KEYS), old).await.unwrap();
    world.clock.advance(Duration::days(1));

    let revised = NewEvidence { supersedes: Some(old), ..note("Routes, November", "2027-02-20") };
    let other = world.join("Ivy Chen", Role::Assessor, world.customer_care).await;
    // She may use the item, as it stands in her unit too, but it is Online Store's to replace.
    let foreign = world.store.attach_evidence(&other, at(elsewhere, KEYS), &revised).await;
    assert_eq!(told(foreign), AppError::NotFound);
    let wrong_place =
        world.store.attach_evidence(&world.assessor, at(assessment, KEYS), &revised).await;
    assert_eq!(told(wrong_place), AppError::NotFound);

    let new = attach(&world, at(assessment, EXPOSURE), &revised).await;
    assert_eq!(days(&world, old).await, [span("2026-11-23", "2026-11-24")]);
    assert_eq!(
        (state_of(&world, old).await, state_of(&world, new).await),
        (EvidenceState::Superseded, EvidenceState::Pending)
    );
    let item = world.store.read(&world.manager).evidence_item(new).await.unwrap();
    let places: Vec<_> = item.places.iter().map(|place| (place.unit, place.question)).collect();
    assert_eq!(places, [(world.customer_care, KEYS), (world.online_store, EXPOSURE)]);
    assert_eq!((item.unit, item.supersedes), (world.online_store, Some(old)));
    let history = world.store.read(&world.manager).history_of("evidence", old.0, 10).await.unwrap();
    assert_eq!(history[0].action, "evidence.superseded");

    let twice =
        world.store.attach_evidence(&world.assessor, at(assessment, EXPOSURE), &revised).await;
    assert!(matches!(told(twice), AppError::Conflict(_)));
    world.verified().await;
}

async fn answer(world: &World, actor: &Actor, assessment: AssessmentId) {
    let yes =
        AnswerDraft { question: EXPOSURE, answer: Some(Answer::Yes), note: String::new(), seen: 0 };
    world.store.save_answers(actor, assessment, &[yes]).await.unwrap();
}

#[tokio::test]
async fn nobody_judges_what_they_uploaded_or_answered() {
    let world = World::new().await;
    let assessment = draft(&world, world.online_store, "Q4 2026").await;
    let both = world.join("Ivy Chen", Role::Assessor, world.online_store).await;
    let grant =
        world.store.grant_role(&world.admin, both.person, Role::Auditor, Some(world.root)).await;
    grant.unwrap();
    let both = world.again(both.person).await;
    let judging = async |actor: &Actor, id: EvidenceId| {
        let read = world.store.read(actor);
        let item = read.evidence_item(id).await.unwrap();
        read.judging(&item, &item.places[0]).await.unwrap()
    };
    let judge = async |actor: &Actor, id: EvidenceId| {
        told(world.store.give_verdict(actor, id, world.online_store, EXPOSURE, &accepted()).await)
    };

    let place = at(assessment, EXPOSURE);
    let own = world.store.attach_evidence(&both, place, &note("Own", "2027-02-18")).await.unwrap();
    let AppError::Refused(why) = judge(&both, own).await else { panic!() };
    assert_eq!(judging(&both, own).await, Judging::Refused(why.clone()));
    assert!(why.contains("You uploaded this evidence"), "{why}");

    let theirs = attach(&world, place, &note("Theirs", "2027-02-18")).await;
    assert_eq!(judging(&both, theirs).await, Judging::Open);
    answer(&world, &both, assessment).await;
    let AppError::Refused(why) = judge(&both, theirs).await else { panic!() };
    assert_eq!(judging(&both, theirs).await, Judging::Refused(why.clone()));
    assert!(why.contains("You have answered this question"), "{why}");

    assert_eq!(judging(&world.auditor, theirs).await, Judging::Open);
    for (actor, seen) in [(&world.assessor, true), (&world.manager, true), (&world.outsider, false)]
    {
        let told = judge(actor, theirs).await;
        assert_eq!(matches!(told, AppError::Refused(_)), seen, "{told:?}");
        assert_eq!(told == AppError::NotFound, !seen, "{told:?}");
    }
    assert_eq!(judging(&world.manager, theirs).await, Judging::NotTheirs);
    assert!(days(&world, own).await.is_empty() && days(&world, theirs).await.is_empty());
}

#[tokio::test]
async fn an_item_is_judged_for_each_place_by_itself() {
    let world = World::new().await;
    let assessment = draft(&world, world.online_store, "Q4 2026").await;
    let id = attach(&world, at(assessment, EXPOSURE), &note("Routes", "2027-02-18")).await;
    world.store.attach_existing(&world.assessor, at(assessment, KEYS), id).await.unwrap();
    judge(&world, id, &accepted()).await;
    let item = world.store.read(&world.auditor).evidence_item(id).await.unwrap();
    let states: Vec<_> = item.places.iter().map(|place| (place.question, place.state)).collect();
    assert_eq!(states, [(EXPOSURE, EvidenceState::Accepted), (KEYS, EvidenceState::Pending)]);
    for (unit, question) in [(world.logistics, EXPOSURE), (world.online_store, QuestionNo(1))] {
        let given = world.store.give_verdict(&world.auditor, id, unit, question, &accepted()).await;
        assert_eq!(told(given), AppError::NotFound);
    }
}

#[tokio::test]
async fn foreign_and_unknown_items_look_alike() {
    let world = World::new().await;
    let assessment = draft(&world, world.online_store, "Q4 2026").await;
    let new = file(&world, "routes", b"GET /chat").await;
    let id = attach(&world, at(assessment, EXPOSURE), &new).await;
    let unknown = EvidenceId(id.0 + 1000);
    // The viewer sees the unit, but evidence is not theirs to open; nor is it the administrator's.
    for actor in [&world.outsider, &world.viewer, &world.admin] {
        for id in [id, unknown] {
            let read = world.store.read(actor);
            assert_eq!(told(read.evidence_item(id).await), AppError::NotFound);
            assert_eq!(told(world.store.open_evidence(actor, id, None).await), AppError::NotFound);
            let all = EvidenceFilter { limit: 10, ..EvidenceFilter::default() };
            assert_eq!(read.evidence(all).await.unwrap(), (Vec::new(), 0));
            assert_eq!(told(read.linked_evidence(world.online_store).await), AppError::NotFound);
        }
    }
    assert_eq!(
        told(world.store.open_evidence(&world.auditor, unknown, None).await),
        AppError::NotFound
    );
    let elsewhere = at(draft(&world, world.logistics, "Q4 2026").await, EXPOSURE);
    for id in [id, unknown] {
        let linked = world.store.attach_existing(&world.outsider, elsewhere, id).await;
        assert_eq!(told(linked), AppError::NotFound);
    }
}

#[tokio::test]
async fn attaching_an_item_elsewhere_needs_rights_on_both_sides() {
    let world = World::new().await;
    let here = at(draft(&world, world.online_store, "Q4 2026").await, EXPOSURE);
    let there = at(draft(&world, world.customer_care, "Q4 2026").await, EXPOSURE);
    let id = attach(&world, here, &note("Routes", "2027-02-18")).await;
    let link = async |actor: &Actor, place| world.store.attach_existing(actor, place, id).await;
    // Online Store's assessor may not write to Customer Care, which she doesn't know.
    assert_eq!(told(link(&world.assessor, there).await), AppError::NotFound);
    assert!(matches!(told(link(&world.auditor, there).await), AppError::Refused(_)));
    let theirs = world.join("Ivy Chen", Role::Assessor, world.customer_care).await;
    assert_eq!(told(link(&theirs, there).await), AppError::NotFound);
    link(&world.manager, there).await.unwrap();
    // Once it stands in her unit, she may use it for another question of it, but not attach it twice.
    let entries = world.verified().await;
    link(&world.manager, there).await.unwrap();
    assert_eq!(world.verified().await, entries);
    link(&theirs, at(there.assessment, KEYS)).await.unwrap();

    world.store.withdraw_evidence(&world.assessor, id, "Old.").await.unwrap();
    let gone = link(&theirs, at(there.assessment, QuestionNo(2))).await;
    assert!(matches!(told(gone), AppError::Conflict(_)));
}

#[tokio::test]
async fn evidence_is_attached_to_drafts_and_to_questions_that_there_are() {
    let world = World::new().await;
    let assessment = draft(&world, world.online_store, "Q4 2026").await;
    let attach = async |actor: &Actor, place: Place| {
        told(world.store.attach_evidence(actor, place, &note("Routes", "2027-02-18")).await)
    };
    assert_eq!(attach(&world.assessor, at(assessment, QuestionNo(11))).await, AppError::NotFound);
    assert_eq!(attach(&world.assessor, at(assessment, QuestionNo(0))).await, AppError::NotFound);
    let unknown = AssessmentId(assessment.0 + 1000);
    assert_eq!(attach(&world.assessor, at(unknown, EXPOSURE)).await, AppError::NotFound);
    assert_eq!(attach(&world.outsider, at(assessment, EXPOSURE)).await, AppError::NotFound);
    for actor in [&world.viewer, &world.auditor, &world.admin] {
        assert!(matches!(attach(actor, at(assessment, EXPOSURE)).await, AppError::Refused(_)));
    }
    let all: Vec<AnswerDraft> = (1..=10)
        .map(|no| AnswerDraft {
            question: QuestionNo(no),
            answer: Some(Answer::No),
            note: String::new(),
            seen: 0,
        })
        .collect();
    world.store.save_answers(&world.assessor, assessment, &all).await.unwrap();
    world.store.submit(&world.assessor, assessment).await.unwrap();
    let late = attach(&world.assessor, at(assessment, EXPOSURE)).await;
    assert!(matches!(late, AppError::Conflict(_)));
}

#[tokio::test]
async fn content_never_changes_and_verdicts_are_only_added() {
    let world = World::new().await;
    let assessment = draft(&world, world.online_store, "Q4 2026").await;
    let id = attach(&world, at(assessment, EXPOSURE), &note("Routes", "2027-02-18")).await;
    judge(&world, id, &accepted()).await;
    let mut database = database(&world).await;
    for sql in [
        "UPDATE evidence SET title = 'Other'",
        "UPDATE evidence SET body = 'Other'",
        "UPDATE evidence SET valid_until = '2030-01-01'",
        "UPDATE evidence SET sha256 = 'ff'",
        "DELETE FROM evidence",
        "UPDATE verdicts SET verdict = 'rejected'",
        "DELETE FROM verdicts",
    ] {
        let refused = sqlx::query(sql).execute(&mut database).await.unwrap_err();
        let said = refused.to_string();
        assert!(said.contains("never") || said.contains("only ever"), "{sql}: {said}");
    }
}

#[tokio::test]
async fn opening_an_item_is_an_entry_of_the_log() {
    let world = World::new().await;
    let assessment = draft(&world, world.online_store, "Q4 2026").await;
    let new = file(&world, "routes", b"GET /chat").await;
    let id = attach(&world, at(assessment, EXPOSURE), &new).await;
    let text = attach(&world, at(assessment, EXPOSURE), &note("Note", "2027-02-18")).await;
    let entries = world.verified().await;
    let (item, seal) = world.store.open_evidence(&world.auditor, id, None).await.unwrap();
    assert_eq!(seal, Seal::Whole);
    assert_eq!(item.file_name.as_deref(), Some("routes.txt"));
    assert_eq!(world.verified().await, entries + 1);
    let history = world.store.read(&world.auditor).history_of("evidence", id.0, 10).await.unwrap();
    let done: Vec<_> =
        history.iter().map(|entry| (entry.action.as_str(), entry.actor_name.as_str())).collect();
    assert_eq!(done, [("evidence.opened", "Dele Adeyemi"), ("evidence.attached", "Priya Raman")]);
    world.store.open_evidence(&world.auditor, text, None).await.unwrap();
    assert_eq!(world.verified().await, entries + 2);
}

#[tokio::test]
async fn a_file_that_nothing_names_can_be_let_go_and_no_other() {
    let world = World::new().await;
    let assessment = draft(&world, world.online_store, "Q4 2026").await;
    let new = file(&world, "routes", b"GET /chat").await;
    let Content::File { kept: first, .. } = new.content.clone() else { panic!() };
    let unwanted = kept(&world, b"something else").await;
    world.store.discard_file(&unwanted).await.unwrap();
    world.store.discard_file(&unwanted).await.unwrap();
    assert!(world.store.vault().read(&unwanted.sha256).await.is_err());
    // The same bytes were let go between their arrival and their row: nothing is attached to nothing.
    world.store.discard_file(&first).await.unwrap();
    let gone = world.store.attach_evidence(&world.assessor, at(assessment, EXPOSURE), &new).await;
    assert!(matches!(told(gone), AppError::Conflict(_)));

    let again = kept(&world, b"GET /chat").await;
    attach(&world, at(assessment, EXPOSURE), &new).await;
    world.store.discard_file(&again).await.unwrap();
    assert!(world.store.vault().read(&again.sha256).await.is_ok());
    let report = world.store.verify().await.unwrap();
    assert_eq!((report.files, report.unreferenced.len(), report.findings.len()), (1, 0, 0));
}

/// Every combination of what decides a state: the list's filter must agree with the rule.
#[tokio::test]
async fn the_filter_by_state_says_what_the_rule_says() {
    let world = World::new().await;
    let assessment = draft(&world, world.online_store, "Q4 2026").await;
    let place = at(assessment, EXPOSURE);
    let verdicts = [None, Some(accepted()), Some(rejected()), Some(asked())];
    for verdict in &verdicts {
        for valid_until in ["2026-11-22", "2026-11-23", "2027-02-18"] {
            for end in ["", "withdrawn", "superseded", "both"] {
                let title = format!("{verdict:?} {valid_until} {end}");
                let title = title.replace(['{', '}', '"'], "");
                let id = attach(&world, place, &note(&title, valid_until)).await;
                if let Some(verdict) = verdict {
                    judge(&world, id, &rejected()).await;
                    judge(&world, id, verdict).await;
                }
                if end == "superseded" || end == "both" {
                    let newer = NewEvidence { supersedes: Some(id), ..note("Newer", valid_until) };
                    attach(&world, place, &newer).await;
                }
                if end == "withdrawn" || end == "both" {
                    world.store.withdraw_evidence(&world.assessor, id, "Old.").await.unwrap();
                }
            }
        }
    }
    let read = world.store.read(&world.auditor);
    let all = EvidenceFilter { limit: 1000, ..EvidenceFilter::default() };
    let (rows, total) = read.evidence(all).await.unwrap();
    assert_eq!((rows.len(), total), (72, 72));
    for state in EvidenceState::ALL {
        let expected: Vec<_> =
            rows.iter().filter(|row| row.item.state == *state).cloned().collect();
        let filter = EvidenceFilter { state: Some(*state), ..all };
        let (found, count) = read.evidence(filter).await.unwrap();
        assert_eq!((found.len(), &found), (count as usize, &expected), "{state}");
        assert!(!expected.is_empty(), "{state}");
    }
    // And the days on which an item counts today are those in which it stands as accepted.
    for row in rows {
        let counts = days(&world, row.item.id)
            .await
            .iter()
            .any(|(from, until)| from.as_str() <= "2026-11-23" && "2026-11-23" < until.as_str());
        assert_eq!(counts, row.item.state == EvidenceState::Accepted, "{}", row.item.title);
    }
}

#[tokio::test]
async fn a_list_is_scoped_filtered_and_cut_into_pages() {
    let world = World::new().await;
    let online = draft(&world, world.online_store, "Q4 2026").await;
    let logistics = draft(&world, world.logistics, "Q4 2026").await;
    for n in 1..=5 {
        let question = QuestionNo(if n % 2 == 0 { 9 } else { 5 });
        attach(&world, at(online, question), &note(&format!("Online {n}"), "2027-02-18")).await;
    }
    let theirs = note("Logistics", "2027-02-18");
    world.store.attach_evidence(&world.outsider, at(logistics, EXPOSURE), &theirs).await.unwrap();
    let list = async |actor: &Actor, filter: EvidenceFilter| {
        let (rows, total) = world.store.read(actor).evidence(filter).await.unwrap();
        (rows.into_iter().map(|row| row.item.title).collect::<Vec<_>>(), total)
    };
    let all = EvidenceFilter { limit: 2, ..EvidenceFilter::default() };
    assert_eq!(
        list(&world.auditor, all).await,
        (vec!["Logistics".to_owned(), "Online 5".to_owned()], 6)
    );
    let third = EvidenceFilter { offset: 4, ..all };
    assert_eq!(list(&world.auditor, third).await.0, ["Online 2", "Online 1"]);
    assert_eq!(
        list(&world.assessor, all).await,
        (vec!["Online 5".to_owned(), "Online 4".to_owned()], 5)
    );
    let below = EvidenceFilter { unit: Some(world.commerce), question: Some(KEYS), ..all };
    assert_eq!(
        list(&world.auditor, below).await,
        (vec!["Online 4".to_owned(), "Online 2".to_owned()], 2)
    );
    let foreign = EvidenceFilter { unit: Some(world.logistics), ..all };
    assert_eq!(list(&world.assessor, foreign).await, (Vec::new(), 0));
    let (rows, _) = world.store.read(&world.outsider).evidence(all).await.unwrap();
    assert_eq!((rows[0].unit, rows[0].unit_name.as_str()), (world.logistics, "Logistics"));
}

#[tokio::test]
async fn what_expires_soon_is_listed_by_its_last_day() {
    let world = World::new().await;
    let online = draft(&world, world.online_store, "Q4 2026").await;
    for (title, until) in [
        ("later", "2026-12-20"),
        ("today", "2026-11-23"),
        ("soon", "2026-11-30"),
        ("withdrawn", "2026-11-25"),
        ("replaced", "2026-11-26"),
    ] {
        let id = attach(&world, at(online, EXPOSURE), &note(title, until)).await;
        match title {
            "withdrawn" => {
                world.store.withdraw_evidence(&world.assessor, id, "Old.").await.unwrap();
            }
            "replaced" => {
                let newer = NewEvidence { supersedes: Some(id), ..note("newer", "2027-06-01") };
                attach(&world, at(online, EXPOSURE), &newer).await;
            }
            _ => {}
        }
    }
    let read = world.store.read(&world.auditor);
    let titles = async |days| {
        let filter =
            EvidenceFilter { limit: 10, expires_days: Some(days), ..EvidenceFilter::default() };
        let (rows, total) = read.evidence(filter).await.unwrap();
        assert_eq!(rows.len(), total as usize);
        rows.into_iter().map(|row| row.item.title).collect::<Vec<_>>()
    };
    assert_eq!(titles(30).await, ["today", "soon", "later"]);
    assert_eq!(titles(7).await, ["today", "soon"]);
    assert_eq!(titles(6).await, ["today"]);
}

#[tokio::test]
async fn a_page_is_found_by_indexes_without_sorting_everything() {
    let world = World::new().await;
    let read = world.store.read(&world.auditor);
    let all = EvidenceFilter { limit: 25, ..EvidenceFilter::default() };
    for filter in [
        all,
        EvidenceFilter { state: Some(EvidenceState::Pending), ..all },
        EvidenceFilter { unit: Some(world.online_store), question: Some(KEYS), ..all },
    ] {
        let plan = read.evidence_plan(filter).await.unwrap();
        let text = plan.join("\n");
        // Read backwards by its key, the table is in the list's order already.
        let scans = plan.iter().filter(|step| step.starts_with("SCAN") && *step != "SCAN e");
        let scans: Vec<_> = scans.filter(|step| !step.starts_with("SCAN page")).collect();
        assert!(scans.is_empty(), "{text}");
        assert_eq!(plan.iter().any(|step| step == "SCAN e"), filter.unit.is_none(), "{text}");
        let lookup = "SEARCH l USING COVERING INDEX evidence_links_by_evidence (evidence_id=?)";
        assert_eq!(plan.iter().any(|step| step == lookup), filter.unit.is_none(), "{text}");
    }
}

#[tokio::test]
async fn the_rule_for_a_day_and_the_rule_for_a_stretch_of_days_agree() {
    let world = World::new().await;
    let assessment = draft(&world, world.online_store, "Q4 2026").await;
    let id = attach(&world, at(assessment, EXPOSURE), &note("Routes", "2026-12-10")).await;
    let mut given = Vec::new();
    for (moment, verdict) in [
        ("2026-11-24T08:00:00Z", accepted()),
        ("2026-11-27T08:00:00Z", asked()),
        ("2026-11-27T09:00:00Z", accepted()),
        ("2026-12-01T08:00:00Z", rejected()),
        ("2026-12-05T08:00:00Z", accepted()),
    ] {
        world.clock.set(moment);
        judge(&world, id, &verdict).await;
        given.push((verdict.verdict, moment.parse::<Timestamp>().unwrap()));
    }
    let stored = days(&world, id).await;
    let mut day: domain::Day = "2026-11-22".parse().unwrap();
    let end: domain::Day = "2026-12-15".parse().unwrap();
    while day <= end {
        // How it stood when the day was over.
        let verdict =
            given.iter().rev().find(|(_, at)| at.day() <= day).map(|(verdict, _)| *verdict);
        let facts = domain::evidence::Facts {
            verdict,
            valid_until: "2026-12-10".parse().unwrap(),
            withdrawn: false,
            superseded: false,
        };
        let text = day.to_string();
        let counts = stored.iter().any(|(from, until)| *from <= text && text < *until);
        assert_eq!(counts, state(&facts, day) == EvidenceState::Accepted, "{text}: {stored:?}");
        day = day.succ_opt().unwrap();
    }
    let history = domain::evidence::History {
        verdicts: given.iter().map(|(verdict, at)| (*verdict, at.day())).collect(),
        valid_until: "2026-12-10".parse().unwrap(),
        withdrawn: None,
        superseded: None,
    };
    assert_eq!(coverage(&history).len(), stored.len());
}
