//! Somebody from outside, over HTTP: their audit, their part in it, and nothing else.

use app::routes::Access;
use domain::Action;

use http::Method;
use store::NewOutsider;
use tests::organisation::PASSWORD;
use tests::{Browser, Site, Who, cases};

const EMAIL: &str = "iris.vane@auditors.example";

/// A browser of somebody who was let in for the audit of the near place.
async fn outsider(site: &Site) -> Browser {
    let admin = site.store.actor(site.known.person(Who::Admin)).await.unwrap().unwrap();
    let new = NewOutsider {
        name: "Iris Vane".to_owned(),
        email: EMAIL.to_owned(),
        until: "2027-01-31".parse().unwrap(),
    };
    let audit = site.known.near.audit;
    let invitation = site.store.invite_from_outside(&admin, audit, &new).await.unwrap();
    let browser = site.visitor();
    let form = [("password", PASSWORD), ("again", PASSWORD)];
    let _ = browser.post(&format!("/link/{}", invitation.token), &form).await.must_be(303);
    browser.sign_in(EMAIL, PASSWORD).await;
    browser
}

#[tokio::test]
async fn they_write_their_part_and_every_other_form_is_refused() {
    let site = Site::start().await;
    let (outsider, everybody) = (outsider(&site).await, site.everybody().await);
    let mut database = site.database().await;
    let table = plumbline::http::table();
    let mut refused = 0;
    for case in cases::all(&site.known).iter().filter(|case| case.method == Method::POST) {
        let Some(meant) = case.who else { continue };
        let route = table.iter().find(|it| it.path == case.route && it.method == "POST").unwrap();
        // What anybody does for themselves, and what is theirs to do.
        let Access::Needs(action) = route.access else { continue };
        if action.is_open_to_outside() && case.route != "/packs" {
            continue;
        }
        let form = case.filled(&everybody[&meant]).await;
        let before = database.digests().await;
        let answer = case.send(&outsider, &form).await;
        let status = answer.status.as_u16();
        assert!([403, 404].contains(&status), "{}: {status}, {}", case.name(), answer.said());
        let mut changed = tests::database::changed(&before, &database.digests().await);
        changed.retain(|table| table != "audit_log");
        assert!(changed.is_empty(), "{}: {changed:?}", case.name());
        refused += 1;
    }
    assert!(refused > 35, "only {refused} forms were tried");
    site.verified().await;
}

#[tokio::test]
async fn they_open_no_page_of_what_lies_outside() {
    let site = Site::start().await;
    let outsider = outsider(&site).await;
    let (near, far) = (&site.known.near, &site.known.far);
    let page = outsider.get(&format!("/audits/{}", near.audit)).await.must_be(200);
    assert!(page.text().contains("Audit of unit"), "{}", page.said());
    for path in [
        format!("/audits/{}", far.audit),
        format!("/units/{}", far.unit),
        format!("/assessments/{}", far.submitted),
        format!("/evidence/{}", far.file),
        format!("/evidence/{}/file", far.file),
        format!("/models/{}", far.model),
        format!("/requests/{}", far.request),
        format!("/findings/{}", far.finding),
        format!("/tasks/{}", near.task),
        format!("/review?sample={}", near.sample),
        format!("/review/samples/{}/names", near.sample),
    ] {
        assert_eq!(outsider.get(&path).await.status, 404, "{path}");
    }
    let watch = format!("/tasks/{}/watch", near.task);
    assert_eq!(outsider.post(&watch, &[("watching", "yes")]).await.status, 404);
    let fields = [("name", "Mine"), ("back", "/tasks?assignee=me")];
    assert_eq!(outsider.post("/tasks/filters", &fields).await.status, 404);
    let remove = format!("/tasks/filters/{}/remove", near.filter);
    assert_eq!(outsider.post(&remove, &[]).await.status, 404);
    for path in ["/people", "/settings/units", "/audit", "/packs"] {
        let status = outsider.get(path).await.status.as_u16();
        assert!([403, 404].contains(&status), "{path}: {status}");
    }
    let action = Action::ReadAuditLog;
    assert!(!action.is_open_to_outside(), "the log is the organisation's");
}
