//! Blocks, first set to the width of the page and then laid from top to bottom.

use krilla::tagging::{ListNumbering, Tag, kind};

use crate::document::Block;
use crate::fault::PressError;
use crate::lines::{Line, Style};
use crate::sheet::Pen;
use crate::structure::Place;

mod chart;
mod figures;
mod heading;
pub(crate) mod notes;
mod table;
mod words;

/// A block whose lines are broken, so that it is known how high it is.
trait Set {
    /// What is left free above it, unless it is the first of a page.
    fn gap(&self) -> f32;

    /// What is left free below it at least, unless it is the last of a page.
    fn after(&self) -> f32 {
        0.0
    }

    /// How much of it at least stands on the page on which it begins.
    fn lead(&self) -> f32;

    /// Whether it must not be the last on a page.
    fn leads_on(&self) -> bool {
        false
    }

    /// Draws it from the pen's place on.
    fn lay(self: Box<Self>, pen: &mut Pen);
}

/// Lays the blocks of a document.
pub(crate) fn lay(blocks: &[Block], pen: &mut Pen) -> Result<(), PressError> {
    let mut steps = heading::Steps::default();
    let mut set = Vec::with_capacity(blocks.len());
    for block in blocks {
        let one: Option<Box<dyn Set>> = match block {
            Block::Heading { level, text } => {
                Some(Box::new(heading::set(pen, steps.next(*level), text)))
            }
            Block::Say(text) => Some(Box::new(words::say(pen, text))),
            Block::Words(runs) => Some(Box::new(words::set(pen, runs))),
            Block::Figures(figures) => Some(Box::new(figures::set(pen, figures))),
            Block::Chart(chart) => Some(Box::new(chart::set(pen, chart)?)),
            Block::Table(table) => Some(Box::new(table::set(pen, table))),
            Block::Notes(notes) => Some(Box::new(notes::set(pen, notes))),
            Block::PageBreak => None,
        };
        set.push(one);
    }
    let gaps = gaps(&set);
    let needs = needs(&set, &gaps);
    let mut broken = false;
    for (one, (gap, need)) in set.into_iter().zip(gaps.into_iter().zip(needs)) {
        let Some(one) = one else {
            broken = true;
            continue;
        };
        if !pen.at_top() && (std::mem::take(&mut broken) || pen.room() < gap + need) {
            pen.turn();
        } else if !pen.at_top() {
            pen.y += gap;
        }
        one.lay(pen);
    }
    Ok(())
}

/// For each block, what is left free between the one before and it.
fn gaps(set: &[Option<Box<dyn Set>>]) -> Vec<f32> {
    let mut after = 0.0;
    let gap = |one: &Option<Box<dyn Set>>| {
        let gap = one.as_ref().map_or(0.0, |one| one.gap().max(after));
        after = one.as_ref().map_or(0.0, |one| one.after());
        gap
    };
    set.iter().map(gap).collect()
}

/// For each block, the height that has to be free where it begins: a heading takes what follows it
/// along.
fn needs(set: &[Option<Box<dyn Set>>], gaps: &[f32]) -> Vec<f32> {
    let mut needs = vec![0.0; set.len()];
    let mut below = 0.0;
    for ((need, one), gap) in needs.iter_mut().zip(set).zip(gaps).rev() {
        let Some(one) = one else {
            below = 0.0;
            continue;
        };
        *need = one.lead() + if one.leads_on() { below } else { 0.0 };
        below = gap + *need;
    }
    needs
}

impl Pen {
    /// Draws lines that may go on over the page: of those that do, two at least stand together.
    fn flow(&mut self, place: Place, x: f32, mut lines: Vec<Line>, style: Style) {
        loop {
            let fit = (self.room() / style.leading).max(0.0) as usize;
            if lines.len() <= fit {
                return self.lines(place, x, lines, style);
            }
            let kept = if lines.len() == fit + 1 && fit > 2 { fit - 1 } else { fit };
            if kept < 2 && !self.at_top() {
                self.turn();
                continue;
            }
            let rest = lines.split_off(kept.max(1));
            self.lines(place, x, lines, style);
            self.turn();
            lines = rest;
        }
    }
}

/// A list whose items say themselves what they are called.
fn list() -> Tag<kind::L> {
    Tag::L(ListNumbering::None)
}
