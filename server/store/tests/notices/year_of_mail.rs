//! The same year by mail: what goes out, to whom, and when.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Duration, Timelike as _, Weekday};
use domain::Timestamp;
use domain::notices::NoticeKind as K;

use crate::world::World;
use crate::year::{before, expected};

/// A mail as it went out.
struct Sent {
    at: Timestamp,
    is_digest: bool,
    kinds: Vec<K>,
}

/// Sends what is due.
async fn send(world: &World, sent: &mut BTreeMap<String, Vec<Sent>>) {
    for mail in world.store.due_mails().await.unwrap() {
        world.store.note_sent(mail.id).await.unwrap();
        let kinds = mail.lines.iter().map(|line| line.kind).collect();
        let one = Sent { at: world.store.now(), is_digest: mail.is_digest, kinds };
        sent.entry(mail.name).or_default().push(one);
    }
}

/// Half an hour after midnight the daily run, and at seven what goes out once a day.
async fn a_day(world: &World, sent: &mut BTreeMap<String, Vec<Sent>>) {
    let midnight = Timestamp::start_of(world.store.now().day()).plus(Duration::days(1));
    for minutes in [30, 7 * 60, 7 * 60 + 1] {
        world.clock.set(&midnight.plus(Duration::minutes(minutes)).to_string());
        if minutes == 30 {
            world.store.lapse_acceptances().await.unwrap();
            world.store.remind().await.unwrap();
        }
        send(world, sent).await;
    }
}

fn kinds(sent: &[Sent]) -> BTreeMap<K, usize> {
    let mut kinds = BTreeMap::new();
    for kind in sent.iter().flat_map(|one| &one.kinds) {
        *kinds.entry(*kind).or_default() += 1;
    }
    kinds
}

/// What is in the inbox and, as long as nothing else was chosen, comes by mail as well.
fn by_mail(assessor: bool) -> BTreeMap<K, usize> {
    let mut kinds = expected(assessor);
    kinds.remove(&K::Watched);
    kinds
}

#[tokio::test]
async fn each_notice_is_mailed_once_and_nobody_gets_two_digests_on_a_day_or_mail_on_a_weekend() {
    let world = World::mailing().await;
    before(&world).await;
    let mut sent = BTreeMap::new();
    send(&world, &mut sent).await;
    for _ in 0..365 {
        a_day(&world, &mut sent).await;
    }
    assert_eq!(kinds(&sent["Priya Raman"]), by_mail(true));
    assert_eq!(kinds(&sent["Ingrid Solheim"]), by_mail(false));
    assert_eq!(kinds(&sent["Kenji Ota"]), [(K::RoundOpened, 1), (K::RoundDue, 2)].into());
    assert_eq!(sent.len(), 3, "nobody else is concerned");
    for (name, mails) in &sent {
        let digests: Vec<_> = mails.iter().filter(|one| one.is_digest).collect();
        let days: BTreeSet<_> = digests.iter().map(|one| one.at.day()).collect();
        assert_eq!(days.len(), digests.len(), "{name} gets one a day");
        for one in mails {
            let day = one.at.day().weekday();
            assert!(!matches!(day, Weekday::Sat | Weekday::Sun), "{name} on {}", one.at);
            assert!(!one.is_digest || one.at.utc().hour() == 7, "{name} at {}", one.at);
        }
    }
    // Two tasks at once. And by the day, none on that of another: the round that opened, three of
    // evidence, two due soon, seven overdue, four of the acceptance, two of the round.
    let digests = sent["Priya Raman"].iter().filter(|one| one.is_digest).count();
    assert_eq!((sent["Priya Raman"].len() - digests, digests), (2, 19));
    world.verified().await;
}

#[tokio::test]
async fn a_downtime_of_eleven_months_ends_in_one_mail_each() {
    let world = World::mailing().await;
    before(&world).await;
    send(&world, &mut BTreeMap::new()).await;
    world.clock.set("2027-12-15T23:00:00Z");
    let mut sent = BTreeMap::new();
    a_day(&world, &mut sent).await;
    let [mail] = &sent["Priya Raman"][..] else { panic!("{} mails", sent["Priya Raman"].len()) };
    // What waited from the day before the downtime, and what applies now.
    let kinds: BTreeSet<_> = mail.kinds.iter().copied().collect();
    let expected = [K::Overdue, K::AcceptanceExpiring, K::RoundOpened];
    assert_eq!(kinds, expected.into(), "and nothing of what was missed");
    assert_eq!((mail.is_digest, mail.kinds.len()), (true, 3));
}
