//! A mail as it goes over the wire: its headers, and the same words as text and as HTML.

use std::str::FromStr;
use std::time::{Duration, SystemTime};

use domain::Timestamp;
use domain::notices::Mail;
use lettre::address::{Address, AddressError};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};

use crate::guard::Host;
use crate::refusal::Refusal;

/// RFC 3834: who answers by machine must not answer this.
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// The last second that a date in a mail can name: years have four digits there.
const LAST_SECOND: i64 = 253_402_300_799;

/// A mail to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its own id, the same at every try, of letters, digits and dashes: a UUID.
    pub id: String,
    /// The name of the person. It may be empty.
    pub to_name: String,
    /// Their e-mail address.
    pub to_address: String,
    /// The words.
    pub mail: Mail,
    /// When it was written.
    pub at: Timestamp,
}

/// Whom mail is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender(Mailbox);

/// Why a text is no sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "write it as Plumbline <plumbline@example.org>, or the bare address, without umlauts in it"
)]
pub struct NoSender;

impl FromStr for Sender {
    type Err = NoSender;

    fn from_str(text: &str) -> Result<Self, NoSender> {
        if text.chars().any(char::is_control) {
            return Err(NoSender);
        }
        let mut mailbox: Mailbox = text.trim().parse().map_err(|_| NoSender)?;
        mailbox.email = plain(mailbox.email.as_ref()).map_err(|_| NoSender)?;
        // Not every server takes others, and all mail would hang on it.
        if mailbox.email.user().is_ascii() { Ok(Self(mailbox)) } else { Err(NoSender) }
    }
}

impl Sender {
    /// The domain of the address.
    pub(super) fn domain(&self) -> &str {
        self.0.email.domain()
    }
}

impl Letter {
    /// The mail as it goes over the wire.
    ///
    /// # Errors
    /// When it can't be addressed.
    pub(super) fn message(&self, from: &Sender) -> Result<Message, Refusal> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if self.id.is_empty() || !self.id.chars().all(is_plain) {
            return Err(Refusal::never("its id is none that a header could hold"));
        }
        let to = plain(&self.to_address)
            .map_err(|_| Refusal::never("the address of the recipient is none"))?;
        let name = Some(one_line(&self.to_name)).filter(|name| !name.is_empty());
        Message::builder()
            .from(from.0.clone())
            .to(Mailbox::new(name, to))
            .subject(one_line(&self.mail.subject))
            .message_id(Some(format!("<{}@{}>", self.id, from.domain())))
            .date(date(self.at))
            .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()))
            .multipart(MultiPart::alternative_plain_html(
                self.mail.text.clone(),
                self.mail.html.clone(),
            ))
            .map_err(|error| Refusal::never(&error.to_string()))
    }
}

/// The address with its domain in ASCII, as every server takes it. Quoted forms are not taken: they
/// may hold what the dialogue gives a meaning to.
fn plain(address: &str) -> Result<Address, AddressError> {
    let address: Address = address.trim().parse()?;
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>\"\\".contains(c);
    if address.user().contains(odd) {
        return Err(AddressError::InvalidUser);
    }
    if address.domain().is_ascii() {
        return Ok(address);
    }
    let domain = Host::parse(address.domain()).ok_or(AddressError::InvalidDomain)?;
    Address::new(address.user(), domain.to_string())
}

/// The words in one line: whatever else they held would be a header of the mail.
fn one_line(words: &str) -> String {
    let spaced = words
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c });
    spaced.collect::<String>().trim().to_owned()
}

fn date(at: Timestamp) -> SystemTime {
    let second = at.utc().timestamp().clamp(0, LAST_SECOND);
    SystemTime::UNIX_EPOCH + Duration::from_secs(second.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        Letter {
            id: "6f1c".into(),
            to_name: "Ann Berg".into(),
            to_address: "ann@example.org".into(),
            mail: Mail { subject: "Due".into(), text: "Text".into(), html: "<p>Text</p>".into() },
            at: "2026-03-02T09:00:00Z".parse().unwrap(),
        }
    }

    fn wire(letter: &Letter) -> String {
        let sender: Sender = "Plumbline <plumbline@example.org>".parse().unwrap();
        String::from_utf8(letter.message(&sender).unwrap().formatted()).unwrap()
    }

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        for (text, domain) in [
            ("Plumbline <plumbline@example.org>", "example.org"),
            (" plumbline@example.org ", "example.org"),
            ("Änderungen <plumbline@müller.example>", "xn--mller-kva.example"),
        ] {
            assert_eq!(text.parse::<Sender>().unwrap().domain(), domain);
        }
        for bad in [
            "",
            "Plumbline",
            "plumbline@",
            "@example.org",
            "plümbline@example.org",
            "a@example.org, b@example.org",
            "Plumbline\r\nBcc: x@example.org <plumbline@example.org>",
        ] {
            assert!(bad.parse::<Sender>().is_err(), "{bad}");
        }
    }

    #[test]
    fn who_can_not_be_addressed_is_refused_for_good() {
        let sender: Sender = "plumbline@example.org".parse().unwrap();
        for bad in [
            "",
            "ann",
            "ann@",
            "ann@exa mple.org",
            "ann@example.org\r\nRCPT TO:<x@example.org>",
            "\"ann> x\"@example.org",
            "ann@example.org, bo@example.org",
            "<ann@example.org>",
        ] {
            let refusal =
                Letter { to_address: bad.into(), ..letter() }.message(&sender).unwrap_err();
            assert!(matches!(refusal, Refusal::Never { .. }), "{bad}: {refusal}");
        }
        let odd = Letter { id: "1>\r\nBcc: x".into(), ..letter() };
        assert!(matches!(odd.message(&sender), Err(Refusal::Never { .. })));
    }

    #[test]
    fn it_says_whom_it_is_for_when_it_was_written_and_that_a_machine_wrote_it() {
        let wire = wire(&letter());
        for header in [
            "From: Plumbline <plumbline@example.org>\r\n",
            "To: \"Ann Berg\" <ann@example.org>\r\n",
            "Subject: Due\r\n",
            "Message-ID: <6f1c@example.org>\r\n",
            "Date: Mon, 02 Mar 2026 09:00:00 +0000\r\n",
            "Auto-Submitted: auto-generated\r\n",
        ] {
            assert!(wire.contains(header), "no {header} in {wire}");
        }
    }

    #[test]
    fn nothing_typed_becomes_a_header() {
        let evil = "Due\r\nBcc: evil@example.org\n\rX: \u{2028}y";
        let mail = Mail { subject: evil.into(), ..letter().mail };
        let wire = wire(&Letter { mail, to_name: evil.into(), ..letter() });
        let (head, _) = wire.split_once("\r\n\r\n").unwrap();
        let names: Vec<&str> = head
            .lines()
            .filter(|line| !line.starts_with([' ', '\t']))
            .filter_map(|line| line.split(':').next())
            .collect();
        assert_eq!(
            names,
            [
                "From",
                "To",
                "Subject",
                "Message-ID",
                "Date",
                "Auto-Submitted",
                "MIME-Version",
                "Content-Type"
            ]
        );
    }

    #[test]
    fn an_address_under_a_domain_with_umlauts_is_written_as_every_server_takes_it() {
        let wire = wire(&Letter { to_address: "ann@müller.example".into(), ..letter() });
        assert!(wire.contains("<ann@xn--mller-kva.example>"), "{wire}");
    }

    #[test]
    fn a_date_that_a_mail_can_not_name_becomes_the_nearest() {
        let at = |text: &str| date(text.parse().unwrap());
        assert_eq!(at("1900-01-01T00:00:00Z"), SystemTime::UNIX_EPOCH);
        assert_eq!(at("1970-01-01T00:01:00Z"), SystemTime::UNIX_EPOCH + Duration::from_secs(60));
    }
}
