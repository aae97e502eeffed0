//! The entries as a table, day by day.

use domain::audit::{AuditEntry, Weight};
use domain::{Day, text};
use leptos::prelude::*;

use super::show::{Log, is_changed};
use super::told::Told;
use super::{PATH, asked, entry};
use crate::ui::{Col, Icon, Table};

pub(super) fn view(log: &Log) -> AnyView {
    let cols = [
        Col::new("Entry").num().p2(),
        Col::new("Time, UTC"),
        Col::new("Who").p2(),
        Col::new("Action"),
        Col::new("On"),
        Col::new("Hash").p3(),
    ];
    let mut rows = Vec::new();
    for day in log.page.entries.chunk_by(|a, b| a.at.day() == b.at.day()) {
        if let Some(first) = day.first() {
            rows.push(day_row(first.at.day(), log));
        }
        rows.extend(day.iter().map(|entry| row(entry, log)));
    }
    Table::new("Audit entries, newest first")
        .class("table audit")
        .cols(cols)
        .rows(rows.collect_view().into_any())
        .view()
}

fn day_row(day: Day, log: &Log) -> AnyView {
    let today = if day == log.now.day() { "Today, " } else { "" };
    let text = format!("{today}{}", day.format("%A, %d %b %Y"));
    view! { <tr class="day"><th colspan="6" scope="rowgroup">{text}</th></tr> }.into_any()
}

fn row(entry: &AuditEntry, log: &Log) -> AnyView {
    let told = Told::of(entry, &log.subjects, &log.units);
    let number = text::number(entry.seq.unsigned_abs());
    let is_open = log.asked.open == Some(entry.seq);
    let narrow = format!("{}, entry {number}", entry.actor_name);
    let by = log.asked.filters().with("person", asked::person_value(entry.actor_id)).href(PATH);
    let detail = is_open.then(|| entry::detail(entry, &told));
    let class = if is_changed(entry) { "link-col p3 is-broken" } else { "link-col p3" };
    let id = format!("entry-{}", entry.seq);
    let hash: String = entry.hash.chars().take(8).collect();
    view! {
        <tr id=id>
            <td class="is-num is-fit p2">{number}</td>
            <td class="nowrap num">{entry.at.utc().format("%H:%M:%S").to_string()}</td>
            <td class="nowrap p2"><a class="quiet" href=by>{entry.actor_name.clone()}</a></td>
            <td>{action(entry, &told, log, is_open)}</td>
            <td>{on(&told)}<span class="only-narrow">{narrow}</span></td>
            <td class=class><code class="hash">{hash}</code>{broken(entry)}</td>
        </tr>
        {detail}
    }
    .into_any()
}

fn broken(entry: &AuditEntry) -> Option<AnyView> {
    is_changed(entry).then(|| {
        Icon::new("unlink").sm().class("is-bad").label("does not match its content").view()
    })
}

/// What happened; the words unfold the entry and fold it again.
fn action(entry: &AuditEntry, told: &Told, log: &Log, is_open: bool) -> AnyView {
    let place = log.asked.query.without("open");
    let place = if is_open { place } else { place.with("open", entry.seq.to_string()) };
    let href = format!("{}#entry-{}", place.href(PATH), entry.seq);
    let glyph = Icon::new(told.icon).sm();
    let glyph = if told.weight == Weight::Bad { glyph.class("is-bad") } else { glyph };
    let verb = told.verb.clone();
    let current = is_open.then_some("true");
    let what = if is_open { "fold" } else { "show" };
    let label = format!("{verb}, entry {}: {what}", entry.seq);
    view! {
        <a class="row" href=href aria-current=current aria-label=label>{glyph}{verb}</a>
    }
    .into_any()
}

/// What it happened to, as a link where its page opens.
pub(super) fn on(told: &Told) -> AnyView {
    let name = told.name.clone();
    let thing = match told.href.clone() {
        Some(href) => view! { <a class="link" href=href>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    view! { {told.kind.clone()}{thing}{told.place.clone()} }.into_any()
}
