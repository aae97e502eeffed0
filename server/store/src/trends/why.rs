//! Why a unit's score moved between two days: the parts of the change, each with where it is from.

use std::collections::HashMap;

use domain::assessment::Frozen;
use domain::trends::{Cause, Part};
use domain::{AssessmentId, Day, EvidenceId, QuestionNo, Score, SubmissionId, UnitId};
use serde_json::json;

use crate::error::{Result, StoreError};
use crate::read::Read;

/// A part of a change, and where it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartTold {
    /// The part.
    pub part: Part,
    /// Where it is from.
    pub source: Source,
}

/// Where a part of a change is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A submission.
    Submission {
        /// Its assessment.
        assessment: AssessmentId,
        /// What that is called.
        name: String,
        /// Its revision, from 1.
        revision: u32,
        /// Who gave the answer, by the name that they had; of a submission as a whole, who submitted it.
        by: String,
    },
    /// An item of evidence.
    Item {
        /// The item.
        id: EvidenceId,
        /// Its title.
        title: String,
    },
    /// Something that the person may not know of.
    Hidden,
}

/// Why the score of a unit moved between two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The score at the end of the first day; none where the unit had none.
    pub before: Option<Score>,
    /// The score at the end of the last day; none where the unit had none.
    pub after: Option<Score>,
    /// The parts, in the order in which they happened; they sum to the whole. None where there was no
    /// score on the first day, of which they could be a change.
    pub parts: Option<Vec<PartTold>>,
}

type SubmissionRow = (SubmissionId, AssessmentId, String, String);

impl Read<'_> {
    /// Why the score of a unit moved after one day and up to another.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when there is no such unit that the person may see.
    pub async fn why_moved(&self, unit: UnitId, after: Day, on: Day) -> Result<Why> {
        let scores = self.scores_of(unit).await?;
        let score = |day| Some(scores.as_ref()?.standing(day)?.score);
        let parts = match scores.as_ref().and_then(|scores| scores.parts(after, on)) {
            Some(parts) => Some(self.told(unit, parts).await?),
            None => None,
        };
        Ok(Why { before: score(after), after: score(on), parts })
    }

    async fn told(&self, unit: UnitId, parts: Vec<Part>) -> Result<Vec<PartTold>> {
        let submitted = self.submitted(parts.iter().filter_map(submission).collect()).await?;
        let titles = self.titles(unit, parts.iter().filter_map(item).collect()).await?;
        let source = |cause: Cause| match cause {
            Cause::Answered { submission, question, .. } => {
                submitted.get(&submission).map(|it| it.source(Some(question)))
            }
            Cause::OtherRules { submission } => {
                submitted.get(&submission).map(|it| it.source(None))
            }
            Cause::Proven { evidence: id, .. } | Cause::Unproven { evidence: id, .. } => {
                titles.get(&id).map(|title| Source::Item { id, title: title.clone() })
            }
        };
        let told =
            |part: Part| PartTold { source: source(part.cause).unwrap_or(Source::Hidden), part };
        Ok(parts.into_iter().map(told).collect())
    }

    async fn submitted(&self, ids: Vec<SubmissionId>) -> Result<HashMap<SubmissionId, Submitted>> {
        let rows: Vec<SubmissionRow> = sqlx::query_as(
            "SELECT s.id, s.assessment_id, a.name, s.content
               FROM submissions s JOIN assessments a ON a.id = s.assessment_id
               JOIN visible_units v ON v.unit_id = s.unit_id AND v.person_id = ?1
              WHERE s.id IN (SELECT value FROM json_each(?2))",
        )
        .bind(self.actor.person)
        .bind(json!(ids).to_string())
        .fetch_all(self.pool())
        .await?;
        let read = |(id, assessment, name, content): SubmissionRow| {
            let inconsistent =
                StoreError::Inconsistent { table: "submissions", column: "content", row: id.0 };
            let frozen = Frozen::read(&content).map_err(|_| inconsistent)?;
            Ok((id, Submitted { assessment, name, frozen }))
        };
        rows.into_iter().map(read).collect()
    }

    /// The titles of items that were linked to the unit.
    async fn titles(
        &self,
        unit: UnitId,
        ids: Vec<EvidenceId>,
    ) -> Result<HashMap<EvidenceId, String>> {
        let rows: Vec<(EvidenceId, String)> = sqlx::query_as(
            "SELECT e.id, e.title FROM evidence e
               JOIN visible_units v ON v.unit_id = ?2 AND v.person_id = ?1
              WHERE e.id IN (SELECT value FROM json_each(?3))
                AND EXISTS (SELECT 1 FROM evidence_links l
                             WHERE l.evidence_id = e.id AND l.unit_id = ?2)",
        )
        .bind(self.actor.person)
        .bind(unit)
        .bind(json!(ids).to_string())
        .fetch_all(self.pool())
        .await?;
        Ok(rows.into_iter().collect())
    }
}

/// A submission as it is told of.
struct Submitted {
    assessment: AssessmentId,
    name: String,
    frozen: Frozen,
}

impl Submitted {
    fn source(&self, question: Option<QuestionNo>) -> Source {
        let answers = &self.frozen.answers;
        let answer = answers.iter().find(|answer| Some(answer.question) == question);
        let by = answer.map_or(&self.frozen.submitted_by, |answer| &answer.answered_by);
        Source::Submission {
            assessment: self.assessment,
            name: self.name.clone(),
            revision: self.frozen.revision,
            by: by.name.clone(),
        }
    }
}

const fn submission(part: &Part) -> Option<SubmissionId> {
    match part.cause {
        Cause::Answered { submission, .. } | Cause::OtherRules { submission } => Some(submission),
        Cause::Proven { .. } | Cause::Unproven { .. } => None,
    }
}

const fn item(part: &Part) -> Option<EvidenceId> {
    match part.cause {
        Cause::Proven { evidence, .. } | Cause::Unproven { evidence, .. } => Some(evidence),
        Cause::Answered { .. } | Cause::OtherRules { .. } => None,
    }
}
