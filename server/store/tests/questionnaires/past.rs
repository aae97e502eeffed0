//! What was published and retired as of a day.

use chrono::Duration;
use domain::{AppError, Day};

use super::sound;
use crate::world::{World, told};

#[tokio::test]
async fn a_day_shows_the_versions_that_there_were_and_which_were_retired() {
    let world = World::new().await;
    let (store, admin) = (&world.store, &world.admin);
    let day = |number: i64| -> Day {
        let first: Day = "2026-11-23".parse().unwrap();
        first + Duration::days(number)
    };
    world.clock.advance(Duration::days(1));
    let id = world.published(&sound("own-check")).await;
    world.clock.advance(Duration::days(1));
    store.retire_questionnaire(admin, id).await.unwrap();
    world.clock.advance(Duration::days(1));
    store.reinstate_questionnaire(admin, id).await.unwrap();
    world.clock.advance(Duration::days(1));
    for (number, expected) in [(0, None), (1, Some(false)), (2, Some(true)), (3, Some(false))] {
        let then = store.as_of(day(number)).await.unwrap();
        let rows = then.read(&world.viewer).questionnaires().await.unwrap();
        let own = rows.iter().find(|row| row.key == "own-check");
        assert_eq!(own.map(|row| row.retired_at.is_some()), expected, "day {number}");
        let one = then.read(&world.viewer).questionnaire("own-check", 1).await;
        match expected {
            Some(_) => assert_eq!(one.unwrap().questionnaire, sound("own-check")),
            None => assert_eq!(told(one), AppError::NotFound),
        }
        let refused = then.retire_questionnaire(admin, id).await;
        assert!(matches!(told(refused), AppError::Refused(_)), "nothing is done in the past");
    }
}
