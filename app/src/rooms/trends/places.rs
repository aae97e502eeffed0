//! Where this room's links lead.

use domain::{AssessmentId, EvidenceId, QuestionNo, UnitId};

/// The page of a unit.
pub(super) fn unit(id: UnitId) -> String {
    format!("/units/{id}")
}

/// Why the score of a unit moved.
pub(super) fn why(id: UnitId) -> String {
    format!("/units/{id}/why")
}

/// The report of a unit and those below it.
pub(super) fn report(id: UnitId) -> String {
    format!("/reports?unit={id}")
}

/// What a unit is to reach by when.
pub(super) fn targets(id: UnitId) -> String {
    format!("/units/{id}/targets")
}

/// The page of an item of evidence.
pub(super) fn evidence(id: EvidenceId) -> String {
    format!("/evidence/{id}")
}

/// The page of an assessment.
pub(super) fn assessment(id: AssessmentId) -> String {
    format!("/assessments/{id}")
}

/// A question of an assessment, unfolded.
pub(super) fn question(id: AssessmentId, question: QuestionNo) -> String {
    format!("/assessments/{id}?open={question}#q{question}")
}

/// A submitted revision of an assessment, at a question.
pub(super) fn revision(id: AssessmentId, revision: u32, at: Option<QuestionNo>) -> String {
    let at = at.map_or_else(String::new, |question| format!("#q{question}"));
    format!("/assessments/{id}/revisions/{revision}{at}")
}

/// The assessments in a state, such as `draft`.
pub(super) fn assessments_in(state: &str) -> String {
    format!("/assessments?state={state}")
}

/// The assessments of a unit.
pub(super) fn assessments_of(unit: UnitId) -> String {
    format!("/assessments?unit={unit}")
}

/// The models of a unit.
pub(super) fn models_of(unit: UnitId) -> String {
    format!("/models?unit={unit}")
}

/// The evidence in a state, such as `pending`.
pub(super) fn evidence_in(state: &str) -> String {
    format!("/evidence?state={state}")
}
