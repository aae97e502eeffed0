//! Recomputing everything that is sealed: the audit chain, submissions and evidence files. What the
//! log says of them is held against them in [`logged`], what follows from them in [`derived`], and the log
//! against its checkpoints in [`checkpoints`].

mod checkpoints;
mod derived;
mod logged;
mod noted;
mod questionnaires;

use std::collections::HashSet;

use domain::assessment::Frozen;
use domain::audit::GENESIS;
use domain::{Points, QuestionSet, Score};
use futures::TryStreamExt as _;
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

use crate::error::Result;
use crate::open::{CACHE, Store};

/// Something that isn't as it was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where: the table or file and its row or name.
    pub place: String,
    /// What is wrong.
    pub fault: String,
}

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Entries of the audit log that were recomputed.
    pub entries: u64,
    /// Submissions that were recomputed.
    pub submissions: u64,
    /// Evidence files that were read and hashed.
    pub files: u64,
    /// Checkpoints that the log was compared with.
    pub checkpoints: u64,
    /// The hash of the newest entry: keep it elsewhere to notice a rewritten log.
    pub head: String,
    /// Files that no evidence names: left by an upload that broke off after its last byte. Harmless.
    pub unreferenced: Vec<String>,
    /// Everything that is wrong, in the order of its places.
    pub findings: Vec<Finding>,
}

impl Report {
    fn fault(&mut self, place: String, fault: impl Into<String>) {
        self.findings.push(Finding { place, fault: fault.into() });
    }
}

impl Store {
    /// Recomputes the audit chain, the submissions and every evidence hash.
    ///
    /// # Errors
    /// When the database can't be read at all; what is wrong in it is in the report.
    pub async fn verify(&self) -> Result<Report> {
        let mut report = Report { head: GENESIS.to_owned(), ..Report::default() };
        let mut of_file = Report::default();
        // Both read the whole log; the file's own check takes far longer, since it looks every row up in
        // every index.
        let (file, chain) =
            tokio::join!(self.verify_database(&mut of_file), self.verify_chain(&mut report));
        file?;
        chain?;
        report.findings.splice(..0, of_file.findings);
        self.verify_submissions(&mut report).await?;
        self.verify_questionnaires(&mut report).await?;
        self.verify_checks(&mut report).await?;
        self.verify_evidence(&mut report).await?;
        self.verify_log(&mut report).await?;
        self.verify_coverage(&mut report).await?;
        self.verify_versions(&mut report).await?;
        self.verify_checkpoints(&mut report).await?;
        Ok(report)
    }

    async fn verify_database(&self, report: &mut Report) -> Result<()> {
        let mut connection = self.readers.acquire().await?;
        // Every row is looked up in every index: pages that are met again must still be there.
        sqlx::query("PRAGMA cache_size = -131072").execute(&mut *connection).await?;
        let lines: Vec<String> =
            sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut *connection).await?;
        sqlx::query(AssertSqlSafe(format!("PRAGMA cache_size = {CACHE}")))
            .execute(&mut *connection)
            .await?;
        for line in lines.into_iter().filter(|line| line != "ok") {
            report.fault("plumbline.db".to_owned(), line);
        }
        let broken: Vec<(String, Option<i64>)> =
            sqlx::query_as("SELECT \"table\", rowid FROM pragma_foreign_key_check")
                .fetch_all(&self.readers)
                .await?;
        for (table, row) in broken {
            report.fault(
                format!("{table}, row {}", row.unwrap_or_default()),
                "it refers to a row that is missing",
            );
        }
        Ok(())
    }

    async fn verify_chain(&self, report: &mut Report) -> Result<()> {
        let found = |seq, fault: String| report.fault(format!("audit log, entry {seq}"), fault);
        let chain = self.follow_chain(found, |_| ()).await?;
        chain.head().clone_into(&mut report.head);
        report.entries = chain.entries();
        Ok(())
    }

    async fn verify_submissions(&self, report: &mut Report) -> Result<()> {
        let mut rows = sqlx::query_as::<_, SubmissionRow>(
            "SELECT id, claimed, evidenced, yes_mask, clash_mask, content, sha256
               FROM submissions ORDER BY id",
        )
        .fetch(&self.readers);
        while let Some(row) = rows.try_next().await? {
            if let Some(fault) = row.fault() {
                report.fault(format!("submission {}", row.id), fault);
            }
            report.submissions += 1;
        }
        Ok(())
    }

    async fn verify_evidence(&self, report: &mut Report) -> Result<()> {
        let items: Vec<(i64, String, String, Option<String>, i64)> = sqlx::query_as(
            "SELECT id, kind, sha256, coalesce(url, body), size FROM evidence ORDER BY id",
        )
        .fetch_all(&self.readers)
        .await?;
        let mut checked = HashSet::new();
        for (id, kind, sha256, text, size) in items {
            let place = format!("evidence {id}");
            if kind != "file" {
                let text = text.unwrap_or_default();
                if hex::encode(Sha256::digest(&text)) != sha256 {
                    report.fault(place, "its text does not match its hash: it was changed");
                }
                continue;
            }
            match self.vault.rehash(&sha256).await {
                Err(error) => report
                    .fault(place, format!("its file {sha256} can't be read: {}", reason(&error))),
                Ok(found) if found != sha256 => report.fault(
                    place,
                    format!("its file {sha256} was changed: what is there now hashes to {found}"),
                ),
                Ok(_) => {
                    let path = self.vault.path_of(&sha256);
                    let length =
                        path.and_then(|path| std::fs::metadata(path).ok()).map(|m| m.len());
                    if length != u64::try_from(size).ok() {
                        report.fault(place, "its recorded size is not the size of its file");
                    }
                }
            }
            checked.insert(sha256);
        }
        report.files = checked.len() as u64;
        report.unreferenced =
            self.vault.names()?.into_iter().filter(|name| !checked.contains(name)).collect();
        Ok(())
    }
}

/// A submission with the columns that lists and charts read instead of its content.
#[derive(sqlx::FromRow)]
struct SubmissionRow {
    id: i64,
    claimed: Points,
    evidenced: Points,
    yes_mask: QuestionSet,
    clash_mask: QuestionSet,
    content: String,
    sha256: String,
}

impl SubmissionRow {
    fn fault(&self) -> Option<&'static str> {
        if hex::encode(Sha256::digest(&self.content)) != self.sha256 {
            return Some("its content does not match its hash: it was changed");
        }
        let Ok(frozen) = Frozen::read(&self.content) else {
            return Some("its content can't be read");
        };
        let score = Score { claimed: self.claimed, evidenced: self.evidenced };
        let agrees = score == frozen.recomputed()
            && self.yes_mask == frozen.yes()
            && self.clash_mask == frozen.clashing();
        (!agrees).then_some("the figures beside its content are not those of its content")
    }
}

/// The innermost reason, which is the one that helps.
fn reason(error: &crate::StoreError) -> String {
    match error {
        crate::StoreError::Io(cause) => cause.to_string(),
        other => other.to_string(),
    }
}
