//! An entry in words: what happened, to what, where.

use domain::audit::{AuditEntry, SubjectKind, Weight, action_words};
use domain::{QuestionNo, text};
use serde_json::Value;
use store::{Subjects, UnitNode};

/// How an entry is told.
pub(super) struct Told {
    pub(super) verb: String,
    pub(super) icon: &'static str,
    pub(super) weight: Weight,
    /// The kind of thing, with a colon; empty where the name says it all.
    pub(super) kind: String,
    /// What the thing is called.
    pub(super) name: String,
    /// Where its page is, if it opens.
    pub(super) href: Option<String>,
    /// The question and the unit, after the name.
    pub(super) place: String,
    /// The address that it was done from, where the entry keeps it.
    pub(super) address: Option<String>,
}

impl Told {
    pub(super) fn of(entry: &AuditEntry, subjects: &Subjects, units: &[UnitNode]) -> Self {
        let after: Value = serde_json::from_str(&entry.after).unwrap_or_default();
        let before: Value = serde_json::from_str(&entry.before).unwrap_or_default();
        let (verb, icon, weight) = verb(entry, &after);
        let kind: Option<SubjectKind> = entry.subject.parse().ok();
        let known = kind.zip(entry.subject_id).and_then(|key| subjects.get(&key));
        let name = known.map(|it| it.name.clone()).or_else(|| own_name(entry, &before, &after));
        let named = name.is_some();
        let label = kind.map_or_else(|| entry.subject.clone(), |kind| kind.label().to_owned());
        let name = name.unwrap_or_else(|| match entry.subject_id {
            Some(id) => format!("{label} {id}"),
            None => label.clone(),
        });
        let opens = known.is_some_and(|it| it.opens);
        Self {
            verb,
            icon,
            weight,
            kind: if named { format!("{label}: ") } else { String::new() },
            name,
            href: if opens { href(kind, entry.subject_id) } else { None },
            place: place(entry, kind, &after, units),
            address: after["address"].as_str().map(str::to_owned),
        }
    }
}

/// What happened. An action that has no words is told as it was written.
fn verb(entry: &AuditEntry, after: &Value) -> (String, &'static str, Weight) {
    let said = |words: &str, icon, weight| (words.to_owned(), icon, weight);
    match (entry.action.as_str(), after["seal"].as_str()) {
        ("evidence.opened" | "evidence.re-hashed", Some("differs")) => {
            return said("Evidence found changed", "octagon-x", Weight::Bad);
        }
        ("evidence.opened" | "evidence.re-hashed", Some("missing")) => {
            return said("Evidence found missing", "octagon-x", Weight::Bad);
        }
        _ => {}
    }
    match (entry.action.as_str(), after["verdict"].as_str(), after["result"].as_str()) {
        ("evidence.judged", Some("accepted"), _) => said("Accepted", "circle-check", Weight::Plain),
        ("evidence.judged", Some("rejected"), _) => said("Rejected", "circle-x", Weight::Bad),
        ("evidence.judged", Some("asked"), _) => {
            said("Asked about", "message-circle-question-mark", Weight::Plain)
        }
        ("log.verified", _, Some("broken")) => said("Chain found broken", "unlink", Weight::Bad),
        (action, ..) => match action_words(action) {
            Some(words) => said(words.verb, words.icon, words.weight),
            None => said(action, "circle-help", Weight::Plain),
        },
    }
}

/// What the entry itself calls the thing.
fn own_name(entry: &AuditEntry, before: &Value, after: &Value) -> Option<String> {
    let text = |name: &str| {
        let found = [after, before].into_iter().find_map(|side| side[name].as_str());
        found.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    match entry.action.as_str() {
        "request.refused" => Some(format!("{} {}", text("method")?, text("path")?)),
        "log.verified" => {
            Some(text::count(after["entries"].as_u64().unwrap_or_default(), "entry", "entries"))
        }
        _ => ["name", "title", "person", "email"].into_iter().find_map(text),
    }
}

fn href(kind: Option<SubjectKind>, id: Option<i64>) -> Option<String> {
    let folder = match kind? {
        SubjectKind::Assessment => "assessments",
        SubjectKind::Audit => "audits",
        SubjectKind::Check => "checks",
        SubjectKind::Evidence => "evidence",
        SubjectKind::EvidenceRequest => "requests",
        SubjectKind::Finding => "findings",
        SubjectKind::Model => "models",
        SubjectKind::Person => "people",
        SubjectKind::Round => "rounds",
        SubjectKind::Task => "tasks",
        SubjectKind::Unit => "units",
        _ => return None,
    };
    Some(format!("/{folder}/{}", id?))
}

/// The question and the unit.
fn place(
    entry: &AuditEntry,
    kind: Option<SubjectKind>,
    after: &Value,
    units: &[UnitNode],
) -> String {
    let question = after["question"].as_u64().and_then(|no| u16::try_from(no).ok());
    let question =
        question.and_then(|no| domain::questionnaire::baseline().question(QuestionNo(no)));
    let mut place = question.map_or_else(String::new, |it| format!(", {}", it.label));
    let unit = entry.unit_id.filter(|_| kind != Some(SubjectKind::Unit));
    if let Some(node) = unit.and_then(|id| units.iter().find(|node| node.unit.id == id)) {
        place.push_str(", ");
        place.push_str(&node.unit.name);
    }
    place
}

#[cfg(test)]
mod tests {
    use domain::audit::every_action;
    use domain::{PersonId, UnitId};
    use leptos::prelude::RenderHtml as _;

    use super::*;
    use crate::ui::Icon;

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

    fn told(action: &str, subject: &str, after: &str) -> (String, String) {
        let told = Told::of(&entry(action, subject, after), &Subjects::new(), &[]);
        (told.verb, format!("{}{}{}", told.kind, told.name, told.place))
    }

    #[test]
    fn an_entry_says_what_happened_to_what() {
        for (action, subject, after, verb, on) in [
            (
                "model.registered",
                "model",
                r#"{"name":"Fraud Watch"}"#,
                "Model registered",
                "Model: Fraud Watch",
            ),
            (
                "answer.saved",
                "assessment",
                r#"{"question":9}"#,
                "Answer saved",
                "Assessment 7, API keys",
            ),
            ("evidence.judged", "evidence", r#"{"verdict":"rejected"}"#, "Rejected", "Evidence 7"),
            (
                "request.refused",
                "request",
                r#"{"method":"POST","path":"/units"}"#,
                "Request refused",
                "Request: POST /units",
            ),
            (
                "log.verified",
                "log",
                r#"{"result":"intact","entries":1600}"#,
                "Chain verified",
                "Audit log: 1,600 entries",
            ),
            ("cake.eaten", "cake", "not json", "cake.eaten", "cake 7"),
        ] {
            assert_eq!(told(action, subject, after), (verb.to_owned(), on.to_owned()));
        }
    }

    #[test]
    fn every_action_has_an_icon_of_the_sprite() {
        for words in every_action() {
            // Drawing an icon that is not there fails in builds that check themselves.
            assert!(Icon::new(words.icon).view().to_html().contains(words.icon));
        }
    }
}
