//! An upload that stops halfway until the test lets it go on.

use std::convert::Infallible;
use std::path::Path;
use std::time::Duration;

use futures::channel::mpsc::{UnboundedSender, unbounded};
use http::Method;
use tokio::task::JoinHandle;

use crate::browser::{Answer, BOUNDARY, Browser, Part, multipart};

/// How often a condition is looked at before the test fails.
const LOOKS: usize = 3000;

/// Waits until something is so.
///
/// # Panics
/// When it never is.
pub async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..LOOKS {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it never came to this: {what}");
}

/// How many files lie half received in a data directory.
#[must_use]
pub fn incoming(data: &Path) -> usize {
    std::fs::read_dir(data.join("evidence/incoming")).map_or(0, Iterator::count)
}

/// An upload of which the first half was sent.
pub struct HalfUpload {
    rest: Vec<u8>,
    pipe: UnboundedSender<Result<Vec<u8>, Infallible>>,
    answer: JoinHandle<Option<Answer>>,
}

impl HalfUpload {
    /// Sends the first half of a form with a file, and waits until the server has begun to write it.
    pub async fn begin(browser: &Browser, path: &str, parts: &[Part], data: &Path) -> Self {
        let before = incoming(data);
        let mut first = multipart(parts);
        let rest = first.split_off(first.len() / 2);
        let (pipe, body) = unbounded();
        pipe.unbounded_send(Ok(first)).unwrap();
        let request = browser
            .request(Method::POST, path)
            .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(reqwest::Body::wrap_stream(body));
        let browser = browser.clone();
        let answer = tokio::spawn(async move { browser.try_to_send(request).await });
        until("an upload has begun", || incoming(data) > before).await;
        Self { rest, pipe, answer }
    }

    /// Sends the rest and takes the answer; none when the server is gone.
    pub async fn finish(self) -> Option<Answer> {
        // The server may have gone, and the pipe with it.
        let _ = self.pipe.unbounded_send(Ok(self.rest));
        drop(self.pipe);
        self.answer.await.unwrap()
    }

    /// Breaks the connection off.
    pub fn break_off(self) {
        self.answer.abort();
    }
}
