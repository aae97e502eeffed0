//! Links that work once: taking up an invitation, and choosing a new password.

use axum::extract::State;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use domain::{AppError, Invalid, text};
use http::StatusCode;
use leptos::prelude::*;
use store::{Link, LinkPurpose, SignIn};
use tower_sessions::Session;

use super::begin::begin;
use super::password::{chosen, hash, new_fields};
use super::sign_in::bare;
use crate::context::{Address, Sketch};
use crate::failure::{Failure, PageResult};
use crate::request::{At, Sent};
use crate::shell::bare_document;
use crate::state::AppState;
use crate::ui::{Button, Empty, Field, Form, Typed};

/// `GET /link/{token}`
///
/// # Errors
/// When the database fails.
pub async fn show(
    State(state): State<AppState>,
    sketch: Sketch,
    At(token): At<String>,
) -> PageResult {
    match state.store.link(&token).await {
        Ok(link) => {
            let organisation = organisation(&state).await?;
            Ok(page(&sketch, &organisation, &token, &link, &Typed::default()))
        }
        Err(error) => spent(&sketch, error.into()),
    }
}

/// `POST /link/{token}`
///
/// # Errors
/// When the database fails.
pub async fn take(
    State(state): State<AppState>,
    session: Session,
    sketch: Sketch,
    Address(address): Address,
    At(token): At<String>,
    Sent(typed): Sent,
) -> PageResult {
    let link = match state.store.link(&token).await {
        Ok(link) => link,
        Err(error) => return spent(&sketch, error.into()),
    };
    let mut invalid = Invalid::new();
    let Some(password) = chosen(&typed, &link.email, &link.name, &mut invalid) else {
        let organisation = organisation(&state).await?;
        let page = page(&sketch, &organisation, &token, &link, &typed.wrong(invalid));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let hash = hash(&state, password).await?;
    if let Err(error) = state.store.spend_link(&token, &hash).await {
        return spent(&sketch, error.into());
    }
    state.store.forgive(&link.email, &address, None).await?;
    let known = SignIn {
        id: link.person_id,
        name: link.name,
        password_hash: Some(hash),
        deactivated: false,
    };
    state.store.signed_in(&known, &address, None).await?;
    begin(&state, &session, &known, &sketch, &address).await?;
    Ok(Redirect::to(&super::home::home(&state, link.person_id).await?).into_response())
}

async fn organisation(state: &AppState) -> PageResult<String> {
    let known = state.store.installation().await?;
    Ok(known.and_then(|known| known.organisation).unwrap_or_else(|| "Plumbline".to_owned()))
}

fn page(sketch: &Sketch, organisation: &str, token: &str, link: &Link, typed: &Typed) -> Response {
    let title = match link.purpose {
        LinkPurpose::Invitation => format!("Join {organisation}"),
        LinkPurpose::Reset => "Choose a new password".to_owned(),
    };
    let bare = bare(&title, sketch);
    Html(bare_document(&bare, || card(title.clone(), token, link, typed))).into_response()
}

fn card(title: String, token: &str, link: &Link, typed: &Typed) -> AnyView {
    let (lede, go) = match link.purpose {
        LinkPurpose::Invitation => (
            format!("You are invited as {}. Choose a password, and you are in.", link.name),
            "Join",
        ),
        LinkPurpose::Reset => (
            format!("For {}. Wherever you are signed in, you are signed out there.", link.name),
            "Save password",
        ),
    };
    let until = format!("The link works once, until {}.", text::moment(link.expires_at));
    // Shown so that a password manager keeps the right pair.
    let email = Field::email("email", "Email").autocomplete("username").readonly();
    let filled = Typed::new([("email", link.email.as_str())]);
    let form = Form::post(format!("/link/{token}"))
        .summary(typed)
        .body(email.view(&filled))
        .body(new_fields(typed))
        .body(Button::submit(go).primary().large().class("btn--block"));
    view! {
        <div><h1>{title}</h1><p class="muted">{lede}</p></div>
        {form}
        <p class="small muted">{until}</p>
    }
    .into_any()
}

/// The page for a link that was used, was replaced, has expired or never was: nobody is told which.
fn spent(sketch: &Sketch, failure: Failure) -> PageResult {
    if failure.to_app() != AppError::NotFound {
        return Err(failure);
    }
    let page = bare_document(&bare("This link no longer works", sketch), || {
        Empty::page(
            "unlink",
            "This link no longer works",
            "It may have been used, replaced by a newer one, or it has expired. If you have a password, sign in with it; otherwise ask an administrator for a new link.",
        )
        .actions(Button::link("/signin", "Sign in"))
        .view()
    });
    Ok((StatusCode::NOT_FOUND, Html(page)).into_response())
}
