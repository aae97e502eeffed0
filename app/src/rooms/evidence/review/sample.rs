//! Drawing a sample: the form, taking it, and what is said of one.

use axum::response::{IntoResponse as _, Redirect};
use domain::evidence::sample::DrawnAgain;
use domain::evidence::sample::{SEED_MAX, asked};
use domain::{Action, AppError, SampleId, text};
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use leptos::prelude::*;
use store::{NewSample, Sample};

use super::desk::{Desk, Redraw};
use super::{PATH, asked as address};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{At, Sent};
use crate::ui::disclosure::disclosure;
use crate::ui::facts::full_hash;
use crate::ui::{Button, Facts, Field, Form, Notice, Tone, Typed};

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

/// `GET /review/samples/{id}/names`: what it was drawn from, one name a line.
///
/// # Errors
/// [`AppError::NotFound`] for a sample that isn't there, or whose names are not for this person.
pub(in crate::rooms::evidence) async fn names(
    visitor: Visitor,
    At(id): At<SampleId>,
) -> PageResult {
    let names = visitor.read().sample_names(id).await?.ok_or(AppError::NotFound)?;
    let name = format!("attachment; filename=\"sample-{id}-names.txt\"");
    let head =
        [(CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((head, names).into_response())
}

/// What is said of the sample that the queue is.
pub(super) fn facts(desk: &Desk, sample: &Sample, judged: usize) -> AnyView {
    let drawn = desk.rows.len();
    let facts = Facts::new()
        .text("Judged", format!("{judged} of {drawn}"))
        .text("Drawn by", format!("{}, {}", sample.drawn_by_name, text::moment(sample.drawn_at)))
        .text("From", text::count(u64::from(sample.population), "item", "items"))
        .row("Seed", view! { <code class="mono">{sample.seed.clone()}</code> })
        .row("SHA-256 of their names", full_hash(sample.population_sha256.clone()));
    let how = view! {
        <p class="small muted">
            "An item’s name is unit/question/evidence, by their ids. The sample is the items with the lowest \
             SHA-256 of seed, line feed and name; the hash above is that of all names in order, each with a \
             line feed."
        </p>
    };
    let is_open = matches!(desk.redraw, Redraw::Done(_));
    let body = view! { <div class="stack stack--2">{facts}{how}{again(desk, sample)}</div> };
    disclosure("How it was drawn", is_open, body)
}

/// Drawing it again, and what came of that.
fn again(desk: &Desk, sample: &Sample) -> Option<AnyView> {
    let told = match desk.redraw {
        Redraw::No => return None,
        Redraw::Offered => None,
        Redraw::Done(came) => Some(told(came, sample)),
    };
    let href = desk.query.with("again", "yes").href(PATH);
    let names = format!("/review/samples/{}/names", sample.id);
    Some(
        view! {
            {told}
            <div class="actions">
                {Button::link(href, "Draw it again").small().view()}
                <a class="link small" href=names>"Names as text"</a>
            </div>
        }
        .into_any(),
    )
}

fn told(came: DrawnAgain, sample: &Sample) -> AnyView {
    let from = text::count(u64::from(sample.population), "name", "names");
    let notice = match came {
        DrawnAgain::Same => Notice::new(
            Tone::True,
            format!("The same items in the same order, from the {from} that were kept."),
        )
        .head("Drawn again"),
        DrawnAgain::OtherItems => Notice::new(
            Tone::High,
            "The names are those of then, but seed and size give other items than those listed here.",
        )
        .head("It is not what was drawn"),
        DrawnAgain::OtherNames => Notice::new(
            Tone::High,
            "The names that are kept do not have the hash above: they were changed.",
        )
        .head("It can’t be drawn again"),
    };
    notice.view()
}
