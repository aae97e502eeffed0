//! The queue of auditors: what waits for a verdict in the units where the person may give one.

mod filter;

use domain::evidence::{Spot, Standing, standing};
use domain::{Action, EvidenceId, PersonId, QuestionNo, Timestamp, UnitId};
use sqlx::{QueryBuilder, Sqlite};

pub use filter::QueueFilter;

use super::linked::{LinkedEvidence, LinkedRow, linked};
use crate::error::Result;
use crate::read::{Read, push_units_where};

/// The most items that a queue holds; one that is longer shows its beginning.
pub const QUEUE_MAX: usize = 500;

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
        filter::Where { person: self.actor.person, filter, today }.push(&mut query);
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
