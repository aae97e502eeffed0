//! The document as a page to print, and as a PDF.

use axum::response::IntoResponse as _;
use domain::AppError;
use domain::reports::Form;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use leptos::prelude::*;
use press::Paper;

use super::super::PATH;
use super::super::sight::{Shown, Sight, address};
use super::print::article;
use super::{FORM, LETTER, Layout, PAPER, Stamp, document};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Asked;
use crate::shell::{NavKey, Seal};
use crate::ui::{Button, Field, Query, Typed};

/// The form of the choices.
const CHOICES: &str = "layout";

async fn read(visitor: &Visitor, query: &Query) -> PageResult<(Shown, Layout, Stamp)> {
    let shown = Sight::asked(visitor, query).await?;
    let stamp = Stamp::of(visitor, Seal::of(visitor).await?);
    Ok((shown, Layout::of(query), stamp))
}

/// `GET /reports/document`: the report as it is printed.
///
/// # Errors
/// [`AppError::NotFound`] for what is no report, or a unit that the visitor may not see.
pub(in super::super) async fn show(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let query = Query::from(asked.pairs());
    let (shown, layout, stamp) = read(&visitor, &query).await?;
    let document = document(&shown, layout, &stamp);
    let report_address = address(&shown.report.asked, PATH, &[]);
    let frame = visitor.frame("Report to print", NavKey::Reports);
    let frame = frame.crumb("Report", Some(report_address)).crumb("To print", None);
    Ok(visitor.page(&frame, || {
        let article = article(&document);
        view! { {choices(&shown, layout)}{article} }.into_any()
    }))
}

/// What is printed, on which paper, and the way to the PDF.
fn choices(shown: &Shown, layout: Layout) -> AnyView {
    let typed = Typed::new(layout.pairs());
    let asked = shown.report.asked.pairs();
    let kept = asked.into_iter().map(|(name, value)| {
        view! { <input type="hidden" name=name value=value /> }
    });
    let forms = [Form::Brief, Form::Board].map(|form| (form.key(), form.label()));
    let form = Field::select(FORM, "Document", forms)
        .placeholder(Form::Whole.label())
        .bare(CHOICES, &typed);
    let paper =
        Field::select(PAPER, "Paper", [(LETTER, "Letter")]).placeholder("A4").bare(CHOICES, &typed);
    let pdf = address(&shown.report.asked, "/reports/document.pdf", &layout.pairs());
    let pdf = Button::link(pdf, "PDF").icon("download").primary();
    view! {
        <form method="get" id=CHOICES action="/reports/document">
            {kept.collect_view()}
            <div class="filters">
                {form}{paper}
                {Button::submit("Show").of_form(CHOICES)}
                <div class="push">{pdf}</div>
            </div>
        </form>
    }
    .into_any()
}

/// `GET /reports/document.pdf`
///
/// # Errors
/// [`AppError::NotFound`] for what is no report, or a unit that the visitor may not see.
pub(in super::super) async fn pdf(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let query = Query::from(asked.pairs());
    let (shown, layout, stamp) = read(&visitor, &query).await?;
    let printed = tokio::task::spawn_blocking(move || {
        press::pdf(&document(&shown, layout, &stamp)).inspect_err(|error| {
            tracing::error!(%error, "a report could not be printed");
        })
    });
    let bytes = printed.await.map_err(|_| AppError::Internal)?.map_err(|_| AppError::Internal)?;
    let day = visitor.present().now().day();
    let paper = if layout.paper == Paper::Letter { "-letter" } else { "" };
    let name = format!("attachment; filename=\"report-{}{paper}-{day}.pdf\"", layout.form.key());
    let head = [(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((head, bytes).into_response())
}
