//! The page as a whole: its frame, its grid, its bar.

use axum::response::Response;
use leptos::prelude::*;

use super::desk::{Desk, Mode};
use super::{choice, decision, head, question, score};
use crate::context::Visitor;
use crate::rooms::assessments::islands::{Workspace, sums};
use crate::shell::{Layout, NavKey};
use crate::ui::form::error_summary;
use crate::ui::icon::Icon;
use crate::ui::{Button, icon_sm};

/// The page.
pub fn page(visitor: &Visitor, desk: &Desk, done: Option<&'static str>) -> Response {
    let assessment = &desk.workspace.live.assessment;
    let title = head::title(desk);
    let frame = visitor
        .frame(format!("Assessment, {}", assessment.unit_name), NavKey::Assessments)
        .crumb("Assessments", Some("/assessments".to_owned()))
        .crumb(title, None)
        .laid_out(Layout::Work)
        .flash(done)
        .sealed(desk.seal.clone())
        .with_islands();
    visitor.page(&frame, || content(desk))
}

fn content(desk: &Desk) -> AnyView {
    let island = view! { <Workspace /> };
    let questionnaire = desk.workspace.live.assessment.questionnaire.clone();
    let state = desk.workspace.live.assessment.state.key();
    let questions = questions(desk);
    // After the fields, which tell it what they are called.
    let summary = error_summary(&desk.typed);
    let inside = view! {
        {head::head(desk)}
        {summary}
        {head::notices(desk)}
        <div class="work__grid">{index(desk)}{questions}{score::panel(desk)}</div>
    }
    .into_any();
    if desk.mode != Mode::Edit {
        let decisions = decision::dialogs(desk);
        return view! {
            <div
                class="work"
                id="work"
                data-address=desk.address()
                data-questionnaire=questionnaire
                data-mark=desk.mark()
                data-state=state
            >
                {inside}
            </div>
            {decisions}
            {island}
        }
        .into_any();
    }
    view! {
        <form
            class="work"
            id="work"
            method="post"
            action=desk.address()
            enctype="multipart/form-data"
            novalidate=true
            data-edits=""
            data-address=desk.address()
            data-questionnaire=questionnaire
            data-mark=desk.mark()
            data-state=state
        >
            {default_button()}
            {inside}
            {bar(desk)}
            {decision::submit_dialog(desk)}
        </form>
        {choice::template()}
        {island}
    }
    .into_any()
}

/// Enter in a field presses a form's first button: it must be the one that saves.
fn default_button() -> AnyView {
    view! {
        <button class="sr" id="save-first" name="do" value="save" tabindex="-1" aria-hidden="true">
            "Save draft"
        </button>
    }
    .into_any()
}

fn index(desk: &Desk) -> AnyView {
    let contradicted = desk.contradicted();
    let items = desk.questions().iter().map(|question| {
        let no = question.no;
        let answer = desk.answer(no);
        let (glyph, class, label) = sums::mark(answer, contradicted.has(no));
        let class = class.strip_prefix("icon icon--sm").unwrap_or_default().trim_start();
        let mark = Icon::new(glyph).sm().class(class).label(label).view();
        view! {
            <li>
                <a href=format!("#q{no}") data-index=no.to_string()>
                    <span class="work__no">{no.to_string()}</span>
                    <span class="work__name">{question.label.clone()}</span>
                    {mark}
                </a>
            </li>
        }
    });
    let items = items.collect_view();
    let fresh = (desk.mode != Mode::Edit).then_some("");
    view! {
        <nav class="work__index" aria-label="Questions" id="index" data-fresh=fresh>
            <h2 class="h-minor">"Questions"</h2>
            <ol>{items}</ol>
        </nav>
    }
    .into_any()
}

fn questions(desk: &Desk) -> AnyView {
    let all = desk.questions().iter().map(|one| question::question(desk, one)).collect_view();
    view! { <div class="work__list">{all}</div> }.into_any()
}

/// What is left to do, what is saved, and the two buttons that everything leads to.
fn bar(desk: &Desk) -> AnyView {
    let sheet = &desk.workspace.live.sheet;
    let (count, what, flags) = sums::left(sheet, desk.disagreements());
    let pips = sheet.lines().iter().map(|line| {
        let class = sums::pip(line.answer, line.support);
        view! { <i class=class></i> }
    });
    let pips = pips.collect_view();
    // Only scripts know what is answered by now, so only they say that it can't be submitted yet.
    let submit = desk.may.submit.then(|| {
        view! {
            <button
                class="btn btn--primary"
                type="button"
                id="submit"
                popovertarget="submit-dialog"
                aria-describedby="submit-why"
            >
                "Submit"
            </button>
        }
    });
    view! {
        <div class="submitbar">
            {head::news(desk)}
            <div class="offline" id="offline" hidden=true>
                {icon_sm("wifi-off")}
                <span>
                    <span id="offline-text"></span>
                    <span id="offline-signin" hidden=true>
                        " "
                        <a class="link" href="/signin" target="_blank" rel="noopener">
                            "Sign in in a new tab"
                        </a>
                    </span>
                </span>
            </div>
            <div class="submitbar__in">
                <span class="pips hide-narrow" id="pips" aria-hidden="true">{pips}</span>
                <span>
                    <b class="num" id="left-count">{count}</b>
                    <span id="left-what">{what}</span>
                    <span class="hide-narrow" id="left-flags">{flags}</span>
                </span>
                {saved(desk)}
                <div class="actions push">
                    {Button::submit("Save draft").value("do", "save")}
                    {submit}
                </div>
                <span class="sr" id="submit-why"></span>
            </div>
        </div>
    }
    .into_any()
}

fn saved(desk: &Desk) -> AnyView {
    let last = desk.workspace.live.answers.iter().map(|answer| answer.answered_at).max();
    let text = last.map_or_else(
        || "Nothing answered yet".to_owned(),
        |at| format!("Saved {}", domain::text::moment(at)),
    );
    view! {
        <span class="muted saved hide-narrow" id="saved" role="status">
            {icon_sm("cloud-check")}
            <span>{text}</span>
        </span>
    }
    .into_any()
}
