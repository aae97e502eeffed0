//! The page of one person.

use domain::{Invalid, PersonId, Timestamp, text};
use leptos::prelude::*;
use store::{Listed, PersonGrant, UnitNode};

use super::list_page::place;
use super::state::AccountState;
use crate::rooms::org::choices;
use crate::ui::dialog::Dialog;
use crate::ui::disclosure::disclosure_button;
use crate::ui::{
    Button, Col, Empty, Facts, Field, Form, Notice, PageHead, Panel, Table, Tone, Typed, icon,
    post_button,
};

/// What the page shows.
pub(super) struct OnePerson {
    /// The person.
    pub(super) listed: Listed,
    /// Their roles.
    pub(super) grants: Vec<PersonGrant>,
    /// Where a role could be held.
    pub(super) units: Vec<UnitNode>,
    /// Who could take over their open work.
    pub(super) successors: Vec<(PersonId, String)>,
    /// Whether the visitor looks at themself.
    pub(super) is_self: bool,
    /// The present moment.
    pub(super) now: Timestamp,
}

impl OnePerson {
    fn path(&self) -> String {
        format!("/people/{}", self.listed.person.id)
    }

    fn name(&self) -> String {
        self.listed.person.name.clone()
    }
}

/// What was typed into the form that came back, if one did.
#[derive(Default)]
pub(super) struct Forms {
    /// A role to be given.
    pub(super) role: Option<Typed>,
    /// A successor.
    pub(super) handover: Option<Typed>,
    /// Why a step of one button was refused.
    pub(super) refused: Option<Invalid>,
}

pub(super) fn content(shown: &OnePerson, forms: &Forms) -> AnyView {
    let refused = forms.refused.as_ref().map(|why| {
        let why: Vec<_> = why.0.iter().map(|error| error.message.clone()).collect();
        Notice::new(Tone::High, why.join(" ")).role("alert").view()
    });
    view! {
        {head(shown)}
        {refused}
        <div class="cols cols--main">
            <div class="stack stack--6">
                {roles(shown, forms.role.as_ref())}
                {open_work(shown, forms.handover.as_ref())}
            </div>
            <div class="stack stack--6">{sign_in(shown)}{account(shown)}</div>
        </div>
    }
    .into_any()
}

fn head(shown: &OnePerson) -> AnyView {
    let email = shown.listed.person.email.clone();
    let state = AccountState::of(&shown.listed, shown.now).badge();
    let meta = view! { {state}<span>{icon("mail")}{email}</span> };
    PageHead::new(shown.name()).meta(meta).view()
}

fn roles(shown: &OnePerson, typed: Option<&Typed>) -> AnyView {
    let rows = shown.grants.iter().map(|grant| {
        let (role, place) = (grant.role.label(), place(grant));
        let label = format!("Take away the role {role}, {place}");
        let unit = grant.unit_id.map(|unit| unit.to_string()).unwrap_or_default();
        let hidden =
            [("do", "revoke".to_owned()), ("role", grant.role.key().to_owned()), ("unit", unit)];
        let button = Button::submit("Take away").small().label(label);
        let take = post_button(shown.path(), hidden, button);
        view! { <tr><th scope="row">{role}</th><td>{place}</td><td class="is-fit">{take}</td></tr> }
    });
    let held = if shown.grants.is_empty() {
        Empty::new("key-round", "No role", "Without one they sign in and see nothing.").view()
    } else {
        let cols = [Col::new("Role"), Col::new("Unit"), Col::new("Take away").hidden().fit()];
        Table::new("Roles").cols(cols).rows(rows.collect_view()).view()
    };
    let untouched = Typed::new([("role", "assessor")]);
    let wrong = typed.is_some();
    let typed = typed.unwrap_or(&untouched);
    let unit = choices::units("unit", "Unit", &shown.units)
        .hint("Whatever stands here, an administrator's role is for the installation.");
    let form = Form::post(shown.path())
        .hidden("do", "grant")
        .summary(typed)
        .body(choices::roles("role", "Role").view(typed))
        .body(unit.view(typed))
        .actions(Button::submit("Give role").primary());
    Panel::new("Roles")
        .flush(held)
        .foot(disclosure_button("plus", "Give a role", wrong, form))
        .view()
}

fn open_work(shown: &OnePerson, typed: Option<&Typed>) -> AnyView {
    let (models, delegated) = (shown.listed.models, shown.listed.delegated);
    let panel = Panel::new("Open work");
    if models + delegated == 0 {
        return panel
            .body("Owns no models, and no question of an open assessment is theirs.")
            .view();
    }
    let facts = Facts::new()
        .num("Models", models.to_string())
        .num("Delegated questions", delegated.to_string());
    let untouched = Typed::default();
    let typed = typed.unwrap_or(&untouched);
    let work = if shown.successors.is_empty() {
        view! {
            <p class="soft">
                "Nobody else is assessor or manager in every unit concerned. Give someone a role there first, or change the owner model by model."
            </p>
        }
        .into_any()
    } else {
        let people = shown.successors.iter().map(|(id, name)| (id.to_string(), name.clone()));
        let to = Field::select("to", "Hand it over to", people)
            .placeholder("Choose a person")
            .hint("Those who are assessor or manager in every unit concerned.");
        Form::post(shown.path())
            .hidden("do", "hand-over")
            .summary(typed)
            .body(to.view(typed))
            .actions(Button::submit("Hand over"))
            .view()
    };
    panel.stacked(view! { {facts}{work} }).view()
}

fn sign_in(shown: &OnePerson) -> AnyView {
    let person = &shown.listed.person;
    let seen = person.last_seen_at.map_or("Never".to_owned(), text::moment);
    let facts = Facts::new()
        .num("Last sign-in", seen)
        .num("Open sessions", shown.listed.sessions.to_string())
        .num("Account since", text::day(person.created_at.day()));
    let (text, button) = if shown.listed.has_password {
        (
            "A link lets them choose a new password, once, within a day. It ends all their sessions.",
            "Make a reset link",
        )
    } else {
        (
            "A new invitation works for seven days. The older one stops working.",
            "Make a new invitation",
        )
    };
    let button = Button::submit(button).icon("link-2");
    let link = person.deactivated_at.is_none().then(|| {
        let form = post_button(shown.path(), [("do", "link".to_owned())], button);
        view! { <p class="small muted">{text}</p>{form} }
    });
    Panel::new("Sign-in").stacked(view! { {facts}{link} }).view()
}

fn account(shown: &OnePerson) -> AnyView {
    let panel = Panel::new("Account");
    if shown.listed.person.deactivated_at.is_some() {
        let button = Button::submit("Reactivate").icon("user-round-check");
        let form = post_button(shown.path(), [("do", "reactivate".to_owned())], button);
        let text = "Switched off. Everything that they did stays on record under their name.";
        return panel.stacked(view! { <p class="small muted">{text}</p>{form} }).view();
    }
    if shown.is_self {
        return panel
            .body("This is you. Another administrator could deactivate your account.")
            .view();
    }
    let name = shown.name();
    let work = shown.listed.models + shown.listed.delegated > 0;
    let dialog = Dialog::new("deactivate", format!("Deactivate {name}?"))
        .says("All their sessions end at once, and their links stop working. Their roles, answers and evidence stay on record, and you can reactivate them.")
        .posts(shown.path(), "Deactivate")
        .hidden("do", "deactivate")
        .keep("Keep the account")
        .danger();
    let dialog = if work {
        dialog.says("They still have open work: hand it over before or after.")
    } else {
        dialog
    };
    let open = Button::opens("deactivate", "Deactivate").danger().icon("ban");
    let text = "Ends all sessions; the history stays.";
    panel.stacked(view! { <p class="small muted">{text}</p><div>{open}</div>{dialog} }).view()
}
