//! Saving: every button of the workspace's form, and every island of it, comes through here. What
//! was typed is saved first, whatever the button was for, so that nothing is lost on the way.

use axum::Json;
use axum::extract::Request;
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::{Action, AppError, AssessmentId};
use http::StatusCode;
use store::SavedAnswers;

use super::kept::Kept;
use super::reply::{news, reply};
use super::sent::{self, Sent, Wish};
use super::wire::News;
use super::workspace::{Desk, address, page_with};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{At, Wants};
use crate::rooms::evidence::receive::discard;
use crate::rooms::evidence::{attach_all, receive};

/// The form as a whole, or some of its answers from an island.
pub async fn save(
    visitor: Visitor,
    wants: Wants,
    At(id): At<AssessmentId>,
    request: Request,
) -> PageResult {
    let sent = take(&visitor, id, request).await?;
    let wish = sent.wish();
    carry_out(&visitor, wants, id, sent, wish).await
}

/// Submits, after saving whatever came along.
pub async fn submit(
    visitor: Visitor,
    wants: Wants,
    At(id): At<AssessmentId>,
    request: Request,
) -> PageResult {
    let sent = take(&visitor, id, request).await?;
    carry_out(&visitor, wants, id, sent, Wish::Submit).await
}

/// Reads the form, once it is clear that the person may send one: files go to the disk as they come.
async fn take(visitor: &Visitor, id: AssessmentId, request: Request) -> PageResult<Sent> {
    let assessment = visitor.read().assessment(id).await?;
    if !visitor.may(Action::Answer, assessment.unit).await? {
        let message = "Your roles here don’t include answering for this unit.";
        return Err(AppError::Refused(message.to_owned()).into());
    }
    let received = receive(&visitor.state, request).await?;
    Ok(Sent { received, state: assessment.state })
}

async fn carry_out(
    visitor: &Visitor,
    wants: Wants,
    id: AssessmentId,
    sent: Sent,
    wish: Wish,
) -> PageResult {
    if !sent.state.is_open() {
        return too_late(visitor, wants, id, &sent).await;
    }
    let kept = keep(visitor, id, &sent, wish).await?;
    let (mut kept, attached) = attach(visitor, id, &sent, kept).await?;
    let mut done = None;
    if kept.is_clean() {
        match finish(visitor, id, &sent, wish).await {
            Ok(what) => done = what.or(Some(if attached { "attached" } else { "saved" })),
            Err(failure) if wants == Wants::Data => return Err(failure),
            Err(failure) => kept.blame(wish, failure)?,
        }
    }
    match (wants, done) {
        (Wants::Data, _) => Ok(Json(reply(visitor, id, &sent, &kept).await?).into_response()),
        (Wants::Page, Some(done)) => {
            let question = wish.question().or_else(|| sent.questions_with_evidence().next());
            Ok(Redirect::to(&address(id, done, question)).into_response())
        }
        (Wants::Page, None) => again(visitor, id, sent, kept, wish).await,
    }
}

/// What the button asks for beyond saving, and the key of what to say afterwards.
async fn finish(
    visitor: &Visitor,
    id: AssessmentId,
    sent: &Sent,
    wish: Wish,
) -> PageResult<Option<&'static str>> {
    match wish {
        Wish::Save | Wish::Again(_) | Wish::Within(_) => Ok(None),
        Wish::Delegate(question) => {
            let to = sent.delegate(question);
            visitor.store().delegate(&visitor.actor, id, question, to).await?;
            visitor.state.live.tell(id, News::Changed(question));
            Ok(Some(if to.is_some() { "delegated" } else { "taken-back" }))
        }
        Wish::Submit => {
            visitor.store().submit(&visitor.actor, id).await?;
            visitor.state.live.tell(id, News::Moved);
            Ok(Some("submitted"))
        }
    }
}

/// The assessment was submitted while somebody still typed: nothing is saved, and nothing is lost.
async fn too_late(visitor: &Visitor, wants: Wants, id: AssessmentId, sent: &Sent) -> PageResult {
    discard(&visitor.state, &sent.received.files).await?;
    if wants == Wants::Data {
        let message = "This assessment was submitted meanwhile, so its answers no longer change.";
        return Err(AppError::Conflict(message.to_owned()).into());
    }
    let mut desk = Desk::load(visitor, id).await?;
    desk.unsaved = sent.drafts(None).0;
    Ok(page_with(visitor, &desk, StatusCode::CONFLICT))
}

/// Saves every answer that was touched, and tells whoever has the assessment open.
async fn keep(visitor: &Visitor, id: AssessmentId, sent: &Sent, wish: Wish) -> PageResult<Kept> {
    let again = match wish {
        Wish::Again(question) => sent::last_time(visitor, id, question).await?,
        Wish::Save | Wish::Submit | Wish::Delegate(_) | Wish::Within(_) => None,
    };
    let (drafts, mut wrong) = sent.drafts(again);
    let done = if drafts.is_empty() {
        SavedAnswers::default()
    } else {
        visitor.store().save_answers(&visitor.actor, id, &drafts).await?
    };
    for (question, why) in done.refused {
        wrong.add(&format!("answer-{question}"), why);
    }
    let kept = Kept { drafts, saved: done.saved, wrong, has_conflict: false };
    for news in news(visitor, sent, &kept) {
        visitor.state.live.tell(id, News::Answer(news));
    }
    Ok(kept)
}

/// Attaches whatever evidence came along, for whichever questions.
async fn attach(
    visitor: &Visitor,
    id: AssessmentId,
    sent: &Sent,
    mut kept: Kept,
) -> PageResult<(Kept, bool)> {
    let questions = &domain::questionnaire::baseline().questions;
    let received = &sent.received;
    let attached = attach_all(&visitor.state, &visitor.actor, id, questions, received).await?;
    if !attached.items.is_empty() {
        for question in sent.questions_with_evidence() {
            visitor.state.live.tell(id, News::Changed(question));
        }
    }
    kept.wrong.0.extend(attached.wrong.0);
    kept.wrong.0.extend(received.typed.errors.0.iter().cloned());
    Ok((kept, !attached.items.is_empty()))
}

/// The page again: what was saved as it is stored, what was not as it was typed, and why.
async fn again(
    visitor: &Visitor,
    id: AssessmentId,
    sent: Sent,
    kept: Kept,
    wish: Wish,
) -> PageResult<Response> {
    let mut desk = Desk::load(visitor, id).await?;
    let stale = kept.stale();
    let is_conflict = kept.has_conflict || !stale.is_empty();
    let status = if is_conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    desk.opened = wish.question();
    desk.stale = stale;
    desk.typed = sent.overlay(desk.typed, &kept);
    Ok(page_with(visitor, &desk, status))
}
