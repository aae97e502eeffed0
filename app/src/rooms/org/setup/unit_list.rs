//! The list of units as it is being typed: rows with a depth, changed by buttons, read from lines.

use domain::{Invalid, text};

use crate::ui::Typed;

/// The most units that the set-up takes; more can be added later.
const MOST: usize = 500;

/// The deepest level below the organisation, counted from 0.
const DEEPEST: usize = 9;

/// One unit as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) name: String,
    /// How many units of the list are above it.
    pub(super) depth: usize,
}

/// The rows, each after the one above it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct UnitList(pub(super) Vec<Row>);

impl UnitList {
    /// Three empty rows to begin with.
    pub(super) fn blank() -> Self {
        Self(vec![Row { name: String::new(), depth: 0 }; 3])
    }

    /// The rows of a form.
    pub(super) fn of(typed: &Typed) -> Self {
        let depths = typed.all("depth").into_iter().map(|depth| depth.parse().unwrap_or(0));
        let names = typed.all("unit").into_iter().map(str::to_owned);
        let rows = names.zip(depths.chain(std::iter::repeat(0)));
        let mut list = Self::default();
        for (name, depth) in rows.take(MOST + 1) {
            let above = list.0.last().map_or(0, |row| row.depth + 1);
            list.0.push(Row { name, depth: above.min(depth) });
        }
        list
    }

    /// One more unit at the end, not below any other. Returns its place.
    pub(super) fn add(&mut self) -> usize {
        self.0.push(Row { name: String::new(), depth: 0 });
        self.0.len() - 1
    }

    /// One more unit below the one at `place`, after those that are there. Returns its place.
    pub(super) fn add_below(&mut self, place: usize) -> Option<usize> {
        let depth = self.0.get(place)?.depth + 1;
        let end = self.end_of(place);
        self.0.insert(end, Row { name: String::new(), depth });
        Some(end)
    }

    /// Takes a unit out; those below it move up a level.
    pub(super) fn remove(&mut self, place: usize) {
        let end = self.end_of(place);
        for row in self.0.iter_mut().take(end).skip(place + 1) {
            row.depth -= 1;
        }
        if place < self.0.len() {
            self.0.remove(place);
        }
    }

    /// The place after the last unit below the one at `place`.
    fn end_of(&self, place: usize) -> usize {
        let Some(top) = self.0.get(place) else {
            return self.0.len();
        };
        let below = self.0.iter().skip(place + 1).take_while(|row| row.depth > top.depth).count();
        place + 1 + below
    }

    /// Adds what was pasted: one unit a line, a sub-unit indented below its unit. However far the
    /// least indented line stands in is one step. Empty rows make room for it.
    pub(super) fn paste(&mut self, lines: &str) -> Result<(), String> {
        let named = lines.lines().filter(|line| !line.trim().is_empty());
        let step = named.map(indent).filter(|columns| *columns > 0).min().unwrap_or(1);
        let mut pasted: Vec<Row> = Vec::new();
        for (number, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty())
        {
            let depth = indent(line) / step;
            let deepest = pasted.last().map_or(0, |above| above.depth + 1);
            if depth > deepest {
                return Err(format!(
                    "Line {} is indented by more than one step below the line above it.",
                    number + 1
                ));
            }
            pasted.push(Row { name: line.trim().to_owned(), depth });
        }
        if !pasted.is_empty() {
            self.drop_empty();
            self.0.append(&mut pasted);
        }
        Ok(())
    }

    /// Takes out rows that were left empty and have nothing below them.
    fn drop_empty(&mut self) {
        for place in (0..self.0.len()).rev() {
            let is_empty = self.0.get(place).is_some_and(|row| row.name.trim().is_empty());
            if is_empty && self.end_of(place) == place + 1 {
                self.0.remove(place);
            }
        }
    }

    /// The units with the index of the one above each. Rows that were left empty don't count.
    ///
    /// # Errors
    /// What is wrong, under `u` and the place of the row.
    pub(super) fn checked(&self) -> Result<Vec<(String, Option<usize>)>, Invalid> {
        let mut invalid = Invalid::new();
        let mut units: Vec<(String, Option<usize>)> = Vec::new();
        // The units above the present row, outermost first, as indices into `units`.
        let mut lineage: Vec<usize> = Vec::new();
        for (place, row) in self.0.iter().enumerate() {
            let field = format!("u{place}");
            let has_sub_units = self.end_of(place) > place + 1;
            if row.name.trim().is_empty() && !has_sub_units {
                continue;
            }
            lineage.truncate(row.depth);
            let name = match text::name(&row.name, 120) {
                Ok(name) => name,
                Err(_) if row.name.trim().is_empty() => {
                    invalid.add(&field, "Name this unit, or remove it: others lie below it.");
                    String::new()
                }
                Err(message) => {
                    invalid.add(&field, message);
                    row.name.clone()
                }
            };
            let above = lineage.last().copied();
            if row.depth > DEEPEST {
                invalid
                    .add(&field, format!("“{name}” lies more than {} levels deep.", DEEPEST + 1));
            }
            if !name.is_empty() && is_used(&name, above, &lineage, &units) {
                invalid
                    .add(&field, format!("“{name}” is used twice. Give this unit its own name."));
            }
            lineage.push(units.len());
            units.push((name, above));
        }
        if units.len() > MOST {
            invalid.add("u0", format!("The set-up takes {MOST} units. Add the others afterwards."));
        }
        if units.is_empty() && invalid.0.is_empty() {
            invalid.add("u0", "Add at least one unit: it is units that answer the questions.");
        }
        invalid.or(units)
    }
}

/// Whether a unit beside it, or one above it, is called the same.
fn is_used(
    name: &str,
    above: Option<usize>,
    lineage: &[usize],
    units: &[(String, Option<usize>)],
) -> bool {
    units.iter().enumerate().any(|(index, (other, parent))| {
        (*parent == above || lineage.contains(&index)) && other.eq_ignore_ascii_case(name)
    })
}

/// The columns of white space before a line; a tab counts as two.
fn indent(line: &str) -> usize {
    line.chars()
        .map_while(|c| match c {
            ' ' | '\u{a0}' => Some(1),
            '\t' => Some(2),
            _ => None,
        })
        .sum()
}

#[cfg(test)]
mod tests;
