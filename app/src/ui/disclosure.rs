//! Disclosures: what only some need, one click away, without scripts.

use leptos::prelude::*;

use super::Part;
use super::icon::{chevron, icon, icon_sm};

/// Content behind a line of text. Open it when something inside is wrong.
pub fn disclosure(summary: impl Into<String>, open: bool, content: impl Part) -> AnyView {
    let summary = summary.into();
    view! {
        <details class="disclosure" open=open>
            <summary class="soft">{chevron()}{summary}</summary>
            {content.part()}
        </details>
    }
    .into_any()
}

/// Content behind a small button: a form that is not always wanted. Open it when it comes back
/// with mistakes.
pub fn disclosure_button(
    glyph: &'static str,
    summary: impl Into<String>,
    open: bool,
    content: impl Part,
) -> AnyView {
    let summary = summary.into();
    let summary = view! { <summary class="btn btn--sm">{icon_sm(glyph)}{summary}</summary> };
    behind(summary.into_any(), open, content.part())
}

/// The same behind a button as large as those beside it.
pub fn disclosure_step(
    glyph: &'static str,
    summary: impl Into<String>,
    open: bool,
    content: impl Part,
) -> AnyView {
    let summary = summary.into();
    let summary = view! { <summary class="btn">{icon(glyph)}{summary}</summary> };
    behind(summary.into_any(), open, content.part())
}

fn behind(summary: AnyView, open: bool, content: AnyView) -> AnyView {
    view! {
        <details class="disclosure addev" open=open>
            {summary}
            <div class="addev__form">{content}</div>
        </details>
    }
    .into_any()
}
