//! The page that shows a link, once.

use axum::response::Response;
use domain::{PersonId, text};
use leptos::prelude::*;
use store::{Invitation, LinkPurpose};

use crate::context::Visitor;
use crate::shell::NavKey;
use crate::ui::{Button, Field, Notice, PageHead, Panel, Tone, Typed};

/// The link and what is said about it.
pub(crate) struct Shown {
    person: PersonId,
    name: String,
    link: String,
    purpose: LinkPurpose,
    until: String,
}

impl Shown {
    /// A link that was just made.
    pub(crate) fn new(site: &str, name: &str, made: &Invitation) -> Self {
        Self {
            person: made.person,
            name: name.to_owned(),
            link: format!("{site}/link/{}", made.token),
            purpose: made.purpose,
            until: text::moment(made.expires_at),
        }
    }
}

/// The page. It answers a form directly instead of redirecting: the link is kept nowhere, so no
/// other page could show it.
pub(crate) fn link_page(visitor: &Visitor, shown: &Shown) -> Response {
    let title = match shown.purpose {
        LinkPurpose::Invitation => format!("Invitation for {}", shown.name),
        LinkPurpose::Reset => format!("New password for {}", shown.name),
    };
    let frame = visitor
        .frame(title.clone(), NavKey::People)
        .crumb("People", Some("/people".to_owned()))
        .crumb(shown.name.clone(), Some(format!("/people/{}", shown.person)))
        .crumb("Link", None);
    visitor.page(&frame, || content(title.clone(), shown))
}

fn content(title: String, shown: &Shown) -> AnyView {
    let head = PageHead::new(title).lede(match shown.purpose {
        LinkPurpose::Invitation => "The account is made. With this link they choose a password and are in.",
        LinkPurpose::Reset => "With this link they choose a new password. Older links stopped working; the present password works until then.",
    });
    let notice = Notice::new(
        Tone::Off,
        "Copy it now and hand it over yourself: whoever opens it first takes the account.",
    )
    .head("This link is shown only here and only once.");
    let typed = Typed::new([("link", shown.link.as_str())]);
    let link = Field::text("link", "Link")
        .readonly()
        .mono()
        .autocomplete("off")
        .hint(format!("Works once, until {}.", shown.until));
    let actions = view! {
        <div class="actions">
            {Button::link("/people", "Back to people").primary()}
            {Button::link(format!("/people/{}", shown.person), shown.name.clone())}
        </div>
    };
    let body = view! { {notice}{link.view(&typed)}{actions} };
    view! { {head}{Panel::untitled("To hand over").stacked(body)} }.into_any()
}
