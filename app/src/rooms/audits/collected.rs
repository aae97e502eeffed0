//! What an audit has collected: its findings, its requests and its verdicts.

use domain::evidence::Verdict;
use domain::text;
use leptos::prelude::*;
use store::AuditVerdict;

use super::one::Sheet;
use super::{FINDINGS, PATH, finding_badge, grade_badge};
use crate::rooms::evidence::{label_of, request_badge};
use crate::ui::list::{Item, list};
use crate::ui::{Button, Col, Empty, Panel, Table, Tone, badge};

pub(super) fn findings(sheet: &Sheet) -> AnyView {
    let raise = sheet.works.then(|| {
        let to = format!("{PATH}/{}/findings/new", sheet.audit.id);
        Button::link(to, "Raise a finding").small().icon("plus").view()
    });
    let panel = Panel::new("Findings").end(view! { {raise} });
    if sheet.findings.is_empty() {
        let text = "What does not hold is raised as a finding. The unit’s manager responds to it.";
        return panel.body(Empty::new("eye", "No findings", text)).view();
    }
    let cols =
        [Col::new("Finding"), Col::new("State"), Col::new("Weight").p2(), Col::new("Raised").p3()];
    let rows = sheet.findings.iter().map(|finding| {
        let place = format!("{}, {}", label_of(finding.question), finding.unit_name);
        view! {
            <tr>
                <th scope="row">
                    <a href=format!("{FINDINGS}/{}", finding.id)>{finding.title.clone()}</a>
                    <span class="sub">{place}</span>
                </th>
                <td class="nowrap">{finding_badge(finding)}</td>
                <td class="p2 nowrap">{grade_badge(finding.grade)}</td>
                <td class="p3 nowrap num">{text::day(finding.raised_at.day())}</td>
            </tr>
        }
    });
    let table = Table::new("Findings of the audit").cols(cols).rows(rows.collect_view());
    panel.flush(table.view()).view()
}

pub(super) fn requests(sheet: &Sheet) -> AnyView {
    let ask = sheet.works.then(|| {
        let to = format!("/requests/new?audit={}", sheet.audit.id);
        Button::link(to, "Ask for evidence").small().icon("plus").view()
    });
    let panel = Panel::new("Requests").end(view! { {ask} });
    if sheet.requests.is_empty() {
        let text = "What the auditors need to see and the units have not shown is asked for.";
        return panel.body(Empty::new("file-plus-2", "Nothing was asked for", text)).view();
    }
    let items = sheet.requests.iter().map(|request| {
        let first = request.wanted.lines().next().unwrap_or_default().to_owned();
        let due = text::day(request.due_on);
        Item::new(first)
            .below(format!("{}, {}, due {due}", label_of(request.question), request.unit_name))
            .end(request_badge(request.state, request.due_on, sheet.today))
            .href(format!("/requests/{}", request.id))
    });
    panel.flush(list(items)).view()
}

/// How many verdicts the page shows; the rest are found in the review of its evidence.
const VERDICTS: usize = 50;

pub(super) fn verdicts(sheet: &Sheet) -> AnyView {
    let panel = Panel::new("Verdicts");
    if sheet.verdicts.is_empty() {
        let text = "Verdicts that its auditors give in the review of its evidence stand here.";
        return panel.body(Empty::new("list-checks", "No verdict yet", text)).view();
    }
    let more = (sheet.verdicts.len() > VERDICTS).then(|| {
        format!("The newest {VERDICTS}. The review of its evidence finds all by their state.")
    });
    let items = sheet.verdicts.iter().take(VERDICTS).map(verdict);
    let panel = panel.flush(list(items));
    match more {
        Some(more) => panel.foot(view! { <p class="small muted">{more}</p> }).view(),
        None => panel.view(),
    }
}

fn verdict(row: &AuditVerdict) -> Item {
    let said = match row.verdict {
        Verdict::Accepted => badge(Tone::True, "circle-check", "Accepted"),
        Verdict::Rejected => badge(Tone::High, "circle-x", "Rejected"),
        Verdict::Asked => badge(Tone::Info, "message-circle-question-mark", "Question asked"),
    };
    let when = text::day(row.given_at.day());
    let place = format!("{}, {}", label_of(row.question), row.unit_name);
    Item::new(row.title.clone())
        .below(format!("{place}. {}, {when}", row.given_by_name))
        .end(said)
        .href(format!("/evidence/{}", row.evidence_id))
}
