//! The page of the log: gathering what it shows.

use domain::audit::AuditEntry;
use domain::{Action, Timestamp, text};
use store::{AuditPage, LastVerified, LogCursor, Subjects, UnitNode};

use super::asked::LogQuery;
use super::verifying::Run;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Asked;
use crate::shell::NavKey;
use crate::ui::Query;
use crate::ui::filter::Chip;

/// What the page shows.
pub(super) struct Log {
    pub(super) asked: LogQuery,
    pub(super) page: AuditPage,
    pub(super) subjects: Subjects,
    pub(super) units: Vec<UnitNode>,
    pub(super) chips: Vec<Chip>,
    pub(super) head: Option<(i64, String)>,
    pub(super) last: Option<LastVerified>,
    pub(super) run: Run,
    pub(super) now: Timestamp,
    /// The sentence about the newest checkpoint.
    pub(super) checkpoint: String,
    /// The sentence about its posting.
    pub(super) posting: Option<String>,
    pub(super) takes_packs: bool,
}

impl Log {
    /// The entries of the page whose content is not what their hash was made of. The time is a part
    /// of it, so those whose time can't be read are among them.
    pub(super) fn changed(&self) -> Vec<i64> {
        let changed = self.page.entries.iter().filter(|it| is_changed(it)).map(|it| it.seq);
        let mut changed: Vec<i64> = changed.chain(self.page.unreadable.iter().copied()).collect();
        changed.sort_unstable_by(|a, b| b.cmp(a));
        changed
    }
}

/// Whether an entry is not what its hash was made of.
pub(super) fn is_changed(entry: &AuditEntry) -> bool {
    entry.hash != entry.expected_hash()
}

/// `GET /audit`
///
/// # Errors
/// [`domain::AppError::NotFound`] for those who may read nothing of the log.
pub async fn show(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let read = visitor.read();
    let mut asked = LogQuery::read(Query::from(asked.pairs()), &read).await?;
    let mut page = read.audit_page(&asked.filter, asked.cursor).await?;
    if page.newer.is_none() && matches!(asked.cursor, LogCursor::After(_)) {
        // The newest page is a whole one, whatever came in since.
        asked.cursor = LogCursor::Newest;
        page = read.audit_page(&asked.filter, asked.cursor).await?;
    }
    let units = read.units().await?;
    let person = match asked.filter.actors.as_deref() {
        Some([store::LogActor::Person(id)]) => match read.log_actor_name(*id).await? {
            Some(name) => Some(name),
            None => page.entries.first().map(|entry| entry.actor_name.clone()),
        },
        _ => None,
    };
    let log = Log {
        chips: asked.chips(&units, person),
        subjects: read.audit_subjects(&page.entries).await?,
        head: read.log_head().await?,
        last: read.last_verified().await?,
        run: visitor.state.verifying.run(),
        now: visitor.state.now(),
        checkpoint: checkpoint(&visitor),
        posting: posting(&visitor),
        takes_packs: visitor.actor.allows_somewhere(Action::TakePack),
        asked,
        page,
        units,
    };
    let frame = visitor.frame("Audit log", NavKey::Audit).crumb("Audit log", None);
    Ok(visitor.page(&frame, || super::page::content(&log)))
}

/// Whether checkpoints reach whoever they are posted to; none where that is nobody.
fn posting(visitor: &Visitor) -> Option<String> {
    visitor.state.settings.posts_checkpoints.then(|| match visitor.store().posting() {
        Ok(posting) => {
            let last = posting.last.map(|at| text::since(at, visitor.state.now()));
            let last = last.map_or_else(
                || "Not posted to the webhook yet".to_owned(),
                |since| format!("Last posted to the webhook {since}"),
            );
            let waiting = posting.waiting.len() as u64;
            format!("{last}; {} waiting.", text::count(waiting, "checkpoint", "checkpoints"))
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "posts can't be read");
            "How far checkpoints were posted can’t be read.".to_owned()
        }
    })
}

/// When the head of the log was last noted outside the database.
fn checkpoint(visitor: &Visitor) -> String {
    match visitor.store().last_checkpoint() {
        Ok(Some(last)) => format!(
            "Last checkpoint outside the database {}: entry {}.",
            text::since(last.at, visitor.state.now()),
            text::number(last.seq.unsigned_abs())
        ),
        Ok(None) => "No checkpoint outside the database yet.".to_owned(),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "checkpoints can't be read");
            "The checkpoints outside the database can't be read.".to_owned()
        }
    }
}
