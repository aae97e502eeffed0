//! A unit's own page: its line, its newest answers, what lies below it and what it runs.

use std::collections::HashMap;

use domain::{Action, UnitId, text};
use leptos::prelude::*;
use store::{
    Changes, ModelLine, TaskCounts, TaskFilter, TaskRow, Unit, UnitAssessment, UnitWork, WorkAhead,
};

use super::cells::{band, judged};
use super::sight::Sight;
use super::{
    accepted, activity, ahead, branch, latest, line, lost, open_tasks, places, say,
    unit_panels as panels,
};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::At;
use crate::rooms::checks;
use crate::rooms::notices::channels;
use crate::shell::{Frame, NavKey, Seal};
use crate::ui::chart::{TrendChart, forecast_legend, trend_legend};
use crate::ui::{Button, PageHead, Panel, Tone, badge, icon_sm};

/// How high the line of a mean is, in pixels: alone, and below the unit's own.
const MEAN_HEIGHT: u16 = 300;
const BESIDE_HEIGHT: u16 = 240;

struct Page {
    unit: Unit,
    /// From the organisation down to the unit.
    path: Vec<(UnitId, String)>,
    /// From which place of the path on the visitor may see the units.
    seen_from: usize,
    sight: Sight,
    changes: Option<Changes>,
    tasks: Vec<TaskRow>,
    task_counts: TaskCounts,
    work: Vec<UnitWork>,
    /// Of the unit with those below it, where there are any.
    ahead: Vec<WorkAhead>,
    delays: Vec<i64>,
    assessments: Vec<UnitAssessment>,
    models: Vec<ModelLine>,
    /// Live models of the unit itself, and from it downwards.
    models_here: u32,
    models_below: u32,
    checks: Option<AnyView>,
    activity: Option<AnyView>,
    may_edit: bool,
    may_answer: bool,
    may_make: bool,
    may_manage: bool,
    has_channels: bool,
}

/// `GET /units/{id}`
///
/// # Errors
/// When there is no such unit that the visitor may see, or the database fails.
pub async fn show(visitor: Visitor, At(id): At<UnitId>) -> PageResult {
    let page = load(&visitor, id).await?;
    let frame = frame(&visitor, &page).sealed(Seal::of(&visitor).await?);
    Ok(visitor.page(&frame, || draw(page)))
}

async fn load(visitor: &Visitor, id: UnitId) -> PageResult<Page> {
    let read = visitor.read();
    let unit = read.unit(id).await?;
    let sight = Sight::of(visitor, Some(id)).await?;
    let path = read.path_of(id).await?;
    let models = read.models_per_unit().await?;
    let within = |unit: &UnitId| *unit == id || sight.unit(*unit).is_some();
    let mut names: HashMap<UnitId, String> =
        sight.scores.units().map(|unit| (unit.unit, unit.name.clone())).collect();
    names.extend(path.iter().cloned());
    let is_whole = unit.parent.is_none();
    let above: Vec<UnitId> = path.iter().map(|(id, _)| *id).collect();
    let is_seen = |at: &usize| {
        let lineage = above.get(..=*at).unwrap_or_default();
        visitor.actor.allows_on(Action::Read, lineage)
    };
    Ok(Page {
        seen_from: (0..above.len()).find(is_seen).unwrap_or(above.len()),
        changes: if is_whole { None } else { read.changes_since_previous(id).await? },
        tasks: read.open_tasks_in(id, open_tasks::MOST).await?,
        work: if is_whole { Vec::new() } else { read.unit_work(id).await? },
        ahead: match (is_whole, sight.sole()) {
            (true, _) => read.work_ahead(None).await?,
            (false, None) => read.work_ahead(Some(id)).await?,
            (false, Some(_)) => Vec::new(),
        },
        delays: read.delays(Some(id)).await?,
        task_counts: read
            .task_counts(&TaskFilter { unit: Some(id), ..TaskFilter::default() })
            .await?,
        may_make: visitor.may(Action::WorkOnTasks, id).await? && !is_whole,
        assessments: read.assessments_of_unit(id, panels::ASSESSMENTS).await?,
        models: read.models_of_unit(id, panels::MODELS).await?,
        models_here: models.get(&id).copied().unwrap_or_default(),
        models_below: models.iter().filter(|(unit, _)| within(unit)).map(|(_, n)| n).sum(),
        checks: checks::of_unit(visitor, &unit).await?,
        activity: activity::panel(visitor, Some(id), names).await?,
        may_edit: visitor.may(Action::EditModels, id).await?,
        may_answer: visitor.may(Action::Answer, id).await?,
        may_manage: visitor.actor.allows(Action::ManageUnits),
        has_channels: channels::are_managed(visitor, id).await?,
        unit,
        path,
        sight,
    })
}

/// The breadcrumbs lead to those units above that the visitor may see.
fn frame(visitor: &Visitor, page: &Page) -> Frame {
    let mut frame = visitor
        .frame(page.unit.name.clone(), NavKey::Units)
        .crumb("Business units", Some("/units".to_owned()));
    for (at, (id, name)) in page.path.iter().enumerate().skip(1) {
        let leads = page.seen_from <= at && *id != page.unit.id;
        frame = frame.crumb(name.clone(), leads.then(|| places::unit(*id)));
    }
    if page.path.len() < 2 { frame.crumb(page.unit.name.clone(), None) } else { frame }
}

fn draw(page: Page) -> AnyView {
    let is_whole = page.unit.parent.is_none();
    let head = head(&page);
    let risks: Vec<_> = page.sight.accepted.iter().filter(|it| it.unit == page.unit.id).collect();
    let scores = if is_whole { whole(&page) } else { own(&page) };
    let below = branch::below(&page.sight, page.unit.id);
    let branch = page.sight.branches().remove(&page.unit.id).unwrap_or_default();
    let has_below = !is_whole && branch.len() > 1;
    let rolled = has_below.then(|| rolled(&page));
    let mean = has_below.then(|| with_below(&page).view());
    let tasks = open_tasks::panel(
        page.unit.id,
        &page.tasks,
        page.task_counts,
        page.sight
            .unit(page.unit.id)
            .and_then(|unit| open_tasks::Stake::of(unit, &page.work, page.sight.today)),
        page.may_make,
        page.sight.today,
    );
    let models = (!is_whole)
        .then(|| panels::models(page.unit.id, &page.models, page.models_here, page.may_edit));
    let assessments = (!is_whole).then(|| panels::assessments(page.unit.id, &page.assessments));
    let plan =
        (!is_whole).then(|| panels::response_plan(&page.unit, page.sight.today, page.may_edit));
    view! {
        {head}
        {page.changes.as_ref().and_then(|it| latest::notice(it, page.unit.id, page.may_make))}
        {scores}
        {page.changes.as_ref().map(|it| latest::questions(it, &risks))}
        <div class="cols cols--main">
            <div class="stack stack--6">{mean}{below}{models}{assessments}{page.checks}</div>
            <div class="stack stack--6">{rolled}{tasks}{plan}{page.activity}</div>
        </div>
    }
    .into_any()
}

fn head(page: &Page) -> PageHead {
    let unit = &page.unit;
    let is_whole = unit.parent.is_none();
    let standing = page.sight.unit(unit.id).and_then(|unit| unit.standing(page.sight.today));
    let judged = (!is_whole).then(|| judged(standing, page.sight.today));
    let retired = unit
        .retired_at
        .map(|at| badge(Tone::Neutral, "archive", format!("Retired {}", text::day(at.day()))));
    let at = page.path.len().checked_sub(2).filter(|at| *at > 0);
    let parent = at.and_then(|at| Some((at, page.path.get(at)?))).map(|(at, (id, name))| {
        let name = name.clone();
        let name = if page.seen_from <= at {
            view! { <a class="link" href=places::unit(*id)>{name}</a> }.into_any()
        } else {
            name.into_any()
        };
        view! { <span>{icon_sm("corner-left-up")}<span class="sr">"Part of "</span>{name}</span> }
    });
    let models = text::count(page.models_below, "model", "models");
    let models = view! { <span>{icon_sm("box")}{models}</span> };
    let below = page.sight.branches().get(&unit.id).map_or(0, Vec::len);
    let below = if is_whole { below } else { below.saturating_sub(1) };
    let below = (below > 0).then(|| {
        let below = text::count(below, "unit", "units");
        let below = if is_whole { below } else { format!("{below} below it") };
        view! { <span>{icon_sm("network")}{below}</span> }
    });
    let head =
        PageHead::new(unit.name.clone()).meta(view! { {judged}{retired}{parent}{below}{models} });
    match actions(page) {
        buttons if buttons.is_empty() => head,
        buttons => head.actions(buttons.into_iter().map(Button::view).collect_view()),
    }
}

/// The draft that somebody can go on with, as the primary button.
fn actions(page: &Page) -> Vec<Button> {
    let mut buttons = Vec::new();
    if page.may_manage && page.unit.parent.is_some() {
        let href = format!("/settings/units/{}", page.unit.id);
        buttons.push(Button::link(href, "Edit unit").icon("settings-2"));
    }
    if page.has_channels && page.unit.retired_at.is_none() {
        let href = channels::page_of(page.unit.id);
        buttons.push(Button::link(href, "Channels").icon("plug"));
    }
    buttons.push(Button::link(places::targets(page.unit.id), "Targets").icon("circle-dot"));
    buttons.push(Button::link(places::report(page.unit.id), "Report").icon("chart-line"));
    let draft = page.assessments.iter().find(|assessment| assessment.state.is_open());
    if let Some(draft) = draft.filter(|_| page.may_answer && page.unit.retired_at.is_none()) {
        let verb = if draft.answered == 0 { "Begin" } else { "Continue" };
        let text = format!("{verb} {} assessment", draft.name);
        let button = Button::link(places::assessment(draft.id), text);
        buttons.push(button.icon("clipboard-check").primary());
    }
    buttons
}

/// The unit's own line and gauge.
fn own(page: &Page) -> AnyView {
    let name = &page.unit.name;
    let points = page.sight.unit(page.unit.id).map(|unit| line::of_unit(unit, &page.sight));
    let points = points.unwrap_or_default();
    let standing = page.sight.unit(page.unit.id).and_then(|unit| unit.standing(page.sight.today));
    let ahead = page
        .sight
        .unit(page.unit.id)
        .and_then(|unit| ahead::of_unit(unit, &page.work, &page.delays, page.sight.today));
    let chart = TrendChart::new("own-line", format!("{name}: score by quarter"), points).banded();
    let chart = chart.ahead(ahead.as_ref().map(|it| it.points.clone()).unwrap_or_default());
    let supposed = ahead.as_ref().map(ahead::Ahead::supposed);
    let key = ahead.as_ref().map(|it| forecast_legend(it.has_usual));
    let stale = standing.is_some_and(|standing| standing.is_stale(page.sight.today));
    let stale = stale.then(|| {
        let since = standing.map_or_else(String::new, |standing| text::day(standing.submitted));
        view! { <p class="small muted">{format!("Stale: last assessed {since}. A newer assessment is due.")}</p> }
    });
    let lost = page.sight.unit(page.unit.id).and_then(|unit| lost::of_unit(unit, &page.sight));
    let between = standing.filter(|standing| band(standing).is_none()).map(|_| {
        view! { <p class="small muted">"Between bands."</p> }
    });
    let has_stale = |unit| line::has_stale(unit, &page.sight);
    let legend = trend_legend(page.sight.unit(page.unit.id).is_some_and(has_stale));
    let why = standing.map(|_| {
        view! { <p class="small"><a class="link" href=places::why(page.unit.id)>"Why did it move?"</a></p> }
    });
    let body = view! { {chart.per("Quarter")}{lost}{key}{supposed}{stale}{between}{why} };
    let panel = Panel::new("Score").note("Lower is better").end(legend).stacked(body);
    view! {
        <div class="cols cols--main">
            {panel}
            {latest::gauge(page.changes.as_ref(), accepted::of_unit(page.unit.id, &page.sight))}
        </div>
    }
    .into_any()
}

/// The organisation has no score of its own: its line is a mean.
fn whole(page: &Page) -> AnyView {
    let title = format!("{}: mean of units by quarter", page.unit.name);
    let panel = mean(page, "Mean of all units", title, MEAN_HEIGHT);
    view! { <div class="cols cols--main">{panel}{rolled(page)}</div> }.into_any()
}

/// The line of a unit with those below it, beside its own.
fn with_below(page: &Page) -> Panel {
    let title = format!("{} with its sub-units: mean by quarter", page.unit.name);
    mean(page, "Mean with its sub-units", title, BESIDE_HEIGHT)
}

/// The mean of the page's units over time and ahead, with all that a mean leaves out.
fn mean(page: &Page, name: &'static str, title: String, height: u16) -> Panel {
    let sight = &page.sight;
    let rolled = sight.rolled(sight.today);
    let ahead = ahead::of_all(sight, &page.ahead, &page.delays);
    let chart = TrendChart::new("mean-line", title, line::of_all(sight)).height(height);
    let chart = chart.ahead(ahead.as_ref().map(|it| it.points.clone()).unwrap_or_default());
    let body = view! {
        {chart.per("Quarter")}
        {lost::of_all(sight)}
        {ahead.as_ref().map(|it| forecast_legend(it.has_usual))}
        {ahead.as_ref().map(ahead::Ahead::supposed)}
        <p class="small muted">{format!("Today: {}.", rolled.coverage)}</p>
    };
    Panel::new(name).note(say::mean_of(&rolled)).end(trend_legend(false)).stacked(body)
}

fn rolled(page: &Page) -> AnyView {
    let units = page.sight.branches().remove(&page.unit.id).unwrap_or_default();
    let title = if page.unit.parent.is_none() { "All units" } else { "With its sub-units" };
    Panel::new(title)
        .aside(text::count(units.len(), "unit", "units"))
        .stacked(branch::summary(&page.sight, &units))
        .view()
}
