//! Questionnaires of the organisation's own, as every site under test has them published, and what was
//! answered to them.

use domain::checks::{CheckOf, Given};
use domain::questionnaires::{Origin, Question, Questionnaire, Subject};
use domain::{Actor, Answer, CheckId, ModelId, Points};
use store::Store;

/// The address of a form for a check of a model.
#[must_use]
pub fn form_for(model: ModelId) -> String {
    format!("/checks/new?questionnaire=model-check%2F1&model={model}")
}

/// Publishes one about models and one about units: `model-check/1` and `unit-check/1`.
pub async fn publish_both(store: &Store, admin: &Actor) {
    for subject in [Subject::Model, Subject::Unit] {
        let it = questionnaire(subject);
        let draft = store.begin_questionnaire(admin, &it, Origin::File).await.unwrap();
        store.publish_questionnaire(admin, draft, 0).await.unwrap();
    }
}

/// A questionnaire of two questions, `first` and `second`.
fn questionnaire(subject: Subject) -> Questionnaire {
    let title = format!("{} check", subject.label());
    let mut it = Questionnaire::blank(&format!("{}-check", subject.key()), &title, subject);
    it.questions = ["first", "second"]
        .map(|key| Question {
            key: key.to_owned(),
            title: format!("The {key}"),
            text: format!("Is the {key} so?"),
            guidance: format!("What shows that the {key} is so."),
            weight: Points(10),
            references: Vec::new(),
        })
        .to_vec();
    it
}

/// A check of a model, with a yes to the first question and a no to the second.
pub async fn answered(store: &Store, assessor: &Actor, model: ModelId) -> CheckId {
    let version = store.read(assessor).questionnaire("model-check", 1).await.unwrap();
    let given = [("first", Answer::Yes), ("second", Answer::No)].map(|(key, answer)| Given {
        question: key.to_owned(),
        answer: Some(answer),
        note: format!("About the {key}."),
    });
    let of = CheckOf::Model(model);
    store.submit_check(assessor, of, version.row.id.unwrap(), &given).await.unwrap()
}
