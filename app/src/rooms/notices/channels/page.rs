//! How the channels of a unit and one of them are shown.

use domain::notices::{CHANNEL_NAME, HookForm, MessageState, NoticeKind};
use domain::{ChannelId, Timestamp, UnitId, text};
use leptos::prelude::*;
use store::{CHANNELS_MAX, Channel};

use super::{Page, page_of, page_of_one};
use crate::ui::list::{Item, list};
use crate::ui::{
    Button, Empty, Facts, Field, Form, Notice, PageHead, Panel, Tone, Typed, post_button,
};

pub(super) fn content(page: &Page, typed: &Typed) -> AnyView {
    let lede = "Where news of this unit and of those below it is posted to, each piece once. What people \
                write to each other stays here: a post says what happened, and where to read on.";
    let head = PageHead::new(format!("Channels of {}", page.unit.name)).lede(lede);
    let known = if page.channels.is_empty() {
        let text = "News of this unit reaches people in their inbox and by mail alone.";
        Empty::new("plug", "No channel yet", text).section().view()
    } else {
        let items = page.channels.iter().map(|channel| item(channel, page.now));
        Panel::new("Channels").flush(list(items)).view()
    };
    let form = if page.unit.retired_at.is_some() || page.channels.len() >= CHANNELS_MAX {
        None
    } else {
        Some(Panel::new("Set up a channel").body(add_form(page.unit.id, typed)).view())
    };
    view! { {head}<div class="stack stack--3">{known}{form}</div> }.into_any()
}

fn item(channel: &Channel, now: Timestamp) -> Item {
    let (tone, glyph, last) = standing(channel, now);
    Item::new(channel.name.clone())
        .below(format!("{} to {}. {last}", channel.form.label(), channel.host))
        .icon(tone, glyph)
        .href(page_of_one(channel.id))
}

/// How the last message fared, as a sentence.
fn standing(channel: &Channel, now: Timestamp) -> (Tone, &'static str, String) {
    let Some(last) = &channel.last else {
        return (Tone::Neutral, "plug", "Nothing was posted yet.".to_owned());
    };
    match last.state {
        MessageState::Sent => {
            (Tone::True, "circle-check", format!("Delivered {}.", text::since(last.at, now)))
        }
        MessageState::Waiting => (
            Tone::Off,
            "clock",
            format!("Not taken: {}. Tried again {}.", last.why, text::moment(last.at)),
        ),
        MessageState::Dead => (Tone::High, "octagon-x", format!("Given up: {}.", last.why)),
        MessageState::Dropped => (Tone::Neutral, "minus", last.why.clone()),
    }
}

fn add_form(unit: UnitId, typed: &Typed) -> AnyView {
    let forms = HookForm::ALL.iter().map(|it| (it.key(), it.label()));
    let form = Field::select("form", "Form", forms).hint(
        "Signed JSON is for programs: each post carries a signature by the Standard Webhooks specification.",
    );
    Form::post(page_of(unit))
        .summary(typed)
        .grid(view! { {name_field(typed)}{form.view(typed)}{address_field(typed, None)} })
        .body(kinds_field(typed))
        .actions(Button::submit("Set up the channel").primary())
        .view()
}

fn name_field(typed: &Typed) -> AnyView {
    Field::text("name", "Name")
        .max(CHANNEL_NAME)
        .hint("Such as that of the chat’s room.")
        .view(typed)
}

fn address_field(typed: &Typed, known: Option<&str>) -> AnyView {
    let field = Field::url("address", "Address").full().autocomplete("off");
    let field = match known {
        None => field.hint(
            "The chat program gives it, or whoever runs the receiver. It is kept sealed and never shown again.",
        ),
        Some(host) => field.optional().hint(format!(
            "Now at {host}. Leave it empty to keep it: it is sealed and can’t be shown."
        )),
    };
    field.view(typed)
}

fn kinds_field(typed: &Typed) -> AnyView {
    let kinds = NoticeKind::ALL.iter().filter_map(|kind| Some((kind.key(), kind.in_channel()?)));
    Field::checks("kinds", "What it is told of", kinds).view(typed)
}

/// The secret of a channel that was just set up. It answers the form: it is kept sealed, so no other
/// page could show it.
pub(super) fn secret(unit: UnitId, id: ChannelId, name: &str, secret: &str) -> AnyView {
    let lede =
        "The channel is set up. Its receiver needs this secret to know that posts are yours.";
    let notice = Notice::new(
        Tone::Off,
        "Copy it now. Whoever has it can make posts that look like ours; when it is lost, set the channel up anew.",
    )
    .head("This secret is shown only here and only once.");
    let typed = Typed::new([("secret", secret)]);
    let field = Field::text("secret", "Secret").readonly().mono().autocomplete("off");
    let field =
        field.hint("HMAC-SHA256 over id, moment and body, by the Standard Webhooks specification.");
    let actions = view! {
        <div class="actions">
            {Button::link(page_of_one(id), "To the channel").primary()}
            {Button::link(page_of(unit), "All channels")}
        </div>
    };
    let body = view! { {notice}{field.view(&typed)}{actions} };
    view! {
        {PageHead::new(format!("Secret of {name}")).lede(lede)}
        {Panel::untitled("To hand over").stacked(body)}
    }
    .into_any()
}

pub(super) fn one(channel: &Channel, typed: &Typed, now: Timestamp) -> AnyView {
    let action = page_of_one(channel.id);
    let again = post_button(
        action.clone(),
        [("do", "try".to_owned())],
        Button::submit("Try it").icon("send"),
    );
    let (tone, glyph, last) = standing(channel, now);
    let last = Notice::new(tone, last).icon(glyph);
    let waiting = text::count(channel.waiting, "message", "messages");
    let facts = Facts::new()
        .row("Form", channel.form.label())
        .row("Posts to", channel.host.clone())
        .num("Waiting", waiting)
        .row("Set up", format!("by {}, {}", channel.made_by, text::moment(channel.made_at)));
    let form = Form::post(action.clone())
        .hidden("do", "change")
        .summary(typed)
        .grid(view! { {name_field(typed)}{address_field(typed, Some(&channel.host))} })
        .body(kinds_field(typed))
        .actions(Button::submit("Save the changes").primary());
    let remove = post_button(
        action,
        [("do", "remove".to_owned())],
        Button::submit("Remove the channel").danger().icon("trash-2"),
    );
    let remove = view! {
        <p class="small muted">
            "Nothing is posted there any more, what waits is dropped, and its address and secret are forgotten."
        </p>
        {remove}
    };
    view! {
        {PageHead::new(channel.name.clone()).actions(again)}
        <div class="stack stack--3">
            {last.view()}
            {Panel::new("The channel").body(facts)}
            {Panel::new("Change it").body(form)}
            {Panel::new("Remove it").stacked(remove)}
        </div>
    }
    .into_any()
}
