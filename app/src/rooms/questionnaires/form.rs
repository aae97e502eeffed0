//! The form of a draft: what it says as a whole, and each of its questions.

use domain::Band;
use domain::questionnaires::{Part, Place, QUESTIONS_MAX, Subject};
use leptos::prelude::*;

use super::fields::{COUNT, Sheet, name, place_of, removal_of};
use crate::ui::{Button, Field, Form, Panel, Typed};

/// What comes after it is saved, so that nothing that was typed is left behind.
pub(super) const THEN: &str = "then";
pub(super) const PREVIEW: &str = "preview";
pub(super) const PUBLISH: &str = "publish";

/// The form, with one blank question after those that there are.
pub(super) fn form(action: String, sheet: &Sheet, edits: u32, typed: &Typed) -> AnyView {
    let room = usize::from(sheet.questions.len() < QUESTIONS_MAX);
    let count = sheet.questions.len() + room;
    let questions = (0..count).map(|at| {
        let title = sheet.questions.get(at).map(|question| question.title.as_str());
        one(at, title, typed)
    });
    let questions = questions.collect_view();
    Form::post(action)
        .hidden("do", "save")
        .hidden("seen", edits.to_string())
        .hidden(COUNT, count.to_string())
        .summary(typed)
        .body(whole(typed))
        .body(questions)
        .actions(view! {
            {Button::submit("Save draft").primary()}
            {Button::submit("Save and preview").value(THEN, PREVIEW).icon("eye")}
            {Button::submit("Save and publish").value(THEN, PUBLISH).icon("check")}
        })
        .view()
}

fn whole(typed: &Typed) -> AnyView {
    let subjects = Subject::ALL.iter().map(|it| (it.key(), it.label()));
    let key = Field::text("key", "Key").max(60).mono();
    let key = key.hint("The same in every version; small letters, digits and hyphens.");
    let introduction = Field::textarea("introduction", "Introduction").rows(4).optional().full();
    let bands = Band::ALL.iter().map(|band| {
        let field = Field::text(Place::Band(*band).to_string(), band.label()).max(12).mono();
        field.hint("From-to, in points; nothing after the hyphen leaves it open above.").view(typed)
    });
    let bands = bands.collect_view();
    // A fault of the bands together has a field to stand beside.
    let together = typed.error("bands").map(|why| {
        view! { <p class="error" id="bands" tabindex="-1">{why.to_owned()}</p> }
    });
    let fields = view! {
        <div class="form-grid">
            {Field::text("title", "Title").max(120).view(typed)}
            {Field::select("subject", "Asked about a", subjects).view(typed)}
            {key.view(typed)}
            {introduction.view(typed)}
            {bands}
        </div>
        {together}
    };
    Panel::new("As a whole").body(fields).view()
}

/// A question, or the blank one at the end.
fn one(at: usize, title: Option<&str>, typed: &Typed) -> AnyView {
    let field = |part, label: &'static str| Field::text(name(at, part), label);
    let area = |part, label: &'static str| Field::textarea(name(at, part), label).full();
    let of = |label: &str| match title {
        Some(_) => format!("{label}, question {}", at + 1),
        None => format!("{label}, new question"),
    };
    let key = field(Part::Key, "Key").max(60).mono().optional();
    let key = key.hint("The same in every version. Left empty, it is made of the title.");
    let references = area(Part::References, "References").rows(3).mono().optional();
    let references = references.hint("One a line: framework | version | id.");
    let place = title.map(|_| Field::number(place_of(at), of("Place")).view(typed));
    let removal = title.map(|title| {
        let words = format!("Remove “{}” when it is saved", title);
        Field::checkbox(removal_of(at), words).view(typed)
    });
    let fields = view! {
        <div class="form-grid">
            {field(Part::Title, "Title").max(80).view(typed)}
            {Field::number(name(at, Part::Weight), "A no costs").affix("points").view(typed)}
            {area(Part::Text, "Question").rows(2).max(500).view(typed)}
            {area(Part::Guidance, "Guidance").rows(3).max(4000).optional().view(typed)}
            {key.view(typed)}
            {references.view(typed)}
            {place}
            {removal}
        </div>
    };
    let heading = match title {
        Some(title) if !title.trim().is_empty() => format!("{}. {title}", at + 1),
        Some(_) => format!("{}. Without a title", at + 1),
        None => "A new question".to_owned(),
    };
    Panel::new(heading).body(fields).view()
}
