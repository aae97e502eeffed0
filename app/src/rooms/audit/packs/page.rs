//! The page on which a pack is chosen.

use leptos::prelude::*;

use super::Offered;
use crate::ui::{Button, Field, Form, PageHead, Panel, Typed};

pub(super) fn content(typed: &Typed, offered: &Offered) -> AnyView {
    let head = PageHead::new("Take an audit pack").lede(
        "One signed ZIP with everything that a unit said, showed and was told, which anyone can \
         verify without Plumbline.",
    );
    view! {
        {head}
        <div class="cols cols--main">
            {Panel::new("The pack").body(form(typed, offered))}
            {Panel::new("What is in it").body(inside())}
        </div>
    }
    .into_any()
}

fn form(typed: &Typed, offered: &Offered) -> Form {
    let top = offered.units.first().map_or(0, |first| first.depth);
    let units = offered.units.iter().map(|node| {
        let indent = "\u{2003}".repeat(node.depth.saturating_sub(top) as usize);
        let whole = if node.unit.parent.is_none() { " (all units)" } else { "" };
        (node.unit.id.to_string(), format!("{indent}{}{whole}", node.unit.name))
    });
    let rounds = offered
        .rounds
        .iter()
        .map(|round| (round.id.to_string(), format!("{}, {}", round.name, round.unit_name)));
    let fields = view! {
        {Field::select("unit", "Unit", units).hint("With every unit below it.").view(typed)}
        {Field::select("round", "Round", rounds)
            .placeholder("Everything that was submitted")
            .optional()
            .view(typed)}
        {Field::number("head", "Up to entry of the log")
            .optional()
            .hint("The same entry gives the same pack again, byte for byte.")
            .view(typed)}
    };
    Form::post("/packs").summary(typed).grid(fields).actions(view! {
        {Button::submit("Download the pack").primary().icon("download")}
        {Button::link(super::super::PATH, "Cancel")}
    })
}

fn inside() -> AnyView {
    let lines = [
        "Every submission, as the bytes that were frozen and as a page to print.",
        "The evidence as it was uploaded, each file named by its SHA-256, and every verdict on it.",
        "The audit log with the links of its chain; entries of other units are sealed.",
        "The results as OSCAL assessment results.",
        "VERIFY.md, which says how to check all of it with sha256sum, openssl and Python.",
        "Taking it is entered into the log.",
    ];
    let lines = lines.map(|line| view! { <li>{line}</li> }).collect_view();
    view! { <ul class="ticks">{lines}</ul> }.into_any()
}
