//! Any filter as a set of streams: runs of one index in which the entries stand in their order, so
//! that the newest of all are found among the newest of each, whatever else is in the log.

use std::collections::HashSet;

use domain::{PersonId, UnitId};
use serde_json::{Value, json};

use super::filter::{AuditFilter, LogActor, Sought};
use crate::error::Result;
use crate::read::Read;

/// What the streams of a set have in common: an index and the columns by which it is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// The log itself.
    Whole,
    /// By who acted.
    Actor,
    /// By the unit.
    Unit,
    /// By the action.
    Action,
    /// By unit and action.
    UnitAction,
    /// By who acted, in which unit, with which action.
    ActorPlace,
}

impl Shape {
    /// The index, and what a stream's key `k` says of its entries `x`.
    pub(super) const fn sql(self) -> (&'static str, &'static str) {
        match self {
            Self::Whole => ("NOT INDEXED", "true"),
            Self::Actor => ("INDEXED BY audit_log_by_actor", "x.actor_id IS k.value ->> 0"),
            Self::Unit => ("INDEXED BY audit_log_by_unit", "x.unit_id IS k.value ->> 1"),
            Self::Action => ("INDEXED BY audit_log_by_action", "x.action = k.value ->> 2"),
            Self::UnitAction => (
                "INDEXED BY audit_log_by_unit_action",
                "x.unit_id IS k.value ->> 1 AND x.action = k.value ->> 2",
            ),
            Self::ActorPlace => (
                "INDEXED BY audit_log_by_actor_place",
                "x.actor_id IS k.value ->> 0 AND x.unit_id IS k.value ->> 1
                 AND x.action = k.value ->> 2",
            ),
        }
    }
}

/// A set of streams.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Streams {
    pub(super) shape: Shape,
    /// Lists of actor, unit and action; what the shape doesn't ask for is `null`.
    pub(super) keys: Vec<Value>,
}

/// The units and actions in which somebody has acted, each found by one step into the index.
pub(super) const PLACES: &str = "
    WITH RECURSIVE
    unit(id) AS (
        SELECT min(x.unit_id) FROM audit_log x INDEXED BY audit_log_by_actor_place
         WHERE x.actor_id IS ?1 AND x.unit_id > -1
        UNION ALL
        SELECT (SELECT min(x.unit_id) FROM audit_log x INDEXED BY audit_log_by_actor_place
                 WHERE x.actor_id IS ?1 AND x.unit_id > unit.id)
          FROM unit WHERE unit.id IS NOT NULL),
    place(unit, action) AS (
        SELECT unit.id, (SELECT min(x.action) FROM audit_log x INDEXED BY audit_log_by_actor_place
                          WHERE x.actor_id IS ?1 AND x.unit_id IS unit.id)
          FROM unit
        UNION ALL
        SELECT place.unit, (SELECT min(x.action) FROM audit_log x INDEXED BY audit_log_by_actor_place
                             WHERE x.actor_id IS ?1 AND x.unit_id IS place.unit
                               AND x.action > place.action)
          FROM place WHERE place.action IS NOT NULL)
    SELECT unit, action FROM place WHERE action IS NOT NULL";

/// Those of a list of actions of which there is an entry.
pub(super) const HAPPENED: &str = "
    SELECT k.value FROM json_each(?1) k
     WHERE EXISTS (SELECT 1 FROM audit_log x INDEXED BY audit_log_by_action
                    WHERE x.action = k.value)";

impl Read<'_> {
    /// The streams in which everything stands that is sought and nothing else, but for its days.
    pub(super) async fn streams(&self, sought: &Sought) -> Result<Vec<Streams>> {
        let mut sets = vec![self.main_streams(sought).await?];
        if let Some(own) = sought.own
            && sought
                .filter
                .actors
                .as_ref()
                .is_none_or(|asked| asked.contains(&LogActor::Person(own)))
        {
            let in_no_unit = |unit: Option<UnitId>| unit.is_none();
            sets.push(
                self.places_acted(&[LogActor::Person(own)], &sought.filter, in_no_unit).await?,
            );
        }
        Ok(sets)
    }

    async fn main_streams(&self, sought: &Sought) -> Result<Streams> {
        let actions = sought.filter.actions();
        let set = |shape, keys| Ok(Streams { shape, keys });
        match (&sought.filter.actors, &sought.units, actions) {
            (None, None, None) => set(Shape::Whole, vec![Value::Null]),
            (None, None, Some(actions)) => {
                set(Shape::Action, actions.iter().map(|it| json!([null, null, it])).collect())
            }
            (None, Some(units), None) => {
                set(Shape::Unit, units.iter().map(|it| json!([null, it])).collect())
            }
            (None, Some(units), Some(actions)) => {
                let actions = self.actions_that_happened(&actions).await?;
                let of = |unit: &UnitId| {
                    let unit = *unit;
                    actions
                        .iter()
                        .map(move |action| json!([null, unit, action]))
                        .collect::<Vec<_>>()
                };
                set(Shape::UnitAction, units.iter().flat_map(of).collect())
            }
            (Some(actors), None, None) => {
                set(Shape::Actor, actors.iter().map(|it| json!([it.id()])).collect())
            }
            (Some(actors), None, Some(_)) => {
                self.places_acted(actors, &sought.filter, |_| true).await
            }
            (Some(actors), Some(units), _) => {
                let units: HashSet<UnitId> = units.iter().copied().collect();
                let matches = |unit: Option<UnitId>| unit.is_some_and(|it| units.contains(&it));
                self.places_acted(actors, &sought.filter, matches).await
            }
        }
    }

    /// Those of the actions of which the log has any: most units times actions would be empty.
    async fn actions_that_happened(&self, actions: &[&str]) -> Result<Vec<String>> {
        let actions = json!(actions).to_string();
        Ok(sqlx::query_scalar(HAPPENED).bind(actions).fetch_all(self.pool()).await?)
    }

    /// The streams of those who acted, in the units that match.
    async fn places_acted(
        &self,
        actors: &[LogActor],
        filter: &AuditFilter,
        matches: impl Fn(Option<UnitId>) -> bool,
    ) -> Result<Streams> {
        let actions = filter.actions();
        let mut keys = Vec::new();
        for actor in actors {
            let id: Option<PersonId> = actor.id();
            let places: Vec<(Option<UnitId>, String)> =
                sqlx::query_as(PLACES).bind(id).fetch_all(self.pool()).await?;
            let matching = places.into_iter().filter(|(unit, action)| {
                let asked = actions.as_ref().is_none_or(|asked| asked.contains(&action.as_str()));
                asked && matches(*unit)
            });
            keys.extend(matching.map(|(unit, action)| json!([id, unit, action])));
        }
        Ok(Streams { shape: Shape::ActorPlace, keys })
    }
}
