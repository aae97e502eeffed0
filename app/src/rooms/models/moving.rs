//! Moving a model to another unit.

use domain::{AppError, ModelId, UnitId};
use leptos::prelude::*;
use store::{RegisteredModel, UnitNode};

use super::new::{unit_options, units};
use super::returned::{Returned, beside};
use super::{back_to, editable, in_use};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{At, Sent};
use crate::shell::NavKey;
use crate::ui::{Button, Field, Form, PageHead, Typed};

/// `GET /models/{id}/move`
///
/// # Errors
/// When there is no such model, or the person may not edit it.
pub async fn show(visitor: Visitor, At(id): At<ModelId>) -> PageResult {
    let model = in_use(editable(&visitor, id).await?)?;
    page(&visitor, &model, Returned::fresh(Typed::default())).await
}

/// `POST /models/{id}/move`
///
/// # Errors
/// When the person may not edit models in both units, or the database fails.
pub async fn save(visitor: Visitor, At(id): At<ModelId>, Sent(typed): Sent) -> PageResult {
    let model = editable(&visitor, id).await?;
    let moved = async {
        let unit = typed.get("unit").parse::<UnitId>();
        let unit = unit.map_err(|_| AppError::field("unit", "Choose a unit."))?;
        visitor.store().move_model(&visitor.actor, id, unit).await?;
        Ok(back_to(id, "moved", ""))
    };
    match moved.await {
        Ok(response) => Ok(response),
        Err(failure) => page(&visitor, &model, Returned::refused(typed, failure)?).await,
    }
}

async fn page(visitor: &Visitor, model: &RegisteredModel, form: Returned) -> PageResult {
    let units: Vec<UnitNode> =
        units(visitor).await?.into_iter().filter(|node| node.unit.id != model.unit).collect();
    let name = model.facts.details.name.clone();
    let frame = visitor
        .frame(format!("Move {name}"), NavKey::Models)
        .crumb("Models", Some("/models".to_owned()))
        .crumb(name, Some(format!("/models/{}", model.facts.id)))
        .crumb("Move", None);
    Ok(form.page(visitor, &frame, || content(model, &units, &form)))
}

fn content(model: &RegisteredModel, units: &[UnitNode], form: &Returned) -> AnyView {
    let (id, name) = (model.facts.id, &model.facts.details.name);
    let head = PageHead::new(format!("Move {name}"))
        .lede(format!("It belongs to {} now.", model.unit_name));
    let unit =
        Field::select("unit", "New business unit", unit_options(units)).placeholder("Choose");
    let actions = view! {
        {Button::submit("Move model").primary()}
        {Button::link(format!("/models/{id}"), "Cancel").quiet()}
    };
    let notice = form.notice(Vec::new());
    let form = Form::post(format!("/models/{id}/move"))
        .summary(&form.typed)
        .body(unit.view(&form.typed))
        .actions(actions);
    let why = view! {
        <p>
            "A model counts in the assessment of its unit. After the move it counts in the new one; \
             past submissions keep it where it was. You need to be able to edit models in both."
        </p>
    };
    view! { {head}{notice}{beside(form, "Move the model", None, why)} }.into_any()
}
