//! What scores follow from, kept in memory until a number in the database says that it has changed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::UnitId;
use domain::trends::UnitScores;

/// How often what a unit's scores follow from had been changed when it was read.
pub(super) type Changes = i64;

/// The units that were read so far, each with how often it had been changed by then. Clones share
/// it. A unit of a thousand with 24 quarters behind it takes some 10 KiB.
#[derive(Clone, Default)]
pub(crate) struct KeptScores(Arc<Mutex<Kept>>);

type Kept = HashMap<UnitId, (Changes, Arc<UnitScores>)>;

impl KeptScores {
    /// Those of the units that are kept and were not changed since.
    pub(super) fn known(&self, units: &[(UnitId, Changes)]) -> HashMap<UnitId, Arc<UnitScores>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |(unit, changes): &(UnitId, Changes)| {
            let (then, scores) = kept.get(unit)?;
            (then == changes).then(|| (*unit, Arc::clone(scores)))
        };
        units.iter().filter_map(same).collect()
    }

    /// Keeps what was read, unless something newer is kept already.
    pub(super) fn keep(&self, read: impl IntoIterator<Item = (Changes, Arc<UnitScores>)>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (changes, scores) in read {
            let unit = scores.unit;
            if kept.get(&unit).is_none_or(|(then, _)| *then <= changes) {
                kept.insert(unit, (changes, scores));
            }
        }
    }
}
