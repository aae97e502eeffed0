//! What is posted to a webhook, in the three forms.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::Timestamp;
use domain::notices::{HookForm, HookNews};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use ring::hmac;
use serde_json::{Value, json};

use crate::refusal::{Refusal, cut};

/// How many bytes a secret has.
pub const SECRET_BYTES: usize = 24;

/// What secrets begin with where they are shown, by the Standard Webhooks specification.
const SECRET_PREFIX: &str = "whsec_";

/// The most characters of a title.
const TITLE_MAX: usize = 300;

/// The most characters of the names of units and of the organisation.
const NAME_MAX: usize = 120;

/// The most bytes of a path. A longer one is left out, and the link leads to the first page.
const PATH_MAX: usize = 500;

/// What the link is called where it has a name.
const LINK: &str = "Open in Plumbline";

/// A new secret by which a receiver knows that posts are ours.
#[must_use]
pub fn new_secret() -> [u8; SECRET_BYTES] {
    rand::random()
}

/// A secret as receivers want it: `whsec_` and base64.
#[must_use]
pub fn shown_secret(secret: &[u8]) -> String {
    format!("{SECRET_PREFIX}{}", BASE64_STANDARD.encode(secret))
}

/// A piece of news, and all that is needed to put it into its form.
#[derive(Clone, Copy)]
pub struct Parcel<'a> {
    /// The form that the channel takes.
    pub form: HookForm,
    /// What signs it; for [`HookForm::Signed`] alone, which can't do without.
    pub secret: Option<&'a [u8]>,
    /// What happened.
    pub news: &'a HookNews,
    /// The name of the organisation.
    pub organisation: &'a str,
    /// The address of the installation.
    pub base_url: &'a str,
    /// The moment of sending.
    pub now: Timestamp,
}

/// What goes over the wire.
#[derive(Debug)]
pub(crate) struct Packed {
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Parcel<'_> {
    /// Puts it into its form.
    ///
    /// # Errors
    /// When it is to be signed and there is no secret, or its id can't be one.
    pub(crate) fn pack(&self) -> Result<Packed, Refusal> {
        let body = match self.form {
            HookForm::Signed => self.plain(),
            HookForm::Slack => self.slack(),
            HookForm::Teams => self.teams(),
        }
        .to_string();
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if self.form == HookForm::Signed {
            self.sign(&body, &mut headers)?;
        }
        Ok(Packed { headers, body })
    }

    /// By the Standard Webhooks specification. The id is part of what is signed, between full stops.
    fn sign(&self, body: &str, headers: &mut HeaderMap) -> Result<(), Refusal> {
        let secret =
            self.secret.ok_or_else(|| Refusal::never("there is no secret to sign with"))?;
        let (id, at) = (&self.news.id, self.now.utc().timestamp());
        let signed = signature(secret, &format!("{id}.{at}.{body}"));
        let id = HeaderValue::from_str(id).ok().filter(|_| !id.is_empty() && !id.contains('.'));
        let id = id.ok_or_else(|| Refusal::never("its id is none that a header could hold"))?;
        let signed =
            HeaderValue::from_str(&signed).map_err(|error| Refusal::never(&error.to_string()))?;
        headers.insert("webhook-id", id);
        headers.insert("webhook-timestamp", HeaderValue::from(at));
        headers.insert("webhook-signature", signed);
        Ok(())
    }

    fn plain(&self) -> Value {
        json!({
            "type": self.news.kind.map_or("test", |kind| kind.key()),
            "timestamp": self.news.at,
            "data": {
                "title": self.title(),
                "unit": self.unit(),
                "url": self.url(),
                "organisation": self.organisation(),
            },
        })
    }

    /// `verbatim` keeps Slack from making links of what looks like an address, a channel or a person.
    fn slack(&self) -> Value {
        let title = for_slack(&self.title());
        let place = for_slack(&self.place());
        // A bar would end the address, and is written otherwise in any that a browser made.
        let link = format!("<{}|{LINK}>", for_slack(&self.url().replace('|', "%7C")));
        let section = |text: String| json!({ "type": "section", "text": { "type": "mrkdwn", "text": text, "verbatim": true } });
        json!({
            "text": title,
            "unfurl_links": false,
            "unfurl_media": false,
            "blocks": [section(title), section(place), section(link)],
        })
    }

    /// Runs of text are shown as they are; a `TextBlock` would read them as Markdown, links included.
    fn teams(&self) -> Value {
        let line = |text: String, key: &str, value: Value| {
            json!({
                "type": "RichTextBlock",
                "inlines": [{ "type": "TextRun", "text": text, key: value }],
            })
        };
        json!({
            "type": "message",
            "attachments": [{
                "contentType": "application/vnd.microsoft.card.adaptive",
                "contentUrl": null,
                "content": {
                    "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                    "type": "AdaptiveCard",
                    "version": "1.4",
                    "body": [
                        line(self.title(), "weight", "Bolder".into()),
                        line(self.place(), "isSubtle", true.into()),
                    ],
                    "actions": [{ "type": "Action.OpenUrl", "title": LINK, "url": self.url() }],
                },
            }],
        })
    }

    fn title(&self) -> String {
        cut(&self.news.title, TITLE_MAX)
    }

    fn unit(&self) -> String {
        cut(&self.news.unit, NAME_MAX)
    }

    fn organisation(&self) -> String {
        cut(self.organisation, NAME_MAX)
    }

    /// Where it happened, in a line.
    fn place(&self) -> String {
        format!("{} · {}", self.unit(), self.organisation())
    }

    /// An address in full. Whatever the path says, it stays below the installation's address.
    fn url(&self) -> String {
        let path = if self.news.path.len() > PATH_MAX { "" } else { &self.news.path };
        format!("{}/{}", self.base_url.trim_end_matches('/'), path.trim_start_matches('/'))
    }
}

/// `v1` and the base64 of the HMAC-SHA256.
fn signature(secret: &[u8], signed: &str) -> String {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), signed.as_bytes());
    format!("v1,{}", BASE64_STANDARD.encode(tag))
}

/// The three characters by which Slack tells its own marks from text.
fn for_slack(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
