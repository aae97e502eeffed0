//! The quick way to a page: a filter that many entries match finds its page among the newest entries
//! of a few wide streams, without asking thousands of narrow ones for theirs.

use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use super::filter::Sought;
use super::page::{LOG_PAGE, MATCHES, Span};
use super::streams::{Shape, Streams};
use crate::error::Result;
use crate::read::Read;

/// How many entries are looked at in all, whatever a filter asks for.
const LOOKED_AT: usize = 2_000;

/// What of a stream was looked at.
struct Seen {
    /// How many entries.
    count: usize,
    /// The one that lies farthest along.
    last: Option<i64>,
    /// Those that are sought.
    found: Vec<i64>,
}

/// For each stream: how many of its first `?3` entries there are, the lowest and the highest of them,
/// and those that match.
pub(super) fn near_sql(shape: Shape, span: Span) -> String {
    let (index, on) = shape.sql();
    let order = span.order();
    format!(
        "SELECT (SELECT json_array(count(*), min(l.seq), max(l.seq),
                                   json_group_array(l.seq) FILTER (WHERE {MATCHES}))
                   FROM (SELECT x.seq, x.actor_id, x.action, x.unit_id FROM audit_log x {index}
                          WHERE {on} AND x.seq > ?1 AND x.seq < ?2
                          ORDER BY x.seq {order} LIMIT ?3) l)
           FROM json_each(?4) k"
    )
}

/// The sets of wide streams in which everything stands that is sought, among other things.
pub(super) fn wide(sought: &Sought) -> Vec<Streams> {
    let mut sets = Vec::new();
    if let Some(actors) = &sought.filter.actors {
        let keys = actors.iter().map(|actor| json!([actor.id()])).collect();
        sets.push(Streams { shape: Shape::Actor, keys });
    }
    if let Some(actions) = sought.filter.actions() {
        let keys = actions.iter().map(|action| json!([null, null, action])).collect();
        sets.push(Streams { shape: Shape::Action, keys });
    }
    if sets.is_empty() {
        sets.push(Streams { shape: Shape::Whole, keys: vec![Value::Null] });
    }
    sets
}

impl Read<'_> {
    /// The first numbers that are sought, when a look at the wide streams tells them for certain: more
    /// than a page of them, or all that there are.
    pub(super) async fn near(&self, sought: &Sought, span: Span) -> Result<Option<Vec<i64>>> {
        for set in wide(sought) {
            let each = LOOKED_AT / set.keys.len().max(1);
            let seen = self.seen(sought, &set, span, each).await?;
            // Beyond the nearest end of a stream that goes on, others may have more that is nearer.
            let full = seen.iter().filter(|seen| seen.count >= each);
            let ends = full.filter_map(|seen| seen.last);
            let end = if span.rising { ends.min() } else { ends.max() };
            let found = seen.iter().flat_map(|seen| &seen.found).copied();
            let certain = found.filter(|seq| match end {
                Some(end) if span.rising => *seq <= end,
                Some(end) => *seq >= end,
                None => true,
            });
            let certain: Vec<i64> = certain.collect();
            if end.is_none() || certain.len() > LOG_PAGE {
                return Ok(Some(certain));
            }
        }
        Ok(None)
    }

    async fn seen(
        &self,
        sought: &Sought,
        set: &Streams,
        span: Span,
        each: usize,
    ) -> Result<Vec<Seen>> {
        let sql = AssertSqlSafe(near_sql(set.shape, span));
        let rows: Vec<String> = sqlx::query_scalar(sql)
            .bind(span.low)
            .bind(span.high)
            .bind(i64::try_from(each).unwrap_or(i64::MAX))
            .bind(Value::from(set.keys.clone()).to_string())
            .bind(sought.actors_json())
            .bind(sought.actions_json())
            .bind(sought.units_json())
            .bind(sought.own)
            .fetch_all(self.pool())
            .await?;
        let read = |row: &String| {
            let (count, low, high, found) = serde_json::from_str(row).ok()?;
            let (low, high): (Option<i64>, Option<i64>) = (low, high);
            Some(Seen { count, last: if span.rising { high } else { low }, found })
        };
        Ok(rows.iter().filter_map(read).collect())
    }
}
