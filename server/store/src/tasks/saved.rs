//! Filters of the list that a person keeps under a name.

use domain::audit::AuditEvent;
use domain::tasks::{must_be_filter, must_have_room};
use domain::{Actor, AppError, TaskFilterId};
use serde_json::json;

use crate::error::Result;
use crate::gate::{Bounds, WriteTx, bounds_of};
use crate::open::Store;
use crate::read::Read;

/// Filters that a person keeps.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SavedFilter {
    /// They.
    pub id: TaskFilterId,
    /// Their name, once for each person.
    pub name: String,
    /// As the address has them after its question mark: known names with values that mean something.
    pub query: String,
}

impl Store {
    /// Keeps filters under a name; what the person kept under it before gives way.
    ///
    /// # Errors
    /// A field error for what is no filter, or when they keep too many already;
    /// [`AppError::NotFound`] to somebody from outside, for whom there are no tasks.
    pub async fn save_task_filter(&self, actor: &Actor, name: &str, query: &str) -> Result<()> {
        must_be_filter(query)?;
        let mut write = self.begin_filters(actor).await?;
        let known: Vec<SavedFilter> =
            sqlx::query_as("SELECT id, name, query FROM task_filters WHERE person_id = ?")
                .bind(actor.person)
                .fetch_all(write.sql())
                .await?;
        let before = known.iter().find(|it| it.name.eq_ignore_ascii_case(name));
        match before {
            Some(before) if before.name == name && before.query == query => return Ok(()),
            Some(_) => {}
            None => must_have_room(known.len())?,
        }
        let now = write.now();
        sqlx::query(
            "INSERT INTO task_filters (person_id, name, query, saved_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (person_id, name) DO UPDATE SET name = ?2, query = ?3, saved_at = ?4",
        )
        .bind(actor.person)
        .bind(name)
        .bind(query)
        .bind(now)
        .execute(write.sql())
        .await?;
        let event = AuditEvent::new("filter.saved", "person", actor.person.0)
            .after(json!({ "name": name, "query": query }));
        let event = match before {
            Some(it) => event.before(json!({ "name": it.name, "query": it.query })),
            None => event,
        };
        write.commit(event).await
    }

    /// Keeps filters no longer.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the person keeps none of this number.
    pub async fn remove_task_filter(&self, actor: &Actor, id: TaskFilterId) -> Result<()> {
        let mut write = self.begin_filters(actor).await?;
        let (name, query): (String, String) = sqlx::query_as(
            "DELETE FROM task_filters WHERE id = ? AND person_id = ? RETURNING name, query",
        )
        .bind(id)
        .bind(actor.person)
        .fetch_one(write.sql())
        .await?;
        let event = AuditEvent::new("filter.removed", "person", actor.person.0)
            .before(json!({ "name": name, "query": query }));
        write.commit(event).await
    }

    async fn begin_filters(&self, actor: &Actor) -> Result<WriteTx> {
        let mut write = self.begin_own(actor).await?;
        let today = write.today();
        if bounds_of(write.sql(), actor.person, today).await? != Bounds::Organisation {
            return Err(AppError::NotFound.into());
        }
        Ok(write)
    }
}

impl Read<'_> {
    /// The filters that the person keeps, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn task_filters(&self) -> Result<Vec<SavedFilter>> {
        Ok(sqlx::query_as(
            "SELECT id, name, query FROM task_filters WHERE person_id = ? ORDER BY name COLLATE NOCASE, id",
        )
        .bind(self.actor.person)
        .fetch_all(self.pool())
        .await?)
    }
}
