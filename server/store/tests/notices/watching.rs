//! Who watches a task is told of what happens to it: once of each, and as long as they want it.

use domain::notices::NoticeKind as K;
use domain::tasks::acceptance::{AcceptanceDecision, NewAcceptance};
use domain::tasks::{NewTask, TaskStep};
use domain::{Actor, AppError, Role, TaskId};
use store::{AuditFilter, LogCursor, TaskFilter};

use crate::world::{World, told};
use crate::{day, note, task};

impl World {
    /// A task of the assessor that the viewer watches.
    async fn watched(&self) -> TaskId {
        let id = self.task("Rotate the key", "2026-12-18").await;
        self.store.watch_task(&self.viewer, id).await.unwrap();
        id
    }

    async fn watchers(&self, id: TaskId) -> Vec<String> {
        let all = self.store.read(&self.manager).watchers_of(id).await.unwrap();
        all.into_iter().map(|(_, name)| name).collect()
    }

    async fn take(&self, actor: &Actor, id: TaskId, step: TaskStep, words: &str) {
        let revision = self.store.read(&self.manager).task(id).await.unwrap().row.revision;
        self.store.take_step(actor, id, revision, step, words).await.unwrap();
    }

    /// The titles of what the viewer was told of what they watch.
    async fn seen(&self) -> Vec<String> {
        let told = self.told(&self.viewer).await;
        assert!(told.iter().all(|(kind, _)| *kind == K::Watched), "{told:?}");
        told.into_iter().map(|(_, title)| title).collect()
    }

    /// The newest actions of the log, as an auditor reads it.
    async fn actions(&self) -> Vec<String> {
        let read = self.store.read(&self.auditor);
        let page = read.audit_page(&AuditFilter::default(), LogCursor::Newest).await.unwrap();
        page.entries.into_iter().map(|entry| entry.action).collect()
    }
}

#[tokio::test]
async fn whoever_sees_a_task_watches_it_until_they_stop() {
    let world = World::new().await;
    let id = world.task("Rotate the key", "2026-12-18").await;
    assert_eq!(
        world.watchers(id).await,
        ["Ingrid Solheim"],
        "who made it; the assignee is told anyway"
    );
    for watcher in [&world.viewer, &world.auditor] {
        world.store.watch_task(watcher, id).await.unwrap();
    }
    assert_eq!(world.watchers(id).await, ["Dele Adeyemi", "Hana Novak", "Ingrid Solheim"]);
    let before = world.actions().await;
    assert_eq!(before[..2], ["task.watched", "task.watched"]);
    world.store.watch_task(&world.viewer, id).await.unwrap();
    assert_eq!(world.actions().await, before, "they did already");
    world.store.unwatch_task(&world.viewer, id).await.unwrap();
    assert_eq!(world.actions().await[0], "task.unwatched");
    world.take(&world.assessor, id, TaskStep::Block, "The vault is down.").await;
    assert!(world.seen().await.is_empty());
    let blocked = (K::Watched, "“Rotate the key” is blocked".to_owned());
    assert_eq!(world.told(&world.auditor).await, [blocked]);
    let history = world.store.read(&world.manager).task(id).await.unwrap().activity;
    assert!(history.iter().all(|it| !it.what.contains("watch")), "no part of its history");
    world.verified().await;
}

#[tokio::test]
async fn who_may_not_see_a_task_can_not_watch_it() {
    let world = World::new().await;
    let id = world.task("Rotate the key", "2026-12-18").await;
    for result in [
        world.store.watch_task(&world.outsider, id).await,
        world.store.unwatch_task(&world.outsider, id).await,
        world.store.watch_task(&world.manager, TaskId(999)).await,
    ] {
        assert_eq!(told(result), AppError::NotFound);
    }
    assert!(world.store.read(&world.outsider).watchers_of(id).await.unwrap().is_empty());
}

#[tokio::test]
async fn whoever_comments_watches_from_then_on_unless_they_had_stopped() {
    let world = World::new().await;
    let id = world.task("Rotate the key", "2026-12-18").await;
    let jo = world.join("Jo Park", Role::Assessor, world.online_store).await;
    world.store.comment_on_task(&jo, id, "When?").await.unwrap();
    assert_eq!(world.watchers(id).await, ["Ingrid Solheim", "Jo Park"]);
    assert!(world.told(&jo).await.is_empty(), "of what they said themselves");
    world.store.comment_on_task(&world.assessor, id, "On Monday.").await.unwrap();
    let said = (K::Watched, "Priya Raman commented on “Rotate the key”".to_owned());
    assert_eq!(world.told(&jo).await, [said]);
    world.store.unwatch_task(&jo, id).await.unwrap();
    world.store.comment_on_task(&jo, id, "Fine.").await.unwrap();
    assert_eq!(world.watchers(id).await, ["Ingrid Solheim", "Priya Raman"], "they had stopped");
    world.store.watch_task(&jo, id).await.unwrap();
    assert!(world.watchers(id).await.contains(&"Jo Park".to_owned()));
    world.store.unwatch_task(&world.manager, id).await.unwrap();
    world.store.comment_on_task(&jo, id, "Still there?").await.unwrap();
    assert_eq!(world.told(&world.manager).await.len(), 3, "not of the fourth");
}

#[tokio::test]
async fn the_whole_life_of_a_task_is_told_to_whoever_watches_it() {
    let world = World::new().await;
    let id = world.watched().await;
    let proof = note("New key", "2026-11-20", "2027-02-18");
    world.take(&world.assessor, id, TaskStep::Start, "").await;
    world.take(&world.assessor, id, TaskStep::Block, "The vault is down.").await;
    world.take(&world.assessor, id, TaskStep::Resume, "").await;
    world.store.attach_to_task(&world.assessor, id, &proof).await.unwrap();
    world.store.comment_on_task(&world.assessor, id, "@Hana Novak: done.").await.unwrap();
    world.take(&world.assessor, id, TaskStep::Finish, "Made.").await;
    world.take(&world.manager, id, TaskStep::SendBack, "Which key?").await;
    world.take(&world.assessor, id, TaskStep::Finish, "The gateway’s.").await;
    world.take(&world.manager, id, TaskStep::Verify, "").await;
    let expected = [
        (K::Watched, "“Rotate the key” is blocked"),
        (K::Watched, "“Rotate the key” is no longer blocked"),
        (K::Watched, "“New key” was attached to “Rotate the key”"),
        (K::Mentioned, "Priya Raman mentions you in “Rotate the key”"),
        (K::Watched, "“Rotate the key” is done, to be verified"),
        (K::Watched, "“Rotate the key” was sent back"),
        (K::Watched, "“Rotate the key” is done, to be verified"),
        (K::Watched, "“Rotate the key” is verified"),
    ];
    let expected = expected.map(|(kind, title)| (kind, title.to_owned()));
    assert_eq!(world.told(&world.viewer).await, expected, "that it began is no news");
    assert_eq!(world.inbox(&world.viewer).await[2].words, "Which key?");
    // Whoever made it verifies it, too: they are told that they are waited for, and not twice.
    let waits = world.told(&world.manager).await.into_iter().filter(|it| it.1.contains("is done"));
    assert!(waits.map(|it| it.0).eq([K::ToDecide, K::ToDecide]));
    world.verified().await;
}

#[tokio::test]
async fn a_task_that_changes_hands_tells_the_old_ones_once_and_no_more() {
    let world = World::new().await;
    let id = world.watched().await;
    let jo = world.join("Jo Park", Role::Assessor, world.online_store).await;
    let (store, manager) = (&world.store, &world.manager);
    store.assign_tasks(manager, &[id], jo.person).await.unwrap();
    store.redate_tasks(manager, &[id], day("2027-01-29")).await.unwrap();
    let handed = "“Rotate the key” is Jo Park’s task now".to_owned();
    let dated = "“Rotate the key” is due on 29 Jan 2027 now".to_owned();
    assert_eq!(world.seen().await, [handed.clone(), dated.clone()]);
    let mine = "“Rotate the key” is your task".to_owned();
    let of_priya = [(K::Assigned, mine.clone()), (K::Watched, handed)];
    assert_eq!(world.told(&world.assessor).await, of_priya);
    assert_eq!(world.told(&jo).await, [(K::Assigned, mine), (K::Watched, dated)]);
    assert_eq!(world.watchers(id).await, ["Hana Novak", "Ingrid Solheim"]);
}

#[tokio::test]
async fn one_change_of_a_task_is_one_notice() {
    let world = World::new().await;
    let id = world.watched().await;
    let jo = world.join("Jo Park", Role::Assessor, world.online_store).await;
    let both = task("Rotate both keys", jo.person, "2027-01-29");
    world.store.edit_task(&world.manager, id, 1, &both).await.unwrap();
    let expected = ["“Rotate both keys” is Jo Park’s task now, due on 29 Jan 2027"];
    assert_eq!(world.seen().await, expected);
    let words = NewTask { about: "Both of them.".to_owned(), ..both };
    world.store.edit_task(&world.manager, id, 2, &words).await.unwrap();
    assert_eq!(world.seen().await, expected, "what it says is no news");
}

#[tokio::test]
async fn a_ticked_step_is_told_to_nobody() {
    let world = World::new().await;
    let new = NewTask {
        steps: vec!["Make a new one".to_owned()],
        ..task("Rotate the key", world.assessor.person, "2026-12-18")
    };
    let id = world.store.create_task(&world.manager, world.online_store, &new).await.unwrap();
    world.store.watch_task(&world.viewer, id).await.unwrap();
    world.store.tick(&world.assessor, id, 1, true).await.unwrap();
    assert!(world.seen().await.is_empty() && world.told(&world.manager).await.is_empty());
}

#[tokio::test]
async fn a_risk_is_told_from_the_request_to_its_end() {
    let world = World::new().await;
    let id = world.watched().await;
    let jo = world.join("Jo Park", Role::Assessor, world.online_store).await;
    world.store.watch_task(&jo, id).await.unwrap();
    let new = NewAcceptance { reason: "Until spring.".to_owned(), until: day("2026-12-24") };
    let asked = world.store.ask_to_accept(&jo, id, &new).await.unwrap();
    let granted = AcceptanceDecision::Granted;
    world.store.decide_acceptance(&world.manager, asked, granted, "Yes.").await.unwrap();
    world.clock.set("2026-12-25T00:00:00Z");
    world.store.lapse_acceptances().await.unwrap();
    let expected = [
        "Jo Park asks that the risk of “Rotate the key” be accepted",
        "Ingrid Solheim accepted the risk of “Rotate the key”",
        "“Rotate the key” is open again: its risk is no longer accepted",
    ];
    assert_eq!(world.seen().await, expected);
    let of_jo: Vec<_> = world.told(&jo).await.into_iter().map(|it| it.1).collect();
    let over = "What was asked about the risk of “Rotate the key” is over";
    assert_eq!(of_jo, [expected[1], over], "they asked and they watch: of the end once");
}

#[tokio::test]
async fn a_request_that_the_task_went_past_is_no_news_of_its_own() {
    let world = World::new().await;
    let id = world.watched().await;
    let new = NewAcceptance { reason: "Until spring.".to_owned(), until: day("2026-12-24") };
    world.store.ask_to_accept(&world.assessor, id, &new).await.unwrap();
    world.take(&world.manager, id, TaskStep::Cancel, "Not ours.").await;
    let asks = "Priya Raman asks that the risk of “Rotate the key” be accepted";
    assert_eq!(world.seen().await, [asks, "“Rotate the key” was cancelled"]);
    // One that is taken back is.
    let other = world.task("Close the port", "2026-12-18").await;
    world.store.watch_task(&world.viewer, other).await.unwrap();
    let asked = world.store.ask_to_accept(&world.assessor, other, &new).await.unwrap();
    world.store.withdraw_acceptance(&world.assessor, asked, "").await.unwrap();
    let back = "The acceptance of the risk of “Close the port” was taken back";
    assert_eq!(world.seen().await[3..], [back]);
}

#[tokio::test]
async fn whoever_lost_sight_of_the_unit_is_told_no_more() {
    let world = World::new().await;
    let id = world.watched().await;
    let commerce = Some(world.commerce);
    let viewer = world.viewer.person;
    world.store.revoke_role(&world.admin, viewer, Role::Viewer, commerce).await.unwrap();
    assert_eq!(world.watchers(id).await, ["Ingrid Solheim"]);
    world.take(&world.assessor, id, TaskStep::Block, "The vault is down.").await;
    world.store.grant_role(&world.admin, viewer, Role::Viewer, commerce).await.unwrap();
    assert!(world.seen().await.is_empty());
    assert_eq!(world.watchers(id).await, ["Hana Novak", "Ingrid Solheim"], "they see it again");
}

#[tokio::test]
async fn the_list_holds_what_somebody_watches() {
    let world = World::new().await;
    let id = world.watched().await;
    let other = world.task("Close the port", "2026-12-18").await;
    let of = async |actor: &Actor| {
        let filter = TaskFilter { watcher: Some(actor.person), ..TaskFilter::default() };
        let page = world.store.read(actor).tasks(&filter).await.unwrap();
        page.rows.iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(of(&world.viewer).await, [id]);
    assert_eq!(of(&world.manager).await, [id, other]);
    assert!(of(&world.assessor).await.is_empty());
    world.store.unwatch_task(&world.manager, id).await.unwrap();
    assert_eq!(of(&world.manager).await, [other]);
}
