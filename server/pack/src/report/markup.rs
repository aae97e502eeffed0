//! Text on its way into HTML.

/// The frame around every page. The policy forbids whatever the page itself does without.
pub(super) fn page(title: &str, body: &str) -> String {
    let title = text(title);
    let style = include_str!("report.css");
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// Text, with what HTML reads otherwise taken out. Characters that can't stand in a page are shown as
/// replaced.
pub(super) fn text(plain: &str) -> String {
    let mut safe = String::with_capacity(plain.len() + 16);
    for c in plain.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' => safe.push(c),
            c if c.is_control() => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

/// What a person typed, kept from turning the text around it.
pub(super) fn typed(plain: &str) -> String {
    format!("<bdi>{}</bdi>", text(plain))
}

/// A list of terms with what is said of each; what is said is HTML already.
pub(super) fn facts(rows: &[(&str, String)]) -> String {
    let rows: String = rows
        .iter()
        .map(|(term, said)| format!("<div><dt>{term}</dt><dd>{said}</dd></div>\n"))
        .collect();
    format!("<dl>\n{rows}</dl>\n")
}

/// A hash, which may break anywhere.
pub(super) fn hash(sha256: &str) -> String {
    format!("<code>{}</code>", text(sha256))
}
