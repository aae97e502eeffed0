//! The overview: are we getting better, where are we not, what is to be done next.

use std::collections::HashMap;

use domain::{Action, Day, UnitId, text};
use leptos::prelude::*;
use store::{Decisions, PassedOn, UnitWork, Unproven, WorkAhead};

use super::decide::{self, ToDecide};
use super::round::{self, Round};
use super::sight::Sight;
use super::{activity, ahead, begin, furthest, hero, line, lost, places, say};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::shell::{NavKey, Seal};
use crate::ui::chart::{TrendChart, forecast_legend, trend_legend};
use crate::ui::{Button, PageHead, Panel};

/// Without a round that ends soon, evidence is looked at so many days ahead.
const AHEAD: i64 = 30;

/// A round that ends within so many days says how far ahead evidence is looked at.
const SOON: i64 = 62;

struct Page {
    sight: Sight,
    /// Whether the visitor sees the organisation whole.
    whole: bool,
    models: u32,
    round: Option<Round>,
    unproven: Vec<Unproven>,
    decisions: Decisions,
    passed_on: Vec<PassedOn>,
    activity: Option<AnyView>,
    work: Vec<UnitWork>,
    ahead: Vec<WorkAhead>,
    delays: Vec<i64>,
}

/// `GET /`
///
/// # Errors
/// When the database fails.
pub async fn show(visitor: Visitor) -> PageResult {
    let page = load(&visitor).await?;
    let frame = visitor
        .frame("Overview", NavKey::Overview)
        .crumb("Overview", None)
        .sealed(Seal::of(&visitor).await?);
    Ok(visitor.page(&frame, || draw(&visitor, page)))
}

async fn load(visitor: &Visitor) -> PageResult<Page> {
    let read = visitor.read();
    let sight = Sight::of(visitor, None).await?;
    let units: Vec<UnitId> = sight.present().iter().map(|unit| unit.unit).collect();
    let models = read.models_per_unit().await?.values().sum();
    let round = Round::under_way(visitor, &units).await?;
    let unproven = read.unproven(&sight.scores).await?;
    let decisions = read.decisions(&sight.scores).await?;
    let passed_on = read.passed_on_to_me().await?;
    let mut names: HashMap<UnitId, String> =
        sight.scores.units().map(|unit| (unit.unit, unit.name.clone())).collect();
    let organisation = read.organisation().await?;
    names.extend(organisation.map(|id| (id, visitor.organisation.clone())));
    let activity = activity::panel(visitor, None, names).await?;
    let whole = organisation.is_some();
    let (work, ahead) = match sight.sole() {
        Some(only) => (read.unit_work(only.unit).await?, Vec::new()),
        None => (Vec::new(), read.work_ahead(None).await?),
    };
    let delays = read.delays(None).await?;
    Ok(Page {
        sight,
        whole,
        models,
        round,
        unproven,
        decisions,
        passed_on,
        activity,
        work,
        ahead,
        delays,
    })
}

fn draw(visitor: &Visitor, page: Page) -> AnyView {
    let Page { sight, round, .. } = &page;
    let begin = begin::panel(visitor, sight, page.models, round.as_ref());
    let is_fresh = begin.is_some();
    let has_units = !sight.present().is_empty();
    let hero = (!is_fresh).then(|| hero::hero(sight, title(&page), &page.unproven));
    let chart = (!is_fresh).then(|| chart(&page));
    let units = has_units.then(|| furthest::panel(sight, round.as_ref()));
    let to_decide = ToDecide {
        visitor,
        sight,
        decisions: &page.decisions,
        passed_on: &page.passed_on,
        expiring: expiring(sight, round.as_ref()),
    };
    let decide = (!is_fresh).then(|| decide::panel(&to_decide));
    let progress = round.as_ref().map(|round| round::panel(round, sight.today));
    let head = head(visitor, &page, is_fresh);
    view! {
        {head}
        {hero}
        {begin}
        <div class="cols cols--main">
            <div class="stack stack--6">{units}{chart}</div>
            <div class="stack stack--6">{decide}{progress}{page.activity}</div>
        </div>
    }
    .into_any()
}

fn title(page: &Page) -> &str {
    match page.sight.sole() {
        Some(only) => &only.name,
        None if page.whole => "Mean of all units",
        None => "Mean of your units",
    }
}

fn head(visitor: &Visitor, page: &Page, is_fresh: bool) -> PageHead {
    let units = page.sight.present().len();
    let lede = format!(
        "{}, {}. Lower is better; zero hangs true.",
        text::count(units, "business unit", "business units"),
        text::count(page.models, "model", "models"),
    );
    let head = PageHead::new("Overview").lede(lede);
    match go_on(visitor, page) {
        Some(button) if !is_fresh => head.actions(button),
        _ => head,
    }
}

/// The assessment that the visitor can go on with, or all of them.
fn go_on(visitor: &Visitor, page: &Page) -> Option<Button> {
    let round = page.round.as_ref()?;
    let mine: Vec<_> = round
        .drafts()
        .filter(|draft| page.sight.may(visitor, Action::Answer, draft.unit))
        .collect();
    let button = match mine.as_slice() {
        [] => return None,
        [only] => {
            let name = page.sight.unit(only.unit).map_or("", |unit| unit.name.as_str());
            let verb = if only.answered == 0 { "Begin" } else { "Continue" };
            let text = format!("{verb} {} for {name}", round.progress.name);
            Button::link(places::assessment(only.assessment), text)
        }
        _ => Button::link(places::assessments_in("draft"), "Continue an assessment"),
    };
    Some(button.icon("clipboard-check").primary())
}

fn chart(page: &Page) -> AnyView {
    let rolled = page.sight.rolled(page.sight.today);
    let name = format!("{}: score by quarter", title(page));
    let chart = |points| TrendChart::new("line", name, points).per("Quarter").height(260);
    let (sight, work, delays) = (&page.sight, &page.work, &page.delays);
    let (chart, note, ahead) = match sight.sole() {
        Some(only) => (
            chart(line::of_unit(only, sight)).banded(),
            "Lower is better".to_owned(),
            ahead::of_unit(only, work, delays, sight.today),
        ),
        None => (
            chart(line::of_all(sight)),
            say::mean_of(&rolled),
            ahead::of_all(sight, &page.ahead, delays),
        ),
    };
    let chart = chart.ahead(ahead.as_ref().map(|it| it.points.clone()).unwrap_or_default());
    let key = ahead.as_ref().map(|it| forecast_legend(it.has_usual));
    let supposed = ahead.as_ref().map(ahead::Ahead::supposed);
    let coverage =
        format!("Today: {}. Each quarter counts the units that there were.", rolled.coverage);
    let lost = match page.sight.sole() {
        Some(only) => lost::of_unit(only, &page.sight),
        None => lost::of_all(&page.sight),
    };
    let body = view! { {chart}{lost}{key}{supposed}<p class="small muted">{coverage}</p> };
    let stale = page.sight.sole().is_some_and(|only| line::has_stale(only, &page.sight));
    Panel::new("Over time").note(note).end(trend_legend(stale)).stacked(body).view()
}

/// What stops counting before the round ends, or soon.
fn expiring(sight: &Sight, round: Option<&Round>) -> (domain::trends::Expiring, Day) {
    let due = round.map(|round| round.progress.due_on);
    let ahead = chrono::Duration::days(AHEAD);
    let on = due
        .filter(|due| (1..=SOON).contains(&(*due - sight.today).num_days()))
        .or_else(|| sight.today.checked_add_signed(ahead))
        .unwrap_or(sight.today);
    (sight.scores.expiring(sight.today, on), on)
}
