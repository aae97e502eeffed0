//! Saving answers as they are given. What can't be sent waits, says so, and is sent again.

use domain::QuestionNo;
use leptos::prelude::window;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, Headers, RequestInit, Response, UrlSearchParams};

use super::conflict::show_mine;
use super::desk::{Desk, Said, Standing, current};
use super::dom::{
    by_id, cancel, hidden, later, make, set_attribute, set_property, set_text, spawn, textarea,
};
use super::read::{self, message};
use super::sums::said;
use super::wire::{AnswerNow, Outcome, SavedAnswer, fingerprint};

/// Browsers take no more than 64 KiB in all from requests that outlive their page.
const OUTLIVES: usize = 24 * 1024;

/// The longest wait between two tries, in milliseconds.
const LONGEST: i32 = 30_000;

/// How long to wait for more after an answer was saved, in milliseconds.
const MORE: i32 = 300;

/// What came of a request.
pub enum Came {
    /// An answer with this status.
    Answer(u16, String),
    /// Nothing: the server can't be reached.
    Nothing,
}

/// Why changes stay in the browser.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Held {
    /// The server can't be reached, or can't take them now.
    #[default]
    Away,
    /// The session has ended.
    SignedOut,
    /// The person may no longer answer here.
    Forbidden,
}

impl Held {
    const fn by(came: &Came) -> Self {
        match came {
            Came::Answer(401, _) => Self::SignedOut,
            // Without any role the assessment looks as if it weren't there.
            Came::Answer(403 | 404, _) => Self::Forbidden,
            _ => Self::Away,
        }
    }
}

impl Desk {
    /// Somebody changed an answer: the score follows at once, the server after a pause.
    pub fn changed(&self, no: QuestionNo, pause: i32) {
        let said = current(no);
        self.0.sheet.borrow_mut().answer(no, said.0);
        let desk = self.clone();
        self.entry(no, |entry| {
            cancel(entry.timer.take());
            // What is on its way is compared again when its answer is there; where there is a choice
            // to make, what is written meanwhile is part of it.
            if entry.standing == Standing::Torn {
                show_mine(no, &said);
                return;
            }
            if entry.standing == Standing::Sending {
                return;
            }
            if entry.saved.as_ref() == Some(&said) {
                entry.standing = Standing::Clean;
                return;
            }
            entry.standing = Standing::Changed;
            entry.timer = later(pause, Box::new(move || desk.send(no)));
        });
        self.paint();
    }

    /// Sends an answer as it stands on the page.
    pub fn send(&self, no: QuestionNo) {
        let said = current(no);
        let ready = self.entry(no, |entry| {
            cancel(entry.timer.take());
            if matches!(entry.standing, Standing::Sending | Standing::Torn) {
                return None;
            }
            entry.standing = Standing::Sending;
            Some(entry.seen)
        });
        let Some(Some(seen)) = ready else { return };
        self.paint();
        let desk = self.clone();
        spawn(Box::pin(async move {
            let body = desk.body(no, &said, seen);
            let came = post(&desk.0.address, &body).await;
            desk.answered(no, said, came);
        }));
    }

    fn body(&self, no: QuestionNo, said: &Said, seen: u32) -> String {
        let Ok(fields) = UrlSearchParams::new() else { return String::new() };
        if let Some(answer) = said.0 {
            fields.append(&format!("answer-{no}"), answer.key());
        }
        fields.append(&format!("note-{no}"), &said.1);
        fields.append(&format!("seen-{no}"), &seen.to_string());
        fields.append("tab", &self.0.tab);
        String::from(fields.to_string())
    }

    fn answered(&self, no: QuestionNo, said: Said, came: Came) {
        self.0.held.set(Held::by(&came));
        match came {
            Came::Answer(200, body) => {
                self.0.failures.set(0);
                match read::saved(&body, no) {
                    Some(one) => self.outcome(no, said, one),
                    None => self.stand(no, Standing::Waiting),
                }
            }
            // Signed out, too many, or the server's own fault: none of it is for ever.
            Came::Answer(401, _) => self.wait(no, None),
            Came::Answer(429 | 500.., body) => self.wait(no, message(&body).as_deref()),
            Came::Answer(_, body) => {
                self.0.failures.set(0);
                let text =
                    message(&body).unwrap_or_else(|| "The server did not take it.".to_owned());
                self.stand(no, Standing::Refused);
                complain(no, Some(&text));
            }
            Came::Nothing => self.wait(no, None),
        }
        self.paint();
    }

    fn outcome(&self, no: QuestionNo, said: Said, one: SavedAnswer) {
        complain(no, one.message.as_deref());
        match (one.outcome, one.now) {
            (Outcome::Kept | Outcome::Unchanged, now) => {
                if let Some(now) = &now {
                    self.0.saved_at.replace(now.time.clone());
                    hint(now);
                }
                self.settle(no, said, one.version);
                // Somebody may have gone on writing.
                self.changed(no, MORE);
            }
            (Outcome::Stale, Some(theirs)) => self.tear(no, theirs),
            (Outcome::Stale, None) => self.stand(no, Standing::Waiting),
            (Outcome::Invalid, _) => self.stand(no, Standing::Refused),
        }
    }

    /// The server has this answer now, under this version.
    pub fn settle(&self, no: QuestionNo, said: Said, version: u32) {
        if let Some(field) = hidden(&format!("seen-{no}")) {
            field.set_value(&version.to_string());
        }
        if let Some(field) = hidden(&format!("was-{no}")) {
            field.set_value(&fingerprint(said.0, &said.1));
        }
        self.entry(no, |entry| {
            entry.saved = Some(said);
            entry.seen = version;
            entry.standing = Standing::Clean;
        });
    }

    fn stand(&self, no: QuestionNo, standing: Standing) {
        self.entry(no, |entry| entry.standing = standing);
    }

    fn wait(&self, no: QuestionNo, why: Option<&str>) {
        self.stand(no, Standing::Waiting);
        complain(no, why);
        let failures = self.0.failures.get() + 1;
        self.0.failures.set(failures);
        if self.0.retry.get().is_none() {
            let wait = (1_000 << failures.min(5)).min(LONGEST);
            let desk = self.clone();
            self.0.retry.set(later(wait, Box::new(move || desk.try_again())));
        }
    }

    /// Sends everything that waits.
    pub fn try_again(&self) {
        cancel(self.0.retry.take());
        for no in self.questions() {
            if self.entry(no, |entry| entry.standing == Standing::Waiting) == Some(true) {
                self.send(no);
            }
        }
    }

    /// The form is sent as a whole. From somebody who is signed out it would end on the sign-in page
    /// and take with it what was typed, so it is tried by single answers instead.
    pub fn leave(&self, event: &Event) {
        let unsaved = [Standing::Changed, Standing::Sending, Standing::Waiting];
        if self.0.held.get() == Held::SignedOut && self.any(&unsaved) {
            event.prevent_default();
            self.try_again();
        } else {
            self.0.leaving.set(true);
        }
    }

    /// Sends what a pause still holds back: the page is about to go.
    pub fn send_what_is_left(&self) {
        for no in self.questions() {
            if self.entry(no, |entry| entry.standing == Standing::Changed) == Some(true) {
                self.send(no);
            }
        }
    }
}

/// Who said what when, below the note.
pub fn hint(now: &AnswerNow) {
    let text = said(now.answer, &now.by, &now.at);
    set_text(by_id(&format!("note-{}-hint", now.question)), &text);
}

/// Says beside the note what is wrong; nothing takes it away again.
fn complain(no: QuestionNo, what: Option<&str>) {
    let id = format!("note-{no}-error");
    let area = textarea(&format!("note-{no}"));
    if let Some(area) = &area {
        set_attribute(area, "aria-invalid", what.map(|_| "true"));
    }
    match (what, by_id(&id)) {
        (None, Some(error)) => error.remove(),
        (Some(what), Some(error)) => error.set_text_content(Some(what)),
        (Some(what), None) => {
            let field = area.and_then(|area| area.parent_element());
            if let (Some(field), Some(error)) = (field, make("p", "error", what)) {
                error.set_id(&id);
                let _ = field.append_child(&error);
            }
        }
        (None, None) => {}
    }
}

/// Posts a form and waits for JSON. It goes through even if the page goes away meanwhile.
pub async fn post(address: &str, body: &str) -> Came {
    let (Ok(headers), init) = (Headers::new(), RequestInit::new()) else { return Came::Nothing };
    let _ = headers.set("accept", "application/json");
    let _ = headers.set("content-type", "application/x-www-form-urlencoded");
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&JsValue::from_str(body));
    if body.len() < OUTLIVES {
        set_property(&init, "keepalive", &JsValue::TRUE);
    }
    fetch(address, &init).await
}

/// Fetches something as text.
pub async fn fetch(address: &str, init: &RequestInit) -> Came {
    let Ok(response) = JsFuture::from(window().fetch_with_str_and_init(address, init)).await else {
        return Came::Nothing;
    };
    let response: Response = response.unchecked_into();
    let Ok(text) = response.text() else { return Came::Nothing };
    match JsFuture::from(text).await {
        Ok(text) => Came::Answer(response.status(), text.as_string().unwrap_or_default()),
        Err(_) => Came::Nothing,
    }
}
