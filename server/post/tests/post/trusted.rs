//! What goes over TLS where the certificate of `localhost` is trusted.

use post::{Hooks, Refusal};

use crate::hooks::{self, news, parcel};
use crate::mails::{LONG, assert_whole, letter, mailer};
use crate::receiver::{Does, Receiver};
use crate::sink::{Door, Mood, Sink};
use crate::tls;

async fn arrives(door: Door, address: &str) {
    let sink = Sink::start(door, Mood::Takes).await.unwrap();
    mailer(&sink, address, LONG).send(&letter()).await.unwrap();
    let [kept] = &sink.kept()[..] else { panic!("{:?}", sink.kept()) };
    assert_whole(kept);
    assert!(kept.encrypted);
    assert_eq!(kept.login, Some(("us@r".into(), "pass:wörd".into())));
}

#[tokio::test]
async fn a_letter_arrives_whole_over_tls() {
    if tls::is_trusted("trusted::a_letter_arrives_whole_over_tls") {
        arrives(Door::Tls(tls::config()), "smtps://us%40r:pass%3Aw%C3%B6rd@localhost:{}").await;
    }
}

#[tokio::test]
async fn a_letter_arrives_whole_over_starttls() {
    if tls::is_trusted("trusted::a_letter_arrives_whole_over_starttls") {
        let address = "smtp://us%40r:pass%3Aw%C3%B6rd@localhost:{}?tls=required";
        arrives(Door::StartTls(tls::config()), address).await;
    }
}

#[tokio::test]
async fn a_certificate_of_another_host_is_refused() {
    if tls::is_trusted("trusted::a_certificate_of_another_host_is_refused") {
        let sink = Sink::start(Door::Tls(tls::config()), Mood::Takes).await.unwrap();
        // The certificate names `localhost` and 127.0.0.1, and this is neither.
        let refusal = mailer(&sink, "smtps://127.0.0.2:{}", LONG).send(&letter()).await;
        assert!(matches!(refusal, Err(Refusal::Later { .. })), "{refusal:?}");
        assert!(sink.kept().is_empty());
    }
}

#[tokio::test]
async fn what_is_written_in_the_clear_after_starttls_is_not_heard() {
    if tls::is_trusted("trusted::what_is_written_in_the_clear_after_starttls_is_not_heard") {
        let sink = Sink::start(Door::StartTls(tls::config()), Mood::Injected).await.unwrap();
        let address = "smtp://us3r:s3cret@localhost:{}?tls=required";
        let refusal = mailer(&sink, address, LONG).send(&letter()).await;
        assert!(matches!(refusal, Err(Refusal::Later { .. })), "{refusal:?}");
        assert_eq!(sink.said(), ["EHLO example.org", "STARTTLS"]);
    }
}

#[tokio::test]
async fn news_arrives_over_tls() {
    if tls::is_trusted("trusted::news_arrives_over_tls") {
        let receiver = Receiver::start(Some(tls::config()), Does::Says(hooks::TAKEN)).await;
        let hooks = Hooks::new("localhost".parse().unwrap(), LONG).unwrap();
        let to = hooks.check(&format!("https://localhost:{}/x", receiver.port)).unwrap();
        hooks.post(&to, &parcel(&news())).await.unwrap();
        assert_eq!(receiver.posts().len(), 1);
    }
}
