//! Who is told of rounds, and of assessments that come back.

use domain::notices::NoticeKind;
use domain::{Action, AssessmentId, PersonId, RoundId, SubmissionId, UnitId, text};

use crate::error::Result;
use crate::gate::WriteTx;
use crate::notices::{News, nearest, tell};

/// Of a round: those of each unit who answer in it.
pub(super) async fn of_round(write: &mut WriteTx, id: RoundId) -> Result<()> {
    let units: Vec<(AssessmentId, UnitId, String, String, String)> = sqlx::query_as(
        "SELECT a.id, a.unit_id, u.name, a.name, a.due_on
           FROM assessments a JOIN units u ON u.id = a.unit_id WHERE a.round_id = ? ORDER BY a.id",
    )
    .bind(id)
    .fetch_all(write.sql())
    .await?;
    for (assessment, unit, unit_name, round, due_on) in units {
        let to = nearest(write.sql(), unit, Action::Answer, &[]).await?;
        let due = due_on.parse().map_or(due_on, text::day);
        let title = format!("{round} of {unit_name} is open, due on {due}");
        let news = News::new(NoticeKind::RoundOpened, format!("round-opened:{id}"), title);
        let news = news.of_each(unit).in_unit(unit).at(format!("/assessments/{assessment}"));
        tell(write, &to, &news).await?;
    }
    Ok(())
}

/// Of an assessment that was returned: whoever submitted it.
pub(super) async fn of_return(
    write: &mut WriteTx,
    id: AssessmentId,
    submission: SubmissionId,
    submitter: PersonId,
    reason: &str,
) -> Result<()> {
    let (unit, unit_name, name): (UnitId, String, String) = sqlx::query_as(
        "SELECT a.unit_id, u.name, a.name FROM assessments a JOIN units u ON u.id = a.unit_id
          WHERE a.id = ?",
    )
    .bind(id)
    .fetch_one(write.sql())
    .await?;
    let title = format!("{name} of {unit_name} was returned to you");
    let news = News::new(NoticeKind::Returned, format!("returned:{submission}"), title);
    let news = news.in_unit(unit).saying(reason).at(format!("/assessments/{id}"));
    tell(write, &[submitter], &news).await?;
    Ok(())
}
