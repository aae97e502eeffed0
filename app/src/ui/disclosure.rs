//! Disclosures: what only some need, one click away, without scripts.

use leptos::prelude::*;

use super::Part;
use super::icon::chevron;

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
    view! {
        <details class="disclosure addev" open=open>
            <summary class="btn btn--sm">{super::icon_sm(glyph)}{summary}</summary>
            <div class="addev__form">{content.part()}</div>
        </details>
    }
    .into_any()
}
