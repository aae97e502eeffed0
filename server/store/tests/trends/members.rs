//! Which units count on which day.

use super::*;

impl World {
    async fn below(&self, actor: &Actor, unit: UnitId, on: &str) -> Vec<String> {
        let found = self.store.read(actor).standings(day(on), Some(unit)).await.unwrap();
        found.into_iter().map(|unit| unit.name).collect()
    }
}

#[tokio::test]
async fn renaming_moving_and_retiring_change_no_score_of_the_past() {
    let world = World::new().await;
    world.assess(world.online_store, "Q4 2026", &[1]).await;
    world.assess(world.customer_care, "Q4 2026", &[1, 2]).await;
    world.clock.set("2027-01-11T09:00:00Z");
    let rename = world.store.rename_unit(&world.admin, world.online_store, "Web Shop");
    rename.await.unwrap();
    world.store.move_unit(&world.admin, world.online_store, world.logistics).await.unwrap();
    world.store.retire_unit(&world.admin, world.customer_care).await.unwrap();
    let new = NewUnit { name: "Research".to_owned(), parent: world.root };
    let research = world.store.create_unit(&world.admin, &new).await.unwrap();

    assert_eq!(world.scored(world.online_store, "2026-12-31").await, (90, 100));
    let then = world.standings(&world.manager, "2026-12-31").await;
    let now = world.standings(&world.manager, "2027-01-11").await;
    let mean = |units: &[UnitStanding]| {
        roll_up(units, &BASELINE, day("2027-01-11")).claimed.mean.unwrap().tenths()
    };
    assert_eq!((then.len(), mean(&then)), (5, 850), "the retired unit is part of the past");
    assert_eq!((now.len(), mean(&now)), (5, 900), "and not of the present");
    assert!(then.iter().all(|unit| unit.unit != research), "nor is what did not exist yet");
    assert!(now.iter().any(|unit| unit.unit == research && unit.latest.is_none()));
    assert!(now.iter().any(|unit| unit.name == "Web Shop"));
    assert_eq!(
        world.scored(world.customer_care, "2027-01-11").await,
        (80, 100),
        "its own line stays"
    );

    let read = world.store.read(&world.manager);
    let below = read.standings(world.today(), Some(world.logistics)).await.unwrap();
    assert_eq!(names(&below), ["Logistics", "Web Shop"]);
}

#[tokio::test]
async fn a_unit_that_moves_takes_its_future_along_and_leaves_its_past() {
    let world = World::new().await;
    world.assess(world.online_store, "Q4 2026", &[1]).await;
    world.assess(world.customer_care, "Q4 2026", &[1, 2]).await;
    world.clock.set("2027-01-11T09:00:00Z");
    world.store.move_unit(&world.admin, world.online_store, world.logistics).await.unwrap();

    let commerce = ["Commerce", "Customer Care", "Online Store"];
    for day in ["2026-11-30", "2027-01-10"] {
        assert_eq!(world.below(&world.manager, world.commerce, day).await, commerce);
        assert_eq!(world.below(&world.manager, world.logistics, day).await, ["Logistics"]);
    }
    let now = "2027-01-11";
    assert_eq!(world.below(&world.manager, world.commerce, now).await, commerce[..2]);
    let moved = ["Logistics", "Online Store"];
    assert_eq!(world.below(&world.manager, world.logistics, now).await, moved);

    let back = world.store.move_unit(&world.admin, world.online_store, world.commerce);
    world.clock.set("2027-02-01T09:00:00Z");
    back.await.unwrap();
    assert_eq!(world.below(&world.manager, world.commerce, "2027-02-01").await, commerce);
    assert_eq!(world.below(&world.manager, world.commerce, "2027-01-31").await, commerce[..2]);
}

#[tokio::test]
async fn who_sees_a_branch_sees_its_past_and_not_the_past_of_what_came_to_it() {
    let world = World::new().await;
    world.assess(world.online_store, "Q4 2026", &[1]).await;
    world.clock.set("2027-01-11T09:00:00Z");
    world.store.move_unit(&world.admin, world.online_store, world.logistics).await.unwrap();

    let of_commerce = async |day| names(&world.standings(&world.viewer, day).await).join(", ");
    assert_eq!(of_commerce("2027-01-10").await, "Commerce, Customer Care, Online Store");
    assert_eq!(of_commerce("2027-01-11").await, "Commerce, Customer Care");
    let of_logistics = async |day| names(&world.standings(&world.outsider, day).await).join(", ");
    assert_eq!(of_logistics("2027-01-10").await, "Logistics");
    assert_eq!(of_logistics("2027-01-11").await, "Logistics, Online Store");

    let gone = world.store.read(&world.viewer);
    let days = [day("2027-01-10")];
    assert_eq!(
        told(gone.unit_series(world.online_store, &days).await),
        AppError::NotFound,
        "a unit that moved away is no unit of theirs"
    );
}

#[tokio::test]
async fn what_is_kept_in_memory_gives_way_to_every_change() {
    let world = World::new().await;
    let kept = async || world.standings(&world.manager, "2026-11-23").await;
    assert!(kept().await.iter().all(|unit| unit.latest.is_none()));
    let id = world.assessment(world.online_store, "Q4 2026").await;
    let item = world.attach(id, 1, "2027-12-31").await;
    world.submit(id, &[1]).await;
    let points = async || {
        let units = kept().await;
        let unit = units.into_iter().find(|unit| unit.unit == world.online_store);
        unit.unwrap().latest.map(|standing| standing.score.evidenced.0)
    };
    assert_eq!(points().await, Some(100), "a submission");
    world.judge(item, world.online_store, 1, Verdict::Accepted).await;
    assert_eq!(points().await, Some(90), "evidence that begins to count");
    world.judge(item, world.online_store, 1, Verdict::Rejected).await;
    assert_eq!(points().await, Some(100), "and that counts no longer");
    let rename = world.store.rename_unit(&world.admin, world.online_store, "Web Shop");
    rename.await.unwrap();
    assert!(names(&kept().await).contains(&"Web Shop"), "a name");
    world.store.retire_unit(&world.admin, world.logistics).await.unwrap();
    assert_eq!(kept().await.len(), 4, "a unit that is retired");
}
