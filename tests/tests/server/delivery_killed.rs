//! What leaves the installation, of a program that is killed again and again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::Duration as Span;
use domain::notices::HookForm;
use domain::{Clock as _, QuestionNo, UnitId};
use http::Method;
use plumbline::clock::SystemClock;
use store::{NoticeChoices, Store, StoreOptions};
use tests::organisation::{Known, PASSWORD};
use tests::sink::{Door, Mood as Mailing, Sink};
use tests::{Binary, Browser, Database, Mood, Receiver, Who, site};

use crate::delivery::{PATIENT, SITE, channel};

/// How often the program is killed.
const KILLS: usize = 5;

/// How many letters arrive before it is.
const LETTERS: usize = 12;

/// What the program under test is started with.
fn settings(sink: &Sink) -> Vec<String> {
    let smtp = format!("smtp://{}", sink.address);
    [
        ["--smtp-url", &smtp],
        ["--mail-from", "plumbline@aldermoor.example"],
        ["--public-url", "http://plumbline.aldermoor.example"],
        ["--channels-allow", "127.0.0.1"],
    ]
    .concat()
    .into_iter()
    .map(str::to_owned)
    .collect()
}

fn start(data: &Path, sink: &Sink) -> Binary {
    let settings = settings(sink);
    Binary::start_with(data, &settings.iter().map(String::as_str).collect::<Vec<_>>())
}

/// A channel, and an assessor who wants mail on every day of the week.
async fn prepare(data: &Path, known: &Known, receiver: &Receiver) {
    let (store, _) = Store::open(StoreOptions::new(data), Arc::new(SystemClock)).await.unwrap();
    let actor = async |who| store.actor(known.person(who)).await.unwrap().unwrap();
    let new = channel(receiver, HookForm::Signed);
    store.add_channel(&actor(Who::Manager).await, known.near.unit, &new).await.unwrap();
    let choices = NoticeChoices { of: BTreeMap::new(), quiet_weekends: false };
    store.choose_notices(&actor(Who::Assessor).await, &choices).await.unwrap();
    store.close().await;
}

/// Makes tasks until the server is gone; gives the titles that it has said it made.
async fn make_tasks(browser: Browser, unit: UnitId, assignee: String, round: usize) -> Vec<String> {
    let mut made = Vec::new();
    let due_on = (SystemClock.today() + Span::days(60)).to_string();
    for number in 0.. {
        let title = format!("Task {round}-{number}.");
        let unit = unit.to_string();
        let form = [
            ("title", title.as_str()),
            ("unit", &unit),
            ("question", &QuestionNo(9).0.to_string()),
            ("assignee", &assignee),
            ("due_on", &due_on),
            ("priority", "high"),
            ("effort", "S"),
        ];
        let request = browser.request(Method::POST, "/tasks/new").form(&form);
        let Some(answer) = browser.try_to_send(request).await else { return made };
        assert_eq!(answer.status, 303, "{}", answer.said());
        made.push(title);
    }
    made
}

/// How often each id came, by the title of the task that it tells of.
fn by_title(came: impl IntoIterator<Item = (String, String)>) -> BTreeMap<String, Vec<String>> {
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (told, id) in came {
        let title = told.split("Task ").nth(1).and_then(|rest| rest.split('.').next());
        ids.entry(format!("Task {}.", title.unwrap_or_default())).or_default().push(id);
    }
    ids
}

/// Each task was told under one id; gives how many came more than once.
fn told_once(what: &str, tasks: &BTreeSet<String>, came: &BTreeMap<String, Vec<String>>) -> usize {
    assert_eq!(came.keys().collect::<BTreeSet<_>>(), tasks.iter().collect(), "{what}");
    let mut again = 0;
    for (title, ids) in came {
        let different: BTreeSet<_> = ids.iter().collect();
        assert_eq!(different.len(), 1, "{what} of {title} has one id");
        again += ids.len() - 1;
    }
    again
}

async fn waits(database: &mut Database) -> i64 {
    database.number("SELECT count(*) FROM outbox WHERE state = 'waiting'").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_again_and_again_it_delivers_every_message() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let (data, known) = (dir.path(), site::lay_out(dir.path()));
    let sink = Sink::start(Door::Plain, Mailing::Takes).await.unwrap();
    let receiver = Receiver::start(Mood::Takes).await;
    prepare(data, &known, &receiver).await;
    for round in 0..KILLS {
        let mut server = start(data, &sink);
        let browser = Browser::new(&server.origin);
        browser.sign_in(&Who::Manager.email(), PASSWORD).await;
        let assignee = known.person(Who::Assessor).to_string();
        let making = tokio::spawn(make_tasks(browser, known.near.unit, assignee, round));
        let goal = sink.kept().len() + LETTERS;
        tokio::time::timeout(PATIENT, sink.kept_at_least(goal)).await.unwrap();
        server.kill();
        assert!(!making.await.unwrap().is_empty(), "it was killed at work");
    }
    let server = start(data, &sink);
    let mut database = Database::open(data).await;
    while waits(&mut database).await > 0 {
        let seen = sink.kept().len();
        let more = sink.kept_at_least(seen + 1);
        // The last may have come since it was counted.
        let _ = tokio::time::timeout(Duration::from_millis(200), more).await;
    }
    let tasks = database.texts("SELECT title FROM tasks WHERE title LIKE 'Task %'").await;
    let tasks: BTreeSet<String> = tasks.into_iter().collect();
    assert!(tasks.len() >= KILLS * LETTERS, "{}", tasks.len());
    let letters = sink.kept();
    let letters = letters.iter().map(|it| (it.subject(), it.headers("Message-ID").join("")));
    let twice = told_once("mail", &tasks, &by_title(letters));
    assert!(twice <= KILLS, "{twice} letters came again, more than were in flight");
    let posts = receiver.came().into_iter().map(|came| (came.body, came.id));
    let twice = told_once("a post", &tasks, &by_title(posts));
    assert!(twice <= KILLS, "{twice} posts came again, more than were in flight");
    drop(server);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_settings_of_mail_are_checked_and_never_told() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_str().unwrap();
    let refused = |arguments: &[&str]| {
        let output = tests::binary::run(&[&["serve", "--data", data], arguments].concat());
        assert!(!output.status.success());
        tests::binary::said(&output)
    };
    let url = "smtp://ann:s3cret@mail.example.org:587";
    let alone = refused(&["--smtp-url", url]);
    assert!(alone.contains("--public-url") && alone.contains("--mail-from"), "{alone}");
    let rest = ["--public-url", SITE, "--mail-from", "plumbline@example.org"];
    let odd = refused(&[&["--smtp-url", "http://ann:s3cret@mail.example.org"], &rest[..]].concat());
    assert!(odd.contains("mail server") && !odd.contains("s3cret"), "{odd}");
    let from = refused(&["--smtp-url", url, "--public-url", SITE, "--mail-from", "nobody"]);
    assert!(!from.contains("s3cret"), "{from}");
}
