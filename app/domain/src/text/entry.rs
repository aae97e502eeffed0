//! Text that people type: what is taken, how it is tidied, and what is said when it is refused.

use chrono::Datelike;

use crate::Day;
use crate::audit::PROGRAM;

/// What is said of a field that has to be filled in and isn't.
pub const EMPTY: &str = "This can’t be empty.";

/// A name or another single line: trimmed, not empty, at most `max` characters.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn name(text: &str, max: usize) -> Result<String, String> {
    let text = text.trim();
    refuse_hidden(text, &[])?;
    finish(text, max, true)
}

/// The name of a person: any name but the program's, or an entry of theirs would look like its own.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn person_name(text: &str) -> Result<String, String> {
    let name = name(text, 120)?;
    let seen: String = name.chars().filter(|c| !is_joiner(*c)).collect();
    if seen.trim().eq_ignore_ascii_case(PROGRAM) {
        return Err(format!(
            "The program signs its own entries as {PROGRAM}. Choose another name."
        ));
    }
    Ok(name)
}

/// Text over several lines that must not be empty.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn required(text: &str, max: usize) -> Result<String, String> {
    let text = tidy_lines(text);
    refuse_hidden(&text, &['\n', '\t'])?;
    finish(&text, max, true)
}

/// Text over several lines, or none at all.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn prose(text: &str, max: usize) -> Result<String, String> {
    let text = tidy_lines(text);
    refuse_hidden(&text, &['\n', '\t'])?;
    finish(&text, max, false)
}

/// An e-mail address, trimmed. Only its shape is checked: whether it works, only mail can tell.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn email(text: &str) -> Result<String, String> {
    const WRONG: &str = "Enter an e-mail address such as name@example.com.";
    let text = text.trim();
    if text.is_empty() {
        return Err("Enter an e-mail address.".to_owned());
    }
    if text.len() > 254 {
        return Err("An e-mail address has at most 254 characters.".to_owned());
    }
    let is_plain = |c: char| c.is_ascii_graphic() && !"()<>[]:;,\\\"@".contains(c);
    let (local, domain) = text.split_once('@').ok_or(WRONG)?;
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let local_is_fine = !local.is_empty()
        && local.len() <= 64
        && local.chars().all(is_plain)
        && local.split('.').all(|part| !part.is_empty());
    if local_is_fine && domain.split('.').all(is_label) {
        Ok(text.to_owned())
    } else {
        Err(WRONG.to_owned())
    }
}

/// A day as date fields send it: 2026-11-23. Years run from 1900 to 9999, so that stored days sort.
///
/// # Errors
/// A sentence that says how a day is written.
pub fn parse_day(text: &str) -> Result<Day, String> {
    let day = Day::parse_from_str(text.trim(), "%Y-%m-%d").ok();
    day.filter(|day| (1900..=9999).contains(&day.year()))
        .ok_or_else(|| "Enter a day as year-month-day, such as 2026-11-23.".to_owned())
}

/// Forms send lines with carriage returns; what is kept has none.
pub(crate) fn tidy_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

fn refuse_hidden(text: &str, taken: &[char]) -> Result<(), String> {
    if text.chars().any(turns_direction) {
        return Err("Take out the hidden characters that turn the direction of text.".to_owned());
    }
    if text.chars().any(|c| !taken.contains(&c) && is_hidden(c)) {
        return Err("Take out line breaks and characters that can't be seen.".to_owned());
    }
    Ok(())
}

/// Whether a character can't be shown, or makes others be shown other than they are.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control() || is_invisible(c) || turns_direction(c)
}

/// The marks, overrides, embeddings and isolates by which text can be made to read other than it is.
const fn turns_direction(c: char) -> bool {
    matches!(
        c,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

/// Characters without any look or meaning in a word: two names could differ by them alone. They are
/// what Unicode says may be ignored when shown, and the blanks that count as letters or symbols. What
/// words are spelled with is not among them: see [`is_joiner`].
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{200B}'
            | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}'
            | '\u{2800}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}'
    )
}

/// The joiners of Persian, of Indic scripts and of emoji, Mongolian's separators, and the selectors
/// that choose a form of the character before them: not seen themselves, but part of a word.
const fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '\u{180B}'..='\u{180F}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{E0100}'..='\u{E01EF}'
    )
}

fn is_seen(c: char) -> bool {
    !(c.is_whitespace() || is_hidden(c) || is_joiner(c))
}

fn finish(text: &str, max: usize, needed: bool) -> Result<String, String> {
    let length = text.chars().count();
    if needed && length == 0 {
        return Err(EMPTY.to_owned());
    }
    if needed && !text.chars().any(is_seen) {
        return Err("This needs a character that can be seen.".to_owned());
    }
    if length > max {
        return Err(format!("At most {max} characters; this has {length}."));
    }
    Ok(text.to_owned())
}
