//! Text in OSCAL's types. What people typed is text there and not Markdown: nothing in it is read as
//! emphasis, as a link or as HTML.

use domain::{Day, Timestamp};

/// What has no place in a document that is also exchanged as XML.
fn is_unprintable(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

/// A string: one line, no white space around it; a stand-in where nothing is left.
pub(super) fn string(text: &str) -> String {
    let plain: String = text.chars().map(|c| if is_unprintable(c) { ' ' } else { c }).collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { "unnamed".to_owned() } else { line }
}

/// One line of Markdown that says exactly this.
pub(super) fn line(text: &str) -> String {
    escape(&string(text))
}

/// Lines of Markdown that say exactly this.
pub(super) fn lines(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if is_unprintable(c) { '\u{fffd}' } else { c }).collect();
    plain.lines().map(escape).collect::<Vec<_>>().join("\n")
}

/// A backslash makes plain text of every character that Markdown reads otherwise.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for (place, c) in text.char_indices() {
        let starts_list = matches!(c, '-' | '+' | '=') && text[..place].trim().is_empty();
        if starts_list || r"\`*_[]<>#&|~{}!".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A moment.
pub(super) fn moment(at: Timestamp) -> String {
    at.to_string()
}

/// The beginning of a day.
pub(super) fn begin_of(day: Day) -> String {
    format!("{day}T00:00:00Z")
}

/// The end of a day.
pub(super) fn end_of(day: Day) -> String {
    format!("{day}T23:59:59Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_is_no_markdown_and_no_html() {
        assert_eq!(line("<b>*x*</b> [a](b)"), r"\<b\>\*x\*\</b\> \[a\](b)");
        assert_eq!(lines("- one\n# two"), "\\- one\n\\# two");
    }

    #[test]
    fn a_string_is_one_line_and_never_empty() {
        assert_eq!(string(" a\u{1}\n b\u{2028}c "), "a b c");
        assert_eq!(string("\u{0}\n"), "unnamed");
        assert_eq!(string("営業部"), "営業部");
        assert_eq!(lines("a\u{1}b"), "a\u{fffd}b");
    }
}
