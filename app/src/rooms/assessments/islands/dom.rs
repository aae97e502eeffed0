//! The few things that the islands do to the page, in as few words as the browser's half can bear.

use std::pin::Pin;

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{Element, Event, EventTarget, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// An element by its id.
pub fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// An element by its id, as what it is.
pub fn by_id_as<T: JsCast>(id: &str) -> Option<T> {
    by_id(id)?.dyn_into().ok()
}

/// Every element of the page, or of a part of it, that matches.
pub fn all(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// The first element below that matches.
pub fn first(within: &Element, selector: &str) -> Option<Element> {
    within.query_selector(selector).ok().flatten()
}

/// Sets the text of an element, if that changes it: screen readers are told of every change.
pub fn set_text(element: Option<Element>, text: &str) {
    if let Some(element) = element
        && element.text_content().as_deref() != Some(text)
    {
        element.set_text_content(Some(text));
    }
}

/// Shows or hides an element.
pub fn show(element: Option<Element>, shown: bool) {
    if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        element.set_hidden(!shown);
    }
}

/// Sets an attribute, or takes it away.
pub fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Points the first icon of a part at another symbol of the sprite.
pub fn draw_icon(within: &Element, glyph: &str) {
    let Some(shape) = first(within, "use") else { return };
    let href = shape.get_attribute("href").unwrap_or_default();
    if let Some((sprite, _)) = href.split_once('#') {
        set_attribute(&shape, "href", Some(&format!("{sprite}#{glyph}")));
    }
}

/// A new element with a class and text.
pub fn make(tag: &str, class: &str, text: &str) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    element.set_class_name(class);
    element.set_text_content(Some(text));
    Some(element)
}

/// The radio with a value.
pub fn radio(name: &str, value: &str) -> Option<HtmlInputElement> {
    let body: Element = document().body()?.into();
    first(&body, &format!("input[name=\"{name}\"][value=\"{value}\"]"))?.dyn_into().ok()
}

/// A hidden field.
pub fn hidden(name: &str) -> Option<HtmlInputElement> {
    let body: Element = document().body()?.into();
    first(&body, &format!("input[name=\"{name}\"]"))?.dyn_into().ok()
}

/// A text area.
pub fn textarea(id: &str) -> Option<HtmlTextAreaElement> {
    by_id_as(id)
}

/// Listens for as long as the page lives. The closure is boxed, here and below, so that the code
/// around it exists once.
pub fn on(target: &EventTarget, name: &str, act: Box<dyn Fn(Event)>) {
    let listener = Closure::wrap(act);
    if target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref()).is_ok() {
        listener.forget();
    }
}

/// Does something once, later. Returns what [`cancel`] takes.
pub fn later(millis: i32, act: Box<dyn FnOnce()>) -> Option<i32> {
    let act = Closure::once_into_js(act);
    window().set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), millis).ok()
}

/// Does something again and again.
pub fn every(millis: i32, act: Box<dyn Fn()>) {
    let act = Closure::wrap(act);
    let callback = act.as_ref().unchecked_ref();
    if window().set_interval_with_callback_and_timeout_and_arguments_0(callback, millis).is_ok() {
        act.forget();
    }
}

/// Runs a task.
pub fn spawn(task: Pin<Box<dyn Future<Output = ()>>>) {
    wasm_bindgen_futures::spawn_local(task);
}

/// Forgets something that was to be done later.
pub fn cancel(timer: Option<i32>) {
    if let Some(timer) = timer {
        window().clear_timeout_with_handle(timer);
    }
}

/// Sets a property that the bindings don't know.
pub fn set_property(object: &JsValue, name: &str, value: &JsValue) {
    let _ = js_sys::Reflect::set(object, &JsValue::from_str(name), value);
}
