//! Step 1: the first account.

use axum::response::Response;
use domain::{Invalid, text};
use store::{SetupStep, SignIn};

use super::entry::{Entry, on};
use super::frame::{StepForm, mistaken, page as frame};
use crate::failure::PageResult;
use crate::rooms::account::{begin, chosen, hash, new_fields};
use crate::ui::{Button, Field, Typed};

const LEDE: &str =
    "You look after people, units, roles and settings. You can hand this over to others later.";

pub(super) fn page(entry: &Entry, typed: &Typed) -> Response {
    frame(entry, SetupStep::Administrator, || {
        let name = Field::text("name", "Name").autocomplete("name").max(120);
        let email = Field::email("email", "Email").autocomplete("username").max(254);
        let go = Button::submit("Save and continue").primary();
        StepForm::new(SetupStep::Administrator, LEDE, typed, go)
            .body(name.view(typed))
            .body(email.hint("With this you sign in.").view(typed))
            .body(new_fields(typed))
            .below(super::sample::offer(entry))
    })
}

pub(super) async fn take(entry: &Entry, address: &str, typed: Typed) -> PageResult {
    let mut invalid = Invalid::new();
    let name = invalid.check("name", text::person_name(typed.get("name")));
    let email = invalid.check("email", text::email(typed.get("email")));
    let (given, named) = (typed.get("email"), typed.get("name"));
    let password = chosen(&typed, given, named, &mut invalid);
    let (Some(name), Some(email), Some(password)) = (name, email, password) else {
        return Ok(mistaken(page(entry, &typed.wrong(invalid))));
    };
    let hash = hash(&entry.state, password).await?;
    let store = &entry.state.store;
    let person = store.setup_administrator(&entry.token, &name, &email, &hash).await?;
    let known = SignIn { id: person, name, password_hash: Some(hash), deactivated: false };
    store.signed_in(&known, address, None).await?;
    begin(&entry.state, &entry.session, &known, &entry.sketch, address).await?;
    Ok(on())
}
