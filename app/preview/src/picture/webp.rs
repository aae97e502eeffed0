//! WebP: one picture by either of its codecs, or a canvas with frames.

use std::io::{Read, Seek};

use super::Extent;
use super::steps::Steps;

pub(super) fn extent<R: Read + Seek>(file: &mut Steps<R>) -> Option<Extent> {
    (&file.next()? == b"RIFF").then_some(())?;
    file.skip(4)?;
    (&file.next()? == b"WEBP").then_some(())?;
    let mut extent = Extent::NONE;
    while let Some((kind, length)) = chunk(file) {
        let read = match &kind {
            b"VP8 " => lossy(file, &mut extent)?,
            b"VP8L" => lossless(file, &mut extent)?,
            b"VP8X" => canvas(file, &mut extent)?,
            b"ANMF" => frame(file, &mut extent)?,
            _ => 0,
        };
        if extent.is_too_long() {
            break;
        }
        // Chunks begin at even places.
        file.skip(length.checked_sub(read)?)?;
        file.skip(length % 2)?;
    }
    (!file.is_tired()).then_some(extent)
}

fn chunk<R: Read + Seek>(file: &mut Steps<R>) -> Option<([u8; 4], u32)> {
    Some((file.next()?, u32::from_le_bytes(file.next()?)))
}

// Each of these gives how many bytes of its chunk it has read.

fn lossy<R: Read + Seek>(file: &mut Steps<R>, extent: &mut Extent) -> Option<u32> {
    let [_, _, _, 0x9d, 0x01, 0x2a, w0, w1, h0, h1] = file.next()? else { return None };
    // The two highest bits are how it may be stretched.
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
    extent.frame();
    extent.hold(side(w0, w1), side(h0, h1));
    Some(10)
}

fn lossless<R: Read + Seek>(file: &mut Steps<R>, extent: &mut Extent) -> Option<u32> {
    let [0x2f, bits @ ..]: [u8; 5] = file.next()? else { return None };
    let bits = u32::from_le_bytes(bits);
    extent.frame();
    extent.hold((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
    Some(5)
}

fn canvas<R: Read + Seek>(file: &mut Steps<R>, extent: &mut Extent) -> Option<u32> {
    let _flags: [u8; 4] = file.next()?;
    let (width, height) = (side(file)?, side(file)?);
    extent.hold(width, height);
    Some(10)
}

fn frame<R: Read + Seek>(file: &mut Steps<R>, extent: &mut Extent) -> Option<u32> {
    let [left, top] = [third(file)?, third(file)?];
    let (width, height) = (side(file)?, side(file)?);
    extent.frame();
    extent.hold(left * 2 + width, top * 2 + height);
    Some(12)
}

/// A number of three bytes.
fn third<R: Read + Seek>(file: &mut Steps<R>) -> Option<u32> {
    let [a, b, c] = file.next()?;
    Some(u32::from_le_bytes([a, b, c, 0]))
}

/// A side, which is stored as one less.
fn side<R: Read + Seek>(file: &mut Steps<R>) -> Option<u32> {
    third(file).map(|less| less + 1)
}
