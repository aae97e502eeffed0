//! Letting somebody in from outside: an account that sees one audit, up to a day.

use axum::response::Response;
use domain::audits::{EXTERNAL_DAYS, external_until};
use domain::{Action, AppError, AuditId, Invalid, PersonId, text};
use http::StatusCode;
use leptos::prelude::*;
use store::{Auditor, NewOutsider};

use super::PATH;
use super::one::{Sheet, Told, settle};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{At, Sent};
use crate::rooms::org::{Shown, SiteAddress, link_page, only_for};
use crate::shell::NavKey;
use crate::ui::{Button, Field, Form, PageHead, Panel, Typed};

/// For how long an account is proposed, in days.
const PROPOSED: u64 = 60;

/// `GET /audits/{id}/outside`
///
/// # Errors
/// Not found for anyone but administrators, and when there is no such audit.
pub(super) async fn form(visitor: Visitor, At(id): At<AuditId>) -> PageResult {
    let name = audit(&visitor, id).await?;
    let until = visitor.state.today() + chrono::Days::new(PROPOSED);
    let typed = Typed::new([("until", until.to_string())]);
    Ok(page(&visitor, StatusCode::OK, id, &name, &typed))
}

/// `POST /audits/{id}/outside`: answers with the link itself, which is shown this once.
///
/// # Errors
/// As [`form`].
pub(super) async fn invite(
    visitor: Visitor,
    At(id): At<AuditId>,
    SiteAddress(site): SiteAddress,
    Sent(typed): Sent,
) -> PageResult {
    let name = audit(&visitor, id).await?;
    let done = match parse(&visitor, &typed) {
        Ok(new) => {
            let made = visitor.store().invite_from_outside(&visitor.actor, id, &new).await;
            made.map(|made| (new.name, made)).map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match done {
        Ok((who, made)) => Ok(link_page(&visitor, &Shown::new(&site, &who, &made))),
        Err(failure) => {
            let typed = typed.wrong(failure.into_invalid()?);
            Ok(page(&visitor, StatusCode::UNPROCESSABLE_ENTITY, id, &name, &typed))
        }
    }
}

/// `POST /audits/{id}/outside/until`: moves the last day of an account.
///
/// # Errors
/// As [`form`]; not found for somebody who has no account for this audit.
pub(super) async fn limit(visitor: Visitor, At(id): At<AuditId>, Sent(typed): Sent) -> PageResult {
    audit(&visitor, id).await?;
    let person = typed.get("person").parse().map(PersonId).map_err(|_| AppError::NotFound)?;
    let today = visitor.state.today();
    // Ending an account now is the day before: today would still open it.
    let until = if typed.get("end").is_empty() {
        external_until(typed.get("until"), today)
    } else {
        Ok(today - chrono::Days::new(1))
    };
    let done = match until {
        Ok(until) => {
            let done = visitor.store().limit_outsider(&visitor.actor, id, person, until).await;
            done.map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    let told = |typed| Told { until: typed, ..Told::default() };
    settle(&visitor, id, done, "limited", typed, told).await
}

async fn audit(visitor: &Visitor, id: AuditId) -> PageResult<String> {
    only_for(visitor, Action::ManagePeople)?;
    let audit = visitor.read().audit(id).await?;
    if audit.closed.is_some() {
        let why = "This audit is closed: nobody is let in any more.";
        return Err(AppError::Conflict(why.to_owned()).into());
    }
    Ok(audit.name)
}

fn parse(visitor: &Visitor, typed: &Typed) -> Result<NewOutsider, Invalid> {
    let mut invalid = Invalid::new();
    let name = invalid.check("name", text::person_name(typed.get("name")));
    let email = invalid.check("email", text::email(typed.get("email")));
    let today = visitor.state.today();
    let until = external_until(typed.get("until"), today).map_err(|more| invalid.0.extend(more.0));
    let new = NewOutsider {
        name: name.unwrap_or_default(),
        email: email.unwrap_or_default(),
        until: until.unwrap_or(today),
    };
    invalid.or(new)
}

fn page(visitor: &Visitor, status: StatusCode, id: AuditId, name: &str, typed: &Typed) -> Response {
    use axum::response::IntoResponse as _;
    let frame = visitor
        .frame("Let somebody in from outside", NavKey::Audits)
        .crumb("Audits", Some(PATH.to_owned()))
        .crumb(name.to_owned(), Some(format!("{PATH}/{id}")))
        .crumb("From outside", None);
    (status, visitor.page(&frame, || content(id, name, typed))).into_response()
}

fn content(id: AuditId, name: &str, typed: &Typed) -> AnyView {
    let head = PageHead::new("Let somebody in from outside")
        .lede(format!("An account that sees “{name}” and nothing else, up to and with a day."));
    let form = Form::post(format!("{PATH}/{id}/outside"))
        .summary(typed)
        .grid(view! {
            {Field::text("name", "Name").autocomplete("off").max(120).view(typed)}
            {Field::email("email", "Email").autocomplete("off").max(254).view(typed)}
            {Field::date("until", "Last day")
                .hint(format!("At most {EXTERNAL_DAYS} days ahead. Closing the audit ends it earlier."))
                .view(typed)}
        })
        .actions(view! {
            {Button::submit("Make the invitation").primary()}
            {Button::link(format!("{PATH}/{id}"), "Cancel")}
        });
    let what = Panel::new("What they see").body(view! {
        <div class="prose small soft">
            <p>"The audit’s units with their registers, its assessments and its evidence."</p>
            <p>"They give verdicts, ask for evidence, raise findings and conclude. They can take the audit’s pack with them. Everything else does not exist for them; the audit log is not shown."</p>
        </div>
    });
    view! { {head}<div class="cols cols--main">{Panel::untitled("Invitation").body(form)}{what}</div> }
        .into_any()
}

/// The accounts from outside, for those who look after accounts.
pub(super) fn panel(sheet: &Sheet, typed: &Typed) -> Option<AnyView> {
    if !sheet.lets_in {
        return None;
    }
    let id = sheet.audit.id;
    let outsiders = sheet.scope.auditors.iter().filter(|auditor| auditor.until.is_some());
    let forms = outsiders.map(|outsider| until_form(sheet, outsider, typed)).collect_view();
    let invite = Button::link(format!("{PATH}/{id}/outside"), "Let somebody in").icon("user-plus");
    let body = view! { {forms}<div class="actions">{invite.view()}</div> };
    Some(Panel::new("From outside").stacked(body).view())
}

fn until_form(sheet: &Sheet, outsider: &Auditor, typed: &Typed) -> AnyView {
    let until = outsider.until.unwrap_or(sheet.today);
    let person = outsider.person.to_string();
    let prefix = format!("until-{person}");
    let over = until < sheet.today;
    let said = if over { "Over since" } else { "Until" };
    let typed = if typed.get("person") == person {
        typed.clone()
    } else {
        Typed::new([("until", until.to_string())])
    };
    let form = Form::post(format!("{PATH}/{}/outside/until", sheet.audit.id))
        .hidden("person", person)
        .summary_for(&typed, &prefix)
        .body(Field::date("until", "Last day").prefix(prefix).small().view(&typed))
        .actions(view! {
            {Button::submit("Change the day").small()}
            {(!over).then(|| Button::submit("End it now").small().quiet().value("end", "now").view())}
        });
    view! {
        <div class="stack stack--2">
            <p><b>{outsider.name.clone()}</b></p>
            <p class="small muted">{format!("{said} {}", text::day(until))}</p>
            {form.view()}
        </div>
    }
    .into_any()
}
