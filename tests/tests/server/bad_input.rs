//! Whatever is sent, nothing breaks: a sentence beside the field, and what was typed still there.

use http::Method;
use http::header::CONTENT_TYPE;
use tests::browser::{BOUNDARY, multipart};
use tests::cases::{self, Case};
use tests::html::{Form, Piece, pieces, tags};
use tests::{Answer, Browser, Part, Site, Who};

/// A site on which a case was not carried out yet, with somebody who may.
struct Stage {
    site: Site,
    case: Case,
    browser: Browser,
    /// The newest entry of the audit log before anything was sent.
    head: i64,
}

impl Stage {
    async fn of(index: usize) -> Self {
        let site = Site::start().await;
        let case = cases::all(&site.known).swap_remove(index);
        let browser = match case.who {
            Some(who) => site.sign_in(who).await,
            None => site.visitor(),
        };
        let head = site.database().await.head().await;
        Self { site, case, browser, head }
    }

    /// The form, filled as it should be; on a fresh site when an earlier one went through.
    async fn form(&mut self, index: usize) -> Form {
        if self.is_used().await {
            *self = Self::of(index).await;
        }
        self.case.filled(&self.browser).await
    }

    /// Whether something was changed already.
    async fn is_used(&self) -> bool {
        self.site.database().await.head().await != self.head
    }

    async fn send(&self, form: &Form) -> Answer {
        self.case.send(&self.browser, form).await
    }
}

/// Every case that is a form, with its place among all cases.
async fn forms() -> Vec<(usize, Case)> {
    let site = Site::start().await;
    let all = cases::all(&site.known).into_iter().enumerate();
    all.filter(|(_, case)| case.method == Method::POST).collect()
}

/// What is owed to whoever sent nonsense: no fault of ours, and a page that says what is wrong.
fn must_be_told(what: &str, answer: &Answer) {
    let status = answer.status.as_u16();
    assert!(status < 500, "{what}: {status}, {}", answer.said());
    if !answer.is_page() {
        return;
    }
    let text = answer.text();
    if status == 422 {
        let tags = tags(&text);
        let marked = tags.iter().any(|tag| {
            tag.get("aria-invalid") == Some("true")
                || tag.text("class").contains("error-summary")
                || tag.text("class").contains("notice--high")
        });
        assert!(marked, "{what}: nothing says what is wrong: {}", answer.said());
    }
    // What was typed is shown, and never becomes part of the page.
    assert!(
        !tags(&text).iter().any(|tag| tag.get("data-planted").is_some()),
        "{what}: markup came through"
    );
    let pieces = pieces(&text);
    let scripts = pieces.windows(2).filter(|pair| {
        matches!(pair, [Piece::Open(tag), Piece::Text(inside)] if tag.name == "script" && !inside.trim().is_empty())
    });
    assert_eq!(scripts.count(), 0, "{what}: an inline script");
}

/// Whether a page shows what was typed into a field.
fn shows(page: &str, name: &str, value: &str) -> bool {
    tests::html::forms(page).iter().any(|form| {
        form.fields.iter().any(|(known, shown)| known == name && shown.trim() == value.trim())
    })
}

/// Fields whose value never comes back: passwords, and what a page decides itself.
fn stays_away(name: &str) -> bool {
    ["password", "again", "present", "revision", "do", "step", "next", "back"].contains(&name)
        || ["seen-", "was-", "keep-", "theirs-"].iter().any(|start| name.starts_with(start))
}

/// Texts that no field should choke on.
fn nonsense() -> Vec<(&'static str, String)> {
    vec![
        ("nothing", String::new()),
        ("blanks", "   \t ".to_owned()),
        ("over-long", "x".repeat(20_000)),
        ("a letter", "x".to_owned()),
        ("a negative number", "-1".to_owned()),
        ("a huge number", "99999999999999999999999".to_owned()),
        ("an id that is not there", "999999".to_owned()),
        ("a number that is too exact", "1.5".to_owned()),
        ("NUL", "a\0b".to_owned()),
        ("control characters", "a\u{1}\u{7f}\u{1b}[31mb".to_owned()),
        ("turned text", "invoice\u{202e}fdp.exe".to_owned()),
        ("isolates", "\u{2066}a\u{2069}".to_owned()),
        ("unseen characters", "a\u{200b}\u{feff}b".to_owned()),
        ("markup", "\"><script data-planted>alert(1)</script><b data-planted>".to_owned()),
        ("a script's address", "javascript:alert(1)".to_owned()),
        ("SQL", "'; DROP TABLE people; --".to_owned()),
        ("a path", "../../../../etc/passwd".to_owned()),
        ("a wrong day", "2026-02-30".to_owned()),
        ("a day far away", "9999-12-31".to_owned()),
        ("a year beyond", "+99999-01-01".to_owned()),
        ("lines", "one\r\ntwo\rthree\nfour".to_owned()),
        ("emoji", "👩‍👩‍👧‍👦🏳️‍🌈".to_owned()),
        ("many accents", "Z̷̢̛͚̺͔̝a̵l̶g̷o̸".repeat(40)),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "its cases are not complete yet"]
async fn nonsense_in_any_field_is_told_beside_it() {
    for (index, case) in forms().await {
        let mut stage = Stage::of(index).await;
        let names: Vec<String> =
            stage.form(index).await.fields.iter().map(|(name, _)| name.clone()).collect();
        for name in names.iter().filter(|name| !["do", "step"].contains(&name.as_str())) {
            for (kind, value) in nonsense() {
                let form = stage.form(index).await.with(name, &value);
                let answer = stage.send(&form).await;
                let what = format!("{kind} in {name} of {}", case.name());
                must_be_told(&what, &answer);
                if answer.status == 422 && answer.is_page() {
                    let page = answer.text();
                    for (other, typed) in form.fields.iter().filter(|(other, _)| !stays_away(other))
                    {
                        let kept = shows(&page, other, typed)
                            || is_choice(&page, other)
                            || other == name && typed.contains('\r');
                        assert!(kept, "{what}: {other} lost what was typed: {}", answer.said());
                    }
                }
            }
        }
        stage.site.verified().await;
    }
}

/// Whether a field offers a closed list: what isn't in it can't be shown again.
fn is_choice(page: &str, name: &str) -> bool {
    tags(page).iter().any(|tag| {
        tag.get("name") == Some(name)
            && (tag.name == "select" || ["radio", "checkbox"].contains(&tag.text("type").as_str()))
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_without_anything_in_it_is_told_so() {
    for (index, case) in forms().await {
        let mut stage = Stage::of(index).await;
        let full = stage.form(index).await;
        let empty = Form { fields: Vec::new(), ..full.clone() };
        must_be_told(&format!("nothing to {}", case.name()), &stage.send(&empty).await);
        let kept: Vec<(String, String)> = full
            .fields
            .iter()
            .filter(|(name, _)| ["do", "step"].contains(&name.as_str()))
            .cloned()
            .collect();
        let bare = Form { fields: kept, ..full };
        stage.form(index).await;
        must_be_told(&format!("only the button of {}", case.name()), &stage.send(&bare).await);
        stage.site.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "its cases are not complete yet"]
async fn a_form_sent_twice_does_no_harm() {
    for (index, case) in forms().await {
        let mut stage = Stage::of(index).await;
        let form = stage.form(index).await;
        let first = stage.send(&form).await;
        assert_eq!(first.status, case.status, "{}: {}", case.name(), first.said());
        let again = stage.send(&form).await;
        must_be_told(&format!("{} again", case.name()), &again);
        // At the same moment, as a double click does.
        let mut stage = Stage::of(index).await;
        let form = stage.form(index).await;
        let (one, two) = tokio::join!(stage.send(&form), stage.send(&form));
        for answer in [one, two] {
            must_be_told(&format!("{} at the same time", case.name()), &answer);
        }
        stage.site.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "its cases are not complete yet"]
async fn ids_of_other_places_are_not_taken() {
    // Whoever sees only Online Store and sends an id of Logistics has sent no id at all.
    for (index, case) in forms().await {
        if matches!(case.who, Some(Who::Admin) | None) {
            continue;
        }
        let mut stage = Stage::of(index).await;
        let fields = stage.form(index).await.fields;
        let ids = fields.iter().filter(|(name, value)| {
            ["unit", "owner", "person", "parent", "place", "to"].contains(&name.as_str())
                || name.starts_with("existing-") && !value.is_empty()
        });
        for (name, _) in ids {
            let far = &stage.site.known.far.clone();
            let outsider = stage.site.known.person(Who::Outsider);
            let foreign = match name.as_str() {
                "owner" | "person" | "to" => outsider.to_string(),
                "place" => format!("{}-{}", far.draft, 1),
                name if name.starts_with("existing-") => far.file.to_string(),
                _ => far.unit.to_string(),
            };
            let form = stage.form(index).await.with(name, &foreign);
            let mut database = stage.site.database().await;
            let before = database.head().await;
            let answer = stage.send(&form).await;
            let what = format!("{name}={foreign} of Logistics in {}", case.name());
            must_be_told(&what, &answer);
            let done = database.actions_after(before).await;
            assert!(
                [403, 404, 409, 422].contains(&answer.status.as_u16()),
                "{what}: {} {done:?}",
                answer.status
            );
            assert!(done.is_empty(), "{what}: {done:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "its cases are not complete yet"]
async fn bodies_that_are_no_form_are_told_so() {
    let site = Site::start().await;
    let everybody = site.everybody().await;
    let visitor = site.visitor();
    let cases = cases::all(&site.known);
    for case in cases.iter().filter(|case| case.method == Method::POST) {
        let browser = case.who.map_or(&visitor, |who| &everybody[&who]);
        let form = "application/x-www-form-urlencoded";
        let with_boundary = format!("multipart/form-data; boundary={BOUNDARY}");
        let huge = format!("name={}", "x".repeat(9 * 1024 * 1024));
        let bodies: Vec<(&str, &str, Vec<u8>)> = vec![
            ("JSON", "application/json", b"{\"name\":\"x\"}".to_vec()),
            ("plain text", "text/plain", b"name=x".to_vec()),
            (
                "XML",
                "application/xml",
                b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>".to_vec(),
            ),
            ("no type", "", b"name=x".to_vec()),
            ("a huge form", form, huge.into_bytes()),
            ("a huge body of no form", "application/octet-stream", vec![0; 3 * 1024 * 1024]),
            ("parts without a boundary", "multipart/form-data", b"name=x".to_vec()),
            ("parts that are none", &with_boundary, b"this is no multipart body".to_vec()),
            (
                "parts cut short",
                &with_boundary,
                format!(
                    "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"note-1\"\r\n\r\nhalf"
                )
                .into_bytes(),
            ),
            (
                "a part without a name",
                &with_boundary,
                format!(
                    "--{BOUNDARY}\r\nContent-Disposition: form-data\r\n\r\nx\r\n--{BOUNDARY}--\r\n"
                )
                .into_bytes(),
            ),
            (
                "a part with a broken header",
                &with_boundary,
                format!("--{BOUNDARY}\r\n\0\u{1}: \u{2}\r\n\r\nx\r\n--{BOUNDARY}--\r\n")
                    .into_bytes(),
            ),
        ];
        for (what, kind, body) in bodies {
            let mut request = browser.request(Method::POST, &case.near).body(body);
            if !kind.is_empty() {
                request = request.header(CONTENT_TYPE, kind);
            }
            let answer = browser.send(request).await;
            let what = format!("{what} to {}", case.name());
            must_be_told(&what, &answer);
        }
        assert_eq!(site.incoming(), 0, "{}: an upload was left half done", case.name());
    }
    site.verified().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bytes_that_are_no_text_are_told_so() {
    for (index, case) in forms().await {
        let mut stage = Stage::of(index).await;
        let form = stage.form(index).await;
        let Some(name) = form.fields.iter().map(|(name, _)| name).find(|name| !stays_away(name))
        else {
            continue;
        };
        let mut broken: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form.pairs().into_iter().filter(|(known, _)| known != name))
            .finish();
        broken.push_str(&format!("&{name}=%ff%fe%00&%ff=%ff&{name}=%ZZ%&=&&&"));
        let request = stage.browser.request(Method::POST, &case.near);
        let request =
            request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(broken);
        must_be_told(
            &format!("no text in {name} of {}", case.name()),
            &stage.browser.send(request).await,
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nonsense_in_addresses_is_told_too() {
    let site = Site::start().await;
    let everybody = site.everybody().await;
    let cases = cases::all(&site.known);
    let queries = [
        "?page=0",
        "?page=-1",
        "?page=99999999999999999999",
        "?page=x",
        "?sort=nonsense&dir=up",
        "?q=%00",
        "?q=%ff%fe",
        "?unit=999999",
        "?unit=x",
        "?q='%22%3E%3Cscript%20data-planted%3E",
        "?done=%3Cb%20data-planted%3E",
        "?state=nonsense&band=x&kind=y",
        "?open=999",
        "?open=x",
        "?since=x&until=y&from=z",
        "?&&==&",
        "?page=1&page=2",
        "?q=AND%20OR%20NOT%20%22%20*%20(",
        "?tag=%F0%9F%92%A9",
    ];
    for case in cases.iter().filter(|case| case.method == Method::GET && !case.streams) {
        let Some(who) = case.who else { continue };
        for query in queries {
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
    assert!(text.contains("larger than 1.0 MiB"), "{}", answer.said());
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
