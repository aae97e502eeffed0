//! On the page of a model or a unit: what was checked about it, and against what it can be checked.

use domain::checks::CheckOf;
use domain::{Action, UnitId, text};
use leptos::prelude::*;
use store::{CheckFilter, CheckRow, QuestionnaireRow, RegisteredModel, Unit};

use super::{form_for, outcome, page_of};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::ui::{Col, Panel, Table};

/// At most so many checks stand on the page.
const MOST: u32 = 20;

/// The panel on a model's page; none where nothing was checked and nothing can be.
///
/// # Errors
/// When the database fails.
pub(in crate::rooms) async fn of_model(
    visitor: &Visitor,
    model: &RegisteredModel,
) -> PageResult<Option<AnyView>> {
    let of = CheckOf::Model(model.facts.id);
    panel(visitor, of, model.unit, model.retired_at.is_none()).await
}

/// The panel on a unit's page. The organisation itself is asked nothing.
///
/// # Errors
/// When the database fails.
pub(in crate::rooms) async fn of_unit(
    visitor: &Visitor,
    unit: &Unit,
) -> PageResult<Option<AnyView>> {
    let is_asked = unit.parent.is_some() && unit.retired_at.is_none();
    panel(visitor, CheckOf::Unit(unit.id), unit.id, is_asked).await
}

async fn panel(
    visitor: &Visitor,
    of: CheckOf,
    unit: UnitId,
    is_asked: bool,
) -> PageResult<Option<AnyView>> {
    let read = visitor.read();
    let rows = read.checks(CheckFilter { of: Some(of), questionnaire: None, limit: MOST }).await?;
    let mut offered = read.questionnaires_to_check().await?;
    let may = is_asked && visitor.may(Action::Answer, unit).await?;
    offered.retain(|row| is_asked && row.subject == of.subject());
    if rows.is_empty() && offered.is_empty() {
        return Ok(None);
    }
    Ok(Some(draw(of, &rows, if may { &offered } else { &[] })))
}

fn draw(of: CheckOf, rows: &[CheckRow], offered: &[QuestionnaireRow]) -> AnyView {
    let panel = Panel::new("Checks").id("checks");
    let panel = if rows.is_empty() {
        panel.body(view! { <p class="muted">"Nothing was checked yet."</p> })
    } else {
        let lines = rows.iter().map(row).collect_view();
        let cols = [Col::new("Check"), Col::new("Points").num(), Col::new("Result")];
        let cols = cols.into_iter().chain([Col::new("Answered by").p3(), Col::new("On").p2()]);
        panel.flush(Table::new("Checks, newest first").cols(cols).rows(lines))
    };
    if offered.is_empty() {
        return panel.view();
    }
    let links = offered.iter().map(|it| {
        let href = form_for(of, &it.key, it.version);
        view! { <a class="link" href=href>{format!("Check against {}", it.title)}</a> }
    });
    let links = links.collect_view();
    panel.foot(links).view()
}

fn row(row: &CheckRow) -> AnyView {
    let (on, by) = (text::day(row.submitted_at.day()), row.submitted_by.clone());
    let narrow = format!("{by}, {on}");
    view! {
        <tr>
            <th scope="row">
                <a href=page_of(row.id)>{row.title.clone()}</a>
                <span class="sub">{format!("Version {}", row.version)}</span>
                <span class="only-narrow">{narrow}</span>
            </th>
            <td class="is-num">{points(row)}</td>
            <td>{outcome(row.band, row.progress())}</td>
            <td class="p3">{by}</td>
            <td class="p2 nowrap num">{on}</td>
        </tr>
    }
    .into_any()
}

/// The score of a complete check; of another there is none.
fn points(row: &CheckRow) -> AnyView {
    if row.progress().is_complete() {
        return row.points.to_string().into_any();
    }
    let words = format!("{} so far, could reach {}", row.points, row.could_reach);
    view! { <span class="muted">{words}</span> }.into_any()
}
