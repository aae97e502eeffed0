//! Comments: plain text in which people are mentioned and addresses are links. Nothing else is markup.

use crate::PersonId;
use crate::text::is_hidden;

/// A part of a comment. The parts one after another are the comment again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text as it stands.
    Text(String),
    /// A person, as they were written: with the `@`, in the writer's spelling.
    Mention(PersonId, String),
    /// An address, `https://` or `http://`, that is its own text.
    Link(String),
}

impl Piece {
    /// What stands there.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text(text) | Self::Mention(_, text) | Self::Link(text) => text,
        }
    }
}

/// Takes a comment apart. `people` are those who can be mentioned, by their full names.
///
/// An `@` at the start of a word mentions whoever's full name follows it, whatever its case, and ends
/// where a word does. Of several names the longest counts, and of two people with the same name the
/// first in `people`.
#[must_use]
pub fn pieces(body: &str, people: &[(PersonId, String)]) -> Vec<Piece> {
    let mut found = Vec::new();
    let (mut plain, mut at) = (0, 0);
    let mut before: Option<char> = None;
    while let Some(c) = body[at..].chars().next() {
        let rest = &body[at..];
        let starts_word = !before.is_some_and(is_word);
        let piece = if !starts_word {
            None
        } else if c == '@' {
            mention(rest, people)
                .map(|(who, length)| (Piece::Mention(who, rest[..length].to_owned()), length))
        } else {
            link(rest).map(|link| (Piece::Link(link.to_owned()), link.len()))
        };
        let Some((piece, length)) = piece else {
            before = Some(c);
            at += c.len_utf8();
            continue;
        };
        if plain < at {
            found.push(Piece::Text(body[plain..at].to_owned()));
        }
        before = piece.as_str().chars().next_back();
        found.push(piece);
        at += length;
        plain = at;
    }
    if plain < body.len() {
        found.push(Piece::Text(body[plain..].to_owned()));
    }
    found
}

/// Who is mentioned in a comment, each once, in the order of their mention.
#[must_use]
pub fn mentioned(body: &str, people: &[(PersonId, String)]) -> Vec<PersonId> {
    let mut found = Vec::new();
    for piece in pieces(body, people) {
        if let Piece::Mention(person, _) = piece
            && !found.contains(&person)
        {
            found.push(person);
        }
    }
    found
}

/// Whom a text that begins with `@` mentions, and how much of it is the mention, in bytes.
fn mention(text: &str, people: &[(PersonId, String)]) -> Option<(PersonId, usize)> {
    let after = text.strip_prefix('@')?;
    let mut longest: Option<(PersonId, usize)> = None;
    for (person, name) in people {
        let Some(length) = begins_with(after, name) else { continue };
        let is_longer = longest.is_none_or(|(_, most)| length + 1 > most);
        if is_longer && ends_word(&after[length..]) {
            longest = Some((*person, length + 1));
        }
    }
    longest
}

/// How many bytes of a text are the name, whatever the case; none where it begins otherwise.
fn begins_with(text: &str, name: &str) -> Option<usize> {
    let mut wanted = name.chars().flat_map(char::to_lowercase).peekable();
    wanted.peek()?;
    for (at, c) in text.char_indices() {
        if wanted.peek().is_none() {
            return Some(at);
        }
        // A letter can be several in lower case: all of them have to be in the name.
        for lower in c.to_lowercase() {
            if wanted.next() != Some(lower) {
                return None;
            }
        }
    }
    wanted.peek().is_none().then_some(text.len())
}

/// Whether what follows a name is not part of it. A hyphen between letters is: Anna Lee is not
/// mentioned where Anna Lee-Smith is.
fn ends_word(after: &str) -> bool {
    let mut following = after.chars();
    match following.next() {
        None => true,
        Some('-' | '\u{2010}' | '\u{2011}') => !following.next().is_some_and(is_word),
        Some(c) => !is_word(c),
    }
}

/// Letters, digits, and what belongs to the letter before: accents of their own, joiners, selectors.
fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || c == '_'
        || matches!(
            c,
            '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
                | '\u{20D0}'..='\u{20FF}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}'
        )
}

/// The address with which a text begins. What ends a sentence or closes a bracket that the address
/// didn't open is left to the text.
fn link(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let ends = |c: char| c.is_whitespace() || is_hidden(c) || matches!(c, '<' | '>' | '"' | '`');
    let mut link = &text[..text.find(ends).unwrap_or(text.len())];
    while let Some(last) = link.chars().next_back() {
        if !(ends_sentence(last) || closes_more_than_it_opens(link, last)) {
            break;
        }
        link = &link[..link.len() - last.len_utf8()];
    }
    let host = link.get(scheme.len()..)?.chars().next()?;
    (host.is_alphanumeric() || host == '[').then_some(link)
}

const fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '\''
            | '…'
            | '’'
            | '‘'
            | '”'
            | '“'
            | '»'
            | '«'
            | '。'
            | '、'
            | '，'
            | '！'
            | '？'
    )
}

fn closes_more_than_it_opens(link: &str, close: char) -> bool {
    let open = match close {
        ')' => '(',
        ']' => '[',
        '}' => '{',
        _ => return false,
    };
    link.matches(close).count() > link.matches(open).count()
}
