//! Whatever is sent, nothing breaks: a sentence beside the field, and what was typed still there.

use std::collections::BTreeSet;

use domain::text;
use http::Method;
use http::header::CONTENT_TYPE;
use tests::browser::{BOUNDARY, multipart};
use tests::cases::{self, Case};
use tests::html::{Form, Piece, Tag, links, pieces, tags};
use tests::{Answer, Browser, Part, Site, Who};

use crate::nonsense;

/// A room, and the place of a case in it.
type Place = (&'static str, usize);

/// A site on which a case was not carried out yet, with somebody who may.
struct Stage {
    place: Place,
    site: Site,
    case: Case,
    browser: Browser,
    /// The newest entry of the audit log before anything was sent.
    head: i64,
    form: Option<Form>,
}

impl Stage {
    async fn of(place: Place) -> Self {
        let site = Site::start().await;
        let case = cases::of_room(&site.known, place.0).swap_remove(place.1);
        let browser = match case.who {
            Some(who) => site.sign_in(who).await,
            None => site.visitor(),
        };
        let head = site.database().await.head().await;
        Self { place, site, case, browser, head, form: None }
    }

    /// The form, filled as it should be; on a fresh site when an earlier one went through.
    async fn form(&mut self) -> Form {
        if self.is_used().await {
            *self = Self::of(self.place).await;
        }
        if self.form.is_none() {
            self.form = Some(self.case.filled(&self.browser).await);
        }
        self.form.clone().unwrap()
    }

    /// Whether something was changed already.
    async fn is_used(&self) -> bool {
        self.site.database().await.head().await != self.head
    }

    async fn send(&self, form: &Form) -> Answer {
        self.case.send(&self.browser, form).await
    }
}

/// Goes through every form of a room.
async fn each(room: &'static str, check: impl AsyncFn(Stage)) {
    let known = Site::start().await.known.clone();
    for (index, case) in cases::of_room(&known, room).iter().enumerate() {
        if case.method == Method::POST {
            check(Stage::of((room, index)).await).await;
        }
    }
}

/// A test for each room that has forms, so that they run side by side.
macro_rules! in_every_room {
    ($($check:ident),+ $(,)?) => {$(
        mod $check {
            #[tokio::test]
            async fn account() {
                super::each("account", super::$check).await;
            }

            #[tokio::test]
            async fn org() {
                super::each("org", super::$check).await;
            }

            #[tokio::test]
            async fn models() {
                super::each("models", super::$check).await;
            }

            #[tokio::test]
            async fn assessments() {
                super::each("assessments", super::$check).await;
            }

            #[tokio::test]
            async fn evidence() {
                super::each("evidence", super::$check).await;
            }

            #[tokio::test]
            async fn audit() {
                super::each("audit", super::$check).await;
            }

            #[tokio::test]
            async fn audits() {
                super::each("audits", super::$check).await;
            }

            #[tokio::test]
            async fn checks() {
                super::each("checks", super::$check).await;
            }

            #[tokio::test]
            async fn tasks() {
                super::each("tasks", super::$check).await;
            }

            #[tokio::test]
            async fn notices() {
                super::each("notices", super::$check).await;
            }
        }
    )+};
}

in_every_room! {
    nonsense_in_any_field_is_told_beside_it,
    a_form_without_anything_in_it_is_told_so,
    a_form_sent_twice_does_no_harm,
    ids_of_other_places_are_not_taken,
    bodies_that_are_no_form_are_told_so,
    bytes_that_are_no_text_are_told_so,
}

/// What is owed to whoever sent nonsense: no fault of ours, and a page that says what is wrong.
fn must_be_told(what: &str, answer: &Answer) {
    let status = answer.status.as_u16();
    assert!(status < 500, "{what}: {status}, {}", answer.said());
    if !answer.is_page() {
        return;
    }
    let page = answer.text();
    if status == 422 {
        let tags = tags(&page);
        let marked = tags.iter().any(|tag| {
            tag.get("aria-invalid") == Some("true")
                || tag.text("class").contains("error-summary")
                || tag.text("class").contains("notice--high")
        });
        // What is no form of ours has no page to come back to, and gets one of its own.
        let is_alone = tests::html::visible_text(&page).contains("That can't be taken");
        assert!(marked || is_alone, "{what}: nothing says what is wrong: {}", answer.said());
        let bare = links(&page).into_iter().find(|(_, words)| words.starts_with(text::EMPTY));
        assert_eq!(bare, None, "{what}: the summary does not name the field");
    }
    // What was typed is shown, and never becomes part of the page.
    assert!(
        !tags(&page).iter().any(|tag| tag.get("data-planted").is_some()),
        "{what}: markup came through"
    );
    let pieces = pieces(&page);
    let scripts = pieces.windows(2).filter(|pair| {
        matches!(pair, [Piece::Open(tag), Piece::Text(inside)] if tag.name == "script" && !inside.trim().is_empty())
    });
    assert_eq!(scripts.count(), 0, "{what}: an inline script");
}

/// What a page shows again of what was typed.
struct Again {
    forms: Vec<Form>,
    /// Fields that offer a closed list: what isn't in it can't be shown again.
    choices: Vec<String>,
}

impl Again {
    fn of(page: &str) -> Self {
        let is_choice = |tag: &Tag| {
            tag.name == "select" || ["radio", "checkbox"].contains(&tag.text("type").as_str())
        };
        let choices =
            tags(page).into_iter().filter(is_choice).map(|tag| tag.text("name")).collect();
        Self { forms: tests::html::forms(page), choices }
    }

    fn shows(&self, name: &str, value: &str) -> bool {
        let is_it =
            |(known, shown): &(String, String)| known == name && shown.trim() == value.trim();
        self.choices.iter().any(|choice| choice == name)
            || self.forms.iter().any(|form| form.fields.iter().any(is_it))
    }
}

/// Fields whose value never comes back: passwords, and what a page decides itself.
fn stays_away(name: &str) -> bool {
    ["password", "again", "present", "revision", "do", "step", "next", "back"].contains(&name)
        || ["seen-", "was-", "keep-", "theirs-"].iter().any(|start| name.starts_with(start))
}

/// One field of each kind: the ten notes of a workspace are all alike.
fn kinds(form: &Form) -> Vec<String> {
    let kind = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let mut seen = BTreeSet::from([kind("do"), kind("step")]);
    let fields = form.fields.iter().map(|(name, _)| name.clone());
    fields.filter(|name| seen.insert(kind(name))).collect()
}

async fn nonsense_in_any_field_is_told_beside_it(mut stage: Stage) {
    let full = stage.form().await;
    for name in kinds(&full) {
        for (kind, value) in nonsense::texts() {
            let form = stage.form().await.with(&name, &value);
            let answer = stage.send(&form).await;
            let what = format!("{kind} in {name} of {}", stage.case.name());
            must_be_told(&what, &answer);
            // What no page has a form for is sent by scripts, which keep what was typed themselves.
            if answer.status != 422 || !answer.is_page() || stage.case.form.page.is_none() {
                continue;
            }
            let again = Again::of(&answer.text());
            for (other, typed) in form.fields.iter().filter(|(other, _)| !stays_away(other)) {
                // Line breaks come back as one kind.
                let typed = typed.replace("\r\n", "\n");
                assert!(
                    again.shows(other, &typed),
                    "{what}: {other} lost {typed:?}: {}",
                    answer.said()
                );
            }
        }
    }
    stage.site.verified().await;
}

async fn a_form_without_anything_in_it_is_told_so(mut stage: Stage) {
    let full = stage.form().await;
    let name = stage.case.name();
    let empty = Form { fields: Vec::new(), ..full.clone() };
    must_be_told(&format!("nothing to {name}"), &stage.send(&empty).await);
    let is_kept = |(field, _): &&(String, String)| ["do", "step"].contains(&field.as_str());
    let kept = full.fields.iter().filter(is_kept).cloned().collect();
    stage.form().await;
    let bare = Form { fields: kept, ..full };
    must_be_told(&format!("only the button of {name}"), &stage.send(&bare).await);
    stage.site.verified().await;
}

async fn a_form_sent_twice_does_no_harm(mut stage: Stage) {
    let form = stage.form().await;
    let name = stage.case.name();
    let first = stage.send(&form).await;
    assert_eq!(first.status, stage.case.status, "{name}: {}", first.said());
    must_be_told(&format!("{name} again"), &stage.send(&form).await);
    stage.site.verified().await;
    // At the same moment, as a double click does.
    let mut stage = Stage::of(stage.place).await;
    let form = stage.form().await;
    let (one, two) = tokio::join!(stage.send(&form), stage.send(&form));
    for answer in [one, two] {
        must_be_told(&format!("{name} at the same time"), &answer);
    }
    stage.site.verified().await;
}

/// Whoever sees only Online Store and sends an id of Logistics has sent no id at all.
async fn ids_of_other_places_are_not_taken(mut stage: Stage) {
    if matches!(stage.case.who, Some(Who::Admin) | None) {
        return;
    }
    let fields = stage.form().await.fields;
    // Where a credential is kept is a text.
    let has_places = stage.case.route.starts_with("/evidence/");
    let is_id = |name: &str| {
        ["unit", "owner", "person", "parent", "to"].contains(&name)
            || name == "place" && has_places
            || name.starts_with("existing-")
    };
    for (name, _) in fields.iter().filter(|(name, _)| is_id(name)) {
        let far = &stage.site.known.far;
        let foreign = match name.as_str() {
            "owner" | "person" | "to" => stage.site.known.person(Who::Outsider).to_string(),
            "place" => format!("{}-{}", far.draft, 1),
            name if name.starts_with("existing-") => far.file.to_string(),
            _ => far.unit.to_string(),
        };
        let form = stage.form().await.with(name, &foreign);
        let answer = stage.send(&form).await;
        let what = format!("{name}={foreign} of Logistics in {}", stage.case.name());
        must_be_told(&what, &answer);
        let done = stage.site.database().await.actions_after(stage.head).await;
        let is_refused = [403, 404, 409, 422].contains(&answer.status.as_u16());
        assert!(is_refused, "{what}: {} {done:?}", answer.status);
        // The rest of a workspace is saved all the same.
        let is_foreign = |action: &&String| *action != "answer.saved";
        assert_eq!(done.iter().find(is_foreign), None, "{what}");
    }
}

async fn bodies_that_are_no_form_are_told_so(mut stage: Stage) {
    for (what, kind, body) in nonsense::bodies() {
        stage.form().await;
        let mut request = stage.browser.request(Method::POST, &stage.case.near).body(body);
        if !kind.is_empty() {
            request = request.header(CONTENT_TYPE, kind);
        }
        let answer = stage.browser.send(request).await;
        let what = format!("{what} to {}", stage.case.name());
        must_be_told(&what, &answer);
        assert_eq!(stage.site.incoming(), 0, "{what}: an upload was left half done");
    }
    stage.site.verified().await;
}

async fn bytes_that_are_no_text_are_told_so(mut stage: Stage) {
    let form = stage.form().await;
    let names = form.fields.iter().map(|(name, _)| name);
    for name in names.filter(|name| !stays_away(name)).take(3) {
        stage.form().await;
        let others = form.pairs().into_iter().filter(|(known, _)| known != name);
        let mut broken: String =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(others).finish();
        broken.push_str(&format!("&{name}=%ff%fe%00&%ff=%ff&{name}=%ZZ%&=&&&"));
        let request = stage.browser.request(Method::POST, &stage.case.near);
        let request =
            request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(broken);
        let what = format!("no text in {name} of {}", stage.case.name());
        must_be_told(&what, &stage.browser.send(request).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nonsense_in_addresses_is_told_too() {
    let site = Site::start().await;
    let everybody = site.everybody().await;
    let cases = cases::all(&site.known);
    for case in cases.iter().filter(|case| case.method == Method::GET && !case.streams) {
        let Some(who) = case.who else { continue };
        for query in nonsense::QUERIES {
            let path = format!("{}{query}", case.near);
            let answer = everybody[&who].get(&path).await;
            assert!(
                [200, 404].contains(&answer.status.as_u16()),
                "{path}: {} {}",
                answer.status,
                answer.said()
            );
            must_be_told(&path, &answer);
        }
        let many = format!("{}?{}", case.near, "owner=1&tag=2&".repeat(1000));
        let answer = everybody[&who].get(&many).await;
        assert!(answer.text().len() < 200_000, "{}: a page of {}", case.near, answer.text().len());
        let long = format!("{}?q={}", case.near, "x".repeat(7000));
        must_be_told(&long[..80.min(long.len())], &everybody[&who].get(&long).await);
    }
}

#[tokio::test]
async fn a_form_of_parts_keeps_what_was_typed_when_its_file_is_refused() {
    let site = Site::start().await;
    let assessor = site.sign_in(Who::Assessor).await;
    let path = format!("/assessments/{}", site.known.near.draft);
    let parts = [
        Part::field("note-4", "Alerts go to the duty officer."),
        Part::field("answer-4", "yes"),
        Part::field("seen-4", "0"),
        Part::field("link-title-5", "A title without a link"),
        Part::field("do", "save"),
        Part::file("files-4", "large.bin", vec![7; 1024 * 1024 + 1]),
    ];
    let answer = assessor.upload(&path, &parts).await.must_be(422);
    let text = answer.text();
    assert!(text.contains("larger than 1 MiB"), "{}", answer.said());
    assert!(
        text.contains("Alerts go to the duty officer.") && text.contains("A title without a link")
    );
    assert_eq!(site.incoming(), 0);
    let request = assessor
        .request(Method::POST, &path)
        .header(CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    let mut body = multipart(&parts[..3]);
    body.truncate(body.len() - 20);
    let cut = assessor.send(request.body(body)).await.must_be(422);
    assert!(cut.text().contains("garbled"), "{}", cut.said());
    assert!(cut.text().contains("Alerts go to the duty officer."), "{}", cut.said());
}
