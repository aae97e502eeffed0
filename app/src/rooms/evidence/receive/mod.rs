//! Taking in a form that may carry files: text as it was typed, files into the vault, all of it
//! within bounds. What is wrong with the form is noted beside its field; nothing of it is a 500.

mod intake;
mod paced;
mod sniff;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request};
use domain::{AppError, Invalid};
use http::header::CONTENT_TYPE;
use store::{Kept, Store, StoreError};

use crate::failure::{Failure, PageResult};
use crate::state::AppState;
use crate::ui::Typed;
use intake::Intake;
use paced::{Meter, Paced};

pub use sniff::media_type;

/// After how long without a byte the sender counts as gone.
const SILENCE: Duration = Duration::from_secs(60);

const GARBLED: &str = "The form arrived garbled, so its files were not kept. Send it again.";
const BROKEN: &str = "The connection broke before everything had arrived. Nothing of it was kept.";

/// A form that arrived.
#[derive(Debug, Clone, Default)]
pub struct Received {
    /// What was typed, as far as it came, and what is wrong with the form or its files: look at
    /// `typed.errors` before anything is done with it.
    pub typed: Typed,
    /// The files that came whole, in their order.
    pub files: Vec<ReceivedFile>,
}

impl Received {
    /// The files of one field.
    pub fn files_of<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a ReceivedFile> {
        self.files.iter().filter(move |file| file.field == field)
    }
}

/// A file that the vault holds, not yet named by any evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedFile {
    /// The form's field.
    pub field: String,
    /// Its name as it was sent, without any path.
    pub file_name: String,
    /// Where it lies and how large it is.
    pub kept: Kept,
    /// Its type, told from its first bytes.
    pub media_type: String,
}

/// How much a form may hold.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Bytes of one file.
    file: u64,
    /// Bytes of all files.
    all_files: u64,
    /// Files.
    files: usize,
    /// Bytes of one field's text.
    text: usize,
    /// Bytes of all text.
    all_text: usize,
    /// Parts, files and fields together.
    parts: usize,
    /// Bytes of a field's name.
    name: usize,
}

impl Limits {
    const fn with_files_of(file: u64) -> Self {
        Self {
            file,
            all_files: file.saturating_mul(8),
            files: 20,
            text: 64 * 1024,
            all_text: 512 * 1024,
            parts: 500,
            name: 256,
        }
    }
}

/// Takes in a form, as `multipart/form-data` or urlencoded. Check before that the person may send
/// files here: they go to the disk as they come.
///
/// What is wrong is in `typed.errors` of the result, under the fields' names. Give files that come
/// to nothing to [`discard`].
///
/// # Errors
/// [`AppError::DiskFull`]; a form error when the connection broke; [`AppError::TooLarge`] for a form
/// without files that is larger than any page sends.
pub async fn receive(state: &AppState, request: Request) -> PageResult<Received> {
    take(&state.store, Limits::with_files_of(state.settings.max_upload), request).await
}

/// Takes files out of the vault again that no evidence names.
///
/// # Errors
/// When the database or the disk fails.
pub async fn discard<'a>(
    state: &AppState,
    files: impl IntoIterator<Item = &'a ReceivedFile>,
) -> PageResult<()> {
    for file in files {
        state.store.discard_file(&file.kept).await?;
    }
    Ok(())
}

async fn take(store: &Store, limits: Limits, request: Request) -> PageResult<Received> {
    let sent = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let sent = sent.unwrap_or_default().trim_start().to_ascii_lowercase();
    if sent.starts_with("multipart/form-data") {
        return take_parts(store, limits, request).await;
    }
    let body = axum::body::to_bytes(request.into_body(), limits.all_text)
        .await
        .map_err(|_| AppError::TooLarge(limits.all_text as u64))?;
    if !body.is_empty() && !sent.starts_with("application/x-www-form-urlencoded") {
        let message = "This page takes an ordinary web form. Reload it and send it again.";
        return Ok(only_wrong(message));
    }
    let pairs = form_urlencoded::parse(&body)
        .map(|(name, value)| (name.into_owned(), value.replace("\r\n", "\n")));
    Ok(Received { typed: Typed::new(pairs), files: Vec::new() })
}

fn only_wrong(message: &str) -> Received {
    Received { typed: Typed::default().wrong(Invalid::one("", message)), files: Vec::new() }
}

/// What stopped the reading of a form.
enum Stop {
    /// It isn't a form that can be read.
    Garbled,
    /// It holds more than is taken; the intake has said so.
    Full,
    /// Our own side failed.
    Failed(Failure),
}

impl From<MultipartError> for Stop {
    fn from(error: MultipartError) -> Self {
        tracing::debug!(%error, "a form could not be read");
        Self::Garbled
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

async fn take_parts(store: &Store, limits: Limits, request: Request) -> PageResult<Received> {
    let meter = Arc::new(Meter::default());
    let mut request = request.map(|body| Paced::body(body, meter.clone()));
    // The extractor's own limit is for bodies that are read whole; this one is counted as it comes.
    DefaultBodyLimit::disable().apply(&mut request);
    let Ok(mut parts) = Multipart::from_request(request, &()).await else {
        return Ok(only_wrong(GARBLED));
    };
    let mut intake = Intake::new(store.vault(), limits);
    match read_parts(&mut parts, &mut intake, &meter).await {
        Ok(()) | Err(Stop::Full) => {}
        Err(Stop::Garbled) if meter.is_broken() => return Err(AppError::field("", BROKEN).into()),
        Err(Stop::Garbled) => intake.let_files_go(GARBLED),
        Err(Stop::Failed(failure)) => return Err(failure),
    }
    intake.finish(store).await
}

async fn read_parts(
    parts: &mut Multipart,
    intake: &mut Intake<'_>,
    meter: &Meter,
) -> Result<(), Stop> {
    while let Some(field) = in_time(parts.next_field(), meter).await? {
        meter.understood();
        intake.take(Part { field, meter }).await?;
    }
    Ok(())
}

/// One part on its way in.
struct Part<'a> {
    field: Field<'a>,
    meter: &'a Meter,
}

impl Part<'_> {
    /// The next bytes, never none; an empty part has none.
    async fn chunk(&mut self) -> Result<Option<axum::body::Bytes>, Stop> {
        loop {
            let chunk = in_time(self.field.chunk(), self.meter).await?;
            self.meter.understood();
            if chunk.as_ref().is_none_or(|bytes| !bytes.is_empty()) {
                return Ok(chunk);
            }
        }
    }
}

async fn in_time<T>(
    step: impl Future<Output = Result<T, MultipartError>>,
    meter: &Meter,
) -> Result<T, Stop> {
    match tokio::time::timeout(SILENCE, step).await {
        Ok(done) => Ok(done?),
        Err(_) => {
            meter.give_up();
            Err(Stop::Garbled)
        }
    }
}
