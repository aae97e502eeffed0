//! A browser as far as the server can tell: cookies, the headers that browsers send with forms, and
//! no redirect followed unseen.

use std::sync::Arc;
use std::time::Duration;

use http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use http::{HeaderMap, Method, StatusCode};
use reqwest::cookie::{CookieStore as _, Jar};
use reqwest::redirect::Policy;

use crate::html;

/// What it calls itself.
pub const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// A page or a redirect, as it arrived.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What was asked for, such as `GET /models`: for messages.
    pub asked: String,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, uncompressed.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        match serde_json::from_slice(&self.bytes) {
            Ok(value) => value,
            Err(error) => panic!("{}: {error}: {}", self.asked, self.text()),
        }
    }

    /// A header as text; empty when it isn't there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where it leads to; empty when it is no redirect.
    #[must_use]
    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    /// The cookies that it sets, as they stand in the header.
    #[must_use]
    pub fn cookies(&self) -> Vec<&str> {
        self.headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok()).collect()
    }

    /// Whether it is an HTML document.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.header(CONTENT_TYPE.as_str()).starts_with("text/html")
    }

    /// The same answer, which must have this status.
    ///
    /// # Panics
    /// When it has another one.
    #[must_use]
    #[track_caller]
    pub fn must_be(self, status: u16) -> Self {
        let found = self.status.as_u16();
        assert!(found == status, "{} answered {found}, not {status}: {}", self.asked, self.said());
        self
    }

    /// The same answer, which must lead to an address that begins like this.
    ///
    /// # Panics
    /// When it is no such redirect.
    #[must_use]
    #[track_caller]
    pub fn must_lead_to(self, start: &str) -> Self {
        let found = self.must_be(303);
        assert!(
            found.location().starts_with(start),
            "{} leads to {}",
            found.asked,
            found.location()
        );
        found
    }

    /// What a reader of the failed test wants to see: the page's text, without its frame.
    #[must_use]
    pub fn said(&self) -> String {
        let text = self.text();
        let visible = if self.is_page() { html::visible_text(&text) } else { text };
        format!("{} {}", self.location(), visible.chars().take(1500).collect::<String>())
    }
}

/// A part of a `multipart/form-data` body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The field.
    pub name: String,
    /// The file's name; none for an ordinary field.
    pub file: Option<String>,
    /// The content.
    pub content: Vec<u8>,
}

impl Part {
    /// An ordinary field.
    #[must_use]
    pub fn field(name: &str, content: &str) -> Self {
        Self { name: name.to_owned(), file: None, content: content.as_bytes().to_vec() }
    }

    /// A file.
    #[must_use]
    pub fn file(name: &str, file: &str, content: impl Into<Vec<u8>>) -> Self {
        Self { name: name.to_owned(), file: Some(file.to_owned()), content: content.into() }
    }
}

/// The line between the parts of every body.
pub const BOUNDARY: &str = "----plumbline-test-boundary";

/// The body that a browser makes of the parts.
#[must_use]
pub fn multipart(parts: &[Part]) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        let mut head =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{}\"", part.name);
        if let Some(file) = &part.file {
            head.push_str(&format!(
                "; filename=\"{file}\"\r\nContent-Type: application/octet-stream"
            ));
        }
        head.push_str("\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(&part.content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

/// A browser with its own cookies.
#[derive(Debug, Clone)]
pub struct Browser {
    client: reqwest::Client,
    jar: Arc<Jar>,
    origin: String,
}

impl Browser {
    /// A browser that nobody has signed in with, pointed at a site such as `http://127.0.0.1:3000`.
    #[must_use]
    pub fn new(origin: &str) -> Self {
        let jar = Arc::new(Jar::default());
        plumbline::webhook::choose_cryptography();
        let client = reqwest::Client::builder()
            // Sites under test speak plain HTTP; reading the system's certificates would cost time.
            .tls_certs_only([])
            .cookie_provider(jar.clone())
            .redirect(Policy::none())
            .user_agent(AGENT)
            // Nothing here takes that long; a server that hangs must fail the test, not stop it.
            .timeout(Duration::from_secs(60))
            .build()
            .unwrap();
        Self { client, jar, origin: origin.to_owned() }
    }

    /// The site's origin.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What the browser would send as its `Cookie` header; empty when it has none.
    #[must_use]
    pub fn cookies(&self) -> String {
        let url = self.origin.parse().unwrap();
        let value = self.jar.cookies(&url);
        value.and_then(|value| value.to_str().ok().map(str::to_owned)).unwrap_or_default()
    }

    /// Puts a cookie into the browser, such as `name=value; Path=/`.
    pub fn plant(&self, cookie: &str) {
        self.jar.add_cookie_str(cookie, &self.origin.parse().unwrap());
    }

    /// A request with nothing added to it yet but the cookies.
    pub fn bare(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{}{path}", self.origin))
    }

    /// A request as the browser's own forms and links send it.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.bare(method, path)
            .header("sec-fetch-site", "same-origin")
            .header("accept", "text/html")
    }

    /// A request as an island sends it: to the same address as the form, for JSON.
    pub fn island(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.bare(method, path).header("sec-fetch-site", "same-origin");
        request.header("accept", "application/json")
    }

    /// Sends a request.
    ///
    /// # Panics
    /// When no answer comes.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let (asked, answer) = self.ask(request).await;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = match answer.bytes().await {
            Ok(bytes) => bytes.to_vec(),
            Err(error) => panic!("{asked}: the answer broke off: {error:?}"),
        };
        Answer { asked, status, headers, bytes }
    }

    /// Sends a request and takes the head of the answer only, as of a stream that doesn't end.
    ///
    /// # Panics
    /// When no answer comes.
    pub async fn peek(&self, request: reqwest::RequestBuilder) -> Answer {
        let (asked, answer) = self.ask(request).await;
        Answer {
            asked,
            status: answer.status(),
            headers: answer.headers().clone(),
            bytes: Vec::new(),
        }
    }

    /// Sends a request to a server that may go away; none when it did.
    pub async fn try_to_send(&self, request: reqwest::RequestBuilder) -> Option<Answer> {
        let (asked, answer) = self.execute(request).await;
        let answer = answer.ok()?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = answer.bytes().await.ok()?.to_vec();
        Some(Answer { asked, status, headers, bytes })
    }

    /// Listens to a stream, such as the news of an assessment.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn listen(&self, path: &str) -> reqwest::Response {
        let (asked, answer) = self.ask(self.request(Method::GET, path)).await;
        assert_eq!(answer.status(), 200, "{asked}");
        answer
    }

    async fn execute(
        &self,
        request: reqwest::RequestBuilder,
    ) -> (String, reqwest::Result<reqwest::Response>) {
        let request = request.build().unwrap();
        let path = request.url().as_str().trim_start_matches(&self.origin).to_owned();
        let asked = format!("{} {path}", request.method());
        (asked, self.client.execute(request).await)
    }

    async fn ask(&self, request: reqwest::RequestBuilder) -> (String, reqwest::Response) {
        let (asked, answer) = self.execute(request).await;
        match answer {
            Ok(answer) => (asked, answer),
            Err(error) => panic!("{asked}: no answer: {error:?}"),
        }
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.request(Method::POST, path).form(fields)).await
    }

    /// Sends a form as it stands on a page, or with what the test has typed into it.
    pub async fn submit(&self, form: &html::Form) -> Answer {
        self.post(&form.action, &form.pairs()).await
    }

    /// Sends a form that can carry files.
    pub async fn upload(&self, path: &str, parts: &[Part]) -> Answer {
        let request = self
            .request(Method::POST, path)
            .header(CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(multipart(parts));
        self.send(request).await
    }

    /// Signs in through the form.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn sign_in(&self, email: &str, password: &str) {
        let form = [("email", email), ("password", password), ("next", "/account")];
        let _ = self.post("/signin", &form).await.must_lead_to("/account");
    }
}
