//! The page of one audit: what it is of, what it has collected, what is left to do, and how it ends.

use axum::response::{IntoResponse as _, Redirect, Response};
use domain::audits::Remaining;
use domain::{Action, AppError, AuditId, text};
use http::StatusCode;
use leptos::prelude::*;
use store::{
    AuditFigures, AuditRow, AuditScope, AuditVerdict, ConclusionRow, FindingRow, RequestFilter,
    RequestRow,
};

use super::list::{state_badge, window};
use super::{PATH, collected, conclusions, outside, packing};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, At, Sent};
use crate::shell::{NavKey, Seal};
use crate::ui::figures::Figures;
use crate::ui::{Button, Facts, Form, Notice, PageHead, Panel, Tone, Typed};

/// What stands on the page.
pub(super) struct Sheet {
    pub(super) audit: AuditRow,
    pub(super) scope: AuditScope,
    pub(super) figures: AuditFigures,
    pub(super) remaining: Remaining,
    pub(super) requests: Vec<RequestRow>,
    pub(super) verdicts: Vec<AuditVerdict>,
    pub(super) findings: Vec<FindingRow>,
    pub(super) conclusions: Vec<ConclusionRow>,
    /// The units that can be concluded on, as choices.
    pub(super) units: Vec<(String, String)>,
    /// Whether the person may change and close it.
    pub(super) leads: bool,
    /// Whether they are among its auditors.
    pub(super) works: bool,
    /// Whether they may take its pack.
    pub(super) takes_pack: bool,
    /// Whether they look after accounts.
    pub(super) lets_in: bool,
    /// Whether they read what it has collected at all.
    pub(super) reads: bool,
    pub(super) today: domain::Day,
}

/// A form of the page that came back.
#[derive(Default)]
pub(super) struct Told {
    pub(super) conclusion: Typed,
    pub(super) closing: Typed,
    pub(super) until: Typed,
    pub(super) packing: Typed,
}

impl Sheet {
    async fn load(visitor: &Visitor, id: AuditId) -> PageResult<Self> {
        let (read, actor) = (visitor.read(), &visitor.actor);
        let audit = read.audit(id).await?;
        let is_open = audit.closed.is_none();
        let filter = RequestFilter { audit: Some(id), ..RequestFilter::default() };
        let units = read.audit_units(id).await?;
        Ok(Self {
            scope: read.audit_scope(id).await?,
            figures: read.audit_figures(id).await?,
            remaining: read.audit_remaining(id).await?,
            requests: read.requests(filter).await?,
            verdicts: read.audit_verdicts(id).await?,
            findings: read.findings(id).await?,
            conclusions: read.conclusions(id).await?,
            reads: !units.is_empty(),
            units: units.into_iter().map(|(unit, name)| (unit.to_string(), name)).collect(),
            leads: is_open && leads(visitor, id).await?,
            works: is_open && read.works_on_audit(id).await?,
            takes_pack: !actor.only_reads && read.takes_pack_of_audit(id).await?,
            lets_in: is_open && actor.allows(Action::ManagePeople),
            today: visitor.state.today(),
            audit,
        })
    }
}

/// `GET /audits/{id}`
///
/// # Errors
/// [`AppError::NotFound`] when there is none that the person may know of.
pub(super) async fn show(visitor: Visitor, At(id): At<AuditId>, Asked(asked): Asked) -> PageResult {
    let done = match asked.get("done") {
        "opened" => Some("The audit is set up"),
        "changed" => Some("Changed"),
        "concluded" => Some("The conclusion is recorded"),
        "limited" => Some("The last day is changed"),
        "closed" => Some("The audit is closed"),
        _ => None,
    };
    page(&visitor, id, &Told::default(), done, StatusCode::OK).await
}

/// `POST /audits/{id}/close`
///
/// # Errors
/// As [`show`]; [`AppError::Refused`] to whoever doesn't lead it.
pub(super) async fn close(visitor: Visitor, At(id): At<AuditId>, Sent(typed): Sent) -> PageResult {
    visitor.read().audit(id).await?;
    must_lead(&visitor, id).await?;
    let done = visitor.store().close_audit(&visitor.actor, id).await.map_err(Failure::from);
    settle(&visitor, id, done, "closed", typed, |typed| Told { closing: typed, ..Told::default() })
        .await
}

/// Refuses whoever sees an audit and doesn't lead all of it.
pub(super) async fn must_lead(visitor: &Visitor, id: AuditId) -> PageResult<()> {
    if leads(visitor, id).await? {
        return Ok(());
    }
    let why = "An audit is changed and closed by whoever audits every unit of it.";
    Err(AppError::Refused(why.to_owned()).into())
}

async fn leads(visitor: &Visitor, id: AuditId) -> PageResult<bool> {
    Ok(visitor.read().leads_audit(id).await?)
}

/// On to the page after a form of it, or the page again with what is wrong.
pub(super) async fn settle(
    visitor: &Visitor,
    id: AuditId,
    done: Result<(), Failure>,
    word: &str,
    typed: Typed,
    told: impl FnOnce(Typed) -> Told,
) -> PageResult {
    let Err(failure) = done else {
        return Ok(Redirect::to(&format!("{PATH}/{id}?done={word}")).into_response());
    };
    let (typed, status) = failure.into_form(typed)?;
    page(visitor, id, &told(typed), None, status).await
}

async fn page(
    visitor: &Visitor,
    id: AuditId,
    told: &Told,
    done: Option<&str>,
    status: StatusCode,
) -> PageResult<Response> {
    let sheet = Sheet::load(visitor, id).await?;
    let frame = visitor
        .frame(sheet.audit.name.clone(), NavKey::Audits)
        .crumb("Audits", Some(PATH.to_owned()))
        .crumb(sheet.audit.name.clone(), None)
        .sealed(Seal::of(visitor).await?)
        .flash(done);
    Ok((status, visitor.page(&frame, || content(&sheet, told))).into_response())
}

fn content(sheet: &Sheet, told: &Told) -> AnyView {
    let id = sheet.audit.id;
    let change = sheet.leads.then(|| Button::link(format!("{PATH}/{id}/edit"), "Change").view());
    let review = sheet.works.then(|| {
        Button::link(format!("/review?audit={id}"), "Review its evidence")
            .primary()
            .icon("list-checks")
            .view()
    });
    let head = PageHead::new(sheet.audit.name.clone())
        .meta(state_badge(&sheet.audit))
        .actions(view! { {review}{change} });
    let collected = sheet.reads.then(|| collected(sheet));
    let reserved = (!sheet.reads).then(|| {
        let text = "What it has collected is read by those who audit, manage or assess its units.";
        Notice::new(Tone::Neutral, text).icon("lock").view()
    });
    view! {
        {head}
        <div class="cols cols--main">
            <div class="stack stack--6">{reserved}{collected}</div>
            <aside class="stack stack--6" aria-label="About the audit">
                {about(sheet)}
                {conclusions::panel(sheet, &told.conclusion)}
                {packing::panel(sheet, &told.packing)}
                {outside::panel(sheet, &told.until)}
                {closing(sheet, &told.closing)}
            </aside>
        </div>
    }
    .into_any()
}

fn collected(sheet: &Sheet) -> AnyView {
    let figures = &sheet.figures;
    let open = sheet.findings.iter().filter(|finding| finding.ended.is_none()).count();
    let waiting = sheet.remaining.open_requests;
    let line = Figures::new()
        .figure("Assessments", text::number(figures.assessments.into()), "within it")
        .figure(
            "Evidence judged",
            format!("{} of {}", figures.judged, figures.places),
            format!(
                "{} accepted, {} rejected, {} asked",
                figures.accepted, figures.rejected, figures.asked
            ),
        )
        .figure("Requests", sheet.requests.len().to_string(), format!("{waiting} open"))
        .figure("Findings", sheet.findings.len().to_string(), format!("{open} not ended"));
    view! {
        {Panel::untitled("Figures").body(line.view()).view()}
        {collected::findings(sheet)}
        {collected::requests(sheet)}
        {collected::verdicts(sheet)}
    }
    .into_any()
}

fn about(sheet: &Sheet) -> AnyView {
    let audit = &sheet.audit;
    let names = |names: Vec<&str>| {
        if names.is_empty() { "None".to_owned() } else { text::list(&names) }
    };
    let units = sheet.scope.units.iter().map(|(_, name)| name.as_str()).collect();
    let rounds = sheet.scope.rounds.iter().map(|(_, name)| name.as_str()).collect();
    let auditors = sheet.scope.auditors.iter().map(|auditor| auditor.name.as_str()).collect();
    let mut facts = Facts::new()
        .text("Window", window(audit))
        .text("Business units", names(units))
        .text("Rounds", names(rounds))
        .text("Auditors", names(auditors))
        .text("Set up", format!("{}, {}", audit.opened_by_name, text::day(audit.opened_at.day())));
    if let Some((who, at)) = &audit.closed {
        facts = facts.text("Closed", format!("{who}, {}", text::moment(*at)));
    }
    let words = (!audit.about.is_empty())
        .then(|| view! { <div class="lines small">{audit.about.clone()}</div> });
    Panel::new("What it is of").stacked(view! { {words}{facts.view()} }).view()
}

/// What is left to do, and the button when nothing is.
fn closing(sheet: &Sheet, typed: &Typed) -> Option<AnyView> {
    if !sheet.leads {
        return None;
    }
    let obstacles = sheet.remaining.obstacles();
    let body = if obstacles.is_empty() {
        let form = Form::post(format!("{PATH}/{}/close", sheet.audit.id))
            .summary_for(typed, "close")
            .body(view! {
                <p class="small soft">
                    "Nothing is added to a closed audit, and accounts from outside end. It can’t be opened again."
                </p>
            })
            .actions(Button::submit("Close the audit"));
        form.view()
    } else {
        let again = crate::ui::error_summary(typed);
        let items = obstacles.into_iter().map(|what| view! { <li>{what}</li> }).collect_view();
        view! {
            {again}
            <p class="small">"Before it can be closed:"</p>
            <ul class="small prose">{items}</ul>
        }
        .into_any()
    };
    Some(Panel::new("Closing").stacked(body).view())
}
