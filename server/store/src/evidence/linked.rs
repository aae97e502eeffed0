//! Items as they stand behind a unit's question, with the newest verdict on each.

use domain::evidence::{EvidenceState, Facts, Kind, Verdict, state};
use domain::{Action, AssessmentId, Day, EvidenceId, PersonId, QuestionNo, Timestamp, UnitId};
use sqlx::SqliteConnection;

use crate::error::Result;
use crate::read::Read;
use crate::rows::day;

/// After how many days an expired item is no longer shown beside its question.
pub(super) const SHOW_EXPIRED_DAYS: i64 = 100;

/// An item as it stands behind a question of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedEvidence {
    /// The item.
    pub id: EvidenceId,
    /// The question.
    pub question: QuestionNo,
    /// The assessment in which it was attached to the question.
    pub attached_in: Option<AssessmentId>,
    /// Its title.
    pub title: String,
    /// File, link or note.
    pub kind: Kind,
    /// The address of a link.
    pub url: Option<String>,
    /// The text of a note.
    pub body: Option<String>,
    /// Its type.
    pub media_type: String,
    /// Its hash.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// When it was collected.
    pub collected_on: Day,
    /// The last day on which it counts.
    pub valid_until: Day,
    /// Who uploaded it.
    pub uploaded_by: PersonId,
    /// Their name.
    pub uploaded_by_name: String,
    /// When.
    pub uploaded_at: Timestamp,
    /// The newest verdict.
    pub verdict: Option<Verdict>,
    /// What the newest verdict says.
    pub verdict_reason: Option<String>,
    /// Who gave it.
    pub verdict_by_name: Option<String>,
    /// When.
    pub verdict_at: Option<Timestamp>,
    /// How it stands today.
    pub state: EvidenceState,
}

impl LinkedEvidence {
    /// Whether it is still there: neither withdrawn nor replaced.
    #[must_use]
    pub const fn is_current(&self) -> bool {
        !matches!(self.state, EvidenceState::Withdrawn | EvidenceState::Superseded)
    }

    /// Whether it belongs beside the question in an assessment: attached in it, still in force, or
    /// expired so recently that it wants renewing.
    pub(crate) fn matters_to(&self, assessment: AssessmentId, today: Day) -> bool {
        match self.state {
            EvidenceState::Withdrawn | EvidenceState::Superseded => false,
            _ if self.attached_in == Some(assessment) => true,
            EvidenceState::Expired => (today - self.valid_until).num_days() <= SHOW_EXPIRED_DAYS,
            EvidenceState::Rejected => false,
            EvidenceState::Accepted | EvidenceState::Pending | EvidenceState::Asked => true,
        }
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct LinkedRow {
    id: EvidenceId,
    question: QuestionNo,
    assessment_id: Option<AssessmentId>,
    title: String,
    kind: Kind,
    url: Option<String>,
    body: Option<String>,
    media_type: String,
    sha256: String,
    size: i64,
    collected_on: String,
    valid_until: String,
    uploaded_by: PersonId,
    uploaded_by_name: String,
    uploaded_at: Timestamp,
    withdrawn: bool,
    superseded: bool,
    verdict: Option<Verdict>,
    verdict_reason: Option<String>,
    verdict_by_name: Option<String>,
    verdict_at: Option<Timestamp>,
    pub(super) unit_id: UnitId,
    pub(super) unit_name: String,
}

impl LinkedRow {
    pub(super) fn read(self, today: Day) -> Result<LinkedEvidence> {
        let valid_until = day(&self.valid_until, "evidence", "valid_until", self.id.0)?;
        let facts = Facts {
            verdict: self.verdict,
            valid_until,
            withdrawn: self.withdrawn,
            superseded: self.superseded,
        };
        Ok(LinkedEvidence {
            collected_on: day(&self.collected_on, "evidence", "collected_on", self.id.0)?,
            valid_until,
            state: state(&facts, today),
            id: self.id,
            question: self.question,
            attached_in: self.assessment_id,
            title: self.title,
            kind: self.kind,
            url: self.url,
            body: self.body,
            media_type: self.media_type,
            sha256: self.sha256,
            size: u64::try_from(self.size).unwrap_or_default(),
            uploaded_by: self.uploaded_by,
            uploaded_by_name: self.uploaded_by_name,
            uploaded_at: self.uploaded_at,
            verdict: self.verdict,
            verdict_reason: self.verdict_reason,
            verdict_by_name: self.verdict_by_name,
            verdict_at: self.verdict_at,
        })
    }
}

/// Every link of an item to a question with what is known of both, for the rest of a query.
macro_rules! linked {
    ($rest:literal) => {
        concat!(
            "SELECT e.id, l.question, l.assessment_id, e.title, e.kind, e.url, e.body, e.media_type,
                    e.sha256, e.size, e.collected_on, e.valid_until, e.uploaded_by,
                    p.name AS uploaded_by_name, e.uploaded_at,
                    e.withdrawn_at IS NOT NULL AS withdrawn,
                    e.replaced_at IS NOT NULL AS superseded,
                    d.verdict, d.reason AS verdict_reason, j.name AS verdict_by_name,
                    d.given_at AS verdict_at, l.unit_id, u.name AS unit_name
               FROM evidence_links l
               JOIN evidence e ON e.id = l.evidence_id
               JOIN units u ON u.id = l.unit_id
               JOIN people p ON p.id = e.uploaded_by
               LEFT JOIN verdicts d ON d.id =
                    (SELECT max(id) FROM verdicts x WHERE x.unit_id = l.unit_id
                        AND x.question = l.question AND x.evidence_id = l.evidence_id)
               LEFT JOIN people j ON j.id = d.given_by ",
            $rest
        )
    };
}
pub(super) use linked;

/// Everything linked to a unit's questions, oldest first, with the newest verdict on each.
pub(crate) async fn evidence_of_unit(
    connection: &mut SqliteConnection,
    unit: UnitId,
    today: Day,
) -> Result<Vec<LinkedEvidence>> {
    let rows: Vec<LinkedRow> =
        sqlx::query_as(linked!("WHERE l.unit_id = ? ORDER BY l.question, l.linked_at, e.id"))
            .bind(unit)
            .fetch_all(connection)
            .await?;
    rows.into_iter().map(|row| row.read(today)).collect()
}

impl Read<'_> {
    /// Everything linked to a unit's questions, oldest first.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when the person may not open evidence there.
    pub async fn linked_evidence(&self, unit: UnitId) -> Result<Vec<LinkedEvidence>> {
        self.must(Action::OpenEvidence, unit).await?;
        let mut connection = self.pool().acquire().await?;
        evidence_of_unit(&mut connection, unit, self.store.clock.today()).await
    }
}
