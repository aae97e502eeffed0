//! All questionnaires: published ones, drafts for administrators, and the ways to begin one.

use axum::response::{IntoResponse as _, Redirect, Response};
use domain::questionnaires::{
    Form as FileForm, Imported, Origin, Questionnaire, Subject, import, key_of, shipped,
};
use domain::{Action, AppError, Invalid, text};
use leptos::prelude::*;
use store::{QuestionnaireDraftRow, QuestionnaireRow};

use super::{DRAFTS, PATH};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, Sent};
use crate::rooms::org::only_for;
use crate::shell::NavKey;
use crate::ui::badge::tag;
use crate::ui::disclosure::disclosure_button;
use crate::ui::{
    Button, Col, Field, Form, PageHead, Panel, Table, Tone, Typed, badge, post_button,
};

struct Page {
    published: Vec<QuestionnaireRow>,
    /// None for whoever writes no questionnaires.
    drafts: Option<Vec<QuestionnaireDraftRow>>,
    typed: Typed,
}

/// `GET /questionnaires`
///
/// # Errors
/// When the database fails.
pub(super) async fn show(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let flash = match asked.get("done") {
        "deleted" => Some("The draft is deleted"),
        _ => None,
    };
    let page = load(&visitor, Typed::default()).await?;
    Ok(answer(&visitor, &page, flash))
}

/// `POST /questionnaires`: begins a draft. The field `do` says from what.
///
/// # Errors
/// [`AppError::NotFound`] for whoever writes no questionnaires, and for one that doesn't come along.
pub(super) async fn begin(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    only_for(&visitor, Action::ManageQuestionnaires)?;
    let begun = match typed.get("do") {
        "blank" => blank(&typed).map(|it| (it, Origin::Blank)),
        "import" => imported(&typed).map(|it| (it, Origin::File)),
        "shipped" => {
            let found = shipped().iter().find(|it| it.file == typed.get("file"));
            let found = found.ok_or(AppError::NotFound)?;
            Ok((found.questionnaire(), Origin::Shipped))
        }
        _ => return Err(AppError::NotFound.into()),
    };
    let done = match begun {
        Ok((questionnaire, origin)) => {
            let begun =
                visitor.store().begin_questionnaire(&visitor.actor, &questionnaire, origin).await;
            begun.map_err(Failure::from)
        }
        Err(error) => Err(error.into()),
    };
    match done {
        Ok(id) => Ok(Redirect::to(&format!("{DRAFTS}/{id}?done=begun")).into_response()),
        Err(failure) => {
            let (typed, status) = failure.into_form(typed)?;
            let page = load(&visitor, typed).await?;
            Ok((status, answer(&visitor, &page, None)).into_response())
        }
    }
}

fn blank(typed: &Typed) -> Result<Questionnaire, AppError> {
    let title = typed.get("title").trim();
    let key = match typed.get("key").trim() {
        "" => key_of(title),
        key => key.to_owned(),
    };
    let subject: Subject = typed
        .get("subject")
        .parse()
        .map_err(|_| AppError::field("subject", "Choose what it is asked about."))?;
    Ok(Questionnaire::blank(&key, title, subject))
}

/// The questionnaire of a file; each fault is a line of its own beside the file.
fn imported(typed: &Typed) -> Result<Questionnaire, AppError> {
    let form: FileForm =
        typed.get("form").parse().map_err(|_| AppError::field("form", "Choose TOML or JSON."))?;
    match import(typed.get("text").as_bytes(), form) {
        Ok(Imported { questionnaire, .. }) => Ok(questionnaire),
        Err(faults) => {
            let mut invalid = Invalid::new();
            let said: Vec<String> =
                faults.iter().map(|fault| capital(&fault.to_string())).collect();
            invalid.add("text", said.join(" "));
            Err(AppError::Invalid(invalid))
        }
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

async fn load(visitor: &Visitor, typed: Typed) -> PageResult<Page> {
    let published = visitor.read().questionnaires().await?;
    let drafts = match visitor.actor.allows(Action::ManageQuestionnaires) {
        true => Some(visitor.read().questionnaire_drafts().await?),
        false => None,
    };
    Ok(Page { published, drafts, typed })
}

fn answer(visitor: &Visitor, page: &Page, flash: Option<&str>) -> Response {
    let frame = visitor
        .frame("Questionnaires", NavKey::Questionnaires)
        .crumb("Questionnaires", None)
        .flash(flash);
    visitor.page(&frame, || draw(page))
}

fn draw(page: &Page) -> AnyView {
    let lede = "Rounds ask the built-in baseline, which nobody changes. What else is asked of a unit or a \
                model has questions, weights and bands of its own; once published, a version stays as it is.";
    let drafts = page.drafts.as_ref().map(|drafts| {
        view! { {begin_forms(page)}{(!drafts.is_empty()).then(|| drafts_panel(drafts))} }
    });
    view! {
        {PageHead::new("Questionnaires").lede(lede)}
        {drafts}
        {published(&page.published)}
    }
    .into_any()
}

fn begin_forms(page: &Page) -> AnyView {
    let typed = &page.typed;
    let came_back = |what: &str| !typed.errors.0.is_empty() && typed.get("do") == what;
    let of = |what: &str| if came_back(what) { typed.clone() } else { Typed::default() };
    let (blank, import) = (of("blank"), of("import"));
    let subjects = Subject::ALL.iter().map(|it| (it.key(), it.label()));
    let key = Field::text("key", "Key").max(60).mono().optional();
    let key = key.hint(
        "Small letters, digits and hyphens; the same in every version. Left empty, it is \
                        made of the title.",
    );
    let blank_form = Form::post(PATH)
        .hidden("do", "blank")
        .summary(&blank)
        .body(Field::text("title", "Title").max(120).view(&blank))
        .body(Field::select("subject", "Asked about a", subjects).prefix("blank").view(&blank))
        .body(key.view(&blank))
        .actions(Button::submit("Begin"));
    let forms = FileForm::ALL.iter().map(|it| (it.key(), it.label()));
    let text = Field::textarea("text", "The file’s text").rows(12).mono();
    let import_form = Form::post(PATH)
        .hidden("do", "import")
        .summary(&import)
        .body(Field::radios("form", "Written as", forms).view(&import))
        .body(text.hint("As another installation exported it. It becomes a draft.").view(&import))
        .actions(Button::submit("Import"));
    let shipped = shipped().iter().map(|it| {
        let questionnaire = it.questionnaire();
        let label = format!("Begin a draft of {}", questionnaire.title);
        let button = Button::submit(questionnaire.title).icon("list-plus").label(label);
        post_button(PATH, [("do", "shipped".to_owned()), ("file", it.file.to_owned())], button)
    });
    view! {
        <div class="row row--wrap">
            {disclosure_button("plus", "New …", came_back("blank"), blank_form)}
            {disclosure_button("upload", "Import …", came_back("import"), import_form)}
            {shipped.collect_view()}
        </div>
    }
    .into_any()
}

fn drafts_panel(drafts: &[QuestionnaireDraftRow]) -> AnyView {
    let rows = drafts.iter().map(|it| {
        let saved = format!("{} by {}", text::day(it.edited_at.day()), it.edited_by);
        view! {
            <tr>
                <th scope="row"><a href=format!("{DRAFTS}/{}", it.id)>{it.title.clone()}</a></th>
                <td class="is-num">{it.version}</td>
                <td class="p2">{it.subject.label()}</td>
                <td class="is-num p2">{it.questions}</td>
                <td class="p3">{saved}</td>
            </tr>
        }
    });
    let cols = [
        Col::new("Draft"),
        Col::new("Version").num(),
        Col::new("About").p2(),
        Col::new("Questions").num().p2(),
        Col::new("Saved last").p3(),
    ];
    let table = Table::new("Drafts").cols(cols).rows(rows.collect_view());
    Panel::new("Drafts").flush(table).view()
}

fn published(rows: &[QuestionnaireRow]) -> AnyView {
    let rows = rows.iter().map(|it| {
        let state = match (it.id, it.retired_at) {
            (None, _) => tag("Built in"),
            (_, Some(_)) => badge(Tone::Neutral, "archive", "Retired"),
            (_, None) => badge(Tone::True, "circle-check", "In use"),
        };
        let since = match (&it.published_by, it.published_at) {
            (Some(by), Some(at)) => format!("{} by {by}", text::day(at.day())),
            _ => "With the program".to_owned(),
        };
        let href = format!("{PATH}/{}/{}", it.key, it.version);
        view! {
            <tr>
                <th scope="row"><a href=href>{it.title.clone()}</a></th>
                <td class="is-num">{it.version}</td>
                <td>{state}</td>
                <td class="p2">{it.subject.label()}</td>
                <td class="is-num p2">{it.questions}</td>
                <td class="p3">{since}</td>
            </tr>
        }
    });
    let cols = [
        Col::new("Questionnaire"),
        Col::new("Version").num(),
        Col::new("State"),
        Col::new("About").p2(),
        Col::new("Questions").num().p2(),
        Col::new("Published").p3(),
    ];
    let table = Table::new("Published questionnaires").cols(cols).rows(rows.collect_view());
    Panel::new("Published").flush(table).view()
}
