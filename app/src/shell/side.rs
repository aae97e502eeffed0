//! The navigation: a column, a rail, or a drawer, and the person's menu at its foot.

use leptos::prelude::*;

use super::frame::{Frame, Theme};
use super::nav::{NavItem, NavKey};
use crate::ui::form::hidden_fields;
use crate::ui::person::avatar_lg;
use crate::ui::{icon, icon_sm};

pub(super) fn side(frame: &Frame) -> AnyView {
    let foot = frame.person.clone().map(|person| {
        view! {
            <div class="side__foot">
                <button class="side__user" type="button" popovertarget="me">
                    {avatar_lg(&person.name)}
                    <span><b>{person.name}</b><small>{person.role_label}</small></span>
                    {icon_sm("chevrons-up-down")}
                </button>
            </div>
        }
    });
    view! {
        <div class="side" id="side" popover="auto">
            <nav aria-label="Main">{super::brand_link()}{search()}{groups(frame)}</nav>
            {foot}
        </div>
    }
    .into_any()
}

fn search() -> AnyView {
    view! {
        <form class="side__search" role="search" action="/models">
            <input
                type="search"
                name="q"
                placeholder="Search models"
                aria-label="Search models"
                accesskey="/"
            />
            {icon("search")}
        </form>
    }
    .into_any()
}

/// The entries in their groups; a group is a run of entries with the same title.
fn groups(frame: &Frame) -> AnyView {
    let groups = frame.nav.chunk_by(|a, b| a.key.group() == b.key.group()).map(|items| {
        let title = items.first().map_or("", |item| item.key.group());
        let title = (!title.is_empty()).then(|| view! { <h2>{title}</h2> });
        let items = items.iter().map(|item| entry(*item, frame)).collect_view();
        view! { <div class="side__group">{title}<ul class="side__list">{items}</ul></div> }
    });
    groups.collect_view().into_any()
}

fn entry(item: NavItem, frame: &Frame) -> AnyView {
    let NavItem { key, count } = item;
    let current = (frame.current == Some(key)).then_some("page");
    let count = count.map(|n| match key {
        NavKey::Inbox => unread(n),
        _ => view! { <span class="side__count">{domain::text::number(n)}</span> }.into_any(),
    });
    view! {
        <li>
            <a class="side__item" href=key.href() aria-current=current>
                {icon(key.glyph())}
                <span>{key.text()}</span>
                {count}
            </a>
        </li>
    }
    .into_any()
}

/// The number of unread notices, which a script keeps true; nothing is shown of none.
fn unread(n: u64) -> AnyView {
    let is_none = n == 0;
    view! {
        <span class="side__count" data-unread="" hidden=is_none>
            <span>{domain::text::number(n)}</span>
            <span class="sr">" unread"</span>
        </span>
    }
    .into_any()
}

/// Theme, account, sign out; works without scripts.
pub(super) fn person_menu(frame: &Frame) -> Option<AnyView> {
    let email = frame.person.as_ref()?.email.clone();
    let menu = view! {
        <div class="menu menu--up menu--me" id="me" popover="auto" role="region" aria-label="Your menu">
            <p class="menu__title">{email}</p>
            {theme_form(frame)}
            <hr />
            <a href="/account">{icon("user")}"Your account"</a>
            <form method="post" action="/signout"><button>{icon("log-out")}"Sign out"</button></form>
        </div>
    };
    Some(menu.into_any())
}

fn theme_form(frame: &Frame) -> AnyView {
    let back = hidden_fields(vec![("back".to_owned(), frame.path.clone())]);
    let choices = Theme::ALL.into_iter().map(|theme| {
        let (glyph, text) = match theme {
            Theme::Auto => (icon_sm("monitor"), "Auto"),
            Theme::Light => (icon_sm("sun"), "Light"),
            Theme::Dark => (icon_sm("moon"), "Dark"),
        };
        let pressed = if theme == frame.theme { "true" } else { "false" };
        view! { <button name="theme" value=theme.key() aria-pressed=pressed>{glyph}{text}</button> }
    });
    let choices = choices.collect_view();
    view! {
        <form class="menu__theme" method="post" action="/account/theme">
            {back}
            <div class="seg" role="group" aria-label="Theme">{choices}</div>
        </form>
    }
    .into_any()
}
