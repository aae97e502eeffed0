//! A newer revision of an item: what takes its place, wherever it supports a question.

use axum::extract::Request;
use axum::response::{IntoResponse as _, Redirect};
use domain::evidence::{Kind, TITLE_MAX};
use domain::questionnaire::baseline;
use domain::{Action, AppError, AssessmentId, EvidenceId, Invalid, QuestionNo};
use leptos::prelude::*;
use store::{NewEvidence, Place};

use super::sheet::{Draft, Sheet, Told, again};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::At;
use crate::rooms::assessments::wire::News;
use crate::rooms::evidence::drop::DropZone;
use crate::rooms::evidence::label_of;
use crate::rooms::evidence::pieces::dates;
use crate::rooms::evidence::plan::{Names, Plan, plan};
use crate::rooms::evidence::receive::{Received, discard, receive};
use crate::ui::disclosure::disclosure;
use crate::ui::{Button, Field, Form, Typed};

/// `POST /evidence/{id}/revision`
///
/// # Errors
/// [`AppError::NotFound`] when there is none that the person may open.
pub(in crate::rooms::evidence) async fn revise(
    visitor: Visitor,
    At(id): At<EvidenceId>,
    request: Request,
) -> PageResult {
    let item = visitor.read().evidence_item(id).await?;
    // Files go to the disk as they come, so it must be clear before that they may.
    if !visitor.may(Action::AttachEvidence, item.unit).await? {
        let message = "Your roles don’t include replacing this item.";
        return Err(AppError::Refused(message.to_owned()).into());
    }
    let received = receive(&visitor.state, request).await?;
    let done = replace(&visitor, id, item.item.kind, &received).await;
    discard(&visitor.state, &received.files).await?;
    match done {
        Ok(new) => Ok(Redirect::to(&format!("/evidence/{new}?done=revised")).into_response()),
        Err(failure) => again(&visitor, id, received.typed, Told::Revision, failure).await,
    }
}

async fn replace(
    visitor: &Visitor,
    id: EvidenceId,
    kind: Kind,
    received: &Received,
) -> PageResult<EvidenceId> {
    let (place, valid_days) = place_of(received.typed.get("place"))?;
    let Plan { entries, mut wrong } =
        plan(received, &Names::alone(), visitor.state.today(), valid_days);
    wrong.0.splice(0..0, received.typed.errors.0.iter().cloned());
    let mut entries = entries.into_iter();
    let (first, second) = (entries.next(), entries.next());
    if second.is_some() {
        wrong.add(field_of(kind), "One item takes the place of one item.");
    }
    let Some((entry, content)) = first.filter(|_| wrong.0.is_empty()) else {
        if wrong.0.is_empty() {
            wrong.add(field_of(kind), missing(kind));
        }
        return Err(AppError::Invalid(wrong).into());
    };
    let new = NewEvidence { entry, content, supersedes: Some(id) };
    let new = visitor.store().attach_evidence(&visitor.actor, place, &new).await?;
    visitor.state.live.tell(place.assessment, News::Changed(place.question));
    Ok(new)
}

/// The draft and question that were chosen: `12-5`.
fn place_of(chosen: &str) -> Result<(Place, u16), Failure> {
    let unknown = || AppError::Invalid(Invalid::one("place", "Choose where it is attached."));
    let (assessment, question) = chosen.split_once('-').ok_or_else(unknown)?;
    let assessment: AssessmentId = assessment.parse().map_err(|_| unknown())?;
    let no = question.parse().map(QuestionNo).map_err(|_| unknown())?;
    let question = baseline().question(no).ok_or_else(unknown)?;
    Ok((Place { assessment, question: no }, question.evidence_valid_days))
}

const fn field_of(kind: Kind) -> &'static str {
    match kind {
        Kind::File => "files",
        Kind::Link => "link",
        Kind::Note => "evidence-note",
    }
}

const fn missing(kind: Kind) -> &'static str {
    match kind {
        Kind::File => "Choose the file that takes its place.",
        Kind::Link => "Enter the address that takes its place.",
        Kind::Note => "Write the note that takes its place.",
    }
}

/// The form, or why there is none; folded away until it is wanted or comes back with mistakes.
pub(super) fn form(sheet: &Sheet) -> AnyView {
    let is_open = matches!(sheet.told, Told::Revision(_));
    if sheet.drafts.is_empty() {
        let why = "Evidence is attached while an assessment is a draft, and none of this item’s units \
                   has one. Open a revision of the assessment, or wait for the next round.";
        return disclosure(
            "Replace it by a newer revision",
            is_open,
            view! { <p class="small addev__form">{why}</p> },
        );
    }
    let typed = sheet.told.revision();
    let names = Names::alone();
    let typed = match sheet.drafts.as_slice() {
        [only] if typed.get("place").is_empty() => typed.with("place", key(only)),
        _ => typed,
    };
    let drafts = sheet.drafts.iter().map(|draft| (key(draft), words(draft)));
    let place = Field::select("place", "Attached in", drafts).small();
    let place = if sheet.drafts.len() > 1 { place.placeholder("Choose") } else { place };
    let question = sheet.drafts.first().map_or(sheet.item.item.question, |draft| draft.question);
    let valid_days =
        baseline().question(question).map_or(90, |question| question.evidence_valid_days);
    let form = Form::upload(format!("/evidence/{}/revision", sheet.item.item.id))
        .summary(&typed)
        .body(view! {
            <p class="small">
                "It takes the place of this one wherever this one supports a question, and waits for \
                 its own review. This one stays readable."
            </p>
            {content(sheet, &names, &typed)}
            {dates(&names, sheet.today, valid_days, &typed)}
            {place.view(&typed)}
        })
        .actions(Button::submit("Attach revision"));
    let form = view! { <div class="addev__form">{form}</div> };
    disclosure("Replace it by a newer revision", is_open, form)
}

fn content(sheet: &Sheet, names: &Names, typed: &Typed) -> AnyView {
    match sheet.item.item.kind {
        Kind::File => DropZone {
            names,
            label: format!("The file that takes the place of {}", sheet.item.item.title),
            several: false,
            max_upload: sheet.max_upload,
        }
        .view(typed),
        Kind::Link => view! {
            {Field::url("link", "Link").placeholder("https://").view(typed)}
            {Field::text("link-title", "What the link shows").max(TITLE_MAX).optional().view(typed)}
        }
        .into_any(),
        Kind::Note => view! {
            {Field::textarea("evidence-note", "Note").rows(4).view(typed)}
            {Field::text("evidence-note-title", "Title of the note").max(TITLE_MAX).optional().view(typed)}
        }
        .into_any(),
    }
}

fn key(draft: &Draft) -> String {
    format!("{}-{}", draft.assessment, draft.question)
}

fn words(draft: &Draft) -> String {
    format!("{}, {}, {}", label_of(draft.question), draft.unit_name, draft.name)
}
