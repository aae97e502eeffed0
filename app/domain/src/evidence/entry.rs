//! New evidence as it is typed: what is taken, and what is said when it is refused.

use chrono::{Days, Months};
use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{Day, Invalid, text};

/// The most characters of a title.
pub const TITLE_MAX: usize = 200;

/// The most characters of a note.
pub const NOTE_MAX: usize = 8000;

const LINK_MAX: usize = 2000;
const FILE_NAME_MAX: usize = 200;

/// The form for new evidence, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// File, link or note.
    pub kind: Kind,
    /// The title; a file's may stay empty and becomes its name.
    pub title: String,
    /// The name of the uploaded file.
    pub file_name: String,
    /// The address of a link.
    pub url: String,
    /// The text of a note.
    pub body: String,
    /// A day such as 2026-11-23.
    pub collected_on: String,
    /// A day, or empty for the default.
    pub valid_until: String,
}

/// New evidence that can be stored. What its kind has no use for is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// File, link or note.
    pub kind: Kind,
    /// The title.
    pub title: String,
    /// The name of a file, without any path.
    pub file_name: Option<String>,
    /// The address of a link.
    pub url: Option<String>,
    /// The text of a note.
    pub body: Option<String>,
    /// When it was collected.
    pub collected_on: Day,
    /// The last day on which it counts.
    pub valid_until: Day,
}

impl Entry {
    /// Checks the form. `valid_days` is the guidance's number of days for which evidence of the
    /// question is fresh.
    ///
    /// # Errors
    /// What is wrong, under the names of the fields.
    pub fn checked(&self, today: Day, valid_days: u16) -> Result<Checked, Invalid> {
        let mut invalid = Invalid::new();
        let name = file_name(&self.file_name);
        let is_untitled_file = self.kind == Kind::File && self.title.trim().is_empty();
        let titled = title(if is_untitled_file { &name } else { &self.title });
        let title = invalid.check("title", titled);
        let url = (self.kind == Kind::Link).then(|| invalid.check("url", link(&self.url)));
        let body = (self.kind == Kind::Note).then(|| invalid.check("body", note(&self.body)));
        let collected = invalid.check("collected_on", collected_on(&self.collected_on, today));
        let valid = collected.and_then(|collected| {
            invalid.check("valid_until", valid_until(&self.valid_until, collected, valid_days))
        });
        let (Some(title), Some(collected_on), Some(valid_until)) = (title, collected, valid) else {
            return Err(invalid);
        };
        invalid.or(Checked {
            kind: self.kind,
            title,
            file_name: (self.kind == Kind::File).then_some(name),
            url: url.flatten(),
            body: body.flatten(),
            collected_on,
            valid_until,
        })
    }
}

/// A title, tidied.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn title(typed: &str) -> Result<String, String> {
    text::name(typed, TITLE_MAX)
}

/// The text of a note, tidied.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn note(typed: &str) -> Result<String, String> {
    text::required(typed, NOTE_MAX)
}

/// The last part of an uploaded file's name, without what can't be shown. For showing only: it is
/// never used as a path.
#[must_use]
pub fn file_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().filter(|c| !text::is_hidden(*c)).take(FILE_NAME_MAX).collect();
    let shown = shown.trim();
    if shown.is_empty() { "unnamed file".to_owned() } else { shown.to_owned() }
}

/// The address of a link: http or https, with a host, without a user's name or password.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn link(typed: &str) -> Result<String, String> {
    let typed = text::name(typed, LINK_MAX)?;
    let rest = ["https://", "http://"].into_iter().find_map(|scheme| {
        let head = typed.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| typed.get(scheme.len()..)).flatten()
    });
    let rest = rest.ok_or("Enter an address that begins with https:// or http://.")?;
    if typed.chars().any(|c| c.is_whitespace() || "\\<>\"".contains(c)) {
        return Err("An address has no spaces, quotes, angle brackets or backslashes.".to_owned());
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err("Take the user name and password out of the address.".to_owned());
    }
    if is_host(authority) { Ok(typed) } else { Err("The address has no valid host.".to_owned()) }
}

fn is_host(authority: &str) -> bool {
    let (host, port) = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, "")) => (host, None),
        Some((host, rest)) => match rest.strip_prefix(':') {
            Some(port) => (host, Some(port)),
            None => return false,
        },
        None => match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        },
    };
    let is_address = authority.starts_with('[');
    let fits = |c: char| {
        if is_address {
            c.is_ascii_hexdigit() || c == ':' || c == '.'
        } else {
            c.is_alphanumeric() || ".-_".contains(c)
        }
    };
    !host.is_empty()
        && host.chars().all(fits)
        && host.chars().any(char::is_alphanumeric)
        && port.is_none_or(|port| port.is_empty() || port.parse::<u16>().is_ok())
}

/// The day on which something was collected: not in the future.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn collected_on(typed: &str, today: Day) -> Result<Day, String> {
    if typed.trim().is_empty() {
        return Err("Say when it was collected.".to_owned());
    }
    let day = text::parse_day(typed)?;
    if day > today {
        return Err(format!("It can't have been collected after today, {}.", text::day(today)));
    }
    Ok(day)
}

/// The last day on which something counts: from the day on which it was collected to ten years
/// later; the default when nothing was typed.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn valid_until(typed: &str, collected_on: Day, valid_days: u16) -> Result<Day, String> {
    if typed.trim().is_empty() {
        return Ok(default_valid_until(collected_on, valid_days));
    }
    let day = text::parse_day(typed)?;
    if day < collected_on {
        let collected = text::day(collected_on);
        return Err(format!("It can't end before it was collected, {collected}."));
    }
    // Beyond that it is a slip of the keyboard rather than a plan.
    if collected_on.checked_add_months(Months::new(120)).is_some_and(|most| day > most) {
        return Err("Evidence counts for ten years at most.".to_owned());
    }
    Ok(day)
}

/// The last day on which something counts by the guidance.
#[must_use]
pub fn default_valid_until(collected_on: Day, valid_days: u16) -> Day {
    collected_on.checked_add_days(Days::new(u64::from(valid_days))).unwrap_or(collected_on)
}
