//! The one gate for writes: permission, rule, change and audit entry in one transaction.
//!
//! There is no other way to a writing connection from outside this crate, and no way to commit
//! without an audit entry. What is not committed is rolled back when it is dropped.

mod bounds;
mod post;
mod resource;

use domain::audit::{AuditEvent, PROGRAM};
use domain::permissions::role_allows;
use domain::{Action, Actor, AppError, AuditId, Day, Grant, PersonId, Timestamp, UnitId};
use sqlx::{Sqlite, SqliteConnection, Transaction};

use crate::error::Result;
use crate::open::Store;
use resource::unit_of;

pub(crate) use bounds::Bounds;
pub use post::InboxNews;
use post::Post;
pub(crate) use post::Stirred;
pub use resource::Resource;

/// Who is behind a write, as the audit log will name them.
#[derive(Debug, Clone)]
pub(crate) struct Author {
    pub(crate) id: Option<PersonId>,
    pub(crate) name: String,
}

impl Author {
    pub(crate) fn program() -> Self {
        Self { id: None, name: PROGRAM.to_owned() }
    }
}

/// An open, checked write. Commit it with the event that it was for.
pub struct WriteTx {
    tx: Transaction<'static, Sqlite>,
    author: Author,
    now: Timestamp,
    unit: Option<UnitId>,
    only_in: Option<AuditId>,
    post: Post,
}

impl Store {
    /// Opens a write for an action on a resource.
    ///
    /// The person's roles are read inside the transaction, so a role taken away a moment ago no
    /// longer counts.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such resource or the person may not know of it,
    /// [`AppError::Refused`] when they may see it but not do this.
    pub async fn write(
        &self,
        actor: &Actor,
        action: Action,
        resource: Resource,
    ) -> Result<WriteTx> {
        let mut write =
            self.begin(Author { id: Some(actor.person), name: actor.name.clone() }).await?;
        let actor = current_actor(&mut write.tx, actor, write.now).await?;
        let unit = unit_of(&mut write.tx, resource).await?;
        write.only_in = actor.only_in;
        write.must_lie_within_bounds(resource).await?;
        check(&mut write.tx, &actor, action, unit).await?;
        write.unit = unit;
        Ok(write)
    }

    /// Opens a write that needs no role: set-up, sign-in, a person's own account. Only for the
    /// rooms of this crate, which check in their own way.
    pub(crate) async fn begin(&self, author: Author) -> Result<WriteTx> {
        let mut tx = self.writer()?.begin_with("BEGIN IMMEDIATE").await?;
        let now = self.clock.now();
        // The triggers that keep the past read it.
        sqlx::query("UPDATE moment SET at = ?").bind(now).execute(&mut *tx).await?;
        let post = Post::of(self);
        Ok(WriteTx { tx, author, now, unit: None, only_in: None, post })
    }
}

impl WriteTx {
    /// The connection on which the write's statements run.
    pub(crate) fn sql(&mut self) -> &mut SqliteConnection {
        &mut self.tx
    }

    /// The moment of the write: one for all its rows and its audit entry.
    pub(crate) const fn now(&self) -> Timestamp {
        self.now
    }

    /// The day of the write.
    pub(crate) fn today(&self) -> Day {
        self.now.day()
    }

    /// The person behind the write.
    pub(crate) const fn author(&self) -> Option<PersonId> {
        self.author.id
    }

    /// Changes whom the audit log names, once the write has found out who it is.
    pub(crate) fn sign(&mut self, id: PersonId, name: &str) {
        self.author = Author { id: Some(id), name: name.to_owned() };
    }

    /// The unit that the resource belongs to; none for the installation.
    pub(crate) const fn unit(&self) -> Option<UnitId> {
        self.unit
    }

    /// Checks a further action inside the same write, such as moving a thing to a second unit.
    pub(crate) async fn also(&mut self, actor: &Actor, action: Action, unit: UnitId) -> Result<()> {
        let actor = current_actor(&mut self.tx, actor, self.now).await?;
        self.only_in = actor.only_in;
        self.must_lie_within_bounds(Resource::Unit(unit)).await?;
        check(&mut self.tx, &actor, action, Some(unit)).await
    }

    /// The one audit that the person sees, as the gate found it: what was known of them before does
    /// not count.
    pub(crate) const fn only_in(&self) -> Option<AuditId> {
        self.only_in
    }

    /// Notes the one audit that the person sees, once a write to their own account has found it out.
    pub(crate) const fn bound_to(&mut self, audit: Option<AuditId>) {
        self.only_in = audit;
    }

    /// Refuses a further resource of the same write that lies outside the audit of somebody from
    /// outside, once the gate knows who they are.
    pub(crate) async fn must_lie_within_bounds(&mut self, resource: Resource) -> Result<()> {
        match self.only_in {
            Some(audit) => bounds::must_lie_within(&mut self.tx, audit, resource).await,
            None => Ok(()),
        }
    }

    /// Commits the change together with its audit entry.
    ///
    /// # Errors
    /// When the database fails; nothing is changed then.
    pub(crate) async fn commit(self, event: AuditEvent) -> Result<()> {
        self.commit_all(event, Vec::new()).await
    }

    /// Commits a change that is more than one event.
    pub(crate) async fn commit_all(
        mut self,
        first: AuditEvent,
        more: Vec<AuditEvent>,
    ) -> Result<()> {
        for event in std::iter::once(first).chain(more) {
            crate::audit::append(&mut self.tx, &self.author, self.now, event).await?;
        }
        self.tx.commit().await?;
        self.post.stir();
        Ok(())
    }

    /// Whether mail leaves this installation.
    pub(crate) const fn mails(&self) -> bool {
        self.post.mails
    }

    /// Notes that something is to be delivered.
    pub(crate) const fn tells(&mut self) {
        self.post.told = true;
    }

    /// Notes that something in somebody's inbox changes.
    pub(crate) fn changes_inbox_of(&mut self, person: PersonId) {
        self.post.people.push(person);
    }

    /// Whether it tells anybody anything.
    pub(crate) const fn has_told(&self) -> bool {
        self.post.told
    }
}

/// The person with the roles that they hold right now, and the audit that bounds them.
async fn current_actor(
    connection: &mut SqliteConnection,
    actor: &Actor,
    now: Timestamp,
) -> Result<Actor> {
    let active: Option<i64> =
        sqlx::query_scalar("SELECT 1 FROM people WHERE id = ? AND deactivated_at IS NULL")
            .bind(actor.person)
            .fetch_optional(&mut *connection)
            .await?;
    let bounds = bounds::of(connection, actor.person, now.day()).await?;
    if active.is_none() || bounds == Bounds::Over {
        return Err(AppError::Unauthenticated.into());
    }
    let grants = grants_of(connection, actor.person).await?;
    Ok(Actor { grants, only_in: bounds.audit(), ..actor.clone() })
}

/// How far the person's account reaches on a day.
pub(crate) async fn bounds_of(
    connection: &mut SqliteConnection,
    person: PersonId,
    today: Day,
) -> Result<Bounds> {
    bounds::of(connection, person, today).await
}

pub(crate) async fn grants_of(
    connection: &mut SqliteConnection,
    person: PersonId,
) -> Result<Vec<Grant>> {
    let rows: Vec<(domain::Role, Option<UnitId>)> =
        sqlx::query_as("SELECT role, unit_id FROM grants WHERE person_id = ? ORDER BY id")
            .bind(person)
            .fetch_all(connection)
            .await?;
    Ok(rows.into_iter().map(|(role, unit)| Grant { role, unit }).collect())
}

/// Whether the roles that somebody holds allow an action on a unit, given with those above it.
pub(crate) async fn may_on(
    connection: &mut SqliteConnection,
    person: PersonId,
    action: Action,
    lineage: &[UnitId],
) -> Result<bool> {
    let reaches = |grant: &Grant| grant.unit.is_none_or(|unit| lineage.contains(&unit));
    let grants = grants_of(connection, person).await?;
    Ok(grants.iter().any(|grant| role_allows(grant.role, action) && reaches(grant)))
}

/// The unit and all units above it, as the tree is today: it decides what roles reach.
pub(crate) async fn lineage(
    connection: &mut SqliteConnection,
    unit: UnitId,
) -> Result<Vec<UnitId>> {
    Ok(sqlx::query_scalar(
        "SELECT ancestor_id FROM main.unit_tree WHERE unit_id = ? ORDER BY distance",
    )
    .bind(unit)
    .fetch_all(connection)
    .await?)
}

async fn check(
    connection: &mut SqliteConnection,
    actor: &Actor,
    action: Action,
    unit: Option<UnitId>,
) -> Result<()> {
    let Some(unit) = unit else {
        return if actor.allows(action) { Ok(()) } else { Err(AppError::NotFound.into()) };
    };
    let lineage = lineage(connection, unit).await?;
    if lineage.is_empty() || !actor.allows_on(Action::Read, &lineage) {
        return Err(AppError::NotFound.into());
    }
    if actor.allows_on(action, &lineage) {
        return Ok(());
    }
    Err(AppError::Refused(format!(
        "Your roles here don't include this: {}. Ask an administrator if they should.",
        action.label().to_lowercase()
    ))
    .into())
}
