//! What happened lately, from the audit log: a table of actions and their words. An action that is
//! not in the table is not told here; the log itself has it.

use std::collections::{HashMap, HashSet};

use domain::audit::AuditEntry;
use domain::{AssessmentId, ModelId, UnitId, text};
use leptos::prelude::*;
use serde_json::Value;

use super::places;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::ui::Panel;
use crate::ui::timeline::{Mark, Timeline};

/// So many entries are read; several answers in a row become one.
const READ: u32 = 80;

/// So many are told.
const TOLD: usize = 7;

/// How an action is told.
struct Told {
    action: &'static str,
    mark: Mark,
    /// What stands after the person's name. `{name}` is the thing, `{to}` what it became,
    /// `{question}` the question's label.
    words: &'static str,
    /// Whether the unit's name follows.
    place: &'static str,
}

const fn told(action: &'static str, words: &'static str, place: &'static str) -> Told {
    Told { action, mark: Mark::Plain, words, place }
}

const fn marked(mark: Mark, told: Told) -> Told {
    Told { mark, ..told }
}

const TABLE: &[Told] = &[
    told("unit.created", "created the unit {name}", ""),
    told("unit.renamed", "renamed {from} to {name}", ""),
    told("unit.moved", "moved", " under {to}"),
    told("unit.retired", "retired the unit {from}", ""),
    told("unit.reinstated", "brought back the unit {name}", ""),
    told("unit.response-plan-recorded", "recorded the response plan", " of"),
    told("model.registered", "registered {name}", " in"),
    told("model.retired", "retired {from}", " in"),
    told("model.restored", "took {name} back into use", " in"),
    told("round.opened", "opened the round {name}", " for"),
    told("assessment.opened", "opened the assessment {name}", " for"),
    told("answer.saved", "answered {count} of {name}", " for"),
    told("assessment.submitted", "submitted {name}", " for"),
    marked(Mark::True, told("assessment.approved", "approved {name}", " for")),
    marked(Mark::High, told("assessment.returned", "returned {name}", " to")),
    told("assessment.revised", "opened {name} for a correction", " by"),
    told("question.delegated", "passed {question} on to {to}", ","),
    told("evidence.attached", "attached evidence for {question}", ","),
    told("evidence.linked", "attached existing evidence for {question}", ","),
    marked(Mark::High, told("evidence.withdrawn", "withdrew a piece of evidence", " of")),
    marked(Mark::True, told("evidence.judged/accepted", "accepted evidence for {question}", ",")),
    marked(Mark::High, told("evidence.judged/rejected", "rejected evidence for {question}", ",")),
    told("evidence.judged/asked", "asked about evidence for {question}", ","),
];

/// One line: an entry of the log, and how many like it followed each other.
struct Line {
    entry: AuditEntry,
    after: Value,
    before: Value,
    questions: Vec<u64>,
    told: &'static Told,
}

/// Names that the entries themselves don't carry.
struct Names {
    units: HashMap<UnitId, String>,
    assessments: HashMap<AssessmentId, String>,
    /// The models that the visitor may open: some have moved to where they may not follow.
    models: HashSet<ModelId>,
}

/// The panel; none where nothing has happened.
pub(super) async fn panel(
    visitor: &Visitor,
    unit: Option<UnitId>,
    units: HashMap<UnitId, String>,
) -> PageResult<Option<AnyView>> {
    let entries = visitor.read().recent_activity(unit, READ).await?;
    let lines = lines(entries);
    let ids: Vec<AssessmentId> = lines.iter().filter_map(assessment_of).collect();
    let assessments = visitor.read().assessment_names(&ids).await?;
    let ids: Vec<ModelId> = lines.iter().filter_map(model_of).collect();
    let models = visitor.read().models_in_sight(&ids).await?;
    let names = Names { units, assessments, models };
    let mut timeline = Timeline::new();
    let mut is_empty = true;
    for line in
        lines.iter().filter(|line| line.told.place.is_empty() || names.place(line).is_some())
    {
        is_empty = false;
        timeline =
            timeline.entry(line.told.mark, names.sentence(line), text::moment(line.entry.at));
    }
    Ok((!is_empty).then(|| Panel::new("Recent activity").body(timeline).view()))
}

/// The entries that are told, newest first.
fn lines(entries: Vec<AuditEntry>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for entry in entries {
        let after: Value = serde_json::from_str(&entry.after).unwrap_or_default();
        let before: Value = serde_json::from_str(&entry.before).unwrap_or_default();
        let Some(told) = find(&entry.action, &after) else {
            continue;
        };
        let question = after["question"].as_u64();
        if let Some(last) = lines.last_mut()
            && told.action == "answer.saved"
            && last.told.action == told.action
            && (last.entry.actor_id, last.entry.subject_id) == (entry.actor_id, entry.subject_id)
        {
            last.questions.extend(question.filter(|q| !last.questions.contains(q)));
            continue;
        }
        if lines.len() == TOLD {
            break;
        }
        lines.push(Line { entry, after, before, questions: question.into_iter().collect(), told });
    }
    lines
}

fn find(action: &str, after: &Value) -> Option<&'static Told> {
    let verdict = after["verdict"].as_str();
    TABLE.iter().find(|told| match told.action.split_once('/') {
        Some((told, wanted)) => told == action && verdict == Some(wanted),
        None => told.action == action,
    })
}

fn assessment_of(line: &Line) -> Option<AssessmentId> {
    (line.entry.subject == "assessment").then_some(AssessmentId(line.entry.subject_id?))
}

fn model_of(line: &Line) -> Option<ModelId> {
    (line.entry.subject == "model").then_some(ModelId(line.entry.subject_id?))
}

impl Names {
    fn place(&self, line: &Line) -> Option<&String> {
        self.units.get(&line.entry.unit_id?)
    }

    /// The sentence, its thing as a link where it has a page.
    fn sentence(&self, line: &Line) -> AnyView {
        let who = line.entry.actor_name.clone();
        let name = self.name(line);
        let (before, after) = match line.told.words.split_once("{name}") {
            Some((before, after)) => (self.filled(before, line), Some(self.filled(after, line))),
            None => (self.filled(line.told.words, line), None),
        };
        let thing = after.map(|after| {
            let thing = match self.href(line) {
                Some(href) => view! { <a class="link" href=href>{name}</a> }.into_any(),
                None => name.into_any(),
            };
            view! { {thing}{after} }
        });
        let place = self.where_(line);
        view! { <b>{who}</b>" "{before}{thing}{place} }.into_any()
    }

    /// Where it happened: what joins it to the sentence, and the unit's name.
    fn where_(&self, line: &Line) -> String {
        let join = line.told.place;
        let unit = self.place(line).map_or("", String::as_str);
        if join.contains("{to}") {
            return format!(" {unit}{}", self.filled(join, line));
        }
        if join.is_empty() { String::new() } else { format!("{join} {unit}") }
    }

    fn name(&self, line: &Line) -> String {
        let of_assessment = || self.assessments.get(&assessment_of(line)?).cloned();
        let own = line.after["name"].as_str().map(str::to_owned);
        own.or_else(of_assessment).unwrap_or_else(|| "an assessment".to_owned())
    }

    fn filled(&self, words: &str, line: &Line) -> String {
        let said = |value: &Value| value.as_str().unwrap_or("nobody").to_owned();
        let to = if line.after["parent"].is_string() {
            &line.after["parent"]
        } else {
            &line.after["to"]
        };
        words
            .replace("{from}", &said(&line.before["name"]))
            .replace("{to}", &said(to))
            .replace("{question}", &label(line.after["question"].as_u64()))
            .replace("{count}", &text::count(line.questions.len(), "question", "questions"))
    }

    /// The page of the thing, where it has one that the visitor may open.
    fn href(&self, line: &Line) -> Option<String> {
        let id = line.entry.subject_id?;
        match line.entry.subject.as_str() {
            "unit" => Some(places::unit(UnitId(id))),
            "assessment" => Some(places::assessment(AssessmentId(id))),
            "model" => self.models.contains(&ModelId(id)).then(|| format!("/models/{id}")),
            _ => None,
        }
    }
}

/// The label of a question.
fn label(question: Option<u64>) -> String {
    let no = question.and_then(|no| u16::try_from(no).ok()).map(domain::QuestionNo);
    let found = no.and_then(|no| domain::questionnaire::baseline().question(no));
    found.map_or_else(|| "a question".to_owned(), |question| question.label.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::PersonId;

    fn entry(action: &str, subject: &str, after: &str) -> AuditEntry {
        AuditEntry {
            seq: 1,
            at: "2026-11-23T09:42:00Z".parse().unwrap(),
            actor_id: Some(PersonId(4)),
            actor_name: "Dele Adeyemi".to_owned(),
            action: action.to_owned(),
            subject: subject.to_owned(),
            subject_id: Some(7),
            unit_id: Some(UnitId(3)),
            before: "null".to_owned(),
            after: after.to_owned(),
            salt: None,
            since: None,
            prev_hash: String::new(),
            hash: String::new(),
        }
    }

    fn said(entries: Vec<AuditEntry>) -> Vec<String> {
        let names = Names {
            units: HashMap::from([(UnitId(3), "Logistics".to_owned())]),
            assessments: HashMap::from([(AssessmentId(7), "Q4 2026".to_owned())]),
            models: HashSet::from([ModelId(7)]),
        };
        let plain = |html: String| {
            let mut text = String::new();
            let mut inside = false;
            for c in html.chars() {
                match c {
                    '<' => inside = true,
                    '>' => inside = false,
                    c if !inside => text.push(c),
                    _ => {}
                }
            }
            // As a browser shows it: white space in a row is one space.
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        lines(entries).iter().map(|line| plain(names.sentence(line).to_html())).collect()
    }

    #[test]
    fn entries_become_sentences_without_a_trace_of_how_they_are_stored() {
        let told = said(vec![
            entry("evidence.judged", "evidence", r#"{"verdict":"accepted","question":9}"#),
            entry("assessment.submitted", "assessment", r#"{"state":"submitted","claimed":10}"#),
            entry("model.registered", "model", r#"{"name":"Returns Predictor"}"#),
            entry("unit.moved", "unit", r#"{"parent":"Commerce"}"#),
            entry("question.delegated", "assessment", r#"{"question":4,"to":"Ivy Chen"}"#),
            entry("person.invited", "person", r#"{"email":"a@b.example"}"#),
            entry("evidence.opened", "evidence", r#"{"sha256":"7c1e"}"#),
        ]);
        assert_eq!(
            told,
            [
                "Dele Adeyemi accepted evidence for API keys, Logistics",
                "Dele Adeyemi submitted Q4 2026 for Logistics",
                "Dele Adeyemi registered Returns Predictor in Logistics",
                "Dele Adeyemi moved Logistics under Commerce",
                "Dele Adeyemi passed Runtime monitoring on to Ivy Chen, Logistics",
            ]
        );
    }

    #[test]
    fn answers_in_a_row_become_one_line() {
        let answer =
            |no: u16| entry("answer.saved", "assessment", &format!(r#"{{"question":{no}}}"#));
        let told = said(vec![answer(3), answer(2), answer(3), answer(1)]);
        assert_eq!(told, ["Dele Adeyemi answered 3 questions of Q4 2026 for Logistics"]);
    }
}
