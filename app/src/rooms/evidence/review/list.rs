//! The column of the queue: its filters, and what waits.

use domain::evidence::Standing;
use domain::questionnaire::baseline;
use domain::text;
use leptos::prelude::*;
use store::{QUEUE_MAX, QueueRow};

use super::desk::{Desk, Redraw};
use super::{PATH, asked, sample};
use crate::rooms::evidence::label_of;
use crate::ui::disclosure::disclosure;
use crate::ui::evidence::evidence_icon;
use crate::ui::{Button, Field, Icon, Typed, icon, icon_sm};

pub(super) fn column(desk: &Desk) -> AnyView {
    let position = position(desk).map(|said| view! { <span class="muted">{said}</span> });
    let filters = desk.sample.is_none().then(|| filters(desk));
    let back = desk.sample.is_some().then(|| {
        Button::link(PATH, "Back to the whole queue").small().quiet().icon("arrow-left").view()
    });
    // What came of drawing a sample again is said within.
    let is_open = matches!(desk.redraw, Redraw::Done(_));
    view! {
        <details class="review__queue" open=is_open>
            <summary>{Icon::new("chevron-right").sm().class("chev").view()}<b>"Queue"</b>{position}</summary>
            <div class="review__qhead"><h2>{title(desk)}</h2>{said(desk)}{back}</div>
            {filters}
            <ol class="queue">{desk.rows.iter().map(|row| entry(desk, row)).collect_view()}</ol>
        </details>
    }
    .into_any()
}

fn title(desk: &Desk) -> String {
    if desk.sample.is_some() {
        return "Sample".to_owned();
    }
    asked::filter(&desk.query).standing.map_or("All evidence", Standing::label).to_owned()
}

/// "12 items, the oldest 9 days"; of a sample how far it is.
fn said(desk: &Desk) -> AnyView {
    if let Some(known) = &desk.sample {
        let judged = desk.rows.iter().filter(|row| row.item.verdict.is_some()).count();
        return sample::facts(desk, known, judged);
    }
    let count = match (desk.more, desk.rows.len()) {
        (true, _) => format!("the first {QUEUE_MAX} of more"),
        (false, n) => text::count(n, "item", "items"),
    };
    let oldest = desk.rows.first().map(|row| format!(", the oldest {}", waits(desk, row)));
    view! { <p class="small muted">{count}{oldest}</p> }.into_any()
}

/// "3 of 12"
pub(super) fn position(desk: &Desk) -> Option<String> {
    let index = desk.current.as_ref()?.index?;
    let more = if desk.more { "+" } else { "" };
    Some(format!("{} of {}{more}", index + 1, desk.rows.len()))
}

fn entry(desk: &Desk, row: &QueueRow) -> AnyView {
    let spot = desk.current.as_ref().map(|current| current.row.spot());
    let current = (spot == Some(row.spot())).then_some("true");
    let place = format!("{}, {}", label_of(row.item.question), row.unit_name);
    let clash = row.disagrees.then(|| {
        let label = "The inventory disagreed with the answer";
        Icon::new("git-compare-arrows").sm().class("is-clash").label(label).view()
    });
    let verdict = (desk.sample.is_some() || row.standing != Standing::Waiting)
        .then(|| view! { <span>{row.standing.label()}</span> });
    view! {
        <li>
            <a href=desk.href(row) aria-current=current>
                {icon(evidence_icon(row.item.kind, &row.item.media_type))}
                <span class="list__main"><b>{row.item.title.clone()}</b><span>{place}</span>{verdict}</span>
                <span class="list__end">{waits(desk, row)}{clash}</span>
            </a>
        </li>
    }
    .into_any()
}

/// For how long it waits.
fn waits(desk: &Desk, row: &QueueRow) -> String {
    let days = (desk.today - row.since.day()).num_days();
    if days > 0 { format!("{days} d") } else { "today".to_owned() }
}

fn filters(desk: &Desk) -> AnyView {
    let typed = Typed::new(desk.query.pairs());
    let standings = Standing::ALL
        .iter()
        .filter(|it| **it != Standing::Waiting)
        .map(|it| (it.key(), it.label()))
        .chain([("any", "All evidence")]);
    let questions = baseline().questions.iter();
    let questions = questions.map(|it| (it.no.to_string(), format!("{} {}", it.no, it.label)));
    let days = [("7", "7 days"), ("14", "14 days"), ("30", "30 days"), ("90", "90 days")];
    let bare = |field: Field| field.bare("queue", &typed);
    let more_on = ["audit", "round", "question", "older", "uploader", "disagrees", "expires"]
        .iter()
        .any(|name| !desk.query.get(name).is_empty());
    let standing = Field::select("standing", "State", standings);
    let more = view! {
        <div class="stack stack--2">
            {(!desk.audits.is_empty()).then(|| {
                bare(Field::select("audit", "Audit", desk.audits.clone()).placeholder("All audits, and none"))
            })}
            {bare(Field::select("round", "Round", desk.rounds.clone()).placeholder("All rounds"))}
            {bare(Field::select("question", "Question", questions).placeholder("All questions"))}
            {bare(Field::select("older", "Attached at least", days.map(|(n, words)| (n, format!("{words} ago"))))
                .placeholder("However old"))}
            {bare(Field::select("expires", "Expires within", days.map(|(n, words)| (n, format!("Expires within {words}"))))
                .placeholder("Whenever it expires"))}
            {bare(Field::select("uploader", "Added by", desk.uploaders.clone()).placeholder("Added by anyone"))}
            {bare(Field::select("disagrees", "Inventory", [("yes", "Inventory disagrees")]).placeholder("Whatever the inventory says"))}
        </div>
    };
    view! {
        <div class="review__filters">
            <form method="get" action=PATH id="queue"></form>
            <div class="review__filter">
                {bare(standing.placeholder("Waiting for review"))}
                {bare(Field::select("unit", "Business unit", desk.units.clone()).placeholder("All units"))}
            </div>
            {disclosure("More filters", more_on, more)}
            <div class="actions">
                {Button::submit("Apply").small().of_form("queue").view()}
                <a class="btn btn--sm btn--quiet" href=PATH>{icon_sm("x")}"Clear"</a>
            </div>
            {sample::form(desk)}
        </div>
    }
    .into_any()
}
