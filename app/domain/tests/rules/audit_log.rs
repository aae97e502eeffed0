//! What an entry of the log says to whoever reads it: its words, its differences, its place in the chain.

use std::collections::HashSet;

use domain::audit::{
    AuditEntry, Chain, Change, Fault, GENESIS, Line, action_words, changes, every_action,
};
use domain::{PersonId, Timestamp};

/// The differences as plain text: `-` went, `+` came, a blank stayed, `…` lines left out.
fn told(before: &str, after: &str) -> Vec<String> {
    let lines = |change: Change| {
        let label = change.label;
        change.lines.into_iter().map(move |line| match line {
            Line::Kept(text) => format!("  {label}: {text}"),
            Line::Gone(text) => format!("- {label}: {text}"),
            Line::Come(text) => format!("+ {label}: {text}"),
            Line::Skipped(lines) => format!("… {label}: {lines}"),
        })
    };
    changes(before, after).into_iter().flat_map(lines).collect()
}

#[test]
fn a_changed_field_is_told_with_both_values_and_an_unchanged_one_not_at_all() {
    let before = r#"{"name":"Returns Predictor","owner":null,"live":true}"#;
    let after = r#"{"name":"Returns Predictor","owner":"Priya Raman","live":false}"#;
    assert_eq!(told(before, after), ["- Live: yes", "+ Live: no", "+ Owner: Priya Raman"]);
}

#[test]
fn what_is_new_only_comes_and_what_is_gone_only_goes() {
    assert_eq!(told("null", r#"{"name":"Shop Assistant"}"#), ["+ Name: Shop Assistant"]);
    assert_eq!(told(r#"{"name":"Shop Assistant"}"#, "null"), ["- Name: Shop Assistant"]);
    assert!(told("null", "null").is_empty());
    assert!(told("null", r#"{"note":"","owner":null}"#).is_empty());
}

#[test]
fn a_reason_stands_with_the_change_and_is_none_itself() {
    let after = r#"{"reason":"The file shows a staging system.","state":"draft"}"#;
    assert_eq!(
        told(r#"{"state":"submitted"}"#, after),
        ["- State: submitted", "+ State: draft", "  Reason: The file shows a staging system."]
    );
}

#[test]
fn long_texts_are_told_line_by_line_without_what_lies_far_from_a_change() {
    let before = r#"{"plan":"one\ntwo\nthree\nfour\nfive\nsix\nseven"}"#;
    let after = r#"{"plan":"one\ntwo\nthree\nfour\nfive\n6\nseven\neight"}"#;
    let change = &changes(before, after)[0];
    assert!(change.is_long);
    assert_eq!(
        told(before, after),
        [
            "… Plan: 3",
            "  Plan: four",
            "  Plan: five",
            "- Plan: six",
            "+ Plan: 6",
            "  Plan: seven",
            "+ Plan: eight"
        ]
    );
}

#[test]
fn values_inside_values_are_told_under_the_way_to_them() {
    let after = r#"{"parts":[{"kind":"file","valid_until":"2027-02-14"},{"kind":"note"}],
                    "tags":["chat","retail"],"limits":{"per_day":3}}"#;
    assert_eq!(
        told("null", after),
        [
            "+ Limits, per day: 3",
            "+ Parts 1, kind: file",
            "+ Parts 1, valid until: 14 Feb 2027",
            "+ Parts 2, kind: note",
            "+ Tags: chat, retail"
        ]
    );
}

#[test]
fn days_moments_and_questions_are_written_as_on_every_page() {
    let after =
        r#"{"due":"2026-12-11","expires":"2026-11-30T09:00:00.000Z","question":9,"sha256":"7c1e"}"#;
    assert_eq!(
        told("null", after),
        [
            "+ Due on: 11 Dec 2026",
            "+ Expires: 30 Nov 2026, 09:00 UTC",
            "+ Question: 9 API keys",
            "+ SHA-256: 7c1e"
        ]
    );
}

#[test]
fn text_that_is_no_json_is_told_as_it_stands() {
    assert_eq!(told("null", "{\"name\":"), ["+ Value: {\"name\":"]);
    assert_eq!(told("null", "[1,2]"), ["+ Value: 1, 2"]);
}

#[test]
fn a_text_of_a_thousand_lines_is_told_without_comparing_all_with_all() {
    let many = |word: &str| serde_json::json!({ "plan": vec![word; 1000].join("\n") }).to_string();
    assert_eq!(changes(&many("a"), &many("b"))[0].lines.len(), 2000);
}

#[test]
fn every_action_has_its_own_words_and_a_place_in_the_filter() {
    let icons = include_str!("../../../../style/icons.svg");
    let mut seen = HashSet::new();
    for words in every_action() {
        assert!(seen.insert(words.action), "{} twice", words.action);
        assert!(words.action.contains('.') && !words.verb.is_empty());
        assert!(icons.contains(&format!("id=\"{}\"", words.icon)), "there is no {}", words.icon);
        assert!(words.verb.starts_with(char::is_uppercase), "{}", words.verb);
        assert!(!words.verb.contains('.'), "{} is not in a person's words", words.verb);
    }
    assert_eq!(action_words("answer.saved").unwrap().verb, "Answer saved");
    assert_eq!(action_words("answer.eaten"), None);
}

/// A chain of four entries.
fn log() -> Vec<AuditEntry> {
    log_since(1)
}

/// The same, with entries of the older form before this one.
fn log_since(since: i64) -> Vec<AuditEntry> {
    let at = Timestamp::start_of(crate::day("2026-11-23"));
    let mut prev_hash = GENESIS.to_owned();
    let entry = |seq: i64| {
        let mut entry = AuditEntry {
            seq,
            at,
            actor_id: Some(PersonId(3)),
            actor_name: "Priya Raman".to_owned(),
            action: "model.registered".to_owned(),
            subject: "model".to_owned(),
            subject_id: Some(seq),
            unit_id: None,
            before: "null".to_owned(),
            after: "null".to_owned(),
            salt: (seq >= since).then(|| format!("{seq:032x}")),
            since: (seq >= since).then_some(since),
            prev_hash: prev_hash.clone(),
            hash: String::new(),
        };
        entry.hash = entry.expected_hash();
        prev_hash.clone_from(&entry.hash);
        entry
    };
    (1..=4).map(entry).collect()
}

/// What is wrong, with the number of the entry.
fn faults(log: &[AuditEntry]) -> Vec<(i64, Fault)> {
    let mut chain = Chain::new();
    let follow = |entry: &AuditEntry| {
        let faults = chain.follow(entry);
        faults.into_iter().map(|fault| (entry.seq, fault)).collect::<Vec<_>>()
    };
    log.iter().flat_map(follow).collect()
}

#[test]
fn an_untouched_log_follows_from_its_first_entry_to_its_head() {
    assert_eq!(faults(&log()), []);
    let mut chain = Chain::new();
    for entry in log() {
        assert_eq!(chain.follow(&entry), []);
    }
    assert_eq!((chain.entries(), chain.last(), chain.head()), (4, 4, log()[3].hash.as_str()));
}

#[test]
fn the_chain_leads_over_the_joint_from_the_older_form_to_content_hashes() {
    for since in 1..=5 {
        assert_eq!(faults(&log_since(since)), [], "since {since}");
    }
    // Whatever is missing or can't be read around the joint is told once.
    let mut missing = log_since(2);
    missing.remove(1);
    assert_eq!(faults(&missing), [(3, Fault::Missing(2, 2))]);
}

#[test]
fn an_entry_of_the_older_form_after_a_newer_one_is_named() {
    let mut log = log_since(2);
    (log[2].salt, log[2].since) = (None, None);
    log[2].hash = log[2].expected_hash();
    assert_eq!(faults(&log), [(3, Fault::Older), (4, Fault::Unlinked)]);
}

#[test]
fn the_joint_can_not_be_moved() {
    let mut log = log();
    for entry in &mut log[..2] {
        (entry.salt, entry.since) = (None, None);
    }
    log[0].hash = log[0].expected_hash();
    let first = log[0].hash.clone();
    log[1].prev_hash = first;
    // The hash that the rest follows from can be claimed, and is not that of what the entry says.
    assert_eq!(faults(&log), [(2, Fault::Changed), (3, Fault::Since)]);
    log[2].since = Some(3);
    assert_eq!(faults(&log), [(2, Fault::Changed), (3, Fault::Changed), (4, Fault::Since)]);
}

#[test]
fn a_changed_a_missing_and_a_moved_entry_are_each_named() {
    let mut changed = log();
    changed[1].after = "{}".to_owned();
    assert_eq!(faults(&changed), [(2, Fault::Changed)]);

    let mut resealed = changed;
    resealed[1].hash = resealed[1].expected_hash();
    assert_eq!(faults(&resealed), [(3, Fault::Unlinked)]);

    let mut missing = log();
    missing.drain(1..3);
    assert_eq!(faults(&missing), [(4, Fault::Missing(2, 3))]);

    let mut swapped = log();
    swapped.swap(1, 2);
    assert_eq!(
        faults(&swapped),
        [(3, Fault::Missing(2, 2)), (2, Fault::OutOfOrder), (4, Fault::Missing(3, 3))]
    );
    let words = "its content does not match its hash: it was changed";
    assert_eq!(Fault::Changed.to_string(), words);
    assert_eq!(Fault::Missing(2, 3).to_string(), "entries 2 to 3 are missing before it");
}
