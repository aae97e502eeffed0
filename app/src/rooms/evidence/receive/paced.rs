//! A request's body in small pieces, and a bound on how much may come without meaning anything.
//!
//! The parser takes everything that is ready before it looks at any of it, and keeps what comes
//! before the first boundary and each part's headers in memory until they are complete. Handing it
//! one piece at a time, and counting, keeps both small.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use axum::body::{Body, BodyDataStream, Bytes};
use futures::Stream;

/// The largest piece, in bytes.
const PIECE: usize = 32 * 1024;

/// How much may come before a part's headers are complete, in bytes.
const MOST_WITHOUT_MEANING: usize = 64 * 1024;

/// What is known of a body on its way in.
#[derive(Debug, Default)]
pub(super) struct Meter {
    since: AtomicUsize,
    broken: AtomicBool,
}

impl Meter {
    /// Something of the body was understood.
    pub(super) fn understood(&self) {
        self.since.store(0, Ordering::Relaxed);
    }

    /// The sender fell silent.
    pub(super) fn give_up(&self) {
        self.broken.store(true, Ordering::Relaxed);
    }

    /// Whether the connection broke, rather than the form being wrong.
    pub(super) fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Relaxed)
    }
}

/// The body in small pieces.
pub(super) struct Paced {
    inner: BodyDataStream,
    rest: Bytes,
    gave: bool,
    meter: Arc<Meter>,
}

impl Paced {
    /// The same body, paced.
    pub(super) fn body(body: Body, meter: Arc<Meter>) -> Body {
        let inner = body.into_data_stream();
        Body::from_stream(Self { inner, rest: Bytes::new(), gave: false, meter })
    }
}

impl Stream for Paced {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::take(&mut self.gave) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        while self.rest.is_empty() {
            match ready!(Pin::new(&mut self.inner).poll_next(cx)) {
                None => return Poll::Ready(None),
                Some(Ok(bytes)) => self.rest = bytes,
                Some(Err(error)) => {
                    self.meter.broken.store(true, Ordering::Relaxed);
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
        let size = self.rest.len().min(PIECE);
        let piece = self.rest.split_to(size);
        if self.meter.since.fetch_add(size, Ordering::Relaxed) + size > MOST_WITHOUT_MEANING {
            let error = std::io::Error::other("too much without a part's headers");
            return Poll::Ready(Some(Err(axum::Error::new(error))));
        }
        self.gave = true;
        Poll::Ready(Some(Ok(piece)))
    }
}
