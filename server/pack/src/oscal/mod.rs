//! The results in the form of OSCAL's assessment results (NIST, version 1.2.1).
//!
//! The newest revision of each assessment is a result. Each of its answers becomes a finding about the
//! question, with observations: what was said, what the register of models holds, and each item of
//! evidence, which expires when it is no longer valid. A *no* becomes a risk with a deadline, see
//! [`deadline`]. A *yes* without accepted evidence is not satisfied either: that is what the evidenced
//! score says. What an audit found and concluded is a result of its own. There is no assessment plan in OSCAL's form; a resource in the document stands for it.

mod audit;
mod form;
mod ids;
mod question;
mod words;

use std::io::Write;

pub use question::deadline;
use serde::Serialize;

use self::form::{
    AssessedResult, ControlId, Hash, ImportAp, Link, Metadata, Party, Property, Resource,
    ResourceLink, ReviewedControls, Selection,
};
use self::ids::Ids;
use self::question::Answered;
use self::words::{line, moment, string};
use crate::collected::Collected;
use crate::manifest::About;
use crate::records::{EvidenceRecord, Submission, VerdictRecord};
use crate::{PackError, path};

/// The version of OSCAL that is written.
pub const OSCAL_VERSION: &str = "1.2.1";

/// The namespace of properties that are Plumbline's own.
const NAMESPACE: &str = "urn:uuid:3b5b2a3e-7d0c-4a57-9f0e-6f3c1c8f6a52";

/// A property of Plumbline's own.
fn property(name: &'static str, value: &str) -> Property {
    Property { name, ns: NAMESPACE, value: string(value) }
}

/// Whether a pack has results: of assessments, or of what its audit found and concluded.
#[must_use]
pub fn has_results(submissions: usize, collected: &Collected) -> bool {
    submissions > 0 || !collected.findings.is_empty() || !collected.conclusions.is_empty()
}

/// Writes the document: first every result, of which there must be one, then every item of evidence.
pub struct OscalFile<W> {
    file: W,
    ids: Ids,
    begun: bool,
    resources: bool,
}

impl<W: Write> OscalFile<W> {
    /// Begins the document.
    ///
    /// # Errors
    /// When the other end takes no more.
    pub fn new(mut file: W, about: &About) -> Result<Self, PackError> {
        let ids = Ids::of(about);
        write!(file, "{{\"assessment-results\":{{\"uuid\":\"{}\",", ids.document(about))?;
        member(&mut file, "metadata", &metadata(ids, about))?;
        file.write_all(b",")?;
        member(&mut file, "import-ap", &ImportAp { href: format!("#{}", ids.plan()) })?;
        file.write_all(b",\"results\":[")?;
        Ok(Self { file, ids, begun: false, resources: false })
    }

    /// Adds the result of a submission, whose frozen bytes lie at the path; `verdicts` are those on its
    /// evidence, oldest first.
    ///
    /// # Errors
    /// When the other end takes no more.
    pub fn result(
        &mut self,
        submission: &Submission,
        json_path: &str,
        verdicts: &[VerdictRecord],
    ) -> Result<(), PackError> {
        self.push(&result(self.ids, submission, json_path, verdicts))
    }

    /// Adds what an audit found and concluded, where the pack is of one that did.
    ///
    /// # Errors
    /// When the other end takes no more.
    pub fn audit(&mut self, about: &About, collected: &Collected) -> Result<(), PackError> {
        let of = about.scope.audit.as_ref();
        match of.and_then(|of| audit::result(self.ids, about, of, collected)) {
            Some(result) => self.push(&result),
            None => Ok(()),
        }
    }

    fn push(&mut self, result: &AssessedResult) -> Result<(), PackError> {
        if self.begun {
            self.file.write_all(b",")?;
        }
        self.begun = true;
        self.file.write_all(b"\n")?;
        Ok(serde_json::to_writer(&mut self.file, result)?)
    }

    /// Adds an item of evidence.
    ///
    /// # Errors
    /// When the other end takes no more.
    pub fn evidence(&mut self, item: &EvidenceRecord) -> Result<(), PackError> {
        self.begin_resources()?;
        self.file.write_all(b",\n")?;
        Ok(serde_json::to_writer(&mut self.file, &resource(self.ids, item))?)
    }

    /// Ends the document and gives back what it was written into.
    ///
    /// # Errors
    /// When the other end takes no more.
    pub fn finish(mut self) -> Result<W, PackError> {
        self.begin_resources()?;
        self.file.write_all(b"]}}}\n")?;
        Ok(self.file)
    }

    fn begin_resources(&mut self) -> Result<(), PackError> {
        if self.resources {
            return Ok(());
        }
        self.resources = true;
        self.file.write_all(b"],\"back-matter\":{\"resources\":[\n")?;
        Ok(serde_json::to_writer(&mut self.file, &plan(self.ids))?)
    }
}

fn member(file: &mut impl Write, name: &str, value: &impl Serialize) -> Result<(), PackError> {
    write!(file, "\"{name}\":")?;
    Ok(serde_json::to_writer(file, value)?)
}

fn metadata(ids: Ids, about: &About) -> Metadata {
    let scope = &about.scope;
    let of = match (&scope.audit, &scope.round) {
        (Some(audit), _) => audit.name.clone(),
        (None, Some(round)) => format!("{}, {}", scope.unit.name, round.name),
        (None, None) => scope.unit.name.clone(),
    };
    Metadata {
        title: line(&format!("AI security assessment of {of}")),
        last_modified: moment(about.as_of),
        version: about.head.seq.to_string(),
        oscal_version: OSCAL_VERSION,
        parties: vec![Party {
            uuid: ids.organisation(),
            r#type: "organization",
            name: Some(string(&about.organisation)),
        }],
    }
}

fn result(
    ids: Ids,
    submission: &Submission,
    json_path: &str,
    verdicts: &[VerdictRecord],
) -> AssessedResult {
    let frozen = &submission.frozen;
    let begun = frozen.answers.iter().map(|answer| answer.answered_at).min();
    let (mut observations, mut risks, mut findings) = (Vec::new(), Vec::new(), Vec::new());
    for answer in &frozen.answers {
        let outcome = Answered { ids, submission, answer, verdicts }.outcome();
        observations.extend(outcome.observations);
        risks.extend(outcome.risk);
        findings.push(outcome.finding);
    }
    let controls = frozen.answers.iter().map(|answer| ControlId { control_id: answer.key.clone() });
    AssessedResult {
        uuid: ids.result(submission),
        title: line(&format!("{}: {}", frozen.unit_name, frozen.name)),
        description: line(&format!(
            "{}, revision {}: {} points claimed, {} points evidenced. Fewer are better.",
            frozen.unit_path.join(" / "),
            frozen.revision,
            frozen.claimed,
            frozen.evidenced
        )),
        start: moment(begun.unwrap_or(frozen.submitted_at).min(frozen.submitted_at)),
        end: moment(frozen.submitted_at),
        props: vec![
            property("claimed", &frozen.claimed.to_string()),
            property("evidenced", &frozen.evidenced.to_string()),
            property("submitted-by", &frozen.submitted_by.name),
            property("log-entry", &submission.entry.to_string()),
        ],
        links: vec![Link {
            href: format!("../{json_path}"),
            rel: "canonical",
            media_type: "application/json",
        }],
        reviewed_controls: ReviewedControls {
            description: "The questions of the questionnaire, by their keys.",
            control_selections: [Selection { include_controls: controls.collect() }],
        },
        observations,
        risks,
        findings,
        remarks: None,
    }
}

fn plan(ids: Ids) -> Resource {
    Resource {
        uuid: ids.plan(),
        title: "AI security baseline".to_owned(),
        description:
            "The questionnaire stands for an assessment plan: every unit answers each of its \
                      questions with yes or no and attaches evidence, which auditors judge."
                .to_owned(),
        props: Vec::new(),
        rlinks: Vec::new(),
    }
}

fn resource(ids: Ids, item: &EvidenceRecord) -> Resource {
    let mut props = vec![property("kind", item.kind.key())];
    props.extend(item.file_name.as_deref().map(|name| property("file-name", name)));
    Resource {
        uuid: ids.evidence(item.id),
        title: line(&item.title),
        description: line(&format!(
            "Attached by {} on {}.",
            item.uploaded_by.name,
            domain::text::day(item.uploaded_at.day())
        )),
        props,
        rlinks: vec![ResourceLink {
            href: format!("../{}", path::evidence(&item.sha256)),
            media_type: string(&item.media_type),
            hashes: [Hash { algorithm: "SHA-256", value: item.sha256.clone() }],
        }],
    }
}
