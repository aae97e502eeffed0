//! Registering a model: a name and a unit, and the rest for those who know it already.

use std::collections::HashMap;

use domain::models::ModelDetails;
use domain::{Action, UnitId};
use leptos::prelude::*;
use serde_json::{Map, Value};
use store::UnitNode;

use super::draw::{Drawn, fields};
use super::fields::{People, checked, read};
use super::returned::{Returned, beside};
use super::tables::DETAILS;
use super::{back_to, refused};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, Sent};
use crate::shell::NavKey;
use crate::ui::disclosure::disclosure;
use crate::ui::{Button, Empty, Field, Form, PageHead, Typed};

/// `GET /models/new`: `unit` in the address chooses the unit.
///
/// # Errors
/// [`domain::AppError::Refused`] for whoever may register nowhere.
pub async fn show(visitor: Visitor, Asked(query): Asked) -> PageResult {
    let units = units(&visitor).await?;
    let asked = query.get("unit").parse().map(UnitId).ok();
    let chosen = asked.filter(|unit| units.iter().any(|node| node.unit.id == *unit));
    let only = match units.as_slice() {
        [only] => Some(only.unit.id),
        _ => None,
    };
    let typed = chosen
        .or(only)
        .map_or_else(Typed::default, |unit| Typed::default().with("unit", unit.to_string()));
    page(&visitor, units, Returned::fresh(typed)).await
}

/// `POST /models`
///
/// # Errors
/// When the person may not register in the unit, or the database fails.
pub async fn create(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    match register(&visitor, &typed).await {
        Ok(response) => Ok(response),
        Err(failure) => {
            let units = units(&visitor).await?;
            page(&visitor, units, Returned::refused(typed, failure)?).await
        }
    }
}

async fn register(visitor: &Visitor, typed: &Typed) -> PageResult {
    let read = details(typed, ModelDetails::named(""));
    let unit = typed.get("unit").parse::<UnitId>().map_err(|_| "Choose a unit.");
    let (details, unit) = match (read, unit) {
        (Ok(details), Ok(unit)) => (details, unit),
        (read, unit) => {
            let mut invalid = read.err().unwrap_or_default();
            invalid.check("unit", unit);
            return Err(domain::AppError::from(invalid).into());
        }
    };
    let id = visitor.store().register_model(&visitor.actor, unit, details).await?;
    Ok(back_to(id, "registered", ""))
}

/// The details that were typed over those that are stored.
///
/// # Errors
/// What can't be read.
pub(super) fn details(
    typed: &Typed,
    stored: ModelDetails,
) -> Result<ModelDetails, domain::Invalid> {
    let (fields, unread) = read(&DETAILS, typed, fields_of(&stored));
    let details: ModelDetails = serde_json::from_value(Value::Object(fields)).unwrap_or(stored);
    checked(&DETAILS, unread, details.checked())
}

/// The details by the names of their fields.
pub(super) fn fields_of(details: &ModelDetails) -> Map<String, Value> {
    match serde_json::to_value(details) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// The units in which the person may register models. The organisation itself is none of them.
/// Whoever holds a role on a unit sees it, so the units that they see tell all that counts.
///
/// # Errors
/// [`domain::AppError::Refused`] for whoever may do so nowhere, whatever units there are.
pub(super) async fn units(visitor: &Visitor) -> PageResult<Vec<UnitNode>> {
    if !visitor.actor.allows_somewhere(Action::EditModels) {
        return Err(refused().into());
    }
    let nodes = visitor.read().units().await?;
    let above: HashMap<UnitId, Option<UnitId>> =
        nodes.iter().map(|node| (node.unit.id, node.unit.parent)).collect();
    let is_editable = |node: &UnitNode| {
        let lineage: Vec<UnitId> =
            std::iter::successors(Some(node.unit.id), |id| above.get(id).copied().flatten())
                .collect();
        node.unit.parent.is_some() && visitor.actor.allows_on(Action::EditModels, &lineage)
    };
    Ok(nodes.into_iter().filter(is_editable).collect())
}

/// Units as a list offers them: each under those above it.
pub(super) fn unit_options(units: &[UnitNode]) -> Vec<(String, String)> {
    let label = |node: &UnitNode| match node.path.as_slice() {
        [_, below @ ..] if !below.is_empty() => below.join(" / "),
        path => path.join(" / "),
    };
    units.iter().map(|node| (node.unit.id.to_string(), label(node))).collect()
}

async fn page(visitor: &Visitor, units: Vec<UnitNode>, form: Returned) -> PageResult {
    let frame = visitor
        .frame("Register a model", NavKey::Models)
        .crumb("Models", Some("/models".to_owned()))
        .crumb("Register a model", None);
    let mut people = match form.typed.get("unit").parse::<UnitId>() {
        Ok(unit) => visitor.read().people_of(unit).await.unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    let me = (visitor.actor.person, visitor.actor.name.clone());
    people.retain(|(id, _)| *id != me.0);
    people.insert(0, (me.0, format!("{} (you)", me.1)));
    let today = visitor.state.today();
    Ok(form.page(visitor, &frame, || content(&units, &form, &people, today)))
}

fn content(units: &[UnitNode], form: &Returned, people: &People, today: domain::Day) -> AnyView {
    let head = PageHead::new("Register a model")
        .lede("A name and a unit are enough. What else there is to say can follow, in any order.");
    if units.is_empty() {
        let text = "Models belong to business units. Ask an administrator to create the first one.";
        return view! { {head}{Empty::new("network", "There is no unit yet", text).section()} }
            .into_any();
    }
    let typed = &form.typed;
    let name = Field::text("name", "Name")
        .max(200)
        .autocomplete("off")
        .autofocus()
        .hint("As the people who use it say it.");
    let unit = Field::select("unit", "Business unit", unit_options(units));
    let unit = if typed.get("unit").is_empty() { unit.placeholder("Choose") } else { unit };
    let more_is_wrong = typed.errors.0.iter().any(|e| e.field != "name" && e.field != "unit");
    let actions = view! {
        {Button::submit("Register model").primary()}
        {Button::link("/models", "Cancel").quiet()}
    };
    let form_view = Form::post("/models")
        .summary(typed)
        .grid(view! { {name.view(typed)}{unit.view(typed)} })
        .body(disclosure("More, if you know it", more_is_wrong, more(typed, people, today)))
        .actions(actions);
    let why = view! {
        <p>
            "The register answers four questions: where a model is used, whether it can be reached \
             from outside, what data it reads, and which permissions it holds. Its own page shows \
             which of them are still open."
        </p>
    };
    let notice = form.notice(Vec::new());
    view! { {head}{notice}{beside(form_view, "Register a model", None, why)} }.into_any()
}

/// Everything but the name.
fn more(typed: &Typed, people: &People, today: domain::Day) -> AnyView {
    let rows = DETAILS.iter().filter(|row| row.name != "name");
    // An untouched form starts with what is true of a model of which only the name is known.
    let started = [
        ("kind", "unknown"),
        ("provenance", "unknown"),
        ("lifecycle", "planned"),
        ("training_access", "unknown"),
    ];
    let typed = started
        .into_iter()
        .filter(|(name, _)| !typed.has(name))
        .fold(typed.clone(), |typed, (name, value)| typed.with(name, value));
    fields(rows, &Drawn { typed: &typed, people, today, focus: "" })
}
