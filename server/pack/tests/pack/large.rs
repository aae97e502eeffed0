//! Packs of more than four gigabytes, written and verified at flat memory.
//!
//! The evidence is zeros that are made up as they are read, and the sink leaves holes where zeros go,
//! so that neither memory nor disk holds what the pack's sizes say.

use std::fs::File;
use std::io::{BufReader, Read, Seek as _, SeekFrom, Write};
use std::path::Path;

use pack::report::{Held, index};
use pack::verify::verify;
use pack::{PackWriter, how_to, path};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::sample::{about_of, chained, events, evidence, frozen, key, lines, list};

/// Zeros to compare with.
static ZEROS: [u8; 256 * 1024] = [0; 256 * 1024];

/// Zeros, so many of them.
struct Zeros(u64);

impl Read for Zeros {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let wanted = usize::try_from(self.0).unwrap_or(usize::MAX).min(buffer.len());
        buffer[..wanted].fill(0);
        self.0 -= wanted as u64;
        Ok(wanted)
    }
}

/// A file with holes for zeros. It can't seek as far as its user knows.
struct Holes {
    file: File,
    largest: usize,
}

impl Write for Holes {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.largest = self.largest.max(bytes.len());
        if bytes.len() > 4096 && ZEROS.get(..bytes.len()) == Some(bytes) {
            self.file.seek(SeekFrom::Current(i64::try_from(bytes.len()).unwrap()))?;
        } else {
            self.file.write_all(bytes)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

const SIZE: u64 = 4 * 1024 * 1024 * 1024 + 17;

fn zeros() -> impl Read {
    BufReader::with_capacity(128 * 1024, Zeros(SIZE))
}

fn hash_of_zeros() -> String {
    let (mut hash, mut left) = (Sha256::new(), SIZE);
    while left > 0 {
        let step = usize::try_from(left).unwrap().min(ZEROS.len());
        hash.update(&ZEROS[..step]);
        left -= step as u64;
    }
    hex::encode(hash.finalize())
}

/// A whole pack: of the sample what happened up to the first item of evidence, which is large here.
fn write(file: &Path) {
    let sha256 = hash_of_zeros();
    let mut events = events(&[frozen(1), frozen(2)]);
    events.truncate(4);
    let (.., attached) = &mut events[3];
    (attached["sha256"], attached["size"]) = (json!(sha256), json!(SIZE));
    let mut item = evidence().remove(0);
    (item.sha256, item.size) = (sha256.clone(), SIZE);
    let log = chained(1, events);
    let (about, fingerprint) = (about_of(&log), key().public().fingerprint());
    let sink = Holes { file: File::create(file).unwrap(), largest: 0 };
    let mut writer = PackWriter::new(sink, about.as_of);
    writer.bytes(path::HOW_TO, how_to(&fingerprint, 0).as_bytes()).unwrap();
    let nothing: [(); 0] = [];
    writer.bytes(path::DECISIONS, &list(&nothing)).unwrap();
    writer.bytes(path::EVIDENCE, &list(&[item])).unwrap();
    writer.evidence(&sha256, zeros()).unwrap();
    // What comes after four gigabytes has a place that 32 bits can't name.
    let held = Held { evidence: 1, verdicts: 0, results: false };
    writer.bytes(path::INDEX, index(&about, &fingerprint, &[], held).as_bytes()).unwrap();
    let pem = key().public().to_pem().unwrap();
    writer.bytes(&path::key(&fingerprint), pem.as_bytes()).unwrap();
    let mut shown = writer.file(path::LOG).unwrap();
    for line in lines(log) {
        writeln!(shown, "{}", serde_json::to_string(&line).unwrap()).unwrap();
    }
    shown.finish().unwrap();
    writer.bytes(path::SUBMISSIONS, &list(&nothing)).unwrap();
    writer.bytes(path::VERDICTS, &list(&nothing)).unwrap();
    let sink = writer.finish(about, &key()).unwrap();
    assert!(sink.largest <= ZEROS.len(), "{} bytes at once", sink.largest);
}

#[test]
fn a_pack_of_more_than_four_gigabytes_is_written_and_verified_at_flat_memory() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("PACK.zip");
    write(&file);
    assert!(file.metadata().unwrap().len() > SIZE);
    let verified = verify(&file, Some(&key().public())).unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!((verified.evidence, verified.submissions, verified.head.seq), (1, 0, 4));
    assert!(most_memory() < 200 * 1024 * 1024, "{} bytes of memory", most_memory());
    let largest = told_by_python(&file, "max(it.file_size for it in z.infolist())");
    assert_eq!(largest, SIZE.to_string(), "another reader finds it, too");
    // One byte within the large file, and all of it is still told apart.
    let mut changed = File::options().write(true).open(&file).unwrap();
    changed.seek(SeekFrom::Start(SIZE / 2)).unwrap();
    changed.write_all(b"!").unwrap();
    let fault = verify(&file, Some(&key().public())).unwrap_err().to_string();
    assert!(fault.starts_with("evidence/"), "{fault}");
}

/// More files than 16 bits can count, read by somebody else's reader.
#[test]
fn a_pack_of_more_than_65535_files_is_read_by_another_reader() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("PACK.zip");
    let log = chained(1, events(&[frozen(1), frozen(2)]));
    let mut writer = PackWriter::new(File::create(&file).unwrap(), about_of(&log).as_of);
    for n in 0..66_000 {
        writer.bytes(&format!("evidence/{n:06}"), b"so many").unwrap();
    }
    writer.finish(about_of(&log), &key()).unwrap();
    // The manifest, its signature and the sums are files, too.
    assert_eq!(told_by_python(&file, "len(z.namelist()), z.testzip()"), "66003 None");
}

/// What Python's own reader says of a ZIP file `z`.
fn told_by_python(file: &Path, what: &str) -> String {
    let program = format!("import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print({what})");
    let told = std::process::Command::new("python3").args(["-c", &program]).arg(file).output();
    String::from_utf8(told.unwrap().stdout).unwrap().trim().to_owned()
}

/// The most memory that this process ever held, in bytes, as the kernel tells.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    let kibibytes: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kibibytes * 1024
}
