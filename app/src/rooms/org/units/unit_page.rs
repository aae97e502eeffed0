//! The page on which one unit is renamed, moved and retired.

use domain::{Invalid, UnitId, text};
use leptos::prelude::*;
use store::{Unit, UnitNode, UnitStakes};

use crate::rooms::org::choices;
use crate::ui::dialog::Dialog;
use crate::ui::{
    Button, Facts, Field, Form, Notice, PageHead, Panel, Tone, Typed, badge, post_button,
};

/// What the page shows.
pub(super) struct OneUnit {
    /// The unit.
    pub(super) unit: Unit,
    /// The units above it, from the organisation down, with the unit last.
    pub(super) path: Vec<(UnitId, String)>,
    /// What hangs on it.
    pub(super) stakes: UnitStakes,
    /// All units.
    pub(super) units: Vec<UnitNode>,
}

impl OneUnit {
    fn address(&self) -> String {
        format!("/settings/units/{}", self.unit.id)
    }

    /// Where it could go: anywhere but below itself.
    fn places(&self) -> Vec<UnitNode> {
        let mut below = None;
        let mut places = Vec::new();
        for node in &self.units {
            if node.unit.id == self.unit.id {
                below = Some(node.depth);
            } else if below.is_some_and(|depth| node.depth > depth) {
                continue;
            } else {
                below = None;
                places.push(node.clone());
            }
        }
        places
    }
}

/// What was typed into the form that came back, if one did.
#[derive(Default)]
pub(super) struct Forms {
    /// A name.
    pub(super) name: Option<Typed>,
    /// A place.
    pub(super) place: Option<Typed>,
    /// Why retiring or bringing back was refused.
    pub(super) refused: Option<Invalid>,
}

pub(super) fn content(shown: &OneUnit, forms: &Forms) -> AnyView {
    let refused = forms.refused.as_ref().map(|why| {
        let why: Vec<_> = why.0.iter().map(|error| error.message.clone()).collect();
        Notice::new(Tone::High, why.join(" ")).role("alert").view()
    });
    let is_root = shown.unit.parent.is_none();
    let body = if let Some(since) = shown.unit.retired_at {
        retired(shown, &text::day(since.day()))
    } else {
        let place = (!is_root).then(|| place(shown, forms.place.as_ref()));
        let retire = (!is_root).then(|| retire(shown));
        view! {
            <div class="cols cols--2">{name(shown, forms.name.as_ref())}{place}</div>
            {retire}
        }
        .into_any()
    };
    view! { {head(shown)}{refused}{body} }.into_any()
}

fn head(shown: &OneUnit) -> AnyView {
    let above: Vec<_> =
        shown.path.iter().rev().skip(1).rev().map(|(_, name)| name.clone()).collect();
    let lede = if above.is_empty() {
        "The organisation: the top of the tree. It is not assessed itself.".to_owned()
    } else {
        format!("Below {}", above.join(" / "))
    };
    let see =
        Button::link(format!("/units/{}", shown.unit.id), "See its scores").icon("chart-line");
    PageHead::new(shown.unit.name.clone()).lede(lede).actions(see).view()
}

fn name(shown: &OneUnit, typed: Option<&Typed>) -> AnyView {
    let stored = Typed::new([("name", shown.unit.name.as_str())]);
    let typed = typed.unwrap_or(&stored);
    let name = Field::text("name", "Name")
        .max(120)
        .autocomplete("off")
        .hint("Submissions so far keep the name that they were made under.");
    let form = Form::post(shown.address())
        .hidden("do", "rename")
        .summary(typed)
        .body(name.view(typed))
        .actions(Button::submit("Rename"));
    Panel::new("Rename").body(form).view()
}

fn place(shown: &OneUnit, typed: Option<&Typed>) -> AnyView {
    let parent = shown.unit.parent.map(|id| id.to_string()).unwrap_or_default();
    let stored = Typed::new([("parent", parent)]);
    let typed = typed.unwrap_or(&stored);
    let below = choices::units("parent", "Below", &shown.places())
        .hint("Everything below it moves along. Roles held above the new place reach it, those above the old one no longer do.");
    let form = Form::post(shown.address())
        .hidden("do", "move")
        .summary(typed)
        .body(below.view(typed))
        .actions(Button::submit("Move"));
    Panel::new("Move").body(form).view()
}

fn retire(shown: &OneUnit) -> AnyView {
    let UnitStakes { units, models, drafts } = shown.stakes;
    let facts = Facts::new()
        .num("Units below", units.to_string())
        .num("Models", models.to_string())
        .num("Open assessments", drafts.to_string());
    let step = if units > 0 {
        let text = "Move or retire the units below it first.";
        view! { <p class="soft">{text}</p> }.into_any()
    } else {
        let open = Button::opens("retire", "Retire unit").danger().icon("archive");
        view! { <div>{open}</div>{dialog(shown)} }.into_any()
    };
    let text = "A retired unit leaves lists and later rounds. Its scores, answers and evidence stay on record.";
    Panel::new("Retire").stacked(view! { <p class="soft">{text}</p>{facts}{step} }).view()
}

fn dialog(shown: &OneUnit) -> AnyView {
    let UnitStakes { models, drafts, .. } = shown.stakes;
    let name = &shown.unit.name;
    let dialog = Dialog::new("retire", format!("Retire {name}?"))
        .says("It leaves lists and takes no part in later rounds. Its past stays as it is, and you can bring it back.")
        .posts(shown.address(), "Retire unit")
        .hidden("do", "retire")
        .keep("Keep it")
        .danger();
    if models + drafts == 0 {
        return dialog.view();
    }
    let left = [
        (models, text::count(models, "model", "models")),
        (drafts, text::count(drafts, "open assessment", "open assessments")),
    ];
    let left: Vec<_> = left.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect();
    let verb = if models + drafts == 1 { "stays" } else { "stay" };
    dialog.says(format!("{} {verb} with it.", text::list(&left))).view()
}

fn retired(shown: &OneUnit, since: &str) -> AnyView {
    let button = Button::submit("Bring back").icon("history");
    let form = post_button(shown.address(), [("do", "reinstate".to_owned())], button);
    let state = badge(Tone::Neutral, "archive", format!("Retired {since}"));
    let text = "It returns to its place, to lists and to the rounds opened from then on.";
    let body = view! { <div>{state}</div><p class="soft">{text}</p>{form} };
    Panel::untitled("Retired").stacked(body).view()
}
