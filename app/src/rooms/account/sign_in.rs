//! Signing in and out.

use axum::extract::State;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use domain::{AppError, Invalid, text};
use http::{StatusCode, header};
use leptos::prelude::*;
use store::SignIn;
use tower_sessions::Session;

use super::begin::{begin, fault, person_of};
use super::hasher::Checked;
use super::home::home;
use super::local_path::local_path;
use super::password::{Tried, try_password, wait_sentence};
use crate::context::{Address, Sketch};
use crate::failure::PageResult;
use crate::request::{Asked, Sent};
use crate::rooms::org::setup::TOKEN;
use crate::shell::{Bare, BareLayout, bare_document};
use crate::state::AppState;
use crate::ui::form::error_summary;
use crate::ui::{Button, Field, Form, Notice, Tone, Typed};

/// The one sentence for an unknown address, a wrong password and an account that is switched off.
const REFUSED: &str = "Email and password do not match.";

/// `GET /signin`
///
/// # Errors
/// When the database fails.
pub async fn show(
    State(state): State<AppState>,
    session: Session,
    sketch: Sketch,
    Asked(query): Asked,
) -> PageResult {
    let organisation = state.store.installation().await?.and_then(|known| known.organisation);
    let Some(organisation) = organisation else {
        return not_set_up(&session, &sketch).await;
    };
    if let Some(person) = person_of(&session).await?
        && state.store.actor(person).await?.is_some()
    {
        return Ok(Redirect::to(local_path(query.get("next"))).into_response());
    }
    let typed = Typed::new([("next", query.get("next"))]);
    let said = match query.get("done") {
        "out" => Some("You are signed out."),
        _ if !query.get("next").is_empty() => {
            Some("Sign in to go on to the page that you asked for.")
        }
        _ => None,
    };
    Ok(page(&sketch, &organisation, &typed, said))
}

/// `POST /signin`
///
/// # Errors
/// When the database fails.
pub async fn sign_in(
    State(state): State<AppState>,
    session: Session,
    sketch: Sketch,
    Address(address): Address,
    Sent(typed): Sent,
) -> PageResult {
    let organisation = state.store.installation().await?.and_then(|known| known.organisation);
    let organisation = organisation.unwrap_or_default();
    let again = |status: StatusCode, invalid: Invalid| {
        (status, page(&sketch, &organisation, &typed.clone().wrong(invalid), None)).into_response()
    };
    let mut invalid = Invalid::new();
    let email = invalid.check("email", text::email(typed.get("email")));
    if typed.get("password").is_empty() {
        invalid.add("password", "Enter your password.");
    }
    let email = match (email, invalid.or(())) {
        (Some(email), Ok(())) => email,
        (_, wrong) => {
            return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, wrong.err().unwrap_or_default()));
        }
    };
    let known = state.store.sign_in(&email).await?;
    let person = known.as_ref().map(|known| known.id);
    let password = typed.get("password");
    let stored = stored(known.as_ref());
    let checked = match try_password(&state, &email, &address, password, stored).await? {
        Tried::Checked(checked) => checked,
        Tried::Wait(seconds) => {
            state.store.throttled_sign_in(&email, &address).await?;
            let mut response =
                again(StatusCode::TOO_MANY_REQUESTS, Invalid::one("", wait_sentence(seconds)));
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            return Ok(response);
        }
    };
    let door = Door { state: &state, session: &session, sketch: &sketch, address: &address };
    if door.admit(&email, password, known, checked).await? {
        let next = match (person, typed.get("next")) {
            (Some(person), "") => home(&state, person).await?,
            (_, next) => local_path(next).to_owned(),
        };
        return Ok(Redirect::to(&next).into_response());
    }
    state.store.refused_sign_in(&email, &address).await?;
    Ok(again(StatusCode::UNPROCESSABLE_ENTITY, Invalid::one("", REFUSED)))
}

/// The hash that a password must match; none for whoever can't sign in.
fn stored(known: Option<&SignIn>) -> Option<String> {
    known.filter(|known| !known.deactivated)?.password_hash.clone()
}

/// Where somebody stands who wants to sign in.
struct Door<'a> {
    state: &'a AppState,
    session: &'a Session,
    sketch: &'a Sketch,
    address: &'a str,
}

impl Door<'_> {
    /// Signs in whoever gave the right password; false when it isn't, or no longer is.
    ///
    /// Looking at a password takes a while, and the stored hash may be another one by then. Then the
    /// password is looked at once more: after a reset it is wrong, but it is right still when another
    /// sign-in only made the hash anew with today's parameters.
    async fn admit(
        &self,
        email: &str,
        password: &str,
        mut known: Option<SignIn>,
        mut checked: Checked,
    ) -> PageResult<bool> {
        for _ in 0..2 {
            let (Some(person), Checked::Right { rehashed }) = (known, checked) else {
                return Ok(false);
            };
            match self.enter(person, rehashed).await {
                Ok(()) => return Ok(true),
                Err(failure) if failure.to_app() == AppError::Unauthenticated => {}
                Err(failure) => return Err(failure),
            }
            known = self.state.store.sign_in(email).await?;
            let stored = stored(known.as_ref());
            checked = self.state.hasher.check(password.to_owned(), stored).await?;
        }
        Ok(false)
    }

    async fn enter(&self, mut person: SignIn, rehashed: Option<String>) -> PageResult<()> {
        self.state.store.signed_in(&person, self.address, rehashed.as_deref()).await?;
        person.password_hash = rehashed.or(person.password_hash);
        begin(self.state, self.session, &person, self.sketch, self.address).await
    }
}

/// `POST /signout`. Whoever isn't signed in any more is signed out too.
///
/// # Errors
/// When the session can't be ended.
pub async fn sign_out(State(state): State<AppState>, session: Session) -> PageResult {
    if let Some(person) = person_of(&session).await?
        && let Some(actor) = state.store.actor(person).await?
    {
        state.store.signed_out(&actor).await?;
    }
    session.flush().await.map_err(fault)?;
    Ok(Redirect::to("/signin?done=out").into_response())
}

fn page(
    sketch: &Sketch,
    organisation: &str,
    typed: &Typed,
    said: Option<&'static str>,
) -> Response {
    let bare = bare("Sign in", sketch);
    Html(bare_document(&bare, || card(organisation, typed, said))).into_response()
}

fn card(organisation: &str, typed: &Typed, said: Option<&'static str>) -> AnyView {
    let organisation = organisation.to_owned();
    let said = said.map(|text| Notice::new(Tone::Neutral, text).role("status").view());
    let email = Field::email("email", "Email").autocomplete("username").max(254);
    let password = Field::password("password", "Password")
        .autocomplete("current-password")
        .hint("Forgotten? An administrator can give you a link to choose a new one.");
    let submit = Button::submit("Sign in").primary().large().class("btn--block");
    // Before what is wrong, which names them.
    let fields = view! { {email.view(typed)}{password.view(typed)} };
    let form = Form::post("/signin")
        .hidden("next", typed.get("next"))
        .body(wrong(typed))
        .body(fields)
        .body(submit);
    view! {
        <div><h1>"Sign in"</h1><p class="muted">{organisation}</p></div>
        {said}
        {form}
    }
    .into_any()
}

/// A refusal is about no field; what is wrong with a field is listed as everywhere.
fn wrong(typed: &Typed) -> Option<AnyView> {
    match typed.error("") {
        Some(refused) => Some(Notice::new(Tone::High, refused.to_owned()).role("alert").view()),
        None => error_summary(typed),
    }
}

/// Before the set-up has named an organisation there is nobody to sign in.
async fn not_set_up(session: &Session, sketch: &Sketch) -> PageResult {
    if session.get::<String>(TOKEN).await.map_err(fault)?.is_some() {
        return Ok(Redirect::to("/setup").into_response());
    }
    let bare = bare("Not set up yet", sketch);
    Ok(Html(bare_document(&bare, crate::rooms::org::setup::look_at_the_terminal)).into_response())
}

/// A card without navigation.
#[must_use]
pub fn bare(title: &str, sketch: &Sketch) -> Bare {
    Bare {
        title: title.to_owned(),
        layout: BareLayout::Auth,
        theme: sketch.theme,
        nonce: sketch.nonce.clone(),
        islands: false,
    }
}
