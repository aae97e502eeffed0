//! What even the holder of the key can't do to the log of a pack: its chain stands against it.

use pack::path;

use crate::sample::{key, lines, log};
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
    assert!(found.starts_with("log.jsonl: it ends at entry 13, and not at the head"), "{found}");
    let middle = [&lines[..3], &lines[4..]].concat();
    assert_eq!(wrong(&with_log(&middle)), "log.jsonl, entry 5: it does not come after entry 3");
    assert_eq!(wrong(&with_log(&lines[1..])), "log.jsonl, entry 2: it does not come after entry 0");
}

#[test]
fn entries_in_another_order_are_found() {
    let mut lines = as_written();
    lines.swap(5, 6);
    assert_eq!(wrong(&with_log(&lines)), "log.jsonl, entry 7: it does not come after entry 5");
}

#[test]
fn a_line_that_holds_more_than_its_entry_is_named() {
    for (line, after) in [(1, 1), (0, 0)] {
        let mut lines = as_written();
        lines[line] = lines[line].replacen('{', "{\"note\":\"by the way\",", 1);
        let found = wrong(&with_log(&lines));
        assert!(found.starts_with(&format!("log.jsonl, after entry {after}: its line")), "{found}");
    }
}

#[test]
fn a_line_that_is_no_entry_is_named_by_what_it_follows() {
    let mut lines = as_written();
    lines[4] = "{\"seq\":".to_owned();
    let found = wrong(&with_log(&lines));
    assert!(found.starts_with("log.jsonl, after entry 4: its line can't be read"), "{found}");
}
