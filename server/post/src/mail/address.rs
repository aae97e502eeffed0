//! Where mail is handed over, as the operator writes it.

use std::fmt;
use std::str::FromStr;

use percent_encoding::percent_decode_str;
use reqwest::Url;

use crate::guard::Host;

/// The mail server, and how it is talked to. User and password are only ever shown without.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpAddress {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) protection: Protection,
    pub(super) login: Option<Login>,
}

/// How what is said is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Protection {
    /// TLS from the first byte.
    Implicit,
    /// TLS after a first exchange, and nothing of worth is said before.
    StartTls,
    /// It doesn't leave this machine.
    ThisMachine,
}

/// Who the installation is to the mail server.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Login {
    pub(super) user: String,
    pub(super) password: String,
}

/// Why a text is no mail server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "write it as smtps://user:password@host:465, or smtp://user:password@host:587 for STARTTLS, with % codes in user and password where needed; without TLS it is for this machine alone, such as smtp://127.0.0.1:25"
)]
pub struct NoSmtpAddress;

impl FromStr for SmtpAddress {
    type Err = NoSmtpAddress;

    fn from_str(text: &str) -> Result<Self, NoSmtpAddress> {
        let url = Url::parse(text).map_err(|_| NoSmtpAddress)?;
        let host = url.host_str().and_then(Host::parse).ok_or(NoSmtpAddress)?;
        let protection = match (url.scheme(), url.query()) {
            ("smtps", None) => Protection::Implicit,
            ("smtp", None) if host.is_this_machine() => Protection::ThisMachine,
            ("smtp", None | Some("tls=required")) => Protection::StartTls,
            _ => return Err(NoSmtpAddress),
        };
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() || url.port() == Some(0) {
            return Err(NoSmtpAddress);
        }
        Ok(Self {
            host: host.to_string().trim_matches(['[', ']']).to_owned(),
            port: url.port().unwrap_or(protection.port()),
            protection,
            login: Login::of(&url)?,
        })
    }
}

impl Protection {
    /// The port where servers of this kind usually are.
    const fn port(self) -> u16 {
        match self {
            Self::Implicit => 465,
            Self::StartTls => 587,
            Self::ThisMachine => 25,
        }
    }
}

impl Login {
    fn of(url: &Url) -> Result<Option<Self>, NoSmtpAddress> {
        let user = decoded(url.username())?;
        match (user.is_empty(), url.password()) {
            (true, None) => Ok(None),
            (false, Some(password)) => Ok(Some(Self { user, password: decoded(password)? })),
            _ => Err(NoSmtpAddress),
        }
    }
}

/// The text behind the % codes. In the dialogue, zeros and ends of lines have a meaning of their own.
fn decoded(text: &str) -> Result<String, NoSmtpAddress> {
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| NoSmtpAddress)?;
    if decoded.chars().any(char::is_control) {
        return Err(NoSmtpAddress);
    }
    Ok(decoded.into_owned())
}

impl fmt::Display for SmtpAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.protection == Protection::Implicit { "smtps" } else { "smtp" };
        if self.host.contains(':') {
            write!(f, "{scheme}://[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{scheme}://{}:{}", self.host, self.port)
        }
    }
}

impl fmt::Debug for SmtpAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> SmtpAddress {
        text.parse().unwrap()
    }

    #[test]
    fn mail_travels_over_tls_or_stays_on_this_machine() {
        for (text, protection, port) in [
            ("smtps://u:p@mail.example.org", Protection::Implicit, 465),
            ("smtps://mail.example.org:2465/", Protection::Implicit, 2465),
            ("smtps://localhost:465", Protection::Implicit, 465),
            ("smtp://u:p@mail.example.org", Protection::StartTls, 587),
            ("smtp://mail.example.org:25", Protection::StartTls, 25),
            ("smtp://mail.example.org?tls=required", Protection::StartTls, 587),
            ("smtp://10.0.0.1:25", Protection::StartTls, 25),
            ("smtp://127.0.0.1.example.org", Protection::StartTls, 587),
            ("smtp://localhost.example.org", Protection::StartTls, 587),
            ("smtp://localhost?tls=required", Protection::StartTls, 587),
            ("smtp://localhost", Protection::ThisMachine, 25),
            ("smtp://127.0.0.1:2525", Protection::ThisMachine, 2525),
            ("smtp://[::1]:1025", Protection::ThisMachine, 1025),
        ] {
            let address = parsed(text);
            assert_eq!((address.protection, address.port), (protection, port), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for bad in [
            "",
            "mail.example.org",
            "mail.example.org:587",
            "https://mail.example.org",
            "smtp://",
            "smtp:mail.example.org",
            "smtps://mail.example.org?tls=required",
            "smtp://mail.example.org?tls=opportunistic",
            "smtp://localhost?tls=none",
            "smtp://mail.example.org/ehlo",
            "smtp://mail.example.org#x",
            "smtp://mail.example.org:0",
            "smtp://mail.example.org:99999",
            "smtp://user@mail.example.org",
            "smtp://:password@mail.example.org",
            "smtp://user:a%0Ab@mail.example.org",
            "smtp://us%00er:b@mail.example.org",
            "smtp://user:%ff@mail.example.org",
            "smtp://ma il.example.org",
        ] {
            assert!(bad.parse::<SmtpAddress>().is_err(), "{bad}");
        }
    }

    #[test]
    fn user_and_password_are_read_behind_their_percent_codes() {
        let login = parsed("smtps://ann%40example.org:p%3A%2F%40%25+%C3%BC@mail.example.org").login;
        let login = login.unwrap();
        assert_eq!((login.user.as_str(), login.password.as_str()), ("ann@example.org", "p:/@%+ü"));
    }

    #[test]
    fn it_is_shown_without_its_secrets() {
        let address = parsed("smtp://us3r:s3cret@Mail.example.org:2587");
        assert_eq!(address.to_string(), "smtp://mail.example.org:2587");
        assert_eq!(format!("{address:?}"), "smtp://mail.example.org:2587");
        assert_eq!(parsed("smtps://us3r:s3cret@[::1]").to_string(), "smtps://[::1]:465");
    }
}
