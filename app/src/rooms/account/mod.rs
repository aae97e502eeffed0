//! Accounts: signing in and out, links that work once, one's own account.

mod agent;
mod begin;
pub mod hasher;
mod home;
mod link;
mod local_path;
mod own;
mod own_page;
mod password;
pub mod session_store;
mod sign_in;
mod theme;
pub mod throttle;

pub(crate) use begin::{begin, fault, person_of};
pub(crate) use local_path::local_path;
pub(crate) use password::{chosen, hash, new_fields};

use crate::routes::{Access, Routes};

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        .get("/signin", Access::Public, sign_in::show)
        .post("/signin", Access::Public, sign_in::sign_in)
        .post("/signout", Access::Public, sign_in::sign_out)
        .get("/link/{token}", Access::Link, link::show)
        .post("/link/{token}", Access::Link, link::take)
        .get("/account", Access::SignedIn, own::show)
        .post("/account", Access::SignedIn, own::change)
        .post("/account/theme", Access::Public, theme::choose)
}
