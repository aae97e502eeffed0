//! How the register's words are drawn: badges with a glyph, quiet text for what is not recorded.

use domain::inventory::REVIEW_DAYS;
use domain::models::{
    AccessLevel, Classification, Credential, Exposure, Lifecycle, Permission, SecretPlace, Switch,
    ValidationResult, YesNoUnknown,
};
use domain::{Day, ModelId, text};
use leptos::prelude::*;

use crate::ui::badge::{Due, due};
use crate::ui::{Icon, Tone, badge, icon_sm};

/// A model's id as people quote it.
pub(super) fn shown_id(id: ModelId) -> String {
    format!("MDL-{id}")
}

/// The most exposed deployment; none is a model without one.
pub(super) fn exposure(exposure: Option<Exposure>) -> AnyView {
    match exposure {
        Some(Exposure::Internal) => badge(Tone::Neutral, "lock", "Internal"),
        Some(Exposure::Partner) => badge(Tone::Info, "users", "Partner"),
        Some(Exposure::Public) => badge(Tone::Info, "globe", "Public"),
        Some(Exposure::Unknown) => badge(Tone::Off, "circle-help", "Unknown"),
        None => badge(Tone::Line, "circle-dashed", "Not deployed"),
    }
}

/// How sensitive the data is; none is a model without a source.
pub(super) fn data(classification: Option<Classification>, personal: bool) -> AnyView {
    let words = match classification {
        Some(Classification::Unknown) => return unknown("Unknown"),
        Some(known) => known.label(),
        None => return quiet("Not recorded"),
    };
    let personal = personal.then(|| Icon::new("fingerprint").sm().label("personal data"));
    view! { <span class="row">{words}{personal.map(Icon::view)}</span> }.into_any()
}

/// The broadest permission; none where none is recorded.
pub(super) fn access(level: Option<AccessLevel>) -> AnyView {
    match level {
        None => quiet("Not recorded"),
        Some(level) if level.is_broad() => {
            view! { <span class="row">{icon_sm("zap")}{level.label()}</span> }.into_any()
        }
        Some(level) => level.label().into_any(),
    }
}

/// Text that steps back: nothing is recorded.
pub(super) fn quiet(words: &'static str) -> AnyView {
    view! { <span class="muted">{words}</span> }.into_any()
}

/// A fact that nobody knows yet.
pub(super) fn unknown(words: &'static str) -> AnyView {
    view! { <span class="row">{icon_sm("circle-help")}{words}</span> }.into_any()
}

/// Text, or that there is none.
pub(super) fn text_or_quiet(text: &str) -> AnyView {
    if text.is_empty() { quiet("Not recorded") } else { text.to_owned().into_any() }
}

/// Whether monitoring is on.
pub(super) fn switch(state: Switch) -> AnyView {
    match state {
        Switch::On => badge(Tone::True, "check", "On"),
        Switch::Off => badge(Tone::High, "x", "Off"),
        Switch::Unknown => badge(Tone::Off, "circle-help", "Unknown"),
    }
}

/// Yes, no or unknown, where neither is good or bad by itself.
pub(super) fn known(fact: YesNoUnknown) -> AnyView {
    if fact == YesNoUnknown::Unknown { unknown("Unknown") } else { fact.label().into_any() }
}

/// How a check ended.
pub(super) fn result(result: ValidationResult) -> AnyView {
    match result {
        ValidationResult::Passed => badge(Tone::True, "circle-check", result.label()),
        ValidationResult::PassedWithConditions => {
            badge(Tone::Off, "triangle-alert", result.label())
        }
        ValidationResult::Failed => badge(Tone::High, "circle-x", result.label()),
    }
}

/// Where a key lies.
pub(super) fn place(kept_in: SecretPlace) -> AnyView {
    match kept_in {
        SecretPlace::SecretStore => badge(Tone::True, "key-round", kept_in.label()),
        SecretPlace::Unknown => badge(Tone::Off, "circle-help", "Unknown"),
        outside => badge(Tone::High, "triangle-alert", outside.label()),
    }
}

/// How far a model has come.
pub(super) fn stage(lifecycle: Lifecycle) -> AnyView {
    match lifecycle {
        Lifecycle::Planned => badge(Tone::Line, "circle-dashed", lifecycle.label()),
        Lifecycle::Development => badge(Tone::Info, "circle-dot", lifecycle.label()),
        Lifecycle::Production => badge(Tone::True, "circle-check", lifecycle.label()),
        Lifecycle::Retiring => badge(Tone::Off, "clock", lifecycle.label()),
    }
}

/// When a permission was last reviewed, marked where that is too long ago.
pub(super) fn reviewed(permission: &Permission, today: Day) -> AnyView {
    match permission.last_reviewed {
        None => badge(Tone::Off, "triangle-alert", "Never"),
        Some(day) if (today - day).num_days() > REVIEW_DAYS => due(Due::Over, text::day(day)),
        Some(day) => due(Due::Later, text::day(day)),
    }
}

/// By when a credential must be rotated.
pub(super) fn rotation(credential: &Credential, today: Day) -> AnyView {
    match credential.rotate_by() {
        None => quiet("Not scheduled"),
        Some(day) if day < today => due(Due::Over, text::day(day)),
        Some(day) if (day - today).num_days() <= 14 => due(Due::Soon, text::day(day)),
        Some(day) => due(Due::Later, text::day(day)),
    }
}
