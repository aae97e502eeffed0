//! The chain of custody on an item's page: all that was done with it, in order, with who and when.

use chrono::Duration;
use domain::evidence::{Entry, GivenVerdict, Kind, Verdict};
use domain::{Actor, EvidenceId, QuestionNo};
use store::{Content, NewEvidence, Place};
use tests::html::visible_text;
use tests::{Site, Who};

const INVENTORY: QuestionNo = QuestionNo(1);
const EXPOSURE: QuestionNo = QuestionNo(2);

async fn actor(site: &Site, who: Who) -> Actor {
    site.store.actor(site.known.person(who)).await.unwrap().unwrap()
}

async fn attach(site: &Site, title: &str, supersedes: Option<EvidenceId>) -> EvidenceId {
    let today = site.store.now().day();
    let entry = Entry {
        kind: Kind::Note,
        title: title.to_owned(),
        file_name: String::new(),
        url: String::new(),
        body: "Seven models, each with an owner.".to_owned(),
        collected_on: today.to_string(),
        valid_until: String::new(),
    };
    let entry = entry.checked(today, 180).unwrap();
    let new = NewEvidence { entry, content: Content::Text, supersedes };
    let place = Place { assessment: site.known.near.draft, question: INVENTORY };
    let assessor = actor(site, Who::Assessor).await;
    site.store.attach_evidence(&assessor, place, &new).await.unwrap()
}

/// The words of the timeline on the item's page.
async fn timeline(site: &Site, who: Who, item: EvidenceId) -> String {
    let page = site.sign_in(who).await.get(&format!("/evidence/{item}")).await.must_be(200).text();
    let (_, panel) = page.split_once("Chain of custody").unwrap();
    visible_text(panel.split_once("</section>").unwrap().0)
}

/// The words stand in the text in this order.
fn in_order(text: &str, words: &[&str]) {
    let mut rest = text;
    for word in words {
        let Some((_, after)) = rest.split_once(word) else { panic!("no {word:?} in {rest}") };
        rest = after;
    }
}

#[tokio::test]
async fn it_tells_of_everything_that_was_done_with_an_item() {
    let site = Site::start().await;
    let store = &site.store;
    let item = attach(&site, "Register export", None).await;
    let hour = || site.clock.advance(Duration::hours(1));
    hour();
    let place = Place { assessment: site.known.near.draft, question: EXPOSURE };
    store.attach_existing(&actor(&site, Who::Assessor).await, place, item).await.unwrap();
    hour();
    let auditor = actor(&site, Who::Auditor).await;
    store.open_evidence(&auditor, item, None).await.unwrap();
    hour();
    let given = GivenVerdict { verdict: Verdict::Accepted, reason: String::new() };
    store.give_verdict(&auditor, item, site.known.near.unit, INVENTORY, &given).await.unwrap();
    hour();
    attach(&site, "Register export of June", Some(item)).await;
    hour();
    let manager = actor(&site, Who::NearManager).await;
    store.withdraw_evidence(&manager, item, "The wrong system").await.unwrap();
    let told = timeline(&site, Who::NearManager, item).await;
    in_order(
        &told,
        &[
            "Collected",
            "says Priya Raman",
            "Added",
            "by Priya Raman for",
            "hash recorded",
            "Linked",
            "by Priya Raman",
            "Opened and re-hashed",
            "by Dele Adeyemi, unchanged",
            "Accepted",
            "by Dele Adeyemi",
            "Replaced",
            "“Register export of June”, by Priya Raman",
            "Withdrawn",
            "by Mara Lindqvist",
            "The wrong system",
        ],
    );
    assert_eq!(told.matches("audit entry").count(), 6, "each but the collecting: {told}");
    site.verified().await;
}

#[tokio::test]
async fn what_many_look_at_still_tells_what_was_done_with_it() {
    let site = Site::start().await;
    let item = attach(&site, "Register export", None).await;
    let auditor = actor(&site, Who::Auditor).await;
    for _ in 0..103 {
        site.store.open_evidence(&auditor, item, None).await.unwrap();
    }
    let manager = actor(&site, Who::NearManager).await;
    site.store.withdraw_evidence(&manager, item, "The wrong system").await.unwrap();
    let told = timeline(&site, Who::Auditor, item).await;
    in_order(&told, &["3 openings from before", "See all in the audit log", "Collected", "Added"]);
    in_order(&told, &["Added", "Opened", "Withdrawn"]);
    assert_eq!(told.matches("Opened and re-hashed").count(), 100);
    let log = site.sign_in(Who::Auditor).await;
    let all = log.get(&format!("/audit?subject=evidence&id={item}")).await.must_be(200).text();
    assert!(visible_text(&all).contains("Evidence opened"), "the log has all of them");
    let told = timeline(&site, Who::Assessor, item).await;
    assert!(
        !told.contains("See all in the audit log"),
        "who may not read the log has no link to it"
    );
}

#[tokio::test]
async fn a_file_that_is_not_what_arrived_is_an_alarm_for_all_who_have_to_know() {
    let site = Site::start().await;
    let file = site.known.near.file;
    let auditor = actor(&site, Who::Auditor).await;
    let item = site.store.read(&auditor).evidence_item(file).await.unwrap();
    let path = site.store.vault().path_of(&item.item.sha256).unwrap();
    std::fs::write(&path, b"something else").unwrap();
    assert_eq!(site.store.rehash_evidence().await.unwrap().1, 1, "one of all");
    let head = site.database().await.head().await;
    site.store.rehash_evidence().await.unwrap();
    assert_eq!(site.database().await.head().await, head, "it is told once");
    for who in [Who::NearAuditor, Who::Assessor, Who::Admin] {
        let told = site.sign_in(who).await.get("/notices").await.must_be(200).text();
        let said = visible_text(&told);
        assert!(said.contains("is not what was uploaded"), "{who:?}: {said}");
        assert!(said.contains("Evidence is not what arrived"), "{who:?}: {said}");
    }
    site.store.open_evidence(&auditor, file, None).await.unwrap();
    std::fs::remove_file(&path).unwrap();
    site.store.open_evidence(&auditor, file, None).await.unwrap();
    let told = timeline(&site, Who::Auditor, file).await;
    in_order(
        &told,
        &[
            "Uploaded",
            "hash recorded",
            "Re-hashed by the program: it was not what was uploaded",
            "Opened and re-hashed",
            "it was not what was uploaded",
            "Opened",
            "its file was missing",
        ],
    );
    let log = site.sign_in(Who::Auditor).await;
    let log = visible_text(&log.get(&format!("/audit?subject=evidence&id={file}")).await.text());
    for said in ["Evidence found changed", "Evidence found missing"] {
        assert!(log.contains(said), "{said}");
    }
}

#[tokio::test]
async fn where_an_item_is_used_is_said_place_by_place() {
    let site = Site::start().await;
    let item = attach(&site, "Register export", None).await;
    let place = Place { assessment: site.known.near.draft, question: EXPOSURE };
    let assessor = actor(&site, Who::Assessor).await;
    site.store.attach_existing(&assessor, place, item).await.unwrap();
    let auditor = actor(&site, Who::Auditor).await;
    let given = GivenVerdict { verdict: Verdict::Asked, reason: "Which register?".to_owned() };
    site.store.give_verdict(&auditor, item, site.known.near.unit, EXPOSURE, &given).await.unwrap();
    let page = site.sign_in(Who::Assessor).await.get(&format!("/evidence/{item}")).await;
    let page = page.must_be(200).text();
    let (_, panel) = page.split_once("Where it counts").unwrap();
    let said = visible_text(panel.split_once("</section>").unwrap().0);
    in_order(&said, &["2 places", "Inventory, Online Store", "No verdict yet."]);
    in_order(&said, &["Least privilege, Online Store", "Which register?"]);
    let told = timeline(&site, Who::Auditor, item).await;
    in_order(&told, &["Linked", "Asked", "by Dele Adeyemi"]);
}
