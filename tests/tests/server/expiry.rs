//! The day on which evidence stops counting, as pages show it: the score moves, and says why.

use domain::QuestionNo;
use domain::evidence::{GivenVerdict, Verdict};
use tests::html::visible_text;
use tests::{Site, Who};

const ACCESS: QuestionNo = QuestionNo(1);

/// Accepts the file behind the first question and gives the points that the unit has by then.
async fn accepted(site: &Site) -> (u16, u16) {
    let near = &site.known.near;
    let auditor = site.store.actor(site.known.person(Who::Auditor)).await.unwrap().unwrap();
    let given = GivenVerdict { verdict: Verdict::Accepted, reason: String::new() };
    site.store.give_verdict(&auditor, near.file, near.unit, ACCESS, &given).await.unwrap();
    points(site).await
}

/// What the unit is judged by today: claimed, evidenced.
async fn points(site: &Site) -> (u16, u16) {
    let manager = site.store.actor(site.known.person(Who::Manager)).await.unwrap().unwrap();
    let today = site.store.now().day();
    let read = site.store.read(&manager);
    let standings = read.unit_series(site.known.near.unit, &[today]).await.unwrap();
    let score = standings[0].unwrap().score;
    (score.claimed.0, score.evidenced.0)
}

/// The pages that show the unit's score, with what each has to say of it.
async fn shown(site: &Site, (claimed, evidenced): (u16, u16), why: Option<&str>) {
    let browser = site.sign_in(Who::NearManager).await;
    let unit = format!("/units/{}", site.known.near.unit);
    let page = browser.get(&unit).await.must_be(200).text();
    assert!(page.contains(&format!("{claimed} claimed, {evidenced} evidenced")), "{page}");
    assert_eq!(page.contains("Counts no longer since"), why.is_some(), "{page}");
    if let Some(why) = why {
        assert!(page.contains(why), "{page}");
    }
    for path in ["/units?view=flat", "/units", "/"] {
        let page = browser.get(path).await.must_be(200).text();
        let (_, row) = page.split_once("Online Store").unwrap_or_default();
        assert!(row.contains(&evidenced.to_string()), "{path}: {page}");
        assert_eq!(row.contains("No longer proven since"), why.is_some(), "{path}: {page}");
    }
    // Of the unit above it, and of an assessment that is long approved.
    let manager = site.sign_in(Who::Manager).await;
    let page = manager.get(&format!("/units/{}", site.known.commerce)).await.must_be(200).text();
    let (_, row) = page.split_once(">Online Store</a>").unwrap();
    let row = visible_text(row.split_once("</tr>").unwrap().0);
    assert!(row.contains(&format!("{evidenced} ")), "{row}");
    let approved = format!("/assessments/{}", site.known.near.approved);
    let page = manager.get(&approved).await.must_be(200).text();
    let question = page.split_once("id=\"q1\"").unwrap().1.split_once("id=\"q2\"").unwrap().0;
    assert_eq!(visible_text(question).contains("Accepted"), why.is_none(), "{approved}");
}

#[tokio::test]
async fn an_item_that_expires_moves_the_score_on_its_day_on_every_page_with_the_cause() {
    let site = Site::start().await;
    let (claimed, evidenced) = accepted(&site).await;
    shown(&site, (claimed, evidenced), None).await;
    let auditor = site.store.actor(site.known.person(Who::Auditor)).await.unwrap().unwrap();
    let item = site.store.read(&auditor).evidence_item(site.known.near.file).await.unwrap();
    let last = item.item.valid_until;

    site.clock.advance(last.signed_duration_since(site.store.now().day()));
    assert_eq!(points(&site).await, (claimed, evidenced), "it counts on its last day");
    shown(&site, (claimed, evidenced), None).await;
    site.clock.advance(chrono::Duration::days(1));
    assert_eq!(points(&site).await, (claimed, evidenced + 10));
    let next = domain::text::day(site.store.now().day());
    let why = format!("Inventory: evidence expired on {next}");
    shown(&site, (claimed, evidenced + 10), Some(&why)).await;
    // Whoever sees several units reads the same of all of them together.
    let browser = site.sign_in(Who::Manager).await;
    let page = browser.get("/").await.must_be(200).text();
    assert!(
        page.contains("Evidence of 1 answer no longer counts: 1 expired (Online Store)."),
        "{page}"
    );
    site.verified().await;
}

#[tokio::test]
async fn an_item_that_is_rejected_or_withdrawn_moves_it_on_that_day() {
    for is_withdrawn in [false, true] {
        let site = Site::start().await;
        let (claimed, evidenced) = accepted(&site).await;
        site.clock.advance(chrono::Duration::days(2));
        let near = &site.known.near;
        let who = if is_withdrawn { Who::Manager } else { Who::Auditor };
        let actor = site.store.actor(site.known.person(who)).await.unwrap().unwrap();
        let today = domain::text::day(site.store.now().day());
        let why = if is_withdrawn {
            site.store.withdraw_evidence(&actor, near.file, "The wrong file").await.unwrap();
            format!("Inventory: evidence was withdrawn on {today}")
        } else {
            let given = GivenVerdict { verdict: Verdict::Rejected, reason: "Not dated".to_owned() };
            site.store.give_verdict(&actor, near.file, near.unit, ACCESS, &given).await.unwrap();
            format!("Inventory: evidence was rejected on {today}")
        };
        shown(&site, (claimed, evidenced + 10), Some(&why)).await;
        let page = site.sign_in(Who::NearManager).await.get(&format!("/units/{}", near.unit)).await;
        let lacks = if is_withdrawn { "Attach other evidence" } else { "Put right what the" };
        assert!(page.must_be(200).text().contains(lacks), "the question says what became of it");
        site.verified().await;
    }
}
