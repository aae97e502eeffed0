//! The list of models as it is drawn.

use domain::models::{Lifecycle, Profile};
use domain::{PersonId, text};
use leptos::prelude::*;
use store::{ModelCounts, ModelFilter, ModelLine, ModelPage, RegisterFigures, UnitNode};

use super::list::PATH;
use super::list_facets::facets;
use super::marks;
use super::new::unit_options;
use crate::ui::filter::{Filters, active, no_match};
use crate::ui::pager::{Paging, pager};
use crate::ui::progress::pips_of;
use crate::ui::sort::Sorting;
use crate::ui::{Button, Col, Empty, PageHead, Panel, Query, Table, icon_sm};

/// More units than this are a list that opens rather than boxes to tick.
pub(super) const TICKABLE: usize = 20;

/// What the page shows.
pub(super) struct Register {
    pub(super) query: Query,
    pub(super) filter: ModelFilter,
    pub(super) sorting: Sorting,
    pub(super) figures: RegisterFigures,
    pub(super) found: ModelPage,
    pub(super) counts: Option<ModelCounts>,
    pub(super) units: Vec<UnitNode>,
    pub(super) may_register: bool,
    pub(super) paging: Paging,
    pub(super) me: (PersonId, String),
}

pub(super) fn content(register: &Register) -> AnyView {
    let empty = register.figures.registered == 0 && register.figures.retired == 0;
    let body = if empty { first_model(register) } else { filtered(register) };
    view! { {head(register)}{body} }.into_any()
}

fn head(register: &Register) -> AnyView {
    let figures = register.figures;
    let number = |n: u64, words: &'static str| {
        view! { <span><b class="num">{text::number(n)}</b>{format!(" {words}")}</span> }
    };
    let unknown = view! {
        <span>
            {icon_sm("circle-help")}
            <b class="num">{text::number(figures.exposure_unknown)}</b>
            " with exposure unknown"
        </span>
    };
    let meta = view! {
        {number(figures.registered, "registered")}
        {number(figures.outside, "reachable from outside")}
        {unknown}
        {number(figures.incomplete, "profiles incomplete")}
    };
    let head = PageHead::new("Models").meta(meta);
    if register.may_register {
        let button = Button::link("/models/new", "Register model").icon("plus");
        head.actions(button.primary()).view()
    } else {
        head.view()
    }
}

/// The register is empty, as far as the person sees it.
fn first_model(register: &Register) -> AnyView {
    if register.may_register {
        let text = "Register the first one with its name and its unit. Everything else can follow.";
        let button = Button::link("/models/new", "Register a model").icon("plus");
        Empty::new("box", "No models yet", text).section().actions(button).view()
    } else {
        let text = "Nobody has registered a model in the units that you can see. Assessors and managers can.";
        Empty::new("box", "No models yet", text).section().view()
    }
}

fn filtered(register: &Register) -> AnyView {
    let facets = facets(register);
    let list = if register.found.lines.is_empty() {
        nothing(register, &active(PATH, &register.query, &facets))
    } else {
        view! { {table(register)}{pager(PATH, &register.query, register.paging)} }.into_any()
    };
    let filters = Filters::new(PATH, &register.query)
        .search("Search models", "Name, provider, purpose, tag or ID");
    let filters = if register.units.len() > TICKABLE {
        filters.select("unit", "Business unit", "All units", unit_options(&register.units))
    } else {
        filters
    };
    filters.beside(&facets, Panel::untitled("Models").flush(list))
}

fn nothing(register: &Register, on: &[crate::ui::filter::Chip]) -> AnyView {
    let figures = register.figures;
    if register.filter == ModelFilter::default() {
        let text = format!("{} retired.", text::count(figures.retired, "model is", "models are"));
        return Empty::new("box", "No model is in use", text)
            .section()
            .actions(Button::link("/models?status=retired", "Show retired models"))
            .view();
    }
    let hidden = if register.filter.retired { figures.retired } else { figures.registered };
    let what = if hidden == 1 { "model" } else { "models" };
    no_match(PATH, what, hidden, on)
}

fn table(register: &Register) -> AnyView {
    let cols = [
        Col::new("Model").sorts("name"),
        Col::new("Unit").p2().sorts("unit"),
        Col::new("Exposure").sorts("exposure"),
        Col::new("Data").p2().sorts("data"),
        Col::new("Permissions").p3(),
        Col::new("Depl.").p4().num(),
        Col::new("Owner").p4(),
        Col::new("Profile").p3().sorts("profile"),
        Col::new("Updated").p3().sorts("updated"),
    ];
    let rows = register.found.lines.iter().map(row).collect_view();
    Table::new(caption(register))
        .class("table table--models")
        .cols(cols)
        .sorted(&register.sorting)
        .rows(rows)
        .view()
}

fn caption(register: &Register) -> String {
    let order = match (register.sorting.key(), register.sorting.descending()) {
        ("unit", false) => "by unit",
        ("unit", true) => "by unit, from Z to A",
        ("exposure", false) => "the most exposed first",
        ("exposure", true) => "the least exposed first",
        ("data", false) => "the most sensitive data first",
        ("data", true) => "the least sensitive data first",
        ("profile", false) => "the least described first",
        ("profile", true) => "the best described first",
        ("updated", false) => "the longest unchanged first",
        ("updated", true) => "the last changed first",
        (_, false) => "by name",
        (_, true) => "by name, from Z to A",
    };
    let which = if register.filter.retired { "Retired models" } else { "Registered models" };
    format!("{which}, {order}")
}

fn row(line: &ModelLine) -> AnyView {
    let href = format!("/models/{}", line.id);
    let narrow = match line.data {
        Some(data) => format!("{} · {}", line.unit_name, data.label()),
        None => line.unit_name.clone(),
    };
    let profile = pips_of(line.answered.into(), Profile::QUESTIONS, "profile questions answered");
    let owner = match &line.owner_name {
        Some(name) => name.clone().into_any(),
        None => marks::quiet("Nobody"),
    };
    view! {
        <tr>
            <th scope="row">
                <a href=href>{line.name.clone()}</a>
                <span class="sub">{sub(line)}</span>
                <span class="only-narrow">{narrow}</span>
            </th>
            <td class="p2 nowrap">{line.unit_name.clone()}</td>
            <td>{marks::exposure(line.exposure)}</td>
            <td class="p2 nowrap">{marks::data(line.data, line.personal_data)}</td>
            <td class="p3 nowrap">{marks::access(line.access)}</td>
            <td class="p4 is-num">{line.deployments.to_string()}</td>
            <td class="p4 nowrap">{owner}</td>
            <td class="p3">{profile}</td>
            <td class="p3 nowrap num">{text::day(line.updated_at.day())}</td>
        </tr>
    }
    .into_any()
}

/// Id, provider, and how far it has come unless it is simply in use.
fn sub(line: &ModelLine) -> String {
    let stage = match (line.retired_at, line.lifecycle) {
        (Some(at), _) => format!("Retired {}", text::day(at.day())),
        (None, Lifecycle::Production) => String::new(),
        (None, stage) => stage.label().to_owned(),
    };
    let parts = [marks::shown_id(line.id), line.provider.clone(), stage];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
