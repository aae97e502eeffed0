//! The file of checkpoints: heads of the audit log, signed, one a line, only ever added to. It can lie
//! on another disk than the database that it watches. The log records each line, so that none can be
//! taken away without a trace.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;

use ::pack::Head;
use ::pack::checkpoint::{Checkpoint, FIRST, hash_of_line};

use domain::audit::AuditEvent;
use serde_json::json;

use crate::error::Result;
use crate::gate::Author;
use crate::open::Store;

/// How much of the file's end is read to find its last line, in bytes: many times a line.
pub(crate) const TAIL: u64 = 16 * 1024;

impl Store {
    /// Where checkpoints are kept.
    #[must_use]
    pub fn checkpoints(&self) -> PathBuf {
        let beside = || self.options.data.join("checkpoints.jsonl");
        self.options.checkpoints.clone().unwrap_or_else(beside)
    }

    /// The newest entry of the audit log, whatever the store shows of it; none while it is empty.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn head(&self) -> Result<Option<Head>> {
        let newest: Option<(i64, String)> =
            sqlx::query_as("SELECT seq, hash FROM main.audit_log ORDER BY seq DESC LIMIT 1")
                .fetch_optional(&self.readers)
                .await?;
        Ok(newest.map(|(seq, hash)| Head { seq, hash }))
    }

    /// Notes the head of the audit log, where there is something new since the last checkpoint.
    ///
    /// # Errors
    /// When the key can't be used or the disk refuses.
    pub async fn checkpoint(&self) -> Result<Option<Checkpoint>> {
        let key = self.signing_key().await?;
        let mut file =
            File::options().read(true).append(true).create(true).open(self.checkpoints())?;
        // Two at once would name the same line before them.
        file.lock()?;
        let last = Last::of(&mut file)?;
        let Some(head) = self.head().await? else {
            return Ok(None);
        };
        if last.seq_and_hash() == Some((head.seq, &head.hash)) || self.is_all_noted(&last).await? {
            return Ok(None);
        }
        if !self.goes_on(&last).await? {
            // Nothing is signed on top of it: what was noted before is the proof.
            tracing::error!(
                "the audit log is not the one that the last checkpoint noted; run `plumbline verify`"
            );
            return Ok(None);
        }
        let checkpoint = Checkpoint::sign(head, self.now(), last.prev(), &key);
        let line = checkpoint.to_line().map_err(std::io::Error::other)?;
        // What a crash cut off stays what it is: a line that can't be read.
        let begin = if last.is_cut { "\n" } else { "" };
        file.write_all(format!("{begin}{line}\n").as_bytes())?;
        file.sync_all()?;
        // The log knows of each line: whoever takes one away has to rewrite the log as well.
        let event = AuditEvent::without_subject("checkpoint.noted", "checkpoint").after(json!({
            "entry": checkpoint.seq, "head_hash": checkpoint.head, "line": hash_of_line(&line),
        }));
        self.begin(Author::program()).await?.commit(event).await?;
        Ok(Some(checkpoint))
    }

    /// Whether the log holds nothing since the last line but that it was written.
    async fn is_all_noted(&self, last: &Last) -> Result<bool> {
        let Some((line, checkpoint)) = &last.line else { return Ok(false) };
        let newest: Option<(i64, String, Option<String>)> = sqlx::query_as(
            "SELECT seq, action, iif(json_valid(after), after, 'null') ->> '$.line' FROM audit_log
              ORDER BY seq DESC LIMIT 1",
        )
        .fetch_optional(&self.readers)
        .await?;
        Ok(newest.is_some_and(|(seq, action, noted)| {
            seq == checkpoint.seq + 1
                && action == "checkpoint.noted"
                && noted == Some(hash_of_line(line))
        }))
    }

    /// Keeps the file of checkpoints from growing while the guard lives; none where there is no file.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(crate) fn hold_checkpoints(&self) -> Result<Option<File>> {
        match File::options().read(true).append(true).open(self.checkpoints()) {
            Ok(file) => {
                file.lock()?;
                Ok(Some(file))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether the log still holds what the last checkpoint noted.
    async fn goes_on(&self, last: &Last) -> Result<bool> {
        let Some((seq, head)) = last.seq_and_hash() else { return Ok(true) };
        let logged: Option<String> =
            sqlx::query_scalar("SELECT hash FROM main.audit_log WHERE seq = ?")
                .bind(seq)
                .fetch_optional(&self.readers)
                .await?;
        Ok(logged.as_ref() == Some(head))
    }

    /// The newest checkpoint that can be read; none where there is none.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn last_checkpoint(&self) -> Result<Option<Checkpoint>> {
        match File::open(self.checkpoints()) {
            Ok(mut file) => Ok(Last::of(&mut file)?.line.map(|(_, checkpoint)| checkpoint)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// The end of the file.
struct Last {
    /// The last line that can be read.
    line: Option<(String, Checkpoint)>,
    /// Whether the file ends within a line.
    is_cut: bool,
}

impl Last {
    fn of(file: &mut File) -> Result<Self> {
        let length = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let read = |line: &str| {
            serde_json::from_str(line).ok().map(|checkpoint| (line.to_owned(), checkpoint))
        };
        let line = text.rsplit('\n').find_map(read);
        Ok(Self { line, is_cut: !text.is_empty() && !text.ends_with('\n') })
    }

    fn seq_and_hash(&self) -> Option<(i64, &String)> {
        self.line.as_ref().map(|(_, checkpoint)| (checkpoint.seq, &checkpoint.head))
    }

    fn prev(&self) -> String {
        self.line.as_ref().map_or_else(|| FIRST.to_owned(), |(line, _)| hash_of_line(line))
    }
}
