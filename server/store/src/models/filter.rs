//! What a list of models is asked for, and the conditions that this becomes.

use domain::models::{AccessLevel, Classification, Exposure, Kind, Lifecycle, Profile, Provenance};
use domain::{PersonId, UnitId};
use sqlx::{QueryBuilder, Sqlite};

use super::digest::{access_order, data_order, exposure_order};
use crate::read::Read;

/// Which models to list. What is empty asks for nothing; several values of one property mean any of
/// them, several properties all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ModelFilter {
    /// Words that stand in the name, version, provider, purpose or tags, in any order and as parts
    /// of longer words; or a model's id as it is shown, such as `MDL-120`.
    pub text: String,
    /// Units, with everything below them.
    pub units: Vec<UnitId>,
    /// The most exposed deployment; none is a model without one.
    pub exposures: Vec<Option<Exposure>>,
    /// The most sensitive data source; none is a model without one.
    pub data: Vec<Option<Classification>>,
    /// The broadest permission; none is a model without one.
    pub access: Vec<Option<AccessLevel>>,
    /// What sort of model it is.
    pub kinds: Vec<Kind>,
    /// Where it comes from.
    pub provenances: Vec<Provenance>,
    /// How far it has come.
    pub lifecycles: Vec<Lifecycle>,
    /// Whether all four usage questions are answered.
    pub complete: Vec<bool>,
    /// Who answers for it; none is a model without an owner.
    pub owners: Vec<Option<PersonId>>,
    /// Tags, in whatever case.
    pub tags: Vec<String>,
    /// Retired models instead of live ones.
    pub retired: bool,
}

/// A property by which a list is filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Facet {
    Unit,
    Exposure,
    Data,
    Access,
    Kind,
    Provenance,
    Lifecycle,
    Complete,
    Owner,
    Tag,
}

/// How a model's id is shown, and typed into a search.
const ID_PREFIX: &str = "MDL-";

impl ModelFilter {
    /// Pushes a `WHERE` for the models `m` that the person may see and that match; `but` leaves one
    /// property out, for counting its choices.
    pub(super) fn push(
        &self,
        query: &mut QueryBuilder<Sqlite>,
        read: Read<'_>,
        but: Option<Facet>,
    ) {
        query.push(if self.retired {
            " WHERE m.retired_at IS NOT NULL"
        } else {
            " WHERE m.retired_at IS NULL"
        });
        query.push(" AND m.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ");
        query.push_bind(read.actor.person).push(")");
        let is_asked = |facet| but != Some(facet);
        if is_asked(Facet::Unit) && !self.units.is_empty() {
            query.push(" AND m.unit_id IN (SELECT unit_id FROM unit_tree WHERE ancestor_id");
            push_in(query, self.units.iter().copied());
            query.push(")");
        }
        if is_asked(Facet::Exposure) {
            push_any(query, "m.exposure_order", self.exposures.iter().map(|e| exposure_order(*e)));
        }
        if is_asked(Facet::Data) {
            push_any(query, "m.data_order", self.data.iter().map(|d| data_order(*d)));
        }
        if is_asked(Facet::Access) {
            push_any(query, "m.access_order", self.access.iter().map(|a| access_order(*a)));
        }
        if is_asked(Facet::Kind) {
            push_any(query, "m.kind", self.kinds.iter().copied());
        }
        if is_asked(Facet::Provenance) {
            push_any(query, "m.provenance", self.provenances.iter().copied());
        }
        if is_asked(Facet::Lifecycle) {
            push_any(query, "m.lifecycle", self.lifecycles.iter().copied());
        }
        if is_asked(Facet::Complete) {
            let all = u32::try_from(Profile::QUESTIONS).unwrap_or(u32::MAX);
            let known = self.complete.iter().flat_map(|complete| match complete {
                true => all..all + 1,
                false => 0..all,
            });
            push_any(query, "m.profile_answered", known);
        }
        if is_asked(Facet::Owner) && !self.owners.is_empty() {
            query.push(" AND (m.owner_id");
            push_in(query, self.owners.iter().flatten().copied());
            query.push(if self.owners.contains(&None) { " OR m.owner_id IS NULL)" } else { ")" });
        }
        if is_asked(Facet::Tag) && !self.tags.is_empty() {
            query.push(" AND m.id IN (SELECT model_id FROM model_tags WHERE tag");
            push_in(query, self.tags.iter().cloned());
            query.push(")");
        }
        self.push_text(query, read.store.is_past());
    }

    /// Words of three letters and more are in the index; shorter ones are looked for in the rows, and
    /// in the past all of them: the index knows the words of today.
    fn push_text(&self, query: &mut QueryBuilder<Sqlite>, in_rows: bool) {
        let text = self.text.trim();
        if let Some(id) = text
            .get(..ID_PREFIX.len())
            .filter(|p| p.eq_ignore_ascii_case(ID_PREFIX))
            .and_then(|prefix| text[prefix.len()..].parse::<i64>().ok())
        {
            query.push(" AND m.id = ").push_bind(id);
            return;
        }
        // The index reads a query up to its first null: no control character may reach it.
        let words = text.split(|c: char| c.is_whitespace() || c.is_control());
        let (long, short): (Vec<&str>, Vec<&str>) = words
            .filter(|word| !word.is_empty())
            .partition(|word| !in_rows && word.chars().count() >= 3);
        if !long.is_empty() {
            let quoted: Vec<String> =
                long.iter().map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect();
            query.push(" AND m.id IN (SELECT rowid FROM model_search WHERE model_search MATCH ");
            query.push_bind(quoted.join(" AND ")).push(")");
        }
        for word in short {
            let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            let pattern = format!("%{escaped}%");
            for (index, column) in ["name", "version", "provider", "purpose"].iter().enumerate() {
                query.push(if index == 0 { " AND (m." } else { " OR m." }).push(column);
                query.push(" LIKE ").push_bind(pattern.clone()).push(" ESCAPE '\\'");
            }
            query.push(" OR m.id IN (SELECT model_id FROM model_tags WHERE tag LIKE ");
            query.push_bind(pattern).push(" ESCAPE '\\'))");
        }
    }
}

/// Pushes ` AND column IN (…)`, or nothing where nothing is asked.
fn push_any<T>(
    query: &mut QueryBuilder<Sqlite>,
    column: &str,
    values: impl Iterator<Item = T> + Clone,
) where
    T: for<'q> sqlx::Encode<'q, Sqlite> + sqlx::Type<Sqlite> + Send,
{
    if values.clone().next().is_some() {
        query.push(" AND ").push(column);
        push_in(query, values);
    }
}

fn push_in<T>(query: &mut QueryBuilder<Sqlite>, values: impl Iterator<Item = T>)
where
    T: for<'q> sqlx::Encode<'q, Sqlite> + sqlx::Type<Sqlite> + Send,
{
    query.push(" IN (");
    let mut list = query.separated(", ");
    for value in values {
        list.push_bind(value);
    }
    query.push(")");
}
