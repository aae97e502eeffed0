//! The workspace in the browser: what is saved of each answer, what waits, and who listens to what.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::{Answer, QuestionNo, QuestionSet, Rules, Sheet, Support};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, EventTarget, HtmlElement, HtmlInputElement};

use super::dom::{all, by_id, hidden, on, radio, textarea};
use super::saving::Held;
use super::wire::{AnswerNow, fingerprint};

/// What an answer says.
pub type Said = (Option<Answer>, String);

/// How long somebody may pause before a note is saved, in milliseconds.
const PAUSE: i32 = 900;

/// Where one answer stands between the page and the server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    /// The server has it.
    #[default]
    Clean,
    /// It was changed and is about to be sent.
    Changed,
    /// It is on its way.
    Sending,
    /// It could not be sent, and will be again.
    Waiting,
    /// The server does not take it as it is.
    Refused,
    /// Somebody else saved another one: there is a choice to make.
    Torn,
}

/// One answer.
#[derive(Debug, Default)]
pub struct Entry {
    /// Where it stands.
    pub standing: Standing,
    /// What the server has; none when the page was drawn with something that it hasn't.
    pub saved: Option<Said>,
    /// The version that goes with it.
    pub seen: u32,
    /// The pause after which it is sent.
    pub timer: Option<i32>,
    /// What somebody else saved meanwhile: to choose from, or to be shown once nobody writes there.
    pub theirs: Option<AnswerNow>,
}

/// The workspace; clones share it.
#[derive(Clone)]
pub struct Desk(pub Rc<Shared>);

/// What the clones share.
pub struct Shared {
    /// The assessment's address.
    pub address: String,
    /// Whether the page is a form.
    pub edits: bool,
    /// What this open page calls itself.
    pub tab: String,
    /// The form, or what stands in its place.
    pub work: Element,
    /// The answers and what stands behind them.
    pub sheet: RefCell<Sheet>,
    /// Questions whose yes the register contradicts.
    pub contradicted: Cell<QuestionSet>,
    /// Every answer, by its place.
    pub entries: RefCell<Vec<Entry>>,
    /// When something was last saved, as the server writes it.
    pub saved_at: RefCell<String>,
    /// The question that the person is on.
    pub on: Cell<Option<QuestionNo>>,
    /// How often sending failed in a row.
    pub failures: Cell<u32>,
    /// Why what waits could not be sent.
    pub held: Cell<Held>,
    /// The next try.
    pub retry: Cell<Option<i32>>,
    /// Whether parts of the page are about to be taken anew.
    pub refreshing: Cell<bool>,
    /// Whether the form is being sent as a whole.
    pub leaving: Cell<bool>,
}

impl Desk {
    /// Attaches to the page.
    pub fn start() {
        let Some(work) = by_id("work") else { return };
        let edits = work.has_attribute("data-edits");
        let questionnaire = work.get_attribute("data-questionnaire").unwrap_or_default();
        let Some(rules) = Rules::of(&questionnaire) else { return };
        let shared = Shared {
            address: work.get_attribute("data-address").unwrap_or_default(),
            edits,
            tab: tab(),
            work,
            sheet: RefCell::new(Sheet::new(rules)),
            contradicted: Cell::default(),
            entries: RefCell::default(),
            saved_at: RefCell::default(),
            on: Cell::default(),
            failures: Cell::default(),
            held: Cell::default(),
            retry: Cell::default(),
            refreshing: Cell::default(),
            leaving: Cell::default(),
        };
        let desk = Self(Rc::new(shared));
        desk.read_sections(&desk.0.work);
        if edits {
            desk.read_answers();
            desk.listen();
            desk.paint();
        }
        desk.follow();
    }

    /// The questions, in their order.
    pub fn questions(&self) -> Vec<QuestionNo> {
        self.0.sheet.borrow().lines().iter().map(|line| line.question).collect()
    }

    /// Reads from the page, or from a newer copy of it, what stands behind each question.
    pub fn read_sections(&self, work: &Element) {
        let mut contradicted = QuestionSet::EMPTY;
        for section in all(work, "[data-question]") {
            let Some(no) = question_of(&section) else { continue };
            let support = section.get_attribute("data-support").and_then(|key| key.parse().ok());
            self.0.sheet.borrow_mut().support(no, support.unwrap_or(Support::Nothing));
            if section.has_attribute("data-disagrees") {
                contradicted = contradicted.with(no);
            }
        }
        self.0.contradicted.set(contradicted);
    }

    fn read_answers(&self) {
        let entries = self.questions().into_iter().map(|no| {
            let said = current(no);
            self.0.sheet.borrow_mut().answer(no, said.0);
            let seen = hidden(&format!("seen-{no}")).map(|field| field.value());
            let was = hidden(&format!("was-{no}")).map(|field| field.value());
            let is_stored = was.as_deref() == Some(fingerprint(said.0, &said.1).as_str());
            let torn = by_id(&format!("choose-{no}")).is_some();
            Entry {
                standing: if torn { Standing::Torn } else { Standing::Clean },
                saved: is_stored.then_some(said),
                seen: seen.and_then(|seen| seen.parse().ok()).unwrap_or_default(),
                ..Entry::default()
            }
        });
        *self.0.entries.borrow_mut() = entries.collect();
    }

    /// Runs with the entry of a question.
    pub fn entry<T>(&self, no: QuestionNo, act: impl FnOnce(&mut Entry) -> T) -> Option<T> {
        let at = usize::from(no.0).checked_sub(1)?;
        self.0.entries.borrow_mut().get_mut(at).map(act)
    }

    /// Whether any answer stands so.
    pub fn any(&self, standing: &[Standing]) -> bool {
        self.count(standing) > 0
    }

    /// How many answers stand so.
    pub fn count(&self, standing: &[Standing]) -> usize {
        self.0.entries.borrow().iter().filter(|entry| standing.contains(&entry.standing)).count()
    }

    fn listen(&self) {
        let work: &EventTarget = self.0.work.as_ref();
        let desk = self.clone();
        on(
            work,
            "input",
            Box::new(move |event| {
                if let Some(no) = about(&event, "note-") {
                    desk.changed(no, PAUSE);
                }
            }),
        );
        let desk = self.clone();
        on(
            work,
            "change",
            Box::new(move |event| {
                if let Some(no) = about(&event, "answer-").or_else(|| about(&event, "note-")) {
                    desk.changed(no, 0);
                }
                if let Some(no) = about(&event, "keep-") {
                    desk.chosen(no, &event);
                }
            }),
        );
        let desk = self.clone();
        on(work, "focusin", Box::new(move |event| desk.moved_to(section_of(&event))));
        let desk = self.clone();
        on(work, "focusout", Box::new(move |_| desk.show_waiting()));
        let desk = self.clone();
        on(work, "submit", Box::new(move |event| desk.leave(&event)));
        let desk = self.clone();
        on(work, "plumbline:attached", Box::new(move |_| desk.refresh()));
        self.listen_to_window();
    }

    fn listen_to_window(&self) {
        let window = window();
        let desk = self.clone();
        on(&window, "online", Box::new(move |_| desk.try_again()));
        // Somebody may come back from signing in, in another window.
        let desk = self.clone();
        on(&window, "focus", Box::new(move |_| desk.try_again()));
        let desk = self.clone();
        on(
            &window,
            "beforeunload",
            Box::new(move |event| {
                desk.send_what_is_left();
                let lost = [Standing::Waiting, Standing::Refused, Standing::Torn];
                if !desk.0.leaving.get() && desk.any(&lost) {
                    event.prevent_default();
                }
            }),
        );
        let desk = self.clone();
        on(&window, "pageshow", Box::new(move |_| desk.0.leaving.set(false)));
    }
}

/// What the page says in answer to a question, tidied as the server tidies it.
pub fn current(no: QuestionNo) -> Said {
    let chosen = |answer: &Answer| {
        radio(&format!("answer-{no}"), answer.key()).is_some_and(|radio| radio.checked())
    };
    let answer = Answer::ALL.iter().copied().find(chosen);
    let note = textarea(&format!("note-{no}")).map(|area| area.value()).unwrap_or_default();
    (answer, note.trim().to_owned())
}

/// The question of a section.
pub fn question_of(section: &Element) -> Option<QuestionNo> {
    section.get_attribute("data-question")?.parse().ok()
}

/// The question that an event is about, if it comes from a field whose name begins so.
fn about(event: &Event, name: &str) -> Option<QuestionNo> {
    let target = event.target()?.dyn_into::<HtmlElement>().ok()?;
    target.get_attribute("name")?.strip_prefix(name)?.parse().ok()
}

fn section_of(event: &Event) -> Option<QuestionNo> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    question_of(&target.closest("[data-question]").ok()??)
}

/// Whether the person is in the note of a question.
pub fn writes_in(no: QuestionNo) -> bool {
    document().active_element().is_some_and(|active| active.id() == format!("note-{no}"))
}

/// The value of the radio that an event comes from.
pub fn value_of(event: &Event) -> Option<String> {
    Some(event.target()?.dyn_into::<HtmlInputElement>().ok()?.value())
}

/// A name for this open page that no other has.
fn tab() -> String {
    let random = || {
        // Any 32 of the bits will do.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to 2^32"
        )]
        let bits = (js_sys::Math::random() * 4_294_967_295.0) as u32;
        bits
    };
    format!("{:08x}{:08x}", random(), random())
}
