//! What even the holder of the key can't do to what lies in a pack: it is held against the log, and
//! whatever follows from it is written once more.

use domain::evidence::Verdict;
use domain::{EvidenceId, QuestionNo, UnitId};
use pack::{
    DecisionRecord, EvidenceRecord, Manifest, PlaceRecord, SubmissionRecord, VerdictRecord, path,
};

use crate::sample::{FILE, OTHER, decisions, evidence, key, list, records, sha256, verdicts};
use crate::tampered::{Files, check, wrong};

const REVISION: &str = "assessments/online-store-q4-2026-r2-2";

/// What is found in the sample with this content of a file, signed anew with the right key.
fn found(name: &str, content: &[u8]) -> String {
    let mut files = Files::sample();
    *files.get(name) = content.to_vec();
    wrong(&files.signed(&key()))
}

/// What is found in the sample with this text of a file in another's place.
fn found_with(name: &str, old: &str, new: &str) -> String {
    let mut files = Files::sample();
    let text = String::from_utf8(files.get(name).clone()).unwrap();
    assert!(text.contains(old), "{name} does not hold {old}");
    found(name, text.replacen(old, new, 1).as_bytes())
}

/// What is found with this manifest.
fn found_about(change: impl Fn(&mut Manifest)) -> String {
    let mut files = Files::sample();
    let mut manifest: Manifest = serde_json::from_slice(files.get(path::MANIFEST)).unwrap();
    change(&mut manifest);
    *files.get(path::MANIFEST) = manifest.to_bytes().unwrap();
    wrong(&files.signed(&key()))
}

#[test]
fn no_field_of_an_item_of_evidence_can_be_changed() {
    type Change = fn(&mut EvidenceRecord);
    let changes: [(Change, &str); 17] = [
        (|item| item.id = EvidenceId(10), "evidence 10: its id"),
        (|item| item.entry = 3, "evidence 11: entry 3 of the log does not record it"),
        (|item| item.entry = 7, "evidence 11: its collected on"),
        (|item| item.unit = UnitId(3), "evidence 11: its unit"),
        (|item| item.title.push('!'), "evidence 11: its title"),
        (|item| item.kind = domain::evidence::Kind::Note, "evidence 11: its kind"),
        (|item| item.file_name = None, "evidence 11: its file name"),
        (|item| item.media_type.push('x'), "evidence 11: its media type"),
        (|item| item.size += 1, "evidence 11: its size"),
        (|item| item.sha256 = sha256(OTHER), "evidence 11: its sha256"),
        (|item| item.valid_until = "2027-02-01".parse().unwrap(), "evidence 11: its valid until"),
        (|item| item.uploaded_by.name.push('x'), "evidence 11: its uploaded by"),
        (|item| item.uploaded_by.id.0 = 9, "evidence 11: its uploaded by"),
        (
            |item| item.uploaded_at = "2026-11-23T09:05:00Z".parse().unwrap(),
            "evidence 11: its uploaded at",
        ),
        (|item| item.supersedes = Some(EvidenceId(1)), "evidence 11: its supersedes"),
        (|item| item.superseded_by = Some(EvidenceId(12)), "evidence 11: its superseded by"),
        (
            |item| item.places.push(PlaceRecord { unit: UnitId(2), question: QuestionNo(2) }),
            "evidence 11: its places",
        ),
    ];
    for (change, expected) in changes {
        let mut items = evidence();
        if expected.contains("collected") {
            items[0].collected_on = "2026-11-02".parse().unwrap();
        } else {
            change(&mut items[0]);
        }
        let found = found(path::EVIDENCE, &list(&items));
        assert!(found.starts_with(expected), "{found}, and not {expected}");
    }
    let mut items = evidence();
    items[1].withdrawn = None;
    let expected = "evidence 12: its withdrawn is not what entry 7 of the log records";
    assert_eq!(found(path::EVIDENCE, &list(&items)), expected);
}

#[test]
fn no_field_of_a_verdict_can_be_changed() {
    type Change = fn(&mut VerdictRecord);
    let changes: [(Change, &str); 8] = [
        (|given| given.id.0 = 3, "verdict 3: its id"),
        (|given| given.verdict = Verdict::Accepted, "verdict 2: its verdict"),
        (|given| given.unit = UnitId(3), "verdict 2: its unit"),
        (|given| given.question = QuestionNo(2), "verdict 2: its question"),
        (|given| given.reason.clear(), "verdict 2: its reason"),
        (|given| given.given_by.name = "Nobody".to_owned(), "verdict 2: its given by"),
        (
            |given| given.given_at = "2026-11-23T09:10:00Z".parse().unwrap(),
            "verdict 2: its given at",
        ),
        (|given| given.entry = 12, "verdict 2: entry 12 of the log does not record it"),
    ];
    for (change, expected) in changes {
        let mut given = verdicts();
        change(&mut given[1]);
        let found = found(path::VERDICTS, &list(&given));
        assert!(found.starts_with(expected), "{found}, and not {expected}");
    }
}

#[test]
fn no_field_of_a_decision_can_be_changed() {
    type Change = fn(&mut DecisionRecord);
    let changes: [(Change, &str); 6] = [
        (|given| given.submission.0 = 1, "decision on submission 1: its submission"),
        (|given| given.entry = 12, "decision on submission 2: entry 12 of the log does not record"),
        (|given| given.decision = "returned".to_owned(), "decision on submission 2: its decision"),
        (|given| given.reason.push('x'), "decision on submission 2: its reason"),
        (|given| given.decided_by.id.0 = 2, "decision on submission 2: its decided by"),
        (
            |given| given.decided_at = "2026-11-23T09:10:00Z".parse().unwrap(),
            "decision on submission 2: its decided at",
        ),
    ];
    for (change, expected) in changes {
        let mut given = decisions();
        change(&mut given[0]);
        let found = found(path::DECISIONS, &list(&given));
        assert!(found.starts_with(expected), "{found}, and not {expected}");
    }
}

#[test]
fn no_field_of_a_submission_can_be_changed() {
    type Change = fn(&mut SubmissionRecord);
    let other = format!("{REVISION}.json: it is not the submission that the list names");
    let changes: [(Change, &str); 5] = [
        (|made| made.revision = 3, &other),
        (|made| made.assessment.0 = 4, &other),
        (|made| made.sha256 = sha256(FILE), &other),
        (|made| made.entry = 9, "its id is not what entry 9 of the log records"),
        (|made| made.due_on = None, "its due on is not what entry 12 of the log records"),
    ];
    for (change, expected) in changes {
        let mut made = records();
        change(&mut made[1]);
        let found = found(path::SUBMISSIONS, &list(&made));
        assert!(found.ends_with(expected), "{found}, and not {expected}");
    }
    let mut made = records();
    made[1].id.0 = 5;
    let found = found(path::SUBMISSIONS, &list(&made));
    assert_eq!(
        found,
        format!("{REVISION}.json: it belongs at assessments/online-store-q4-2026-r2-5.json")
    );
}

#[test]
fn frozen_answers_that_were_changed_are_named() {
    let name = format!("{REVISION}.json");
    let expected = format!("{name}: it is not the submission that the list names");
    assert_eq!(found_with(&name, "\"answer\":\"no\"", "\"answer\":\"yes\""), expected);
    let mut files = Files::sample();
    let text = String::from_utf8(files.get(&name).clone()).unwrap();
    *files.get(&name) = text.replace("\"answer\":\"no\"", "\"answer\":\"yes\"").into_bytes();
    let mut made = records();
    made[1].sha256 = sha256(files.get(&name));
    *files.get(path::SUBMISSIONS) = list(&made);
    let expected = format!("{name}: its sha256 is not what entry 12 of the log records");
    assert_eq!(wrong(&files.signed(&key())), expected);
}

#[test]
fn nothing_that_the_log_records_can_be_left_out() {
    let missing = |entry: i64, what: &str| {
        format!("log.jsonl, entry {entry}: the {what} that it records is missing")
    };
    assert_eq!(found(path::VERDICTS, &list(&verdicts()[..1])), missing(11, "verdict"));
    assert_eq!(found(path::DECISIONS, &list::<DecisionRecord>(&[])), missing(14, "decision"));
    assert_eq!(found(path::SUBMISSIONS, &list(&records()[..1])), missing(12, "submission"));
    for (left_out, entry) in [(0, 4), (1, 7), (2, 8)] {
        let mut items = evidence();
        items.remove(left_out);
        assert_eq!(found(path::EVIDENCE, &list(&items)), missing(entry, "evidence"));
    }
    let mut files = Files::sample();
    files.remove(&path::evidence(&sha256(FILE)));
    let expected = format!("evidence/{}: it is missing, and evidence 11 needs it", sha256(FILE));
    assert_eq!(wrong(&files.signed(&key())), expected);
    let mut files = Files::sample();
    files.get(&path::evidence(&sha256(FILE)))[0] ^= 1;
    let expected = format!("evidence/{}: it is not the content of evidence 11", sha256(FILE));
    assert_eq!(wrong(&files.signed(&key())), expected);
    for name in [path::INDEX, path::OSCAL, path::HOW_TO, &format!("{REVISION}.html")] {
        let mut files = Files::sample();
        files.remove(name);
        assert_eq!(wrong(&files.signed(&key())), format!("{name}: it is missing"));
    }
}

#[test]
fn nothing_can_be_added_to_a_list() {
    let mut given = verdicts();
    given.push(VerdictRecord { entry: 3, id: domain::VerdictId(3), ..given[1].clone() });
    given[2].evidence = EvidenceId(13);
    assert_eq!(
        found(path::VERDICTS, &list(&given)),
        "verdict 3: entry 3 of the log does not record it"
    );
    let mut given = verdicts();
    given.push(given[1].clone());
    let twice = "verdicts.json: its rows are out of order, or one of them is there twice";
    assert_eq!(found(path::VERDICTS, &list(&given)), twice);
    given = verdicts();
    given.reverse();
    assert_eq!(found(path::VERDICTS, &list(&given)), twice);
    for name in [path::VERDICTS, path::EVIDENCE, path::DECISIONS, path::SUBMISSIONS] {
        let found = found_with(name, "{\"", "{\"note\":\"not ours\",\"");
        let expected = format!("{name}: it is not as Plumbline writes it, from byte 4");
        assert_eq!(found, expected);
    }
}

#[test]
fn the_manifest_can_not_give_another_name() {
    type Change = fn(&mut Manifest);
    let changes: [(Change, &str); 8] = [
        (|pack| pack.about.organisation.push('x'), "it gives a unit or the organisation two names"),
        (
            |pack| pack.about.scope.unit.name.push('x'),
            "it gives a unit or the organisation two names",
        ),
        (
            |pack| {
                pack.about.scope.unit.name = "Shop".to_owned();
                pack.about.scope.units[0].path[1] = "Shop".to_owned();
            },
            "unit 2 has another name in the log",
        ),
        (
            |pack| {
                let mut unit = pack.about.scope.units[0].clone();
                unit.id = UnitId(3);
                unit.path.push("Below".to_owned());
                unit.path.push("Further".to_owned());
                pack.about.scope.units.push(unit);
            },
            "unit 3 does not lie below a unit that the pack is of",
        ),
        (|pack| pack.about.scope.units.clear(), "the unit that it is of is not among its units"),
        (|pack| pack.about.installation.push('x'), "the log is that of another installation"),
        (|pack| pack.format = 3, "format 3 is newer than this program"),
        (|pack| pack.format = 0, "format 0 is newer than this program"),
    ];
    for (change, expected) in changes {
        let found = found_about(change);
        assert!(found == format!("MANIFEST.json: {expected}"), "{found}, and not {expected}");
    }
}

#[test]
fn a_page_the_results_or_the_text_can_not_say_something_else() {
    let page = format!("{REVISION}.html");
    let changes = [
        (path::INDEX, "Online Store", "Online Stare"),
        (&page, "Approved by", "Returned by"),
        (path::OSCAL, "not-satisfied", "satisfied"),
        (path::HOW_TO, "sha256sum --quiet", "true sha256sum --quiet"),
    ];
    for (name, old, new) in changes {
        let found = found_with(name, old, new);
        let expected =
            format!("{name}: it is not what follows from the rest of the pack, from byte");
        assert!(found.starts_with(&expected), "{found}, and not {expected}");
    }
    for name in [path::INDEX, &page, path::OSCAL, path::HOW_TO] {
        let mut files = Files::sample();
        files.get(name).extend_from_slice(b"\n");
        let found = wrong(&files.signed(&key()));
        assert!(found.starts_with(&format!("{name}: it is not what follows")), "{found}");
    }
    let name = path::key(&key().public().fingerprint());
    let mut files = Files::sample();
    files.get(&name).extend_from_slice(b"and more\n");
    assert_eq!(
        wrong(&files.signed(&key())),
        format!("{name}: it holds no Ed25519 public key in PEM form")
    );
}

#[test]
fn a_file_that_no_pack_has_is_named() {
    let stray = [
        ("NOTES.txt", "no pack has a file of this name"),
        ("assessments/other.html", "no submission of the pack is named so"),
        ("evidence/0000", "no item of evidence names it"),
        ("oscal/plan.json", "no pack has a file of this name"),
        ("keys/other.pub", "no pack has a file of this name"),
    ];
    for (name, expected) in stray {
        let mut files = Files::sample();
        let at = files
            .0
            .partition_point(|(held, _)| held.as_str() < name && !held.starts_with("MANIFEST"));
        files.0.insert(at, (name.to_owned(), b"by the way".to_vec()));
        assert_eq!(wrong(&files.signed(&key())), format!("{name}: {expected}"));
    }
}

#[test]
fn names_that_a_system_reads_as_others_are_refused() {
    for name in
        ["index.html.", "con.txt", "evidence/NUL", "a ", "evidence/com1.json", "e\u{301}.txt"]
    {
        let mut files = Files::sample();
        files.0.push((name.to_owned(), Vec::new()));
        let found = wrong(&files.zip());
        assert!(found.contains("such a name is never written"), "{name}: {found}");
    }
    let mut files = Files::sample();
    files.0.push(("INDEX.html".to_owned(), Vec::new()));
    assert_eq!(wrong(&files.zip()), "INDEX.html: only capital letters tell it from index.html");
}

/// Another version of the program may word its pages otherwise. That they were not compared is said.
#[test]
fn files_in_another_wording_are_not_compared_and_that_is_said() {
    let mut files = Files::sample();
    let mut manifest: Manifest = serde_json::from_slice(files.get(path::MANIFEST)).unwrap();
    manifest.wording = 7;
    *files.get(path::MANIFEST) = manifest.to_bytes().unwrap();
    files.get(path::INDEX).extend_from_slice(b"<!-- in other words -->\n");
    let verified = check(&files.signed(&key()), None).unwrap();
    assert_eq!(verified.other_wording, Some(7));
}

/// A pack of the first format has no list of submissions; all that it has is compared all the same.
#[test]
fn a_pack_of_the_first_format_is_compared_as_far_as_it_goes() {
    let first = |change: fn(&mut Files)| {
        let mut files = Files::sample();
        let mut manifest: Manifest = serde_json::from_slice(files.get(path::MANIFEST)).unwrap();
        (manifest.format, manifest.wording) = (1, 0);
        *files.get(path::MANIFEST) = manifest.to_bytes().unwrap();
        files.remove(path::SUBMISSIONS);
        change(&mut files);
        check(&files.signed(&key()), None).map_err(|fault| fault.to_string())
    };
    let verified = first(|_| ()).unwrap();
    assert_eq!((verified.submissions, verified.other_wording), (2, Some(0)));
    let found = first(|files| *files.get(path::VERDICTS) = list(&verdicts()[..1]));
    assert_eq!(found.unwrap_err(), "log.jsonl, entry 11: the verdict that it records is missing");
    let found = first(|files| {
        files.remove(&format!("{REVISION}.html"));
        files.remove(&format!("{REVISION}.json"));
        *files.get(path::DECISIONS) = list::<DecisionRecord>(&[]);
    });
    assert_eq!(
        found.unwrap_err(),
        "log.jsonl, entry 12: the submission that it records is missing"
    );
}
