//! Who is told of what happens to evidence.

use domain::evidence::request::{Wanted, title};
use domain::evidence::{GivenVerdict, Spot, Verdict};
use domain::notices::NoticeKind;
use domain::{Action, EvidenceId, PersonId, QuestionNo, RequestId, UnitId, VerdictId, text};

use super::open::Seal;
use crate::error::Result;
use crate::gate::WriteTx;
use crate::notices::{News, nearest, tell};

async fn title_of(write: &mut WriteTx, id: EvidenceId) -> Result<String> {
    Ok(sqlx::query_scalar("SELECT title FROM evidence WHERE id = ?")
        .bind(id)
        .fetch_one(write.sql())
        .await?)
}

/// Of a verdict: whoever uploaded the item, unless all is well with it.
pub(super) async fn of_verdict(
    write: &mut WriteTx,
    (verdict, spot): (VerdictId, Spot),
    given: &GivenVerdict,
    uploader: PersonId,
) -> Result<()> {
    let (kind, done) = match given.verdict {
        Verdict::Accepted => return Ok(()),
        Verdict::Rejected => (NoticeKind::Rejected, "was rejected"),
        Verdict::Asked => (NoticeKind::Asked, "was asked about"),
    };
    let name = title_of(write, spot.evidence).await?;
    let news = News::new(kind, format!("verdict:{verdict}"), format!("“{name}” {done}"));
    let news = news.in_unit(spot.unit).saying(&given.reason);
    tell(write, &[uploader], &news.at(format!("/evidence/{}", spot.evidence))).await?;
    Ok(())
}

/// Of an answer, by its number: whoever asked, who decides now.
pub(super) async fn of_reply(
    write: &mut WriteTx,
    (number, spot): (i64, Spot),
    asked_by: PersonId,
    said: &str,
) -> Result<()> {
    let name = title_of(write, spot.evidence).await?;
    let once = format!("reply:{number}");
    let title = format!("Your question about “{name}” was answered");
    let news = News::new(NoticeKind::ToDecide, once, title).in_unit(spot.unit).saying(said);
    let at = format!("/review?at={}-{}-{}", spot.unit, spot.question, spot.evidence);
    tell(write, &[asked_by], &news.at(at)).await?;
    Ok(())
}

/// Of an item that is not what arrived: those who judge it, those who look after the installation, and
/// whoever uploaded it. Gives how many didn't know.
pub(super) async fn of_broken(
    write: &mut WriteTx,
    id: EvidenceId,
    unit: UnitId,
    seal: &Seal,
) -> Result<u64> {
    let mut to = nearest(write.sql(), unit, Action::GiveVerdict, &[]).await?;
    let others: Vec<PersonId> = sqlx::query_scalar(
        "SELECT uploaded_by FROM evidence WHERE id = ?1
          UNION SELECT person_id FROM grants WHERE role = 'administrator'",
    )
    .bind(id)
    .fetch_all(write.sql())
    .await?;
    to.extend(others);
    let name = title_of(write, id).await?;
    let (how, title) = match seal {
        Seal::Broken { found } => (found.as_str(), format!("“{name}” is not what was uploaded")),
        Seal::Missing | Seal::Whole => ("missing", format!("The file of “{name}” is missing")),
    };
    let words =
        "Its hash is not the one that was recorded. It is not handed out, and proves nothing.";
    let news = News::new(NoticeKind::EvidenceBroken, format!("evidence-broken:{id}:{how}"), title);
    // Of no unit: an administrator sees none, and has to know.
    tell(write, &to, &news.saying(words).at(format!("/evidence/{id}"))).await
}

/// Of a request: those of the unit who can answer it.
pub(super) async fn of_request(
    write: &mut WriteTx,
    id: RequestId,
    (unit, question): (UnitId, QuestionNo),
    wanted: &Wanted,
) -> Result<()> {
    let to = nearest(write.sql(), unit, Action::AttachEvidence, &[]).await?;
    let due = text::day(wanted.due_on);
    let said = title(&wanted.wanted);
    let title = format!("Evidence is asked for, on question {question}, up to {due}: {said}");
    let news = News::new(NoticeKind::Asked, format!("request:{id}"), title).in_unit(unit);
    tell(write, &to, &news.at(format!("/requests/{id}"))).await?;
    Ok(())
}
