//! The guided set-up: five steps that work only with the token of the terminal. It can be left and
//! taken up again; after a restart the terminal shows a new token, which goes on where it stopped.

mod administrator;
mod entry;
mod frame;
mod organisation;
mod review;
mod round;
mod sample;
mod storage;
mod unit_list;
mod unit_rows;
mod units;

use axum::extract::State;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use http::StatusCode;
use leptos::prelude::*;
use store::SetupStep;
use tower_sessions::Session;

use self::entry::Entry;
use crate::context::{Address, Sketch};
use crate::failure::PageResult;
use crate::request::{Asked, Sent};
use crate::rooms::account::fault;
use crate::shell::{Bare, BareLayout, bare_document};
use crate::state::AppState;
use crate::ui::{Button, Empty, Typed};

/// The key under which a session keeps the set-up's token.
pub const TOKEN: &str = "setup";

/// `GET /setup`: the step that is due, or an earlier one to look at. With `?token=` the token goes
/// into the session and out of the address.
///
/// # Errors
/// When the database fails.
pub async fn show(
    State(state): State<AppState>,
    session: Session,
    sketch: Sketch,
    Asked(query): Asked,
) -> PageResult {
    if is_over(&state).await? {
        return Ok(Redirect::to("/").into_response());
    }
    if query.has("token") {
        let token = query.get("token");
        if !state.store.setup_token_is(token).await? {
            return Ok(locked(&sketch));
        }
        session.insert(TOKEN, token).await.map_err(fault)?;
        return Ok(Redirect::to("/setup").into_response());
    }
    let Some(entry) = Entry::of(state, session, sketch.clone()).await? else {
        return Ok(locked(&sketch));
    };
    let asked = frame::step_of(query.get("step")).filter(|step| *step < entry.due);
    match asked {
        Some(earlier) => review::page(&entry, earlier, None).await,
        None => due(&entry, None).await,
    }
}

/// `POST /setup`: the field `step` says which step the form belongs to.
///
/// # Errors
/// When the database fails.
pub async fn take(
    State(state): State<AppState>,
    session: Session,
    sketch: Sketch,
    Address(address): Address,
    Sent(typed): Sent,
) -> PageResult {
    if is_over(&state).await? {
        return Ok(refused(&sketch, "The set-up is over", over));
    }
    let Some(entry) = Entry::of(state, session, sketch.clone()).await? else {
        return Ok(locked(&sketch));
    };
    if typed.get("step") == sample::KEY {
        return sample::take(&entry).await;
    }
    let sent = frame::step_of(typed.get("step"));
    if sent == Some(SetupStep::Organisation) && entry.due > SetupStep::Organisation {
        return organisation::rename(&entry, typed).await;
    }
    if sent != Some(entry.due) {
        // A form that was sent twice, or from a page that has been overtaken.
        return Ok(Redirect::to("/setup").into_response());
    }
    match entry.due {
        SetupStep::Administrator => administrator::take(&entry, &address, typed).await,
        SetupStep::Organisation => organisation::take(&entry, typed).await,
        SetupStep::Units => units::take(&entry, typed).await,
        SetupStep::Round => round::take(&entry, typed).await,
        SetupStep::Storage | SetupStep::Done => storage::take(&entry).await,
    }
}

/// The step that is due, as it stands after what was typed.
async fn due(entry: &Entry, typed: Option<Typed>) -> PageResult {
    match entry.due {
        SetupStep::Administrator => Ok(administrator::page(entry, &typed.unwrap_or_default())),
        SetupStep::Organisation => Ok(organisation::page(entry, &typed.unwrap_or_default())),
        SetupStep::Units => units::page(entry, typed),
        SetupStep::Round => Ok(round::page(entry, typed)),
        SetupStep::Storage | SetupStep::Done => Ok(storage::page(entry)),
    }
}

async fn is_over(state: &AppState) -> PageResult<bool> {
    Ok(state.store.installation().await?.is_some_and(|known| known.setup_step == SetupStep::Done))
}

/// For whoever comes without the token.
fn locked(sketch: &Sketch) -> Response {
    refused(sketch, "Not set up yet", look_at_the_terminal)
}

fn refused(sketch: &Sketch, title: &str, content: impl FnOnce() -> AnyView) -> Response {
    let bare = Bare {
        title: title.to_owned(),
        layout: BareLayout::Auth,
        theme: sketch.theme,
        nonce: sketch.nonce.clone(),
        islands: false,
    };
    (StatusCode::FORBIDDEN, Html(bare_document(&bare, content))).into_response()
}

/// For the last step's form when it is sent twice, or from a page that was left open.
fn over() -> AnyView {
    Empty::page("circle-check", "The set-up is over", "There is nothing left to do here.")
        .actions(Button::link("/", "To the overview").primary())
        .view()
}

/// Where the link to the set-up is found.
pub fn look_at_the_terminal() -> AnyView {
    Empty::page(
        "key-round",
        "Not set up yet",
        view! {
            "Plumbline printed a link when it started, with "<code>"/setup?token="</code>
            " in it. Look in the terminal or in the log of the service, and open that link. Each start makes a new one, and the older ones stop working."
        },
    )
    .view()
}
