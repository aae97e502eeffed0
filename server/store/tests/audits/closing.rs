//! Closing an audit, and what ends with it.

use domain::audits::{Opinion, Remaining};
use domain::evidence::Verdict;
use domain::evidence::request::answered;
use domain::{Action, AppError, Role};
use sqlx::Connection as _;

use crate::samples::{Audited, KEYS, of};
use crate::world::told;

impl Audited {
    async fn close_is_refused(&self) -> String {
        let refused = told(self.world.store.close_audit(&self.world.auditor, self.audit).await);
        let AppError::Conflict(why) = refused else { panic!("{refused:?}") };
        why
    }

    async fn remaining(&self) -> Remaining {
        self.world.store.read(&self.world.auditor).audit_remaining(self.audit).await.unwrap()
    }
}

#[tokio::test]
async fn an_audit_is_closed_once_it_is_concluded_as_a_whole() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let unit = Some(world.online_store);
    audited.conclude(&audited.second, unit, Opinion::Unqualified).await.unwrap();
    assert_eq!(audited.close_is_refused().await, "Give a conclusion of the whole audit.");
    audited.close().await;
    let audit = world.store.read(&world.manager).audit(audited.audit).await.unwrap();
    assert_eq!(audit.closed, Some(("Dele Adeyemi".to_owned(), world.store.now())));
    assert!(!world.store.read(&world.auditor).works_on_audit(audited.audit).await.unwrap());
    world.verified().await;
}

#[tokio::test]
async fn its_open_requests_and_questions_are_waited_for() {
    let audited = Audited::new().await;
    let world = &audited.world;
    audited.conclude(&audited.second, None, Opinion::Unqualified).await.unwrap();
    let request = audited.ask(&audited.second, world.online_store).await.unwrap();
    audited.judge(&audited.second, Verdict::Asked).await.unwrap();
    let left = Remaining { concluded: true, open_requests: 1, open_questions: 1 };
    assert_eq!(audited.remaining().await, left);
    assert!(audited.close_is_refused().await.contains("1 request waits"));
    let answer = answered("", "There is none.").unwrap();
    world.store.answer_request(&world.assessor, request, &answer).await.unwrap();
    assert!(audited.close_is_refused().await.contains("1 question"));
    audited.judge(&audited.second, Verdict::Accepted).await.unwrap();
    world.store.close_audit(&world.auditor, audited.audit).await.unwrap();
}

#[tokio::test]
async fn a_question_that_was_answered_waits_for_a_verdict() {
    let audited = Audited::new().await;
    let world = &audited.world;
    audited.judge(&audited.second, Verdict::Asked).await.unwrap();
    let unit = world.online_store;
    let reply = world.store.reply_to_question(&world.assessor, audited.item, unit, KEYS, "Yes.");
    reply.await.unwrap();
    assert_eq!(audited.remaining().await.open_questions, 1);
    audited.judge(&audited.second, Verdict::Rejected).await.unwrap();
    assert_eq!(audited.remaining().await.open_questions, 0);
}

#[tokio::test]
async fn what_waits_elsewhere_holds_up_nothing() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let mut other = of(&[world.commerce], &[audited.round]);
    other.name = "Another".to_owned();
    other.auditors.insert(audited.second.person);
    let other = world.store.open_audit(&world.auditor, &other).await.unwrap();
    let asked = audited.judge_for(&audited.second, Some(other), audited.item, Verdict::Asked).await;
    asked.unwrap();
    audited.close().await;
}

#[tokio::test]
async fn accounts_from_outside_end_with_their_audit() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let outsider = audited.outsider().await;
    audited.close().await;
    assert_eq!(world.store.actor(outsider.person).await.unwrap(), None);
    let sign_in = world.store.sign_in(&outsider.email).await.unwrap().unwrap();
    assert!(sign_in.deactivated, "they can't come in");
    let late = audited.judge_for(&outsider, None, audited.item, Verdict::Rejected).await;
    assert_eq!(late, Err(AppError::Unauthenticated));
}

#[tokio::test]
async fn an_account_from_outside_ends_with_its_last_day_and_serves_a_later_audit_anew() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let outsider = audited.outsider().await;
    let grant =
        world.store.grant_role(&world.admin, outsider.person, Role::Auditor, Some(world.logistics));
    assert!(grant.await.is_err(), "they see what their audit is of");
    world.clock.set("2026-12-31T23:59:59Z");
    assert!(world.store.actor(outsider.person).await.unwrap().is_some());
    world.clock.set("2027-01-01T00:00:00Z");
    assert_eq!(world.store.actor(outsider.person).await.unwrap(), None);
    let mut other = of(&[world.logistics], &[]);
    other.name = "Another".to_owned();
    let other = world.store.open_audit(&world.auditor, &other).await.unwrap();
    let new = store::NewOutsider {
        name: outsider.name.clone(),
        email: outsider.email.clone(),
        until: "2027-02-01".parse().unwrap(),
    };
    let link = world.store.invite_from_outside(&world.admin, other, &new).await.unwrap();
    assert_eq!(link.person, outsider.person);
    let again = world.again(outsider.person).await;
    assert_eq!(again.only_in, Some(other));
    assert!(again.allows_on(Action::GiveVerdict, &[world.logistics]));
    assert!(!again.allows_on(Action::Read, &[world.commerce]), "nothing of the first is left");
    let busy = told(world.store.invite_from_outside(&world.admin, audited.audit, &new).await);
    assert!(matches!(busy, AppError::Invalid(_)), "{busy:?}");
    let day = "2027-01-02".parse().unwrap();
    let limit = |audit| world.store.limit_outsider(&world.admin, audit, outsider.person, day);
    assert_eq!(told(limit(audited.audit).await), AppError::NotFound);
    limit(other).await.unwrap();
    world.clock.set("2027-01-03T00:00:00Z");
    assert_eq!(world.store.actor(outsider.person).await.unwrap(), None);
    world.verified().await;
}

#[tokio::test]
async fn only_administrators_let_somebody_in_and_never_into_a_closed_audit() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let new = |email: &str| store::NewOutsider {
        name: "Mina Roth".to_owned(),
        email: email.to_owned(),
        until: "2026-12-31".parse().unwrap(),
    };
    let fresh = new("mina.roth@pruefer.example");
    for actor in [&world.auditor, &world.manager, &world.assessor] {
        let refused = told(world.store.invite_from_outside(actor, audited.audit, &fresh).await);
        assert_eq!(refused, AppError::NotFound, "{}", actor.name);
    }
    let own = new("priya.raman@aldermoor.example");
    let taken = told(world.store.invite_from_outside(&world.admin, audited.audit, &own).await);
    let AppError::Invalid(invalid) = taken else { panic!("{taken:?}") };
    assert!(invalid.about("email").is_some());
    audited.close().await;
    let late = told(world.store.invite_from_outside(&world.admin, audited.audit, &fresh).await);
    assert!(matches!(late, AppError::Conflict(_)), "{late:?}");
}

#[tokio::test]
async fn the_database_itself_keeps_what_an_audit_said() {
    let audited = Audited::new().await;
    audited.outsider().await;
    audited.raise(&audited.second, audited.world.online_store).await.unwrap();
    audited.ask(&audited.second, audited.world.online_store).await.unwrap();
    audited.conclude(&audited.second, None, Opinion::Unqualified).await.unwrap();
    let path = audited.world.store.data().join("plumbline.db");
    let mut database =
        sqlx::SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
    for change in [
        "DELETE FROM audits",
        "UPDATE audit_findings SET title = 'milder'",
        "DELETE FROM audit_findings",
        "UPDATE audit_conclusions SET opinion = 'adverse'",
        "DELETE FROM audit_conclusions",
        "UPDATE evidence_requests SET audit_id = NULL",
        "DELETE FROM external_accounts",
    ] {
        assert!(sqlx::query(change).execute(&mut database).await.is_err(), "{change}");
    }
}
