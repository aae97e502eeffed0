//! A mail server that takes what it is given and keeps it, or does what servers do wrong. It needs
//! nothing of this crate, so that others can include it.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use super::kept::Kept;

/// How a connection comes to be encrypted, if it does.
#[derive(Clone)]
pub enum Door {
    /// Never.
    Plain,
    /// When the client asks for it.
    StartTls(Arc<ServerConfig>),
    /// From the first byte.
    Tls(Arc<ServerConfig>),
}

/// What the server does with letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Takes them.
    Takes,
    /// Has no room at the moment: 451 after the recipient.
    RefusesForNow,
    /// Doesn't know the recipient, whose address it repeats: 550.
    RefusesForGood,
    /// Knows nobody by that password, which it repeats: 535.
    RefusesPassword,
    /// Says nothing from the beginning.
    Silent,
    /// Takes the letter and never says so.
    SilentAfterData,
    /// Takes the letter and hangs up before it says so.
    HangsUpAfterData,
    /// Takes the letter, says so, and doesn't answer to the farewell.
    SilentAtQuit,
    /// Somebody between writes on in the clear after the answer to STARTTLS.
    Injected,
}

/// The mail server. It ends with the runtime that it was started on.
pub struct Sink {
    /// Where it listens.
    pub address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    door: Door,
    mood: Mutex<Mood>,
    kept: watch::Sender<Vec<Kept>>,
    said: Mutex<Vec<String>>,
}

impl Sink {
    /// Begins to listen on this machine.
    pub async fn start(door: Door, mood: Mood) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            door,
            mood: Mutex::new(mood),
            kept: watch::Sender::default(),
            said: Mutex::default(),
        });
        let serving = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&serving);
                // A client that leaves in the middle is no error of ours.
                tokio::spawn(async move { drop(shared.serve(stream).await) });
            }
        });
        Ok(Self { address, shared })
    }

    /// Does otherwise from the next command on.
    pub fn turn(&self, mood: Mood) {
        *lock(&self.shared.mood) = mood;
    }

    /// What it took so far.
    pub fn kept(&self) -> Vec<Kept> {
        self.shared.kept.borrow().clone()
    }

    /// What it took, once it is so many letters.
    pub async fn kept_at_least(&self, count: usize) -> Vec<Kept> {
        let mut kept = self.shared.kept.subscribe();
        let kept = kept.wait_for(|kept| kept.len() >= count).await;
        kept.map(|kept| kept.clone()).unwrap_or_default()
    }

    /// Every command of every client, in the clear or not.
    pub fn said(&self) -> Vec<String> {
        lock(&self.shared.said).clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a client has said of itself and of its letter.
#[derive(Default)]
struct Session {
    encrypted: bool,
    login: Option<(String, String)>,
    from: String,
    to: Vec<String>,
}

impl Shared {
    fn mood(&self) -> Mood {
        *lock(&self.mood)
    }

    async fn serve(&self, stream: TcpStream) -> io::Result<()> {
        let (Door::Tls(config) | Door::StartTls(config)) = &self.door else {
            return self.talk(stream, false, true).await.map(drop);
        };
        let at_once = matches!(self.door, Door::Tls(_));
        let stream = if at_once { Some(stream) } else { self.talk(stream, false, true).await? };
        let Some(stream) = stream else { return Ok(()) };
        let stream = TlsAcceptor::from(Arc::clone(config)).accept(stream).await?;
        self.talk(stream, true, at_once).await.map(drop)
    }

    /// Talks until the client leaves, or until it asks for TLS: then it gives the connection back.
    async fn talk<S>(&self, stream: S, encrypted: bool, new: bool) -> io::Result<Option<S>>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let mut client = Session { encrypted, ..Session::default() };
        let mut stream = BufReader::new(stream);
        if self.mood() == Mood::Silent {
            return wait_for_the_end(&mut stream).await.map(|()| None);
        }
        if new {
            say(&mut stream, "220 localhost at your service").await?;
        }
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(None);
            }
            let line = line.trim_end().to_owned();
            lock(&self.said).push(line.clone());
            let word = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match (word.as_str(), self.mood()) {
                ("STARTTLS", mood) if self.offers_tls(&client) => {
                    let injected = "220 go on\r\n250-evil\r\n250 AUTH PLAIN";
                    let is_injected = mood == Mood::Injected;
                    say(&mut stream, if is_injected { injected } else { "220 go on" }).await?;
                    return Ok(Some(stream.into_inner()));
                }
                ("DATA", mood) => {
                    say(&mut stream, "354 go on, and end with a dot").await?;
                    let data = read_data(&mut stream).await?;
                    self.keep(&mut client, data);
                    match mood {
                        Mood::SilentAfterData => wait_for_the_end(&mut stream).await?,
                        Mood::HangsUpAfterData => return Ok(None),
                        _ => say(&mut stream, "250 taken").await?,
                    }
                }
                ("QUIT", Mood::SilentAtQuit) => wait_for_the_end(&mut stream).await?,
                ("QUIT", _) => return say(&mut stream, "221 farewell").await.map(|()| None),
                (word, mood) => {
                    let answer = self.answer(word, &line, mood, &mut client);
                    say(&mut stream, &answer).await?;
                }
            }
        }
    }

    fn offers_tls(&self, client: &Session) -> bool {
        matches!(self.door, Door::StartTls(_)) && !client.encrypted
    }

    fn answer(&self, word: &str, line: &str, mood: Mood, client: &mut Session) -> String {
        match (word, mood) {
            ("EHLO", _) if self.offers_tls(client) => {
                "250-localhost\r\n250-STARTTLS\r\n250 AUTH PLAIN".into()
            }
            ("EHLO", _) => "250-localhost\r\n250 AUTH PLAIN".into(),
            ("AUTH", _) => {
                client.login = login(line);
                match &client.login {
                    Some((_, password)) if mood == Mood::RefusesPassword => {
                        format!("535 5.7.8 nobody here has the password {password}")
                    }
                    Some(_) => "235 welcome".into(),
                    None => "501 that is no AUTH PLAIN".into(),
                }
            }
            ("MAIL", _) => {
                client.from = in_brackets(line);
                "250 ok".into()
            }
            ("RCPT", Mood::RefusesForNow) => "451 4.3.0 no room\u{7} at the moment".into(),
            ("RCPT", Mood::RefusesForGood) => {
                format!("550-5.1.1 <{}>:\r\n550 5.1.1 nobody of that name", in_brackets(line))
            }
            ("RCPT", _) => {
                client.to.push(in_brackets(line));
                "250 ok".into()
            }
            ("RSET", _) => {
                client.to.clear();
                "250 ok".into()
            }
            ("NOOP", _) => "250 ok".into(),
            _ => "502 never heard of that".into(),
        }
    }

    fn keep(&self, client: &mut Session, data: String) {
        let (from, to) = (client.from.clone(), std::mem::take(&mut client.to));
        let (login, encrypted) = (client.login.clone(), client.encrypted);
        self.kept.send_modify(|all| all.push(Kept { from, to, login, encrypted, data }));
    }
}

async fn say<S: AsyncWrite + Unpin>(stream: &mut S, line: &str) -> io::Result<()> {
    stream.write_all(format!("{line}\r\n").as_bytes()).await?;
    stream.flush().await
}

/// Says nothing any more, until the client has enough of it.
async fn wait_for_the_end<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> io::Result<()> {
    while !stream.fill_buf().await?.is_empty() {
        let count = stream.buffer().len();
        stream.consume(count);
    }
    Ok(())
}

/// A letter up to the dot. Lines that begin with one had another put before it.
async fn read_data<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> io::Result<String> {
    let mut data = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(data);
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}

/// User and password of `AUTH PLAIN …`.
fn login(line: &str) -> Option<(String, String)> {
    let given = BASE64_STANDARD.decode(line.strip_prefix("AUTH PLAIN ")?).ok()?;
    let given = String::from_utf8(given).ok()?;
    let mut parts = given.split('\0').skip(1).map(str::to_owned);
    Some((parts.next()?, parts.next()?))
}

fn in_brackets(line: &str) -> String {
    let inside = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map(|(address, _)| address.to_owned()).unwrap_or_default()
}
