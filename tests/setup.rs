//! The guided set-up, filled in as a person would.

use crate::browser::Browser;
use crate::html::{Form, forms};
use crate::organisation::PASSWORD;

/// The administrator's address after [`set_up`].
pub const ADMIN: &str = "ada.byron@aldermoor.example";

/// The form of the step that is due.
///
/// # Panics
/// When the page has none.
pub async fn step(browser: &Browser) -> Form {
    let page = browser.get("/setup").await.must_be(200).text();
    match forms(&page)
        .into_iter()
        .find(|form| form.get("step").is_some_and(|step| step != "sample"))
    {
        Some(form) => form,
        None => panic!("no step of the set-up on {page}"),
    }
}

/// Goes through the whole set-up with two units below one another and a third beside them, and a
/// first round; the browser is signed in as the administrator afterwards.
pub async fn set_up(browser: &Browser, token: &str) {
    let _ = browser.get(&format!("/setup?token={token}")).await.must_lead_to("/setup");
    let administrator = step(browser)
        .await
        .with("name", "Ada Byron")
        .with("email", ADMIN)
        .with("password", PASSWORD)
        .with("again", PASSWORD);
    let _ = browser.submit(&administrator).await.must_lead_to("/setup");
    let organisation = step(browser).await.with("name", "Aldermoor Group");
    let _ = browser.submit(&organisation).await.must_lead_to("/setup");
    let units =
        step(browser).await.with("list", "Commerce\n  Online Store\nLogistics").with("do", "save");
    let _ = browser.submit(&units).await.must_lead_to("/setup");
    let round = step(browser).await.with("name", "Q4 2026").with("do", "open");
    let _ = browser.submit(&round).await.must_lead_to("/setup");
    let _ = browser.submit(&step(browser).await).await.must_lead_to("/");
}
