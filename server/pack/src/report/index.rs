//! The start page of a pack.

use domain::assessment::Frozen;
use domain::{Points, text as words};

use super::markup::{facts, hash, page, text, typed};
use crate::manifest::About;
use crate::path;

/// A submission as the start page lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The path of its files without their ending.
    pub path: String,
    /// The unit's name on the day.
    pub unit: String,
    /// What the assessment is called.
    pub name: String,
    /// Its revision.
    pub revision: u32,
    /// Points claimed.
    pub claimed: Points,
    /// Points evidenced on the day.
    pub evidenced: Points,
}

impl Listed {
    /// A submission whose files lie at this path.
    #[must_use]
    pub fn of(path: &str, frozen: &Frozen) -> Self {
        Self {
            path: path.to_owned(),
            unit: frozen.unit_name.clone(),
            name: frozen.name.clone(),
            revision: frozen.revision,
            claimed: frozen.claimed,
            evidenced: frozen.evidenced,
        }
    }
}

/// What a pack holds beside its submissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// How many items of evidence.
    pub evidence: u64,
    /// How many verdicts.
    pub verdicts: u64,
    /// Whether there are results in OSCAL's form.
    pub results: bool,
}

/// The page, as HTML.
#[must_use]
pub fn index(about: &About, key: &str, listed: &[Listed], held: Held) -> String {
    let scope = &about.scope;
    let of = scope.names().into_iter().map(typed).collect::<Vec<_>>().join(", ");
    let mut body = format!(
        "<p class=\"lead\">{}</p>\n<h1>Audit pack: {of}</h1>\n\
         <p class=\"lead\">As of {}. Nothing that came later is in it.</p>\n",
        typed(&about.organisation),
        words::moment(about.as_of),
    );
    body.push_str(&facts(&[
        ("Units", words::number(scope.units.len() as u64)),
        ("Submissions", words::number(listed.len() as u64)),
        ("Evidence", words::count(held.evidence, "item", "items")),
        ("Verdicts", words::number(held.verdicts)),
        ("Log", format!("entries 1 to {}", about.head.seq)),
        ("Head of the log", hash(&about.head.hash)),
        ("Signed with the key", hash(key)),
        ("Installation", hash(&about.installation)),
    ]));
    body.push_str(
        "<p class=\"quiet\">Keep this page, printed. The head of the log stands for every entry before \
         it: whoever rewrites the log later can't give that entry this hash again.</p>\n",
    );
    body.push_str(&contents(held.results, scope.audit.is_some()));
    body.push_str("<h2>Submissions</h2>\n");
    body.push_str(&table(listed));
    page(&format!("Audit pack: {}", scope.names()[0]), &body)
}

fn contents(oscal: bool, audit: bool) -> String {
    let files = [
        (path::AUDIT, "what the audit is of, what its auditors concluded, found and asked for"),
        (path::HOW_TO, "how to check all of this without Plumbline"),
        ("assessments/", "each submission, as the bytes that were frozen and as a page to print"),
        ("evidence/", "what was attached, each file named by its SHA-256"),
        (path::EVIDENCE, "what each item of evidence is, with the name of its file"),
        (path::VERDICTS, "what auditors said of it"),
        (path::DECISIONS, "who approved or returned what"),
        (path::FINDINGS, "what the auditors found, the response, and how it ended"),
        (path::REQUESTS, "what they asked for, and the answers"),
        (path::CONCLUSIONS, "what they concluded"),
        (path::SUBMISSIONS, "which entry of the log records each submission"),
        (path::LOG, "the audit log with the links of its chain"),
        (path::OSCAL, "the newest revisions, and what an audit found, as OSCAL assessment results"),
        (path::MANIFEST, "every file with its size and hash; signed"),
    ];
    let of_audits = [path::AUDIT, path::FINDINGS, path::REQUESTS, path::CONCLUSIONS];
    let rows: String = files
        .iter()
        .filter(|(name, _)| oscal || *name != path::OSCAL)
        .filter(|(name, _)| audit || !of_audits.contains(name))
        .map(|(name, what)| {
            let shown = format!("<code>{name}</code>");
            let shown = if *name == path::AUDIT {
                format!("<a href=\"{name}\">{shown}</a>")
            } else {
                shown
            };
            format!("<li>{shown}: {what}</li>\n")
        })
        .collect();
    format!("<h2>What is in it</h2>\n<ul>\n{rows}</ul>\n")
}

fn table(listed: &[Listed]) -> String {
    if listed.is_empty() {
        return "<p class=\"quiet\">Nothing had been submitted.</p>\n".to_owned();
    }
    let rows: String = listed
        .iter()
        .map(|row| {
            format!(
                "<tr><td>{}</td><td><a href=\"{}.html\">{}</a></td><td class=\"number\">{}</td>\
                 <td class=\"number\">{}</td><td class=\"number\">{}</td></tr>\n",
                typed(&row.unit),
                text(&row.path),
                typed(&row.name),
                row.revision,
                row.claimed,
                row.evidenced,
            )
        })
        .collect();
    format!(
        "<div class=\"table\"><table>\n<thead><tr><th>Unit</th><th>Assessment</th><th class=\"number\">Revision</th>\
         <th class=\"number\">Claimed</th><th class=\"number\">Evidenced</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
    )
}
