//! The file of checkpoints, held against the log, which records each line of it.

use std::collections::HashSet;

use super::checkpoints::{Line, Outside};
use crate::error::Result;
use crate::open::Store;

impl Store {
    /// The first checkpoint that the log records and that is not among these lines.
    pub(super) async fn missing_checkpoint(&self, lines: &[Line]) -> Result<Option<Outside>> {
        let recorded: Vec<(i64, Option<i64>, Option<String>)> = sqlx::query_as(
            "SELECT seq, said ->> '$.entry', said ->> '$.line'
               FROM (SELECT seq, iif(json_valid(after), after, 'null') AS said FROM audit_log
                      WHERE subject = 'checkpoint' AND subject_id IS NULL
                        AND action = 'checkpoint.noted')
              ORDER BY seq",
        )
        .fetch_all(&self.readers)
        .await?;
        let held: HashSet<&str> = lines.iter().map(|line| line.hash.as_str()).collect();
        // What an entry says that can't be read any more is told where the chain is followed.
        let lost = recorded.iter().find_map(|(seq, entry, line)| {
            let is_lost = !held.contains(line.as_deref()?);
            is_lost.then_some((*seq, entry.unwrap_or_default()))
        });
        Ok(lost.map(|(seq, entry)| Outside {
            seq,
            place: "checkpoints".to_owned(),
            what: self.lost(lines, seq, entry),
        }))
    }

    fn lost(&self, lines: &[Line], seq: i64, entry: i64) -> String {
        let records = format!("entry {seq} of the audit log records a checkpoint of entry {entry}");
        let place = self.checkpoints();
        let place = place.display();
        if lines.is_empty() {
            return format!(
                "{records}, and none is in {place}: the file was removed, or lies elsewhere, which \
                 --checkpoints says"
            );
        }
        if lines.iter().all(|line| line.checkpoint.seq < entry) {
            return format!(
                "{records}, and {place} ends before it: lines were removed from its end"
            );
        }
        format!("{records}, which is not in {place}: a line was removed or changed")
    }
}
