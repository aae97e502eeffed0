//! What is in an item, shown beside it: lines of text, a table, a picture, or pages of a PDF drawn as
//! pictures. What can't be shown safely is offered as a download alone.

pub mod pages;
pub(super) mod picture;
mod view;

use std::io::Read as _;
use std::path::PathBuf;

use domain::evidence::Kind;
use preview::{DrawError, Form, Grid, Lines, PDF_MAX, TEXT_MAX, form, grid, lines};
use store::{EvidenceItem, Seal};

use crate::context::Visitor;

pub(super) use view::figure;

/// An item's content as it is shown.
pub(super) enum Shown {
    /// Lines of text.
    Lines(Lines),
    /// A table.
    Grid(Grid),
    /// The picture that it is.
    Picture,
    /// A page of it: which, of how many.
    Page(u32, u32),
    /// The address of a link.
    Link(String),
    /// The text of a note.
    Note(String),
    /// Nothing, for this reason.
    Nothing(String),
}

impl Shown {
    /// What there is to show of an item that was opened. `page` is the page of a PDF.
    pub(super) async fn load(
        visitor: &Visitor,
        item: &EvidenceItem,
        seal: &Seal,
        page: u32,
    ) -> Self {
        match (item.item.kind, seal) {
            (_, Seal::Missing) => Self::Nothing("Its file is not there.".to_owned()),
            (_, Seal::Broken { .. }) => {
                Self::Nothing("What is there now is not shown: it is not what arrived.".to_owned())
            }
            (Kind::Link, _) => Self::Link(item.item.url.clone().unwrap_or_default()),
            (Kind::Note, _) => Self::Note(item.item.body.clone().unwrap_or_default()),
            (Kind::File, _) => Self::of_file(visitor, item, page).await,
        }
    }

    async fn of_file(visitor: &Visitor, item: &EvidenceItem, page: u32) -> Self {
        let (media_type, size) = (item.item.media_type.as_str(), item.item.size);
        match form(media_type) {
            Form::Picture => {
                picture::why_not(visitor, item).await.map_or(Self::Picture, Self::Nothing)
            }
            Form::Pages if size <= PDF_MAX => Self::of_pdf(visitor, item, page).await,
            Form::Pages => Self::Nothing("It is too large to be shown here.".to_owned()),
            Form::Not => {
                Self::Nothing(format!("A file of this kind is not shown here: {media_type}."))
            }
            form @ (Form::Text { .. } | Form::Table) => {
                let path = visitor.store().vault().path_of(&item.item.sha256);
                let read = tokio::task::spawn_blocking(move || of_text(path, size, form)).await;
                read.ok().flatten().unwrap_or_else(|| {
                    Self::Nothing("It can’t be read as text in UTF-8.".to_owned())
                })
            }
        }
    }

    async fn of_pdf(visitor: &Visitor, item: &EvidenceItem, page: u32) -> Self {
        let Some(pages) = &visitor.state.pages else {
            return Self::Nothing("This server draws no pages of PDF files.".to_owned());
        };
        match pages.draw(visitor.store(), visitor.actor.person, &item.item.sha256, page).await {
            Ok(drawn) => Self::Page(page, drawn.pages),
            Err(DrawError::NoSuchPage) => Self::Nothing("It has no such page.".to_owned()),
            Err(DrawError::Unreadable) => {
                Self::Nothing("It can’t be drawn: it is broken, or asks for a password.".to_owned())
            }
            Err(DrawError::TooMuch) => {
                Self::Nothing("Drawing this page took too much time or memory.".to_owned())
            }
            Err(DrawError::Busy) => Self::Nothing(
                "Other pages are being drawn at the moment. Try again in a while.".to_owned(),
            ),
            Err(DrawError::Io(error)) => {
                tracing::error!(%error, "a page can't be drawn");
                Self::Nothing("It can’t be drawn at the moment.".to_owned())
            }
        }
    }
}

/// Text or a table, from the beginning of a file; a table that is none is text.
fn of_text(path: Option<PathBuf>, size: u64, form: Form) -> Option<Shown> {
    let mut head = Vec::with_capacity(TEXT_MAX);
    std::fs::File::open(path?).ok()?.take(TEXT_MAX as u64).read_to_end(&mut head).ok()?;
    let is_whole = head.len() as u64 == size;
    if form == Form::Table
        && let Some(grid) = grid(&head, is_whole)
    {
        return Some(Shown::Grid(grid));
    }
    lines(&head, is_whole, form == Form::Text { json: true }).map(Shown::Lines)
}
