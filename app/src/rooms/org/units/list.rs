//! `GET /settings/units`

use domain::{Action, text};
use leptos::prelude::*;
use store::{RetiredUnit, UnitNode};

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Asked;
use crate::rooms::org::only_for;
use crate::shell::NavKey;
use crate::ui::{Button, Col, PageHead, Panel, Table, icon_sm, post_button};

/// The tree.
///
/// # Errors
/// When the database fails; not found for anyone but administrators.
pub async fn list(visitor: Visitor, Asked(query): Asked) -> PageResult {
    only_for(&visitor, Action::ManageUnits)?;
    let units = visitor.read().units().await?;
    let retired = visitor.read().retired_units().await?;
    let frame = visitor
        .frame("Unit tree", NavKey::UnitSettings)
        .crumb("Unit tree", None)
        .flash(super::said(query.get("done")));
    Ok(visitor.page(&frame, || content(&units, &retired)))
}

fn content(units: &[UnitNode], retired: &[RetiredUnit]) -> AnyView {
    let head = PageHead::new("Unit tree")
        .lede("Each unit answers for itself; a role held on a unit reaches everything below it. Renaming, moving and retiring change no past score.")
        .actions(Button::link("/settings/units/new", "Add unit").icon("plus").primary());
    let rows = units.iter().map(row).collect_view();
    let cols = [Col::new("Unit"), Col::new("Since").p2(), Col::new("Actions").hidden().fit()];
    let tree = Table::new("Units, each below the one it belongs to")
        .class("table tree")
        .cols(cols)
        .rows(rows);
    let retired = (!retired.is_empty()).then(|| retired_panel(retired));
    view! { {head}{Panel::untitled("Units").flush(tree)}{retired} }.into_any()
}

fn row(node: &UnitNode) -> AnyView {
    let (name, id) = (node.unit.name.clone(), node.unit.id);
    let class = (node.unit.parent.is_none()).then_some("is-root");
    let level = format!("lv lv-{}", node.depth.clamp(1, 9));
    let below = Button::link(format!("/settings/units/new?below={id}"), "Add below")
        .quiet()
        .small()
        .icon("corner-down-right")
        .label(format!("Add below {name}"));
    let since = text::day(node.unit.created_at.day());
    view! {
        <tr class=class>
            <th scope="row">
                <span class=level><a href=format!("/settings/units/{id}")>{name}</a></span>
            </th>
            <td class="p2 nowrap num">{since}</td>
            <td class="is-fit">{below}</td>
        </tr>
    }
    .into_any()
}

fn retired_panel(retired: &[RetiredUnit]) -> AnyView {
    let rows = retired.iter().map(|unit| {
        let label = format!("Bring back {}", unit.name);
        let action = format!("/settings/units/{}", unit.id);
        let button = Button::submit("Bring back").small().label(label);
        let back = post_button(action, [("do", "reinstate".to_owned())], button);
        let since = text::day(unit.retired_at.day());
        view! {
            <tr>
                <th scope="row">{unit.name.clone()}</th>
                <td class="p2"><span class="row">{icon_sm("corner-left-up")}{unit.parent_name.clone()}</span></td>
                <td class="nowrap num">{since}</td>
                <td class="is-fit">{back}</td>
            </tr>
        }
    });
    let cols = [
        Col::new("Unit"),
        Col::new("Below").p2(),
        Col::new("Retired"),
        Col::new("Bring back").hidden().fit(),
    ];
    let table = Table::new("Retired units, newest first").cols(cols).rows(rows.collect_view());
    Panel::new("Retired").flush(table).view()
}
