//! The connection before STARTTLS, of which nothing is read ahead.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// The most bytes that are looked at to find the end of a line.
const LOOK: usize = 1024;

/// Gives at most one line at a time. Whoever sits between could write on after the answer to STARTTLS;
/// read ahead into a buffer, that would pass for what the server says under TLS. Left in the
/// connection, it is no TLS and breaks the handshake.
#[derive(Debug)]
pub(super) struct PlainLine(pub(super) TcpStream);

impl AsyncRead for PlainLine {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let stream = &mut self.get_mut().0;
        let mut seen = [0; LOOK];
        let room = into.remaining().min(LOOK);
        let mut look = ReadBuf::new(&mut seen[..room]);
        let count = ready!(stream.poll_peek(cx, &mut look))?;
        let line = look.filled().iter().position(|byte| *byte == b'\n').map_or(count, |at| at + 1);
        let mut read = ReadBuf::new(&mut seen[..line]);
        ready!(Pin::new(stream).poll_read(cx, &mut read))?;
        into.put_slice(read.filled());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for PlainLine {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().0).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().0).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().0).poll_shutdown(cx)
    }
}

impl AsyncTokioStream for PlainLine {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.peer_addr()
    }
}
