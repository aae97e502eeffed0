//! Rows of the organisation's tables, private to the room.

use domain::{Day, Timestamp, UnitId};
use sqlx::FromRow;

use super::units::Unit;

#[derive(FromRow)]
pub(super) struct UnitRow {
    pub(super) id: UnitId,
    pub(super) parent_id: Option<UnitId>,
    pub(super) name: String,
    pub(super) created_at: Timestamp,
    pub(super) retired_at: Option<Timestamp>,
    pub(super) response_plan: String,
    pub(super) response_exercised: Option<String>,
}

impl From<UnitRow> for Unit {
    fn from(row: UnitRow) -> Self {
        Self {
            id: row.id,
            parent: row.parent_id,
            name: row.name,
            created_at: row.created_at,
            retired_at: row.retired_at,
            response_plan: row.response_plan,
            response_exercised: row.response_exercised.and_then(|day| day.parse::<Day>().ok()),
        }
    }
}
