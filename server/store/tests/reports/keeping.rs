//! Reports that somebody keeps under a name.

use domain::{Actor, AppError, SavedReportId};

use crate::world::{World, told};

impl World {
    async fn kept(&self, actor: &Actor) -> Vec<(String, String, bool)> {
        let all = self.store.read(actor).saved_reports().await.unwrap();
        all.into_iter().map(|it| (it.name, it.query, it.is_own)).collect()
    }
}

#[tokio::test]
async fn a_report_is_kept_for_its_owner_alone_until_it_is_shared_with_a_unit() {
    let world = World::new().await;
    let (manager, viewer) = (&world.manager, &world.viewer);
    world.store.save_report(manager, "Board", "frame=all", None).await.unwrap();
    let kept = ("Board".to_owned(), "frame=all".to_owned(), true);
    assert_eq!(world.kept(manager).await, [kept]);
    assert_eq!(world.kept(viewer).await, []);

    let unit = Some(world.commerce);
    world.store.save_report(manager, "board", "frame=all&score=claimed", unit).await.unwrap();
    let shared = ("board".to_owned(), "frame=all&score=claimed".to_owned(), false);
    assert_eq!(world.kept(viewer).await, [shared], "whoever sees the unit sees it");
    assert_eq!(world.kept(&world.outsider).await, [], "and nobody else");
    assert_eq!(world.kept(manager).await.len(), 1, "it took the place of the one before");
}

#[tokio::test]
async fn only_a_manager_shares_with_a_unit_and_only_its_owner_removes_a_report() {
    let world = World::new().await;
    let share = world.store.save_report(&world.viewer, "Mine", "", Some(world.commerce));
    assert!(matches!(told(share.await), AppError::Refused(_)));
    let hidden = world.store.save_report(&world.outsider, "Mine", "", Some(world.commerce));
    assert_eq!(told(hidden.await), AppError::NotFound);
    world.store.save_report(&world.viewer, "Mine", "", None).await.unwrap();

    let id = world.store.read(&world.viewer).saved_reports().await.unwrap()[0].id;
    for (actor, id) in [(&world.manager, id), (&world.viewer, SavedReportId(99))] {
        assert_eq!(told(world.store.remove_report(actor, id).await), AppError::NotFound);
    }
    world.store.remove_report(&world.viewer, id).await.unwrap();
    assert_eq!(world.kept(&world.viewer).await, []);
}

#[tokio::test]
async fn what_is_no_report_and_one_too_many_are_refused() {
    let world = World::new().await;
    let odd = world.store.save_report(&world.viewer, "Odd", "unit=1\"><script>", None);
    assert!(matches!(told(odd.await), AppError::Invalid(_)));
    for number in 0..20 {
        let name = format!("Report {number}");
        world.store.save_report(&world.viewer, &name, "", None).await.unwrap();
    }
    let more = world.store.save_report(&world.viewer, "One more", "", None);
    assert!(matches!(told(more.await), AppError::Invalid(_)));
    world.store.save_report(&world.viewer, "Report 3", "frame=all", None).await.unwrap();
}
