//! The rows of units in the set-up, each with its buttons.

use leptos::prelude::*;

use super::unit_list::{Row, UnitList};
use crate::ui::{Button, Typed, icon_sm};

/// How a row of this depth is drawn.
pub(super) const fn class(depth: usize) -> Option<&'static str> {
    match depth {
        0 => None,
        1 => Some("is-child"),
        _ => Some("is-child is-deep"),
    }
}

/// The rows; `focus` is the one that was just added.
pub(super) fn rows(list: &UnitList, typed: &Typed, focus: Option<usize>) -> AnyView {
    let rows = list.0.iter().enumerate().map(|(place, unit)| {
        let above = list.0.iter().take(place).rev().find(|other| other.depth < unit.depth);
        row(place, unit, above, typed.error(&format!("u{place}")), focus == Some(place))
    });
    let rows = rows.collect_view();
    view! { <ul class="unit-edit">{rows}</ul> }.into_any()
}

fn row(place: usize, unit: &Row, above: Option<&Row>, error: Option<&str>, focus: bool) -> AnyView {
    let id = format!("u{place}");
    let error_id = format!("{id}-error");
    let number = place + 1;
    let said = match above.map(|row| row.name.trim()).filter(|name| !name.is_empty()) {
        Some(name) => format!("Unit {number} name, below {name}"),
        None => format!("Unit {number} name"),
    };
    let name = if unit.name.trim().is_empty() { "not named yet" } else { unit.name.trim() };
    let below = Button::submit("Add below").quiet().small().icon("corner-down-right");
    let below =
        below.value("below", place.to_string()).label(format!("Add below unit {number}, {name}"));
    let remove =
        Button::submit(format!("Remove unit {number}, {name}")).quiet().icon("trash-2").icon_only();
    let remove = remove.value("remove", place.to_string());
    let described = error.is_some().then(|| error_id.clone());
    let invalid = error.is_some().then_some("true");
    let error = error.map(|text| {
        let text = text.to_owned();
        view! { <p class="error" id=error_id>{icon_sm("circle-alert")}<span>{text}</span></p> }
    });
    view! {
        <li class=class(unit.depth)>
            <div class="field">
                <label class="sr" for=id.clone()>{said}</label>
                <input
                    class="input input--sm"
                    id=id
                    name="unit"
                    value=unit.name.clone()
                    maxlength="120"
                    autocomplete="off"
                    autofocus=focus
                    aria-invalid=invalid
                    aria-describedby=described
                />
                <input type="hidden" name="depth" value=unit.depth.to_string() />
                {error}
            </div>
            {below}
            {remove}
        </li>
    }
    .into_any()
}
