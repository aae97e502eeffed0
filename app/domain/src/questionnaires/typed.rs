//! How parts of a questionnaire are typed into a form: a band's reach, a reference, a name made of a title.

use super::{Citation, Reach};
use crate::Points;

impl Reach {
    /// Reads `11-20`, and `21-` for what is open above.
    #[must_use]
    pub fn typed(text: &str) -> Option<Self> {
        let (from, to) = text.split_once(['-', '–'])?;
        let points = |text: &str| text.trim().parse().ok().map(Points);
        let to = match to.trim() {
            "" => None,
            to => Some(points(to)?),
        };
        Some(Self { from: points(from)?, to })
    }

    /// As it is typed.
    #[must_use]
    pub fn as_typed(self) -> String {
        match self.to {
            Some(to) => format!("{}-{to}", self.from),
            None => format!("{}-", self.from),
        }
    }
}

impl Citation {
    /// Reads `OWASP LLM Top 10 | 2025 | LLM01:2025`; what is missing is empty, and then unknown.
    #[must_use]
    pub fn typed(line: &str) -> Self {
        let mut parts = line.splitn(3, '|').map(|part| part.trim().to_owned());
        let mut part = || parts.next().unwrap_or_default();
        Self { framework: part(), version: part(), id: part() }
    }

    /// As it is typed.
    #[must_use]
    pub fn as_typed(&self) -> String {
        format!("{} | {} | {}", self.framework, self.version, self.id)
    }
}

/// A stable name made of a title: `Output handling` gives `output-handling`. It may be empty.
#[must_use]
pub fn key_of(title: &str) -> String {
    let small = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let words: String = title.chars().map(small).collect();
    let key = words.split_whitespace().collect::<Vec<_>>().join("-");
    let key: String = key.chars().take(60).collect();
    let key = key.trim_end_matches('-');
    match key.chars().next() {
        Some(first) if first.is_ascii_digit() => format!("q-{key}").chars().take(60).collect(),
        _ => key.to_owned(),
    }
}
