//! Who has come to the set-up, and how far it is.

use axum::response::{IntoResponse as _, Redirect};
use domain::{Actor, AppError};
use store::{Installation, SetupStep};
use tower_sessions::Session;

use super::TOKEN;
use crate::context::Sketch;
use crate::failure::{Failure, PageResult};
use crate::rooms::account::{fault, person_of};
use crate::state::AppState;

/// Somebody with the token in their session.
pub(super) struct Entry {
    pub(super) state: AppState,
    pub(super) session: Session,
    pub(super) sketch: Sketch,
    pub(super) token: String,
    /// The step that is due.
    pub(super) due: SetupStep,
    /// What is known so far.
    pub(super) known: Installation,
    /// The administrator, from the second step on.
    actor: Option<Actor>,
}

impl Entry {
    /// Lets in whoever holds the current token. Without a signed-in administrator they act as the one
    /// that the first step made: the token was printed where the program runs, and who reads that can
    /// do anything to it anyway.
    pub(super) async fn of(
        state: AppState,
        session: Session,
        sketch: Sketch,
    ) -> PageResult<Option<Self>> {
        let Some(token) = session.get::<String>(TOKEN).await.map_err(fault)? else {
            return Ok(None);
        };
        let made = match state.store.setup_person(&token).await {
            Ok(made) => made,
            Err(error) if error.to_app() == AppError::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let Some(known) = state.store.installation().await? else {
            return Ok(None);
        };
        let mut actor = None;
        for person in [person_of(&session).await?, made].into_iter().flatten() {
            let found = state.store.actor(person).await?;
            actor = actor.or(found.filter(|actor| actor.allows(domain::Action::ManageSettings)));
        }
        Ok(Some(Self { due: known.setup_step, state, session, sketch, token, known, actor }))
    }

    /// The administrator.
    ///
    /// # Errors
    /// [`AppError::NotFound`] before the first step is done.
    pub(super) fn actor(&self) -> Result<&Actor, Failure> {
        self.actor.as_ref().ok_or_else(|| AppError::NotFound.into())
    }

    /// The administrator's address, for the list of steps.
    pub(super) fn email(&self) -> Option<String> {
        self.actor.as_ref().map(|actor| actor.email.clone())
    }

    /// Leaves a step that changes nothing itself.
    pub(super) async fn go_on(&self) -> PageResult {
        let person = self.actor()?.person;
        let next = self.state.store.setup_go_on(&self.token, person, self.due).await?;
        if next == SetupStep::Done {
            self.session.remove::<String>(TOKEN).await.map_err(fault)?;
            return Ok(Redirect::to("/").into_response());
        }
        Ok(on())
    }
}

/// To whatever step is due now.
pub(super) fn on() -> axum::response::Response {
    Redirect::to("/setup").into_response()
}
