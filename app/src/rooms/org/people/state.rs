//! Whether a person can sign in, in words.

use domain::{Timestamp, text};
use leptos::prelude::*;
use store::Listed;

use crate::ui::{Tone, badge};

/// Where an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AccountState {
    /// Signs in with a password.
    Active,
    /// Has an invitation that works until then.
    Invited(Timestamp),
    /// Has no password, and no invitation that still works.
    Expired,
    /// Is switched off.
    Deactivated(Timestamp),
}

impl AccountState {
    /// The state of a person at a moment.
    pub(super) fn of(listed: &Listed, now: Timestamp) -> Self {
        match (listed.person.deactivated_at, listed.has_password, listed.link_expires_at) {
            (Some(since), ..) => Self::Deactivated(since),
            (None, true, _) => Self::Active,
            (None, false, Some(until)) if until > now => Self::Invited(until),
            (None, false, _) => Self::Expired,
        }
    }

    /// The state with a glyph.
    pub(super) fn badge(self) -> AnyView {
        match self {
            Self::Active => badge(Tone::True, "circle-check", "Active"),
            Self::Invited(until) => {
                badge(Tone::Info, "mail", format!("Invited until {}", text::day(until.day())))
            }
            Self::Expired => badge(Tone::Off, "clock", "Invitation expired"),
            Self::Deactivated(since) => {
                badge(Tone::Neutral, "ban", format!("Deactivated {}", text::day(since.day())))
            }
        }
    }
}
