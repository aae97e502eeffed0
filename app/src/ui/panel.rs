//! Panels: a frame around things that are one thing.

use leptos::prelude::*;

use super::Part;
use super::part::pieces;

/// A framed section with a title.
///
/// `Panel::new("Models").note("8").end(Button::link("/models", "All models").small()).flush(table)`
pub struct Panel {
    title: Option<String>,
    label: Option<String>,
    id: Option<String>,
    sub: bool,
    lead: Option<AnyView>,
    note: Option<String>,
    end: Option<AnyView>,
    content: Vec<AnyView>,
    foot: Option<AnyView>,
    class: &'static str,
}

impl Panel {
    fn empty() -> Self {
        Self {
            title: None,
            label: None,
            id: None,
            sub: false,
            lead: None,
            note: None,
            end: None,
            content: Vec::new(),
            foot: None,
            class: "panel",
        }
    }

    /// A panel with a title, which also names the section.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..Self::empty() }
    }

    /// A panel without a visible title; `label` names it for screen readers.
    pub fn untitled(label: impl Into<String>) -> Self {
        Self { label: Some(label.into()), ..Self::empty() }
    }

    /// The id of the section, for links to it. Without one, the title's id is made from its text:
    /// two panels of the same title on a page need ids.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The title as `h3`, where the panel stands under another section's title.
    #[must_use]
    pub const fn sub(mut self) -> Self {
        self.sub = true;
        self
    }

    /// Compact rows.
    #[must_use]
    pub const fn compact(mut self) -> Self {
        self.class = "panel is-compact";
        self
    }

    /// Before the title, such as a question's number.
    #[must_use]
    pub fn lead(mut self, lead: impl Part) -> Self {
        self.lead = Some(lead.part());
        self
    }

    /// A few quiet words after the title.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// At the end of the head: a legend, a badge, small buttons.
    #[must_use]
    pub fn end(mut self, end: impl Part) -> Self {
        self.end = Some(end.part());
        self
    }

    /// A few quiet words at the end of the head, such as a count or a date.
    #[must_use]
    pub fn aside(self, words: impl Into<String>) -> Self {
        let words = words.into();
        self.end(view! { <span class="small">{words}</span> })
    }

    /// Content with room around it; may be called several times.
    #[must_use]
    pub fn body(self, body: impl Part) -> Self {
        self.body_in("panel__body", body)
    }

    /// Content with room around it, its parts below each other.
    #[must_use]
    pub fn stacked(self, body: impl Part) -> Self {
        self.body_in("panel__body stack stack--3", body)
    }

    fn body_in(mut self, class: &'static str, body: impl Part) -> Self {
        self.content.push(view! { <div class=class>{body.part()}</div> }.into_any());
        self
    }

    /// Content that reaches the frame: a table, a list, an empty state.
    #[must_use]
    pub fn flush(mut self, content: impl Part) -> Self {
        self.content.push(content.part());
        self
    }

    /// Below a hairline: a link to everything, a total.
    #[must_use]
    pub fn foot(mut self, foot: impl Part) -> Self {
        self.foot = Some(foot.part());
        self
    }

    /// The panel.
    #[must_use]
    pub fn view(self) -> AnyView {
        let heading_id = self.title.as_deref().map(|title| match &self.id {
            Some(id) => format!("{id}-title"),
            None => format!("title-{}", slug(title)),
        });
        let head = self.title.map(|title| {
            let id = heading_id.clone();
            let title = if self.sub {
                view! { <h3 id=id>{title}</h3> }.into_any()
            } else {
                view! { <h2 id=id>{title}</h2> }.into_any()
            };
            let note = self.note.map(|note| view! { <span class="small">{note}</span> });
            let end = self.end.map(|end| view! { <div class="push">{end}</div> });
            view! { <div class="panel__head">{self.lead}{title}{note}{end}</div> }
        });
        let foot = self.foot.map(|foot| view! { <div class="panel__foot">{foot}</div> });
        view! {
            <section class=self.class id=self.id aria-label=self.label aria-labelledby=heading_id>
                {head}
                {self.content}
                {foot}
            </section>
        }
        .into_any()
    }
}

pieces!(Panel);

/// A text as part of an id: lower case, with hyphens.
fn slug(text: &str) -> String {
    let hyphened = text.chars().map(|c| if c.is_alphanumeric() { c } else { '-' });
    let slug: String = hyphened.flat_map(char::to_lowercase).collect();
    slug.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// A title over things that have no frame of their own.
pub fn section_head(title: impl Into<String>, note: impl Into<String>, end: impl Part) -> AnyView {
    let (title, note) = (title.into(), note.into());
    let note = (!note.is_empty()).then(|| view! { <span class="small">{note}</span> });
    view! {
        <div class="section-head"><h2>{title}</h2>{note}<div class="push">{end.part()}</div></div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_titled_panel_is_named_by_its_title() {
        let html = Panel::new("Q3 2026: what’s new").body("text").view().to_html();
        assert!(html.contains(r#"aria-labelledby="title-q3-2026-what-s-new""#), "{html}");
        assert!(html.contains(r#"<h2 id="title-q3-2026-what-s-new">"#), "{html}");
    }
}
