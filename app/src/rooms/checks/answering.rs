//! Answering: the form, and what becomes of it.

use axum::response::{IntoResponse as _, Redirect, Response};
use domain::checks::{CheckOf, Given};
use domain::{Answer, AppError, CheckId, Invalid};

use super::form::{OPEN, answer_name, content, note_name};
use super::page_of;
use super::sought::Sought;
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, Sent};
use crate::shell::NavKey;
use crate::ui::Typed;

/// `GET /checks/new`
///
/// # Errors
/// As [`Sought::read`].
pub(super) async fn show(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let sought = Sought::read(&visitor, &asked).await?;
    // Nothing of last time is filled in: it is confirmed question by question.
    let open = sought.published.questionnaire.questions.iter();
    let open = open.map(|question| (answer_name(&question.key), OPEN));
    let typed = Typed::new(open);
    Ok(page(&visitor, &sought, &typed))
}

/// `POST /checks/new`
///
/// # Errors
/// As [`Sought::read`].
pub(super) async fn submit(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    let sought = Sought::read(&visitor, &typed).await?;
    match keep(&visitor, &sought, &typed).await {
        Ok(id) => Ok(Redirect::to(&format!("{}?done=submitted", page_of(id))).into_response()),
        Err(failure) => {
            let (typed, status) = failure.into_form(typed)?;
            Ok((status, page(&visitor, &sought, &typed)).into_response())
        }
    }
}

async fn keep(visitor: &Visitor, sought: &Sought, typed: &Typed) -> PageResult<CheckId> {
    let given = given(sought, typed).map_err(|wrong| Failure::from(AppError::Invalid(wrong)))?;
    Ok(visitor.store().submit_check(&visitor.actor, sought.of, sought.id, &given).await?)
}

/// What the form says to each question.
fn given(sought: &Sought, typed: &Typed) -> Result<Vec<Given>, Invalid> {
    let mut invalid = Invalid::new();
    let mut given = Vec::new();
    for question in &sought.published.questionnaire.questions {
        let name = answer_name(&question.key);
        let answer = match typed.get(&name) {
            "" | OPEN => Ok(None),
            word => word.parse::<Answer>().map(Some),
        };
        let answer = answer.map_err(|_| "Choose yes, no or not answered.".to_owned());
        given.push(Given {
            question: question.key.clone(),
            answer: invalid.check(&name, answer).flatten(),
            note: typed.get(&note_name(&question.key)).to_owned(),
        });
    }
    invalid.or(given)
}

fn page(visitor: &Visitor, sought: &Sought, typed: &Typed) -> Response {
    let title = sought.published.questionnaire.title.clone();
    let frame = match sought.of {
        CheckOf::Unit(id) => visitor
            .frame(title.clone(), NavKey::Units)
            .crumb("Business units", Some("/units".to_owned()))
            .crumb(sought.name.clone(), Some(format!("/units/{id}"))),
        CheckOf::Model(id) => visitor
            .frame(title.clone(), NavKey::Models)
            .crumb("Models", Some("/models".to_owned()))
            .crumb(sought.name.clone(), Some(format!("/models/{id}"))),
    };
    let frame = frame.crumb(title, None);
    visitor.page(&frame, || content(sought, typed))
}
