//! Notices: one thing that a person should know before going on.

use leptos::prelude::*;

use super::icon::icon;
use super::part::pieces;
use super::{Part, Tone};

/// A message in the page's flow.
///
/// `Notice::new(Tone::Off, "It closes on 11 Dec 2026.").head("6 items expire before then.")`
pub struct Notice {
    tone: Tone,
    glyph: &'static str,
    head: Option<String>,
    text: AnyView,
    actions: Option<AnyView>,
    role: Option<&'static str>,
}

impl Notice {
    /// A message in the tone's colour and with its usual icon.
    pub fn new(tone: Tone, text: impl Part) -> Self {
        let glyph = match tone {
            Tone::Neutral | Tone::Info | Tone::Line => "info",
            Tone::True => "circle-check",
            Tone::Off => "triangle-alert",
            Tone::High => "octagon-x",
            Tone::Clash => "git-compare-arrows",
        };
        Self { tone, glyph, head: None, text: text.part(), actions: None, role: None }
    }

    /// Another icon.
    #[must_use]
    pub const fn icon(mut self, glyph: &'static str) -> Self {
        self.glyph = glyph;
        self
    }

    /// The point of it in a few words, before the text.
    #[must_use]
    pub fn head(mut self, head: impl Into<String>) -> Self {
        self.head = Some(head.into());
        self
    }

    /// Small buttons at its end.
    #[must_use]
    pub fn actions(mut self, actions: impl Part) -> Self {
        self.actions = Some(actions.part());
        self
    }

    /// `alert` for what just failed, `status` for what just happened.
    #[must_use]
    pub const fn role(mut self, role: &'static str) -> Self {
        self.role = Some(role);
        self
    }

    /// The notice.
    #[must_use]
    pub fn view(self) -> AnyView {
        let class = match self.tone {
            Tone::Info => "notice",
            Tone::True => "notice notice--true",
            Tone::Off => "notice notice--off",
            Tone::High => "notice notice--high",
            Tone::Clash => "notice notice--clash",
            Tone::Neutral | Tone::Line => "notice notice--neutral",
        };
        let head = self.head.map(|head| view! { <b>{head}</b>" " });
        let actions = self.actions.map(|part| view! { <div class="actions">{part}</div> });
        view! {
            <div class=class role=self.role>
                {icon(self.glyph)}
                <div>{head}{self.text}</div>
                {actions}
            </div>
        }
        .into_any()
    }
}

pieces!(Notice);

/// What the last step did, said once on the page that follows it.
pub fn toast(text: impl Into<String>) -> AnyView {
    let text = text.into();
    view! { <div><div class="toast" role="status">{icon("circle-check")}{text}</div></div> }
        .into_any()
}
