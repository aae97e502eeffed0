//! Tables: heads that come again on each page, and rows that are not divided.

use krilla::tagging::{TableHeaderScope, Tag};

use super::Set;
use crate::document::{Align, Table};
use crate::ink::Ink;
use crate::lines::{Line, Style};
use crate::sheet::{Pen, SIDE, text};
use crate::structure::{Place, Structure};
use crate::styles::{CAPTION, cell};

mod row;
mod width;

use row::{Draft, Kind, SetRow};

/// A table of no more height than this, in points, is not divided where it fits on a page.
const WHOLE: f32 = 200.0;

/// Where a column stands, and how its cells do.
struct Rank {
    x: f32,
    width: f32,
    align: Align,
}

pub(super) struct SetTable {
    caption: Vec<Line>,
    ranks: Vec<Rank>,
    head: SetRow,
    rows: Vec<SetRow>,
    foot: Vec<SetRow>,
    /// What is said where there are no rows.
    empty: Option<Vec<Line>>,
    style: Style,
}

pub(super) fn set(pen: &mut Pen, table: &Table) -> SetTable {
    let style = cell(table.columns.len());
    let mut x = SIDE;
    let across = pen.width();
    let widths = width::widths(&mut pen.faces, table, style, across);
    let ranks = table.columns.iter().zip(widths).map(|(column, width)| {
        let rank = Rank { x, width, align: column.align };
        x += width;
        rank
    });
    let ranks: Vec<_> = ranks.collect();
    let mut draft = Draft { faces: &mut pen.faces, ranks: &ranks, style };
    let head = draft.head(&table.columns);
    let rows = table.rows.iter().map(|row| draft.row(row)).collect();
    let foot = table.foot.iter().map(|row| draft.foot(row)).collect();
    let empty = table.rows.is_empty().then(|| {
        pen.faces.lines(&table.empty, style.inked(Ink::Second), pen.width() - 2.0 * row::pad(style))
    });
    let caption = match table.caption.as_str() {
        "" => Vec::new(),
        words => pen.faces.lines(words, CAPTION, pen.width()),
    };
    SetTable { caption, ranks, head, rows, foot, empty, style }
}

impl SetTable {
    fn caption_height(&self) -> f32 {
        if self.caption.is_empty() {
            return 0.0;
        }
        self.caption.len() as f32 * CAPTION.leading + 5.0
    }

    /// What stands together with a row: the last two of a table, and what sums them up.
    fn together(&self, index: usize) -> f32 {
        let last = self.rows.len() - 1;
        let foot: f32 = self.foot.iter().map(SetRow::height).sum();
        let own = self.rows[index].height();
        match last - index {
            0 => own + foot,
            1 => own + self.rows[last].height() + foot,
            _ => own,
        }
    }

    fn lay_rows(&self, pen: &mut Pen, table: Place) {
        let body = pen.structure.add(table, Tag::TBody);
        let page = pen.height() - self.head.height();
        for (index, row) in self.rows.iter().enumerate() {
            // What is higher than a page asks for as much as there can be.
            let together = self.together(index);
            let need = if together <= page { together } else { row.height() };
            if need <= page && pen.room() < need {
                self.turn(pen);
            }
            row.lay(pen, self, body, Kind::Body);
        }
    }

    /// Begins a page with the head of the table, which was read out already.
    fn turn(&self, pen: &mut Pen) {
        pen.turn();
        self.head.again(pen, self);
    }

    fn lay_empty(pen: &mut Pen, table: Place, columns: usize, lines: Vec<Line>, style: Style) {
        let body = pen.structure.add(table, Tag::TBody);
        let row = pen.structure.add(body, Tag::TR);
        let span = u32::try_from(columns).ok().and_then(std::num::NonZeroU32::new);
        let place = pen.structure.add(row, Tag::TD.with_col_span(span));
        pen.y += row::ABOVE;
        pen.flow(place, SIDE + row::pad(style), lines, style.inked(Ink::Second));
        pen.y += row::ABOVE;
        pen.rule(SIDE, pen.y, pen.width(), Ink::Line);
    }
}

impl Set for SetTable {
    fn gap(&self) -> f32 {
        16.0
    }

    fn after(&self) -> f32 {
        16.0
    }

    fn lead(&self) -> f32 {
        let before = self.caption_height() + self.head.height();
        let whole: f32 = self.rows.iter().chain(&self.foot).map(SetRow::height).sum();
        if !self.rows.is_empty() && whole <= WHOLE {
            return before + whole;
        }
        let first: f32 = match self.rows.len() {
            0 => self.style.leading * 2.0,
            1 | 2 => self.together(0),
            _ => self.rows[0].height() + self.rows[1].height(),
        };
        before + first.min(160.0)
    }

    fn lay(mut self: Box<Self>, pen: &mut Pen) {
        let table = pen.structure.add(Structure::ROOT, Tag::Table);
        if !self.caption.is_empty() {
            let place = pen.structure.add(table, Tag::Caption);
            for line in std::mem::take(&mut self.caption) {
                pen.put(place, text(SIDE, pen.y, line, CAPTION));
                pen.y += CAPTION.leading;
            }
            pen.y += 5.0;
        }
        let head = pen.structure.add(table, Tag::THead);
        self.head.lay(pen, &self, head, Kind::Head);
        if let Some(lines) = self.empty.take() {
            Self::lay_empty(pen, table, self.ranks.len(), lines, self.style);
        } else {
            self.lay_rows(pen, table);
        }
        if !self.foot.is_empty() {
            let foot = pen.structure.add(table, Tag::TFoot);
            pen.rule(SIDE, pen.y - 0.6, pen.width(), Ink::Third);
            for row in &self.foot {
                if pen.room() < row.height() {
                    self.turn(pen);
                }
                row.lay(pen, &self, foot, Kind::Foot);
            }
        }
    }
}

/// The tag of a cell: the head of its column, the head of its row, or what stands under both.
fn tag(kind: Kind, column: usize) -> krilla::tagging::TagKind {
    match (kind, column) {
        (Kind::Head, _) => Tag::TH(TableHeaderScope::Column).into(),
        (_, 0) => Tag::TH(TableHeaderScope::Row).into(),
        _ => Tag::TD.into(),
    }
}
