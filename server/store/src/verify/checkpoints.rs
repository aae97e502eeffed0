//! The log, held against the heads that were noted outside the database.

use std::fs::File;
use std::io::{BufRead as _, BufReader};

use ::pack::PublicKey;
use ::pack::checkpoint::{Checkpoint, FIRST, hash_of_line};

use super::Report;
use crate::error::Result;
use crate::open::Store;

/// A line of the file, with its number from 1.
struct Line {
    number: u64,
    checkpoint: Checkpoint,
}

impl Store {
    pub(super) async fn verify_checkpoints(&self, report: &mut Report) -> Result<()> {
        let lines = self.read_checkpoints(report)?;
        report.checkpoints = lines.len() as u64;
        for Line { number, checkpoint } in &lines {
            let logged: Option<String> =
                sqlx::query_scalar("SELECT hash FROM audit_log WHERE seq = ?")
                    .bind(checkpoint.seq)
                    .fetch_optional(&self.readers)
                    .await?;
            if logged.is_some_and(|hash| hash != checkpoint.head) {
                let noted = domain::text::moment(checkpoint.at);
                report.fault(
                    format!("audit log, entry {}", checkpoint.seq),
                    format!(
                        "it is not the entry that checkpoint {number} noted on {noted}: the log was rewritten"
                    ),
                );
                break;
            }
        }
        let newest = lines.iter().max_by_key(|line| line.checkpoint.seq);
        let end = self.head().await?.map_or(0, |head| head.seq);
        if let Some(Line { number, checkpoint }) = newest
            && checkpoint.seq > end
        {
            let (missing, noted) = (checkpoint.seq - end, domain::text::moment(checkpoint.at));
            report.fault(
                format!("audit log, after entry {end}"),
                format!(
                    "checkpoint {number} noted entry {} on {noted}: the last {} removed",
                    checkpoint.seq,
                    if missing == 1 {
                        "entry was".to_owned()
                    } else {
                        format!("{missing} entries were")
                    }
                ),
            );
        }
        Ok(())
    }

    /// All lines that can be read. One that was cut off by a crash can't, and the next one follows from
    /// the line before it.
    fn read_checkpoints(&self, report: &mut Report) -> Result<Vec<Line>> {
        let file = match File::open(self.checkpoints()) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        let keys = self.public_keys()?;
        let (mut lines, mut prev, mut seq) = (Vec::new(), FIRST.to_owned(), 0);
        for (number, bytes) in (1..).zip(BufReader::new(file).split(b'\n')) {
            let text = String::from_utf8_lossy(&bytes?).into_owned();
            let Ok(checkpoint) = serde_json::from_str::<Checkpoint>(&text) else {
                continue;
            };
            if let Some(fault) = fault(&checkpoint, &prev, seq, &keys) {
                report.fault(format!("checkpoint {number}"), fault);
            }
            prev = hash_of_line(&text);
            seq = checkpoint.seq;
            lines.push(Line { number, checkpoint });
        }
        Ok(lines)
    }
}

/// What is wrong with a checkpoint after the line of this hash, which noted this entry.
fn fault(checkpoint: &Checkpoint, prev: &str, seq: i64, keys: &[PublicKey]) -> Option<String> {
    if checkpoint.prev != prev {
        return Some("it does not follow from the line before it".to_owned());
    }
    if checkpoint.seq < seq {
        return Some(format!("it notes entry {}, and the line before it {seq}", checkpoint.seq));
    }
    match keys.iter().find(|key| key.fingerprint() == checkpoint.key) {
        None => Some(format!("it is signed with a key that is not known, {}", checkpoint.key)),
        Some(key) if !checkpoint.is_signed_by(key) => {
            Some("its signature is not that of its content: it was changed".to_owned())
        }
        Some(_) => None,
    }
}
