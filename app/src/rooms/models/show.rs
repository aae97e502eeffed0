//! The page of one model.

use domain::{Action, ModelId};

use super::said;
use super::sheet::{Sheet, content};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At};
use crate::rooms::checks;
use crate::shell::NavKey;

/// `GET /models/{id}`
///
/// # Errors
/// When there is no model that the person may see.
pub async fn show(visitor: Visitor, At(id): At<ModelId>, Asked(query): Asked) -> PageResult {
    let model = visitor.read().model(id).await?;
    let may_edit = visitor.may(Action::EditModels, model.unit).await?;
    let frame = visitor
        .frame(model.facts.details.name.clone(), NavKey::Models)
        .crumb("Models", Some("/models".to_owned()))
        .crumb(model.facts.details.name.clone(), None)
        .flash(said(query.get("done")));
    let checks = checks::of_model(&visitor, &model).await?;
    let sheet = Sheet { model, may_edit, today: visitor.state.today() };
    Ok(visitor.page(&frame, || content(&sheet, checks)))
}
