//! Checks: who may answer a questionnaire about what, what is kept of it, and who sees that.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod answering;
mod seeing;
#[path = "../world/mod.rs"]
mod world;

use domain::checks::Given;
use domain::models::ModelDetails;
use domain::questionnaires::{Origin, Question, Questionnaire, Subject};
use domain::{Answer, ModelId, Points, QuestionnaireId, UnitId};
use world::World;

/// A questionnaire of two questions.
fn asked(subject: Subject) -> Questionnaire {
    let key = format!("{subject}-check");
    let mut asked = Questionnaire::blank(&key, &format!("{} check", subject.label()), subject);
    asked.questions = ["first", "second"].map(question).to_vec();
    asked
}

fn question(key: &str) -> Question {
    Question {
        key: key.to_owned(),
        title: key.to_uppercase(),
        text: format!("Is the {key} so?"),
        guidance: String::new(),
        weight: Points(10),
        references: Vec::new(),
    }
}

/// The answers to the first and the second question.
fn given(first: Option<Answer>, second: Option<Answer>) -> Vec<Given> {
    let one = |(question, answer): (&str, Option<Answer>)| Given {
        question: question.to_owned(),
        answer,
        note: format!("About the {question}."),
    };
    [("first", first), ("second", second)].map(one).to_vec()
}

const YES: Option<Answer> = Some(Answer::Yes);
const NO: Option<Answer> = Some(Answer::No);

impl World {
    async fn published(&self, it: &Questionnaire) -> QuestionnaireId {
        let draft = self.store.begin_questionnaire(&self.admin, it, Origin::File).await.unwrap();
        self.store.publish_questionnaire(&self.admin, draft, 0).await.unwrap()
    }

    async fn model(&self, name: &str, unit: UnitId) -> ModelId {
        let details = ModelDetails::named(name);
        self.store.register_model(&self.manager, unit, details).await.unwrap()
    }
}
