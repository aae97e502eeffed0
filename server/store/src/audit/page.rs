//! One page of the log: the newest entries that are sought, or those next to an entry.
//!
//! The work depends on how many streams the filter has and on the size of the page, never on how
//! long the log is. See [`super::near`] and [`super::streams`].

use domain::audit::AuditEntry;
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use super::filter::{AuditFilter, Sought};
use super::row::RawRow;
use super::streams::{Shape, Streams};
use crate::error::Result;
use crate::read::Read;

/// How many entries a page holds.
pub const LOG_PAGE: usize = 50;

/// How many entries around the first and the last moment of a span are looked at, in case the clock
/// was set back there: time rises with the number otherwise.
const SET_BACK: i64 = 1000;

/// How often a page without a matching day is passed over before it is shown empty.
const PASSED_OVER: u8 = 20;

/// Where a page begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LogCursor {
    /// With the newest entry.
    #[default]
    Newest,
    /// Below this entry.
    Before(i64),
    /// Above this entry.
    After(i64),
}

/// A page of the log.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuditPage {
    /// The entries, the newest first.
    pub entries: Vec<AuditEntry>,
    /// The numbers of those that belong here and can't be shown: somebody made their time unreadable.
    pub unreadable: Vec<i64>,
    /// The entry below which older ones follow.
    pub older: Option<i64>,
    /// The entry above which newer ones follow.
    pub newer: Option<i64>,
}

/// A run of numbers, without its ends, and the direction in which it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) low: i64,
    pub(super) high: i64,
    pub(super) rising: bool,
}

impl Span {
    pub(super) const fn order(self) -> &'static str {
        if self.rising { "ASC" } else { "DESC" }
    }

    fn sort(self, numbers: &mut [i64]) {
        numbers.sort_unstable();
        if !self.rising {
            numbers.reverse();
        }
    }
}

/// The first entry of each stream that has one, with the stream's place in the list. Takes the keys,
/// the span, and nothing else; one row, since there may be thousands.
pub(super) fn heads_sql(shape: Shape, span: Span) -> String {
    let (index, on) = shape.sql();
    let order = span.order();
    format!(
        "SELECT json_group_array(json_array(h.seq, h.place)) FILTER (WHERE h.seq IS NOT NULL)
           FROM (SELECT k.key AS place,
                        (SELECT x.seq FROM audit_log x {index}
                          WHERE {on} AND x.seq > ?2 AND x.seq < ?3
                          ORDER BY x.seq {order} LIMIT 1) AS seq
                   FROM json_each(?1) k) h"
    )
}

/// The first entries of each stream, at most as many as the last argument says.
pub(super) fn entries_sql(shape: Shape, span: Span) -> String {
    let (index, on) = shape.sql();
    let order = span.order();
    format!(
        "SELECT l.seq FROM json_each(?1) k CROSS JOIN audit_log l
          WHERE l.seq IN (SELECT x.seq FROM audit_log x {index}
                           WHERE {on} AND x.seq > ?2 AND x.seq < ?3
                           ORDER BY x.seq {order} LIMIT ?4)"
    )
}

/// The lowest number around the first moment of a span of time, and the highest around its last.
pub(super) const SINCE: &str =
    "SELECT min(seq) FROM (SELECT seq FROM audit_log INDEXED BY audit_log_by_time
                            WHERE at >= ?1 ORDER BY at LIMIT ?2)";
pub(super) const BEFORE: &str =
    "SELECT max(seq) FROM (SELECT seq FROM audit_log INDEXED BY audit_log_by_time
                            WHERE at < ?1 ORDER BY at DESC LIMIT ?2)";

/// The entries of one thing that match: found in the index alone, `?3` of them.
pub(super) fn of_thing_sql(span: Span) -> String {
    let order = span.order();
    format!(
        "SELECT l.seq FROM audit_log l INDEXED BY audit_log_by_subject
          WHERE l.subject = ?9 AND l.subject_id = ?10 AND l.seq > ?1 AND l.seq < ?2
            AND {MATCHES}
          ORDER BY l.seq {order} LIMIT ?3"
    )
}

/// Whether an entry `l` is sought: by actors `?5`, actions `?6`, units `?7` or own `?8`.
pub(super) const MATCHES: &str = "(?5 IS NULL OR EXISTS
             (SELECT 1 FROM json_each(?5) j WHERE j.value IS l.actor_id))
        AND (?6 IS NULL OR l.action IN (SELECT value FROM json_each(?6)))
        AND (?7 IS NULL OR l.unit_id IN (SELECT value FROM json_each(?7))
             OR (l.unit_id IS NULL AND l.actor_id = ?8))";

impl Read<'_> {
    /// A page of the log, of the entries that the person may read.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] for those who may read nothing of it.
    pub async fn audit_page(&self, filter: &AuditFilter, cursor: LogCursor) -> Result<AuditPage> {
        let sought = self.sought(filter).await?;
        let Some((low, high)) = self.numbers_of(&sought).await? else {
            return Ok(AuditPage::default());
        };
        let mut span = match cursor {
            LogCursor::Newest => Span { low, high, rising: false },
            LogCursor::Before(seq) => Span { low, high: high.min(seq), rising: false },
            LogCursor::After(seq) => Span { low: low.max(seq), high, rising: true },
        };
        for _ in 0..PASSED_OVER {
            let (found, more) = self.numbers(&sought, span).await?;
            let (entries, unreadable) = self.entries(&found, &sought).await?;
            let next = found.last().copied().filter(|_| more);
            let is_empty = entries.is_empty() && unreadable.is_empty();
            match next {
                Some(next) if is_empty && span.rising => span.low = next,
                Some(next) if is_empty => span.high = next,
                _ => return Ok(AuditPage { unreadable, ..page(entries, next, cursor) }),
            }
        }
        Ok(AuditPage::default())
    }

    /// The numbers within which the days lie; none when nothing does.
    pub(super) async fn numbers_of(&self, sought: &Sought) -> Result<Option<(i64, i64)>> {
        let (from, until) = sought.filter.times();
        let (mut low, mut high) = (0, i64::MAX);
        if let Some(from) = from {
            match self.edge(SINCE, &from).await? {
                Some(first) => low = first - 1,
                None => return Ok(None),
            }
        }
        if let Some(until) = until {
            match self.edge(BEFORE, &until).await? {
                Some(last) => high = last + 1,
                None => return Ok(None),
            }
        }
        Ok((low + 1 < high).then_some((low, high)))
    }

    async fn edge(&self, sql: &'static str, moment: &str) -> Result<Option<i64>> {
        Ok(sqlx::query_scalar(sql).bind(moment).bind(SET_BACK).fetch_one(self.pool()).await?)
    }

    /// The numbers of a page, in its direction, and whether more follow.
    async fn numbers(&self, sought: &Sought, span: Span) -> Result<(Vec<i64>, bool)> {
        let mut found = match sought.filter.subject() {
            Some(_) => self.of_thing(sought, span).await?,
            None => match self.near(sought, span).await? {
                Some(found) => found,
                None => self.far(sought, span).await?,
            },
        };
        span.sort(&mut found);
        found.dedup();
        let more = found.len() > LOG_PAGE;
        found.truncate(LOG_PAGE);
        Ok((found, more))
    }

    /// The first numbers that are sought, by the streams that hold nothing else.
    async fn far(&self, sought: &Sought, span: Span) -> Result<Vec<i64>> {
        let mut found = Vec::new();
        for set in &self.streams(sought).await? {
            found.extend(self.of_streams(set, span).await?);
        }
        Ok(found)
    }

    /// The first entries of a set of streams. Whatever is on the page is in one of the streams whose
    /// first entries come first, so only as many of them are read as the page has lines.
    async fn of_streams(&self, set: &Streams, span: Span) -> Result<Vec<i64>> {
        let most = LOG_PAGE + 1;
        let mut keys = set.keys.clone();
        if keys.len() > most {
            keys = self.leading(set, span, most).await?;
        }
        let sql = AssertSqlSafe(entries_sql(set.shape, span));
        Ok(sqlx::query_scalar(sql)
            .bind(Value::from(keys).to_string())
            .bind(span.low)
            .bind(span.high)
            .bind(most as i64)
            .fetch_all(self.pool())
            .await?)
    }

    async fn leading(&self, set: &Streams, span: Span, most: usize) -> Result<Vec<Value>> {
        let heads: String = sqlx::query_scalar(AssertSqlSafe(heads_sql(set.shape, span)))
            .bind(Value::from(set.keys.clone()).to_string())
            .bind(span.low)
            .bind(span.high)
            .fetch_one(self.pool())
            .await?;
        let mut heads: Vec<(i64, usize)> = serde_json::from_str(&heads).unwrap_or_default();
        heads.sort_unstable();
        if !span.rising {
            heads.reverse();
        }
        heads.truncate(most);
        Ok(heads.iter().filter_map(|(_, place)| set.keys.get(*place).cloned()).collect())
    }

    async fn of_thing(&self, sought: &Sought, span: Span) -> Result<Vec<i64>> {
        let Some((kind, id)) = sought.filter.subject() else { return Ok(Vec::new()) };
        Ok(sqlx::query_scalar(AssertSqlSafe(of_thing_sql(span)))
            .bind(span.low)
            .bind(span.high)
            .bind(LOG_PAGE as i64 + 1)
            // `?4` is the export's: both share what `?5` and the following mean.
            .bind(None::<i64>)
            .bind(sought.actors_json())
            .bind(sought.actions_json())
            .bind(sought.units_json())
            .bind(sought.own)
            .bind(kind.key())
            .bind(id)
            .fetch_all(self.pool())
            .await?)
    }

    /// The entries with these numbers, the newest first, without those of other days; and the numbers
    /// of those among them that can't be read.
    async fn entries(
        &self,
        numbers: &[i64],
        sought: &Sought,
    ) -> Result<(Vec<AuditEntry>, Vec<i64>)> {
        let (from, until) = sought.filter.times();
        let rows: Vec<RawRow> = sqlx::query_as(
            "SELECT l.* FROM json_each(?1) j CROSS JOIN audit_log l ON l.seq = j.value
              WHERE (?2 IS NULL OR l.at >= ?2) AND (?3 IS NULL OR l.at < ?3)",
        )
        .bind(json!(numbers).to_string())
        .bind(from)
        .bind(until)
        .fetch_all(self.pool())
        .await?;
        let (mut entries, mut unreadable) = (Vec::new(), Vec::new());
        for row in rows {
            let number = row.seq;
            match row.entry() {
                Some(entry) => entries.push(entry),
                None => unreadable.push(number),
            }
        }
        entries.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.seq));
        unreadable.sort_unstable();
        Ok((entries, unreadable))
    }
}

/// The page with the ways on from it.
fn page(entries: Vec<AuditEntry>, next: Option<i64>, cursor: LogCursor) -> AuditPage {
    let first = entries.first().map(|entry| entry.seq);
    let last = entries.last().map(|entry| entry.seq);
    match cursor {
        LogCursor::Newest => AuditPage { entries, older: next, ..AuditPage::default() },
        LogCursor::Before(seq) => {
            let newer = first.or(Some(seq.saturating_sub(1)));
            AuditPage { entries, older: next, newer, ..AuditPage::default() }
        }
        LogCursor::After(seq) => {
            let older = last.or(Some(seq.saturating_add(1)));
            AuditPage { entries, older, newer: next, ..AuditPage::default() }
        }
    }
}
