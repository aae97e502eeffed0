//! The chain through what is sealed: its content hashes lead from the first entry to the head, so that
//! not even a key of one's own helps whoever has to arrive at the right head.

use domain::audit::AuditEntry;
use pack::{LogLine, LogLines, SealedRun, SigningKey, path};

use crate::by_hand::by_hand;
use crate::sample::{key, log, log_since, written, written_since};
use crate::tampered::{Files, check, wrong};

/// The pack with another log, and a manifest that fits it.
fn with_log(lines: &[LogLine], key: &SigningKey) -> Vec<u8> {
    let mut files = Files::of(&written(key));
    *files.get(path::LOG) = lines
        .iter()
        .flat_map(|line| {
            serde_json::to_string(line).unwrap().into_bytes().into_iter().chain([b'\n'])
        })
        .collect();
    files.signed(key)
}

/// The sample's log with a run of two sealed entries: as if the opening of the round were another's.
fn lines(mut entries: Vec<AuditEntry>) -> Vec<LogLine> {
    let (rest, mut sealed) = (entries.split_off(6), LogLines::default());
    let run = entries.split_off(4);
    let mut all = crate::sample::lines(entries);
    all.extend(run.into_iter().filter_map(|entry| sealed.sealed(entry)));
    all.extend(sealed.finish());
    all.extend(crate::sample::lines(rest));
    all
}

/// The sealed run of the sample's entries 5 and 6.
fn run(lines: &mut [LogLine]) -> &mut SealedRun {
    let found = lines.iter_mut().find_map(|line| match line {
        LogLine::Sealed(run) if run.sealed == (5, 6) => Some(run),
        _ => None,
    });
    found.unwrap()
}

fn contents(run: &mut SealedRun) -> &mut Vec<String> {
    run.contents.as_mut().unwrap()
}

#[test]
fn a_content_hash_that_was_changed_dropped_or_swapped_is_named_with_its_run() {
    type Change = fn(&mut SealedRun);
    let led = "the content hashes of the sealed entries 5 to 6 do not lead to their last hash";
    let changes: [(Change, &str); 6] = [
        (|run| contents(run)[0].replace_range(..1, "x"), led),
        (|run| contents(run).swap(0, 1), led),
        (|run| drop(contents(run).pop()), "entries 5 to 6 have 1 content hashes"),
        (|run| contents(run).push("ab".repeat(32)), "entries 5 to 6 have 3 content hashes"),
        (|run| run.hash.replace_range(..1, "x"), led),
        (|run| run.contents = None, "it is of the older form, and entries before it are not"),
    ];
    for (change, expected) in changes {
        let mut lines = lines(log());
        change(run(&mut lines));
        let zip = with_log(&lines, &key());
        let found = wrong(&zip);
        assert!(found.starts_with(&format!("log.jsonl, entry 5: {expected}")), "{found}");
        let (is_content, said) = by_hand(&zip);
        assert!(!is_content && said.contains("entr") && said.contains(" 5 "), "{said}");
    }
}

#[test]
fn a_run_that_was_cut_is_named_by_what_follows_it() {
    let mut lines = lines(log());
    let cut = run(&mut lines);
    cut.sealed.1 = 5;
    contents(cut).pop();
    cut.hash = log()[4].hash.clone();
    let zip = with_log(&lines, &key());
    assert_eq!(wrong(&zip), "log.jsonl, entry 7: it does not come after entry 5");
    let (is_content, said) = by_hand(&zip);
    assert!(!is_content && said.contains("entry 7 does not come after entry 5"), "{said}");
}

/// What somebody with a key of their own writes who names that key in the log and keeps the true head:
/// the hash that a sealed run ends with is claimed to be the right one.
fn forged(mut entries: Vec<AuditEntry>, theirs: &SigningKey) -> Vec<LogLine> {
    let fingerprint = theirs.public().fingerprint();
    let true_entries = entries.clone();
    entries[1].after = serde_json::json!({ "fingerprint": fingerprint }).to_string();
    for at in 1..4 {
        entries[at].prev_hash = entries[at - 1].hash.clone();
        entries[at].hash = entries[at].expected_hash();
    }
    entries[4].prev_hash = entries[3].hash.clone();
    // From the run on, everything is as it was.
    assert_eq!(entries[5..], true_entries[5..]);
    lines(entries)
}

#[test]
fn another_key_can_not_arrive_at_the_right_head() {
    let theirs = SigningKey::generate();
    let zip = with_log(&forged(log(), &theirs), &theirs);
    let led = "the content hashes of the sealed entries 5 to 6 do not lead to their last hash";
    assert!(wrong(&zip).starts_with(&format!("log.jsonl, entry 5: {led}")), "{}", wrong(&zip));
    let (is_content, said) = by_hand(&zip);
    assert!(
        !is_content && said.contains("content hashes of entries 5 to 6 were changed"),
        "{said}"
    );
}

/// The same, with everything up to the run said to be of the older form.
#[test]
fn nor_by_saying_that_entries_are_of_the_older_form() {
    let theirs = SigningKey::generate();
    let mut entries = log();
    for entry in &mut entries[..6] {
        (entry.salt, entry.since) = (None, None);
    }
    let zip = with_log(&forged(entries.clone(), &theirs), &theirs);
    let expected = "log.jsonl, entry 7: it names another entry as the first of its form";
    assert_eq!(wrong(&zip), expected);
    let (is_content, said) = by_hand(&zip);
    assert!(!is_content && said.contains("entry 7 was changed"), "{said}");
    for entry in &mut entries[6..] {
        entry.since = Some(7);
    }
    let zip = with_log(&forged(entries, &theirs), &theirs);
    assert!(wrong(&zip).starts_with("log.jsonl, entry 7: its content does not match its hash"));
}

#[test]
fn a_log_with_older_entries_verifies_over_the_joint_and_says_what_it_can_not_recompute() {
    // The joint behind the first sealed entry, before and behind the second, and behind the head.
    for (since, vouched) in [(2, 1), (5, 1), (6, 2), (15, 2), (16, 3)] {
        let zip = written_since(since, &key());
        let verified = check(&zip, None).unwrap();
        assert_eq!((verified.shown, verified.sealed, verified.vouched), (12, 3, vouched));
        let (is_content, said) = by_hand(&zip);
        assert!(is_content, "{said}");
        let told = format!("{vouched} sealed entries are of the older form");
        assert!(said.contains(&told), "{since}: {said}");
        let how_to = String::from_utf8(Files::of(&zip).get(path::HOW_TO).clone()).unwrap();
        assert!(how_to.contains(&format!("Entries up to number {} of this log", since - 1)));
    }
    let how_to = String::from_utf8(Files::sample().get(path::HOW_TO).clone()).unwrap();
    assert!(!how_to.contains("Entries up to number"));
    assert!(!by_hand(&written(&key())).1.contains("older form"));
}

#[test]
fn in_a_log_with_older_entries_none_comes_after_the_joint() {
    let mut entries = log_since(5);
    (entries[7].salt, entries[7].since) = (None, None);
    entries[7].hash = entries[7].expected_hash();
    let zip = with_log(&lines(entries), &key());
    let expected = "log.jsonl, entry 8: it is of the older form, and entries before it are not";
    assert_eq!(wrong(&zip), expected);
    let (is_content, said) = by_hand(&zip);
    assert!(!is_content && said.contains("entry 8 is of the older form"), "{said}");
}

/// Written by the version before entries committed to content hashes, with the key of these tests.
#[test]
fn a_pack_of_the_first_format_still_verifies() {
    let zip = include_bytes!("format-1.zip");
    let verified = check(zip, Some(&key().public())).unwrap();
    assert_eq!((verified.shown, verified.sealed, verified.vouched), (9, 4, 4));
    let (is_content, said) = by_hand(zip);
    assert!(is_content && said == "Everything matches.\n", "{said}");
}

#[test]
fn a_long_run_is_cut_into_lines_of_a_thousand() {
    let mut lines = LogLines::default();
    let entry = |seq: i64| AuditEntry { seq, since: Some(1), ..log()[4].clone() };
    let mut found: Vec<LogLine> = (1..=2500).filter_map(|seq| lines.sealed(entry(seq))).collect();
    found.extend(lines.finish());
    let runs: Vec<(i64, i64)> = found
        .iter()
        .map(|line| match line {
            LogLine::Sealed(run) => run.sealed,
            LogLine::Entry(entry) => panic!("entry {} is shown", entry.seq),
        })
        .collect();
    assert_eq!(runs, [(1, 1000), (1001, 2000), (2001, 2500)]);
}
