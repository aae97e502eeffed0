//! A small pack: one submission in two revisions, two files and a note, a verdict on each file, and a
//! log in which other units' entries stand between.

use std::io::Write as _;

use domain::assessment::{Frozen, FrozenAnswer, FrozenEvidence, FrozenInventory, FrozenPerson};
use domain::audit::{AuditEntry, GENESIS};
use domain::evidence::{Kind, Verdict};
use domain::{
    Answer, AssessmentId, EvidenceId, PersonId, Points, QuestionNo, RoundId, SubmissionId,
    Timestamp, UnitId, VerdictId,
};
use pack::oscal::OscalFile;
use pack::report::{Beside, Held, Listed, index, submission};
use pack::{
    About, CoveredUnit, DecisionRecord, EvidenceRecord, Head, JsonList, LogLine, LogLines, Named,
    PackWriter, PlaceRecord, Scope, SigningKey, Submission, SubmissionRecord, VerdictRecord,
    Withdrawn, how_to, newest, path,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// The bytes of the first file; its name would be a path if names became paths.
pub const FILE: &[u8] = b"model,owner\nreply-drafter,Priya\n";
/// The bytes of the second.
pub const OTHER: &[u8] = b"<script>alert(1)</script>";
/// The text of the note.
pub const NOTE: &[u8] = "Im Wiki geprüft: 営業部, \u{1f512}.".as_bytes();

/// What lies beside the submissions.
const HELD: Held = Held { evidence: 3, verdicts: 2, results: true };

/// The installation's id.
const INSTALLATION: &str = "5f0c6f4e-1f0b-4d43-9a41-2f4f4c1d9b11";

pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

pub fn key() -> SigningKey {
    // A fixed key, so that the same pack has the same bytes in every run.
    let der = [&hex::decode("302e020100300506032b657004220420").unwrap()[..], &[7; 32]].concat();
    let body = base64(&der);
    SigningKey::from_pem(&format!(
        "-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n"
    ))
    .unwrap()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0u32, |bits, byte| (bits << 8) | u32::from(*byte))
            << (8 * (3 - group.len()));
        for place in 0..=group.len() {
            text.push(char::from(LETTERS[(bits >> (18 - 6 * place)) as usize & 63]));
        }
    }
    text.push_str(&"=".repeat((3 - bytes.len() % 3) % 3));
    text
}

fn at(minute: u32) -> Timestamp {
    format!("2026-11-23T09:{minute:02}:00Z").parse().unwrap()
}

fn person(id: i64, name: &str) -> FrozenPerson {
    FrozenPerson { id: PersonId(id), name: name.to_owned() }
}

/// Who, what, to what kind of thing, to which, in which unit, and what it was afterwards.
pub type Event = (Option<i64>, &'static str, &'static str, Option<i64>, Option<i64>, Value);

/// What happened, in order.
pub fn events(revisions: &[Frozen]) -> Vec<Event> {
    let described = |bytes: &[u8], title: &str, kind: &str| {
        json!({ "title": title, "kind": kind, "sha256": sha256(bytes), "question": 1, "assessment": 3,
                "collected_on": "2026-11-01", "valid_until": "2027-01-30" })
    };
    let attached = |bytes: &[u8], title: &str, name: &str| {
        let mut said = described(bytes, title, "file");
        said["file_name"] = json!(name);
        said["media_type"] = json!("text/plain");
        said["size"] = json!(bytes.len());
        said["home"] = json!(2);
        said["round"] = json!(1);
        said
    };
    let submitted = |frozen: &Frozen| {
        json!({ "submission": frozen.revision, "round": 1, "revision": frozen.revision,
                "sha256": frozen.seal().unwrap().sha256 })
    };
    let judged = |id: i64, verdict: &str, reason: &str| json!({ "verdict_id": id, "verdict": verdict, "question": 1, "reason": reason });
    vec![
        (None, "setup.token-issued", "installation", None, None, Value::Null),
        (
            None,
            "key.made",
            "key",
            None,
            None,
            json!({ "fingerprint": key().public().fingerprint(), "installation": INSTALLATION }),
        ),
        (Some(1), "unit.created", "unit", Some(2), Some(2), json!({ "name": "Online Store" })),
        (
            Some(2),
            "evidence.attached",
            "evidence",
            Some(11),
            Some(2),
            attached(FILE, "Register", "../../etc/passwd"),
        ),
        (Some(9), "model.registered", "model", Some(5), Some(3), json!({ "name": "not ours" })),
        (
            Some(9),
            "round.opened",
            "round",
            Some(1),
            Some(1),
            json!({ "name": "Q4 2026", "due": "2026-12-31" }),
        ),
        (
            Some(2),
            "evidence.attached",
            "evidence",
            Some(12),
            Some(2),
            attached(OTHER, "Page", "営業部.png"),
        ),
        (
            Some(2),
            "evidence.attached",
            "evidence",
            Some(13),
            Some(2),
            described(NOTE, "Wiki", "note"),
        ),
        (Some(2), "assessment.submitted", "assessment", Some(3), Some(2), submitted(&revisions[0])),
        (Some(4), "evidence.judged", "evidence", Some(11), Some(2), judged(1, "accepted", "")),
        (
            Some(4),
            "evidence.judged",
            "evidence",
            Some(12),
            Some(2),
            judged(2, "rejected", "Not dated: \"\u{7f}\u{1}\""),
        ),
        (Some(2), "assessment.submitted", "assessment", Some(3), Some(2), submitted(&revisions[1])),
        (
            Some(2),
            "evidence.withdrawn",
            "evidence",
            Some(12),
            Some(2),
            json!({ "title": "Page", "reason": "A mistake" }),
        ),
        (
            Some(6),
            "assessment.approved",
            "assessment",
            Some(3),
            Some(2),
            json!({ "state": "approved", "reason": "As agreed" }),
        ),
        (Some(9), "model.edited", "model", Some(5), Some(3), json!({ "name": "the last" })),
    ]
}

fn name_of(actor: Option<i64>) -> &'static str {
    match actor {
        None => "Plumbline",
        Some(2) => "Priya Raman",
        Some(4) => "Dele Adeyemi",
        Some(6) => "Mara Lind",
        Some(_) => "Zoë \"Z\" Ωmega",
    }
}

/// The whole log.
pub fn log() -> Vec<AuditEntry> {
    log_since(1)
}

/// The log with entries of the older form before this one.
pub fn log_since(since: i64) -> Vec<AuditEntry> {
    chained(since, events(&[frozen(1), frozen(2)]))
}

/// What happened, as a log.
pub fn chained(since: i64, events: Vec<Event>) -> Vec<AuditEntry> {
    let mut prev_hash = GENESIS.to_owned();
    (1..)
        .zip(events)
        .map(|(seq, (actor, action, subject, id, unit, after))| {
            let mut entry = AuditEntry {
                seq,
                at: at(u32::try_from(seq).unwrap()),
                actor_id: actor.map(PersonId),
                actor_name: name_of(actor).to_owned(),
                action: action.to_owned(),
                subject: subject.to_owned(),
                subject_id: id,
                unit_id: unit.map(UnitId),
                before: "null".to_owned(),
                after: after.to_string(),
                salt: (seq >= since).then(|| format!("{seq:032x}")),
                since: (seq >= since).then_some(since),
                prev_hash: prev_hash.clone(),
                hash: String::new(),
            };
            entry.hash = entry.expected_hash();
            prev_hash.clone_from(&entry.hash);
            entry
        })
        .collect()
}

/// The log as the pack shows it.
pub fn lines(entries: Vec<AuditEntry>) -> Vec<LogLine> {
    let mut lines = LogLines::default();
    let mut shown = Vec::new();
    for entry in entries {
        if entry.unit_id == Some(UnitId(2))
            || entry.action.starts_with("key.")
            || entry.action == "round.opened"
        {
            shown.extend(lines.shown(entry));
        } else {
            shown.extend(lines.sealed(entry));
        }
    }
    shown.extend(lines.finish());
    shown
}

/// The submission; the second revision says no to the third question.
pub fn frozen(revision: u32) -> Frozen {
    let evidence = [
        (11, "Register", FILE, Kind::File, true),
        (12, "Page", OTHER, Kind::File, false),
        (13, "Wiki", NOTE, Kind::Note, false),
    ];
    let evidence = evidence.map(|(id, title, bytes, kind, counts)| FrozenEvidence {
        id: EvidenceId(id),
        title: title.to_owned(),
        kind,
        sha256: sha256(bytes),
        size: bytes.len() as u64,
        collected_on: "2026-11-01".parse().unwrap(),
        valid_until: "2027-01-30".parse().unwrap(),
        verdict: counts.then_some(Verdict::Accepted),
        counts,
    });
    let answers = domain::questionnaire::baseline().questions.iter().map(|question| {
        let no = question.no.0;
        FrozenAnswer {
            question: question.no,
            key: question.key.clone(),
            label: question.label.clone(),
            text: question.text.clone(),
            weight: Points(10),
            answer: if no < 3 || (no == 3 && revision == 1) { Answer::Yes } else { Answer::No },
            note: format!("Note <{no}> & \"quotes\" \u{202e}turned"),
            answered_by: person(2, "Priya Raman"),
            answered_at: at(5),
            evidence: if no == 1 { evidence.to_vec() } else { Vec::new() },
            inventory: FrozenInventory {
                facts: vec!["2 models are registered.".to_owned()],
                clashes: if no == 2 {
                    vec!["1 model has no owner.".to_owned()]
                } else {
                    Vec::new()
                },
            },
        }
    });
    let mut frozen = Frozen {
        format: Frozen::FORMAT,
        assessment: AssessmentId(3),
        revision,
        questionnaire: "baseline".to_owned(),
        questionnaire_version: 1,
        unit: UnitId(2),
        unit_name: "Online Store".to_owned(),
        unit_path: vec!["Aldermoor Group".to_owned(), "Online Store".to_owned()],
        name: "Q4 2026".to_owned(),
        round: Some(RoundId(1)),
        answers: answers.collect(),
        claimed: Points(0),
        evidenced: Points(0),
        submitted_by: person(2, "Priya Raman"),
        submitted_at: at(9),
    };
    let score = frozen.recomputed();
    (frozen.claimed, frozen.evidenced) = (score.claimed, score.evidenced);
    frozen
}

pub fn about() -> About {
    about_of(&log())
}

pub fn about_of(log: &[AuditEntry]) -> About {
    let newest = log.last().unwrap().clone();
    About {
        installation: INSTALLATION.to_owned(),
        organisation: "Aldermoor Group".to_owned(),
        scope: Scope {
            unit: Named { id: UnitId(2), name: "Online Store".to_owned() },
            round: None,
            audit: None,
            units: vec![CoveredUnit {
                id: UnitId(2),
                path: vec!["Aldermoor Group".to_owned(), "Online Store".to_owned()],
            }],
        },
        as_of: newest.at,
        head: Head { seq: newest.seq, hash: newest.hash },
    }
}

pub fn evidence() -> Vec<EvidenceRecord> {
    let items = [
        (11, 4, "Register", FILE, Kind::File, Some("../../etc/passwd")),
        (12, 7, "Page", OTHER, Kind::File, Some("営業部.png")),
        (13, 8, "Wiki", NOTE, Kind::Note, None),
    ];
    items
        .map(|(id, entry, title, bytes, kind, name)| EvidenceRecord {
            id: EvidenceId(id),
            entry,
            unit: UnitId(2),
            title: title.to_owned(),
            kind,
            file_name: name.map(str::to_owned),
            media_type: "text/plain".to_owned(),
            size: bytes.len() as u64,
            sha256: sha256(bytes),
            collected_on: "2026-11-01".parse().unwrap(),
            valid_until: "2027-01-30".parse().unwrap(),
            uploaded_by: person(2, "Priya Raman"),
            uploaded_at: at(u32::try_from(entry).unwrap()),
            supersedes: None,
            superseded_by: None,
            withdrawn: (id == 12).then(|| Withdrawn {
                at: at(13),
                by: "Priya Raman".to_owned(),
                reason: "A mistake".to_owned(),
            }),
            places: vec![PlaceRecord { unit: UnitId(2), question: QuestionNo(1) }],
        })
        .to_vec()
}

pub fn verdicts() -> Vec<VerdictRecord> {
    let given = [
        (1, 10, 11, Verdict::Accepted, ""),
        (2, 11, 12, Verdict::Rejected, "Not dated: \"\u{7f}\u{1}\""),
    ];
    given
        .map(|(id, entry, item, verdict, reason)| VerdictRecord {
            id: VerdictId(id),
            entry,
            evidence: EvidenceId(item),
            unit: UnitId(2),
            question: QuestionNo(1),
            verdict,
            reason: reason.to_owned(),
            given_by: person(4, "Dele Adeyemi"),
            given_at: at(u32::try_from(entry).unwrap()),
        })
        .to_vec()
}

pub fn decisions() -> Vec<DecisionRecord> {
    vec![DecisionRecord {
        submission: SubmissionId(2),
        entry: 14,
        decision: "approved".to_owned(),
        reason: "As agreed".to_owned(),
        decided_by: person(6, "Mara Lind"),
        decided_at: at(14),
    }]
}

/// The submissions as the list has them.
pub fn records() -> Vec<SubmissionRecord> {
    let record = |made: &Submission| {
        let frozen = &made.frozen;
        SubmissionRecord {
            id: made.id,
            entry: made.entry,
            assessment: frozen.assessment,
            revision: frozen.revision,
            sha256: made.sha256.clone(),
            due_on: made.due_on,
            path: path::submission(&frozen.unit_name, &frozen.name, frozen.revision, made.id.0),
        }
    };
    submissions().iter().map(record).collect()
}

/// A list as a pack holds it.
pub fn list<T: serde::Serialize>(rows: &[T]) -> Vec<u8> {
    let mut list = JsonList::new(Vec::new()).unwrap();
    rows.iter().for_each(|row| list.push(row).unwrap());
    list.finish().unwrap()
}

pub fn submissions() -> Vec<Submission> {
    [(1, 9), (2, 12)]
        .map(|(revision, entry)| {
            let frozen = frozen(revision);
            let sha256 = frozen.seal().unwrap().sha256;
            let due_on = Some("2026-12-31".parse().unwrap());
            Submission {
                id: SubmissionId(i64::from(revision)),
                frozen,
                sha256,
                entry,
                due_on,
                decisions: if revision == 2 { decisions() } else { Vec::new() },
            }
        })
        .to_vec()
}

/// The results in OSCAL's form.
fn oscal(about: &About) -> Vec<u8> {
    let (records, newest) = (records(), newest(&records()));
    let mut oscal = OscalFile::new(Vec::new(), about).unwrap();
    for (made, record) in submissions().iter().zip(&records) {
        if newest.contains(&made.id) {
            oscal.result(made, &format!("{}.json", record.path), &verdicts()).unwrap();
        }
    }
    evidence().iter().for_each(|item| oscal.evidence(item).unwrap());
    oscal.finish().unwrap()
}

/// The pack's bytes, signed with the key.
pub fn written(key: &SigningKey) -> Vec<u8> {
    written_since(1, key)
}

/// The same with entries of the older form before this one.
pub fn written_since(since: i64, key: &SigningKey) -> Vec<u8> {
    let log = log_since(since);
    let (about, evidence, verdicts) = (about_of(&log), evidence(), verdicts());
    let older = since.min(about.head.seq + 1) - 1;
    let fingerprint = key.public().fingerprint();
    let mut writer = PackWriter::new(Vec::new(), about.as_of);
    writer.bytes(path::HOW_TO, how_to(&fingerprint, older).as_bytes()).unwrap();
    let mut listed = Vec::new();
    for (made, record) in submissions().iter().zip(records()) {
        let (frozen, path) = (&made.frozen, record.path);
        let html = submission(&about, made, Beside { evidence: &evidence, verdicts: &verdicts });
        writer.bytes(&format!("{path}.html"), html.as_bytes()).unwrap();
        writer.bytes(&format!("{path}.json"), frozen.seal().unwrap().content.as_bytes()).unwrap();
        listed.push(Listed::of(&path, frozen));
    }
    writer.bytes(path::DECISIONS, &list(&decisions())).unwrap();
    writer.bytes(path::EVIDENCE, &list(&evidence)).unwrap();
    let mut files = [FILE, OTHER, NOTE].map(|bytes| (sha256(bytes), bytes));
    files.sort();
    files.iter().for_each(|(hash, bytes)| writer.evidence(hash, *bytes).unwrap());
    writer.bytes(path::INDEX, index(&about, &fingerprint, &listed, HELD).as_bytes()).unwrap();
    writer.bytes(&path::key(&fingerprint), key.public().to_pem().unwrap().as_bytes()).unwrap();
    let mut file = writer.file(path::LOG).unwrap();
    for line in lines(log) {
        writeln!(file, "{}", serde_json::to_string(&line).unwrap()).unwrap();
    }
    file.finish().unwrap();
    writer.bytes(path::OSCAL, &oscal(&about)).unwrap();
    writer.bytes(path::SUBMISSIONS, &list(&records())).unwrap();
    writer.bytes(path::VERDICTS, &list(&verdicts)).unwrap();
    writer.finish(about, key).unwrap()
}
