//! The business units: as a tree with their own scores, or by their distance from true.

use std::collections::HashMap;

use domain::rollup::RollUp;
use domain::trends::UnitScores;
use domain::{Action, Band, UnitId, text};
use leptos::prelude::*;
use store::UnitNode;

use super::round::Round;
use super::sight::{Sight, clashes, mean};
use super::units_filter::{Asked, CHOICES};
use super::{accepted, branch, cells, furthest, lost, places};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request;
use crate::shell::NavKey;
use crate::ui::filter::{Chip, Filters, chips, no_match};
use crate::ui::pager::{Paging, pager};
use crate::ui::score::{delta, gap, score_pair};
use crate::ui::tabs::segments;
use crate::ui::{Button, Col, Empty, PageHead, Panel, Query, Table};

const PATH: &str = "/units";

/// So many units stand on a page.
const A_PAGE: usize = 100;

/// At most so many branches are summed up below the list.
const BRANCHES: usize = 9;

struct Page {
    sight: Sight,
    /// The tree, the organisation in it where the visitor sees it whole.
    tree: Vec<UnitNode>,
    models: HashMap<UnitId, u32>,
    round: Option<Round>,
    query: Query,
    asked: Asked,
}

/// `GET /units`
///
/// # Errors
/// When the database fails.
pub async fn list(visitor: Visitor, request::Asked(query): request::Asked) -> PageResult {
    let pairs = ["q", "band", "clash", "view", "page"]
        .map(|name| (name.to_owned(), query.get(name).to_owned()));
    let query = Query::from(pairs.to_vec());
    let sight = Sight::of(&visitor, None).await?;
    let units: Vec<UnitId> = sight.present().iter().map(|unit| unit.unit).collect();
    let page = Page {
        tree: visitor.read().units().await?,
        models: visitor.read().models_per_unit().await?,
        round: Round::under_way(&visitor, &units).await?,
        asked: Asked::read(&query),
        sight,
        query,
    };
    let frame = visitor.frame("Business units", NavKey::Units).crumb("Business units", None);
    Ok(visitor.page(&frame, || draw(&visitor, &page)))
}

fn draw(visitor: &Visitor, page: &Page) -> AnyView {
    let lede = "Each unit answers for itself. A branch average sums up its members and carries no \
                band: bands describe one assessment, and an average can fall between them.";
    let head = PageHead::new("Business units").lede(lede);
    let head = if visitor.actor.allows(Action::ManageUnits) {
        head.actions(Button::link("/settings/units/new", "Add unit").icon("plus"))
    } else {
        head
    };
    if page.sight.present().is_empty() {
        let text = "An administrator adds them. Scores belong to units.";
        let empty = Empty::new("network", "No business units yet", text).section();
        return view! { {head}{empty} }.into_any();
    }
    view! {
        {head}
        <div class="stack stack--3">{filters(page)}{listed(page)}</div>
        {(!page.asked.flat()).then(|| branches(page))}
    }
    .into_any()
}

fn filters(page: &Page) -> AnyView {
    let query = page.query.without("page");
    let choices = CHOICES.iter().map(|(key, label, _)| (*key, *label));
    let view = |flat: bool| {
        let query = if flat { query.with("view", "flat") } else { query.without("view") };
        let text = if flat { "By distance" } else { "Tree" };
        (query.href(PATH), text.to_owned(), page.asked.flat() == flat)
    };
    let bar = Filters::new(PATH, &page.query).search("Find a unit", "Name of a unit").select(
        "band",
        "Band",
        "Every band",
        choices,
    );
    if page.asked.filters() {
        return bar.view();
    }
    bar.end(segments("Order", vec![view(false), view(true)])).view()
}

/// The rows that are asked for, in their order.
fn listed(page: &Page) -> AnyView {
    let rows = if page.asked.flat() { by_distance(page) } else { as_tree(page) };
    let on = on(page);
    if rows.is_empty() {
        let hidden = page.sight.present().len() as u64;
        let none = no_match(PATH, if hidden == 1 { "unit" } else { "units" }, hidden, &on);
        return view! { {chips(PATH, &on)}{Panel::untitled("Business units").flush(none)} }
            .into_any();
    }
    let paging = Paging::new(&page.query, A_PAGE, rows.len());
    let shown = rows.into_iter().skip(paging.offset()).take(A_PAGE);
    let rows = shown.map(|row| row.view(page)).collect_view();
    let class = if page.asked.flat() { "table" } else { "table tree" };
    let table = Table::new("Business units with their scores today")
        .class(class)
        .cols(cols(page))
        .rows(rows);
    let panel = Panel::untitled("Business units").flush(table);
    let panel =
        if paging.pages() > 1 { panel.flush(pager(PATH, &page.query, paging)) } else { panel };
    view! { {chips(PATH, &on)}{panel} }.into_any()
}

/// The filters that are on.
fn on(page: &Page) -> Vec<Chip> {
    let query = page.query.without("page");
    let chip = |title: &str, value: &str, name: &str| Chip {
        title: title.to_owned(),
        value: value.to_owned(),
        href: query.without(name).href(PATH),
    };
    let text = query.get("q");
    let band = CHOICES.iter().find(|(key, ..)| *key == query.get("band"));
    let text = (!text.is_empty()).then(|| chip("Name", text, "q"));
    let band = band.map(|(_, label, _)| chip("Band", label, "band"));
    let clash = (query.get("clash") == "yes").then(|| chip("Inventory", "disagrees", "clash"));
    [text, band, clash].into_iter().flatten().collect()
}

fn cols(page: &Page) -> Vec<Col> {
    let round = page.round.as_ref();
    let round = round.map(|round| Col::new(format!("Round {}", round.progress.name)).p3());
    let cols = [
        Col::new("Unit"),
        Col::new("Evidenced").num(),
        Col::gaps().p2(),
        Col::new("Band"),
        Col::new(format!("Since {}", page.sight.before().quarter)).num().p4(),
        Col::new("Models").num().p2(),
    ];
    cols.into_iter().chain(round).collect()
}

/// A row of the list.
enum Row<'a> {
    /// The organisation as a whole.
    Whole(&'a UnitNode),
    /// A unit at a depth of the tree, with all units from it downwards.
    Unit { unit: &'a UnitScores, depth: u32, branch: Vec<&'a UnitScores> },
}

fn by_distance(page: &Page) -> Vec<Row<'_>> {
    let today = page.sight.today;
    let takes = |unit: &&UnitScores| {
        let standing = unit.standing(today);
        page.asked.takes(&unit.name, standing.as_ref(), clashes(unit, today), today)
    };
    let units = furthest::sorted(&page.sight).into_iter().filter(takes);
    units.map(|unit| Row::Unit { unit, depth: 0, branch: Vec::new() }).collect()
}

fn as_tree<'a>(page: &'a Page) -> Vec<Row<'a>> {
    let mut branches = page.sight.branches();
    // Whoever sees the organisation whole sees the units one level below it.
    let whole = u32::from(page.tree.first().is_some_and(|node| node.unit.parent.is_none()));
    let row = |node: &'a UnitNode| match node.unit.parent {
        None => Some(Row::Whole(node)),
        Some(_) => Some(Row::Unit {
            unit: page.sight.unit(node.unit.id)?,
            depth: node.depth.saturating_sub(whole),
            branch: branches.remove(&node.unit.id).unwrap_or_default(),
        }),
    };
    page.tree.iter().filter_map(row).collect()
}

/// The levels that the tree is drawn with, the organisation above them.
const LEVELS: [&str; 6] = ["lv lv-1", "lv lv-2", "lv lv-3", "lv lv-4", "lv lv-5", "lv lv-6"];

impl Row<'_> {
    fn view(&self, page: &Page) -> AnyView {
        match self {
            Self::Whole(node) => whole(node, page),
            Self::Unit { unit, depth, branch } => one(unit, *depth, branch, page),
        }
    }
}

fn one(unit: &UnitScores, depth: u32, branch: &[&UnitScores], page: &Page) -> AnyView {
    let today = page.sight.today;
    let standing = unit.standing(today);
    let (href, name) = (places::unit(unit.unit), unit.name.clone());
    let mark = cells::clash_mark(clashes(unit, today));
    let level = LEVELS.get(depth as usize).or(LEVELS.last()).copied().unwrap_or_default();
    let narrow = page.round.as_ref().map(|round| {
        view! { <span class="only-narrow">{round.words(unit.unit)}</span> }
    });
    let below = (branch.len() > 1).then(|| {
        let said = said(&branch::rolled(branch, today));
        view! { <span class="sub">{format!("Branch: {said}")}</span> }
    });
    let lost = lost::in_row(unit, &page.sight);
    let accepted = accepted::in_row(unit.unit, &page.sight);
    let models = page.models.get(&unit.unit).copied().unwrap_or_default();
    let progress = page.round.as_ref().map(|round| {
        view! { <td class="p3 nowrap">{round.badge(unit.unit)}</td> }
    });
    view! {
        <tr>
            <th scope="row"><span class=level><a href=href>{name}</a>{mark}</span>{lost}{accepted}{below}{narrow}</th>
            <td class="is-num">{cells::score(standing)}</td>
            <td class="gapcol p2">{cells::distance(standing)}</td>
            <td>{cells::judged(standing, today)}</td>
            <td class="p4 is-num">{cells::changed(unit, page.sight.before().day, today)}</td>
            <td class="is-num p2">{text::number(models.into())}</td>
            {progress}
        </tr>
    }
    .into_any()
}

/// A roll-up in a line: "1 Moderate, 2 High risk; worst 60, mean 50; 3 of 3 units assessed and
/// current".
fn said(rolled: &RollUp) -> String {
    let bands = Band::ALL.iter().filter_map(|band| {
        let n = rolled.evidenced.in_band(*band);
        (n > 0).then(|| format!("{n} {}", band.label()))
    });
    let bands = bands.collect::<Vec<_>>().join(", ");
    let worst = rolled.evidenced.worst.as_ref().zip(mean(rolled)).map(|(worst, mean)| {
        format!("worst {}, mean {}", worst.points, crate::ui::score::points(mean.evidenced))
    });
    let said =
        [Some(bands).filter(|said| !said.is_empty()), worst, Some(rolled.coverage.to_string())];
    said.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn whole(node: &UnitNode, page: &Page) -> AnyView {
    let (sight, round) = (&page.sight, page.round.as_ref());
    let (now, before) = (sight.rolled(sight.today), sight.rolled(sight.before().day));
    let (now_mean, before_mean) = (mean(&now), mean(&before));
    let change = now_mean.zip(before_mean).map(|(now, then)| delta(then.evidenced, now.evidenced));
    let (href, name) = (places::unit(node.unit.id), node.unit.name.clone());
    let coverage = format!("{}", now.coverage);
    let models: u32 = page.models.values().sum();
    let progress = round.map(|round| {
        let said = format!("{} of {} answered", round.progress.answered, round.progress.questions);
        view! { <td class="p3 muted small">{said}</td> }
    });
    view! {
        <tr class="is-root">
            <th scope="row"><a href=href>{name}</a><span class="sub">{coverage}</span></th>
            <td class="is-num">{now_mean.map_or_else(|| cells::dash("No score"), score_pair)}</td>
            <td class="gapcol p2">{now_mean.map(|pair| gap(pair, None))}</td>
            <td><span class="muted small">"Average"</span></td>
            <td class="p4 is-num">{change}</td>
            <td class="is-num p2">{text::number(models.into())}</td>
            {progress}
        </tr>
    }
    .into_any()
}

/// The topmost branches, each summed up.
fn branches(page: &Page) -> AnyView {
    let branches = page.sight.branches();
    let above =
        |node: &UnitNode| node.unit.parent.is_some_and(|parent| page.sight.unit(parent).is_some());
    let tops = page.tree.iter().filter(|node| node.unit.parent.is_some() && !above(node));
    let tops = tops.filter_map(|node| Some((node, branches.get(&node.unit.id)?)));
    let tops = tops.filter(|(_, units)| units.len() > 1).take(BRANCHES);
    let cards = tops.map(|(node, units)| branch::card(&page.sight, &node.unit.name, units));
    let cards = cards.collect_view();
    view! { <div class="cols cols--3 cols--fill">{cards}</div> }.into_any()
}
