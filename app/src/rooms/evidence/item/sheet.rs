//! Everything that the page of an item shows, and which of its forms came back with mistakes.

use axum::response::Response;
use domain::assessment::State;
use domain::audit::AuditEntry;
use domain::{Action, AssessmentId, Day, EvidenceId, QuestionNo, UnitId};
use http::StatusCode;
use store::{EvidenceItem, Judging, PlaceRow};

use super::answered::Answered;
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::ui::Typed;

/// How many entries of the audit log the page shows.
pub(super) const ENTRIES: u32 = 100;

/// For how many places the page shows what was answered there.
const ANSWERS: usize = 5;

/// A form that came back, with what was typed and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Told {
    /// None did.
    #[default]
    Nothing,
    /// The verdict for a place.
    Verdict(UnitId, QuestionNo, Typed),
    /// Withdrawing.
    Withdrawal(Typed),
    /// A newer revision.
    Revision(Typed),
}

impl Told {
    pub(super) fn verdict(&self, place: &PlaceRow) -> Typed {
        match self {
            Self::Verdict(unit, question, typed)
                if (*unit, *question) == (place.unit, place.question) =>
            {
                typed.clone()
            }
            _ => Typed::default(),
        }
    }

    pub(super) fn withdrawal(&self) -> Typed {
        match self {
            Self::Withdrawal(typed) => typed.clone(),
            _ => Typed::default(),
        }
    }

    pub(super) fn revision(&self) -> Typed {
        match self {
            Self::Revision(typed) => typed.clone(),
            _ => Typed::default(),
        }
    }
}

/// A place with what the person may do there.
pub(super) struct Place {
    pub(super) row: PlaceRow,
    pub(super) judging: Judging,
    /// What was answered, for whoever may judge.
    pub(super) answered: Option<Answered>,
}

/// A draft in which a newer revision can be attached.
pub(super) struct Draft {
    pub(super) assessment: AssessmentId,
    pub(super) name: String,
    pub(super) unit_name: String,
    pub(super) question: QuestionNo,
}

/// The page's content.
pub(super) struct Sheet {
    pub(super) item: EvidenceItem,
    pub(super) places: Vec<Place>,
    pub(super) history: Vec<AuditEntry>,
    pub(super) may_change: bool,
    pub(super) drafts: Vec<Draft>,
    pub(super) told: Told,
    pub(super) person: String,
    pub(super) today: Day,
    pub(super) max_upload: u64,
}

impl Sheet {
    pub(super) async fn load(visitor: &Visitor, id: EvidenceId, told: Told) -> PageResult<Self> {
        let read = visitor.read();
        let item = read.evidence_item(id).await?;
        let mut places = Vec::with_capacity(item.places.len());
        for (index, row) in item.places.iter().enumerate() {
            let judging = read.judging(&item, row).await?;
            let answered = match judging {
                Judging::Open if index < ANSWERS => Answered::load(visitor, row).await?,
                _ => None,
            };
            places.push(Place { row: row.clone(), judging, answered });
        }
        let may_change =
            item.item.is_current() && visitor.may(Action::AttachEvidence, item.unit).await?;
        let drafts = if may_change { drafts(visitor, &item).await? } else { Vec::new() };
        Ok(Self {
            places,
            history: read.history_of("evidence", id.0, ENTRIES).await?,
            may_change,
            drafts,
            told,
            person: visitor.actor.name.clone(),
            today: visitor.state.today(),
            max_upload: visitor.state.settings.max_upload,
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
pub(super) async fn again(
    visitor: &Visitor,
    id: EvidenceId,
    typed: Typed,
    told: impl FnOnce(Typed) -> Told,
    failure: Failure,
) -> PageResult<Response> {
    let status = StatusCode::from_u16(failure.to_app().status());
    let invalid = failure.into_invalid()?;
    let sheet = Sheet::load(visitor, id, told(typed.wrong(invalid))).await?;
    let status = status.unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(super::page::page(visitor, &sheet, None, status))
}
