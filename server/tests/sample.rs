//! The sample organisation obeys the product's rules and is the same for the same seed.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::sync::Arc;

use domain::{AuditId, Clock, Role, RoundId, Timestamp, UnitId};
use plumbline::sample::{Filled, Handbook, Plan, Scale, Scaled, fill};
use store::{AuditFilter, PackRequest, Store, StoreOptions};
use tempfile::TempDir;

struct Stopped(Timestamp);

impl Clock for Stopped {
    fn now(&self) -> Timestamp {
        self.0
    }
}

fn now() -> Timestamp {
    "2026-11-23T09:30:00Z".parse().unwrap()
}

async fn filled(plan: &dyn Plan) -> (Store, Filled, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let options = StoreOptions::new(dir.path().join("data"));
    let filled = fill(options.clone(), now(), plan, "hash", &|_, _| ()).await.unwrap();
    let (store, _) = Store::open(options, Arc::new(Stopped(now()))).await.unwrap();
    (store, filled, dir)
}

#[tokio::test]
async fn the_handbooks_organisation_is_whole_and_sealed() {
    let (store, filled, _dir) = filled(&Handbook { seed: 1 }).await;
    let report = store.verify().await.unwrap();
    assert_eq!(report.findings, []);
    assert!(report.unreferenced.is_empty());
    assert_eq!(report.submissions, 8 * 6 + 2);
    let roles: Vec<Role> = filled.accounts.0.iter().map(|(role, _)| *role).collect();
    assert_eq!(roles, Role::ALL);

    let manager = store.sign_in("ingrid.solheim@aldermoor.example").await.unwrap().unwrap();
    let manager = store.actor(manager.id).await.unwrap().unwrap();
    let read = store.read(&manager);
    let rounds = read.rounds(10).await.unwrap();
    assert_eq!(rounds.len(), 7);
    assert_eq!(rounds[0].name, "Q4 2026");
    assert_eq!((rounds[0].answered, rounds[0].questions), (41, 80));
    assert_eq!(read.units().await.unwrap().len(), 9);
}

#[tokio::test]
async fn the_same_seed_makes_the_same_log() {
    let scale = Scale { units: 12, models: 30, rounds: 3, people: 9, seed: 7 };
    let mut logs = Vec::new();
    for seed in [7, 7, 8] {
        let (store, made, _dir) = filled(&Scaled { scale: Scale { seed, ..scale } }).await;
        assert_eq!(store.verify().await.unwrap().findings, []);
        logs.push(logged(&store, &made).await);
    }
    assert!(logs[0].len() > 100, "{}", logs[0].len());
    assert_eq!(logs[0], logs[1]);
    assert_ne!(logs[0], logs[2]);
}

/// What the log says, without what is drawn for each entry and what follows from that.
async fn logged(store: &Store, made: &Filled) -> Vec<serde_json::Value> {
    let is_admin = |account: &&(Role, String)| account.0 == Role::Administrator;
    let (_, admin) = made.accounts.0.iter().find(is_admin).unwrap();
    let admin = store.sign_in(admin).await.unwrap().unwrap();
    let admin = store.actor(admin.id).await.unwrap().unwrap();
    let mut export = store.export_log(&admin, &AuditFilter::default()).await.unwrap();
    let mut entries = Vec::new();
    while let Some(lines) = export.next_lines().await.unwrap() {
        entries.extend(lines.lines().map(|line| {
            let mut entry: serde_json::Value = serde_json::from_str(line).unwrap();
            for name in ["salt", "prev_hash", "hash"] {
                entry.as_object_mut().unwrap().remove(name).unwrap();
            }
            entry
        }));
    }
    entries
}

#[tokio::test]
async fn a_pack_of_it_holds_an_oscal_document_that_is_valid() {
    let (store, _, _dir) = filled(&Handbook { seed: 1 }).await;
    let round = store.rounds_called("Q4 2026").await.unwrap().first().copied().map(RoundId);
    let audit = store.audits_called("Q3 2026 internal audit").await.unwrap().first().copied();
    assert!(audit.is_some());
    for asked in [
        PackRequest { audit: audit.map(AuditId), ..PackRequest::default() },
        PackRequest { unit: Some(UnitId(1)), ..PackRequest::default() },
        PackRequest { round, ..PackRequest::default() },
    ] {
        let is_audit = asked.audit.is_some();
        let taken = store.take_pack(None, asked).await.unwrap();
        let bytes = store.write_pack(&taken, Vec::new()).await.unwrap();
        let document: serde_json::Value =
            serde_json::from_slice(held(&bytes, "oscal/assessment-results.json")).unwrap();
        let schema =
            include_str!("../pack/tests/schemas/oscal_assessment-results_schema-1.2.1.json");
        let schema = jsonschema::options()
            .should_validate_formats(true)
            .build(&serde_json::from_str(schema).unwrap())
            .unwrap();
        let faults: Vec<String> =
            schema.iter_errors(&document).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, [""; 0]);
        let results = document["assessment-results"]["results"].as_array().unwrap();
        assert!(results.len() > 1);
        let last = results.last().unwrap();
        assert_eq!(last["title"] == "Audit: Q3 2026 internal audit", is_audit);
        if is_audit {
            assert_eq!(last["findings"].as_array().unwrap().len(), 3);
            let risks = last["risks"].as_array().unwrap();
            let states: Vec<_> =
                risks.iter().map(|risk| risk["status"].as_str().unwrap()).collect();
            assert_eq!(states, ["open", "closed"], "an observation is no risk");
        }
    }
}

/// A file of a pack.
fn held<'a>(pack: &'a [u8], name: &str) -> &'a [u8] {
    let archive = rawzip::ZipArchive::from_slice(pack).unwrap();
    let entry = archive
        .entries()
        .map(Result::unwrap)
        .find(|entry| entry.file_path().as_ref() == name.as_bytes())
        .unwrap();
    let (from, to) = archive.get_entry(entry.wayfinder()).unwrap().compressed_data_range();
    &pack[usize::try_from(from).unwrap()..usize::try_from(to).unwrap()]
}
