//! A letter as a mail server took it, and how a mail program reads it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

/// A letter as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// From whom, by the envelope.
    pub from: String,
    /// To whom, by the envelope.
    pub to: Vec<String>,
    /// User and password, if the client gave them.
    pub login: Option<(String, String)>,
    /// Whether it came over TLS.
    pub encrypted: bool,
    /// The letter: headers, an empty line, the body.
    pub data: String,
}

impl Kept {
    /// The values of a header, unfolded, in their order.
    pub fn headers(&self, name: &str) -> Vec<String> {
        let head = self.data.split("\r\n\r\n").next().unwrap_or_default();
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let named = unfolded.lines().filter_map(|line| line.split_once(':'));
        let named = named.filter(|(it, _)| it.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.trim().to_owned()).collect()
    }
    /// The subject, as a person reads it.
    pub fn subject(&self) -> String {
        words(&self.headers("Subject").join(""))
    }

    /// The part of a type such as `text/plain`, behind its encoding.
    pub fn part(&self, kind: &str) -> String {
        part(&self.data, kind)
    }
}

/// A header behind its encoded words, by RFC 2047: the space between two of them is not there.
pub fn words(value: &str) -> String {
    let (mut read, mut was_encoded) = (String::new(), false);
    for word in value.split(' ') {
        let encoded = word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?="));
        let is_inside = was_encoded && encoded.is_some();
        if !read.is_empty() && !is_inside {
            read.push(' ');
        }
        was_encoded = encoded.is_some();
        match encoded {
            Some(encoded) => {
                let bytes = BASE64_STANDARD.decode(encoded).unwrap();
                read.push_str(&String::from_utf8(bytes).unwrap());
            }
            None => read.push_str(word),
        }
    }
    read
}

/// The part of a type, behind its encoding.
fn part(data: &str, kind: &str) -> String {
    let boundary = data.split("boundary=\"").nth(1).unwrap().split('"').next().unwrap();
    let (boundary, kind) =
        (format!("--{boundary}"), format!("Content-Type: {kind}; charset=utf-8"));
    let part = data.split(&boundary).find(|part| part.contains(&kind));
    let (head, body) = part.unwrap().split_once("\r\n\r\n").unwrap();
    let body = body.strip_suffix("\r\n").unwrap();
    let bytes = if head.contains("Content-Transfer-Encoding: quoted-printable") {
        unquoted(body)
    } else if head.contains("Content-Transfer-Encoding: base64") {
        BASE64_STANDARD.decode(body.replace("\r\n", "")).unwrap()
    } else {
        assert!(head.contains("Content-Transfer-Encoding: 7bit"), "{head}");
        body.as_bytes().to_vec()
    };
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
}

/// What is behind quoted-printable, by RFC 2045.
fn unquoted(body: &str) -> Vec<u8> {
    let joined = body.replace("=\r\n", "");
    let mut pieces = joined.split('=');
    let mut bytes = pieces.next().unwrap().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    bytes
}
