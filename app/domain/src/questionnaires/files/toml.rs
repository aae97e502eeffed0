//! Taking TOML apart. The parser itself bounds how deep values may lie in each other.

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue, Error};

use super::FAULTS_MAX;
use super::tree::{Entry, Node, Syntax, Value};

/// The file as a tree.
pub(super) fn tree(text: &str) -> Result<Node<'_>, Vec<Syntax>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        let value = Value::Table(entries(table.into_inner()));
        return Ok(Node { at: 0, value });
    }
    Err(errors.iter().take(FAULTS_MAX).map(syntax).collect())
}

fn syntax(error: &Error) -> Syntax {
    let at = error.span().map_or(0, |span| span.start);
    Syntax { at, message: format!("This is no TOML: {}.", error.message()) }
}

fn entries(table: DeTable<'_>) -> Vec<Entry<'_>> {
    let entry = |(name, value): (Spanned<_>, Spanned<_>)| Entry {
        at: name.span().start,
        name: name.into_inner(),
        node: node(value),
    };
    table.into_iter().map(entry).collect()
}

fn node(spanned: Spanned<DeValue<'_>>) -> Node<'_> {
    let at = spanned.span().start;
    let value = match spanned.into_inner() {
        DeValue::String(text) => Value::Text(text),
        DeValue::Integer(number) => whole(&number),
        DeValue::Float(_) => Value::Other("a number with a fraction"),
        DeValue::Boolean(_) => Value::Other("true or false"),
        DeValue::Datetime(_) => Value::Other("a time"),
        DeValue::Array(items) => Value::List(items.into_iter().map(node).collect()),
        DeValue::Table(table) => Value::Table(entries(table)),
    };
    Node { at, value }
}

fn whole(number: &DeInteger<'_>) -> Value<'static> {
    let read = i64::from_str_radix(number.as_str(), number.radix());
    read.map_or(Value::Other("a number beyond all bounds"), Value::Whole)
}
