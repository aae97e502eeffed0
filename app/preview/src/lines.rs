//! Text as lines, in which every character that could deceive a reader is visible.

/// The most lines that are shown.
const LINES_MAX: usize = 1_000;

/// The most characters of a line that are shown.
const WIDTH_MAX: usize = 2_000;

/// The beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// The lines, without their ends.
    pub shown: Vec<String>,
    /// How many lines there are in all; none when the file goes on after what was read.
    pub total: Option<usize>,
    /// Whether JSON that came in fewer lines was set out anew.
    pub set_out: bool,
}

/// The lines of a text that begins with `head`. `is_whole` says that nothing follows. None when it is
/// no UTF-8.
#[must_use]
pub fn lines(head: &[u8], is_whole: bool, json: bool) -> Option<Lines> {
    let text = text(head, is_whole)?;
    let set_out = (json && is_whole && text.lines().count() < 3).then(|| set_out(text)).flatten();
    let text = set_out.as_deref().unwrap_or(text);
    let shown: Vec<String> = text.lines().take(LINES_MAX).map(visible).collect();
    let total = is_whole.then(|| text.lines().count());
    Some(Lines { shown, total, set_out: set_out.is_some() })
}

/// The head as text. Its last character may be cut in two.
pub(crate) fn text(head: &[u8], is_whole: bool) -> Option<&str> {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if !is_whole && error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    Some(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn set_out(json: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    serde_json::to_string_pretty(&value).ok()
}

/// A line in which what has no picture of its own, or turns the direction of others, is named.
pub(crate) fn visible(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    for (place, c) in line.chars().enumerate() {
        if place == WIDTH_MAX {
            shown.push('…');
            break;
        }
        match c {
            '\t' => shown.push('\t'),
            _ if is_hidden(c) => shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(c))),
            _ => shown.push(c),
        }
    }
    shown
}

/// Control characters, marks of direction (CVE-2021-42574, "Trojan Source"), and letters of no width
/// that never join others.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_and_says_how_long_it_is() {
        let text = "a line\n".repeat(1_406);
        let lines = lines(text.as_bytes(), true, false).unwrap();
        assert_eq!((lines.shown.len(), lines.total), (1_000, Some(1_406)));
        let cut = super::lines(text.as_bytes(), false, false).unwrap();
        assert_eq!(cut.total, None, "what follows is not known");
        let wide = super::lines("x".repeat(9_000).as_bytes(), true, false).unwrap();
        assert_eq!(wide.shown[0].chars().count(), WIDTH_MAX + 1);
    }

    #[test]
    fn what_hides_is_named() {
        let lines = lines("a\u{202e}b\u{1b}[31m\u{0}\u{200b}".as_bytes(), true, false).unwrap();
        assert_eq!(lines.shown, ["a⟨U+202E⟩b⟨U+001B⟩[31m⟨U+0000⟩⟨U+200B⟩"]);
        assert_eq!(visible("नमस्ते 👩‍💻 שלום\tx"), "नमस्ते 👩‍💻 שלום\tx", "scripts and joiners stay");
    }

    #[test]
    fn json_in_one_line_is_set_out_and_other_json_stays_as_it_is() {
        let one = lines(br#"{"a":[1,2]}"#, true, true).unwrap();
        assert!(one.set_out && one.shown.len() == 6, "{one:?}");
        let many = lines(b"{\n \"a\":\n 1 }", true, true).unwrap();
        assert!(!many.set_out && many.shown[1] == " \"a\":");
        let broken = lines(b"{\"a\":", true, true).unwrap();
        assert!(!broken.set_out);
    }

    #[test]
    fn what_is_no_text_is_not_shown() {
        assert_eq!(lines(b"\xff\xfe\0a", true, false), None);
        assert!(lines(b"na\xc3\xafve caf\xc3", false, false).is_some());
        assert_eq!(lines(b"caf\xc3", true, false), None);
    }
}
