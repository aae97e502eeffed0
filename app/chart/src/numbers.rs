//! The same figures as a table.

/// A table of what a chart shows: a head for each column, and rows that begin with their name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    /// The heads; the first is that of the names.
    pub heads: Vec<String>,
    /// A name, and a cell for each further head.
    pub rows: Vec<(String, Vec<String>)>,
    /// What holds for the whole table, such as a target.
    pub notes: Vec<String>,
}

/// What stands where nothing was measured.
pub(crate) const NOTHING: &str = "–";
