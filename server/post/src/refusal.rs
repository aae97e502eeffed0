//! Why a message was not taken, in words that may be stored, shown and logged.

use std::error::Error;
use std::fmt;

use chrono::Duration;

/// The most characters of a reason. Answers of foreign servers land there.
const WHY_MAX: usize = 300;

/// What is said of a side that takes too long.
pub(crate) const LATE: &str = "it did not answer in time";

/// What ends the part of an address before its `@`.
const BEFORE_ADDRESS: &[char] = &[' ', '<', '(', '[', ',', ';', ':', '\'', '='];

/// Why a message was not taken. The reasons name neither secrets nor addresses of people; they say
/// `it` of the other side, and its name stands where they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It may go better another time.
    Later {
        /// The reason, in one line.
        why: String,
        /// How long the other side asked to be left alone.
        after: Option<Duration>,
    },
    /// The same message would be refused again.
    Never {
        /// The reason, in one line.
        why: String,
    },
}

impl Refusal {
    /// May go better another time. The reason is cleaned of what must not be kept.
    #[must_use]
    pub fn later(why: &str) -> Self {
        Self::Later { why: clean(why), after: None }
    }

    /// Is refused for good. The reason is cleaned of what must not be kept.
    #[must_use]
    pub fn never(why: &str) -> Self {
        Self::Never { why: clean(why) }
    }

    /// The reason, in one line.
    #[must_use]
    pub fn why(&self) -> &str {
        match self {
            Self::Later { why, .. } | Self::Never { why } => why,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.why())
    }
}

impl Error for Refusal {}

/// Why nothing can be sent at all from here, such as that the system has no certificates to trust.
#[derive(Debug, thiserror::Error)]
#[error("TLS can't be prepared: {0}")]
pub struct Unprepared(pub(crate) String);

/// The innermost words of an error: the outer ones may name an address, and say less.
pub(crate) fn innermost(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

/// One line without control characters and without what stands before an `@`, cut to [`WHY_MAX`].
fn clean(why: &str) -> String {
    let spaced: String = why.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut line = String::new();
    for c in spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").chars()
    {
        if c == '@' {
            line.truncate(line.rfind(BEFORE_ADDRESS).map_or(0, |at| at + 1));
            line.push('…');
        }
        line.push(c);
    }
    cut(&line, WHY_MAX)
}

/// The words, with `…` in place of what is beyond so many characters.
pub(crate) fn cut(words: &str, max: usize) -> String {
    if words.chars().count() <= max {
        return words.to_owned();
    }
    let begin: String = words.chars().take(max.saturating_sub(1)).collect();
    format!("{}…", begin.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_line_of_bounded_length() {
        let refusal = Refusal::later("no\r\nroom\u{1b}[31m \u{0}left\t here ");
        assert_eq!(refusal.to_string(), "no room [31m left here");
        let long = Refusal::never(&"é".repeat(10_000));
        assert_eq!(long.why().chars().count(), 300);
        assert!(long.why().ends_with('…'));
    }

    #[test]
    fn a_reason_names_nobody() {
        for (said, kept) in [
            ("<ann.berg@example.org>: unknown", "<…@example.org>: unknown"),
            ("ann@a.example, bo@b.example", "…@a.example, …@b.example"),
            ("user=ann@example.org", "user=…@example.org"),
            ("ann@example.org", "…@example.org"),
            ("no address", "no address"),
        ] {
            assert_eq!(Refusal::never(said).why(), kept);
        }
    }
}
