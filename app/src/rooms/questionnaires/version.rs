//! A published version: what it says, as a file, and what becomes of it.

use axum::response::{IntoResponse as _, Redirect, Response};
use domain::questionnaires::{Form as FileForm, export};
use domain::{Action, AppError, QuestionnaireId, text};
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use leptos::prelude::*;
use store::PublishedQuestionnaire;

use super::parts::whole;
use super::{DRAFTS, PATH};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, At, Sent};
use crate::rooms::org::only_for;
use crate::shell::NavKey;
use crate::ui::facts::full_hash;
use crate::ui::{Button, Facts, Notice, PageHead, Panel, Tone, Typed, error_summary, post_button};

/// `GET /questionnaires/{key}/{version}`
///
/// # Errors
/// [`AppError::NotFound`] when there is no such version.
pub(super) async fn show(
    visitor: Visitor,
    At((key, version)): At<(String, u16)>,
    Asked(asked): Asked,
) -> PageResult {
    let flash = match asked.get("done") {
        "published" => Some("The version is published, and stays as it is from now on"),
        "retired" => Some("The version is retired: nobody is asked it any more"),
        "reinstated" => Some("The version is asked again"),
        _ => None,
    };
    let it = visitor.read().questionnaire(&key, version).await?;
    Ok(answer(&visitor, &it, &Typed::default(), flash))
}

/// `POST /questionnaires/{key}/{version}`: the field `do` says what becomes of it.
///
/// # Errors
/// [`AppError::NotFound`] for whoever writes no questionnaires, for an unknown version, and for the
/// baseline, which no write reaches.
pub(super) async fn change(
    visitor: Visitor,
    At((key, version)): At<(String, u16)>,
    Sent(typed): Sent,
) -> PageResult {
    only_for(&visitor, Action::ManageQuestionnaires)?;
    let it = visitor.read().questionnaire(&key, version).await?;
    let id: QuestionnaireId = it.row.id.ok_or(AppError::NotFound)?;
    let (store, actor) = (visitor.store(), &visitor.actor);
    let here = |done: &str| format!("{PATH}/{key}/{version}?done={done}");
    let done = match typed.get("do") {
        "next" => {
            let draft = store.begin_next_version(actor, id).await;
            draft.map(|draft| format!("{DRAFTS}/{draft}?done=begun"))
        }
        "retire" => store.retire_questionnaire(actor, id).await.map(|()| here("retired")),
        "reinstate" => store.reinstate_questionnaire(actor, id).await.map(|()| here("reinstated")),
        _ => return Err(AppError::NotFound.into()),
    };
    match done {
        Ok(to) => Ok(Redirect::to(&to).into_response()),
        Err(error) => {
            let typed = typed.wrong(Failure::from(error).into_invalid()?);
            Ok((StatusCode::CONFLICT, answer(&visitor, &it, &typed, None)).into_response())
        }
    }
}

/// `GET /questionnaires/{key}/{version}/{form}`: the version as a file.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such version or form.
pub(super) async fn file(
    visitor: Visitor,
    At((key, version, form)): At<(String, u16, String)>,
) -> PageResult {
    let form: FileForm = form.parse().map_err(|_| AppError::NotFound)?;
    let it = visitor.read().questionnaire(&key, version).await?;
    let kind = match form {
        FileForm::Toml => "application/toml",
        FileForm::Json => "application/json",
    };
    let name = format!("attachment; filename=\"{key}-{version}.{form}\"");
    let head = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((head, export(&it.questionnaire, form)?).into_response())
}

fn answer(
    visitor: &Visitor,
    it: &PublishedQuestionnaire,
    typed: &Typed,
    flash: Option<&str>,
) -> Response {
    let title = it.row.title.clone();
    let frame = visitor
        .frame(title.clone(), NavKey::Questionnaires)
        .crumb("Questionnaires", Some(PATH.to_owned()))
        .crumb(format!("{title}, version {}", it.row.version), None)
        .flash(flash);
    let may = visitor.actor.allows(Action::ManageQuestionnaires);
    visitor.page(&frame, || draw(it, typed, may))
}

fn draw(it: &PublishedQuestionnaire, typed: &Typed, may: bool) -> AnyView {
    let row = &it.row;
    let here = format!("{PATH}/{}/{}", row.key, row.version);
    let lede = match (&row.published_by, row.published_at) {
        (Some(by), Some(at)) => {
            format!("Version {}, published by {by} on {}.", row.version, text::day(at.day()))
        }
        _ => format!("Version {}, built in: it comes with the program.", row.version),
    };
    let retired = row.retired_at.map(|at| {
        let words = format!("Retired on {}: nobody is asked it any more.", text::day(at.day()));
        Notice::new(Tone::Neutral, words).view()
    });
    let files = FileForm::ALL.iter().map(|form| {
        let label = format!("Download as {}", form.label());
        Button::link(format!("{here}/{form}"), form.label()).icon("download").label(label)
    });
    let files = files.map(Button::view).collect_view();
    let changes = (may && row.id.is_some()).then(|| changes(it, &here));
    let sealed = it.sha256.clone().map(|sha256| {
        let facts = Facts::new().text("Key", row.key.clone()).row("SHA-256", full_hash(sha256));
        Panel::new("As it was published").body(facts).view()
    });
    let actions = view! { {changes}{files} };
    view! {
        {PageHead::new(row.title.clone()).lede(lede).actions(actions)}
        {error_summary(typed)}
        {retired}
        {whole(&it.questionnaire)}
        {sealed}
    }
    .into_any()
}

fn changes(it: &PublishedQuestionnaire, here: &str) -> AnyView {
    let next = Button::submit("Next version").icon("pencil");
    let next = post_button(here, [("do", "next".to_owned())], next);
    let (does, button) = match it.row.retired_at {
        Some(_) => ("reinstate", Button::submit("Ask it again")),
        None => ("retire", Button::submit("Retire").icon("archive")),
    };
    view! { {next}{post_button(here, [("do", does.to_owned())], button)} }.into_any()
}
