//! When a kept report is sent by itself, and to whom.

use axum::response::{IntoResponse as _, Redirect};
use domain::reports::Occasion;
use domain::{AppError, PersonId, SavedReportId};
use leptos::prelude::*;
use store::Schedule;

use super::PATH;
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, At, Sent};
use crate::shell::NavKey;
use crate::ui::{Button, Field, Form, PageHead, Panel, Typed};

/// The field of those who get it.
const TO: &str = "to";
/// The field of what it is sent after.
const WHEN: &str = "when";

struct Page {
    schedule: Schedule,
    typed: Typed,
}

/// `GET /reports/kept/{id}`
///
/// # Errors
/// [`AppError::NotFound`] when the visitor keeps none of this number.
pub(super) async fn show(
    visitor: Visitor,
    At(id): At<SavedReportId>,
    Asked(asked): Asked,
) -> PageResult {
    let schedule = visitor.read().report_schedule(id).await?;
    let flash = match asked.get("done") {
        "sent" => Some("The report will be sent"),
        "stopped" => Some("The report is sent no longer"),
        _ => None,
    };
    let typed = now(&schedule);
    Ok(answer(&visitor, &Page { schedule, typed }, flash))
}

/// What is chosen, as the form would send it.
fn now(schedule: &Schedule) -> Typed {
    let when = schedule.occasion.map(|it| (WHEN.to_owned(), it.key().to_owned()));
    let to = schedule.readers.iter().filter(|reader| reader.is_chosen);
    let to = to.map(|reader| (TO.to_owned(), reader.id.0.to_string()));
    Typed::from(when.into_iter().chain(to).collect::<Vec<_>>())
}

/// `POST /reports/kept/{id}/send`
///
/// # Errors
/// [`AppError::NotFound`] when the visitor keeps none of this number, [`AppError::Refused`] when they
/// may not send it to others.
pub(super) async fn send(
    visitor: Visitor,
    At(id): At<SavedReportId>,
    Sent(typed): Sent,
) -> PageResult {
    let schedule = visitor.read().report_schedule(id).await?;
    let done = match read(&typed) {
        Ok((occasion, to)) => {
            let set = visitor.store().schedule_report(&visitor.actor, id, occasion, &to).await;
            set.map(|()| occasion).map_err(Failure::from)
        }
        Err(error) => Err(error.into()),
    };
    match done {
        Ok(occasion) => {
            let word = if occasion.is_some() { "sent" } else { "stopped" };
            Ok(Redirect::to(&format!("{PATH}/kept/{id}?done={word}")).into_response())
        }
        Err(failure) => {
            let (typed, status) = failure.into_form(typed)?;
            let page = Page { schedule, typed };
            Ok((status, answer(&visitor, &page, None)).into_response())
        }
    }
}

/// After what it is sent, none for never; and to whom.
fn read(typed: &Typed) -> Result<(Option<Occasion>, Vec<PersonId>), AppError> {
    let occasion = match typed.get(WHEN) {
        "" => None,
        when => {
            let occasion = when.parse();
            Some(occasion.map_err(|_| AppError::field(WHEN, "Choose when it is sent."))?)
        }
    };
    let to = typed.all(TO).into_iter().map(|id| {
        let id = id.parse().map(PersonId);
        id.map_err(|_| AppError::field(TO, "Choose among those in the list."))
    });
    Ok((occasion, to.collect::<Result<_, _>>()?))
}

fn answer(visitor: &Visitor, page: &Page, flash: Option<&str>) -> axum::response::Response {
    let report = &page.schedule.report;
    let frame = visitor
        .frame(format!("Send “{}”", report.name), NavKey::Reports)
        .crumb("Report", Some(format!("{PATH}?{}", report.query)))
        .crumb("Send", None);
    visitor.page(&frame.flash(flash), || draw(page))
}

fn draw(page: &Page) -> AnyView {
    let Schedule { report, readers, .. } = &page.schedule;
    let lede = "The report comes into the inbox, and by mail as each has chosen: its summary in words, \
                and a link to the document as of that day. Everybody is told what they may see \
                themselves.";
    let when = Occasion::ALL.iter().map(|occasion| (occasion.key(), occasion.label()));
    let when = Field::select(WHEN, "Send it", when).placeholder("Never").optional();
    let hint = match &report.unit_name {
        Some(unit) => format!("Those who see {unit}, with which it is shared."),
        None => "Share it with a unit, and it can be sent to those who see that unit.".to_owned(),
    };
    let to = readers.iter().map(|reader| (reader.id.0.to_string(), reader.name.clone()));
    let to = Field::checks(TO, "To", to).hint(hint);
    let form = Form::post(format!("{PATH}/kept/{}/send", report.id))
        .summary(&page.typed)
        .body(when.view(&page.typed))
        .body(to.view(&page.typed))
        .actions(Button::submit("Save").primary());
    let title = format!("Send “{}”", report.name);
    view! { {PageHead::new(title).lede(lede)}{Panel::untitled("When and to whom").body(form).view()} }
        .into_any()
}
