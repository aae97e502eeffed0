//! The page of one's own account.

use domain::notices::CHOICES;
use domain::{Timestamp, text};
use leptos::prelude::*;
use store::OpenSession;

use super::agent::describe;
use super::password::new_fields;
use crate::shell::Theme;
use crate::ui::{
    Button, Col, Field, Form, PageHead, Panel, Table, Tone, Typed, badge, icon_sm, post_button,
};

/// What the page shows.
pub(super) struct Own {
    /// The person's name.
    pub(super) name: String,
    /// By which they sign in.
    pub(super) email: String,
    /// Their sessions, newest use first.
    pub(super) sessions: Vec<OpenSession>,
    /// The key of the session that asks.
    pub(super) this: String,
    /// When the address of their calendar was made, if it was; none for whoever can't have one.
    pub(super) calendar: Option<Option<Timestamp>>,
    /// The colours that they chose.
    pub(super) theme: Theme,
    /// The present moment.
    pub(super) now: Timestamp,
}

/// What was typed into the form that came back, if one did.
#[derive(Default)]
pub(super) struct Forms {
    /// The name.
    pub(super) name: Option<Typed>,
    /// The password.
    pub(super) password: Option<Typed>,
}

pub(super) fn content(own: &Own, forms: &Forms) -> AnyView {
    view! {
        {PageHead::new("Your account").lede(own.email.clone())}
        <div class="cols cols--2">
            {you(own, forms.name.as_ref())}
            {password(own, forms.password.as_ref())}
        </div>
        {sessions(own)}
        {own.calendar.is_some().then(notices)}
        {own.calendar.map(calendar)}
        {theme(own.theme)}
    }
    .into_any()
}

fn you(own: &Own, typed: Option<&Typed>) -> AnyView {
    let stored = Typed::new([("name", own.name.as_str())]);
    let typed = typed.unwrap_or(&stored);
    let name = Field::text("name", "Name")
        .autocomplete("name")
        .max(120)
        .hint("As colleagues know you. Past entries keep the name that they were made under.");
    let form = Form::post("/account")
        .hidden("do", "name")
        .summary(typed)
        .body(name.view(typed))
        .actions(Button::submit("Save name"));
    Panel::new("You").body(form).view()
}

fn password(own: &Own, typed: Option<&Typed>) -> AnyView {
    let untouched = Typed::default();
    let typed = typed.unwrap_or(&untouched);
    let present = Field::password("present", "Present password").autocomplete("current-password");
    let email = own.email.clone();
    let form = Form::post("/account")
        .hidden("do", "password")
        .summary(typed)
        // Tells password managers whose password this is.
        .body(view! { <input type="email" autocomplete="username" value=email hidden readonly /> })
        .body(present.view(typed))
        .body(new_fields(typed))
        .actions(Button::submit("Change password"));
    Panel::new("Password").body(form).view()
}

fn sessions(own: &Own) -> AnyView {
    let rows = own.sessions.iter().map(|session| row(session, own)).collect_view();
    let cols = [
        Col::new("Where"),
        Col::new("Address").p2(),
        Col::new("Since").p3(),
        Col::new("Last used"),
        Col::new("End").hidden().fit(),
    ];
    let table = Table::new("Your sessions, last used first").cols(cols).rows(rows);
    let others = (own.sessions.len() > 1).then(|| {
        let button = Button::submit("End all others").small();
        post_button("/account", [("do", "end-others".to_owned())], button)
    });
    Panel::new("Where you are signed in").end(others).flush(table).view()
}

fn row(session: &OpenSession, own: &Own) -> AnyView {
    let here = session.id == own.this;
    let place = describe(&session.agent);
    let since = text::moment(session.created_at);
    let used = if here { "now".to_owned() } else { text::since(session.seen_at, own.now) };
    let end = if here {
        badge(Tone::Info, "monitor", "This one")
    } else {
        let label = format!("End the session of {place}, {}", session.address);
        let hidden = [("do", "end".to_owned()), ("session", session.id.clone())];
        post_button("/account", hidden, Button::submit("End").small().label(label))
    };
    view! {
        <tr>
            <th scope="row">
                {place}<span class="only-narrow">{session.address.clone()}</span>
            </th>
            <td class="p2 num">{session.address.clone()}</td>
            <td class="p3 num nowrap">{since}</td>
            <td class="num nowrap">{used}</td>
            <td class="is-fit">{end}</td>
        </tr>
    }
    .into_any()
}

fn notices() -> AnyView {
    let go = Button::link(CHOICES, "What you are told").icon("mail").small();
    let words = "Choose what stands in your inbox, and what you get by mail.";
    Panel::new("Notices").end(go).body(view! { <p>{words}</p> }).view()
}

fn calendar(made_at: Option<Timestamp>) -> AnyView {
    let words = match made_at {
        None => "Your calendar has no address.".to_owned(),
        Some(at) => {
            let made = text::moment(at);
            format!("Whoever has the address of your calendar reads it. It was made on {made}.")
        }
    };
    let go = Button::link(crate::rooms::tasks::calendar::PAGE, "Calendar").icon("calendar").small();
    Panel::new("Calendar").end(go).body(view! { <p>{words}</p> }).view()
}

fn theme(chosen: Theme) -> AnyView {
    let choices = Theme::ALL.into_iter().map(|theme| {
        let (glyph, text) = match theme {
            Theme::Auto => ("monitor", "As the system says"),
            Theme::Light => ("sun", "Light"),
            Theme::Dark => ("moon", "Dark"),
        };
        let pressed = if theme == chosen { "true" } else { "false" };
        view! {
            <button name="theme" value=theme.key() aria-pressed=pressed>{icon_sm(glyph)}{text}</button>
        }
    });
    let choices = choices.collect_view();
    let form = view! {
        <form method="post" action="/account/theme">
            <input type="hidden" name="back" value="/account" />
            <div class="seg" role="group" aria-label="Colours">{choices}</div>
        </form>
    };
    Panel::new("Colours").note("On this device").body(form).view()
}
