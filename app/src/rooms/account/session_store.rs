//! Keeps tower-sessions' records in the store, and lets them end: when idle, when old, when asked.

use std::collections::HashMap;

use chrono::Duration;
use domain::{PersonId, Timestamp};
use store::{Store, StoredSession};
use tower_sessions::cookie::time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

/// The key under which a session names its person.
pub const PERSON: &str = "person";

/// The session layer's view of the store.
#[derive(Debug, Clone)]
pub struct SessionStore {
    store: Store,
    idle: Duration,
    longest: Duration,
}

impl SessionStore {
    /// Sessions that end after `idle_hours` without use, and after `max_days` in any case.
    #[must_use]
    pub fn new(store: Store, idle_hours: u32, max_days: u32) -> Self {
        Self {
            store,
            idle: Duration::hours(i64::from(idle_hours)),
            longest: Duration::days(i64::from(max_days)),
        }
    }

    fn to_stored(&self, record: &Record, created_at: Timestamp) -> Result<StoredSession> {
        let data = serde_json::to_string(&record.data)
            .map_err(|error| Error::Encode(error.to_string()))?;
        let person_id = record.data.get(PERSON).and_then(serde_json::Value::as_i64).map(PersonId);
        Ok(StoredSession {
            person_id,
            data,
            created_at,
            seen_at: self.store.now(),
            expires_at: created_at.plus(self.longest),
        })
    }
}

fn backend(error: store::StoreError) -> Error {
    tracing::error!(error = ?error, "sessions can't be reached");
    Error::Backend(error.to_string())
}

#[async_trait::async_trait]
impl tower_sessions::SessionStore for SessionStore {
    /// An id that exists already is replaced by a fresh one: two people never share a session.
    async fn create(&self, record: &mut Record) -> Result<()> {
        let session = self.to_stored(record, self.store.now())?;
        while !self.store.create_session(&record.id.to_string(), &session).await.map_err(backend)? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let id = record.id.to_string();
        let Some(kept) = self.store.load_session(&id).await.map_err(backend)? else {
            // Ended meanwhile, by its owner or an administrator: saving must not revive it.
            return Ok(());
        };
        let session = self.to_stored(record, kept.created_at)?;
        self.store.save_session(&id, &session).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let key = id.to_string();
        let Some(kept) = self.store.load_session(&key).await.map_err(backend)? else {
            return Ok(None);
        };
        let now = self.store.now();
        if kept.expires_at <= now || kept.seen_at.plus(self.idle) <= now {
            self.store.delete_session(&key).await.map_err(backend)?;
            return Ok(None);
        }
        if kept.seen_at.plus(Duration::minutes(1)) <= now {
            self.store.touch_session(&key).await.map_err(backend)?;
        }
        let data: HashMap<String, serde_json::Value> =
            serde_json::from_str(&kept.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(kept.expires_at.utc().timestamp())
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.store.delete_session(&id.to_string()).await.map_err(backend)
    }
}
