//! Taking a pack apart and putting it together again, as somebody with a ZIP tool could.

use std::path::Path;

use pack::verify::{Fault, Verified, verify};
use pack::{Manifest, PublicKey, SigningKey, path};
use rawzip::path::EntryPath;
use rawzip::{ZipArchive, ZipArchiveWriter};
use std::io::Write as _;

use crate::sample::{FILE, OTHER, key, sha256, written};

/// Verifies these bytes.
pub fn check(bytes: &[u8], trusted: Option<&PublicKey>) -> Result<Verified, Fault> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("PACK.zip");
    std::fs::write(&file, bytes).unwrap();
    verify(&file, trusted)
}

/// What is wrong with these bytes.
pub fn wrong(bytes: &[u8]) -> String {
    match check(bytes, None) {
        Err(fault) => fault.to_string(),
        Ok(_) => panic!("nothing was found"),
    }
}

/// A pack's files, in their order.
pub struct Files(pub Vec<(String, Vec<u8>)>);

impl Files {
    pub fn of(bytes: &[u8]) -> Self {
        let archive = ZipArchive::from_slice(bytes).unwrap();
        let mut files = Vec::new();
        for entry in archive.entries() {
            let entry = entry.unwrap();
            let name = String::from_utf8(entry.file_path().as_ref().to_vec()).unwrap();
            let data = archive.get_entry(entry.wayfinder()).unwrap().data().to_vec();
            files.push((name, data));
        }
        Self(files)
    }

    /// The sample's files.
    pub fn sample() -> Self {
        Self::of(&written(&key()))
    }

    pub fn get(&mut self, name: &str) -> &mut Vec<u8> {
        &mut self.0.iter_mut().find(|(held, _)| held == name).unwrap().1
    }

    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(held, _)| held != name);
    }

    /// One ZIP of them, written as a pack is.
    pub fn zip(&self) -> Vec<u8> {
        let manifest: Manifest = serde_json::from_slice(
            &self.0.iter().find(|(name, _)| name == path::MANIFEST).unwrap().1,
        )
        .unwrap();
        let at = rawzip::time::UtcDateTime::from_unix(manifest.about.as_of.utc().timestamp());
        let mut zip = ZipArchiveWriter::new(Vec::new());
        for (name, content) in &self.0 {
            let file = zip.new_file(EntryPath::verbatim(name.as_bytes()));
            let (entry, config) = file.last_modified(at).unix_permissions(0o644).start().unwrap();
            let mut writer = config.wrap(entry);
            writer.write_all(content).unwrap();
            let (entry, descriptor) = writer.finish().unwrap();
            entry.finish(descriptor).unwrap();
        }
        zip.finish().unwrap()
    }

    /// The same with a manifest that fits, signed with this key: what whoever holds the key can do.
    pub fn signed(mut self, key: &SigningKey) -> Vec<u8> {
        let mut manifest: Manifest = serde_json::from_slice(self.get(path::MANIFEST)).unwrap();
        manifest.key = key.public().fingerprint();
        manifest.files.clear();
        for (name, content) in &self.0 {
            if !name.starts_with("MANIFEST") {
                let (path, size) = (name.clone(), content.len() as u64);
                manifest.files.push(pack::FileEntry { path, size, sha256: sha256(content) });
            }
        }
        let bytes = manifest.to_bytes().unwrap();
        *self.get(path::SIGNATURE) = key.sign(&bytes).to_vec();
        *self.get(path::SUMS) = manifest.sums(&sha256(&bytes)).into_bytes();
        *self.get(path::MANIFEST) = bytes;
        self.zip()
    }
}

fn evidence(bytes: &[u8]) -> String {
    path::evidence(&sha256(bytes))
}

#[test]
fn files_put_together_as_they_were_are_the_pack() {
    assert_eq!(Files::sample().zip(), written(&key()));
    assert_eq!(Files::sample().signed(&key()), written(&key()));
}

#[test]
fn one_changed_byte_of_any_file_is_found_and_the_file_is_named() {
    let names: Vec<String> = Files::sample().0.into_iter().map(|(name, _)| name).collect();
    for name in names {
        let mut files = Files::sample();
        let content = files.get(&name);
        let middle = content.len() / 2;
        content[middle] ^= 1;
        let zip = if name == path::MANIFEST {
            // Its own timestamp is read from it, so its bytes are changed in place.
            let mut zip = written(&key());
            let start = zip.windows(9).position(|bytes| bytes == b"Aldermoor").unwrap();
            let start =
                zip.windows(16).rposition(|bytes| bytes == b"\"organisation\": ").unwrap_or(start);
            zip[start + 18] ^= 1;
            zip
        } else {
            files.zip()
        };
        let found = wrong(&zip);
        let named = if name == path::MANIFEST { path::SIGNATURE } else { &name };
        assert!(found.starts_with(named), "{name}: {found}");
    }
}

#[test]
fn no_byte_of_a_pack_can_be_changed() {
    let whole = written(&key());
    // Every byte of the ZIP's own heads and lists lies near one of these marks.
    let marks = [b"PK\x03\x04", b"PK\x07\x08", b"PK\x01\x02", b"PK\x05\x06"];
    let near = |at: usize| {
        (0..48).any(|back| {
            at >= back
                && whole[at - back..]
                    .get(..4)
                    .is_some_and(|four| marks.iter().any(|mark| four == *mark))
        })
    };
    for at in (0..whole.len()).filter(|at| near(*at)) {
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        assert!(check(&changed, None).is_err(), "byte {at} could be changed");
    }
}

#[test]
fn two_files_in_each_others_place_are_found() {
    let mut files = Files::sample();
    *files.get(&evidence(FILE)) = OTHER.to_vec();
    *files.get(&evidence(OTHER)) = FILE.to_vec();
    let found = wrong(&files.zip());
    assert!(
        found.contains("evidence/") && found.contains("bytes, and the manifest says"),
        "{found}"
    );
    let mut files = Files::sample();
    let revisions: Vec<Vec<u8>> = ["1-1", "2-2"]
        .map(|which| files.get(&format!("assessments/online-store-q4-2026-r{which}.html")).clone())
        .to_vec();
    *files.get("assessments/online-store-q4-2026-r1-1.html") = revisions[1].clone();
    *files.get("assessments/online-store-q4-2026-r2-2.html") = revisions[0].clone();
    let found = wrong(&files.zip());
    assert!(found.starts_with("assessments/online-store-q4-2026-r1-1.html: it"), "{found}");
}

#[test]
fn a_file_taken_away_or_added_is_named() {
    let mut files = Files::sample();
    files.remove(&evidence(OTHER));
    assert_eq!(wrong(&files.zip()), format!("{}: it is missing", evidence(OTHER)));
    let mut files = Files::sample();
    files.0.push(("notes.txt".to_owned(), b"by the way".to_vec()));
    assert_eq!(wrong(&files.zip()), "notes.txt: it is not in the manifest: it was added");
}

#[test]
fn names_that_lead_out_of_the_folder_are_refused_before_anything_is_read() {
    for name in [
        "../../evil.sh",
        "/etc/cron.d/evil",
        "evidence/../../evil",
        "C:\\evil",
        "evidence\\evil",
        "folder/",
        "ä",
    ] {
        let mut files = Files::sample();
        files.0.push((name.to_owned(), Vec::new()));
        let found = wrong(&files.zip());
        assert!(found.contains("such a name is never written"), "{name}: {found}");
        assert!(found.starts_with(&format!("{name:?}")), "{name}: {found}");
    }
}

#[test]
fn a_name_that_is_there_twice_is_refused() {
    let mut files = Files::sample();
    files.0.push((path::LOG.to_owned(), b"{}".to_vec()));
    assert_eq!(wrong(&files.zip()), "log.jsonl: it is in the ZIP twice");
}

#[test]
fn links_and_compressed_files_are_refused() {
    for link in [true, false] {
        let mut zip = ZipArchiveWriter::new(Vec::new());
        let file = zip.new_file("evidence.json");
        let file = if link {
            file.unix_permissions(0o120_777)
        } else {
            file.compression_method(rawzip::CompressionMethod::DEFLATE)
        };
        let (entry, config) = file.start().unwrap();
        let mut writer = config.wrap(entry);
        writer.write_all(b"/etc/passwd").unwrap();
        let (entry, descriptor) = writer.finish().unwrap();
        entry.finish(descriptor).unwrap();
        let found = wrong(&zip.finish().unwrap());
        let expected =
            if link { "it is a link and no file" } else { "it is compressed or encrypted" };
        assert!(found.contains(expected), "{found}");
    }
}

#[test]
fn what_is_hidden_before_between_or_behind_the_files_is_found() {
    let whole = written(&key());
    let behind = [&whole[..], b"hidden"].concat();
    let before = [b"#!/bin/sh\n", &whole[..]].concat();
    assert!(check(&behind, None).is_err());
    assert!(check(&before, None).is_err());
    let mut files = Files::sample();
    files.0.swap(0, 1);
    let found = wrong(&files.zip());
    assert!(found.contains("the ZIP around it is not as Plumbline writes it"), "{found}");
}

#[test]
fn what_is_no_pack_is_said_to_be_none() {
    for bytes in [&b""[..], b"PK", b"not a ZIP at all", &[0; 4096]] {
        assert!(wrong(bytes).starts_with("the ZIP: it can't be read"), "{}", wrong(bytes));
    }
    let whole = written(&key());
    for part in [whole.len() - 1, whole.len() / 2, 30] {
        assert!(check(&whole[..part], None).is_err());
    }
    assert!(verify(Path::new("/nowhere/PACK.zip"), None).is_err());
}

#[test]
fn another_key_is_found_by_whoever_knows_the_right_one_and_by_the_log() {
    let other = SigningKey::generate();
    let mut files = Files::sample();
    let pem = other.public().to_pem().unwrap().into_bytes();
    let (old, new) =
        (path::key(&key().public().fingerprint()), path::key(&other.public().fingerprint()));
    files
        .0
        .iter_mut()
        .filter(|(name, _)| *name == old)
        .for_each(|file| *file = (new.clone(), pem.clone()));
    let zip = files.signed(&other);
    let theirs = other.public().fingerprint();
    let fault = check(&zip, Some(&key().public())).unwrap_err().to_string();
    let expected = format!(
        "MANIFEST.sig: it is signed with the key {theirs}, not with {}",
        key().public().fingerprint()
    );
    assert_eq!(fault, expected);
    let expected =
        format!("log.jsonl: it does not name the key that signed the manifest, {theirs}");
    assert_eq!(wrong(&zip), expected);
}
