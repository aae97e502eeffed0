//! The list of assessments, below the rounds that are under way.

use domain::assessment::State;
use domain::text::{day, relative};
use domain::{Action, Day};
use leptos::prelude::*;
use store::{AssessmentFilter, AssessmentRow, RoundProgress, UnitNode};

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Asked;
use crate::shell::NavKey;
use crate::ui::badge::{Due, assessment_badge, draft_badge, due, returned_badge};
use crate::ui::filter::{Chip, Filters, chips, no_match};
use crate::ui::pager::{Paging, pager};
use crate::ui::progress::progress_line;
use crate::ui::score::{Pair, score_pair};
use crate::ui::{Button, Col, Empty, PageHead, Panel, Query, Table};

const PATH: &str = "/assessments";

/// Assessments on a page.
const SIZE: usize = 50;

/// Rounds above the list.
const ROUNDS: u32 = 3;

/// Days before the due date from which it is said to be near.
const SOON_DAYS: i64 = 14;

struct Shelf {
    rows: Vec<AssessmentRow>,
    paging: Paging,
    query: Query,
    rounds: Vec<RoundProgress>,
    round_names: Vec<(String, String)>,
    units: Vec<UnitNode>,
    everything: u32,
    opens: bool,
    today: Day,
}

/// The list.
pub async fn list(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let query = Query::from(asked.pairs());
    let read = visitor.read();
    let mut filter = AssessmentFilter {
        unit: query.get("unit").parse().ok(),
        round: query.get("round").parse().ok(),
        state: query.get("state").parse().ok(),
        limit: u32::try_from(SIZE).unwrap_or(u32::MAX),
        offset: 0,
    };
    // The page that was asked for may lie beyond the last one.
    let all = Paging::new(&query, SIZE, usize::MAX / SIZE);
    filter.offset = u32::try_from(all.offset()).unwrap_or(u32::MAX);
    let (mut rows, total) = read.assessments(filter).await?;
    let paging = Paging::new(&query, SIZE, total as usize);
    if paging.page != all.page {
        filter.offset = u32::try_from(paging.offset()).unwrap_or(u32::MAX);
        rows = read.assessments(filter).await?.0;
    }
    let nothing = AssessmentFilter { limit: 0, ..AssessmentFilter::default() };
    let everything = if rows.is_empty() { read.assessments(nothing).await?.1 } else { total };
    let names = read.round_names().await?;
    let shelf = Shelf {
        rows,
        paging,
        rounds: read.rounds(ROUNDS).await?,
        round_names: names.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        units: read.units().await?,
        everything,
        opens: visitor.actor.allows_somewhere(Action::OpenRound),
        today: visitor.state.today(),
        query,
    };
    let frame = visitor.frame("Assessments", NavKey::Assessments).crumb("Assessments", None);
    Ok(visitor.page(&frame, || content(&shelf)))
}

fn content(shelf: &Shelf) -> AnyView {
    let head = PageHead::new("Assessments").lede(view! {
        "Each unit answers the same "
        <a href="/questionnaires/baseline/1">"ten questions"</a>
        " for itself. A round opens one assessment for every unit in its scope. There may be "
        <a href="/questionnaires">"other questionnaires"</a>"."
    });
    let head = if shelf.opens {
        head.actions(view! {
            {Button::link("/assessments/new", "New assessment").icon("plus")}
            {Button::link("/rounds/new", "Open a round").icon("calendar-range").primary()}
        })
    } else {
        head
    };
    let rounds = (shelf.query == Query::new() && !shelf.rounds.is_empty()).then(|| {
        let panels = shelf.rounds.iter().map(|round| round_panel(round, shelf.today).view());
        let panels = panels.collect_view();
        view! { <div class="cols cols--3 cols--fill">{panels}</div> }
    });
    view! { {head}{rounds}<div class="stack stack--3">{filters(shelf)}{table(shelf)}</div> }
        .into_any()
}

/// A round with how far its units are.
fn round_panel(round: &RoundProgress, today: Day) -> Panel {
    let href = format!("/rounds/{}", round.id);
    let (answered, of) = (round.answered as usize, round.questions as usize);
    let done = round.submitted + round.approved;
    let when = if round.due_on < today && done < round.assessments {
        due(Due::Over, day(round.due_on))
    } else {
        view! { <span class="small">{format!("due {}", relative(round.due_on, today))}</span> }
            .into_any()
    };
    let units = format!(
        "{done} of {} submitted, {} in progress, {} not started",
        domain::text::count(round.assessments, "unit", "units"),
        round.in_progress,
        round.not_started
    );
    Panel::new(round.name.clone())
        .id(format!("round-{}", round.id))
        .note(round.unit_name.clone())
        .end(when)
        .stacked(view! {
            {progress_line(answered, of, "answers given")}
            <p class="small muted">{units}</p>
        })
        .foot(view! { <a class="link" href=href>{format!("All units of {}", round.name)}</a> })
}

fn filters(shelf: &Shelf) -> AnyView {
    let units = shelf.units.iter().map(|node| {
        let indent = "\u{2003}".repeat(node.depth as usize);
        (node.unit.id.to_string(), format!("{indent}{}", node.unit.name))
    });
    let states = State::ALL.iter().map(|state| (state.key(), state.label()));
    let bar = Filters::new(PATH, &shelf.query)
        .select("unit", "Unit", "All units", units)
        .select("round", "Round", "All rounds", shelf.round_names.clone())
        .select("state", "State", "All states", states);
    view! { {bar}{chips(PATH, &on(shelf))} }.into_any()
}

/// The filters that are on.
fn on(shelf: &Shelf) -> Vec<Chip> {
    let query = shelf.query.without("page");
    let unit = || {
        let found =
            shelf.units.iter().find(|node| node.unit.id.to_string() == query.get("unit"))?;
        Some(("unit", "Unit", found.unit.name.clone()))
    };
    let round = || {
        let found = shelf.round_names.iter().find(|(id, _)| id == query.get("round"))?;
        Some(("round", "Round", found.1.clone()))
    };
    let state = || {
        let found: State = query.get("state").parse().ok()?;
        Some(("state", "State", found.label().to_owned()))
    };
    let chip = |(name, title, value): (&str, &str, String)| Chip {
        title: title.to_owned(),
        value,
        href: query.without(name).href(PATH),
    };
    [unit(), round(), state()].into_iter().flatten().map(chip).collect()
}

fn table(shelf: &Shelf) -> AnyView {
    if shelf.rows.is_empty() {
        let chips = on(shelf);
        if !chips.is_empty() {
            let shown = no_match(PATH, "assessments", shelf.everything.into(), &chips);
            return view! { <section class="panel">{shown}</section> }.into_any();
        }
        return view! { <section class="panel">{nothing(shelf)}</section> }.into_any();
    }
    let rows = shelf.rows.iter().map(|row| assessment_row(row, shelf.today, true)).collect_view();
    let table = Table::new("Assessments, the newest first").cols(columns(true)).rows(rows);
    view! {
        <section class="panel" aria-label="Assessments">
            {table}
            {pager(PATH, &shelf.query, shelf.paging)}
        </section>
    }
    .into_any()
}

fn nothing(shelf: &Shelf) -> Empty {
    let empty = Empty::new(
        "clipboard-check",
        "No assessments yet",
        if shelf.opens {
            "Open a round, and every unit in its scope gets one."
        } else {
            "A manager opens a round, and yours appears here."
        },
    )
    .section();
    if shelf.opens {
        empty.actions(Button::link("/rounds/new", "Open a round").icon("calendar-range"))
    } else {
        empty
    }
}

/// The columns of a table of assessments; within one round all have the same name.
pub(super) fn columns(named: bool) -> Vec<Col> {
    let name = named.then(|| Col::new("Assessment").p3());
    let rest = [
        Col::new("State"),
        Col::new("Due").p2(),
        // Later verdicts and expiry move the unit's score, and not what was submitted.
        Col::new("Score as submitted").num().p2(),
        Col::new("Submitted").p4(),
    ];
    [Col::new("Unit")].into_iter().chain(name).chain(rest).collect()
}

/// A row of it.
pub(super) fn assessment_row(row: &AssessmentRow, today: Day, named: bool) -> AnyView {
    let href = format!("/assessments/{}", row.id);
    let narrow = row.due_on.map(|due| format!("{}, due {}", row.name, day(due)));
    let narrow = narrow.unwrap_or_else(|| row.name.clone());
    let name = named.then(|| view! { <td class="p3 nowrap">{row.name.clone()}</td> });
    let score = row.claimed.zip(row.evidenced).map_or_else(
        || view! { <span class="muted">"Not submitted"</span> }.into_any(),
        |(claimed, evidenced)| score_pair(Pair::new(evidenced.into(), claimed.into())),
    );
    let submitted = row.submitted_at.map_or_else(String::new, |at| day(at.day()));
    view! {
        <tr>
            <th scope="row">
                <a class="link" href=href>{row.unit_name.clone()}</a>
                <span class="only-narrow">{narrow}</span>
            </th>
            {name}
            <td class="nowrap">{state(row)}</td>
            <td class="p2 nowrap">{row.due_on.map(|on| due_day(on, row.state, today))}</td>
            <td class="is-num p2">{score}</td>
            <td class="p4 nowrap muted">{submitted}</td>
        </tr>
    }
    .into_any()
}

/// Where it stands; a draft by how far it has come.
fn state(row: &AssessmentRow) -> AnyView {
    let of = usize::from(domain::score::BASELINE.total());
    match row.state {
        State::Draft if row.returned => returned_badge(),
        State::Draft => draft_badge(row.answered as usize, of),
        state => assessment_badge(state),
    }
}

fn due_day(on: Day, state: State, today: Day) -> AnyView {
    let when = match (on - today).num_days() {
        _ if state != State::Draft => Due::Later,
        left if left < 0 => Due::Over,
        left if left <= SOON_DAYS => Due::Soon,
        _ => Due::Later,
    };
    due(when, day(on))
}
