//! Verdicts and requests as parts of an audit.

use domain::evidence::Verdict;
use domain::evidence::request::answered;
use domain::{AppError, AuditId, Role};
use store::RequestFilter;

use crate::samples::{Audited, attach, of};

#[tokio::test]
async fn a_verdict_of_its_auditor_is_collected_by_the_audit() {
    let audited = Audited::new().await;
    let (store, leader) = (&audited.world.store, &audited.world.auditor);
    audited.judge_for(leader, None, audited.item, Verdict::Rejected).await.unwrap();
    let read = store.read(leader);
    assert_eq!(read.audit_verdicts(audited.audit).await.unwrap(), [], "it was not for the audit");
    audited.judge(&audited.second, Verdict::Asked).await.unwrap();
    audited.judge(&audited.second, Verdict::Accepted).await.unwrap();
    let given = read.audit_verdicts(audited.audit).await.unwrap();
    let told: Vec<_> = given.iter().map(|it| (it.title.as_str(), it.verdict)).collect();
    assert_eq!(told, [("Key rotation", Verdict::Accepted), ("Key rotation", Verdict::Asked)]);
    let figures = read.audit_figures(audited.audit).await.unwrap();
    assert_eq!((figures.assessments, figures.places, figures.judged), (3, 1, 1));
    assert_eq!((figures.accepted, figures.rejected, figures.asked), (1, 0, 0));
    audited.world.verified().await;
}

#[tokio::test]
async fn whoever_is_not_its_auditor_gives_no_verdict_and_asks_nothing_for_it() {
    let audited = Audited::new().await;
    let bystander = &audited.bystander;
    let verdict = audited.judge(bystander, Verdict::Rejected).await;
    assert!(matches!(verdict, Err(AppError::Refused(_))), "{verdict:?}");
    let asked = audited.ask(bystander, audited.world.online_store).await;
    assert!(matches!(asked, Err(AppError::Refused(_))), "{asked:?}");
    let manager = audited.ask(&audited.world.manager, audited.world.online_store).await;
    assert!(matches!(manager, Err(AppError::Refused(_))), "they may ask, and not for the audit");
    audited.judge_for(bystander, None, audited.item, Verdict::Rejected).await.unwrap();
}

#[tokio::test]
async fn an_audit_of_other_units_does_not_exist() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let mut far = of(&[world.logistics], &[]);
    far.name = "Far".to_owned();
    let far = world.store.open_audit(&world.auditor, &far).await.unwrap();
    let near = world.join("Lea Marin", Role::Auditor, world.commerce).await;
    for audit in [far, AuditId(99)] {
        let verdict = audited.judge_for(&near, Some(audit), audited.item, Verdict::Rejected).await;
        assert_eq!(verdict, Err(AppError::NotFound));
    }
}

#[tokio::test]
async fn what_lies_outside_its_units_or_its_window_is_not_judged_for_it() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let expired = attach(world, audited.draft, "Long ago", "2026-01-10", "2026-09-30").await;
    let audit = Some(audited.audit);
    let early = audited.judge_for(&audited.second, audit, expired, Verdict::Rejected).await;
    let Err(AppError::Conflict(why)) = early else { panic!("{early:?}") };
    assert!(why.contains("not valid on any day"), "{why}");
    let last = attach(world, audited.draft, "At the edge", "2026-07-10", "2026-10-01").await;
    audited.judge_for(&audited.second, audit, last, Verdict::Rejected).await.unwrap();
    let elsewhere = audited.ask(&audited.second, world.logistics).await;
    let Err(AppError::Invalid(invalid)) = elsewhere else { panic!("{elsewhere:?}") };
    assert!(invalid.about("unit").is_some());
    audited.ask(&audited.second, world.customer_care).await.unwrap();
}

#[tokio::test]
async fn an_item_that_answers_its_request_lies_within_it_whenever_it_was_valid() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let expired = attach(world, audited.draft, "Long ago", "2026-01-10", "2026-09-30").await;
    let request = audited.ask(&audited.second, world.online_store).await.unwrap();
    let answer = answered(&expired.0.to_string(), "As it was then.").unwrap();
    world.store.answer_request(&world.assessor, request, &answer).await.unwrap();
    let audit = Some(audited.audit);
    audited.judge_for(&audited.second, audit, expired, Verdict::Rejected).await.unwrap();
}

#[tokio::test]
async fn its_requests_are_told_apart_and_any_of_its_auditors_withdraws_them() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let request = audited.ask(&audited.second, world.online_store).await.unwrap();
    let read = world.store.read(&world.assessor);
    assert_eq!(
        read.request(request).await.unwrap().audit,
        Some((audited.audit, "Year end".to_owned()))
    );
    let filter = |audit| RequestFilter { audit, ..RequestFilter::default() };
    assert_eq!(read.requests(filter(Some(audited.audit))).await.unwrap().len(), 1);
    assert_eq!(read.requests(filter(Some(AuditId(99)))).await.unwrap(), []);
    for actor in [&audited.bystander, &world.manager] {
        let other = world.store.withdraw_request(actor, request, "").await.unwrap_err().to_app();
        assert!(matches!(other, AppError::Refused(_)), "{}: {other:?}", actor.name);
    }
    // Whoever asked may be from outside, and gone: nothing would close it then.
    world.store.withdraw_request(&world.auditor, request, "Not needed.").await.unwrap();
}

#[tokio::test]
async fn a_closed_audit_collects_nothing() {
    let audited = Audited::new().await;
    audited.close().await;
    let (second, unit) = (&audited.second, audited.world.online_store);
    for late in [
        audited.judge(second, Verdict::Rejected).await,
        audited.ask(second, unit).await.map(drop),
        audited.raise(second, unit).await.map(drop),
        audited.conclude(second, None, domain::audits::Opinion::Adverse).await,
    ] {
        assert!(matches!(late, Err(AppError::Conflict(_))), "{late:?}");
    }
    audited.judge_for(second, None, audited.item, Verdict::Rejected).await.unwrap();
    audited.world.verified().await;
}
