//! The list: what each filter finds, the counts beside them, and each order.

use domain::ModelId;
use domain::models::{AccessLevel, Classification, Exposure};
use store::{ModelFilter, ModelSort};

use crate::samples::{permission, three};
use crate::world::World;

#[tokio::test]
async fn a_list_shows_what_is_derived_from_the_parts() {
    let world = World::new().await;
    let [assistant, ..] = three(&world).await;
    let lines =
        world.store.read(&world.viewer).models_of_unit(world.online_store, 9).await.unwrap();
    let line = &lines[0];
    assert_eq!((line.id, line.unit_name.as_str()), (assistant, "Online Store"));
    assert_eq!((line.exposure, line.deployments), (Some(Exposure::Public), 2));
    assert_eq!((line.data, line.personal_data), (Some(Classification::Confidential), true));
    assert_eq!((line.access, line.answered), (Some(AccessLevel::Write), 4));
    assert_eq!(line.owner_name.as_deref(), Some("Priya Raman"));
    let figures = world.store.read(&world.manager).register_figures().await.unwrap();
    assert_eq!((figures.registered, figures.outside), (3, 1));
    assert_eq!((figures.exposure_unknown, figures.incomplete, figures.retired), (1, 2, 0));
}

#[tokio::test]
async fn counts_beside_filters_leave_out_their_own_property() {
    let world = World::new().await;
    three(&world).await;
    let read = world.store.read(&world.manager);
    let figures = read.register_figures().await.unwrap();
    let filter = ModelFilter {
        units: vec![world.commerce],
        exposures: vec![Some(Exposure::Public)],
        ..ModelFilter::default()
    };
    let counts = read.model_counts(&filter, &figures).await.unwrap().unwrap();
    assert_eq!(counts.exposures[&Some(Exposure::Unknown)], 1);
    assert_eq!(counts.exposures.get(&None), None);
    assert_eq!((counts.units[&world.commerce], counts.units.get(&world.logistics)), (1, None));
    assert_eq!(counts.complete[&true], 1);
    let counts = read.model_counts(&ModelFilter::default(), &figures).await.unwrap().unwrap();
    assert_eq!((counts.units[&world.root], counts.units[&world.commerce]), (3, 2));
    assert_eq!(counts.complete[&false], 2);
    assert_eq!(counts.ownerless, 2);
    assert_eq!(counts.owners, [(world.assessor.person, "Priya Raman".to_owned(), 1)]);
    assert_eq!(counts.tags, [("chat".to_owned(), 1), ("Shop".to_owned(), 1)]);
}

#[tokio::test]
async fn each_order_puts_first_what_is_worth_a_look() {
    let world = World::new().await;
    let [assistant, ranker, planner] = three(&world).await;
    world.clock.advance(chrono::Duration::hours(1));
    world.store.add_part(&world.manager, assistant, permission()).await.unwrap();
    let read = world.store.read(&world.manager);
    let order = async |sort, descending| -> Vec<ModelId> {
        let page = read.models(&ModelFilter::default(), sort, descending, 1).await.unwrap();
        page.lines.iter().map(|line| line.id).collect()
    };
    for (sort, expected) in [
        (ModelSort::Name, [ranker, planner, assistant]),
        (ModelSort::Unit, [ranker, planner, assistant]),
        (ModelSort::Exposure, [assistant, ranker, planner]),
        (ModelSort::Data, [assistant, ranker, planner]),
        (ModelSort::Profile, [planner, ranker, assistant]),
        (ModelSort::Updated, [ranker, planner, assistant]),
    ] {
        assert_eq!(order(sort, false).await, expected, "{sort:?}");
        let mut turned = expected;
        turned.reverse();
        assert_eq!(order(sort, true).await, turned, "{sort:?}, descending");
    }
}
