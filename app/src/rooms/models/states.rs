//! Steps of one button: owning, retiring and restoring a model.

use domain::ModelId;

use super::back_to;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::At;

/// `POST /models/{id}/owner`: makes oneself the owner.
///
/// # Errors
/// When there is no such model, the person may not edit it, or the database fails.
pub async fn own(visitor: Visitor, At(id): At<ModelId>) -> PageResult {
    let me = Some(visitor.actor.person);
    visitor.store().set_model_owner(&visitor.actor, id, me).await?;
    Ok(back_to(id, "owned", ""))
}

/// `POST /models/{id}/retire`
///
/// # Errors
/// As [`own`], and when it is retired already.
pub async fn retire(visitor: Visitor, At(id): At<ModelId>) -> PageResult {
    visitor.store().retire_model(&visitor.actor, id).await?;
    Ok(back_to(id, "retired", ""))
}

/// `POST /models/{id}/restore`
///
/// # Errors
/// As [`own`], and when it isn't retired.
pub async fn restore(visitor: Visitor, At(id): At<ModelId>) -> PageResult {
    visitor.store().restore_model(&visitor.actor, id).await?;
    Ok(back_to(id, "restored", ""))
}
