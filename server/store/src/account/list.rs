//! The list of people, for those who look after it: a page at a time, and one person with all roles.

use domain::{Action, AppError, PersonId, Role, Timestamp};
use sqlx::{QueryBuilder, Sqlite};

use super::people::Person;
use crate::error::Result;
use crate::org::PersonGrant;
use crate::read::Read;

/// A person as the list of people shows them.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Listed {
    /// The person.
    #[sqlx(flatten)]
    pub person: Person,
    /// Whether they have taken up their invitation.
    pub has_password: bool,
    /// When their newest unused invitation or reset link expires.
    pub link_expires_at: Option<Timestamp>,
    /// How many models they own.
    pub models: i64,
    /// How many questions of open assessments are delegated to them.
    pub delegated: i64,
    /// How many sessions they have open, as of the time that was asked for.
    pub sessions: i64,
}

/// Which people are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    /// A part of the name or the e-mail address; empty for all.
    pub text: String,
    /// Those who hold this role somewhere.
    pub role: Option<Role>,
}

const COLUMNS: &str = "
    SELECT p.id, p.name, p.email, p.created_at, p.last_seen_at, p.deactivated_at,
           p.password_hash IS NOT NULL AS has_password,
           (SELECT max(l.expires_at) FROM links l
             WHERE l.person_id = p.id AND l.used_at IS NULL AND l.revoked_at IS NULL)
             AS link_expires_at,
           (SELECT count(*) FROM models m
             WHERE m.owner_id = p.id AND m.retired_at IS NULL) AS models,
           (SELECT count(*) FROM delegations d JOIN assessments a ON a.id = d.assessment_id
             WHERE d.person_id = p.id AND a.state = 'draft') AS delegated,
           (SELECT count(*) FROM sessions s
             WHERE s.person_id = p.id AND s.expires_at > ";

impl Read<'_> {
    /// People by name, for administrators: at most `limit` after the first `offset`.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for anyone else.
    pub async fn people(
        &self,
        filter: &PeopleFilter,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<Listed>> {
        self.must_manage_people()?;
        let mut query = self.listed_page(filter, offset, limit);
        Ok(query.build_query_as().fetch_all(self.pool()).await?)
    }

    /// How many people match.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for anyone but administrators.
    pub async fn count_people(&self, filter: &PeopleFilter) -> Result<usize> {
        self.must_manage_people()?;
        let mut query = QueryBuilder::new("SELECT count(*) FROM people p WHERE 1");
        restrict(&mut query, filter);
        let count: i64 = query.build_query_scalar().fetch_one(self.pool()).await?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// One person.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none, and for anyone but administrators.
    pub async fn person(&self, id: PersonId) -> Result<Listed> {
        self.must_manage_people()?;
        let mut query = self.listed();
        query.push(" AND p.id = ").push_bind(id);
        Ok(query.build_query_as().fetch_one(self.pool()).await?)
    }

    /// The roles of some people, each person's by unit name.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for anyone but administrators.
    pub async fn grants_of(&self, people: &[PersonId]) -> Result<Vec<PersonGrant>> {
        self.must_manage_people()?;
        let mut query = QueryBuilder::new(
            "SELECT g.person_id, g.role, g.unit_id, u.name AS unit_name,
                    coalesce(u.parent_id IS NULL, 0) AS is_organisation
               FROM grants g LEFT JOIN units u ON u.id = g.unit_id WHERE g.person_id IN (",
        );
        let mut ids = query.separated(", ");
        for id in people {
            ids.push_bind(*id);
        }
        query.push(") ORDER BY g.person_id, u.name COLLATE NOCASE, g.unit_id, g.role");
        Ok(query.build_query_as().fetch_all(self.pool()).await?)
    }

    fn listed_page(
        &self,
        filter: &PeopleFilter,
        offset: usize,
        limit: usize,
    ) -> QueryBuilder<Sqlite> {
        let mut query = self.listed();
        restrict(&mut query, filter);
        query.push(" ORDER BY p.name COLLATE NOCASE, p.id LIMIT ");
        query.push_bind(i64::try_from(limit).unwrap_or(i64::MAX));
        query.push(" OFFSET ").push_bind(i64::try_from(offset).unwrap_or(i64::MAX));
        query
    }

    fn listed(&self) -> QueryBuilder<Sqlite> {
        let mut query = QueryBuilder::new(COLUMNS);
        query.push_bind(self.store.now()).push(") AS sessions FROM people p WHERE 1");
        query
    }

    pub(super) fn must_manage_people(&self) -> Result<()> {
        if self.actor.allows(Action::ManagePeople) {
            Ok(())
        } else {
            Err(AppError::NotFound.into())
        }
    }
}

fn restrict(query: &mut QueryBuilder<Sqlite>, filter: &PeopleFilter) {
    let text = filter.text.trim();
    if !text.is_empty() {
        let pattern =
            format!("%{}%", text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_"));
        query.push(" AND (p.name LIKE ").push_bind(pattern.clone()).push(r" ESCAPE '\'");
        query.push(" OR p.email LIKE ").push_bind(pattern).push(r" ESCAPE '\')");
    }
    if let Some(role) = filter.role {
        query.push(" AND EXISTS (SELECT 1 FROM grants g WHERE g.person_id = p.id AND g.role = ");
        query.push_bind(role).push(")");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::{Actor, Clock};
    use sqlx::AssertSqlSafe;

    use super::*;
    use crate::open::{Store, StoreOptions};

    struct Noon;

    impl Clock for Noon {
        fn now(&self) -> Timestamp {
            "2026-11-23T12:00:00Z".parse().unwrap()
        }
    }

    #[tokio::test]
    async fn a_page_of_people_is_read_in_order_of_the_index() {
        let directory = tempfile::tempdir().unwrap();
        let options = StoreOptions::new(directory.path().join("data"));
        let (store, _) = Store::open(options, Arc::new(Noon)).await.unwrap();
        let actor = Actor {
            person: PersonId(1),
            name: "Callum Reyes".to_owned(),
            email: "callum.reyes@aldermoor.example".to_owned(),
            grants: Vec::new(),
            only_reads: false,
            only_in: None,
        };
        for filter in [
            PeopleFilter::default(),
            PeopleFilter { text: "raman".to_owned(), role: Some(Role::Assessor) },
        ] {
            let query = store.read(&actor).listed_page(&filter, 50, 50);
            let explained = format!("EXPLAIN QUERY PLAN {}", query.into_string());
            let steps: Vec<(i64, i64, i64, String)> =
                sqlx::query_as(AssertSqlSafe(explained)).fetch_all(&store.readers).await.unwrap();
            let steps: Vec<_> = steps.into_iter().map(|(.., step)| step).collect();
            let plan = steps.join("\n");
            assert!(plan.contains("SCAN p USING INDEX people_by_name"), "{plan}");
            let scans: Vec<_> = steps.iter().filter(|step| step.starts_with("SCAN")).collect();
            assert_eq!(scans.len(), 1, "only the page itself is walked:\n{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
