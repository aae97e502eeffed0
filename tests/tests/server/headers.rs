//! Headers and markup that keep a page's scripts its own: on every route, on errors, on cookies.

use std::collections::BTreeSet;

use app::state::Settings;
use http::Method;
use tests::cases;
use tests::html::{Piece, pieces, tags};
use tests::organisation::PASSWORD;
use tests::{Answer, Site, Who, site};

/// What every answer of a room says, whatever its status.
const EVERYWHERE: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

fn nonce(answer: &Answer) -> String {
    let policy = answer.header("content-security-policy");
    let nonce = policy.split_once("'nonce-").and_then(|(_, rest)| rest.split_once('\''));
    nonce.map(|(nonce, _)| nonce.to_owned()).unwrap_or_default()
}

fn check_headers(answer: &Answer) {
    for (name, value) in EVERYWHERE {
        assert_eq!(answer.header(name), value, "{name} of {}", answer.asked);
    }
    let policy = answer.header("content-security-policy");
    let directives: BTreeSet<&str> = policy.split(';').map(str::trim).collect();
    let nonce = nonce(answer);
    assert_eq!(nonce.len(), 32, "{}: {policy}", answer.asked);
    let expected = [
        "default-src 'none'".to_owned(),
        format!("script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'"),
        "style-src 'self'".to_owned(),
        "img-src 'self'".to_owned(),
        "font-src 'self'".to_owned(),
        "connect-src 'self'".to_owned(),
        "form-action 'self'".to_owned(),
        "base-uri 'none'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
    ];
    assert_eq!(directives, expected.iter().map(String::as_str).collect(), "{}", answer.asked);
    assert_eq!(answer.header("x-request-id").len(), 16, "{}", answer.asked);
    for told in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert!(!answer.headers.contains_key(told), "{told} of {}", answer.asked);
    }
}

/// Nothing in the page runs or is drawn but what the policy lets through.
fn check_markup(answer: &Answer) {
    let text = answer.text();
    let asked = &answer.asked;
    assert!(text.starts_with("<!doctype html>"), "{asked}");
    let styles = tags(&text).iter().filter(|tag| tag.text("rel") == "stylesheet").count();
    assert_eq!(styles, 1, "{asked}: the first paint waits for one stylesheet");
    for tag in tags(&text) {
        assert!(
            !["style", "base", "object", "embed", "iframe"].contains(&tag.name.as_str()),
            "{asked}: {tag:?}"
        );
        for (name, value) in &tag.attributes {
            assert!(name != "style" && !name.starts_with("on"), "{asked}: {tag:?}");
            let is_address = ["href", "src", "action", "formaction"].contains(&name.as_str());
            assert!(
                !(is_address && value.trim().to_lowercase().starts_with("javascript:")),
                "{asked}: {tag:?}"
            );
        }
        let elsewhere = |name: &str| tag.text(name).contains("//");
        match tag.name.as_str() {
            "script" => {
                assert_eq!(tag.get("nonce"), Some(nonce(answer).as_str()), "{asked}");
                assert!(tag.text("src").starts_with("/assets/"), "{asked}: {tag:?}");
                assert_eq!(tag.text("type"), "module", "{asked}: the first paint waits for it");
            }
            "link" | "img" => assert!(!elsewhere("href") && !elsewhere("src"), "{asked}: {tag:?}"),
            "form" => {
                assert!(!elsewhere("action"), "{asked}: {tag:?}");
                assert!(
                    ["", "get", "post", "dialog"].contains(&tag.text("method").as_str()),
                    "{asked}: {tag:?}"
                );
            }
            _ => {}
        }
    }
    let all = pieces(&text);
    for pair in all.windows(2) {
        if let [Piece::Open(tag), Piece::Text(inside)] = pair {
            assert!(tag.name != "script" || inside.trim().is_empty(), "{asked}: an inline script");
        }
    }
    check_ids(asked, &text);
}

/// Ids are unique and lead somewhere.
fn check_ids(asked: &str, text: &str) {
    let tags = tags(text);
    let mut ids = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| tag.get("id")) {
        assert!(ids.insert(id), "{asked}: two elements have the id {id}");
    }
    for tag in &tags {
        let labels = [
            "for",
            "aria-labelledby",
            "aria-describedby",
            "aria-controls",
            "popovertarget",
            "form",
            "list",
        ];
        for name in labels {
            for id in tag.text(name).split_whitespace() {
                assert!(ids.contains(id), "{asked}: {name}={id} leads nowhere, {tag:?}");
            }
        }
    }
}

#[tokio::test]
async fn every_page_is_sealed() {
    let site = Site::start().await;
    let everybody = site.everybody().await;
    let mut nonces = BTreeSet::new();
    let mut pages = 0;
    for case in cases::all(&site.known).iter().filter(|case| case.method == Method::GET) {
        for browser in everybody.values() {
            let answer = case.open(browser, &case.near).await;
            let is_file = ["/evidence/{id}/file", "/evidence/{id}/preview"].contains(&case.route);
            if is_file && answer.status == 200 {
                // Files have a stricter policy of their own, which their room's tests look at.
                assert_eq!(answer.header("x-content-type-options"), "nosniff");
                continue;
            }
            check_headers(&answer);
            assert!(nonces.insert(nonce(&answer)), "a nonce came twice");
            if answer.is_page() && !case.streams {
                check_markup(&answer);
                pages += 1;
            }
        }
    }
    assert!(pages > 100, "only {pages} pages were looked at");
}

#[tokio::test]
async fn errors_are_sealed_too() {
    let site = Site::start().await;
    let (visitor, browser) = (site.visitor(), site.sign_in(Who::Viewer).await);
    let seal = |answer: Answer, status: u16| {
        let answer = answer.must_be(status);
        check_headers(&answer);
        if answer.is_page() {
            check_markup(&answer);
        }
        assert_eq!(answer.is_page(), status != 303, "{}", answer.asked);
    };
    seal(visitor.get("/nothing/here").await, 404);
    seal(browser.get("/nothing/here").await, 404);
    seal(browser.get("/models/999999").await, 404);
    seal(browser.get(&format!("/models/{}/edit", site.known.near.model)).await, 403);
    seal(visitor.get("/account").await, 303);
    seal(visitor.post("/account", &[]).await, 401);
    seal(visitor.post("/signin", &[]).await, 422);
    seal(browser.send(browser.request(Method::DELETE, "/account")).await, 405);
    seal(browser.get(&format!("/models/{}/retire", site.known.near.model)).await, 405);
    seal(browser.send(browser.bare(Method::POST, "/account")).await, 403);
    seal(browser.post("/account", &[("name", &"x".repeat(600 * 1024))]).await, 413);
    site.database().await.run("ALTER TABLE models RENAME TO models_elsewhere").await;
    seal(browser.get("/models").await, 500);
}

#[tokio::test]
async fn data_is_sealed_too() {
    let site = Site::start().await;
    let browser = site.sign_in(Who::Viewer).await;
    for path in ["/models/999999", "/nothing"] {
        let answer = browser.send(browser.island(Method::GET, path)).await.must_be(404);
        check_headers(&answer);
        assert!(answer.header("content-type").starts_with("application/json"));
    }
}

#[tokio::test]
async fn cookies_are_for_the_server_alone() {
    let site = Site::start().await;
    let browser = site.visitor();
    let email = Who::Viewer.email();
    let answer =
        browser.post("/signin", &[("email", &email), ("password", PASSWORD)]).await.must_be(303);
    let [cookie] = answer.cookies()[..] else { panic!("{:?}", answer.cookies()) };
    let attributes: BTreeSet<&str> = cookie.split("; ").skip(1).collect();
    assert!(cookie.starts_with("plumbline="), "{cookie}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(attributes.contains(attribute), "{cookie}");
    }
    assert!(!attributes.contains("Secure"), "over plain http the cookie would never come back");
    assert!(!attributes.iter().any(|attribute| attribute.starts_with("Domain")), "{cookie}");
    assert!(!answer.headers.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn behind_tls_cookies_and_site_stay_there() {
    let settings = Settings {
        public_url: Some("https://plumbline.example.org".to_owned()),
        secure_cookies: true,
        ..site::settings()
    };
    let site = Site::with(settings).await;
    let browser = site.visitor();
    let email = Who::Viewer.email();
    let answer =
        browser.post("/signin", &[("email", &email), ("password", PASSWORD)]).await.must_be(303);
    let [cookie] = answer.cookies()[..] else { panic!("{:?}", answer.cookies()) };
    assert!(cookie.starts_with("__Host-plumbline="), "{cookie}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Secure"] {
        assert!(cookie.split("; ").any(|found| found == attribute), "{cookie}");
    }
    let theme = browser.post("/account/theme", &[("theme", "dark")]).await.must_be(303);
    assert!(theme.cookies()[0].ends_with("; Secure"), "{:?}", theme.cookies());
    for path in ["/signin", "/nothing", "/healthz", "/assets/main.css"] {
        let answer = browser.get(path).await;
        let kept = answer.header("strict-transport-security");
        assert_eq!(kept, "max-age=31536000", "{path}");
    }
}

#[tokio::test]
async fn pages_are_compressed_and_streams_of_news_are_not() {
    let site = Site::start().await;
    let browser = site.sign_in(Who::Viewer).await;
    for (accepts, sent) in [("br", "br"), ("gzip", "gzip"), ("identity", ""), ("", "")] {
        let request = browser.request(Method::GET, "/models").header("accept-encoding", accepts);
        let answer = browser.send(request).await.must_be(200);
        assert_eq!(answer.header("content-encoding"), sent, "for {accepts:?}");
    }
}

#[tokio::test]
async fn files_of_the_site_are_kept_for_ever() {
    let site = Site::start().await;
    let visitor = site.visitor();
    let urls = plumbline::assets::urls();
    for url in [urls.css, urls.start, urls.js, urls.wasm, urls.icons, urls.font, urls.favicon] {
        let answer = visitor.get(&url).await;
        // A tree that was never bundled has no files to serve; `make test` bundles first.
        if url == "/assets/main.css" {
            return;
        }
        assert_eq!(answer.status, 200, "{url}");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable", "{url}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{url}");
    }
}
