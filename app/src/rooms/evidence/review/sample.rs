//! Drawing a sample: the form, taking it, and what is said of one.

use axum::response::{IntoResponse as _, Redirect};
use domain::evidence::sample::{SEED_MAX, asked};
use domain::{Action, AppError, text};
use http::StatusCode;
use leptos::prelude::*;
use store::{NewSample, Sample};

use super::desk::Desk;
use super::{PATH, asked as address};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Sent;
use crate::ui::disclosure::disclosure;
use crate::ui::facts::full_hash;
use crate::ui::{Button, Facts, Field, Form, Typed};

/// `POST /review/samples`
///
/// # Errors
/// [`AppError::Refused`] to whoever gives no verdicts.
pub(in crate::rooms::evidence) async fn draw(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    if !visitor.actor.allows_somewhere(Action::GiveVerdict) {
        let why = "Samples are drawn by auditors. Ask an administrator if you should be one.";
        return Err(AppError::Refused(why.to_owned()).into());
    }
    let query = address::filters_of(&address::query_of(typed.get("filter")));
    let drawn = match asked(typed.get("size"), typed.get("seed")) {
        Ok((size, seed)) => {
            let seed = seed.unwrap_or_else(|| format!("{:016x}", rand::random::<u64>()));
            let new = NewSample {
                filter: address::filter(&query),
                filter_query: address::text_of(&query),
                size,
                seed,
            };
            visitor.store().draw_sample(&visitor.actor, &new).await.map_err(Into::into)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match drawn {
        Ok(id) => Ok(Redirect::to(&format!("{PATH}?sample={id}&done=drawn")).into_response()),
        Err(failure) => {
            let failure: crate::failure::Failure = failure;
            let invalid = failure.into_invalid()?;
            let mut desk = Desk::queue(&visitor, &query).await?;
            desk.drawing = typed.wrong(invalid);
            Ok(super::again(&visitor, &desk, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// The form under the filters: of what the queue holds now.
pub(super) fn form(desk: &Desk) -> AnyView {
    let typed: &Typed = &desk.drawing;
    let is_open = !typed.errors.0.is_empty();
    let size = Field::number("size", "How many").small();
    let seed = Field::text("seed", "Seed").max(SEED_MAX).small().optional().mono();
    let seed = seed.hint("Chosen for you if you leave it empty.");
    let form = Form::post("/review/samples")
        .hidden("filter", address::text_of(&address::filters_of(&desk.query)))
        .summary_for(typed, "sample")
        .body(view! {
            <p class="small muted">
                "From what matches the filters. Size, seed and what it was drawn from are recorded, so \
                 that anyone can draw it again."
            </p>
            {size.prefix("sample").view(typed)}
            {seed.prefix("sample").view(typed)}
        })
        .actions(Button::submit("Draw sample").small());
    let own = desk.own_samples.iter().map(|sample| {
        let href = format!("{PATH}?sample={}", sample.id);
        let words = format!("{} of {}", sample.size.min(sample.population), sample.population);
        let when = format!(", {}", text::moment(sample.drawn_at));
        view! { <li><a class="link" href=href>{words}</a>{when}</li> }
    });
    let own = (!desk.own_samples.is_empty()).then(|| {
        view! {
            <div class="stack stack--1">
                <h3 class="small">"Your samples"</h3>
                <ul class="small">{own.collect_view()}</ul>
            </div>
        }
    });
    disclosure("Draw a sample", is_open, view! { <div class="stack stack--4">{form}{own}</div> })
}

/// What is said of the sample that the queue is.
pub(super) fn facts(sample: &Sample, judged: usize, drawn: usize) -> AnyView {
    let shortened = sample.population_sha256.clone();
    let facts = Facts::new()
        .text("Judged", format!("{judged} of {drawn}"))
        .text("Drawn by", format!("{}, {}", sample.drawn_by_name, text::moment(sample.drawn_at)))
        .text("From", text::count(u64::from(sample.population), "item", "items"))
        .row("Seed", view! { <code class="mono">{sample.seed.clone()}</code> })
        .row("SHA-256 of their names", full_hash(shortened));
    let how = view! {
        <p class="small muted">
            "An item’s name is unit/question/evidence, by their ids. The sample is the items with the lowest \
             SHA-256 of seed, line feed and name; the hash above is that of all names in order, one a line."
        </p>
    };
    disclosure("How it was drawn", false, view! { <div class="stack stack--2">{facts}{how}</div> })
}
