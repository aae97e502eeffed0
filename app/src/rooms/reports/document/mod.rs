//! A report as a document: what is printed, and what the PDF holds, from one value.

mod board;
mod brief;
mod method;
mod page;
mod parts;
mod print;
mod whole;

use domain::reports::{Form, Report};
use domain::{Day, Timestamp, text};
use press::{Cover, Document, Note, Opening, Paper};

pub(super) use page::{pdf, show};

use super::sight::Shown;
use crate::context::Visitor;
use crate::shell::Seal;
use crate::ui::Query;

/// What is asked of a document beside the report itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Layout {
    pub(super) form: Form,
    pub(super) paper: Paper,
}

/// The names of the values in an address.
pub(super) const FORM: &str = "form";
pub(super) const PAPER: &str = "paper";
pub(super) const LETTER: &str = "letter";

impl Layout {
    /// From an address; what it doesn't say is the whole report on A4.
    pub(super) fn of(query: &Query) -> Self {
        let paper = if query.get(PAPER) == LETTER { Paper::Letter } else { Paper::A4 };
        Self { form: query.get(FORM).parse().unwrap_or_default(), paper }
    }

    /// As values of an address, without what goes without saying.
    pub(super) fn pairs(self) -> Vec<(&'static str, &'static str)> {
        let form = (self.form != Form::default()).then_some((FORM, self.form.key()));
        let paper = (self.paper == Paper::Letter).then_some((PAPER, LETTER));
        form.into_iter().chain(paper).collect()
    }
}

/// Who made a document, and where the audit log stood.
pub(super) struct Stamp {
    organisation: String,
    author: String,
    made: Timestamp,
    /// The day as of which the report was asked for, if it was.
    back: Option<Day>,
    seal: Option<Seal>,
}

impl Stamp {
    pub(super) fn of(visitor: &Visitor, seal: Option<Seal>) -> Self {
        Self {
            organisation: visitor.organisation.clone(),
            author: visitor.actor.name.clone(),
            made: visitor.present().now(),
            back: visitor.looking.back_to(),
            seal,
        }
    }
}

/// The report as a document.
pub(super) fn document(shown: &Shown, layout: Layout, stamp: &Stamp) -> Document {
    let report = &shown.report;
    let blocks = match layout.form {
        Form::Whole => whole::blocks(report, stamp),
        Form::Brief => brief::blocks(report, stamp),
        Form::Board => board::blocks(report, &shown.sides(), stamp),
    };
    let range = format!("{} to {}", text::day(report.days.from), text::day(report.days.to));
    let names = text::list(&report.names);
    let at = text::moment(stamp.made);
    Document {
        title: "AI security report".to_owned(),
        organisation: stamp.organisation.clone(),
        lang: "en".to_owned(),
        subject: format!("{}: {names}, {range}", layout.form.label()),
        author: stamp.author.clone(),
        stamp: format!("{names} · {range} · made by {} on {at}", stamp.author),
        created: stamp.made.utc(),
        paper: layout.paper,
        cover: cover(report, layout.form, range, stamp),
        blocks,
    }
}

fn cover(report: &Report, form: Form, range: String, stamp: &Stamp) -> Cover {
    let as_of = match stamp.back {
        Some(day) => format!("With what was known on {}", text::day(day)),
        None => format!("As of {}", text::day(report.days.to)),
    };
    let mut facts = vec![
        note("About", &about(report)),
        note("Units", &report.coverage().to_string()),
        note("Leading score", &format!("{}; lower is better", report.asked.which.label())),
        note("Questionnaire", &domain::questionnaire::baseline().title),
    ];
    facts.extend(stamp.seal.as_ref().map(|seal| note("Audit log", &seal.stood())));
    match form {
        Form::Brief => {
            let facts = facts.into_iter().take(1).collect();
            Cover { range, as_of, facts, opening: Opening::Head }
        }
        Form::Whole | Form::Board => Cover { range, as_of, facts, opening: Opening::Page },
    }
}

fn about(report: &Report) -> String {
    let names = text::list(&report.names);
    match (report.asked.units.is_empty(), report.asked.alone) {
        (true, _) => names,
        (false, true) => format!("{names}, without units below"),
        (false, false) => format!("{names}, with units below"),
    }
}

fn note(term: &str, words: &str) -> Note {
    Note { term: term.to_owned(), words: words.to_owned() }
}
