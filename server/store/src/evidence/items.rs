//! Reading evidence: beside a question, as a list, as one item with its verdicts, as bytes.

use domain::audit::AuditEvent;
use domain::evidence::{EvidenceState, Facts, Kind, Verdict, state};
use domain::{
    Action, Actor, AppError, AssessmentId, Day, EvidenceId, PersonId, QuestionNo, Timestamp, UnitId,
};
use serde_json::json;
use sqlx::SqliteConnection;

use crate::error::Result;
use crate::gate::Resource;
use crate::open::Store;
use crate::read::Read;
use crate::rows::day;

/// After how many days an expired item is no longer shown beside its question.
const SHOW_EXPIRED_DAYS: i64 = 100;

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
            EvidenceState::Expired => {
                (today - self.valid_until).num_days() <= SHOW_EXPIRED_DAYS
            }
            EvidenceState::Rejected => false,
            EvidenceState::Accepted | EvidenceState::Pending | EvidenceState::Asked => true,
        }
    }
}

#[derive(sqlx::FromRow)]
struct LinkedRow {
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
}

impl LinkedRow {
    fn read(self, today: Day) -> Result<LinkedEvidence> {
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

/// Everything linked to a unit's questions, oldest first, with the newest verdict on each.
pub(crate) async fn evidence_of_unit(
    connection: &mut SqliteConnection,
    unit: UnitId,
    today: Day,
) -> Result<Vec<LinkedEvidence>> {
    let rows: Vec<LinkedRow> = sqlx::query_as(
        "SELECT e.id, l.question, l.assessment_id, e.title, e.kind, e.url, e.body, e.media_type,
                e.sha256, e.size, e.collected_on, e.valid_until, e.uploaded_by,
                p.name AS uploaded_by_name, e.uploaded_at, e.withdrawn_at IS NOT NULL AS withdrawn,
                EXISTS (SELECT 1 FROM evidence s WHERE s.supersedes_id = e.id) AS superseded,
                d.verdict, d.reason AS verdict_reason, j.name AS verdict_by_name,
                d.given_at AS verdict_at
           FROM evidence_links l
           JOIN evidence e ON e.id = l.evidence_id
           JOIN people p ON p.id = e.uploaded_by
           LEFT JOIN verdicts d ON d.id =
                (SELECT max(id) FROM verdicts x WHERE x.unit_id = l.unit_id
                    AND x.question = l.question AND x.evidence_id = l.evidence_id)
           LEFT JOIN people j ON j.id = d.given_by
          WHERE l.unit_id = ? ORDER BY l.question, l.linked_at, e.id",
    )
    .bind(unit)
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(today)).collect()
}

/// Which items to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EvidenceFilter {
    /// Only those of this unit and the units below it.
    pub unit: Option<UnitId>,
    /// Only those of this question.
    pub question: Option<QuestionNo>,
    /// Only those that stand so today.
    pub state: Option<EvidenceState>,
    /// How many.
    pub limit: u32,
    /// After how many.
    pub offset: u32,
}

/// An item for one unit and question, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRow {
    /// The item as it stands there.
    pub item: LinkedEvidence,
    /// The unit.
    pub unit: UnitId,
    /// The unit's name.
    pub unit_name: String,
}

/// A place that an item supports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    /// The unit.
    pub unit: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// The question.
    pub question: QuestionNo,
    /// The assessment in which it was attached there.
    pub assessment: Option<AssessmentId>,
    /// How it stands there today.
    pub state: EvidenceState,
    /// The verdicts on it there, newest first.
    pub verdicts: Vec<VerdictRow>,
}

/// A verdict as it was given.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct VerdictRow {
    /// The verdict.
    pub verdict: Verdict,
    /// What was said with it.
    pub reason: String,
    /// Who gave it.
    pub given_by_name: String,
    /// When.
    pub given_at: Timestamp,
}

/// One item, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceItem {
    /// The item; its question, verdict and state are those of the first place.
    pub item: LinkedEvidence,
    /// The name of the uploaded file.
    pub file_name: Option<String>,
    /// The unit in which it was first attached.
    pub unit: UnitId,
    /// That unit's name.
    pub unit_name: String,
    /// The item that it took the place of.
    pub supersedes: Option<EvidenceId>,
    /// The item that took its place.
    pub superseded_by: Option<EvidenceId>,
    /// Why, by whom and when it was withdrawn.
    pub withdrawn: Option<(String, String, Timestamp)>,
    /// The places that it supports and that the person may see.
    pub places: Vec<PlaceRow>,
}

impl Read<'_> {
    /// Items of units in which the person may open evidence, newest first. The state is worked out
    /// from today's date, so the filter on it is applied here and not by the database.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn evidence(&self, filter: EvidenceFilter) -> Result<(Vec<EvidenceRow>, u32)> {
        let units: Vec<(UnitId, String)> = sqlx::query_as(
            "SELECT DISTINCT u.id, u.name FROM units u
               JOIN visible_units v ON v.unit_id = u.id AND v.person_id = ?1
               JOIN evidence_links l ON l.unit_id = u.id
              WHERE ?2 IS NULL OR u.id IN (SELECT unit_id FROM unit_tree WHERE ancestor_id = ?2)",
        )
        .bind(self.actor.person)
        .bind(filter.unit)
        .fetch_all(self.pool())
        .await?;
        let today = self.store.clock.today();
        let mut found = Vec::new();
        for (unit, unit_name) in units {
            if !self.may(Action::OpenEvidence, unit).await? {
                continue;
            }
            let mut connection = self.pool().acquire().await?;
            let items = evidence_of_unit(&mut connection, unit, today).await?;
            found.extend(
                items
                    .into_iter()
                    .filter(|item| filter.question.is_none_or(|wanted| item.question == wanted))
                    .filter(|item| filter.state.is_none_or(|wanted| item.state == wanted))
                    .map(|item| EvidenceRow { item, unit, unit_name: unit_name.clone() }),
            );
        }
        found.sort_by(|a, b| b.item.uploaded_at.cmp(&a.item.uploaded_at).then(b.item.id.cmp(&a.item.id)));
        let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let page = found.into_iter().skip(filter.offset as usize).take(filter.limit as usize);
        Ok((page.collect(), total))
    }

    /// One item with every place that the person may see.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none whose evidence the person may open.
    pub async fn evidence_item(&self, id: EvidenceId) -> Result<EvidenceItem> {
        let (home, home_name, file_name, supersedes, superseded_by): (
            UnitId,
            String,
            Option<String>,
            Option<EvidenceId>,
            Option<EvidenceId>,
        ) = sqlx::query_as(
            "SELECT e.unit_id, u.name, e.file_name, e.supersedes_id,
                    (SELECT s.id FROM evidence s WHERE s.supersedes_id = e.id)
               FROM evidence e JOIN units u ON u.id = e.unit_id WHERE e.id = ?",
        )
        .bind(id)
        .fetch_one(self.pool())
        .await?;
        let withdrawn: Option<(String, String, Timestamp)> = sqlx::query_as(
            "SELECT e.withdrawn_reason, p.name, e.withdrawn_at FROM evidence e
               JOIN people p ON p.id = e.withdrawn_by WHERE e.id = ?",
        )
        .bind(id)
        .fetch_optional(self.pool())
        .await?;
        let (first, places) = self.places_of(id).await?;
        let item = first.ok_or(AppError::NotFound)?;
        Ok(EvidenceItem {
            item,
            file_name,
            unit: home,
            unit_name: home_name,
            supersedes,
            superseded_by,
            withdrawn,
            places,
        })
    }

    async fn places_of(&self, id: EvidenceId) -> Result<(Option<LinkedEvidence>, Vec<PlaceRow>)> {
        let units: Vec<(UnitId, String)> = sqlx::query_as(
            "SELECT DISTINCT u.id, u.name FROM evidence_links l JOIN units u ON u.id = l.unit_id
               JOIN visible_units v ON v.unit_id = u.id AND v.person_id = ?
              WHERE l.evidence_id = ? ORDER BY u.name",
        )
        .bind(self.actor.person)
        .bind(id)
        .fetch_all(self.pool())
        .await?;
        let today = self.store.clock.today();
        let (mut first, mut places) = (None, Vec::new());
        for (unit, unit_name) in units {
            if !self.may(Action::OpenEvidence, unit).await? {
                continue;
            }
            let mut connection = self.pool().acquire().await?;
            for item in evidence_of_unit(&mut connection, unit, today).await? {
                if item.id != id {
                    continue;
                }
                let verdicts = sqlx::query_as(
                    "SELECT d.verdict, d.reason, p.name AS given_by_name, d.given_at
                       FROM verdicts d JOIN people p ON p.id = d.given_by
                      WHERE d.unit_id = ? AND d.question = ? AND d.evidence_id = ? ORDER BY d.id DESC",
                )
                .bind(unit)
                .bind(item.question)
                .bind(id)
                .fetch_all(&mut *connection)
                .await?;
                places.push(PlaceRow {
                    unit,
                    unit_name: unit_name.clone(),
                    question: item.question,
                    assessment: item.attached_in,
                    state: item.state,
                    verdicts,
                });
                first.get_or_insert(item);
            }
        }
        Ok((first, places))
    }
}

impl Store {
    /// Opens an item's bytes for a person, and notes in the audit log that they did.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such file or the person may not open it.
    pub async fn open_evidence(&self, actor: &Actor, id: EvidenceId) -> Result<EvidenceItem> {
        let item = self.read(actor).evidence_item(id).await?;
        let unit = item.places.first().map_or(item.unit, |place| place.unit);
        let write = self.write(actor, Action::OpenEvidence, Resource::Unit(unit)).await?;
        if item.item.kind != Kind::File {
            return Err(AppError::NotFound.into());
        }
        let event = AuditEvent::new("evidence.opened", "evidence", id.0)
            .in_unit(unit)
            .after(json!({ "sha256": item.item.sha256 }));
        write.commit(event).await?;
        Ok(item)
    }
}
