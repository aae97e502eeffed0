//! The audit log.

use super::Case;
use crate::organisation::{Known, Who};

pub(super) fn cases(_known: &Known) -> Vec<Case> {
    vec![
        Case::get("/audit").by(Who::NearAuditor),
        Case::get("/audit/export.jsonl").by(Who::NearAuditor),
        Case::post("/audit/verify").by(Who::NearAuditor).on("/audit"),
        Case::get("/packs").by(Who::NearAuditor),
        Case::post("/packs").by(Who::NearAuditor).on("/packs").answering(200),
    ]
}
