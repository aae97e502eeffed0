//! Audits: what they are of and who works on them. Reading them; the other modules set up, change and
//! close them, tell what they have collected, raise findings, conclude, and let somebody in from outside.

mod collected;
mod conclusions;
mod findings;
mod outside;
mod scope;
mod steps;

use domain::{Action, AppError, AuditId, Day, PersonId, RoundId, Timestamp, UnitId};
use sqlx::{QueryBuilder, Sqlite};

use crate::error::Result;
use crate::read::{Read, push_units_where};
use crate::rows::day;

pub use collected::{AuditFigures, AuditVerdict};
pub use conclusions::ConclusionRow;
pub use findings::FindingRow;
pub use outside::NewOutsider;
pub(crate) use scope::{for_audit, in_audit, must_be_known, works_on};

/// An audit as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// The audit.
    pub id: AuditId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// The first day of its window.
    pub from: Day,
    /// The last one.
    pub to: Day,
    /// Who set it up.
    pub opened_by_name: String,
    /// When.
    pub opened_at: Timestamp,
    /// Who closed it, and when.
    pub closed: Option<(String, Timestamp)>,
}

/// What an audit is of, and who works on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditScope {
    /// The units that were chosen, each with all below it, as far as the person may see them.
    pub units: Vec<(UnitId, String)>,
    /// The rounds.
    pub rounds: Vec<(RoundId, String)>,
    /// Its auditors.
    pub auditors: Vec<Auditor>,
}

/// Who works on an audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Auditor {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The last day of their account, where they are from outside.
    pub until: Option<Day>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: AuditId,
    name: String,
    about: String,
    from_on: String,
    to_on: String,
    opened_by_name: String,
    opened_at: Timestamp,
    closed_by_name: Option<String>,
    closed_at: Option<Timestamp>,
}

impl Row {
    fn read(self) -> Result<AuditRow> {
        Ok(AuditRow {
            from: day(&self.from_on, "audits", "from_on", self.id.0)?,
            to: day(&self.to_on, "audits", "to_on", self.id.0)?,
            id: self.id,
            name: self.name,
            about: self.about,
            opened_by_name: self.opened_by_name,
            opened_at: self.opened_at,
            closed: self.closed_by_name.zip(self.closed_at),
        })
    }
}

const ROWS: &str = "SELECT a.id, a.name, a.about, a.from_on, a.to_on, o.name AS opened_by_name,
        a.opened_at, c.name AS closed_by_name, a.closed_at
   FROM audits a JOIN people o ON o.id = a.opened_by LEFT JOIN people c ON c.id = a.closed_by
  WHERE a.id IN (";

/// The most audits that a list holds.
const LIST_MAX: i64 = 500;

/// The audits that a person may know of: those of a unit in which they audit or manage. Whoever looks
/// after accounts knows of all, to let auditors in.
pub(crate) fn push_audits(query: &mut QueryBuilder<Sqlite>, person: PersonId) {
    query.push("SELECT s.audit_id FROM audit_scope_units s WHERE s.unit_id IN (");
    push_units_where(query, person, Action::ReadAudit);
    query.push(") UNION SELECT i.id FROM audits i WHERE EXISTS (SELECT 1 FROM grants g WHERE g.person_id = ");
    query.push_bind(person).push(" AND g.role = 'administrator')");
}

impl Read<'_> {
    /// The audits that the person may know of: the open ones first, then the newest.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audits(&self) -> Result<Vec<AuditRow>> {
        let mut query = QueryBuilder::new(ROWS);
        push_audits(&mut query, self.actor.person);
        query.push(") ORDER BY a.closed_at IS NOT NULL, a.id DESC LIMIT ").push_bind(LIST_MAX);
        let rows: Vec<Row> = query.build_query_as().fetch_all(self.pool()).await?;
        rows.into_iter().map(Row::read).collect()
    }

    /// One audit.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when there is none that the person may know of.
    pub async fn audit(&self, id: AuditId) -> Result<AuditRow> {
        let mut query = QueryBuilder::new(ROWS);
        push_audits(&mut query, self.actor.person);
        query.push(") AND a.id = ").push_bind(id);
        let row: Row = query.build_query_as().fetch_one(self.pool()).await?;
        row.read()
    }

    /// What an audit is of, and who works on it. For one that [`Read::audit`] gave.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_scope(&self, id: AuditId) -> Result<AuditScope> {
        let units = sqlx::query_as(
            "SELECT u.id, u.name FROM audit_units a JOIN units u ON u.id = a.unit_id
               JOIN visible_units v ON v.unit_id = u.id AND v.person_id = ?
              WHERE a.audit_id = ? ORDER BY u.name COLLATE NOCASE, u.id",
        )
        .bind(self.actor.person)
        .bind(id)
        .fetch_all(self.pool())
        .await?;
        let rounds = sqlx::query_as(
            "SELECT r.id, r.name FROM audit_rounds a JOIN rounds r ON r.id = a.round_id
              WHERE a.audit_id = ? ORDER BY r.opens_on, r.id",
        )
        .bind(id)
        .fetch_all(self.pool())
        .await?;
        Ok(AuditScope { units, rounds, auditors: self.auditors(id).await? })
    }

    async fn auditors(&self, id: AuditId) -> Result<Vec<Auditor>> {
        let rows: Vec<(PersonId, String, Option<String>)> = sqlx::query_as(
            "SELECT p.id, p.name, NULL FROM audit_auditors a JOIN people p ON p.id = a.person_id
              WHERE a.audit_id = ?1
              UNION ALL
             SELECT p.id, p.name, x.until_on FROM external_accounts x JOIN people p ON p.id = x.person_id
              WHERE x.audit_id = ?1 ORDER BY 2 COLLATE NOCASE, 1",
        )
        .bind(id)
        .fetch_all(self.pool())
        .await?;
        rows.into_iter()
            .map(|(person, name, until)| {
                let until = until
                    .map(|until| day(&until, "external_accounts", "until_on", person.0))
                    .transpose()?;
                Ok(Auditor { person, name, until })
            })
            .collect()
    }

    /// Who can be among the auditors of an audit: everybody of the organisation who audits a unit that
    /// the person may see, by name.
    ///
    /// # Errors
    /// [`AppError::NotFound`] to whoever leads no audits.
    pub async fn possible_auditors(&self) -> Result<Vec<(PersonId, String)>> {
        if !self.actor.allows_somewhere(Action::LeadAudit) {
            return Err(AppError::NotFound.into());
        }
        Ok(sqlx::query_as(
            "SELECT p.id, p.name FROM people p
              WHERE p.deactivated_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM external_accounts x WHERE x.person_id = p.id)
                AND EXISTS (SELECT 1 FROM grants g JOIN unit_tree t ON t.ancestor_id = g.unit_id
                              JOIN visible_units v ON v.unit_id = t.unit_id AND v.person_id = ?
                             WHERE g.person_id = p.id AND g.role = 'auditor')
              ORDER BY p.name COLLATE NOCASE, p.id LIMIT 500",
        )
        .bind(self.actor.person)
        .fetch_all(self.pool())
        .await?)
    }

    /// Whether the person is among the auditors of an audit that is open: whether what they judge and
    /// ask there is the audit's.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn works_on_audit(&self, id: AuditId) -> Result<bool> {
        let mut connection = self.pool().acquire().await?;
        works_on(&mut connection, self.actor.person, id).await
    }

    /// Whether the person may change and close an audit: they audit every unit of it. Only for drawing
    /// buttons: the gate decides.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn leads_audit(&self, id: AuditId) -> Result<bool> {
        self.may_in_every_unit_of(id, Action::LeadAudit).await
    }

    /// Whether the person may take the pack of an audit. Only for drawing buttons: the gate decides.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn takes_pack_of_audit(&self, id: AuditId) -> Result<bool> {
        self.may_in_every_unit_of(id, Action::TakePack).await
    }

    async fn may_in_every_unit_of(&self, id: AuditId, action: Action) -> Result<bool> {
        let units: Vec<UnitId> =
            sqlx::query_scalar("SELECT unit_id FROM audit_units WHERE audit_id = ?")
                .bind(id)
                .fetch_all(self.pool())
                .await?;
        for unit in &units {
            if !self.may(action, *unit).await? {
                return Ok(false);
            }
        }
        Ok(!units.is_empty())
    }

    /// The open audits on which the person works, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_audits(&self) -> Result<Vec<(AuditId, String)>> {
        Ok(sqlx::query_as(
            "SELECT a.id, a.name FROM audits a
              WHERE a.closed_at IS NULL
                AND (EXISTS (SELECT 1 FROM audit_auditors w WHERE w.audit_id = a.id AND w.person_id = ?1)
                  OR EXISTS (SELECT 1 FROM external_accounts x WHERE x.audit_id = a.id AND x.person_id = ?1))
              ORDER BY a.name COLLATE NOCASE, a.id",
        )
        .bind(self.actor.person)
        .fetch_all(self.pool())
        .await?)
    }
}
