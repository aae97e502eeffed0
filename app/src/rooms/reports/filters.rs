//! What a report is about, as a form: units, time and score. It works without scripts.

use domain::UnitId;
use domain::reports::{Asked, Frame, MOST_UNITS, Which};
use leptos::prelude::*;
use store::UnitNode;

use super::PATH;
use super::sight::{Sight, address};
use crate::ui::tabs::segments;
use crate::ui::{Button, Field, Typed};

const FORM: &str = "filters";

/// The form, and the choice between both scores.
pub(super) fn filters(sight: &Sight) -> AnyView {
    let typed = Typed::new(sight.query.pairs());
    let chosen = sight.query.all("unit");
    let first = units(sight, 0, "Unit", "All units", chosen.first().copied());
    let others = (1..=chosen.len().min(MOST_UNITS - 1))
        .map(|at| units(sight, at, "Compared with", "Compare with …", chosen.get(at).copied()));
    let others = others.collect_view();
    let alone = (!chosen.is_empty()).then(|| {
        let choices = [("yes", "Without those below")];
        Field::select("alone", "Sub-units", choices)
            .placeholder("With those below")
            .bare(FORM, &typed)
    });
    let frames =
        [("quarter", "This quarter"), ("year", "A year"), ("all", "Since the first score")];
    let has_days = !(sight.query.get("from").is_empty() && sight.query.get("to").is_empty());
    let any = if has_days { "Days of your own" } else { "A year" };
    let frames = frames.into_iter().filter(|(key, _)| has_days || *key != "year");
    let frame = Field::select("frame", "Time", frames).placeholder(any).bare(FORM, &typed);
    let from = Field::date("from", "From the end of").bare_named(FORM, &typed);
    let to = Field::date("to", "To").bare_named(FORM, &typed);
    let which = sight.report.as_ref().ok().map(|shown| scores(&shown.report.asked));
    let kept = (sight.query.get("score") == Which::Claimed.key())
        .then(|| view! { <input type="hidden" name="score" value=Which::Claimed.key() /> });
    view! {
        <form method="get" id=FORM action=PATH>
            {kept}
            <div class="filters">
                {first}{others}{alone}{frame}{from}{to}
                {Button::submit("Apply").of_form(FORM)}
                <div class="push">{which}</div>
            </div>
        </form>
    }
    .into_any()
}

/// A list of the units, by name within the tree. Several lists of the same name are several units.
fn units(
    sight: &Sight,
    at: usize,
    label: &'static str,
    any: &'static str,
    chosen: Option<&str>,
) -> AnyView {
    let chosen = chosen.and_then(|chosen| chosen.parse().ok()).map(UnitId);
    let options = unit_options(&sight.tree, chosen);
    let id = format!("unit-{at}");
    view! {
        <label class="sr" for=id.clone()>{label}</label>
        <select class="select select--sm" id=id name="unit">
            <option value="">{any}</option>
            {options}
        </select>
    }
    .into_any()
}

/// The units as options, by name within the tree.
pub(in crate::rooms) fn unit_options(tree: &[UnitNode], chosen: Option<UnitId>) -> AnyView {
    let option = |node: &UnitNode| {
        let value = node.unit.id.to_string();
        let indent = "\u{2003}".repeat(node.depth as usize);
        let selected = chosen == Some(node.unit.id);
        view! { <option value=value selected=selected>{indent}{node.unit.name.clone()}</option> }
    };
    tree.iter().map(option).collect_view().into_any()
}

/// Which score leads, as two links.
fn scores(asked: &Asked) -> AnyView {
    let choice = |which: &Which| {
        let other = Asked { which: *which, ..asked.clone() };
        (address(&other, PATH, &[]), which.label().to_owned(), asked.which == *which)
    };
    segments("Score", Which::ALL.iter().map(choice).collect())
}

/// The time in words: "the last year", "5 Oct to 31 Oct 2026".
pub(super) fn frame_words(asked: &Asked) -> &'static str {
    match asked.frame {
        Frame::Quarter => "this quarter",
        Frame::Year => "the last year",
        Frame::All => "since the first score",
        Frame::Days(_) => "days of your own",
    }
}
