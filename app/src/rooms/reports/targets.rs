//! What a unit is to reach by when: the list, and a form for its manager.

use axum::response::{IntoResponse as _, Redirect};
use domain::reports::Target;
use domain::{Action, AppError, Day, Invalid, Points, UnitId, text};
use leptos::prelude::*;
use store::Unit;

use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, At, Sent};
use crate::shell::NavKey;
use crate::ui::{Button, Col, Empty, Field, Form, PageHead, Panel, Table, Typed, post_button};

struct Page {
    unit: Unit,
    targets: Vec<Target>,
    may: bool,
    typed: Typed,
    today: Day,
}

/// `GET /units/{id}/targets`
///
/// # Errors
/// When there is no such unit that the visitor may see, or the database fails.
pub(super) async fn show(visitor: Visitor, At(id): At<UnitId>, Asked(asked): Asked) -> PageResult {
    let page = load(&visitor, id, Typed::default()).await?;
    let flash = match asked.get("done") {
        "set" => Some("The target is set"),
        "taken-back" => Some("The target is taken back"),
        _ => None,
    };
    Ok(answer(&visitor, &page, flash))
}

/// `POST /units/{id}/targets`
///
/// # Errors
/// [`AppError::NotFound`] or [`AppError::Refused`] for whoever may not.
pub(super) async fn set(visitor: Visitor, At(id): At<UnitId>, Sent(typed): Sent) -> PageResult {
    must_manage(&visitor, id).await?;
    let done = match read(&typed) {
        Ok((on, points)) => {
            let set = visitor.store().set_target(&visitor.actor, id, on, points).await;
            set.map(|()| points.is_some()).map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match done {
        Ok(is_set) => {
            let word = if is_set { "set" } else { "taken-back" };
            Ok(Redirect::to(&format!("/units/{id}/targets?done={word}")).into_response())
        }
        Err(failure) => {
            let (typed, status) = failure.into_form(typed)?;
            let page = load(&visitor, id, typed).await?;
            Ok((status, answer(&visitor, &page, None)).into_response())
        }
    }
}

/// Refuses whoever sees the unit and sets no targets for it, whatever the form says.
async fn must_manage(visitor: &Visitor, id: UnitId) -> PageResult<()> {
    visitor.read().must(Action::Read, id).await?;
    if visitor.may(Action::ManageReports, id).await? {
        return Ok(());
    }
    Err(AppError::Refused("A manager of the unit sets its targets.".to_owned()).into())
}

/// A day, and points; without points it is taken back.
fn read(typed: &Typed) -> Result<(Day, Option<Points>), Invalid> {
    let mut invalid = Invalid::new();
    let on = typed.get("on").trim().parse::<Day>();
    let on = invalid.check("on", on.map_err(|_| "Write a day as 2027-03-31.".to_owned()));
    let points = match typed.get("take_back") {
        "yes" => Some(None),
        _ => {
            let points = typed.get("points").trim().parse::<u16>().ok().filter(|it| *it <= 100);
            let points = points.ok_or_else(|| "Write a whole number from 0 to 100.".to_owned());
            invalid.check("points", points).map(|points| Some(Points(points)))
        }
    };
    let both = on.zip(points).unwrap_or_default();
    invalid.or(both)
}

async fn load(visitor: &Visitor, id: UnitId, typed: Typed) -> PageResult<Page> {
    let read = visitor.read();
    let (unit, targets) = (read.unit(id).await?, read.targets(id).await?);
    let may = visitor.may(Action::ManageReports, id).await?;
    Ok(Page { unit, targets, may, typed, today: visitor.state.today() })
}

fn answer(visitor: &Visitor, page: &Page, flash: Option<&str>) -> axum::response::Response {
    let name = page.unit.name.clone();
    let frame = visitor
        .frame(format!("Targets of {name}"), NavKey::Units)
        .crumb("Business units", Some("/units".to_owned()))
        .crumb(name, Some(format!("/units/{}", page.unit.id)))
        .crumb("Targets", None);
    visitor.page(&frame.flash(flash), || draw(page))
}

fn draw(page: &Page) -> AnyView {
    let lede = "At most so many evidenced points by a day. Where units lie below it, the mean of all of \
                them is meant. Reports draw it beside the line.";
    let form = page.may.then(|| {
        let body = (
            Field::number("points", "At most so many points").view(&page.typed),
            Field::date("on", "By").view(&page.typed),
        );
        Form::post(format!("/units/{}/targets", page.unit.id))
            .summary(&page.typed)
            .body(body.0)
            .body(body.1)
            .actions(Button::submit("Set target").primary())
    });
    let form = form.map(|form| Panel::new("Set a target").body(form).view());
    view! { {PageHead::new("Targets").lede(lede)}{list(page)}{form} }.into_any()
}

fn list(page: &Page) -> AnyView {
    if page.targets.is_empty() {
        let text = match page.may {
            true => "Set one, and reports say whether the unit is on its way.",
            false => "A manager of the unit sets them.",
        };
        return Empty::new("circle-dot", "No targets", text).section().view();
    }
    let rows = page.targets.iter().map(|target| row(page, target)).collect_view();
    let table = Table::new("Targets by their day")
        .cols([Col::new("By"), Col::new("At most").num(), Col::new("Actions").hidden()])
        .rows(rows);
    Panel::untitled("Targets").flush(table).view()
}

fn row(page: &Page, target: &Target) -> AnyView {
    let take_back = (page.may && target.on >= page.today).then(|| {
        let words = format!("Take back the target of {}", text::day(target.on));
        let button = Button::submit("Take back").small().quiet().label(words);
        let sent = [("on", target.on.to_string()), ("take_back", "yes".to_owned())];
        post_button(format!("/units/{}/targets", page.unit.id), sent, button)
    });
    view! {
        <tr>
            <th scope="row">{text::day(target.on)}</th>
            <td class="is-num">{target.points.to_string()}</td>
            <td class="is-end">{take_back}</td>
        </tr>
    }
    .into_any()
}
