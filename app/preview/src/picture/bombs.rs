//! Small files that would unfold into something huge, and some that would not.

use std::io::Cursor;

use super::*;

fn measured(kind: &str, file: &[u8]) -> Result<Extent, PictureError> {
    measure(&format!("image/{kind}"), Cursor::new(file))
}

fn png(width: u32, height: u32, frames: usize) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    file.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
    file.extend(b"\x08\0\0\0\0crc!");
    for _ in 0..frames {
        file.extend(b"\0\0\0\x1afcTL");
        file.extend([0; 26 + 4]);
    }
    file.extend(b"\0\0\0\x04IDATdatacrc!\0\0\0\0IENDcrc!");
    file
}

fn gif(screen: [u16; 2], frames: &[[u16; 4]]) -> Vec<u8> {
    let mut file = b"GIF89a".to_vec();
    file.extend(screen.map(u16::to_le_bytes).concat());
    // A table of two colours.
    file.extend(b"\x80\0\0\0\0\0\xff\xff\xff");
    for frame in frames {
        file.extend(b"!\xf9\x04\0\0\0\0\0,");
        file.extend(frame.map(u16::to_le_bytes).concat());
        file.extend(b"\0\x02\x02\x4c\x01\0");
    }
    file.push(b';');
    file
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut file = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec();
    // A table, whose marker lies among those of frames, and fill bytes.
    file.extend(b"\xff\xc4\0\x04ab\xff\xff\xff\xc2\0\x0b\x08");
    file.extend([height.to_be_bytes(), width.to_be_bytes()].concat());
    file.extend(b"\x01\x01\x11\0\xff\xda");
    file
}

fn riff(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut file = b"RIFF\0\0\0\0WEBP".to_vec();
    for (kind, content) in chunks {
        file.extend(*kind);
        file.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        file.extend(content);
        file.resize(file.len().next_multiple_of(2), 0);
    }
    file
}

fn less_one(side: u32) -> [u8; 3] {
    let [a, b, c, _] = (side - 1).to_le_bytes();
    [a, b, c]
}

fn lossless(width: u32, height: u32) -> Vec<u8> {
    [vec![0x2f], ((width - 1) | (height - 1) << 14).to_le_bytes().to_vec()].concat()
}

fn lossy(width: u16, height: u16) -> Vec<u8> {
    let sides = [width.to_le_bytes(), height.to_le_bytes()].concat();
    [b"\0\0\0\x9d\x01\x2a".to_vec(), sides].concat()
}

fn canvas(width: u32, height: u32) -> Vec<u8> {
    [&[0; 4][..], &less_one(width), &less_one(height)].concat()
}

fn shown(width: u32, height: u32, frames: u32) -> Result<Extent, PictureError> {
    Ok(Extent { width, height, frames })
}

#[test]
fn pictures_are_measured_without_being_decoded() {
    assert_eq!(measured("png", &png(640, 480, 0)), shown(640, 480, 1));
    assert_eq!(measured("png", &png(640, 480, 3)), shown(640, 480, 3));
    assert_eq!(measured("gif", &gif([640, 480], &[[0, 0, 9, 9]])), shown(640, 480, 1));
    assert_eq!(measured("jpeg", &jpeg(640, 480)), shown(640, 480, 1));
    assert_eq!(measured("webp", &riff(&[(b"VP8L", lossless(640, 480))])), shown(640, 480, 1));
    assert_eq!(measured("webp", &riff(&[(b"VP8 ", lossy(640, 480))])), shown(640, 480, 1));
    let extended = riff(&[(b"VP8X", canvas(640, 480)), (b"VP8L", lossless(640, 480))]);
    assert_eq!(measured("webp", &extended), shown(640, 480, 1));
}

#[test]
fn a_small_file_of_many_pixels_is_refused() {
    let (width, height) = (16_000, 16_000);
    let bombs = [
        ("png", png(16_000, 16_000, 0)),
        ("gif", gif([16_000, 16_000], &[[0, 0, 1, 1]])),
        ("jpeg", jpeg(16_000, 16_000)),
        ("webp", riff(&[(b"VP8 ", lossy(16_000, 16_000))])),
        ("webp", riff(&[(b"VP8L", lossless(16_000, 16_000))])),
        ("webp", riff(&[(b"VP8X", canvas(16_000, 16_000)), (b"VP8L", lossless(1, 1))])),
    ];
    for (kind, bomb) in bombs {
        assert!(bomb.len() < 200, "{kind} is a small file");
        let refused = Err(PictureError::TooLarge { width, height });
        assert_eq!(measured(kind, &bomb), refused, "{kind}");
    }
    assert!(measured("png", &png(u32::MAX, u32::MAX, 0)).is_err());
    // The limit itself is shown, and a pixel more is not.
    assert!(measured("png", &png(10_000, 5_000, 0)).is_ok());
    assert!(measured("png", &png(50_000_001, 1, 0)).is_err());
}

#[test]
fn a_frame_that_is_larger_than_its_picture_counts() {
    let screen = gif([1, 1], &[[0, 0, 1, 1], [400, 0, 15_600, 16_000]]);
    let refused = Err(PictureError::TooLarge { width: 16_000, height: 16_000 });
    assert_eq!(measured("gif", &screen), refused);
    let inner = riff(&[(b"VP8X", canvas(1, 1)), (b"VP8L", lossless(16_000, 16_000))]);
    assert_eq!(measured("webp", &inner), refused);
    let frame = [&[0; 6][..], &less_one(16_000), &less_one(16_000), &[0; 4]].concat();
    assert_eq!(measured("webp", &riff(&[(b"VP8X", canvas(1, 1)), (b"ANMF", frame)])), refused);
}

#[test]
fn an_animation_without_end_is_refused() {
    let frame = [&[0; 6][..], &less_one(1), &less_one(1), &[0; 4]].concat();
    for (frames, expected) in [(1_000, shown(1, 1, 1_000)), (1_001, Err(PictureError::TooLong))] {
        assert_eq!(measured("gif", &gif([1, 1], &vec![[0, 0, 1, 1]; frames])), expected);
        assert_eq!(measured("png", &png(1, 1, frames)), expected);
        let mut chunks: Vec<(&[u8; 4], Vec<u8>)> = vec![(b"VP8X", canvas(1, 1))];
        chunks.resize(frames + 1, (b"ANMF", frame.clone()));
        assert_eq!(measured("webp", &riff(&chunks)), expected);
    }
}

#[test]
fn what_can_not_be_measured_is_refused() {
    let mut twice = png(1, 1, 0);
    twice.splice(33..33, png(16_000, 16_000, 0).drain(8..33));
    let hidden = [jpeg(1, 1)[..20].to_vec(), b"gap".to_vec(), jpeg(16_000, 16_000)].concat();
    let files: [(&str, Vec<u8>); 10] = [
        ("png", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("png", png(0, 10, 0)),
        ("png", twice),
        ("jpeg", jpeg(10, 0)),
        ("jpeg", hidden),
        ("jpeg", b"\xff\xd8\xff\xe0\0\x01".to_vec()),
        ("gif", gif([640, 480], &[])),
        ("webp", riff(&[])),
        ("webp", riff(&[(b"VP8L", b"none".to_vec())])),
        ("svg+xml", png(1, 1, 0)),
    ];
    for (kind, file) in files {
        assert_eq!(measured(kind, &file), Err(PictureError::Unmeasured), "{kind} {file:?}");
    }
}

#[test]
fn a_file_of_endless_steps_is_given_up() {
    let mut file = gif([1, 1], &[[0, 0, 1, 1]]);
    file.pop();
    file.extend(b"!\xfe".iter().chain([1, b'x'].iter().cycle().take(3_000_000)));
    assert_eq!(measured("gif", &file), Err(PictureError::Unmeasured));
}

#[test]
fn no_beginning_of_a_picture_is_read_past_its_end() {
    let whole = [
        ("png", png(9, 9, 2)),
        ("gif", gif([9, 9], &[[0, 0, 9, 9]])),
        ("jpeg", jpeg(9, 9)),
        ("webp", riff(&[(b"VP8X", canvas(9, 9)), (b"VP8L", lossless(9, 9))])),
    ];
    for (kind, file) in whole {
        for end in 0..file.len() {
            if let Ok(extent) = measured(kind, &file[..end]) {
                assert_eq!((extent.width, extent.height), (9, 9), "{kind} cut at {end}");
            }
        }
    }
}
