//! The list of audits: the open ones first.

use domain::{Action, text};
use leptos::prelude::*;
use store::AuditRow;

use super::PATH;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::shell::NavKey;
use crate::ui::{Button, Col, Empty, PageHead, Panel, Table, Tone, badge};

/// `GET /audits`
///
/// # Errors
/// When the database fails.
pub(super) async fn list(visitor: Visitor) -> PageResult {
    let rows = visitor.read().audits().await?;
    let leads = visitor.actor.allows_somewhere(Action::LeadAudit);
    let frame = visitor.frame("Audits", NavKey::Audits).crumb("Audits", None);
    Ok(visitor.page(&frame, || {
        let new = leads.then(|| {
            Button::link("/audits/new", "Set up an audit").primary().icon("plus").view()
        });
        let head = PageHead::new("Audits").lede(
            "A span of days in which units and rounds are looked at, with its own requests, verdicts, findings and conclusions.",
        );
        let body = if rows.is_empty() { nothing() } else { table(&rows) };
        view! { {head.actions(view! { {new} })}{body} }.into_any()
    }))
}

fn nothing() -> AnyView {
    let text = "Auditors set one up for the units that they audit. Those who manage or audit a unit see its audits here.";
    Empty::new("shield-check", "There is no audit of your units", text).section().view()
}

fn table(rows: &[AuditRow]) -> AnyView {
    let cols = [
        Col::new("Audit"),
        Col::new("State"),
        Col::new("Window").p2(),
        Col::new("Set up by").p3(),
        Col::new("Closed").p4(),
    ];
    let rows = rows.iter().map(row).collect_view();
    let table = Table::new("Audits, the open ones first").cols(cols).rows(rows);
    Panel::untitled("Audits").flush(table.view()).view()
}

/// How an audit stands.
pub(super) fn state_badge(audit: &AuditRow) -> AnyView {
    match audit.closed {
        None => badge(Tone::Info, "clock", "Open"),
        Some(_) => badge(Tone::Neutral, "lock", "Closed"),
    }
}

/// "1 Jul 2026 to 30 Sep 2026"
pub(super) fn window(audit: &AuditRow) -> String {
    format!("{} to {}", text::day(audit.from), text::day(audit.to))
}

fn row(audit: &AuditRow) -> AnyView {
    let closed = audit.closed.as_ref().map(|(_, at)| text::day(at.day())).unwrap_or_default();
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{PATH}/{}", audit.id)>{audit.name.clone()}</a>
                <span class="only-narrow">{window(audit)}</span>
            </th>
            <td class="nowrap">{state_badge(audit)}</td>
            <td class="p2 nowrap num">{window(audit)}</td>
            <td class="p3 nowrap">{audit.opened_by_name.clone()}</td>
            <td class="p4 nowrap num">{closed}</td>
        </tr>
    }
    .into_any()
}
