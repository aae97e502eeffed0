//! JPEG: segments up to the one that begins the frame. Decoders refuse a second one.

use std::io::{Read, Seek};

use super::Extent;
use super::steps::Steps;

pub(super) fn extent<R: Read + Seek>(file: &mut Steps<R>) -> Option<Extent> {
    (file.next()? == [0xff, 0xd8]).then_some(())?;
    loop {
        match marker(file)? {
            // Markers without a content.
            0x01 | 0xd0..=0xd7 => {}
            // Tables whose numbers lie among those of frames.
            0xc4 | 0xc8 | 0xcc => pass(file)?,
            0xc0..=0xcf => return frame(file),
            // The content begins or ends without a frame.
            0x00 | 0xd8..=0xda => return None,
            _ => pass(file)?,
        }
    }
}

/// The next marker, after any number of fill bytes.
fn marker<R: Read + Seek>(file: &mut Steps<R>) -> Option<u8> {
    (file.byte()? == 0xff).then_some(())?;
    loop {
        let byte = file.byte()?;
        if byte != 0xff {
            return Some(byte);
        }
    }
}

fn pass<R: Read + Seek>(file: &mut Steps<R>) -> Option<()> {
    // The length counts itself.
    let length = u32::from(u16::from_be_bytes(file.next()?));
    file.skip(length.checked_sub(2)?)
}

/// A height of 0, which is to be told later, stays unknown.
fn frame<R: Read + Seek>(file: &mut Steps<R>) -> Option<Extent> {
    // Its length and how many bits a sample has.
    file.skip(2 + 1)?;
    let [height, width] = [u16::from_be_bytes(file.next()?), u16::from_be_bytes(file.next()?)];
    Some(Extent { width: width.into(), height: height.into(), frames: 1 })
}
