//! How large a picture unfolds, read from its headers alone: a file of a few kilobytes can ask a browser
//! for gigabytes. Nothing is decoded here, and what can't be measured is not shown.

mod gif;
mod jpeg;
mod png;
mod steps;
mod webp;

#[cfg(test)]
mod bombs;

use std::io::{Read, Seek};

use steps::Steps;

/// The largest picture that is shown, in pixels: 200 MB once it is unfolded.
pub const PIXELS_MAX: u64 = 50_000_000;

/// The most frames of an animation that is shown.
pub const FRAMES_MAX: u32 = 1_000;

/// What a picture unfolds to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Its width in pixels, with every frame.
    pub width: u32,
    /// Its height in pixels, with every frame.
    pub height: u32,
    /// How many frames it has; one when it is not animated. Not counted on above [`FRAMES_MAX`].
    pub frames: u32,
}

/// Why a picture is not handed to a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// Its headers don't say how large it is.
    #[error("the size of the picture can't be told")]
    Unmeasured,
    /// It has more than [`PIXELS_MAX`] pixels.
    #[error("the picture has {width} by {height} pixels")]
    TooLarge {
        /// Its width in pixels.
        width: u32,
        /// Its height in pixels.
        height: u32,
    },
    /// It has more than [`FRAMES_MAX`] frames.
    #[error("the picture has too many frames")]
    TooLong,
}

impl Extent {
    /// A picture that has not been measured yet.
    const NONE: Self = Self { width: 0, height: 0, frames: 0 };

    /// Grows so that a frame of this size fits in as well.
    fn hold(&mut self, width: u32, height: u32) {
        self.width = self.width.max(width);
        self.height = self.height.max(height);
    }

    fn frame(&mut self) {
        self.frames = self.frames.saturating_add(1);
    }

    /// Whether it has more frames than are shown: then there is no need to count on.
    const fn is_too_long(&self) -> bool {
        self.frames > FRAMES_MAX
    }

    fn checked(self) -> Result<Self, PictureError> {
        let Self { width, height, .. } = self;
        if u64::from(width) * u64::from(height) > PIXELS_MAX {
            return Err(PictureError::TooLarge { width, height });
        }
        if self.is_too_long() {
            return Err(PictureError::TooLong);
        }
        if width == 0 || height == 0 || self.frames == 0 {
            return Err(PictureError::Unmeasured);
        }
        Ok(self)
    }
}

/// How large the picture in a file is. `media_type` was told from the file's content.
///
/// # Errors
/// When it is larger than what is shown, or it can't be told how large it is.
pub fn measure(media_type: &str, file: impl Read + Seek) -> Result<Extent, PictureError> {
    let mut steps = Steps::new(file);
    let found = match media_type {
        "image/png" => png::extent(&mut steps),
        "image/jpeg" => jpeg::extent(&mut steps),
        "image/gif" => gif::extent(&mut steps),
        "image/webp" => webp::extent(&mut steps),
        _ => None,
    };
    found.ok_or(PictureError::Unmeasured)?.checked()
}
