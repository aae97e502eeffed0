//! What an audit found and concluded, as a result of its own beside those of the assessments.
//!
//! Each finding is an observation and a finding about its question; a nonconformity is a risk as well,
//! closed once it was remedied. A finding that was withdrawn is said to be, and is no risk.

use domain::audits::{Ending, Grade};
use domain::questionnaire::{Question, baseline};
use domain::{UnitId, text};

use super::form::{
    AssessedResult, ControlId, Finding, Link, Observation, RelatedObservation, RelatedRisk,
    ReviewedControls, Risk, Selection, Status, Target,
};
use super::ids::Ids;
use super::property;
use super::words::{line, lines, moment};
use crate::collected::{Collected, ConclusionRecord, FindingRecord};
use crate::manifest::{About, AuditScope};
use crate::path;

/// The result of an audit; none where it found and concluded nothing.
pub(super) fn result(
    ids: Ids,
    about: &About,
    of: &AuditScope,
    collected: &Collected,
) -> Option<AssessedResult> {
    if !super::has_results(0, collected) {
        return None;
    }
    let found: Vec<Found<'_>> =
        collected.findings.iter().map(|finding| Found { ids, about, finding }).collect();
    let controls = baseline().questions.iter();
    let controls = controls.map(|question| ControlId { control_id: question.key.clone() });
    let conclusions =
        collected.conclusions.iter().map(|given| concluded(about, given)).collect::<Vec<_>>();
    let at = |step: &Option<crate::StepRecord>| step.as_ref().map(|step| step.at);
    Some(AssessedResult {
        uuid: ids.audit(of.id),
        title: line(&format!("Audit: {}", of.name)),
        description: line(&format!(
            "What the audit of {} to {} found and concluded.",
            text::day(of.from),
            text::day(of.to)
        )),
        start: moment(at(&collected.opened).unwrap_or(about.as_of)),
        end: moment(at(&collected.closed).unwrap_or(about.as_of)),
        props: of.auditors.iter().map(|name| property("auditor", name)).collect(),
        links: vec![Link {
            href: format!("../{}", path::FINDINGS),
            rel: "canonical",
            media_type: "application/json",
        }],
        reviewed_controls: ReviewedControls {
            description: "The questions of the questionnaire, by their keys.",
            control_selections: [Selection { include_controls: controls.collect() }],
        },
        observations: found.iter().map(|found| found.observation()).collect(),
        risks: found.iter().filter_map(|found| found.risk()).collect(),
        findings: found.iter().map(|found| found.finding()).collect(),
        remarks: (!conclusions.is_empty()).then(|| conclusions.join("\n\n")),
    })
}

/// A conclusion in a sentence.
fn concluded(about: &About, given: &ConclusionRecord) -> String {
    let of = given.unit.map_or("The whole".to_owned(), |unit| line(unit_name(about, unit)));
    format!(
        "{of}: {}. {} {}, {}.",
        line(given.opinion.label()),
        lines(&given.said.words),
        line(&given.said.step.by.name),
        text::day(given.said.step.at.day())
    )
}

fn unit_name(about: &About, unit: UnitId) -> &str {
    let unit = about.scope.units.iter().find(|covered| covered.id == unit);
    unit.and_then(|covered| covered.path.last()).map_or("A unit", String::as_str)
}

/// A finding with what it is part of.
struct Found<'a> {
    ids: Ids,
    about: &'a About,
    finding: &'a FindingRecord,
}

impl Found<'_> {
    fn id(&self, part: &str) -> uuid::Uuid {
        self.ids.of_finding(self.finding.id, part)
    }

    fn question(&self) -> Option<&'static Question> {
        baseline().question(self.finding.question)
    }

    fn unit(&self) -> &str {
        unit_name(self.about, self.finding.unit)
    }

    fn ending(&self) -> Option<Ending> {
        self.finding.ended.as_ref().map(|ended| ended.ending)
    }

    fn observation(&self) -> Observation {
        let finding = self.finding;
        Observation {
            uuid: self.id("observation"),
            title: line(&format!("{}: {}", self.unit(), finding.title)),
            description: lines(&finding.detail),
            props: vec![
                property("grade", finding.grade.key()),
                property("unit", self.unit()),
                property("raised-by", &finding.raised.by.name),
                property("log-entry", &finding.raised.entry.to_string()),
            ],
            methods: ["EXAMINE"],
            types: ["finding"],
            relevant_evidence: Vec::new(),
            collected: moment(finding.raised.at),
            expires: None,
            remarks: self.said(),
        }
    }

    /// What the unit said to it, and how it ended.
    fn said(&self) -> Option<String> {
        let told = |verb: &str, said: &crate::Said| {
            let (by, day) = (line(&said.step.by.name), text::day(said.step.at.day()));
            format!("{verb} by {by} on {day}: {}", lines(&said.words))
        };
        let response = self.finding.response.as_ref().map(|said| told("Answered", said));
        let ended = self.finding.ended.as_ref();
        let ended = ended.map(|ended| told(ended.ending.label(), &ended.said));
        let said: Vec<String> = response.into_iter().chain(ended).collect();
        (!said.is_empty()).then(|| said.join("\n\n"))
    }

    fn risk(&self) -> Option<Risk> {
        if self.finding.grade == Grade::Observation || self.ending() == Some(Ending::Withdrawn) {
            return None;
        }
        Some(Risk {
            uuid: self.id("risk"),
            title: line(&format!("{}: {}", self.unit(), self.finding.title)),
            description: lines(&self.finding.detail),
            statement: format!("{}, found by an auditor.", self.finding.grade.label()),
            status: if self.ending().is_some() { "closed" } else { "open" },
            deadline: None,
            remediations: Vec::new(),
            related_observations: [RelatedObservation { observation_uuid: self.id("observation") }],
        })
    }

    fn finding(&self) -> Finding {
        let label = self.question().map_or("A question", |question| question.label.as_str());
        let key = self.question().map_or("question", |question| question.key.as_str());
        let risk = self.risk();
        Finding {
            uuid: self.id("finding"),
            title: line(&self.finding.title),
            description: lines(&self.finding.detail),
            target: Target {
                r#type: "objective-id",
                target_id: key.to_owned(),
                title: line(label),
                status: self.status(),
            },
            related_observations: vec![RelatedObservation {
                observation_uuid: self.id("observation"),
            }],
            related_risks: risk.iter().map(|risk| RelatedRisk { risk_uuid: risk.uuid }).collect(),
        }
    }

    fn status(&self) -> Status {
        let (state, reason, remarks) = match (self.ending(), self.finding.grade) {
            (Some(Ending::Remedied), _) => ("satisfied", "pass", "Found, and remedied since."),
            (Some(Ending::Withdrawn), _) => ("satisfied", "other", "The finding was withdrawn."),
            (None, Grade::Observation) => ("satisfied", "other", "An observation, still open."),
            (None, Grade::Major | Grade::Minor) => {
                ("not-satisfied", "fail", "A nonconformity, still open.")
            }
        };
        Status { state, reason, remarks }
    }
}
