//! What a file is, told from its first bytes alone: neither its name nor its sender is believed.

use serde::de::IgnoredAny;

/// The type of what begins with `head`. `is_whole` says that nothing follows. What can't be told is
/// `application/octet-stream`.
#[must_use]
pub fn media_type(head: &[u8], is_whole: bool) -> &'static str {
    if let Some(known) = infer::get(head) {
        return known.mime_type();
    }
    let Some(text) = as_text(head, is_whole) else {
        return "application/octet-stream";
    };
    if is_svg(text) {
        "image/svg+xml"
    } else if is_json(text, is_whole) {
        "application/json"
    } else if is_csv(text, is_whole) {
        "text/csv"
    } else {
        "text/plain"
    }
}

/// The head as text: UTF-8 without control characters. Its last character may be cut in two.
fn as_text(head: &[u8], is_whole: bool) -> Option<&str> {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if !is_whole && error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    let is_shown =
        |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}');
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    (!text.is_empty() && text.chars().all(is_shown)).then_some(text)
}

/// Markup that isn't declared as XML; what is declared, [`infer`] knows.
fn is_svg(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with('<') && start.to_ascii_lowercase().contains("<svg")
}

fn is_json(text: &str, is_whole: bool) -> bool {
    if !text.trim_start().starts_with(['{', '[']) {
        return false;
    }
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(IgnoredAny) => true,
        Err(error) => !is_whole && error.is_eof(),
    }
}

/// At least two rows with the same number of cells, at least two.
fn is_csv(text: &str, is_whole: bool) -> bool {
    [',', ';', '\t'].into_iter().any(|separator| {
        let mut widths = widths(text, separator);
        if !is_whole && !text.ends_with('\n') {
            widths.pop();
        }
        matches!(widths.as_slice(), [first, more @ ..]
            if *first > 1 && !more.is_empty() && more.iter().all(|width| width == first))
    })
}

/// The number of cells in each row that isn't blank, reading quotes as RFC 4180 does.
fn widths(text: &str, separator: char) -> Vec<usize> {
    let mut widths = Vec::new();
    let (mut cells, mut is_blank, mut is_quoted) = (1, true, false);
    for c in text.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            '\n' if !is_quoted => {
                if !is_blank {
                    widths.push(cells);
                }
                (cells, is_blank) = (1, true);
                continue;
            }
            '\r' => continue,
            _ if c == separator && !is_quoted => cells += 1,
            _ => {}
        }
        is_blank = false;
    }
    if !is_blank {
        widths.push(cells);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_told_from_the_content() {
        for (head, expected) in [
            (&b"%PDF-1.7\n%\xe2\xe3"[..], "application/pdf"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
            (b"PK\x03\x04\x14\0\0\0\x08\0rest of an archive", "application/zip"),
            (b"{\"routes\": []}", "application/json"),
            (b"\xef\xbb\xbf[1, 2]\n", "application/json"),
            (b"{not json", "text/plain"),
            (b"[2026-11-23] started", "text/plain"),
            (b"model,owner\nA,Priya\n\"B, C\",Ivy\n", "text/csv"),
            (b"model;owner\r\nA;\"two\r\nlines\"\r\n", "text/csv"),
            (b"a\tb\nc\td", "text/csv"),
            (b"Dear all, hello\nno comma here", "text/plain"),
            (b"one line, with a comma", "text/plain"),
            (b"\x1b[32mok\x1b[0m done", "text/plain"),
            (b"<!DOCTYPE html><script>alert(1)</script>", "text/html"),
            (b"  <script >alert(1)</script>", "text/html"),
            (b"<?xml version=\"1.0\"?><svg/>", "text/xml"),
            (b"<svg xmlns=\"x\" onload=\"alert(1)\"/>", "image/svg+xml"),
            (b"\0\x01\x02nothing known", "application/octet-stream"),
            (b"caf\xe9 in Latin-1", "application/octet-stream"),
        ] {
            assert_eq!(media_type(head, true), expected, "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn a_head_may_end_in_the_middle_of_anything() {
        assert_eq!(media_type(b"{\"a\": [1, 2", false), "application/json");
        assert_eq!(media_type(b"{\"a\": [1, 2", true), "text/plain");
        assert_eq!(media_type(b"a,b\nc,d\ne", false), "text/csv");
        assert_eq!(media_type(b"na\xc3\xafve caf\xc3", false), "text/plain");
        assert_eq!(media_type(b"na\xc3\xafve caf\xc3", true), "application/octet-stream");
        assert_eq!(media_type(b"", true), "application/octet-stream");
    }
}
