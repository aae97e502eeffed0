//! One answer in OSCAL's words: what was observed, what was found, and what is at risk.

use chrono::Days;
use domain::assessment::{FrozenAnswer, FrozenEvidence};
use domain::evidence::Verdict;
use domain::questionnaire::{self, Question};
use domain::{Answer, Day, text};
use uuid::Uuid;

use super::form::{
    Finding, Observation, RelatedObservation, RelatedRisk, RelevantEvidence, Remediation, Risk,
    Status, Target,
};
use super::ids::Ids;
use super::property;
use super::words::{begin_of, end_of, line, lines, moment};
use crate::records::{Submission, VerdictRecord};

/// An answer with everything around it.
#[derive(Clone, Copy)]
pub(super) struct Answered<'a> {
    pub(super) ids: Ids,
    pub(super) submission: &'a Submission,
    pub(super) answer: &'a FrozenAnswer,
    pub(super) verdicts: &'a [VerdictRecord],
}

/// What comes of one answer.
pub(super) struct Outcome {
    pub(super) observations: Vec<Observation>,
    pub(super) risk: Option<Risk>,
    pub(super) finding: Finding,
}

/// The day by which a *no* should have been closed: so many days as the questionnaire gives the
/// question, counted from the day on which the assessment was due, or on which it was submitted where
/// it was not due at any.
#[must_use]
pub fn deadline(submitted: Day, due: Option<Day>, days: u16) -> Day {
    let from = due.unwrap_or(submitted);
    from.checked_add_days(Days::new(days.into())).unwrap_or(from)
}

impl Answered<'_> {
    pub(super) fn outcome(self) -> Outcome {
        let mut observations = vec![self.said()];
        observations.extend(self.registered());
        observations.extend(self.answer.evidence.iter().map(|item| self.shown(item)));
        let risk = (self.answer.answer == Answer::No).then(|| self.risk());
        let finding = self.finding(&observations, risk.as_ref());
        Outcome { observations, risk, finding }
    }

    fn id(self, part: &str) -> Uuid {
        self.ids.about(self.submission, self.answer.question, part)
    }

    fn word(self) -> &'static str {
        match self.answer.answer {
            Answer::Yes => "Yes",
            Answer::No => "No",
        }
    }

    /// The answer itself.
    fn said(self) -> Observation {
        let note = lines(&self.answer.note);
        Observation {
            uuid: self.id("answer"),
            title: line(&format!("{}: {}", self.answer.label, self.word())),
            description: format!("{} The answer is {}.", line(&self.answer.text), self.word()),
            props: vec![
                property("answer", self.answer.answer.key()),
                property("answered-by", &self.answer.answered_by.name),
            ],
            methods: ["INTERVIEW"],
            types: ["control-objective"],
            relevant_evidence: Vec::new(),
            collected: moment(self.answer.answered_at),
            expires: None,
            remarks: (!note.is_empty()).then_some(note),
        }
    }

    /// What the register of models said beside it.
    fn registered(self) -> Option<Observation> {
        let inventory = &self.answer.inventory;
        let sentences = [&inventory.facts[..], &inventory.clashes[..]].concat();
        if sentences.is_empty() {
            return None;
        }
        let agrees = if inventory.clashes.is_empty() { "agreed" } else { "disagreed" };
        Some(Observation {
            uuid: self.id("inventory"),
            title: line(&format!("{}: what the inventory says", self.answer.label)),
            description: lines(&sentences.join("\n")),
            props: vec![property("inventory", agrees)],
            methods: ["TEST"],
            types: ["discovery"],
            relevant_evidence: Vec::new(),
            collected: moment(self.submission.frozen.submitted_at),
            expires: None,
            remarks: None,
        })
    }

    /// An item of evidence behind it, with the newest verdict on it in the pack.
    fn shown(self, item: &FrozenEvidence) -> Observation {
        let unit = self.submission.frozen.unit;
        let newest = self.verdicts.iter().rev().find(|given| {
            (given.evidence, given.unit, given.question) == (item.id, unit, self.answer.question)
        });
        let mut props = vec![property("counted", if item.counts { "yes" } else { "no" })];
        props.extend(newest.map(|given| property("verdict", given.verdict.key())));
        Observation {
            uuid: self.id(&format!("evidence/{}", item.id)),
            title: line(&item.title),
            description: line(&format!(
                "Evidence for “{}”, collected on {}, valid until {}.",
                self.answer.label,
                text::day(item.collected_on),
                text::day(item.valid_until)
            )),
            props,
            methods: ["EXAMINE"],
            types: ["control-objective"],
            relevant_evidence: vec![RelevantEvidence {
                href: format!("#{}", self.ids.evidence(item.id)),
                description: line(&item.title),
            }],
            collected: begin_of(item.collected_on),
            expires: Some(end_of(item.valid_until)),
            remarks: newest.map(judged),
        }
    }

    fn guidance(self) -> Option<&'static Question> {
        let frozen = &self.submission.frozen;
        let key = format!("{}/{}", frozen.questionnaire, frozen.questionnaire_version);
        questionnaire::by_id(&key)?.question(self.answer.question)
    }

    fn risk(self) -> Risk {
        let guidance = self.guidance();
        let submitted = self.submission.frozen.submitted_at.day();
        let days = guidance.map_or(0, |question| question.default_due_days);
        let steps = guidance.map(|question| question.steps.join("\n")).unwrap_or_default();
        let remediation = Remediation {
            uuid: self.id("remediation"),
            lifecycle: "recommendation",
            title: line(&format!("How to turn the no into a yes: {}", self.answer.label)),
            description: lines(&steps),
        };
        Risk {
            uuid: self.id("risk"),
            title: line(&format!("{}: not in place", self.answer.label)),
            description: line(&self.answer.text),
            statement: format!(
                "The unit answered no. It costs {} points of its score.",
                self.answer.weight
            ),
            status: "open",
            deadline: Some(end_of(deadline(submitted, self.submission.due_on, days))),
            remediations: if steps.is_empty() { Vec::new() } else { vec![remediation] },
            related_observations: [RelatedObservation { observation_uuid: self.id("answer") }],
        }
    }

    fn finding(self, observations: &[Observation], risk: Option<&Risk>) -> Finding {
        let (state, reason, remarks) = match self.answer.answer {
            Answer::Yes if self.answer.is_covered() => {
                ("satisfied", "pass", "Answered yes, with accepted evidence.")
            }
            Answer::Yes => {
                ("not-satisfied", "other", "Answered yes, without accepted evidence on that day.")
            }
            Answer::No => ("not-satisfied", "fail", "Answered no."),
        };
        Finding {
            uuid: self.id("finding"),
            title: line(&self.answer.label),
            description: line(&self.answer.text),
            target: Target {
                r#type: "objective-id",
                target_id: self.answer.key.clone(),
                title: line(&self.answer.label),
                status: Status { state, reason, remarks },
            },
            related_observations: observations
                .iter()
                .map(|seen| RelatedObservation { observation_uuid: seen.uuid })
                .collect(),
            related_risks: risk.iter().map(|risk| RelatedRisk { risk_uuid: risk.uuid }).collect(),
        }
    }
}

fn judged(given: &VerdictRecord) -> String {
    let verb = match given.verdict {
        Verdict::Accepted => "Accepted",
        Verdict::Rejected => "Rejected",
        Verdict::Asked => "A question was asked",
    };
    let (by, day) = (line(&given.given_by.name), text::day(given.given_at.day()));
    if given.reason.is_empty() {
        return format!("{verb} by {by} on {day}.");
    }
    format!("{verb} by {by} on {day}: {}", lines(&given.reason))
}
