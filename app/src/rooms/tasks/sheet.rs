//! What the page of a task shows: the task, what the person may do, and a form that came back.

use domain::evidence::EvidenceState;
use domain::tasks::TaskStep;
use domain::{Action, Day, PersonId, QuestionSet, Score, TaskId};
use store::{Acceptance, CorrectionAhead, LinkedEvidence, Series, Task};

use super::accepting::About;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::ui::Typed;

/// A form of the page that came back, or that is asked for.
#[derive(Clone, Default)]
pub(super) struct Told {
    pub(super) step: Option<(TaskStep, Typed)>,
    pub(super) proof: Typed,
    pub(super) comment: Typed,
    pub(super) accepting: Option<(About, Typed)>,
    pub(super) returning: Option<Typed>,
    pub(super) correcting: Typed,
}

/// All that the page shows.
pub(super) struct Sheet {
    pub(super) task: Task,
    pub(super) today: Day,
    pub(super) told: Told,
    pub(super) max_upload: u64,
    /// What the person may do here.
    pub(super) may_work: bool,
    pub(super) may_assign: bool,
    pub(super) may_verify: bool,
    pub(super) may_attach: bool,
    pub(super) may_accept: bool,
    pub(super) may_answer: bool,
    pub(super) me: PersonId,
    /// Those who watch it, by name.
    pub(super) watchers: Vec<(PersonId, String)>,
    /// What was asked about its risk, the newest last.
    pub(super) acceptances: Vec<Acceptance>,
    /// Those whose names are mentions in comments.
    pub(super) people: Vec<(PersonId, String)>,
    /// The series that it is of.
    pub(super) series: Option<Series>,
    /// The unit's score now, and once the answer is a proven yes.
    pub(super) effect: Option<(Score, Score)>,
    /// Current items of the question that aren't the task's.
    pub(super) others: Vec<LinkedEvidence>,
    /// How the answer is put right, once there is cause for it.
    pub(super) correction: Option<CorrectionAhead>,
}

/// Reads it all.
///
/// # Errors
/// [`domain::AppError::NotFound`] when there is no such task for the person.
pub(super) async fn load(visitor: &Visitor, id: TaskId, told: Told) -> PageResult<Sheet> {
    let read = visitor.read();
    let task = read.task(id).await?;
    let (unit, question) = (task.row.unit, task.row.question);
    let today = visitor.state.today();
    let scores = read.scores(Some(unit)).await?;
    let effect = scores.of(unit).and_then(|scores| {
        let taken = scores.newest(today)?;
        let covered = scores.covered(today);
        let with = |set: QuestionSet| set.with(question);
        let then = taken.rules.score(with(taken.yes), with(covered));
        Some((taken.rules.score(taken.yes, covered), then))
    });
    let may_attach = visitor.may(Action::AttachEvidence, unit).await?;
    let others = if may_attach && !task.row.state.is_settled() {
        let linked = read.linked_evidence(unit).await?;
        let is_other = |item: &LinkedEvidence| {
            item.question == question
                && item.is_current()
                && item.state != EvidenceState::Expired
                && task.evidence.iter().all(|known| known.id != item.id)
        };
        linked.into_iter().filter(is_other).collect()
    } else {
        Vec::new()
    };
    Ok(Sheet {
        correction: read.correction_ahead(id).await?,
        may_work: visitor.may(Action::WorkOnTasks, unit).await?,
        may_assign: visitor.may(Action::AssignTasks, unit).await?,
        may_verify: visitor.may(Action::VerifyTasks, unit).await?,
        may_accept: visitor.may(Action::AcceptRisk, unit).await?,
        may_answer: visitor.may(Action::Answer, unit).await?,
        acceptances: read.acceptances_of(id).await?,
        watchers: read.watchers_of(id).await?,
        series: read.series_of(id).await?,
        people: if task.activity.iter().any(|it| it.what == "comment") {
            read.mentionable(unit).await?
        } else {
            Vec::new()
        },
        me: visitor.actor.person,
        max_upload: visitor.state.settings.max_upload,
        may_attach,
        effect,
        others,
        task,
        today,
        told,
    })
}
