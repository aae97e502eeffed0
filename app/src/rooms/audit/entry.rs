//! One entry unfolded: what changed, and what seals it.

use domain::audit::{AuditEntry, Change, Line, changes};
use domain::text;
use leptos::prelude::*;

use super::PATH;
use super::show::is_changed;
use super::told::Told;
use crate::ui::Facts;
use crate::ui::facts::full_hash;

/// The row under an entry.
pub(super) fn detail(entry: &AuditEntry, told: &Told) -> AnyView {
    view! {
        <tr class="is-detail">
            <td colspan="6">
                <div class="entry">
                    <div><h2 class="h-minor">"Change"</h2>{difference(entry)}</div>
                    {facts(entry, told)}
                </div>
            </td>
        </tr>
    }
    .into_any()
}

fn facts(entry: &AuditEntry, told: &Told) -> AnyView {
    let who = match entry.actor_id {
        Some(id) => format!("{}, person {id}", entry.actor_name),
        None => format!("{}, nobody signed in", entry.actor_name),
    };
    let mut facts = Facts::new()
        .num("Entry", text::number(entry.seq.unsigned_abs()))
        .num("Time", entry.at.to_string())
        .row("Who", who)
        .row("On", super::table::on(told));
    if let Some(address) = &told.address {
        facts = facts.num("Source", address.clone());
    }
    if let Some(id) = entry.subject_id {
        let query = crate::ui::Query::new().with("subject", &entry.subject);
        let href = query.with("id", id.to_string()).href(PATH);
        let kind = told_kind(entry);
        let more =
            view! { <a class="link" href=href>{format!("Everything about this {kind}")}</a> };
        facts = facts.row("History", more.into_any());
    }
    let hash = if is_changed(entry) {
        view! { {full_hash(&entry.hash)}<b>" does not match the content"</b> }.into_any()
    } else {
        full_hash(&entry.hash)
    };
    facts = facts.row("Hash", hash).row("Previous", full_hash(&entry.prev_hash));
    if entry.commits() {
        // What stands in a pack in which the entry is sealed.
        facts = facts.row("Content", full_hash(entry.content_hash()));
    }
    facts.view()
}

fn told_kind(entry: &AuditEntry) -> String {
    let kind = entry.subject.parse::<domain::audit::SubjectKind>();
    kind.map_or_else(|_| entry.subject.clone(), |kind| kind.label().to_lowercase())
}

fn difference(entry: &AuditEntry) -> AnyView {
    let changes = changes(&entry.before, &entry.after);
    if changes.is_empty() {
        return view! { <p class="soft">"The entry keeps nothing beside what its line says."</p> }
            .into_any();
    }
    let lines = changes.iter().map(change).collect_view();
    view! { <div class="diff">{lines}</div> }.into_any()
}

/// A short value stands behind its label; a long one below it.
fn change(change: &Change) -> AnyView {
    let label = if change.is_long { String::new() } else { format!("{}: ", change.label) };
    let above = change.is_long.then(|| view! { <b>{change.label.clone()}</b> });
    let lines = change.lines.iter().map(|part| line(&label, part)).collect_view();
    view! { {above}{lines} }.into_any()
}

fn line(label: &str, line: &Line) -> AnyView {
    match line {
        Line::Kept(text) => view! { <span>{format!("  {label}{text}")}</span> }.into_any(),
        Line::Gone(text) => view! { <del>{format!("− {label}{text}")}</del> }.into_any(),
        Line::Come(text) => view! { <ins>{format!("+ {label}{text}")}</ins> }.into_any(),
        Line::Skipped(lines) => {
            let said = text::count(*lines, "unchanged line", "unchanged lines");
            view! { <span class="soft">{format!("  … {said}")}</span> }.into_any()
        }
    }
}
