//! `?as_of=DATE`: what was known at the end of that day, whatever happened since.

mod changes;

use std::collections::BTreeMap;

use chrono::Duration;
use http::Method;
use tests::browser::{Answer as Page, Browser};
use tests::{Site, Who, cases, html};

use changes::{change_again, change_everything, judge_at_first};

/// The day on which the organisation of a site was set up.
const FIRST: &str = "2026-11-23";

/// The day on which everything changes.
const SECOND: &str = "2026-11-24";

/// Everybody who looks.
const LOOKERS: [Who; 4] = [Who::Manager, Who::Auditor, Who::NearManager, Who::Viewer];

/// Every kind of page that has a past, with the things of a place on it.
fn pages(site: &Site) -> Vec<String> {
    let (known, near) = (&site.known, &site.known.near);
    let mut pages: Vec<String> =
        ["/", "/units", "/units?view=flat", "/assessments", "/evidence", "/models"]
            .map(str::to_owned)
            .to_vec();
    let units = [known.root, known.commerce, known.customer_care, near.unit, known.corporate];
    for unit in units.into_iter().chain([known.retired_unit]) {
        pages.push(format!("/units/{unit}"));
    }
    for round in [known.round, near.round] {
        pages.push(format!("/rounds/{round}"));
    }
    for assessment in [near.draft, near.ready, near.submitted, near.approved] {
        pages.push(format!("/assessments/{assessment}"));
    }
    pages.push(format!("/assessments/{}/revisions/1", near.submitted));
    pages.push(format!("/assessments/{}/revisions/1", near.approved));
    for item in [near.file, near.link, near.note, near.asked] {
        pages.push(format!("/evidence/{item}"));
    }
    for model in [near.model, near.retired_model] {
        pages.push(format!("/models/{model}"));
        pages.push(format!("/models/{model}/history"));
    }
    pages.extend(
        ["/models?status=retired", "/models?q=assistant", "/models?sort=updated"]
            .map(str::to_owned),
    );
    pages.push(format!("/evidence?unit={}&state=pending", near.unit));
    pages.push(format!("/coverage?unit={}", near.unit));
    pages.push(format!("/assessments?unit={}", known.commerce));
    pages
}

fn as_of(path: &str, day: &str) -> String {
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}as_of={day}")
}

/// The page without what differs from one look to the next: its nonce, and today in the picker of
/// another day.
fn picture(page: &Page) -> String {
    let mut text = page.text();
    for (from, to) in [("nonce=\"", "\""), ("max=\"", "\"")] {
        while let Some(at) = text.find(from) {
            let end = text[at + from.len()..].find(to).unwrap();
            text.replace_range(at..at + from.len() + end + to.len(), "");
        }
    }
    text
}

type Pictures = BTreeMap<(Who, String), String>;

/// What everybody sees of the pages; where there is nothing for them, that.
async fn look(site: &Site, day: Option<&str>) -> Pictures {
    let mut seen = Pictures::new();
    for who in LOOKERS {
        let browser = site.sign_in(who).await;
        for path in pages(site) {
            let address = day.map_or_else(|| path.clone(), |day| as_of(&path, day));
            let page = browser.get(&address).await;
            assert!([200, 404].contains(&page.status.as_u16()), "{address}: {}", page.said());
            let shown = if page.status == 200 { picture(&page) } else { "nothing".to_owned() };
            seen.insert((who, path), shown);
        }
    }
    seen
}

#[tokio::test]
async fn later_changes_of_every_kind_leave_the_picture_of_a_day_as_it_was() {
    let site = Site::start().await;
    judge_at_first(&site).await;
    site.clock.advance(Duration::days(1));
    let present = look(&site, None).await;
    let before = look(&site, Some(FIRST)).await;
    change_everything(&site).await;

    let now = look(&site, None).await;
    let frozen = |path: &str| path.contains("/revisions/") || path.contains("retired_unit");
    for ((who, path), page) in &now {
        let same = present[&(*who, path.clone())] == *page;
        assert!(!same || page == "nothing" || frozen(path), "{path} shows {who:?} no change");
    }
    // A day of the middle is neither the first nor today.
    site.clock.advance(Duration::days(1));
    let middle = look(&site, Some(SECOND)).await;
    for ((who, path), page) in &middle {
        let as_first = page.replace(SECOND, FIRST).replace("24 Nov", "23 Nov");
        let same = before[&(*who, path.clone())] == as_first;
        assert!(!same || page == "nothing" || frozen(path), "{path} shows {who:?} the first day");
    }
    change_again(&site).await;
    // Also when everything that was valid has expired, and sessions and rounds are long over.
    for span in [Duration::minutes(1), Duration::days(400)] {
        site.clock.advance(span);
        for (day, then) in [(FIRST, &before), (SECOND, &middle)] {
            let after = look(&site, Some(day)).await;
            for (place, page) in then {
                let same = after[place] == *page;
                assert!(same, "{day}, {place:?}: {}", difference(page, &after[place]));
            }
        }
    }
    site.verified().await;
}

/// Where two pages part, for the message.
fn difference(before: &str, after: &str) -> String {
    let at = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let near = |text: &str| {
        let bytes = text.as_bytes();
        let part = &bytes[at.saturating_sub(120).min(bytes.len())..(at + 160).min(bytes.len())];
        String::from_utf8_lossy(part).into_owned()
    };
    format!("\n{}\n{}", near(before), near(after))
}

async fn manager(site: &Site) -> Browser {
    site.sign_in(Who::Manager).await
}

#[tokio::test]
async fn a_page_of_the_past_says_so_and_offers_nothing_to_change() {
    let site = Site::start().await;
    site.clock.advance(Duration::days(1));
    for who in [Who::Manager, Who::Auditor, Who::Admin, Who::Assessor] {
        let browser = site.sign_in(who).await;
        for path in pages(&site) {
            let page = browser.get(&as_of(&path, FIRST)).await;
            if page.status != 200 {
                continue;
            }
            let text = page.text();
            assert!(text.contains("As known at the end of 23 Nov 2026."), "{path}");
            assert!(text.contains("Back to today"), "{path}");
            assert!(text.contains(", 23 Nov 2026 · Plumbline</title>"), "{path}: no title");
            assert!(!text.contains("<script"), "{path} has a script");
            let forms: Vec<String> = html::forms(&text)
                .into_iter()
                .filter(|form| form.method == "post")
                .map(|form| form.action)
                .filter(|action| !["/account/theme", "/signout"].contains(&action.as_str()))
                .collect();
            assert!(forms.is_empty(), "{path} has forms for {who:?}: {forms:?}");
            for word in ["/edit\"", "/new\"", "/move\"", "/response-plan\""] {
                assert!(!text.contains(word), "{path} leads {who:?} to {word}");
            }
        }
    }
}

#[tokio::test]
async fn links_stay_in_the_past_where_there_is_one() {
    let site = Site::start().await;
    site.clock.advance(Duration::days(1));
    let browser = manager(&site).await;
    let text = browser.get(&as_of("/units", FIRST)).await.text();
    let unit = format!("href=\"/units/{}?as_of=2026-11-23\"", site.known.near.unit);
    assert!(text.contains(&unit), "{text}");
    assert!(text.contains("href=\"/?as_of=2026-11-23\"") && text.contains("href=\"/account\""));
    assert!(text.contains("href=\"/units\" data-present"), "back to today");
    let filters = html::forms(&text).into_iter().filter(|form| form.action == "/units");
    assert_eq!(filters.filter(|form| form.pairs().contains(&("as_of", FIRST))).count(), 2);
}

#[tokio::test]
async fn every_page_with_a_past_is_a_page_that_reads() {
    let table = plumbline::http::table();
    for page in app::past::PAGES {
        let found = table.iter().any(|route| route.path == page && route.method == "GET");
        assert!(found, "{page}");
    }
}

#[tokio::test]
async fn of_a_day_of_which_nothing_is_known_it_is_said_why() {
    let site = Site::start().await;
    site.clock.advance(Duration::days(1));
    let browser = manager(&site).await;
    for (day, why) in [
        ("2026-11-22", "the records begin on 23 Nov 2026"),
        ("2026-11-25", "lies ahead"),
        ("9999-12-31", "lies ahead"),
        ("2026-02-30", "a day that is none"),
        ("x%00%ff", "a day that is none"),
        ("'%22%3E%3Cscript%3E", "a day that is none"),
    ] {
        for path in ["/", "/models", "/evidence"] {
            let page = browser.get(&as_of(path, day)).await.must_be(422);
            assert!(page.said().contains(why), "{day}: {}", page.said());
        }
    }
    for present in ["2026-11-24", ""] {
        let page = browser.get(&as_of("/units", present)).await.must_be(200);
        assert!(!page.text().contains("As known at the end"), "{present}");
    }
}

#[tokio::test]
async fn a_page_without_a_past_says_that_it_shows_today() {
    let site = Site::start().await;
    site.clock.advance(Duration::days(1));
    let browser = manager(&site).await;
    for path in ["/account", "/rounds/new", "/models/new"] {
        let page = browser.get(&as_of(path, FIRST)).await.must_be(200);
        assert!(page.said().contains("This is today."), "{path}: {}", page.said());
    }
    let page = browser.get("/account").await;
    assert!(!page.said().contains("This is today."));
}

#[tokio::test]
async fn no_form_reaches_the_past() {
    let site = Site::start().await;
    site.clock.advance(Duration::days(1));
    let head = site.database().await.head().await;
    let browsers = site.everybody().await;
    for room in ["org", "models", "assessments", "evidence", "audit", "audits", "tasks", "notices"]
    {
        for case in cases::of_room(&site.known, room) {
            let Some(who) = case.who.filter(|_| case.method == Method::POST) else {
                continue;
            };
            let page = browsers[&who].post(&as_of(&case.near, FIRST), &[]).await.must_be(403);
            assert!(page.said().contains("The past stays as it was."), "{}", page.said());
        }
    }
    let actions = site.database().await.actions_after(head).await;
    let expected = ["session.begun", "request.refused"];
    assert!(actions.iter().all(|action| expected.contains(&action.as_str())), "{actions:?}");
}

#[tokio::test]
async fn evidence_is_opened_from_the_past_and_the_log_of_today_notes_it() {
    let site = Site::start().await;
    site.clock.advance(Duration::days(1));
    let browser = site.sign_in(Who::Auditor).await;
    let file = site.known.near.file;
    let text = browser.get(&as_of(&format!("/evidence/{file}"), FIRST)).await.must_be(200).text();
    assert!(text.contains(&format!("href=\"/evidence/{file}/file\"")), "{text}");
    let head = site.database().await.head().await;
    let _ = browser.get(&format!("/evidence/{file}/file")).await.must_be(200);
    let shown = as_of(&format!("/evidence/{file}?show=content"), FIRST);
    let shown = browser.get(&shown).await.must_be(200);
    assert!(shown.said().contains("SHA-256 matches upload"), "{}", shown.said());
    let actions = site.database().await.actions_after(head).await;
    assert_eq!(actions, ["evidence.opened", "evidence.opened"]);
    // What happened later is in the log, and not in the picture.
    let again = browser.get(&as_of(&format!("/evidence/{file}"), FIRST)).await.text();
    assert_eq!(again.matches("opened").count(), text.matches("opened").count());
}
