//! One model: its head, what is still open, the four usage questions, keys and checks.

use domain::Day;
use domain::models::{Exposure, YesNoUnknown};
use leptos::prelude::*;
use store::{PartKind, RegisteredModel};

use super::missing::missing;
use super::sheet_aside::aside;
use super::sheet_parts::{part_panel, reach_panel};
use super::{marks, parts};
use crate::ui::dialog::Dialog;
use crate::ui::list::{Item, list};
use crate::ui::menu::Menu;
use crate::ui::person::avatar;
use crate::ui::tabs::Tabs;
use crate::ui::{Button, Notice, PageHead, Panel, Tone, badge, post_button};

/// What the page shows.
pub(super) struct Sheet {
    /// The model.
    pub(super) model: RegisteredModel,
    /// Whether buttons are worth drawing.
    pub(super) may_edit: bool,
    /// The present day.
    pub(super) today: Day,
}

impl Sheet {
    /// A retired model is read only, whatever the roles.
    pub(super) const fn is_open(&self) -> bool {
        self.may_edit && self.model.retired_at.is_none()
    }

    fn at(&self, place: &str) -> String {
        format!("/models/{}{place}", self.model.facts.id)
    }
}

/// The page's content, with what was checked about the model.
pub(super) fn content(sheet: &Sheet, checks: Option<AnyView>) -> AnyView {
    let questions = [
        part_panel(sheet, PartKind::Deployment),
        reach_panel(sheet),
        part_panel(sheet, PartKind::DataSource),
        part_panel(sheet, PartKind::Permission),
        part_panel(sheet, PartKind::Credential),
        part_panel(sheet, PartKind::Validation),
    ];
    view! {
        {head(sheet)}
        {retired(sheet)}
        {tabs(sheet.model.facts.id, false)}
        <div class="cols cols--main">
            <div class="stack stack--6 quad">
                {open_panel(sheet)}
                {questions.into_iter().collect_view()}
                {checks}
            </div>
            {aside(sheet)}
        </div>
        {menu(sheet)}
    }
    .into_any()
}

/// The pages of a model.
pub(super) fn tabs(id: domain::ModelId, history: bool) -> AnyView {
    Tabs::new("Model")
        .tab(format!("/models/{id}"), "Profile", None, !history)
        .tab(format!("/models/{id}/history"), "History", None, history)
        .view()
}

fn head(sheet: &Sheet) -> AnyView {
    let (model, details) = (&sheet.model, &sheet.model.facts.details);
    let personal = model.facts.data_sources.iter().any(|s| s.personal_data == YesNoUnknown::Yes);
    let personal = personal.then(|| badge(Tone::Neutral, "fingerprint", "Personal data"));
    let broad = model.facts.permissions.iter().any(|p| p.level.is_broad());
    let broad = broad.then(|| badge(Tone::Off, "zap", "Broad rights"));
    let owner = match &model.owner_name {
        Some(name) => view! { <span>{avatar(name)}{name.clone()}</span> }.into_any(),
        None => badge(Tone::Off, "user", "No owner"),
    };
    let unit = format!("/units/{}", model.unit);
    let meta = view! {
        <span class="mono">{marks::shown_id(model.facts.id)}</span>
        {marks::exposure(most_exposed(model))}
        {personal}
        {broad}
        {owner}
        <a class="link" href=unit>{model.unit_name.clone()}</a>
    };
    let head = PageHead::new(details.name.clone()).meta(meta);
    let head = if details.purpose.is_empty() { head } else { head.lede(details.purpose.clone()) };
    if sheet.is_open() { head.actions(actions(sheet)).view() } else { head.view() }
}

/// The exposure that a list would show: the one to look at first.
pub(super) fn most_exposed(model: &RegisteredModel) -> Option<Exposure> {
    let by_worry = [Exposure::Public, Exposure::Unknown, Exposure::Partner, Exposure::Internal];
    let has = |exposure: &Exposure| model.facts.deployments.iter().any(|d| d.exposure == *exposure);
    by_worry.into_iter().find(|exposure| has(exposure))
}

fn actions(sheet: &Sheet) -> AnyView {
    let own = sheet.model.facts.details.owner.is_none().then(|| {
        let button = Button::submit("I own it").icon("user-round-check");
        post_button(sheet.at("/owner"), [], button)
    });
    view! {
        {own}
        {Menu::button("more", "More actions")}
        {Button::link(sheet.at("/edit"), "Edit").icon("pencil").primary()}
    }
    .into_any()
}

/// The menu of the head and the question before retiring; both float.
fn menu(sheet: &Sheet) -> Option<AnyView> {
    if !sheet.is_open() {
        return None;
    }
    let name = &sheet.model.facts.details.name;
    let menu = Menu::new("more", "More actions")
        .link(sheet.at("/move"), "corner-down-right", "Move to another unit")
        .rule()
        .opens("retire", "archive", "Retire model", true);
    let retire = Dialog::new("retire", format!("Retire {name}?"))
        .says("It leaves lists and later assessments. Its history and past submissions keep it, and it can be restored.")
        .posts(sheet.at("/retire"), "Retire model")
        .keep("Keep it")
        .danger();
    Some(view! { {menu}{retire} }.into_any())
}

fn retired(sheet: &Sheet) -> Option<AnyView> {
    let at = sheet.model.retired_at?;
    let text = "It counts in no assessment from then on. What was recorded of it stays as it is.";
    let notice = Notice::new(Tone::Neutral, text)
        .icon("archive")
        .head(format!("Retired on {}.", domain::text::day(at.day())));
    let restore = || post_button(sheet.at("/restore"), [], Button::submit("Restore").small());
    let notice = if sheet.may_edit { notice.actions(restore()) } else { notice };
    Some(notice.view())
}

/// What is still open, each with the page on which it can be said. Nothing where nothing is.
fn open_panel(sheet: &Sheet) -> Option<AnyView> {
    let open = missing(&sheet.model);
    if open.is_empty() || sheet.model.retired_at.is_some() {
        return None;
    }
    let items = open.into_iter().map(|item| {
        let (tone, glyph) = match item.question {
            Some(_) => (Tone::Off, "circle-help"),
            None => (Tone::Neutral, "circle-dashed"),
        };
        let line = Item::new(item.sentence).icon(tone, glyph);
        let line = match item.question {
            Some(question) => line.below(question.label()),
            None => line,
        };
        if sheet.may_edit {
            line.end(view! { <span class="link">{item.action}</span> }).href(item.href)
        } else {
            line
        }
    });
    let items = list(items);
    Some(Panel::new("Still open").id("open").flush(items).view())
}

/// The address of the section in which a kind stands.
pub(super) fn section(kind: PartKind) -> String {
    parts::section(kind)
}
