//! Beginning and ending sessions.

use domain::{AppError, PersonId};
use store::SignIn;
use tower_sessions::Session;

use super::session_store::PERSON;
use crate::context::Sketch;
use crate::failure::PageResult;
use crate::state::AppState;

/// Signs a person in. The session gets a new id, so that an id that somebody planted beforehand is
/// worth nothing.
///
/// # Errors
/// [`AppError::Unauthenticated`] when the password was replaced or the account switched off at this
/// very moment: no session is left then. Otherwise when the session can't be kept.
pub async fn begin(
    state: &AppState,
    session: &Session,
    person: &SignIn,
    sketch: &Sketch,
    address: &str,
) -> PageResult<()> {
    session.cycle_id().await.map_err(fault)?;
    session.insert(PERSON, person.id).await.map_err(fault)?;
    session.save().await.map_err(fault)?;
    let id = id_of(session);
    if state.store.confirm_session(&id, person, &sketch.agent, address).await? {
        return Ok(());
    }
    session.flush().await.map_err(fault)?;
    Err(AppError::Unauthenticated.into())
}

/// The id of the session, as the store's calls want it; empty when there is none.
#[must_use]
pub fn id_of(session: &Session) -> String {
    session.id().map(|id| id.to_string()).unwrap_or_default()
}

/// Who the session says is signed in. Whether the account is still active is another question.
///
/// # Errors
/// When the session can't be read.
pub async fn person_of(session: &Session) -> PageResult<Option<PersonId>> {
    Ok(session.get(PERSON).await.map_err(fault)?)
}

/// A session that can't be read or kept is a fault of ours.
#[expect(clippy::needless_pass_by_value, reason = "stands in `map_err`")]
pub fn fault(error: tower_sessions::session::Error) -> AppError {
    tracing::error!(%error, "the session can't be read or kept");
    AppError::Internal
}
