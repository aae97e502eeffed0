//! Everything that the page of an item shows, and which of its forms came back with mistakes.

use axum::response::Response;
use domain::assessment::State;
use domain::{Action, AssessmentId, Day, EvidenceId, QuestionNo, UnitId};
use store::{Custody, EvidenceItem, Judging, PlaceRow};

use super::answered::Answered;
use super::content::Content;
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::rooms::evidence::part_of::own_audits;
use crate::ui::Typed;

/// For how many places the page shows what was answered there.
const ANSWERS: usize = 5;

/// A form that came back, with what was typed and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::rooms::evidence) enum Told {
    /// None did.
    #[default]
    Nothing,
    /// The verdict for a place.
    Verdict(UnitId, QuestionNo, Typed),
    /// The answer to a question in a place.
    Reply(UnitId, QuestionNo, Typed),
    /// Withdrawing.
    Withdrawal(Typed),
    /// A newer revision.
    Revision(Typed),
}

impl Told {
    pub(in crate::rooms::evidence) fn verdict(&self, place: &PlaceRow) -> Typed {
        match self {
            Self::Verdict(unit, question, typed)
                if (*unit, *question) == (place.unit, place.question) =>
            {
                typed.clone()
            }
            _ => Typed::default(),
        }
    }

    pub(in crate::rooms::evidence) fn reply(&self, place: &PlaceRow) -> Typed {
        match self {
            Self::Reply(unit, question, typed)
                if (*unit, *question) == (place.unit, place.question) =>
            {
                typed.clone()
            }
            _ => Typed::default(),
        }
    }

    pub(in crate::rooms::evidence) fn withdrawal(&self) -> Typed {
        match self {
            Self::Withdrawal(typed) => typed.clone(),
            _ => Typed::default(),
        }
    }

    pub(in crate::rooms::evidence) fn revision(&self) -> Typed {
        match self {
            Self::Revision(typed) => typed.clone(),
            _ => Typed::default(),
        }
    }
}

/// A place with what the person may do there.
pub(in crate::rooms::evidence) struct Place {
    pub(in crate::rooms::evidence) row: PlaceRow,
    pub(in crate::rooms::evidence) judging: Judging,
    /// What was answered, for whoever may judge.
    pub(in crate::rooms::evidence) answered: Option<Answered>,
    /// Whether they may answer an auditor’s question there.
    pub(in crate::rooms::evidence) may_reply: bool,
    /// Whether they may make a task of what was said of it there.
    pub(in crate::rooms::evidence) may_work: bool,
}

/// A draft in which a newer revision can be attached.
pub(in crate::rooms::evidence) struct Draft {
    pub(in crate::rooms::evidence) assessment: AssessmentId,
    pub(in crate::rooms::evidence) name: String,
    pub(in crate::rooms::evidence) unit_name: String,
    pub(in crate::rooms::evidence) question: QuestionNo,
}

/// The page's content.
pub(in crate::rooms::evidence) struct Sheet {
    pub(in crate::rooms::evidence) item: EvidenceItem,
    pub(in crate::rooms::evidence) places: Vec<Place>,
    pub(in crate::rooms::evidence) custody: Custody,
    /// Whether they may read the audit log.
    pub(in crate::rooms::evidence) may_read_log: bool,
    pub(in crate::rooms::evidence) may_change: bool,
    pub(in crate::rooms::evidence) drafts: Vec<Draft>,
    pub(in crate::rooms::evidence) told: Told,
    /// What is in it, once it was opened.
    pub(in crate::rooms::evidence) content: Option<Content>,
    pub(in crate::rooms::evidence) person: String,
    pub(in crate::rooms::evidence) today: Day,
    pub(in crate::rooms::evidence) max_upload: u64,
    /// The audits that a verdict of the person can be part of.
    pub(in crate::rooms::evidence) audits: Vec<(String, String)>,
}

impl Sheet {
    pub(in crate::rooms::evidence) async fn load(
        visitor: &Visitor,
        id: EvidenceId,
        told: Told,
    ) -> PageResult<Self> {
        let read = visitor.read();
        let item = read.evidence_item(id).await?;
        let mut places = Vec::with_capacity(item.places.len());
        for (index, row) in item.places.iter().enumerate() {
            let judging = read.judging(&item, row).await?;
            let answered = match judging {
                Judging::Open if index < ANSWERS => Answered::load(visitor, row).await?,
                _ => None,
            };
            let may_reply = visitor.may(Action::AttachEvidence, row.unit).await?;
            let may_work = visitor.may(Action::WorkOnTasks, row.unit).await?;
            places.push(Place { row: row.clone(), judging, answered, may_reply, may_work });
        }
        let may_change =
            item.item.is_current() && visitor.may(Action::AttachEvidence, item.unit).await?;
        let drafts = if may_change { drafts(visitor, &item).await? } else { Vec::new() };
        Ok(Self {
            places,
            custody: read.custody(id).await?,
            may_read_log: visitor.actor.allows_somewhere(Action::ReadAuditLog),
            may_change,
            drafts,
            told,
            content: None,
            person: visitor.actor.name.clone(),
            today: visitor.state.today(),
            max_upload: visitor.state.settings.max_upload,
            audits: own_audits(visitor).await?,
            item,
        })
    }
}

/// Drafts of the units that the item supports, where the person may attach.
async fn drafts(visitor: &Visitor, item: &EvidenceItem) -> PageResult<Vec<Draft>> {
    let mut drafts = Vec::new();
    for place in &item.places {
        if !visitor.may(Action::AttachEvidence, place.unit).await? {
            continue;
        }
        let assessments = visitor.read().assessments_of_unit(place.unit, 10).await?;
        drafts.extend(assessments.into_iter().filter(|it| it.state == State::Draft).map(|it| {
            Draft {
                assessment: it.id,
                name: it.name,
                unit_name: place.unit_name.clone(),
                question: place.question,
            }
        }));
    }
    Ok(drafts)
}

/// The page again, after a step that was not taken: with what was typed, and the status that says why.
///
/// # Errors
/// The failure, when it is none that a form can show.
pub(in crate::rooms::evidence) async fn again(
    visitor: &Visitor,
    id: EvidenceId,
    typed: Typed,
    told: impl FnOnce(Typed) -> Told,
    failure: Failure,
) -> PageResult<Response> {
    let (typed, status) = failure.into_form(typed)?;
    let sheet = Sheet::load(visitor, id, told(typed)).await?;
    Ok(super::page::page(visitor, &sheet, None, status))
}
