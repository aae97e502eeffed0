//! Where somebody begins who asked for nothing else.

use domain::PersonId;

use crate::failure::PageResult;
use crate::state::AppState;

/// The overview, or the one audit that somebody from outside sees.
///
/// # Errors
/// When the database fails.
pub(super) async fn home(state: &AppState, person: PersonId) -> PageResult<String> {
    let actor = state.store.actor(person).await?;
    let audit = actor.and_then(|actor| actor.only_in);
    Ok(audit.map_or_else(|| "/".to_owned(), |audit| format!("/audits/{audit}")))
}
