//! What even the holder of the key can't do: the log's chain and what it records stand against it.

use domain::UnitId;
use domain::evidence::Verdict;
use pack::path;

use crate::sample::{FILE, key, lines, log, sha256, verdicts};
use crate::tampered::{Files, wrong};

/// The sample with another log, signed anew with the right key.
fn with_log(lines: &[String]) -> Vec<u8> {
    let mut files = Files::sample();
    *files.get(path::LOG) =
        lines.iter().flat_map(|line| format!("{line}\n").into_bytes()).collect();
    files.signed(&key())
}

/// The lines of the sample's log.
fn as_written() -> Vec<String> {
    lines(log()).iter().map(|line| serde_json::to_string(line).unwrap()).collect()
}

#[test]
fn a_changed_entry_is_named() {
    let mut lines = as_written();
    lines[2] = lines[2].replace("Online Store", "Online Stare");
    assert_eq!(
        wrong(&with_log(&lines)),
        "log.jsonl, entry 3: its content does not match its hash: it was changed"
    );
}

#[test]
fn an_entry_that_is_changed_together_with_its_hash_breaks_the_chain() {
    let mut entries = log();
    entries[3].actor_name = "Nobody".to_owned();
    entries[3].hash = entries[3].expected_hash();
    let lines: Vec<String> =
        lines(entries).iter().map(|line| serde_json::to_string(line).unwrap()).collect();
    assert_eq!(
        wrong(&with_log(&lines)),
        "log.jsonl, entry 5: it does not follow from the entry before it"
    );
}

#[test]
fn entries_removed_from_the_end_the_middle_or_the_beginning_are_missed() {
    let lines = as_written();
    let found = wrong(&with_log(&lines[..lines.len() - 2]));
    assert!(found.starts_with("log.jsonl: it ends at entry 11, and not at the head"), "{found}");
    let middle = [&lines[..3], &lines[4..]].concat();
    assert_eq!(wrong(&with_log(&middle)), "log.jsonl, entry 5: it does not come after entry 3");
    assert_eq!(wrong(&with_log(&lines[1..])), "log.jsonl, entry 2: it does not come after entry 0");
}

#[test]
fn entries_in_another_order_are_found() {
    let mut lines = as_written();
    lines.swap(5, 6);
    assert_eq!(wrong(&with_log(&lines)), "log.jsonl, entry 8: it does not come after entry 6");
}

#[test]
fn a_line_that_is_no_entry_is_named_by_what_it_follows() {
    let mut lines = as_written();
    lines[4] = "{\"seq\":".to_owned();
    let found = wrong(&with_log(&lines));
    assert!(found.starts_with("log.jsonl, after entry 4: its line can't be read"), "{found}");
}

#[test]
fn a_submission_that_differs_from_the_log_is_named() {
    let mut files = Files::sample();
    let name = "assessments/online-store-q4-2026-r2-2.json";
    let content = String::from_utf8(files.get(name).clone()).unwrap();
    *files.get(name) = content.replace("\"answer\":\"no\"", "\"answer\":\"yes\"").into_bytes();
    let expected = format!("{name}: the log does not record it as it is here");
    assert_eq!(wrong(&files.signed(&key())), expected);
}

#[test]
fn evidence_that_differs_from_the_log_is_named() {
    let mut files = Files::sample();
    let list = String::from_utf8(files.get(path::EVIDENCE).clone()).unwrap();
    *files.get(path::EVIDENCE) = list
        .replacen("\"collected_on\":\"2026-11-01\"", "\"collected_on\":\"2026-11-20\"", 1)
        .into_bytes();
    assert_eq!(
        wrong(&files.signed(&key())),
        "evidence 11: the log does not record it as it is here"
    );
    let mut files = Files::sample();
    files.remove(&path::evidence(&sha256(FILE)));
    let expected = format!("evidence/{}: it is missing, and evidence 11 needs it", sha256(FILE));
    assert_eq!(wrong(&files.signed(&key())), expected);
    let mut files = Files::sample();
    files.get(&path::evidence(&sha256(FILE)))[0] ^= 1;
    let expected = format!("evidence/{}: it is not the content of evidence 11", sha256(FILE));
    assert_eq!(wrong(&files.signed(&key())), expected);
}

#[test]
fn a_verdict_that_was_turned_or_left_out_is_named() {
    let write = |verdicts: &[pack::VerdictRecord]| {
        let mut files = Files::sample();
        *files.get(path::VERDICTS) = serde_json::to_vec(verdicts).unwrap();
        files.signed(&key())
    };
    let mut turned = verdicts();
    turned[1].verdict = Verdict::Accepted;
    assert_eq!(wrong(&write(&turned)), "verdict 2: the log does not record it as it is here");
    let mut elsewhere = verdicts();
    elsewhere[1].unit = UnitId(3);
    assert_eq!(wrong(&write(&elsewhere)), "verdict 2: the log does not record it as it is here");
    let found = wrong(&write(&verdicts()[..1]));
    assert_eq!(found, "log.jsonl, entry 11: the verdict that it records is missing");
}
