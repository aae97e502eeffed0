//! Notices.

use super::Case;
use crate::organisation::{Known, Things, Who};

pub(super) fn cases(known: &Known) -> Vec<Case> {
    let notice = |things: &Things| vec![things.notice.to_string()];
    let unit = |things: &Things| vec![things.unit.to_string()];
    let channel = |things: &Things| vec![things.channel.to_string()];
    let of_channel = |what| {
        let case = Case::post("/channels/{id}").by(Who::NearManager).of(known, channel);
        case.on_page_of(known, "/channels/{id}", channel).doing(what)
    };
    vec![
        Case::get("/notices").by(Who::Assessor),
        Case::post("/notices/read").by(Who::Assessor).on("/notices"),
        Case::post("/notices/{id}/open").by(Who::Assessor).of(known, notice).on("/notices"),
        Case::get("/notices/unread").by(Who::Assessor).streaming(),
        Case::get("/account/notices").by(Who::Assessor),
        Case::post("/account/notices").by(Who::Assessor).on("/account/notices"),
        Case::get("/units/{id}/channels").by(Who::NearManager).of(known, unit),
        Case::post("/units/{id}/channels")
            .by(Who::NearManager)
            .of(known, unit)
            .on_page_of(known, "/units/{id}/channels", unit)
            .typing("name", "Alarms")
            .typing("form", "slack")
            .typing("address", "https://chat.aldermoor.example/hooks/two")
            .typing("kinds", "overdue"),
        Case::get("/channels/{id}").by(Who::NearManager).of(known, channel),
        of_channel("change").typing("name", "Alarms"),
        of_channel("try"),
        of_channel("remove"),
        Case::get("/settings/outbox").by(Who::Admin),
        Case::post("/settings/outbox").by(Who::Admin).on("/settings/outbox"),
    ]
}
