//! Units against questions, in words.

use super::{Datum, Head, Table};
use crate::Answer;
use crate::reports::{HeatCell, HeatRow, Moved, Order, Report};

impl Report {
    /// The answer of every unit to every question, whether evidence proves it, and what changed; the
    /// furthest from true first.
    #[must_use]
    pub fn heat_table(&self) -> Table {
        let which = self.asked.which;
        let mut heads = vec![Head::words("Unit"), Head::number(which.label())];
        heads.extend(self.questions.iter().map(|(_, label)| Head::words(label.clone())));
        let points = |row: &HeatRow| match row.standing {
            Some(standing) => Datum::Points(u32::from(which.of(standing.score).0) * 10),
            None => Datum::Nothing("not assessed"),
        };
        let row = |row: &HeatRow| {
            let mut cells = vec![Datum::text(row.name.clone()), points(row)];
            cells.extend(row.cells.iter().map(|cell| Datum::Text(words(cell))));
            cells
        };
        let rows = self.heat.sorted(Order::Furthest, which).into_iter().map(row).collect();
        let mut foot = vec![Datum::text("Units that it costs points"), Datum::text("")];
        foot.extend(self.heat.costing.iter().map(|(_, n)| Datum::Count(*n)));
        let title = "Answers by unit and question".to_owned();
        Table { key: "questions", title, heads, rows, foot: Some(foot) }
    }
}

/// "Yes, proven; disagrees with the register; better".
fn words(cell: &HeatCell) -> String {
    let Some(answer) = cell.answer else {
        return "Not answered".to_owned();
    };
    let answer = match (answer, cell.proven) {
        (Answer::No, _) => "No",
        (Answer::Yes, true) => "Yes, proven",
        (Answer::Yes, false) => "Yes, not proven",
    };
    let clash = cell.clash.then_some("disagrees with the register");
    let moved = (cell.moved != Moved::Same).then(|| cell.moved.label());
    [Some(answer), clash, moved].into_iter().flatten().collect::<Vec<_>>().join("; ")
}
