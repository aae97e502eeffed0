//! Requests for evidence: the list, asking, and the page of one, where it is answered or withdrawn.

mod ask;
mod list;
mod one;

pub(super) use ask::{ask, form as ask_form};
pub(super) use list::list;
pub(super) use one::{answer, show, withdraw};

use domain::Day;
use domain::evidence::RequestState;
use leptos::prelude::AnyView;

use crate::ui::{Tone, badge};

pub(super) const PATH: &str = "/requests";

/// How a request stands; an open one says when it is late.
pub fn state_badge(state: RequestState, due_on: Day, today: Day) -> AnyView {
    match state {
        RequestState::Open if due_on < today => badge(Tone::High, "alarm-clock", "Overdue"),
        RequestState::Open => badge(Tone::Info, "clock", "Open"),
        RequestState::Answered => badge(Tone::True, "circle-check", "Answered"),
        RequestState::Withdrawn => badge(Tone::Neutral, "archive", "Withdrawn"),
    }
}
