//! The page of one task: what it brings, what is to be done, what shows it, and what happened.

use axum::response::{IntoResponse as _, Response};
use domain::evidence::EvidenceState;
use domain::tasks::TaskStep;
use domain::{Action, Day, QuestionSet, Score, TaskId, text};
use http::StatusCode;
use leptos::prelude::*;
use store::{Acceptance, CorrectionAhead, LinkedEvidence, Series, Task};

use super::accepting::{self, About};
use super::{
    PATH, correcting, due, forms, number, page_of, priority_badge, returning, state_badge, told,
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

/// A form of the page that came back, or that is asked for.
#[derive(Clone, Default)]
pub(super) struct Told {
    pub(super) step: Option<(TaskStep, Typed)>,
    pub(super) proof: Typed,
    pub(super) comment: Typed,
    pub(super) accepting: Option<(About, Typed)>,
    pub(super) returning: Option<Typed>,
    pub(super) correcting: Typed,
}

/// All that the page shows.
pub(super) struct Sheet {
    pub(super) task: Task,
    pub(super) today: Day,
    pub(super) told: Told,
    pub(super) max_upload: u64,
    /// What the person may do here.
    pub(super) may_work: bool,
    pub(super) may_assign: bool,
    pub(super) may_verify: bool,
    pub(super) may_attach: bool,
    pub(super) may_accept: bool,
    pub(super) may_answer: bool,
    pub(super) me: domain::PersonId,
    /// What was asked about its risk, the newest last.
    pub(super) acceptances: Vec<Acceptance>,
    /// Those whose names are mentions in comments.
    pub(super) people: Vec<(domain::PersonId, String)>,
    /// The series that it is of.
    pub(super) series: Option<Series>,
    /// The unit's score now, and once the answer is a proven yes.
    pub(super) effect: Option<(Score, Score)>,
    /// Current items of the question that aren't the task's.
    pub(super) others: Vec<LinkedEvidence>,
    /// How the answer is put right, once there is cause for it.
    pub(super) correction: Option<CorrectionAhead>,
}

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

async fn load(visitor: &Visitor, id: TaskId, told: Told) -> PageResult<Sheet> {
    let read = visitor.read();
    let task = read.task(id).await?;
    let (unit, question) = (task.row.unit, task.row.question);
    let today = visitor.state.today();
    let scores = read.scores(today, Some(unit)).await?;
    let effect = scores.of(unit).and_then(|scores| {
        let taken = scores.newest(today)?;
        let covered = scores.covered(today);
        let with = |set: QuestionSet| set.with(question);
        let then = taken.rules.score(with(taken.yes), with(covered));
        Some((taken.rules.score(taken.yes, covered), then))
    });
    let may_attach = visitor.may(Action::AttachEvidence, unit).await?;
    let others = if may_attach && !task.row.state.is_settled() {
        let linked = read.linked_evidence(unit).await?;
        let is_other = |item: &LinkedEvidence| {
            item.question == question
                && item.is_current()
                && item.state != EvidenceState::Expired
                && task.evidence.iter().all(|known| known.id != item.id)
        };
        linked.into_iter().filter(is_other).collect()
    } else {
        Vec::new()
    };
    Ok(Sheet {
        correction: read.correction_ahead(id).await?,
        may_work: visitor.may(Action::WorkOnTasks, unit).await?,
        may_assign: visitor.may(Action::AssignTasks, unit).await?,
        may_verify: visitor.may(Action::VerifyTasks, unit).await?,
        may_accept: visitor.may(Action::AcceptRisk, unit).await?,
        may_answer: visitor.may(Action::Answer, unit).await?,
        acceptances: read.acceptances_of(id).await?,
        series: read.series_of(id).await?,
        people: if task.activity.iter().any(|it| it.what == "comment") {
            read.mentionable(unit).await?
        } else {
            Vec::new()
        },
        me: visitor.actor.person,
        max_upload: visitor.state.settings.max_upload,
        may_attach,
        effect,
        others,
        task,
        today,
        told,
    })
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
                {properties(sheet)}{returning::panel(sheet)}
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
