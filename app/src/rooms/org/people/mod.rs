//! People, for administrators: the list, inviting, and one person with roles, link and open work.

mod actions;
mod address;
mod invite;
mod link_page;
mod list;
mod list_page;
mod person;
mod person_page;
mod role_table;
mod state;

pub(super) use actions::change;
pub(crate) use address::SiteAddress;
pub(super) use invite::{invite, invite_form};
pub(crate) use link_page::{Shown, link_page};
pub(super) use list::list;
pub(super) use person::show;
