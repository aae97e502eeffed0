//! Answers of others: shown where nobody writes, held back where somebody does, and put side by side
//! where both have written.

use domain::{Answer, QuestionNo};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlButtonElement, HtmlElement, HtmlTemplateElement};

use super::desk::{Desk, Said, Standing, current, value_of, writes_in};
use super::dom::{all, by_id, by_id_as, first, hidden, later, radio, set_text, textarea};
use super::saving::hint;
use super::wire::AnswerNow;

impl Desk {
    /// Somebody else saved an answer.
    pub fn theirs(&self, theirs: AnswerNow) {
        let no = theirs.question;
        let known = self.entry(no, |entry| entry.seen >= theirs.version).unwrap_or(true);
        if known {
            return;
        }
        let is_still = self.entry(no, |entry| entry.standing == Standing::Clean) == Some(true);
        if is_still && !writes_in(no) {
            self.take(&theirs);
        } else if is_still {
            // Nothing may change under somebody's hands.
            self.entry(no, |entry| entry.theirs = Some(theirs));
        }
        // What is being sent comes back with theirs beside it.
    }

    /// Shows what was held back, where nobody writes any more.
    pub fn show_waiting(&self) {
        let desk = self.clone();
        // The focus has moved on once the event is over.
        later(
            0,
            Box::new(move || {
                for no in desk.questions() {
                    let is_still =
                        desk.entry(no, |entry| entry.standing == Standing::Clean) == Some(true);
                    if !is_still || writes_in(no) {
                        continue;
                    }
                    if let Some(Some(theirs)) = desk.entry(no, |entry| entry.theirs.take()) {
                        desk.take(&theirs);
                    }
                }
            }),
        );
    }

    /// Puts somebody else's answer into the fields.
    fn take(&self, theirs: &AnswerNow) {
        let no = theirs.question;
        for answer in Answer::ALL {
            if let Some(radio) = radio(&format!("answer-{no}"), answer.key()) {
                radio.set_checked(theirs.answer == Some(*answer));
            }
        }
        if let Some(area) = textarea(&format!("note-{no}")) {
            area.set_value(&theirs.note);
        }
        hint(theirs);
        self.settle(no, (theirs.answer, theirs.note.clone()), theirs.version);
        self.0.sheet.borrow_mut().answer(no, theirs.answer);
        self.0.saved_at.replace(format!("{} by {}", theirs.time, theirs.by));
        self.paint();
    }

    /// Puts both answers side by side.
    pub fn tear(&self, no: QuestionNo, theirs: AnswerNow) {
        draw(no, &theirs);
        self.entry(no, |entry| {
            entry.standing = Standing::Torn;
            entry.theirs = Some(theirs);
        });
        self.paint();
    }

    /// Somebody chose between the two.
    pub fn chosen(&self, no: QuestionNo, event: &Event) {
        let Some(theirs) = self.entry(no, |entry| entry.theirs.take()).flatten() else {
            // The server drew the choice, and carries it out.
            if let Some(button) = by_id_as::<HtmlButtonElement>("save-first") {
                button.click();
            }
            return;
        };
        if let Some(choice) = by_id(&format!("choose-{no}")) {
            choice.remove();
        }
        if value_of(event).as_deref() == Some("theirs") {
            self.take(&theirs);
        } else {
            self.entry(no, |entry| {
                entry.seen = theirs.version;
                entry.standing = Standing::Changed;
            });
            self.send(no);
        }
        if let Some(field) = radio(&format!("answer-{no}"), "yes") {
            let _ = field.focus();
        }
    }
}

/// Fills the page's template and puts it below the question.
fn draw(no: QuestionNo, theirs: &AnswerNow) -> Option<()> {
    if let Some(old) = by_id(&format!("choose-{no}")) {
        old.remove();
    }
    let template: HtmlTemplateElement = by_id_as("choice")?;
    let copy = template.content().first_element_child()?.clone_node_with_deep(true).ok()?;
    let copy: HtmlElement = copy.dyn_into().ok()?;
    copy.set_id(&format!("choose-{no}"));
    for field in all(&copy, "[name]") {
        let name = field.get_attribute("name")?;
        let _ = field.set_attribute("name", &name.replace("-0", &format!("-{no}")));
    }
    set_text(first(&copy, "legend"), &format!("Which answer to question {no} stands?"));
    let (mine, my_note) = current(no);
    fill_side(&copy, "mine", mine, &my_note);
    fill(&copy, "theirs-title", &format!("{}’s, saved {}", theirs.by, theirs.at));
    fill_side(&copy, "theirs", theirs.answer, &theirs.note);
    // Beside what the person is doing: below the note that they write, else below the question.
    let place = if writes_in(no) {
        textarea(&format!("note-{no}"))?.parent_element()?
    } else {
        first(&by_id(&format!("q{no}"))?, ".q__row")?
    };
    place.after_with_node_1(&copy).ok()?;
    if let Some(field) = hidden(&format!("theirs-{no}")) {
        field.set_value(&theirs.version.to_string());
    }
    Some(())
}

/// Brings the person's own side up to date: what they write on is what would be stored.
pub fn show_mine(no: QuestionNo, (answer, note): &Said) {
    if let Some(choice) = by_id(&format!("choose-{no}")) {
        fill_side(&choice, "mine", *answer, note);
    }
}

fn fill_side(choice: &Element, side: &str, answer: Option<Answer>, note: &str) {
    let answer = answer.map_or("Not answered", Answer::label);
    fill(choice, &format!("{side}-answer"), answer);
    fill(choice, &format!("{side}-note"), if note.is_empty() { "No note" } else { note });
}

fn fill(choice: &Element, what: &str, text: &str) {
    set_text(first(choice, &format!("[data-fill=\"{what}\"]")), text);
}
