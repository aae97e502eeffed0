//! A year, day by day: how many notices of which kind each person gets.

use std::collections::BTreeMap;

use chrono::Duration;
use domain::Actor;
use domain::notices::NoticeKind as K;
use domain::tasks::acceptance::{AcceptanceDecision, NewAcceptance};

use crate::world::World;
use crate::{day, note};

async fn by_kind(world: &World, actor: &Actor) -> BTreeMap<K, usize> {
    let mut kinds = BTreeMap::new();
    let mut before = None;
    loop {
        let rows = world.store.read(actor).inbox(before).await.unwrap();
        let Some(last) = rows.last().map(|row| row.id) else { return kinds };
        for row in &rows {
            *kinds.entry(row.kind).or_default() += 1;
        }
        before = Some(last);
    }
}

/// What happens in the organisation before the year begins.
pub async fn before(world: &World) {
    world.clock.set("2027-01-01T08:00:00Z");
    let assessment = world.draft(world.online_store).await;
    world.attach(assessment, &note("Quarterly review", "2026-12-20", "2027-03-20")).await;
    let gone = world.attach(assessment, &note("Withdrawn", "2026-12-20", "2027-03-20")).await;
    world.store.withdraw_evidence(&world.assessor, gone, "Wrong file.").await.unwrap();
    // One that nobody works on, and one whose risk is accepted for a while.
    world.task("Late", "2027-11-30").await;
    let put_aside = world.task("Put aside", "2027-12-20").await;
    let new = NewAcceptance { reason: "Until the summer.".to_owned(), until: day("2027-06-30") };
    let asked = world.store.ask_to_accept(&world.assessor, put_aside, &new).await.unwrap();
    let granted = AcceptanceDecision::Granted;
    world.store.decide_acceptance(&world.manager, asked, granted, "").await.unwrap();
    world.round("2027", "2027-09-30").await;
}

pub fn expected(assessor: bool) -> BTreeMap<K, usize> {
    // Of the round for each of the three units that have nobody nearer who answers. They made the task
    // whose risk was accepted, so they watch it: once it is open again.
    let manager = [(K::ToDecide, 1), (K::AcceptanceExpiring, 3), (K::RoundDue, 6), (K::Watched, 1)];
    // Two tasks. Evidence at 30, 7 and 1 days. Due soon once for each task. Overdue from 1 December on
    // each week: five times; and from 21 December twice. The acceptance at 14, 3 and 1 days, and when it
    // is over. The round when it opens, and 7 and 1 days before it is due.
    let assessor_of = [
        (K::Assigned, 2),
        (K::Watched, 1),
        (K::EvidenceExpiring, 3),
        (K::DueSoon, 2),
        (K::Overdue, 7),
        (K::AcceptanceExpiring, 4),
        (K::RoundOpened, 1),
        (K::RoundDue, 2),
    ];
    if assessor { assessor_of.into() } else { manager.into() }
}

#[tokio::test]
async fn each_person_is_told_what_concerns_them_and_nothing_twice() {
    let world = World::new().await;
    before(&world).await;
    for _ in 0..365 {
        world.store.lapse_acceptances().await.unwrap();
        world.store.remind().await.unwrap();
        assert_eq!(world.store.remind().await.unwrap(), 0, "a day that is run twice");
        world.clock.advance(Duration::days(1));
    }
    assert_eq!(by_kind(&world, &world.assessor).await, expected(true));
    assert_eq!(by_kind(&world, &world.manager).await, expected(false));
    let elsewhere = [(K::RoundOpened, 1), (K::RoundDue, 2)];
    assert_eq!(by_kind(&world, &world.outsider).await, elsewhere.into());
    assert!(by_kind(&world, &world.auditor).await.is_empty());
    world.verified().await;
}

#[tokio::test]
async fn after_a_downtime_each_is_told_what_applies_now_and_not_what_was_missed() {
    let world = World::new().await;
    before(&world).await;
    world.store.remind().await.unwrap();
    // The program is away for eleven months.
    world.clock.set("2027-12-16T08:00:00Z");
    world.store.lapse_acceptances().await.unwrap();
    world.store.remind().await.unwrap();
    let told = by_kind(&world, &world.assessor).await;
    let of = |kind| told.get(&kind).copied().unwrap_or_default();
    assert_eq!((of(K::Overdue), of(K::DueSoon)), (1, 0), "not one for each week");
    assert_eq!((of(K::EvidenceExpiring), of(K::RoundDue)), (0, 0), "both are long over");
    assert_eq!(of(K::AcceptanceExpiring), 1, "it is over");
}
