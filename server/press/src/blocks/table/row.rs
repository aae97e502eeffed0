//! Rows: their cells set to the widths of the columns, and drawn side by side.

use krilla::tagging::{ArtifactType, Tag};

use super::{Rank, SetTable, tag};
use crate::document::{Cell, Column, Mark};
use crate::face::{Faces, Weight};
use crate::ink::Ink;
use crate::lines::{Line, Style};
use crate::sheet::{Pen, SIDE, Shape, text};
use crate::structure::Place;

/// What is left free above and below the lines of a cell.
pub(super) const ABOVE: f32 = 4.0;

/// Which part of a table a row belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Head,
    Body,
    Foot,
}

struct SetCell {
    lines: Vec<Line>,
    mark: Option<Mark>,
    style: Style,
}

pub(super) struct SetRow {
    cells: Vec<SetCell>,
    leading: f32,
}

/// Sets rows to the columns of a table.
pub(super) struct Draft<'a> {
    pub(super) faces: &'a mut Faces,
    pub(super) ranks: &'a [Rank],
    pub(super) style: Style,
}

impl Draft<'_> {
    pub(super) fn head(&mut self, columns: &[Column]) -> SetRow {
        let style = head(self.style);
        let cells = columns.iter().zip(self.ranks).map(|(column, rank)| {
            let lines = self.faces.lines(&column.name, style, rank.width - 2.0 * pad(style));
            SetCell { lines, mark: None, style }
        });
        SetRow { cells: cells.collect(), leading: style.leading }
    }

    pub(super) fn row(&mut self, row: &[Cell]) -> SetRow {
        self.set(row, false)
    }

    pub(super) fn foot(&mut self, row: &[Cell]) -> SetRow {
        self.set(row, true)
    }

    fn set(&mut self, row: &[Cell], strong: bool) -> SetRow {
        let base = self.style;
        let cells = row.iter().zip(self.ranks).map(|(cell, rank)| {
            let weight = Weight::of(strong || cell.strong);
            let style = Style { weight, ink: Ink::from(cell.tone), ..base };
            let taken = cell.mark.map_or(0.0, |_| marked(base));
            let lines = self.faces.lines(&cell.text, style, rank.width - 2.0 * pad(base) - taken);
            SetCell { lines, mark: cell.mark, style }
        });
        SetRow { cells: cells.collect(), leading: base.leading }
    }
}

/// The heads of columns: as small as the cells, and stronger.
pub(super) fn head(style: Style) -> Style {
    Style { weight: Weight::Strong, ink: Ink::Second, ..style }
}

/// What is left free on either side of a cell.
pub(super) fn pad(style: Style) -> f32 {
    if style.size < 8.0 { 3.5 } else { 6.0 }
}

/// What a mark takes of the width of a cell, with the space beside it.
pub(super) fn marked(style: Style) -> f32 {
    style.size * 1.15 + 2.0
}

impl SetRow {
    fn count(&self) -> usize {
        self.cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1)
    }

    pub(super) fn height(&self) -> f32 {
        self.count() as f32 * self.leading + 2.0 * ABOVE
    }

    /// Draws the row and moves the pen below it. A row that is higher than a page goes on over it.
    pub(super) fn lay(&self, pen: &mut Pen, table: &SetTable, part: Place, kind: Kind) {
        let row = pen.structure.add(part, Tag::TR);
        let places: Vec<_> =
            (0..self.cells.len()).map(|column| pen.structure.add(row, tag(kind, column))).collect();
        let count = self.count();
        let mut from = 0;
        while from < count {
            let fit = ((pen.room() - 2.0 * ABOVE) / self.leading).max(0.0) as usize;
            if fit < 1 && !pen.at_top() {
                table.turn(pen);
                // A head that fills a page leaves no room below it; then a line is drawn all the same.
                if pen.room() < self.leading {
                    self.draw(pen, table, kind, from..count, Some(&places));
                    return;
                }
                continue;
            }
            let to = count.min(from + fit.max(1));
            self.draw(pen, table, kind, from..to, Some(&places));
            from = to;
            if from < count {
                table.turn(pen);
            }
        }
    }

    /// Draws the head once more.
    pub(super) fn again(&self, pen: &mut Pen, table: &SetTable) {
        self.draw(pen, table, Kind::Head, 0..self.count(), None);
    }

    fn draw(
        &self,
        pen: &mut Pen,
        table: &SetTable,
        kind: Kind,
        lines: std::ops::Range<usize>,
        places: Option<&[Place]>,
    ) {
        let height = lines.len() as f32 * self.leading + 2.0 * ABOVE;
        let (width, top) = (pen.width(), pen.y);
        if kind == Kind::Head {
            pen.ornament(Shape::Fill { x: SIDE, y: top, width, height, ink: Ink::Sunken });
        }
        for (column, (cell, rank)) in self.cells.iter().zip(&table.ranks).enumerate() {
            let place = places.and_then(|places| places.get(column)).copied();
            cell.draw(pen, rank, top + ABOVE, lines.clone(), place);
        }
        pen.y = top + height;
        let ink = if kind == Kind::Head { Ink::LineStrong } else { Ink::Line };
        pen.rule(SIDE, pen.y - 0.6, width, ink);
    }
}

impl SetCell {
    fn draw(
        &self,
        pen: &mut Pen,
        rank: &Rank,
        top: f32,
        lines: std::ops::Range<usize>,
        place: Option<Place>,
    ) {
        let indent = self.mark.map_or(0.0, |_| marked(self.style));
        let width = rank.width - 2.0 * pad(self.style) - indent;
        let first = lines.start == 0;
        for (number, line) in lines.clone().zip(self.lines.iter().skip(lines.start)) {
            let x = rank.x + pad(self.style) + indent + line.indent(rank.align, width);
            let y = top + (number - lines.start) as f32 * self.style.leading;
            if let Some(mark) = self.mark
                && first
                && number == 0
            {
                let size = self.style.size * 1.15;
                let y = y + (self.style.leading - size) / 2.0;
                pen.ornament(Shape::Mark { x: x - indent, y, size, mark });
            }
            let shape = text(x, y, line.clone(), self.style);
            match place {
                Some(place) => pen.put(place, shape),
                None => pen.furnish(pen.page(), ArtifactType::PaginationOther, shape),
            }
        }
    }
}
