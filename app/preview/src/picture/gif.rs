//! GIF: a screen, and frames that may be larger than it, for then browsers take the larger size.

use std::io::{Read, Seek};

use super::Extent;
use super::steps::Steps;

pub(super) fn extent<R: Read + Seek>(file: &mut Steps<R>) -> Option<Extent> {
    let begin: [u8; 6] = file.next()?;
    matches!(&begin, b"GIF87a" | b"GIF89a").then_some(())?;
    let [width, height] = pair(file)?;
    let [colours, _, _] = file.next()?;
    skip_colours(file, colours)?;
    let mut extent = Extent { width, height, frames: 0 };
    loop {
        match file.byte() {
            Some(b'!') => {
                file.byte()?;
                skip_blocks(file);
            }
            Some(b',') => frame(file, &mut extent)?,
            // The end, or no GIF any more: no decoder goes on from here.
            _ => break,
        }
        if extent.is_too_long() {
            break;
        }
    }
    (!file.is_tired()).then_some(extent)
}

fn frame<R: Read + Seek>(file: &mut Steps<R>, extent: &mut Extent) -> Option<()> {
    let ([left, top], [width, height]) = (pair(file)?, pair(file)?);
    extent.frame();
    extent.hold(left + width, top + height);
    let colours = file.byte()?;
    skip_colours(file, colours)?;
    // How many bits its codes have.
    file.byte()?;
    skip_blocks(file);
    Some(())
}

fn pair<R: Read + Seek>(file: &mut Steps<R>) -> Option<[u32; 2]> {
    let [a, b] = [u16::from_le_bytes(file.next()?), u16::from_le_bytes(file.next()?)];
    Some([a.into(), b.into()])
}

/// Passes over the table of colours that these flags announce.
fn skip_colours<R: Read + Seek>(file: &mut Steps<R>, flags: u8) -> Option<()> {
    let length = if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    file.skip(length)
}

/// Passes over blocks up to the empty one. A file that ends before it ends there.
fn skip_blocks<R: Read + Seek>(file: &mut Steps<R>) {
    while let Some(length) = file.byte().filter(|length| *length > 0) {
        if file.skip(length.into()).is_none() {
            break;
        }
    }
}
