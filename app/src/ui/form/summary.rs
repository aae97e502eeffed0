//! The list of everything that is wrong with a form, above it.

use leptos::prelude::*;

use super::field::id_of;
use super::typed::Typed;

/// Everything that is wrong, each with a link to its field, and with the field's name where that was
/// drawn before. Nothing when nothing is wrong. It takes the focus, so that a person who does not see
/// the page hears it first.
#[must_use]
pub fn error_summary(typed: &Typed) -> Option<AnyView> {
    error_summary_for(typed, "")
}

/// The same for a form whose fields have a prefix; see [`super::Field::prefix`].
#[must_use]
pub fn error_summary_for(typed: &Typed, prefix: &str) -> Option<AnyView> {
    let errors = &typed.errors.0;
    if errors.is_empty() {
        return None;
    }
    let title = match errors.len() {
        1 => "One thing to put right".to_owned(),
        n => format!("{n} things to put right"),
    };
    let items = errors.iter().map(|error| {
        let text = error.message.clone();
        if error.field.is_empty() {
            view! { <li>{text}</li> }.into_any()
        } else {
            let href = format!("#{}", id_of(prefix, &error.field));
            let label = typed.label(&error.field).map(|label| format!("{label}: "));
            view! { <li><a href=href>{label}{text}</a></li> }.into_any()
        }
    });
    let items = items.collect_view();
    let summary = view! {
        <div class="error-summary" role="alert" tabindex="-1" autofocus=true>
            <h2>{title}</h2>
            <ul>{items}</ul>
        </div>
    };
    Some(summary.into_any())
}
