//! The log, held against the heads that were noted outside the database.

use std::fs::File;
use std::io::{BufRead as _, BufReader};

use ::pack::PublicKey;
use ::pack::checkpoint::{Checkpoint, FIRST, hash_of_line};

use super::Report;
use crate::error::Result;
use crate::open::Store;

/// A line of the file, with its number from 1.
pub(super) struct Line {
    number: u64,
    pub(super) checkpoint: Checkpoint,
    /// The hash of its text.
    pub(super) hash: String,
}

/// Something in which the log and what was noted outside of it differ.
pub(crate) struct Outside {
    /// The entry of the log that it is about.
    pub(crate) seq: i64,
    /// Where it is.
    pub(super) place: String,
    /// What is wrong.
    pub(crate) what: String,
}

impl Store {
    pub(super) async fn verify_checkpoints(&self, report: &mut Report) -> Result<()> {
        let (read, faults) = self.compare_checkpoints().await?;
        report.checkpoints = read;
        for Outside { place, what, .. } in faults {
            report.fault(place, what);
        }
        Ok(())
    }

    /// Holds the log against every checkpoint: how many could be read, and what is wrong.
    ///
    /// # Errors
    /// When the database or the disk fails.
    pub(crate) async fn compare_checkpoints(&self) -> Result<(u64, Vec<Outside>)> {
        let mut faults = Vec::new();
        let lines = self.read_checkpoints(&mut faults)?;
        for Line { number, checkpoint, .. } in &lines {
            let logged: Option<String> =
                sqlx::query_scalar("SELECT hash FROM audit_log WHERE seq = ?")
                    .bind(checkpoint.seq)
                    .fetch_optional(&self.readers)
                    .await?;
            if logged.is_some_and(|hash| hash != checkpoint.head) {
                let noted = domain::text::moment(checkpoint.at);
                faults.push(Outside {
                    seq: checkpoint.seq,
                    place: format!("audit log, entry {}", checkpoint.seq),
                    what: format!(
                        "it is not the entry that checkpoint {number} noted on {noted}: the log was rewritten"
                    ),
                });
                break;
            }
        }
        let newest = lines.iter().max_by_key(|line| line.checkpoint.seq);
        let end = self.head().await?.map_or(0, |head| head.seq);
        if let Some(Line { number, checkpoint, .. }) = newest
            && checkpoint.seq > end
        {
            let (missing, noted) = (checkpoint.seq - end, domain::text::moment(checkpoint.at));
            faults.push(Outside {
                seq: end,
                place: format!("audit log, after entry {end}"),
                what: format!(
                    "checkpoint {number} noted entry {} on {noted}: the last {} removed",
                    checkpoint.seq,
                    if missing == 1 {
                        "entry was".to_owned()
                    } else {
                        format!("{missing} entries were")
                    }
                ),
            });
        }
        faults.extend(self.missing_checkpoint(&lines).await?);
        Ok((lines.len() as u64, faults))
    }

    /// All lines that can be read. One that was cut off by a crash can't, and the next one follows from
    /// the line before it.
    fn read_checkpoints(&self, faults: &mut Vec<Outside>) -> Result<Vec<Line>> {
        let file = match File::open(self.checkpoints()) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        let keys = self.public_keys()?;
        let (mut lines, mut prev, mut seq) = (Vec::new(), FIRST.to_owned(), 0);
        let mut reader = BufReader::new(file);
        let mut unreadable = None;
        for number in 1.. {
            let mut bytes = Vec::new();
            if reader.read_until(b'\n', &mut bytes)? == 0 {
                break;
            }
            let is_ended = bytes.pop_if(|last| *last == b'\n').is_some();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let Ok(checkpoint) = serde_json::from_str::<Checkpoint>(&text) else {
                unreadable = is_ended.then_some(number);
                continue;
            };
            unreadable = None;
            if let Some(what) = fault(&checkpoint, &prev, seq, &keys) {
                let place = format!("checkpoint {number}");
                faults.push(Outside { seq: checkpoint.seq, place, what });
            }
            prev = hash_of_line(&text);
            seq = checkpoint.seq;
            lines.push(Line { number, checkpoint, hash: prev.clone() });
        }
        // A line that a crash cut off has no end, until the next one is added.
        if let Some(number) = unreadable {
            let what = "it can't be read, and no crash cut it off: it was changed".to_owned();
            faults.push(Outside { seq, place: format!("checkpoint {number}"), what });
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
