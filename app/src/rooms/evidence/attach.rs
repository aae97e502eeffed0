//! Attaching what a form holds: files, a link, a note, an item that is there already. What is wrong
//! comes back under the fields' own names.

use domain::questionnaire::Question;
use domain::{Actor, AppError, AssessmentId, EvidenceId, Invalid, QuestionNo};
use store::{NewEvidence, Place};

use super::plan::{Names, Plan, plan};
use super::receive::{Received, discard};
use crate::failure::{Failure, PageResult};
use crate::state::AppState;

/// What came of the evidence in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attached {
    /// The items that were attached, in order, each with its question.
    pub items: Vec<(QuestionNo, EvidenceId)>,
    /// What was not, and why, under the fields' names. The rest was attached all the same.
    pub wrong: Invalid,
}

/// Attaches what a form holds for the questions of an assessment. Files that come to nothing are
/// taken out of the vault again.
///
/// # Errors
/// As [`store::Store::attach_evidence`]: when the assessment is no draft, or the person may not.
pub async fn attach_all(
    state: &AppState,
    actor: &Actor,
    assessment: AssessmentId,
    questions: &[Question],
    received: &Received,
) -> PageResult<Attached> {
    let mut all = Attached::default();
    for question in questions {
        let place = Place { assessment, question: question.no };
        let done = attach(state, actor, place, question.evidence_valid_days, received).await;
        match done {
            Ok(done) => {
                all.items.extend(done.items);
                all.wrong.0.extend(done.wrong.0);
            }
            Err(failure) => {
                discard(state, &received.files).await?;
                return Err(failure);
            }
        }
    }
    // Leaves what an item names by now.
    discard(state, &received.files).await?;
    Ok(all)
}

async fn attach(
    state: &AppState,
    actor: &Actor,
    place: Place,
    valid_days: u16,
    received: &Received,
) -> PageResult<Attached> {
    let names = Names::of(place.question);
    let Plan { entries, mut wrong } = plan(received, &names, state.today(), valid_days);
    let mut items = Vec::with_capacity(entries.len());
    for (entry, content) in entries {
        let new = NewEvidence { entry, content, supersedes: None };
        let id = state.store.attach_evidence(actor, place, &new).await?;
        items.push((place.question, id));
    }
    let field = names.field("existing");
    for chosen in received.typed.all(&field).into_iter().filter(|chosen| !chosen.trim().is_empty())
    {
        match attach_existing(state, actor, place, chosen).await? {
            Ok(id) => items.push((place.question, id)),
            Err(message) => wrong.add(&field, message),
        }
    }
    Ok(Attached { items, wrong })
}

async fn attach_existing(
    state: &AppState,
    actor: &Actor,
    place: Place,
    chosen: &str,
) -> PageResult<Result<EvidenceId, String>> {
    const UNKNOWN: &str = "Choose an item from the list.";
    let Ok(id) = chosen.trim().parse::<EvidenceId>() else {
        return Ok(Err(UNKNOWN.to_owned()));
    };
    match state.store.attach_existing(actor, place, id).await.map_err(Failure::from) {
        Ok(()) => Ok(Ok(id)),
        Err(failure) => match failure.to_app() {
            AppError::NotFound => Ok(Err(UNKNOWN.to_owned())),
            AppError::Invalid(Invalid(errors)) => {
                Ok(Err(errors.first().map_or(UNKNOWN, |error| &error.message).to_owned()))
            }
            _ => Err(failure),
        },
    }
}
