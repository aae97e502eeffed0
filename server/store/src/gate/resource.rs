//! What writes are about, and the unit that each belongs to.

use domain::{
    AcceptanceId, AssessmentId, ChannelId, EvidenceId, FindingId, ModelId, RequestId, RoundId,
    SeriesId, TaskId, UnitId,
};
use sqlx::SqliteConnection;

use crate::error::Result;

/// What a write is about; the gate finds the unit that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resource {
    /// The installation as a whole.
    Installation,
    /// A unit.
    Unit(UnitId),
    /// A model, in its unit.
    Model(ModelId),
    /// A round, in the unit at the top of its scope.
    Round(RoundId),
    /// An assessment, in its unit.
    Assessment(AssessmentId),
    /// A piece of evidence, in the unit that it was first attached to.
    Evidence(EvidenceId),
    /// A piece of evidence where it supports a question of a unit.
    Place(EvidenceId, UnitId),
    /// A request for evidence, in the unit that it is asked of.
    Request(RequestId),
    /// A finding, in the unit that it is of.
    Finding(FindingId),
    /// A task, in the unit whose it is.
    Task(TaskId),
    /// The acceptance of a task's risk, in the unit whose the task is.
    Acceptance(AcceptanceId),
    /// A series of tasks, in the unit whose they are.
    Series(SeriesId),
    /// A channel, in the unit whose news it gets.
    Channel(ChannelId),
}

/// The unit that a resource belongs to; none for the installation.
pub(super) async fn unit_of(
    connection: &mut SqliteConnection,
    resource: Resource,
) -> Result<Option<UnitId>> {
    let (sql, id) = match resource {
        Resource::Installation => return Ok(None),
        Resource::Unit(id) => ("SELECT id FROM units WHERE id = ?", id.0),
        Resource::Model(id) => ("SELECT unit_id FROM models WHERE id = ?", id.0),
        Resource::Round(id) => ("SELECT unit_id FROM rounds WHERE id = ?", id.0),
        Resource::Assessment(id) => ("SELECT unit_id FROM assessments WHERE id = ?", id.0),
        Resource::Evidence(id) => ("SELECT unit_id FROM evidence WHERE id = ?", id.0),
        Resource::Place(_, id) => ("SELECT id FROM units WHERE id = ?", id.0),
        Resource::Request(id) => ("SELECT unit_id FROM evidence_requests WHERE id = ?", id.0),
        Resource::Finding(id) => ("SELECT unit_id FROM audit_findings WHERE id = ?", id.0),
        Resource::Task(id) => ("SELECT unit_id FROM tasks WHERE id = ?", id.0),
        Resource::Series(id) => ("SELECT unit_id FROM task_series WHERE id = ?", id.0),
        Resource::Channel(id) => ("SELECT unit_id FROM channels WHERE id = ?", id.0),
        Resource::Acceptance(id) => ("SELECT unit_id FROM acceptances WHERE id = ?", id.0),
    };
    let unit: UnitId = sqlx::query_scalar(sql).bind(id).fetch_one(connection).await?;
    Ok(Some(unit))
}
