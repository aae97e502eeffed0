//! Publishing, and that nothing changes what was published.

use domain::assessment::sha256;
use domain::questionnaires::{Origin, Questionnaire, Reach, Subject, baseline};
use domain::{AppError, Points, QuestionnaireId};

use super::sound;
use crate::world::{World, said_about, told};

#[tokio::test]
async fn what_is_published_is_read_by_everyone_and_the_draft_is_gone() {
    let world = World::new().await;
    let (store, admin) = (&world.store, &world.admin);
    let draft = world.drafted(&sound("own-check")).await;
    let id = store.publish_questionnaire(admin, draft, 0).await.unwrap();
    assert_eq!(told(store.read(admin).questionnaire_draft(draft).await), AppError::NotFound);
    for actor in world.others() {
        let seen = store.read(actor).questionnaire("own-check", 1).await.unwrap();
        assert_eq!(seen.questionnaire, sound("own-check"));
        assert_eq!(
            seen.sha256,
            Some(sha256(sound("own-check").seal().unwrap().content.as_bytes()))
        );
        let row = seen.row;
        assert_eq!((row.id, row.title.as_str(), row.questions), (Some(id), "Check own-check", 2));
        assert_eq!(row.published_by.as_deref(), Some("Callum Reyes"));
        assert_eq!(row.published_at, Some(store.now()));
        for (key, version) in [("own-check", 2), ("other", 1)] {
            let none = store.read(actor).questionnaire(key, version).await;
            assert_eq!(told(none), AppError::NotFound);
        }
    }
}

#[tokio::test]
async fn thresholds_that_leave_a_reachable_hole_are_not_published() {
    let world = World::new().await;
    let (store, admin) = (&world.store, &world.admin);
    let mut holed = sound("own-check");
    holed.bands.moderate = Reach { from: Points(11), to: Some(Points(19)) };
    let draft = world.drafted(&holed).await;
    let said = said_about("bands", store.publish_questionnaire(admin, draft, 0).await);
    assert_eq!(said, "A score of 20 can be reached and lies in no band.");
    holed.questions.clear();
    store.save_questionnaire(admin, draft, 0, &holed).await.unwrap();
    let said = said_about("questions", store.publish_questionnaire(admin, draft, 1).await);
    assert_eq!(said, "There are no questions yet.");
    assert_eq!(world.listed(admin).await.len(), 1);
    store.publish_questionnaire(admin, draft, 1).await.unwrap_err();
    store.save_questionnaire(admin, draft, 1, &sound("own-check")).await.unwrap();
    store.publish_questionnaire(admin, draft, 2).await.unwrap();
}

#[tokio::test]
async fn a_next_version_leaves_the_one_before_as_it_is() {
    let world = World::new().await;
    let (store, admin) = (&world.store, &world.admin);
    let first = world.published(&sound("own-check")).await;
    let draft = store.begin_next_version(admin, first).await.unwrap();
    let mut next = store.read(admin).questionnaire_draft(draft).await.unwrap().questionnaire;
    assert_eq!(next, Questionnaire { version: 2, ..sound("own-check") });
    next.questions[0].text = "Is it so, and proven?".to_owned();
    store.save_questionnaire(admin, draft, 0, &next).await.unwrap();
    store.publish_questionnaire(admin, draft, 1).await.unwrap();
    let read = store.read(&world.viewer);
    assert_eq!(read.questionnaire("own-check", 1).await.unwrap().questionnaire, sound("own-check"));
    assert_eq!(read.questionnaire("own-check", 2).await.unwrap().questionnaire, next);
    let own = |version| ("own-check".to_owned(), version, false);
    assert_eq!(world.listed(admin).await[1..], [own(2), own(1)], "the newest first");

    let none = store.begin_next_version(admin, QuestionnaireId(99)).await;
    assert_eq!(told(none), AppError::NotFound);
    let other = Questionnaire { subject: Subject::Unit, ..sound("own-check") };
    let begun = store.begin_questionnaire(admin, &other, Origin::File).await;
    assert!(said_about("subject", begun).contains("asked about a model"));
}

#[tokio::test]
async fn a_version_is_retired_and_brought_back_and_stays_readable() {
    let world = World::new().await;
    let (store, admin) = (&world.store, &world.admin);
    let id = world.published(&sound("own-check")).await;
    let back = told(store.reinstate_questionnaire(admin, id).await);
    let said = "“Check own-check”, version 1, isn't retired.";
    assert_eq!(back, AppError::Conflict(said.to_owned()));
    for _ in 0..2 {
        store.retire_questionnaire(admin, id).await.unwrap();
        assert!(matches!(told(store.retire_questionnaire(admin, id).await), AppError::Conflict(_)));
        assert_eq!(world.listed(&world.viewer).await[1], ("own-check".to_owned(), 1, true));
        store.read(&world.viewer).questionnaire("own-check", 1).await.unwrap();
        store.reinstate_questionnaire(admin, id).await.unwrap();
        assert_eq!(world.listed(&world.viewer).await[1], ("own-check".to_owned(), 1, false));
    }
    let unknown = QuestionnaireId(99);
    assert_eq!(told(store.retire_questionnaire(admin, unknown).await), AppError::NotFound);
}

#[tokio::test]
async fn the_baseline_is_a_published_version_that_no_write_reaches() {
    let world = World::new().await;
    let read = world.store.read(&world.viewer);
    let seen = read.questionnaire("baseline", 1).await.unwrap();
    assert_eq!(&seen.questionnaire, baseline());
    assert_eq!((seen.row.id, seen.row.questions, seen.sha256), (None, 10, None));
    assert_eq!(told(read.questionnaire("baseline", 2).await), AppError::NotFound);
    // It has no number to name it by, and nothing else may take its key.
    let key = "INSERT INTO questionnaires (key, version, subject, content, sha256, published_by,
                                           published_at)
               SELECT 'baseline', 1, 'unit', '{}', hex(zeroblob(32)), 1, ''";
    assert!(world.past_the_program(key).await.unwrap().contains("CHECK constraint failed"));
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_what_was_published() {
    let world = World::new().await;
    let id = world.published(&sound("own-check")).await;
    world.store.retire_questionnaire(&world.admin, id).await.unwrap();
    for (sql, said) in [
        ("UPDATE questionnaires SET content = content", "stays as it is"),
        ("UPDATE questionnaires SET version = 9", "stays as it is"),
        ("DELETE FROM questionnaires", "is never deleted"),
        ("UPDATE questionnaire_retirements SET retired = 0", "is only ever added"),
        ("DELETE FROM questionnaire_retirements", "is only ever added"),
        (
            "INSERT INTO questionnaires SELECT 9, key, version, subject, content, sha256,
                                               published_by, published_at FROM questionnaires",
            "a version follows those before it",
        ),
        (
            "INSERT INTO questionnaires SELECT 9, key, 2, subject, content, sha256, published_by,
                                               published_at FROM questionnaires",
            "CHECK constraint failed",
        ),
    ] {
        let error = world.past_the_program(sql).await;
        assert!(error.as_ref().is_some_and(|error| error.contains(said)), "{sql}: {error:?}");
    }
}

#[tokio::test]
async fn verifying_notices_a_version_that_was_changed_past_the_triggers() {
    let world = World::new().await;
    let id = world.published(&sound("own-check")).await;
    world.store.retire_questionnaire(&world.admin, id).await.unwrap();
    world.verified().await;
    let change = "DROP TRIGGER questionnaires_stay;
                  UPDATE questionnaires SET content = replace(content, 'Is it so', 'Is it not so')";
    assert_eq!(world.past_the_program(change).await, None);
    let findings = async || {
        let report = world.store.verify().await.unwrap();
        report.findings.into_iter().map(|it| format!("{}: {}", it.place, it.fault)).collect()
    };
    let found: Vec<String> = findings().await;
    assert_eq!(found, ["questionnaire 1: its content does not match its hash: it was changed"]);
    let change = "UPDATE questionnaires SET sha256 = hex(zeroblob(32));
                  DROP TRIGGER questionnaire_retirements_remain;
                  DELETE FROM questionnaire_retirements";
    assert_eq!(world.past_the_program(change).await, None);
    let found: Vec<String> = findings().await;
    assert!(
        found.len() >= 4,
        "the hash is not the one in the log, nor is the retirement there: {found:?}"
    );
}
