//! What the readable part of the log tells: of items of evidence and where they are used, of rounds,
//! assessments and the names of units. Retold entry by entry, in their order.

use std::collections::{BTreeMap, HashMap};

use domain::audit::AuditEntry;
use domain::{QuestionNo, UnitId};
use serde_json::{Value, json};

use super::chain::Chain;

/// In which assessment an item came to a place, and of which round that was; none of the outer kind
/// where the log does not say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whence {
    pub(super) assessment: Option<i64>,
    pub(super) round: Option<Option<i64>>,
}

impl Whence {
    pub(super) fn of(assessment: Option<i64>, after: &Value) -> Self {
        Self { assessment, round: after.get("round").map(Value::as_i64) }
    }
}

/// An item of evidence, as far as the log tells of it.
#[derive(Default)]
pub(super) struct Item<'a> {
    /// The entry with which it was attached, and what it says.
    pub(super) attached: Option<(&'a AuditEntry, &'a Value)>,
    pub(super) supersedes: Option<i64>,
    pub(super) superseded_by: Option<i64>,
    /// The unit that it belongs to.
    pub(super) home: Option<UnitId>,
    /// When, by whom and why it was withdrawn, as JSON.
    pub(super) withdrawn: Value,
    pub(super) places: BTreeMap<(UnitId, QuestionNo), Whence>,
}

/// Everything that was told.
#[derive(Default)]
pub(super) struct History<'a> {
    pub(super) items: BTreeMap<i64, Item<'a>>,
    /// What was said of rounds as they were opened.
    pub(super) rounds: HashMap<i64, &'a Value>,
    /// What was said of assessments outside of rounds as they were opened.
    pub(super) assessments: HashMap<i64, &'a Value>,
    /// The newest name of a unit, and the entry that gave it.
    pub(super) names: HashMap<UnitId, (i64, String)>,
}

pub(super) fn of(chain: &Chain) -> History<'_> {
    let mut history = History::default();
    for (entry, after) in chain.recording.values() {
        history.take(entry, after);
    }
    history
}

impl<'a> History<'a> {
    fn take(&mut self, entry: &'a AuditEntry, after: &'a Value) {
        let Some(id) = entry.subject_id else { return };
        match entry.action.as_str() {
            "evidence.attached" => self.attach(id, entry, after),
            "evidence.linked" => {
                if let Some(place) = place(entry, after) {
                    let whence = Whence::of(after["assessment"].as_i64(), after);
                    self.item(id).places.entry(place).or_insert(whence);
                }
            }
            "evidence.superseded" => {
                if let Some(by) = after["by"].as_i64() {
                    self.item(by).home = entry.unit_id;
                    self.item(id).superseded_by = Some(by);
                }
            }
            "evidence.withdrawn" => {
                self.item(id).withdrawn =
                    json!({ "at": entry.at, "by": entry.actor_name, "reason": after["reason"] });
            }
            "round.opened" => drop(self.rounds.insert(id, after)),
            "assessment.opened" => drop(self.assessments.insert(id, after)),
            "unit.created" | "unit.renamed" | "unit.reinstated" => {
                if let Some(name) = after["name"].as_str() {
                    self.names.insert(UnitId(id), (entry.seq, name.to_owned()));
                }
            }
            _ => {}
        }
    }

    /// A new revision supports whatever the one before it did.
    fn attach(&mut self, id: i64, entry: &'a AuditEntry, after: &'a Value) {
        let before: Value = serde_json::from_str(&entry.before).unwrap_or_default();
        let supersedes = before["supersedes"].as_i64();
        let taken_over = supersedes.map(|old| {
            let old = self.item(old);
            old.superseded_by = Some(id);
            (old.home, old.places.clone())
        });
        let (home, places) = taken_over.unwrap_or_default();
        let item = self.item(id);
        item.attached = Some((entry, after));
        item.supersedes = supersedes;
        item.home = match supersedes {
            None => entry.unit_id,
            Some(_) => after["home"].as_i64().map(UnitId).or(home).or(item.home),
        };
        if let Some(place) = place(entry, after) {
            item.places.insert(place, Whence::of(after["assessment"].as_i64(), after));
        }
        for (place, whence) in places {
            item.places.entry(place).or_insert(whence);
        }
    }

    fn item(&mut self, id: i64) -> &mut Item<'a> {
        self.items.entry(id).or_default()
    }
}

/// The unit and question that an entry about evidence names.
fn place(entry: &AuditEntry, after: &Value) -> Option<(UnitId, QuestionNo)> {
    let question = u16::try_from(after["question"].as_u64()?).ok()?;
    Some((entry.unit_id?, QuestionNo(question)))
}
