//! Writing XML: the only place that knows of brackets and of what a text must not hold.

use crate::scale::px;

const FONT: &str = "Inter, 'Inter Variable', 'Helvetica Neue', Arial, sans-serif";

/// Writes elements one after the other. Attributes are the program's own words and figures; only
/// texts come from people, and each of those is escaped.
#[derive(Debug, Default)]
pub(super) struct Pen(String);

impl Pen {
    /// The root, its title and its description.
    pub(super) fn begin(&mut self, width: f64, height: f64, title: &str, sentence: &str) {
        let (width, height) = (px(width), px(height));
        self.0.push_str(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"{width}\" \
             height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             font-family=\"{FONT}\">\n<title>{}</title>\n<desc>{}</desc>\n",
            escape(title),
            escape(sentence)
        ));
    }

    /// The whole file.
    pub(super) fn end(mut self) -> String {
        self.0.push_str("</svg>\n");
        self.0
    }

    /// What was written so far, as a part of something else.
    pub(super) fn part(self) -> String {
        self.0
    }

    /// Elements that were written by another pen.
    pub(super) fn raw(&mut self, elements: &str) {
        self.0.push_str(elements);
    }

    /// An element without content, with a title if `says` holds one.
    pub(super) fn element(&mut self, name: &str, attributes: &str, says: &str) {
        if says.is_empty() {
            self.0.push_str(&format!("<{name} {attributes}/>\n"));
        } else {
            let says = escape(says);
            self.0.push_str(&format!("<{name} {attributes}><title>{says}</title></{name}>\n"));
        }
    }

    /// A text on its base line.
    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: &str, style: &str, words: &str) {
        let (x, y, words) = (px(x), px(y), escape(words));
        self.0.push_str(&format!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" {style}>{words}</text>\n"
        ));
    }

    /// What is written in there, moved.
    pub(super) fn group(&mut self, (x, y): (f64, f64), write: impl FnOnce(&mut Self)) {
        self.0.push_str(&format!("<g transform=\"translate({} {})\">\n", px(x), px(y)));
        write(self);
        self.0.push_str("</g>\n");
    }
}

/// A text as XML holds it. Characters that XML knows no way to write become spaces.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_a_text() {
        assert_eq!(escape("R&D <\"x\">\u{0}\u{1f}…"), "R&amp;D &lt;&quot;x&quot;&gt;  …");
    }
}
