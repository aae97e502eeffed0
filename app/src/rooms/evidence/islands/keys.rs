//! Keys of the review queue: each presses what stands on the page.

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::rooms::assessments::islands::dom;

/// Listens for as long as the page lives.
pub(super) fn listen() {
    let act = Box::new(|event: web_sys::Event| {
        if let Ok(event) = event.dyn_into::<KeyboardEvent>() {
            pressed(&event);
        }
    });
    dom::on(&document(), "keydown", act);
}

fn pressed(event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat() || is_writing() {
        return;
    }
    let target = match event.key().as_str() {
        "j" | "J" => "a[rel=next]",
        "k" | "K" => "a[rel=prev]",
        "a" | "A" => "input[name=verdict][value=accepted]",
        "r" | "R" => "input[name=verdict][value=rejected]",
        "q" | "Q" => "input[name=verdict][value=asked]",
        _ => return,
    };
    let Some(found) = find(target) else { return };
    event.prevent_default();
    found.click();
    // What has to be said next is where the cursor goes.
    let next = match event.key().as_str() {
        "a" | "A" => "form:has([name=verdict]) button",
        "r" | "R" => "select[name=reason]",
        "q" | "Q" => "textarea[name=comment]",
        _ => return,
    };
    if let Some(next) = find(next) {
        let _ = next.focus();
    }
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// Whether what is typed belongs into a field.
fn is_writing() -> bool {
    let focused: Option<Element> = document().active_element();
    focused.is_some_and(|it| {
        let kind = it.get_attribute("type").unwrap_or_default();
        match it.tag_name().as_str() {
            "TEXTAREA" | "SELECT" => true,
            "INPUT" => !matches!(kind.as_str(), "radio" | "checkbox"),
            _ => false,
        }
    })
}
