//! The words of a mail: plain and short, as text and as HTML that says the same.

use super::NoticeKind;
use crate::text::{self, is_hidden};

/// Where notices are read, below the address of the installation.
pub const INBOX: &str = "/notices";

/// Where each person chooses what they get.
pub const CHOICES: &str = "/account/notices";

/// The most notices that one mail names. The rest is counted.
pub const MAIL_LINES: usize = 50;

/// The most characters of a subject: longer ones are cut off by many programs.
const SUBJECT_MAX: usize = 120;

/// One notice in a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestLine {
    /// What it tells of.
    pub kind: NoticeKind,
    /// What it is about, such as a task's title.
    pub title: String,
    /// The rest in a line, such as the unit and the due day. It may be empty.
    pub about: String,
    /// What was said with it, such as a comment; a mail about it alone shows it. It may be empty.
    pub said: String,
    /// Where to read on, below the address of the installation: `/tasks/12`.
    pub path: String,
}

/// A mail, but for whom it is from and to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The subject: one line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as HTML, without images, styles or anything else that is fetched.
    pub html: String,
}

/// The mail about one notice, whose title says what happened.
#[must_use]
pub fn single(line: &DigestLine, organisation: &str, base_url: &str) -> Mail {
    let subject = subject(&line.title);
    let mut body = Body::new(&subject, base_url);
    body.item(line);
    body.said(&line.said);
    body.end(organisation)
}

/// The mail about the notices of a day, by kind in the order of [`NoticeKind::ALL`].
#[must_use]
pub fn digest(lines: &[DigestLine], organisation: &str, base_url: &str) -> Mail {
    let count = text::count(lines.len(), "notice", "notices");
    let subject = subject(&format!("{count} from Plumbline at {organisation}"));
    let mut body = Body::new(&subject, base_url);
    let (mut room, mut left) = (MAIL_LINES, lines.len());
    for kind in NoticeKind::ALL {
        let of_kind = lines.iter().filter(|line| line.kind == *kind);
        let shown: Vec<&DigestLine> = of_kind.take(room).collect();
        if !shown.is_empty() {
            body.heading(kind.label());
            for line in &shown {
                body.item(line);
            }
        }
        room -= shown.len();
        left -= shown.len();
    }
    if left > 0 {
        body.link(&format!("And {} more", text::number(left as u64)), INBOX);
    }
    body.end(organisation)
}

/// Text and HTML of a mail, written side by side so that they say the same.
struct Body<'a> {
    base_url: &'a str,
    subject: &'a str,
    text: String,
    html: String,
}

impl<'a> Body<'a> {
    fn new(subject: &'a str, base_url: &'a str) -> Self {
        let html = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{}</title></head>\n<body>\n",
            escape(subject)
        );
        Self { base_url, subject, text: String::new(), html }
    }

    fn heading(&mut self, words: &str) {
        self.text += &format!("{words}\n\n");
        self.html += &format!("<h2>{}</h2>\n", escape(words));
    }

    fn link(&mut self, words: &str, path: &str) {
        let url = self.url(path);
        self.text += &format!("{words}: {url}\n\n");
        self.html += &format!("<p><a href=\"{}\">{}</a></p>\n", escape(&url), escape(words));
    }

    fn item(&mut self, line: &DigestLine) {
        let (title, about, url) =
            (one_line(&line.title), one_line(&line.about), self.url(&line.path));
        self.text += &format!("{title}\n");
        self.html += &format!("<p><a href=\"{}\">{}</a>", escape(&url), escape(&title));
        if !about.is_empty() {
            self.text += &format!("{about}\n");
            self.html += &format!("<br>{}", escape(&about));
        }
        self.text += &format!("{url}\n\n");
        self.html += "</p>\n";
    }

    /// What somebody said, line by line, apart from what the program says.
    fn said(&mut self, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        let lines: Vec<String> = words.lines().map(one_line).collect();
        for line in &lines {
            self.text += format!("> {line}").trim_end();
            self.text.push('\n');
        }
        self.text.push('\n');
        let lines: Vec<String> = lines.iter().map(|line| escape(line)).collect();
        self.html += &format!("<blockquote>{}</blockquote>\n", lines.join("<br>"));
    }

    /// Why it was sent, and where to choose.
    fn end(mut self, organisation: &str) -> Mail {
        let why = format!("You have an account in Plumbline at {}.", one_line(organisation));
        let url = self.url(CHOICES);
        self.text += &format!("{why}\nChoose what you get by mail: {url}\n");
        self.html += &format!(
            "<hr>\n<p>{}<br><a href=\"{}\">Choose what you get by mail</a></p>\n</body>\n</html>\n",
            escape(&why),
            escape(&url)
        );
        Mail { subject: self.subject.to_owned(), text: self.text, html: self.html }
    }

    /// An address in full. Whatever the path says, it stays below the installation's address.
    fn url(&self, path: &str) -> String {
        format!("{}/{}", self.base_url.trim_end_matches('/'), path.trim_start_matches('/'))
    }
}

/// A subject has one line: whatever else it held would be a header of the mail.
fn subject(words: &str) -> String {
    let line = one_line(words);
    if line.chars().count() <= SUBJECT_MAX {
        return line;
    }
    let begin: String = line.chars().take(SUBJECT_MAX - 1).collect();
    format!("{}…", begin.trim_end())
}

/// The words in one line, without what can't be seen.
fn one_line(words: &str) -> String {
    let spaced = words.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let seen: String = spaced.filter(|c| !is_hidden(*c)).collect();
    seen.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text as HTML shows it, inside elements and quoted attributes.
fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
