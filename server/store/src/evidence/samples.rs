//! Samples: items drawn at random for review, with all that is needed to draw them again.

use domain::audit::AuditEvent;
use domain::evidence::Spot;
use domain::evidence::sample::{draw, population_hash};
use domain::{Action, Actor, AppError, EvidenceId, QuestionNo, SampleId, Timestamp, UnitId};
use serde_json::json;

use super::queue::{QueueFilter, QueueRow};
use crate::error::Result;
use crate::gate::{Author, Resource};
use crate::open::Store;
use crate::read::Read;

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
    /// Their hash: see [`population_hash`].
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
        let (now, hash) = (write.now(), population_hash(&population));
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
        let spots: Vec<(UnitId, QuestionNo, EvidenceId)> = sqlx::query_as(
            "SELECT unit_id, question, evidence_id FROM sample_items
              WHERE sample_id = ? ORDER BY position",
        )
        .bind(id)
        .fetch_all(self.pool())
        .await?;
        let spots: Vec<Spot> = spots
            .into_iter()
            .map(|(unit, question, evidence)| Spot { unit, question, evidence })
            .collect();
        let keys = self.queue_keys_of(&spots).await?;
        if keys.is_empty() {
            return Err(AppError::NotFound.into());
        }
        Ok((sample, self.queue_rows(&keys).await?))
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
