//! Two answers to one question: the person's own and the one that somebody else saved meanwhile,
//! side by side, with a choice. Nothing of either is lost.

use domain::{Answer, QuestionNo};
use leptos::prelude::*;
use store::CurrentAnswer;

use super::desk::Desk;
use crate::ui::icon;

/// One of the two.
#[derive(Default)]
struct Side {
    title: String,
    answer: String,
    note: String,
}

impl Side {
    fn new(title: String, answer: Option<Answer>, note: &str) -> Self {
        let answer = answer.map_or("Not answered", Answer::label).to_owned();
        let note = if note.is_empty() { "No note" } else { note }.to_owned();
        Self { title, answer, note }
    }
}

/// The choice for a question, if there is one to make.
pub fn choose(desk: &Desk, no: QuestionNo) -> Option<AnyView> {
    let theirs = desk.stale.iter().find(|theirs| theirs.question == no)?;
    let my_note = desk.typed.get(&format!("note-{no}")).trim();
    let mine = Side::new("Yours".to_owned(), desk.answer(no), my_note);
    let other = Side::new(said(theirs), theirs.answer, &theirs.note);
    Some(choice(&no.to_string(), theirs.version, mine, other))
}

/// The same without content, for the browser to fill in.
pub fn template() -> AnyView {
    let mine = Side { title: "Yours".to_owned(), ..Side::default() };
    view! { <template id="choice">{choice("0", 0, mine, Side::default())}</template> }.into_any()
}

/// Whose the other answer is: "Ivy Chen’s, saved 23 Nov 2026, 14:02 UTC".
pub fn said(theirs: &CurrentAnswer) -> String {
    format!("{}’s, saved {}", theirs.answered_by_name, domain::text::moment(theirs.answered_at))
}

fn choice(no: &str, version: u32, mine: Side, theirs: Side) -> AnyView {
    view! {
        <fieldset class="versus" id=format!("choose-{no}") tabindex="-1">
            <legend class="sr">{format!("Which answer to question {no} stands?")}</legend>
            <div class="notice notice--high">
                {icon("octagon-x")}
                <div>
                    <b>"Not saved."</b>
                    " Somebody else saved another answer while you wrote. Choose which one stands."
                </div>
            </div>
            <input type="hidden" name=format!("theirs-{no}") value=version.to_string() />
            {side(no, "mine", "Keep mine", mine)}
            {side(no, "theirs", "Take theirs", theirs)}
        </fieldset>
    }
    .into_any()
}

fn side(no: &str, key: &'static str, label: &'static str, side: Side) -> AnyView {
    let fill = |what: &str| format!("{key}-{what}");
    view! {
        <label class="check choice">
            <input class="box" type="radio" name=format!("keep-{no}") value=key />
            <span>
                {label}
                <small>
                    <b data-fill=fill("title")>{side.title}</b>": "
                    <span data-fill=fill("answer")>{side.answer}</span>
                </small>
                <small class="lines" data-fill=fill("note")>{side.note}</small>
            </span>
        </label>
    }
    .into_any()
}
