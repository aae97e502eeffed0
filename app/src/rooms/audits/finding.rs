//! The page of one finding: what was seen, what the unit says to it, and how it ended.

use axum::response::{IntoResponse as _, Redirect, Response};
use domain::audits::{Ending, TEXT_MAX, words};
use domain::tasks::Cause;
use domain::{Action, AppError, FindingId, text};
use http::StatusCode;
use leptos::prelude::*;
use store::FindingRow;

use super::{FINDINGS, PATH, finding_badge, grade_badge};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, At, Sent};
use crate::rooms::evidence::label_of;
use crate::rooms::tasks;
use crate::shell::NavKey;
use crate::ui::timeline::{Mark, Timeline, quote};
use crate::ui::{Button, Facts, Field, Form, PageHead, Panel, Typed};

/// A form of the page that came back.
#[derive(Default)]
struct Told {
    response: Typed,
    ending: Typed,
}

/// What the person can do about it.
struct May {
    respond: bool,
    end: bool,
    see_audit: bool,
    make_task: bool,
}

/// `GET /findings/{id}`
///
/// # Errors
/// [`AppError::NotFound`] when there is none that the person may read.
pub(super) async fn show(
    visitor: Visitor,
    At(id): At<FindingId>,
    Asked(asked): Asked,
) -> PageResult {
    let done = match asked.get("done") {
        "raised" => Some("The finding is raised"),
        "responded" => Some("The response is recorded"),
        "ended" => Some("The finding is ended"),
        _ => None,
    };
    page(&visitor, id, &Told::default(), done, StatusCode::OK).await
}

/// `POST /findings/{id}/respond`
///
/// # Errors
/// As [`show`]; [`AppError::Refused`] to whoever doesn't manage the unit.
pub(super) async fn respond(
    visitor: Visitor,
    At(id): At<FindingId>,
    Sent(typed): Sent,
) -> PageResult {
    let unit = visitor.read().finding(id).await?.unit_id;
    if !visitor.may(Action::RespondToFinding, unit).await? {
        let why = "A finding is responded to by the unit’s managers.";
        return Err(AppError::Refused(why.to_owned()).into());
    }
    let missing = "Say what the unit makes of it, and what it will do.";
    let done = match words("response", typed.get("response"), missing) {
        Ok(said) => {
            let done = visitor.store().respond_to_finding(&visitor.actor, id, &said).await;
            done.map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    let told = |typed| Told { response: typed, ..Told::default() };
    settle(&visitor, id, done, "responded", typed, told).await
}

/// `POST /findings/{id}/end`
///
/// # Errors
/// As [`show`]; [`AppError::Refused`] to whoever doesn't work on its audit.
pub(super) async fn end(visitor: Visitor, At(id): At<FindingId>, Sent(typed): Sent) -> PageResult {
    let finding = visitor.read().finding(id).await?;
    if !visitor.may(Action::WorkOnAudit, finding.unit_id).await? {
        let why = "A finding is ended by an auditor of its audit.";
        return Err(AppError::Refused(why.to_owned()).into());
    }
    let ending: Result<Ending, _> = typed.get("ending").parse();
    let said = words("words", typed.get("words"), "Say what you saw that ends it.");
    let done = match (ending, said) {
        (Ok(ending), Ok(said)) => {
            let done = visitor.store().end_finding(&visitor.actor, id, ending, &said).await;
            done.map_err(Failure::from)
        }
        (Err(_), _) => Err(AppError::field("ending", "Choose how it ended.").into()),
        (_, Err(invalid)) => Err(AppError::Invalid(invalid).into()),
    };
    let told = |typed| Told { ending: typed, ..Told::default() };
    settle(&visitor, id, done, "ended", typed, told).await
}

async fn settle(
    visitor: &Visitor,
    id: FindingId,
    done: Result<(), Failure>,
    word: &str,
    typed: Typed,
    told: impl FnOnce(Typed) -> Told,
) -> PageResult {
    let Err(failure) = done else {
        return Ok(Redirect::to(&format!("{FINDINGS}/{id}?done={word}")).into_response());
    };
    let (typed, status) = failure.into_form(typed)?;
    page(visitor, id, &told(typed), None, status).await
}

async fn page(
    visitor: &Visitor,
    id: FindingId,
    told: &Told,
    done: Option<&str>,
    status: StatusCode,
) -> PageResult<Response> {
    let finding = visitor.read().finding(id).await?;
    let (unit, actor) = (finding.unit_id, &visitor.actor);
    let is_open = finding.ended.is_none() && !finding.audit_closed;
    let may = May {
        respond: is_open
            && finding.response.is_none()
            && finding.raised_by != actor.person
            && visitor.may(Action::RespondToFinding, unit).await?,
        end: is_open && visitor.read().works_on_audit(finding.audit_id).await?,
        see_audit: visitor.may(Action::ReadAudit, unit).await?,
        make_task: is_open && visitor.may(Action::WorkOnTasks, unit).await?,
    };
    let mut frame = visitor.frame(finding.title.clone(), NavKey::Audits);
    if may.see_audit {
        let audit = format!("{PATH}/{}", finding.audit_id);
        frame = frame
            .crumb("Audits", Some(PATH.to_owned()))
            .crumb(finding.audit_name.clone(), Some(audit));
    }
    let frame = frame.crumb(finding.title.clone(), None).flash(done);
    Ok((status, visitor.page(&frame, || content(&finding, &may, told))).into_response())
}

fn content(finding: &FindingRow, may: &May, told: &Told) -> AnyView {
    let respond = may.respond.then(|| response_form(finding, &told.response));
    let end = may.end.then(|| ending_form(finding, &told.ending));
    let head = PageHead::new(finding.title.clone())
        .meta(view! { {grade_badge(finding.grade)}{finding_badge(finding)} });
    let head = if may.make_task {
        let cause = Cause::Finding(finding.id);
        head.actions(tasks::make_of(cause, finding.unit_id, finding.question))
    } else {
        head
    };
    view! {
        {head}
        <div class="cols cols--main">
            <div class="stack stack--6">{seen(finding)}{history(finding)}</div>
            <aside class="stack stack--6" aria-label="What follows">{respond}{end}</aside>
        </div>
    }
    .into_any()
}

fn seen(finding: &FindingRow) -> AnyView {
    let facts = Facts::new()
        .text("Audit", finding.audit_name.clone())
        .text("Business unit", finding.unit_name.clone())
        .text("Question", label_of(finding.question));
    let body = view! { <div class="lines">{quote(finding.detail.clone())}</div>{facts.view()} };
    Panel::new("What was seen").stacked(body).view()
}

fn history(finding: &FindingRow) -> AnyView {
    let raised = view! { <b>"Raised"</b>{format!(" by {}", finding.raised_by_name)} };
    let mut timeline = Timeline::new().entry(Mark::Plain, raised, text::moment(finding.raised_at));
    if let (Some(said), Some(who), Some(at)) =
        (&finding.response, &finding.responded_by_name, finding.responded_at)
    {
        let what = view! { <b>"Responded to"</b>{format!(" by {who}")} };
        timeline = timeline.entry_with(Mark::Plain, what, text::moment(at), quote(said.clone()));
    }
    if let (Some(ending), Some(who), Some(at)) =
        (finding.ended, &finding.ended_by_name, finding.ended_at)
    {
        let mark = if ending == Ending::Remedied { Mark::True } else { Mark::Plain };
        let what = view! { <b>{ending.label()}</b>{format!(", says {who}")} };
        let words = finding.ended_words.clone().unwrap_or_default();
        timeline = timeline.entry_with(mark, what, text::moment(at), quote(words));
    }
    Panel::new("What happened").body(timeline).view()
}

fn response_form(finding: &FindingRow, typed: &Typed) -> AnyView {
    let response = Field::textarea("response", "What the unit makes of it, and what it will do");
    let form = Form::post(format!("{FINDINGS}/{}/respond", finding.id))
        .summary(typed)
        .body(response.rows(5).max(TEXT_MAX).hint("It can’t be edited afterwards.").view(typed))
        .actions(Button::submit("Respond").primary());
    Panel::new("Respond").stacked(form).view()
}

fn ending_form(finding: &FindingRow, typed: &Typed) -> AnyView {
    let endings = Ending::ALL.iter().map(|ending| (ending.key(), ending.label()));
    let form = Form::post(format!("{FINDINGS}/{}/end", finding.id))
        .summary(typed)
        .body(view! {
            {Field::radios("ending", "How it ends", endings).view(typed)}
            {Field::textarea("words", "What you saw that ends it").rows(3).max(TEXT_MAX).view(typed)}
        })
        .actions(Button::submit("End the finding"));
    Panel::new("End").stacked(form).view()
}
