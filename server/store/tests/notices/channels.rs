//! Channels of units: what they are told of, and that their secrets stay sealed.

use domain::notices::{HookForm, NoticeKind as K};
use domain::tasks::TaskStep;
use domain::{AppError, ChannelId, UnitId};
use sqlx::{Connection as _, SqliteConnection};
use store::{CHANNELS_MAX, ChannelChange, DuePost, NewChannel, Target};

use crate::task;
use crate::world::{World, said_about, told};

const ADDRESS: &str = "https://chat.aldermoor.example/hooks/T0P-s3cret";

fn channel(name: &str, kinds: &[K]) -> NewChannel {
    NewChannel {
        name: name.to_owned(),
        form: HookForm::Signed,
        host: "https://chat.aldermoor.example".to_owned(),
        target: Target { address: ADDRESS.to_owned(), secret: Some(b"k3y of the channel".into()) },
        kinds: kinds.to_vec(),
    }
}

async fn add(world: &World, unit: UnitId, kinds: &[K]) -> ChannelId {
    let new = channel("Security", kinds);
    world.store.add_channel(&world.manager, unit, &new).await.unwrap()
}

async fn due(world: &World) -> Vec<DuePost> {
    world.store.due_posts().await.unwrap()
}

async fn titles(world: &World) -> Vec<String> {
    due(world).await.into_iter().map(|post| post.news.title).collect()
}

#[tokio::test]
async fn a_channel_is_told_once_of_what_happens_in_its_unit_and_below() {
    let world = World::new().await;
    let id = add(&world, world.commerce, &[K::Assigned, K::ToDecide]).await;
    add(&world, world.logistics, &[K::Assigned]).await;
    let jo = world.join("Jo Park", domain::Role::Assessor, world.online_store).await;
    let new =
        [task("One", world.assessor.person, "2026-12-18"), task("Two", jo.person, "2026-12-18")];
    world.store.create_tasks(&world.manager, world.online_store, &new).await.unwrap();
    let posts = due(&world).await;
    assert!(posts.iter().all(|post| post.channel == id), "not of another unit");
    let news = &posts[0].news;
    assert_eq!((news.kind, news.unit.as_str()), (Some(K::Assigned), "Online Store"));
    assert_eq!(news.path, "/tasks/1");
    let said = ["“One” is the task of Priya Raman", "“Two” is the task of Jo Park"];
    assert_eq!(titles(&world).await, said, "everybody reads along");
    let target = posts[0].target.as_ref().unwrap();
    assert_eq!(target.address, ADDRESS);
    assert_eq!(target.secret.as_deref(), Some(&b"k3y of the channel"[..]));
    world.verified().await;
}

#[tokio::test]
async fn what_one_person_did_for_themselves_is_news_to_the_channel() {
    let world = World::new().await;
    add(&world, world.online_store, &[K::Watched]).await;
    let id = world.task("One", "2026-12-18").await;
    world.store.take_step(&world.manager, id, 1, TaskStep::Cancel, "Not needed.").await.unwrap();
    assert_eq!(titles(&world).await, ["“One” was cancelled"]);
}

#[tokio::test]
async fn what_some_have_to_do_and_others_watch_is_one_message() {
    let world = World::new().await;
    add(&world, world.online_store, &[K::Assigned, K::Watched]).await;
    let id = world.task("One", "2026-12-18").await;
    let jo = world.join("Jo Park", domain::Role::Assessor, world.online_store).await;
    world.store.assign_tasks(&world.manager, &[id], jo.person).await.unwrap();
    let said = ["“One” is the task of Priya Raman", "“One” is the task of Jo Park"];
    assert_eq!(titles(&world).await, said, "nothing of the change for those who watch");
}

#[tokio::test]
async fn it_is_told_of_no_kind_that_was_not_chosen_and_of_nobodys_own() {
    let world = World::new().await;
    add(&world, world.online_store, &[K::Mentioned, K::ChainBroken]).await;
    let id = world.task("One", "2026-12-18").await;
    world.store.comment_on_task(&world.manager, id, "@Priya Raman: when?").await.unwrap();
    assert_eq!(titles(&world).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_reminder_reaches_the_channel_where_it_reaches_nobody() {
    let world = World::new().await;
    world.task("One", "2026-11-24").await;
    world.store.remind().await.unwrap();
    add(&world, world.online_store, &[K::DueSoon, K::Overdue]).await;
    world.store.deactivate_person(&world.admin, world.assessor.person).await.unwrap();
    world.clock.set("2026-11-26T00:00:00Z");
    for _ in 0..3 {
        world.store.remind().await.unwrap();
    }
    assert_eq!(titles(&world).await, ["“One” was due on 24 Nov 2026"]);
    world.verified().await;
}

#[tokio::test]
async fn secrets_are_in_no_file_of_the_database_and_open_in_their_unit_alone() {
    let world = World::new().await;
    let id = add(&world, world.online_store, &[K::Assigned]).await;
    world.task("One", "2026-12-18").await;
    assert!(!format!("{:?}", due(&world).await).contains("s3cret"), "nor in a log");
    let path = world.store.data().join("plumbline.db");
    let mut database =
        SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut database).await.unwrap();
    let bytes = std::fs::read(&path).unwrap();
    for secret in [&b"T0P-s3cret"[..], b"k3y of the channel"] {
        assert!(!bytes.windows(secret.len()).any(|part| part == secret));
    }
    // Whoever holds the database can't make another unit's channel post to this one's address.
    let other = add(&world, world.logistics, &[K::Assigned]).await;
    sqlx::query(
        "UPDATE channels SET sealed = (SELECT sealed FROM channels WHERE id = ?) WHERE id = ?",
    )
    .bind(id)
    .bind(other)
    .execute(&mut database)
    .await
    .unwrap();
    let new = task("Two", world.outsider.person, "2026-12-18");
    world.store.create_task(&world.manager, world.logistics, &new).await.unwrap();
    let posts = due(&world).await;
    let of = |id| posts.iter().find(|post| post.channel == id).unwrap();
    assert!(of(id).target.is_some() && of(other).target.is_none());
    std::fs::remove_file(world.store.data().join("keys/channels.key")).unwrap();
    assert!(due(&world).await.iter().all(|post| post.target.is_none()), "another key");
}

#[tokio::test]
async fn a_channel_that_was_removed_gets_nothing_and_keeps_no_secret() {
    let world = World::new().await;
    let id = add(&world, world.online_store, &[K::Assigned]).await;
    world.task("One", "2026-12-18").await;
    world.store.remove_channel(&world.manager, id).await.unwrap();
    assert_eq!(titles(&world).await, Vec::<String>::new(), "nor what waited");
    world.task("Two", "2026-12-18").await;
    assert_eq!(titles(&world).await, Vec::<String>::new());
    for again in [
        world.store.remove_channel(&world.manager, id).await,
        world.store.try_channel(&world.manager, id).await,
    ] {
        assert_eq!(told(again), AppError::NotFound);
    }
    assert!(
        world.store.read(&world.manager).channels(world.online_store).await.unwrap().is_empty()
    );
    world.verified().await;
}

#[tokio::test]
async fn a_change_keeps_the_secret_and_what_was_not_typed_anew() {
    let world = World::new().await;
    let id = add(&world, world.online_store, &[K::Assigned]).await;
    let mut change =
        ChannelChange { name: "Alarm".to_owned(), address: None, kinds: vec![K::Overdue] };
    world.store.change_channel(&world.manager, id, &change).await.unwrap();
    let moved = "https://other.aldermoor.example/x";
    change.address = Some(("https://other.aldermoor.example".to_owned(), moved.to_owned()));
    world.store.change_channel(&world.manager, id, &change).await.unwrap();
    world.store.try_channel(&world.manager, id).await.unwrap();
    let post = due(&world).await.remove(0);
    let target = post.target.unwrap();
    assert_eq!((target.address.as_str(), post.news.kind), (moved, None));
    assert_eq!(target.secret.as_deref(), Some(&b"k3y of the channel"[..]));
    let known = world.store.read(&world.manager).channels(world.online_store).await.unwrap();
    assert_eq!((known[0].name.as_str(), known[0].waiting), ("Alarm", 1));
    assert_eq!(known[0].kinds, [K::Overdue]);
    world.verified().await;
}

#[tokio::test]
async fn channels_are_set_up_and_seen_by_managers_of_their_unit() {
    let world = World::new().await;
    let new = channel("Security", &[K::Assigned]);
    for actor in [&world.assessor, &world.viewer, &world.auditor] {
        let refused = told(world.store.add_channel(actor, world.online_store, &new).await);
        assert!(matches!(refused, AppError::Refused(_)), "{refused:?}");
        let hidden = told(world.store.read(actor).channels(world.online_store).await);
        assert_eq!(hidden, AppError::NotFound);
    }
    for _ in 0..CHANNELS_MAX {
        add(&world, world.online_store, &[K::Assigned]).await;
    }
    let full = world.store.add_channel(&world.manager, world.online_store, &new).await;
    assert!(said_about("", full).contains("at most 20"));
}
