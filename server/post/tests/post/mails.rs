//! Letters over the connection that stays on this machine, and over those that nobody trusts.

use std::time::Duration;

use domain::notices::Mail;
use post::{Letter, Mailer, Refusal};

use crate::kept::{self, Kept};
use crate::sink::{Door, Mood, Sink};
use crate::tls;

/// Longer than anything that isn't silent takes.
pub const LONG: Duration = Duration::from_secs(60);

/// Where silence is what is tested.
pub const SHORT: Duration = Duration::from_millis(100);

pub fn letter() -> Letter {
    Letter {
        id: "0192d3a4-7c5e-4f6a-8b9c-0d1e2f3a4b5c".into(),
        to_name: "Jörg „Yogi“ Müller".into(),
        to_address: "joerg@example.org".into(),
        mail: Mail {
            subject: "Assigned to you: Schlüssel für die Übergabe an alle Büros erneuern, 漢字 too"
                .into(),
            text: "Grüße\n\n.\n..\n.QUIT\nhttps://plumbline.example.org/tasks/12?a=b&c=d\n".into(),
            html: format!("<p>Grüße & “mehr”</p>\n.\n{}\n", "wörd ".repeat(400)),
        },
        at: "2026-03-02T09:00:00Z".parse().unwrap(),
    }
}

/// A mailer to the sink: `{}` in the address stands for its port.
pub fn mailer(sink: &Sink, address: &str, patience: Duration) -> Mailer {
    let address = address.replace("{}", &sink.address.port().to_string());
    let sender = "Plumbline <plumbline@example.org>".parse().unwrap();
    Mailer::new(&address.parse().unwrap(), sender, patience).unwrap()
}

/// The letter is in there whole: envelope, headers and both parts.
pub fn assert_whole(kept: &Kept) {
    let letter = letter();
    assert_eq!(kept.from, "plumbline@example.org");
    assert_eq!(kept.to, ["joerg@example.org"]);
    assert_eq!(kept.headers("Message-ID"), [format!("<{}@example.org>", letter.id)]);
    assert_eq!(kept.headers("Date"), ["Mon, 02 Mar 2026 09:00:00 +0000"]);
    assert_eq!(kept.headers("Auto-Submitted"), ["auto-generated"]);
    assert_eq!(kept.subject(), letter.mail.subject);
    let to = kept::words(&kept.headers("To")[0]);
    assert_eq!(to, format!("{} <joerg@example.org>", letter.to_name));
    assert!(kept.headers("Content-Type")[0].starts_with("multipart/alternative;"));
    assert_eq!(kept.part("text/plain"), letter.mail.text);
    assert_eq!(kept.part("text/html"), letter.mail.html);
}

async fn refused(mood: Mood, patience: Duration) -> (Refusal, Sink) {
    let sink = Sink::start(Door::Plain, mood).await.unwrap();
    let mailer = mailer(&sink, "smtp://us3r:s3cret@127.0.0.1:{}", patience);
    (mailer.send(&letter()).await.unwrap_err(), sink)
}

#[tokio::test]
async fn a_letter_arrives_whole_at_a_server_on_this_machine() {
    let sink = Sink::start(Door::Plain, Mood::Takes).await.unwrap();
    mailer(&sink, "smtp://127.0.0.1:{}", LONG).send(&letter()).await.unwrap();
    let [kept] = &sink.kept()[..] else { panic!("{:?}", sink.kept()) };
    assert_whole(kept);
    assert_eq!((kept.encrypted, &kept.login), (false, &None));
    assert_eq!(sink.said().last().unwrap(), "QUIT");
}

#[tokio::test]
async fn a_line_break_in_a_subject_begins_no_header() {
    let sink = Sink::start(Door::Plain, Mood::Takes).await.unwrap();
    let mut letter = letter();
    letter.mail.subject = "Due\r\nBcc: evil@example.org\r\n\r\nBody".into();
    letter.to_name = "Ann\r\nBcc: evil@example.org".into();
    mailer(&sink, "smtp://localhost:{}", LONG).send(&letter).await.unwrap();
    let kept = &sink.kept()[0];
    assert!(kept.headers("Bcc").is_empty(), "{}", kept.data);
    assert_eq!(kept.to, ["joerg@example.org"]);
    assert_eq!(kept.headers("Content-Type").len(), 1);
}

#[tokio::test]
async fn a_letter_is_the_same_at_every_try() {
    let sink = Sink::start(Door::Plain, Mood::HangsUpAfterData).await.unwrap();
    let mailer = mailer(&sink, "smtp://127.0.0.1:{}", LONG);
    let refusal = mailer.send(&letter()).await.unwrap_err();
    assert!(matches!(refusal, Refusal::Later { after: None, .. }), "{refusal}");
    sink.turn(Mood::Takes);
    mailer.send(&letter()).await.unwrap();
    let ids: Vec<_> = sink.kept().iter().flat_map(|kept| kept.headers("Message-ID")).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn a_server_without_room_is_asked_again() {
    let (refusal, sink) = refused(Mood::RefusesForNow, LONG).await;
    assert_eq!(refusal, Refusal::later("it answered 451: 4.3.0 no room at the moment"));
    assert!(sink.kept().is_empty());
}

#[tokio::test]
async fn a_recipient_whom_nobody_knows_is_refused_for_good_and_not_named() {
    let (refusal, _) = refused(Mood::RefusesForGood, LONG).await;
    let Refusal::Never { why } = refusal else { panic!("{refusal}") };
    assert!(why.starts_with("it answered 550: 5.1.1 <…@example.org>:"), "{why}");
    assert!(why.ends_with("nobody of that name"), "{why}");
}

#[tokio::test]
async fn a_wrong_password_is_no_fault_of_the_letter_and_not_repeated() {
    let (refusal, sink) = refused(Mood::RefusesPassword, LONG).await;
    let why = "it answered 535: 5.7.8 nobody here has the password …";
    assert_eq!(refusal, Refusal::later(why));
    assert!(!sink.said().iter().any(|line| line.starts_with("MAIL")));
}

#[tokio::test]
async fn a_server_that_says_nothing_is_not_waited_for_any_longer() {
    for mood in [Mood::Silent, Mood::SilentAfterData] {
        let (refusal, _) = refused(mood, SHORT).await;
        assert_eq!(refusal, Refusal::later("it did not answer in time"), "{mood:?}");
    }
}

#[tokio::test]
async fn a_letter_that_was_taken_is_sent_whatever_the_farewell() {
    let sink = Sink::start(Door::Plain, Mood::SilentAtQuit).await.unwrap();
    mailer(&sink, "smtp://127.0.0.1:{}", LONG).send(&letter()).await.unwrap();
    assert_eq!(sink.kept_at_least(1).await.len(), 1);
}

#[tokio::test]
async fn where_nobody_listens_is_asked_again() {
    let sink = Sink::start(Door::Plain, Mood::Takes).await.unwrap();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let address = format!("smtp://127.0.0.1:{}", nobody.port());
    let refusal = mailer(&sink, &address, LONG).send(&letter()).await.unwrap_err();
    assert!(matches!(&refusal, Refusal::Later { why, .. } if why.contains("refused")), "{refusal}");
}

#[tokio::test]
async fn a_server_without_tls_gets_neither_password_nor_letter_where_tls_is_asked_for() {
    let sink = Sink::start(Door::Plain, Mood::Takes).await.unwrap();
    let address = "smtp://us3r:s3cret@localhost:{}?tls=required";
    let refusal = mailer(&sink, address, LONG).send(&letter()).await.unwrap_err();
    assert_eq!(refusal, Refusal::later("STARTTLS is not supported on this server"));
    assert_eq!(sink.said(), ["EHLO example.org"]);
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_ends_the_talk() {
    for (door, address) in [
        (Door::Tls(tls::config()), "smtps://us3r:s3cret@localhost:{}"),
        (Door::StartTls(tls::config()), "smtp://us3r:s3cret@localhost:{}?tls=required"),
    ] {
        let sink = Sink::start(door, Mood::Takes).await.unwrap();
        let refusal = mailer(&sink, address, LONG).send(&letter()).await.unwrap_err();
        assert!(matches!(refusal, Refusal::Later { .. }));
        assert!(refusal.why().contains("invalid peer certificate"), "{refusal}");
        assert!(!sink.said().iter().any(|line| line.starts_with("AUTH")), "{:?}", sink.said());
        assert!(sink.kept().is_empty());
    }
}
