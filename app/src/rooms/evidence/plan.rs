//! What a form asks to be attached, read from its fields by their names: files, a link, a note.

use domain::evidence::{Checked, Entry, Kind, TITLE_MAX};
use domain::{Day, Invalid, QuestionNo};
use store::Content;

use super::receive::{Received, ReceivedFile};

/// The names of the fields about the evidence of one question, such as `files-5`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names(String);

impl Names {
    /// Those of a question in a form about several.
    #[must_use]
    pub fn of(question: QuestionNo) -> Self {
        Self(format!("-{question}"))
    }

    /// Those of a form about one item.
    #[must_use]
    pub const fn alone() -> Self {
        Self(String::new())
    }

    /// The field's name: one of `files`, `title`, `link`, `link-title`, `evidence-note`,
    /// `evidence-note-title`, `collected`, `valid`, `existing`.
    #[must_use]
    pub fn field(&self, what: &str) -> String {
        format!("{what}{}", self.0)
    }
}

/// What a form asks to be attached, and what is wrong with the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) entries: Vec<(Checked, Content)>,
    pub(crate) wrong: Invalid,
}

/// Reads the fields with these names.
pub(crate) fn plan(received: &Received, names: &Names, today: Day, valid_days: u16) -> Plan {
    let mut reading = Reading {
        received,
        names,
        today,
        valid_days,
        plan: Plan { entries: Vec::new(), wrong: Invalid::new() },
    };
    reading.files();
    reading.link();
    reading.note();
    reading.plan
}

struct Reading<'a> {
    received: &'a Received,
    names: &'a Names,
    today: Day,
    valid_days: u16,
    plan: Plan,
}

impl Reading<'_> {
    fn typed(&self, what: &str) -> &str {
        self.received.typed.get(&self.names.field(what)).trim()
    }

    fn entry(&self, kind: Kind, title: &str) -> Entry {
        let collected = self.typed("collected");
        Entry {
            kind,
            title: title.to_owned(),
            file_name: String::new(),
            url: String::new(),
            body: String::new(),
            collected_on: if collected.is_empty() {
                self.today.to_string()
            } else {
                collected.to_owned()
            },
            valid_until: self.typed("valid").to_owned(),
        }
    }

    fn files(&mut self) {
        let field = self.names.field("files");
        let received = self.received;
        let files: Vec<&ReceivedFile> = received.files_of(&field).collect();
        // One title can't be that of several files: they keep their names.
        let title = if files.len() == 1 { self.typed("title").to_owned() } else { String::new() };
        for file in files {
            let entry =
                Entry { file_name: file.file_name.clone(), ..self.entry(Kind::File, &title) };
            let content =
                Content::File { kept: file.kept.clone(), media_type: file.media_type.clone() };
            if !self.check(&entry, content) {
                let name = &file.file_name;
                let message =
                    format!("“{name}” was not kept. Put the rest right and choose it again.");
                self.plan.wrong.add(&field, message);
            }
        }
    }

    fn link(&mut self) {
        let (url, title) = (self.typed("link").to_owned(), self.typed("link-title").to_owned());
        if url.is_empty() && title.is_empty() {
            return;
        }
        let title = if title.is_empty() { title_of_link(&url) } else { title };
        let entry = Entry { url, ..self.entry(Kind::Link, &title) };
        self.check(&entry, Content::Text);
    }

    fn note(&mut self) {
        let body = self.typed("evidence-note").to_owned();
        let title = self.typed("evidence-note-title").to_owned();
        if body.is_empty() && title.is_empty() {
            return;
        }
        let title = if title.is_empty() { title_of_note(&body) } else { title };
        let entry = Entry { body, ..self.entry(Kind::Note, &title) };
        self.check(&entry, Content::Text);
    }

    /// Plans the entry, or notes what is wrong with it: once for fields that several items share.
    fn check(&mut self, entry: &Entry, content: Content) -> bool {
        match entry.checked(self.today, self.valid_days) {
            Ok(checked) => {
                self.plan.entries.push((checked, content));
                true
            }
            Err(errors) => {
                for error in errors.0 {
                    let field = self.names.field(field_of(entry.kind, &error.field));
                    if self.plan.wrong.about(&field).is_none() {
                        self.plan.wrong.add(&field, error.message);
                    }
                }
                false
            }
        }
    }
}

/// The field in which the domain's finding was typed.
fn field_of(kind: Kind, found: &str) -> &'static str {
    match (kind, found) {
        (_, "collected_on") => "collected",
        (_, "valid_until") => "valid",
        (Kind::File, _) => "title",
        (Kind::Link, "title") => "link-title",
        (Kind::Link, _) => "link",
        (Kind::Note, "title") => "evidence-note-title",
        (Kind::Note, _) => "evidence-note",
    }
}

fn title_of_link(url: &str) -> String {
    let shown = url.split_once("://").map_or(url, |(_, rest)| rest);
    shortened(shown.trim_end_matches('/'), TITLE_MAX)
}

fn title_of_note(body: &str) -> String {
    shortened(body.lines().next().unwrap_or_default().trim(), 80)
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use store::Kept;

    use super::*;
    use crate::ui::Typed;

    const TODAY: &str = "2026-11-23";

    fn file(name: &str) -> ReceivedFile {
        let kept = Kept { sha256: "ab".repeat(32), size: 3, head: b"abc".to_vec() };
        ReceivedFile {
            field: "files-5".to_owned(),
            file_name: name.to_owned(),
            kept,
            media_type: "text/plain".to_owned(),
        }
    }

    fn read(pairs: &[(&str, &str)], files: &[&str]) -> Plan {
        let typed = Typed::new(pairs.iter().copied());
        let files = files.iter().map(|name| file(name)).collect();
        plan(&Received { typed, files }, &Names::of(QuestionNo(5)), TODAY.parse().unwrap(), 90)
    }

    #[test]
    fn an_untouched_form_attaches_nothing() {
        let untouched =
            [("collected-5", TODAY), ("valid-5", ""), ("title-5", "x"), ("link-5", " ")];
        let Plan { entries, wrong } = read(&untouched, &[]);
        assert!(entries.is_empty() && wrong.0.is_empty(), "{wrong:?}");
    }

    #[test]
    fn what_is_not_said_has_a_default() {
        let Plan { entries, wrong } = read(
            &[
                ("link-5", "https://wiki.example/routes/"),
                ("evidence-note-5", "Checked by hand.\nAll of it."),
            ],
            &["routes.json"],
        );
        assert!(wrong.0.is_empty(), "{wrong:?}");
        let titles: Vec<&str> = entries.iter().map(|(entry, _)| entry.title.as_str()).collect();
        assert_eq!(titles, ["routes.json", "wiki.example/routes", "Checked by hand."]);
        for (entry, _) in entries {
            assert_eq!(entry.collected_on.to_string(), TODAY);
            assert_eq!(entry.valid_until.to_string(), "2027-02-21");
        }
    }

    #[test]
    fn a_title_is_for_one_file_only() {
        let title = [("title-5", "Gateway routes")];
        assert_eq!(read(&title, &["a.json"]).entries[0].0.title, "Gateway routes");
        let several = read(&title, &["a.json", "b.json"]).entries;
        assert_eq!(
            (several[0].0.title.as_str(), several[1].0.title.as_str()),
            ("a.json", "b.json")
        );
    }

    #[test]
    fn mistakes_come_back_under_the_names_of_the_form() {
        let Plan { entries, wrong } = read(
            &[
                ("link-5", "javascript:alert(1)"),
                ("evidence-note-title-5", "A title alone"),
                ("collected-5", "2026-11-24"),
            ],
            &["a.json", "b.json"],
        );
        assert!(entries.is_empty());
        for field in ["link-5", "evidence-note-5", "collected-5", "files-5"] {
            assert!(wrong.about(field).is_some(), "{field}: {wrong:?}");
        }
        let dates = wrong.0.iter().filter(|error| error.field == "collected-5").count();
        assert_eq!(dates, 1, "{wrong:?}");
    }
}
