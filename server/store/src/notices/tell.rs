//! Telling people, in the write that made it happen: both are there or neither is.

use domain::notices::NoticeKind;
use domain::permissions::role_allows;
use domain::{Action, PersonId, Role, UnitId};
use serde_json::json;
use sqlx::SqliteConnection;

use crate::error::Result;
use crate::gate::WriteTx;

/// The most characters of a title; what is longer is cut.
const TITLE: usize = 300;

/// Something to tell.
#[derive(Debug, Clone)]
pub(crate) struct News {
    kind: NoticeKind,
    once: String,
    unit: Option<UnitId>,
    title: String,
    words: String,
    href: String,
}

impl News {
    /// News of a kind. What happened is named by `once`: nobody is told of it twice.
    pub(crate) fn new(kind: NoticeKind, once: impl Into<String>, title: impl Into<String>) -> Self {
        let title: String = title.into();
        let title = match title.char_indices().nth(TITLE) {
            Some((end, _)) => format!("{}…", &title[..end]),
            None => title,
        };
        Self {
            kind,
            once: once.into(),
            unit: None,
            title,
            words: String::new(),
            href: String::from("/work"),
        }
    }

    /// What happened: nobody is told of it twice.
    pub(crate) fn key(&self) -> &str {
        &self.once
    }

    /// Something else for each of several, such as of each unit of a round.
    pub(crate) fn of_each(mut self, part: impl std::fmt::Display) -> Self {
        self.once = format!("{}:{part}", self.once);
        self
    }

    /// Where it happened: whoever doesn't see the unit isn't told, and is shown it no longer.
    pub(crate) const fn in_unit(mut self, unit: UnitId) -> Self {
        self.unit = Some(unit);
        self
    }

    /// What was said with it.
    pub(crate) fn saying(mut self, words: &str) -> Self {
        self.words = words.chars().take(4000).collect();
        self
    }

    /// The page that it is about.
    pub(crate) fn at(mut self, href: impl Into<String>) -> Self {
        self.href = href.into();
        self
    }
}

/// Tells these people: those who are active, of the organisation, and see where it happened. Nobody is
/// told of what they did themselves. Gives how many were told that didn't know.
pub(crate) async fn tell(write: &mut WriteTx, to: &[PersonId], news: &News) -> Result<u64> {
    let (now, author) = (write.now(), write.author());
    let done = sqlx::query(
        "INSERT INTO notices (person_id, kind, once, unit_id, title, words, href, at)
         SELECT DISTINCT p.id, ?2, ?3, ?4, ?5, ?6, ?7, ?8
           FROM json_each(?1) j JOIN people p ON p.id = j.value
          WHERE p.deactivated_at IS NULL AND p.id IS NOT ?9
            AND NOT EXISTS (SELECT 1 FROM external_accounts x WHERE x.person_id = p.id)
            AND (?4 IS NULL
                 OR EXISTS (SELECT 1 FROM visible_units v WHERE v.person_id = p.id AND v.unit_id = ?4))
         ON CONFLICT (person_id, once) DO NOTHING",
    )
    .bind(json!(to).to_string())
    .bind(news.kind)
    .bind(&news.once)
    .bind(news.unit)
    .bind(&news.title)
    .bind(&news.words)
    .bind(&news.href)
    .bind(now)
    .bind(author)
    .execute(write.sql())
    .await?;
    Ok(done.rows_affected())
}

/// Those who may do something in a unit by the role that lies nearest to it, without some: its own
/// manager, say, and not each of those above.
pub(crate) async fn nearest(
    connection: &mut SqliteConnection,
    unit: UnitId,
    action: Action,
    but: &[PersonId],
) -> Result<Vec<PersonId>> {
    let roles: Vec<_> = Role::ALL.iter().filter(|role| role_allows(**role, action)).collect();
    let known: Vec<(PersonId, i64)> = sqlx::query_as(
        "SELECT g.person_id, min(t.distance) FROM unit_tree t JOIN grants g ON g.unit_id = t.ancestor_id
           JOIN people p ON p.id = g.person_id
          WHERE t.unit_id = ?1 AND g.role IN (SELECT value FROM json_each(?2))
            AND p.deactivated_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM external_accounts x WHERE x.person_id = p.id)
            AND p.id NOT IN (SELECT value FROM json_each(?3))
          GROUP BY g.person_id ORDER BY 2, 1",
    )
    .bind(unit)
    .bind(json!(roles).to_string())
    .bind(json!(but).to_string())
    .fetch_all(connection)
    .await?;
    let first = known.first().map(|(_, distance)| *distance);
    let near = known.into_iter().take_while(|(_, distance)| Some(*distance) == first);
    Ok(near.map(|(person, _)| person).collect())
}
