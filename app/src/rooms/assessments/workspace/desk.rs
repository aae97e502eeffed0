//! Everything that the workspace's page is drawn from, loaded before the first line of it.

use domain::assessment::State;
use domain::evidence::RequestState;
use domain::inventory::{Clash, clashes};
use domain::questionnaire::Question;
use domain::{Action, Answer, AssessmentId, Day, PersonId, QuestionNo, QuestionSet, Support};
use store::{
    Acceptance, AnswerDraft, CurrentAnswer, Delegation, LinkedEvidence, Previous, RequestFilter,
    Workspace,
};

use super::super::wire::{Present, fingerprint};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::shell::Seal;
use crate::ui::Typed;

/// How the page is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A draft before somebody who may answer: one form.
    Edit,
    /// Submitted or approved, before somebody who could answer a draft: the fields, locked.
    Locked,
    /// Before somebody who only reads.
    Read,
}

/// What the person may do here.
#[derive(Debug, Clone, Copy)]
pub struct May {
    /// Answer, attach, delegate.
    pub answer: bool,
    /// Submit, or open a submitted one again.
    pub submit: bool,
    /// Approve or return.
    pub approve: bool,
    /// Open evidence.
    pub open_evidence: bool,
    /// Put the register right.
    pub edit_models: bool,
}

/// The workspace as one person sees it.
pub struct Desk {
    /// What is stored.
    pub workspace: Workspace,
    /// How it is drawn.
    pub mode: Mode,
    /// What the person may do.
    pub may: May,
    /// What stands in the fields, and what is wrong with it.
    pub typed: Typed,
    /// Answers that somebody else changed while these were typed: what they say now.
    pub stale: Vec<CurrentAnswer>,
    /// What was typed and came too late to be saved.
    pub unsaved: Vec<AnswerDraft>,
    /// To whom a question can be passed on.
    pub people: Vec<(PersonId, String)>,
    /// Who else is here.
    pub present: Vec<Present>,
    /// The question that is unfolded.
    pub opened: Option<QuestionNo>,
    /// How many requests for evidence the unit has not answered yet, for whoever may read them.
    pub requests: usize,
    /// The risks of the unit that are accepted today.
    pub accepted: Vec<Acceptance>,
    /// The day on which evidence and the register are judged.
    pub today: Day,
    /// The largest file, in bytes.
    pub max_upload: u64,
    /// Who is looking.
    pub me: PersonId,
    /// Where the audit log stands.
    pub seal: Option<Seal>,
}

impl Desk {
    /// Loads it.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when the person may not see the assessment.
    pub async fn load(visitor: &Visitor, id: AssessmentId) -> PageResult<Self> {
        let workspace = visitor.read().workspace(id).await?;
        let unit = workspace.live.assessment.unit;
        let lineage = visitor.read().lineage(unit).await?;
        let allows = |action| visitor.actor.allows_on(action, &lineage);
        let may = May {
            answer: allows(Action::Answer),
            submit: allows(Action::Submit),
            approve: allows(Action::Approve),
            open_evidence: allows(Action::OpenEvidence),
            edit_models: allows(Action::EditModels),
        };
        let mode = match (workspace.live.assessment.state, may.answer) {
            (_, false) => Mode::Read,
            (State::Draft, true) => Mode::Edit,
            (_, true) => Mode::Locked,
        };
        let people = match mode {
            Mode::Edit => visitor.read().people_of(unit).await?,
            Mode::Locked | Mode::Read => Vec::new(),
        };
        let me = visitor.actor.person;
        let present = visitor.state.live.present(id, me, visitor.state.now());
        let typed = stored(&workspace);
        let today = visitor.state.today();
        let max_upload = visitor.state.settings.max_upload;
        let asked = RequestFilter {
            unit: Some(unit),
            state: Some(RequestState::Open),
            ..RequestFilter::default()
        };
        let requests = match may.open_evidence {
            true => visitor.read().requests(asked).await?.len(),
            false => 0,
        };
        let mut accepted = visitor.read().accepted_risks(Some(unit)).await?;
        accepted.retain(|it| it.unit == unit);
        let (stale, unsaved, opened) = (Vec::new(), Vec::new(), None);
        Ok(Self {
            workspace,
            mode,
            may,
            typed,
            stale,
            unsaved,
            people,
            present,
            opened,
            requests,
            accepted,
            today,
            max_upload,
            me,
            seal: Seal::of(visitor).await?,
        })
    }

    /// The address of the assessment.
    pub fn address(&self) -> String {
        format!("/assessments/{}", self.workspace.live.assessment.id)
    }

    /// The questions, in their order.
    pub fn questions(&self) -> &'static [Question] {
        &self.workspace.live.questionnaire.questions
    }

    /// The stored answer to a question.
    pub fn stored(&self, no: QuestionNo) -> Option<&CurrentAnswer> {
        self.workspace.live.answers.iter().find(|answer| answer.question == no)
    }

    /// The answer that stands on the page: as typed where the page is a form.
    pub fn answer(&self, no: QuestionNo) -> Option<Answer> {
        self.typed.get(&format!("answer-{no}")).parse().ok()
    }

    /// What evidence stands behind a question today.
    pub fn support(&self, no: QuestionNo) -> Support {
        self.workspace.live.sheet.line(no).map_or(Support::Nothing, |line| line.support)
    }

    /// The evidence beside a question.
    pub fn evidence(&self, no: QuestionNo) -> Vec<&LinkedEvidence> {
        self.workspace.live.evidence.iter().filter(|item| item.question == no).collect()
    }

    /// What in the register contradicts a yes.
    pub fn clashes(&self, no: QuestionNo) -> Vec<Clash> {
        clashes(no, &self.workspace.inventory, self.today)
    }

    /// The questions whose yes the register contradicts, or would contradict.
    pub fn contradicted(&self) -> QuestionSet {
        let all = self.questions().iter().map(|question| question.no);
        all.filter(|no| !self.clashes(*no).is_empty()).collect()
    }

    /// How many answers the register contradicts.
    pub fn disagreements(&self) -> usize {
        let (yes, contradicted) = (self.workspace.live.sheet.yes(), self.contradicted());
        yes.iter().filter(|no| contradicted.has(*no)).count()
    }

    /// To whom a question was passed on.
    pub fn delegation(&self, no: QuestionNo) -> Option<&Delegation> {
        self.workspace.live.delegations.iter().find(|passed| passed.question == no)
    }

    /// The newest earlier submission of the unit.
    pub fn last_time(&self) -> Option<&Previous> {
        self.workspace.previous.first()
    }

    /// The first question without an answer, where somebody could give one.
    pub fn first_open(&self) -> Option<QuestionNo> {
        (self.mode == Mode::Edit)
            .then(|| self.workspace.live.sheet.open().first().copied())
            .flatten()
    }

    /// Whether a question is unfolded: asked for, or something in it is wrong.
    pub fn is_open(&self, no: QuestionNo) -> bool {
        let ending = format!("-{no}");
        self.opened == Some(no)
            || self.stale.iter().any(|theirs| theirs.question == no)
            || self.typed.errors.0.iter().any(|error| error.field.ends_with(&ending))
    }

    /// Changes with every change of evidence or delegations: see [`mark_of`].
    pub fn mark(&self) -> String {
        mark_of(&self.workspace.live.evidence, &self.workspace.live.delegations)
    }
}

/// A mark of the evidence and the delegations that a page was drawn with.
pub fn mark_of(evidence: &[LinkedEvidence], delegations: &[Delegation]) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for item in evidence {
        let _ = write!(text, "{}/{}/{} ", item.question, item.id, item.state);
    }
    for passed in delegations {
        let _ = write!(text, "{}>{} ", passed.question, passed.person_id);
    }
    fingerprint(None, &text)
}

/// The fields as they are stored.
fn stored(workspace: &Workspace) -> Typed {
    let answers = workspace.live.answers.iter().flat_map(|answer| {
        let no = answer.question;
        [
            (format!("answer-{no}"), answer.answer.map_or("", Answer::key).to_owned()),
            (format!("note-{no}"), answer.note.clone()),
        ]
    });
    let delegated = workspace
        .live
        .delegations
        .iter()
        .map(|passed| (format!("delegate-{}", passed.question), passed.person_id.to_string()));
    Typed::new(answers.chain(delegated))
}
