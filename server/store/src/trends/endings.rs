//! When and why evidence of a unit stopped counting: what a line that rises without a new assessment
//! is explained by.

use std::collections::BTreeMap;

use domain::evidence::{CoverEnd, History, Verdict, cover_end};
use domain::{Day, EvidenceId, QuestionNo, Timestamp, UnitId};

use crate::error::Result;
use crate::read::Read;
use crate::rows::day;

/// An item stopped counting for a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoverEnded {
    /// The question.
    pub question: QuestionNo,
    /// The first day on which it no longer counted.
    pub on: Day,
    /// Why.
    pub why: CoverEnd,
}

#[derive(sqlx::FromRow)]
struct EndRow {
    question: QuestionNo,
    evidence_id: EvidenceId,
    until_day: String,
    valid_until: String,
    withdrawn_at: Option<Timestamp>,
    superseded_at: Option<Timestamp>,
}

impl Read<'_> {
    /// Every end of evidence of a unit up to today, the oldest first.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when there is no such unit that the person may see.
    pub async fn cover_ended(&self, unit: UnitId) -> Result<Vec<CoverEnded>> {
        self.must(domain::Action::Read, unit).await?;
        let today = self.store.clock.today();
        let rows: Vec<EndRow> = sqlx::query_as(
            "SELECT c.question, c.evidence_id, c.until_day, e.valid_until, e.withdrawn_at,
                    (SELECT s.uploaded_at FROM evidence s WHERE s.supersedes_id = e.id) AS superseded_at
               FROM coverage c JOIN evidence e ON e.id = c.evidence_id
              WHERE c.unit_id = ? AND c.until_day <= ? ORDER BY c.until_day, c.question, c.evidence_id",
        )
        .bind(unit)
        .bind(today.to_string())
        .fetch_all(self.pool())
        .await?;
        let verdicts = self.verdicts_in(unit).await?;
        rows.into_iter()
            .map(|row| {
                let id = row.evidence_id;
                let on = day(&row.until_day, "coverage", "until_day", id.0)?;
                let history = History {
                    verdicts: verdicts.get(&(row.question.0, id)).cloned().unwrap_or_default(),
                    valid_until: day(&row.valid_until, "evidence", "valid_until", id.0)?,
                    withdrawn: row.withdrawn_at.map(Timestamp::day),
                    superseded: row.superseded_at.map(Timestamp::day),
                };
                Ok(CoverEnded { question: row.question, on, why: cover_end(&history, on) })
            })
            .collect()
    }

    async fn verdicts_in(
        &self,
        unit: UnitId,
    ) -> Result<BTreeMap<(u16, EvidenceId), Vec<(Verdict, Day)>>> {
        let rows: Vec<(QuestionNo, EvidenceId, Verdict, Timestamp)> = sqlx::query_as(
            "SELECT question, evidence_id, verdict, given_at FROM verdicts WHERE unit_id = ? ORDER BY id",
        )
        .bind(unit)
        .fetch_all(self.pool())
        .await?;
        let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (question, item, verdict, at) in rows {
            found.entry((question.0, item)).or_default().push((verdict, at.day()));
        }
        Ok(found)
    }
}
