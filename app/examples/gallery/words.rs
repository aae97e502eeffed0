//! Buttons, badges, forms, notices, menus: the pieces that are mostly words.

use app::ui::badge::{
    Due, answer_badge, assessment_badge, band_badge, clash_badge, draft_badge, due, evidence_badge,
    not_assessed_badge, returned_badge, stale_badge, support_badge, tag,
};
use app::ui::dialog::Dialog;
use app::ui::disclosure::{disclosure, disclosure_button};
use app::ui::form::YesNo;
use app::ui::list::{Item, list};
use app::ui::menu::Menu;
use app::ui::notice::toast;
use app::ui::person::{avatar, avatar_here, avatar_lg, people, person, person_with};
use app::ui::steps::{Step, steps};
use app::ui::tabs::{Tabs, segments};
use app::ui::timeline::{Mark, Timeline, quote};
use app::ui::{
    Button, Empty, Facts, Field, Form, Icon, Notice, Panel, Part, Tone, Typed, badge, icon_lg,
    post_button,
};
use domain::assessment::State;
use domain::evidence::EvidenceState;
use domain::score::Support;
use domain::{Band, Invalid};
use leptos::prelude::*;

/// A section of the gallery.
pub fn section(title: &'static str, content: impl Part) -> AnyView {
    view! { <section class="stack"><h2>{title}</h2>{content.part()}</section> }.into_any()
}

pub fn sections() -> AnyView {
    view! {
        {section("Icons", icons())}
        {section("Buttons", buttons())}
        {section("Badges", badges())}
        {section("Forms", forms())}
        {section("Notices", notices())}
        {section("Lists", lists())}
        {section("States", states())}
        {section("Menus and dialogs", overlays())}
        {section("Navigation", navigation())}
    }
    .into_any()
}

fn icons() -> AnyView {
    let label = Icon::new("band-gap").lg().label("Between bands");
    view! { <div class="row row--wrap">{icon_lg("gauge")}{icon_lg("band-high")}{label}</div> }
        .into_any()
}

fn buttons() -> AnyView {
    let row = |make: fn(Button) -> Button| {
        view! {
            <div class="row row--wrap">
                {make(Button::submit("Save"))}
                {make(Button::submit("With icon").icon("plus"))}
                {make(Button::submit("Small").small().icon("plus"))}
                {make(Button::submit("Disabled").disabled(true))}
                {make(Button::submit("More").icon("ellipsis").icon_only())}
            </div>
        }
        .into_any()
    };
    let views = vec![
        ("#buttons".to_owned(), "Tree".to_owned(), true),
        ("#flat".to_owned(), "Flat".to_owned(), false),
    ];
    view! {
        {row(|button| button)}
        {row(Button::primary)}
        {row(Button::quiet)}
        {row(Button::accept)}
        {row(Button::danger)}
        <div class="row row--wrap">
            {Button::link("#", "Link").icon("pencil")}
            {Button::link("#", "Previous item").icon("chevron-up").icon_only().disabled(true)}
            {post_button("#", [("version", "3".to_owned())], Button::submit("Posts by itself"))}
            {segments("View", views)}
        </div>
    }
    .into_any()
}

fn badges() -> AnyView {
    let evidence = EvidenceState::ALL.iter().map(|state| evidence_badge(*state)).collect_view();
    let support = Support::ALL.iter().map(|support| support_badge(*support)).collect_view();
    let bands = Band::ALL.iter().map(|band| band_badge(Some(*band))).collect_view();
    let states = State::ALL.iter().map(|state| assessment_badge(*state)).collect_view();
    view! {
        <div class="row row--wrap">{bands}{band_badge(None)}{not_assessed_badge()}{stale_badge()}</div>
        <div class="row row--wrap">{evidence}{support}{clash_badge()}</div>
        <div class="row row--wrap">{states}{draft_badge(0, 10)}{draft_badge(7, 10)}{returned_badge()}</div>
        <div class="row row--wrap">
            {badge(Tone::Neutral, "lock", "Internal")}{badge(Tone::Info, "globe", "External")}
            {badge(Tone::Off, "circle-help", "Unknown")}{answer_badge(Some(true))}
            {answer_badge(Some(false))}{answer_badge(None)}{tag("chat")}
            {due(Due::Over, "20 Nov 2026")}{due(Due::Soon, "27 Nov 2026")}
            {due(Due::Later, "11 Dec 2026")}
        </div>
    }
    .into_any()
}

fn forms() -> AnyView {
    let mut wrong = Invalid::one("until", "Enter a day such as 28 Feb 2027.");
    wrong.add("kind", "Choose a kind.");
    wrong.add("terms", "Tick this to go on.");
    wrong.add("", "Someone else changed this model at 14:01.");
    let typed = Typed::new([
        ("name", "Shop Assistant"),
        ("note", "First line\nsecond <b>line</b>"),
        ("unit", "2"),
        ("tags", "chat"),
        ("answer", "no"),
        ("locked", "yes"),
    ]);
    let typed = typed.wrong(wrong);
    let units = [("1", "Commerce"), ("2", "Online Store")];
    let kinds = [("llm", "Language model"), ("vision", "Vision")];
    let fields = view! {
        {Field::text("name", "Name").hint("As your team says it.").max(120).view(&typed)}
        {Field::select("unit", "Business unit", units).placeholder("Choose a unit").view(&typed)}
        {Field::date("until", "Valid until").view(&typed)}
        {Field::number("days", "Rotation").optional().placeholder("90").view(&typed)}
        {Field::url("link", "Link").affix("https://").view(&typed)}
        {Field::password("password", "Password")
            .label_end(view! { <a class="link small" href="#">"Forgotten?"</a> })
            .view(&typed)}
        {Field::file("file", "Evidence").hint("Up to 25 MiB.").multiple().view(&typed)}
        {Field::text("id", "Read only").readonly().hint("Set when it was registered.").view(&typed)}
        {Field::textarea("note", "Note for the reviewer").optional().rows(3).full().view(&typed)}
    };
    let choices = view! {
        {Field::radios("kind", "Kind", kinds).view(&typed)}
        {Field::checks("tags", "Tags", [("chat", "Chat"), ("web", "Web")]).view(&typed)}
        {Field::checkbox("terms", "I have read this").view(&typed)}
        {Field::radios("verdict", "Verdict", [("accepted", "Accept"), ("rejected", "Reject")])
            .boxed()
            .note("accepted", "Counts as evidenced until 14 Feb 2027")
            .note("rejected", "The assessor is told why")
            .view(&typed)}
    };
    let answers = view! {
        <div class="row row--wrap">
            {YesNo::new("open", "Answer: Inventory").view(&typed)}
            {YesNo::new("answer", "Answer: Exposure").view(&typed)}
            {YesNo::new("locked", "Answer: locked").disabled(true).view(&typed)}
            {YesNo::new("kind", "Answer: missing").prefix("missing").large().view(&typed)}
        </div>
    };
    Form::post("#")
        .hidden("revision", "3")
        .summary(&typed)
        .grid(fields)
        .grid(choices)
        .body(answers)
        .actions(
            view! { {Button::submit("Register model").primary()}{Button::link("#", "Cancel")} },
        )
        .view()
}

fn notices() -> AnyView {
    let review = Button::link("#", "Review them").small();
    view! {
        <div class="stack stack--2">
            {Notice::new(Tone::Info, "It closes on 11 Dec 2026.").head("Q4 2026 is open.")}
            {Notice::new(Tone::True, "30 points claimed, 60 evidenced.").head("Submitted.")}
            {Notice::new(Tone::Off, "").head("6 items expire before the round closes.").actions(review)}
            {Notice::new(Tone::High, "Ivy Chen changed this answer at 14:01.").head("Not saved.")}
            {Notice::new(Tone::Clash, "3 models have exposure unknown.").head("The inventory disagrees.")}
            {Notice::new(Tone::Neutral, "Your session ended. Drafts are saved.").icon("clock")}
            {toast("Model registered.")}
        </div>
    }
    .into_any()
}

fn lists() -> AnyView {
    let items = [
        Item::new("Inventory disagrees on Exposure")
            .below("Online Store")
            .icon(Tone::Clash, "git-compare-arrows")
            .end("2 h")
            .href("#"),
        Item::new("12 items wait for review")
            .below("Oldest: 9 days")
            .icon(Tone::Neutral, "file-clock"),
    ];
    let foot = view! { <a class="link" href="#">"See all"</a> };
    let told = quote("A screenshot does not show when it was taken.");
    let events = Timeline::new()
        .entry(Mark::True, view! { <b>"Accepted"</b>" by Dele Adeyemi" }, "23 Nov 2026, 09:42")
        .entry_with(Mark::High, view! { <b>"Rejected"</b> }, "20 Nov 2026, 16:27", told)
        .entry(Mark::Plain, view! { <b>"Uploaded"</b>" by Freya Lund" }, "20 Nov 2026, 15:50")
        .entry(Mark::Now, view! { <b>"Opened"</b>" by you" }, "Now");
    let facts = Facts::new()
        .row("Owner", person("Priya Raman"))
        .text("Provider", "")
        .num("Next review", "04 Feb 2027")
        .ruled();
    view! {
        <div class="cols cols--3">
            {Panel::new("Needs a decision").aside("2").flush(list(items)).foot(foot)}
            {events}
            {facts}
        </div>
        <div class="row row--wrap">
            {avatar("Priya Raman")}{avatar_lg("Priya Raman")}{avatar_here("Ivy Chen")}
            {people(&["Priya Raman".to_owned(), "Ivy Chen".to_owned()])}
            {person_with("Dele Adeyemi", "dele.adeyemi@aldermoor.example")}
        </div>
    }
    .into_any()
}

fn states() -> AnyView {
    let register = Button::link("#", "Register model").icon("plus").primary();
    let empty = Empty::new("box", "No models yet", "Register the first one.").actions(register);
    let broken = "Nothing was changed. Reference 7f3c-11a9 is in the server’s log.";
    view! {
        <div class="cols cols--2">
            {Panel::untitled("Empty").flush(empty)}
            {Panel::untitled("Error").flush(Empty::new("server-crash", "This page could not be built", broken))}
        </div>
    }
    .into_any()
}

fn overlays() -> AnyView {
    let menu = Menu::new("more", "More actions")
        .link("#", "pencil", "Edit")
        .post("#", Vec::new(), "copy", "Duplicate")
        .rule()
        .opens("retire", "archive", "Retire model", true);
    let retire = Dialog::new("retire", "Retire Size Adviser?")
        .says("It leaves the register’s counts but keeps its history and evidence.")
        .posts("#", "Retire model")
        .hidden("revision", "3")
        .keep("Keep it")
        .danger();
    let fields = Field::url("url", "Link").view(&Typed::default());
    view! {
        <div class="row row--wrap">
            {Menu::button("more", "More actions")}
            {Button::opens("retire", "Retire model").danger()}
            {menu}
            {retire}
        </div>
        {disclosure("Paste a list instead", false, "Text")}
        {disclosure_button("link", "Add a link instead", true, fields)}
    }
    .into_any()
}

fn navigation() -> AnyView {
    let tabs = Tabs::new("Model")
        .tab("#", "Profile", None, true)
        .tab("#", "Evidence", Some(6), false)
        .tab("#", "History", None, false);
    let all = ["Administrator", "Business units", "First round"]
        .map(|title| Step { title: title.to_owned(), note: "A note".to_owned() });
    view! { {tabs}{steps(&all, 1)} }.into_any()
}
