//! Shows what is in an evidence file without letting any of it run.
//!
//! Nothing of a file reaches a browser as a document. Text, JSON, Markdown and tables become lines and
//! cells, which a page escapes like any other text; pages of a PDF become pictures, drawn in a confined
//! process; pictures stay pictures, once it is known that they don't unfold into something huge. What is none of these is not shown.

mod confined;
mod lines;
mod pdf;
mod picture;
mod table;
mod turns;

pub use confined::{Confined, DrawError, Drawn, answer_in_confinement};
pub use lines::{Lines, is_hidden, lines};
pub use picture::{Extent, FRAMES_MAX, PIXELS_MAX, PictureError, measure};
pub use table::{Grid, grid};
pub use turns::Turn;

/// How much of a file is read to show its text, in bytes.
pub const TEXT_MAX: usize = 256 * 1024;

/// The largest picture that is shown, in bytes.
pub const PICTURE_MAX: u64 = 25 * 1024 * 1024;

/// The largest PDF whose pages are drawn, in bytes.
pub const PDF_MAX: u64 = 64 * 1024 * 1024;

/// In what form a file can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As lines of text; whether they are JSON, which may be set out anew.
    Text {
        /// Whether it is JSON.
        json: bool,
    },
    /// As a table.
    Table,
    /// As the picture that it is.
    Picture,
    /// As pictures of its pages.
    Pages,
    /// Not at all: it can only be downloaded.
    Not,
}

/// In what form a file of this type can be shown. The type was told from the file's content; a name
/// says nothing. Markup of any kind is only ever text.
#[must_use]
pub fn form(media_type: &str) -> Form {
    match media_type {
        "application/json" => Form::Text { json: true },
        "text/csv" => Form::Table,
        "application/pdf" => Form::Pages,
        "image/png" | "image/jpeg" | "image/gif" | "image/webp" => Form::Picture,
        "text/plain" | "text/html" | "text/xml" | "image/svg+xml" | "text/x-shellscript" => {
            Form::Text { json: false }
        }
        _ => Form::Not,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text_and_programs_are_not_shown() {
        for media_type in ["text/html", "image/svg+xml", "text/xml"] {
            assert_eq!(form(media_type), Form::Text { json: false }, "{media_type}");
        }
        for media_type in ["application/zip", "application/x-executable", "application/wasm", ""] {
            assert_eq!(form(media_type), Form::Not, "{media_type}");
        }
    }
}
