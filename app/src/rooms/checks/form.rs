//! The form of a check: every question with what helps to answer it and what was said last time.

use domain::Answer;
use domain::checks::{CheckedQuestion, FrozenCheck, NOTE_MAX};
use domain::questionnaires::{Citation, Question};
use domain::text::{count, day};
use leptos::prelude::*;

use super::sought::Sought;
use super::{NEW, named, questionnaire};
use crate::ui::badge::answer_badge;
use crate::ui::disclosure::disclosure;
use crate::ui::form::YesNo;
use crate::ui::timeline::quote;
use crate::ui::{Button, Field, Form, Notice, PageHead, Tone, Typed, icon_sm};

/// What is sent for a question that is left open.
pub(super) const OPEN: &str = YesNo::OPEN;

/// The field of an answer.
pub(super) fn answer_name(question: &str) -> String {
    format!("answers.{question}")
}

/// The field of the note beside it.
pub(super) fn note_name(question: &str) -> String {
    format!("notes.{question}")
}

/// The page's content.
pub(super) fn content(sought: &Sought, typed: &Typed) -> AnyView {
    let asked = &sought.published.questionnaire;
    let version = view! {
        <a class="link" href=questionnaire(&asked.key, asked.version)>
            {format!("Version {}", asked.version)}
        </a>
    };
    let unit = format!("/units/{}", sought.unit);
    let meta = view! {
        <span>{format!("About {}", sought.name)}</span>
        <span>{version}</span>
        <a class="link" href=unit>{sought.unit_name.clone()}</a>
        <span>"Lower is better"</span>
    };
    let head = PageHead::new(asked.title.clone()).meta(meta);
    // Lines within a paragraph end where its file's do, and not where the page's should.
    let paragraphs = asked.introduction.split("\n\n").map(|lines| lines.replace('\n', " "));
    let lede = (!asked.introduction.is_empty()).then(|| {
        let text = paragraphs.collect::<Vec<_>>().join("\n");
        view! { <span class="lines">{text}</span> }
    });
    let head = match lede {
        Some(lede) => head.lede(lede),
        None => head,
    };
    let closed = sought.closed.clone().map(|why| {
        Notice::new(Tone::Neutral, "No check is taken.").icon("archive").head(why).view()
    });
    view! { {head}{closed}{form(sought, typed)} }.into_any()
}

fn form(sought: &Sought, typed: &Typed) -> AnyView {
    let asked = &sought.published.questionnaire;
    let questions = (1..).zip(&asked.questions);
    let questions = questions.map(|(no, it)| question(no, it, sought, typed)).collect_view();
    let (name, id) = named(sought.of);
    let form = Form::post(NEW)
        .hidden("questionnaire", asked.code())
        .hidden(name, id)
        .summary(typed)
        .body(view! { <div class="work__list">{questions}</div> });
    if sought.closed.is_some() {
        return form.view();
    }
    let kept = "What you submit is kept as it stands. Whoever looks again makes another check.";
    form.body(view! { <p class="small muted">{kept}</p> })
        .actions(Button::submit("Submit check").primary())
        .view()
}

fn question(no: usize, question: &Question, sought: &Sought, typed: &Typed) -> AnyView {
    let title = format!("q{no}-title");
    let labelled = title.clone();
    let answer = YesNo::new(answer_name(&question.key), format!("Answer: {}", question.title));
    let costs = format!("A no costs {}.", count(question.weight.0, "point", "points"));
    let guidance = (!question.guidance.is_empty())
        .then(|| view! { <p class="small soft lines">{question.guidance.clone()}</p> });
    let note = Field::textarea(note_name(&question.key), format!("Note on {}", question.title));
    let wrong = typed.error(&answer_name(&question.key)).map(|text| {
        let text = text.to_owned();
        view! { <p class="error">{icon_sm("circle-alert")}<span>{text}</span></p> }
    });
    view! {
        <section class="q" id=format!("q{no}") aria-labelledby=labelled>
            <div class="q__row">
                <span class="q__no" aria-hidden="true">{no.to_string()}</span>
                <div class="q__text">
                    <h2 id=title>{question.title.clone()}</h2>
                    <p>{question.text.clone()}</p>
                </div>
                <div class="q__ans">{answer.or_open().view(typed)}{wrong}</div>
            </div>
            <div class="q__frozen stack stack--3">
                {sought.last.as_ref().and_then(|last| last_time(last, question))}
                {guidance}
                {references(question)}
                <p class="small muted">{costs}</p>
                {note.optional().rows(2).max(NOTE_MAX).view(typed)}
            </div>
        </section>
    }
    .into_any()
}

/// What was said to the question last time: to be confirmed, never copied.
fn last_time(last: &FrozenCheck, question: &Question) -> Option<AnyView> {
    let said = last.questions.iter().find(|it| it.key == question.key)?;
    let by = format!("{}, {}.", last.submitted_by.name, day(last.submitted_at.day()));
    let worded = reworded(last, said, question);
    let note = (!said.note.is_empty()).then(|| quote(said.note.clone()));
    let text = view! { {by}{worded}{note} };
    let answer = said.answer.map_or("not answered", Answer::key);
    let notice = Notice::new(Tone::Neutral, text).icon("history");
    Some(notice.head(format!("Last time: {answer}.")).view())
}

/// That the question was another one then.
fn reworded(last: &FrozenCheck, said: &CheckedQuestion, now: &Question) -> Option<String> {
    let changed = said.text != now.text;
    changed.then(|| format!(" Version {} asked: “{}”", last.questionnaire_version, said.text))
}

fn references(question: &Question) -> Option<AnyView> {
    if question.references.is_empty() {
        return None;
    }
    let cited = question.references.iter().map(cited).collect_view();
    let list = view! {
        <ul class="ticks">{cited}</ul>
        <p class="small muted">"On the same subject. A yes does not satisfy them."</p>
    };
    Some(disclosure("Framework references", false, list))
}

fn cited(citation: &Citation) -> AnyView {
    let Citation { framework, id, .. } = citation;
    let title = citation.reference().map(|it| format!(": {}", it.title));
    view! { <li><span>{format!("{framework} {id}")}{title}</span></li> }.into_any()
}

/// An answer as it is kept.
pub(super) fn answered(question: &CheckedQuestion) -> AnyView {
    answer_badge(question.answer.map(|it| it == Answer::Yes))
}
