//! Holding rows of a pack against what the log records, field by field.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{Fault, fault};
use crate::path;

/// Whether a row has its place in the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// It belongs to something else.
    Foreign,
    /// The log does not say.
    Unknown,
    /// It must be there.
    Required,
}

/// A row as the log records it.
pub(super) struct Recorded {
    pub(super) standing: Standing,
    /// The fields of which the log tells, as they must be.
    pub(super) fields: Map<String, Value>,
}

/// A row as it is in the pack.
pub(super) struct Row {
    /// The entry that it says to be recorded by.
    pub(super) entry: i64,
    /// How it is named to a person.
    pub(super) place: String,
    pub(super) fields: Value,
}

/// Every row is one that the log records, as it records it, and none is wanting. Gives back how many
/// rows have fields of which the log says nothing.
pub(super) fn compare(
    what: &str,
    rows: &[Row],
    recorded: &BTreeMap<i64, Recorded>,
) -> Result<u64, Fault> {
    let (mut seen, mut unrecorded) = (BTreeSet::new(), 0);
    for row in rows {
        let logged = recorded.get(&row.entry).ok_or_else(|| {
            fault(&row.place, format!("entry {} of the log does not record it", row.entry))
        })?;
        if logged.standing == Standing::Foreign {
            return Err(fault(&row.place, "it belongs to something that the pack is not of"));
        }
        if let Some(name) = difference(&logged.fields, &row.fields) {
            let what = format!(
                "its {} is not what entry {} of the log records",
                name.replace('_', " "),
                row.entry
            );
            return Err(fault(&row.place, what));
        }
        if !seen.insert(row.entry) {
            return Err(fault(&row.place, "it is there twice"));
        }
        let known = |name: &String| logged.fields.contains_key(name);
        let fields = row.fields.as_object();
        unrecorded += u64::from(fields.is_some_and(|fields| !fields.keys().all(known)));
    }
    let required = |logged: &Recorded| logged.standing == Standing::Required;
    match recorded.iter().find(|(entry, logged)| required(logged) && !seen.contains(entry)) {
        Some((entry, _)) => Err(fault(
            format!("{}, entry {entry}", path::LOG),
            format!("the {what} that it records is missing"),
        )),
        None => Ok(unrecorded),
    }
}

/// The first field that is not as it was recorded.
fn difference<'a>(recorded: &'a Map<String, Value>, row: &Value) -> Option<&'a str> {
    let differs = |(name, value): &(&String, &Value)| row.get(name.as_str()) != Some(*value);
    recorded.iter().find(differs).map(|(name, _)| name.as_str())
}

/// The fields that are given, and those of an entry that it has: older entries have fewer.
pub(super) fn fields(given: Value, entry: &Value, more: &[(&str, &str)]) -> Map<String, Value> {
    let mut fields = match given {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    for (name, recorded_as) in more {
        if let Some(value) = entry.get(*recorded_as) {
            fields.insert((*name).to_owned(), value.clone());
        }
    }
    fields
}
