//! The frame that all steps share: the list of steps beside a form with its head and foot.

use axum::response::{Html, IntoResponse as _, Response};
use http::StatusCode;
use leptos::prelude::*;
use store::SetupStep;

use super::entry::Entry;
use crate::shell::{Bare, BareLayout, bare_document};
use crate::ui::steps::Step;
use crate::ui::{Button, Part, Typed, error_summary};

const STEPS: [(SetupStep, &str, &str); 5] = [
    (SetupStep::Administrator, "administrator", "Administrator"),
    (SetupStep::Organisation, "organisation", "Organisation"),
    (SetupStep::Units, "units", "Business units"),
    (SetupStep::Round, "round", "First round"),
    (SetupStep::Storage, "storage", "Evidence and backup"),
];

/// The step with this key in addresses and forms.
pub(super) fn step_of(key: &str) -> Option<SetupStep> {
    STEPS.iter().find(|(_, known, _)| *known == key).map(|(step, ..)| *step)
}

fn place(step: SetupStep) -> usize {
    STEPS.iter().position(|(known, ..)| *known == step).unwrap_or_default()
}

fn key(step: SetupStep) -> &'static str {
    STEPS.get(place(step)).map_or("", |(_, key, _)| key)
}

/// One step's form, or what it says when it is only looked at again.
pub(super) struct StepForm {
    step: SetupStep,
    lede: &'static str,
    typed: Typed,
    before: Option<AnyView>,
    body: Vec<AnyView>,
    go: AnyView,
    after: Option<AnyView>,
}

impl StepForm {
    /// A form; `go` is its main button.
    pub(super) fn new(step: SetupStep, lede: &'static str, typed: &Typed, go: impl Part) -> Self {
        let (typed, go) = (typed.clone(), go.part());
        Self { step, lede, typed, before: None, body: Vec::new(), go, after: None }
    }

    /// What Enter does, where the first button of the form would do something else.
    pub(super) fn enter(mut self, name: &'static str, value: &'static str) -> Self {
        let button = view! {
            <button class="sr" tabindex="-1" aria-hidden="true" name=name value=value></button>
        };
        self.before = Some(button.into_any());
        self
    }

    /// Fields; may be called several times.
    pub(super) fn body(mut self, body: impl Part) -> Self {
        self.body.push(body.part());
        self
    }

    /// What stands below the form, such as another one.
    pub(super) fn below(mut self, after: Option<AnyView>) -> Self {
        self.after = after;
        self
    }

    fn view(self) -> AnyView {
        // After the fields, which tell it what they are called.
        let summary = error_summary(&self.typed);
        let place = place(self.step);
        let number = format!("Step {} of {}", place + 1, STEPS.len());
        let title = STEPS.get(place).map_or("", |(.., title)| title);
        let back = place.checked_sub(1).and_then(|before| STEPS.get(before)).map(|(_, key, _)| {
            Button::link(format!("/setup?step={key}"), "Back").icon("arrow-left")
        });
        let back = back.map_or_else(|| view! { <span></span> }.into_any(), Button::view);
        view! {
            <form class="setup__form" method="post" action="/setup" novalidate=true>
                {self.before}
                <input type="hidden" name="step" value=key(self.step) />
                <div>
                    <p class="small muted">{number}</p>
                    <h1>{title}</h1>
                    <p class="page__lede">{self.lede}</p>
                </div>
                {summary}
                {self.body}
                <div class="setup__foot">{back}<div class="actions">{self.go}</div></div>
            </form>
            {self.after}
        }
        .into_any()
    }
}

/// The whole page of a step.
pub(super) fn page(entry: &Entry, step: SetupStep, form: impl FnOnce() -> StepForm) -> Response {
    let title = STEPS.get(place(step)).map_or("", |(.., title)| title);
    let bare = Bare {
        title: format!("{title} · Set up"),
        layout: BareLayout::Setup(steps(entry), place(step)),
        theme: entry.sketch.theme,
        nonce: entry.sketch.nonce.clone(),
        islands: false,
    };
    Html(bare_document(&bare, || form().view())).into_response()
}

/// The same page with mistakes in its form.
pub(super) fn mistaken(page: Response) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

fn steps(entry: &Entry) -> Vec<Step> {
    let known = |step| match step {
        SetupStep::Administrator => entry.email(),
        SetupStep::Organisation => entry.known.organisation.clone(),
        _ => None,
    };
    let what = |step| match step {
        SetupStep::Administrator => "Who looks after all this",
        SetupStep::Organisation => "What your company is called",
        SetupStep::Units => "Who answers for what",
        SetupStep::Round => "Due date and cadence",
        SetupStep::Storage | SetupStep::Done => "Where files live",
    };
    let step = |(step, _, title): &(SetupStep, &str, &str)| Step {
        title: (*title).to_owned(),
        note: known(*step).unwrap_or_else(|| what(*step).to_owned()),
    };
    STEPS.iter().map(step).collect()
}
