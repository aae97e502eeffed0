//! Who ever gave a unit's answer to a question: none of them may judge its evidence.

use domain::{PersonId, QuestionNo, UnitId};
use sqlx::SqliteConnection;

use crate::error::Result;

/// Everybody who ever answered a question for a unit, in whichever of its assessments: evidence counts
/// in all of them, and an answer that was taken back or saved again by a colleague was given all the
/// same.
pub(crate) async fn answerers(
    connection: &mut SqliteConnection,
    unit: UnitId,
    question: QuestionNo,
) -> Result<Vec<PersonId>> {
    Ok(sqlx::query_scalar("SELECT person_id FROM answerers WHERE unit_id = ? AND question = ?")
        .bind(unit)
        .bind(question)
        .fetch_all(connection)
        .await?)
}

/// Remembers that somebody gave an answer.
pub(super) async fn remember(
    connection: &mut SqliteConnection,
    unit: UnitId,
    question: QuestionNo,
    person: PersonId,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO answerers (unit_id, question, person_id) VALUES (?, ?, ?)
         ON CONFLICT DO NOTHING",
    )
    .bind(unit)
    .bind(question)
    .bind(person)
    .execute(connection)
    .await?;
    Ok(())
}
