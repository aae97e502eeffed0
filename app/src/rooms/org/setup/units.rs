//! Step 3: the business units, as rows or as a pasted list.

use axum::response::Response;
use domain::Invalid;
use leptos::prelude::*;
use store::SetupStep;

use super::entry::{Entry, on};
use super::frame::{StepForm, mistaken, page as frame};
use super::unit_list::UnitList;
use super::unit_rows::rows;
use crate::failure::{Failure, PageResult};
use crate::ui::disclosure::disclosure;
use crate::ui::{Button, Field, Typed};

const LEDE: &str = "Each unit answers the ten questions for itself. One level of branches is enough for most companies; you can change this later without losing history.";

pub(super) fn page(entry: &Entry, typed: Option<Typed>) -> PageResult {
    Ok(draw(entry, &UnitList::blank(), &typed.unwrap_or_default(), None))
}

fn draw(entry: &Entry, list: &UnitList, typed: &Typed, focus: Option<usize>) -> Response {
    frame(entry, SetupStep::Units, || {
        let go = Button::submit("Save and continue").primary().value("do", "save");
        let add = Button::submit("Add unit").small().icon("plus").value("do", "add");
        // Enter in a row adds the next one; it must not press the first button, which removes one.
        StepForm::new(SetupStep::Units, LEDE, typed, go)
            .enter("do", "add")
            .body(view! {
                <fieldset class="stack stack--2">
                    <legend class="label">"Units"</legend>
                    {rows(list, typed, focus)}
                    <div class="actions">{add}</div>
                </fieldset>
            })
            .body(paste(typed))
    })
}

fn paste(typed: &Typed) -> AnyView {
    let lines = Field::textarea("list", "One unit per line, a sub-unit indented below its unit")
        .rows(4)
        .mono()
        .placeholder("Logistics\n  Fleet & Routing");
    let put = Button::submit("Put into the list").small().value("do", "paste");
    let open = !typed.get("list").is_empty();
    let content = view! {
        <div class="paste stack stack--2">{lines.view(typed)}<div class="actions">{put}</div></div>
    };
    disclosure("Paste a list instead", open, content)
}

pub(super) async fn take(entry: &Entry, typed: Typed) -> PageResult {
    let mut list = UnitList::of(&typed);
    if let Err(message) = list.paste(typed.get("list")) {
        let typed = typed.wrong(Invalid::one("list", message));
        return Ok(mistaken(draw(entry, &list, &typed, None)));
    }
    let place = |name: &str| typed.get(name).parse::<usize>().ok();
    let untouched = Typed::default();
    if let Some(place) = place("remove") {
        list.remove(place);
        return Ok(draw(entry, &list, &untouched, None));
    }
    if let Some(place) = place("below") {
        let focus = list.add_below(place);
        return Ok(draw(entry, &list, &untouched, focus));
    }
    match typed.get("do") {
        "add" => {
            let focus = list.add();
            Ok(draw(entry, &list, &untouched, Some(focus)))
        }
        "paste" => Ok(draw(entry, &list, &untouched, None)),
        _ => save(entry, &list).await,
    }
}

async fn save(entry: &Entry, list: &UnitList) -> PageResult {
    let wrong = |invalid| Ok(mistaken(draw(entry, list, &Typed::default().wrong(invalid), None)));
    let units = match list.checked() {
        Ok(units) => units,
        Err(invalid) => return wrong(invalid),
    };
    let person = entry.actor()?.person;
    match entry.state.store.setup_units(&entry.token, person, &units).await {
        Ok(_) => Ok(on()),
        Err(error) => wrong(Failure::from(error).into_invalid()?),
    }
}
