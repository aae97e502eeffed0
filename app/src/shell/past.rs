//! What the frame says of time: that a page shows a day of the past, and the way to another day.

use domain::{Day, Timestamp, past::AS_OF, text};
use leptos::prelude::*;

use crate::ui::form::{Field, Typed, hidden_fields};
use crate::ui::{Button, Notice, Tone};

/// Which day a page shows, and which it could show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days {
    /// The page's path.
    pub page: String,
    /// What of its query stays when the day changes.
    pub kept: Vec<(String, String)>,
    /// The page as it is today.
    pub present: String,
    /// Today.
    pub today: Day,
    /// The day of the past that it shows.
    pub back: Option<Backwards>,
    /// Whether another day can be chosen.
    pub offered: bool,
    /// Whether a day was asked for that this page doesn't have.
    pub instead: bool,
}

/// A day of the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backwards {
    /// The day.
    pub day: Day,
    /// Of changes until then it is known only how they ended.
    pub exact_since: Option<Timestamp>,
}

/// Above everything else: that this is the past, or that it isn't although it was asked for.
pub(super) fn notice(days: &Days) -> Option<AnyView> {
    if days.instead {
        let text = "You asked for an earlier day. This page has no past.";
        let notice = Notice::new(Tone::Neutral, text).icon("history").head("This is today.");
        return Some(notice.view());
    }
    let back = days.back?;
    let vague = back.exact_since.map(|since| {
        format!(
            " Versions are kept since {}; what changed before is shown as it was then.",
            text::day(since.day())
        )
    });
    // Print takes buttons away and keeps the rest.
    let out = view! { <a class="btn btn--sm" href=days.present.clone() data-present="">"Back to today"</a> };
    let text =
        view! { "Read-only. What happened later is left out, and “today” means that day."{vague} };
    let notice = Notice::new(Tone::Info, text)
        .icon("history")
        .head(format!("As known at the end of {}.", text::day(back.day)))
        .actions(out);
    Some(notice.view())
}

/// At the foot of a page that has a past: the way to another day.
pub(super) fn choice(days: &Days) -> Option<AnyView> {
    let latest = days.today.pred_opt().filter(|_| days.offered)?;
    let shown = days.back.map(|back| back.day.to_string()).unwrap_or_default();
    let field = Field::date(AS_OF, "This page as it was at the end of")
        .until(latest)
        .view(&Typed::new([(AS_OF, shown)]));
    let (page, kept) = (days.page.clone(), hidden_fields(days.kept.clone()));
    let form = view! {
        <form class="asof" action=page data-present="" aria-label="Another day">
            {kept}
            {field}
            {Button::submit("Show")}
        </form>
    };
    Some(form.into_any())
}
