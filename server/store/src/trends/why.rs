//! Why a unit's score moved between two days: the parts of the change, with what they are called.

use std::collections::HashMap;

use domain::trends::{Cause, Covered, Part, Story, Submitted};
use domain::{AssessmentId, Day, EvidenceId, Score, SubmissionId, UnitId};
use serde_json::json;

use super::scores::{Span, Taken, UnitScores};
use crate::error::Result;
use crate::read::Read;

/// A part of a change, with what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartTold {
    /// The part.
    pub part: Part,
    /// The assessment that was submitted, where that moved the score.
    pub assessment: Option<Assessed>,
    /// The title of the item, where evidence moved the score and the person may know of the item.
    pub evidence: Option<String>,
}

/// A submission by what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    /// Its assessment.
    pub id: AssessmentId,
    /// What that is called.
    pub name: String,
    /// Who submitted it, by the name that they had.
    pub by: String,
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

impl UnitScores {
    fn story(&self) -> Story<'_> {
        Story {
            submitted: self.taken.iter().map(submitted).collect(),
            covered: self.spans.iter().map(covered).collect(),
        }
    }
}

fn submitted(taken: &Taken) -> Submitted<'_> {
    Submitted { id: taken.id, day: taken.day(), rules: taken.rules, yes: taken.yes }
}

const fn covered(span: &Span) -> Covered {
    let Span { question, evidence, from, until, why } = *span;
    Covered { question, evidence, from, until, why }
}

impl Read<'_> {
    /// Why the score of a unit moved after one day and up to another.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when there is no such unit that the person may see.
    pub async fn why_moved(&self, unit: UnitId, after: Day, on: Day) -> Result<Why> {
        let scores = self.scores_of(unit).await?;
        let story = scores.as_ref().map(UnitScores::story).unwrap_or_default();
        let parts = match story.parts(after, on) {
            Some(parts) => Some(self.told(unit, parts).await?),
            None => None,
        };
        Ok(Why { before: story.score(after), after: story.score(on), parts })
    }

    async fn told(&self, unit: UnitId, parts: Vec<Part>) -> Result<Vec<PartTold>> {
        let assessed = self.assessed(parts.iter().filter_map(submission).collect()).await?;
        let titles = self.titles(unit, parts.iter().filter_map(item).collect()).await?;
        let told = |part: Part| PartTold {
            assessment: submission(&part).and_then(|id| assessed.get(&id).cloned()),
            evidence: item(&part).and_then(|id| titles.get(&id).cloned()),
            part,
        };
        Ok(parts.into_iter().map(told).collect())
    }

    async fn assessed(&self, ids: Vec<SubmissionId>) -> Result<HashMap<SubmissionId, Assessed>> {
        let rows: Vec<(SubmissionId, AssessmentId, String, String)> = sqlx::query_as(
            "SELECT s.id, s.assessment_id, a.name, s.content ->> '$.submitted_by.name'
               FROM json_each(?2) j CROSS JOIN submissions s ON s.id = j.value
               JOIN assessments a ON a.id = s.assessment_id
               JOIN visible_units v ON v.unit_id = s.unit_id AND v.person_id = ?1",
        )
        .bind(self.actor.person)
        .bind(json!(ids).to_string())
        .fetch_all(self.pool())
        .await?;
        Ok(rows.into_iter().map(|(id, of, name, by)| (id, Assessed { id: of, name, by })).collect())
    }

    /// The titles of items that were linked to the unit.
    async fn titles(
        &self,
        unit: UnitId,
        ids: Vec<EvidenceId>,
    ) -> Result<HashMap<EvidenceId, String>> {
        let rows: Vec<(EvidenceId, String)> = sqlx::query_as(
            "SELECT e.id, e.title FROM json_each(?3) j CROSS JOIN evidence e ON e.id = j.value
               JOIN visible_units v ON v.unit_id = ?2 AND v.person_id = ?1
              WHERE EXISTS (SELECT 1 FROM evidence_links l
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
