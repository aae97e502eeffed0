//! Notices: what a person was told, that they read it, what they want to be told, and where news of
//! units is posted to.

pub(crate) mod channels;
mod choices;
mod count;
mod outbox;

use axum::response::{IntoResponse as _, Redirect};
use domain::notices::{CHOICES, INBOX, NoticeKind};
use domain::{Action, AppError, NoticeId, text};
use leptos::prelude::*;
use store::{NOTICES_A_PAGE, NoticeRow, ReadUpTo};

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At, Sent};
use crate::rooms::account::local_path;
use crate::routes::Access::{Needs, SignedIn};
use crate::routes::Routes;
use crate::shell::NavKey;
use crate::ui::timeline::quote;
use crate::ui::{Button, Empty, Icon, PageHead, Panel, Tone, post_button};

/// Where messages that fail are looked after.
const OUTBOX: &str = "/settings/outbox";

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        .get(INBOX, SignedIn, show)
        .post("/notices/{id}/open", SignedIn, open)
        .post("/notices/read", SignedIn, read)
        .get("/notices/unread", SignedIn, count::count)
        .get(CHOICES, SignedIn, choices::show)
        .post(CHOICES, SignedIn, choices::choose)
        .get("/units/{id}/channels", Needs(Action::ManageChannels), channels::show)
        .post("/units/{id}/channels", Needs(Action::ManageChannels), channels::add)
        .get("/channels/{id}", Needs(Action::ManageChannels), channels::show_one)
        .post("/channels/{id}", Needs(Action::ManageChannels), channels::change)
        .get(OUTBOX, Needs(Action::ManageSettings), outbox::show)
        .post(OUTBOX, Needs(Action::ManageSettings), outbox::again)
}

struct Page {
    rows: Vec<NoticeRow>,
    has_more: bool,
    unread: u32,
    /// The newest notice, where the page begins with it.
    newest: Option<NoticeId>,
    now: domain::Timestamp,
}

/// `GET /notices`
///
/// # Errors
/// When the database fails.
async fn show(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let before = asked.get("before").parse().map(NoticeId).ok();
    let mut rows = visitor.read().inbox(before).await?;
    let has_more = rows.len() > NOTICES_A_PAGE as usize;
    rows.truncate(NOTICES_A_PAGE as usize);
    let page = Page {
        newest: rows.first().filter(|_| before.is_none()).map(|row| row.id),
        unread: visitor.unread,
        now: visitor.state.now(),
        has_more,
        rows,
    };
    let done = (asked.get("done") == "read").then_some("All are read");
    let frame = visitor.frame("Inbox", NavKey::Inbox).crumb("Inbox", None).flash(done);
    Ok(visitor.page(&frame, || content(&page)))
}

/// `POST /notices/{id}/open`: notes that it was read, and leads to what it is about.
///
/// # Errors
/// [`AppError::NotFound`] when the person has no such notice.
async fn open(visitor: Visitor, At(id): At<NoticeId>) -> PageResult {
    let notice = visitor.read().notice(id).await?;
    visitor.store().read_notices(&visitor.actor, ReadUpTo::One(id)).await?;
    Ok(Redirect::to(local_path(&notice.href)).into_response())
}

/// `POST /notices/read`: all up to one are read; what came since is not.
///
/// # Errors
/// [`AppError::NotFound`] for what can't be the number of a notice.
async fn read(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    let upto = typed.get("upto").parse().map(NoticeId).map_err(|_| AppError::NotFound)?;
    visitor.store().read_notices(&visitor.actor, ReadUpTo::All(upto)).await?;
    Ok(Redirect::to(&format!("{INBOX}?done=read")).into_response())
}

fn content(page: &Page) -> AnyView {
    let lede = "What others did that concerns you, and what is due, late or about to expire.";
    let read = page.newest.filter(|_| page.unread > 0).map(|newest| {
        let upto = [("upto", newest.to_string())];
        post_button("/notices/read", upto, Button::submit("Mark all as read"))
    });
    let choices = Button::link(CHOICES, "What you are told").icon("settings-2");
    let head = PageHead::new("Inbox").lede(lede).actions(view! { {choices}{read} });
    if page.rows.is_empty() {
        let text = "Tasks, verdicts, questions and what is due are told here.";
        let empty = Empty::new("mail", "Nothing was told to you yet", text).section();
        return view! { {head}{empty} }.into_any();
    }
    let unread = format!("{} unread", text::number(page.unread.into()));
    let rows = page.rows.iter().map(|row| one(row, page.now)).collect_view();
    let list = view! { <ul class="list notices">{rows}</ul> };
    let older = page.rows.last().filter(|_| page.has_more).map(|last| {
        let href = format!("{INBOX}?before={}", last.id);
        view! { <div class="actions">{Button::link(href, "Older").icon("chevron-right").small()}</div> }
    });
    // A script shows it once there are more unread ones than now.
    let newer = view! {
        <p data-newer=page.unread.to_string() hidden>
            {Button::link(INBOX, "There are newer notices. Show them").icon("arrow-up").small()}
        </p>
    };
    view! { {head}{newer}{Panel::new("Notices").note(unread).flush(list)}{older} }.into_any()
}

/// A notice is opened by a form, which notes that it was read: a link changes nothing.
fn one(row: &NoticeRow, now: domain::Timestamp) -> AnyView {
    let (tone, glyph) = mark(row.kind);
    let unread = row.read_at.is_none();
    let place = row.unit_name.clone().map(|unit| format!("{unit}, ")).unwrap_or_default();
    let below = format!("{}: {place}{}", row.kind.label(), text::since(row.at, now));
    let state = if unread { "Unread: " } else { "" };
    let said = (!row.words.is_empty()).then(|| quote(row.words.clone()));
    let title = row.title.clone();
    let dot = unread.then(|| view! { <span class="notices__dot" aria-hidden="true"></span> });
    view! {
        <li data-unread=unread.to_string()>
            <form method="post" action=format!("/notices/{}/open", row.id) class="list__item">
                {Icon::new(glyph).class(tone.icon_class()).view()}
                <div class="list__main">
                    <button class="notices__open"><span class="sr">{state}</span>{title}</button>
                    <span>{below}</span>
                    {said}
                </div>
                {dot}
            </form>
        </li>
    }
    .into_any()
}

const fn mark(kind: NoticeKind) -> (Tone, &'static str) {
    match kind {
        NoticeKind::ChainBroken => (Tone::High, "unlink"),
        NoticeKind::EvidenceBroken => (Tone::High, "octagon-x"),
        NoticeKind::Overdue => (Tone::High, "alarm-clock"),
        NoticeKind::DueSoon | NoticeKind::RoundDue => (Tone::Off, "clock"),
        NoticeKind::Assigned => (Tone::Neutral, "user-round-check"),
        NoticeKind::Mentioned | NoticeKind::Watched => (Tone::Neutral, "list-checks"),
        NoticeKind::Returned => (Tone::Off, "corner-left-up"),
        NoticeKind::Rejected => (Tone::High, "circle-x"),
        NoticeKind::Asked => (Tone::Off, "message-circle-question-mark"),
        NoticeKind::ToDecide => (Tone::Info, "eye"),
        NoticeKind::EvidenceExpiring => (Tone::Off, "calendar-x"),
        NoticeKind::AcceptanceExpiring => (Tone::Off, "archive"),
        NoticeKind::Report => (Tone::Info, "chart-line"),
        NoticeKind::RoundOpened => (Tone::Neutral, "clipboard-check"),
    }
}
