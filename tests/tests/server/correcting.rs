//! The page of a task that was verified: the answer is put right in one step, by those who may.

use http::Method;
use tests::html::{Form, forms, visible_text};
use tests::{Browser, Site, Who};

/// The page of the verified task, and the form that puts the answer right, if it has one.
async fn page(site: &Site, browser: &Browser) -> (String, Option<Form>) {
    let path = format!("/tasks/{}", site.known.near.verified);
    let page = browser.get(&path).await.must_be(200).text();
    let form = forms(&page).into_iter().find(|form| form.action == format!("{path}/answer"));
    (visible_text(&page), form)
}

#[tokio::test]
async fn it_says_what_the_answer_brings_and_leads_to_the_draft_that_waits_to_be_submitted() {
    let site = Site::start().await;
    let assessor = site.sign_in(Who::Assessor).await;
    let (text, form) = page(&site, &assessor).await;
    assert!(
        text.contains("with yes, once its evidence is accepted, brings Online Store from"),
        "{text}"
    );
    assert!(
        text.contains("opens a correction of Approved with the answer changed, and the note"),
        "{text}"
    );
    let form = form.unwrap();
    let answer = assessor.post(&form.action, &form.pairs()).await.must_be(303);
    let approved = format!("/assessments/{}", site.known.near.approved);
    assert!(answer.location().starts_with(&approved), "{}", answer.location());
    let draft = assessor.get(answer.location()).await.must_be(200).text();
    assert!(draft.contains("Answered yes in this draft."));
    let (_, question) = draft.split_once("id=\"q6\"").unwrap();
    let question = question.split_once("id=\"q7\"").unwrap().0;
    assert!(question.contains("Note 6") && question.contains("Access review, note"), "{question}");
    // The page leads there from now on, and a second press does no harm.
    let (text, gone) = page(&site, &assessor).await;
    assert!(
        text.contains("says yes already; it waits to be submitted") && gone.is_none(),
        "{text}"
    );
    let head = site.database().await.head().await;
    let again = assessor.post(&form.action, &form.pairs()).await.must_be(303);
    assert!(again.location().starts_with(&approved), "{}", again.location());
    assert_eq!(site.database().await.head().await, head, "nothing was written");
    site.verified().await;
}

#[tokio::test]
async fn what_changed_meanwhile_is_told_and_nothing_is_done() {
    let site = Site::start().await;
    let assessor = site.sign_in(Who::Assessor).await;
    let form = page(&site, &assessor).await.1.unwrap();
    let stale = form.clone().with("revision", "7");
    let answer = assessor.post(&form.action, &stale.pairs()).await.must_be(409);
    assert!(answer.said().contains("changed meanwhile, so nothing was done"), "{}", answer.said());
    let again = forms(&answer.text()).into_iter().find(|it| it.action == form.action).unwrap();
    assert_eq!(again.get("revision"), form.get("revision"), "what stands there now");
    for fields in [vec![], vec![("assessment", "x"), ("revision", "-1")]] {
        let _ = assessor.post(&form.action, &fields).await.must_be(409);
    }
    let path = format!("/tasks/{}/answer", site.known.near.task);
    let early = assessor.post(&path, &form.pairs()).await.must_be(409);
    assert!(early.said().contains("once somebody verified the work"), "{}", early.said());
    let get = assessor.send(assessor.request(Method::GET, &path)).await;
    assert_eq!(get.status, 405, "{}", get.said());
    site.verified().await;
}

#[tokio::test]
async fn those_who_can_not_answer_are_told_who_can() {
    let site = Site::start().await;
    for who in [Who::Viewer, Who::NearAuditor, Who::Admin] {
        let browser = site.sign_in(who).await;
        let (text, form) = page(&site, &browser).await;
        assert!(form.is_none(), "{who:?}");
        let said =
            "Ingrid Solheim, Mara Lindqvist, Priya Raman and Tom Okafor can give this answer.";
        assert!(text.contains(said), "{who:?}: {text}");
    }
    let manager = site.sign_in(Who::NearManager).await;
    assert!(page(&site, &manager).await.1.is_some(), "whoever verified it may answer, too");
}
