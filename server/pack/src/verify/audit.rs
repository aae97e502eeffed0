//! The audit that a pack is of: its plan is what the log says, and its lists and its page follow from
//! the entries about it, byte for byte.

use domain::AuditId;
use serde::Serialize;

use super::archive::Archive;
use super::chain::Chain;
use super::derived::{same, unlike};
use super::history::History;
use super::same::Same;
use super::{Fault, fault};
use crate::collected::Collected;
use crate::manifest::{About, AuditScope};
use crate::path;
use crate::records::JsonList;
use crate::report;

/// What the log tells of an audit.
pub(super) fn told(chain: &Chain, audit: AuditId) -> Collected {
    Collected::of(audit, chain.recording.values().map(|(entry, _)| entry))
}

/// The manifest says of the audit what the log says.
pub(super) fn check_plan(
    of: &AuditScope,
    collected: &Collected,
    history: &History<'_>,
) -> Result<(), Fault> {
    let wrong = |what: &str| Err(fault(path::MANIFEST, format!("{what} in the log")));
    let Some(plan) = &collected.plan else {
        return wrong("the audit that it is of was not set up");
    };
    let rounds = of.rounds.iter().map(|round| round.id);
    let is_it = (&plan.name, &plan.about, plan.from, plan.to)
        == (&of.name, &of.about, of.from, of.to)
        && (&plan.units, &plan.auditors) == (&of.units, &of.auditors)
        && rounds.eq(plan.rounds.iter().copied());
    if !is_it {
        return wrong("the audit that it is of is another one");
    }
    for round in &of.rounds {
        let opened = history.rounds.get(&round.id.0);
        if opened.is_some_and(|opened| opened["name"] != round.name) {
            return wrong("a round of the audit has another name");
        }
    }
    Ok(())
}

/// The lists are what the log tells.
pub(super) fn check_lists(archive: &Archive, collected: &Collected) -> Result<(), Fault> {
    check_list(archive, path::REQUESTS, &collected.requests)?;
    check_list(archive, path::FINDINGS, &collected.findings)?;
    check_list(archive, path::CONCLUSIONS, &collected.conclusions)
}

fn check_list(archive: &Archive, name: &str, rows: &[impl Serialize]) -> Result<(), Fault> {
    let broken = |error: crate::PackError| fault(name, error.to_string());
    let mut list = JsonList::new(Same::new(archive.open_file(name)?)).map_err(broken)?;
    for row in rows {
        list.push(row).map_err(broken)?;
    }
    list.finish().map_err(broken)?.end().map_or(Ok(()), |at| Err(unlike(name, at)))
}

/// The page is what follows from them.
pub(super) fn check_page(
    archive: &Archive,
    about: &About,
    of: &AuditScope,
    collected: &Collected,
) -> Result<(), Fault> {
    same(archive, path::AUDIT, report::audit(about, of, collected).as_bytes())
}
