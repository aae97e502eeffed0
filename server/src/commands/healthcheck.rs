//! `healthcheck`: asks a running server whether it is ready, for container runtimes.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::CommandError;

/// Asks `/readyz`. One request with a known answer needs no HTTP client.
///
/// # Errors
/// When the server doesn't answer in five seconds, or isn't ready.
pub async fn healthcheck(listen: SocketAddr) -> Result<ExitCode, CommandError> {
    let answer = timeout(Duration::from_secs(5), ask(listen))
        .await
        .map_err(|_| CommandError::new(format!("{listen} did not answer in five seconds")))??;
    if answer.starts_with("HTTP/1.1 200 ") {
        return Ok(ExitCode::SUCCESS);
    }
    let status = answer.lines().next().unwrap_or("nothing");
    Err(CommandError::new(format!("{listen} is not ready: {status}")))
}

async fn ask(mut listen: SocketAddr) -> std::io::Result<String> {
    if listen.ip().is_unspecified() {
        listen.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    let mut stream = TcpStream::connect(listen).await?;
    let request = format!("GET /readyz HTTP/1.1\r\nhost: {listen}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}
