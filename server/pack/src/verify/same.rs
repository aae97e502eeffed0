//! Comparing what is written with bytes that are there.

use std::cell::Cell;
use std::io::{self, Read, Write};
use std::rc::Rc;

use crate::writer::PIECE;

/// The first byte that differs, if one does, seen from outside while something else writes.
pub(super) type Difference = Rc<Cell<Option<u64>>>;

/// Takes bytes and notes the first that differs from those that it is held against.
pub(super) struct Same<R> {
    against: R,
    at: u64,
    differs: Difference,
    buffer: Vec<u8>,
}

impl<R: Read> Same<R> {
    pub(super) fn new(against: R) -> Self {
        Self { against, at: 0, differs: Difference::default(), buffer: vec![0; PIECE] }
    }

    pub(super) fn differs(&self) -> Difference {
        self.differs.clone()
    }

    /// The first byte that differs, or at which more follows than was written.
    pub(super) fn end(mut self) -> Option<u64> {
        if let Some(at) = self.differs.get() {
            return Some(at);
        }
        let is_end = matches!(self.against.read(&mut [0]), Ok(0));
        (!is_end).then_some(self.at)
    }
}

impl<R: Read> Write for Same<R> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = &bytes[..bytes.len().min(self.buffer.len())];
        let buffer = &mut self.buffer[..piece.len()];
        let complete = self.against.read_exact(buffer).is_ok();
        if self.differs.get().is_none() && (!complete || buffer != piece) {
            let same = buffer.iter().zip(piece).take_while(|(there, here)| there == here).count();
            self.differs.set(Some(self.at + same as u64));
        }
        self.at += piece.len() as u64;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
