//! A draft: its form, what stands in the way of publishing it, and how it will look.

use axum::response::{IntoResponse as _, Redirect, Response};
use domain::questionnaires::{Fault, Form as FileForm, export};
use domain::{Action, AppError, QuestionnaireDraftId, text};
use leptos::prelude::*;
use store::QuestionnaireDraft;

use super::fields::Sheet;
use super::form::{PREVIEW, PUBLISH, THEN, form};
use super::parts::whole;
use super::{DRAFTS, PATH};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, At, Sent};
use crate::rooms::org::only_for;
use crate::shell::{Frame, NavKey};
use crate::ui::dialog::Dialog;
use crate::ui::disclosure::disclosure_button;
use crate::ui::{Button, Notice, PageHead, Panel, Tone, Typed, error_summary};

struct Page {
    draft: QuestionnaireDraft,
    sheet: Sheet,
    /// What was typed into its form, with what is wrong with it.
    typed: Typed,
    /// Why it was not published or deleted.
    refused: Typed,
}

impl Page {
    fn of(draft: QuestionnaireDraft) -> Self {
        let sheet = Sheet::of(&draft.questionnaire);
        let typed = sheet.typed();
        Self { draft, sheet, typed, refused: Typed::default() }
    }
}

/// `GET /questionnaire-drafts/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for whoever writes no questionnaires, and when there is no such draft.
pub(super) async fn show(
    visitor: Visitor,
    At(id): At<QuestionnaireDraftId>,
    Asked(asked): Asked,
) -> PageResult {
    let flash = match asked.get("done") {
        "begun" => Some("The draft is begun"),
        "saved" => Some("The draft is saved"),
        _ => None,
    };
    let draft = visitor.read().questionnaire_draft(id).await?;
    Ok(answer(&visitor, &Page::of(draft), flash))
}

/// `POST /questionnaire-drafts/{id}`: the field `do` says what becomes of it.
///
/// # Errors
/// [`AppError::NotFound`] for whoever writes no questionnaires, and when there is no such draft.
pub(super) async fn change(
    visitor: Visitor,
    At(id): At<QuestionnaireDraftId>,
    Sent(typed): Sent,
) -> PageResult {
    only_for(&visitor, Action::ManageQuestionnaires)?;
    let draft = visitor.read().questionnaire_draft(id).await?;
    let seen = typed.get("seen").trim().parse().unwrap_or(0);
    let (store, actor) = (visitor.store(), &visitor.actor);
    match typed.get("do") {
        "save" => save(&visitor, draft, &typed, seen).await,
        "delete" => match store.delete_questionnaire(actor, id, seen).await {
            Ok(()) => Ok(Redirect::to(&format!("{PATH}?done=deleted")).into_response()),
            Err(error) => again(&visitor, draft, error.into()),
        },
        _ => Err(AppError::NotFound.into()),
    }
}

async fn save(visitor: &Visitor, draft: QuestionnaireDraft, sent: &Typed, seen: u32) -> PageResult {
    let sheet = Sheet::sent(sent);
    let (store, actor, id) = (visitor.store(), &visitor.actor, draft.row.id);
    let saved = match sheet.questionnaire(draft.row.version) {
        Ok(it) => store.save_questionnaire(actor, id, seen, &it).await.map_err(Failure::from),
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match saved {
        Ok(_) if sent.get(THEN) == PREVIEW => {
            Ok(Redirect::to(&format!("{DRAFTS}/{id}/preview")).into_response())
        }
        Ok(seen) if sent.get(THEN) == PUBLISH => publish(visitor, id, seen).await,
        Ok(_) => Ok(Redirect::to(&format!("{DRAFTS}/{id}?done=saved")).into_response()),
        Err(failure) => {
            // Whoever saves again has to have seen what another saved meanwhile.
            let (typed, status) = failure.into_form(sheet.typed())?;
            let mut draft = draft;
            draft.row.edits = seen;
            Ok((
                status,
                answer(visitor, &Page { draft, sheet, typed, refused: Typed::default() }, None),
            )
                .into_response())
        }
    }
}

/// Publishes what was just saved.
async fn publish(visitor: &Visitor, id: QuestionnaireDraftId, seen: u32) -> PageResult {
    let draft = visitor.read().questionnaire_draft(id).await?;
    match visitor.store().publish_questionnaire(&visitor.actor, id, seen).await {
        Ok(_) => {
            let (key, version) = (&draft.row.key, draft.row.version);
            Ok(Redirect::to(&format!("{PATH}/{key}/{version}?done=published")).into_response())
        }
        Err(error) => again(visitor, draft, error.into()),
    }
}

/// The page again, with why it was not done.
fn again(visitor: &Visitor, draft: QuestionnaireDraft, failure: Failure) -> PageResult {
    let (refused, status) = failure.into_form(Typed::default())?;
    Ok((status, answer(visitor, &Page { refused, ..Page::of(draft) }, None)).into_response())
}

/// `GET /questionnaire-drafts/{id}/preview`: the draft as it will be read once it is published.
///
/// # Errors
/// [`AppError::NotFound`] for whoever writes no questionnaires, and when there is no such draft.
pub(super) async fn preview(visitor: Visitor, At(id): At<QuestionnaireDraftId>) -> PageResult {
    let draft = visitor.read().questionnaire_draft(id).await?;
    let frame = frame(&visitor, &draft)
        .crumb(draft.row.title.clone(), Some(format!("{DRAFTS}/{id}")))
        .crumb("Preview", None);
    Ok(visitor.page(&frame, || {
        let words = "A preview of the draft, as it was saved last. Nobody is asked it yet.";
        let head = PageHead::new(draft.row.title.clone());
        view! {
            {head}
            {Notice::new(Tone::Neutral, words)}
            {faults(&draft.faults)}
            {whole(&draft.questionnaire)}
        }
        .into_any()
    }))
}

fn frame(visitor: &Visitor, draft: &QuestionnaireDraft) -> Frame {
    visitor
        .frame(format!("Draft of {}", draft.row.title), NavKey::Questionnaires)
        .crumb("Questionnaires", Some(PATH.to_owned()))
}

fn answer(visitor: &Visitor, page: &Page, flash: Option<&str>) -> Response {
    let frame = frame(visitor, &page.draft).crumb(page.draft.row.title.clone(), None).flash(flash);
    visitor.page(&frame, || draw(page))
}

fn draw(page: &Page) -> AnyView {
    let row = &page.draft.row;
    let here = format!("{DRAFTS}/{}", row.id);
    let lede = format!(
        "Draft of version {}, saved last on {} by {}.",
        row.version,
        text::day(row.edited_at.day()),
        row.edited_by
    );
    let preview = Button::link(format!("{here}/preview"), "Preview").icon("eye");
    let delete = Button::opens("delete", "Delete draft …").icon("trash-2");
    let dialog = Dialog::new("delete", format!("Delete the draft of {}?", row.title))
        .says("What was published under its key stays as it is.")
        .posts(here.clone(), "Delete draft")
        .hidden("do", "delete")
        .hidden("seen", row.edits.to_string())
        .keep("Keep it")
        .danger();
    let actions = view! { {preview}{delete} };
    let file = export(&page.draft.questionnaire, FileForm::Toml).ok().map(|file| {
        let file = view! { <pre class="filetext mono" tabindex="0" role="region" aria-label="The draft as TOML">{file}</pre> };
        disclosure_button("file-code", "As a file …", false, file)
    });
    view! {
        {PageHead::new(row.title.clone()).lede(lede).actions(actions)}
        {error_summary(&page.refused)}
        {faults(&page.draft.faults)}
        {form(here, &page.sheet, row.edits, &page.typed)}
        {file}
        {dialog}
    }
    .into_any()
}

/// What stands in the way of publishing.
fn faults(faults: &[Fault]) -> Option<AnyView> {
    if faults.is_empty() {
        return None;
    }
    let items = faults.iter().map(|fault| {
        let place = fault.place.to_string();
        view! { <li><code>{place}</code>": "{fault.wrong.to_string()}</li> }
    });
    let list = view! { <ul class="faults">{items.collect_view()}</ul> };
    Some(Panel::new("Before it can be published").body(list).view())
}
