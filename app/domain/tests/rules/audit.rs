//! The chain of the audit log, and what an error says to whoever meets it.

use domain::audit::{AuditEntry, AuditEvent, GENESIS, link};
use domain::{AppError, Invalid, PersonId, UnitId};
use serde_json::{Value, json};

fn entry() -> AuditEntry {
    AuditEntry {
        seq: 1,
        at: "2026-11-23T14:02:00Z".parse().unwrap(),
        actor_id: Some(PersonId(3)),
        actor_name: "Priya Raman".to_owned(),
        action: "model.registered".to_owned(),
        subject: "model".to_owned(),
        subject_id: Some(120),
        unit_id: Some(UnitId(5)),
        before: "null".to_owned(),
        after: r#"{"name":"Shop Assistant"}"#.to_owned(),
        salt: Some("5f".repeat(16)),
        since: Some(1),
        prev_hash: GENESIS.to_owned(),
        hash: String::new(),
    }
}

/// Anyone can recompute it: `printf '%s' '["5f5f…",1,"2026-11-23T14:02:00.000Z",3,…]' | sha256sum`.
#[test]
fn an_entry_commits_to_the_hash_of_its_content() {
    let salt = "5f".repeat(16);
    let said = format!(r#"["{salt}",1,"2026-11-23T14:02:00.000Z",3,"Priya Raman","#)
        + r#""model.registered","model",120,5,"null","{\"name\":\"Shop Assistant\"}"]"#;
    let content = domain::assessment::sha256(said.as_bytes());
    assert_eq!(entry().content_hash(), content);
    let sealed = format!(r#"[1,"{GENESIS}","{content}"]"#);
    assert_eq!(entry().expected_hash(), domain::assessment::sha256(sealed.as_bytes()));
    assert_eq!(entry().expected_hash(), link(Some(1), GENESIS, &content));
}

#[test]
fn the_same_content_has_another_hash_with_another_salt() {
    let other = AuditEntry { salt: Some("60".repeat(16)), ..entry() };
    assert_ne!(other.content_hash(), entry().content_hash());
}

/// Entries that were written before content hashes were keep the hash that they have.
#[test]
fn an_entry_of_the_older_form_has_one_hash_over_everything() {
    let entry = || AuditEntry { salt: None, since: None, ..entry() };
    assert!(!entry().commits());
    let sealed = r#"[1,"2026-11-23T14:02:00.000Z",3,"Priya Raman","model.registered","model","#
        .to_owned()
        + r#"120,5,"null","{\"name\":\"Shop Assistant\"}",""#
        + GENESIS
        + r#""]"#;
    assert_eq!(entry().expected_hash(), domain::assessment::sha256(sealed.as_bytes()));
    assert_eq!(GENESIS.len(), entry().expected_hash().len());
}

#[test]
fn changing_any_field_breaks_the_chain() {
    let changes: [fn(&mut AuditEntry); 15] = [
        |e| e.seq = 2,
        |e| e.at = "2026-11-23T14:02:00.001Z".parse().unwrap(),
        |e| e.actor_id = None,
        |e| e.actor_name.push('s'),
        |e| e.action.push('s'),
        |e| e.subject.push('s'),
        |e| e.subject_id = None,
        |e| e.unit_id = Some(UnitId(6)),
        |e| e.before.push(' '),
        |e| e.after.push(' '),
        |e| e.prev_hash.replace_range(..1, "1"),
        |e| e.salt = Some("60".repeat(16)),
        |e| e.salt = None,
        |e| e.since = None,
        |e| (e.salt, e.since) = (None, None),
    ];
    for change in changes {
        let mut changed = entry();
        change(&mut changed);
        assert_ne!(changed.expected_hash(), entry().expected_hash(), "{changed:?}");
    }
    let mut same = entry();
    same.hash = "anything".to_owned();
    assert_eq!(same.expected_hash(), entry().expected_hash(), "a hash is not part of itself");
}

#[test]
fn an_event_names_its_subject_unit_and_both_states() {
    let event = AuditEvent::new("model.renamed", "model", 120)
        .in_unit(UnitId(5))
        .before(json!({"name": "Old"}))
        .after(json!({"name": "New"}));
    assert_eq!((event.subject_id, event.unit), (Some(120), Some(UnitId(5))));
    assert_eq!(
        (event.before["name"].as_str(), event.after["name"].as_str()),
        (Some("Old"), Some("New"))
    );
    let bare = AuditEvent::without_subject("sign-in.refused", "session");
    assert_eq!((bare.subject_id, bare.before, bare.after), (None, Value::Null, Value::Null));
}

#[test]
fn a_form_collects_everything_that_is_wrong_with_it() {
    let mut invalid = Invalid::new();
    assert_eq!(invalid.clone().finish(), Ok(()));
    assert_eq!(invalid.check("name", Ok::<_, String>(3)), Some(3));
    assert_eq!(invalid.check("due_on", Err::<u8, _>("Enter a day.")), None);
    invalid.add("due_on", "It has passed.");
    assert_eq!(invalid.about("due_on"), Some("Enter a day."));
    assert_eq!(invalid.about("name"), None);
    assert_eq!(invalid.clone().or(1), Err(invalid.clone()));
    assert_eq!(invalid.clone().finish(), Err(AppError::from(invalid)));
}

#[test]
fn every_error_has_its_status_and_a_sentence_and_travels_as_json() {
    let errors = [
        (AppError::Unauthenticated, 401),
        (AppError::NotFound, 404),
        (AppError::Refused("You may not.".to_owned()), 403),
        (AppError::Conflict("Someone was first.".to_owned()), 409),
        (AppError::field("name", "Give it a name."), 422),
        (AppError::TooMany(30), 429),
        (AppError::TooLarge(26_214_400), 413),
        (AppError::DiskFull, 507),
        (AppError::Internal, 500),
    ];
    for (error, status) in errors {
        assert_eq!(error.status(), status);
        assert!(error.to_string().ends_with('.'), "{error}");
        let sent = serde_json::to_string(&error).unwrap();
        assert_eq!(serde_json::from_str::<AppError>(&sent).unwrap(), error);
    }
    let large = AppError::TooLarge(26_214_400).to_string();
    assert_eq!(large, "That is too large: the limit is 25 MiB.");
}
