//! Gathering the facts of the day into a submission that never changes.

use domain::assessment::{
    Frozen, FrozenAnswer, FrozenEvidence, FrozenInventory, FrozenPerson, Sealed, submittable,
};
use domain::inventory::{UnitInventory, clashes, facts};
use domain::questionnaire::{self, Question, Questionnaire};
use domain::{Answer, AppError, AssessmentId, Day, RoundId, Score, Sheet, UnitId};

use super::answers::CurrentAnswer;
use crate::error::Result;
use crate::evidence::{LinkedEvidence, evidence_of_unit};
use crate::gate::WriteTx;
use crate::org::names_down_to;

/// A submission ready to be stored.
pub(super) struct ToStore {
    pub(super) frozen: Frozen,
    pub(super) sealed: Sealed,
    pub(super) score: Score,
    pub(super) cadence_days: u16,
    pub(super) questionnaire: String,
}

#[derive(sqlx::FromRow)]
struct About {
    unit_id: UnitId,
    unit_name: String,
    round_id: Option<RoundId>,
    name: String,
    questionnaire: String,
    cadence_days: u16,
}

/// Reads everything that belongs to the submission inside the write that stores it, so that nothing
/// can change between the two.
pub(super) async fn freeze(
    write: &mut WriteTx,
    id: AssessmentId,
    submitter: FrozenPerson,
) -> Result<ToStore> {
    let about: About = sqlx::query_as(
        "SELECT a.unit_id, u.name AS unit_name, a.round_id, a.name, a.questionnaire, a.cadence_days
           FROM assessments a JOIN units u ON u.id = a.unit_id WHERE a.id = ?",
    )
    .bind(id)
    .fetch_one(write.sql())
    .await?;
    let questionnaire = questionnaire::by_id(&about.questionnaire).ok_or(AppError::Internal)?;
    let now = write.now();
    let today = now.day();
    let answers = answers_of(write, id).await?;
    let mut evidence = evidence_of_unit(write.sql(), about.unit_id, today).await?;
    // What stood beside the questions on the day: not what was refused or ran out long ago.
    evidence.retain(|item| item.matters_to(id, today));
    let inventory = crate::models::inventory(write.sql(), about.unit_id).await?;
    let score = submittable(&sheet(questionnaire, &answers, &evidence))?;
    let frozen = Frozen {
        format: Frozen::FORMAT,
        assessment: id,
        revision: next_revision(write, id).await?,
        questionnaire: questionnaire.id.clone(),
        questionnaire_version: questionnaire.version,
        unit: about.unit_id,
        unit_name: about.unit_name,
        unit_path: names_down_to(write.sql(), about.unit_id).await?,
        name: about.name,
        round: about.round_id,
        answers: questionnaire
            .questions
            .iter()
            .filter_map(|question| {
                frozen_answer(question, questionnaire, &answers, &evidence, &inventory, today)
            })
            .collect(),
        claimed: score.claimed,
        evidenced: score.evidenced,
        submitted_by: submitter,
        submitted_at: now,
    };
    let sealed = frozen.seal()?;
    Ok(ToStore {
        frozen,
        sealed,
        score,
        cadence_days: about.cadence_days,
        questionnaire: about.questionnaire,
    })
}

/// The answer sheet with the support that the unit's evidence gives on the day.
pub(super) fn sheet(
    questionnaire: &Questionnaire,
    answers: &[CurrentAnswer],
    evidence: &[LinkedEvidence],
) -> Sheet {
    let mut sheet = Sheet::new(&questionnaire.rules);
    for answer in answers {
        sheet.answer(answer.question, answer.answer);
    }
    for question in questionnaire.rules.questions() {
        let states =
            evidence.iter().filter(|item| item.question == question).map(|item| item.state);
        sheet.support(question, domain::evidence::support(states));
    }
    sheet
}

fn frozen_answer(
    question: &Question,
    questionnaire: &Questionnaire,
    answers: &[CurrentAnswer],
    evidence: &[LinkedEvidence],
    inventory: &UnitInventory,
    today: Day,
) -> Option<FrozenAnswer> {
    let given = answers.iter().find(|answer| answer.question == question.no)?;
    let answer = given.answer?;
    let contradictions =
        if answer == Answer::Yes { clashes(question.no, inventory, today) } else { Vec::new() };
    Some(FrozenAnswer {
        question: question.no,
        key: question.key.clone(),
        label: question.label.clone(),
        text: question.text.clone(),
        weight: questionnaire.rules.weight(question.no).unwrap_or_default(),
        answer,
        note: given.note.clone(),
        answered_by: FrozenPerson { id: given.answered_by, name: given.answered_by_name.clone() },
        answered_at: given.answered_at,
        evidence: evidence
            .iter()
            .filter(|item| item.question == question.no)
            .map(frozen_evidence)
            .collect(),
        inventory: FrozenInventory {
            facts: facts(question.no, inventory, today).sentences(),
            clashes: contradictions.into_iter().map(|clash| clash.sentence).collect(),
        },
    })
}

fn frozen_evidence(item: &LinkedEvidence) -> FrozenEvidence {
    FrozenEvidence {
        id: item.id,
        title: item.title.clone(),
        kind: item.kind,
        sha256: item.sha256.clone(),
        size: item.size,
        collected_on: item.collected_on,
        valid_until: item.valid_until,
        verdict: item.verdict,
        counts: item.state == domain::evidence::EvidenceState::Accepted,
    }
}

pub(super) async fn answers_of(
    write: &mut WriteTx,
    id: AssessmentId,
) -> Result<Vec<CurrentAnswer>> {
    Ok(sqlx::query_as(super::workspace::ANSWERS).bind(id).fetch_all(write.sql()).await?)
}

async fn next_revision(write: &mut WriteTx, id: AssessmentId) -> Result<u32> {
    Ok(sqlx::query_scalar(
        "SELECT coalesce(max(revision), 0) + 1 FROM submissions WHERE assessment_id = ?",
    )
    .bind(id)
    .fetch_one(write.sql())
    .await?)
}
