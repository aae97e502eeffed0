//! Requests for evidence: asking, answering, withdrawing, and who reads them.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod world;

use domain::evidence::request::{Answered, Wanted, answered, wanted};
use domain::evidence::{Checked, Kind, RequestState};
use domain::{Actor, AppError, EvidenceId, QuestionNo, RequestId, Role};
use store::{Content, NewAssessment, NewEvidence, Place, RequestFilter};
use world::{World, said_about, told};

const EXPOSURE: QuestionNo = QuestionNo(5);

fn export() -> Wanted {
    let today = "2026-11-23".parse().unwrap();
    wanted("The gateway's export of 16 November.", "2026-12-07", today).unwrap()
}

async fn ask(world: &World, actor: &Actor) -> RequestId {
    let unit = world.online_store;
    world.store.request_evidence(actor, unit, EXPOSURE, &export()).await.unwrap()
}

async fn attach(world: &World, question: QuestionNo) -> EvidenceId {
    let new = NewAssessment { unit: world.online_store, name: "Q4 2026".to_owned(), due_on: None };
    let assessment = world.store.open_assessment(&world.manager, &new).await.unwrap();
    let entry = Checked {
        kind: Kind::Note,
        title: "Routes".to_owned(),
        file_name: None,
        url: None,
        body: Some("GET /chat".to_owned()),
        collected_on: "2026-11-20".parse().unwrap(),
        valid_until: "2027-02-18".parse().unwrap(),
    };
    let new = NewEvidence { entry, content: Content::Text, supersedes: None };
    let place = Place { assessment, question };
    world.store.attach_evidence(&world.assessor, place, &new).await.unwrap()
}

fn words(text: &str) -> Answered {
    answered("", text).unwrap()
}

#[tokio::test]
async fn an_answer_closes_a_request_once() {
    let world = World::new().await;
    let id = ask(&world, &world.auditor).await;
    let item = attach(&world, EXPOSURE).await;
    let answer = Answered { evidence: Some(item), words: "All routes.".to_owned() };
    world.store.answer_request(&world.assessor, id, &answer).await.unwrap();
    let request = world.store.read(&world.auditor).request(id).await.unwrap();
    assert_eq!(request.state, RequestState::Answered);
    assert_eq!(request.evidence, Some((item, "Routes".to_owned())));
    assert_eq!(request.closed.unwrap().0, "Priya Raman");
    let again = world.store.answer_request(&world.assessor, id, &words("More.")).await;
    assert!(matches!(told(again), AppError::Conflict(_)));
    let late = world.store.withdraw_request(&world.auditor, id, "").await;
    assert!(matches!(told(late), AppError::Conflict(_)));
    world.verified().await;
}

#[tokio::test]
async fn an_item_of_another_question_answers_nothing() {
    let world = World::new().await;
    let id = ask(&world, &world.manager).await;
    let item = attach(&world, QuestionNo(9)).await;
    let answer = Answered { evidence: Some(item), words: String::new() };
    let refused = world.store.answer_request(&world.assessor, id, &answer).await;
    assert!(said_about("item", refused).contains("supports this question"));
}

#[tokio::test]
async fn whoever_asked_does_not_answer_and_alone_withdraws() {
    let world = World::new().await;
    let id = ask(&world, &world.manager).await;
    let own = world.store.answer_request(&world.manager, id, &words("Here.")).await;
    assert!(matches!(told(own), AppError::Refused(_)), "a manager may attach, and asked it");
    let other = world.store.withdraw_request(&world.auditor, id, "").await;
    assert!(matches!(told(other), AppError::Refused(_)));
    world.store.withdraw_request(&world.manager, id, "Found elsewhere.").await.unwrap();
    let request = world.store.read(&world.assessor).request(id).await.unwrap();
    assert_eq!(
        (request.state, request.words.as_str()),
        (RequestState::Withdrawn, "Found elsewhere.")
    );
}

#[tokio::test]
async fn only_auditors_and_managers_ask_and_only_where_they_are() {
    let world = World::new().await;
    let far = world.join("Jo Park", Role::Auditor, world.logistics).await;
    let unit = world.online_store;
    for (actor, is_known) in
        [(&world.assessor, true), (&world.viewer, true), (&world.admin, true), (&far, false)]
    {
        let refused = told(world.store.request_evidence(actor, unit, EXPOSURE, &export()).await);
        let fits = if is_known {
            matches!(refused, AppError::Refused(_))
        } else {
            refused == AppError::NotFound
        };
        assert!(fits, "{}: {refused:?}", actor.name);
    }
    let id = ask(&world, &world.auditor).await;
    for actor in [&far, &world.outsider, &world.viewer, &world.admin] {
        assert_eq!(
            told(world.store.read(actor).request(id).await),
            AppError::NotFound,
            "{}",
            actor.name
        );
        let list = world.store.read(actor).requests(RequestFilter::default()).await.unwrap();
        assert!(list.is_empty(), "{}", actor.name);
    }
}

#[tokio::test]
async fn open_requests_come_first_and_filters_leave_what_they_name() {
    let world = World::new().await;
    let first = ask(&world, &world.auditor).await;
    let second = ask(&world, &world.auditor).await;
    world.store.answer_request(&world.assessor, first, &words("There is none.")).await.unwrap();
    let read = world.store.read(&world.manager);
    let ids = async |filter| -> Vec<RequestId> {
        read.requests(filter).await.unwrap().into_iter().map(|it| it.id).collect()
    };
    let all = RequestFilter::default();
    assert_eq!(ids(all).await, [second, first]);
    assert_eq!(ids(RequestFilter { state: Some(RequestState::Open), ..all }).await, [second]);
    assert_eq!(ids(RequestFilter { state: Some(RequestState::Answered), ..all }).await, [first]);
    assert_eq!(ids(RequestFilter { unit: Some(world.logistics), ..all }).await, []);
    assert_eq!(ids(RequestFilter { question: Some(QuestionNo(9)), ..all }).await, []);
}

#[tokio::test]
async fn a_request_stays_as_it_was_asked() {
    use sqlx::Connection as _;
    let world = World::new().await;
    let id = ask(&world, &world.auditor).await;
    world.store.withdraw_request(&world.auditor, id, "").await.unwrap();
    let path = world.store.data().join("plumbline.db");
    let mut database =
        sqlx::SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
    for change in [
        "UPDATE evidence_requests SET wanted = 'less'",
        "UPDATE evidence_requests SET words = 'other'",
        "UPDATE evidence_requests SET closed = NULL, closed_at = NULL, closed_by = NULL",
        "DELETE FROM evidence_requests",
    ] {
        assert!(sqlx::query(change).execute(&mut database).await.is_err(), "{change}");
    }
}
