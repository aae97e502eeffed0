//! An item's content as it is drawn on a page. All of it is text to the page, or a picture.

use std::collections::HashSet;

use domain::text;
use leptos::prelude::*;
use preview::{Grid, Lines};
use store::EvidenceItem;

use super::Shown;
use crate::rooms::evidence::item::{is_web, outward};
use crate::ui::timeline::quote;
use crate::ui::{Button, Notice, Query, Tone};

/// The content in its frame. `path` and `here` are the address of the page, for turning pages of a
/// PDF; `only` are the lines to be marked, since another revision has them not.
pub(in crate::rooms::evidence) fn figure(
    shown: &Shown,
    item: &EvidenceItem,
    path: &str,
    here: &Query,
    only: &HashSet<String>,
) -> AnyView {
    let name = item.file_name.clone().unwrap_or_else(|| item.item.title.clone());
    match shown {
        Shown::Lines(lines) => framed(&name, said_of(lines), self::lines(lines, only)),
        Shown::Grid(grid) => framed(&name, said_of_grid(grid), self::grid(grid, &name, only)),
        Shown::Picture => {
            let source = format!("/evidence/{}/preview", item.item.id);
            framed(
                &name,
                "shown as a picture".to_owned(),
                picture(source, format!("Picture: {name}")),
            )
        }
        Shown::Page(page, pages) => {
            let source = format!("/evidence/{}/preview?page={page}", item.item.id);
            let alt = format!("Page {page} of {name}, drawn as a picture");
            let said = format!("page {page} of {pages}, drawn as a picture");
            let turn = turn(*page, *pages, path, here);
            view! { {framed(&name, said, picture(source, alt))}{turn} }.into_any()
        }
        Shown::Link(url) => link(url),
        Shown::Note(body) => view! { <div class="lines">{quote(body.clone())}</div> }.into_any(),
        Shown::Nothing(why) => {
            let text = format!("{why} Download the original to look at it.");
            Notice::new(Tone::Neutral, text).icon("eye").head("No preview.").view()
        }
    }
}

fn framed(name: &str, said: String, content: AnyView) -> AnyView {
    let label = format!("Preview of {name}");
    view! {
        <figure class="doc">
            <figcaption><span class="mono">{name.to_owned()}</span><span class="muted">{said}</span></figcaption>
            <div class="doc__page" tabindex="0" role="region" aria-label=label>{content}</div>
        </figure>
    }
    .into_any()
}

fn said_of(lines: &Lines) -> String {
    let shown = lines.shown.len();
    let set_out = if lines.set_out { ", set out in lines" } else { "" };
    match lines.total {
        Some(total) if total > shown => {
            format!("shown as text{set_out}, {} of {} lines", number(shown), number(total))
        }
        Some(total) => format!("shown as text{set_out}, {}", text::count(total, "line", "lines")),
        None => format!("shown as text, the first {} lines", number(shown)),
    }
}

fn said_of_grid(grid: &Grid) -> String {
    let shown = grid.rows.len();
    let rows = match grid.total {
        Some(total) if total > shown => format!("{} of {} rows", number(shown), number(total)),
        Some(total) => text::count(total, "row", "rows"),
        None => format!("the first {} rows", number(shown)),
    };
    let more = match grid.more_columns {
        0 => String::new(),
        n => format!(", without {}", text::count(n, "column", "columns")),
    };
    format!("shown as a table, {rows}{more}")
}

fn number(n: usize) -> String {
    text::number(u64::try_from(n).unwrap_or(u64::MAX))
}

fn lines(lines: &Lines, only: &HashSet<String>) -> AnyView {
    let lines = lines.shown.iter().map(|line| {
        let class = if only.contains(line) { "ln is-only" } else { "ln" };
        // A line without a character would have no height.
        let line = if line.is_empty() { " ".to_owned() } else { line.clone() };
        view! { <span class=class>{line}</span> }
    });
    view! { <pre><code>{lines.collect_view()}</code></pre> }.into_any()
}

fn grid(grid: &Grid, name: &str, only: &HashSet<String>) -> AnyView {
    let heads = grid.heads.iter().map(|head| view! { <th scope="col">{head.clone()}</th> });
    let rows = grid.rows.iter().map(|row| {
        let cells = row.iter().map(|cell| view! { <td>{cell.clone()}</td> }).collect_view();
        let class = only.contains(&row.join("\u{1f}")).then_some("is-only");
        view! { <tr class=class>{cells}</tr> }
    });
    view! {
        <table class="doc__table">
            <caption class="sr">{format!("What is in {name}")}</caption>
            <thead><tr>{heads.collect_view()}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn picture(source: String, alt: String) -> AnyView {
    view! { <img class="doc__picture" src=source alt=alt /> }.into_any()
}

fn turn(page: u32, pages: u32, path: &str, here: &Query) -> Option<AnyView> {
    let link = |page: u32, words: &'static str| {
        (1..=pages).contains(&page).then(|| {
            Button::link(here.with("page", page.to_string()).href(path), words).small().view()
        })
    };
    (pages > 1).then(|| {
        let (previous, next) =
            (link(page.wrapping_sub(1), "Page before"), link(page + 1, "Next page"));
        view! { <div class="actions">{previous}{next}</div> }.into_any()
    })
}

fn link(url: &str) -> AnyView {
    let is_web = is_web(url);
    let open = is_web.then(|| outward(url, "Open the link"));
    view! {
        <figure class="doc">
            <figcaption><span class="mono">"Link"</span><span class="muted">"it leads out of Plumbline"</span></figcaption>
            <div class="doc__page doc__page--text"><p class="lines">{url.to_owned()}</p>{open}</div>
        </figure>
    }
    .into_any()
}
