//! What leaves the installation: mail and posts arrive, once each, whatever fails.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::Duration as Span;
use domain::notices::{HookForm, NoticeKind};
use domain::{Actor, ChannelId, TaskId};
use plumbline::delivery::Delivery;
use post::{Allowed, Hooks, Mailer};
use store::{NewChannel, Store, StoreOptions, Target};
use tests::organisation::{Known, task_of};
use tests::sink::{Door, Mood as Mailing, Sink};
use tests::{ManualClock, Mood, Receiver, Who, site};
use tokio::sync::watch;

/// Far longer than a test takes.
pub const PATIENT: Duration = Duration::from_secs(60);

/// Where links lead.
pub const SITE: &str = "https://plumbline.aldermoor.example";

/// A store from which messages are delivered when the test says so.
struct Office {
    store: Store,
    clock: Arc<ManualClock>,
    known: Known,
    delivery: Delivery,
    _stop: watch::Sender<bool>,
    _dir: tempfile::TempDir,
}

impl Office {
    async fn open(sink: &Sink, patience: Duration) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let known = site::lay_out(dir.path());
        let clock = ManualClock::start();
        let options = StoreOptions { durable: false, mails: true, ..StoreOptions::new(dir.path()) };
        let (store, _) = Store::open(options, clock.clone()).await.unwrap();
        let address = format!("smtp://{}", sink.address).parse().unwrap();
        let from = "Plumbline <plumbline@aldermoor.example>".parse().unwrap();
        let mailer = Mailer::new(&address, from, PATIENT).unwrap();
        let hooks = Hooks::new("127.0.0.1".parse::<Allowed>().unwrap(), patience).unwrap();
        let (stop, stopping) = watch::channel(false);
        let site = SITE.to_owned();
        let delivery = Delivery::new(store.clone(), Some(mailer), hooks, site, stopping);
        Self { store, clock, known, delivery, _stop: stop, _dir: dir }
    }

    async fn actor(&self, who: Who) -> Actor {
        self.store.actor(self.known.person(who)).await.unwrap().unwrap()
    }

    /// A task for the assessor, made by the manager.
    async fn task(&self, title: &str) -> TaskId {
        let (manager, assessor) = (self.actor(Who::Manager).await, self.actor(Who::Assessor).await);
        let new = domain::tasks::NewTask { title: title.to_owned(), ..task_of(&assessor) };
        self.store.create_task(&manager, self.known.near.unit, &new).await.unwrap()
    }

    async fn channel(&self, receiver: &Receiver, form: HookForm) -> ChannelId {
        let manager = self.actor(Who::Manager).await;
        let new = channel(receiver, form);
        self.store.add_channel(&manager, self.known.near.unit, &new).await.unwrap()
    }

    /// The reasons why messages to channels failed.
    async fn reasons(&self) -> Vec<String> {
        let admin = self.actor(Who::Admin).await;
        let troubled = self.store.read(&admin).troubled_messages().await.unwrap();
        // One was given up when the organisation was made.
        troubled.into_iter().filter(|it| it.why != "it answered 404").map(|it| it.why).collect()
    }
}

/// A channel of the receiver's.
pub fn channel(receiver: &Receiver, form: HookForm) -> NewChannel {
    NewChannel {
        name: "Receiver".to_owned(),
        form,
        host: "http://127.0.0.1".to_owned(),
        target: Target {
            address: receiver.address.clone(),
            secret: Some(b"the secret of the receiver".to_vec()),
        },
        kinds: vec![NoticeKind::Assigned],
    }
}

#[tokio::test]
async fn a_letter_arrives_with_what_happened_and_where_to_read_on() {
    let sink = Sink::start(Door::Plain, Mailing::Takes).await.unwrap();
    let office = Office::open(&sink, PATIENT).await;
    let id = office.task("Rotate the gateway key").await;
    office.delivery.deliver().await.unwrap();
    let letters = sink.kept();
    assert_eq!(letters.len(), 1);
    let letter = &letters[0];
    assert_eq!(letter.to, [Who::Assessor.email()]);
    assert_eq!(letter.from, "plumbline@aldermoor.example");
    assert_eq!(letter.subject(), "“Rotate the gateway key” is your task");
    for part in ["text/plain", "text/html"] {
        let text = letter.part(part);
        assert!(text.contains(&format!("{SITE}/tasks/{id}")), "{text}");
        assert!(text.contains(&format!("{SITE}/account/notices")), "{text}");
        assert!(text.contains("Online Store"), "{text}");
    }
    office.delivery.deliver().await.unwrap();
    assert_eq!(sink.kept().len(), 1, "it was sent");
}

#[tokio::test]
async fn a_server_that_fails_gets_the_letter_again_under_the_same_id() {
    let sink = Sink::start(Door::Plain, Mailing::HangsUpAfterData).await.unwrap();
    let office = Office::open(&sink, PATIENT).await;
    office.task("One").await;
    office.delivery.deliver().await.unwrap();
    assert_eq!(sink.kept().len(), 1, "it took it, and never said so");
    sink.turn(Mailing::Takes);
    office.delivery.deliver().await.unwrap();
    assert_eq!(sink.kept().len(), 1, "not before its time");
    office.clock.advance(Span::minutes(1));
    office.delivery.deliver().await.unwrap();
    office.clock.advance(Span::days(1));
    office.delivery.deliver().await.unwrap();
    let ids: BTreeSet<_> =
        sink.kept().iter().map(|letter| letter.headers("Message-ID").join("")).collect();
    assert_eq!((sink.kept().len(), ids.len()), (2, 1), "whoever gets it twice can tell");
}

#[tokio::test]
async fn a_channel_that_fails_hangs_or_leads_astray_gets_each_post_once_when_it_works_again() {
    let sink = Sink::start(Door::Plain, Mailing::Takes).await.unwrap();
    let receiver = Receiver::start(Mood::Refuses).await;
    let office = Office::open(&sink, Duration::from_millis(200)).await;
    office.channel(&receiver, HookForm::Signed).await;
    for title in ["One", "Two"] {
        office.task(title).await;
    }
    let mut reasons = BTreeSet::new();
    for mood in [Mood::Refuses, Mood::LeadsAstray, Mood::IsSilent] {
        receiver.becomes(mood);
        office.delivery.deliver().await.unwrap();
        reasons.extend(office.reasons().await);
        office.clock.advance(Span::minutes(20));
    }
    let expected = [
        "it answered 308 and leads elsewhere; redirects are not followed",
        "it answered 500",
        "it did not answer in time",
    ];
    assert_eq!(reasons.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    let tried = receiver.came();
    assert_eq!(tried.len(), 3, "only the first of them, since the rest waits for it");
    assert!(tried.iter().all(|came| came.path.starts_with("/hook")), "it was not led astray");
    receiver.becomes(Mood::Takes);
    for _ in 0..3 {
        office.delivery.deliver().await.unwrap();
        office.clock.advance(Span::days(1));
    }
    let taken = &receiver.came()[3..];
    let said: Vec<bool> =
        taken.iter().zip(["One", "Two"]).map(|(came, title)| came.body.contains(title)).collect();
    assert_eq!((taken.len(), said), (2, vec![true, true]), "once each, in their order");
    assert_eq!(taken[0].id, tried[0].id, "the same message at every try");
    assert_eq!(sink.kept().len(), 2, "and mail never waited for it");
}

#[tokio::test]
async fn a_channel_inside_that_nobody_allowed_is_never_reached() {
    let sink = Sink::start(Door::Plain, Mailing::Takes).await.unwrap();
    let receiver = Receiver::start(Mood::Takes).await;
    let office = Office::open(&sink, PATIENT).await;
    // As if it had been allowed when it was set up.
    office.channel(&receiver, HookForm::Slack).await;
    office.task("One").await;
    let hooks = Hooks::new(Allowed::default(), PATIENT).unwrap();
    let (_stop, stopping) = watch::channel(false);
    let strict = Delivery::new(office.store.clone(), None, hooks, SITE.to_owned(), stopping);
    strict.deliver().await.unwrap();
    assert!(receiver.came().is_empty());
    let reasons = office.reasons().await;
    assert!(reasons[0].contains("none of the open internet"), "{reasons:?}");
}
