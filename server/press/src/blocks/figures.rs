//! Numbers that stand out, side by side.

use krilla::tagging::Tag;

use super::{Set, list};
use crate::document::{Figure, Mark, Sign};
use crate::ink::Ink;
use crate::lines::{Line, Style};
use crate::sheet::{Pen, SIDE, Shape};
use crate::structure::{Place, Structure};
use crate::styles::{LABEL, SIGN, UNIT, VALUE};

const BETWEEN: f32 = 16.0;
const ABOVE: f32 = 8.0;
/// The size of a mark, and what it takes of the width with the space beside it.
const MARK: f32 = 10.0;
const MARKED: f32 = 13.0;
const BEFORE_MARK: f32 = 2.5;

/// A few lines in one style, with or without a mark before the first.
struct Part {
    lines: Vec<Line>,
    style: Style,
    mark: Option<Mark>,
}

/// A figure: its label, and what stands below it.
struct One {
    label: Part,
    rest: Vec<Part>,
}

pub(super) struct SetFigures {
    rows: Vec<Vec<One>>,
    /// From the left edge of one to that of the next.
    step: f32,
}

pub(super) fn set(pen: &mut Pen, figures: &[Figure]) -> SetFigures {
    let across = match figures.len() {
        3 | 5 | 6 => 3,
        _ => 4,
    };
    let step = (pen.width() + BETWEEN) / across as f32;
    let width = step - BETWEEN;
    let rows = figures
        .chunks(across)
        .map(|row| row.iter().map(|figure| one(pen, figure, width)).collect());
    SetFigures { rows: rows.collect(), step }
}

fn one(pen: &mut Pen, figure: &Figure, width: f32) -> One {
    let mut plain = |words: &str, style: Style| Part {
        lines: pen.faces.lines(words, style, width),
        style,
        mark: None,
    };
    let label = plain(&figure.label, LABEL);
    let mut rest = vec![plain(&figure.value, VALUE)];
    if !figure.unit.is_empty() {
        rest.push(plain(&figure.unit, UNIT));
    }
    for Sign { mark, words } in figure.state.iter().chain(&figure.change) {
        let style = SIGN.inked(Ink::from(mark.tone()));
        let lines = pen.faces.lines(words, style, width - MARKED);
        rest.push(Part { lines, style, mark: Some(*mark) });
    }
    One { label, rest }
}

impl Part {
    fn height(&self) -> f32 {
        let above = self.mark.map_or(0.0, |_| BEFORE_MARK);
        above + self.lines.len() as f32 * self.style.leading
    }
}

/// The height of the labels of a row, so that its numbers stand on one line.
fn labels(row: &[One]) -> f32 {
    row.iter().map(|one| one.label.height()).fold(0.0, f32::max)
}

fn height(row: &[One]) -> f32 {
    let rest = |one: &One| one.rest.iter().map(Part::height).sum();
    ABOVE + labels(row) + row.iter().map(rest).fold(0.0, f32::max)
}

impl Set for SetFigures {
    fn gap(&self) -> f32 {
        16.0
    }

    fn after(&self) -> f32 {
        16.0
    }

    fn lead(&self) -> f32 {
        self.rows.first().map_or(0.0, |row| height(row))
    }

    fn lay(self: Box<Self>, pen: &mut Pen) {
        let place = pen.structure.add(Structure::ROOT, list());
        for (index, row) in self.rows.into_iter().enumerate() {
            let high = height(&row);
            if index > 0 {
                pen.y += 16.0;
            }
            pen.need(high);
            let (top, labels) = (pen.y, labels(&row));
            for (column, one) in row.into_iter().enumerate() {
                let x = SIDE + column as f32 * self.step;
                pen.rule(x, top, self.step - BETWEEN, Ink::LineStrong);
                lay_one(pen, place, (x, top + ABOVE), labels, one);
            }
            pen.y = top + high;
        }
    }
}

/// Draws a figure whose label has a given height, to the numbers beside it.
fn lay_one(pen: &mut Pen, list: Place, (x, top): (f32, f32), labels: f32, one: One) {
    let item = pen.structure.add(list, Tag::LI);
    let body = pen.structure.add(item, Tag::LBody);
    pen.y = top;
    lay_part(pen, body, x, one.label);
    pen.y = top + labels;
    for part in one.rest {
        lay_part(pen, body, x, part);
    }
}

fn lay_part(pen: &mut Pen, body: Place, x: f32, Part { lines, style, mark }: Part) {
    let words = pen.structure.add(body, Tag::P);
    let Some(mark) = mark else {
        return pen.lines(words, x, lines, style);
    };
    pen.y += BEFORE_MARK;
    let y = pen.y + (style.leading - MARK) / 2.0;
    pen.ornament(Shape::Mark { x, y, size: MARK, mark });
    pen.lines(words, x + MARKED, lines, style);
}
