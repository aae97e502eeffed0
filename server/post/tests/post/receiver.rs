//! A receiver of webhooks that keeps what came and answers as it is told to.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

/// What it does with a post.
#[derive(Debug, Clone, Copy)]
pub enum Does {
    /// Answers so.
    Says(&'static str),
    /// Says nothing.
    Hangs,
    /// Answers so, and then repeats the other without end.
    Repeats(&'static str, &'static str),
}

/// A post as it came.
#[derive(Debug, Clone)]
pub struct Post {
    /// The first line and the headers.
    pub head: Vec<String>,
    /// The body.
    pub body: String,
}

impl Post {
    /// The value of a header that came once.
    pub fn header(&self, name: &str) -> &str {
        let named = self.head.iter().filter_map(|line| line.split_once(": "));
        let values: Vec<&str> = named.filter(|(it, _)| *it == name).map(|(_, it)| it).collect();
        let [value] = values[..] else { panic!("{name} in {:?}", self.head) };
        value
    }
}

/// The receiver. It ends with the runtime that it was started on.
pub struct Receiver {
    pub port: u16,
    posts: Arc<Mutex<Vec<Post>>>,
    reached: Arc<AtomicUsize>,
}

impl Receiver {
    /// Listens on this machine, over TLS if there is something for it.
    pub async fn start(tls: Option<Arc<ServerConfig>>, does: Does) -> Self {
        Self::start_at(("127.0.0.1", 0), tls, does).await
    }

    /// The same, at an address of one's own.
    pub async fn start_at(at: (&str, u16), tls: Option<Arc<ServerConfig>>, does: Does) -> Self {
        let listener = TcpListener::bind(at).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let posts: Arc<Mutex<Vec<Post>>> = Arc::default();
        let reached: Arc<AtomicUsize> = Arc::default();
        let (kept, counted) = (Arc::clone(&posts), Arc::clone(&reached));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let (tls, kept) = (tls.clone(), Arc::clone(&kept));
                tokio::spawn(async move {
                    let served = match tls {
                        Some(tls) => {
                            serve(TlsAcceptor::from(tls).accept(stream).await?, does, &kept).await
                        }
                        None => serve(stream, does, &kept).await,
                    };
                    // A client that has heard enough is no error.
                    drop(served);
                    io::Result::Ok(())
                });
            }
        });
        Self { port, posts, reached }
    }

    /// How often somebody has connected.
    pub fn reached(&self) -> usize {
        self.reached.load(Ordering::SeqCst)
    }

    /// What came so far.
    pub fn posts(&self) -> Vec<Post> {
        self.posts.lock().unwrap().clone()
    }
}

async fn serve<S>(stream: S, does: Does, kept: &Mutex<Vec<Post>>) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut stream = BufReader::new(stream);
    let post = read(&mut stream).await?;
    kept.lock().unwrap().push(post);
    match does {
        Does::Says(answer) => stream.write_all(answer.as_bytes()).await?,
        Does::Hangs => {}
        Does::Repeats(begin, more) => {
            stream.write_all(begin.as_bytes()).await?;
            loop {
                stream.write_all(more.as_bytes()).await?;
            }
        }
    }
    stream.flush().await?;
    // It is the client that ends it.
    stream.read_to_end(&mut Vec::new()).await.map(drop)
}

async fn read<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> io::Result<Post> {
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if line == "\r\n" {
            break;
        }
        head.push(line.trim_end().to_owned());
    }
    let mut post = Post { head, body: String::new() };
    let mut body = vec![0; post.header("content-length").parse().unwrap()];
    stream.read_exact(&mut body).await?;
    post.body = String::from_utf8(body).unwrap();
    Ok(post)
}
