//! Panels of a unit's page beside its scores: models, assessments, the response plan.

use domain::assessment::State;
use domain::inventory::EXERCISE_DAYS;
use domain::models::{Classification, Exposure, Profile};
use domain::{Day, UnitId, text};
use leptos::prelude::*;
use store::{ModelLine, Unit, UnitAssessment};

use super::{places, round};
use crate::ui::badge::{assessment_badge, draft_badge, returned_badge};
use crate::ui::progress::pips_of;
use crate::ui::{Button, Col, Empty, Facts, Panel, Table, Tone, badge};

/// At most so many models stand on the page.
pub(super) const MODELS: u32 = 8;

/// At most so many assessments.
pub(super) const ASSESSMENTS: u32 = 8;

/// The unit's own models.
pub(super) fn models(unit: UnitId, lines: &[ModelLine], all: u32, may_edit: bool) -> AnyView {
    let panel = Panel::new("Models").note(text::number(all.into()));
    if lines.is_empty() {
        let text = "Answers are held against the register: without models it has nothing to say.";
        let empty = Empty::new("box", "No models yet", text);
        let empty = if may_edit {
            empty.actions(
                Button::link(format!("/models/new?unit={unit}"), "Register model").icon("plus"),
            )
        } else {
            empty
        };
        return panel.flush(empty).view();
    }
    let rows = lines.iter().map(model).collect_view();
    let table = Table::new("Models of the unit")
        .cols([Col::new("Model"), Col::new("Exposure"), Col::new("Data").p3(), Col::new("Profile")])
        .rows(rows);
    panel.end(Button::link(places::models_of(unit), "All models").small()).flush(table).view()
}

fn model(line: &ModelLine) -> AnyView {
    let (href, name) = (format!("/models/{}", line.id), line.name.clone());
    let exposure = match line.exposure {
        Some(Exposure::Internal) => badge(Tone::Neutral, "lock", "Internal"),
        Some(Exposure::Partner) => badge(Tone::Info, "users", "Partner"),
        Some(Exposure::Public) => badge(Tone::Info, "globe", "Public"),
        Some(Exposure::Unknown) => badge(Tone::Off, "circle-help", "Unknown"),
        None => badge(Tone::Line, "circle-dashed", "Not deployed"),
    };
    let data = line.data.map_or("Not recorded", Classification::label);
    let personal = line.personal_data.then_some(", personal");
    let answered =
        pips_of(usize::from(line.answered), Profile::QUESTIONS, "usage questions answered");
    view! {
        <tr>
            <th scope="row"><a href=href>{name}</a></th>
            <td>{exposure}</td>
            <td class="p3">{data}{personal}</td>
            <td>{answered}</td>
        </tr>
    }
    .into_any()
}

/// The unit's assessments, newest first.
pub(super) fn assessments(unit: UnitId, list: &[UnitAssessment]) -> AnyView {
    let panel = Panel::new("Assessments");
    if list.is_empty() {
        let text = "A round opens one for each unit; a manager can open one in between.";
        return panel.flush(Empty::new("clipboard-check", "No assessment yet", text)).view();
    }
    let rows = list.iter().map(assessment).collect_view();
    let table = Table::new("Assessments of the unit, newest first")
        .cols([
            Col::new("Assessment"),
            Col::new("State"),
            Col::new("Submitted").p3(),
            Col::new("Score that day").num(),
        ])
        .rows(rows);
    panel
        .end(Button::link(places::assessments_of(unit), "All assessments").small())
        .flush(table)
        .view()
}

fn assessment(assessment: &UnitAssessment) -> AnyView {
    let (href, name) = (places::assessment(assessment.id), assessment.name.clone());
    let state = match assessment.state {
        State::Draft if assessment.returned => returned_badge(),
        State::Draft => draft_badge(assessment.answered as usize, round::total()),
        state => assessment_badge(state),
    };
    let submitted = assessment.submitted_at.map(|at| text::day(at.day()));
    let revision = (assessment.revision > 1).then(|| {
        view! { <span class="sub">{format!("Revision {}", assessment.revision)}</span> }
    });
    let score = assessment.scored.map(|(claimed, evidenced)| {
        crate::ui::score::score_pair(domain::Score { claimed, evidenced })
    });
    view! {
        <tr>
            <th scope="row"><a href=href>{name}</a>{revision}</th>
            <td>{state}</td>
            <td class="p3 nowrap num">{submitted.unwrap_or_else(|| "–".to_owned())}</td>
            <td class="is-num">{score.unwrap_or_else(|| super::cells::dash("Not submitted"))}</td>
        </tr>
    }
    .into_any()
}

/// Where the response plan is and when it was last exercised: question 10.
pub(super) fn response_plan(unit: &Unit, today: Day, may_edit: bool) -> AnyView {
    let plan = unit.response_plan.trim().to_owned();
    let exercised = match unit.response_exercised {
        None => "Never exercised".to_owned(),
        Some(day) if (today - day).num_days() > EXERCISE_DAYS => {
            format!("{}, over {EXERCISE_DAYS} days ago", text::day(day))
        }
        Some(day) => format!("{}, {}", text::day(day), text::relative(day, today)),
    };
    let panel = Panel::new("Response plan");
    let panel = if may_edit {
        let edit = if plan.is_empty() { "Record the plan" } else { "Edit" };
        panel.end(Button::link(format!("/units/{}/response-plan", unit.id), edit).small())
    } else {
        panel
    };
    if plan.is_empty() {
        let body = view! { <p class="muted">"No response plan for incidents that involve AI is recorded."</p> };
        return panel.body(body).view();
    }
    panel.body(Facts::new().row("Plan", plan).row("Last exercised", exercised)).view()
}
