//! Step 2: what the organisation is called.

use axum::response::Response;
use domain::{AppError, Invalid, text};
use store::SetupStep;

use super::entry::{Entry, on};
use super::frame::{StepForm, mistaken, page as frame};
use crate::failure::{Failure, PageResult};
use crate::ui::{Button, Field, Typed};

const LEDE: &str = "The name stands on every page and in every report. The organisation itself is not assessed: its units are.";

pub(super) fn page(entry: &Entry, typed: &Typed) -> Response {
    frame(entry, SetupStep::Organisation, || {
        let name = Field::text("name", "Name of the organisation").autocomplete("organization");
        let go = Button::submit("Save and continue").primary();
        StepForm::new(SetupStep::Organisation, LEDE, typed, go).body(name.max(120).view(typed))
    })
}

pub(super) async fn take(entry: &Entry, typed: Typed) -> PageResult {
    let name = match name(&typed) {
        Ok(name) => name,
        Err(invalid) => return Ok(mistaken(page(entry, &typed.wrong(invalid)))),
    };
    let person = entry.actor()?.person;
    entry.state.store.setup_organisation(&entry.token, person, &name).await?;
    Ok(on())
}

/// The step was done already and is looked at again: the name may still be changed.
pub(super) async fn rename(entry: &Entry, typed: Typed) -> PageResult {
    let root = entry.known.root_id.ok_or_else(|| Failure::from(AppError::NotFound))?;
    let name = match name(&typed) {
        Ok(name) => name,
        Err(invalid) => return Ok(mistaken(page(entry, &typed.wrong(invalid)))),
    };
    entry.state.store.rename_unit(entry.actor()?, root, &name).await?;
    Ok(on())
}

fn name(typed: &Typed) -> Result<String, Invalid> {
    text::name(typed.get("name"), 120).map_err(|message| Invalid::one("name", message))
}
