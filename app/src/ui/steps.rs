//! The steps of a guided form.

use leptos::prelude::*;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub title: String,
    /// What it is about, or what was entered.
    pub note: String,
}

/// The steps, the `current` one counted from 0 marked, those before it done.
#[must_use]
pub fn steps(all: &[Step], current: usize) -> AnyView {
    let items = all.iter().cloned().enumerate().map(|(index, step)| {
        let class = (index < current).then_some("is-done");
        let here = (index == current).then_some("step");
        let done = (index < current).then(|| view! { <span class="sr">" (done)"</span> });
        let note = (!step.note.is_empty()).then(|| view! { <small>{step.note}</small> });
        view! { <li class=class aria-current=here><b>{step.title}{done}</b>{note}</li> }
    });
    let items = items.collect_view();
    view! { <ol class="steps" aria-label="Steps">{items}</ol> }.into_any()
}
