//! Choices that several forms of the room offer: units as an indented list, roles with a line each.

use domain::{Role, UnitId};
use store::UnitNode;

use crate::ui::Field;

/// A list of units in reading order, each indented by its depth.
pub(super) fn units(name: &'static str, label: &'static str, units: &[UnitNode]) -> Field {
    let options = units.iter().map(|node| {
        let indent = "\u{2003}".repeat(node.depth as usize);
        let whole = if node.unit.parent.is_none() { " (all units)" } else { "" };
        (node.unit.id.to_string(), format!("{indent}{}{whole}", node.unit.name))
    });
    Field::select(name, label, options).placeholder("Choose a unit")
}

/// The roles, the strongest last, each with what it is for.
pub(super) fn roles(name: &'static str, label: &'static str) -> Field {
    let options = Role::ALL.iter().map(|role| (role.key(), role.label()));
    Role::ALL.iter().fold(Field::radios(name, label, options).boxed(), |field, role| {
        field.note(role.key(), role.summary())
    })
}

/// The unit under a field, if one of those offered was chosen.
pub(super) fn chosen_unit(text: &str, units: &[UnitNode]) -> Result<UnitId, &'static str> {
    let id = text.parse().map(UnitId).ok();
    id.filter(|id| units.iter().any(|node| node.unit.id == *id)).ok_or("Choose a unit of the list.")
}
