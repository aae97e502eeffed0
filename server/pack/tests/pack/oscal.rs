//! The OSCAL document is valid, complete in itself, and the same in every export.

use std::collections::HashSet;

use domain::assessment::FrozenPerson;
use domain::audits::{Ending, Grade, Opinion};
use domain::{Answer, AuditId, FindingId, PersonId, Points, QuestionNo, UnitId};
use jsonschema::Validator;
use pack::oscal::{OscalFile, deadline};
use pack::{
    AuditScope, Collected, ConclusionRecord, EndRecord, EvidenceRecord, FindingRecord, Said,
    StepRecord, Submission, VerdictRecord,
};
use serde_json::Value;

use crate::sample::{about, evidence, submissions, verdicts};

fn schema() -> Validator {
    let text = include_str!("../schemas/oscal_assessment-results_schema-1.2.1.json");
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&serde_json::from_str(text).unwrap()).unwrap()
}

/// The document of these, checked against the schema.
fn document(
    submissions: &[Submission],
    evidence: &[EvidenceRecord],
    verdicts: &[VerdictRecord],
) -> Value {
    let mut oscal = OscalFile::new(Vec::new(), &about()).unwrap();
    for submission in submissions {
        oscal.result(submission, "assessments/x.json", verdicts).unwrap();
    }
    for item in evidence {
        oscal.evidence(item).unwrap();
    }
    valid(serde_json::from_slice(&oscal.finish().unwrap()).unwrap())
}

/// A document, once the schema finds nothing wrong with it.
fn valid(document: Value) -> Value {
    let faults: Vec<String> = schema()
        .iter_errors(&document)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    document
}

/// The sample's newest revision.
fn newest() -> Submission {
    submissions().pop().unwrap()
}

#[test]
fn the_schema_finds_what_is_wrong() {
    let mut document = document(&[newest()], &evidence(), &verdicts());
    document["assessment-results"]["results"] = serde_json::json!([]);
    assert!(!schema().is_valid(&document));
}

#[test]
fn every_answer_is_a_finding_and_every_no_a_risk_with_a_deadline() {
    let document = document(&[newest()], &evidence(), &verdicts());
    let result = &document["assessment-results"]["results"][0];
    let findings = result["findings"].as_array().unwrap();
    let states: Vec<&str> = findings
        .iter()
        .map(|finding| finding["target"]["status"]["reason"].as_str().unwrap())
        .collect();
    assert_eq!(states[..3], ["pass", "other", "fail"]);
    assert_eq!(findings.len(), 10);
    let risks = result["risks"].as_array().unwrap();
    assert_eq!(risks.len(), 8);
    let days = domain::questionnaire::baseline().questions[2].default_due_days;
    let by = deadline("2026-11-23".parse().unwrap(), newest().due_on, days);
    assert_eq!(risks[0]["deadline"], format!("{by}T23:59:59Z"));
    assert!(findings[2]["related-risks"][0]["risk-uuid"] == risks[0]["uuid"]);
    assert!(findings[0].get("related-risks").is_none());
}

#[test]
fn evidence_is_relevant_evidence_that_expires() {
    let document = document(&[newest()], &evidence(), &verdicts());
    let observations =
        document["assessment-results"]["results"][0]["observations"].as_array().unwrap();
    let shown = observations.iter().find(|seen| seen.get("relevant-evidence").is_some()).unwrap();
    assert_eq!(shown["expires"], "2027-01-30T23:59:59Z");
    assert_eq!(shown["collected"], "2026-11-01T00:00:00Z");
    let href = shown["relevant-evidence"][0]["href"].as_str().unwrap();
    let resources = document["assessment-results"]["back-matter"]["resources"].as_array().unwrap();
    let resource = resources
        .iter()
        .find(|resource| href == format!("#{}", resource["uuid"].as_str().unwrap()));
    let link = &resource.unwrap()["rlinks"][0];
    assert_eq!(link["href"], format!("../evidence/{}", evidence()[0].sha256));
    assert_eq!(link["hashes"][0]["value"], evidence()[0].sha256);
}

#[test]
fn a_deadline_is_counted_from_the_due_day_or_else_from_the_submission() {
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(deadline(day("2026-11-23"), Some(day("2026-12-31")), 30), day("2027-01-30"));
    assert_eq!(deadline(day("2026-11-23"), None, 30), day("2026-12-23"));
}

#[test]
fn all_references_within_the_document_lead_somewhere_and_no_id_is_used_twice() {
    let document = document(&submissions(), &evidence(), &verdicts());
    let (mut ids, mut references) = (Vec::new(), Vec::new());
    collect(&document, &mut ids, &mut references);
    let known: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len());
    for reference in references {
        assert!(known.contains(reference), "{reference} leads nowhere");
    }
}

fn collect<'a>(value: &'a Value, ids: &mut Vec<&'a str>, references: &mut Vec<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, ids, references)),
        Value::Object(members) => {
            for (name, member) in members {
                match (name.as_str(), member.as_str()) {
                    ("uuid", Some(id)) => ids.push(id),
                    (name, Some(id)) if name.ends_with("-uuid") => references.push(id),
                    ("href", Some(href)) => references.extend(href.strip_prefix('#')),
                    _ => collect(member, ids, references),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn ids_stay_the_same_from_export_to_export() {
    let one = document(&[newest()], &evidence(), &verdicts());
    // Without verdicts, and after another submission, what is said of the same things has the same ids.
    let other = document(&submissions(), &evidence(), &[]);
    let results =
        |document: &Value, index: usize| document["assessment-results"]["results"][index].clone();
    let (one, other) = (results(&one, 0), results(&other, 1));
    assert_eq!(one["uuid"], other["uuid"]);
    for part in ["observations", "risks", "findings"] {
        let ids = |result: &Value| -> Vec<String> {
            result[part].as_array().unwrap().iter().map(|item| item["uuid"].to_string()).collect()
        };
        assert_eq!(ids(&one), ids(&other));
    }
}

/// What an audit found: every grade, each open, remedied and withdrawn.
fn found(name: &str) -> Collected {
    let step = |entry| StepRecord {
        entry,
        by: FrozenPerson { id: PersonId(4), name: name.to_owned() },
        at: "2026-11-23T09:05:00Z".parse().unwrap(),
    };
    let said = |entry| Said { words: format!("{name}\n{name}"), step: step(entry) };
    let endings = [None, Some(Ending::Remedied), Some(Ending::Withdrawn)];
    let each = Grade::ALL.iter().flat_map(|grade| endings.map(|ending| (*grade, ending)));
    let finding = |(no, (grade, ending)): (i64, (Grade, Option<Ending>))| FindingRecord {
        id: FindingId(no),
        unit: UnitId(2),
        question: QuestionNo(9),
        grade,
        title: name.to_owned(),
        detail: format!("{name}\n{name}"),
        raised: step(no),
        response: ending.map(|_| said(no + 20)),
        ended: ending.map(|ending| EndRecord { ending, said: said(no + 40) }),
    };
    Collected {
        findings: (1..).zip(each).map(finding).collect(),
        conclusions: vec![
            ConclusionRecord { unit: None, opinion: Opinion::Qualified, said: said(60) },
            ConclusionRecord { unit: Some(UnitId(2)), opinion: Opinion::Adverse, said: said(61) },
        ],
        ..Collected::default()
    }
}

/// The document of an audit that collected this.
fn audited(collected: &Collected) -> Value {
    let mut about = about();
    about.scope.audit = Some(AuditScope {
        id: AuditId(1),
        name: "Year end".to_owned(),
        about: String::new(),
        from: "2026-10-01".parse().unwrap(),
        to: "2026-12-31".parse().unwrap(),
        units: vec![UnitId(2)],
        rounds: Vec::new(),
        auditors: vec!["Dele Adeyemi".to_owned()],
    });
    let mut oscal = OscalFile::new(Vec::new(), &about).unwrap();
    oscal.audit(&about, collected).unwrap();
    valid(serde_json::from_slice(&oscal.finish().unwrap()).unwrap())
}

#[test]
fn what_an_audit_found_is_a_result_and_a_nonconformity_a_risk_until_it_is_remedied() {
    let document = audited(&found("Old keys"));
    let result = &document["assessment-results"]["results"][0];
    assert_eq!(result["title"], "Audit: Year end");
    assert_eq!(result["observations"].as_array().unwrap().len(), 9);
    let told = |finding: &Value| {
        let status = &finding["target"]["status"];
        (
            status["state"].as_str().unwrap().to_owned(),
            status["reason"].as_str().unwrap().to_owned(),
        )
    };
    let findings: Vec<_> = result["findings"].as_array().unwrap().iter().map(told).collect();
    let is = |state: &str, reason: &str| (state.to_owned(), reason.to_owned());
    for grade in findings.chunks(3).take(2) {
        assert_eq!(grade[0], is("not-satisfied", "fail"));
        assert_eq!(grade[1], is("satisfied", "pass"));
        assert_eq!(grade[2], is("satisfied", "other"));
    }
    assert_eq!(findings[6], is("satisfied", "other"), "an observation asks for nothing");
    let risks = result["risks"].as_array().unwrap();
    let states: Vec<_> = risks.iter().map(|risk| risk["status"].as_str().unwrap()).collect();
    assert_eq!(states, ["open", "closed", "open", "closed"], "none that was withdrawn");
    let remarks = result["remarks"].as_str().unwrap();
    assert!(remarks.contains("The whole: Qualified") && remarks.contains("Online Store: Adverse"));
    assert!(result["observations"][1]["remarks"].as_str().unwrap().contains("Remedied by"));
    let (mut ids, mut references) = (Vec::new(), Vec::new());
    collect(&document, &mut ids, &mut references);
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
    assert!(references.iter().all(|reference| ids.contains(reference)));
}

#[test]
fn nothing_but_no_and_no_evidence_is_valid() {
    let mut bare = newest();
    for answer in &mut bare.frozen.answers {
        answer.answer = Answer::No;
        answer.note.clear();
        answer.evidence.clear();
        answer.inventory = Default::default();
    }
    bare.due_on = None;
    (bare.frozen.claimed, bare.frozen.evidenced) = (Points(100), Points(100));
    let document = document(&[bare], &[], &[]);
    assert_eq!(document["assessment-results"]["results"][0]["risks"].as_array().unwrap().len(), 10);
}

#[test]
fn nothing_but_yes_has_no_list_of_risks() {
    let mut good = newest();
    good.frozen.answers.iter_mut().for_each(|answer| answer.answer = Answer::Yes);
    let document = document(&[good], &evidence(), &verdicts());
    assert!(document["assessment-results"]["results"][0].get("risks").is_none());
}

#[test]
fn names_in_any_script_and_control_characters_are_valid() {
    for name in [
        "営業部",
        "Ünïts & Co <b>",
        "\u{202e}gpj.exe",
        "a\u{1}\u{7f}\n\r\t b",
        " \u{0} ",
        "𝕊\u{2028}",
        "\u{fffe}",
    ] {
        let mut odd = newest();
        odd.frozen.unit_name = name.to_owned();
        odd.frozen.name = name.to_owned();
        odd.frozen.unit_path = vec![name.to_owned()];
        odd.frozen.submitted_by.name = name.to_owned();
        for answer in &mut odd.frozen.answers {
            answer.note = format!("{name}\n{name}");
            answer.answered_by.name = name.to_owned();
            answer.evidence.iter_mut().for_each(|item| item.title = name.to_owned());
            answer.inventory.facts = vec![name.to_owned()];
        }
        let mut items = evidence();
        for item in &mut items {
            item.title = name.to_owned();
            item.file_name = Some(name.to_owned());
            item.media_type = name.to_owned();
        }
        let mut given = verdicts();
        given.iter_mut().for_each(|verdict| verdict.reason = name.to_owned());
        document(&[odd], &items, &given);
        audited(&found(name));
    }
}
