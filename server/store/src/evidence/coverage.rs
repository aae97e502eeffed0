//! The days on which an item counts, derived anew in the transaction of each change.

use domain::evidence::{History, Verdict, cover_end, coverage};
use domain::{EvidenceId, QuestionNo, Timestamp, UnitId};

use crate::error::Result;
use crate::gate::WriteTx;
use crate::rows::day;

/// Rebuilds the rows of one item for one unit and question.
pub(super) async fn rebuild(
    write: &mut WriteTx,
    id: EvidenceId,
    unit: UnitId,
    question: QuestionNo,
) -> Result<()> {
    let (valid_until, withdrawn, superseded): (String, Option<Timestamp>, Option<Timestamp>) =
        sqlx::query_as("SELECT valid_until, withdrawn_at, replaced_at FROM evidence WHERE id = ?")
            .bind(id)
            .fetch_one(write.sql())
            .await?;
    let verdicts: Vec<(Verdict, Timestamp)> = sqlx::query_as(
        "SELECT verdict, given_at FROM verdicts
          WHERE unit_id = ? AND question = ? AND evidence_id = ? ORDER BY id",
    )
    .bind(unit)
    .bind(question)
    .bind(id)
    .fetch_all(write.sql())
    .await?;
    let history = History {
        verdicts: verdicts.into_iter().map(|(verdict, at)| (verdict, at.day())).collect(),
        valid_until: day(&valid_until, "evidence", "valid_until", id.0)?,
        withdrawn: withdrawn.map(Timestamp::day),
        superseded: superseded.map(Timestamp::day),
    };
    sqlx::query("DELETE FROM coverage WHERE unit_id = ? AND question = ? AND evidence_id = ?")
        .bind(unit)
        .bind(question)
        .bind(id)
        .execute(write.sql())
        .await?;
    for span in coverage(&history) {
        sqlx::query(
            "INSERT INTO coverage (unit_id, question, evidence_id, from_day, until_day, why)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(unit)
        .bind(question)
        .bind(id)
        .bind(span.from.to_string())
        .bind(span.until.to_string())
        .bind(cover_end(&history, span.until))
        .execute(write.sql())
        .await?;
    }
    Ok(())
}

/// Derives the days anew wherever the item is linked.
pub(super) async fn rebuild_everywhere(write: &mut WriteTx, id: EvidenceId) -> Result<()> {
    let places: Vec<(UnitId, QuestionNo)> =
        sqlx::query_as("SELECT unit_id, question FROM evidence_links WHERE evidence_id = ?")
            .bind(id)
            .fetch_all(write.sql())
            .await?;
    for (unit, question) in places {
        rebuild(write, id, unit, question).await?;
    }
    Ok(())
}
