//! A file as values that know where they stand, whatever it is written in.

use std::borrow::Cow;

/// A value and the byte at which it begins.
#[derive(Debug)]
pub(super) struct Node<'t> {
    pub(super) at: usize,
    pub(super) value: Value<'t>,
}

/// What a questionnaire can be made of; anything else is told by its name.
#[derive(Debug)]
pub(super) enum Value<'t> {
    Text(Cow<'t, str>),
    Whole(i64),
    List(Vec<Node<'t>>),
    Table(Vec<Entry<'t>>),
    Other(&'static str),
}

/// A field of a table.
#[derive(Debug)]
pub(super) struct Entry<'t> {
    pub(super) name: Cow<'t, str>,
    /// Where the name stands, or the value where that isn't known.
    pub(super) at: usize,
    pub(super) node: Node<'t>,
}

/// What keeps a file from being taken apart, and the byte at which it was met.
#[derive(Debug)]
pub(super) struct Syntax {
    pub(super) at: usize,
    pub(super) message: String,
}

impl Value<'_> {
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Whole(_) => "a number",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Other(kind) => kind,
        }
    }
}
