//! Answering a questionnaire of the organisation's own.

use domain::checks::CheckOf;
use domain::questionnaires::{Questionnaire, Subject};
use domain::{AppError, Band, ModelId, Points, QuestionnaireId, UnitId};
use store::CheckFilter;

use super::{NO, YES, asked, given};
use crate::world::{World, said_about, told};

#[tokio::test]
async fn whoever_may_answer_for_the_unit_answers_about_its_models() {
    let world = World::new().await;
    let (store, assessor) = (&world.store, &world.assessor);
    let version = world.published(&asked(Subject::Model)).await;
    let model = CheckOf::Model(world.model("Shop Assistant", world.online_store).await);
    let id = store.submit_check(assessor, model, version, &given(YES, NO)).await.unwrap();
    store.submit_check(&world.manager, model, version, &given(YES, YES)).await.unwrap();
    for nobody in [&world.admin, &world.auditor, &world.viewer] {
        let refused = store.submit_check(nobody, model, version, &given(YES, YES)).await;
        assert!(matches!(told(refused), AppError::Refused(_)), "{}", nobody.name);
    }
    let hidden = store.submit_check(&world.outsider, model, version, &given(YES, YES)).await;
    assert_eq!(told(hidden), AppError::NotFound, "they don't see the unit");

    let check = store.read(&world.viewer).check(id).await.unwrap();
    let frozen = check.frozen;
    assert_eq!(frozen.seal().unwrap().sha256, check.sha256);
    let published = store.read(assessor).questionnaire("model-check", 1).await.unwrap();
    assert_eq!(Some(frozen.questionnaire_sha256.clone()), published.sha256);
    assert_eq!(frozen.unit_path, ["Aldermoor Group", "Commerce", "Online Store"]);
    assert_eq!(frozen.model.as_ref().unwrap().name, "Shop Assistant");
    assert_eq!(frozen.questions[1].text, "Is the second so?");
    assert_eq!(
        (frozen.questions[1].answer, frozen.questions[1].note.as_str()),
        (NO, "About the second.")
    );
    assert_eq!(
        (frozen.submitted_by.name.as_str(), frozen.submitted_at),
        ("Priya Raman", store.now())
    );
    world.verified().await;
}

#[tokio::test]
async fn an_incomplete_check_is_kept_without_a_band() {
    let world = World::new().await;
    let version = world.published(&asked(Subject::Unit)).await;
    let of = CheckOf::Unit(world.online_store);
    let submit = async |first, second| {
        let answers = given(first, second);
        world.store.submit_check(&world.assessor, of, version, &answers).await
    };
    submit(None, YES).await.unwrap();
    submit(NO, YES).await.unwrap();
    let nothing = submit(None, None).await;
    assert_eq!(said_about("", nothing), "Answer at least one question.");
    let filter = CheckFilter { of: Some(of), limit: 10, ..CheckFilter::default() };
    let rows = world.store.read(&world.viewer).checks(filter).await.unwrap();
    let said: Vec<_> = rows.iter().map(|row| (row.progress().to_string(), row.band)).collect();
    assert_eq!(
        said,
        [
            ("2 of 2 answered".to_owned(), Some(Band::Advanced)),
            ("1 of 2 answered, 0 so far, could reach 10".to_owned(), None)
        ]
    );
    assert_eq!(rows[0].points, Points(10));
    assert_eq!(
        (rows[0].title.as_str(), rows[0].unit_name.as_str()),
        ("Business unit check", "Online Store")
    );
}

#[tokio::test]
async fn only_what_is_asked_today_about_such_things_is_answered() {
    let world = World::new().await;
    let (store, admin, manager) = (&world.store, &world.admin, &world.manager);
    let about_models = world.published(&asked(Subject::Model)).await;
    let unit = CheckOf::Unit(world.online_store);
    let submit = |of, version| async move {
        store.submit_check(manager, of, version, &given(YES, YES)).await
    };
    let said = said_about("questionnaire", submit(unit, about_models).await);
    assert_eq!(said, "This is asked about a model, and not about a business unit.");
    assert_eq!(told(submit(unit, QuestionnaireId(99)).await), AppError::NotFound);
    let nothing = CheckOf::Model(ModelId(99));
    assert_eq!(told(submit(nothing, about_models).await), AppError::NotFound);
    assert_eq!(told(submit(CheckOf::Unit(UnitId(99)), about_models).await), AppError::NotFound);

    let model = world.model("Shop Assistant", world.online_store).await;
    store.retire_questionnaire(admin, about_models).await.unwrap();
    let retired = told(submit(CheckOf::Model(model), about_models).await);
    let said = "“Model check”, version 1, is retired and asked no more.";
    assert_eq!(retired, AppError::Conflict(said.to_owned()));
    store.reinstate_questionnaire(admin, about_models).await.unwrap();
    store.retire_model(manager, model).await.unwrap();
    let retired = told(submit(CheckOf::Model(model), about_models).await);
    assert_eq!(retired, AppError::Conflict("“Shop Assistant” is retired.".to_owned()));
}

#[tokio::test]
async fn nothing_of_a_check_changes_whatever_becomes_of_what_it_is_of() {
    let world = World::new().await;
    let (store, admin, manager) = (&world.store, &world.admin, &world.manager);
    let version = world.published(&asked(Subject::Model)).await;
    let model = world.model("Shop Assistant", world.online_store).await;
    let of = CheckOf::Model(model);
    let id = store.submit_check(manager, of, version, &given(YES, NO)).await.unwrap();
    let before = store.read(manager).check(id).await.unwrap();
    store.rename_unit(admin, world.online_store, "Web Shop").await.unwrap();
    store.move_model(manager, model, world.logistics).await.unwrap();
    let next = store.begin_next_version(admin, version).await.unwrap();
    let other = Questionnaire { title: "Another".to_owned(), version: 2, ..asked(Subject::Model) };
    store.save_questionnaire(admin, next, 0, &other).await.unwrap();
    store.publish_questionnaire(admin, next, 1).await.unwrap();
    store.retire_questionnaire(admin, version).await.unwrap();
    assert_eq!(store.read(manager).check(id).await.unwrap(), before);
    let filter = CheckFilter { of: Some(of), limit: 10, ..CheckFilter::default() };
    let rows = store.read(manager).checks(filter).await.unwrap();
    assert_eq!(
        (rows[0].title.as_str(), rows[0].unit_name.as_str()),
        ("Model check", "Online Store")
    );
    world.verified().await;
}
