//! What somebody wants to check against what, from an address or from the form's hidden fields.

use domain::checks::{CheckOf, FrozenCheck};
use domain::{Action, AppError, ModelId, QuestionnaireId, UnitId};
use store::{CheckFilter, PublishedQuestionnaire};

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::ui::Typed;

/// Among so many of the newest checks the last one against the same questionnaire is sought.
const BACK: u32 = 500;

/// A check that is to be made.
pub(super) struct Sought {
    /// The version to answer.
    pub(super) id: QuestionnaireId,
    /// What it says.
    pub(super) published: PublishedQuestionnaire,
    /// What it is answered about.
    pub(super) of: CheckOf,
    /// What that is called.
    pub(super) name: String,
    /// The unit, or the one that the model is in.
    pub(super) unit: UnitId,
    /// That unit's name.
    pub(super) unit_name: String,
    /// What was answered last time, to whichever version.
    pub(super) last: Option<FrozenCheck>,
    /// Why it can't be answered now, if it can't.
    pub(super) closed: Option<String>,
}

impl Sought {
    /// Reads what is meant.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such questionnaire, model or unit for the visitor, or the
    /// one isn't asked about the other; [`AppError::Refused`] to whoever doesn't answer there.
    pub(super) async fn read(visitor: &Visitor, typed: &Typed) -> PageResult<Self> {
        let read = visitor.read();
        let (key, version) =
            typed.get("questionnaire").split_once('/').ok_or(AppError::NotFound)?;
        let version = version.parse().map_err(|_| AppError::NotFound)?;
        let published = read.questionnaire(key, version).await?;
        let id = published.row.id.ok_or(AppError::NotFound)?;
        let of = of(typed).ok_or(AppError::NotFound)?;
        if published.questionnaire.subject != of.subject() {
            return Err(AppError::NotFound.into());
        }
        let (name, unit, unit_name, retired) = match of {
            CheckOf::Unit(id) => {
                let unit = read.unit(id).await?;
                (unit.name.clone(), id, unit.name, unit.retired_at)
            }
            CheckOf::Model(id) => {
                let model = read.model(id).await?;
                (model.facts.details.name, model.unit, model.unit_name, model.retired_at)
            }
        };
        if !visitor.may(Action::Answer, unit).await? {
            let why = "Checks are answered by the unit’s assessors and managers.";
            return Err(AppError::Refused(why.to_owned()).into());
        }
        let closed = match (retired, published.row.retired_at) {
            (Some(_), _) => Some(format!("“{name}” is retired.")),
            (None, Some(_)) => Some("This version is retired and asked no more.".to_owned()),
            (None, None) => None,
        };
        let last = last(visitor, of, key).await?;
        Ok(Self { id, published, of, name, unit, unit_name, last, closed })
    }
}

/// A model or a unit, and not both.
fn of(typed: &Typed) -> Option<CheckOf> {
    match (typed.get("model"), typed.get("unit")) {
        (model, "") => model.parse().ok().map(ModelId).map(CheckOf::Model),
        ("", unit) => unit.parse().ok().map(UnitId).map(CheckOf::Unit),
        _ => None,
    }
}

async fn last(visitor: &Visitor, of: CheckOf, key: &str) -> PageResult<Option<FrozenCheck>> {
    let filter = CheckFilter { of: Some(of), questionnaire: None, limit: BACK };
    let rows = visitor.read().checks(filter).await?;
    match rows.iter().find(|row| row.key == key) {
        Some(row) => Ok(Some(visitor.read().check(row.id).await?.frozen)),
        None => Ok(None),
    }
}
