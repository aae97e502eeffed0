//! Writes come from this site's own pages; reads change nothing.

use http::Method;
use tests::browser::{BOUNDARY, multipart};
use tests::cases::{self, Case, elsewhere};
use tests::{Browser, Site, Who, html};

/// The request that a form makes, without the headers that say where it comes from.
fn bare(browser: &Browser, case: &Case, form: &html::Form) -> reqwest::RequestBuilder {
    let request = browser.bare(Method::POST, &case.near);
    match case.parts(form) {
        Some(parts) => request
            .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(multipart(&parts)),
        None => request.form(&form.pairs()),
    }
}

#[tokio::test]
async fn a_form_that_another_site_sends_changes_nothing() {
    let site = Site::start().await;
    let everybody = site.everybody().await;
    let mut database = site.database().await;
    let host = site.origin.trim_start_matches("http://").to_owned();
    let foreign: [&[(&str, &str)]; 9] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "nonsense")],
        &[("sec-fetch-site", "cross-site"), ("origin", &site.origin)],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("origin", &format!("http://{host}.evil.example"))],
        &[("origin", &host)],
        &[],
    ];
    for case in cases::all(&site.known).iter().filter(|case| case.method == Method::POST) {
        let visitor = site.visitor();
        let browser = case.who.map_or(&visitor, |who| &everybody[&who]);
        let form = case.filled(browser).await;
        let before = database.digests().await;
        for headers in foreign {
            let mut request = bare(browser, case, &form);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let answer = browser.send(request).await;
            assert_eq!(answer.status, 403, "{} with {headers:?}: {}", case.name(), answer.said());
            assert!(answer.cookies().is_empty(), "{} sets a cookie", case.name());
        }
        let changed = tests::database::changed(&before, &database.digests().await);
        assert!(changed.is_empty(), "{}: {changed:?}", case.name());
    }
}

#[tokio::test]
async fn an_older_browser_is_known_by_its_origin() {
    let site = Site::start().await;
    let browser = site.sign_in(Who::Viewer).await;
    let form = [("do", "name"), ("name", "Hana Nováková")];
    let request = browser.bare(Method::POST, "/account").header("origin", &site.origin).form(&form);
    let _ = browser.send(request).await.must_lead_to("/account");
}

#[tokio::test]
async fn reading_changes_nothing() {
    let site = Site::start().await;
    let everybody = site.everybody().await;
    let mut database = site.database().await;
    let visitor = site.visitor();
    let before = database.digests().await;
    let mut head = database.head().await;
    let cases = cases::all(&site.known);
    for case in cases.iter().filter(|case| case.method == Method::GET) {
        for browser in everybody.values().chain([&visitor]) {
            let _ = case.open(browser, &case.near).await;
            if let Some(far) = &case.far {
                let _ = case.open(browser, far).await;
            }
        }
        for path in elsewhere(case, "999999") {
            let _ = case.open(&everybody[&Who::Manager], &path).await;
        }
        // Opening a file of evidence, taking the log away and being refused are entered into the
        // audit log; no more.
        let told = database.actions_after(head).await;
        head = database.head().await;
        let noted = match case.route {
            "/evidence/{id}/file"
            | "/evidence/{id}/preview"
            | "/evidence/{id}/compare"
            | "/review" => "evidence.opened",
            "/audit/export.jsonl" => "log.exported",
            _ => "request.refused",
        };
        let fits = |action: &String| action == "request.refused" || action == noted;
        assert!(told.iter().all(fits), "{}: {told:?}", case.name());
        let mut changed = tests::database::changed(&before, &database.digests().await);
        changed.retain(|table| table != "audit_log");
        assert!(changed.is_empty(), "{} changed {changed:?}", case.name());
    }
    // Forms sent by GET are pages asked for, with their fields in the address.
    for case in cases.iter().filter(|case| case.method == Method::POST) {
        let browser = case.who.map_or(&visitor, |who| &everybody[&who]);
        let form = case.filled(browser).await;
        let query: String =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(form.pairs()).finish();
        let request = browser.request(Method::GET, &format!("{}?{query}", case.near));
        let answer = browser.peek(request).await;
        assert!(answer.status.as_u16() < 500, "{}", answer.asked);
    }
    let changed = tests::database::changed(&before, &database.digests().await);
    assert!(changed.is_empty() || changed == ["audit_log"], "{changed:?}");
}

#[tokio::test]
async fn a_head_request_is_a_read() {
    let site = Site::start().await;
    let browser = site.sign_in(Who::Viewer).await;
    for path in ["/models", "/account", "/"] {
        let answer = browser.send(browser.request(Method::HEAD, path)).await.must_be(200);
        assert!(answer.bytes.is_empty());
    }
}
