//! What a pack is of: which units, which round, and what of the log belongs to it.

use std::collections::HashSet;

use domain::UnitId;

use super::chain::Chain;
use super::compared::Standing;
use super::history::{History, Whence};
use super::{Fault, fault};
use crate::manifest::{About, CoveredUnit, Manifest};
use crate::path;

/// The scope of a pack, to ask whether something belongs to it.
pub(super) struct Scoped {
    units: HashSet<UnitId>,
    pub(super) round: Option<i64>,
    /// The assessments that are known to be of the round: their submissions say so.
    pub(super) asked: HashSet<i64>,
}

impl Scoped {
    pub(super) fn of(manifest: &Manifest) -> Self {
        let scope = &manifest.about.scope;
        Self {
            units: scope.units.iter().map(|unit| unit.id).collect(),
            round: scope.round.as_ref().map(|round| round.id.0),
            asked: HashSet::new(),
        }
    }

    pub(super) fn covers(&self, unit: Option<UnitId>) -> bool {
        unit.is_some_and(|unit| self.units.contains(&unit))
    }

    /// Whether what happened in a unit, in an assessment, belongs to the pack.
    pub(super) fn standing(
        &self,
        history: &History<'_>,
        unit: Option<UnitId>,
        whence: Whence,
    ) -> Standing {
        if !self.covers(unit) {
            return Standing::Foreign;
        }
        let Some(round) = self.round else { return Standing::Required };
        let is_asked = whence.assessment.is_some_and(|id| self.asked.contains(&id));
        let is_ad_hoc = whence.assessment.is_some_and(|id| history.assessments.contains_key(&id));
        match whence.round {
            Some(other) if other == Some(round) => Standing::Required,
            Some(_) => Standing::Foreign,
            None if is_asked => Standing::Required,
            None if is_ad_hoc => Standing::Foreign,
            None => Standing::Unknown,
        }
    }
}

/// The manifest says of the pack what the log says, as far as it does, and does not contradict itself.
pub(super) fn check_about(
    about: &About,
    chain: &Chain,
    history: &History<'_>,
) -> Result<(), Fault> {
    let wrong = |what: String| Err(fault(path::MANIFEST, what));
    if let Some((seq, at)) = chain.newest
        && seq == about.head.seq
        && at != about.as_of
    {
        return wrong(format!("it is not as of the moment of entry {seq}, its head"));
    }
    let other = chain.keys.iter().filter_map(|said| said.get("installation"));
    if other.into_iter().any(|said| *said != about.installation) {
        return wrong("the log is that of another installation".to_owned());
    }
    let scope = &about.scope;
    if let Some(round) = &scope.round
        && let Some(opened) = history.rounds.get(&round.id.0)
        && opened["name"] != round.name
    {
        return wrong(format!("round {} has another name in the log", round.id));
    }
    let Some(top) = scope.units.iter().find(|unit| unit.id == scope.unit.id) else {
        return wrong("the unit that it is of is not among its units".to_owned());
    };
    if top.path.last() != Some(&scope.unit.name) || top.path.first() != Some(&about.organisation) {
        return wrong("it gives a unit or the organisation two names".to_owned());
    }
    for pair in scope.units.windows(2) {
        if pair[0].id >= pair[1].id {
            return wrong("its units are out of order".to_owned());
        }
    }
    let in_place = |unit| check_place(unit, top, about);
    scope.units.iter().try_for_each(in_place)
}

/// Units have the names that the log and their submissions give them.
pub(super) fn check_names(about: &About, history: &History<'_>) -> Result<(), Fault> {
    let is_other = |unit: &&CoveredUnit| {
        let known = history.names.get(&unit.id);
        known.is_some_and(|(_, known)| unit.path.last() != Some(known))
    };
    match about.scope.units.iter().find(is_other) {
        Some(unit) => {
            let what = format!("unit {} has another name in the log", unit.id);
            Err(fault(path::MANIFEST, what))
        }
        None => Ok(()),
    }
}

fn check_place(unit: &CoveredUnit, top: &CoveredUnit, about: &About) -> Result<(), Fault> {
    let wrong = |what: &str| Err(fault(path::MANIFEST, format!("unit {} {what}", unit.id)));
    let Some((_, above)) = unit.path.split_last() else { return wrong("has no name") };
    if unit.id == top.id || about.scope.units.iter().any(|other| other.path == above) {
        return Ok(());
    }
    wrong("does not lie below a unit that the pack is of")
}
