//! Conclusions: of a unit or of the whole, the newest stands.

use domain::audits::Opinion;
use domain::{AppError, Role};

use crate::samples::Audited;

#[tokio::test]
async fn the_newest_conclusion_of_the_same_stands() {
    let audited = Audited::new().await;
    let (second, unit) = (&audited.second, Some(audited.world.online_store));
    audited.conclude(second, unit, Opinion::Adverse).await.unwrap();
    audited.conclude(second, None, Opinion::Qualified).await.unwrap();
    audited.conclude(&audited.world.auditor, unit, Opinion::Unqualified).await.unwrap();
    let read = audited.world.store.read(&audited.world.manager);
    let given = read.conclusions(audited.audit).await.unwrap();
    let given: Vec<_> =
        given.iter().map(|it| (it.unit_name.as_deref(), it.opinion, it.replaced)).collect();
    assert_eq!(
        given,
        [
            (None, Opinion::Qualified, false),
            (Some("Online Store"), Opinion::Unqualified, false),
            (Some("Online Store"), Opinion::Adverse, true),
        ]
    );
    audited.world.verified().await;
}

#[tokio::test]
async fn its_auditors_conclude_on_its_units() {
    let audited = Audited::new().await;
    let world = &audited.world;
    for actor in [&audited.bystander, &world.manager, &world.assessor] {
        let refused = audited.conclude(actor, Some(world.online_store), Opinion::Unqualified).await;
        assert!(matches!(refused, Err(AppError::Refused(_))), "{}: {refused:?}", actor.name);
    }
    let beyond = audited.conclude(&audited.second, Some(world.logistics), Opinion::Adverse).await;
    let Err(AppError::Invalid(invalid)) = beyond else { panic!("{beyond:?}") };
    assert!(invalid.about("unit").is_some());
}

#[tokio::test]
async fn the_whole_is_concluded_by_whoever_audits_all_of_it() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let part = world.join("Lea Marin", Role::Auditor, world.online_store).await;
    let mut scope = audited.scope();
    scope.auditors.insert(part.person);
    world.store.change_audit(&world.auditor, audited.audit, &scope).await.unwrap();
    let whole = audited.conclude(&part, None, Opinion::Unqualified).await;
    assert_eq!(whole, Err(AppError::NotFound), "they don't see all of Commerce");
    audited.conclude(&part, Some(world.online_store), Opinion::Unqualified).await.unwrap();
}

#[tokio::test]
async fn whoever_ever_answered_there_does_not_conclude_on_it() {
    let audited = Audited::new().await;
    let answered = audited.answered().await;
    let world = &audited.world;
    for unit in [None, Some(world.commerce), Some(world.online_store)] {
        let refused = audited.conclude(&answered, unit, Opinion::Unqualified).await;
        assert!(matches!(refused, Err(AppError::Refused(_))), "{unit:?}: {refused:?}");
    }
    let elsewhere = Some(world.customer_care);
    audited.conclude(&answered, elsewhere, Opinion::Unqualified).await.unwrap();
}

#[tokio::test]
async fn a_conclusion_is_read_where_evidence_of_its_unit_is_opened() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let (care, shop) = (Some(world.customer_care), Some(world.online_store));
    audited.conclude(&audited.second, care, Opinion::Adverse).await.unwrap();
    audited.conclude(&audited.second, shop, Opinion::Qualified).await.unwrap();
    audited.conclude(&audited.second, None, Opinion::Qualified).await.unwrap();
    let read = world.store.read(&world.assessor).conclusions(audited.audit).await.unwrap();
    let units: Vec<_> = read.iter().map(|it| it.unit_id).collect();
    assert_eq!(units, [None, shop], "Customer Care is none of Online Store's business");
    let far = world.store.read(&world.outsider).conclusions(audited.audit).await.unwrap();
    assert_eq!(far, []);
}
