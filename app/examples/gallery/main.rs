//! Every piece of the design system on one page, for looking at and for comparing with the design.
//!
//! `cargo run -p app --features ssr --example gallery`, then serve the repository's root over HTTP
//! and open `target/gallery/index.html`.

use std::path::Path;
use std::{fs, io};

use app::assets::{self, AssetUrls};
use app::shell::{
    Bare, BareLayout, Frame, NavItem, NavKey, PersonFrame, RoundFrame, Theme, bare_document,
    document,
};
use app::ui::steps::Step;
use app::ui::{Button, Empty, Field, Form, PageHead, Typed};
use chart::Size;
use domain::Invalid;
use leptos::prelude::*;

mod charts;
mod data;
mod words;

fn main() -> io::Result<()> {
    let style = |file: &str| format!("../../style/{file}");
    assets::install(AssetUrls {
        css: style("main.css"),
        icons: style("icons.svg"),
        font: style("fonts/inter.woff2"),
        favicon: style("favicon.svg"),
        ..AssetUrls::default()
    });
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/gallery");
    fs::create_dir_all(&folder)?;
    for (name, theme) in [("", Theme::Auto), ("-light", Theme::Light), ("-dark", Theme::Dark)] {
        fs::write(folder.join(format!("index{name}.html")), document(&frame(theme), gallery))?;
        let auth = bare("Sign in", BareLayout::Auth, theme);
        fs::write(folder.join(format!("signin{name}.html")), bare_document(&auth, sign_in))?;
        let setup = bare("Set up", BareLayout::Setup(steps(), 1), theme);
        fs::write(folder.join(format!("setup{name}.html")), bare_document(&setup, set_up))?;
    }
    for (name, drawing) in charts::files() {
        let sizes = [("", Size::new(960, 340).headed()), ("-narrow", Size::new(420, 260))];
        for (suffix, size) in sizes {
            fs::write(folder.join(format!("{name}{suffix}.svg")), chart::svg(&drawing, size))?;
        }
    }
    let plain = bare("Not found", BareLayout::Plain, Theme::Auto);
    fs::write(folder.join("plain.html"), bare_document(&plain, not_found))
}

fn frame(theme: Theme) -> Frame {
    let nav = [NavKey::Overview, NavKey::Units, NavKey::Assessments].map(NavItem::new);
    let more = [NavItem::counted(NavKey::Models, 41), NavItem::counted(NavKey::Evidence, 12)];
    let settings = [NavKey::People, NavKey::Account].map(NavItem::new);
    Frame {
        title: "Components".to_owned(),
        organisation: "Aldermoor Group".to_owned(),
        person: Some(PersonFrame {
            name: "Ingrid Solheim".to_owned(),
            email: "ingrid.solheim@aldermoor.example".to_owned(),
            role_label: "Manager".to_owned(),
        }),
        nav: nav.into_iter().chain(more).chain(settings).collect(),
        current: Some(NavKey::Units),
        round: Some(RoundFrame {
            name: "Q4 2026".to_owned(),
            closes: "closes in 18 days".to_owned(),
        }),
        crumbs: vec![
            ("Business units".to_owned(), Some("/units".to_owned())),
            ("Components".to_owned(), None),
        ],
        path: "/".to_owned(),
        theme,
        flash: Some("Model registered.".to_owned()),
        ..Frame::default()
    }
}

fn gallery() -> AnyView {
    let head = PageHead::new("Components")
        .lede("Every part in every state, drawn from the same styles as the pages.")
        .actions(view! {
            {Button::link("#", "Manager report").icon("file-text")}
            {Button::link("#", "Continue assessment").icon("clipboard-check").primary()}
        });
    view! { {head}{words::sections()}{data::sections()}{words::section("Report", charts::sections())} }.into_any()
}

fn bare(title: &str, layout: BareLayout, theme: Theme) -> Bare {
    Bare { title: title.to_owned(), layout, theme, ..Bare::default() }
}

fn sign_in() -> AnyView {
    let wrong = Invalid::one("password", "Email and password do not match.");
    let typed = Typed::new([("email", "priya.raman@aldermoor.example")]).wrong(wrong);
    let password = Field::password("password", "Password").autocomplete("current-password");
    let form = Form::post("#")
        .body(Field::email("email", "Email").autocomplete("username").view(&typed))
        .body(password.view(&typed))
        .body(Button::submit("Sign in").primary().large().class("btn--block"));
    view! { <div><h1>"Sign in"</h1><p class="muted">"Aldermoor Group"</p></div>{form} }.into_any()
}

fn steps() -> Vec<Step> {
    let all = [
        ("Administrator", "callum@aldermoor.example"),
        ("Organisation", "What it is called"),
        ("Business units", "Who answers for what"),
    ];
    let step =
        |(title, note): (&str, &str)| Step { title: title.to_owned(), note: note.to_owned() };
    all.map(step).to_vec()
}

fn set_up() -> AnyView {
    let typed = Typed::default().wrong(Invalid::one("name", "Enter a name."));
    let head = view! { <div><p class="small muted">"Step 2 of 3"</p><h1>"Organisation"</h1></div> };
    let foot = view! {
        <div class="setup__foot">
            {Button::link("#", "Back").icon("arrow-left")}
            {Button::submit("Save and continue").primary()}
        </div>
    };
    let form = Form::post("#").class("setup__form").body(head).summary(&typed);
    form.body(Field::text("name", "Name").view(&typed)).body(foot).view()
}

fn not_found() -> AnyView {
    let text = "There is nothing here, or nothing that you may see.";
    Empty::page("search-x", "Not found", text)
        .actions(Button::link("/", "Go to the overview"))
        .view()
}
