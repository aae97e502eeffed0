//! What even the holder of the key can't do to the pack of an audit: its plan and what it has collected
//! are retold from the log, and compared.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pack::verify::verify;
use pack::{About, AuditScope, Manifest, PackWriter, SigningKey, path};

use crate::packing::{checked_by_hand, unfolded};
use crate::samples::{Audited, attach};

type Files = BTreeMap<String, Vec<u8>>;

/// A pack that was taken apart.
struct Apart {
    audited: Audited,
    key: SigningKey,
    manifest: Manifest,
    files: Files,
}

impl Apart {
    async fn new() -> Self {
        let audited = Audited::new().await;
        audited.collect().await;
        attach(&audited.world, audited.draft, "Left out", "2026-10-07", "2027-01-05").await;
        audited.packed().await;
        let folder = unfolded(&audited.world.dir.path().join("AUDIT.zip"));
        let manifest = std::fs::read(folder.join(path::MANIFEST)).unwrap();
        let manifest: Manifest = serde_json::from_slice(&manifest).unwrap();
        let read = |path: &str| std::fs::read(folder.join(path)).unwrap();
        let files = manifest.files.iter().map(|file| (file.path.clone(), read(&file.path)));
        let (files, key) = (files.collect(), audited.world.store.signing_key().await.unwrap());
        Self { audited, key, manifest, files }
    }

    /// The pack put together again, signed with the right key.
    fn forged(&self, name: &str, about: About, files: &Files) -> PathBuf {
        let mut writer = PackWriter::new(Vec::new(), about.as_of);
        for (path, content) in files {
            writer.bytes(path, content).unwrap();
        }
        let file = self.audited.world.dir.path().join(format!("{name}.zip"));
        std::fs::write(&file, writer.finish(about, &self.key).unwrap()).unwrap();
        file
    }

    /// What is found with another text in a file.
    fn found(&self, name: &str, old: &str, new: &str) -> String {
        let mut files = self.files.clone();
        let text = String::from_utf8(files[name].clone()).unwrap();
        assert!(text.contains(old), "{name} does not hold {old}: {text}");
        files.insert(name.to_owned(), text.replacen(old, new, 1).into_bytes());
        let file = self.forged("TEXT", self.manifest.about.clone(), &files);
        verify(&file, None).unwrap_err().to_string()
    }

    /// What is found where the manifest says something else of the audit.
    fn found_about(&self, change: impl FnOnce(&mut AuditScope)) -> String {
        let mut about = self.manifest.about.clone();
        change(about.scope.audit.as_mut().unwrap());
        let file = self.forged("ABOUT", about, &self.files);
        verify(&file, None).unwrap_err().to_string()
    }
}

#[tokio::test]
async fn as_it_was_written_it_is_in_order() {
    let apart = Apart::new().await;
    let file = apart.forged("SAME", apart.manifest.about.clone(), &apart.files);
    verify(&file, None).unwrap();
    assert!(checked_by_hand(&file).status.success());
}

#[tokio::test]
async fn nothing_that_was_collected_can_be_reworded() {
    let apart = Apart::new().await;
    for (name, old, new) in [
        (path::FINDINGS, "Keys are not rotated", "Keys are rotated"),
        (path::FINDINGS, "\"major\"", "\"minor\""),
        (path::FINDINGS, "We rotate now.", "We always did."),
        (path::FINDINGS, "\"remedied\"", "\"withdrawn\""),
        (path::REQUESTS, "The vault's export.", "Anything."),
        (path::REQUESTS, "\"answered\":true", "\"answered\":false"),
        (path::CONCLUSIONS, "\"qualified\"", "\"unqualified\""),
        (path::CONCLUSIONS, "Jo Park", "Dele Adeyemi"),
        (path::AUDIT, "Qualified", "Unqualified"),
    ] {
        let found = apart.found(name, old, new);
        assert!(found.starts_with(&format!("{name}: it is not what follows")), "{new}: {found}");
    }
}

#[tokio::test]
async fn nothing_that_was_collected_can_be_left_out() {
    let apart = Apart::new().await;
    for name in [path::FINDINGS, path::REQUESTS, path::CONCLUSIONS] {
        let mut files = apart.files.clone();
        files.insert(name.to_owned(), b"[\n]\n".to_vec());
        let file = apart.forged("EMPTY", apart.manifest.about.clone(), &files);
        let found = verify(&file, None).unwrap_err().to_string();
        assert!(found.starts_with(name), "{found}");
        let by_hand = checked_by_hand(&file);
        let told = String::from_utf8_lossy(&by_hand.stderr);
        assert!(told.contains("WRONG: what entry"), "{name}: {told}");
        files.remove(name);
        let file = apart.forged("GONE", apart.manifest.about.clone(), &files);
        let found = verify(&file, None).unwrap_err().to_string();
        assert_eq!(found, format!("{name}: it is missing"));
    }
}

#[tokio::test]
async fn evidence_that_counts_in_the_window_can_not_be_left_out() {
    let apart = Apart::new().await;
    let mut files = apart.files.clone();
    let list = String::from_utf8(files[path::EVIDENCE].clone()).unwrap();
    let kept: Vec<&str> = list.lines().filter(|line| !line.contains("Left out")).collect();
    assert_eq!(kept.len() + 1, list.lines().count());
    let kept = kept.join("\n").replace(",\n]", "\n]") + "\n";
    files.insert(path::EVIDENCE.to_owned(), kept.into_bytes());
    let file = apart.forged("LESS", apart.manifest.about.clone(), &files);
    let found = verify(&file, None).unwrap_err().to_string();
    assert!(found.ends_with("the evidence that it records is missing"), "{found}");
    let told = checked_by_hand(&file).stderr;
    assert!(String::from_utf8_lossy(&told).contains("WRONG: what entry"));
}

#[tokio::test]
async fn its_plan_is_what_the_log_says() {
    let apart = Apart::new().await;
    let other = "MANIFEST.json: the audit that it is of is another one in the log";
    assert_eq!(apart.found_about(|of| of.name.push('!')), other);
    assert_eq!(apart.found_about(|of| of.about.push('!')), other);
    assert_eq!(apart.found_about(|of| of.from = "2026-10-02".parse().unwrap()), other);
    assert_eq!(apart.found_about(|of| of.to = "2026-12-30".parse().unwrap()), other);
    assert_eq!(apart.found_about(|of| of.auditors.clear()), other);
    assert_eq!(apart.found_about(|of| of.rounds.clear()), other);
    let named = apart.found_about(|of| of.rounds[0].name.push('!'));
    assert_eq!(named, "MANIFEST.json: a round of the audit has another name in the log");
    let first = apart.found_about(|of| of.units.clear());
    assert!(first.contains("is not the first of its audit"), "{first}");
    let set_up = apart.found_about(|of| of.id.0 += 1);
    assert!(set_up.contains("was not set up in the log"), "{set_up}");
}
