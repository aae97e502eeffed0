//! What leaves as mail: in the write that made it, at once or once a day, as each person chose.

use std::collections::BTreeMap;

use chrono::Duration;
use domain::notices::{ByMail, NoticeChoice, NoticeKind as K, next_try};
use domain::{Actor, AppError, MessageId, Role, Timestamp};
use store::{DueMail, NoticeChoices, ReadUpTo};

use crate::task;
use crate::world::{World, told};

async fn due(world: &World) -> Vec<DueMail> {
    world.store.due_mails().await.unwrap()
}

/// The mails that are due, each as whom it is for with the titles in it.
async fn letters(world: &World) -> Vec<(String, Vec<String>)> {
    let titles = |mail: &DueMail| mail.lines.iter().map(|line| line.title.clone()).collect();
    due(world).await.iter().map(|mail| (mail.name.clone(), titles(mail))).collect()
}

async fn send_all(world: &World) -> Vec<DueMail> {
    let mails = due(world).await;
    for mail in &mails {
        world.store.note_sent(mail.id).await.unwrap();
    }
    mails
}

async fn choose(world: &World, actor: &Actor, kind: K, choice: NoticeChoice, quiet: bool) {
    let choices = NoticeChoices { of: BTreeMap::from([(kind, choice)]), quiet_weekends: quiet };
    world.store.choose_notices(actor, &choices).await.unwrap();
}

fn choice(in_inbox: bool, by_mail: ByMail) -> NoticeChoice {
    NoticeChoice { in_inbox, by_mail }
}

fn own(name: &str, titles: &[&str]) -> (String, Vec<String>) {
    (name.to_owned(), titles.iter().map(|title| (*title).to_owned()).collect())
}

#[tokio::test]
async fn what_somebody_waits_for_is_mailed_at_once_and_sent_once() {
    let world = World::mailing().await;
    world.task("Rotate the key", "2026-12-18").await;
    let mails = send_all(&world).await;
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!((mail.name.as_str(), mail.is_digest), ("Priya Raman", false));
    assert_eq!(mail.email, "priya.raman@aldermoor.example");
    let line = &mail.lines[0];
    assert_eq!((line.about.as_str(), line.path.as_str()), ("Online Store", "/tasks/1"));
    assert_eq!(letters(&world).await, [], "it was sent");
    world.verified().await;
}

#[tokio::test]
async fn where_no_mail_leaves_none_waits_for_the_day_on_which_it_does() {
    let world = World::new().await;
    world.task("Rotate the key", "2026-12-18").await;
    world.clock.advance(Duration::days(30));
    world.store.remind().await.unwrap();
    assert_eq!(letters(&world).await, []);
}

#[tokio::test]
async fn the_day_is_told_in_one_mail_the_next_morning() {
    let world = World::mailing().await;
    choose(&world, &world.assessor, K::Assigned, choice(true, ByMail::Digest), true).await;
    world.task("One", "2026-12-18").await;
    world.clock.set("2026-11-23T22:00:00Z");
    world.task("Two", "2026-12-18").await;
    world.clock.set("2026-11-24T06:59:00Z");
    world.task("Three", "2026-12-18").await;
    assert_eq!(letters(&world).await, [], "it is not seven yet");
    world.clock.set("2026-11-24T07:00:00Z");
    world.task("Four", "2026-12-18").await;
    let title = |name: &str| format!("“{name}” is your task");
    let titles = [title("One"), title("Two"), title("Three")];
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    assert_eq!(letters(&world).await, [own("Priya Raman", &titles)], "the fourth is of the next");
    assert!(send_all(&world).await[0].is_digest);
    world.clock.set("2026-11-25T07:00:00Z");
    assert_eq!(letters(&world).await, [own("Priya Raman", &[&title("Four")])]);
}

#[tokio::test]
async fn what_was_read_in_the_inbox_is_left_out_and_a_day_that_was_read_sends_nothing() {
    let world = World::mailing().await;
    choose(&world, &world.assessor, K::Assigned, choice(true, ByMail::Digest), true).await;
    world.task("One", "2026-12-18").await;
    world.task("Two", "2026-12-18").await;
    let rows = world.inbox(&world.assessor).await;
    world.store.read_notices(&world.assessor, ReadUpTo::One(rows[1].id)).await.unwrap();
    world.clock.set("2026-11-24T07:00:00Z");
    assert_eq!(letters(&world).await, [own("Priya Raman", &["“Two” is your task"])]);
    world.store.read_notices(&world.assessor, ReadUpTo::All(rows[0].id)).await.unwrap();
    assert_eq!(letters(&world).await, []);
    world.task("Three", "2026-12-18").await;
    world.clock.set("2026-11-25T07:00:00Z");
    assert_eq!(letters(&world).await.len(), 1, "the next day is another mail");
}

#[tokio::test]
async fn a_weekend_is_quiet_and_monday_tells_it_in_one_mail() {
    let world = World::mailing().await;
    let bold = world.join("Jo Park", Role::Assessor, world.online_store).await;
    choose(&world, &bold, K::Assigned, choice(true, ByMail::Now), false).await;
    world.clock.set("2026-11-28T10:00:00Z");
    world.task("On Saturday", "2026-12-18").await;
    let new = task("On Saturday too", bold.person, "2026-12-18");
    world.store.create_task(&world.manager, world.online_store, &new).await.unwrap();
    let at_once = [own("Jo Park", &["“On Saturday too” is your task"])];
    assert_eq!(letters(&world).await, at_once, "who wants it gets it");
    send_all(&world).await;
    world.clock.set("2026-11-29T23:00:00Z");
    world.task("On Sunday", "2026-12-18").await;
    assert_eq!(letters(&world).await, []);
    world.clock.set("2026-11-30T07:00:00Z");
    let monday = ["“On Saturday” is your task", "“On Sunday” is your task"];
    assert_eq!(letters(&world).await, [own("Priya Raman", &monday)]);
}

#[tokio::test]
async fn each_kind_is_had_where_it_was_chosen() {
    let world = World::mailing().await;
    choose(&world, &world.assessor, K::Assigned, choice(false, ByMail::Now), true).await;
    world.task("By mail alone", "2026-12-18").await;
    assert!(world.inbox(&world.assessor).await.is_empty());
    assert_eq!(world.store.read(&world.assessor).unread_notices().await.unwrap(), 0);
    assert_eq!(send_all(&world).await.len(), 1);
    choose(&world, &world.assessor, K::Assigned, choice(true, ByMail::Off), true).await;
    world.task("In the inbox alone", "2026-12-18").await;
    assert_eq!(world.inbox(&world.assessor).await.len(), 1);
    choose(&world, &world.assessor, K::Assigned, choice(false, ByMail::Off), true).await;
    world.task("Nowhere", "2026-12-18").await;
    assert_eq!(world.inbox(&world.assessor).await.len(), 1);
    world.clock.advance(Duration::days(7));
    assert_eq!(letters(&world).await, []);
    let kept = world.store.read(&world.assessor).notice_choices().await.unwrap();
    assert_eq!(kept.of[&K::Assigned], choice(false, ByMail::Off));
    assert_eq!(kept.of[&K::Returned], K::Returned.unchosen());
    world.verified().await;
}

#[tokio::test]
async fn an_alarm_can_not_be_kept_out_of_the_inbox() {
    let world = World::new().await;
    choose(&world, &world.admin, K::ChainBroken, choice(false, ByMail::Off), true).await;
    let kept = world.store.read(&world.admin).notice_choices().await.unwrap();
    assert!(kept.of[&K::ChainBroken].in_inbox);
}

#[tokio::test]
async fn nothing_is_sent_to_whoever_left_or_sees_it_no_longer() {
    let world = World::mailing().await;
    world.task("One", "2026-12-18").await;
    let (person, unit) = (world.assessor.person, Some(world.online_store));
    world.store.revoke_role(&world.admin, person, Role::Assessor, unit).await.unwrap();
    assert_eq!(letters(&world).await, [], "it is not theirs to see");
    let jo = world.join("Jo Park", Role::Assessor, world.online_store).await;
    let new = task("Two", jo.person, "2026-12-18");
    world.store.create_task(&world.manager, world.online_store, &new).await.unwrap();
    world.store.deactivate_person(&world.admin, jo.person).await.unwrap();
    assert_eq!(letters(&world).await, [], "the account is over");
    let counts = world.store.read(&world.admin).outbox_counts().await.unwrap();
    assert_eq!((counts.waiting, counts.dead), (0, 0));
}

/// Fails a message until it is given up: how often, and when the last time.
async fn fail_to_the_end(world: &World, id: MessageId) -> u32 {
    for failed in 1.. {
        let now: Timestamp = world.store.now();
        let again = next_try(failed, now, None);
        world.store.note_failed(id, "it can't be reached", again).await.unwrap();
        let Some(again) = again else { return failed };
        assert!(due(world).await.is_empty(), "not before its time");
        world.clock.advance(again.utc() - now.utc());
        assert_eq!(due(world).await[0].id, id);
    }
    0
}

#[tokio::test]
async fn what_fails_is_tried_for_a_day_and_a_half_then_given_up_and_sent_again_by_hand() {
    let world = World::mailing().await;
    world.task("Rotate the key", "2026-12-18").await;
    let first = due(&world).await.remove(0);
    assert_eq!(fail_to_the_end(&world, first.id).await, 9);
    assert_eq!(letters(&world).await, []);
    let read = world.store.read(&world.admin);
    let troubled = read.troubled_messages().await.unwrap();
    assert_eq!((troubled.len(), troubled[0].failures), (1, 9));
    let person = "Priya Raman, priya.raman@aldermoor.example";
    assert_eq!(troubled[0].person.as_deref(), Some(person));
    let refused = told(world.store.send_again(&world.manager, Some(first.id)).await);
    assert_eq!(refused, AppError::NotFound, "it is the administrator's");
    assert_eq!(world.store.send_again(&world.admin, Some(first.id)).await.unwrap(), 1);
    let again = due(&world).await.remove(0);
    assert_eq!((again.uuid, again.failures), (first.uuid, 0), "the same message");
    world.store.note_sent(first.id).await.unwrap();
    let gone = told(world.store.send_again(&world.admin, Some(first.id)).await);
    assert_eq!(gone, AppError::NotFound, "what was delivered is not sent again");
    assert_eq!(world.store.send_again(&world.admin, None).await.unwrap(), 0);
    world.verified().await;
}

#[tokio::test]
async fn a_write_that_is_refused_sends_nothing() {
    let world = World::mailing().await;
    let new = task("Not theirs to make", world.assessor.person, "2026-12-18");
    let refused = world.store.create_task(&world.viewer, world.online_store, &new).await;
    assert!(refused.is_err());
    assert_eq!(letters(&world).await, []);
}

#[tokio::test]
async fn the_program_hears_of_what_is_to_be_sent() {
    let world = World::mailing().await;
    let mut stirred = world.store.stirred();
    world.store.rename_unit(&world.admin, world.logistics, "Freight").await.unwrap();
    assert!(!stirred.has_changed().unwrap(), "nobody was told");
    world.task("Rotate the key", "2026-12-18").await;
    assert!(stirred.has_changed().unwrap());
    stirred.mark_unchanged();
}
