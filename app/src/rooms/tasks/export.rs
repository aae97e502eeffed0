//! The list as a table for a spreadsheet.

use axum::response::{IntoResponse as _, Response};
use domain::Day;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use store::{TaskFilter, TaskRow};

use super::asked::filter;
use super::number;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Asked;
use crate::rooms::evidence::label_of;
use crate::ui::Query;

/// How many tasks are read at a time.
const STRETCH: u32 = 1000;

/// The most tasks of an export: what a spreadsheet opens without trouble.
const MOST: u32 = 100_000;

const HEAD: [&str; 12] = [
    "Number",
    "Title",
    "Unit",
    "Question",
    "State",
    "Priority",
    "Effort",
    "Assignee",
    "Due on",
    "Overdue",
    "Comes from",
    "Settled at",
];

/// `GET /tasks/export.csv`: what the filters of the list match.
///
/// # Errors
/// When the database fails.
pub(super) async fn csv(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let query = Query::from(asked.pairs());
    let filter = filter(&query, visitor.actor.person);
    let today = visitor.state.today();
    let mut table = csv::Writer::from_writer(Vec::new());
    write(&mut table, HEAD.map(str::to_owned))?;
    for from in (0..MOST).step_by(STRETCH as usize) {
        let rows = stretch(&visitor, &filter, from).await?;
        let is_last = rows.len() < STRETCH as usize;
        for task in rows {
            write(&mut table, cells(&task, today))?;
        }
        if is_last {
            break;
        }
    }
    let bytes = table.into_inner().map_err(|error| store::StoreError::from(error.into_error()))?;
    let name = format!("attachment; filename=\"tasks-{today}.csv\"");
    let head = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok::<Response, _>((head, bytes).into_response())
}

async fn stretch(visitor: &Visitor, filter: &TaskFilter, from: u32) -> PageResult<Vec<TaskRow>> {
    Ok(visitor.read().tasks_from(filter, from, STRETCH).await?)
}

fn write(table: &mut csv::Writer<Vec<u8>>, cells: [String; 12]) -> PageResult<()> {
    let cells = cells.map(harmless);
    table
        .write_record(&cells)
        .map_err(|error| store::StoreError::from(std::io::Error::other(error)))?;
    Ok(())
}

fn cells(task: &TaskRow, today: Day) -> [String; 12] {
    [
        number(task.id),
        task.title.clone(),
        task.unit_name.clone(),
        label_of(task.question),
        task.state.label().to_owned(),
        task.priority.label().to_owned(),
        task.effort.short().to_owned(),
        task.assignee_name.clone(),
        task.due_on.to_string(),
        if task.is_overdue(today) { "yes" } else { "no" }.to_owned(),
        task.cause.map_or("By hand", |cause| cause.label()).to_owned(),
        task.settled_at.map(|at| at.to_string()).unwrap_or_default(),
    ]
}

/// A cell that a spreadsheet would take for a formula is text (OWASP, CSV injection).
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(harmless(formula.to_owned()), format!("'{formula}"));
        }
        assert_eq!(harmless("Rotate = often".to_owned()), "Rotate = often");
    }
}
