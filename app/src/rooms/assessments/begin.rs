//! Opening a round over a part of the organisation, and an assessment outside any round.

use axum::response::{IntoResponse as _, Redirect};
use domain::assessment::{DEFAULT_CADENCE_DAYS, NAME_MAX, Round};
use domain::text::{Quarter, name, parse_day};
use domain::{Action, AppError, Day, Invalid, UnitId};
use leptos::prelude::*;
use store::{NewAssessment, NewRound, UnitNode};

use super::workspace::address;
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::Sent;
use crate::shell::{Frame, NavKey};
use crate::ui::{Button, Empty, Field, Form, PageHead, Panel, Typed};

/// The form for a round, filled in as most rounds are: the quarter, its last day.
pub async fn round_form(visitor: Visitor) -> PageResult {
    let units = units(&visitor).await?;
    let today = visitor.state.today();
    let whole = units.first().map(|first| first.unit.id.to_string()).unwrap_or_default();
    let typed = Typed::new([
        ("name", Quarter::of(today).to_string()),
        ("unit", whole),
        ("opens_on", today.to_string()),
        ("due_on", Quarter::of(today).last_day().to_string()),
        ("cadence_days", DEFAULT_CADENCE_DAYS.to_string()),
    ]);
    let frame = frame(&visitor, "Open a round");
    Ok(visitor.page(&frame, || round_content(&typed, &units)))
}

/// Opens the round.
pub async fn open_round(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    let units = units(&visitor).await?;
    let opened = match read_round(&typed, &units) {
        Ok(new) => visitor.store().open_round(&visitor.actor, &new).await.map_err(Failure::from),
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match opened {
        Ok(id) => Ok(Redirect::to(&format!("/rounds/{id}?done=opened")).into_response()),
        Err(failure) => {
            let typed = typed.wrong(failure.into_invalid()?);
            let frame = frame(&visitor, "Open a round");
            Ok(visitor.page_with_mistakes(&frame, || round_content(&typed, &units)))
        }
    }
}

/// The form for an assessment outside any round.
pub async fn assessment_form(visitor: Visitor) -> PageResult {
    let units = assessable(&visitor).await?;
    let frame = frame(&visitor, "New assessment");
    Ok(visitor.page(&frame, || assessment_content(&Typed::default(), &units)))
}

/// Opens it.
pub async fn open_assessment(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    let units = assessable(&visitor).await?;
    let opened = match read_assessment(&typed, &units) {
        Ok(new) => {
            visitor.store().open_assessment(&visitor.actor, &new).await.map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match opened {
        Ok(id) => Ok(Redirect::to(&address(id, "opened", None)).into_response()),
        Err(failure) => {
            let typed = typed.wrong(failure.into_invalid()?);
            let frame = frame(&visitor, "New assessment");
            Ok(visitor.page_with_mistakes(&frame, || assessment_content(&typed, &units)))
        }
    }
}

fn frame(visitor: &Visitor, title: &str) -> Frame {
    visitor
        .frame(title, NavKey::Assessments)
        .crumb("Assessments", Some("/assessments".to_owned()))
        .crumb(title, None)
}

/// The units over which the person may open a round; whoever may nowhere has no such page.
async fn units(visitor: &Visitor) -> PageResult<Vec<UnitNode>> {
    if !visitor.actor.allows_somewhere(Action::OpenRound) {
        return Err(AppError::NotFound.into());
    }
    visitor.units_where(Action::OpenRound).await
}

/// The same without the organisation itself, which is never assessed.
async fn assessable(visitor: &Visitor) -> PageResult<Vec<UnitNode>> {
    let mut units = units(visitor).await?;
    units.retain(|node| node.unit.parent.is_some());
    Ok(units)
}

fn chosen(typed: &Typed, units: &[UnitNode]) -> Result<UnitId, &'static str> {
    let id: Option<UnitId> = typed.get("unit").parse().ok();
    id.filter(|id| units.iter().any(|node| node.unit.id == *id)).ok_or("Choose a unit of the list.")
}

fn read_round(typed: &Typed, units: &[UnitNode]) -> Result<NewRound, Invalid> {
    let mut invalid = Invalid::new();
    let unit = invalid.check("unit", chosen(typed, units));
    let opens_on = invalid.check("opens_on", parse_day(typed.get("opens_on")));
    let due_on = invalid.check("due_on", parse_day(typed.get("due_on")));
    let days = typed.get("cadence_days").trim().parse::<u16>();
    let days = days.map_err(|_| "Enter a number of days from 1 to 1,100.");
    let cadence_days = invalid.check("cadence_days", days);
    let round = Round {
        name: typed.get("name").to_owned(),
        opens_on: opens_on.or(due_on).unwrap_or(Day::MIN),
        due_on: due_on.or(opens_on).unwrap_or(Day::MAX),
        cadence_days: cadence_days.unwrap_or(DEFAULT_CADENCE_DAYS),
    };
    match (round.checked(), unit) {
        (Ok(round), Some(unit)) => invalid.or(NewRound { unit, round }),
        (Ok(_), None) => Err(invalid),
        (Err(more), _) => {
            invalid.0.extend(more.0);
            Err(invalid)
        }
    }
}

fn read_assessment(typed: &Typed, units: &[UnitNode]) -> Result<NewAssessment, Invalid> {
    let mut invalid = Invalid::new();
    let unit = invalid.check("unit", chosen(typed, units));
    let name = invalid.check("name", name(typed.get("name"), NAME_MAX));
    let due = typed.get("due_on").trim();
    let due_on = if due.is_empty() { None } else { invalid.check("due_on", parse_day(due)) };
    match (unit, name) {
        (Some(unit), Some(name)) => invalid.or(NewAssessment { unit, name, due_on }),
        _ => Err(invalid),
    }
}

fn unit_field(units: &[UnitNode]) -> Field {
    let top = units.first().map_or(0, |first| first.depth);
    let options = units.iter().map(|node| {
        let indent = "\u{2003}".repeat(node.depth.saturating_sub(top) as usize);
        let whole = if node.unit.parent.is_none() { " (all units)" } else { "" };
        (node.unit.id.to_string(), format!("{indent}{}{whole}", node.unit.name))
    });
    Field::select("unit", "Unit", options)
}

fn round_content(typed: &Typed, units: &[UnitNode]) -> AnyView {
    let fields = view! {
        {Field::text("name", "Name").hint("People say it this way: “Q4 2026”.").max(NAME_MAX).view(typed)}
        {unit_field(units)
            .hint("One assessment is opened for it and for every unit below it.")
            .view(typed)}
        {Field::date("opens_on", "Opens on").view(typed)}
        {Field::date("due_on", "Due on").hint("The day by which every unit has submitted.").view(typed)}
        {Field::number("cadence_days", "Counts for, in days")
            .hint("An assessment older than this is shown as stale. A quarter has 92.")
            .view(typed)}
    };
    let form = Form::post("/rounds/new").summary(typed).grid(fields).actions(view! {
        {Button::submit("Open the round").primary()}
        {Button::link("/assessments", "Cancel")}
    });
    let head = PageHead::new("Open a round").lede(
        "A round asks the ten questions of a part of the organisation, usually once a quarter.",
    );
    let happens = [
        "Every unit in scope gets a draft with the ten questions.",
        "Last time’s answers, and evidence that is still valid, stand beside each question.",
        "Assessors answer and submit; a manager who did not submit approves or returns.",
        "Retired units are left out. The organisation itself is never assessed.",
    ];
    in_panels(head, "The round", form, &happens)
}

fn assessment_content(typed: &Typed, units: &[UnitNode]) -> AnyView {
    let head = PageHead::new("New assessment")
        .lede("One unit answers the ten questions outside any round: after an incident, or before a launch.");
    if units.is_empty() {
        let empty = Empty::new("network", "No unit to assess yet", "Create a business unit first.");
        return view! { {head}<section class="panel">{empty.section()}</section> }.into_any();
    }
    let fields = view! {
        {unit_field(units).placeholder("Choose a unit").view(typed)}
        {Field::text("name", "Name").hint("Such as “After the March incident”.").max(NAME_MAX).view(typed)}
        {Field::date("due_on", "Due on").optional().view(typed)}
    };
    let form = Form::post("/assessments/new").summary(typed).grid(fields).actions(view! {
        {Button::submit("Open the assessment").primary()}
        {Button::link("/assessments", "Cancel")}
    });
    let happens = [
        "The unit gets a draft with the ten questions, beside any round that is open.",
        "Once submitted it counts like any other: the newest submission is the unit’s score.",
    ];
    in_panels(head, "The assessment", form, &happens)
}

/// The form, and beside it what it leads to.
fn in_panels(head: PageHead, title: &str, form: Form, happens: &[&'static str]) -> AnyView {
    let happens = happens.iter().map(|line| view! { <li>{*line}</li> }).collect_view();
    view! {
        {head}
        <div class="cols cols--main">
            {Panel::new(title).body(form)}
            {Panel::new("What happens").body(view! { <ul class="ticks">{happens}</ul> })}
        </div>
    }
    .into_any()
}
