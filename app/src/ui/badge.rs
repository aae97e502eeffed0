//! Badges: a state in words with a glyph. Colour repeats what both already say, and never says
//! anything alone.

use domain::Band;
use domain::assessment::State;
use domain::evidence::EvidenceState;
use domain::score::Support;
use leptos::prelude::*;

use super::icon::icon;

/// The role of a colour. None of them is decoration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// A plain state: open, internal.
    #[default]
    Neutral,
    /// True to plumb: Advanced, accepted, done.
    True,
    /// Off: Moderate, expiring, unknown.
    Off,
    /// High risk, no, rejected, overdue.
    High,
    /// Pending, in progress.
    Info,
    /// The inventory disagrees; used for nothing else.
    Clash,
    /// Nothing there yet: no evidence, not assessed.
    Line,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "badge",
            Self::True => "badge badge--true",
            Self::Off => "badge badge--off",
            Self::High => "badge badge--high",
            Self::Info => "badge badge--info",
            Self::Clash => "badge badge--clash",
            Self::Line => "badge badge--line",
        }
    }

    /// The class that colours an icon in a list.
    #[must_use]
    pub const fn icon_class(self) -> &'static str {
        match self {
            Self::True => "is-true",
            Self::Off => "is-off",
            Self::High => "is-high",
            Self::Clash => "is-clash",
            Self::Neutral | Self::Info | Self::Line => "",
        }
    }
}

/// A badge: tone, glyph and words.
pub fn badge(tone: Tone, glyph: &'static str, words: impl Into<String>) -> AnyView {
    let words = words.into();
    view! { <span class=tone.class()>{icon(glyph)}{words}</span> }.into_any()
}

/// The band of one assessment; without one, the mark of a mean that lies between bands.
#[must_use]
pub fn band_badge(band: Option<Band>) -> AnyView {
    match band {
        Some(Band::Advanced) => badge(Tone::True, "band-advanced", Band::Advanced.label()),
        Some(Band::Moderate) => badge(Tone::Off, "band-moderate", Band::Moderate.label()),
        Some(Band::High) => badge(Tone::High, "band-high", Band::High.label()),
        None => badge(Tone::Line, "band-gap", "Between bands"),
    }
}

/// A unit without a submitted assessment: it has no score, and counts in every coverage figure.
#[must_use]
pub fn not_assessed_badge() -> AnyView {
    badge(Tone::Line, "circle-dashed", "Not assessed")
}

/// An assessment older than its cadence.
#[must_use]
pub fn stale_badge() -> AnyView {
    badge(Tone::Off, "history", "Stale")
}

/// The register contradicts a *yes*.
#[must_use]
pub fn clash_badge() -> AnyView {
    badge(Tone::Clash, "git-compare-arrows", "Inventory disagrees")
}

/// An answer as a table shows it; none is an unanswered question.
#[must_use]
pub fn answer_badge(yes: Option<bool>) -> AnyView {
    match yes {
        Some(true) => badge(Tone::Line, "check", "Yes"),
        Some(false) => badge(Tone::High, "x", "No"),
        None => badge(Tone::Neutral, "circle-dashed", "Not answered"),
    }
}

/// The state of an item of evidence.
#[must_use]
pub fn evidence_badge(state: EvidenceState) -> AnyView {
    let (tone, glyph) = match state {
        EvidenceState::Accepted => (Tone::True, "circle-check"),
        EvidenceState::Pending => (Tone::Info, "clock"),
        EvidenceState::Asked => (Tone::Info, "message-circle-question-mark"),
        EvidenceState::Rejected => (Tone::High, "circle-x"),
        EvidenceState::Expired => (Tone::Off, "calendar-x"),
        EvidenceState::Withdrawn => (Tone::Neutral, "archive"),
        EvidenceState::Superseded => (Tone::Neutral, "history"),
    };
    badge(tone, glyph, state.label())
}

/// What stands behind a *yes*.
#[must_use]
pub fn support_badge(support: Support) -> AnyView {
    let tone = match support {
        Support::Accepted => Tone::True,
        Support::Pending => Tone::Info,
        Support::Rejected => Tone::High,
        Support::Expired => Tone::Off,
        Support::Withdrawn => Tone::Neutral,
        Support::Nothing => Tone::Line,
    };
    badge(tone, support_glyph(support), support.label())
}

/// The glyph that every drawing of the same support shares.
#[must_use]
pub const fn support_glyph(support: Support) -> &'static str {
    match support {
        Support::Accepted => "circle-check",
        Support::Pending => "clock",
        Support::Rejected => "circle-x",
        Support::Expired => "calendar-x",
        Support::Withdrawn => "archive",
        Support::Nothing => "circle-dashed",
    }
}

/// The state of an assessment.
#[must_use]
pub fn assessment_badge(state: State) -> AnyView {
    match state {
        State::Draft => badge(Tone::Info, "pencil-line", state.label()),
        State::Submitted => badge(Tone::Info, "send", state.label()),
        State::Approved => badge(Tone::True, "circle-check", state.label()),
    }
}

/// How far a draft has come: "Not started", "7 of 10 answered".
#[must_use]
pub fn draft_badge(answered: usize, of: usize) -> AnyView {
    if answered == 0 {
        badge(Tone::Neutral, "circle", "Not started")
    } else {
        badge(Tone::Info, "circle-dot", format!("{answered} of {of} answered"))
    }
}

/// A draft that was sent back with a reason.
#[must_use]
pub fn returned_badge() -> AnyView {
    badge(Tone::Off, "corner-left-up", "Returned")
}

/// How near a day is that something is due or expires on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// Past.
    Over,
    /// Near.
    Soon,
    /// Far enough.
    Later,
}

/// A due day. `day` is already written out, such as `11 Dec 2026`.
pub fn due(when: Due, day: impl Into<String>) -> AnyView {
    let day = day.into();
    match when {
        Due::Over => view! {
            <span class="due due--over">
                {super::icon_sm("alarm-clock")}{day}<span class="sr">" overdue"</span>
            </span>
        }
        .into_any(),
        Due::Soon => view! {
            <span class="due due--soon">
                {super::icon_sm("clock")}{day}<span class="sr">" due soon"</span>
            </span>
        }
        .into_any(),
        Due::Later => view! { <span class="due">{day}</span> }.into_any(),
    }
}

/// A short free word, such as a tag of a model.
pub fn tag(word: impl Into<String>) -> AnyView {
    let word = word.into();
    view! { <span class="tag">{word}</span> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_a_glyph_and_a_word_beside_its_colour() {
        let badges = [
            band_badge(Some(Band::Advanced)),
            band_badge(None),
            evidence_badge(EvidenceState::Expired),
            draft_badge(7, 10),
            support_badge(Support::Nothing),
            not_assessed_badge(),
            stale_badge(),
            clash_badge(),
        ];
        for html in badges.map(|badge| badge.to_html()) {
            let text = html.rsplit_once("</svg>").map(|(_, text)| text.trim_end_matches("</span>"));
            assert!(html.contains("<use href=") && text.is_some_and(|t| t.len() > 3), "{html}");
        }
    }
}
