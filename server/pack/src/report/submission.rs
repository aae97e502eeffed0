//! The page of one submission: what was answered, what stood behind it, and what was said of that.

use domain::assessment::{FrozenAnswer, FrozenEvidence};
use domain::evidence::{Kind, Verdict};
use domain::{Answer, Points, Rules, text as words};

use super::markup::{facts, hash, page, text, typed};
use crate::manifest::About;
use crate::records::{DecisionRecord, EvidenceRecord, Submission, VerdictRecord};

/// What is known beside a submission: the items that it names, and the verdicts on them for its unit.
#[derive(Debug, Clone, Copy)]
pub struct Beside<'a> {
    /// The items of evidence.
    pub evidence: &'a [EvidenceRecord],
    /// The verdicts, oldest first.
    pub verdicts: &'a [VerdictRecord],
}

/// The page, as HTML.
#[must_use]
pub fn submission(about: &About, submission: &Submission, beside: Beside<'_>) -> String {
    let frozen = &submission.frozen;
    let title = format!("{}, {}, revision {}", frozen.unit_name, frozen.name, frozen.revision);
    let mut body = format!(
        "<p class=\"lead\">{}</p>\n<h1>{}: {}</h1>\n<p class=\"lead\">Assessment {}, revision {}, as it was submitted.</p>\n",
        typed(&frozen.unit_path.join(" / ")),
        typed(&frozen.unit_name),
        typed(&frozen.name),
        frozen.assessment,
        frozen.revision,
    );
    body.push_str(&facts(&[
        ("Score claimed", score(frozen.claimed, submission)),
        ("Score evidenced", score(frozen.evidenced, submission)),
        (
            "Submitted",
            format!(
                "{} by {}",
                words::moment(frozen.submitted_at),
                typed(&frozen.submitted_by.name)
            ),
        ),
        ("Due", submission.due_on.map_or_else(|| "no due date".to_owned(), words::day)),
        ("SHA-256", hash(&submission.sha256)),
    ]));
    body.push_str(&decisions(&submission.decisions));
    body.push_str("<h2>Answers</h2>\n");
    for answer in &frozen.answers {
        body.push_str(&question(answer, submission, beside));
    }
    body.push_str(&sealed_by(about, submission));
    page(&title, &body)
}

fn score(points: Points, submission: &Submission) -> String {
    let frozen = &submission.frozen;
    let key = format!("{}/{}", frozen.questionnaire, frozen.questionnaire_version);
    let band = Rules::of(&key).and_then(|rules| rules.band(points, true));
    band.map_or_else(|| points.to_string(), |band| format!("{points}, {}", band.label()))
}

fn decisions(decisions: &[DecisionRecord]) -> String {
    let said: String = decisions
        .iter()
        .map(|given| {
            let reason = if given.reason.is_empty() {
                String::new()
            } else {
                format!(": {}", typed(&given.reason))
            };
            let verb = if given.decision == "approved" { "Approved" } else { "Returned" };
            let (by, at) = (typed(&given.decided_by.name), words::moment(given.decided_at));
            format!("<li>{verb} by {by}, {at}{reason}</li>\n")
        })
        .collect();
    if said.is_empty() {
        return "<p class=\"quiet\">Nobody has approved or returned it yet.</p>\n".to_owned();
    }
    format!("<ul>\n{said}</ul>\n")
}

fn question(answer: &FrozenAnswer, submission: &Submission, beside: Beside<'_>) -> String {
    let given = match answer.answer {
        Answer::Yes if answer.is_covered() => "Yes, evidenced",
        Answer::Yes => "Yes, not evidenced",
        Answer::No => "No",
    };
    let mut html = format!(
        "<section class=\"question\">\n<h3>{}. {}</h3>\n<p>{}</p>\n\
         <p><span class=\"answer\">{given}</span> <span class=\"quiet\">{}, {}</span></p>\n",
        answer.question,
        text(&answer.label),
        text(&answer.text),
        typed(&answer.answered_by.name),
        words::moment(answer.answered_at),
    );
    if !answer.note.is_empty() {
        html.push_str(&format!("<p class=\"note\">{}</p>\n", typed(&answer.note)));
    }
    html.push_str(&inventory(answer));
    if answer.evidence.is_empty() {
        html.push_str("<p class=\"quiet\">No evidence was attached.</p>\n");
    } else {
        let items: String =
            answer.evidence.iter().map(|item| evidence(item, answer, submission, beside)).collect();
        html.push_str(&format!("<ul>\n{items}</ul>\n"));
    }
    html.push_str("</section>\n");
    html
}

fn inventory(answer: &FrozenAnswer) -> String {
    let said = |class: &str, lead: &str, sentences: &[String]| {
        let said: Vec<String> = sentences.iter().map(|sentence| typed(sentence)).collect();
        if said.is_empty() {
            return String::new();
        }
        format!("<p class=\"{class}\">{lead} {}</p>\n", said.join(" "))
    };
    said("quiet", "The inventory said:", &answer.inventory.facts)
        + &said("clash", "The inventory disagreed:", &answer.inventory.clashes)
}

fn evidence(
    item: &FrozenEvidence,
    answer: &FrozenAnswer,
    submission: &Submission,
    beside: Beside<'_>,
) -> String {
    let known = beside.evidence.iter().find(|known| known.id == item.id);
    let name = known.and_then(|known| known.file_name.as_deref());
    let name = name.map(|name| format!(", {}", typed(name))).unwrap_or_default();
    let kind = match item.kind {
        Kind::File => "file",
        Kind::Link => "link",
        Kind::Note => "note",
    };
    let counted = if item.counts { "counted on that day" } else { "did not count on that day" };
    let mut html = format!(
        "<li>{} <span class=\"quiet\">({kind}{name}, {}; collected {}, valid until {}; {counted})</span><br>{}",
        typed(&item.title),
        words::bytes(item.size),
        words::day(item.collected_on),
        words::day(item.valid_until),
        hash(&item.sha256),
    );
    let given = beside.verdicts.iter().filter(|given| {
        given.evidence == item.id
            && given.unit == submission.frozen.unit
            && given.question == answer.question
    });
    for given in given {
        html.push_str(&format!("<br>{}", verdict(given)));
    }
    if let Some(withdrawn) = known.and_then(|known| known.withdrawn.as_ref()) {
        html.push_str(&format!(
            "<br>Withdrawn by {}, {}: {}",
            typed(&withdrawn.by),
            words::moment(withdrawn.at),
            typed(&withdrawn.reason)
        ));
    }
    html.push_str("</li>\n");
    html
}

fn verdict(given: &VerdictRecord) -> String {
    let verb = match given.verdict {
        Verdict::Accepted => "Accepted",
        Verdict::Rejected => "Rejected",
        Verdict::Asked => "Question asked",
    };
    let (by, at) = (typed(&given.given_by.name), words::moment(given.given_at));
    let reason =
        if given.reason.is_empty() { String::new() } else { format!(": {}", typed(&given.reason)) };
    format!("{verb} by {by}, {at}{reason}")
}

fn sealed_by(about: &About, submission: &Submission) -> String {
    format!(
        "<h2>How this is sealed</h2>\n<p>The audit log records this submission with its hash in entry {}. \
         The log stood at entry {} on {}, and its head was:</p>\n<p>{}</p>\n\
         <p class=\"quiet\">Keep this page, printed. The head stands for every entry before it: whoever \
         rewrites the log later can't give entry {} this hash again.</p>\n",
        submission.entry,
        about.head.seq,
        words::moment(about.as_of),
        hash(&about.head.hash),
        about.head.seq,
    )
}
