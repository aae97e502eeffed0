//! Editing what a model itself is.

use axum::response::Response;
use domain::{Day, Invalid, ModelId, PersonId};
use leptos::prelude::*;
use store::RegisteredModel;

use super::draw::{Drawn, fields};
use super::fields::{People, differences, read, typed_of};
use super::new::{details, fields_of};
use super::returned::{Returned, beside};
use super::tables::DETAILS;
use super::{back_to, editable, in_use};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{At, Sent};
use crate::shell::NavKey;
use crate::ui::{Button, Form, PageHead, Typed};

/// `GET /models/{id}/edit`
///
/// # Errors
/// When there is no such model, or the person may not edit it.
pub async fn show(visitor: Visitor, At(id): At<ModelId>) -> PageResult {
    let model = in_use(editable(&visitor, id).await?)?;
    let form = Returned::fresh(typed_of(&fields_of(&model.facts.details)));
    page(&visitor, &model, form).await
}

/// `POST /models/{id}/edit`
///
/// # Errors
/// When there is no such model, the person may not edit it, or the database fails.
pub async fn save(visitor: Visitor, At(id): At<ModelId>, Sent(typed): Sent) -> PageResult {
    let model = editable(&visitor, id).await?;
    match keep(&visitor, &model, &typed).await {
        Ok(response) => Ok(response),
        Err(failure) => {
            // As it is by now: somebody may just have changed it.
            let model = editable(&visitor, id).await?;
            page(&visitor, &model, Returned::refused(typed, failure)?).await
        }
    }
}

async fn keep(visitor: &Visitor, model: &RegisteredModel, typed: &Typed) -> PageResult {
    let details = details(typed, model.facts.details.clone()).map_err(domain::AppError::from)?;
    let revision = revision(typed)?;
    visitor.store().edit_model(&visitor.actor, model.facts.id, revision, details).await?;
    Ok(back_to(model.facts.id, "saved", ""))
}

/// The revision that the form was drawn from.
///
/// # Errors
/// When it was taken out of the form.
pub(super) fn revision(typed: &Typed) -> Result<i64, domain::AppError> {
    typed.get("revision").parse().map_err(|_| {
        let message = "This form has lost its place. Open it again from the model’s page.";
        Invalid::one("", message).into()
    })
}

async fn page(visitor: &Visitor, model: &RegisteredModel, form: Returned) -> PageResult<Response> {
    let people = owners(visitor, model).await?;
    let name = model.facts.details.name.clone();
    let frame = visitor
        .frame(format!("Edit {name}"), NavKey::Models)
        .crumb("Models", Some("/models".to_owned()))
        .crumb(name, Some(format!("/models/{}", model.facts.id)))
        .crumb("Edit", None);
    let today = visitor.state.today();
    Ok(form.page(visitor, &frame, || content(model, &form, &people, today)))
}

/// Who can own the model: those who work in the unit, and whoever owns it now.
async fn owners(visitor: &Visitor, model: &RegisteredModel) -> PageResult<Vec<(PersonId, String)>> {
    let mut people = visitor.read().people_of(model.unit).await?;
    if let (Some(owner), Some(name)) = (model.facts.details.owner, &model.owner_name)
        && people.iter().all(|(id, _)| *id != owner)
    {
        people.insert(0, (owner, name.clone()));
    }
    Ok(people)
}

fn content(model: &RegisteredModel, form: &Returned, people: &People, today: Day) -> AnyView {
    let typed = &form.typed;
    let id = model.facts.id;
    let fields = fields(&DETAILS, &Drawn { typed, people, today, focus: "" });
    let stored = fields_of(&model.facts.details);
    let (yours, _) = read(&DETAILS, typed, stored.clone());
    let notice = form.notice(differences(&DETAILS, &stored, &yours, people));
    let actions = view! {
        {Button::submit("Save changes").primary()}
        {Button::link(format!("/models/{id}"), "Cancel").quiet()}
    };
    let form = Form::post(format!("/models/{id}/edit"))
        .hidden("revision", model.revision.to_string())
        .summary(typed)
        .body(fields)
        .actions(actions);
    let why = view! {
        <p>
            "Who owns the model bears on question 1 of the assessment, where it comes from on \
             question 7, and who can reach its training data on question 8."
        </p>
        <p>"Past submissions keep what was recorded on their day."</p>
    };
    let head = PageHead::new(format!("Edit {}", model.facts.details.name));
    let why = view! { <div class="stack stack--2">{why}</div> };
    view! { {head}{notice}{beside(form, "The model itself", None, why)} }.into_any()
}
