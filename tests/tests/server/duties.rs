//! Answering and judging are two people's work, whichever came first.

use domain::{EvidenceId, Role};
use http::Method;
use store::{Store, StoreOptions};
use tests::{Answer, Browser, Site, Who, html};

/// Somebody who answers for Online Store and judges its evidence.
async fn both(site: &Site) -> Browser {
    let admin = site.store.actor(site.known.person(Who::Admin)).await.unwrap().unwrap();
    let (who, unit) = (site.known.person(Who::NearAuditor), Some(site.known.near.unit));
    site.store.grant_role(&admin, who, Role::Assessor, unit).await.unwrap();
    site.sign_in(Who::NearAuditor).await
}

async fn accept(site: &Site, browser: &Browser, item: EvidenceId, question: &str) -> Answer {
    let unit = site.known.near.unit.to_string();
    let form = [("unit", unit.as_str()), ("question", question), ("verdict", "accepted")];
    browser.post(&format!("/evidence/{item}/verdict"), &form).await
}

/// Answers question 3 of the draft on its page.
async fn answer_third(site: &Site, browser: &Browser, answer: &str) {
    let address = format!("/assessments/{}", site.known.near.draft);
    let page = browser.get(&address).await.must_be(200);
    let form = html::form_to(&page.text(), &address).with("do", "save");
    let _ = browser.submit(&form.with("answer-3", answer)).await.must_be(303);
}

#[tokio::test]
async fn whoever_judged_reads_beside_the_question_why_they_can_not_answer_it() {
    let site = Site::start().await;
    let browser = both(&site).await;
    let near = &site.known.near;
    let _ = accept(&site, &browser, near.link, "2").await.must_be(303);

    let address = format!("/assessments/{}", near.draft);
    let page = browser.get(&address).await.must_be(200);
    let form = html::form_to(&page.text(), &address)
        .with("answer-2", "yes")
        .with("note-2", "One role each.")
        .with("answer-4", "no")
        .with("note-4", "Planned for March.")
        .with("do", "save");
    let answer = browser.submit(&form).await.must_be(422);
    let why =
        "Your verdict stands on evidence for this question, so someone else has to answer it.";
    assert!(html::visible_text(&answer.text()).contains(why), "{}", answer.said());
    // What was typed is still there, and what could be saved is saved.
    let again = html::form_to(&answer.text(), &address);
    assert_eq!((again.get("answer-2"), again.get("note-2")), (Some("yes"), Some("One role each.")));
    let mut database = site.database().await;
    let saved = format!(
        "SELECT group_concat(question || answer) FROM answers WHERE assessment_id = {} AND question > 1",
        near.draft
    );
    assert_eq!(database.text(&saved).await, "4no");

    // An island is told the same.
    let island = browser.island(Method::POST, &address);
    let fields = [("answer-2", "yes"), ("note-2", ""), ("seen-2", "0"), ("do", "save")];
    let reply = browser.send(island.form(&fields)).await.must_be(200).json();
    assert_eq!(reply["saved"][0]["message"], why, "{reply}");
    site.verified().await;
}

#[tokio::test]
async fn whoever_answered_reads_on_the_items_page_why_they_can_not_judge_it() {
    let site = Site::start().await;
    let browser = both(&site).await;
    let near = &site.known.near;
    answer_third(&site, &browser, "yes").await;
    answer_third(&site, &browser, "").await;

    let why = "You have answered this question for this unit, so someone else has to review its";
    let page = browser.get(&format!("/evidence/{}", near.note)).await.must_be(200);
    assert!(html::visible_text(&page.text()).contains(why), "{}", page.said());
    let refused = accept(&site, &browser, near.note, "3").await;
    assert!(refused.must_be(403).said().contains(why));
}

#[tokio::test]
async fn who_answered_before_it_was_kept_is_known_from_the_log() {
    let site = Site::start().await;
    let browser = both(&site).await;
    answer_third(&site, &browser, "yes").await;
    answer_third(&site, &browser, "").await;
    let everybody = "SELECT group_concat(unit_id || '/' || question || '/' || person_id) FROM
                     (SELECT * FROM answerers ORDER BY unit_id, question, person_id)";
    let mut database = site.database().await;
    let before = database.text(everybody).await;
    assert!(before.contains(&format!("/3/{}", site.known.person(Who::NearAuditor))), "{before}");
    site.store.close().await;
    database.run("DROP TABLE answerers; DELETE FROM _sqlx_migrations WHERE version = 8").await;
    let (store, _) = Store::open(StoreOptions::new(site.data()), site.clock.clone()).await.unwrap();
    assert_eq!(database.text(everybody).await, before);
    store.close().await;
}
