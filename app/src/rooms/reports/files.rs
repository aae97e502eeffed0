//! A report as files: a table as CSV, all tables as a workbook, every figure as JSON, a chart as SVG or
//! PNG.

use axum::response::{IntoResponse as _, Response};
use chart::Drawing;
use domain::AppError;
use domain::reports::{Datum, Table};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use super::charts;
use super::heat::{self, Behind};
use super::sight::{Shown, Sight};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At};
use crate::spreadsheet::{Cell, Format, Plot, Sheet, csv_of, workbook_of};
use crate::ui::{Query, Typed};

/// So many lines a chart of a workbook shows: as many as can be told apart.
const LINES: usize = 8;

async fn report(visitor: &Visitor, asked: &Typed) -> PageResult<Shown> {
    Sight::asked(visitor, &Query::from(asked.pairs())).await
}

/// `GET /reports/figures.json`: every figure behind the page, the tables among them.
///
/// # Errors
/// When there is no such unit that the visitor may see, or the database fails.
pub(super) async fn json(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let shown = report(&visitor, &asked).await?;
    let whole = serde_json::json!({
        "organisation": visitor.organisation,
        "made_at": visitor.present().now(),
        "tables": shown.report.tables(),
        "said": shown.report.said(),
        "report": shown.report,
    });
    let bytes = serde_json::to_vec_pretty(&whole).map_err(|_| AppError::Internal)?;
    Ok(download("application/json", "report", "json", &visitor, bytes))
}

/// `GET /reports/tables/{table}`: one table, as CSV.
///
/// # Errors
/// [`AppError::NotFound`] for a table that there is not.
pub(super) async fn csv(visitor: Visitor, At(name): At<String>, Asked(asked): Asked) -> PageResult {
    let shown = report(&visitor, &asked).await?;
    let table = shown.report.table(&name).ok_or(AppError::NotFound)?;
    let bytes = csv_of(&sheet(&table))?;
    Ok(Format::Csv.download(&format!("report-{name}"), visitor.present().now().day(), bytes))
}

/// `GET /reports/tables.xlsx`: a sheet for each table, with its chart where it has one.
///
/// # Errors
/// When the database fails, or the disk refuses.
pub(super) async fn xlsx(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let shown = report(&visitor, &asked).await?;
    let sheets = shown.report.tables().iter().map(sheet).collect();
    let made_at = visitor.present().now();
    let bytes = workbook_of("Report".to_owned(), sheets, made_at).await?;
    Ok(Format::Xlsx.download("report", made_at.day(), bytes))
}

/// A chart by its name.
async fn drawing(visitor: &Visitor, name: &str, asked: &Typed) -> PageResult<Drawing> {
    let shown = report(visitor, asked).await?;
    if name == "heat" {
        let (_, rows) = heat::page_of(&shown, &Query::from(asked.pairs()));
        let behind = Behind::read(visitor, &shown, &rows).await?;
        return Ok(Drawing::Heat(heat::heat(&shown, &rows, &behind)));
    }
    Ok(charts::drawing(&shown.report, name).ok_or(AppError::NotFound)?)
}

/// `GET /reports/charts/{chart}`: one chart, as SVG.
///
/// # Errors
/// [`AppError::NotFound`] for a chart that there is not.
pub(super) async fn svg(visitor: Visitor, At(name): At<String>, Asked(asked): Asked) -> PageResult {
    let drawing = drawing(&visitor, &name, &asked).await?;
    let svg = chart::svg(&drawing, chart::Size::new(1200, 420).headed());
    Ok(download("image/svg+xml", &format!("report-{name}"), "svg", &visitor, svg.into_bytes()))
}

/// `GET /reports/charts/{chart}/png`: the same chart as a picture, twice as large as it is drawn.
///
/// # Errors
/// [`AppError::NotFound`] for a chart that there is not.
pub(super) async fn png(visitor: Visitor, At(name): At<String>, Asked(asked): Asked) -> PageResult {
    let drawing = drawing(&visitor, &name, &asked).await?;
    let drawn = tokio::task::spawn_blocking(move || {
        let svg = chart::svg(&drawing, chart::Size::new(1200, 420).headed());
        press::png(&svg, 2.0).inspect_err(|error| {
            tracing::error!(%error, "a chart could not be drawn");
        })
    });
    let bytes = drawn.await.map_err(|_| AppError::Internal)?.map_err(|_| AppError::Internal)?;
    Ok(download("image/png", &format!("report-{name}"), "png", &visitor, bytes))
}

fn download(
    kind: &'static str,
    name: &str,
    ending: &str,
    visitor: &Visitor,
    bytes: Vec<u8>,
) -> Response {
    let day = visitor.present().now().day();
    let name = format!("attachment; filename=\"{name}-{day}.{ending}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response()
}

/// What a sheet's chart shows of it.
fn plot(table: &Table) -> Option<Plot> {
    let columns = table.heads.len();
    let rows = table.rows.len();
    match table.key {
        // After the periods stand the change, the band and the other score.
        "scores" => Some(Plot {
            stacked: false,
            by_row: true,
            rows: 0..rows.min(LINES),
            columns: 1..columns.saturating_sub(3),
        }),
        "bands" => Some(Plot { stacked: true, by_row: false, rows: 0..rows, columns: 2..7 }),
        "tasks" => Some(Plot { stacked: false, by_row: false, rows: 0..rows, columns: 1..4 }),
        _ => None,
    }
}

/// A table as a sheet. What is nothing says why in no cell: a sheet's empty cell is left out of sums.
fn sheet(table: &Table) -> Sheet {
    let cell = |datum: &Datum| match datum {
        Datum::Text(text) => Cell::text(text),
        Datum::Day(day) => Cell::Day(*day),
        datum => datum.number().map_or(Cell::Empty, Cell::Number),
    };
    let row = |row: &Vec<Datum>| row.iter().map(cell).collect();
    Sheet {
        name: table.key,
        title: table.title.clone(),
        heads: table.heads.iter().map(|head| (head.name.clone(), head.is_number)).collect(),
        rows: table.rows.iter().map(row).collect(),
        foot: table.foot.as_ref().map(row),
        chart: plot(table),
    }
}
