//! The two encodings browsers ask for, at their slowest and smallest settings.

use std::io::{Cursor, Write};

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

/// A variant must save at least this part of the plain size to be worth keeping: one in
/// `WORTHWHILE`. Fonts, compressed already, fall through here.
const WORTHWHILE: usize = 20;

/// Brotli at quality 11, or nothing when it does not help.
pub fn brotli(content: &[u8]) -> Result<Option<Vec<u8>>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut Cursor::new(content), &mut packed, &parameters)?;
    Ok(if_smaller(content, packed))
}

/// Gzip at its best level, or nothing when it does not help.
pub fn gzip(content: &[u8]) -> Result<Option<Vec<u8>>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(if_smaller(content, encoder.finish()?))
}

fn if_smaller(content: &[u8], packed: Vec<u8>) -> Option<Vec<u8>> {
    (packed.len() + content.len() / WORTHWHILE < content.len()).then_some(packed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_packed_unpacks_to_the_same() {
        let content = "plumb line ".repeat(500).into_bytes();
        let packed = brotli(&content).unwrap().unwrap();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut back).unwrap();
        assert_eq!(back, content);

        let packed = gzip(&content).unwrap().unwrap();
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut back).unwrap();
        assert_eq!(back, content);
    }

    #[test]
    fn what_does_not_shrink_is_left_plain() {
        let packed = brotli(&"plumb line ".repeat(500).into_bytes()).unwrap().unwrap();
        assert_eq!(brotli(&packed).unwrap(), None);
        assert_eq!(gzip(b"short").unwrap(), None);
    }
}
