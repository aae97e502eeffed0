//! A report becomes a PDF, without a browser: one neutral document in, tagged bytes out.

mod blocks;
mod cover;
mod document;
mod face;
mod fault;
mod ink;
mod lines;
mod margins;
mod mark;
mod paint;
mod picture;
mod sheet;
mod structure;
mod styles;

pub use document::{
    Align, Block, Cell, Chart, Column, Cover, Document, Figure, Mark, Note, Opening, Paper, Run,
    Sign, Table, Tone, Way,
};
pub use fault::PressError;
pub use picture::png;

/// Prints a document: a PDF 1.7 that is tagged as PDF/UA-1 asks for, with its font inside. The same
/// document gives the same bytes.
///
/// Text is set as it is given, whatever is in it. A character that the font lacks is drawn as a box
/// and keeps its place in the text behind the page; right-to-left scripts are among those, and stand
/// in the order in which they are read.
///
/// # Errors
/// The document lacks what nobody can do without (see [`PressError`]), or a chart can't be read.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PressError> {
    fault::check(document)?;
    let mut pen = sheet::Pen::new(face::Faces::load()?, document.paper);
    cover::lay(document, &mut pen);
    if document.blocks.iter().any(|block| *block != Block::PageBreak) {
        if document.cover.opening == Opening::Page {
            pen.turn();
        }
        blocks::lay(&document.blocks, &mut pen)?;
    }
    margins::furnish(document, &mut pen);
    paint::paint(document, pen)
}
