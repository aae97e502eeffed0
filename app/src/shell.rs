//! The document around every page: head, navigation, breadcrumbs, the person's menu. Pages give a
//! [`Frame`] and their content; nothing else writes `<html>`.

mod bare;
mod frame;
mod head;
mod nav;
mod past;
mod seal;
mod side;

use std::sync::Arc;

use hydration_context::SsrSharedContext;
use leptos::prelude::*;

pub use bare::{Bare, BareLayout, bare_document};
pub use frame::{Frame, Layout, PersonFrame, RoundFrame, Theme};
pub use nav::{NavItem, NavKey};
pub use past::{Backwards, Days};
pub use seal::Seal;

use crate::ui::button::Button;
use crate::ui::crumbs::crumbs;
use crate::ui::icon_sm;
use crate::ui::notice::toast;

/// The whole document of a page for somebody who is signed in. `content` runs inside a reactive
/// owner, so that islands in it are written as islands; load everything before.
pub fn document(frame: &Frame, content: impl FnOnce() -> AnyView) -> String {
    render(|| {
        let head = head::head(&frame.title, &frame.nonce, frame.islands, frame.is_live);
        let body = body(frame, content());
        html(frame.theme, head, body)
    })
}

/// Renders under an owner that knows islands, and lets everything go afterwards.
fn render(view: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| view().to_html());
    without_markers(&html)
}

/// The framework ends every list of children with an empty comment, by which the browser's half
/// finds its place. Only islands need them; elsewhere they weigh, and in a `<title>` they show.
/// Text and attributes are escaped, so nothing that a person wrote can look like one.
fn without_markers(html: &str) -> String {
    const MARKER: &str = "<!>";
    let mut kept = String::with_capacity(html.len() + 16);
    kept.push_str("<!doctype html>");
    let (mut islands, mut from) = (0_usize, 0);
    for (at, _) in html.match_indices('<') {
        let rest = &html[at..];
        if rest.starts_with("<leptos-island") {
            islands += 1;
        } else if rest.starts_with("</leptos-island") {
            islands = islands.saturating_sub(1);
        } else if islands == 0 && rest.starts_with(MARKER) {
            kept.push_str(&html[from..at]);
            from = at + MARKER.len();
        }
    }
    kept.push_str(&html[from..]);
    kept
}

fn html(theme: Theme, head: AnyView, body: AnyView) -> AnyView {
    let theme = theme.attribute();
    view! { <html lang="en" data-theme=theme>{head}<body>{body}</body></html> }.into_any()
}

fn body(frame: &Frame, content: AnyView) -> AnyView {
    let page = frame.layout.class();
    let flash = frame.flash.clone().map(toast);
    view! {
        <a class="skip" href="#main">"Skip to content"</a>
        <div class="shell">
            {topbar(frame)}
            {side::side(frame)}
            {side::person_menu(frame)}
            <main class="sheet" id="main" tabindex="-1">
                {strip(frame)}
                <div class=page>
                    {past::notice(&frame.days)}
                    {flash}
                    {content}
                    {past::choice(&frame.days)}
                    {seal::seal(frame.seal.as_ref())}
                </div>
            </main>
        </div>
    }
    .into_any()
}

/// Narrow screens only: the button that opens the navigation, and the round.
fn topbar(frame: &Frame) -> AnyView {
    let open = Button::opens("side", "Open navigation").icon("menu").icon_only().quiet();
    view! { <header class="topbar">{open}{brand_link()}{round(frame)}</header> }.into_any()
}

fn strip(frame: &Frame) -> AnyView {
    let mut steps = vec![(frame.organisation.clone(), Some("/".to_owned()))];
    steps.extend(frame.crumbs.iter().cloned());
    view! {
        <div class="strip">{crumbs(&steps)}<div class="strip__end">{round(frame)}</div></div>
    }
    .into_any()
}

fn round(frame: &Frame) -> Option<AnyView> {
    frame.round.clone().map(|RoundFrame { name, closes }| {
        view! {
            <span class="cycle">
                {icon_sm("calendar-clock")}
                <span><b>{name}</b><span class="cycle__more">{format!(" {closes}")}</span></span>
            </span>
        }
        .into_any()
    })
}

/// The mark and the name, leading home.
fn brand_link() -> AnyView {
    view! { <a class="brand" href="/">{mark()}<span>"Plumbline"</span></a> }.into_any()
}

fn mark() -> AnyView {
    view! {
        <svg viewBox="0 0 22 22" aria-hidden="true">
            <path class="wire" d="M11 1v8" stroke-width="1.75" stroke-linecap="round" />
            <path class="wire" d="M5 1h12" stroke-width="1.75" stroke-linecap="round" />
            <path class="bob" d="M6.5 9h9v3.5c0 3.5-2.6 5.5-4.5 9-1.9-3.5-4.5-5.5-4.5-9z" />
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[island]
    fn Counter(start: i32) -> impl IntoView {
        let count = RwSignal::new(start);
        view! { <button class="btn">{move || count.get()}</button> }
    }

    fn frame() -> Frame {
        Frame {
            title: "Models & more".to_owned(),
            organisation: "Aldermoor Group".to_owned(),
            person: Some(PersonFrame {
                name: "Ingrid Solheim".to_owned(),
                email: "ingrid@aldermoor.example".to_owned(),
                role_label: "Manager".to_owned(),
            }),
            nav: vec![NavItem::new(NavKey::Overview), NavItem::counted(NavKey::Models, 41)],
            current: Some(NavKey::Models),
            crumbs: vec![("Models".to_owned(), None)],
            path: "/models?q=a&b".to_owned(),
            nonce: "n0nce".to_owned(),
            ..Frame::default()
        }
    }

    #[test]
    fn an_island_is_marked_and_carries_its_props() {
        let html = document(&Frame { islands: true, ..frame() }, || {
            view! { <p>"before"</p><Counter start=3 /> }.into_any()
        });
        assert!(html.contains("<leptos-island data-component=\"Counter_"), "{html}");
        assert!(html.contains("data-props=\"{&quot;start&quot;:3}\""), "{html}");
        assert!(html.contains("<button class=\"btn\">3<!></button></leptos-island>"), "{html}");
        assert!(html.contains("<script type=\"module\" src=\"/assets/start.js\" nonce=\"n0nce\">"));
    }

    #[test]
    fn a_page_is_a_whole_document_without_inline_style_or_script() {
        let html = document(&frame(), || view! { <h1>"Models"</h1> }.into_any());
        assert!(html.starts_with("<!doctype html><html lang=\"en\"><head>"), "{html}");
        assert!(html.contains("<title>Models &amp; more · Plumbline</title>"), "{html}");
        assert!(html.contains("href=\"/models\" aria-current=\"page\""), "{html}");
        assert!(!html.contains("style=") && !html.contains("<script"), "{html}");
        assert!(html.contains("name=\"back\" value=\"/models?q=a&amp;b\""), "{html}");
        assert!(html.ends_with("</html>"), "{html}");
    }

    #[test]
    fn what_a_person_wrote_survives_even_where_it_looks_like_markup() {
        let note = "a <!> b </title> \" <leptos-island>";
        let html = document(&Frame { title: note.to_owned(), ..frame() }, || {
            view! { <p title=note>{note}</p><p>"after"</p> }.into_any()
        });
        assert_eq!(html.matches("&lt;!&gt;").count(), 3, "{html}");
        assert!(!html.contains("<!>"), "{html}");
    }

    #[test]
    fn the_theme_is_on_the_root_only_when_it_was_chosen() {
        let dark = document(&Frame { theme: Theme::Dark, ..frame() }, || ().into_any());
        assert!(dark.contains("<html lang=\"en\" data-theme=\"dark\">"), "{dark}");
    }
}
