//! Filters of the list that somebody keeps under a name.

use domain::{Actor, AppError, TaskFilterId};
use store::{AuditFilter, LogCursor, SavedFilter};

use crate::world::{World, said_about, told};

impl World {
    async fn kept(&self, actor: &Actor) -> Vec<(String, String)> {
        let all = self.store.read(actor).task_filters().await.unwrap();
        all.into_iter().map(|it| (it.name, it.query)).collect()
    }

    async fn keep(&self, name: &str, query: &str) -> Result<(), store::StoreError> {
        self.store.save_task_filter(&self.assessor, name, query).await
    }

    async fn first(&self) -> SavedFilter {
        self.store.read(&self.assessor).task_filters().await.unwrap().remove(0)
    }
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, query)| ((*name).to_owned(), (*query).to_owned())).collect()
}

#[tokio::test]
async fn filters_are_kept_by_name_and_for_oneself() {
    let world = World::new().await;
    world.keep("late", "standing=overdue").await.unwrap();
    world.keep("Blocked and mine", "assignee=me&standing=blocked").await.unwrap();
    let expected =
        [("Blocked and mine", "assignee=me&standing=blocked"), ("late", "standing=overdue")];
    assert_eq!(world.kept(&world.assessor).await, pairs(&expected));
    assert!(world.kept(&world.manager).await.is_empty(), "nobody sees those of others");
    world.verified().await;
}

#[tokio::test]
async fn the_same_name_takes_the_place_of_what_it_named() {
    let world = World::new().await;
    world.keep("Late", "standing=overdue").await.unwrap();
    let head = async || world.store.read(&world.auditor).log_head().await.unwrap().unwrap().0;
    let before = head().await;
    world.keep("Late", "standing=overdue").await.unwrap();
    assert_eq!(head().await, before, "nothing changed");
    world.keep("LATE", "standing=soon").await.unwrap();
    assert_eq!(world.kept(&world.assessor).await, pairs(&[("LATE", "standing=soon")]));
    let read = world.store.read(&world.admin);
    let page = read.audit_page(&AuditFilter::default(), LogCursor::Newest).await.unwrap();
    let entry = &page.entries[0];
    assert_eq!(entry.action, "filter.saved");
    assert!(entry.before.contains("standing=overdue"), "{}", entry.before);
    assert!(entry.after.contains("standing=soon"), "{}", entry.after);
}

#[tokio::test]
async fn one_person_keeps_twenty_and_replaces_among_them() {
    let world = World::new().await;
    for number in 1..=20 {
        world.keep(&format!("Number {number}"), "group=due").await.unwrap();
    }
    let full = said_about("name", world.keep("Number 21", "group=due").await);
    assert!(full.contains("Remove one first"), "{full}");
    world.keep("Number 7", "group=unit").await.unwrap();
    let id = world.first().await.id;
    world.store.remove_task_filter(&world.assessor, id).await.unwrap();
    world.keep("Number 21", "group=due").await.unwrap();
    assert_eq!(world.kept(&world.assessor).await.len(), 20);
    world.store.save_task_filter(&world.manager, "Mine", "assignee=me").await.unwrap();
    world.verified().await;
}

#[tokio::test]
async fn what_is_no_filter_is_not_kept() {
    let world = World::new().await;
    for wrong in ["", "q=a b", "?unit=3", "//evil.example", "q=<b>", &"x".repeat(3001)] {
        said_about("", world.keep("Mine", wrong).await);
    }
    assert!(world.kept(&world.assessor).await.is_empty());
    world.keep(&"n".repeat(60), &format!("q={}", "x".repeat(2998))).await.unwrap();
}

#[tokio::test]
async fn nobody_removes_those_of_others() {
    let world = World::new().await;
    world.keep("Mine", "assignee=me").await.unwrap();
    let id = world.first().await.id;
    for (actor, id) in
        [(&world.manager, id), (&world.admin, id), (&world.assessor, TaskFilterId(99))]
    {
        assert_eq!(told(world.store.remove_task_filter(actor, id).await), AppError::NotFound);
    }
    world.store.remove_task_filter(&world.assessor, id).await.unwrap();
    assert_eq!(told(world.store.remove_task_filter(&world.assessor, id).await), AppError::NotFound);
    assert!(world.kept(&world.assessor).await.is_empty());
}
