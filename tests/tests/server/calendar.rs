//! A person's calendar: its secret address, and what a calendar program finds there.

use std::str::FromStr as _;

use app::state::Settings;
use domain::tasks::NewTask;
use domain::{Actor, QuestionNo};
use icalendar::{Calendar, Component as _};
use store::NewOutsider;
use tests::html::{forms, tags};
use tests::organisation::{PASSWORD, task_of};
use tests::{Answer, Browser, Site, Who, site};

/// Makes an address on the page, and gives its path.
async fn make(site: &Site, browser: &Browser) -> String {
    let page = browser.get("/work/calendar").await.must_be(200);
    let all = forms(&page.text());
    let form = all.iter().find(|form| form.get("do") == Some("make")).unwrap();
    let shown = browser.submit(form).await.must_be(200);
    let address = address_on(&shown).unwrap();
    let path = address.strip_prefix(&site.origin);
    path.unwrap_or_else(|| panic!("{address}")).to_owned()
}

/// The address that a page shows.
fn address_on(page: &Answer) -> Option<String> {
    let tags = tags(&page.text());
    let field = tags.iter().find(|tag| tag.name == "input" && tag.text("name") == "address");
    field.map(|tag| tag.text("value"))
}

async fn fetched(site: &Site, path: &str) -> Answer {
    // A calendar program: no cookies, and none of what browsers send.
    site.visitor().send(site.visitor().bare(http::Method::GET, path)).await
}

async fn actor(site: &Site, who: Who) -> Actor {
    site.store.actor(site.known.person(who)).await.unwrap().unwrap()
}

async fn give(site: &Site, title: &str) {
    let new = NewTask {
        title: title.to_owned(),
        question: QuestionNo(9),
        due_on: "2027-01-08".parse().unwrap(),
        steps: Vec::new(),
        ..task_of(&actor(site, Who::Colleague).await)
    };
    let manager = actor(site, Who::Manager).await;
    site.store.create_task(&manager, site.known.near.unit, &new).await.unwrap();
}

#[tokio::test]
async fn the_address_is_shown_once_and_opens_without_a_session() {
    let site = Site::start().await;
    give(&site, "Rotate the gateway's key").await;
    let browser = site.sign_in(Who::Colleague).await;
    let _ = browser.get("/work").await.must_be(200);
    let path = make(&site, &browser).await;
    let token = path.strip_prefix("/calendar/").unwrap().strip_suffix(".ics").unwrap();
    assert_eq!(token.len(), 48, "{token}");
    for page in ["/work/calendar", "/work", "/account"] {
        let page = browser.get(page).await.must_be(200);
        assert!(!page.text().contains(token), "{} shows it again", page.asked);
    }
    let before = site.database().await.digests().await;
    let answer = fetched(&site, &path).await.must_be(200);
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("x-robots-tag"), "noindex");
    assert!(answer.cookies().is_empty(), "{:?}", answer.cookies());
    let calendar = Calendar::from_str(&answer.text()).unwrap();
    assert_eq!(calendar.get_name(), Some("Plumbline at Aldermoor Group"));
    let mut events = calendar.events();
    let task = events.find(|event| event.get_url().is_some_and(|it| it.contains("/tasks/")));
    let task = task.unwrap();
    assert_eq!(task.get_summary(), Some("Task due: Rotate the gateway's key"));
    assert!(task.get_url().unwrap().starts_with(&site.origin), "{task:?}");
    assert_eq!(fetched(&site, &path).await.bytes, answer.bytes, "the same bytes for the same data");
    assert_eq!(site.database().await.digests().await, before, "looking writes nothing");
    site.verified().await;
}

#[tokio::test]
async fn an_address_stops_at_once_when_it_is_replaced_or_removed() {
    let site = Site::start().await;
    let browser = site.sign_in(Who::Colleague).await;
    let first = make(&site, &browser).await;
    let second = make(&site, &browser).await;
    let never = "/calendar/00112233445566778899aabbccddeeff.ics";
    let _ = fetched(&site, &second).await.must_be(200);
    let gone = fetched(&site, &first).await.must_be(404);
    let page = browser.get("/work/calendar").await.must_be(200);
    let all = forms(&page.text());
    let remove = all.iter().find(|form| form.get("do") == Some("remove")).unwrap();
    let _ = browser.submit(remove).await.must_lead_to("/work/calendar?done=removed");
    let _ = fetched(&site, &second).await.must_be(404);
    // Nobody is told whether an address ever was one.
    for path in [never, "/calendar/.ics", "/calendar/x", second.trim_end_matches(".ics")] {
        let answer = fetched(&site, path).await.must_be(404);
        assert_eq!(answer.said(), gone.said(), "{path}");
    }
    let _ = browser.post("/work/calendar", &[("do", "remove")]).await.must_be(404);
    let _ = browser.post("/work/calendar", &[("do", "anything")]).await.must_be(404);
    let mut database = site.database().await;
    let told = database.actions_after(0).await;
    let told: Vec<_> = told.iter().filter(|action| action.starts_with("calendar.")).collect();
    // The first is of the organisation's own beginning.
    assert_eq!(told, ["calendar.made", "calendar.made", "calendar.replaced", "calendar.removed"]);
}

#[tokio::test]
async fn an_account_that_is_switched_off_has_no_calendar() {
    let site = Site::start().await;
    let path = format!("/calendar/{}", site.known.calendar);
    let _ = fetched(&site, &path).await.must_be(200);
    let admin = site.sign_in(Who::Admin).await;
    let person = format!("/people/{}", site.known.person(Who::Assessor));
    let _ = admin.post(&person, &[("do", "deactivate")]).await.must_be(303);
    let _ = fetched(&site, &path).await.must_be(404);
    let _ = admin.post(&person, &[("do", "reactivate")]).await.must_be(303);
    let _ = fetched(&site, &path).await.must_be(404);
}

#[tokio::test]
async fn somebody_from_outside_has_none() {
    let site = Site::start().await;
    let admin = actor(&site, Who::Admin).await;
    let new = NewOutsider {
        name: "Iris Vane".to_owned(),
        email: "iris.vane@auditors.example".to_owned(),
        until: "2027-01-31".parse().unwrap(),
    };
    let audit = site.known.near.audit;
    let link = site.store.invite_from_outside(&admin, audit, &new).await.unwrap();
    let browser = site.visitor();
    let form = [("password", PASSWORD), ("again", PASSWORD)];
    let _ = browser.post(&format!("/link/{}", link.token), &form).await.must_be(303);
    let account = browser.get("/account").await.must_be(200);
    assert!(!account.text().contains("/work/calendar"), "{}", account.said());
    let _ = browser.get("/work/calendar").await.must_be(404);
    let _ = browser.post("/work/calendar", &[("do", "make")]).await.must_be(404);
}

#[tokio::test]
async fn no_title_brings_more_into_it_than_a_title() {
    let site = Site::start().await;
    let browser = site.sign_in(Who::Colleague).await;
    let path = make(&site, &browser).await;
    let none = Calendar::from_str(&fetched(&site, &path).await.text()).unwrap();
    let long = "Übermäßig lange Schlüsselübergabe 🔑, täglich; ".repeat(4);
    let titles = [
        "BEGIN:VEVENT",
        r"commas, semicolons; and \n backslashes \",
        "END:VCALENDAR\u{2028}BEGIN:VCALENDAR",
        "ATTACH:https://evil.example/x",
        long.trim(),
    ];
    for title in titles {
        give(&site, title).await;
    }
    // The form takes no line ends; what came into the database otherwise does no harm either.
    give(&site, "broken").await;
    let mut database = site.database().await;
    let broken = "'broken' || char(13, 10) || 'END:VEVENT' || char(13) || 'BEGIN:VEVENT'";
    database.run(&format!("UPDATE tasks SET title = {broken} WHERE title = 'broken'")).await;
    database.run("UPDATE units SET name = 'A; B, C' || char(10) || 'BEGIN:VEVENT' WHERE parent_id IS NULL").await;

    let text = fetched(&site, &path).await.must_be(200).text();
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert!(lines.iter().all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
    let calendar = Calendar::from_str(&text).unwrap();
    assert_eq!(calendar.events().count(), none.events().count() + titles.len() + 1);
    let begun = lines.iter().filter(|line| **line == "BEGIN:VEVENT").count();
    assert_eq!(begun, calendar.events().count());
    assert_eq!(lines.iter().filter(|line| **line == "END:VCALENDAR").count(), 1);
    let summaries: Vec<_> = calendar.events().filter_map(|it| it.get_summary()).collect();
    for title in titles {
        assert!(
            summaries.contains(&format!("Task due: {title}").as_str()),
            "{title}: {summaries:?}"
        );
    }
    assert!(calendar.events().all(|event| event.property_value("ATTACH").is_none()));
    assert!(text.contains("NAME;VALUE=TEXT:Plumbline at A\\; B\\, C BEGIN:VEVENT"), "{text}");
}

#[tokio::test]
async fn links_lead_to_the_address_that_the_site_was_given() {
    let public_url = Some("https://plumbline.example.org".to_owned());
    let site = Site::with(Settings { public_url, ..site::settings() }).await;
    let browser = site.sign_in(Who::Assessor).await;
    let shown = browser.post("/work/calendar", &[("do", "make")]).await.must_be(200);
    let address = address_on(&shown).unwrap();
    assert!(address.starts_with("https://plumbline.example.org/calendar/"), "{address}");
    let path = address.strip_prefix("https://plumbline.example.org").unwrap();
    let text = fetched(&site, path).await.must_be(200).text();
    let calendar = Calendar::from_str(&text).unwrap();
    assert!(calendar.events().count() > 0);
    let here = |url: Option<&str>| url.unwrap().starts_with("https://plumbline.example.org/");
    assert!(calendar.events().all(|event| here(event.get_url())), "{text}");
}
