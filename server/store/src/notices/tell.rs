//! Telling people, in the write that made it happen: both are there or neither is.

use domain::notices::{ByMail, NoticeChoice, NoticeKind, not_before};
use domain::permissions::role_allows;
use domain::{Action, ChannelId, NoticeId, PersonId, Role, UnitId};
use serde_json::json;
use sqlx::SqliteConnection;

use crate::error::Result;
use crate::gate::WriteTx;
use crate::notices::outbox;

/// The most characters of a title; what is longer is cut.
const TITLE: usize = 300;

/// Something to tell.
#[derive(Debug, Clone)]
pub(crate) struct News {
    kind: NoticeKind,
    once: String,
    unit: Option<UnitId>,
    title: String,
    in_channels: Option<String>,
    words: String,
    href: String,
}

impl News {
    /// News of a kind. What happened is named by `once`: nobody is told of it twice.
    pub(crate) fn new(kind: NoticeKind, once: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            kind,
            once: once.into(),
            unit: None,
            title: cut(title.into()),
            in_channels: None,
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

    /// How it is said where everybody reads along, and not whom it is for.
    pub(crate) fn in_channels(mut self, title: String) -> Self {
        self.in_channels = Some(cut(title));
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

fn cut(title: String) -> String {
    match title.char_indices().nth(TITLE) {
        Some((end, _)) => format!("{}…", &title[..end]),
        None => title,
    }
}

/// Tells these people: those who are active, of the organisation, and see where it happened. Nobody is
/// told of what they did themselves. Each gets it as they chose, and the channels of the unit as was
/// chosen for them. Gives how many were told that didn't know.
pub(crate) async fn tell(write: &mut WriteTx, to: &[PersonId], news: &News) -> Result<u64> {
    let mut told = 0;
    for reader in readers(write, to, news).await? {
        let choice = reader.choice(news.kind);
        let Some(notice) = note(write, reader.id, choice, news).await? else { continue };
        told += 1;
        write.tells();
        if choice.in_inbox {
            write.changes_inbox_of(reader.id);
        }
        if write.mails()
            && let Some(due) = not_before(choice.by_mail, write.now(), reader.quiet)
        {
            outbox::mail(write, reader.id, notice, &news.once, due).await?;
        }
    }
    post(write, news).await?;
    Ok(told)
}

/// Somebody who is to be told, with what they chose.
#[derive(sqlx::FromRow)]
struct Reader {
    id: PersonId,
    in_inbox: Option<bool>,
    by_mail: Option<ByMail>,
    quiet: bool,
}

impl Reader {
    fn choice(&self, kind: NoticeKind) -> NoticeChoice {
        let unchosen = kind.unchosen();
        let in_inbox = self.in_inbox.unwrap_or(unchosen.in_inbox) || !kind.may_leave_inbox();
        NoticeChoice { in_inbox, by_mail: self.by_mail.unwrap_or(unchosen.by_mail) }
    }
}

async fn readers(write: &mut WriteTx, to: &[PersonId], news: &News) -> Result<Vec<Reader>> {
    let author = write.author();
    Ok(sqlx::query_as(
        "SELECT DISTINCT p.id, c.in_inbox, c.by_mail, coalesce(w.quiet, 1) AS quiet
           FROM json_each(?1) j JOIN people p ON p.id = j.value
           LEFT JOIN notice_choices c ON c.person_id = p.id AND c.kind = ?2
           LEFT JOIN notice_weekends w ON w.person_id = p.id
          WHERE p.deactivated_at IS NULL AND p.id IS NOT ?4
            AND NOT EXISTS (SELECT 1 FROM external_accounts x WHERE x.person_id = p.id)
            AND (?3 IS NULL
                 OR EXISTS (SELECT 1 FROM visible_units v WHERE v.person_id = p.id AND v.unit_id = ?3))",
    )
    .bind(json!(to).to_string())
    .bind(news.kind)
    .bind(news.unit)
    .bind(author)
    .fetch_all(write.sql())
    .await?)
}

/// Notes the notice; none where they were told of it before.
async fn note(
    write: &mut WriteTx,
    reader: PersonId,
    choice: NoticeChoice,
    news: &News,
) -> Result<Option<NoticeId>> {
    let now = write.now();
    Ok(sqlx::query_scalar(
        "INSERT INTO notices (person_id, kind, once, unit_id, title, words, href, at, in_inbox)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (person_id, once) DO NOTHING RETURNING id",
    )
    .bind(reader)
    .bind(news.kind)
    .bind(&news.once)
    .bind(news.unit)
    .bind(&news.title)
    .bind(&news.words)
    .bind(&news.href)
    .bind(now)
    .bind(choice.in_inbox)
    .fetch_optional(write.sql())
    .await?)
}

/// Puts the news out for the channels of its unit and of those above it.
async fn post(write: &mut WriteTx, news: &News) -> Result<()> {
    let (Some(unit), Some(_)) = (news.unit, news.kind.in_channel()) else { return Ok(()) };
    let channels: Vec<ChannelId> = sqlx::query_scalar(
        "SELECT h.id FROM unit_tree t JOIN channels h ON h.unit_id = t.ancestor_id
           JOIN channel_kinds k ON k.channel_id = h.id AND k.kind = ?2
          WHERE t.unit_id = ?1 AND h.removed_at IS NULL ORDER BY h.id",
    )
    .bind(unit)
    .bind(news.kind)
    .fetch_all(write.sql())
    .await?;
    let title = news.in_channels.as_ref().unwrap_or(&news.title);
    for channel in channels {
        let told = outbox::Post { kind: Some(news.kind), unit, title, href: &news.href };
        outbox::post(write, channel, &news.once, told).await?;
    }
    Ok(())
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
