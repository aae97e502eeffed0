//! The inbox: whose it is, what is read, and what is no longer theirs to see.

use domain::{AppError, NoticeId, Role};
use sqlx::{Connection as _, SqliteConnection};
use store::{NOTICES_A_PAGE, ReadUpTo};

use crate::task;
use crate::world::{World, told};

async fn unread(world: &World) -> u32 {
    world.store.read(&world.assessor).unread_notices().await.unwrap()
}

#[tokio::test]
async fn one_is_read_or_all_up_to_one_and_what_came_since_is_not() {
    let world = World::new().await;
    for title in ["One", "Two", "Three"] {
        world.task(title, "2026-12-18").await;
    }
    assert_eq!(unread(&world).await, 3);
    let ids: Vec<NoticeId> = world.inbox(&world.assessor).await.iter().map(|it| it.id).collect();
    let read = |which| world.store.read_notices(&world.assessor, which);
    assert_eq!(read(ReadUpTo::One(ids[1])).await.unwrap(), 1);
    assert_eq!(read(ReadUpTo::One(ids[1])).await.unwrap(), 0, "nothing is noted twice");
    world.task("Four", "2026-12-18").await;
    assert_eq!(read(ReadUpTo::All(ids[0])).await.unwrap(), 2);
    assert_eq!(unread(&world).await, 1, "the newest came since");
    world.verified().await;
}

#[tokio::test]
async fn nobody_reads_what_others_were_told() {
    let world = World::new().await;
    world.task("One", "2026-12-18").await;
    let id = world.inbox(&world.assessor).await[0].id;
    assert_eq!(told(world.store.read(&world.manager).notice(id).await), AppError::NotFound);
    let other = world.store.read_notices(&world.manager, ReadUpTo::One(id)).await.unwrap();
    assert_eq!((other, unread(&world).await), (0, 1));
}

#[tokio::test]
async fn what_happened_in_a_unit_is_shown_as_long_as_they_see_it() {
    let world = World::new().await;
    world.task("One", "2026-12-18").await;
    let (person, unit) = (world.assessor.person, Some(world.online_store));
    world.store.revoke_role(&world.admin, person, Role::Assessor, unit).await.unwrap();
    assert_eq!((world.inbox(&world.assessor).await.len(), unread(&world).await), (0, 0));
    world.store.grant_role(&world.admin, person, Role::Viewer, unit).await.unwrap();
    assert_eq!(world.inbox(&world.assessor).await.len(), 1);
}

#[tokio::test]
async fn a_page_of_it_ends_and_goes_on_before_its_last() {
    let world = World::new().await;
    let many: Vec<_> = (0..NOTICES_A_PAGE + 5)
        .map(|n| task(&format!("Task {n}"), world.assessor.person, "2026-12-18"))
        .collect();
    world.store.create_tasks(&world.manager, world.online_store, &many).await.unwrap();
    let first = world.inbox(&world.assessor).await;
    assert_eq!(first.len(), NOTICES_A_PAGE as usize + 1, "one more tells that there is more");
    let last = first[NOTICES_A_PAGE as usize - 1].id;
    let rest = world.store.read(&world.assessor).inbox(Some(last)).await.unwrap();
    assert_eq!(rest.len(), 5);
}

#[tokio::test]
async fn what_was_told_stays_as_it_was_told() {
    let world = World::new().await;
    world.task("One", "2026-12-18").await;
    let path = world.store.data().join("plumbline.db");
    let mut database =
        SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
    let change = "UPDATE notices SET title = 'Something else'";
    let refused = sqlx::query(change).execute(&mut database).await.unwrap_err().to_string();
    assert!(refused.contains("stays as it was told"), "{refused}");
    let away = "UPDATE notices SET href = '//elsewhere.example'";
    assert!(sqlx::query(away).execute(&mut database).await.is_err());
}
