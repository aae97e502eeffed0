//! PNG and its animations: a chunk for the size, and one for each frame.

use std::io::{Read, Seek};

use super::Extent;
use super::steps::Steps;

pub(super) fn extent<R: Read + Seek>(file: &mut Steps<R>) -> Option<Extent> {
    let begin: [u8; 16] = file.next()?;
    (begin == *b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR").then_some(())?;
    let [width, height] = [u32::from_be_bytes(file.next()?), u32::from_be_bytes(file.next()?)];
    // Depth, colours and so on, and the checksum.
    file.skip(5 + 4)?;
    let mut extent = Extent { width, height, frames: 0 };
    while let Some((length, kind)) = chunk(file) {
        match &kind {
            b"IEND" => break,
            // A second size: what a browser makes of it is unknown.
            b"IHDR" => return None,
            // A frame of an animation can't be larger than the picture.
            b"fcTL" => extent.frame(),
            _ => {}
        }
        if extent.is_too_long() {
            return Some(extent);
        }
        file.skip(length)?;
        file.skip(4)?;
    }
    extent.frames = extent.frames.max(1);
    (!file.is_tired()).then_some(extent)
}

/// The length of the next chunk's content, and its kind.
fn chunk<R: Read + Seek>(file: &mut Steps<R>) -> Option<(u32, [u8; 4])> {
    Some((u32::from_be_bytes(file.next()?), file.next()?))
}
