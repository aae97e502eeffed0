//! Taking JSON apart. Raw values point into the text that they were read from: that is where they stand.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::tree::{Entry, Node, Syntax, Value};

/// How deep values may lie in each other: a questionnaire needs five levels.
const DEPTH_MAX: usize = 16;

/// The file as a tree.
pub(super) fn tree(text: &str) -> Result<Node<'_>, Vec<Syntax>> {
    match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) => Ok(node(text, raw, DEPTH_MAX)),
        Err(error) => {
            let line = text.split_inclusive('\n').take(error.line().saturating_sub(1));
            let at = line.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
            let said = error.to_string();
            // The place is told in front of it.
            let said = said.split(" at line ").next().unwrap_or_default();
            Err(vec![Syntax { at, message: format!("This is no JSON: {said}.") }])
        }
    }
}

fn node<'t>(text: &'t str, raw: &'t RawValue, deeper: usize) -> Node<'t> {
    let at = raw.get().as_ptr().addr().saturating_sub(text.as_ptr().addr());
    let value = value(text, raw.get(), deeper);
    Node { at, value: value.unwrap_or(Value::Other("a text with a broken character")) }
}

/// None only for a text whose escapes stand for no characters: all else was found well formed before.
fn value<'t>(text: &'t str, raw: &'t str, deeper: usize) -> Option<Value<'t>> {
    Some(match raw.bytes().next()? {
        b'"' => Value::Text(Cow::Owned(serde_json::from_str(raw).ok()?)),
        b'[' | b'{' if deeper == 0 => Value::Other("something that lies too deep"),
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(raw).ok()?;
            Value::List(items.into_iter().map(|item| node(text, item, deeper - 1)).collect())
        }
        b'{' => {
            let fields: Fields<'_> = serde_json::from_str(raw).ok()?;
            let entry = |(name, raw): (String, &'t RawValue)| {
                let node = node(text, raw, deeper - 1);
                Entry { name: Cow::Owned(name), at: node.at, node }
            };
            Value::Table(fields.0.into_iter().map(entry).collect())
        }
        b't' | b'f' => Value::Other("true or false"),
        b'n' => Value::Other("null"),
        _ => raw.parse().map_or(Value::Other("a number with a fraction"), Value::Whole),
    })
}

/// The fields of an object as they stand there, with those that stand there twice.
struct Fields<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Each)
    }
}
