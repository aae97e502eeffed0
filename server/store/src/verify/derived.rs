//! What is derived: the days on which evidence counts, by which every evidenced score is looked up, and
//! the newest version of what the past is shown from.

use std::collections::{BTreeMap, BTreeSet};

use domain::evidence::{History, Verdict, coverage};
use domain::{EvidenceId, QuestionNo, Timestamp, UnitId};
use sqlx::AssertSqlSafe;

use super::Report;
use crate::error::Result;
use crate::open::Store;
use crate::past::{Keeping, TABLES};
use crate::rows::day;

/// An item for one unit and question.
type Place = (UnitId, QuestionNo, EvidenceId);

/// The spans of days on which it counts there.
type Days = BTreeSet<(String, String)>;

/// A verdict beside what else decides how long its item counts.
#[derive(sqlx::FromRow)]
struct Judged {
    unit_id: UnitId,
    question: QuestionNo,
    evidence_id: EvidenceId,
    verdict: Verdict,
    given_at: Timestamp,
    valid_until: String,
    withdrawn_at: Option<Timestamp>,
    replaced_at: Option<Timestamp>,
}

impl Store {
    /// Derives the days on which evidence counts anew, and compares.
    pub(super) async fn verify_coverage(&self, report: &mut Report) -> Result<()> {
        let judged: Vec<Judged> = sqlx::query_as(
            "SELECT v.unit_id, v.question, v.evidence_id, v.verdict, v.given_at, e.valid_until,
                    e.withdrawn_at, e.replaced_at
               FROM verdicts v JOIN evidence e ON e.id = v.evidence_id ORDER BY v.id",
        )
        .fetch_all(&self.readers)
        .await?;
        let mut histories: BTreeMap<Place, History> = BTreeMap::new();
        for row in judged {
            let until = day(&row.valid_until, "evidence", "valid_until", row.evidence_id.0)?;
            let place = (row.unit_id, row.question, row.evidence_id);
            let history = histories.entry(place).or_insert_with(|| History {
                verdicts: Vec::new(),
                valid_until: until,
                withdrawn: row.withdrawn_at.map(Timestamp::day),
                superseded: row.replaced_at.map(Timestamp::day),
            });
            history.verdicts.push((row.verdict, row.given_at.day()));
        }
        let mut derived: BTreeMap<Place, Days> = BTreeMap::new();
        for (place, history) in &histories {
            for span in coverage(history) {
                let days = (span.from.to_string(), span.until.to_string());
                derived.entry(*place).or_default().insert(days);
            }
        }
        let stored: Vec<(UnitId, QuestionNo, EvidenceId, String, String)> = sqlx::query_as(
            "SELECT unit_id, question, evidence_id, from_day, until_day FROM coverage",
        )
        .fetch_all(&self.readers)
        .await?;
        let mut kept: BTreeMap<Place, Days> = BTreeMap::new();
        for (unit, question, item, from, until) in stored {
            kept.entry((unit, question, item)).or_default().insert((from, until));
        }
        let places: BTreeSet<&Place> = derived.keys().chain(kept.keys()).collect();
        for place in places {
            if derived.get(place) != kept.get(place) {
                let (unit, question, item) = place;
                report.fault(
                    format!("evidence {item}, unit {unit}, question {question}"),
                    "the days on which it counts are not those that its verdicts give",
                );
            }
        }
        Ok(())
    }

    /// The newest version of every row that the past is kept of is the row itself.
    pub(super) async fn verify_versions(&self, report: &mut Report) -> Result<()> {
        for (table, keeping) in TABLES {
            if *keeping != Keeping::Versions {
                continue;
            }
            // What is no part of a picture, such as hashes of passwords, has no past.
            let columns: Vec<String> = sqlx::query_scalar(
                "SELECT name FROM pragma_table_info(? || '_past')
                  WHERE name NOT IN ('from_at', 'until_at')",
            )
            .bind(table)
            .fetch_all(&self.readers)
            .await?;
            let columns = columns.join(", ");
            let sql = format!(
                "SELECT (SELECT count(*) FROM (SELECT {columns} FROM {table} EXCEPT
                         SELECT {columns} FROM {table}_past WHERE until_at = '9999'))
                      + (SELECT count(*) FROM (SELECT {columns} FROM {table}_past
                         WHERE until_at = '9999' EXCEPT SELECT {columns} FROM {table}))"
            );
            let differ: i64 =
                sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&self.readers).await?;
            if differ > 0 {
                let fault = format!("{differ} rows are not those of their newest version");
                report.fault(format!("{table}_past"), fault);
            }
        }
        Ok(())
    }
}
