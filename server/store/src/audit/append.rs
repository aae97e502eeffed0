//! Adding the next link of the chain.

use domain::audit::{AuditEntry, AuditEvent, GENESIS, action_words};
use domain::{Actor, Timestamp};
use serde_json::json;
use sqlx::SqliteConnection;

use crate::error::Result;
use crate::gate::Author;
use crate::open::Store;

/// Writes the next entry. Inside `BEGIN IMMEDIATE` nobody else can add one in between.
pub(crate) async fn append(
    connection: &mut SqliteConnection,
    author: &Author,
    now: Timestamp,
    event: AuditEvent,
) -> Result<()> {
    debug_assert!(
        action_words(event.action).is_some_and(|words| words.subject.key() == event.subject),
        "{} on {} has no words: give it a row in domain::audit::words",
        event.action,
        event.subject
    );
    let head: Option<(i64, String, Option<i64>)> =
        sqlx::query_as("SELECT seq, hash, since FROM audit_log ORDER BY seq DESC LIMIT 1")
            .fetch_optional(&mut *connection)
            .await?;
    let (last, prev_hash, since) = head.unwrap_or_else(|| (0, GENESIS.to_owned(), None));
    let seq = last + 1;
    let mut entry = AuditEntry {
        seq,
        at: now,
        actor_id: author.id,
        actor_name: author.name.clone(),
        action: event.action.to_owned(),
        subject: event.subject.to_owned(),
        subject_id: event.subject_id,
        unit_id: event.unit,
        before: event.before.to_string(),
        after: event.after.to_string(),
        salt: Some(hex::encode(rand::random::<[u8; 16]>())),
        since: since.or(Some(seq)),
        prev_hash,
        hash: String::new(),
    };
    entry.hash = entry.expected_hash();
    sqlx::query(
        "INSERT INTO audit_log (seq, at, actor_id, actor_name, action, subject, subject_id,
                                unit_id, before, after, salt, since, prev_hash, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(entry.seq)
    .bind(entry.at)
    .bind(entry.actor_id)
    .bind(&entry.actor_name)
    .bind(&entry.action)
    .bind(&entry.subject)
    .bind(entry.subject_id)
    .bind(entry.unit_id)
    .bind(&entry.before)
    .bind(&entry.after)
    .bind(&entry.salt)
    .bind(entry.since)
    .bind(&entry.prev_hash)
    .bind(&entry.hash)
    .execute(connection)
    .await?;
    Ok(())
}

impl Store {
    /// Notes that a person asked for something that they may know of and not do.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_refusal(&self, actor: &Actor, method: &str, path: &str) -> Result<()> {
        let author = Author { id: Some(actor.person), name: actor.name.clone() };
        let write = self.begin(author).await?;
        let event = AuditEvent::without_subject("request.refused", "request")
            .after(json!({ "method": method, "path": path }));
        write.commit(event).await
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::sync::Arc;

    use domain::Clock;

    use super::*;
    use crate::open::StoreOptions;

    struct Noon;

    impl Clock for Noon {
        fn now(&self) -> Timestamp {
            "2026-11-23T12:00:00Z".parse().unwrap()
        }
    }

    #[tokio::test]
    #[should_panic(expected = "cake.eaten on request has no words")]
    async fn an_action_without_words_can_not_be_written() {
        let directory = tempfile::tempdir().unwrap();
        let options = StoreOptions::new(directory.path().join("data"));
        let (store, _) = Store::open(options, Arc::new(Noon)).await.unwrap();
        let write = store.begin(Author::program()).await.unwrap();
        write.commit(AuditEvent::without_subject("cake.eaten", "request")).await.unwrap();
    }

    /// The actions and subjects that a source names where it makes an event.
    fn written(source: &str) -> Vec<(String, String)> {
        let calls = ["AuditEvent::new(", "AuditEvent::without_subject("];
        let after = calls.iter().flat_map(|call| source.split(call).skip(1));
        let quoted = after.filter_map(|rest| {
            let mut parts = rest.trim_start().strip_prefix('"')?.splitn(4, '"');
            let (action, comma) = (parts.next()?, parts.next()?);
            (comma.trim() == ",").then(|| Some((action.to_owned(), parts.next()?.to_owned())))?
        });
        quoted.collect()
    }

    fn walk(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                found.extend(written(&fs::read_to_string(path).unwrap()));
            }
        }
    }

    #[test]
    fn every_action_that_the_source_names_has_words() {
        let mut found = Vec::new();
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        found.retain(|(action, _)| action != "cake.eaten");
        assert!(found.len() > 40, "only {} were found: the search is broken", found.len());
        for (action, subject) in found {
            let words = action_words(&action);
            assert!(words.is_some_and(|it| it.subject.key() == subject), "{action} on {subject}");
        }
    }
}
