//! Accounts.

use super::Case;
use crate::organisation::{Known, PASSWORD, Who};

const OTHER: &str = "several quite different words";

pub(super) fn cases(known: &Known) -> Vec<Case> {
    let token = [known.invitation.clone()];
    let account = || Case::post("/account").by(Who::Viewer).on("/account");
    vec![
        Case::get("/signin"),
        Case::post("/signin")
            .on("/signin")
            .typing("email", Who::Viewer.email())
            .typing("password", PASSWORD),
        Case::post("/signout").by(Who::Viewer),
        Case::get("/link/{token}").at(&token),
        Case::post("/link/{token}")
            .at(&token)
            .on(format!("/link/{}", known.invitation))
            .typing("password", OTHER)
            .typing("again", OTHER),
        Case::get("/account").by(Who::Viewer),
        account().doing("name").typing("name", "Hana Nováková"),
        account()
            .doing("password")
            .typing("present", PASSWORD)
            .typing("password", OTHER)
            .typing("again", OTHER),
        Case::post("/account").by(Who::Viewer).typing("do", "end-others"),
        Case::post("/account/theme").by(Who::Viewer).typing("theme", "dark").unaudited(),
    ]
}
