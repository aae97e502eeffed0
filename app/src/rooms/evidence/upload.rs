//! Files sent to an assessment by the upload island, or by any form.

use axum::Json;
use axum::extract::Request;
use axum::response::{IntoResponse as _, Redirect};
use domain::{Action, AppError, AssessmentId, EvidenceId, QuestionNo, questionnaire};
use http::StatusCode;
use leptos::prelude::*;
use store::LinkedEvidence;

use super::attach::attach_all;
use super::islands::{Answer, AnswerItem};
use super::pieces::evidence_item;
use super::receive::receive;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{At, Wants};
use crate::rooms::assessments::wire::News;

/// `POST /assessments/{id}/evidence`: attaches what came, to whichever questions. Data is answered
/// with the new items as the list shows them, and with what was not attached.
///
/// # Errors
/// As [`store::Store::attach_evidence`]; for a page, also what is wrong with the form.
pub async fn upload(
    visitor: Visitor,
    wants: Wants,
    At(id): At<AssessmentId>,
    request: Request,
) -> PageResult {
    let assessment = visitor.read().assessment(id).await?;
    // Files go to the disk as they come, so it must be clear before that they may.
    if !visitor.may(Action::AttachEvidence, assessment.unit).await? {
        let message = "Your roles here don’t include attaching evidence.";
        return Err(AppError::Refused(message.to_owned()).into());
    }
    let received = receive(&visitor.state, request).await?;
    let questionnaire =
        questionnaire::by_id(&assessment.questionnaire).ok_or(AppError::Internal)?;
    let done =
        attach_all(&visitor.state, &visitor.actor, id, &questionnaire.questions, &received).await?;
    let mut questions: Vec<QuestionNo> = done.items.iter().map(|(question, _)| *question).collect();
    questions.dedup();
    for question in questions {
        visitor.state.live.tell(id, News::Changed(question));
    }
    let mut wrong = received.typed.errors;
    wrong.0.extend(done.wrong.0);
    match wants {
        Wants::Data => {
            let evidence = visitor.read().linked_evidence(assessment.unit).await?;
            let items = answer_items(&visitor, &evidence, &done.items);
            let status =
                if wrong.0.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok((status, Json(Answer { items, wrong: wrong.0 })).into_response())
        }
        Wants::Page => {
            wrong.finish()?;
            let open =
                done.items.first().map_or_else(String::new, |(no, _)| format!("&open={no}#q{no}"));
            Ok(Redirect::to(&format!("/assessments/{id}?done=attached{open}")).into_response())
        }
    }
}

fn answer_items(
    visitor: &Visitor,
    evidence: &[LinkedEvidence],
    attached: &[(QuestionNo, EvidenceId)],
) -> Vec<AnswerItem> {
    let today = visitor.state.today();
    let find = |(question, id): &(QuestionNo, EvidenceId)| {
        evidence.iter().find(|item| item.id == *id && item.question == *question)
    };
    let answer = |item: &LinkedEvidence| AnswerItem {
        question: item.question.0,
        title: item.title.clone(),
        sha256: item.sha256.clone(),
        html: Owner::new_root(None)
            .with(|| evidence_item(item, today, true).into_render().to_html()),
    };
    attached.iter().filter_map(find).map(answer).collect()
}
