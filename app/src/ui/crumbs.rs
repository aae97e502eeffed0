//! Breadcrumbs: where the page stands.

use leptos::prelude::*;

/// The way down to the page, from the organisation; the last is the page itself and has no link.
#[must_use]
pub fn crumbs(steps: &[(String, Option<String>)]) -> AnyView {
    let last = steps.len().saturating_sub(1);
    let steps = steps.iter().cloned().enumerate().map(|(index, (text, href))| match href {
        Some(href) if index != last => view! { <li><a href=href>{text}</a></li> }.into_any(),
        _ if index == last => view! { <li><span aria-current="page">{text}</span></li> }.into_any(),
        _ => view! { <li><span>{text}</span></li> }.into_any(),
    });
    let steps = steps.collect_view();
    view! { <nav class="crumbs" aria-label="Breadcrumb"><ol>{steps}</ol></nav> }.into_any()
}
