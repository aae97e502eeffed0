//! What a pack is of: which units, which round, and what of the log belongs to it.

use std::collections::HashSet;

use domain::{Day, UnitId};
use serde_json::Value;

use super::chain::Chain;
use super::compared::Standing;
use super::history::{History, Whence};
use super::{Fault, fault};
use crate::collected::Collected;
use crate::manifest::{About, AuditScope, CoveredUnit, Manifest};
use crate::path;

/// The scope of a pack, to ask whether something belongs to it.
pub(super) struct Scoped {
    units: HashSet<UnitId>,
    /// The rounds that it is bounded to, where it is.
    rounds: Option<HashSet<i64>>,
    /// The assessments that are known to be of its rounds: their submissions say so.
    asked: HashSet<i64>,
    window: Option<Window>,
}

/// The window of an audit, and what lies in it.
struct Window {
    from: Day,
    to: Day,
    /// The assessments outside of rounds that were submitted on a day of it.
    submitted: HashSet<i64>,
    /// The items that answer the audit's requests.
    answering: HashSet<i64>,
}

impl Window {
    fn of(audit: &AuditScope, chain: &Chain, collected: &Collected) -> Self {
        let (from, to) = (audit.from, audit.to);
        let all = chain.recording.values();
        let submitted = all
            .filter(|(entry, after)| {
                let is_ad_hoc = after.get("round").is_some_and(Value::is_null);
                let day = entry.at.day();
                entry.action == "assessment.submitted" && is_ad_hoc && from <= day && day <= to
            })
            .filter_map(|(entry, _)| entry.subject_id);
        let answering = collected.answering().map(|item| item.0);
        Self { from, to, submitted: submitted.collect(), answering: answering.collect() }
    }

    /// Whether an item, as it was attached, counts on a day of it, or answers a request.
    fn holds(&self, id: i64, attached: &Value) -> bool {
        let day = |name: &str| attached[name].as_str().and_then(|day| day.parse::<Day>().ok());
        let counts = day("collected_on").is_some_and(|day| day <= self.to)
            && day("valid_until").is_some_and(|day| day >= self.from);
        counts || self.answering.contains(&id)
    }
}

impl Scoped {
    pub(super) fn of(manifest: &Manifest, chain: &Chain, collected: &Collected) -> Self {
        let scope = &manifest.about.scope;
        let round = scope.round.as_ref().map(|round| HashSet::from([round.id.0]));
        let rounds = |of: &AuditScope| of.rounds.iter().map(|round| round.id.0).collect();
        Self {
            units: scope.units.iter().map(|unit| unit.id).collect(),
            rounds: scope.audit.as_ref().map(rounds).or(round),
            asked: HashSet::new(),
            window: scope.audit.as_ref().map(|of| Window::of(of, chain, collected)),
        }
    }

    /// Whether it holds everything of its units.
    pub(super) const fn holds_all(&self) -> bool {
        self.rounds.is_none()
    }

    /// Notes of which round a submission says that its assessment is.
    pub(super) fn ask(&mut self, assessment: i64, round: Option<i64>) -> Result<(), &'static str> {
        let Some(rounds) = &self.rounds else { return Ok(()) };
        match round {
            Some(round) if rounds.contains(&round) => {
                self.asked.insert(assessment);
                Ok(())
            }
            // Whether it was made in the window of the audit, the log says.
            None if self.window.is_some() => Ok(()),
            _ => Err("it is of another round than the pack"),
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
        let Some(rounds) = &self.rounds else { return Standing::Required };
        let in_window =
            |window: &Window| whence.assessment.is_some_and(|id| window.submitted.contains(&id));
        if whence.round == Some(None) && self.window.as_ref().is_some_and(in_window) {
            return Standing::Required;
        }
        let is_asked = whence.assessment.is_some_and(|id| self.asked.contains(&id));
        let is_ad_hoc = whence.assessment.is_some_and(|id| history.assessments.contains_key(&id));
        match whence.round {
            Some(Some(round)) if rounds.contains(&round) => Standing::Required,
            Some(_) => Standing::Foreign,
            None if is_asked => Standing::Required,
            None if is_ad_hoc => Standing::Foreign,
            None => Standing::Unknown,
        }
    }
}

impl Scoped {
    /// Whether an item that came to a unit belongs to the pack: of an audit when it counts on a day of
    /// its window, and else with the assessment in which it came there.
    pub(super) fn standing_of_evidence(
        &self,
        history: &History<'_>,
        unit: UnitId,
        whence: Whence,
        (id, attached): (i64, &Value),
    ) -> Standing {
        match &self.window {
            None => self.standing(history, Some(unit), whence),
            Some(window) if self.covers(Some(unit)) && window.holds(id, attached) => {
                Standing::Required
            }
            Some(_) => Standing::Foreign,
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
    if let Some(of) = &scope.audit {
        return check_audited(of, about);
    }
    let Some(top) = scope.units.iter().find(|unit| unit.id == scope.unit.id) else {
        return wrong("the unit that it is of is not among its units".to_owned());
    };
    if top.path.last() != Some(&scope.unit.name) || top.path.first() != Some(&about.organisation) {
        return wrong("it gives a unit or the organisation two names".to_owned());
    }
    check_order(&scope.units)?;
    let in_place = |unit| check_place(unit, top, about);
    scope.units.iter().try_for_each(in_place)
}

fn check_order(units: &[CoveredUnit]) -> Result<(), Fault> {
    if units.windows(2).all(|pair| pair[0].id < pair[1].id) {
        return Ok(());
    }
    Err(fault(path::MANIFEST, "its units are out of order"))
}

/// The units of an audit are named from those that were chosen down: who looks from outside knows of
/// none above.
fn check_audited(of: &AuditScope, about: &About) -> Result<(), Fault> {
    let scope = &about.scope;
    check_order(&scope.units)?;
    let wrong = |what: &str| Err(fault(path::MANIFEST, what));
    let named = |id: UnitId| scope.units.iter().find(|unit| unit.id == id);
    if of.units.iter().any(|id| named(*id).is_none()) {
        return wrong("a unit of the audit is not among its units");
    }
    let first = of.units.first().and_then(|id| named(*id));
    let is_first =
        |top: &CoveredUnit| top.id == scope.unit.id && top.path.last() == Some(&scope.unit.name);
    if scope.round.is_some() || !first.is_some_and(is_first) {
        return wrong("the unit that it is of is not the first of its audit");
    }
    let below = |unit: &CoveredUnit| match unit.path.split_last() {
        Some((_, [])) => of.units.contains(&unit.id),
        Some((_, above)) => scope.units.iter().any(|other| other.path == above),
        None => false,
    };
    match scope.units.iter().find(|unit| !below(unit)) {
        Some(unit) => wrong(&format!("unit {} does not lie below a unit of the audit", unit.id)),
        None => Ok(()),
    }
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
