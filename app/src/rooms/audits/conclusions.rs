//! The conclusions of an audit, and the form for one.

use domain::audits::{ConclusionEntry, Opinion, TEXT_MAX, concluded};
use domain::{AppError, AuditId, text};
use leptos::prelude::*;
use store::ConclusionRow;

use super::one::{Sheet, Told, settle};
use super::{PATH, opinion_badge};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{At, Sent};
use crate::ui::disclosure::disclosure;
use crate::ui::timeline::quote;
use crate::ui::{Button, Field, Form, Panel, Typed};

/// `POST /audits/{id}/conclusions`
///
/// # Errors
/// [`AppError::NotFound`] when there is no such audit for the person, [`AppError::Refused`] to whoever
/// doesn't work on it.
pub(super) async fn conclude(
    visitor: Visitor,
    At(id): At<AuditId>,
    Sent(typed): Sent,
) -> PageResult {
    visitor.read().audit(id).await?;
    super::findings::must_work(&visitor, id).await?;
    let entry = ConclusionEntry {
        unit: typed.get("unit").to_owned(),
        opinion: typed.get("opinion").to_owned(),
        words: typed.get("words").to_owned(),
    };
    let done = match concluded(&entry) {
        Ok(given) => {
            visitor.store().conclude(&visitor.actor, id, &given).await.map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    let told = |typed| Told { conclusion: typed, ..Told::default() };
    settle(&visitor, id, done, "concluded", typed, told).await
}

pub(super) fn panel(sheet: &Sheet, typed: &Typed) -> Option<AnyView> {
    let form = sheet.works.then(|| form(sheet, typed));
    if !sheet.reads {
        return None;
    }
    let none = sheet.conclusions.is_empty().then(|| {
        view! { <p class="small muted">"There is no conclusion yet."</p> }
    });
    let said = sheet.conclusions.iter().map(conclusion).collect_view();
    Some(Panel::new("Conclusions").stacked(view! { {none}{said}{form} }).view())
}

fn conclusion(row: &ConclusionRow) -> AnyView {
    let of = row.unit_name.clone().unwrap_or_else(|| "The whole audit".to_owned());
    let replaced = row.replaced.then(|| view! { <span class="muted">" Replaced since."</span> });
    let signed = format!("{}, {}.", row.given_by_name, text::moment(row.given_at));
    view! {
        <div class="stack stack--2">
            <p class="actions"><b>{of}</b>{opinion_badge(row.opinion)}</p>
            {quote(row.words.clone())}
            <p class="small muted">{signed}{replaced}</p>
        </div>
    }
    .into_any()
}

fn form(sheet: &Sheet, typed: &Typed) -> AnyView {
    let came_back = !typed.errors.0.is_empty();
    let opinions = Opinion::ALL.iter().map(|it| (it.key(), it.label()));
    let unit = Field::select("unit", "Of", sheet.units.clone()).placeholder("The whole audit");
    let words = Field::textarea("words", "Its grounds").rows(4).max(TEXT_MAX);
    let form = Form::post(format!("{PATH}/{}/conclusions", sheet.audit.id))
        .summary(typed)
        .body(view! {
            {unit.view(typed)}
            {Field::radios("opinion", "Opinion", opinions).view(typed)}
            {words.hint("It can’t be edited; a later one takes its place.").view(typed)}
        })
        .actions(Button::submit("Record the conclusion").primary());
    disclosure("Give a conclusion", came_back, form)
}
