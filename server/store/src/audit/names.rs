//! What the things are called that entries are about, and whether the person may open their pages.

use std::collections::HashMap;

use domain::audit::{AuditEntry, SubjectKind};
use domain::evidence::request::title;
use domain::permissions::role_allows;
use domain::{Action, PersonId, Role};
use serde_json::json;
use sqlx::{QueryBuilder, Sqlite};

use super::filter::{LogActor, LogScope};
use crate::audits::push_audits;
use crate::error::Result;
use crate::read::{Read, push_units_where};

/// What a thing is called by now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectName {
    /// Its name.
    pub name: String,
    /// Whether its page opens for the person.
    pub opens: bool,
}

/// The names of things by their kind and id. What the person may not see has none.
pub type Subjects = HashMap<(SubjectKind, i64), SubjectName>;

/// Kinds with names, each by a query over the ids `?1` for the person `?2`.
const NAMED: [(SubjectKind, &str); 8] = [
    (
        SubjectKind::Check,
        "SELECT c.id, c.content ->> '$.questionnaire_title', 0
           FROM json_each(?1) j CROSS JOIN checks c ON c.id = j.value
          WHERE c.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?2)",
    ),
    (
        // Its page goes by key and version, not by number. Everyone may read it: ?2 is not asked.
        SubjectKind::Questionnaire,
        "SELECT q.id, (q.content ->> '$.title') || ', version ' || q.version, 0
           FROM json_each(?1) j CROSS JOIN questionnaires q ON q.id = j.value",
    ),
    (
        SubjectKind::Task,
        "SELECT k.id, k.title, 1 FROM json_each(?1) j CROSS JOIN tasks k ON k.id = j.value
          WHERE k.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?2)",
    ),
    (
        SubjectKind::Model,
        "SELECT m.id, m.name, 1 FROM json_each(?1) j CROSS JOIN models m ON m.id = j.value
          WHERE m.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?2)",
    ),
    (
        SubjectKind::Unit,
        "SELECT u.id, u.name, 1 FROM json_each(?1) j CROSS JOIN units u ON u.id = j.value
          WHERE u.id IN (SELECT unit_id FROM visible_units WHERE person_id = ?2)",
    ),
    (
        SubjectKind::Assessment,
        "SELECT a.id, a.name, 1 FROM json_each(?1) j CROSS JOIN assessments a ON a.id = j.value
          WHERE a.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?2)",
    ),
    (
        SubjectKind::Round,
        "SELECT r.id, r.name, 1 FROM json_each(?1) j CROSS JOIN rounds r ON r.id = j.value
          WHERE r.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?2)",
    ),
    (
        SubjectKind::Evidence,
        "SELECT e.id, e.title, EXISTS (
                    SELECT 1 FROM evidence_links l
                      JOIN unit_tree t ON t.unit_id = l.unit_id
                      JOIN grants g ON g.unit_id = t.ancestor_id
                     WHERE l.evidence_id = e.id AND g.person_id = ?2
                       AND g.role IN (SELECT value FROM json_each(?3)))
           FROM json_each(?1) j CROSS JOIN evidence e ON e.id = j.value
          WHERE e.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?2)",
    ),
];

/// Puts into a query which units, or which audits, a person may know of.
type Known = fn(&mut QueryBuilder<Sqlite>, PersonId);

/// Kinds that are named to those alone for whom their pages open. The sign before a unit keeps the
/// query at the ids of the page: by the index over units it would read all there is in them.
const NAMED_IF_OPEN: [(SubjectKind, &str, Known); 3] = [
    (SubjectKind::Audit, "SELECT id, name, 1 FROM audits WHERE id IN (", push_audits),
    (
        SubjectKind::Finding,
        "SELECT id, title, 1 FROM audit_findings WHERE +unit_id IN (",
        push_units_of_evidence,
    ),
    (
        SubjectKind::EvidenceRequest,
        "SELECT id, wanted, 1 FROM evidence_requests WHERE +unit_id IN (",
        push_units_of_evidence,
    ),
];

fn push_units_of_evidence(query: &mut QueryBuilder<Sqlite>, person: PersonId) {
    push_units_where(query, person, Action::OpenEvidence);
}

const PEOPLE: &str =
    "SELECT p.id, p.name FROM json_each(?1) j CROSS JOIN people p ON p.id = j.value";

impl Read<'_> {
    /// What the things of a page's entries are called.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_subjects(&self, entries: &[AuditEntry]) -> Result<Subjects> {
        let mut named = Subjects::new();
        let opening = Role::ALL.iter().filter(|role| role_allows(**role, Action::OpenEvidence));
        let opening = json!(opening.collect::<Vec<_>>()).to_string();
        for (kind, sql) in NAMED {
            let ids = ids_of(entries, kind);
            if ids.is_empty() {
                continue;
            }
            let rows = sqlx::query_as(sql)
                .bind(json!(ids).to_string())
                .bind(self.actor.person)
                .bind(&opening)
                .fetch_all(self.pool())
                .await?;
            name(&mut named, kind, rows);
        }
        for (kind, sql, known) in NAMED_IF_OPEN {
            let ids = ids_of(entries, kind);
            if ids.is_empty() {
                continue;
            }
            let mut query = QueryBuilder::new(sql);
            known(&mut query, self.actor.person);
            query.push(") AND id IN (SELECT value FROM json_each(");
            query.push_bind(json!(ids).to_string()).push("))");
            let mut rows: Vec<(i64, String, bool)> =
                query.build_query_as().fetch_all(self.pool()).await?;
            if kind == SubjectKind::EvidenceRequest {
                rows.iter_mut().for_each(|(_, wanted, _)| *wanted = title(wanted));
            }
            name(&mut named, kind, rows);
        }
        let opens = self.actor.allows(Action::ManagePeople);
        for (id, name) in self.names_of_people(&ids_of(entries, SubjectKind::Person)).await? {
            named.insert((SubjectKind::Person, id), SubjectName { name, opens });
        }
        Ok(named)
    }

    async fn names_of_people(&self, ids: &[i64]) -> Result<Vec<(i64, String)>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(sqlx::query_as(PEOPLE).bind(json!(ids).to_string()).fetch_all(self.pool()).await?)
    }

    /// The people whose name or address holds this text, at most `most` of them, for whoever may
    /// read some of the log.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] for those who may read nothing of the log.
    pub async fn log_actors(&self, text: &str, most: u32) -> Result<Vec<LogActor>> {
        self.log_scope().await?;
        let ids: Vec<PersonId> = sqlx::query_scalar(
            "SELECT id FROM people
              WHERE instr(lower(name), lower(?1)) > 0 OR instr(lower(email), lower(?1)) > 0
              ORDER BY name COLLATE NOCASE, id LIMIT ?2",
        )
        .bind(text)
        .bind(most)
        .fetch_all(self.pool())
        .await?;
        Ok(ids.into_iter().map(LogActor::Person).collect())
    }

    /// What somebody is called, for whoever may read all of the log. Others know those whom the
    /// entries name that they may read.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] for those who may read nothing of the log.
    pub async fn log_actor_name(&self, id: PersonId) -> Result<Option<String>> {
        if self.log_scope().await? != LogScope::Everything {
            return Ok(None);
        }
        Ok(self.names_of_people(&[id.0]).await?.pop().map(|(_, name)| name))
    }
}

fn name(named: &mut Subjects, kind: SubjectKind, rows: Vec<(i64, String, bool)>) {
    let rows = rows.into_iter();
    named.extend(rows.map(|(id, name, opens)| ((kind, id), SubjectName { name, opens })));
}

fn ids_of(entries: &[AuditEntry], kind: SubjectKind) -> Vec<i64> {
    let of_kind = entries.iter().filter(|entry| entry.subject == kind.key());
    let mut ids: Vec<i64> = of_kind.filter_map(|entry| entry.subject_id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
