//! A pack on its way to a browser: written on a thread of its own, a piece at a time, no faster than
//! the other end takes it.

use std::io::{self, BufWriter, Write};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::response::{IntoResponse as _, Response};
use domain::AppError;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use store::{Store, StoreError, TakenPack};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Sender, channel};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio_stream::wrappers::ReceiverStream;

/// How many packs are written at the same time: each holds a thread and reads much.
static PLACES: Semaphore = Semaphore::const_new(4);

/// How much is sent at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// How many pieces may wait for the other end.
const WAITING: usize = 8;

/// How long the other end may take for a piece before it is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// A place to write a pack.
///
/// # Errors
/// [`AppError::Conflict`] while others have them all.
pub(super) fn place() -> Result<SemaphorePermit<'static>, AppError> {
    PLACES.try_acquire().map_err(|_| {
        let busy = "Several packs are being written right now. Try again in a few minutes.";
        AppError::Conflict(busy.to_owned())
    })
}

/// The pack as a download.
pub(super) fn download(
    store: Store,
    taken: TakenPack,
    place: SemaphorePermit<'static>,
) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", taken.file_name())),
        (CACHE_CONTROL, "private, no-store".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    let (sender, receiver) = channel(WAITING);
    let runtime = Handle::current();
    tokio::task::spawn_blocking(move || {
        let _place = place;
        let pipe = Pipe { sender: sender.clone(), runtime: runtime.clone() };
        if let Err(error) = write(&store, &taken, pipe, &runtime) {
            tracing::error!(error = &error as &dyn std::error::Error, "an audit pack broke off");
            // The download must not look complete.
            let _ = sender.blocking_send(Err(io::Error::other("the pack broke off")));
        }
    });
    (headers, Body::from_stream(ReceiverStream::new(receiver))).into_response()
}

/// Writes the pack on this thread. Its reads are waited for by another means than the runtime's own,
/// since what waits inside that may not block, and the pipe does.
fn write(store: &Store, taken: &TakenPack, pipe: Pipe, runtime: &Handle) -> Result<(), StoreError> {
    let _entered = runtime.enter();
    let sink = BufWriter::with_capacity(PIECE, pipe);
    let mut sink = futures::executor::block_on(store.write_pack(taken, sink))?;
    Ok(sink.flush()?)
}

/// The end into which the pack is written.
struct Pipe {
    sender: Sender<io::Result<Bytes>>,
    runtime: Handle,
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = self.sender.send(Ok(Bytes::copy_from_slice(bytes)));
        let sent = self.runtime.block_on(async { tokio::time::timeout(PATIENCE, piece).await });
        match sent {
            Ok(Ok(())) => Ok(bytes.len()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
