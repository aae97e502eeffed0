//! Posting checkpoints to an address that the operator chose, so that they are kept where nobody who
//! holds this machine can change them.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use store::{Store, StoreError};

/// How long a post may take, from the first byte sent to the last header received.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// How many lines are posted in one go; the next hour goes on.
const AT_ONCE: usize = 1_000;

/// Where checkpoints are posted to. Path, query and user may be secrets: it is only ever shown without.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(Url);

/// Why a text is no address to post to.
#[derive(Debug, thiserror::Error)]
#[error(
    "write it as https://host/path; http:// is for this machine alone, such as http://127.0.0.1:8080/"
)]
pub struct NoAddress;

impl FromStr for Address {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let url = Url::parse(text).map_err(|_| NoAddress)?;
        let may = match url.scheme() {
            "https" => url.host_str().is_some(),
            "http" => is_this_machine(&url),
            _ => false,
        };
        if may { Ok(Self(url)) } else { Err(NoAddress) }
    }
}

fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|it| it.to_canonical().is_loopback())
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.0.scheme(), self.0.host_str().unwrap_or_default())?;
        self.0.port().map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a line was not taken. None of it names the address.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// The receiver answered otherwise than with a success. Redirects are not followed.
    #[error("it answered {0}")]
    Answer(u16),
    /// It did not answer in time.
    #[error("it did not answer in time")]
    Late,
    /// It can't be reached, or its certificate is not trusted.
    #[error("it can't be reached: {0}")]
    Unreached(String),
    /// The note of what was posted can't be read or written.
    #[error("the note of what was posted: {0}")]
    Note(#[from] StoreError),
}

impl From<reqwest::Error> for PostError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() {
            return Self::Late;
        }
        // The outermost words name the address; the innermost say what is wrong.
        let mut cause: &dyn std::error::Error = &error;
        while let Some(inner) = cause.source() {
            cause = inner;
        }
        let is_outermost = std::ptr::addr_eq(cause, &raw const error);
        Self::Unreached(if is_outermost {
            error.without_url().to_string()
        } else {
            cause.to_string()
        })
    }
}

/// Says which cryptography TLS uses. Needed once before any HTTP client is made; saying it again does
/// nothing.
pub fn choose_cryptography() {
    // Whoever came first has installed the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// Posts lines.
#[derive(Debug, Clone)]
pub struct Webhook {
    client: Client,
    address: Address,
}

impl Webhook {
    /// Posts to this address, and waits so long for each answer.
    ///
    /// # Errors
    /// When the system has no certificates to trust.
    pub fn new(address: Address, patience: Duration) -> Result<Self, PostError> {
        choose_cryptography();
        let client = Client::builder()
            .timeout(patience)
            .redirect(Policy::none())
            // The address is the operator's, and what the environment says of proxies is not.
            .no_proxy()
            // One line an hour needs no open connection.
            .pool_max_idle_per_host(0)
            .user_agent(concat!("plumbline/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client, address })
    }

    /// Posts the lines that wait, in their order, up to the first that is not taken. A line that was
    /// taken and could not be noted goes out again. Gives how many were taken.
    ///
    /// # Errors
    /// When one was not taken; it and those after it wait.
    pub async fn post_waiting(&self, store: &Store) -> Result<usize, PostError> {
        let waiting = store.posting()?.waiting;
        let mut taken = 0;
        for line in waiting.into_iter().take(AT_ONCE) {
            self.post(line.line.clone()).await?;
            store.note_posted(&line)?;
            taken += 1;
        }
        Ok(taken)
    }

    /// The same, and what goes wrong is logged and tried again later.
    pub async fn try_waiting(&self, store: &Store) {
        match self.post_waiting(store).await {
            Ok(0) => {}
            Ok(taken) => tracing::info!(taken, to = %self.address, "posted checkpoints"),
            Err(error) => {
                tracing::error!(%error, to = %self.address, "a checkpoint was not posted; it waits for the next hour");
            }
        }
    }

    /// The answer's head is all that is read of it.
    async fn post(&self, line: String) -> Result<(), PostError> {
        let request = self.client.post(self.address.0.clone());
        let answer = request.header(CONTENT_TYPE, "application/json").body(line).send().await?;
        let status = answer.status();
        if status.is_success() { Ok(()) } else { Err(PostError::Answer(status.as_u16())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_travel_over_tls_or_stay_on_this_machine() {
        for good in [
            "https://keep.example.org/hook?token=s3cret",
            "http://127.0.0.1:8080/",
            "http://[::1]:8080/x",
            "http://localhost/x",
        ] {
            assert!(good.parse::<Address>().is_ok(), "{good}");
        }
        for bad in [
            "http://keep.example.org/",
            "http://127.0.0.1.example.org/",
            "http://localhost.example.org/",
            "http://10.0.0.1/",
            "http://[fe80::1]/",
            "ftp://127.0.0.1/",
            "file:///etc/passwd",
            "keep.example.org",
            "",
        ] {
            assert!(bad.parse::<Address>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_address_is_shown_without_its_secrets() {
        let address: Address =
            "https://ann:s3cret@keep.example.org:8443/s3cret?key=s3cret#s3cret".parse().unwrap();
        assert_eq!(address.to_string(), "https://keep.example.org:8443");
        assert_eq!(format!("{address:?}"), "https://keep.example.org:8443");
    }
}
