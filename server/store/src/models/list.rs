//! Lists of models: searched, filtered, sorted and paged.

use domain::models::{AccessLevel, Classification, Exposure, Kind, Lifecycle, Provenance};
use domain::{Action, ModelId, PersonId, Timestamp, UnitId};
use sqlx::{FromRow, QueryBuilder, Sqlite, SqliteConnection};

use super::digest::{access_at, data_at, exposure_at};
use super::filter::ModelFilter;
use crate::error::Result;
use crate::read::Read;

/// From how many matches on a list walks the index of its order; fewer are sorted. To walk an
/// index for a few matches would be to read nearly all of it.
const FEW: i64 = 2_000;

/// A model as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelLine {
    /// Its id.
    pub id: ModelId,
    /// Its name.
    pub name: String,
    /// Its version; may be empty.
    pub version: String,
    /// Who makes or serves it; may be empty.
    pub provider: String,
    /// What sort of model it is.
    pub kind: Kind,
    /// Where it comes from.
    pub provenance: Provenance,
    /// How far it has come.
    pub lifecycle: Lifecycle,
    /// Its unit.
    pub unit: UnitId,
    /// The unit's name now.
    pub unit_name: String,
    /// Who answers for it.
    pub owner: Option<PersonId>,
    /// The owner's name.
    pub owner_name: Option<String>,
    /// The most exposed deployment; none where it has no deployment.
    pub exposure: Option<Exposure>,
    /// The most sensitive data source; none where it has no source.
    pub data: Option<Classification>,
    /// Whether a source is known to hold personal data.
    pub personal_data: bool,
    /// The broadest permission; none where none is recorded.
    pub access: Option<AccessLevel>,
    /// How many deployments it has.
    pub deployments: u32,
    /// How many of the four usage questions are answered.
    pub answered: u8,
    /// When anything about it last changed.
    pub updated_at: Timestamp,
    /// When it was retired, if it was.
    pub retired_at: Option<Timestamp>,
}

/// The orders of the list. Each puts first what is most worth a look, and then goes by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ModelSort {
    /// By name.
    #[default]
    Name,
    /// By the unit's name.
    Unit,
    /// The most exposed first.
    Exposure,
    /// The most sensitive data first.
    Data,
    /// The least described first.
    Profile,
    /// The one that was left alone longest first.
    Updated,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelPage {
    /// The models.
    pub lines: Vec<ModelLine>,
    /// How many match on all pages.
    pub total: u64,
    /// The page, counted from 1: the one that was asked for, or the last that there is.
    pub page: u64,
}

/// How many models a page of the list holds.
pub const MODELS_A_PAGE: u32 = 50;

#[derive(FromRow)]
struct LineRow {
    id: ModelId,
    name: String,
    version: String,
    provider: String,
    kind: Kind,
    provenance: Provenance,
    lifecycle: Lifecycle,
    unit_id: UnitId,
    unit_name: String,
    owner_id: Option<PersonId>,
    owner_name: Option<String>,
    exposure_order: i64,
    data_order: i64,
    personal_data: bool,
    access_order: i64,
    deployment_count: u32,
    profile_answered: u8,
    updated_at: Timestamp,
    retired_at: Option<Timestamp>,
}

impl From<LineRow> for ModelLine {
    fn from(row: LineRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            version: row.version,
            provider: row.provider,
            kind: row.kind,
            provenance: row.provenance,
            lifecycle: row.lifecycle,
            unit: row.unit_id,
            unit_name: row.unit_name,
            owner: row.owner_id,
            owner_name: row.owner_name,
            exposure: exposure_at(row.exposure_order),
            data: data_at(row.data_order),
            personal_data: row.personal_data,
            access: access_at(row.access_order),
            deployments: row.deployment_count,
            answered: row.profile_answered,
            updated_at: row.updated_at,
            retired_at: row.retired_at,
        }
    }
}

impl Read<'_> {
    /// A page of the models that the person may see and that match.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn models(
        &self,
        filter: &ModelFilter,
        sort: ModelSort,
        descending: bool,
        page: u64,
    ) -> Result<ModelPage> {
        let mut connection = self.pool().acquire().await?;
        let mut count = QueryBuilder::new("SELECT count(*) FROM models m");
        filter.push(&mut count, *self, None);
        let total: i64 = count.build_query_scalar().fetch_one(&mut *connection).await?;
        let pages = (total - 1).max(0) / i64::from(MODELS_A_PAGE);
        let before = i64::try_from(page).unwrap_or(i64::MAX).saturating_sub(1).clamp(0, pages);
        // The indexes are those of the tables themselves.
        let indexed = total > FEW && !filter.retired && self.store.shows_all();
        let order = Order { sort, descending, indexed };
        let mut ids = self.page_of(filter, order, before * i64::from(MODELS_A_PAGE));
        let ids: Vec<i64> = ids.build_query_scalar().fetch_all(&mut *connection).await?;
        Ok(ModelPage {
            lines: lines(&mut connection, &ids).await?,
            total: total.unsigned_abs(),
            page: before.unsigned_abs() + 1,
        })
    }

    /// The ids of one page, in order. They are found first and read out after: an index holds all
    /// that finding them needs, whatever lies before the page.
    pub(super) fn page_of(
        &self,
        filter: &ModelFilter,
        order: Order,
        offset: i64,
    ) -> QueryBuilder<Sqlite> {
        let mut query = QueryBuilder::new("SELECT m.id FROM ");
        query.push(order.source());
        filter.push(&mut query, *self, None);
        query.push(order.by());
        query.push(" LIMIT ").push_bind(i64::from(MODELS_A_PAGE));
        query.push(" OFFSET ").push_bind(offset);
        query
    }

    /// The live models of one unit, without those below it, by name; at most `limit`.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when the person may not see the unit.
    pub async fn models_of_unit(&self, unit: UnitId, limit: u32) -> Result<Vec<ModelLine>> {
        self.must(Action::Read, unit).await?;
        let mut connection = self.pool().acquire().await?;
        let ids: Vec<i64> = sqlx::query_scalar(
            "SELECT id FROM models WHERE unit_id = ? AND retired_at IS NULL
              ORDER BY name COLLATE NOCASE, id LIMIT ?",
        )
        .bind(unit)
        .bind(limit)
        .fetch_all(&mut *connection)
        .await?;
        lines(&mut connection, &ids).await
    }
}

/// How a page is ordered, and whether by walking an index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Order {
    pub(super) sort: ModelSort,
    pub(super) descending: bool,
    pub(super) indexed: bool,
}

impl Order {
    /// Where the models come from. The index of the order is named, because the planner knows
    /// nothing of how many models match; [`FEW`] does.
    const fn source(self) -> &'static str {
        match (self.sort, self.indexed) {
            (ModelSort::Unit, true) => {
                "units u INDEXED BY units_by_name
                  CROSS JOIN models m INDEXED BY models_by_unit ON m.unit_id = u.id"
            }
            (ModelSort::Unit, false) => "models m JOIN units u ON u.id = m.unit_id",
            (_, false) => "models m",
            (ModelSort::Name, true) => "models m INDEXED BY models_live_by_name",
            (ModelSort::Exposure, true) => "models m INDEXED BY models_live_by_exposure",
            (ModelSort::Data, true) => "models m INDEXED BY models_live_by_data",
            (ModelSort::Profile, true) => "models m INDEXED BY models_live_by_profile",
            (ModelSort::Updated, true) => "models m INDEXED BY models_live_by_update",
        }
    }

    /// The columns of the order, last the id: a page must not depend on chance.
    const fn columns(self) -> &'static [&'static str] {
        const NAME: &str = "m.name COLLATE NOCASE";
        match self.sort {
            ModelSort::Name => &[NAME, "m.id"],
            ModelSort::Unit => &["u.name COLLATE NOCASE", "u.id", NAME, "m.id"],
            ModelSort::Exposure => &["m.exposure_order", NAME, "m.id"],
            ModelSort::Data => &["m.data_order", NAME, "m.id"],
            ModelSort::Profile => &["m.profile_answered", NAME, "m.id"],
            ModelSort::Updated => &["m.updated_at", "m.id"],
        }
    }

    /// The `ORDER BY`. A plus before a column keeps the planner from walking its index.
    fn by(self) -> String {
        let plus = if self.indexed { "" } else { "+" };
        let direction = if self.descending { " DESC" } else { "" };
        let columns = self.columns().iter().map(|column| format!("{plus}{column}{direction}"));
        format!(" ORDER BY {}", columns.collect::<Vec<_>>().join(", "))
    }
}

/// The models with these ids, in the order of the ids.
async fn lines(connection: &mut SqliteConnection, ids: &[i64]) -> Result<Vec<ModelLine>> {
    let rows: Vec<LineRow> = sqlx::query_as(
        "SELECT m.id, m.name, m.version, m.provider, m.kind, m.provenance, m.lifecycle, m.unit_id,
                u.name AS unit_name, m.owner_id, p.name AS owner_name, m.exposure_order,
                m.data_order, m.personal_data, m.access_order, m.deployment_count,
                m.profile_answered, m.updated_at, m.retired_at
           FROM json_each(?) j CROSS JOIN models m ON m.id = j.value
           JOIN units u ON u.id = m.unit_id LEFT JOIN people p ON p.id = m.owner_id
          ORDER BY j.key",
    )
    .bind(serde_json::json!(ids).to_string())
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}
