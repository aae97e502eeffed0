//! The tree of units, for administrators: create, rename, move, retire and bring back.

mod create;
mod list;
mod unit;
mod unit_page;

pub(super) use create::{create, new_form};
pub(super) use list::list;
pub(super) use unit::{change, show};

/// What the last step did, by the key in the address.
const DONE: [(&str, &str); 5] = [
    ("created", "The unit is added."),
    ("renamed", "The unit has its new name. Past submissions keep the old one."),
    ("moved", "The unit is moved, with everything below it."),
    ("retired", "The unit is retired. Its past stays on record."),
    ("reinstated", "The unit is back in its place."),
];

/// The line for a key, if it is one of ours.
fn said(key: &str) -> Option<&'static str> {
    DONE.iter().find(|(known, _)| *known == key).map(|(_, said)| *said)
}
