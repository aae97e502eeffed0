//! The page of an audit: what it is of, what its auditors conclude, what they found and asked for.

use std::collections::HashMap;

use domain::{QuestionNo, UnitId, questionnaire, text as words};

use super::markup::{facts, hash, page, text, typed};
use crate::collected::{
    Collected, ConclusionRecord, FindingRecord, RequestRecord, Said, StepRecord,
};
use crate::manifest::{About, AuditScope};

type Names<'a> = HashMap<UnitId, &'a str>;

/// The page, as HTML.
#[must_use]
pub fn audit(about: &About, of: &AuditScope, collected: &Collected) -> String {
    let units = about.scope.units.iter();
    let names: Names<'_> =
        units.map(|unit| (unit.id, unit.path.last().map_or("", String::as_str))).collect();
    let mut body = format!(
        "<p class=\"lead\">{}</p>\n<h1>{}</h1>\n<p class=\"lead\">As of {}.</p>\n",
        typed(&about.organisation),
        typed(&of.name),
        words::moment(about.as_of),
    );
    if !of.about.is_empty() {
        body.push_str(&format!("<p class=\"note\">{}</p>\n", typed(&of.about)));
    }
    body.push_str(&plan(about, of, collected, &names));
    body.push_str("<h2>Conclusions</h2>\n");
    body.push_str(&list(collected.conclusions.iter().map(|given| conclusion(given, &names))));
    body.push_str("<h2>Findings</h2>\n");
    body.push_str(&each(collected.findings.iter().map(|found| finding(found, &names))));
    body.push_str("<h2>Requests for evidence</h2>\n");
    body.push_str(&each(collected.requests.iter().map(|asked| request(asked, &names))));
    page(&of.name, &body)
}

fn plan(about: &About, of: &AuditScope, collected: &Collected, names: &Names<'_>) -> String {
    let all = |said: Vec<String>| {
        if said.is_empty() { "none".to_owned() } else { said.join(", ") }
    };
    let units = of.units.iter().map(|unit| typed(name(*unit, names))).collect();
    let rounds = of.rounds.iter().map(|round| typed(&round.name)).collect();
    let auditors = of.auditors.iter().map(|name| typed(name)).collect();
    let step = |step: &Option<StepRecord>| step.as_ref().map_or_else(|| "no".to_owned(), by);
    facts(&[
        ("Window", format!("{} to {}", words::day(of.from), words::day(of.to))),
        ("Units", all(units)),
        ("Rounds", all(rounds)),
        ("Auditors", all(auditors)),
        ("Set up", step(&collected.opened)),
        ("Closed", step(&collected.closed)),
        ("Log", format!("entries 1 to {}", about.head.seq)),
        ("Head of the log", hash(&about.head.hash)),
    ])
}

fn name<'a>(unit: UnitId, names: &Names<'a>) -> &'a str {
    names.get(&unit).copied().unwrap_or("a unit of then")
}

fn by(step: &StepRecord) -> String {
    format!("by {}, {}", typed(&step.by.name), words::moment(step.at))
}

fn said(verb: &str, said: &Said) -> String {
    let words = match said.words.as_str() {
        "" => String::new(),
        words => format!("<p class=\"note\">{}</p>\n", typed(words)),
    };
    format!("<p class=\"quiet\">{verb} {}</p>\n{words}", by(&said.step))
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: String = items.map(|item| format!("<li>{item}</li>\n")).collect();
    if items.is_empty() { none() } else { format!("<ul>\n{items}</ul>\n") }
}

fn each(items: impl Iterator<Item = String>) -> String {
    let items: String =
        items.map(|item| format!("<section class=\"question\">\n{item}</section>\n")).collect();
    if items.is_empty() { none() } else { items }
}

fn none() -> String {
    "<p class=\"quiet\">None.</p>\n".to_owned()
}

fn conclusion(given: &ConclusionRecord, names: &Names<'_>) -> String {
    let of =
        given.unit.map_or_else(|| "The whole audit".to_owned(), |unit| typed(name(unit, names)));
    format!("<b>{of}: {}</b>\n{}", given.opinion.label(), said("Concluded", &given.said))
}

fn question(no: QuestionNo) -> String {
    let asked = questionnaire::baseline().questions.iter().find(|asked| asked.no == no);
    let label = asked.map_or("", |asked| asked.label.as_str());
    format!("question {no}, {}", text(label))
}

fn finding(found: &FindingRecord, names: &Names<'_>) -> String {
    let mut html = format!(
        "<h3>{}. {}</h3>\n<p><span class=\"answer\">{}</span> <span class=\"quiet\">{}, {}; raised {}</span></p>\n\
         <p class=\"note\">{}</p>\n",
        found.id,
        typed(&found.title),
        found.grade.label(),
        typed(name(found.unit, names)),
        question(found.question),
        by(&found.raised),
        typed(&found.detail),
    );
    match &found.response {
        Some(response) => html.push_str(&said("The unit responded,", response)),
        None => html.push_str("<p class=\"quiet\">The unit has not responded.</p>\n"),
    }
    if let Some(ended) = &found.ended {
        html.push_str(&said(&format!("{},", ended.ending.label()), &ended.said));
    }
    html
}

fn request(asked: &RequestRecord, names: &Names<'_>) -> String {
    let mut html = format!(
        "<h3>{}: {}</h3>\n<p class=\"note\">{}</p>\n<p class=\"quiet\">Asked {}; due on {}</p>\n",
        typed(name(asked.unit, names)),
        question(asked.question),
        typed(&asked.wanted),
        by(&asked.asked),
        words::day(asked.due_on),
    );
    match &asked.closed {
        None => html.push_str("<p class=\"quiet\">It waits for an answer.</p>\n"),
        Some(end) => {
            let with = end.evidence.map_or_else(String::new, |id| format!(" with evidence {id}"));
            let verb =
                if end.answered { format!("Answered{with}") } else { "Withdrawn".to_owned() };
            html.push_str(&said(&verb, &end.said));
        }
    }
    html
}
