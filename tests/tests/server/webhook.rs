//! Checkpoints that are posted to somebody else's keeping: a receiver that refuses, leads astray, is
//! silent or gone, and what the page says meanwhile.

use std::time::Duration;

use plumbline::webhook::{PostError, Webhook};
use store::Store;
use tests::binary::{Binary, run, said};
use tests::{Browser, Mood, Receiver, Site, Who, html, site};
use tokio::net::TcpListener;

/// Far longer than a test takes.
const PATIENT: Duration = Duration::from_secs(60);

fn webhook(receiver: &Receiver, patience: Duration) -> Webhook {
    Webhook::new(receiver.address.parse().unwrap(), patience).unwrap()
}

/// Something happens, and a checkpoint is noted: its line.
async fn note(site: &Site) -> String {
    site.clock.advance(chrono::Duration::minutes(1));
    let _ = site.sign_in(Who::Auditor).await;
    site.store.checkpoint().await.unwrap().unwrap().to_line().unwrap()
}

/// Waits for a process beside the receiver, which answers meanwhile.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

async fn fails(webhook: &Webhook, store: &Store) -> PostError {
    webhook.post_waiting(store).await.unwrap_err()
}

#[tokio::test]
async fn each_new_checkpoint_is_posted_as_it_was_signed() {
    let site = Site::start().await;
    let receiver = Receiver::start(Mood::Takes).await;
    let webhook = webhook(&receiver, PATIENT);
    let _older = note(&site).await;
    let newest = note(&site).await;
    assert_eq!(webhook.post_waiting(&site.store).await.unwrap(), 1, "it names those before it");
    let after = [note(&site).await, note(&site).await];
    assert_eq!(webhook.post_waiting(&site.store).await.unwrap(), 2);
    assert_eq!(webhook.post_waiting(&site.store).await.unwrap(), 0, "each is posted once");
    assert_eq!(receiver.bodies(), [newest, after[0].clone(), after[1].clone()]);
}

#[tokio::test]
async fn what_is_not_taken_waits_in_its_order_also_over_a_restart() {
    let mut site = Site::start().await;
    let receiver = Receiver::start(Mood::Takes).await;
    let webhook = webhook(&receiver, PATIENT);
    let first = note(&site).await;
    assert_eq!(webhook.post_waiting(&site.store).await.unwrap(), 1);
    receiver.becomes(Mood::Refuses);
    let second = note(&site).await;
    assert!(matches!(fails(&webhook, &site.store).await, PostError::Answer(500)));
    let third = note(&site).await;
    assert!(matches!(fails(&webhook, &site.store).await, PostError::Answer(500)));
    site.restart().await;
    receiver.becomes(Mood::Takes);
    assert_eq!(webhook.post_waiting(&site.store).await.unwrap(), 2);
    // Refused twice, and the one after it was not posted in its place.
    assert_eq!(receiver.bodies(), [first, second.clone(), second.clone(), second, third]);
}

#[tokio::test]
async fn a_redirect_is_a_refusal_and_nobody_else_learns_of_it() {
    let site = Site::start().await;
    let receiver = Receiver::start(Mood::LeadsAstray).await;
    note(&site).await;
    let webhook = webhook(&receiver, PATIENT);
    assert!(matches!(fails(&webhook, &site.store).await, PostError::Answer(308)));
    let came = receiver.came();
    assert_eq!(came.len(), 1);
    assert!(came[0].path.starts_with("/hook"), "{came:?}");
}

#[tokio::test]
async fn a_receiver_that_is_silent_or_gone_is_given_up() {
    let site = Site::start().await;
    let receiver = Receiver::start(Mood::IsSilent).await;
    let line = note(&site).await;
    let hasty = webhook(&receiver, Duration::from_millis(50));
    assert!(matches!(fails(&hasty, &site.store).await, PostError::Late));
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://ann:s3cret@{}/s3cret", gone.local_addr().unwrap());
    drop(gone);
    let gone = Webhook::new(address.parse().unwrap(), PATIENT).unwrap();
    let error = fails(&gone, &site.store).await;
    assert!(matches!(error, PostError::Unreached(_)), "{error}");
    assert!(!format!("{error} {error:?} {gone:?}").contains("s3cret"), "{error:?} {gone:?}");
    receiver.becomes(Mood::Takes);
    assert_eq!(webhook(&receiver, PATIENT).post_waiting(&site.store).await.unwrap(), 1);
    assert_eq!(receiver.bodies().last(), Some(&line));
}

#[tokio::test]
async fn a_note_or_a_file_that_is_another_one_loses_nothing_new() {
    let site = Site::start().await;
    let receiver = Receiver::start(Mood::Takes).await;
    let webhook = webhook(&receiver, PATIENT);
    note(&site).await;
    assert_eq!(webhook.post_waiting(&site.store).await.unwrap(), 1);
    let newest = note(&site).await;
    for note in ["", "nonsense", r#"{"line":"ab","begin":99999999,"at":"2026-11-23T09:00:00Z"}"#] {
        std::fs::write(site.data().join("checkpoints.posted.json"), note).unwrap();
        assert_eq!(webhook.post_waiting(&site.store).await.unwrap(), 1, "{note}");
        assert_eq!(receiver.bodies().last(), Some(&newest), "{note}");
    }
}

#[tokio::test]
async fn the_page_of_the_log_says_what_waits() {
    let without = Site::start().await;
    let page = without.sign_in(Who::Auditor).await.get("/audit").await.must_be(200).text();
    assert!(!page.contains("webhook"), "what is not set is not shown");
    let mut settings = site::settings();
    settings.posts_checkpoints = true;
    let site = Site::with(settings).await;
    let auditor = site.sign_in(Who::Auditor).await;
    let receiver = Receiver::start(Mood::Takes).await;
    let shows = async |sentence: &str| {
        let page = auditor.get("/audit").await.must_be(200).text();
        assert!(html::visible_text(&page).contains(sentence), "{sentence} is not on the page");
    };
    note(&site).await;
    shows("Not posted to the webhook yet; 1 checkpoint waiting.").await;
    webhook(&receiver, PATIENT).post_waiting(&site.store).await.unwrap();
    note(&site).await;
    note(&site).await;
    shows("Last posted to the webhook 2 minutes ago; 2 checkpoints waiting.").await;
}

#[tokio::test]
async fn the_server_posts_what_it_notes_and_goes_on_when_it_can_not() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    site::lay_out(dir.path());
    let receiver = Receiver::start(Mood::Refuses).await;
    let data = dir.path().to_owned();
    let address = receiver.address.clone();
    let server = blocking(move || {
        let server = Binary::start_with(&data, &["--checkpoint-webhook", &address]);
        let told = server.logged("a checkpoint was not posted");
        assert!(told.contains("it answered 500"), "{told}");
        server
    });
    let mut server = server.await;
    let _ = Browser::new(&server.origin).get("/healthz").await.must_be(200);
    let data = dir.path().to_owned();
    let ended = blocking(move || {
        server.ask_to_stop();
        assert!(server.wait().success());
        assert!(!server.log().concat().contains("s3cret"), "the log holds no secret");
        let bad = ["--checkpoint-webhook", "http://keep.example.org/s3cret"];
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()];
        let refused = run(&[&arguments[..], &bad[..]].concat());
        assert!(!refused.status.success());
        let told = said(&refused);
        assert!(told.contains("write it as https://") && !told.contains("s3cret"), "{told}");
    });
    ended.await;
    assert!(!receiver.bodies().is_empty());
}
