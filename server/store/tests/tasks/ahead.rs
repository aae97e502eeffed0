//! What forecasts follow from: a row for each question says the same as each of its tasks.

use std::collections::BTreeMap;

use chrono::Duration;
use domain::tasks::forecast::OpenWork;
use domain::tasks::{NewTask, TaskStep};
use domain::{AppError, Day, PersonId, QuestionNo, Role, UnitId};
use store::{NewUnit, TaskFilter, TaskRow, WorkAhead};

use crate::world::{World, told};
use crate::{KEYS, day, rotate};

impl World {
    async fn due(&self, unit: UnitId, question: QuestionNo, of: PersonId, due_on: Day) {
        let new = NewTask { question, due_on, ..rotate(of) };
        self.store.create_task(&self.manager, unit, &new).await.unwrap();
    }

    /// Tasks of two people about three questions in three units, some of them late or settled.
    async fn many(&self) {
        let mut at = 0;
        for unit in [self.commerce, self.online_store, self.logistics] {
            for (question, of) in [(1, &self.manager), (1, &self.manager), (9, &self.manager)] {
                at += 17;
                let due = day("2026-11-23") + Duration::days(at % 60);
                self.due(unit, QuestionNo(question), of.person, due).await;
            }
        }
        self.due(self.online_store, KEYS, self.assessor.person, day("2026-12-30")).await;
        self.due(self.online_store, KEYS, self.assessor.person, day("2026-12-02")).await;
        let gone = self.task().await;
        self.step(&self.manager, gone, TaskStep::Cancel, "Not ours.").await.unwrap();
        self.clock.advance(Duration::days(20));
    }

    async fn each(&self, under: Option<UnitId>) -> Vec<TaskRow> {
        let filter = TaskFilter { unit: under, ..TaskFilter::default() };
        self.store.read(&self.manager).tasks_from(&filter, 0, 100).await.unwrap()
    }
}

#[tokio::test]
async fn the_rows_of_questions_say_what_each_of_their_tasks_says() {
    let world = World::new().await;
    world.many().await;
    let today = day("2026-12-13");
    for under in [None, Some(world.root), Some(world.commerce), Some(world.corporate)] {
        let mut expected = BTreeMap::new();
        for task in world.each(under).await {
            let known = expected.entry((task.unit, task.question)).or_insert((Day::MIN, 0));
            known.0 = known.0.max(task.due_on);
            known.1 += usize::from(task.due_on < today);
        }
        let found = world.store.read(&world.manager).work_ahead(under).await.unwrap();
        let row =
            |((unit, question), (due_on, overdue))| WorkAhead { unit, question, due_on, overdue };
        assert_eq!(found, expected.into_iter().map(row).collect::<Vec<_>>(), "{under:?}");
    }
    let late: usize = world
        .store
        .read(&world.manager)
        .work_ahead(None)
        .await
        .unwrap()
        .iter()
        .map(|it| it.overdue)
        .sum();
    assert!(late > 1, "there are late ones among them");
}

#[tokio::test]
async fn what_is_due_first_and_how_late_it_was_is_the_same_of_few_units_and_of_many() {
    let world = World::new().await;
    world.many().await;
    let checker = world.join("Joel Okafor", Role::Manager, world.root).await;
    for task in world.each(None).await.into_iter().step_by(2) {
        world.clock.advance(Duration::hours(5));
        world.step(&world.manager, task.id, TaskStep::Start, "").await.unwrap();
        world.proof(&world.manager, task.id).await;
        world.step(&world.manager, task.id, TaskStep::Finish, "Done.").await.unwrap();
        world.step(&checker, task.id, TaskStep::Verify, "").await.unwrap();
    }
    let read = world.store.read(&world.manager);
    let seen = async || {
        let mut seen = Vec::new();
        for unit in [world.root, world.commerce, world.online_store, world.corporate] {
            let first = read.open_tasks_in(unit, 3).await.unwrap();
            let titles: Vec<_> = first.into_iter().map(|task| task.id).collect();
            let expected = world.each(Some(unit)).await.into_iter().take(3).map(|task| task.id);
            assert_eq!(titles, expected.collect::<Vec<_>>());
            seen.push((titles, read.delays(Some(unit)).await.unwrap()));
        }
        seen
    };
    let of_few = seen().await;
    assert_eq!(of_few[0].1, read.delays(None).await.unwrap(), "the root has all");
    assert!(of_few[0].1.len() > of_few[1].1.len() && of_few[1].1.len() > of_few[2].1.len());
    for nth in 0..31 {
        let new = NewUnit { parent: world.online_store, name: format!("Shop {nth}") };
        world.store.create_unit(&world.admin, &new).await.unwrap();
    }
    assert_eq!(seen().await, of_few, "by walking all of them");
}

#[tokio::test]
async fn the_rows_of_a_unit_say_whose_the_work_is_and_leave_out_what_lies_below() {
    let world = World::new().await;
    world.many().await;
    let today = day("2026-12-13");
    for unit in [world.commerce, world.online_store, world.customer_care] {
        let mut expected = BTreeMap::new();
        for task in world.each(Some(unit)).await.iter().filter(|task| task.unit == unit) {
            let key = (task.question, task.assignee);
            let known = expected.entry(key).or_insert((Day::MIN, 0, task.assignee_name.clone()));
            known.0 = known.0.max(task.due_on);
            known.1 += usize::from(task.due_on < today);
        }
        let expected: Vec<_> = expected
            .into_iter()
            .map(|((question, assignee), (due_on, overdue, name))| {
                (OpenWork { question, due_on, assignee }, overdue, name)
            })
            .collect();
        let found = world.store.read(&world.viewer).unit_work(unit).await.unwrap();
        let found: Vec<_> =
            found.into_iter().map(|it| (it.work, it.overdue, it.assignee_name)).collect();
        assert_eq!(found, expected);
    }
    let far = world.store.read(&world.outsider);
    assert_eq!(told(far.unit_work(world.commerce).await), AppError::NotFound);
    let rows = far.work_ahead(None).await.unwrap();
    assert!(rows.iter().all(|it| it.unit == world.logistics) && !rows.is_empty());
}
