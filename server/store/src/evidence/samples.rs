//! Samples: items drawn at random for review, with all that is needed to draw them again.

use std::collections::BTreeSet;

use domain::audit::AuditEvent;
use domain::evidence::Spot;
use domain::evidence::sample::{DrawnAgain, draw, draw_again, hash_of, names};
use domain::{Action, Actor, AppError, EvidenceId, QuestionNo, SampleId, Timestamp, UnitId};
use serde_json::json;
use sqlx::QueryBuilder;

use super::queue::{QueueFilter, QueueRow};
use crate::error::Result;
use crate::gate::{Author, Resource};
use crate::open::Store;
use crate::read::{Read, push_units_where};

/// The most items that a sample is drawn from.
const POPULATION_MAX: usize = 1_000_000;

/// A sample as it was drawn.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Sample {
    /// The sample.
    pub id: SampleId,
    /// The queue's query from whose items it was drawn.
    pub filter: String,
    /// How many items were asked for.
    pub size: u32,
    /// The seed.
    pub seed: String,
    /// How many items there were to draw from.
    pub population: u32,
    /// The hash of their names: see [`hash_of`].
    pub population_sha256: String,
    /// Who drew it.
    pub drawn_by_name: String,
    /// When.
    pub drawn_at: Timestamp,
}

/// A sample to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSample {
    /// From what.
    pub filter: QueueFilter,
    /// The same as the queue's query, to be shown and used again.
    pub filter_query: String,
    /// How many items.
    pub size: usize,
    /// The seed.
    pub seed: String,
}

impl Store {
    /// Draws a sample from what matches now, and keeps it.
    ///
    /// # Errors
    /// [`AppError::Invalid`] under `size` when nothing matches, [`AppError::Refused`] to whoever gives
    /// no verdicts anywhere.
    pub async fn draw_sample(&self, actor: &Actor, new: &NewSample) -> Result<SampleId> {
        let read = self.read(actor);
        let keys = read.queue_keys(&new.filter, POPULATION_MAX).await?;
        let population: Vec<Spot> = keys.iter().map(super::queue::Key::spot).collect();
        if population.is_empty() {
            let none = "Nothing matches these filters, so there is nothing to draw from.";
            return Err(AppError::field("size", none).into());
        }
        let drawn = draw(&population, &new.seed, new.size);
        // Every unit in it is checked at the gate, in the transaction that keeps the sample.
        let mut write =
            self.begin(Author { id: Some(actor.person), name: actor.name.clone() }).await?;
        let mut units: Vec<UnitId> = drawn.iter().map(|spot| spot.unit).collect();
        units.sort_unstable();
        units.dedup();
        for unit in units {
            write.also(actor, Action::GiveVerdict, unit).await?;
        }
        for spot in &drawn {
            write.must_lie_within_bounds(Resource::Place(spot.evidence, spot.unit)).await?;
        }
        let (now, names) = (write.now(), names(&population));
        let hash = hash_of(&names);
        let id: SampleId = sqlx::query_scalar(
            "INSERT INTO samples
                    (filter, size, seed, population, population_sha256, drawn_by, drawn_at)
             VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(&new.filter_query)
        .bind(i64::try_from(new.size).unwrap_or(i64::MAX))
        .bind(&new.seed)
        .bind(i64::try_from(population.len()).unwrap_or(i64::MAX))
        .bind(&hash)
        .bind(actor.person)
        .bind(now)
        .fetch_one(write.sql())
        .await?;
        sqlx::query("INSERT INTO sample_populations (sample_id, names) VALUES (?, ?)")
            .bind(id)
            .bind(&names)
            .execute(write.sql())
            .await?;
        for (position, spot) in (1_i64..).zip(&drawn) {
            sqlx::query(
                "INSERT INTO sample_items (sample_id, position, unit_id, question, evidence_id)
                 VALUES (?, ?, ?, ?, ?)",
            )
            .bind(id)
            .bind(position)
            .bind(spot.unit)
            .bind(spot.question)
            .bind(spot.evidence)
            .execute(write.sql())
            .await?;
        }
        let event = AuditEvent::new("sample.drawn", "sample", id.0).after(json!({
            "filter": new.filter_query, "size": new.size, "seed": new.seed,
            "population": population.len(), "population_sha256": hash,
            "items": drawn.iter().map(ToString::to_string).collect::<Vec<_>>(),
        }));
        write.commit(event).await?;
        Ok(id)
    }
}

impl Read<'_> {
    /// A sample with its items, in the order in which they were drawn, as far as the person gives
    /// verdicts where they belong.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none of which the person may judge anything.
    pub async fn sample(&self, id: SampleId) -> Result<(Sample, Vec<QueueRow>)> {
        let sample: Sample = sqlx::query_as(
            "SELECT s.id, s.filter, s.size, s.seed, s.population, s.population_sha256,
                    p.name AS drawn_by_name, s.drawn_at
               FROM samples s JOIN people p ON p.id = s.drawn_by WHERE s.id = ?",
        )
        .bind(id)
        .fetch_one(self.pool())
        .await?;
        let spots = self.drawn(id).await?;
        let keys = self.queue_keys_of(&spots).await?;
        if keys.is_empty() {
            return Err(AppError::NotFound.into());
        }
        Ok((sample, self.queue_rows(&keys).await?))
    }

    /// The names of what a sample was drawn from, one a line; none where the person gives no verdicts
    /// in some of the units, or where they were not kept yet when it was drawn.
    ///
    /// # Errors
    /// [`AppError::NotFound`] as [`Read::sample`].
    pub async fn sample_names(&self, id: SampleId) -> Result<Option<String>> {
        // One of which they may judge nothing is not found.
        self.sample(id).await?;
        let names: Option<String> =
            sqlx::query_scalar("SELECT names FROM sample_populations WHERE sample_id = ?")
                .bind(id)
                .fetch_optional(self.pool())
                .await?;
        let Some(names) = names else { return Ok(None) };
        let units: BTreeSet<i64> =
            names.lines().filter_map(|name| Some(name.parse::<Spot>().ok()?.unit.0)).collect();
        let units = serde_json::to_string(&units).unwrap_or_default();
        let mut query = QueryBuilder::new("SELECT count(*) FROM json_each(");
        query.push_bind(units).push(") WHERE value NOT IN (");
        push_units_where(&mut query, self.actor.person, Action::GiveVerdict);
        query.push(")");
        let beyond: i64 = query.build_query_scalar().fetch_one(self.pool()).await?;
        Ok((beyond == 0).then_some(names))
    }

    /// Draws a sample again from the names that were kept; none where [`Read::sample_names`] gives none.
    ///
    /// # Errors
    /// As there.
    pub async fn draw_sample_again(&self, id: SampleId) -> Result<Option<DrawnAgain>> {
        let Some(names) = self.sample_names(id).await? else { return Ok(None) };
        let (sample, _) = self.sample(id).await?;
        let (size, then) = (sample.size as usize, self.drawn(id).await?);
        // Whoever may no longer see all of it can't compare.
        if then.len() < size.min(sample.population as usize) {
            return Ok(None);
        }
        Ok(Some(draw_again(&names, &sample.population_sha256, &sample.seed, size, &then)))
    }

    /// The items of a sample in the order in which they were drawn.
    async fn drawn(&self, id: SampleId) -> Result<Vec<Spot>> {
        let spots: Vec<(UnitId, QuestionNo, EvidenceId)> = sqlx::query_as(
            "SELECT unit_id, question, evidence_id FROM sample_items
              WHERE sample_id = ? ORDER BY position",
        )
        .bind(id)
        .fetch_all(self.pool())
        .await?;
        let spot = |(unit, question, evidence)| Spot { unit, question, evidence };
        Ok(spots.into_iter().map(spot).collect())
    }

    /// The samples that the person drew, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_samples(&self, limit: u32) -> Result<Vec<Sample>> {
        Ok(sqlx::query_as(
            "SELECT s.id, s.filter, s.size, s.seed, s.population, s.population_sha256,
                    p.name AS drawn_by_name, s.drawn_at
               FROM samples s JOIN people p ON p.id = s.drawn_by
              WHERE s.drawn_by = ? ORDER BY s.id DESC LIMIT ?",
        )
        .bind(self.actor.person)
        .bind(limit)
        .fetch_all(self.pool())
        .await?)
    }
}
