//! Sending files from the browser: what was dropped, pasted or chosen, one request a file.

use domain::text;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{
    ClipboardEvent, CustomEvent, CustomEventInit, DataTransfer, DragEvent, Element, Event,
    EventTarget, File, FileList, FormData, HtmlDivElement, HtmlInputElement, ProgressEvent,
    XmlHttpRequest,
};

use super::{Answer, AnswerItem, Sending, Upload};
use domain::text::limit;

/// What the zone tells the page when something was attached.
const ATTACHED: &str = "plumbline:attached";

/// Where files go.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) action: String,
    pub(super) question: u16,
    pub(super) limit: u64,
}

impl Target {
    fn field(&self, what: &str) -> String {
        format!("{what}-{}", self.question)
    }
}

/// The element, and what it shows.
#[derive(Clone)]
pub(super) struct Zone {
    element: HtmlDivElement,
    target: Target,
    uploads: RwSignal<Vec<Upload>>,
    said: RwSignal<String>,
}

impl Zone {
    pub(super) const fn new(
        element: HtmlDivElement,
        target: Target,
        uploads: RwSignal<Vec<Upload>>,
        said: RwSignal<String>,
    ) -> Self {
        Self { element, target, uploads, said }
    }

    /// Listens for files. The class tells the stylesheet that choosing sends them at once.
    pub(super) fn listen(self) {
        self.look("is-live", true);
        self.on("change", |zone, event| {
            let Some(input) = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok())
            else {
                return;
            };
            if let Some(files) = input.files().filter(|files| files.length() > 0) {
                zone.take(&files);
                // They are on their way: the form must not send them a second time.
                input.set_value("");
            }
        });
        self.on("dragover", |zone, event| {
            event.prevent_default();
            zone.look("is-over", true);
        });
        self.on("dragleave", |zone, _| zone.look("is-over", false));
        self.on("drop", |zone, event| {
            event.prevent_default();
            zone.look("is-over", false);
            let dropped = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
            if let Some(files) = dropped.and_then(|it| it.files()) {
                zone.take(&files);
            }
        });
        self.on_paste();
    }

    /// Files may be pasted anywhere in the question: the cursor is where somebody writes, seldom in
    /// the zone.
    fn on_paste(&self) {
        if let Ok(Some(words)) = self.element.query_selector("[data-live]") {
            let _ = words.remove_attribute("hidden");
        }
        let question = self.element.closest("[data-question]").ok().flatten();
        let place = question.as_ref().unwrap_or(&self.element);
        self.listen_on(place, "paste", |zone, event| {
            let folded = zone.element.closest("details:not([open])");
            let pasted = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
            let Some(pasted) =
                pasted.filter(|pasted| matches!(folded, Ok(None)) && !is_text(pasted))
            else {
                return;
            };
            if let Some(files) = pasted.files().filter(|files| files.length() > 0) {
                event.prevent_default();
                zone.take(&files);
            }
        });
    }

    fn on(&self, name: &str, act: impl Fn(&Self, &Event) + 'static) {
        self.listen_on(&self.element, name, act);
    }

    /// The listener lives as long as the page.
    fn listen_on(&self, target: &EventTarget, name: &str, act: impl Fn(&Self, &Event) + 'static) {
        let zone = self.clone();
        let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| act(&zone, &event));
        if target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref()).is_ok()
        {
            listener.forget();
        }
    }

    fn look(&self, class: &str, on: bool) {
        if let Ok(Some(drop)) = self.element.query_selector(".drop") {
            let _ = drop.class_list().toggle_with_force(class, on);
        }
    }

    fn take(&self, files: &FileList) {
        for index in 0..files.length() {
            if let Some(file) = files.get(index) {
                self.send(&file);
            }
        }
        // Its title was for what has just left.
        if let Some(title) = input(&self.target.field("title")) {
            title.set_value("");
        }
    }

    fn send(&self, file: &File) {
        let state = RwSignal::new(Sending::Under(0));
        let name = file.name();
        self.uploads.update(|uploads| {
            uploads.retain(|upload| upload.state.get_untracked() != Sending::Done);
            uploads.push(Upload { name, state });
        });
        // A size is a whole number of bytes, far below where floats lose any.
        #[expect(clippy::cast_precision_loss, reason = "a limit in bytes is far below 2^53")]
        if file.size() > self.target.limit as f64 {
            let most = limit(self.target.limit);
            state.set(Sending::Failed(format!("It is larger than {most}, the most for one file.")));
        } else if self.post(file, state).is_err() {
            state.set(Sending::Failed("The browser could not send it.".to_owned()));
        }
    }

    fn post(&self, file: &File, state: RwSignal<Sending>) -> Result<(), JsValue> {
        let request = XmlHttpRequest::new()?;
        request.open("POST", &self.target.action)?;
        request.set_request_header("accept", "application/json")?;
        let progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            if event.length_computable() && event.total() > 0.0 {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "from 0 to 100"
                )]
                state.set(Sending::Under((event.loaded() / event.total() * 100.0) as u32));
            }
        });
        request.upload()?.set_onprogress(Some(progress.as_ref().unchecked_ref()));
        let (zone, answered) = (self.clone(), request.clone());
        let ended = Closure::once_into_js(move |_: JsValue| {
            drop(progress);
            state.set(zone.ended(&answered));
        });
        request.set_onloadend(Some(ended.unchecked_ref()));
        request.send_with_opt_form_data(Some(&self.form(file)?))
    }

    /// The file with what was typed about it.
    fn form(&self, file: &File) -> Result<FormData, JsValue> {
        let form = FormData::new()?;
        for what in ["title", "collected", "valid"] {
            let name = self.target.field(what);
            if let Some(field) = input(&name) {
                form.append_with_str(&name, &field.value())?;
            }
        }
        form.append_with_blob_and_filename(&self.target.field("files"), file, &file.name())?;
        Ok(form)
    }

    fn ended(&self, request: &XmlHttpRequest) -> Sending {
        let status = request.status().unwrap_or(0);
        let body = request.response_text().ok().flatten().unwrap_or_default();
        match serde_json::from_str::<Answer>(&body) {
            Ok(answer) if !answer.items.is_empty() => {
                self.show(&answer.items);
                Sending::Done
            }
            Ok(answer) => Sending::Failed(
                answer
                    .wrong
                    .first()
                    .map_or_else(|| "It was not kept.".to_owned(), |it| it.message.clone()),
            ),
            Err(_) if status == 0 => Sending::Failed(
                "The connection broke, so nothing of it was kept. Choose it again.".to_owned(),
            ),
            Err(_) => Sending::Failed(refusal(&body)),
        }
    }

    /// Puts the items where a reload would show them, and tells the page.
    fn show(&self, items: &[AnswerItem]) {
        for item in items {
            let list = format!("#evidence-{} > ul", item.question);
            let list = document().query_selector(&list).ok().flatten();
            if let Some(list) = list.as_ref().map(AsRef::<Element>::as_ref) {
                let _ = list.insert_adjacent_html("beforeend", &item.html);
            }
            let hash = text::short_hash(&item.sha256);
            self.said.set(format!("{} is attached. SHA-256 {hash}", item.title));
        }
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_detail(&JsValue::from(self.target.question));
        if let Ok(event) = CustomEvent::new_with_event_init_dict(ATTACHED, &init) {
            let _ = self.element.dispatch_event(&event);
        }
    }
}

/// Whether what is pasted is formatted text: with it, such as with the cells of a spreadsheet, goes
/// a picture of it, which nobody means to attach.
fn is_text(pasted: &DataTransfer) -> bool {
    ["text/plain", "text/html"]
        .iter()
        .all(|kind| pasted.get_data(kind).is_ok_and(|text| !text.is_empty()))
}

/// The message of an error as the server's outermost layer words it.
fn refusal(body: &str) -> String {
    serde_json::from_str::<serde_json::Value>(body)
        .ok()
        .and_then(|body| body.get("message")?.as_str().map(str::to_owned))
        .unwrap_or_else(|| "The server did not take it. Reload the page and try again.".to_owned())
}

fn input(id: &str) -> Option<HtmlInputElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
