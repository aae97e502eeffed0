//! Lists of linked things: what to look at next.

use leptos::prelude::*;

use super::icon::Icon;
use super::part::pieces;
use super::{Part, Tone};

/// One thing of a list.
///
/// `Item::new("Inventory disagrees on Exposure").below("Online Store").icon(Tone::Clash, "git-compare-arrows").href("/assessments/3#q5")`
pub struct Item {
    title: String,
    sub: Option<String>,
    glyph: Option<(Tone, &'static str)>,
    end: Option<AnyView>,
    href: Option<String>,
}

impl Item {
    /// A thing by its title.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), sub: None, glyph: None, end: None, href: None }
    }

    /// A quiet line below the title.
    #[must_use]
    pub fn below(mut self, line: impl Into<String>) -> Self {
        self.sub = Some(line.into());
        self
    }

    /// An icon before it, in the colour of the tone.
    #[must_use]
    pub const fn icon(mut self, tone: Tone, glyph: &'static str) -> Self {
        self.glyph = Some((tone, glyph));
        self
    }

    /// A badge or a date at its end.
    #[must_use]
    pub fn end(mut self, end: impl Part) -> Self {
        self.end = Some(end.part());
        self
    }

    /// Where the whole row leads.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    fn view(self) -> AnyView {
        let glyph = self.glyph.map(|(tone, glyph)| Icon::new(glyph).class(tone.icon_class()));
        let sub = self.sub.map(|sub| view! { <span>{sub}</span> });
        let end = self.end.map(|end| view! { <span class="list__end">{end}</span> });
        let inside = view! {
            {glyph.map(Icon::view)}
            <span class="list__main"><b>{self.title}</b>{sub}</span>
            {end}
        }
        .into_any();
        match self.href {
            Some(href) => {
                view! { <li><a class="list__item" href=href>{inside}</a></li> }.into_any()
            }
            None => view! { <li><div class="list__item">{inside}</div></li> }.into_any(),
        }
    }
}

pieces!(Item);

/// A list of things; stands flush in a panel.
pub fn list(items: impl IntoIterator<Item = Item>) -> AnyView {
    let items = items.into_iter().map(Item::view).collect_view();
    view! { <ul class="list">{items}</ul> }.into_any()
}
