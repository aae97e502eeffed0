//! Checks over HTTP, with the questionnaire that comes with the program, and the coverage that follows.

use chrono::Duration;
use domain::QuestionnaireId;
use domain::questionnaires::{Questionnaire, shipped};
use tests::html::{Form, form_to, link_named, links, visible_text};
use tests::{Site, Who};

const NEW: &str = "/checks/new";

/// A site, with the questionnaire about LLM applications that is published there.
async fn site() -> (Site, Questionnaire, QuestionnaireId) {
    let site = Site::start().await;
    let asked = shipped()[0].questionnaire();
    let admin = site.store.actor(site.known.person(Who::Admin)).await.unwrap().unwrap();
    let published = site.store.read(&admin).questionnaire(&asked.key, 1).await.unwrap();
    (site, asked, published.row.id.unwrap())
}

fn link_of(asked: &Questionnaire) -> String {
    format!("Check against {}", asked.title)
}

/// Yes to every question but the first.
fn one_no(form: Form, asked: &Questionnaire) -> Form {
    let answers = asked.questions.iter().enumerate();
    answers.fold(form, |form, (at, question)| {
        form.with(&format!("answers.{}", question.key), if at == 0 { "no" } else { "yes" })
    })
}

/// What a form holds, whatever was filled in first.
fn typed(mut form: Form) -> Vec<(String, String)> {
    form.fields.sort();
    form.fields
}

#[tokio::test]
async fn a_model_is_checked_again_with_the_last_answers_beside_the_questions() {
    let (site, asked, _) = site().await;
    let assessor = site.sign_in(Who::Assessor).await;
    let model = format!("/models/{}", site.known.near.model);
    let page = assessor.get(&model).await.must_be(200).text();
    let address = link_named(&page, &link_of(&asked));
    let blank = form_to(&assessor.get(&address).await.must_be(200).text(), NEW);
    let answers = asked.questions.iter().map(|it| format!("answers.{}", it.key));
    for name in answers {
        assert_eq!(blank.get(&name), Some("open"), "{name} is preset");
    }

    let noted = blank.clone().with("notes.untrusted-input", "Only in the shop.");
    let answer = assessor.submit(&noted).await.must_be(422);
    assert!(answer.text().contains("Answer at least one question."), "{}", answer.said());
    assert_eq!(
        form_to(&answer.text(), NEW).get("notes.untrusted-input"),
        Some("Only in the shop.")
    );
    let strange = noted.clone().with("answers.untrusted-input", "perhaps");
    let answer = assessor.submit(&strange).await.must_be(422);
    assert!(answer.said().contains("Choose yes, no or not answered."), "{}", answer.said());

    let done = assessor.submit(&one_no(noted, &asked)).await.must_be(303);
    let page = assessor.get(done.location()).await.must_be(200).text();
    let shown = visible_text(&page);
    for said in ["10 of 120 points", "Advanced", "Only in the shop.", "Priya Raman", "SHA-256"] {
        assert!(shown.contains(said), "{said} is missing in {shown}");
    }
    let version = format!("/questionnaires/{}/{}", asked.key, asked.version);
    assert!(links(&page).iter().any(|(href, _)| *href == version), "{page}");

    site.clock.advance(Duration::hours(1));
    let again = assessor.get(&address).await.must_be(200).text();
    let shown = visible_text(&again);
    assert!(shown.contains("Last time: no.") && shown.contains("Last time: yes."), "{shown}");
    assert_eq!(form_to(&again, NEW), blank, "nothing is copied");
    let one = blank.with("answers.untrusted-input", "yes");
    let done = assessor.submit(&one).await.must_be(303);
    let shown = visible_text(&assessor.get(done.location()).await.must_be(200).text());
    assert!(shown.contains("1 of 12 answered, 0 so far, could reach 110"), "{shown}");
    assert!(!shown.contains("Advanced"), "an incomplete check has no band: {shown}");
    let shown = visible_text(&assessor.get(&model).await.must_be(200).text());
    assert!(shown.contains("1 of 12 answered") && shown.contains("Advanced"), "{shown}");
    site.verified().await;
}

#[tokio::test]
async fn who_only_reads_sees_checks_and_is_offered_none() {
    let (site, asked, _) = site().await;
    let (viewer, assessor) = (site.sign_in(Who::Viewer).await, site.sign_in(Who::Assessor).await);
    let model = format!("/models/{}", site.known.near.model);
    let address = link_named(&assessor.get(&model).await.text(), &link_of(&asked));
    let page = viewer.get(&model).await.must_be(200).text();
    let check = format!("/checks/{}", site.known.near.check);
    assert_eq!(link_named(&page, "Model check"), check);
    assert!(!page.contains("Check against"), "{page}");
    let _ = viewer.get(&check).await.must_be(200);
    let _ = viewer.get(&address).await.must_be(403);
    let form = form_to(&assessor.get(&address).await.text(), NEW);
    let _ = viewer.submit(&one_no(form, &asked)).await.must_be(403);
    let retired = format!("/models/{}", site.known.near.retired_model);
    assert!(!assessor.get(&retired).await.text().contains("Check against"));
}

#[tokio::test]
async fn what_is_retired_meanwhile_is_said_and_nothing_typed_is_lost() {
    let (site, asked, version) = site().await;
    let assessor = site.sign_in(Who::Assessor).await;
    let model = format!("/models/{}", site.known.near.model);
    let address = link_named(&assessor.get(&model).await.text(), &link_of(&asked));
    let form = form_to(&assessor.get(&address).await.text(), NEW);
    let form = one_no(form, &asked).with("notes.untrusted-input", "Only in the shop.");
    let admin = site.store.actor(site.known.person(Who::Admin)).await.unwrap().unwrap();
    site.store.retire_questionnaire(&admin, version).await.unwrap();
    let answer = assessor.submit(&form).await.must_be(409);
    assert!(answer.text().contains("is retired and asked no more"), "{}", answer.said());
    assert_eq!(typed(form_to(&answer.text(), NEW)), typed(form));
    assert!(!assessor.get(&model).await.text().contains(&link_of(&asked)));
    let closed = visible_text(&assessor.get(&address).await.must_be(200).text());
    assert!(!closed.contains("Submit check"), "{closed}");
}

#[tokio::test]
async fn what_is_asked_about_something_else_or_nothing_is_not_there() {
    let site = Site::start().await;
    let manager = site.sign_in(Who::Manager).await;
    let (model, unit) = (site.known.near.model, site.known.near.unit);
    let _ =
        manager.get(&format!("{NEW}?questionnaire=unit-check/1&unit={unit}")).await.must_be(200);
    for query in [
        String::new(),
        format!("?model={model}"),
        "?questionnaire=model-check/1".to_owned(),
        format!("?questionnaire=model-check/1&unit={unit}"),
        format!("?questionnaire=unit-check/1&model={model}"),
        format!("?questionnaire=model-check/1&model={model}&unit={unit}"),
        format!("?questionnaire=model-check/2&model={model}"),
        format!("?questionnaire=model-check/x&model={model}"),
        format!("?questionnaire=baseline/1&unit={unit}"),
    ] {
        let answer = manager.get(&format!("{NEW}{query}")).await;
        assert_eq!(answer.status, 404, "{query}: {}", answer.said());
    }
}

#[tokio::test]
async fn coverage_counts_the_newest_check_of_a_model_as_claimed() {
    let (site, asked, _) = site().await;
    let (manager, far) = (site.sign_in(Who::Manager).await, site.known.far.unit);
    let address = format!("/coverage?unit={}", site.known.near.unit);
    let shown = visible_text(&manager.get(&address).await.must_be(200).text());
    assert!(shown.contains(&format!("Checked against {}: 0 of 1 model.", asked.title)), "{shown}");
    assert!(shown.contains("LLM01:2025") && !shown.contains("1 model: 1"), "{shown}");

    let model = format!("/models/{}", site.known.near.model);
    let address_of_form = link_named(&manager.get(&model).await.text(), &link_of(&asked));
    let form = form_to(&manager.get(&address_of_form).await.text(), NEW);
    let _ = manager.submit(&one_no(form, &asked)).await.must_be(303);
    let shown = visible_text(&manager.get(&address).await.must_be(200).text());
    assert!(shown.contains(&format!("Checked against {}: 1 of 1 model.", asked.title)), "{shown}");
    assert!(shown.contains("1 model: 1 claimed") && shown.contains("1 model: 1 denied"), "{shown}");
    let elsewhere = manager.get(&format!("/coverage?unit={far}")).await.must_be(200);
    assert!(!visible_text(&elsewhere.text()).contains("1 model: 1"), "{}", elsewhere.said());

    let viewer = site.sign_in(Who::Viewer).await;
    let _ = viewer.get(&format!("/coverage?unit={far}")).await.must_be(404);
    let _ = viewer.get("/coverage?unit=x").await.must_be(404);
    let nobody = site.sign_in(Who::Nobody).await.get("/coverage").await.must_be(200);
    assert!(nobody.said().contains("Nothing to look at"), "{}", nobody.said());
    let report = manager.get(&format!("/reports?unit={far}")).await.must_be(200).text();
    assert_eq!(link_named(&report, "Frameworks"), format!("/coverage?unit={far}"));
}
