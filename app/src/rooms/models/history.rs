//! The history of one model, as the audit log keeps it.

use domain::audit::AuditEntry;
use domain::{ModelId, text};
use leptos::prelude::*;
use serde_json::{Map, Value};
use store::{Part, PartKind};

use super::fields::differences;
use super::sheet::tabs;
use super::tables::{DETAILS, rows};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::At;
use crate::shell::NavKey;
use crate::ui::timeline::{Mark, Timeline};
use crate::ui::{PageHead, Panel};

/// How many entries the page shows.
const SHOWN: u32 = 200;

/// `GET /models/{id}/history`
///
/// # Errors
/// When there is no model that the person may see.
pub async fn show(visitor: Visitor, At(id): At<ModelId>) -> PageResult {
    let model = visitor.read().model(id).await?;
    let entries = visitor.read().history_of("model", id.0, SHOWN).await?;
    let name = model.facts.details.name.clone();
    let frame = visitor
        .frame(format!("History of {name}"), NavKey::Models)
        .crumb("Models", Some("/models".to_owned()))
        .crumb(name.clone(), Some(format!("/models/{id}")))
        .crumb("History", None);
    Ok(visitor.page(&frame, || content(id, &name, &entries)))
}

fn content(id: ModelId, name: &str, entries: &[AuditEntry]) -> AnyView {
    let timeline = entries.iter().fold(Timeline::new(), |timeline, entry| {
        let event = Event::of(entry);
        let who = entry.actor_name.clone();
        let what = view! { <b>{who}</b>{format!(" {}", event.what)} };
        timeline.entry_with(event.mark, what, text::moment(entry.at), event.details())
    });
    let note = match entries.len() {
        n if n == SHOWN as usize => format!("The newest {SHOWN}"),
        n => text::count(n, "entry", "entries"),
    };
    let panel = Panel::new("What was changed").note(note).body(timeline);
    view! { {PageHead::new(name)}{tabs(id, true)}{panel} }.into_any()
}

/// An entry in words.
struct Event {
    what: String,
    mark: Mark,
    changes: Vec<(&'static str, String, String)>,
}

impl Event {
    fn of(entry: &AuditEntry) -> Self {
        let (before, after) = (object(&entry.before), object(&entry.after));
        if let Some((kind, verb)) = part_of(&entry.action) {
            return Self::of_part(kind, verb, &before, &after);
        }
        let value = |fields: &Map<String, Value>, name: &str| {
            fields.get(name).and_then(Value::as_str).map(str::to_owned)
        };
        let (what, mark) = match entry.action.as_str() {
            "model.registered" => {
                let unit = value(&after, "unit").unwrap_or_default();
                (format!("registered the model in {unit}"), Mark::True)
            }
            "model.retired" => ("retired the model".to_owned(), Mark::High),
            "model.restored" => ("took the model back into use".to_owned(), Mark::True),
            "model.moved" => {
                let (from, to) = (value(&before, "unit"), value(&after, "unit"));
                let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
                (format!("moved the model from {from} to {to}"), Mark::Plain)
            }
            "model.owner-set" => ("named the owner".to_owned(), Mark::Plain),
            "model.handed-over" => ("handed the model over".to_owned(), Mark::Plain),
            "model.edited" => ("edited the model".to_owned(), Mark::Plain),
            _ => ("changed the model".to_owned(), Mark::Plain),
        };
        let is_whole = entry.action == "model.registered";
        let changes =
            if is_whole { Vec::new() } else { differences(&DETAILS, &before, &after, &[]) };
        Self { what, mark, changes }
    }

    fn of_part(
        kind: PartKind,
        verb: &'static str,
        before: &Map<String, Value>,
        after: &Map<String, Value>,
    ) -> Self {
        let named = |fields: &Map<String, Value>| {
            Part::from_fields(kind, fields.clone()).map(|part| part.label())
        };
        let name = named(after).or_else(|| named(before)).unwrap_or_default();
        let changes = if verb == "changed" {
            differences(rows(kind), before, after, &[])
        } else {
            Vec::new()
        };
        Self {
            what: format!("{verb} the {} “{name}”", kind.noun()), mark: Mark::Plain, changes
        }
    }

    fn details(self) -> Option<AnyView> {
        if self.changes.is_empty() {
            return None;
        }
        let lines = self.changes.into_iter().map(|(label, before, after)| {
            view! { <li><span class="muted">{format!("{label}: ")}</span>{format!("{before} → {after}")}</li> }
        });
        Some(view! { <ul class="small">{lines.collect_view()}</ul> }.into_any())
    }
}

/// The kind of part that an action is about, and what was done to it.
fn part_of(action: &str) -> Option<(PartKind, &'static str)> {
    let rest = action.strip_prefix("model.")?;
    let kinds = PartKind::ALL.into_iter();
    kinds
        .filter_map(|kind| Some((kind, rest.strip_prefix(&kind.noun().replace(' ', "-"))?)))
        .find_map(|(kind, verb)| match verb {
            "-added" => Some((kind, "added")),
            "-changed" => Some((kind, "changed")),
            "-removed" => Some((kind, "removed")),
            _ => None,
        })
}

fn object(json: &str) -> Map<String, Value> {
    match serde_json::from_str(json) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}
