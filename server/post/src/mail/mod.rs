//! Mail, handed over to the mail server of the operator by SMTP.

mod address;
mod letter;
mod plain_line;

use std::error::Error as _;
use std::fmt;
use std::io;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use tokio::net::TcpStream;
use tokio::time::timeout;

use self::address::Protection;
use self::plain_line::PlainLine;
use crate::refusal::{LATE, Refusal, Unprepared, innermost};

pub use self::address::{NoSmtpAddress, SmtpAddress};
pub use self::letter::{Letter, NoSender, Sender};

/// How long the server is waited for once it has taken a letter. It has nothing more to say.
const PARTING: Duration = Duration::from_secs(1);

/// Answers by which a server refuses us and not the letter: it wants a user, another one, or TLS.
const OURS_TO_MEND: &[u16] = &[530, 534, 535, 538];

/// Sends mail, each letter over a connection of its own. A connection that is kept would have to be
/// known to stand between two letters, and after a time-out nobody knows.
#[derive(Clone)]
pub struct Mailer {
    address: SmtpAddress,
    sender: Sender,
    tls: Option<TlsParameters>,
    patience: Duration,
}

/// What went wrong, by how far it had come.
enum Failed {
    /// There is no connection.
    Unreached(io::Error),
    /// The server didn't let us in; there was no word of the letter yet.
    Outside(Error),
    /// The letter was not taken.
    Letter(Error),
}

impl Mailer {
    /// Sends from this sender through this server, and waits so long for each letter to be taken.
    ///
    /// # Errors
    /// When TLS is asked for and the system has no certificates to trust.
    pub fn new(
        address: &SmtpAddress,
        sender: Sender,
        patience: Duration,
    ) -> Result<Self, Unprepared> {
        crate::choose_cryptography();
        let tls = match address.protection {
            Protection::ThisMachine => None,
            Protection::Implicit | Protection::StartTls => Some(
                TlsParameters::new(address.host.clone())
                    .map_err(|error| Unprepared(innermost(&error)))?,
            ),
        };
        Ok(Self { address: address.clone(), sender, tls, patience })
    }

    /// Hands a letter over. It is taken once the server said so; where that is not heard, it may have
    /// been taken and comes again with the same `Message-ID`.
    ///
    /// # Errors
    /// When it was not taken, or not in time.
    pub async fn send(&self, letter: &Letter) -> Result<(), Refusal> {
        let message = letter.message(&self.sender)?;
        let handing = async {
            let mut server = self.connect().await?;
            let bytes = message.formatted();
            server.send(message.envelope(), &bytes).await.map_err(Failed::Letter)?;
            Ok(server)
        };
        match timeout(self.patience, handing).await {
            Ok(Ok(mut server)) => {
                // The letter is taken, whatever the answer to this is.
                let _ = timeout(self.patience.min(PARTING), server.quit()).await;
                Ok(())
            }
            Ok(Err(failed)) => Err(self.refusal(&failed)),
            Err(_) => Err(Refusal::later(LATE)),
        }
    }

    /// A connection on which letters may be handed over: encrypted unless the server is this machine.
    async fn connect(&self) -> Result<AsyncSmtpConnection, Failed> {
        let at = (self.address.host.as_str(), self.address.port);
        let us = ClientId::Domain(self.sender.domain().to_owned());
        let mut server = if self.address.protection == Protection::Implicit {
            let tls = self.tls.clone();
            let connecting = AsyncSmtpConnection::connect_tokio1(at, None, &us, tls, None);
            connecting.await.map_err(Failed::Outside)?
        } else {
            let stream = TcpStream::connect(at).await.map_err(Failed::Unreached)?;
            self.greet(stream, &us).await.map_err(Failed::Outside)?
        };
        if let Some(login) = &self.address.login {
            let credentials = Credentials::new(login.user.clone(), login.password.clone());
            server.auth(DEFAULT_MECHANISMS, &credentials).await.map_err(Failed::Outside)?;
        }
        Ok(server)
    }

    /// Turns to TLS if there are parameters for it. A server that can't is not talked to any further.
    async fn greet(&self, stream: TcpStream, us: &ClientId) -> Result<AsyncSmtpConnection, Error> {
        let stream = Box::new(PlainLine(stream));
        let mut server = AsyncSmtpConnection::connect_with_transport(stream, us).await?;
        if let Some(tls) = &self.tls {
            server.starttls(tls.clone(), us).await?;
        }
        Ok(server)
    }

    fn refusal(&self, failed: &Failed) -> Refusal {
        match failed {
            Failed::Unreached(error) => Refusal::later(&format!("it can't be reached: {error}")),
            Failed::Outside(error) => Refusal::later(&self.words("it can't be reached", error)),
            Failed::Letter(error) => {
                let words = self.words("the connection broke", error);
                let is_ours = error.status().is_some_and(|it| OURS_TO_MEND.contains(&it.into()));
                let is_final = error.is_permanent() || error.is_client();
                if is_final && !is_ours { Refusal::never(&words) } else { Refusal::later(&words) }
            }
        }
    }

    /// What the server said, or else what happened. It may have been told the password.
    fn words(&self, what: &str, error: &Error) -> String {
        let words = match (error.status(), error.source()) {
            (Some(code), Some(said)) => format!("it answered {code}: {said}"),
            (Some(code), None) => format!("it answered {code}"),
            (None, _) if error.is_client() => innermost(error),
            (None, _) => format!("{what}: {}", innermost(error)),
        };
        match &self.address.login {
            Some(login) if !login.password.is_empty() => words.replace(&login.password, "…"),
            _ => words,
        }
    }
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailer").field("address", &self.address).finish_non_exhaustive()
    }
}
