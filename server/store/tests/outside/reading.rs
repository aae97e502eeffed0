//! What somebody from outside reads: all of their audit, and nothing else.

use std::collections::BTreeSet;

use domain::evidence::{EvidenceState, Standing};
use domain::{Actor, Day};
use store::{QueueFilter, Store};

use crate::everything::{Answers, everything, questions};
use crate::organisation::Organisation;

/// All that lies within the audit and has words.
const WITHIN: [&str; 19] = [
    "INSIDE Kiosk",
    "INSIDE model",
    "INSIDE moved",
    "INSIDE round",
    "INSIDE item",
    "INSIDE edge",
    "INSIDE shared",
    "INSIDE question",
    "INSIDE reply",
    "INSIDE reason",
    "INSIDE note",
    "INSIDE ad hoc",
    "INSIDE wanted",
    "INSIDE words",
    "INSIDE answer",
    "INSIDE finding",
    "INSIDE response",
    "INSIDE grounds",
    "INSIDE sample",
];

fn told_secrets(answers: &Answers) -> Vec<String> {
    let mut told = Vec::new();
    for (name, said) in answers {
        for (at, _) in said.match_indices("SECRET") {
            let around: String =
                said.get(at.saturating_sub(60)..).unwrap_or(said).chars().take(120).collect();
            told.push(format!("{name}: …{around}…"));
        }
    }
    told
}

#[track_caller]
fn must_tell_no_secret(answers: &Answers) {
    let told = told_secrets(answers);
    assert!(told.is_empty(), "{} secrets:\n{}", told.len(), told.join("\n"));
}

#[test]
fn every_public_function_is_asked() {
    let source = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/outside/everything.rs"
    ));
    let source = source.unwrap();
    let questions = questions();
    assert!(questions.len() > 60, "{questions:?}");
    let missing: Vec<_> =
        questions.iter().filter(|name| !source.contains(&format!("read, {name}("))).collect();
    assert!(missing.is_empty(), "put these to `Read` in everything.rs too: {missing:?}");
}

#[tokio::test]
async fn somebody_from_outside_reads_all_of_their_audit_and_nothing_else() {
    let it = Organisation::new().await;
    let bounded = it.world.store.within(it.audit.inside).await.unwrap();
    let answers = everything(&bounded, &it.outsider).await;
    must_tell_no_secret(&answers);
    let all: String = answers.values().map(String::as_str).collect();
    let missing: Vec<_> = WITHIN.iter().filter(|words| !all.contains(*words)).collect();
    assert!(missing.is_empty(), "of the audit, and not shown: {missing:?}");
    let broken: Vec<_> = answers.iter().filter(|(_, said)| said.contains("Database(")).collect();
    assert!(broken.is_empty(), "{broken:?}");
}

#[tokio::test]
async fn what_was_replaced_after_the_window_is_not_the_newest_for_them_either() {
    let it = Organisation::new().await;
    let bounded = it.world.store.within(it.audit.inside).await.unwrap();
    let read = bounded.read(&it.outsider);
    let item = read.evidence_item(it.replaced).await.unwrap();
    assert_eq!(item.item.state, EvidenceState::Superseded);
    assert!(item.superseded_at.is_some() && item.superseded_by.is_none());
    let waiting = QueueFilter { standing: Some(Standing::Waiting), ..QueueFilter::default() };
    let rows = read.queue(&waiting).await.unwrap();
    assert!(rows.iter().all(|row| row.item.id != it.replaced), "nobody can judge it any more");
    let whole = it.world.store.read(&it.world.auditor).evidence_item(it.replaced).await.unwrap();
    assert_eq!(whole.item.state, EvidenceState::Superseded, "as for whoever sees all of it");
    // On the last day of the window it was the newest.
    let then = bounded.as_of(day("2027-03-31")).await.unwrap();
    let item = then.read(&it.outsider).evidence_item(it.replaced).await.unwrap();
    assert_eq!((item.item.state, item.superseded_at), (EvidenceState::Expired, None));
    let heir = read.evidence_item(it.heir).await.unwrap();
    assert_eq!(heir.supersedes, None, "nothing leads to what they may not see");
}

/// So that the tests beside this one can fail.
#[tokio::test]
async fn an_auditor_of_the_organisation_is_told_the_secrets() {
    let it = Organisation::new().await;
    let answers = everything(&it.world.store, &it.world.auditor).await;
    let told: BTreeSet<_> =
        answers.iter().filter(|(_, said)| said.contains("SECRET")).map(|(name, _)| *name).collect();
    assert!(told.len() > 40, "{told:?}");
}

#[tokio::test]
async fn they_read_nothing_from_a_store_that_is_not_bounded_to_their_audit() {
    let it = Organisation::new().await;
    let other = it.world.store.within(it.audit.secret).await.unwrap();
    let past = it.world.store.as_of(day("2027-02-10")).await.unwrap();
    for store in [&it.world.store, &other, &past] {
        let answers = everything(store, &it.outsider).await;
        must_tell_no_secret(&answers);
        let inside = answers.values().any(|said| said.contains("INSIDE"));
        assert!(!inside, "a mistake shows nothing at all");
    }
}

#[tokio::test]
async fn the_past_of_an_audit_is_bounded_as_its_present_is() {
    let it = Organisation::new().await;
    let bounded = it.world.store.within(it.audit.inside).await.unwrap();
    let outsider = Actor { only_reads: true, ..it.outsider.clone() };
    for day in ["2026-12-15", "2027-02-10", "2027-05-10"].map(day) {
        let there = bounded.as_of(day).await.unwrap();
        let back = it.world.store.as_of(day).await.unwrap().within(it.audit.inside).await.unwrap();
        for store in [&there, &back] {
            must_tell_no_secret(&everything(store, &outsider).await);
        }
    }
    let then = everything(&bounded.as_of(day("2027-02-10")).await.unwrap(), &outsider).await;
    let all: String = then.values().map(String::as_str).collect();
    assert!(all.contains("INSIDE item") && all.contains("INSIDE wanted"));
    assert!(!all.contains("INSIDE answer"), "it came in April");
}

#[tokio::test]
async fn scores_on_days_of_the_window_are_those_of_the_organisation() {
    let it = Organisation::new().await;
    let bounded = it.world.store.within(it.audit.inside).await.unwrap();
    let (own, whole) = (it.outsider.clone(), it.world.auditor.clone());
    let mut last = String::new();
    for day in ["2027-01-20", "2027-02-15", "2027-03-31"].map(day) {
        let theirs = standings(&bounded, &own, day, &it).await;
        assert_eq!(theirs, standings(&it.world.store, &whole, day, &it).await, "{day}");
        let past = (bounded.as_of(day).await.unwrap(), it.world.store.as_of(day).await.unwrap());
        let then = standings(&past.0, &own, day, &it).await;
        assert_eq!(then, standings(&past.1, &whole, day, &it).await, "as of {day}");
        last = theirs;
    }
    assert!(last.contains("evidenced"), "something was scored: {last}");
}

/// How the units of the audit stand on a day.
async fn standings(store: &Store, actor: &Actor, day: Day, it: &Organisation) -> String {
    let found = store.read(actor).standings(day, Some(it.world.commerce)).await.unwrap();
    format!("{found:#?}")
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}
