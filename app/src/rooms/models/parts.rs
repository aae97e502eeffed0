//! Forms for what is recorded with a model: the same few pages for all five kinds.

use axum::response::Response;
use domain::{AppError, Day, Invalid, ModelId};
use leptos::prelude::*;
use serde_json::{Map, Value};
use store::{Part, PartKind, RegisteredModel};

use super::change::revision;
use super::draw::{Drawn, fields};
use super::fields::{Row, checked, differences, read, typed_of};
use super::returned::{Returned, beside};
use super::{address, back_to, editable, in_use, tables};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::shell::NavKey;
use crate::ui::dialog::Dialog;
use crate::ui::{Button, Form, PageHead, Typed};

/// `GET /models/{id}/…/new`
///
/// # Errors
/// When there is no such model, or the person may not edit it.
pub async fn blank(visitor: Visitor, id: ModelId, kind: PartKind) -> PageResult {
    let model = in_use(editable(&visitor, id).await?)?;
    let page = PartPage { model, kind, part: None };
    page.answer(&visitor, &Returned::fresh(typed_of(&tables::blank(kind))))
}

/// `POST /models/{id}/…`
///
/// # Errors
/// When there is no such model, the person may not edit it, or the database fails.
pub async fn add(visitor: Visitor, id: ModelId, kind: PartKind, typed: Typed) -> PageResult {
    let model = editable(&visitor, id).await?;
    let added = async {
        let part = part_of(kind, &typed, visitor.state.today())?;
        visitor.store().add_part(&visitor.actor, id, part).await?;
        Ok(back_to(id, "added", &anchor(kind)))
    };
    match added.await {
        Ok(response) => Ok(response),
        Err(failure) => {
            let page = PartPage { model, kind, part: None };
            page.answer(&visitor, &Returned::refused(typed, failure)?)
        }
    }
}

/// `GET /models/{id}/…/{part}`
///
/// # Errors
/// When there is no such part, or the person may not edit the model.
pub async fn show(visitor: Visitor, id: ModelId, kind: PartKind, part: i64) -> PageResult {
    let model = in_use(editable(&visitor, id).await?)?;
    let stored = model.part(kind, part).ok_or(AppError::NotFound)?;
    let form = Returned::fresh(typed_of(&stored.fields()));
    PartPage { model, kind, part: Some((part, stored)) }.answer(&visitor, &form)
}

/// `POST /models/{id}/…/{part}`
///
/// # Errors
/// When there is no such part, the person may not edit the model, or the database fails.
pub async fn save(
    visitor: Visitor,
    id: ModelId,
    kind: PartKind,
    part: i64,
    typed: Typed,
) -> PageResult {
    editable(&visitor, id).await?;
    if !visitor.read().has_had_part(id, kind, part).await? {
        return Err(AppError::NotFound.into());
    }
    let saved = async {
        let new = part_of(kind, &typed, visitor.state.today())?;
        let since = revision(&typed)?;
        visitor.store().change_part(&visitor.actor, id, part, since, new).await?;
        Ok(back_to(id, "saved", &anchor(kind)))
    };
    match saved.await {
        Ok(response) => Ok(response),
        Err(failure) => {
            let form = Returned::refused(typed, failure)?;
            let model = editable(&visitor, id).await?;
            // Removed meanwhile: the form then offers to record it anew.
            let part = model.part(kind, part).map(|stored| (part, stored));
            PartPage { model, kind, part }.answer(&visitor, &form)
        }
    }
}

/// `POST /models/{id}/…/{part}/remove`
///
/// # Errors
/// When there is no such part, the person may not edit the model, or the database fails.
pub async fn remove(visitor: Visitor, id: ModelId, kind: PartKind, part: i64) -> PageResult {
    visitor.store().remove_part(&visitor.actor, id, kind, part).await?;
    Ok(back_to(id, "removed", &anchor(kind)))
}

/// The section of the model's page on which a kind stands.
pub(super) fn anchor(kind: PartKind) -> String {
    format!("#{}", section(kind))
}

/// The id of that section.
pub(super) fn section(kind: PartKind) -> String {
    kind.plural().replace(' ', "-")
}

fn part_of(kind: PartKind, typed: &Typed, today: Day) -> Result<Part, AppError> {
    let (fields, unread) = read(tables::rows(kind), typed, tables::blank(kind));
    // Without a choice that has no safe beginning there is no part yet to check.
    let part = Part::from_fields(kind, fields)
        .map_or_else(|| Err(Invalid::new()), |part| part.checked(today));
    Ok(checked(tables::rows(kind), unread, part)?)
}

/// A form for a part: a new one, or one that is there.
struct PartPage {
    model: RegisteredModel,
    kind: PartKind,
    part: Option<(i64, Part)>,
}

impl PartPage {
    fn answer(&self, visitor: &Visitor, form: &Returned) -> PageResult<Response> {
        let name = self.model.facts.details.name.clone();
        let title = self.title();
        let frame = visitor
            .frame(format!("{title}, {name}"), NavKey::Models)
            .crumb("Models", Some("/models".to_owned()))
            .crumb(name, Some(format!("/models/{}", self.model.facts.id)))
            .crumb(title, None);
        let today = visitor.state.today();
        Ok(form.page(visitor, &frame, || self.content(form, today)))
    }

    fn title(&self) -> String {
        match &self.part {
            Some((_, part)) => part.label(),
            None => format!("Add a {}", self.kind.noun()),
        }
    }

    fn content(&self, form: &Returned, today: Day) -> AnyView {
        let rows = tables::rows(self.kind);
        let stored = self.part.as_ref().map(|(_, part)| part.fields());
        let notice = form.notice(self.differences(rows, stored.unwrap_or_default(), &form.typed));
        let head = PageHead::new(self.title()).lede(self.lede());
        let remove = self.part.as_ref().map(|(id, _)| self.remove(*id));
        let (button, dialog) = remove.unzip();
        let why = self.why();
        let form = self.form(rows, &form.typed, today);
        view! { {head}{notice}{beside(form, self.kind.noun(), button, why)}{dialog} }.into_any()
    }

    fn lede(&self) -> String {
        let name = &self.model.facts.details.name;
        match (&self.part, self.kind) {
            (Some(_), kind) => format!("A {} of {name}.", kind.noun()),
            (None, PartKind::Deployment) => format!("A place where {name} runs."),
            (None, PartKind::DataSource) => format!("Data that {name} reads."),
            (None, PartKind::Permission) => {
                format!("Someone or something that uses {name}, or a right that it holds.")
            }
            (None, PartKind::Credential) => format!("A key by which {name} is reached."),
            (None, PartKind::Validation) => format!("A check of {name} before it was put to use."),
        }
    }

    /// Only of a form that came back: a stored one differs in nothing.
    fn differences(
        &self,
        rows: &[Row],
        stored: Map<String, Value>,
        typed: &Typed,
    ) -> Vec<(&'static str, String, String)> {
        let (yours, _) = read(rows, typed, tables::blank(self.kind));
        differences(rows, &stored, &yours, &[])
    }

    fn form(&self, rows: &[Row], typed: &Typed, today: Day) -> Form {
        let is_new = self.part.is_none() && typed.errors.0.is_empty();
        let focus = if is_new { rows.first().map_or("", |row| row.name) } else { "" };
        let fields = fields(rows, &Drawn { typed, people: &[], today, focus });
        let all = address(self.model.facts.id, self.kind);
        let (action, submit) = match &self.part {
            Some((id, _)) => (format!("{all}/{id}"), "Save changes".to_owned()),
            None => (all, format!("Add {}", self.kind.noun())),
        };
        let back = format!("/models/{}{}", self.model.facts.id, anchor(self.kind));
        let actions = view! {
            {Button::submit(submit).primary()}
            {Button::link(back, "Cancel").quiet()}
        };
        Form::post(action)
            .hidden("revision", self.model.revision.to_string())
            .summary(typed)
            .body(fields)
            .actions(actions)
    }

    /// The button that asks, and the question.
    fn remove(&self, id: i64) -> (AnyView, AnyView) {
        let noun = self.kind.noun();
        let button =
            Button::opens("remove", format!("Remove {noun}")).small().danger().icon("trash-2");
        let dialog = Dialog::new("remove", format!("Remove “{}”?", self.title()))
            .says(format!(
                "It leaves the page of {}. The history and past submissions keep it.",
                self.model.facts.details.name
            ))
            .posts(
                format!("{}/{id}/remove", address(self.model.facts.id, self.kind)),
                format!("Remove {noun}"),
            )
            .keep("Keep it")
            .danger();
        (button.view(), dialog.view())
    }

    fn why(&self) -> AnyView {
        let (question, rests) = tables::reason(self.kind);
        let question = question.map(|question| {
            view! { <p class="strong">{question.label()}</p> }
        });
        view! { <div class="stack stack--2">{question}<p>{rests}</p></div> }.into_any()
    }
}
