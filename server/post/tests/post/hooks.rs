//! News as it arrives at receivers, and what happens where it must not arrive.

use std::io;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::notices::{HookForm, HookNews, NoticeKind};
use post::{Hooks, Looking, Names, Parcel, Refusal};
use sha2::{Digest, Sha256};

use crate::mails::{LONG, SHORT};
use crate::receiver::{Does, Receiver};

/// An answer of success.
pub const TAKEN: &str = "HTTP/1.1 204 No Content\r\n\r\n";

const SECRET: &[u8] = b"twenty-four bytes it has";

pub fn news() -> HookNews {
    HookNews {
        id: "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W".into(),
        kind: Some(NoticeKind::Overdue),
        title: "“Schlüssel erneuern” is overdue".into(),
        unit: "Shop".into(),
        path: "/tasks/12".into(),
        at: "2026-03-02T09:00:00Z".parse().unwrap(),
    }
}

pub fn parcel(news: &HookNews) -> Parcel<'_> {
    Parcel {
        form: HookForm::Signed,
        secret: Some(SECRET),
        news,
        organisation: "Example",
        base_url: "https://plumbline.example.org",
        now: "2026-03-02T09:05:00Z".parse().unwrap(),
    }
}

/// Posts to a receiver of this behaviour, which is allowed.
async fn posted(does: Does, patience: Duration) -> (Result<(), Refusal>, Receiver) {
    let receiver = Receiver::start(None, does).await;
    let hooks = Hooks::new("127.0.0.1".parse().unwrap(), patience).unwrap();
    let to = hooks.check(&format!("http://127.0.0.1:{}/s3cret?k=s3cret", receiver.port)).unwrap();
    (hooks.post(&to, &parcel(&news())).await, receiver)
}

/// Why an answer is refused.
async fn refused(answer: &'static str) -> Refusal {
    posted(Does::Says(answer), LONG).await.0.unwrap_err()
}

/// Somebody who must not be reached.
struct Target {
    listener: TcpListener,
    port: u16,
}

impl Target {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        Self { listener, port }
    }

    /// Whether anybody has connected. A connection waits there from the moment it was made.
    fn was_reached(&self) -> bool {
        match self.listener.accept() {
            Ok(_) => true,
            Err(error) => {
                assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
                false
            }
        }
    }
}

/// Says of every name that it has these addresses, and counts how often it is asked.
#[derive(Default)]
struct Says(Vec<IpAddr>, AtomicUsize);

impl Says {
    fn new(addresses: &[&str]) -> Arc<Self> {
        let addresses = addresses.iter().map(|it| it.parse().unwrap()).collect();
        Arc::new(Self(addresses, AtomicUsize::new(0)))
    }
}

impl Names for Says {
    fn look_up(&self, _name: &str) -> Looking {
        self.1.fetch_add(1, Ordering::Relaxed);
        let addresses = self.0.clone();
        Box::pin(async move { Ok(addresses) })
    }
}

/// HMAC-SHA256 by RFC 2104, for secrets shorter than a block.
fn hmac(secret: &[u8], message: &[u8]) -> String {
    let mut key = [0; 64];
    key[..secret.len()].copy_from_slice(secret);
    let inner = Sha256::new().chain_update(key.map(|byte| byte ^ 0x36)).chain_update(message);
    let outer = Sha256::new().chain_update(key.map(|byte| byte ^ 0x5c));
    BASE64_STANDARD.encode(outer.chain_update(inner.finalize()).finalize())
}

#[tokio::test]
async fn news_arrives_with_a_signature_that_the_receiver_can_check() {
    let (posted, receiver) = posted(Does::Says(TAKEN), LONG).await;
    posted.unwrap();
    let [post] = &receiver.posts()[..] else { panic!("{:?}", receiver.posts()) };
    assert_eq!(post.head[0], "POST /s3cret?k=s3cret HTTP/1.1");
    assert_eq!(post.header("content-type"), "application/json");
    assert_eq!(post.header("webhook-id"), news().id);
    let at = post.header("webhook-timestamp");
    assert_eq!(at, parcel(&news()).now.utc().timestamp().to_string());
    let signed = format!("{}.{at}.{}", news().id, post.body);
    assert_eq!(post.header("webhook-signature"), format!("v1,{}", hmac(SECRET, signed.as_bytes())));
    let body: serde_json::Value = serde_json::from_str(&post.body).unwrap();
    assert_eq!(body["data"]["title"], news().title);
    let offers = post.head.iter().any(|line| line.starts_with("accept-encoding"));
    assert!(!offers, "nothing packed is asked for");
}

#[tokio::test]
async fn only_an_address_that_is_gone_is_refused_for_good() {
    let gone = refused("HTTP/1.1 410 Gone\r\n\r\n").await;
    assert_eq!(gone, Refusal::never("it answered 410: nothing is taken there any more"));
    for (answer, why) in [
        ("HTTP/1.1 404 Not Found\r\n\r\n", "it answered 404"),
        ("HTTP/1.1 400 Bad Request\r\n\r\n", "it answered 400"),
        ("HTTP/1.1 500 \r\nRetry-After: 9\r\n\r\n", "it answered 500"),
        ("HTTP/1.1 429 \r\nRetry-After: soon\r\n\r\n", "it answered 429"),
        ("HTTP/1.1 429 \r\nRetry-After: -1\r\n\r\n", "it answered 429"),
        ("HTTP/1.1 429 \r\nRetry-After: 99999999999999999999\r\n\r\n", "it answered 429"),
    ] {
        assert_eq!(refused(answer).await, Refusal::later(why));
    }
}

#[tokio::test]
async fn a_receiver_that_asks_for_patience_is_heard() {
    let busy = refused("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 120\r\n\r\n").await;
    let after = Some(chrono::Duration::seconds(120));
    assert_eq!(busy, Refusal::Later { why: "it answered 429".into(), after });
    let down = refused("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 4294967295\r\n\r\n").await;
    let after = Some(chrono::Duration::seconds(4_294_967_295));
    assert_eq!(down, Refusal::Later { why: "it answered 503".into(), after });
}

#[tokio::test]
async fn no_redirect_is_followed_not_even_to_where_it_would_be_allowed() {
    for code in [301, 302, 303, 307, 308] {
        let target = Target::new();
        let answer =
            format!("HTTP/1.1 {code} \r\nLocation: http://127.0.0.1:{}/\r\n\r\n", target.port);
        let refusal = refused(answer.leak()).await;
        let why = format!("it answered {code} and leads elsewhere; redirects are not followed");
        assert_eq!(refusal, Refusal::later(&why));
        assert!(!target.was_reached(), "{code}");
    }
}

#[tokio::test]
async fn a_name_that_leads_inside_is_never_connected_to() {
    for inside in ["127.0.0.1", "::ffff:127.0.0.1"] {
        let (target, names) = (Target::new(), Says::new(&[inside]));
        let hooks = Hooks::asking(names.clone(), "other.example".parse().unwrap(), LONG).unwrap();
        let to = hooks.check(&format!("https://rebound.example:{}/x", target.port)).unwrap();
        let refusal = hooks.post(&to, &parcel(&news())).await.unwrap_err();
        let why = "it can't be reached: none of its addresses may be reached from here";
        assert_eq!(refusal, Refusal::later(why));
        assert!(!target.was_reached());
        assert_eq!(names.1.load(Ordering::Relaxed), 1, "what is checked is what is used");
    }
}

#[tokio::test]
async fn a_name_that_leads_inside_is_connected_to_where_the_operator_allows_it() {
    for allowed in ["rebound.example", ".example", "127.0.0.0/8"] {
        let receiver = Receiver::start(None, Does::Says(TAKEN)).await;
        let hooks =
            Hooks::asking(Says::new(&["127.0.0.1"]), allowed.parse().unwrap(), LONG).unwrap();
        let to = hooks.check(&format!("https://rebound.example:{}/x", receiver.port)).unwrap();
        // It understands no TLS, and hangs up.
        assert!(hooks.post(&to, &parcel(&news())).await.is_err());
        assert_eq!(receiver.reached(), 1, "{allowed}");
    }
}

#[tokio::test]
async fn of_a_name_that_leads_both_ways_only_the_allowed_way_is_taken() {
    let inside = Target::new();
    let allowed = Receiver::start_at(("127.0.0.2", inside.port), None, Does::Says(TAKEN)).await;
    let names = Says::new(&["127.0.0.1", "127.0.0.2"]);
    let hooks = Hooks::asking(names, "127.0.0.2".parse().unwrap(), LONG).unwrap();
    let to = hooks.check(&format!("https://chat.example:{}/x", inside.port)).unwrap();
    assert!(hooks.post(&to, &parcel(&news())).await.is_err());
    assert_eq!(allowed.reached(), 1);
    assert!(!inside.was_reached());
}

#[tokio::test]
async fn what_is_allowed_no_more_is_not_connected_to_even_if_it_was_when_typed() {
    let target = Target::new();
    let before = Hooks::new("127.0.0.1".parse().unwrap(), LONG).unwrap();
    let after = Hooks::new("".parse().unwrap(), LONG).unwrap();
    for scheme in ["http", "https"] {
        let to = before.check(&format!("{scheme}://127.0.0.1:{}/", target.port)).unwrap();
        let refusal = after.post(&to, &parcel(&news())).await.unwrap_err();
        let why = "its address is none that may be reached from here";
        assert_eq!(refusal, Refusal::later(why));
        assert!(!target.was_reached());
    }
}

#[tokio::test]
async fn a_receiver_that_says_nothing_is_not_waited_for_any_longer() {
    let late = Refusal::later("it did not answer in time");
    let (silent, _) = posted(Does::Hangs, SHORT).await;
    assert_eq!(silent, Err(late.clone()));
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_beyond_its_head() {
    let begin = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let (posted, _) = posted(Does::Repeats(begin, "4\r\nmore\r\n"), LONG).await;
    posted.unwrap();
}

#[tokio::test]
async fn a_head_without_end_is_given_up() {
    for more in ["x-more: and more\r\n", "x"] {
        let does = Does::Repeats("HTTP/1.1 200 OK\r\n", more);
        let refusal = posted(does, LONG).await.0.unwrap_err();
        let Refusal::Later { why, .. } = refusal else { panic!("{refusal}") };
        assert!(why.starts_with("it can't be reached: "), "{why}");
    }
}

#[tokio::test]
async fn where_nobody_answers_the_reason_names_no_secret() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let hooks = Hooks::new("127.0.0.1".parse().unwrap(), LONG).unwrap();
    let to = hooks.check(&format!("http://{nobody}/s3cret?key=s3cret")).unwrap();
    let why = hooks.post(&to, &parcel(&news())).await.unwrap_err().to_string();
    assert!(why.contains("refused") && !why.contains("s3cret"), "{why}");
}
