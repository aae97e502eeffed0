//! The page of one task: what it brings, what is to be done, what shows it, and what happened.

use axum::response::{IntoResponse as _, Response};
use domain::tasks::TaskStep;
use domain::{TaskId, text};
use http::StatusCode;
use leptos::prelude::*;
use store::Task;

use super::sheet::{Sheet, Told, load};
use super::{
    PATH, accepting, correcting, due, forms, number, page_of, priority_badge, returning,
    state_badge, told, watching,
};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At};
use crate::rooms::evidence::label_of;
use crate::shell::{Frame, NavKey};
use crate::ui::evidence::{EvidenceItem, evidence_icon, evidence_list};
use crate::ui::person::person;
use crate::ui::score::{points, score_pair};
use crate::ui::{Button, Facts, PageHead, Panel, Typed, icon_lg};

/// `GET /tasks/{id}`
///
/// # Errors
/// [`domain::AppError::NotFound`] when there is none that the person may see.
pub(super) async fn show(visitor: Visitor, At(id): At<TaskId>, Asked(asked): Asked) -> PageResult {
    let done = match asked.get("done") {
        "made" => Some("The task is made"),
        "changed" => Some("Saved"),
        "attached" => Some("The evidence is attached"),
        "said" => Some("Your comment stands below"),
        key => accepting::done(key)
            .or_else(|| returning::done(key))
            .or_else(|| watching::done(key))
            .or_else(|| key.parse::<TaskStep>().ok().map(said_of)),
    };
    let step = asked.get("step").parse().ok().map(|step| (step, Typed::default()));
    draw(&visitor, id, &Told { step, ..Told::default() }, done, StatusCode::OK).await
}

const fn said_of(step: TaskStep) -> &'static str {
    match step {
        TaskStep::Start => "The task is in progress",
        TaskStep::Block => "The task is blocked",
        TaskStep::Resume => "The task goes on",
        TaskStep::Finish => "Done. Somebody else verifies it",
        TaskStep::Verify => "The task is verified",
        TaskStep::SendBack => "The task is sent back",
        TaskStep::Cancel => "The task is cancelled",
        TaskStep::Accept | TaskStep::Reopen => "Saved",
    }
}

pub(super) async fn draw(
    visitor: &Visitor,
    id: TaskId,
    told: &Told,
    done: Option<&str>,
    status: StatusCode,
) -> PageResult<Response> {
    let sheet = load(visitor, id, told.clone()).await?;
    let frame = frame(visitor, &sheet.task).flash(done);
    Ok((status, visitor.page(&frame, || content(&sheet))).into_response())
}

fn frame(visitor: &Visitor, task: &Task) -> Frame {
    visitor
        .frame(task.row.title.clone(), NavKey::Tasks)
        .crumb("Tasks", Some(PATH.to_owned()))
        .crumb(number(task.row.id), None)
}

fn content(sheet: &Sheet) -> AnyView {
    view! {
        {head(sheet)}
        {correcting::notice(sheet)}
        {accepting::notice(sheet)}
        {accepting::too_late(sheet)}
        {returning::too_late(sheet)}
        <div class="cols cols--main">
            <div class="stack stack--8">
                {effect(sheet)}
                {forms::steps(sheet)}
                {accepting::panel(sheet)}
                {what(sheet)}
                {told::checklist(sheet)}
                {proof(sheet)}
                {told::activity(sheet)}
            </div>
            <aside class="stack stack--6" aria-label="Properties">
                {properties(sheet)}{returning::panel(sheet)}{watching::panel(sheet)}
            </aside>
        </div>
    }
    .into_any()
}

fn head(sheet: &Sheet) -> PageHead {
    let row = &sheet.task.row;
    let meta = view! {
        <span class="mono">{number(row.id)}</span>
        {state_badge(row.state)}
        {priority_badge(row.priority)}
        {due(row, sheet.today)}
    };
    let head = PageHead::new(row.title.clone()).meta(meta);
    if sheet.may_work && !row.state.is_settled() {
        let edit = Button::link(format!("{}/edit", page_of(row.id)), "Edit");
        return head.actions(edit.icon("pencil-line"));
    }
    head
}

fn effect(sheet: &Sheet) -> Option<AnyView> {
    let (now, then) = sheet.effect?;
    let removed = now.evidenced.minus(then.evidenced);
    let words = match removed.0 {
        0 => "The answer is a proven yes already: the score stays.".to_owned(),
        _ => format!(
            "Removes {} evidenced points, once the answer is yes and its evidence accepted. Lower is better.",
            points(removed.0.into())
        ),
    };
    let effect = view! {
        <section class="effect" aria-labelledby="effect">
            <h2 class="sr" id="effect">"Effect on the score"</h2>
            <div>
                <p class="small muted">{format!("{} now", sheet.task.row.unit_name)}</p>
                <p>{score_pair(now)}</p>
            </div>
            {icon_lg("arrow-right")}
            <div><p class="small muted">"When verified and accepted"</p><p>{score_pair(then)}</p></div>
            <p class="small muted effect__scale">{words}</p>
        </section>
    };
    Some(effect.into_any())
}

fn what(sheet: &Sheet) -> Option<AnyView> {
    let about = &sheet.task.about;
    if about.is_empty() {
        return None;
    }
    let lines = about.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    let what = view! {
        <section class="stack stack--2">
            <h2>"What is true when it is done"</h2>
            <div class="prose">{lines}</div>
        </section>
    };
    Some(what.into_any())
}

fn proof(sheet: &Sheet) -> AnyView {
    let items = sheet.task.evidence.iter().map(|item| {
        EvidenceItem::new(item.title.clone(), evidence_icon(item.kind, ""), item.state)
            .meta(format!("Collected {}", text::day(item.collected_on)))
            .meta(format!("Valid until {}", text::day(item.valid_until)))
            .hash(item.sha256.clone())
            .href(format!("/evidence/{}", item.id))
    });
    let list = evidence_list(items);
    let none = sheet.task.evidence.is_empty().then(|| {
        let label = label_of(sheet.task.row.question);
        let text = format!(
            "Nothing yet. What shows that it is done also stands behind the answer to {label}, for auditors to judge."
        );
        view! { <p class="small muted">{text}</p> }
    });
    view! {
        <section class="stack stack--2" id="proof">
            <h2>"Evidence"</h2>
            {none}
            {list}
            {forms::attach(sheet)}
        </section>
    }
    .into_any()
}

fn properties(sheet: &Sheet) -> AnyView {
    let (task, row) = (&sheet.task, &sheet.task.row);
    let unit =
        view! { <a class="link" href=format!("/units/{}", row.unit)>{row.unit_name.clone()}</a> };
    let mut facts = Facts::new()
        .row("Assignee", person(&row.assignee_name))
        .row("Business unit", unit)
        .text("Question", format!("{} {}", row.question, label_of(row.question)))
        .row("Comes from", told::cause(task))
        .text("Effort", row.effort.label());
    if let Some((id, name)) = &task.assessment {
        let href = format!("/assessments/{id}#q{}", row.question);
        facts = facts.row("Assessment", view! { <a class="link" href=href>{name.clone()}</a> });
    }
    let made = format!("{} by {}", text::day(task.created_at.day()), task.created_by);
    let facts = facts.text("Made", made).text("Due on", text::day(row.due_on));
    let models = (!task.models.is_empty()).then(|| {
        let models = task.models.iter().map(|(id, name)| {
            crate::ui::list::Item::new(name.clone()).href(format!("/models/{id}"))
        });
        Panel::new("Models").flush(crate::ui::list::list(models)).view()
    });
    view! { {Panel::new("Properties").body(facts)}{models} }.into_any()
}
