//! Webhooks: where people may let news be posted to, and posting it there.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, Url, retry};

use crate::guard::{Allowed, Guard, Host, Names, SystemNames};
use crate::payload::Parcel;
use crate::refusal::{LATE, Refusal, Unprepared, innermost};

/// The most characters of an address. Those of chat programs have some hundred.
const ADDRESS_MAX: usize = 2_000;

/// Where news is posted to. Path and query are secrets: it is only ever shown without.
#[derive(Clone, PartialEq, Eq)]
pub struct HookAddress {
    url: Url,
    host: Host,
}

/// Why nothing is posted to an address, for the field in which it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoHook {
    /// It is no address of the web.
    #[error("Enter the whole address, such as https://chat.example.org/hooks/…")]
    Unreadable,
    /// It is longer than any.
    #[error("Use at most {ADDRESS_MAX} characters.")]
    TooLong,
    /// It would travel in the clear.
    #[error("The address must begin with https://.")]
    Unencrypted,
    /// It holds a user or a password.
    #[error("Leave user and password out of the address.")]
    User,
    /// It leads to this machine or a network inside.
    #[error("This address is none of the open internet. The operator can allow hosts inside.")]
    Inside,
}

impl HookAddress {
    /// The address in full, to be kept under seal.
    #[must_use]
    pub fn secret(&self) -> &str {
        self.url.as_str()
    }

    fn parse(text: &str, allowed: &Allowed) -> Result<Self, NoHook> {
        let text = text.trim();
        if text.chars().count() > ADDRESS_MAX {
            return Err(NoHook::TooLong);
        }
        let mut url = Url::parse(text).map_err(|_| NoHook::Unreadable)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(NoHook::Unreadable);
        }
        // It is never sent.
        url.set_fragment(None);
        let host = Host::of(&url).ok_or(NoHook::Unreadable)?;
        let address = Self { url, host };
        address.check(allowed).map(|()| address)
    }

    /// What can be said of it without looking up its name.
    fn check(&self, allowed: &Allowed) -> Result<(), NoHook> {
        let named = allowed.names(&self.host);
        if !self.url.username().is_empty() || self.url.password().is_some() {
            return Err(NoHook::User);
        }
        let may = match &self.host {
            Host::Name(_) => named || !self.host.is_this_machine(),
            Host::Ip(ip) => allowed.may_reach(&self.host, *ip),
        };
        match (may, self.url.scheme()) {
            (false, _) => Err(NoHook::Inside),
            (true, "https") => Ok(()),
            (true, _) if named => Ok(()),
            (true, _) => Err(NoHook::Unencrypted),
        }
    }
}

impl fmt::Display for HookAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.url.scheme(), self.host)
    }
}

impl fmt::Debug for HookAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Posts news. It follows no redirect, asks no proxy, unpacks nothing, reads no more than the head of
/// an answer, and connects to nothing but what the guard lets through.
#[derive(Debug, Clone)]
pub struct Hooks {
    client: Client,
    allowed: Allowed,
}

impl Hooks {
    /// Posts to public addresses and to those allowed, and waits so long for each answer.
    ///
    /// # Errors
    /// When the system has no certificates to trust.
    pub fn new(allowed: Allowed, patience: Duration) -> Result<Self, Unprepared> {
        Self::asking(Arc::new(SystemNames), allowed, patience)
    }

    /// The same, and somebody else is asked for the addresses of names.
    ///
    /// # Errors
    /// When the system has no certificates to trust.
    pub fn asking(
        names: Arc<dyn Names>,
        allowed: Allowed,
        patience: Duration,
    ) -> Result<Self, Unprepared> {
        crate::choose_cryptography();
        let client = Client::builder()
            .dns_resolver(Guard { allowed: allowed.clone(), names })
            // A proxy would connect in our place, past the guard.
            .no_proxy()
            .redirect(Policy::none())
            .referer(false)
            .retry(retry::never())
            .connect_timeout(patience)
            .timeout(patience)
            // Posts are rare, and what is left unread of an answer ends with its connection.
            .pool_max_idle_per_host(0)
            .user_agent(concat!("plumbline/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| Unprepared(innermost(&error)))?;
        Ok(Self { client, allowed })
    }

    /// The address that somebody typed, if news may be posted there. Its name is not looked up yet.
    ///
    /// # Errors
    /// When it may not, in words for the field.
    pub fn check(&self, text: &str) -> Result<HookAddress, NoHook> {
        HookAddress::parse(text, &self.allowed)
    }

    /// Posts a piece of news. Any answer of success is one; of its words nothing is read.
    ///
    /// # Errors
    /// When it was not taken. Only an address that is gone, or news that can't be put into its form,
    /// is refused for good.
    pub async fn post(&self, to: &HookAddress, parcel: &Parcel<'_>) -> Result<(), Refusal> {
        // Since it was typed the operator may have allowed less, and what is no name is not looked up.
        to.check(&self.allowed)
            .map_err(|_| Refusal::later("its address is none that may be reached from here"))?;
        let packed = parcel.pack()?;
        let request = self.client.post(to.url.clone()).headers(packed.headers).body(packed.body);
        let answer = request.send().await.map_err(|error| unreached(&error))?;
        taken(&answer)
    }
}

/// Whether the answer says that it was taken.
fn taken(answer: &Response) -> Result<(), Refusal> {
    let status = answer.status();
    let code = status.as_u16();
    match status {
        _ if status.is_success() => Ok(()),
        _ if status.is_redirection() => Err(Refusal::later(&format!(
            "it answered {code} and leads elsewhere; redirects are not followed"
        ))),
        StatusCode::GONE => Err(Refusal::never("it answered 410: nothing is taken there any more")),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            Err(Refusal::Later { why: format!("it answered {code}"), after: asked(answer) })
        }
        _ => Err(Refusal::later(&format!("it answered {code}"))),
    }
}

/// How long the receiver asks to be left alone, if it says so in seconds.
fn asked(answer: &Response) -> Option<chrono::Duration> {
    let seconds: u32 = answer.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(chrono::Duration::seconds(seconds.into()))
}

/// The outermost words of the error name the address; the innermost say what is wrong.
fn unreached(error: &reqwest::Error) -> Refusal {
    if error.is_timeout() {
        return Refusal::later(LATE);
    }
    Refusal::later(&format!("it can't be reached: {}", innermost(error)))
}

#[cfg(test)]
mod tests;
