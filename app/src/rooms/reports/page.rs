//! The report's page.

use domain::reports::{Asked, Report};
use domain::{UnitId, text};
use leptos::prelude::*;
use store::SavedReport;

use super::compare::COMPARE;
use super::filters::{filters, frame_words};
use super::heat::{self, Behind};
use super::sight::{Shown, Sight, address};
use super::{PATH, at_a_glance, drawn, keeping, tables, why};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request;
use crate::rooms::coverage::PATH as COVERAGE;
use crate::shell::{NavKey, Seal};
use crate::ui::menu::Menu;
use crate::ui::pager::{Paging, pager};
use crate::ui::{Button, Empty, Notice, PageHead, Panel, Query, Tone, Typed};

/// So many lines stand on a page of the table.
const A_PAGE: usize = 50;

/// What a page is drawn from.
pub(super) struct Page {
    pub(super) sight: Sight,
    pub(super) kept: Vec<SavedReport>,
    pub(super) behind: Option<Behind>,
    /// Whether the visitor keeps reports; nobody does in the past, nor from outside.
    pub(super) may_keep: bool,
    /// What was typed to keep a report, if it came back.
    pub(super) keeping: Typed,
    /// The units with which the visitor may share one.
    pub(super) share: Vec<(UnitId, String)>,
    pub(super) seal: Option<Seal>,
}

/// `GET /reports`
///
/// # Errors
/// When there is no such unit that the visitor may see, or the database fails.
pub(super) async fn show(visitor: Visitor, request::Asked(asked): request::Asked) -> PageResult {
    let flash = keeping::done(asked.get("done"));
    let page = load(&visitor, Query::from(asked.pairs()), Typed::default()).await?;
    Ok(answer(&visitor, &page, flash))
}

/// Reads it all.
pub(super) async fn load(visitor: &Visitor, query: Query, typed: Typed) -> PageResult<Page> {
    let sight = Sight::of(visitor, query.without("done")).await?;
    let behind = match &sight.report {
        Ok(shown) => {
            let (_, rows) = heat::page_of(shown, &sight.query);
            Some(Behind::read(visitor, shown, &rows).await?)
        }
        Err(_) => None,
    };
    let kept = visitor.read().saved_reports().await?;
    let may_keep = visitor.actor.only_in.is_none() && !visitor.looking.is_back();
    let share = if may_keep { keeping::shares(visitor).await? } else { Vec::new() };
    let seal = Seal::of(visitor).await?;
    Ok(Page { sight, kept, behind, may_keep, keeping: typed, share, seal })
}

/// The page as an answer.
pub(super) fn answer(
    visitor: &Visitor,
    page: &Page,
    flash: Option<&str>,
) -> axum::response::Response {
    let frame = visitor.frame("Report", NavKey::Reports).crumb("Report", None);
    let frame = frame.sealed(page.seal.clone()).flash(flash);
    visitor.page(&frame, || draw(visitor, page))
}

fn draw(visitor: &Visitor, page: &Page) -> AnyView {
    let kept = keeping::links(page);
    let filters = filters(&page.sight);
    match &page.sight.report {
        Err(wrong) => {
            let notice = Notice::new(Tone::High, wrong.clone()).role("alert");
            view! { {PageHead::new("Report")}{kept}{filters}{notice} }.into_any()
        }
        Ok(shown) if shown.report.coverage().all == 0 && shown.report.lines.is_empty() => {
            let text = "There is no business unit in this report that could have been assessed.";
            let empty = Empty::new("chart-line", "Nothing to report on", text).section();
            view! { {head(visitor, &shown.report)}{kept}{filters}{empty} }.into_any()
        }
        Ok(shown) => view! {
            {head(visitor, &shown.report)}
            {kept}
            {filters}
            {keeping::form(page)}
            {body(shown, page)}
        }
        .into_any(),
    }
}

fn head(visitor: &Visitor, report: &Report) -> AnyView {
    let lede = format!(
        "{}, {}: {} to {}. Lower is better; zero hangs true.",
        text::list(&report.names),
        frame_words(&report.asked),
        text::day(report.days.from),
        text::day(report.days.to),
    );
    let stamp = format!(
        "{} · AI security report · {} · {} to {} · printed on {} by {}",
        visitor.organisation,
        text::list(&report.names),
        text::day(report.days.from),
        text::day(report.days.to),
        text::day(visitor.present().now().day()),
        visitor.actor.name,
    );
    let menu = files(&report.asked);
    let beside = Button::link(beside(&report.asked), "Side by side").icon("columns-3");
    let frameworks = Button::link(frameworks(&report.asked), "Frameworks").icon("book-marked");
    let files = Button::opens("files", "Files").icon("download");
    view! {
        <p class="report__stamp">{stamp}</p>
        {PageHead::new("Report").lede(lede).actions(view! { {frameworks}{beside}{files} })}
        {menu}
    }
    .into_any()
}

/// The first of what is reported on beside the second, or beside itself a year ago.
fn beside(asked: &Asked) -> String {
    let mut units = asked.units.iter().map(ToString::to_string);
    let (unit, with) = (units.next().unwrap_or_default(), units.next().unwrap_or_default());
    Query::new().with("unit", unit).with("with", with).href(COMPARE)
}

/// The coverage of frameworks by the same unit, or by all.
fn frameworks(asked: &Asked) -> String {
    match asked.units.as_slice() {
        [unit] => Query::new().with("unit", unit.to_string()).href(COVERAGE),
        _ => COVERAGE.to_owned(),
    }
}

fn files(asked: &Asked) -> Menu {
    let csv = |table: &str| address(asked, &format!("/reports/tables/{table}"), &[]);
    Menu::new("files", "Files")
        .link(address(asked, "/reports/document", &[]), "printer", "To print, and as PDF")
        .link(address(asked, "/reports/tables.xlsx", &[]), "file-spreadsheet", "Workbook (XLSX)")
        .link(csv("scores"), "table-2", "Scores (CSV)")
        .link(csv("questions"), "table-2", "Answers (CSV)")
        .link(address(asked, "/reports/figures.json", &[]), "braces", "Every figure (JSON)")
}

fn body(shown: &Shown, page: &Page) -> AnyView {
    let report = &shown.report;
    let query = &page.sight.query;
    let heat = page.behind.as_ref().map(|behind| heat::panel(shown, query, behind));
    let lines = report.sole().is_none() || !report.targets.is_empty();
    let lines = lines.then(|| drawn::lines(report));
    let targets = (!report.targets.is_empty()).then(|| {
        Panel::new("Targets")
            .note("Evidenced points")
            .flush(tables::table(&report.targets_table()))
            .view()
    });
    view! {
        {at_a_glance::said(report)}
        {at_a_glance::figures(report)}
        {lines}
        {drawn::mean(report)}
        {heat}
        {why::panels(report)}
        <div class="cols cols--2 cols--fill">{drawn::bands(report)}{drawn::evidence(report)}</div>
        <div class="cols cols--2 cols--fill">{drawn::tasks(report)}{drawn::ages(report)}</div>
        {targets}
        {every_period(report, query)}
    }
    .into_any()
}

/// The scores of every line in every period.
fn every_period(report: &Report, query: &Query) -> AnyView {
    let figures = report.lines_table();
    let paging = Paging::named("periods", query, A_PAGE, figures.rows.len());
    let rows = figures.rows.iter().skip(paging.offset()).take(A_PAGE);
    let table = tables::rows_of(&figures, rows);
    let panel = Panel::new("All periods").note(figures.title.clone()).flush(table);
    match paging.pages() {
        1 => panel.view(),
        _ => panel.flush(pager(PATH, query, paging)).view(),
    }
}
