//! Setting up an audit and changing it: one form for both.

use axum::response::{IntoResponse as _, Redirect};
use domain::audits::{NAME_MAX, NewAudit, PlanEntry, TEXT_MAX, new_audit};
use domain::text::Quarter;
use domain::{Action, AppError, AuditId, Invalid};
use leptos::prelude::*;

use super::PATH;
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{At, Sent};
use crate::shell::{Frame, NavKey};
use crate::ui::{Button, Field, Form, Notice, PageHead, Panel, Tone, Typed};

type Options = Vec<(String, String)>;

/// What can be chosen.
struct Offered {
    units: Options,
    rounds: Options,
    auditors: Options,
}

/// Which audit a form is about.
enum About {
    New,
    Change(AuditId, String),
}

/// `GET /audits/new`
///
/// # Errors
/// [`AppError::NotFound`] to whoever leads no audits.
pub(super) async fn new_form(visitor: Visitor) -> PageResult {
    let offered = offered(&visitor).await?;
    // An audit looks back: the quarter before this one is proposed.
    let before = Quarter::of(visitor.state.today()).first_day() - chrono::Days::new(1);
    let window = Quarter::of(before);
    let typed = Typed::new([
        ("from", window.first_day().to_string()),
        ("to", window.last_day().to_string()),
        ("auditors", visitor.actor.person.to_string()),
    ]);
    Ok(visitor.page(&frame(&visitor, &About::New), || content(&About::New, &typed, &offered)))
}

/// `POST /audits/new`
///
/// # Errors
/// As [`new_form`].
pub(super) async fn open(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    let offered = offered(&visitor).await?;
    let done = match read(&visitor, &typed) {
        Ok(new) => visitor.store().open_audit(&visitor.actor, &new).await.map_err(Failure::from),
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match done {
        Ok(id) => Ok(Redirect::to(&format!("{PATH}/{id}?done=opened")).into_response()),
        Err(failure) => again(&visitor, &About::New, typed, &offered, failure),
    }
}

/// `GET /audits/{id}/edit`
///
/// # Errors
/// [`AppError::NotFound`] to whoever doesn't lead it, [`AppError::Conflict`] once it is closed.
pub(super) async fn change_form(visitor: Visitor, At(id): At<AuditId>) -> PageResult {
    let (about, offered) = changing(&visitor, id).await?;
    let audit = visitor.read().audit(id).await?;
    let scope = visitor.read().audit_scope(id).await?;
    let mut typed = Typed::new([
        ("name", audit.name),
        ("about", audit.about),
        ("from", audit.from.to_string()),
        ("to", audit.to.to_string()),
    ]);
    for (unit, _) in scope.units {
        typed = typed.with("units", unit.to_string());
    }
    for (round, _) in scope.rounds {
        typed = typed.with("rounds", round.to_string());
    }
    for auditor in scope.auditors.into_iter().filter(|auditor| auditor.until.is_none()) {
        typed = typed.with("auditors", auditor.person.to_string());
    }
    Ok(visitor.page(&frame(&visitor, &about), || content(&about, &typed, &offered)))
}

/// `POST /audits/{id}/edit`
///
/// # Errors
/// As [`change_form`].
pub(super) async fn change(visitor: Visitor, At(id): At<AuditId>, Sent(typed): Sent) -> PageResult {
    let (about, offered) = changing(&visitor, id).await?;
    let done = match read(&visitor, &typed) {
        Ok(new) => {
            visitor.store().change_audit(&visitor.actor, id, &new).await.map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{PATH}/{id}?done=changed")).into_response()),
        Err(failure) => again(&visitor, &about, typed, &offered, failure),
    }
}

async fn changing(visitor: &Visitor, id: AuditId) -> PageResult<(About, Offered)> {
    let audit = visitor.read().audit(id).await?;
    super::one::must_lead(visitor, id).await?;
    if audit.closed.is_some() {
        let why = "This audit is closed, so it stays as it is.";
        return Err(AppError::Conflict(why.to_owned()).into());
    }
    Ok((About::Change(id, audit.name), offered(visitor).await?))
}

fn again(
    visitor: &Visitor,
    about: &About,
    typed: Typed,
    offered: &Offered,
    failure: Failure,
) -> PageResult {
    let typed = typed.wrong(failure.into_invalid()?);
    Ok(visitor.page_with_mistakes(&frame(visitor, about), || content(about, &typed, offered)))
}

fn read(visitor: &Visitor, typed: &Typed) -> Result<NewAudit, Invalid> {
    let all = |name| typed.all(name).into_iter().map(str::to_owned).collect();
    let entry = PlanEntry {
        name: typed.get("name").to_owned(),
        about: typed.get("about").to_owned(),
        from: typed.get("from").to_owned(),
        to: typed.get("to").to_owned(),
        units: all("units"),
        rounds: all("rounds"),
        auditors: all("auditors"),
    };
    new_audit(&entry, visitor.state.today())
}

async fn offered(visitor: &Visitor) -> PageResult<Offered> {
    if !visitor.actor.allows_somewhere(Action::LeadAudit) {
        return Err(AppError::NotFound.into());
    }
    let units = visitor.units_where(Action::LeadAudit).await?;
    let units = units.iter().map(|node| (node.unit.id.to_string(), node.path.join(" / ")));
    let read = visitor.read();
    let rounds = read.round_names().await?.into_iter();
    let auditors = read.possible_auditors().await?.into_iter();
    Ok(Offered {
        units: units.collect(),
        rounds: rounds.map(|(id, name)| (id.to_string(), name)).collect(),
        auditors: auditors.map(|(id, name)| (id.to_string(), name)).collect(),
    })
}

fn frame(visitor: &Visitor, about: &About) -> Frame {
    let (title, crumbs) = match about {
        About::New => ("Set up an audit".to_owned(), None),
        About::Change(id, name) => (format!("Change {name}"), Some((*id, name.clone()))),
    };
    let frame = visitor.frame(title, NavKey::Audits).crumb("Audits", Some(PATH.to_owned()));
    match crumbs {
        None => frame.crumb("Set up", None),
        Some((id, name)) => frame.crumb(name, Some(format!("{PATH}/{id}"))).crumb("Change", None),
    }
}

fn content(about: &About, typed: &Typed, offered: &Offered) -> AnyView {
    let (title, action, back, go) = match about {
        About::New => (
            "Set up an audit".to_owned(),
            "/audits/new".to_owned(),
            PATH.to_owned(),
            "Set up the audit",
        ),
        About::Change(id, name) => (
            format!("Change {name}"),
            format!("{PATH}/{id}/edit"),
            format!("{PATH}/{id}"),
            "Save the changes",
        ),
    };
    let what = view! {
        {Field::text("name", "Name").max(NAME_MAX).full().view(typed)}
        {Field::date("from", "First day of the window").view(typed)}
        {Field::date("to", "Last day of the window").view(typed)}
        {Field::textarea("about", "What it is for")
            .rows(3)
            .max(TEXT_MAX)
            .hint("The criteria, the mandate, who asked for it.")
            .optional()
            .full()
            .view(typed)}
    };
    let scope = view! {
        {Field::checks("units", "Business units", offered.units.clone())
            .hint("Each with all units below it.")
            .view(typed)}
        {rounds(offered, typed)}
        {Field::checks("auditors", "Auditors", offered.auditors.clone())
            .hint("Their verdicts, requests and findings can be part of it. Somebody from outside is let in by an administrator, once it is set up.")
            .view(typed)}
    };
    let form = Form::post(action).summary(typed).grid(what).body(scope).actions(view! {
        {Button::submit(go).primary()}
        {Button::link(back, "Cancel")}
    });
    let within = Notice::new(
        Tone::Neutral,
        "Within it lie the units’ assessments of the chosen rounds, those outside rounds that were submitted in the window, and evidence that was valid on a day of it or answers one of its requests.",
    )
    .icon("info");
    view! { {PageHead::new(title)}{Panel::untitled("The audit").stacked(view! { {within.view()}{form.view()} })} }
        .into_any()
}

fn rounds(offered: &Offered, typed: &Typed) -> AnyView {
    if offered.rounds.is_empty() {
        return ().into_any();
    }
    Field::checks("rounds", "Rounds", offered.rounds.clone())
        .hint("Without any, only assessments outside rounds are looked at.")
        .view(typed)
}
