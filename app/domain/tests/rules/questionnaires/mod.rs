//! Questionnaires of an organisation's own: their rules, their files, and those that come along.

mod drafts;
mod files;
mod hostile;
mod rules;
mod shipped;
mod typed;

use domain::Points;
use domain::questionnaires::{Citation, Question, Questionnaire, Subject};

/// A questionnaire of so many questions of ten points, to which nothing is to be said.
fn sound(questions: usize) -> Questionnaire {
    let mut sound = Questionnaire::blank("own-check", "Our own check", Subject::Model);
    sound.questions = (1..=questions).map(question).collect();
    sound
}

fn question(no: usize) -> Question {
    Question {
        key: format!("question-{no}"),
        title: format!("Question {no}"),
        text: "Is it so?".to_owned(),
        guidance: "Look twice.\nThen once more.".to_owned(),
        weight: Points(10),
        references: vec![cited("LLM01:2025")],
    }
}

fn cited(id: &str) -> Citation {
    Citation {
        framework: "OWASP Top 10 for LLM Applications".to_owned(),
        version: "2025".to_owned(),
        id: id.to_owned(),
    }
}
