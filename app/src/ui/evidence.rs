//! Items of evidence as they stand under a question or on a unit's page.

use domain::evidence::{EvidenceState, Kind};
use leptos::prelude::*;

use super::Part;
use super::badge::evidence_badge;
use super::icon::icon;
use super::part::pieces;

/// The icon of an item, from its kind and media type.
#[must_use]
pub fn evidence_icon(kind: Kind, media_type: &str) -> &'static str {
    match (kind, media_type) {
        (Kind::Link, _) => "link",
        (Kind::Note, _) => "sticky-note",
        (_, "application/json" | "application/ld+json") => "file-json",
        (_, "text/csv" | "application/vnd.ms-excel") => "file-spreadsheet",
        (_, media) if media.starts_with("image/") => "file-image",
        (_, media) if media.contains("spreadsheet") => "file-spreadsheet",
        (_, media) if media.contains("xml") || media.contains("yaml") => "file-code",
        _ => "file-text",
    }
}

/// One item of a list of evidence.
pub struct EvidenceItem {
    title: String,
    href: Option<String>,
    glyph: &'static str,
    state: EvidenceState,
    meta: Vec<String>,
    hash: Option<String>,
    why: Option<(String, String)>,
    actions: Option<AnyView>,
}

impl EvidenceItem {
    /// An item by its title, the icon of its kind and the state that it is in.
    pub fn new(title: impl Into<String>, glyph: &'static str, state: EvidenceState) -> Self {
        Self {
            title: title.into(),
            href: None,
            glyph,
            state,
            meta: Vec::new(),
            hash: None,
            why: None,
            actions: None,
        }
    }

    /// Where the item's own page is.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// A few quiet words, such as `Valid until 30 Jun 2027`; may be called several times.
    #[must_use]
    pub fn meta(mut self, meta: impl Into<String>) -> Self {
        self.meta.push(meta.into());
        self
    }

    /// Its SHA-256, shown short.
    #[must_use]
    pub fn hash(mut self, hash: impl Into<String>) -> Self {
        self.hash = Some(hash.into());
        self
    }

    /// Who rejected it when, and why.
    #[must_use]
    pub fn why(mut self, who: impl Into<String>, reason: impl Into<String>) -> Self {
        self.why = Some((who.into(), reason.into()));
        self
    }

    /// Small buttons below the item.
    #[must_use]
    pub fn actions(mut self, actions: impl Part) -> Self {
        self.actions = Some(actions.part());
        self
    }

    fn view(self) -> AnyView {
        let class = (self.state == EvidenceState::Rejected).then_some("is-rejected");
        let title = self.title;
        let title = match self.href {
            Some(href) => view! { <a class="link" href=href>{title}</a> }.into_any(),
            None => title.into_any(),
        };
        let meta = self.meta.into_iter().map(|text| view! { <span>{text}</span> }).collect_view();
        let hash = self.hash.as_deref().map(|hash| {
            view! { <span>"SHA-256 "{super::facts::short_hash(hash)}</span> }
        });
        let why = self.why.map(|(who, reason)| {
            view! { <p class="why"><b>{format!("{who}: ")}</b>{reason}</p> }
        });
        let actions = self.actions.map(|part| view! { <div class="actions">{part}</div> });
        view! {
            <li class=class>
                {icon(self.glyph)}
                <div><b>{title}</b><div class="meta">{meta}{hash}</div>{actions}</div>
                {evidence_badge(self.state)}
                {why}
            </li>
        }
        .into_any()
    }
}

pieces!(EvidenceItem);

/// A list of evidence.
pub fn evidence_list(items: impl IntoIterator<Item = EvidenceItem>) -> AnyView {
    let items = items.into_iter().map(EvidenceItem::view).collect_view();
    view! { <ul class="evidence">{items}</ul> }.into_any()
}
