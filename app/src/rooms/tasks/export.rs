//! The list as a table for a spreadsheet.

use domain::Day;
use store::{TaskFilter, TaskRow};

use super::asked::filter;
use super::number;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Asked;
use crate::rooms::evidence::label_of;
use crate::spreadsheet::{About, Cell, Column, Format, Table};
use crate::ui::{Query, Typed};

/// How many tasks are read at a time.
const STRETCH: u32 = 1000;

/// The most tasks of an export: what a spreadsheet opens without trouble.
const MOST: u32 = 100_000;

const COLUMNS: [Column; 12] = [
    Column::new("Number", 10),
    Column::new("Title", 48),
    Column::new("Unit", 24),
    Column::new("Question", 24),
    Column::new("State", 14),
    Column::new("Priority", 10),
    Column::new("Effort", 9),
    Column::new("Assignee", 24),
    Column::new("Due on", 12),
    Column::new("Overdue", 10),
    Column::new("Comes from", 28),
    Column::new("Settled at", 25),
];

/// `GET /tasks/export.csv`: what the filters of the list match.
///
/// # Errors
/// When the database fails.
pub(super) async fn csv(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    export(&visitor, &asked, Format::Csv).await
}

/// `GET /tasks/export.xlsx`: the same as a sheet.
///
/// # Errors
/// When the database fails, or the disk refuses.
pub(super) async fn xlsx(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    export(&visitor, &asked, Format::Xlsx).await
}

async fn export(visitor: &Visitor, asked: &Typed, format: Format) -> PageResult {
    let query = Query::from(asked.pairs());
    let filter = filter(&query, visitor.actor.person);
    let made_at = visitor.state.now();
    let today = made_at.day();
    let scratch = visitor.store().data();
    let about = About { name: "Tasks", columns: &COLUMNS, made_at, scratch };
    let mut table = Table::begin(format, &about)?;
    for from in (0..MOST).step_by(STRETCH as usize) {
        let rows = stretch(visitor, &filter, from).await?;
        for task in &rows {
            table.add(&cells(task, today))?;
        }
        if rows.len() < STRETCH as usize {
            break;
        }
    }
    Ok(format.download("tasks", today, table.finish().await?))
}

async fn stretch(visitor: &Visitor, filter: &TaskFilter, from: u32) -> PageResult<Vec<TaskRow>> {
    Ok(visitor.read().tasks_from(filter, from, STRETCH).await?)
}

fn cells(task: &TaskRow, today: Day) -> [Cell; 12] {
    [
        Cell::text(number(task.id)),
        Cell::text(&task.title),
        Cell::text(&task.unit_name),
        Cell::text(label_of(task.question)),
        Cell::text(task.state.label()),
        Cell::text(task.priority.label()),
        Cell::text(task.effort.short()),
        Cell::text(&task.assignee_name),
        Cell::Day(task.due_on),
        Cell::text(if task.is_overdue(today) { "yes" } else { "no" }),
        Cell::text(task.cause.map_or("By hand", |cause| cause.label())),
        task.settled_at.into(),
    ]
}
