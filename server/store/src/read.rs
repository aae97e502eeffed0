//! Reading for a person: every query of a page starts here and is joined to what they may see.

use std::sync::LazyLock;

use domain::permissions::role_allows;
use domain::{Action, Actor, AppError, PersonId, Role, UnitId};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{QueryBuilder, Sqlite, SqlitePool};

use crate::error::Result;
use crate::open::Store;

/// What a person may read.
#[derive(Clone, Copy)]
pub struct Read<'a> {
    pub(crate) store: &'a Store,
    pub(crate) actor: &'a Actor,
}

impl Store {
    /// Reads for a person.
    #[must_use]
    pub const fn read<'a>(&'a self, actor: &'a Actor) -> Read<'a> {
        Read { store: self, actor }
    }
}

/// Puts the units in which the person may do something into a query, as a list to be `IN`. Only for
/// what is allowed by roles on units; retired units are among them.
pub(crate) fn push_units_where(query: &mut QueryBuilder<Sqlite>, person: PersonId, action: Action) {
    query
        .push(
            "SELECT t.unit_id FROM grants g JOIN unit_tree t ON t.ancestor_id = g.unit_id
              WHERE g.person_id = ",
        )
        .push_bind(person)
        .push(" AND g.role IN (");
    let mut roles = query.separated(", ");
    for role in Role::ALL.iter().filter(|role| role_allows(**role, action)) {
        roles.push_bind(*role);
    }
    query.push(")");
}

impl Read<'_> {
    /// The connections to read by. Somebody whose account is for one audit reads from a store that
    /// shows that audit alone; from any other they get a database that holds nothing, so that a
    /// mistake shows less and never more.
    pub(crate) fn pool(&self) -> &SqlitePool {
        static NOTHING: LazyLock<SqlitePool> = LazyLock::new(|| {
            SqlitePoolOptions::new().connect_lazy_with(SqliteConnectOptions::new().in_memory(true))
        });
        if self.actor.only_in.is_some() && self.actor.only_in != self.store.sight.audit {
            return &NOTHING;
        }
        &self.store.readers
    }

    /// The unit's id and those of all units above it; empty when there is no such unit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lineage(&self, unit: UnitId) -> Result<Vec<UnitId>> {
        let mut connection = self.pool().acquire().await?;
        crate::gate::lineage(&mut connection, unit).await
    }

    /// Whether the person may do something to a unit. Only for drawing buttons: the gate decides.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn may(&self, action: Action, unit: UnitId) -> Result<bool> {
        Ok(self.actor.allows_on(action, &self.lineage(unit).await?))
    }

    /// Refuses a read of the unit to whoever may not do this there.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for what the person may not know of.
    pub async fn must(&self, action: Action, unit: UnitId) -> Result<()> {
        if self.may(action, unit).await? { Ok(()) } else { Err(AppError::NotFound.into()) }
    }
}
