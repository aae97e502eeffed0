//! Progress: a bar for many, pips for few.

use leptos::prelude::*;

/// How much of a whole is done, as a bar; `label` says of what.
pub fn progress(done: usize, of: usize, label: impl Into<String>) -> AnyView {
    let (label, text) = (label.into(), format!("{done} of {of}"));
    view! {
        <progress class="progress" max=of.to_string() value=done.to_string() aria-label=label>
            {text}
        </progress>
    }
    .into_any()
}

/// A bar with its figures over it: "41 of 80 answers given", "51%".
pub fn progress_line(done: usize, of: usize, what: impl Into<String>) -> AnyView {
    let what = what.into();
    let percent = (done * 100).checked_div(of).unwrap_or(0);
    let bar = progress(done, of, what.clone());
    view! {
        <div class="stack stack--2">
            <div class="row row--between">
                <span>
                    <b class="num">{done.to_string()}</b>
                    <span class="muted">{format!(" of {of} {what}")}</span>
                </span>
                <span class="muted num">{format!("{percent}%")}</span>
            </div>
            {bar}
        </div>
    }
    .into_any()
}

/// One of few, countable at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pip {
    /// Not there yet.
    Open,
    /// There.
    On,
    /// A *yes* that is proven.
    True,
    /// A *yes* that is only claimed.
    Half,
    /// A *no*.
    No,
}

/// A few of a few, with what they say in words.
pub fn pips(pips: impl IntoIterator<Item = Pip>, label: impl Into<String>) -> AnyView {
    let marks = pips.into_iter().map(|pip| {
        let class = match pip {
            Pip::Open => None,
            Pip::On => Some("on"),
            Pip::True => Some("true"),
            Pip::Half => Some("half"),
            Pip::No => Some("no"),
        };
        view! { <i class=class></i> }
    });
    let marks = marks.collect_view();
    let label = label.into();
    view! { <span class="pips" role="img" aria-label=label>{marks}</span> }.into_any()
}

/// "3 of 4" as pips; `what` ends the sentence, such as "profile questions answered".
#[must_use]
pub fn pips_of(on: usize, of: usize, what: &str) -> AnyView {
    let marks = (0..of).map(|index| if index < on { Pip::On } else { Pip::Open });
    pips(marks, format!("{on} of {of} {what}").trim_end().to_owned())
}
