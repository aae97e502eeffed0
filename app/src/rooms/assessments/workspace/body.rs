//! What unfolds below a question: what a yes means, last time, the note, evidence, passing it on.

use domain::assessment::NOTE_MAX;
use domain::questionnaire::Question;
use domain::text::moment;
use domain::{Answer, QuestionNo};
use leptos::prelude::*;
use store::CurrentAnswer;

use super::desk::{Desk, Mode};
use crate::rooms::assessments::islands::sums;
use crate::ui::disclosure::{disclosure, disclosure_button};
use crate::ui::timeline::quote;
use crate::ui::{Button, Field, Notice, Tone};

/// The most sentences of contradictions that are shown one by one.
const MOST_CLASHES: usize = 5;

pub fn body(desk: &Desk, question: &Question) -> AnyView {
    view! {
        <div class="q__main">
            {contradiction(desk, question.no)}
            {accepted(desk, question.no)}
            {again(desk, question.no)}
            {guidance(question)}
            {note(desk, question.no)}
            {super::evidence::evidence(desk, question)}
            {pass_on(desk, question)}
        </div>
    }
    .into_any()
}

/// What the register says against a yes. In the form it is shown with a yes only.
fn contradiction(desk: &Desk, no: QuestionNo) -> Option<AnyView> {
    let clashes = desk.clashes(no);
    let applies = desk.mode == Mode::Edit || desk.answer(no) == Some(Answer::Yes);
    if clashes.is_empty() || !applies {
        return None;
    }
    let more = clashes.len().saturating_sub(MOST_CLASHES);
    let shown = clashes.iter().take(MOST_CLASHES).map(|clash| {
        let sentence = clash.sentence.clone();
        view! { <li>{sentence}</li> }
    });
    let shown = shown.collect_view();
    let more = (more > 0).then(|| {
        view! { <li>{format!("And {} more.", domain::text::number(more as u64))}</li> }
    });
    let advice = (desk.mode == Mode::Edit).then_some(
        "Correct the register, change the answer, or say in the note why it stands. \
         Auditors see the contradiction either way.",
    );
    let notice = Notice::new(Tone::Clash, view! { <ul class="ticks">{shown}{more}</ul>{advice} })
        .head("The inventory disagrees with “yes”.");
    Some(view! { <div class="when--yes">{notice}</div> }.into_any())
}

/// That the risk of a no is accepted: by whom, up to when, and where that was decided.
fn accepted(desk: &Desk, no: QuestionNo) -> Option<AnyView> {
    let it = desk.accepted.iter().find(|it| it.question == no)?;
    let by = it.decided.as_ref().and_then(|said| said.by.clone()).unwrap_or_default();
    let text = format!("By {by}. It changes no score.");
    let head = format!("The risk is accepted until {}.", domain::text::day(it.until));
    let open = Button::link(format!("/tasks/{}", it.task), "Open the task").small();
    Some(Notice::new(Tone::Neutral, text).icon("archive").head(head).actions(open).view())
}

/// Last time's answer, to be confirmed: it is never copied by itself.
fn again(desk: &Desk, no: QuestionNo) -> Option<AnyView> {
    let frozen = &desk.last_time()?.frozen;
    let last = frozen.answers.iter().find(|answer| answer.question == no)?;
    if desk.mode != Mode::Edit || desk.stored(no).is_some() {
        return None;
    }
    let valid = desk.evidence(no).iter().filter(|item| item.valid_until >= desk.today).count();
    let evidence = match (last.answer, valid) {
        (Answer::No, _) => String::new(),
        (Answer::Yes, 0) => " No evidence of it is still valid.".to_owned(),
        (Answer::Yes, n) => {
            format!(" {} of evidence still valid, below.", domain::text::count(n, "item", "items"))
        }
    };
    let said = format!("{} by {}.{evidence}", last.answer.label(), last.answered_by.name);
    let note = (!last.note.is_empty()).then(|| quote(last.note.clone()));
    let go = Button::submit("Answer the same").small().value("do", format!("again-{no}"));
    let notice = Notice::new(Tone::Neutral, view! { {said}{note} })
        .icon("history")
        .head(format!("{}:", frozen.name))
        .actions(go.label(format!("Answer the same to question {no} as in {}", frozen.name)));
    // Once there is an answer, there is nothing left to confirm.
    Some(view! { <div class="when--none">{notice}</div> }.into_any())
}

fn guidance(question: &Question) -> AnyView {
    let good = ticks(&question.good);
    let proof = ticks(&question.evidence_examples);
    let steps = ticks(&question.steps);
    let effort = format!("{}: {}.", question.effort.label(), question.effort.summary());
    let steps =
        view! { <div class="stack stack--2"><p class="small muted">{effort}</p>{steps}</div> };
    view! {
        <div class="stack stack--2">
            <h3>"What “yes” means"</h3>
            {good}
            {disclosure("What could prove it", false, proof)}
            {disclosure("How to get there", false, steps)}
        </div>
    }
    .into_any()
}

fn ticks(lines: &[String]) -> AnyView {
    let lines = lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    view! { <ul class="ticks">{lines}</ul> }.into_any()
}

fn note(desk: &Desk, no: QuestionNo) -> AnyView {
    let said = desk.stored(no).map(said).unwrap_or_default();
    match desk.mode {
        Mode::Read => {
            let text = desk.typed.get(&format!("note-{no}")).to_owned();
            let text = if text.is_empty() {
                view! { <p class="muted">"None"</p> }.into_any()
            } else {
                quote(text)
            };
            let fresh = super::question::fresh(desk);
            view! {
                <div class="stack stack--1" id=format!("said-{no}") data-fresh=fresh>
                    <h3>"Note"</h3>
                    {text}
                    <p class="hint">{said}</p>
                </div>
            }
            .into_any()
        }
        Mode::Locked => Field::textarea(format!("note-{no}"), "Note for the reviewer")
            .rows(3)
            .readonly()
            .hint(format!("{said} Locked, because it was submitted."))
            .view(&desk.typed),
        Mode::Edit => {
            let hint = if said.is_empty() { "Kept with the answer.".to_owned() } else { said };
            Field::textarea(format!("note-{no}"), "Note for the reviewer")
                .optional()
                .rows(3)
                .max(NOTE_MAX)
                .hint(hint)
                .view(&desk.typed)
        }
    }
}

fn said(stored: &CurrentAnswer) -> String {
    sums::said(stored.answer, &stored.answered_by_name, &moment(stored.answered_at))
}

/// Passing the question on to a colleague, or taking it back.
fn pass_on(desk: &Desk, question: &Question) -> Option<AnyView> {
    if desk.mode != Mode::Edit || desk.people.len() < 2 {
        return None;
    }
    let no = question.no;
    let name = format!("delegate-{no}");
    let is_wrong = desk.typed.error(&name).is_some();
    let people = desk.people.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let field = Field::select(name.clone(), "Colleague", people)
        .placeholder("Nobody in particular")
        .small()
        .hint("Their overview tells them. Anyone who may answer still can.")
        .view(&desk.typed);
    let go =
        Button::submit("Pass on").small().value("do", name).label(format!("Pass on question {no}"));
    let form = view! { <div class="stack stack--2">{field}<div class="actions">{go}</div></div> };
    Some(disclosure_button("user-plus", "Pass on to a colleague", is_wrong, form))
}
