//! The item that is looked at: what it is, whether it is still what arrived, what is in it, and its
//! chain of custody.

use domain::evidence::Kind;
use domain::text;
use leptos::prelude::*;

use super::PATH;
use super::desk::{Current, Desk};
use super::list::position;
use crate::rooms::evidence::item::{Place, custody, thread, verdict_form};
use crate::rooms::evidence::label_of;
use crate::ui::figures::Figures;
use crate::ui::{Button, Icon, Notice, Tone};
use store::{Judging, QueueRow};

pub(super) fn article(desk: &Desk, current: &Current) -> AnyView {
    let item = &current.sheet.item;
    let place = place_of(current);
    let thread = place.filter(|place| !place.row.verdicts.is_empty()).map(|place| {
        view! {
            <section class="stack stack--3" aria-labelledby="said">
                <h3 id="said">"What was said so far"</h3>
                {thread(&place.row)}
            </section>
        }
    });
    view! {
        <article class="review__item" aria-labelledby="item">
            {head(desk, current)}
            <div class="review__scroll">
                {figures(desk, current)}
                {current.content.seal(item)}
                {current.content.view(item, PATH)}
                {thread}
                <section class="stack stack--3" aria-labelledby="custody">
                    <h3 id="custody">"Chain of custody"</h3>
                    {custody(&current.sheet)}
                </section>
            </div>
        </article>
    }
    .into_any()
}

fn head(desk: &Desk, current: &Current) -> AnyView {
    let row = &current.row;
    let position = position(desk).map(|said| format!("{said} · ")).unwrap_or_default();
    let place = format!("{position}{} · {}", label_of(row.item.question), row.unit_name);
    let (before, next) = desk.neighbours();
    let original = (row.item.kind == Kind::File).then(|| {
        let href = format!("/evidence/{}/file", row.item.id);
        Button::link(href, "Original").small().icon("download").view()
    });
    let page = Button::link(format!("/evidence/{}", row.item.id), "Its page").small();
    let more = format!("/requests/new?unit={}&question={}", row.unit, row.item.question);
    let more = Button::link(more, "Ask for more").small();
    view! {
        <header class="review__head">
            <div>
                <p class="small muted">{place}</p>
                <h2 id="item">{row.item.title.clone()}</h2>
            </div>
            <div class="actions">
                {step(desk, before, "prev", "chevron-up", "Previous item")}
                {step(desk, next, "next", "chevron-down", "Next item")}
                {original}
                {page}
                {more}
            </div>
        </header>
    }
    .into_any()
}

/// A link to a neighbour; where there is none, a link that leads nowhere and says so.
fn step(
    desk: &Desk,
    row: Option<&QueueRow>,
    rel: &'static str,
    glyph: &'static str,
    label: &'static str,
) -> AnyView {
    let icon = Icon::new(glyph).sm().view();
    match row {
        Some(row) => view! {
            <a class="btn btn--sm btn--icon" rel=rel href=desk.href(row) aria-label=label>{icon}</a>
        }
        .into_any(),
        None => view! {
            <a class="btn btn--sm btn--icon" role="link" aria-disabled="true" aria-label=label>{icon}</a>
        }
        .into_any(),
    }
}

fn figures(desk: &Desk, current: &Current) -> Figures {
    let item = &current.row.item;
    let kind = match item.kind {
        Kind::File => item.media_type.clone(),
        kind => kind.label().to_owned(),
    };
    Figures::new()
        .class("figures review__meta")
        .figure(
            "Collected",
            text::day(item.collected_on),
            text::relative(item.collected_on, desk.today),
        )
        .figure(
            "Valid until",
            text::day(item.valid_until),
            text::relative(item.valid_until, desk.today),
        )
        .figure("Added by", item.uploaded_by_name.clone(), text::moment(item.uploaded_at))
        .figure("Size", text::bytes(item.size), kind)
}

/// The place of the item that is looked at.
fn place_of(current: &Current) -> Option<&Place> {
    let row = &current.row;
    let is_it =
        |place: &&Place| (place.row.unit, place.row.question) == (row.unit, row.item.question);
    current.sheet.places.iter().find(is_it)
}

/// The verdict, or why there is none to give.
pub(super) fn side(desk: &Desk, current: &Current) -> AnyView {
    let Some(place) = place_of(current) else { return ().into_any() };
    let content = match &place.judging {
        Judging::Open => {
            let queue = super::asked::text_of(&desk.query);
            let queue = if queue.is_empty() { "standing=waiting".to_owned() } else { queue };
            let keys = view! {
                <p class="keys small muted" data-keys="review">
                    <span><kbd>"A"</kbd>" accept"</span>
                    <span><kbd>"R"</kbd>" reject"</span>
                    <span><kbd>"Q"</kbd>" ask"</span>
                    <span><kbd>"J"</kbd>" "<kbd>"K"</kbd>" next, previous"</span>
                </p>
            };
            view! { {verdict_form(&current.sheet, place, Some(&queue))}{keys} }.into_any()
        }
        Judging::Refused(why) => {
            Notice::new(Tone::Neutral, why.clone()).head("Not yours to judge.").icon("lock").view()
        }
        Judging::NotTheirs => ().into_any(),
    };
    view! {
        <aside class="review__side" aria-label="Verdict">
            <div class="stack stack--4"><h2>"Verdict"</h2>{content}</div>
        </aside>
    }
    .into_any()
}
