//! Walking through a file's headers: so many steps and no more, and none of the bytes in between.

use std::io::{BufReader, Read, Seek};

/// How many steps are taken before a file counts as unreadable. A GIF of the largest size that is shown
/// has a hundred thousand, since its blocks hold 255 bytes at most.
const MOST: u32 = 1_000_000;

/// A file that is walked through.
pub(super) struct Steps<R> {
    file: BufReader<R>,
    left: u32,
}

impl<R: Read + Seek> Steps<R> {
    pub(super) fn new(file: R) -> Self {
        Self { file: BufReader::new(file), left: MOST }
    }

    /// The next bytes; none where the file ends or too many steps were taken.
    pub(super) fn next<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.left = self.left.checked_sub(1)?;
        let mut bytes = [0; N];
        self.file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Passes over so many bytes, also over more than there are.
    pub(super) fn skip(&mut self, bytes: u32) -> Option<()> {
        self.file.seek_relative(i64::from(bytes)).ok()
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.next().map(|[byte]| byte)
    }

    /// Whether all steps were taken: what follows is not known.
    pub(super) const fn is_tired(&self) -> bool {
        self.left == 0
    }
}
