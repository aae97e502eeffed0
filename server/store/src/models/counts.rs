//! How many models have what: the figures at the head of the list, and beside each filter.

use std::collections::HashMap;

use domain::models::{AccessLevel, Classification, Exposure, Kind, Lifecycle, Profile, Provenance};
use domain::{PersonId, UnitId};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, QueryBuilder, Sqlite, SqliteConnection};

use super::digest::{access_at, data_at, exposure_at, exposure_order};
use super::filter::{Facet, ModelFilter};
use crate::error::Result;
use crate::read::Read;

/// Beyond so many models the choices carry no counts: each would be another walk over all of them.
const COUNTED: u64 = 25_000;

/// How many owners and tags are offered as choices.
const OFFERED: i64 = 10;

/// What the register as a whole looks like to a person: live models only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RegisterFigures {
    /// Live models.
    pub registered: u64,
    /// Those with a deployment that partners or the public can reach.
    pub outside: u64,
    /// Those whose worst exposure is not known.
    pub exposure_unknown: u64,
    /// Those with a usage question open.
    pub incomplete: u64,
    /// Models that were retired.
    pub retired: u64,
}

/// How many models each choice would leave, given all other properties that are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ModelCounts {
    /// By unit, each with everything below it.
    pub units: HashMap<UnitId, u64>,
    /// By the most exposed deployment.
    pub exposures: HashMap<Option<Exposure>, u64>,
    /// By the most sensitive data source.
    pub data: HashMap<Option<Classification>, u64>,
    /// By the broadest permission.
    pub access: HashMap<Option<AccessLevel>, u64>,
    /// By kind.
    pub kinds: HashMap<Kind, u64>,
    /// By provenance.
    pub provenances: HashMap<Provenance, u64>,
    /// By lifecycle.
    pub lifecycles: HashMap<Lifecycle, u64>,
    /// By whether all four usage questions are answered.
    pub complete: HashMap<bool, u64>,
    /// How many have no owner.
    pub ownerless: u64,
    /// The owners of most models: id, name, count.
    pub owners: Vec<(PersonId, String, u64)>,
    /// The tags of most models, with their counts.
    pub tags: Vec<(String, u64)>,
}

impl Read<'_> {
    /// The figures of the whole register, as far as the person sees it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn register_figures(&self) -> Result<RegisterFigures> {
        let (registered, outside, exposure_unknown, incomplete): (i64, i64, i64, i64) =
            sqlx::query_as(
                "SELECT count(*), coalesce(sum(exposure_order IN (?2, ?3)), 0),
                        coalesce(sum(exposure_order = ?4), 0),
                        coalesce(sum(profile_answered < ?5), 0)
                   FROM models WHERE retired_at IS NULL
                    AND unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?1)",
            )
            .bind(self.actor.person)
            .bind(exposure_order(Some(Exposure::Public)))
            .bind(exposure_order(Some(Exposure::Partner)))
            .bind(exposure_order(Some(Exposure::Unknown)))
            .bind(i64::try_from(Profile::QUESTIONS).unwrap_or(i64::MAX))
            .fetch_one(self.pool())
            .await?;
        let retired: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM models WHERE retired_at IS NOT NULL
                AND unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?)",
        )
        .bind(self.actor.person)
        .fetch_one(self.pool())
        .await?;
        Ok(RegisterFigures {
            registered: registered.unsigned_abs(),
            outside: outside.unsigned_abs(),
            exposure_unknown: exposure_unknown.unsigned_abs(),
            incomplete: incomplete.unsigned_abs(),
            retired: retired.unsigned_abs(),
        })
    }

    /// How many models each choice of each filter would leave; none where the register is so large
    /// that counting would take longer than the list itself.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn model_counts(
        &self,
        filter: &ModelFilter,
        figures: &RegisterFigures,
    ) -> Result<Option<ModelCounts>> {
        if figures.registered.max(figures.retired) > COUNTED {
            return Ok(None);
        }
        let mut connection = self.pool().acquire().await?;
        let mut count = Counting { read: *self, filter, connection: &mut connection };
        let all = i64::try_from(Profile::QUESTIONS).unwrap_or(i64::MAX);
        let owners: Vec<(Option<PersonId>, Option<String>, i64)> = count.owners().await?;
        Ok(Some(ModelCounts {
            units: count
                .by(Facet::Unit, "t.ancestor_id", " JOIN unit_tree t ON t.unit_id = m.unit_id")
                .await?,
            exposures: mapped(
                count.column(Facet::Exposure, "m.exposure_order").await?,
                exposure_at,
            ),
            data: mapped(count.column(Facet::Data, "m.data_order").await?, data_at),
            access: mapped(count.column(Facet::Access, "m.access_order").await?, access_at),
            kinds: count.column(Facet::Kind, "m.kind").await?,
            provenances: count.column(Facet::Provenance, "m.provenance").await?,
            lifecycles: count.column(Facet::Lifecycle, "m.lifecycle").await?,
            complete: mapped(
                count.column::<i64>(Facet::Complete, "m.profile_answered").await?,
                |answered| answered == all,
            ),
            ownerless: owners
                .iter()
                .filter(|(id, ..)| id.is_none())
                .map(|(.., n)| n.unsigned_abs())
                .sum(),
            owners: owners
                .into_iter()
                .filter_map(|(id, name, n)| Some((id?, name?, n.unsigned_abs())))
                .collect(),
            tags: count.tags().await?,
        }))
    }
}

/// Several stored values may mean the same choice.
fn mapped<K, V>(counts: HashMap<K, u64>, meaning: impl Fn(K) -> V) -> HashMap<V, u64>
where
    V: std::hash::Hash + Eq,
{
    let mut out = HashMap::new();
    for (key, count) in counts {
        *out.entry(meaning(key)).or_default() += count;
    }
    out
}

struct Counting<'a> {
    read: Read<'a>,
    filter: &'a ModelFilter,
    connection: &'a mut SqliteConnection,
}

impl Counting<'_> {
    async fn column<K>(&mut self, facet: Facet, column: &str) -> Result<HashMap<K, u64>>
    where
        K: std::hash::Hash + Eq + Send + Unpin,
        (K, i64): for<'r> FromRow<'r, SqliteRow>,
    {
        self.by(facet, column, "").await
    }

    async fn by<K>(&mut self, facet: Facet, column: &str, join: &str) -> Result<HashMap<K, u64>>
    where
        K: std::hash::Hash + Eq + Send + Unpin,
        (K, i64): for<'r> FromRow<'r, SqliteRow>,
    {
        let mut query = self.select(&format!("{column}, count(*)"), join, facet);
        query.push(" GROUP BY 1");
        let rows: Vec<(K, i64)> = query.build_query_as().fetch_all(&mut *self.connection).await?;
        Ok(rows.into_iter().map(|(key, count)| (key, count.unsigned_abs())).collect())
    }

    async fn owners(&mut self) -> Result<Vec<(Option<PersonId>, Option<String>, i64)>> {
        let join = " LEFT JOIN people p ON p.id = m.owner_id";
        let mut query = self.select("m.owner_id, p.name, count(*) AS n", join, Facet::Owner);
        query.push(
            " GROUP BY 1, 2 ORDER BY m.owner_id IS NOT NULL, n DESC, p.name COLLATE NOCASE LIMIT ",
        );
        query.push_bind(OFFERED + 1);
        Ok(query.build_query_as().fetch_all(&mut *self.connection).await?)
    }

    async fn tags(&mut self) -> Result<Vec<(String, u64)>> {
        let join = " JOIN model_tags t ON t.model_id = m.id";
        let mut query = self.select("min(t.tag), count(*) AS n", join, Facet::Tag);
        query.push(" GROUP BY t.tag ORDER BY n DESC, t.tag LIMIT ").push_bind(OFFERED);
        let rows: Vec<(String, i64)> =
            query.build_query_as().fetch_all(&mut *self.connection).await?;
        Ok(rows.into_iter().map(|(tag, count)| (tag, count.unsigned_abs())).collect())
    }

    fn select(&self, columns: &str, join: &str, but: Facet) -> QueryBuilder<Sqlite> {
        let mut query = QueryBuilder::new("SELECT ");
        query.push(columns).push(" FROM models m").push(join);
        self.filter.push(&mut query, self.read, Some(but));
        query
    }
}
