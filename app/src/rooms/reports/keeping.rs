//! Reports that somebody keeps under a name: links to them, keeping this one, and removing one.

use axum::response::{IntoResponse as _, Redirect, Response};
use domain::reports::{Asked, REPORT_NAME_MAX, report_name};
use domain::{Action, AppError, SavedReportId, UnitId};
use leptos::prelude::*;
use store::SavedReport;

use super::PATH;
use super::page::{Page, answer, load};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{At, Sent};
use crate::ui::disclosure::disclosure_button;
use crate::ui::tabs::Tabs;
use crate::ui::{Button, Field, Form, Query, Typed, post_button};

/// Where reports are kept.
const KEEP: &str = "/reports/kept";

/// What the last step did.
pub(super) fn done(word: &str) -> Option<&'static str> {
    match word {
        "kept" => Some("The report is kept"),
        "removed" => Some("The report is no longer kept"),
        _ => None,
    }
}

/// What a form was sent from, as far as it is a report.
fn asked(visitor: &Visitor, typed: &Typed) -> Query {
    let back = typed.get("back");
    let pairs: Vec<(String, String)> =
        form_urlencoded::parse(back.as_bytes()).into_owned().collect();
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let asked = Asked::read(pairs, visitor.state.today()).unwrap_or_default();
    Query::from(asked.pairs())
}

fn kept(query: &Query) -> String {
    query.href("").trim_start_matches('?').to_owned()
}

/// `POST /reports/kept`
///
/// # Errors
/// [`AppError::NotFound`] or [`AppError::Refused`] for a unit with which the visitor may not share.
pub(super) async fn keep(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    let query = asked(&visitor, &typed);
    let unit = typed.get("share").parse().ok().map(UnitId);
    let done = match report_name(typed.get("name")) {
        Ok(name) => {
            let query = kept(&query);
            let saved = visitor.store().save_report(&visitor.actor, &name, &query, unit);
            saved.await.map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match done {
        Ok(()) => Ok(back_to(&query, "kept")),
        Err(failure) => {
            let (typed, status) = failure.into_form(typed)?;
            let page = load(&visitor, query, typed).await?;
            Ok((status, answer(&visitor, &page, None)).into_response())
        }
    }
}

/// `POST /reports/kept/{id}/remove`
///
/// # Errors
/// [`AppError::NotFound`] when the visitor keeps none of this number.
pub(super) async fn remove(
    visitor: Visitor,
    At(id): At<SavedReportId>,
    Sent(typed): Sent,
) -> PageResult {
    visitor.store().remove_report(&visitor.actor, id).await?;
    Ok(back_to(&asked(&visitor, &typed), "removed"))
}

fn back_to(query: &Query, word: &str) -> Response {
    Redirect::to(&query.with("done", word).href(PATH)).into_response()
}

/// What the page shows, as it would be kept.
fn now(page: &Page) -> Option<String> {
    let shown = page.sight.report.as_ref().ok()?;
    Some(kept(&Query::from(shown.report.asked.pairs())))
}

fn current(page: &Page) -> Option<&SavedReport> {
    let now = now(page)?;
    page.kept.iter().find(|report| report.query == now)
}

/// A link to each of those that are kept or shared, and to the usual report.
pub(super) fn links(page: &Page) -> Option<AnyView> {
    if page.kept.is_empty() {
        return None;
    }
    let on = current(page).map(|report| report.id);
    let is_plain = now(page).is_some_and(|now| now.is_empty());
    let tabs =
        Tabs::new("Kept reports").tab(PATH, "A year of all units", None, is_plain && on.is_none());
    let tabs = page.kept.iter().fold(tabs, |tabs, report| {
        let href = format!("{PATH}?{}", report.query);
        let name = match (&report.unit_name, report.is_own) {
            (Some(unit), false) => format!("{} ({unit}, {})", report.name, report.by),
            (Some(unit), true) => format!("{} ({unit})", report.name),
            (None, _) => report.name.clone(),
        };
        tabs.tab(href, name, None, on == Some(report.id))
    });
    Some(tabs.view())
}

/// Keeps what is shown; what is kept already is removed by its owner.
pub(super) fn form(page: &Page) -> Option<AnyView> {
    if !page.may_keep {
        return None;
    }
    let back = now(page)?;
    let came_back = !page.keeping.errors.0.is_empty();
    if let Some(report) = current(page).filter(|it| it.is_own && !came_back) {
        let button = Button::submit(format!("Remove “{}”", report.name)).small().icon("trash-2");
        let send = Button::link(format!("{KEEP}/{}", report.id), "Send …").small().icon("send");
        let remove = post_button(format!("{KEEP}/{}/remove", report.id), [("back", back)], button);
        return Some(view! { <span class="row row--wrap">{send}{remove}</span> }.into_any());
    }
    let typed = &page.keeping;
    let name = Field::text("name", "Name")
        .max(REPORT_NAME_MAX)
        .hint("Under a name that you have given already, it takes that one’s place.");
    let shares = page.share.iter().map(|(unit, name)| (unit.0.to_string(), name.clone()));
    let share = (!page.share.is_empty()).then(|| {
        Field::select("share", "Share with", shares)
            .placeholder("Nobody: it is mine alone")
            .hint("Whoever sees the unit sees the report.")
            .optional()
            .view(typed)
    });
    let form = Form::post(KEEP)
        .hidden("back", back)
        .summary(typed)
        .body(name.view(typed))
        .body(share)
        .actions(Button::submit("Keep"));
    Some(disclosure_button("book-marked", "Keep this report …", came_back, form))
}

/// The units with which the visitor may share.
pub(super) async fn shares(visitor: &Visitor) -> PageResult<Vec<(UnitId, String)>> {
    let units = visitor.units_where(Action::ManageReports).await?;
    Ok(units.into_iter().map(|node| (node.unit.id, node.unit.name)).collect())
}
