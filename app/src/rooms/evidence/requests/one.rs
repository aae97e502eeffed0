//! The page of one request: what is wanted, the answer, and the forms that close it.

use axum::response::{IntoResponse as _, Redirect, Response};
use domain::evidence::RequestState;
use domain::evidence::request::{REQUEST_MAX, answered};
use domain::tasks::Cause;
use domain::{Action, AppError, RequestId, text};
use http::StatusCode;
use leptos::prelude::*;
use store::RequestRow;

use super::{PATH, state_badge};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, At, Sent};
use crate::rooms::evidence::label_of;
use crate::rooms::tasks;
use crate::shell::NavKey;
use crate::ui::disclosure::disclosure;
use crate::ui::timeline::{Mark, Timeline, quote};
use crate::ui::{Button, Facts, Field, Form, Notice, PageHead, Panel, Tone, Typed};

/// A form of the page that came back.
#[derive(Default)]
struct Told {
    answer: Typed,
    withdrawal: Typed,
}

/// `GET /requests/{id}`
///
/// # Errors
/// [`AppError::NotFound`] when there is none that the person may read.
pub(in crate::rooms::evidence) async fn show(
    visitor: Visitor,
    At(id): At<RequestId>,
    Asked(asked): Asked,
) -> PageResult {
    let done = match asked.get("done") {
        "asked" => Some("The unit is asked"),
        "answered" => Some("The request is answered"),
        "withdrawn" => Some("Withdrawn"),
        _ => None,
    };
    page(&visitor, id, &Told::default(), done, StatusCode::OK).await
}

/// `POST /requests/{id}/answer`
///
/// # Errors
/// As [`show`].
pub(in crate::rooms::evidence) async fn answer(
    visitor: Visitor,
    At(id): At<RequestId>,
    Sent(typed): Sent,
) -> PageResult {
    let unit = visitor.read().request(id).await?.unit;
    // Before the form is looked at: its mistakes are nobody else's business.
    if !visitor.may(Action::AttachEvidence, unit).await? {
        let why = "A request is answered by the unit’s assessors and managers.";
        return Err(AppError::Refused(why.to_owned()).into());
    }
    let (store, actor) = (visitor.store(), &visitor.actor);
    let done = match answered(typed.get("item"), typed.get("words")) {
        Ok(answer) => store.answer_request(actor, id, &answer).await.map_err(Failure::from),
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    let told = |typed| Told { answer: typed, ..Told::default() };
    settle(&visitor, id, done, "answered", typed, told).await
}

/// `POST /requests/{id}/withdraw`
///
/// # Errors
/// As [`show`].
pub(in crate::rooms::evidence) async fn withdraw(
    visitor: Visitor,
    At(id): At<RequestId>,
    Sent(typed): Sent,
) -> PageResult {
    visitor.read().request(id).await?;
    let why = text::prose(typed.get("why"), REQUEST_MAX);
    let done = match why {
        Ok(why) => {
            visitor.store().withdraw_request(&visitor.actor, id, &why).await.map_err(Failure::from)
        }
        Err(wrong) => Err(AppError::field("why", wrong).into()),
    };
    let told = |typed| Told { withdrawal: typed, ..Told::default() };
    settle(&visitor, id, done, "withdrawn", typed, told).await
}

async fn settle(
    visitor: &Visitor,
    id: RequestId,
    done: Result<(), Failure>,
    word: &str,
    typed: Typed,
    told: impl FnOnce(Typed) -> Told,
) -> PageResult {
    let Err(failure) = done else {
        return Ok(Redirect::to(&format!("{PATH}/{id}?done={word}")).into_response());
    };
    let (typed, status) = failure.into_form(typed)?;
    page(visitor, id, &told(typed), None, status).await
}

async fn page(
    visitor: &Visitor,
    id: RequestId,
    told: &Told,
    done: Option<&str>,
    status: StatusCode,
) -> PageResult<Response> {
    let request = visitor.read().request(id).await?;
    let is_open = request.state == RequestState::Open;
    let is_mine = request.asked_by == visitor.actor.person;
    let may_answer = visitor.may(Action::AttachEvidence, request.unit).await? && !is_mine;
    let items = if is_open && may_answer {
        let all = visitor.read().linked_evidence(request.unit).await?;
        all.into_iter()
            .filter(|item| item.question == request.question && item.is_current())
            .map(|item| {
                (item.id.to_string(), format!("{}, {}", item.title, text::day(item.collected_on)))
            })
            .collect()
    } else {
        Vec::new()
    };
    let may_work = is_open && visitor.may(Action::WorkOnTasks, request.unit).await?;
    let today = visitor.state.today();
    let title = format!("Request: {}, {}", label_of(request.question), request.unit_name);
    let frame = visitor
        .frame(title.clone(), NavKey::Evidence)
        .crumb("Evidence", Some("/evidence".to_owned()))
        .crumb("Requests", Some(PATH.to_owned()))
        .crumb(label_of(request.question), None)
        .flash(done);
    let content = || {
        let answer = (is_open && may_answer).then(|| answer_panel(&request, items, &told.answer));
        let withdraw = (is_open && is_mine).then(|| withdraw_panel(&request, &told.withdrawal));
        let waits = (is_open && !may_answer && !is_mine).then(|| {
            let text = "Assessors and managers of the unit answer it; whoever asked does not.";
            Notice::new(Tone::Neutral, text).icon("clock").view()
        });
        let head = PageHead::new(title);
        let head = if may_work {
            let cause = Cause::Request(request.id);
            head.actions(tasks::make_of(cause, request.unit, request.question))
        } else {
            head
        };
        view! {
            {head.meta(state_badge(request.state, request.due_on, today))}
            <div class="cols cols--main">
                <div class="stack stack--6">{wanted(&request)}{history(&request)}</div>
                <aside class="stack stack--6" aria-label="Answer">{answer}{withdraw}{waits}</aside>
            </div>
        }
        .into_any()
    };
    Ok((status, visitor.page(&frame, content)).into_response())
}

fn wanted(request: &RequestRow) -> AnyView {
    let facts = Facts::new()
        .text("Business unit", request.unit_name.clone())
        .text("Question", label_of(request.question))
        .text("Due on", text::day(request.due_on));
    let facts = match &request.audit {
        Some((_, name)) => facts.text("Part of the audit", name.clone()),
        None => facts,
    };
    let body = view! { <div class="lines">{quote(request.wanted.clone())}</div>{facts} };
    Panel::new("What is wanted").stacked(body).view()
}

fn history(request: &RequestRow) -> AnyView {
    let asked = view! { <b>"Asked"</b>{format!(" by {}", request.asked_by_name)} };
    let timeline = Timeline::new().entry(Mark::Plain, asked, text::moment(request.asked_at));
    let timeline = match &request.closed {
        None => timeline,
        Some((who, at)) => {
            let (verb, mark) = match request.state {
                RequestState::Answered => ("Answered", Mark::True),
                _ => ("Withdrawn", Mark::Plain),
            };
            let item = request.evidence.as_ref().map(|(id, title)| {
                view! { " with "<a class="link" href=format!("/evidence/{id}")>{title.clone()}</a> }
            });
            let what = view! { <b>{verb}</b>{format!(" by {who}")}{item} };
            let words = (!request.words.is_empty()).then(|| quote(request.words.clone()));
            timeline.entry_with(mark, what, text::moment(*at), view! { {words} })
        }
    };
    Panel::new("What happened").body(timeline).view()
}

fn answer_panel(request: &RequestRow, items: Vec<(String, String)>, typed: &Typed) -> AnyView {
    let none = items.is_empty();
    let item =
        Field::select("item", "The item that shows it", items).placeholder("None").optional();
    let hint = "Only items that support this question of the unit. Attach a new one in the assessment first.";
    let item = item.hint(hint);
    let words = Field::textarea("words", "What is to be said with it").rows(3).max(REQUEST_MAX);
    let words = words.hint("Needed where there is no item: say why.").optional();
    let attach = none.then(|| {
        let href = format!("/assessments?unit={}", request.unit);
        view! {
            <p class="small">
                "Nothing is attached to this question yet. "
                <a class="link" href=href>"Go to the unit’s assessments"</a>
            </p>
        }
    });
    let form = Form::post(format!("{PATH}/{}/answer", request.id))
        .summary(typed)
        .body(view! { {attach}{item.view(typed)}{words.view(typed)} })
        .actions(Button::submit("Answer the request").primary());
    Panel::new("Answer").stacked(form).view()
}

fn withdraw_panel(request: &RequestRow, typed: &Typed) -> AnyView {
    let is_open = !typed.errors.0.is_empty();
    let why =
        Field::textarea("why", "Why it is no longer needed").rows(2).max(REQUEST_MAX).optional();
    let form = Form::post(format!("{PATH}/{}/withdraw", request.id))
        .summary(typed)
        .body(why.view(typed))
        .actions(Button::submit("Withdraw the request"));
    Panel::untitled("Withdraw").body(disclosure("Withdraw this request", is_open, form)).view()
}
