//! Findings: raised, responded to once, ended once; and who does none of it.

use domain::audit::SubjectKind;
use domain::audits::Ending;
use domain::{Actor, AppError, FindingId, Role};
use store::{AuditFilter, LogCursor, Subjects};

use crate::samples::{Audited, plain};
use crate::world::told;

impl Audited {
    async fn respond(&self, actor: &Actor, id: FindingId) -> Result<(), AppError> {
        plain(self.world.store.respond_to_finding(actor, id, "Rotated since.").await)
    }

    async fn end(&self, actor: &Actor, id: FindingId) -> Result<(), AppError> {
        plain(self.world.store.end_finding(actor, id, Ending::Remedied, "Seen.").await)
    }
}

fn refused(result: &Result<impl std::fmt::Debug, AppError>) -> bool {
    matches!(result, Err(AppError::Refused(_)))
}

#[tokio::test]
async fn a_finding_is_raised_responded_to_and_ended_each_once() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let id = audited.raise(&audited.second, world.online_store).await.unwrap();
    audited.respond(&world.manager, id).await.unwrap();
    let again = audited.respond(&world.manager, id).await;
    assert!(matches!(again, Err(AppError::Conflict(_))), "{again:?}");
    audited.end(&world.auditor, id).await.unwrap();
    for late in [audited.end(&world.auditor, id).await, audited.respond(&world.manager, id).await] {
        assert!(matches!(late, Err(AppError::Conflict(_))), "{late:?}");
    }
    let finding = world.store.read(&world.assessor).finding(id).await.unwrap();
    assert_eq!(finding.raised_by_name, "Jo Park");
    assert_eq!(finding.response.as_deref(), Some("Rotated since."));
    assert_eq!(finding.responded_by_name.as_deref(), Some("Ingrid Solheim"));
    assert_eq!(finding.ended, Some(Ending::Remedied));
    assert_eq!(finding.ended_by_name.as_deref(), Some("Dele Adeyemi"));
    world.verified().await;
}

#[tokio::test]
async fn a_finding_may_end_without_a_response_and_takes_none_then() {
    let audited = Audited::new().await;
    let id = audited.raise(&audited.second, audited.world.online_store).await.unwrap();
    audited.end(&audited.second, id).await.unwrap();
    let late = audited.respond(&audited.world.manager, id).await;
    assert!(matches!(late, Err(AppError::Conflict(_))), "{late:?}");
}

#[tokio::test]
async fn its_auditors_raise_and_end_findings_in_its_units_and_managers_respond() {
    let audited = Audited::new().await;
    let world = &audited.world;
    assert!(refused(&audited.raise(&audited.bystander, world.online_store).await));
    assert!(refused(&audited.raise(&world.manager, world.online_store).await));
    let beyond = audited.raise(&audited.second, world.logistics).await;
    let Err(AppError::Invalid(invalid)) = beyond else { panic!("{beyond:?}") };
    assert!(invalid.about("unit").is_some());
    let id = audited.raise(&audited.second, world.online_store).await.unwrap();
    for actor in [&audited.bystander, &world.manager, &world.assessor] {
        assert!(refused(&audited.end(actor, id).await), "{}", actor.name);
    }
    for actor in [&world.auditor, &world.assessor, &world.viewer, &world.admin] {
        assert!(refused(&audited.respond(actor, id).await), "{}", actor.name);
    }
    let far = world.join("Max Ott", Role::Manager, world.logistics).await;
    for unknown in [
        audited.respond(&far, id).await,
        audited.respond(&world.manager, FindingId(99)).await,
        audited.end(&audited.second, FindingId(99)).await,
    ] {
        assert_eq!(unknown, Err(AppError::NotFound));
    }
}

#[tokio::test]
async fn whoever_gave_the_answer_neither_raises_nor_ends_a_finding_on_it() {
    let audited = Audited::new().await;
    let answered = audited.answered().await;
    let world = &audited.world;
    assert!(refused(&audited.raise(&answered, world.online_store).await));
    audited.raise(&answered, world.customer_care).await.unwrap();
    let id = audited.raise(&audited.second, world.online_store).await.unwrap();
    assert!(refused(&audited.end(&answered, id).await));
}

#[tokio::test]
async fn whoever_raised_a_finding_does_not_respond_and_whoever_responded_does_not_end_it() {
    let audited = Audited::new().await;
    let both = audited.managing().await;
    let unit = audited.world.online_store;
    let own = audited.raise(&both, unit).await.unwrap();
    assert!(refused(&audited.respond(&both, own).await));
    let id = audited.raise(&audited.second, unit).await.unwrap();
    audited.respond(&both, id).await.unwrap();
    assert!(refused(&audited.end(&both, id).await));
    audited.end(&audited.second, id).await.unwrap();
}

#[tokio::test]
async fn findings_are_read_where_evidence_is_opened() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let id = audited.raise(&audited.second, world.online_store).await.unwrap();
    for actor in [&world.auditor, &world.manager, &world.assessor] {
        let read = world.store.read(actor);
        assert_eq!(read.findings(audited.audit).await.unwrap().len(), 1, "{}", actor.name);
    }
    for actor in [&world.viewer, &world.admin, &world.outsider] {
        let read = world.store.read(actor);
        assert_eq!(read.findings(audited.audit).await.unwrap(), [], "{}", actor.name);
        assert_eq!(told(read.finding(id).await), AppError::NotFound, "{}", actor.name);
    }
}

#[tokio::test]
async fn a_finding_rests_once_its_audit_is_closed() {
    let audited = Audited::new().await;
    let id = audited.raise(&audited.second, audited.world.online_store).await.unwrap();
    audited.close().await;
    for late in
        [audited.respond(&audited.world.manager, id).await, audited.end(&audited.second, id).await]
    {
        assert!(matches!(late, Err(AppError::Conflict(_))), "{late:?}");
    }
}

#[tokio::test]
async fn the_log_names_an_audit_and_its_findings_to_those_whom_their_pages_open_for() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let id = audited.raise(&audited.second, world.online_store).await.unwrap();
    let finding = (SubjectKind::Finding, id.0);
    let read = world.store.read(&world.admin);
    let page = read.audit_page(&AuditFilter::default(), LogCursor::Newest).await.unwrap();
    let opened = page.entries.iter().find(|entry| entry.action == "audit.opened").unwrap();
    let audit = (SubjectKind::Audit, opened.subject_id.unwrap());
    let far = world.join("Max Ott", Role::Manager, world.logistics).await;
    for (actor, knows_audit, knows_finding) in [
        (&audited.second, true, true),
        (&world.manager, true, true),
        (&world.assessor, false, true),
        (&world.admin, true, false),
        (&world.viewer, false, false),
        (&far, false, false),
    ] {
        let names: Subjects = world.store.read(actor).audit_subjects(&page.entries).await.unwrap();
        let opens = |key| names.get(key).is_some_and(|it| it.opens && !it.name.is_empty());
        assert_eq!(opens(&audit), knows_audit, "{}", actor.name);
        assert_eq!(opens(&finding), knows_finding, "{}", actor.name);
    }
}
