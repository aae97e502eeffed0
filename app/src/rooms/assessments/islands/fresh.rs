//! Taking parts of the page anew, where the server draws them better than the browser could: lists
//! of evidence, delegations, and in a page that is only read everything.

use leptos::prelude::document;
use web_sys::{Document, DomParser, Element, RequestInit, SupportedType};

use super::desk::Desk;
use super::dom::{all, by_id, later, set_attribute, spawn};
use super::saving::{Came, fetch};

/// How long further changes are waited for, in milliseconds.
const GATHER: i32 = 250;

impl Desk {
    /// Takes the parts that are marked for it from a newer copy of the page.
    pub fn refresh(&self) {
        if self.0.refreshing.replace(true) {
            return;
        }
        let desk = self.clone();
        let again = async move {
            desk.0.refreshing.set(false);
            let came = fetch(&desk.0.address, &RequestInit::new()).await;
            if let Came::Answer(200, html) = came {
                desk.replace(&html);
            }
        };
        later(GATHER, Box::new(move || spawn(Box::pin(again))));
    }

    fn replace(&self, html: &str) -> Option<()> {
        let copy = DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()?;
        let work = copy.get_element_by_id("work")?;
        for part in all(&self.0.work, "[data-fresh]") {
            renew(&part, &copy);
        }
        for section in all(&work, "[data-question]") {
            let Some(here) = by_id(&section.id()) else { continue };
            for name in ["data-support", "data-disagrees"] {
                set_attribute(&here, name, section.get_attribute(name).as_deref());
            }
        }
        self.read_sections(&work);
        let mark = work.get_attribute("data-mark");
        set_attribute(&self.0.work, "data-mark", mark.as_deref());
        self.paint();
        Some(())
    }
}

fn renew(part: &Element, copy: &Document) {
    let Some(newer) = copy.get_element_by_id(&part.id()) else { return };
    let holds_focus =
        document().active_element().is_some_and(|active| part.contains(Some(&active)));
    let html = newer.inner_html();
    if !holds_focus && html != part.inner_html() {
        part.set_inner_html(&html);
    }
}
