//! A check as it was frozen: the same words for ever.

use domain::checks::{CheckOf, CheckedQuestion, FrozenCheck};
use domain::text::{count, moment};
use domain::{CheckId, Points};
use leptos::prelude::*;
use store::Check;

use super::form::answered;
use super::{outcome, questionnaire};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At};
use crate::shell::{NavKey, Seal};
use crate::ui::facts::full_hash;
use crate::ui::timeline::quote;
use crate::ui::{Button, Facts, PageHead, Panel};

/// `GET /checks/{id}`
///
/// # Errors
/// When there is no such check that the visitor may see, or the database fails.
pub(super) async fn show(visitor: Visitor, At(id): At<CheckId>, Asked(asked): Asked) -> PageResult {
    let check = visitor.read().check(id).await?;
    let frozen = &check.frozen;
    let (nav, above) = match of(frozen) {
        CheckOf::Unit(_) => (NavKey::Units, ("Business units", "/units")),
        CheckOf::Model(_) => (NavKey::Models, ("Models", "/models")),
    };
    let title = format!("{}, {}", name(frozen), frozen.questionnaire_title);
    let done = (asked.get("done") == "submitted").then_some("The check is submitted");
    let frame = visitor
        .frame(title, nav)
        .crumb(above.0, Some(above.1.to_owned()))
        .crumb(name(frozen), Some(about(frozen)))
        .crumb(frozen.questionnaire_title.clone(), None)
        .flash(done)
        .sealed(Seal::of(&visitor).await?);
    Ok(visitor.page(&frame, || content(&check)))
}

fn of(frozen: &FrozenCheck) -> CheckOf {
    let unit = CheckOf::Unit(frozen.unit);
    frozen.model.as_ref().map_or(unit, |model| CheckOf::Model(model.id))
}

/// What was checked, as it was called on the day.
fn name(frozen: &FrozenCheck) -> &str {
    frozen.model.as_ref().map_or(&frozen.unit_name, |model| &model.name)
}

/// The page of what was checked.
fn about(frozen: &FrozenCheck) -> String {
    match of(frozen) {
        CheckOf::Unit(id) => format!("/units/{id}"),
        CheckOf::Model(id) => format!("/models/{id}"),
    }
}

fn content(check: &Check) -> AnyView {
    let frozen = &check.frozen;
    let meta = view! {
        <span>{format!("Submitted {}", moment(frozen.submitted_at))}</span>
        <span>{format!("by {}", frozen.submitted_by.name)}</span>
    };
    let open = Button::link(about(frozen), format!("Open {}", name(frozen)));
    let head = PageHead::new(format!("{}, {}", name(frozen), frozen.questionnaire_title));
    let questions = (1..).zip(&frozen.questions).map(|(no, it)| question(no, it)).collect_view();
    view! {
        {head.meta(meta).actions(open)}
        <div class="cols cols--main">
            <section class="work__list" aria-label="Answers">{questions}</section>
            <div class="stack">{score(frozen)}{proof(check)}</div>
        </div>
    }
    .into_any()
}

/// The score of a complete check; of another how far it got.
fn score(frozen: &FrozenCheck) -> Panel {
    let progress = frozen.progress();
    let most: Points = frozen.questions.iter().map(|question| question.weight).sum();
    let value = if progress.is_complete() {
        format!("{} of {} points", progress.so_far, most)
    } else {
        progress.to_string()
    };
    Panel::new("Score").stacked(view! {
        <p><b class="num">{value}</b></p>
        <p>{outcome(frozen.band(), progress)}</p>
        <p class="small muted">"Lower is better: 0 hangs true. A check has no evidence: this is claimed."</p>
    })
}

/// What makes the check comparable with what was asked.
fn proof(check: &Check) -> Panel {
    let frozen = &check.frozen;
    let version = format!("{}, version {}", frozen.questionnaire, frozen.questionnaire_version);
    let href = questionnaire(&frozen.questionnaire, frozen.questionnaire_version);
    let model = frozen.model.as_ref().map(|model| model.name.clone());
    let facts = Facts::new().row("Unit", frozen.unit_path.join(" / "));
    let facts = match model {
        Some(model) => facts.row("Model", model),
        None => facts,
    };
    let facts = facts
        .row("Questionnaire", view! { <a class="link" href=href>{version}</a> })
        .row("Its SHA-256", full_hash(frozen.questionnaire_sha256.clone()))
        .row("Answered by", frozen.submitted_by.name.clone())
        .num("On", moment(frozen.submitted_at))
        .row("SHA-256", full_hash(check.sha256.clone()))
        .ruled();
    Panel::new("Frozen").body(facts).foot(view! {
        <p class="small">
            "Names and texts are those of the day. Nothing that happens later changes them."
        </p>
    })
}

fn question(no: usize, question: &CheckedQuestion) -> AnyView {
    let title = format!("q{no}-title");
    let labelled = title.clone();
    let note = (!question.note.is_empty()).then(|| {
        view! { <div class="q__frozen">{quote(question.note.clone())}</div> }
    });
    let costs = format!("A no costs {}.", count(question.weight.0, "point", "points"));
    view! {
        <section class="q" id=format!("q{no}") aria-labelledby=labelled>
            <div class="q__row">
                <span class="q__no" aria-hidden="true">{no.to_string()}</span>
                <div class="q__text">
                    <h2 id=title>{question.title.clone()}</h2>
                    <p>{question.text.clone()}</p>
                    <p class="small">{costs}</p>
                </div>
                <div class="q__ans">{answered(question)}</div>
            </div>
            {note}
        </section>
    }
    .into_any()
}
