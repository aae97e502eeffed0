//! Messages that fail, for those who look after the installation.

use axum::response::{IntoResponse as _, Redirect};
use domain::notices::MessageState;
use domain::{MessageId, Timestamp, text};
use leptos::prelude::*;
use store::{OutboxCounts, TroubledMessage};

use super::OUTBOX;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, Sent};
use crate::shell::NavKey;
use crate::ui::{Button, Col, Empty, Notice, PageHead, Panel, Table, Tone, badge, post_button};

struct Page {
    rows: Vec<TroubledMessage>,
    counts: OutboxCounts,
    mails: bool,
    now: Timestamp,
}

/// `GET /settings/outbox`
///
/// # Errors
/// [`domain::AppError::NotFound`] to whoever may not manage settings.
pub(super) async fn show(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let page = Page {
        rows: visitor.read().troubled_messages().await?,
        counts: visitor.read().outbox_counts().await?,
        mails: visitor.state.settings.mails,
        now: visitor.state.now(),
    };
    let done = match asked.get("done") {
        "again" => Some("It is sent again"),
        "none" => Some("Nothing had been given up"),
        _ => None,
    };
    let frame = visitor.frame("Outbox", NavKey::Outbox).crumb("Outbox", None).flash(done);
    Ok(visitor.page(&frame, || content(&page)))
}

/// `POST /settings/outbox`: sends a message again that was given up, or all of them.
///
/// # Errors
/// [`domain::AppError::NotFound`] to whoever may not manage settings, and for a message that was not
/// given up.
pub(super) async fn again(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    let only = match typed.get("message") {
        "" => None,
        id => Some(id.parse().map(MessageId).map_err(|_| domain::AppError::NotFound)?),
    };
    let again = visitor.store().send_again(&visitor.actor, only).await?;
    let done = if again == 0 { "none" } else { "again" };
    Ok(Redirect::to(&format!("{OUTBOX}?done={done}")).into_response())
}

fn content(page: &Page) -> AnyView {
    let lede = "Mail to people and posts to the channels of units. What fails is tried again for a day \
                and a half, less and less often, and then given up. What a message says is not shown here.";
    let figure = |n: u32, what: &'static str| {
        view! { <span><b class="num">{text::number(n.into())}</b>" "{what}</span> }
    };
    let head = PageHead::new("Outbox").lede(lede).meta(view! {
        {figure(page.counts.waiting, "waiting")}
        {figure(page.counts.failing, "of them failed before")}
        {figure(page.counts.dead, "given up")}
    });
    let head = if page.counts.dead > 0 {
        let all = Button::submit("Send all again that were given up");
        head.actions(post_button(OUTBOX, [], all))
    } else {
        head
    };
    let no_mail = (!page.mails).then(|| {
        Notice::new(
            Tone::Neutral,
            "Notices stand in the inbox alone. The operator names a mail server with --smtp-url.",
        )
        .head("Mail is not set up.")
        .icon("mail")
        .view()
    });
    view! { {head}<div class="stack stack--3">{no_mail}{table(page)}</div> }.into_any()
}

fn table(page: &Page) -> AnyView {
    if page.rows.is_empty() {
        let text = "Everything that was due has been delivered.";
        return Empty::new("circle-check", "Nothing failed", text).section().view();
    }
    let cols = [
        Col::new("To"),
        Col::new("State"),
        Col::new("Why it failed").p2(),
        Col::new("Tries").num().p3(),
        Col::new("Made").p3(),
        Col::new("Send again").hidden().fit(),
    ];
    let rows = page.rows.iter().map(|row| one(row, page.now)).collect_view();
    let table = Table::new("Messages that failed, those given up first").cols(cols).rows(rows);
    Panel::untitled("Messages that failed").flush(table).view()
}

fn one(row: &TroubledMessage, now: Timestamp) -> AnyView {
    let is_dead = row.state == MessageState::Dead;
    let what = if row.person.is_some() { "Mail" } else { "Post to a channel" };
    let to = row.person.clone().or_else(|| row.channel.clone()).unwrap_or_default();
    let state = if is_dead {
        badge(Tone::High, "octagon-x", row.state.label())
    } else {
        badge(Tone::Off, "clock", "Tried again")
    };
    let when = if is_dead { text::since(row.at, now) } else { text::moment(row.at) };
    let again = is_dead.then(|| {
        let button = Button::submit("Send again").small().label(format!("Send again: {to}"));
        post_button(OUTBOX, [("message", row.id.to_string())], button)
    });
    view! {
        <tr>
            <th scope="row">
                {to}
                <span class="sub">{what}</span>
                <span class="only-narrow">{row.why.clone()}</span>
            </th>
            <td>{state}<span class="sub">{when}</span></td>
            <td class="p2">{row.why.clone()}</td>
            <td class="p3 num">{row.failures}</td>
            <td class="p3 num nowrap">{text::moment(row.made_at)}</td>
            <td class="is-fit">{again}</td>
        </tr>
    }
    .into_any()
}
