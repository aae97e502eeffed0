//! What of the log is asked for, and how much of it a person may read.

use domain::audit::{ActionGroup, SubjectKind, every_action};
use domain::permissions::role_allows;
use domain::{Action, AppError, Day, PersonId, Timestamp, UnitId};
use serde_json::json;

use crate::error::Result;
use crate::read::Read;

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogActor {
    /// Somebody.
    Person(PersonId),
    /// The program itself, or someone who was not signed in.
    Nobody,
}

impl LogActor {
    pub(super) const fn id(self) -> Option<PersonId> {
        match self {
            Self::Person(id) => Some(id),
            Self::Nobody => None,
        }
    }
}

/// Which entries are asked for; what is none asks for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Done by any of these; an empty list matches nothing.
    pub actors: Option<Vec<LogActor>>,
    /// This action.
    pub action: Option<&'static str>,
    /// Any action of this group.
    pub group: Option<ActionGroup>,
    /// About a thing of this kind.
    pub kind: Option<SubjectKind>,
    /// About the thing of this kind with this id.
    pub id: Option<i64>,
    /// In this unit or one below it.
    pub unit: Option<UnitId>,
    /// On this day or later.
    pub from: Option<Day>,
    /// On this day or earlier.
    pub until: Option<Day>,
}

impl AuditFilter {
    /// Whether anything is left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The actions that may match; none when any may. A kind of thing is told by its actions, since
    /// each action happens to one kind.
    pub(super) fn actions(&self) -> Option<Vec<&'static str>> {
        if self.action.is_none() && self.group.is_none() && self.kind.is_none() {
            return None;
        }
        let matching = every_action().iter().filter(|words| {
            self.action.is_none_or(|action| words.action == action)
                && self.group.is_none_or(|group| words.group == group)
                && self.kind.is_none_or(|kind| words.subject == kind)
        });
        Some(matching.map(|words| words.action).collect())
    }

    /// The one thing that is asked about.
    pub(super) fn subject(&self) -> Option<(SubjectKind, i64)> {
        Some((self.kind?, self.id?))
    }

    /// The first moment, and the first moment after the last, as they are stored.
    pub(super) fn times(&self) -> (Option<String>, Option<String>) {
        let start = |day: Day| Timestamp::start_of(day).to_string();
        let end = self.until.map(|day| day.succ_opt().map_or_else(|| "9".repeat(24), start));
        (self.from.map(start), end)
    }
}

/// How much of the log a person may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogScope {
    /// All of it.
    Everything,
    /// The entries of these units, and the person's own entries that belong to no unit.
    Units(Vec<UnitId>),
}

/// A filter within a scope.
#[derive(Debug, Clone)]
pub(super) struct Sought {
    pub(super) filter: AuditFilter,
    /// The units whose entries match; none when the unit doesn't matter.
    pub(super) units: Option<Vec<UnitId>>,
    /// Whose own entries without a unit match as well.
    pub(super) own: Option<PersonId>,
}

impl Sought {
    /// The actors as a JSON list, with `null` for nobody.
    pub(super) fn actors_json(&self) -> Option<String> {
        let actors = self.filter.actors.as_ref()?;
        Some(json!(actors.iter().map(|actor| actor.id()).collect::<Vec<_>>()).to_string())
    }

    pub(super) fn actions_json(&self) -> Option<String> {
        Some(json!(self.filter.actions()?).to_string())
    }

    pub(super) fn units_json(&self) -> Option<String> {
        Some(json!(self.units.as_ref()?).to_string())
    }
}

impl Read<'_> {
    /// How much of the log the person may read.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when that is nothing: for them there is no log.
    pub async fn log_scope(&self) -> Result<LogScope> {
        if self.actor.allows(Action::ReadAuditLog) {
            return Ok(LogScope::Everything);
        }
        if !self.actor.allows_somewhere(Action::ReadAuditLog) {
            return Err(AppError::NotFound.into());
        }
        let held = self.actor.grants.iter().filter(|it| role_allows(it.role, Action::ReadAuditLog));
        let roots: Vec<UnitId> = held.filter_map(|grant| grant.unit).collect();
        if roots.is_empty() {
            return Err(AppError::NotFound.into());
        }
        Ok(LogScope::Units(self.below(&roots).await?))
    }

    /// The units and all below them.
    async fn below(&self, roots: &[UnitId]) -> Result<Vec<UnitId>> {
        Ok(sqlx::query_scalar(
            "SELECT DISTINCT t.unit_id FROM json_each(?1) j
               CROSS JOIN unit_tree t ON t.ancestor_id = j.value",
        )
        .bind(json!(roots).to_string())
        .fetch_all(self.pool())
        .await?)
    }

    /// The filter within what the person may read.
    pub(super) async fn sought(&self, filter: &AuditFilter) -> Result<Sought> {
        let scope = self.log_scope().await?;
        let asked = match filter.unit {
            Some(unit) => Some(self.below(&[unit]).await?),
            None => None,
        };
        let (units, own) = match (scope, asked) {
            (LogScope::Everything, asked) => (asked, None),
            (LogScope::Units(held), None) => (Some(held), Some(self.actor.person)),
            (LogScope::Units(held), Some(asked)) => {
                let held: std::collections::HashSet<UnitId> = held.into_iter().collect();
                (Some(asked.into_iter().filter(|unit| held.contains(unit)).collect()), None)
            }
        };
        Ok(Sought { filter: filter.clone(), units, own })
    }
}
