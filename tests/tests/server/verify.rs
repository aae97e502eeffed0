//! `plumbline verify` on data that somebody changed past the program: it says what is wrong where.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use tests::organisation::file_of;
use tests::{Database, Known, binary, site};

/// A data directory of its own, whole and unchanged.
fn sample() -> (TempDir, Known) {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let known = site::lay_out(dir.path());
    (dir, known)
}

fn file(data: &Path, content: &[u8]) -> PathBuf {
    let hash = hex::encode(Sha256::digest(content));
    data.join("evidence").join(&hash[..2]).join(hash)
}

/// Verifies, and expects exactly these findings.
fn finds(data: &Path, expected: &[&str]) {
    let (content, said) = binary::verify(data);
    let found: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("WRONG: ")).collect();
    assert_eq!(found.len(), expected.len(), "{said}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.contains(expected), "expected {expected:?}, found {found:?}");
    }
    assert_eq!(content, expected.is_empty(), "{said}");
}

#[test]
fn untouched_data_is_in_order() {
    let (dir, _) = sample();
    let (content, said) = binary::verify(dir.path());
    assert!(content, "{said}");
    assert!(said.contains("Everything matches."), "{said}");
    assert!(said.contains("Evidence     3 files") && said.contains("Submissions  4"), "{said}");
}

#[test]
fn a_changed_file_is_named() {
    let (dir, known) = sample();
    let path = file(dir.path(), &file_of(known.near.unit));
    let mut content = std::fs::read(&path).unwrap();
    content[3] ^= 1;
    std::fs::write(&path, &content).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let now = hex::encode(Sha256::digest(&content));
    let expected = format!(
        "evidence {}: its file {name} was changed: what is there now hashes to {now}",
        known.near.file
    );
    finds(dir.path(), &[&expected]);
}

#[test]
fn a_file_cut_short_and_a_missing_one_are_named() {
    let (dir, known) = sample();
    let near = file(dir.path(), &file_of(known.near.unit));
    std::fs::write(&near, "when").unwrap();
    std::fs::remove_file(file(dir.path(), &file_of(known.far.unit))).unwrap();
    let cut = format!("evidence {}: its file", known.near.file);
    let missing = format!("evidence {}: its file", known.far.file);
    finds(dir.path(), &[&cut, &missing]);
    let (_, said) = binary::verify(dir.path());
    assert!(said.contains("can't be read: No such file"), "{said}");
}

#[test]
fn two_files_in_each_others_place_are_both_named() {
    let (dir, known) = sample();
    let near = file(dir.path(), &file_of(known.near.unit));
    let far = file(dir.path(), &file_of(known.far.unit));
    let aside = dir.path().join("aside");
    std::fs::rename(&near, &aside).unwrap();
    std::fs::rename(&far, &near).unwrap();
    std::fs::rename(&aside, &far).unwrap();
    let expected = [known.near.file, known.far.file].map(|id| format!("evidence {id}: its file"));
    finds(dir.path(), &expected.each_ref().map(String::as_str));
}

#[test]
fn a_file_that_no_evidence_names_is_noted_and_nothing_worse() {
    let (dir, _) = sample();
    let stray = file(dir.path(), b"an upload that broke off after its last byte");
    std::fs::create_dir_all(stray.parent().unwrap()).unwrap();
    std::fs::write(&stray, b"an upload that broke off after its last byte").unwrap();
    finds(dir.path(), &[]);
    let (_, said) = binary::verify(dir.path());
    let name = stray.file_name().unwrap().to_string_lossy().into_owned();
    assert!(said.contains(&format!("Note: no evidence names the file {name}")), "{said}");
}

/// Changes the log as somebody with the database in their hands could.
async fn tamper(data: &Path, sql: &str) {
    let mut database = Database::open(data).await;
    let triggers = "SELECT group_concat('DROP TRIGGER ' || name, '; ') FROM sqlite_master
                     WHERE type = 'trigger'";
    let triggers = database.text(triggers).await;
    database.run(&triggers).await;
    database.run(sql).await;
}

#[tokio::test]
async fn the_log_refuses_to_be_changed() {
    let (dir, _) = sample();
    let mut database = Database::open(dir.path()).await;
    for sql in [
        "UPDATE audit_log SET actor_name = 'Nobody' WHERE seq = 3",
        "DELETE FROM audit_log WHERE seq = 3",
        "UPDATE submissions SET claimed = 0",
        "DELETE FROM submissions",
        "DELETE FROM evidence",
        "UPDATE evidence SET title = 'Other'",
        "UPDATE verdicts SET verdict = 'accepted'",
    ] {
        let refused = database.try_to_run(sql).await;
        assert!(refused.is_err(), "{sql} was let through");
    }
    finds(dir.path(), &[]);
}

#[tokio::test]
async fn a_changed_entry_of_the_log_is_named() {
    for column in [
        "at = '2020-01-01T00:00:00.000Z'",
        "actor_id = 99",
        "actor_name = 'Somebody else'",
        "action = 'unit.renamed'",
        "subject = 'model'",
        "subject_id = 99",
        "unit_id = 99",
        "before = '{\"x\":1}'",
        "after = '{\"x\":1}'",
    ] {
        let (dir, _) = sample();
        tamper(dir.path(), &format!("UPDATE audit_log SET {column} WHERE seq = 9")).await;
        finds(
            dir.path(),
            &["audit log, entry 9: its content does not match its hash: it was changed"],
        );
    }
}

#[tokio::test]
async fn an_entry_rewritten_with_its_hash_breaks_the_chain() {
    let (dir, _) = sample();
    tamper(dir.path(), "UPDATE audit_log SET hash = printf('%064d', 7) WHERE seq = 9").await;
    finds(
        dir.path(),
        &[
            "audit log, entry 9: its content does not match its hash: it was changed",
            "audit log, entry 10: it does not follow from the entry before it",
        ],
    );
}

#[tokio::test]
async fn entries_taken_out_of_the_middle_are_missed() {
    let (dir, _) = sample();
    tamper(dir.path(), "DELETE FROM audit_log WHERE seq = 9").await;
    finds(dir.path(), &["audit log, entry 10: entry 9 is missing before it"]);
    let (dir, _) = sample();
    tamper(dir.path(), "DELETE FROM audit_log WHERE seq IN (8, 9, 10)").await;
    finds(dir.path(), &["audit log, entry 11: entries 8 to 10 are missing before it"]);
    let (dir, _) = sample();
    tamper(dir.path(), "DELETE FROM audit_log WHERE seq = 1").await;
    finds(dir.path(), &["audit log, entry 2: entry 1 is missing before it"]);
}

#[tokio::test]
async fn entries_taken_off_the_end_are_missed() {
    let (dir, _) = sample();
    let head = Database::open(dir.path()).await.number("SELECT max(seq) FROM audit_log").await;
    // The program notes the head outside the database whenever it starts and stops, and each hour.
    let noted = binary::run(&["checkpoint", "--data", dir.path().to_str().unwrap()]);
    assert!(noted.status.success(), "{}", binary::said(&noted));
    tamper(dir.path(), &format!("DELETE FROM audit_log WHERE seq > {head} - 2")).await;
    let (content, said) = binary::verify(dir.path());
    assert!(!content, "{said}");
    let after = format!("WRONG: audit log, after entry {}: checkpoint 1 noted entry", head - 2);
    assert!(said.contains(&after) && said.contains("entries were removed"), "{said}");
}

#[tokio::test]
async fn two_entries_in_each_others_place_are_named() {
    let (dir, _) = sample();
    tamper(
        dir.path(),
        "UPDATE audit_log SET seq = 0 WHERE seq = 9;
         UPDATE audit_log SET seq = 9 WHERE seq = 10;
         UPDATE audit_log SET seq = 10 WHERE seq = 0;",
    )
    .await;
    let (content, said) = binary::verify(dir.path());
    assert!(!content && said.contains("WRONG: audit log, entry 9: "), "{said}");
}

#[tokio::test]
async fn a_changed_submission_is_named_even_with_a_new_hash() {
    let (dir, known) = sample();
    let id = Database::open(dir.path())
        .await
        .number(&format!(
            "SELECT id FROM submissions WHERE assessment_id = {}",
            known.near.submitted
        ))
        .await;
    tamper(
        dir.path(),
        &format!(
            "UPDATE submissions SET content = replace(content, 'Note 3', 'Note X') WHERE id = {id}"
        ),
    )
    .await;
    let changed = format!("submission {id}: its content does not match its hash: it was changed");
    finds(dir.path(), &[&changed]);

    let mut database = Database::open(dir.path()).await;
    let content = database.text(&format!("SELECT content FROM submissions WHERE id = {id}")).await;
    let hash = hex::encode(Sha256::digest(&content));
    database.run(&format!("UPDATE submissions SET sha256 = '{hash}' WHERE id = {id}")).await;
    let unlogged = format!("submission {id}: the audit log does not record it as it is now");
    finds(
        dir.path(),
        &[&unlogged, "the submission that it records is missing, or is not as recorded"],
    );
}

#[tokio::test]
async fn figures_that_differ_from_the_submission_are_named() {
    for column in ["claimed = 0", "evidenced = 0", "yes_mask = 1023", "clash_mask = 1"] {
        let (dir, known) = sample();
        let far = known.far.approved;
        tamper(dir.path(), &format!("UPDATE submissions SET {column} WHERE assessment_id = {far}"))
            .await;
        finds(dir.path(), &["the figures beside its content are not those of its content"]);
    }
}

#[tokio::test]
async fn rows_taken_away_are_missed() {
    let (dir, known) = sample();
    tamper(
        dir.path(),
        &format!("DELETE FROM submissions WHERE assessment_id = {}", known.near.submitted),
    )
    .await;
    finds(dir.path(), &["the submission that it records is missing"]);
    let (dir, known) = sample();
    tamper(
        dir.path(),
        &format!("PRAGMA foreign_keys = OFF; DELETE FROM evidence WHERE id = {}", known.near.note),
    )
    .await;
    let missed = ["sample_items", "evidence_links", "the evidence that it records is missing"];
    finds(dir.path(), &missed);
    let (dir, _) = sample();
    tamper(dir.path(), "DELETE FROM decisions WHERE id = 1").await;
    finds(dir.path(), &["the decision that it records is missing"]);
}

#[tokio::test]
async fn rows_added_past_the_program_are_named() {
    let (dir, known) = sample();
    let (evidence, unit) = (known.near.file, known.near.unit);
    tamper(
        dir.path(),
        &format!(
            "INSERT INTO verdicts (evidence_id, unit_id, question, verdict, given_by, given_at)
             VALUES ({evidence}, {unit}, 1, 'accepted', {}, '2026-11-23T09:00:00.000Z')",
            known.person(tests::Who::Auditor)
        ),
    )
    .await;
    let days = format!("evidence {evidence}, unit {unit}, question 1: the days on which it counts");
    finds(dir.path(), &["verdict 3: the audit log does not record it as it is now", &days]);
    let (dir, known) = sample();
    tamper(
        dir.path(),
        &format!("UPDATE evidence SET valid_until = '2036-01-01' WHERE id = {}", known.near.link),
    )
    .await;
    finds(
        dir.path(),
        &["the audit log does not record it as it is now", "the evidence that it records"],
    );
}

/// Whatever a row says that the log records: changed past the program, both are named.
#[tokio::test]
async fn what_rows_say_otherwise_than_the_log_is_named() {
    for (change, what) in [
        ("UPDATE verdicts SET reason = 'Other.' WHERE id = 1", "verdict 1"),
        ("UPDATE decisions SET reason = 'Other.' WHERE id = 1", "decision 1"),
        ("UPDATE evidence SET title = 'Other' WHERE id = 1", "evidence 1"),
        ("UPDATE evidence SET file_name = 'other.csv' WHERE id = 1", "evidence 1"),
        (
            "UPDATE evidence SET withdrawn_at = uploaded_at, withdrawn_by = 3, withdrawn_reason = 'No'
              WHERE id = 1",
            "withdrawal of evidence 1",
        ),
        ("UPDATE evidence_requests SET wanted = 'Other.' WHERE id = 1", "request for evidence 1"),
        ("UPDATE audit_findings SET grade = 'observation' WHERE id = 1", "finding 1"),
        (
            "UPDATE audit_findings SET ended = 'remedied', ended_words = 'Ok', ended_by = 3,
                    ended_at = raised_at WHERE id = 1",
            "end of a finding 1",
        ),
        ("UPDATE audit_conclusions SET opinion = 'unqualified' WHERE id = 1", "conclusion 1"),
        (
            "UPDATE acceptances SET until_on = '2036-01-01' WHERE id = 1",
            "request to accept a risk 1",
        ),
        (
            "UPDATE acceptances SET decision = 'granted', decided_words = '', decided_by = 2,
                    decided_at = asked_at WHERE id = 1 AND asked_by <> 2",
            "decision on a risk 1",
        ),
    ] {
        let (dir, _) = sample();
        tamper(dir.path(), change).await;
        let (content, said) = binary::verify(dir.path());
        let named = format!("WRONG: {what}: the audit log does not record it as it is now");
        assert!(!content && said.contains(&named), "{change}: {said}");
    }
}

#[tokio::test]
async fn forged_days_on_which_evidence_counts_are_named() {
    let (dir, known) = sample();
    tamper(
        dir.path(),
        &format!(
            "INSERT INTO coverage (unit_id, question, evidence_id, from_day, until_day, why)
             VALUES ({}, 1, {}, '2026-01-01', '2036-01-01', 'expired')",
            known.near.unit, known.near.file
        ),
    )
    .await;
    let place = format!("evidence {}, unit {}, question 1", known.near.file, known.near.unit);
    let days = "the days on which it counts are not those that its verdicts give";
    finds(
        dir.path(),
        &[
            &format!("{place}: {days}"),
            "coverage_past: 1 rows are not those of their newest version",
        ],
    );
}

#[tokio::test]
async fn a_past_that_does_not_lead_to_today_is_named() {
    let (dir, _) = sample();
    tamper(dir.path(), "UPDATE units_past SET name = 'Other' WHERE id = 2").await;
    let (content, said) = binary::verify(dir.path());
    assert!(!content && said.contains("WRONG: units_past: "), "{said}");
}

#[tokio::test]
async fn a_changed_note_is_named() {
    let (dir, known) = sample();
    tamper(
        dir.path(),
        &format!("UPDATE evidence SET body = 'Reviewed never.' WHERE id = {}", known.far.note),
    )
    .await;
    let expected =
        format!("evidence {}: its text does not match its hash: it was changed", known.far.note);
    finds(dir.path(), &[&expected]);
}

#[tokio::test]
async fn a_damaged_database_is_said_to_be_one() {
    let (dir, _) = sample();
    let path = dir.path().join("plumbline.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    let (content, said) = binary::verify(dir.path());
    assert!(!content && !said.contains("panicked"), "{said}");
    assert!(said.contains("WRONG: plumbline.db") || said.contains("malformed"), "{said}");
}

#[test]
fn nothing_is_made_where_there_is_nothing() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let (content, said) = binary::verify(dir.path());
    assert!(!content && said.contains("holds no database"), "{said}");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}
