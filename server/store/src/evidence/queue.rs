//! The queue of auditors: what waits for a verdict in the units where the person may give one.

use domain::evidence::{Spot, Standing, standing};
use domain::{Action, AuditId, Day, EvidenceId, PersonId, QuestionNo, RoundId, Timestamp, UnitId};
use sqlx::{QueryBuilder, Sqlite};

use super::linked::{LinkedEvidence, LinkedRow, linked};
use crate::error::Result;
use crate::read::{Read, push_units_where};

/// The most items that a queue holds; one that is longer shows its beginning.
pub const QUEUE_MAX: usize = 500;

/// Which items to review. Everything that is set must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Only those of this unit and the units below it.
    pub unit: Option<UnitId>,
    /// Only those that were attached in an assessment of this round.
    pub round: Option<RoundId>,
    /// Only those within this audit.
    pub audit: Option<AuditId>,
    /// Only those of this question.
    pub question: Option<QuestionNo>,
    /// Only those that stand so; none for however they stand.
    pub standing: Option<Standing>,
    /// Only those that were attached so many days ago or longer.
    pub older_days: Option<u16>,
    /// Only those that this person uploaded.
    pub uploader: Option<PersonId>,
    /// Only those of questions on which the inventory disagreed with the newest submission.
    pub disagrees: bool,
    /// Only those that expire within so many days.
    pub expires_days: Option<u16>,
}

/// An item of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    /// The item as it stands there.
    pub item: LinkedEvidence,
    /// The unit.
    pub unit: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// How it stands in the queue.
    pub standing: Standing,
    /// Since when it waits: attached, or answered if a question was asked.
    pub since: Timestamp,
    /// Whether the inventory disagreed with this question in the unit's newest submission.
    pub disagrees: bool,
}

impl QueueRow {
    /// Its name in a sample.
    #[must_use]
    pub const fn spot(&self) -> Spot {
        Spot { unit: self.unit, question: self.item.question, evidence: self.item.id }
    }
}

/// What stands beside an item besides itself.
#[derive(sqlx::FromRow)]
pub(super) struct Key {
    unit_id: UnitId,
    question: QuestionNo,
    evidence_id: EvidenceId,
    linked_at: Timestamp,
    replied_at: Option<Timestamp>,
    disagrees: bool,
}

impl Key {
    pub(super) const fn spot(&self) -> Spot {
        Spot { unit: self.unit_id, question: self.question, evidence: self.evidence_id }
    }
}

impl Read<'_> {
    /// The items that match, those first that wait longest; at most one more than [`QUEUE_MAX`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn queue(&self, filter: &QueueFilter) -> Result<Vec<QueueRow>> {
        let keys = self.queue_keys(filter, QUEUE_MAX + 1).await?;
        self.queue_rows(&keys).await
    }

    /// The keys of what matches, in the queue's order.
    pub(super) async fn queue_keys(&self, filter: &QueueFilter, most: usize) -> Result<Vec<Key>> {
        let mut query = QueryBuilder::new(KEYS);
        let today = self.store.clock.today();
        Where { person: self.actor.person, filter, today }.push(&mut query);
        query.push(
            " ORDER BY coalesce(replied_at, l.linked_at), l.evidence_id, l.unit_id, l.question",
        );
        query.push(" LIMIT ").push_bind(i64::try_from(most).unwrap_or(i64::MAX));
        Ok(query.build_query_as().fetch_all(self.pool()).await?)
    }

    /// Items by their keys, in the keys' order.
    pub(super) async fn queue_rows(&self, keys: &[Key]) -> Result<Vec<QueueRow>> {
        let names: Vec<_> =
            keys.iter().map(|key| (key.unit_id.0, key.question.0, key.evidence_id.0)).collect();
        let names = serde_json::to_string(&names).unwrap_or_default();
        let rows: Vec<LinkedRow> = sqlx::query_as(linked!(
            "JOIN json_each(?) k ON l.unit_id = k.value ->> 0 AND l.question = k.value ->> 1
                                AND l.evidence_id = k.value ->> 2
             ORDER BY k.key"
        ))
        .bind(names)
        .fetch_all(self.pool())
        .await?;
        let today = self.store.clock.today();
        let row = |(row, key): (LinkedRow, &Key)| {
            let (unit, unit_name) = (row.unit_id, row.unit_name.clone());
            let item = row.read(today)?;
            Ok(QueueRow {
                standing: standing(item.state, key.replied_at.is_some()),
                since: key.replied_at.unwrap_or(key.linked_at),
                disagrees: key.disagrees,
                item,
                unit,
                unit_name,
            })
        };
        rows.into_iter().zip(keys).map(row).collect()
    }

    /// One item of the queue, however it stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn queue_spot(&self, spot: Spot) -> Result<Option<QueueRow>> {
        let keys = self.queue_keys_of(&[spot]).await?;
        Ok(self.queue_rows(&keys).await?.pop())
    }

    /// The keys of these items as far as the person may judge them, in their order.
    pub(super) async fn queue_keys_of(&self, spots: &[Spot]) -> Result<Vec<Key>> {
        let names: Vec<_> =
            spots.iter().map(|it| (it.unit.0, it.question.0, it.evidence.0)).collect();
        let names = serde_json::to_string(&names).unwrap_or_default();
        let mut query = QueryBuilder::new(KEYS);
        query.push(" JOIN json_each(").push_bind(names).push(
            ") k ON l.unit_id = k.value ->> 0 AND l.question = k.value ->> 1
                AND l.evidence_id = k.value ->> 2",
        );
        query.push(" WHERE +l.unit_id IN (");
        push_units(&mut query, self.actor.person);
        query.push(") ORDER BY k.key");
        Ok(query.build_query_as().fetch_all(self.pool()).await?)
    }

    /// Everybody who uploaded something in the units where the person gives verdicts, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn queue_uploaders(&self) -> Result<Vec<(PersonId, String)>> {
        let mut query = QueryBuilder::new(
            "SELECT p.id, p.name FROM people p WHERE p.id IN (SELECT e.uploaded_by FROM evidence e
              WHERE e.unit_id IN (",
        );
        push_units(&mut query, self.actor.person);
        query.push(")) ORDER BY p.name COLLATE NOCASE, p.id LIMIT 500");
        Ok(query.build_query_as().fetch_all(self.pool()).await?)
    }
}

/// The link with the newest verdict on it, the newest answer to that if it is a question, and
/// whether the inventory disagreed in the unit's newest submission.
const KEYS: &str = "SELECT l.unit_id, l.question, l.evidence_id, l.linked_at,
        (SELECT max(r.written_at) FROM evidence_replies r WHERE r.verdict_id = d.id) AS replied_at,
        coalesce((SELECT (s.clash_mask >> (l.question - 1)) & 1 FROM submissions s
          WHERE s.unit_id = l.unit_id ORDER BY s.submitted_at DESC, s.revision DESC LIMIT 1), 0)
          AS disagrees
   FROM evidence e
  CROSS JOIN evidence_links l ON l.evidence_id = e.id
   LEFT JOIN verdicts d ON d.id =
        (SELECT max(x.id) FROM verdicts x WHERE x.unit_id = l.unit_id
            AND x.question = l.question AND x.evidence_id = l.evidence_id)";

/// The units in which the person may give verdicts and that are still there.
pub(super) fn push_units(query: &mut QueryBuilder<Sqlite>, person: PersonId) {
    query.push("SELECT id FROM units WHERE retired_at IS NULL AND id IN (");
    push_units_where(query, person, Action::GiveVerdict);
    query.push(")");
}

struct Where<'a> {
    person: PersonId,
    filter: &'a QueueFilter,
    today: Day,
}

impl Where<'_> {
    fn push(&self, query: &mut QueryBuilder<Sqlite>) {
        let filter = self.filter;
        // The plus keeps the planner from trying every unit on every item.
        query.push(" WHERE +l.unit_id IN (");
        push_units(query, self.person);
        query.push(")");
        if let Some(unit) = filter.unit {
            query
                .push(" AND +l.unit_id IN (SELECT unit_id FROM unit_tree WHERE ancestor_id = ")
                .push_bind(unit)
                .push(")");
        }
        if let Some(round) = filter.round {
            query
                .push(" AND l.assessment_id IN (SELECT id FROM assessments WHERE round_id = ")
                .push_bind(round)
                .push(")");
        }
        if let Some(audit) = filter.audit {
            query
                .push(" AND +l.unit_id IN (SELECT unit_id FROM audit_scope_units WHERE audit_id = ")
                .push_bind(audit)
                .push(
                    ") AND e.id IN (SELECT evidence_id FROM audit_scope_evidence WHERE audit_id = ",
                )
                .push_bind(audit)
                .push(")");
        }
        if let Some(question) = filter.question {
            query.push(" AND l.question = ").push_bind(question);
        }
        if let Some(days) = filter.older_days {
            let day = self.today - chrono::Days::new(u64::from(days));
            query.push(" AND substr(l.linked_at, 1, 10) <= ").push_bind(day.to_string());
        }
        if let Some(uploader) = filter.uploader {
            query.push(" AND e.uploaded_by = ").push_bind(uploader);
        }
        if filter.disagrees {
            query.push(" AND disagrees = 1");
        }
        if let Some(days) = filter.expires_days {
            let until = self.today + chrono::Days::new(u64::from(days));
            query.push(" AND e.valid_until BETWEEN ").push_bind(self.today.to_string());
            query.push(" AND ").push_bind(until.to_string());
        }
        if let Some(standing) = filter.standing {
            self.push_standing(query, standing);
        }
    }

    /// [`standing`] in the database's words: a test holds the two together.
    fn push_standing(&self, query: &mut QueryBuilder<Sqlite>, standing: Standing) {
        const REPLACED: &str = "EXISTS (SELECT 1 FROM evidence s WHERE s.supersedes_id = e.id)";
        if standing == Standing::Gone {
            query.push(" AND (e.withdrawn_at IS NOT NULL OR ").push(REPLACED).push(")");
            return;
        }
        query.push(" AND e.withdrawn_at IS NULL AND NOT ").push(REPLACED);
        let today = self.today.to_string();
        match standing {
            Standing::Rejected => {
                query.push(" AND d.verdict = 'rejected'");
            }
            Standing::Expired => {
                query.push(" AND e.valid_until < ").push_bind(today);
                query.push(" AND d.verdict IS NOT 'rejected'");
            }
            _ => {
                query.push(" AND e.valid_until >= ").push_bind(today);
                query.push(match standing {
                    Standing::Accepted => " AND d.verdict = 'accepted'",
                    Standing::Asked => " AND d.verdict = 'asked' AND replied_at IS NULL",
                    _ => " AND (d.id IS NULL OR (d.verdict = 'asked' AND replied_at IS NOT NULL))",
                });
            }
        }
    }
}
