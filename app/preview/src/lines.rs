//! Text as lines, in which every character that could deceive a reader is visible.

/// The most lines that are shown.
const LINES_MAX: usize = 1_000;

/// The most characters of a line that are shown.
const WIDTH_MAX: usize = 2_000;

/// The most that JSON set out in lines may come to, in bytes.
const SET_OUT_MAX: usize = 4 * 1024 * 1024;

/// The deepest that a line is indented, in steps.
const DEPTH_MAX: usize = 40;

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

/// Breaks JSON into lines. Only white space between its tokens changes: every name and number stays
/// as it was written, in its order, also one that is there twice.
fn set_out(json: &str) -> Option<String> {
    serde_json::from_str::<serde::de::IgnoredAny>(json).ok()?;
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0;
    let (mut is_text, mut is_escaped) = (false, false);
    let mut rest = json.chars().peekable();
    while let Some(c) = rest.next() {
        if is_text {
            out.push(c);
            is_text = is_escaped || c != '"';
            is_escaped = c == '\\' && !is_escaped;
            continue;
        }
        match c {
            '{' | '[' => {
                out.push(c);
                while rest.next_if(char::is_ascii_whitespace).is_some() {}
                if let Some(end) = rest.next_if(|c| matches!(c, '}' | ']')) {
                    out.push(end);
                } else {
                    depth += 1;
                    indent(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                indent(&mut out, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                indent(&mut out, depth);
            }
            ':' => out.push_str(": "),
            '"' => {
                out.push(c);
                is_text = true;
            }
            c if c.is_ascii_whitespace() => {}
            c => out.push(c),
        }
        // What is nested so deeply is no document that anyone reads by its indentation.
        if out.len() > SET_OUT_MAX {
            return None;
        }
    }
    Some(out)
}

fn indent(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth.min(DEPTH_MAX) {
        out.push_str("  ");
    }
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

/// Whether a character has no picture of its own, or turns the direction of others (CVE-2021-42574,
/// "Trojan Source"). What joins letters of a script, and what makes a picture of a sign, stays.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}'
            | '\u{17b5}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
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
        for c in ['\u{34f}', '\u{ad}', '\u{3164}', '\u{2028}', '\u{fff9}', '\u{e0100}'] {
            assert!(is_hidden(c), "{:x}", u32::from(c));
        }
        assert_eq!(lines.shown, ["a⟨U+202E⟩b⟨U+001B⟩[31m⟨U+0000⟩⟨U+200B⟩"]);
        assert_eq!(visible("नमस्ते 👩‍💻 שלום\tx"), "नमस्ते 👩‍💻 שלום\tx", "scripts and joiners stay");
    }

    #[test]
    fn json_in_one_line_is_set_out_and_other_json_stays_as_it_is() {
        let one = lines(br#"{"a":[1,2]}"#, true, true).unwrap();
        assert!(one.set_out && one.shown.len() == 6, "{one:?}");
        let twice = lines(
            br#"{"b": 1.10, "a":"x, {\"y", "a":[], "n":12345678901234567890123}"#,
            true,
            true,
        );
        let shown = twice.unwrap().shown;
        let expected = [
            "{",
            r#"  "b": 1.10,"#,
            r#"  "a": "x, {\"y","#,
            r#"  "a": [],"#,
            r#"  "n": 12345678901234567890123"#,
            "}",
        ];
        assert_eq!(shown, expected, "what was written stays as it was written");
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
