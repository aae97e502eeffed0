//! Changing what an open audit is of: what it has collected never falls outside.

use domain::audits::Opinion;
use domain::evidence::Verdict;
use domain::{AppError, Role};
use store::StoreError;

use crate::samples::{Audited, attach};
use crate::world::{said_about, told};

impl Audited {
    /// Tries to make it an audit of Customer Care alone.
    async fn leave_online_store(&self) -> Result<(), StoreError> {
        let mut scope = self.scope();
        scope.units = [self.world.customer_care].into();
        self.world.store.change_audit(&self.world.auditor, self.audit, &scope).await
    }
}

#[tokio::test]
async fn what_an_audit_is_of_can_change_while_it_is_open() {
    let audited = Audited::new().await;
    let (store, leader) = (&audited.world.store, &audited.world.auditor);
    let mut scope = audited.scope();
    scope.name = "Year end 2026".to_owned();
    scope.from = "2026-07-01".parse().unwrap();
    scope.units = [audited.world.corporate].into();
    scope.auditors = [audited.bystander.person].into();
    store.change_audit(leader, audited.audit, &scope).await.unwrap();
    let read = store.read(leader);
    let audit = read.audit(audited.audit).await.unwrap();
    assert_eq!((audit.name.as_str(), audit.from), ("Year end 2026", scope.from));
    let now = read.audit_scope(audited.audit).await.unwrap();
    assert_eq!(now.units, [(audited.world.corporate, "Corporate".to_owned())]);
    let auditors: Vec<_> = now.auditors.iter().map(|it| it.person).collect();
    assert_eq!(auditors, [audited.bystander.person], "whoever leads need not work on it");
    audited.world.verified().await;
}

#[tokio::test]
async fn a_unit_with_something_collected_stays_part_of_it() {
    let audited = Audited::new().await;
    audited.raise(&audited.second, audited.world.online_store).await.unwrap();
    assert!(said_about("units", audited.leave_online_store().await).contains("findings"));

    let audited = Audited::new().await;
    audited.ask(&audited.second, audited.world.online_store).await.unwrap();
    assert!(said_about("units", audited.leave_online_store().await).contains("requests"));

    let audited = Audited::new().await;
    audited.judge(&audited.second, Verdict::Rejected).await.unwrap();
    assert!(said_about("units", audited.leave_online_store().await).contains("verdicts"));

    let audited = Audited::new().await;
    let unit = Some(audited.world.online_store);
    audited.conclude(&audited.second, unit, Opinion::Adverse).await.unwrap();
    said_about("units", audited.leave_online_store().await);

    let audited = Audited::new().await;
    audited.leave_online_store().await.unwrap();
}

#[tokio::test]
async fn a_window_keeps_hold_of_what_was_judged_in_it() {
    let audited = Audited::new().await;
    let (store, leader) = (&audited.world.store, &audited.world.auditor);
    let early = attach(&audited.world, audited.draft, "Older", "2026-07-01", "2026-10-03").await;
    let audit = Some(audited.audit);
    audited.judge_for(&audited.second, audit, early, Verdict::Accepted).await.unwrap();
    let mut later = audited.scope();
    later.from = "2026-10-04".parse().unwrap();
    let refused = store.change_audit(leader, audited.audit, &later).await;
    assert!(said_about("to", refused).contains("window"));
    later.from = "2026-10-03".parse().unwrap();
    store.change_audit(leader, audited.audit, &later).await.unwrap();
}

#[tokio::test]
async fn roles_of_accounts_from_outside_follow_the_units() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let outsider = audited.outsider().await;
    let held = |actor: &domain::Actor| {
        actor.grants.iter().map(|it| (it.role, it.unit)).collect::<Vec<_>>()
    };
    assert_eq!(held(&outsider), [(Role::Auditor, Some(world.commerce))]);
    let mut scope = audited.scope();
    scope.units = [world.online_store, world.logistics].into();
    world.store.change_audit(&world.auditor, audited.audit, &scope).await.unwrap();
    let outsider = world.again(outsider.person).await;
    assert_eq!(
        held(&outsider),
        [(Role::Auditor, Some(world.online_store)), (Role::Auditor, Some(world.logistics))]
    );
    let bounded = world.store.within(audited.audit).await.unwrap();
    let seen = bounded.read(&outsider).units().await.unwrap();
    let seen: Vec<_> = seen.iter().map(|it| it.unit.name.as_str()).collect();
    assert_eq!(seen, ["Logistics", "Online Store"]);
    world.verified().await;
}

#[tokio::test]
async fn a_closed_audit_is_no_longer_changed() {
    let audited = Audited::new().await;
    audited.close().await;
    let (store, leader) = (&audited.world.store, &audited.world.auditor);
    let late = told(store.change_audit(leader, audited.audit, &audited.scope()).await);
    assert!(matches!(late, AppError::Conflict(_)), "{late:?}");
    let again = told(store.close_audit(leader, audited.audit).await);
    assert!(matches!(again, AppError::Conflict(_)), "{again:?}");
}
