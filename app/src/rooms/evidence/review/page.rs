//! The page of the queue as it is drawn: what waits, the item, the verdict, beside each other.

use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use leptos::prelude::*;

use super::desk::Desk;
use super::{PATH, asked, item, list};
use crate::context::Visitor;
use crate::rooms::evidence::islands::ReviewKeys;
use crate::shell::{Layout, NavKey};
use crate::ui::{Button, Empty, PageHead};

pub(super) fn page(
    visitor: &Visitor,
    desk: &Desk,
    done: Option<&str>,
    status: StatusCode,
) -> Response {
    let frame =
        visitor.frame("Evidence review", NavKey::Review).crumb("Evidence review", None).flash(done);
    if !desk.is_auditor {
        return (status, visitor.page(&frame, not_theirs)).into_response();
    }
    let frame = frame.laid_out(Layout::Review).with_islands();
    (status, visitor.page(&frame, || content(desk))).into_response()
}

fn not_theirs() -> AnyView {
    let text = "Auditors of a unit accept or reject its evidence. An administrator gives roles.";
    let head = PageHead::new("Evidence review");
    let empty = Empty::new("lock", "Review is for auditors", text).section();
    view! { {head}{empty} }.into_any()
}

fn content(desk: &Desk) -> AnyView {
    let (main, side) = match &desk.current {
        Some(current) => (item::article(desk, current), item::side(desk, current)),
        None => (nothing(desk), ().into_any()),
    };
    view! {
        <div class="review">
            <h1 class="sr">"Evidence review"</h1>
            {list::column(desk)}
            {main}
            {side}
            <ReviewKeys />
        </div>
    }
    .into_any()
}

fn nothing(desk: &Desk) -> AnyView {
    let is_all = asked::filters_of(&desk.query).pairs().next().is_none();
    let empty = if is_all {
        let text =
            "New evidence comes here as it is attached. What has a verdict is found by its state.";
        Empty::new("circle-check", "Nothing waits for review", text)
            .actions(Button::link("/evidence", "Go to all evidence"))
    } else {
        let text = "No evidence in your units matches these filters.";
        Empty::new("search-x", "Nothing matches these filters", text)
            .actions(Button::link(PATH, "Clear filters"))
    };
    view! { <div class="review__item"><div class="review__scroll">{empty.section().view()}</div></div> }.into_any()
}
