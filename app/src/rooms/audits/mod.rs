//! Audits: their list, setting one up, the page of one with all that it has collected, its findings,
//! and letting somebody in from outside.

mod collected;
mod conclusions;
mod entry;
mod finding;
mod findings;
mod list;
mod one;
mod outside;
mod packing;

use domain::Action;
use domain::audits::{Ending, Grade, Opinion};
use leptos::prelude::AnyView;
use store::FindingRow;

use crate::routes::Access::{Needs, SignedIn};
use crate::routes::Routes;
use crate::ui::{Tone, badge};

const PATH: &str = "/audits";
const FINDINGS: &str = "/findings";

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let lead = Needs(Action::LeadAudit);
    let work = Needs(Action::WorkOnAudit);
    let accounts = Needs(Action::ManagePeople);
    Routes::new()
        .get(PATH, SignedIn, list::list)
        .get("/audits/new", lead, entry::new_form)
        .post("/audits/new", lead, entry::open)
        .get("/audits/{id}", Needs(Action::ReadAudit), one::show)
        .get("/audits/{id}/edit", lead, entry::change_form)
        .post("/audits/{id}/edit", lead, entry::change)
        .post("/audits/{id}/close", lead, one::close)
        .post("/audits/{id}/conclusions", work, conclusions::conclude)
        .post("/audits/{id}/pack", Needs(Action::TakePack), packing::take)
        .get("/audits/{id}/findings/new", work, findings::form)
        .post("/audits/{id}/findings/new", work, findings::raise)
        .get("/audits/{id}/outside", accounts, outside::form)
        .post("/audits/{id}/outside", accounts, outside::invite)
        .post("/audits/{id}/outside/until", accounts, outside::limit)
        .get("/findings/{id}", Needs(Action::OpenEvidence), finding::show)
        .post("/findings/{id}/respond", Needs(Action::RespondToFinding), finding::respond)
        .post("/findings/{id}/end", work, finding::end)
}

fn grade_badge(grade: Grade) -> AnyView {
    match grade {
        Grade::Major => badge(Tone::High, "triangle-alert", grade.label()),
        Grade::Minor => badge(Tone::Off, "triangle-alert", grade.label()),
        Grade::Observation => badge(Tone::Neutral, "eye", grade.label()),
    }
}

/// How a finding stands.
fn finding_badge(finding: &FindingRow) -> AnyView {
    match (finding.ended, &finding.response) {
        (Some(Ending::Remedied), _) => badge(Tone::True, "circle-check", "Remedied"),
        (Some(Ending::Withdrawn), _) => badge(Tone::Neutral, "archive", "Withdrawn"),
        (None, Some(_)) => badge(Tone::Info, "message-circle-question-mark", "Responded to"),
        (None, None) if finding.audit_closed => {
            badge(Tone::Neutral, "lock", "Left without a response")
        }
        (None, None) => badge(Tone::Off, "clock", "Waits for a response"),
    }
}

fn opinion_badge(opinion: Opinion) -> AnyView {
    match opinion {
        Opinion::Unqualified => badge(Tone::True, "circle-check", opinion.short()),
        Opinion::Qualified => badge(Tone::Off, "circle-alert", opinion.short()),
        Opinion::Adverse => badge(Tone::High, "circle-x", opinion.short()),
        Opinion::Disclaimer => badge(Tone::Neutral, "circle-help", opinion.short()),
    }
}
