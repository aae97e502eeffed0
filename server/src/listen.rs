//! Taking connections: whoever connects has to say what they want in time, and what is in flight when
//! the server stops is finished.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

/// A request's head has to be there within this time; half-sent ones would keep their connection for
/// ever, and the system has only so many.
pub const HEAD: Duration = Duration::from_secs(15);

/// How long to wait when the system has no room for a further connection.
const NO_ROOM: Duration = Duration::from_millis(100);

/// Open files are connections: as many as the system lets a process have without asking.
const CONNECTIONS: u64 = 65_536;

/// Serves until `stop` comes, then finishes the requests in flight. `head` is how long the head of a
/// request may take.
pub async fn listen(
    listener: TcpListener,
    router: Router,
    head: Duration,
    stop: impl Future<Output = ()>,
) {
    if let Err(error) = rlimit::increase_nofile_limit(CONNECTIONS) {
        tracing::debug!(%error, "the limit of open files stays as it is");
    }
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(head);
    let in_flight = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let taken = tokio::select! {
            taken = listener.accept() => taken,
            () = &mut stop => break,
        };
        match taken {
            Ok((stream, from)) => {
                let connection =
                    server.serve_connection(TokioIo::new(quick(stream)), service(&router, from));
                let connection = in_flight.watch(connection);
                tokio::spawn(async move {
                    if let Err(error) = connection.await {
                        tracing::debug!(%error, "a connection broke off");
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "no further connection can be taken");
                tokio::time::sleep(NO_ROOM).await;
            }
        }
    }
    drop(listener);
    in_flight.shutdown().await;
}

/// Small answers leave at once.
fn quick(stream: TcpStream) -> TcpStream {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection may be slow");
    }
    stream
}

/// The router for one connection: every request knows where it came from.
fn service(
    router: &Router,
    from: SocketAddr,
) -> impl hyper::service::Service<
    Request<Incoming>,
    Response = Response,
    Error = Infallible,
    Future: Send + 'static,
> + use<> {
    let router = router.clone();
    service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(from));
        router.clone().oneshot(request)
    })
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::sync::oneshot;

    use super::*;

    async fn serving(head: Duration) -> (SocketAddr, oneshot::Sender<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let whence = |ConnectInfo(from): ConnectInfo<SocketAddr>| async move { from.to_string() };
        let (stop, stopped) = oneshot::channel();
        let router = Router::new().route("/", get(whence));
        tokio::spawn(listen(listener, router, head, async move {
            let _ = stopped.await;
        }));
        (address, stop)
    }

    async fn said(stream: &mut TcpStream) -> String {
        let mut said = String::new();
        stream.read_to_string(&mut said).await.unwrap();
        said
    }

    #[tokio::test]
    async fn half_a_request_does_not_keep_its_connection() {
        let (address, _stop) = serving(Duration::from_millis(20)).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n").await.unwrap();
        // Comes to an end only because the server closes the connection.
        let said = tokio::time::timeout(HEAD, said(&mut stream)).await;
        assert!(!said.expect("the connection is closed").contains("200 OK"));
    }

    #[tokio::test]
    async fn a_request_knows_where_it_came_from() {
        let (address, _stop) = serving(HEAD).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        stream.write_all(request).await.unwrap();
        let from = stream.local_addr().unwrap().to_string();
        assert!(said(&mut stream).await.ends_with(&from));
    }
}
