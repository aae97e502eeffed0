//! An audit of the last closed quarter: two units, three findings in different states, one conclusion.

use std::collections::BTreeSet;

use domain::audits::{Concluded, Ending, Grade, NewAudit, NewFinding, Opinion};
use domain::{AuditId, FindingId, RoundId};
use store::StoreError;

use super::build::Making;
use super::history::number;
use super::quarters::Span;

/// The units that are audited, by their places in the plan.
const UNITS: [usize; 2] = [4, 5];

/// Who leads it, and who answers for the units.
const AUDITOR: usize = 2;
pub(super) const MANAGER: usize = 1;

/// Unit, question, grade, title and what was seen.
const FOUND: [(usize, usize, Grade, &str, &str); 3] = [
    (
        4,
        8,
        Grade::Major,
        "Keys older than the policy allows",
        "Two of the seven keys to the suggestion service were made more than 90 days before the \
         quarter ended. The policy names 90 days, and no exception was recorded.",
    ),
    (
        5,
        2,
        Grade::Minor,
        "One permission without an owner",
        "The reply drafter may write to the ticket system on behalf of a group that was dissolved in \
         August. Of the eleven other permissions each has an owner.",
    ),
    (
        4,
        5,
        Grade::Observation,
        "The test set has not grown since spring",
        "The prompts that are tried before a release are those of April. Nothing asks for more; \
         attacks that were published since are not among them.",
    ),
];

/// An audit under way, with what it has found.
pub(super) struct UnderWay {
    audit: AuditId,
    found: Vec<FindingId>,
}

impl Making<'_> {
    /// At the end of a quarter: its evidence is audited, and what is found is written down.
    pub(super) async fn audit(&mut self, span: Span) -> Result<Option<UnderWay>, StoreError> {
        let lead = self.actor(AUDITOR).await?;
        let newest = self.store.read(&lead).rounds(1).await?;
        let Some(round) = newest.first() else { return Ok(None) };
        let audit = self.store.open_audit(&lead, &self.plan_of(span, round.id)).await?;
        let mut found = Vec::new();
        for (unit, question, grade, title, detail) in FOUND {
            let new = NewFinding {
                unit: self.units[unit],
                question: number(question),
                grade,
                title: title.to_owned(),
                detail: detail.to_owned(),
            };
            found.push(self.store.raise_finding(&lead, audit, &new).await?);
        }
        Ok(Some(UnderWay { audit, found }))
    }

    fn plan_of(&self, span: Span, round: RoundId) -> NewAudit {
        NewAudit {
            name: format!("{} internal audit", span.name),
            about:
                "Whether the evidence of the two units that face customers shows what they claim."
                    .to_owned(),
            from: span.first,
            to: span.last,
            units: UNITS.iter().map(|unit| self.units[*unit]).collect(),
            rounds: BTreeSet::from([round]),
            auditors: BTreeSet::from([self.people[AUDITOR]]),
        }
    }

    /// By now the units have said what they make of it, and one finding is remedied.
    pub(super) async fn answer_audit(&mut self, under_way: &UnderWay) -> Result<(), StoreError> {
        let (lead, manager) = (self.actor(AUDITOR).await?, self.actor(MANAGER).await?);
        let [keys, permission, ..] = under_way.found.as_slice() else { return Ok(()) };
        let said =
            "Both were replaced on 2 October. The reminder comes ten days ahead from now on.";
        self.store.respond_to_finding(&manager, *keys, said).await?;
        let said = "The permission was withdrawn; the drafter did not use it.";
        self.store.respond_to_finding(&manager, *permission, said).await?;
        let seen = "Seen in the register: the permission is gone.";
        self.store.end_finding(&lead, *permission, Ending::Remedied, seen).await?;
        let given = Concluded {
            unit: Some(self.units[UNITS[1]]),
            opinion: Opinion::Unqualified,
            words: "What was claimed is shown; the one gap that was found is closed.".to_owned(),
        };
        self.store.conclude(&lead, under_way.audit, &given).await
    }
}
