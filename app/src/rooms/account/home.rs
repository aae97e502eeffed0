//! Where somebody begins who asked for nothing else.

use domain::{Actor, Grant, PersonId, Role};

use crate::failure::PageResult;
use crate::state::AppState;

/// The overview; for an assessor the work that waits for them; and the one audit that somebody from
/// outside sees.
///
/// # Errors
/// When the database fails.
pub(super) async fn home(state: &AppState, person: PersonId) -> PageResult<String> {
    let actor = state.store.actor(person).await?;
    Ok(match actor {
        Some(Actor { only_in: Some(audit), .. }) => format!("/audits/{audit}"),
        Some(actor) if is_assessor_alone(&actor) => "/work".to_owned(),
        _ => "/".to_owned(),
    })
}

/// Whoever also manages, audits or administers comes for the whole.
fn is_assessor_alone(actor: &Actor) -> bool {
    let role = |grant: &Grant| grant.role;
    actor.grants.iter().map(role).max() == Some(Role::Assessor)
}
