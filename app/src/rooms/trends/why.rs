//! Why the score of a unit moved between two days: every part of the change, and their sum.

use domain::questionnaire::baseline;
use domain::trends::{Between, Cause, Twice};
use domain::{Day, Points, QuestionNo, UnitId, text};
use leptos::prelude::*;
use store::{PartTold, Unit, Why};

use super::places;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At};
use crate::shell::NavKey;
use crate::ui::filter::Filters;
use crate::ui::score::delta;
use crate::ui::{Col, Empty, Notice, PageHead, Panel, Query, Table, Tone};

/// `GET /units/{id}/why`
///
/// # Errors
/// When there is no such unit that the visitor may see, or the database fails.
pub async fn show(visitor: Visitor, At(id): At<UnitId>, Asked(asked): Asked) -> PageResult {
    let read = visitor.read();
    let unit = read.unit(id).await?;
    let between = Between::asked(asked.get("from"), asked.get("to"), visitor.state.today());
    let why = match &between {
        Ok(days) => Some(read.why_moved(id, days.from, days.to).await?),
        Err(_) => None,
    };
    let query = Query::from(asked.pairs());
    let frame = visitor
        .frame(format!("Why did {} move?", unit.name), NavKey::Units)
        .crumb("Business units", Some("/units".to_owned()))
        .crumb(unit.name.clone(), Some(places::unit(id)))
        .crumb("Why did it move?", None);
    Ok(visitor.page(&frame, || draw(&unit, &query, &between, why.as_ref())))
}

fn draw(
    unit: &Unit,
    query: &Query,
    between: &Result<Between, String>,
    why: Option<&Why>,
) -> AnyView {
    let path = places::why(unit.id);
    // The days that are meant are said where the address leaves them out.
    let query = match between {
        Ok(days) => query.with("from", days.from.to_string()).with("to", days.to.to_string()),
        Err(_) => query.clone(),
    };
    let days = Filters::new(&path, &query).date("from", "From the end of").date("to", "To").view();
    let lede = format!("{}: what moved the score, step by step. Lower is better.", unit.name);
    let shown = match (between, why) {
        (Ok(days), Some(why)) => change(*days, why),
        (Err(wrong), _) => Notice::new(Tone::High, wrong.clone()).role("alert").view(),
        (Ok(_), None) => ().into_any(),
    };
    view! { {PageHead::new("Why did it move?").lede(lede)}{days}{shown} }.into_any()
}

fn change(days: Between, why: &Why) -> AnyView {
    let (from, to) = (text::day(days.from), text::day(days.to));
    match (&why.before, &why.after, &why.parts) {
        (_, None, _) => {
            let words =
                format!("On {to} there was no submitted assessment, and so no score of its own.");
            Empty::new("circle-dashed", "Not assessed", words).section().view()
        }
        (Some(_), Some(_), Some(parts)) if parts.is_empty() => {
            let words = format!("Nothing moved either score between {from} and {to}.");
            Empty::new("minus", "It did not move", words).section().view()
        }
        (Some(before), Some(after), Some(parts)) => {
            let ends = [(days.from, *before), (days.to, *after)];
            Panel::new("Every step")
                .note(format!("{from} to {to}"))
                .flush(steps(ends, parts))
                .view()
        }
        _ => {
            let words = format!(
                "The unit was first assessed after {from}: its score began then, and moved from nothing. \
                 Choose a later day to begin with."
            );
            Empty::new("circle-dashed", "No score to begin with", words).section().view()
        }
    }
}

/// From the score on the first day, by every step, to the score on the last.
fn steps(ends: [(Day, domain::Score); 2], parts: &[PartTold]) -> Table {
    let [(from, before), (to, after)] = ends;
    let rows = parts.iter().map(row).collect_view();
    let first = end(format!("Score on {}", text::day(from)), before.claimed, before.evidenced);
    let last = end(format!("Score on {}", text::day(to)), after.claimed, after.evidenced);
    let whole: Twice = parts.iter().map(|told| told.part.moved).sum();
    let whole = view! {
        <tr>
            <th scope="row">"Change in all"</th>
            <td class="is-num">{moved(whole.claimed)}</td>
            <td class="is-num">{moved(whole.evidenced)}</td>
        </tr>
    };
    Table::new("Every step of the change, with the points by which it moved both scores")
        .cols([Col::new("What happened"), Col::new("Claimed").num(), Col::new("Evidenced").num()])
        .rows(view! { {first}{rows} })
        .foot(view! { {whole}{last} })
}

fn end(words: String, claimed: Points, evidenced: Points) -> AnyView {
    view! {
        <tr>
            <th scope="row">{words}</th>
            <td class="is-num">{claimed.to_string()}</td>
            <td class="is-num">{evidenced.to_string()}</td>
        </tr>
    }
    .into_any()
}

fn row(told: &PartTold) -> AnyView {
    let part = &told.part;
    view! {
        <tr>
            <th scope="row">{happened(told)}</th>
            <td class="is-num">{moved(part.moved.claimed)}</td>
            <td class="is-num">{moved(part.moved.evidenced)}</td>
        </tr>
    }
    .into_any()
}

fn moved(points: i32) -> AnyView {
    delta(0.0, f64::from(points))
}

fn label(question: QuestionNo) -> String {
    let known = baseline().question(question);
    known.map_or_else(|| format!("Question {question}"), |known| known.label.clone())
}

/// What happened, and below it when and where: in which assessment and by whom, or with which item.
fn happened(told: &PartTold) -> AnyView {
    let words = match told.part.cause {
        Cause::Answered { question, answer, .. } => {
            format!("{}: answered {}", label(question), answer.label().to_lowercase())
        }
        Cause::OtherRules { .. } => "Another version of the questionnaire".to_owned(),
        Cause::Proven { question, .. } => format!("{}: evidence counts", label(question)),
        Cause::Unproven { question, why, .. } => {
            format!("{}: evidence {}", label(question), why.label())
        }
    };
    let day = text::day(told.part.day);
    let source = source(told).map(|source| view! { ", "{source} });
    view! { {words}<span class="sub">{day}{source}</span> }.into_any()
}

fn source(told: &PartTold) -> Option<AnyView> {
    match told.part.cause {
        Cause::Answered { question, .. } => told.assessment.as_ref().map(|it| {
            let href = places::question(it.id, question);
            assessed(href, it.name.clone(), &it.by)
        }),
        Cause::OtherRules { .. } => told
            .assessment
            .as_ref()
            .map(|it| assessed(places::assessment(it.id), it.name.clone(), &it.by)),
        Cause::Proven { evidence, .. } | Cause::Unproven { evidence, .. } => {
            told.evidence.clone().map(|title| {
                let href = places::evidence(evidence);
                view! { <a class="link" href=href>{title}</a> }.into_any()
            })
        }
    }
}

fn assessed(href: String, name: String, by: &str) -> AnyView {
    view! { <a class="link" href=href>{name}</a>{format!(", submitted by {by}")} }.into_any()
}
