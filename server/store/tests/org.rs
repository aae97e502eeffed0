//! The set-up, and the tree of units.

mod world;

use std::sync::Arc;

use domain::AppError;
use store::{NewUnit, SetupStep, Store, StoreOptions};
use world::{ManualClock, World, empty, said_about, told};

#[tokio::test]
async fn the_set_up_goes_in_order_and_only_with_the_token() {
    let clock = ManualClock::at("2026-11-23T09:00:00Z");
    let (store, _dir) = empty(&clock).await;
    let token = store.setup_token().await.unwrap().unwrap();
    assert!(store.setup_token_is(&token).await.unwrap());
    assert!(!store.setup_token_is("guess").await.unwrap());
    let admin = |token: String| {
        let store = store.clone();
        async move { store.setup_administrator(&token, "Callum Reyes", "c@a.example", "hash").await }
    };
    assert_eq!(told(admin("guess".to_owned()).await), AppError::NotFound);
    assert_eq!(store.setup_person(&token).await.unwrap(), None);
    assert_eq!(told(store.setup_person("guess").await), AppError::NotFound);

    let person = admin(token.clone()).await.unwrap();
    assert_eq!(store.setup_person(&token).await.unwrap(), Some(person));
    assert!(matches!(told(admin(token.clone()).await), AppError::Conflict(_)));
    let units = [("Commerce".to_owned(), None)];
    assert!(matches!(told(store.setup_units(&token, person, &units).await), AppError::Conflict(_)));
    store.setup_organisation(&token, person, "Aldermoor Group").await.unwrap();
    said_about("units", store.setup_units(&token, person, &[]).await);
    let twice = [("Commerce".to_owned(), None), ("commerce".to_owned(), None)];
    let said = said_about("units", store.setup_units(&token, person, &twice).await);
    assert!(said.contains("is used twice"), "{said}");
    let below = [("Commerce".to_owned(), None), ("Commerce".to_owned(), Some(0))];
    store.setup_units(&token, person, &below).await.unwrap();
    assert!(matches!(
        told(store.setup_go_on(&token, person, SetupStep::Storage).await),
        AppError::Conflict(_)
    ));
    assert_eq!(
        store.setup_go_on(&token, person, SetupStep::Round).await.unwrap(),
        SetupStep::Storage
    );
    assert_eq!(
        store.setup_go_on(&token, person, SetupStep::Storage).await.unwrap(),
        SetupStep::Done
    );
    assert!(!store.setup_token_is(&token).await.unwrap());
    assert_eq!(store.setup_token().await.unwrap(), None);
    assert_eq!(told(store.setup_go_on(&token, person, SetupStep::Done).await), AppError::NotFound);
    assert!(store.verify().await.unwrap().findings.is_empty());
}

#[tokio::test]
async fn a_restart_makes_a_new_token_and_the_old_one_stops_working() {
    let clock = ManualClock::at("2026-11-23T09:00:00Z");
    let (store, dir) = empty(&clock).await;
    let first = store.setup_token().await.unwrap().unwrap();
    let person =
        store.setup_administrator(&first, "Callum Reyes", "c@a.example", "h").await.unwrap();
    store.close().await;

    let options = StoreOptions::new(dir.path().join("data"));
    let (store, _) = Store::open(options, Arc::clone(&clock) as _).await.unwrap();
    let second = store.setup_token().await.unwrap().unwrap();
    assert!(!store.setup_token_is(&first).await.unwrap());
    assert_eq!(store.setup_person(&second).await.unwrap(), Some(person));
    assert_eq!(store.installation().await.unwrap().unwrap().setup_step, SetupStep::Organisation);
    store.setup_organisation(&second, person, "Aldermoor Group").await.unwrap();
}

#[tokio::test]
async fn units_stand_in_reading_order_and_only_where_a_role_reaches() {
    let world = World::new().await;
    let tree = async |actor| {
        let units = world.store.read(actor).units().await.unwrap();
        units.into_iter().map(|node| (node.depth, node.path.join(" / "))).collect::<Vec<_>>()
    };
    let all = [
        (0, "Aldermoor Group"),
        (1, "Aldermoor Group / Commerce"),
        (2, "Aldermoor Group / Commerce / Customer Care"),
        (2, "Aldermoor Group / Commerce / Online Store"),
        (1, "Aldermoor Group / Corporate"),
        (1, "Aldermoor Group / Logistics"),
    ]
    .map(|(depth, path)| (depth, path.to_owned()));
    assert_eq!(tree(&world.admin).await, all);
    assert_eq!(tree(&world.manager).await, all);
    let part = [(0, "Commerce"), (1, "Commerce / Customer Care"), (1, "Commerce / Online Store")];
    assert_eq!(tree(&world.viewer).await, part.map(|(depth, path)| (depth, path.to_owned())));
    assert_eq!(tree(&world.assessor).await, [(0, "Online Store".to_owned())]);

    let path = world.store.read(&world.assessor).path_of(world.online_store).await.unwrap();
    assert_eq!(path.len(), 3, "the units above are named");
    assert!(world.store.read(&world.assessor).path_of(world.logistics).await.unwrap().is_empty());
    assert_eq!(
        told(world.store.read(&world.assessor).unit(world.commerce).await),
        AppError::NotFound
    );
}

#[tokio::test]
async fn only_administrators_change_the_tree() {
    let world = World::new().await;
    let new = NewUnit { name: "Fleet".to_owned(), parent: world.logistics };
    for actor in [&world.manager, &world.assessor, &world.auditor, &world.viewer] {
        assert_eq!(told(world.store.create_unit(actor, &new).await), AppError::NotFound);
        let renamed = world.store.rename_unit(actor, world.logistics, "Freight").await;
        assert_eq!(told(renamed), AppError::NotFound);
        let moved = world.store.move_unit(actor, world.logistics, world.commerce).await;
        assert_eq!(told(moved), AppError::NotFound);
        assert_eq!(told(world.store.retire_unit(actor, world.logistics).await), AppError::NotFound);
        assert_eq!(
            told(world.store.reinstate_unit(actor, world.logistics).await),
            AppError::NotFound
        );
        let read = world.store.read(actor);
        assert_eq!(told(read.unit_stakes(world.logistics).await), AppError::NotFound);
        assert_eq!(told(read.retired_units().await), AppError::NotFound);
    }
}

#[tokio::test]
async fn a_unit_moves_with_everything_below_it_and_never_below_itself() {
    let world = World::new().await;
    let (store, admin) = (&world.store, &world.admin);
    let move_to = |unit, parent| store.move_unit(admin, unit, parent);
    said_about("parent", move_to(world.commerce, world.commerce).await);
    let said = said_about("parent", move_to(world.commerce, world.online_store).await);
    assert_eq!(said, "“Online Store” lies below “Commerce”, which can't move below itself.");
    said_about("parent", move_to(world.root, world.commerce).await);
    said_about("parent", move_to(world.online_store, world.commerce).await);
    said_about("parent", move_to(world.online_store, domain::UnitId(999)).await);
    assert_eq!(told(move_to(domain::UnitId(999), world.root).await), AppError::NotFound);

    move_to(world.commerce, world.logistics).await.unwrap();
    let path = store.read(admin).path_of(world.online_store).await.unwrap();
    let names: Vec<_> = path.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Aldermoor Group", "Logistics", "Commerce", "Online Store"]);
    // The assessor of Logistics now reaches what lies below it, whoever moved it there.
    assert_eq!(store.read(&world.outsider).units().await.unwrap().len(), 4);

    move_to(world.online_store, world.root).await.unwrap();
    assert_eq!(store.read(&world.outsider).units().await.unwrap().len(), 3);
    world.verified().await;
}

#[tokio::test]
async fn siblings_have_names_of_their_own() {
    let world = World::new().await;
    let (store, admin) = (&world.store, &world.admin);
    let new = |name: &str, parent| NewUnit { name: name.to_owned(), parent };
    said_about("name", store.create_unit(admin, &new("LOGISTICS", world.root)).await);
    let below = store.create_unit(admin, &new("Logistics", world.corporate)).await.unwrap();
    said_about("parent", store.move_unit(admin, below, world.root).await);
    let path = store.read(admin).path_of(below).await.unwrap();
    assert_eq!(path[1].0, world.corporate, "a refused move leaves the tree as it was");
    said_about("name", store.rename_unit(admin, world.corporate, "Logistics").await);
    store.rename_unit(admin, world.corporate, "Head Office").await.unwrap();
    said_about("parent", store.create_unit(admin, &new("X", domain::UnitId(999))).await);
    world.verified().await;
}

#[tokio::test]
async fn a_retired_unit_leaves_the_list_and_comes_back() {
    let world = World::new().await;
    let (store, admin) = (&world.store, &world.admin);
    let commerce = told(store.retire_unit(admin, world.commerce).await);
    assert_eq!(
        commerce.to_string(),
        "2 units lie below “Commerce”. Move or retire what lies below first."
    );
    assert!(matches!(told(store.retire_unit(admin, world.root).await), AppError::Conflict(_)));
    assert_eq!(store.read(admin).unit_stakes(world.commerce).await.unwrap().units, 2);

    store.retire_unit(admin, world.logistics).await.unwrap();
    assert!(matches!(told(store.retire_unit(admin, world.logistics).await), AppError::Conflict(_)));
    let listed = store.read(admin).units().await.unwrap();
    assert!(listed.iter().all(|node| node.unit.id != world.logistics));
    assert!(store.read(admin).unit(world.logistics).await.unwrap().retired_at.is_some());
    let retired = store.read(admin).retired_units().await.unwrap();
    assert_eq!((retired.len(), retired[0].parent_name.as_str()), (1, "Aldermoor Group"));
    said_about("parent", store.move_unit(admin, world.corporate, world.logistics).await);
    assert!(matches!(
        told(store.rename_unit(admin, world.logistics, "Freight").await),
        AppError::Conflict(_)
    ));

    // Its name is free for another unit, and then it can't come back under it.
    let new = NewUnit { name: "Logistics".to_owned(), parent: world.root };
    let second = store.create_unit(admin, &new).await.unwrap();
    assert!(matches!(
        told(store.reinstate_unit(admin, world.logistics).await),
        AppError::Conflict(_)
    ));
    store.rename_unit(admin, second, "Freight").await.unwrap();
    store.reinstate_unit(admin, world.logistics).await.unwrap();
    assert!(matches!(
        told(store.reinstate_unit(admin, world.logistics).await),
        AppError::Conflict(_)
    ));
    world.verified().await;
}
