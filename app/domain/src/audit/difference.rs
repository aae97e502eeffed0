//! What an entry says has changed, readable: field by field, long texts line by line.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::fields::{Field, fields};

/// Texts longer than this, in characters, are told line by line.
const SHORT: usize = 80;

/// Unchanged lines around a change that are told.
const AROUND: usize = 2;

/// Beyond so many lines a text is not compared but told as taken away and put there.
const MOST_LINES: usize = 400;

/// One field of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What the field is called, such as "Owner".
    pub label: String,
    /// Whether the value is long or has several lines, and wants its label above it.
    pub is_long: bool,
    /// What was there and what is there.
    pub lines: Vec<Line>,
}

/// One line of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// It is as it was, or it says under which circumstances the rest changed.
    Kept(String),
    /// It was there.
    Gone(String),
    /// It is there now.
    Come(String),
    /// So many unchanged lines that are not told.
    Skipped(usize),
}

/// The changes between the two sides of an entry, each a JSON text or `null`.
///
/// A field that only one side names, where both sides are there, is no change: it says what the
/// change was about, such as a reason.
#[must_use]
pub fn changes(before: &str, after: &str) -> Vec<Change> {
    let (before, after) = (parsed(before), parsed(after));
    let both = !before.is_null() && !after.is_null();
    let (old, new) = (fields(&before), fields(&after));
    let new_by_path: HashMap<&str, &Field> =
        new.iter().map(|field| (field.path.as_str(), field)).collect();
    let mut found = Vec::new();
    for field in &old {
        match new_by_path.get(field.path.as_str()) {
            Some(now) => found.extend(change(&field.label, &field.value, &now.value)),
            None if both => found.extend(circumstance(field)),
            None => found.extend(change(&field.label, &field.value, "")),
        }
    }
    let old_paths: HashSet<&str> = old.iter().map(|field| field.path.as_str()).collect();
    for field in new.iter().filter(|field| !old_paths.contains(field.path.as_str())) {
        if both {
            found.extend(circumstance(field));
        } else {
            found.extend(change(&field.label, "", &field.value));
        }
    }
    found
}

/// Text that is no JSON any more is told as it stands: someone changed it past the program.
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

fn circumstance(field: &Field) -> Option<Change> {
    let lines: Vec<Line> = field.value.lines().map(|line| Line::Kept(line.to_owned())).collect();
    let is_long = is_long(&field.value);
    (!lines.is_empty()).then(|| Change { label: field.label.clone(), is_long, lines })
}

fn change(label: &str, old: &str, new: &str) -> Option<Change> {
    if old == new {
        return None;
    }
    let lines = folded(compared(&lines_of(old), &lines_of(new)));
    Some(Change { label: label.to_owned(), is_long: is_long(old) || is_long(new), lines })
}

fn is_long(text: &str) -> bool {
    text.contains('\n') || text.chars().count() > SHORT
}

/// The lines of a text; a text that is only white space has one, so that it is seen to differ.
fn lines_of(text: &str) -> Vec<&str> {
    if text.is_empty() { Vec::new() } else { text.split('\n').collect() }
}

/// The longest common lines stay; what lies between them goes and comes.
fn compared(old: &[&str], new: &[&str]) -> Vec<Line> {
    if old.len() > MOST_LINES || new.len() > MOST_LINES {
        return old.iter().map(|l| gone(l)).chain(new.iter().map(|l| come(l))).collect();
    }
    let common = common_lengths(old, new);
    let (mut at_old, mut at_new) = (0, 0);
    let mut lines = Vec::new();
    while at_old < old.len() || at_new < new.len() {
        let (left, right) = (old.get(at_old), new.get(at_new));
        match (left, right) {
            (Some(left), Some(right)) if left == right => {
                lines.push(Line::Kept((*left).to_owned()));
                at_old += 1;
                at_new += 1;
            }
            (Some(left), right)
                if right.is_none() || common[at_old + 1][at_new] >= common[at_old][at_new + 1] =>
            {
                lines.push(gone(left));
                at_old += 1;
            }
            (_, Some(right)) => {
                lines.push(come(right));
                at_new += 1;
            }
            _ => break,
        }
    }
    lines
}

fn gone(line: &str) -> Line {
    Line::Gone(line.to_owned())
}

fn come(line: &str) -> Line {
    Line::Come(line.to_owned())
}

/// `[i][j]`: how many lines the rest of the old from `i` and the rest of the new from `j` share.
fn common_lengths(old: &[&str], new: &[&str]) -> Vec<Vec<u16>> {
    let mut lengths = vec![vec![0_u16; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i][j] = if old[i] == new[j] {
                lengths[i + 1][j + 1] + 1
            } else {
                lengths[i + 1][j].max(lengths[i][j + 1])
            };
        }
    }
    lengths
}

/// Leaves out unchanged lines that are far from any change.
fn folded(lines: Vec<Line>) -> Vec<Line> {
    let is_near = |at: usize| {
        let from = at.saturating_sub(AROUND);
        let until = (at + AROUND + 1).min(lines.len());
        lines[from..until].iter().any(|line| !matches!(line, Line::Kept(_)))
    };
    let near: Vec<bool> = (0..lines.len()).map(is_near).collect();
    let mut told: Vec<Line> = Vec::new();
    for (line, near) in lines.into_iter().zip(near) {
        match (near, told.last_mut()) {
            (true, _) => told.push(line),
            (false, Some(Line::Skipped(skipped))) => *skipped += 1,
            (false, _) => told.push(Line::Skipped(1)),
        }
    }
    told
}
