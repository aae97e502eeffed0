//! Setting an audit up: of what, by whom, and who knows of it.

use std::collections::BTreeSet;

use domain::{AppError, AuditId, PersonId, Role, RoundId, UnitId};

use crate::samples::{Audited, of, open_round};
use crate::world::{World, said_about, told};

#[tokio::test]
async fn whoever_sets_an_audit_up_is_among_its_auditors() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let read = world.store.read(&world.auditor);
    let audit = read.audit(audited.audit).await.unwrap();
    assert_eq!((audit.name.as_str(), audit.opened_by_name.as_str()), ("Year end", "Dele Adeyemi"));
    assert_eq!(audit.closed, None);
    let scope = read.audit_scope(audited.audit).await.unwrap();
    assert_eq!(scope.units, [(world.commerce, "Commerce".to_owned())]);
    assert_eq!(scope.rounds, [(audited.round, "Q4 2026".to_owned())]);
    let auditors: Vec<_> = scope.auditors.iter().map(|it| (it.name.as_str(), it.until)).collect();
    assert_eq!(auditors, [("Dele Adeyemi", None), ("Jo Park", None)]);
    assert!(read.works_on_audit(audited.audit).await.unwrap());
    assert_eq!(read.own_audits().await.unwrap(), [(audited.audit, "Year end".to_owned())]);
    let bystander = world.store.read(&audited.bystander);
    assert!(!bystander.works_on_audit(audited.audit).await.unwrap());
    assert_eq!(bystander.own_audits().await.unwrap(), []);
    world.verified().await;
}

#[tokio::test]
async fn a_round_is_part_of_an_audit_when_it_asked_one_of_its_units() {
    let world = World::new().await;
    let far = open_round(&world, world.logistics, "Logistics alone").await;
    let near = open_round(&world, world.online_store, "Online Store alone").await;
    let (store, leader) = (&world.store, &world.auditor);
    for rounds in [vec![far], vec![near, far], vec![near, RoundId(99)]] {
        let refused = store.open_audit(leader, &of(&[world.commerce], &rounds)).await;
        assert!(said_about("rounds", refused).contains("asked none"), "{rounds:?}");
    }
    assert!(
        store.read(leader).audits().await.unwrap().is_empty(),
        "what is refused leaves nothing"
    );
    store.open_audit(leader, &of(&[world.commerce], &[near])).await.unwrap();
}

#[tokio::test]
async fn its_auditors_audit_one_of_its_units() {
    let world = World::new().await;
    let near = world.join("Jo Park", Role::Auditor, world.online_store).await;
    let far = world.join("Sana Iqbal", Role::Auditor, world.logistics).await;
    let gone = world.join("Bo Lindt", Role::Auditor, world.root).await;
    world.store.deactivate_person(&world.admin, gone.person).await.unwrap();
    let (store, leader) = (&world.store, &world.auditor);
    let with = |person: PersonId| {
        let mut new = of(&[world.commerce], &[]);
        new.auditors.insert(person);
        new
    };
    for person in [far.person, gone.person, world.manager.person, world.admin.person, PersonId(99)]
    {
        let refused = store.open_audit(leader, &with(person)).await;
        assert!(said_about("auditors", refused).contains("no auditor"), "{person:?}");
    }
    store.open_audit(leader, &with(near.person)).await.unwrap();
}

#[tokio::test]
async fn somebody_from_outside_is_not_made_an_auditor_by_name() {
    let audited = Audited::new().await;
    let outsider = audited.outsider().await;
    let mut new = of(&[audited.world.commerce], &[]);
    new.name = "Another".to_owned();
    new.auditors.insert(outsider.person);
    let refused = audited.world.store.open_audit(&audited.world.auditor, &new).await;
    assert!(said_about("auditors", refused).contains("no auditor"));
}

#[tokio::test]
async fn an_audit_is_led_by_whoever_audits_every_unit_of_it() {
    let world = World::new().await;
    let part = world.join("Jo Park", Role::Auditor, world.commerce).await;
    let store = &world.store;
    let (own, both) = ([world.commerce], [world.commerce, world.logistics]);
    let beyond = told(store.open_audit(&part, &of(&both, &[])).await);
    assert_eq!(beyond, AppError::NotFound, "there is no Logistics to them");
    let unknown = told(store.open_audit(&world.auditor, &of(&[UnitId(99)], &[])).await);
    assert_eq!(unknown, AppError::NotFound);
    for actor in [&world.manager, &world.admin, &world.viewer] {
        let refused = told(store.open_audit(actor, &of(&own, &[])).await);
        assert!(matches!(refused, AppError::Refused(_)), "{}: {refused:?}", actor.name);
    }
    assert_eq!(told(store.open_audit(&world.outsider, &of(&own, &[])).await), AppError::NotFound);
    let id = store.open_audit(&part, &of(&own, &[])).await.unwrap();
    // Whoever is among the auditors leads when they audit all of it.
    let mut wider = of(&both, &[]);
    wider.auditors = BTreeSet::from([part.person]);
    store.change_audit(&world.auditor, id, &wider).await.unwrap();
    for refused in [
        told(store.change_audit(&part, id, &of(&own, &[])).await),
        told(store.close_audit(&part, id).await),
    ] {
        assert_eq!(refused, AppError::NotFound, "a part of it lies where they know nothing");
    }
    let guessed = told(store.change_audit(&world.auditor, AuditId(99), &of(&own, &[])).await);
    assert_eq!(guessed, AppError::NotFound);
    assert_eq!(told(store.close_audit(&world.auditor, AuditId(99)).await), AppError::NotFound);
}

#[tokio::test]
async fn open_audits_are_listed_first_then_the_newest() {
    let audited = Audited::new().await;
    let (store, leader) = (&audited.world.store, &audited.world.auditor);
    let new = of(&[audited.world.logistics], &[]);
    let second = store.open_audit(leader, &new).await.unwrap();
    let listed = async || -> Vec<AuditId> {
        store.read(leader).audits().await.unwrap().into_iter().map(|it| it.id).collect()
    };
    assert_eq!(listed().await, [second, audited.audit]);
    let third = store.open_audit(leader, &new).await.unwrap();
    audited.close().await;
    assert_eq!(listed().await, [third, second, audited.audit]);
}

#[tokio::test]
async fn auditors_managers_and_administrators_of_its_units_know_of_an_audit() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let below = world.join("Lea Marin", Role::Manager, world.customer_care).await;
    for actor in [&world.manager, &world.admin, &audited.bystander, &below] {
        let read = world.store.read(actor);
        assert!(read.audit(audited.audit).await.is_ok(), "{}", actor.name);
        assert_eq!(read.audits().await.unwrap().len(), 1, "{}", actor.name);
    }
    let far = world.join("Max Ott", Role::Manager, world.logistics).await;
    for actor in [&world.assessor, &world.viewer, &world.outsider, &far] {
        let read = world.store.read(actor);
        assert_eq!(told(read.audit(audited.audit).await), AppError::NotFound, "{}", actor.name);
        assert_eq!(read.audits().await.unwrap(), [], "{}", actor.name);
    }
    let scope = world.store.read(&below).audit_scope(audited.audit).await.unwrap();
    assert_eq!(scope.units, [], "Commerce itself they don't see");
}
