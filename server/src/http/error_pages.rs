//! Draws what went wrong: as a page or as JSON, with the request's id, after logging the cause once.

use std::any::Any;

use app::context::{Recognised, Sketch};
use app::failure::{Failure, Noted};
use app::request::Wants;
use app::state::AppState;
use axum::Json;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use domain::AppError;
use http::{Method, StatusCode, header};
use serde_json::json;

/// Replaces the bare answer of a [`Failure`] by one that a person, or an island, can read, and notes in
/// the audit log whoever was refused.
pub async fn draw(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let sketch = Sketch::of(&request);
    let wants = Wants::of(request.headers());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let recognised = Recognised::default();
    request.extensions_mut().insert(recognised.clone());
    let response = next.run(request).await;
    if let Some(actor) = recognised.actor().filter(|_| response.status() == StatusCode::FORBIDDEN) {
        let refused = state.store.note_refusal(actor, method.as_str(), &path).await;
        if let Err(error) = refused {
            tracing::error!(%error, "a refusal could not be noted in the audit log");
        }
    }
    let Some(noted) = response.extensions().get::<Noted>().cloned() else {
        return response;
    };
    log(&noted);
    let status = response.status();
    match (wants, &noted.error) {
        (Wants::Data, error) => {
            (status, Json(json!({ "problem": error, "message": error.to_string(), "request": sketch.request_id })))
                .into_response()
        }
        (Wants::Page, AppError::Unauthenticated) if method == Method::GET => {
            Redirect::to(&sketch.sign_in_address()).into_response()
        }
        (Wants::Page, error) => {
            let organisation = organisation(&state).await;
            let page = app::failure_page::document(&sketch, &organisation, error, &method);
            let mut drawn = (status, Html(page)).into_response();
            if let AppError::TooMany(seconds) = error {
                drawn.headers_mut().insert(header::RETRY_AFTER, (*seconds).into());
            }
            drawn
        }
    }
}

async fn organisation(state: &AppState) -> String {
    let known = state.store.installation().await.ok().flatten();
    known
        .and_then(|installation| installation.organisation)
        .unwrap_or_else(|| "Plumbline".to_owned())
}

fn log(noted: &Noted) {
    match &noted.cause {
        Some(cause) => tracing::error!(error = ?cause, "the request failed"),
        None => tracing::debug!(error = %noted.error, "refused"),
    }
}

/// What is answered to a method that a route doesn't have: somebody opened the address of a form.
pub async fn wrong_method() -> Response {
    let mut response = Failure::from(AppError::NotFound).into_response();
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response
}

/// A panic is a fault of ours like any other: logged, and answered with a page.
#[expect(clippy::needless_pass_by_value, reason = "the layer's signature")]
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    tracing::error!(panic = said, "a handler panicked");
    let mut response = Failure::from(AppError::Internal).into_response();
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}
