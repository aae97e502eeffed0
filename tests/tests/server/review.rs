//! Review: the queue as it is worked, and files that would like to run.

use domain::EvidenceId;
use domain::evidence::Spot;
use http::Method;
use sha2::Digest as _;
use tests::browser::Part;
use tests::{Answer, Browser, Site, Who, html};

const CANARY: &str = "canary-7f3a";

/// A page whose only picture, script or link out could come from the file itself.
fn page_of_pdf() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\('canary-7f3a'\\);)>>>>",
        "<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        "<</Length 42>>stream\nBT /F 20 Tf 20 40 Td (Access review) Tj ET\nendstream",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>",
    ];
    let mut pdf = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(pdf.len());
        pdf.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let table = pdf.len();
    pdf.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1));
    for place in &places {
        pdf.push_str(&format!("{place:010} 00000 n \n"));
    }
    pdf.push_str(&format!(
        "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n",
        places.len() + 1
    ));
    pdf.into_bytes()
}

/// Attaches a file to question 8 of the near draft, and finds it.
async fn upload(site: &Site, name: &str, content: &[u8]) -> EvidenceId {
    let assessor = site.sign_in(Who::Assessor).await;
    let path = format!("/assessments/{}/evidence", site.known.near.draft);
    let parts = [Part::file("files-8", name, content)];
    let _ = assessor.upload(&path, &parts).await.must_be(303);
    let mut database = site.database().await;
    EvidenceId(database.number("SELECT max(id) FROM evidence").await)
}

fn spot(site: &Site, evidence: EvidenceId, question: u16) -> String {
    let unit = site.known.near.unit;
    let spot = Spot { unit, question: domain::QuestionNo(question), evidence };
    spot.to_string().replace('/', "-")
}

/// The page of the queue with an item, before an auditor.
async fn look(site: &Site, evidence: EvidenceId) -> (Browser, Answer) {
    let auditor = site.sign_in(Who::Auditor).await;
    let address = format!("/review?at={}", spot(site, evidence, 8));
    let page = auditor.get(&address).await.must_be(200);
    (auditor, page)
}

#[tokio::test]
async fn markup_in_a_file_is_text_on_the_page() {
    let site = Site::start().await;
    let html = format!(
        "<!doctype html><script>{CANARY}()</script><img src=https://evil.example/{CANARY}>"
    );
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' onload='{CANARY}()'><script>{CANARY}()</script></svg>"
    );
    let markdown =
        format!("# Review\n\n[click](javascript:{CANARY}()) <iframe src=//evil.example></iframe>");
    let csv = format!("who,what\n<script>{CANARY}()</script>,\"=cmd|'{CANARY}'\"\n");
    for (name, content) in [
        ("page.html", &html),
        ("page.png", &html),
        ("drawing.svg", &svg),
        ("notes.md", &markdown),
        ("table.csv", &csv),
    ] {
        let id = upload(&site, name, content.as_bytes()).await;
        let (auditor, page) = look(&site, id).await;
        assert!(html::visible_text(&page.text()).contains(CANARY), "{name} is shown");
        let live = html::tags(&page.text()).iter().any(|tag| format!("{tag:?}").contains(CANARY));
        assert!(!live, "{name}: nothing of it is markup");
        let picture = auditor.get(&format!("/evidence/{id}/preview")).await;
        assert_eq!(picture.status, 404, "{name} is no picture, whatever it is called");
    }
}

#[tokio::test]
async fn a_picture_is_only_ever_a_picture() {
    let site = Site::start().await;
    // Valid as a GIF and as a script.
    let polyglot =
        b"GIF89a/*\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02L\x01\0;*/=1;canary-7f3a();"
            .as_slice();
    for (name, content, expected) in
        [("a.gif", polyglot, "image/gif"), ("b.html", tests::organisation::PICTURE, "image/png")]
    {
        let id = upload(&site, name, content).await;
        let (auditor, page) = look(&site, id).await;
        let source = format!("/evidence/{id}/preview");
        let shown = html::tags(&page.text())
            .iter()
            .any(|tag| tag.name == "img" && tag.text("src") == source);
        assert!(shown, "{name} is shown as a picture");
        let picture = auditor.get(&source).await.must_be(200);
        assert_eq!(picture.header("content-type"), expected);
        assert_eq!(picture.header("x-content-type-options"), "nosniff");
        assert_eq!(picture.header("content-security-policy"), "sandbox; default-src 'none'");
        assert_eq!(picture.header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(picture.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_picture_of_too_many_pixels_is_a_download() {
    let site = Site::start().await;
    let mut wide = tests::organisation::PICTURE.to_vec();
    wide[16..24].copy_from_slice(b"\0\0\x3e\x80\0\0\x3e\x80");
    let cut = &tests::organisation::PICTURE[..20];
    for (name, content, why) in [
        ("wide.png", wide.as_slice(), "It unfolds to 16,000 × 16,000 pixels"),
        ("cut.png", cut, "It doesn’t say how large it is"),
    ] {
        let id = upload(&site, name, content).await;
        let (auditor, page) = look(&site, id).await;
        let said = html::visible_text(&page.text());
        assert!(said.contains("No preview.") && said.contains(why), "{name}: {said}");
        let source = format!("/evidence/{id}/preview");
        assert!(!html::tags(&page.text()).iter().any(|tag| tag.text("src") == source), "{name}");
        assert_eq!(auditor.get(&source).await.status, 404, "{name} is not handed out");
        let file = auditor.get(&format!("/evidence/{id}/file")).await.must_be(200);
        assert_eq!(file.bytes, content, "{name} can be downloaded");
    }
}

#[tokio::test]
async fn a_pdf_is_drawn_and_none_of_it_reaches_the_browser() {
    crate::program();
    let site = Site::start().await;
    let id = upload(&site, "review.pdf", &page_of_pdf()).await;
    let (auditor, page) = look(&site, id).await;
    assert!(html::visible_text(&page.text()).contains("page 1 of 2"), "{}", page.said());
    assert!(!page.text().contains(CANARY));
    let drawn = auditor.get(&format!("/evidence/{id}/preview?page=1")).await.must_be(200);
    assert_eq!(drawn.header("content-type"), "image/png");
    assert!(
        drawn.bytes.starts_with(b"\x89PNG") && !drawn.bytes.windows(6).any(|it| it == b"canary")
    );
    let none = auditor.get(&format!("/evidence/{id}/preview?page=3")).await;
    assert_eq!(none.status, 404);
    let address = format!("/review?at={}&page=3", spot(&site, id, 8));
    let page = auditor.get(&address).await.must_be(200);
    assert!(html::visible_text(&page.text()).contains("no such page"));
}

#[tokio::test]
async fn a_pdf_that_is_broken_is_said_to_be() {
    crate::program();
    let site = Site::start().await;
    let mut broken = page_of_pdf();
    broken.truncate(40);
    let id = upload(&site, "broken.pdf", &broken).await;
    let (_, page) = look(&site, id).await;
    assert!(html::visible_text(&page.text()).contains("No preview."), "{}", page.said());
}

#[tokio::test]
async fn an_altered_file_is_an_alarm_and_can_not_be_accepted() {
    let site = Site::start().await;
    let id = upload(&site, "routes.txt", b"GET /chat").await;
    let mut database = site.database().await;
    let hash = database.text(&format!("SELECT sha256 FROM evidence WHERE id = {id}")).await;
    std::fs::write(site.store.vault().path_of(&hash).unwrap(), b"GET /chut").unwrap();
    let (auditor, page) = look(&site, id).await;
    let said = html::visible_text(&page.text());
    assert!(said.contains("This is not what was uploaded."), "{said}");
    assert!(!said.contains("GET /chut"), "what is there now is not shown");
    let file = auditor.get(&format!("/evidence/{id}/file")).await;
    assert_eq!(file.status, 409);
    let form = html::form_to(&page.text(), &format!("/evidence/{id}/verdict"));
    let answer = auditor.submit(&form.with("verdict", "accepted")).await.must_be(409);
    assert!(
        html::visible_text(&answer.text()).contains("can’t be accepted")
            || answer.text().contains("can't be accepted")
    );
    assert_eq!(
        database.number(&format!("SELECT count(*) FROM verdicts WHERE evidence_id = {id}")).await,
        0
    );
    let form = html::form_to(&answer.text(), &format!("/evidence/{id}/verdict"))
        .with("verdict", "rejected")
        .with("reason", "other")
        .with("comment", "The file was changed.");
    let _ = auditor.submit(&form).await.must_be(303);
}

#[tokio::test]
async fn a_verdict_leads_on_to_the_next_item_and_mistakes_lose_nothing() {
    let site = Site::start().await;
    let auditor = site.sign_in(Who::Auditor).await;
    let first = auditor.get("/review").await.must_be(200).text();
    let form = verdict_form(&first);
    let action = form.action.clone();
    let wrong = form.clone().with("verdict", "rejected").with("comment", "No date on it.");
    let answer = auditor.submit(&wrong).await.must_be(422);
    let again = verdict_form(&answer.text());
    assert_eq!(
        (again.get("verdict"), again.get("comment")),
        (Some("rejected"), Some("No date on it."))
    );
    let answer = auditor.submit(&again.with("reason", "not-dated")).await.must_be(303);
    let next = auditor.get(answer.location()).await.must_be(200).text();
    assert_ne!(verdict_form(&next).action, action, "another item");
    assert!(html::visible_text(&next).contains("Rejected"));
}

fn verdict_form(text: &str) -> html::Form {
    html::forms(text).into_iter().find(|form| form.action.ends_with("/verdict")).unwrap()
}

#[tokio::test]
async fn a_question_and_its_answer_are_read_by_both() {
    let site = Site::start().await;
    let near = &site.known.near;
    let assessor = site.sign_in(Who::Assessor).await;
    let address = format!("/evidence/{}", near.asked);
    let page = assessor.get(&address).await.must_be(200).text();
    assert!(html::visible_text(&page).contains("Who took part?"));
    let form = html::form_to(&page, &format!("{address}/reply"));
    let empty = assessor.submit(&form).await.must_be(422);
    assert!(empty.text().contains("Write the answer."));
    let _ = assessor.submit(&form.with("reply", "All four of the team.")).await.must_be(303);
    let auditor = site.sign_in(Who::Auditor).await;
    let queue = format!("/review?at={}", spot(&site, near.asked, 5));
    let said = html::visible_text(&auditor.get(&queue).await.must_be(200).text());
    assert!(said.contains("All four of the team.") && said.contains("Who took part?"), "{said}");
}

#[tokio::test]
async fn a_sample_is_kept_and_shown_as_it_was_drawn() {
    let site = Site::start().await;
    let auditor = site.sign_in(Who::Auditor).await;
    let page = auditor.get("/review?standing=any").await.must_be(200).text();
    let form = html::form_to(&page, "/review/samples");
    assert_eq!(form.get("filter"), Some("standing=any"));
    let answer = auditor.submit(&form.clone().with("size", "many")).await.must_be(422);
    assert!(answer.text().contains("Enter a number from 1 to 1000."));
    let drawn = form.with("size", "3").with("seed", "Q4-2026");
    let answer = auditor.submit(&drawn).await.must_be(303);
    let said = html::visible_text(&auditor.get(answer.location()).await.must_be(200).text());
    assert!(said.contains("Q4-2026") && said.contains("1 of 3"), "{said}");
    let again = html::link_named(&auditor.get(answer.location()).await.text(), "Draw it again");
    let page = auditor.get(&again).await.must_be(200).text();
    let said = html::visible_text(&page);
    assert!(said.contains("The same items in the same order, from the"), "{said}");
    let names = html::link_named(&page, "Names as text");
    let names = auditor.get(&names).await.must_be(200);
    assert_eq!(names.header("content-type"), "text/plain; charset=utf-8");
    let sha256 = hex::encode(sha2::Sha256::digest(names.text()));
    assert!(page.contains(&sha256), "the hash of what is handed out is the one on the page");
    for who in [Who::Manager, Who::Assessor, Who::Viewer] {
        let other = site.sign_in(who).await;
        assert_eq!(other.get(answer.location()).await.status, 404, "{who:?}");
        let refused = other.send(other.request(Method::POST, "/review/samples")).await;
        assert_eq!(refused.status, 403, "{who:?}");
    }
}
