//! One's own account: name, password, sessions.

use axum::response::{IntoResponse as _, Redirect, Response};
use domain::{AppError, Invalid, text};
use http::{StatusCode, header};
use store::SignIn;

use super::begin::{begin, id_of};
use super::hasher::Checked;
use super::own_page::{Forms, Own, content};
use super::password::{Tried, chosen, hash, try_password, wait_sentence};
use crate::context::{Address, Visitor};
use crate::failure::PageResult;
use crate::request::{Asked, Sent};
use crate::shell::NavKey;
use crate::ui::Typed;

/// What the last step did, by the key in the address.
const DONE: [(&str, &str); 4] = [
    ("name", "Your name is changed."),
    ("password", "Your password is changed, and you are signed out everywhere else."),
    ("ended", "The session is ended."),
    ("others", "All other sessions are ended."),
];

/// `GET /account`
///
/// # Errors
/// When the database fails.
pub async fn show(visitor: Visitor, Asked(query): Asked) -> PageResult {
    let done = DONE.iter().find(|(key, _)| *key == query.get("done")).map(|(_, said)| *said);
    page(&visitor, &Forms::default(), done).await
}

/// `POST /account`: the field `do` says which of its forms was sent.
///
/// # Errors
/// When the database fails.
pub async fn change(visitor: Visitor, Address(address): Address, Sent(typed): Sent) -> PageResult {
    match typed.get("do") {
        "name" => rename(&visitor, typed).await,
        "password" => change_password(&visitor, &address, typed).await,
        "end" => {
            visitor.store().end_session(&visitor.actor, typed.get("session")).await?;
            Ok(Redirect::to("/account?done=ended").into_response())
        }
        "end-others" => {
            let keep = id_of(&visitor.session);
            visitor.store().end_other_sessions(&visitor.actor, &keep).await?;
            Ok(Redirect::to("/account?done=others").into_response())
        }
        _ => Err(AppError::NotFound.into()),
    }
}

async fn rename(visitor: &Visitor, typed: Typed) -> PageResult {
    let mut invalid = Invalid::new();
    let name = invalid.check("name", text::person_name(typed.get("name")));
    let Some(name) = name else {
        let forms = Forms { name: Some(typed.wrong(invalid)), ..Forms::default() };
        return mistakes(visitor, StatusCode::UNPROCESSABLE_ENTITY, &forms).await;
    };
    visitor.store().rename_self(&visitor.actor, &name).await?;
    Ok(Redirect::to("/account?done=name").into_response())
}

/// The present password is asked for, so that an unlocked screen is not enough to take an account
/// over; it is tried at the same pace as at sign-in.
async fn change_password(visitor: &Visitor, address: &str, typed: Typed) -> PageResult {
    let (actor, state) = (&visitor.actor, &visitor.state);
    let again = async |status: StatusCode, invalid: Invalid| {
        let forms = Forms { password: Some(typed.clone().wrong(invalid)), ..Forms::default() };
        mistakes(visitor, status, &forms).await
    };
    let mut invalid = Invalid::new();
    if typed.get("present").is_empty() {
        invalid.add("present", "Enter your present password.");
    }
    let new = chosen(&typed, &actor.email, &actor.name, &mut invalid);
    let (Some(new), true) = (new, invalid.0.is_empty()) else {
        return again(StatusCode::UNPROCESSABLE_ENTITY, invalid).await;
    };
    let stored = state.store.own_password_hash(actor).await?;
    let present = typed.get("present");
    match try_password(state, &actor.email, address, present, stored.clone()).await? {
        Tried::Wait(seconds) => {
            state.store.throttled_password(actor, address).await?;
            let status = StatusCode::TOO_MANY_REQUESTS;
            let mut page = again(status, Invalid::one("present", wait_sentence(seconds))).await?;
            page.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            Ok(page)
        }
        Tried::Checked(Checked::Wrong) => {
            state.store.refused_password(actor, address).await?;
            let wrong = Invalid::one("present", "This is not your present password.");
            again(StatusCode::UNPROCESSABLE_ENTITY, wrong).await
        }
        Tried::Checked(Checked::Right { .. }) => {
            let hash = hash(state, new).await?;
            let session = id_of(&visitor.session);
            state.store.change_password(actor, stored.as_deref(), &hash, &session).await?;
            let known = SignIn {
                id: actor.person,
                name: actor.name.clone(),
                password_hash: Some(hash),
                deactivated: false,
            };
            begin(state, &visitor.session, &known, &visitor.sketch, address).await?;
            Ok(Redirect::to("/account?done=password").into_response())
        }
    }
}

async fn mistakes(visitor: &Visitor, status: StatusCode, forms: &Forms) -> PageResult {
    Ok((status, page(visitor, forms, None).await?).into_response())
}

async fn page(
    visitor: &Visitor,
    forms: &Forms,
    done: Option<&'static str>,
) -> PageResult<Response> {
    let idle = chrono::Duration::hours(i64::from(visitor.state.settings.session_idle_hours));
    let now = visitor.state.now();
    let mut sessions = visitor.store().sessions_of(&visitor.actor).await?;
    sessions.retain(|session| session.seen_at.plus(idle) > now);
    let own = Own {
        name: visitor.actor.name.clone(),
        email: visitor.actor.email.clone(),
        sessions,
        this: store::Store::session_key(&id_of(&visitor.session)),
        calendar: match visitor.actor.only_in {
            Some(_) => None,
            None => Some(visitor.read().own_calendar().await?),
        },
        theme: visitor.sketch.theme,
        now,
    };
    let frame =
        visitor.frame("Your account", NavKey::Account).crumb("Your account", None).flash(done);
    Ok(visitor.page(&frame, || content(&own, forms)))
}
