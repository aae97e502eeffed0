//! The list in groups: their order, their counts, and pages that a group goes on over.

use domain::tasks::{DueWindow, Grouping, NewTask, TaskStep};
use domain::{Action, QuestionNo, Role};
use store::{GroupOf, TaskFilter, TaskGroup, TaskPage, TaskSort, TaskStanding};

use crate::world::World;
use crate::{day, rotate};

fn by(group: Grouping) -> TaskFilter {
    TaskFilter { group: Some(group), ..TaskFilter::default() }
}

async fn page(world: &World, filter: &TaskFilter) -> TaskPage {
    world.store.read(&world.manager).tasks(filter).await.unwrap()
}

/// The names of the groups, and how many tasks each has.
fn told(page: &TaskPage) -> Vec<(String, u64)> {
    let name = |group: &TaskGroup| match &group.of {
        GroupOf::Person(_, name) | GroupOf::Unit(_, name) => name.clone(),
        GroupOf::Question(no) => no.to_string(),
        GroupOf::Due(window) => window.key().to_owned(),
    };
    page.groups.iter().map(|group| (name(group), group.count)).collect()
}

/// Tasks of two units, three people and three questions, due at every distance.
async fn several(world: &World) {
    let mara = world.join("mara lindqvist", Role::Manager, world.commerce).await;
    let make = async |unit, person, title: &str, due: &str, question| {
        let new = NewTask {
            title: title.to_owned(),
            due_on: day(due),
            question: QuestionNo(question),
            ..rotate(person)
        };
        world.store.create_task(&world.manager, unit, &new).await.unwrap()
    };
    let (ingrid, priya) = (world.manager.person, world.assessor.person);
    make(world.online_store, priya, "Late", "2026-11-20", 10).await;
    make(world.online_store, priya, "Today", "2026-11-23", 2).await;
    make(world.online_store, ingrid, "In a week", "2026-11-30", 10).await;
    make(world.customer_care, mara.person, "In a month", "2026-12-23", 10).await;
    make(world.customer_care, mara.person, "Later", "2026-12-24", 2).await;
    let done = make(world.customer_care, ingrid, "Finished", "2026-11-21", 5).await;
    world.step(&world.manager, done, TaskStep::Start, "").await.unwrap();
    world.proof(&world.manager, done).await;
    world.step(&world.manager, done, TaskStep::Finish, "As asked.").await.unwrap();
}

#[tokio::test]
async fn groups_stand_in_their_order_with_all_that_they_have() {
    let world = World::new().await;
    several(&world).await;
    for (group, expected) in [
        (
            Grouping::Due,
            &[("overdue", 1), ("week", 2), ("month", 1), ("later", 1), ("rest", 1)][..],
        ),
        (Grouping::Person, &[("Ingrid Solheim", 2), ("mara lindqvist", 2), ("Priya Raman", 2)]),
        (Grouping::Unit, &[("Customer Care", 3), ("Online Store", 3)]),
        (Grouping::Question, &[("2", 2), ("5", 1), ("10", 3)]),
    ] {
        let page = page(&world, &by(group)).await;
        let expected: Vec<_> = expected.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect();
        assert_eq!(told(&page), expected, "{group}");
        assert_eq!(page.groups.iter().map(|it| it.shown).sum::<usize>(), page.rows.len());
        assert!(page.groups.iter().all(|it| !it.is_continued && it.shown as u64 == it.count));
        assert!(!page.has_more);
    }
}

#[tokio::test]
async fn the_figures_above_the_list_are_the_same_however_it_is_grouped() {
    let world = World::new().await;
    several(&world).await;
    let read = world.store.read(&world.manager);
    let expected = read.task_counts(&TaskFilter::default()).await.unwrap();
    assert_eq!((expected.open, expected.overdue, expected.due_soon, expected.done), (6, 1, 2, 1));
    for group in Grouping::ALL {
        for standing in [TaskStanding::Open, TaskStanding::Overdue, TaskStanding::All] {
            let filter = TaskFilter { standing, ..by(*group) };
            let (page, counts) = read.tasks_and_counts(&filter).await.unwrap();
            assert_eq!(counts, expected, "{group} {standing:?}");
            assert_eq!(page, self::page(&world, &filter).await);
        }
    }
}

#[tokio::test]
async fn within_a_group_the_order_of_the_list_holds() {
    let world = World::new().await;
    several(&world).await;
    let titles = |page: TaskPage| page.rows.into_iter().map(|row| row.title).collect::<Vec<_>>();
    assert_eq!(
        titles(page(&world, &by(Grouping::Unit)).await),
        ["Finished", "In a month", "Later", "Late", "Today", "In a week"]
    );
    let sorted = TaskFilter { sort: TaskSort::Question, ..by(Grouping::Unit) };
    assert_eq!(
        titles(page(&world, &sorted).await),
        ["Later", "Finished", "In a month", "Today", "Late", "In a week"]
    );
}

#[tokio::test]
async fn filters_narrow_the_groups_and_their_counts() {
    let world = World::new().await;
    several(&world).await;
    let of_unit = TaskFilter { unit: Some(world.online_store), ..by(Grouping::Due) };
    let expected = [("overdue".to_owned(), 1), ("week".to_owned(), 2)];
    assert_eq!(told(&page(&world, &of_unit).await), expected);
    let late = TaskFilter { standing: TaskStanding::Overdue, ..by(Grouping::Person) };
    assert_eq!(told(&page(&world, &late).await), [("Priya Raman".to_owned(), 1)]);
    let mine = TaskFilter { assignee: Some(world.manager.person), ..by(Grouping::Unit) };
    let expected = [("Customer Care".to_owned(), 1), ("Online Store".to_owned(), 1)];
    assert_eq!(told(&page(&world, &mine).await), expected);
    for standing in [TaskStanding::All, TaskStanding::Open] {
        let filter = TaskFilter { standing, words: "in a".to_owned(), ..by(Grouping::Due) };
        let expected = [("week".to_owned(), 1), ("month".to_owned(), 1)];
        assert_eq!(told(&page(&world, &filter).await), expected, "{standing:?}");
    }
    let settled = TaskFilter { standing: TaskStanding::Settled, ..by(Grouping::Due) };
    assert!(page(&world, &settled).await.groups.is_empty());
}

#[tokio::test]
async fn what_is_over_or_put_aside_is_due_no_longer() {
    let world = World::new().await;
    several(&world).await;
    let late = page(&world, &TaskFilter::default()).await.rows.remove(0);
    assert_eq!(late.title, "Late");
    world.step(&world.manager, late.id, TaskStep::Cancel, "Not ours.").await.unwrap();
    let all = TaskFilter { standing: TaskStanding::All, ..by(Grouping::Due) };
    let groups = page(&world, &all).await.groups;
    let rest = groups.iter().find(|it| it.of == GroupOf::Due(DueWindow::Rest)).unwrap();
    assert_eq!((groups.len(), rest.count), (4, 2), "the cancelled one is not overdue");
}

#[tokio::test]
async fn a_group_goes_on_over_the_page_and_no_task_is_lost() {
    let world = World::new().await;
    let task = |title: String, due: &str| NewTask {
        title,
        due_on: day(due),
        ..rotate(world.assessor.person)
    };
    let mut all = Vec::new();
    for n in 0..30 {
        all.push(task(format!("Late {n}"), "2026-11-20"));
    }
    for n in 0..90 {
        all.push(task(format!("Soon {n}"), "2026-11-25"));
    }
    all.push(task("Far away".to_owned(), "2027-06-30"));
    world.store.create_tasks(&world.manager, world.online_store, &all).await.unwrap();
    let mut seen = std::collections::BTreeSet::new();
    let mut shapes = Vec::new();
    for number in 1..=4 {
        let page = page(&world, &TaskFilter { page: number, ..by(Grouping::Due) }).await;
        seen.extend(page.rows.iter().map(|row| row.id));
        let shape: Vec<_> =
            page.groups.iter().map(|it| (it.count, it.shown, it.is_continued)).collect();
        shapes.push((shape, page.has_more));
    }
    assert_eq!(shapes[0], (vec![(30, 30, false), (90, 20, false)], true));
    assert_eq!(shapes[1], (vec![(90, 50, true)], true));
    assert_eq!(shapes[2], (vec![(90, 20, true), (1, 1, false)], false));
    assert_eq!(shapes[3], (vec![], false), "there is no such page");
    assert_eq!(seen.len(), all.len());
}

#[tokio::test]
async fn no_group_tells_of_what_lies_beyond_the_units_of_whoever_looks() {
    let world = World::new().await;
    several(&world).await;
    for group in Grouping::ALL {
        let page = world.store.read(&world.outsider).tasks(&by(*group)).await.unwrap();
        assert!(page.groups.is_empty() && page.rows.is_empty(), "{group}");
        let near = world.store.read(&world.assessor).tasks(&by(*group)).await.unwrap();
        assert_eq!(near.groups.iter().map(|it| it.count).sum::<u64>(), 3, "{group}");
    }
    assert!(!world.outsider.allows_on(Action::Read, &[world.online_store]));
}
