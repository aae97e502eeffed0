//! Reading single values of a file, and noting whatever is wrong on the way.

use std::collections::HashMap;

use super::FAULTS_MAX;
use super::fault::{FileFault, FileWrong};
use super::tree::{Entry, Node, Syntax, Value};
use crate::questionnaires::Fault;

/// Reads values, and knows in which line each stands.
pub(super) struct Reader {
    /// The byte at which each line begins.
    lines: Vec<usize>,
    /// The byte at which each field stands.
    places: HashMap<String, usize>,
    faults: Vec<(usize, FileFault)>,
}

/// A table of which every field is a known one.
pub(super) struct Fields<'n, 't> {
    pub(super) at: usize,
    path: String,
    entries: &'n [Entry<'t>],
}

impl<'n, 't> Fields<'n, 't> {
    pub(super) fn path_of(&self, name: &str) -> String {
        within(&self.path, name)
    }

    pub(super) fn find(&self, name: &str) -> Option<&'n Node<'t>> {
        self.entries.iter().find(|entry| entry.name == name).map(|entry| &entry.node)
    }
}

fn within(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

impl Reader {
    pub(super) fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Self { lines, places: HashMap::new(), faults: Vec::new() }
    }

    /// Whether nothing is wrong so far.
    pub(super) fn is_content(&self) -> bool {
        self.faults.is_empty()
    }

    /// What was noted, in the order of the lines.
    pub(super) fn faults(mut self) -> Vec<FileFault> {
        self.faults.sort_by_key(|(at, _)| *at);
        self.faults.into_iter().map(|(_, fault)| fault).take(FAULTS_MAX).collect()
    }

    /// What keeps the file from being taken apart.
    pub(super) fn syntax(&self, found: Vec<Syntax>) -> Vec<FileFault> {
        let fault = |Syntax { at, message }| FileFault {
            line: self.line(at),
            field: String::new(),
            wrong: FileWrong::Syntax(message),
        };
        found.into_iter().map(fault).collect()
    }

    /// Notes a broken rule where the file says what breaks it: at the field, or at the nearest one
    /// around it that is there.
    pub(super) fn rule(&mut self, fault: Fault) {
        let field = fault.place.to_string();
        let mut around = field.as_str();
        let at = loop {
            if let Some(at) = self.places.get(around) {
                break *at;
            }
            match around.rfind(['.', '[']) {
                Some(end) => around = &around[..end],
                None => break 0,
            }
        };
        self.note(at, &field, fault.wrong);
    }

    fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|begins| *begins <= at)
    }

    pub(super) fn note(&mut self, at: usize, field: &str, wrong: impl Into<FileWrong>) {
        let fault = FileFault { line: self.line(at), field: field.to_owned(), wrong: wrong.into() };
        self.faults.push((at, fault));
    }

    pub(super) fn note_in(&mut self, of: &Fields<'_, '_>, name: &str, wrong: FileWrong) {
        let at = of.find(name).map_or(of.at, |node| node.at);
        self.note(at, &of.path_of(name), wrong);
    }

    pub(super) fn kind(&mut self, node: &Node<'_>, field: &str, expected: &'static str) {
        self.note(node.at, field, FileWrong::Kind { expected, found: node.value.kind() });
    }

    /// The fields of a table, once those that it can't have are noted.
    pub(super) fn fields<'n, 't>(
        &mut self,
        node: &'n Node<'t>,
        path: &str,
        known: &'static [&'static str],
    ) -> Option<Fields<'n, 't>> {
        self.places.insert(path.to_owned(), node.at);
        let Value::Table(entries) = &node.value else {
            self.kind(node, path, "a table");
            return None;
        };
        for (no, entry) in entries.iter().enumerate() {
            let field = within(path, &told(&entry.name));
            if !known.contains(&entry.name.as_ref()) {
                self.note(entry.at, &field, FileWrong::Unknown(known));
            } else if entries.iter().take(no).any(|before| before.name == entry.name) {
                self.note(entry.at, &field, FileWrong::Twice);
            }
            // Beyond that nobody reads on.
            if self.faults.len() > FAULTS_MAX {
                break;
            }
        }
        Some(Fields { at: node.at, path: path.to_owned(), entries })
    }

    pub(super) fn need<'n, 't>(&mut self, of: &Fields<'n, 't>, name: &str) -> Option<&'n Node<'t>> {
        let found = of.find(name);
        if found.is_none() {
            self.note(of.at, &of.path_of(name), FileWrong::Missing);
        }
        found
    }

    pub(super) fn list<'n, 't>(
        &mut self,
        node: &'n Node<'t>,
        path: &str,
    ) -> Option<&'n [Node<'t>]> {
        self.places.insert(path.to_owned(), node.at);
        if let Value::List(items) = &node.value {
            return Some(items);
        }
        self.kind(node, path, "a list");
        None
    }

    pub(super) fn text(&mut self, of: &Fields<'_, '_>, name: &str) -> Option<String> {
        self.need(of, name)?;
        self.maybe_text(of, name)
    }

    /// A text, empty where there is none; nothing where there is something else.
    pub(super) fn maybe_text(&mut self, of: &Fields<'_, '_>, name: &str) -> Option<String> {
        let Some(node) = of.find(name) else {
            return Some(String::new());
        };
        let field = of.path_of(name);
        if let Value::Text(text) = &node.value {
            self.places.insert(field, node.at);
            return Some(text.clone().into_owned());
        }
        self.kind(node, &field, "a text");
        None
    }

    pub(super) fn number(&mut self, of: &Fields<'_, '_>, name: &str) -> Option<u16> {
        let node = self.need(of, name)?;
        let field = of.path_of(name);
        let Value::Whole(number) = &node.value else {
            self.kind(node, &field, "a whole number");
            return None;
        };
        self.places.insert(field, node.at);
        let read = u16::try_from(*number).ok();
        if read.is_none() {
            self.note_in(of, name, FileWrong::OutOfRange { from: 0, to: u16::MAX });
        }
        read
    }
}

/// A field's name as somebody wrote it, cut where it is long, without what can't be seen.
fn told(name: &str) -> String {
    name.chars().take(60).map(|c| if crate::text::is_hidden(c) { '\u{FFFD}' } else { c }).collect()
}
