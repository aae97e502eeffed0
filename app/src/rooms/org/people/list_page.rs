//! The page of all people.

use domain::{Role, Timestamp, text};
use leptos::prelude::*;
use store::{Listed, PersonGrant};

use super::role_table::role_table;
use super::state::AccountState;
use crate::ui::filter::{Chip, Filters, no_match};
use crate::ui::pager::{Paging, pager};
use crate::ui::person::avatar;
use crate::ui::{Button, Col, PageHead, Panel, Query, Table};

const PATH: &str = "/people";

/// What the page shows.
pub(super) struct People {
    /// This page's people, by name.
    pub(super) people: Vec<Listed>,
    /// Their roles.
    pub(super) grants: Vec<PersonGrant>,
    /// What was asked for.
    pub(super) query: Query,
    /// Which part of the list this is.
    pub(super) paging: Paging,
    /// How many there are without filters.
    pub(super) everybody: usize,
    /// The present moment.
    pub(super) now: Timestamp,
}

pub(super) fn content(shown: &People) -> AnyView {
    let head = PageHead::new("People")
        .lede("Roles decide what someone may do; units decide where.")
        .actions(Button::link("/people/invite", "Invite someone").icon("user-plus").primary());
    let roles = Role::ALL.iter().map(|role| (role.key(), role.label()));
    let filters = Filters::new(PATH, &shown.query)
        .search("Search people", "Name or address")
        .select("role", "Role", "All roles", roles);
    let list = if shown.people.is_empty() { nobody(shown) } else { table(shown) };
    let panel = Panel::untitled("People").flush(list);
    view! {
        {head}
        <div class="stack stack--3">{filters}{panel}</div>
        {role_table()}
    }
    .into_any()
}

fn nobody(shown: &People) -> AnyView {
    let role = shown.query.get("role").parse::<Role>().ok();
    let q = shown.query.get("q");
    let chip = |title: &str, value: &str| Chip {
        title: title.to_owned(),
        value: value.to_owned(),
        href: PATH.to_owned(),
    };
    let chips: Vec<Chip> = (!q.is_empty())
        .then(|| chip("Search", q))
        .into_iter()
        .chain(role.map(|role| chip("Role", role.label())))
        .collect();
    no_match(PATH, "people", shown.everybody as u64, &chips)
}

fn table(shown: &People) -> AnyView {
    let rows = shown.people.iter().map(|listed| {
        let grants: Vec<_> =
            shown.grants.iter().filter(|grant| grant.person_id == listed.person.id).collect();
        row(listed, &grants, shown.now)
    });
    let cols = [
        Col::new("Name"),
        Col::new("Role"),
        Col::new("Unit").p2(),
        Col::new("Last sign-in").p3(),
        Col::new("State").p2(),
    ];
    let table = Table::new("People by name").cols(cols).rows(rows.collect_view());
    view! { {table}{pager(PATH, &shown.query, shown.paging)} }.into_any()
}

fn row(listed: &Listed, grants: &[&PersonGrant], now: Timestamp) -> AnyView {
    let person = &listed.person;
    let href = format!("/people/{}", person.id);
    let seen = person.last_seen_at.map_or("Never".to_owned(), |at| text::since(at, now));
    let places = grants.iter().map(|grant| place(grant)).collect::<Vec<_>>();
    let narrow = text::list_at_most(&places, 2);
    let roles = grants.iter().map(|grant| view! { <div class="nowrap">{grant.role.label()}</div> });
    let roles = if grants.is_empty() {
        view! { <span class="muted">"None"</span> }.into_any()
    } else {
        roles.collect_view().into_any()
    };
    let units = places.into_iter().map(|place| view! { <div>{place}</div> }).collect_view();
    let state = AccountState::of(listed, now);
    view! {
        <tr>
            <th scope="row">
                <span class="person">
                    {avatar(&person.name)}
                    <span>
                        <a href=href>{person.name.clone()}</a>
                        <span class="sub">{person.email.clone()}</span>
                        <span class="only-narrow">{narrow}</span>
                        <span class="only-narrow">{state.badge()}</span>
                    </span>
                </span>
            </th>
            <td>{roles}</td>
            <td class="p2">{units}</td>
            <td class="p3 nowrap num">{seen}</td>
            <td class="p2">{state.badge()}</td>
        </tr>
    }
    .into_any()
}

/// Where a role is held, in words.
pub(super) fn place(grant: &PersonGrant) -> String {
    match &grant.unit_name {
        None => "The installation".to_owned(),
        Some(_) if grant.is_organisation => "All units".to_owned(),
        Some(name) => name.clone(),
    }
}
