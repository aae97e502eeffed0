//! News from the server while the page is in sight, and signs of life in return.

use std::cell::RefCell;
use std::rc::Rc;

use domain::QuestionNo;
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, EventSource, MessageEvent, UrlSearchParams};

use super::desk::Desk;
use super::dom::{by_id, every, first, make, on, set_text, show, spawn};
use super::paint::in_sight;
use super::read::{self, Heard};
use super::saving::post;
use super::sums::{are_here, is_where};
use super::wire::{AnswerNow, Present};

/// How often the page says that it is still open, in milliseconds.
const BEAT: i32 = 30_000;

impl Desk {
    /// Listens, and says who is here.
    pub fn follow(&self) {
        let source = Rc::new(RefCell::new(self.open()));
        let desk = self.clone();
        let open = Rc::clone(&source);
        on(
            &document(),
            "visibilitychange",
            Box::new(move |_| {
                if let Some(old) = open.borrow_mut().take() {
                    old.close();
                }
                if in_sight() {
                    // The first that it says is the whole sheet, so nothing is missed.
                    *open.borrow_mut() = desk.open();
                    desk.say_here();
                } else {
                    desk.say_gone();
                }
            }),
        );
        let desk = self.clone();
        on(
            &window(),
            "pagehide",
            Box::new(move |_| {
                if let Some(open) = source.borrow_mut().take() {
                    open.close();
                }
                desk.say_gone();
            }),
        );
        let desk = self.clone();
        let beat = move || {
            if in_sight() {
                desk.say_here();
            }
        };
        every(BEAT, Box::new(beat));
        self.say_here();
    }

    fn open(&self) -> Option<EventSource> {
        let source =
            EventSource::new(&format!("{}/events?tab={}", self.0.address, self.0.tab)).ok()?;
        let desk = self.clone();
        on(
            &source,
            "message",
            Box::new(move |event| {
                let text = event.dyn_ref::<MessageEvent>().and_then(|it| it.data().as_string());
                if let Some(news) = text.and_then(|text| read::news(&text)) {
                    desk.hear(news);
                }
            }),
        );
        let desk = self.clone();
        on(&source, "open", Box::new(move |_| desk.try_again()));
        Some(source)
    }

    fn hear(&self, news: Heard) {
        match news {
            Heard::Picture(state, mark, answers) => self.catch_up(&state, &mark, answers),
            Heard::Answer(theirs) if theirs.tab == self.0.tab => {}
            Heard::Answer(theirs) if self.0.edits => self.theirs(theirs),
            Heard::Answer(_) | Heard::Changed => self.refresh(),
            Heard::Moved => self.moved(),
            Heard::Here(present) => self.paint_present(&present),
        }
    }

    fn catch_up(&self, state: &str, mark: &str, answers: Vec<AnswerNow>) {
        if self.0.work.get_attribute("data-state").as_deref() != Some(state) {
            self.moved();
        }
        if self.0.work.get_attribute("data-mark").as_deref() != Some(mark) {
            self.refresh();
        }
        if self.0.edits {
            for theirs in answers {
                self.theirs(theirs);
            }
        }
    }

    /// The assessment was submitted, approved, returned or revised: the page is another one now.
    fn moved(&self) {
        if !self.0.leaving.get() {
            show(by_id("news"), true);
        }
    }

    /// The person is on this question now.
    pub fn moved_to(&self, question: Option<QuestionNo>) {
        if question.is_some() && self.0.on.replace(question) != question {
            self.paint();
            self.say_here();
        }
    }

    fn say_here(&self) {
        let Some(fields) = self.fields() else { return };
        if let Some(no) = self.0.on.get() {
            fields.append("question", &no.to_string());
        }
        let (address, body) =
            (format!("{}/here", self.0.address), String::from(fields.to_string()));
        spawn(Box::pin(async move {
            // Who is here is a courtesy: a sign of life that gets lost is no matter.
            post(&address, &body).await;
        }));
    }

    fn say_gone(&self) {
        if let Some(fields) = self.fields() {
            fields.append("leave", "yes");
            let address = format!("{}/here", self.0.address);
            let _ = window()
                .navigator()
                .send_beacon_with_opt_url_search_params(&address, Some(&fields));
        }
    }

    fn fields(&self) -> Option<UrlSearchParams> {
        let fields = UrlSearchParams::new().ok()?;
        fields.append("tab", &self.0.tab);
        Some(fields)
    }

    fn paint_present(&self, present: &[Present]) {
        if let Some(here) = by_id("here") {
            paint_head(&here, present);
        }
        for no in self.questions() {
            if let Some(lock) = by_id(&format!("lock-{no}")) {
                let on: Vec<&Present> =
                    present.iter().filter(|one| one.question == Some(no)).collect();
                paint_lock(&lock, &on);
            }
        }
    }
}

fn circles(into: &Element, present: &[&Present]) {
    if let Some(people) = first(into, ".people") {
        people.set_text_content(None);
        for one in present {
            if let Some(circle) = make("span", "avatar avatar--here", &one.initials) {
                let _ = circle.set_attribute("aria-hidden", "true");
                let _ = people.append_child(&circle);
            }
        }
    }
}

fn paint_head(here: &Element, present: &[Present]) {
    circles(here, &present.iter().collect::<Vec<_>>());
    if let Some(words) = here.last_element_child() {
        words.set_text_content(None);
        for (at, one) in present.iter().enumerate() {
            let where_to = is_where(one.question);
            let parts = [
                make("span", "", if at == 0 { "" } else { ", " }),
                make("b", "", &one.name),
                make("span", "", &where_to),
            ];
            for part in parts.into_iter().flatten() {
                let _ = words.append_child(&part);
            }
        }
    }
    show(Some(here.clone()), !present.is_empty());
}

fn paint_lock(lock: &Element, on: &[&Present]) {
    circles(lock, on);
    set_text(lock.last_element_child(), &are_here(on));
    show(Some(lock.clone()), !on.is_empty());
}
