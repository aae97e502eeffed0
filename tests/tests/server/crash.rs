//! The real program killed in the middle of everything, and asked to stop in the middle of something.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::Method;
use sha2::{Digest as _, Sha256};
use tests::browser::{BOUNDARY, multipart};
use tests::organisation::PASSWORD;
use tests::setup::{ADMIN, set_up};
use tests::upload::{HalfUpload, incoming, until};
use tests::{Binary, Browser, Database, Part, Who, binary, site};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// How often the server is killed.
const ROUNDS: usize = 4;

/// How many writes are acknowledged before it is.
const WRITES: usize = 60;

/// What the server has said that it kept.
#[derive(Default)]
struct Acknowledged {
    count: AtomicUsize,
    heard: Notify,
    /// The names of registered models.
    models: Mutex<Vec<String>>,
    /// The newest note of each question of each assessment.
    notes: Mutex<BTreeMap<(i64, u16), u32>>,
    /// The hashes of attached files.
    files: Mutex<Vec<String>>,
}

impl Acknowledged {
    fn note(&self, what: impl FnOnce(&Self)) {
        what(self);
        self.count.fetch_add(1, Ordering::SeqCst);
        self.heard.notify_one();
    }
}

async fn browser(server: &Binary) -> Browser {
    let browser = Browser::new(&server.origin);
    browser.sign_in(ADMIN, PASSWORD).await;
    browser
}

/// Registers models until the server is gone.
async fn register(browser: Browser, unit: i64, round: usize, kept: Arc<Acknowledged>) {
    for number in 0.. {
        let name = format!("Model {round}-{unit}-{number}");
        let form = [("name", name.as_str()), ("unit", &unit.to_string())];
        let request = browser.request(Method::POST, "/models").form(&form);
        let Some(answer) = browser.try_to_send(request).await else { return };
        assert_eq!(answer.status, 303, "{}", answer.said());
        kept.note(|kept| kept.models.lock().unwrap().push(name));
    }
}

/// Answers a question again and again, counting up in its note, until the server is gone.
async fn answer(
    browser: Browser,
    assessment: i64,
    question: u16,
    seen: u32,
    kept: Arc<Acknowledged>,
) {
    let path = format!("/assessments/{assessment}");
    for number in seen + 1.. {
        let fields = [
            (format!("answer-{question}"), if number % 2 == 0 { "yes" } else { "no" }.to_owned()),
            (format!("note-{question}"), number.to_string()),
            (format!("seen-{question}"), (number - 1).to_string()),
            ("do".to_owned(), "save".to_owned()),
        ];
        let request = browser.request(Method::POST, &path).form(&fields);
        let Some(answer) = browser.try_to_send(request).await else { return };
        assert_eq!(answer.status, 303, "{}", answer.said());
        kept.note(|kept| {
            kept.notes.lock().unwrap().insert((assessment, question), number);
        });
    }
}

/// Attaches files until the server is gone.
async fn upload(browser: Browser, assessment: i64, round: usize, kept: Arc<Acknowledged>) {
    let path = format!("/assessments/{assessment}/evidence");
    for number in 0.. {
        let content = format!("{round} {assessment} {number} ").repeat(20_000).into_bytes();
        let hash = hex::encode(Sha256::digest(&content));
        let parts = [Part::file("files-3", &format!("{round}-{number}.txt"), content)];
        let request = browser
            .request(Method::POST, &path)
            .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(multipart(&parts));
        let Some(answer) = browser.try_to_send(request).await else { return };
        assert_eq!(answer.status, 303, "{}", answer.said());
        kept.note(|kept| kept.files.lock().unwrap().push(hash));
    }
}

/// Everybody at work at once, and one upload that stands still halfway.
async fn work(server: &Binary, data: &Path, round: usize, kept: &Arc<Acknowledged>) -> JoinSet<()> {
    let mut database = Database::open(data).await;
    let mut workers = JoinSet::new();
    for unit in [2, 3, 4] {
        let sql = format!("SELECT id FROM assessments WHERE unit_id = {unit}");
        let assessment = database.number(&sql).await;
        for question in [1, 2] {
            let sql = format!(
                "SELECT coalesce(max(version), 0) FROM answers
                  WHERE assessment_id = {assessment} AND question = {question}"
            );
            let seen = u32::try_from(database.number(&sql).await).unwrap();
            workers.spawn(answer(browser(server).await, assessment, question, seen, kept.clone()));
        }
        workers.spawn(upload(browser(server).await, assessment, round, kept.clone()));
        workers.spawn(register(browser(server).await, unit, round, kept.clone()));
    }
    workers
}

/// Every acknowledged write is there. One more may be, whose answer was on its way.
async fn nothing_is_lost(data: &Path, kept: &Acknowledged) {
    let mut database = Database::open(data).await;
    let models = kept.models.lock().unwrap().clone();
    for name in models {
        let sql = format!("SELECT count(*) FROM models WHERE name = '{name}'");
        assert_eq!(database.number(&sql).await, 1, "{name} was acknowledged");
    }
    let notes = kept.notes.lock().unwrap().clone();
    for ((assessment, question), number) in notes {
        let sql = format!(
            "SELECT note FROM answers WHERE assessment_id = {assessment} AND question = {question}"
        );
        let stored: u32 = database.text(&sql).await.parse().unwrap();
        assert!(
            stored == number || stored == number + 1,
            "answer {number} to question {question} was acknowledged, {stored} is there"
        );
    }
    let files = kept.files.lock().unwrap().clone();
    for hash in files {
        let sql = format!("SELECT count(*) FROM evidence WHERE sha256 = '{hash}'");
        assert_eq!(database.number(&sql).await, 1, "the file {hash} was acknowledged");
        assert!(data.join("evidence").join(&hash[..2]).join(&hash).is_file(), "{hash}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_in_the_middle_it_loses_nothing_that_it_acknowledged() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path();
    let mut server = Binary::start(data);
    set_up(&Browser::new(&server.origin), &server.token()).await;
    let kept = Arc::new(Acknowledged::default());
    for round in 0..ROUNDS {
        let goal = kept.count.load(Ordering::SeqCst) + WRITES;
        let slow = [Part::file("files-5", "slow.txt", vec![b'x'; 300_000])];
        let assessment = Database::open(data).await.number("SELECT min(id) FROM assessments").await;
        let path = format!("/assessments/{assessment}/evidence");
        let half = HalfUpload::begin(&browser(&server).await, &path, &slow, data).await;
        let mut workers = work(&server, data, round, &kept).await;
        let enough = async {
            while kept.count.load(Ordering::SeqCst) < goal {
                kept.heard.notified().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), enough).await.unwrap();
        server.kill();
        assert!(half.finish().await.is_none(), "the server was gone");
        while let Some(done) = workers.join_next().await {
            done.unwrap();
        }
        assert!(incoming(data) > 0, "an upload was under way");

        server = Binary::start(data);
        assert_eq!(incoming(data), 0, "what was half there is thrown away");
        nothing_is_lost(data, &kept).await;
        let (content, said) = binary::verify(data);
        assert!(content, "after round {round}: {said}");
    }
    let _ = browser(&server).await.get("/models").await.must_be(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asked_to_stop_it_finishes_what_is_in_flight() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let known = site::lay_out(dir.path());
    let mut server = Binary::start(dir.path());
    let browser = Browser::new(&server.origin);
    browser.sign_in(&Who::Assessor.email(), PASSWORD).await;
    let draft = known.near.draft;
    let mut news = browser.listen(&format!("/assessments/{draft}/events")).await;
    let path = format!("/assessments/{draft}/evidence");
    let parts = [Part::file("files-5", "exposure.txt", vec![b'x'; 300_000])];
    let half = HalfUpload::begin(&browser, &path, &parts, dir.path()).await;

    server.ask_to_stop();
    let _ = server.logged("stopping");
    let origin = server.origin.clone();
    until("nobody new is let in", || {
        std::net::TcpStream::connect(origin.trim_start_matches("http://")).is_err()
    })
    .await;
    let answer = half.finish().await.unwrap();
    assert_eq!(answer.status, 303, "{}", answer.said());
    // A stream of news would never end by itself.
    while let Ok(Some(_)) = news.chunk().await {}
    assert!(server.wait().success());
    let mut database = Database::open(dir.path()).await;
    assert_eq!(
        database.number("SELECT count(*) FROM evidence WHERE title = 'exposure.txt'").await,
        1
    );
    assert_eq!(incoming(dir.path()), 0);
    let (content, said) = binary::verify(dir.path());
    assert!(content, "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_that_breaks_off_leaves_nothing_behind() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let known = site::lay_out(dir.path());
    let server = Binary::start(dir.path());
    let browser = Browser::new(&server.origin);
    browser.sign_in(&Who::Assessor.email(), PASSWORD).await;
    let path = format!("/assessments/{}/evidence", known.near.draft);
    let parts = [Part::file("files-5", "exposure.txt", vec![b'x'; 300_000])];
    let half = HalfUpload::begin(&browser, &path, &parts, dir.path()).await;
    half.break_off();
    until("the half upload is gone", || incoming(dir.path()) == 0).await;
    let mut database = Database::open(dir.path()).await;
    assert_eq!(
        database.number("SELECT count(*) FROM evidence WHERE title = 'exposure.txt'").await,
        0
    );
    let (content, said) = binary::verify(dir.path());
    assert!(content && !said.contains("Note:"), "{said}");
}
