//! What units are to reach by when.

use domain::{Actor, AppError, Points, UnitId};

use super::day;
use crate::world::{World, told};

impl World {
    async fn targets_of(&self, actor: &Actor, unit: UnitId) -> Vec<(String, u16)> {
        let all = self.store.read(actor).targets(unit).await.unwrap();
        all.into_iter().map(|it| (it.on.to_string(), it.points.0)).collect()
    }
}

#[tokio::test]
async fn a_target_counts_until_another_takes_its_place_or_it_is_taken_back() {
    let world = World::new().await;
    let set = async |points: Option<u16>, on| {
        let points = points.map(Points);
        world.store.set_target(&world.manager, world.commerce, day(on), points).await
    };
    set(Some(30), "2027-03-31").await.unwrap();
    set(Some(20), "2027-06-30").await.unwrap();
    set(Some(25), "2027-03-31").await.unwrap();
    let both = [("2027-03-31".to_owned(), 25), ("2027-06-30".to_owned(), 20)];
    assert_eq!(world.targets_of(&world.viewer, world.commerce).await, both);
    set(None, "2027-03-31").await.unwrap();
    assert_eq!(world.targets_of(&world.viewer, world.commerce).await, both[1..]);
    assert!(matches!(told(set(None, "2027-03-31").await), AppError::Invalid(_)), "it is none");

    let then = world.store.as_of(day("2026-11-23")).await.unwrap();
    assert_eq!(then.read(&world.viewer).targets(world.commerce).await.unwrap().len(), 1);
    let before = world.store.as_of(day("2026-11-22")).await.unwrap();
    assert_eq!(before.read(&world.viewer).targets(world.commerce).await.unwrap().len(), 0);
}

#[tokio::test]
async fn only_a_manager_of_the_unit_sets_one_and_only_for_a_day_to_come() {
    let world = World::new().await;
    let (on, points) = (day("2027-03-31"), Some(Points(20)));
    for actor in [&world.viewer, &world.auditor, &world.admin] {
        let refused = world.store.set_target(actor, world.commerce, on, points).await;
        assert!(matches!(told(refused), AppError::Refused(_)), "{}", actor.name);
    }
    let hidden = world.store.set_target(&world.outsider, world.commerce, on, points).await;
    assert_eq!(told(hidden), AppError::NotFound);
    let over = day("2026-11-22");
    let late = world.store.set_target(&world.manager, world.commerce, over, points).await;
    assert!(matches!(told(late), AppError::Invalid(_)));
    world
        .store
        .set_target(&world.manager, world.commerce, day("2026-11-23"), points)
        .await
        .unwrap();
}
