//! What each role may do: the rules themselves, drawn as a table.

use domain::permissions::role_allows;
use domain::{Action, Role};
use leptos::prelude::*;

use crate::ui::{Col, Icon, Panel, Table};

/// The table of roles by actions.
pub(super) fn role_table() -> AnyView {
    let cols = std::iter::once(Col::new("Permission"))
        .chain(Role::ALL.iter().map(|role| Col::new(role.label())));
    let rows = Action::ALL.iter().map(|action| {
        let cells = Role::ALL.iter().map(|role| {
            let mark = if role_allows(*role, *action) {
                Icon::new("check").label("Yes")
            } else {
                Icon::new("minus").class("no").label("No")
            };
            view! { <td>{mark}</td> }
        });
        let cells = cells.collect_view();
        view! { <tr><th scope="row">{action.label()}</th>{cells}</tr> }
    });
    let table = Table::new("Role permissions")
        .class("table roles")
        .cols(cols)
        .rows(rows.collect_view())
        .scrolls();
    Panel::new("What each role may do")
        .flush(table)
        .foot("A role reaches the unit that it is held on and everything below it. Nobody may judge evidence that they added, or approve what they submitted, whatever their roles.")
        .view()
}
