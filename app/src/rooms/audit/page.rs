//! The page of the log, laid out.

use domain::audit::SubjectKind;
use domain::text;
use leptos::prelude::*;
use store::UnitNode;

use super::show::Log;
use super::{PATH, asked, chain_notice, check, table};
use crate::ui::filter::{Filters, chips};
use crate::ui::icon::icon_sm;
use crate::ui::{Button, Empty, Notice, PageHead, Panel, Query, Tone};

pub(super) fn content(log: &Log) -> AnyView {
    let export =
        Button::link(log.asked.filters().href("/audit/export.jsonl"), "Export as JSON Lines");
    let pack = Button::link("/packs", "Take an audit pack").icon("archive");
    let pack = log.takes_packs.then(|| pack.view());
    let head = PageHead::new("Audit log")
        .lede(
            "Every change and every read of evidence. Each entry carries the hash of the one before \
             it, so nothing can be edited or removed unnoticed.",
        )
        .actions(view! { {export.icon("download")}{pack} });
    view! {
        {head}
        {changed(&log.changed())}
        {unreadable(&log.page.unreadable)}
        {chain_notice::view(log)}
        <div class="stack stack--3">{filters(log)}{chips(PATH, &log.chips)}{entries(log)}</div>
        {check::disclosure()}
    }
    .into_any()
}

/// The alarm over a page that shows what somebody changed.
fn changed(entries: &[i64]) -> Option<AnyView> {
    let first = entries.first()?;
    let what = format!(
        "{} on this page {} not match: the content is not what the hash was made of. The first is \
         entry {first}.",
        text::count(entries.len(), "entry", "entries"),
        if entries.len() == 1 { "does" } else { "do" },
    );
    Some(Notice::new(Tone::High, what).head("Someone changed the log.").role("alert").view())
}

/// Says which entries of the page are not shown, and why.
fn unreadable(entries: &[i64]) -> Option<AnyView> {
    if entries.is_empty() {
        return None;
    }
    let numbers: Vec<String> = entries.iter().map(|seq| text::number(seq.unsigned_abs())).collect();
    let (what, their, are) =
        if entries.len() == 1 { ("Entry", "its", "is") } else { ("Entries", "their", "are") };
    let why = format!(
        "{what} {}: {their} time can’t be read, so {their} place is empty below. The export holds \
         {their} lines as they stand.",
        text::list(&numbers)
    );
    let head =
        format!("{} {are} not shown.", text::count(entries.len() as u64, "entry", "entries"));
    Some(Notice::new(Tone::High, why).head(head).view())
}

fn filters(log: &Log) -> AnyView {
    let query = log.asked.filters();
    let kinds = SubjectKind::ALL.iter().map(|kind| (kind.key(), kind.label()));
    Filters::new(PATH, &query)
        .search("Person or number of an entry", "Person or entry number")
        .select("action", "Action", "All actions", asked::action_options())
        .select("subject", "About", "All things", kinds)
        .select("unit", "Business unit", "All units", unit_options(&log.units))
        .date("from", "From")
        .date("until", "Until")
        .end(kept(&query))
        .view()
}

/// What links ask for and the form has no field for: it stays when a field changes.
fn kept(query: &Query) -> AnyView {
    let of_thing = !query.get("subject").is_empty() && !query.get("id").is_empty();
    let names = [("person", true), ("id", of_thing)];
    let hidden = names.into_iter().filter(|(name, kept)| *kept && !query.get(name).is_empty());
    let hidden = hidden.map(|(name, _)| {
        let value = query.get(name).to_owned();
        view! { <input type="hidden" name=name value=value form="filters" /> }
    });
    hidden.collect_view().into_any()
}

fn unit_options(units: &[UnitNode]) -> Vec<(String, String)> {
    let label = |node: &UnitNode| match node.path.as_slice() {
        [_, below @ ..] if !below.is_empty() => below.join(" / "),
        path => path.join(" / "),
    };
    units.iter().map(|node| (node.unit.id.to_string(), label(node))).collect()
}

fn entries(log: &Log) -> AnyView {
    let list = if log.page.entries.is_empty() {
        nothing(log)
    } else {
        view! { {table::view(log)}{pager(log)} }.into_any()
    };
    Panel::untitled("Entries").flush(list).view()
}

fn nothing(log: &Log) -> AnyView {
    let at_an_end = log.page.older.is_some() || log.page.newer.is_some();
    if !log.asked.is_filtered() && !at_an_end {
        let text = "What you do, and what happens in the units that you audit, is entered here.";
        return Empty::new("scroll-text", "No entries yet", text).section().view();
    }
    if at_an_end {
        let newest = Button::link(log.asked.filters().href(PATH), "Go to the newest");
        let text = "There are no entries beyond this place.";
        return Empty::new("scroll-text", "The end of the log", text)
            .section()
            .actions(newest)
            .view();
    }
    let named: Vec<String> = log.chips.iter().map(|it| format!("“{}”", it.value)).collect();
    let text = format!("No entry that you may read is left by {}.", text::list(&named));
    Empty::new("search-x", "Nothing matches these filters", text)
        .section()
        .actions(Button::link(PATH, "Clear filters"))
        .view()
}

/// Which entries these are, and the ways to older and newer ones.
fn pager(log: &Log) -> AnyView {
    let (first, last) = (log.page.entries.first(), log.page.entries.last());
    let shown = first.zip(last).map(|(first, last)| {
        let number = |seq: i64| text::number(seq.unsigned_abs());
        format!("Entries {} to {}", number(first.seq), number(last.seq))
    });
    let filters = log.asked.filters();
    let newer = log.page.newer.map(|seq| {
        let href = filters.with("after", seq.to_string()).href(PATH);
        view! { <li><a href=href rel="prev">{icon_sm("chevron-left")}"Newer"</a></li> }
    });
    let older = log.page.older.map(|seq| {
        let href = filters.with("before", seq.to_string()).href(PATH);
        view! { <li><a href=href rel="next">"Older"{icon_sm("chevron-right")}</a></li> }
    });
    view! {
        <nav class="pager" aria-label="Pages"><span>{shown}</span><ol>{newer}{older}</ol></nav>
    }
    .into_any()
}
