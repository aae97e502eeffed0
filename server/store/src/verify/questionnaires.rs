//! Published questionnaires and checks: each is what its hash was made of, with the figures that follow.

use domain::checks::FrozenCheck;
use domain::{Band, Points};
use futures::TryStreamExt as _;
use sha2::{Digest, Sha256};

use super::Report;
use crate::error::Result;
use crate::open::Store;

const CHANGED: &str = "its content does not match its hash: it was changed";

/// A check with the columns that lists read instead of its content.
#[derive(sqlx::FromRow)]
struct Checked {
    id: i64,
    answered: u16,
    total: u16,
    points: Points,
    could_reach: Points,
    band: Option<Band>,
    content: String,
    sha256: String,
}

impl Checked {
    fn fault(&self) -> Option<&'static str> {
        if hex::encode(Sha256::digest(&self.content)) != self.sha256 {
            return Some(CHANGED);
        }
        let Ok(frozen) = FrozenCheck::read(&self.content) else {
            return Some("its content can't be read");
        };
        let progress = frozen.progress();
        let agrees = (self.answered, self.total) == (progress.answered, progress.total)
            && (self.points, self.could_reach) == (progress.so_far, progress.could_reach)
            && self.band == frozen.band();
        (!agrees).then_some("the figures beside its content are not those of its content")
    }
}

impl Store {
    pub(super) async fn verify_questionnaires(&self, report: &mut Report) -> Result<()> {
        let mut rows = sqlx::query_as::<_, (i64, String, String)>(
            "SELECT id, content, sha256 FROM questionnaires ORDER BY id",
        )
        .fetch(&self.readers);
        while let Some((id, content, sha256)) = rows.try_next().await? {
            if hex::encode(Sha256::digest(&content)) != sha256 {
                report.fault(format!("questionnaire {id}"), CHANGED);
            }
        }
        Ok(())
    }

    pub(super) async fn verify_checks(&self, report: &mut Report) -> Result<()> {
        let mut rows = sqlx::query_as::<_, Checked>(
            "SELECT id, answered, total, points, could_reach, band, content, sha256
               FROM checks ORDER BY id",
        )
        .fetch(&self.readers);
        while let Some(row) = rows.try_next().await? {
            if let Some(fault) = row.fault() {
                report.fault(format!("check {}", row.id), fault);
            }
        }
        Ok(())
    }
}
