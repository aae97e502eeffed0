//! Following the chain over the whole log, a stretch at a time, so that neither writers nor other
//! readers wait for it.

use domain::audit::{AuditEntry, AuditEvent, Chain};
use domain::notices::NoticeKind;
use domain::{Action, Actor, AppError, PersonId, Timestamp, UnitId};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow as _, Row as _};

use super::filter::LogScope;
use super::row::RawRow;
use crate::error::Result;
use crate::gate::{Author, Resource, WriteTx};
use crate::notices::{News, tell};
use crate::open::Store;
use crate::read::Read;

/// How many entries are read at a time.
const STRETCH: i64 = 500;

/// The entries of a stretch in one value, with their fields in the order of a [`RawRow`]: handing on
/// rows and columns one by one would take longer than recomputing them.
const STRETCH_SQL: &str = "
    SELECT max(l.seq),
           json_group_array(json_array(l.seq, l.at, l.actor_id, l.actor_name, l.action, l.subject,
               l.subject_id, l.unit_id, l.before, l.after, l.salt, l.since, l.prev_hash, l.hash))
      FROM (SELECT * FROM audit_log WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT ?3) l";

/// Entries that follow one another.
struct Stretch {
    after: i64,
    last: i64,
    /// As [`STRETCH_SQL`] gives them.
    entries: Vec<u8>,
}

/// An entry that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongEntry {
    /// Its number.
    pub seq: i64,
    /// What is wrong with it.
    pub fault: String,
}

/// What following the chain came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChainReport {
    /// How many entries were recomputed.
    pub entries: u64,
    /// The hash of the last of them.
    pub head: String,
    /// The first that does not hold.
    pub wrong: Option<WrongEntry>,
    /// How many faults there are in all.
    pub faults: u64,
}

/// What the log says of the last time that it was verified from its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastVerified {
    /// When that was done.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What came of it.
    pub report: ChainReport,
}

impl Store {
    /// Follows the chain from the first entry to the last that is there when it begins, and calls
    /// `found` for every entry that does not hold and `passed` after every stretch with how many
    /// were followed.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn follow_chain(
        &self,
        mut found: impl FnMut(i64, String) + Send,
        mut passed: impl FnMut(u64) + Send,
    ) -> Result<Chain> {
        let end = self.head().await?.map_or(0, |head| head.seq);
        let mut chain = Chain::new();
        let mut ahead = self.stretch(i64::MIN, end).await?;
        while let Some(stretch) = ahead {
            // The database reads the next stretch while this one is recomputed.
            let (next, followed) = tokio::join!(
                self.stretch(stretch.last, end),
                self.follow_stretch(&mut chain, &stretch, &mut found)
            );
            followed?;
            ahead = next?;
            passed(chain.entries());
        }
        Ok(chain)
    }

    /// The entries after one, up to another; none where there are none.
    async fn stretch(&self, after: i64, end: i64) -> Result<Option<Stretch>> {
        let (last, entries): (Option<i64>, Vec<u8>) = sqlx::query_as(STRETCH_SQL)
            .bind(after)
            .bind(end)
            .bind(STRETCH)
            .fetch_one(&self.readers)
            .await?;
        Ok(last.map(|last| Stretch { after, last, entries }))
    }

    async fn follow_stretch(
        &self,
        chain: &mut Chain,
        stretch: &Stretch,
        found: &mut (impl FnMut(i64, String) + Send),
    ) -> Result<()> {
        if let Ok(rows) = serde_json::from_slice::<Vec<RawRow>>(&stretch.entries) {
            for row in rows {
                follow_raw(chain, row, found);
            }
            return Ok(());
        }
        // Somebody wrote what is no text: it is named by going from row to row.
        let rows = sqlx::query("SELECT * FROM audit_log WHERE seq > ?1 AND seq <= ?2 ORDER BY seq")
            .bind(stretch.after)
            .bind(stretch.last)
            .fetch_all(&self.readers)
            .await?;
        for row in &rows {
            follow(chain, row, found)?;
        }
        Ok(())
    }

    /// Verifies the chain for a person and enters into the log what came of it. `passed` hears how
    /// many entries were followed so far.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who may read nothing of the log.
    pub async fn verify_log_chain(
        &self,
        actor: &Actor,
        passed: impl FnMut(u64) + Send,
    ) -> Result<ChainReport> {
        self.read(actor).log_scope().await?;
        let report = self.chain_report(passed).await?;
        let mut write = self.write_about_log(actor).await?;
        tell_if_broken(&mut write, &report).await?;
        let event = AuditEvent::without_subject("log.verified", "log").after(told(&report));
        write.commit(event).await?;
        Ok(report)
    }

    /// The same by the program itself, each day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn verify_log_daily(&self) -> Result<ChainReport> {
        let report = self.chain_report(|_| ()).await?;
        let mut write = self.begin(Author::program()).await?;
        tell_if_broken(&mut write, &report).await?;
        let event = AuditEvent::without_subject("log.verified", "log").after(told(&report));
        write.commit(event).await?;
        Ok(report)
    }

    /// Follows the chain, and compares it with what was noted outside the database.
    async fn chain_report(&self, passed: impl FnMut(u64) + Send) -> Result<ChainReport> {
        let mut report = ChainReport::default();
        let found = |seq, fault| {
            report.faults += 1;
            report.wrong.get_or_insert(WrongEntry { seq, fault });
        };
        let chain = self.follow_chain(found, passed).await?;
        report.entries = chain.entries();
        chain.head().clone_into(&mut report.head);
        // A log that was rewritten whole is a chain without a fault: only what lies outside knows.
        for outside in self.compare_checkpoints().await?.1 {
            report.faults += 1;
            report.wrong.get_or_insert(WrongEntry { seq: outside.seq, fault: outside.what });
        }
        Ok(report)
    }

    /// Opens a write for an entry about the log itself, for whoever may read some of it.
    pub(super) async fn write_about_log(&self, actor: &Actor) -> Result<WriteTx> {
        let place = match self.read(actor).log_scope().await? {
            LogScope::Everything => Resource::Installation,
            LogScope::Units(units) => Resource::Unit(first(&units)?),
        };
        self.write(actor, Action::ReadAuditLog, place).await
    }
}

fn first(units: &[UnitId]) -> Result<UnitId> {
    Ok(units.first().copied().ok_or(AppError::NotFound)?)
}

/// Takes one row, whatever somebody may have written into it.
fn follow(chain: &mut Chain, row: &SqliteRow, found: &mut impl FnMut(i64, String)) -> Result<()> {
    let seq: i64 = row.try_get("seq")?;
    match RawRow::from_row(row) {
        Err(_) => {
            found(seq, "it can't be read: it was changed".to_owned());
            chain.pass(seq, "");
        }
        Ok(raw) => follow_raw(chain, raw, found),
    }
    Ok(())
}

/// Takes one row of text and numbers.
fn follow_raw(chain: &mut Chain, raw: RawRow, found: &mut impl FnMut(i64, String)) {
    let (seq, hash) = (raw.seq, raw.hash.clone());
    let Some(entry) = raw.entry() else {
        found(seq, "its time is not written as the log writes it: it was changed".to_owned());
        return chain.pass(seq, &hash);
    };
    for fault in chain.follow(&entry) {
        found(seq, fault.to_string());
    }
}

/// What the log keeps of a verification.
fn told(report: &ChainReport) -> Value {
    let mut after = json!({
        "result": if report.wrong.is_none() { "intact" } else { "broken" },
        "entries": report.entries,
        "head": report.head,
    });
    if let Some(wrong) = &report.wrong {
        after["first_wrong"] = json!(wrong.seq);
        after["fault"] = json!(wrong.fault);
        after["faults"] = json!(report.faults);
    }
    after
}

fn read_back(entry: AuditEntry) -> LastVerified {
    let after: Value = serde_json::from_str(&entry.after).unwrap_or_default();
    let said = |name: &str| after[name].as_str().unwrap_or_default().to_owned();
    let wrong = after["first_wrong"].as_i64();
    let wrong = wrong.map(|seq| WrongEntry { seq, fault: said("fault") });
    let report = ChainReport {
        entries: after["entries"].as_u64().unwrap_or_default(),
        head: said("head"),
        faults: after["faults"].as_u64().unwrap_or_default(),
        wrong,
    };
    LastVerified { at: entry.at, by: entry.actor_name, report }
}

impl Read<'_> {
    /// The number and the hash of the newest entry. Numbers have no gaps: it is the length of the log.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who may read nothing of the log.
    pub async fn log_head(&self) -> Result<Option<(i64, String)>> {
        self.log_scope().await?;
        Ok(self.store.head().await?.map(|head| (head.seq, head.hash)))
    }

    /// What came of the last verification, whoever asked for it; none where its entry can't be read.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who may read nothing of the log.
    pub async fn last_verified(&self) -> Result<Option<LastVerified>> {
        self.log_scope().await?;
        let row: Option<RawRow> = sqlx::query_as(
            "SELECT * FROM audit_log INDEXED BY audit_log_by_action
              WHERE action = 'log.verified' ORDER BY seq DESC LIMIT 1",
        )
        .fetch_optional(self.pool())
        .await?;
        Ok(row.and_then(RawRow::entry).map(read_back))
    }
}

/// Tells those who look after the installation, and those who audit all of it, once of each first
/// wrong entry.
async fn tell_if_broken(write: &mut WriteTx, report: &ChainReport) -> Result<()> {
    let Some(wrong) = &report.wrong else { return Ok(()) };
    let to: Vec<PersonId> = sqlx::query_scalar(
        "SELECT g.person_id FROM grants g LEFT JOIN units u ON u.id = g.unit_id
          WHERE g.role = 'administrator' OR (g.role = 'auditor' AND u.parent_id IS NULL)",
    )
    .fetch_all(write.sql())
    .await?;
    let once = format!("chain-broken:{}", wrong.seq);
    let title = format!("The audit log doesn’t verify: entry {} is wrong", wrong.seq);
    let news = News::new(NoticeKind::ChainBroken, once, title).saying(&wrong.fault).at("/audit");
    tell(write, &to, &news).await?;
    Ok(())
}
