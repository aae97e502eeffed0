//! Packs of more than four gigabytes, written and verified at flat memory.
//!
//! The evidence is zeros that are made up as they are read, and the sink leaves holes where zeros go,
//! so that neither memory nor disk holds what the pack's sizes say.

use std::fs::File;
use std::io::{BufReader, Read, Seek as _, SeekFrom, Write};
use std::path::Path;

use pack::verify::verify;
use pack::{PackWriter, path};

use crate::sample::{about, key};

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

fn write(file: &Path) {
    let sink = Holes { file: File::create(file).unwrap(), largest: 0 };
    let mut writer = PackWriter::new(sink, about().as_of);
    let mut entry = writer.file("evidence/zeros").unwrap();
    let mut zeros = BufReader::with_capacity(128 * 1024, Zeros(SIZE));
    std::io::copy(&mut zeros, &mut entry).unwrap();
    let written = entry.finish().unwrap();
    assert_eq!(written.size, SIZE);
    // What comes after four gigabytes has a place that 32 bits can't name.
    writer
        .bytes(
            &path::key(&key().public().fingerprint()),
            key().public().to_pem().unwrap().as_bytes(),
        )
        .unwrap();
    writer.bytes(path::LOG, b"").unwrap();
    let sink = writer.finish(about(), &key()).unwrap();
    assert!(sink.largest <= ZEROS.len(), "{} bytes at once", sink.largest);
}

#[test]
fn a_pack_of_more_than_four_gigabytes_is_written_and_read_at_flat_memory() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("PACK.zip");
    write(&file);
    assert!(file.metadata().unwrap().len() > SIZE);
    // The whole of it is hashed and compared; only then the log is read, which is empty here.
    let fault = verify(&file, Some(&key().public())).unwrap_err().to_string();
    assert!(fault.starts_with("log.jsonl: it ends at entry 0"), "{fault}");
    assert!(most_memory() < 200 * 1024 * 1024, "{} bytes of memory", most_memory());
}

/// The most memory that this process ever held, in bytes, as the kernel tells.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    let kibibytes: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kibibytes * 1024
}
