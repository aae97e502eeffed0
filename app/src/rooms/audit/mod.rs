//! The audit log: reading it under any filter, following its chain, taking it away.

mod asked;
mod chain_notice;
mod check;
mod entry;
mod export;
mod packs;
mod page;
mod show;
mod table;
mod told;
pub mod verifying;

use domain::Action;

pub(super) use self::packs::hand_out;
use crate::routes::Access::Needs;
use crate::routes::Routes;

const PATH: &str = "/audit";

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let read = Needs(Action::ReadAuditLog);
    let take = Needs(Action::TakePack);
    Routes::new()
        .get(PATH, read, show::show)
        .get("/audit/export.jsonl", read, export::export)
        .post("/audit/verify", read, verifying::verify)
        .get("/packs", take, packs::form)
        .post("/packs", take, packs::take)
}
