//! Drafts: from nothing, from a file, from what comes along, from what was published.

use domain::audit::{ActionGroup, AuditEntry, SubjectKind};
use domain::questionnaires::{Form, Origin, Questionnaire, Subject, export, import, shipped};
use domain::{AppError, Points, QuestionnaireDraftId};

use store::{AuditFilter, LogCursor};

use super::{question, sound};
use crate::world::{World, said_about, told};

#[tokio::test]
async fn an_administrator_begins_with_a_blank_one_and_saves_it_as_a_whole() {
    let world = World::new().await;
    let (store, admin) = (&world.store, &world.admin);
    let blank = Questionnaire::blank("own-check", " Our own check ", Subject::Unit);
    let id = store.begin_questionnaire(admin, &blank, Origin::Blank).await.unwrap();
    let seen = store.read(admin).questionnaire_draft(id).await.unwrap();
    assert_eq!(
        (seen.row.title.as_str(), seen.row.questions, seen.row.edits),
        ("Our own check", 0, 0)
    );
    assert_eq!(seen.faults[0].to_string(), "questions: There are no questions yet.");

    let mut full = seen.questionnaire;
    full.questions.push(question("first"));
    assert_eq!(store.save_questionnaire(admin, id, 0, &full).await.unwrap(), 1);
    assert_eq!(store.save_questionnaire(admin, id, 1, &full).await.unwrap(), 1, "nothing changed");
    let seen = store.read(admin).questionnaire_draft(id).await.unwrap();
    assert_eq!((seen.questionnaire, seen.faults), (full, Vec::new()));
    assert_eq!((seen.row.edits, seen.row.edited_by.as_str()), (1, "Callum Reyes"));
}

#[tokio::test]
async fn what_somebody_else_saved_meanwhile_is_not_overwritten() {
    let world = World::new().await;
    let (store, admin) = (&world.store, &world.admin);
    let id = world.drafted(&sound("own-check")).await;
    let theirs = Questionnaire { title: "Theirs".to_owned(), ..sound("own-check") };
    store.save_questionnaire(admin, id, 0, &theirs).await.unwrap();
    let mine = Questionnaire { title: "Mine".to_owned(), ..sound("own-check") };
    let said = "Callum Reyes saved this draft since you opened it. Look at it as it is now first.";
    let conflict = AppError::Conflict(said.to_owned());
    assert_eq!(told(store.save_questionnaire(admin, id, 0, &mine).await), conflict);
    assert_eq!(told(store.delete_questionnaire(admin, id, 0).await), conflict);
    assert_eq!(told(store.publish_questionnaire(admin, id, 0).await), conflict);
    let kept = store.read(admin).questionnaire_draft(id).await.unwrap();
    assert_eq!(kept.questionnaire.title, "Theirs");
}

#[tokio::test]
async fn what_comes_along_is_taken_as_a_draft_and_published_by_nobody_before() {
    let world = World::new().await;
    let (store, admin) = (&world.store, &world.admin);
    assert_eq!(world.listed(admin).await, [("baseline".to_owned(), 1, false)]);
    for file in shipped() {
        let it = file.questionnaire();
        let id = store.begin_questionnaire(admin, &it, Origin::Shipped).await.unwrap();
        let seen = store.read(admin).questionnaire_draft(id).await.unwrap();
        assert_eq!((seen.questionnaire, seen.faults), (it, Vec::new()));
        store.publish_questionnaire(admin, id, 0).await.unwrap();
    }
    let keys: Vec<String> = world.listed(admin).await.into_iter().map(|row| row.0).collect();
    assert_eq!(keys, ["baseline", "owasp-llm-2025", "atlas-self-hosted"]);
}

#[tokio::test]
async fn what_was_published_leaves_as_a_file_and_comes_back_as_the_next_version() {
    let world = World::new().await;
    world.published(&sound("own-check")).await;
    let read = world.store.read(&world.viewer);
    let published = read.questionnaire("own-check", 1).await.unwrap();
    for (form, version) in Form::ALL.iter().zip(2..) {
        let file = export(&published.questionnaire, *form).unwrap();
        let it = import(file.as_bytes(), *form).unwrap().questionnaire;
        let id = world.drafted(&it).await;
        let draft = world.store.read(&world.admin).questionnaire_draft(id).await.unwrap();
        assert_eq!(draft.questionnaire, Questionnaire { version, ..it });
        world.store.publish_questionnaire(&world.admin, id, 0).await.unwrap();
    }
}

#[tokio::test]
async fn a_key_has_one_draft() {
    let world = World::new().await;
    let (store, admin) = (&world.store, &world.admin);
    let first = world.drafted(&sound("own-check")).await;
    let said = "There is a draft with the key “own-check” already.";
    let second = store.begin_questionnaire(admin, &sound("own-check"), Origin::File).await;
    assert_eq!(told(second), AppError::Conflict(said.to_owned()));
    let other = world.drafted(&sound("other-check")).await;
    let renamed = store.save_questionnaire(admin, other, 0, &sound("own-check")).await;
    assert_eq!(said_about("key", renamed), "There is another draft with this key.");
    store.delete_questionnaire(admin, first, 0).await.unwrap();
    store.save_questionnaire(admin, other, 0, &sound("own-check")).await.unwrap();
    let drafts = store.read(admin).questionnaire_drafts().await.unwrap();
    assert_eq!(drafts.iter().map(|row| row.id).collect::<Vec<_>>(), [other]);
}

#[tokio::test]
async fn what_may_not_be_kept_is_told_field_by_field() {
    let world = World::new().await;
    let (store, admin) = (&world.store, &world.admin);
    let begin = |it: Questionnaire| async move {
        store.begin_questionnaire(admin, &it, Origin::File).await
    };
    let key = said_about("key", begin(sound("Own Check")).await);
    assert!(key.starts_with("Use small letters"), "{key}");
    let taken = said_about("key", begin(sound("baseline")).await);
    assert!(taken.contains("built-in baseline"), "{taken}");
    let mut long = sound("own-check");
    long.questions[1].title = "t".repeat(81);
    let title = said_about("questions[1].title", begin(long).await);
    assert_eq!(title, "At most 80 characters; this has 81.");
    assert_eq!(store.read(admin).questionnaire_drafts().await.unwrap(), []);
}

#[tokio::test]
async fn drafts_are_for_administrators_alone() {
    let world = World::new().await;
    let id = world.drafted(&sound("own-check")).await;
    let version = world.published(&sound("published")).await;
    let it = sound("another");
    for actor in world.others() {
        let (store, read) = (&world.store, world.store.read(actor));
        assert_eq!(told(read.questionnaire_drafts().await), AppError::NotFound);
        assert_eq!(told(read.questionnaire_draft(id).await), AppError::NotFound);
        let refused = [
            told(store.begin_questionnaire(actor, &it, Origin::Blank).await),
            told(store.begin_next_version(actor, version).await),
            told(store.save_questionnaire(actor, id, 0, &it).await),
            told(store.delete_questionnaire(actor, id, 0).await),
            told(store.publish_questionnaire(actor, id, 0).await),
            told(store.retire_questionnaire(actor, version).await),
            told(store.reinstate_questionnaire(actor, version).await),
        ];
        assert!(refused.iter().all(|error| *error == AppError::NotFound), "{refused:?}");
    }
    let nothing = QuestionnaireDraftId(99);
    let draft = world.store.read(&world.admin).questionnaire_draft(nothing).await;
    assert_eq!(told(draft), AppError::NotFound);
}

#[tokio::test]
async fn the_log_tells_of_every_step_what_changed() {
    let world = World::new().await;
    let (store, admin) = (&world.store, &world.admin);
    let id = world.drafted(&sound("own-check")).await;
    let mut heavier = sound("own-check");
    heavier.questions[1].weight = Points(20);
    store.save_questionnaire(admin, id, 0, &heavier).await.unwrap();
    let version = store.publish_questionnaire(admin, id, 1).await.unwrap();
    store.retire_questionnaire(admin, version).await.unwrap();
    store.reinstate_questionnaire(admin, version).await.unwrap();
    let next = store.begin_next_version(admin, version).await.unwrap();
    store.delete_questionnaire(admin, next, 0).await.unwrap();

    let read = store.read(admin);
    let filter = AuditFilter { group: Some(ActionGroup::Questionnaires), ..AuditFilter::default() };
    let mut log = read.audit_page(&filter, LogCursor::Newest).await.unwrap().entries;
    log.sort_by_key(|entry| entry.seq);
    let of = |kind: SubjectKind, id| -> Vec<AuditEntry> {
        let is_it = |it: &&AuditEntry| it.subject == kind.key() && it.subject_id == Some(id);
        log.iter().filter(is_it).cloned().collect()
    };
    let drafted = of(SubjectKind::QuestionnaireDraft, id.0);
    let actions: Vec<&str> = drafted.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["questionnaire.draft-made", "questionnaire.draft-changed"]);
    assert!(drafted[0].after.contains(r#""made_from":"A file""#), "{}", drafted[0].after);
    let changed = &drafted[1];
    assert!(changed.before.contains(r#""weight":10"#) && changed.after.contains(r#""weight":20"#));
    assert!(!changed.after.contains("first"), "the other question stayed: {}", changed.after);
    let entries = of(SubjectKind::Questionnaire, version.0);
    let actions: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
    let expected = ["questionnaire.published", "questionnaire.retired", "questionnaire.reinstated"];
    assert_eq!(actions, expected);
    let last = of(SubjectKind::QuestionnaireDraft, next.0);
    let actions: Vec<&str> = last.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["questionnaire.draft-made", "questionnaire.draft-deleted"]);
    assert!(last[1].before.contains("Is it so?"), "what was deleted can be read in the log");
    let names = read.audit_subjects(&entries).await.unwrap();
    let name = &names[&(SubjectKind::Questionnaire, version.0)];
    assert_eq!((name.name.as_str(), name.opens), ("Check own-check, version 1", false));
    world.verified().await;
}
