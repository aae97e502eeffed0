//! Step 4: the first round over the whole organisation, or none yet.

use axum::response::Response;
use domain::assessment::{DEFAULT_CADENCE_DAYS, Round};
use domain::text::{Quarter, parse_day};
use domain::{AppError, Day, Invalid};
use leptos::prelude::*;
use store::{NewRound, SetupStep};

use super::entry::Entry;
use super::frame::{StepForm, mistaken, page as frame};
use crate::failure::{Failure, PageResult};
use crate::ui::{Button, Field, Typed};

const LEDE: &str = "A round opens one assessment for each unit. You can put it off: a manager opens a round at any time.";

pub(super) fn page(entry: &Entry, typed: Option<Typed>) -> Response {
    let today = entry.state.today();
    let typed = typed.unwrap_or_else(|| suggestion(today));
    frame(entry, SetupStep::Round, || {
        let later = Button::submit("Open it later").value("do", "later");
        let open = Button::submit("Open the round").primary().value("do", "open");
        StepForm::new(SetupStep::Round, LEDE, &typed, view! { {later}{open} })
            .enter("do", "open")
            .body(fields(&typed))
    })
}

/// The quarter that runs.
fn suggestion(today: Day) -> Typed {
    let quarter = Quarter::of(today);
    Typed::new([
        ("name", quarter.to_string()),
        ("due_on", quarter.last_day().to_string()),
        ("cadence_days", DEFAULT_CADENCE_DAYS.to_string()),
    ])
}

fn fields(typed: &Typed) -> AnyView {
    let name = Field::text("name", "Name").max(80).hint("Usually the quarter.");
    let due = Field::date("due_on", "Due date").hint("By then every unit has submitted.");
    let cadence = Field::number("cadence_days", "Cadence in days")
        .hint("An assessment that is older counts as stale. 92 days are a quarter.");
    view! {
        {name.view(typed)}
        <div class="form-grid">{due.view(typed)}{cadence.view(typed)}</div>
    }
    .into_any()
}

pub(super) async fn take(entry: &Entry, typed: Typed) -> PageResult {
    if typed.get("do") == "later" {
        return entry.go_on().await;
    }
    let wrong = |invalid| Ok(mistaken(page(entry, Some(typed.clone().wrong(invalid)))));
    let round = match round(&typed, entry.state.today()) {
        Ok(round) => round,
        Err(invalid) => return wrong(invalid),
    };
    let unit = entry.known.root_id.ok_or_else(|| Failure::from(AppError::NotFound))?;
    let new = NewRound { unit, round };
    match entry.state.store.open_round(entry.actor()?, &new).await {
        Ok(_) => entry.go_on().await,
        Err(error) => wrong(Failure::from(error).into_invalid()?),
    }
}

fn round(typed: &Typed, today: Day) -> Result<Round, Invalid> {
    let mut invalid = Invalid::new();
    let name = typed.get("name").to_owned();
    let due_on = invalid.check("due_on", parse_day(typed.get("due_on")));
    let cadence = typed.get("cadence_days").trim().parse::<u16>();
    let cadence =
        invalid.check("cadence_days", cadence.map_err(|_| "Enter a whole number of days."));
    // With a stand-in for what can't be read, the other fields are checked all the same.
    let checked = Round {
        name,
        opens_on: today,
        due_on: due_on.unwrap_or(today),
        cadence_days: cadence.unwrap_or(DEFAULT_CADENCE_DAYS),
    }
    .checked();
    match checked {
        Ok(round) => invalid.or(round),
        Err(more) => {
            let mut all = more;
            all.0.extend(invalid.0);
            Err(all)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_running_quarter_is_suggested_and_taken_as_it_is() {
        let today = parse_day("2026-11-23").unwrap();
        let typed = suggestion(today);
        assert_eq!(typed.get("name"), "Q4 2026");
        assert_eq!(typed.get("due_on"), "2026-12-31");
        assert_eq!(typed.get("cadence_days"), "92");
        assert_eq!(round(&typed, today).unwrap().due_on.to_string(), "2026-12-31");
    }

    #[test]
    fn every_mistake_is_said_at_once() {
        let today = parse_day("2026-11-23").unwrap();
        let typed = Typed::new([("name", " "), ("due_on", "soon"), ("cadence_days", "many")]);
        let wrong = round(&typed, today).unwrap_err();
        for field in ["name", "due_on", "cadence_days"] {
            assert!(wrong.about(field).is_some(), "{field}: {wrong:?}");
        }
    }
}
