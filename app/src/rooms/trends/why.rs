//! Why the score of a unit moved between two days: every part of the change, and their sum.

use domain::trends::{Between, Cause, Change};
use domain::{Action, Day, Points, QuestionNo, Score, UnitId, text};
use leptos::prelude::*;
use store::{PartTold, Source, Unit, Why};

use super::{places, say};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At};
use crate::shell::NavKey;
use crate::ui::filter::Filters;
use crate::ui::score::delta;
use crate::ui::{Col, Empty, Notice, PageHead, Panel, Query, Table, Tone};

struct Page {
    unit: Unit,
    /// As it was asked for, with the days that are meant where the address leaves them out.
    query: Query,
    /// The change, or what is wrong with the days.
    change: Result<(Between, Why), String>,
    may_open: bool,
}

/// `GET /units/{id}/why`
///
/// # Errors
/// When there is no such unit that the visitor may see, or the database fails.
pub async fn show(visitor: Visitor, At(id): At<UnitId>, Asked(asked): Asked) -> PageResult {
    let page = load(&visitor, id, Query::from(asked.pairs())).await?;
    let frame = visitor
        .frame(format!("Why did {} move?", page.unit.name), NavKey::Units)
        .crumb("Business units", Some("/units".to_owned()))
        .crumb(page.unit.name.clone(), Some(places::unit(id)))
        .crumb("Why did it move?", None);
    Ok(visitor.page(&frame, || draw(&page)))
}

async fn load(visitor: &Visitor, id: UnitId, asked: Query) -> PageResult<Page> {
    let read = visitor.read();
    let unit = read.unit(id).await?;
    let may_open = visitor.may(Action::OpenEvidence, id).await?;
    let days = Between::asked(asked.get("from"), asked.get("to"), visitor.state.today());
    let (query, change) = match days {
        Ok(days) => {
            let query = asked.with("from", days.from.to_string()).with("to", days.to.to_string());
            (query, Ok((days, read.why_moved(id, days.from, days.to).await?)))
        }
        Err(wrong) => (asked, Err(wrong)),
    };
    Ok(Page { unit, query, change, may_open })
}

fn draw(page: &Page) -> AnyView {
    let path = places::why(page.unit.id);
    let days = Filters::new(&path, &page.query).date("from", "From the end of").date("to", "To");
    let lede = format!("{}: what moved the score, step by step. Lower is better.", page.unit.name);
    let shown = match &page.change {
        Ok((days, why)) => change(*days, why, page.may_open),
        Err(wrong) => Notice::new(Tone::High, wrong.clone()).role("alert").view(),
    };
    view! { {PageHead::new("Why did it move?").lede(lede)}{days.view()}{shown} }.into_any()
}

fn change(days: Between, why: &Why, may_open: bool) -> AnyView {
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
                .flush(steps(ends, parts, may_open))
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
fn steps(ends: [(Day, Score); 2], parts: &[PartTold], may_open: bool) -> Table {
    let [(from, before), (to, after)] = ends;
    let rows = parts.iter().map(|part| row(part, may_open)).collect_view();
    let first = end(format!("Score on {}", text::day(from)), before.claimed, before.evidenced);
    let last = end(format!("Score on {}", text::day(to)), after.claimed, after.evidenced);
    let whole: Change = parts.iter().map(|told| told.part.moved).sum();
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

fn row(told: &PartTold, may_open: bool) -> AnyView {
    let moved_by = told.part.moved;
    view! {
        <tr>
            <th scope="row">{happened(told, may_open)}</th>
            <td class="is-num">{moved(moved_by.claimed)}</td>
            <td class="is-num">{moved(moved_by.evidenced)}</td>
        </tr>
    }
    .into_any()
}

fn moved(points: i32) -> AnyView {
    delta(0.0, f64::from(points))
}

/// What happened, and below it when and where: in which assessment and by whom, or with which item.
fn happened(told: &PartTold, may_open: bool) -> AnyView {
    let (question, words) = match told.part.cause {
        Cause::Answered { question, answer, .. } => (
            Some(question),
            format!("{}: answered {}", say::label(question), answer.label().to_lowercase()),
        ),
        Cause::OtherRules { .. } => (None, "Another version of the questionnaire".to_owned()),
        Cause::Proven { question, .. } => {
            (None, format!("{}: evidence was accepted", say::label(question)))
        }
        Cause::Unproven { question, why, .. } => {
            (None, format!("{}: evidence {}", say::label(question), why.label()))
        }
    };
    let day = text::day(told.part.day);
    let source = source(&told.source, question, may_open);
    view! { {words}<span class="sub">{day}{source}</span> }.into_any()
}

fn source(source: &Source, question: Option<QuestionNo>, may_open: bool) -> Option<AnyView> {
    match source {
        Source::Submission { assessment, name, revision, by } => {
            let href = places::revision(*assessment, *revision, question);
            let name = match revision {
                1 => name.clone(),
                later => format!("{name}, revision {later}"),
            };
            let by = if question.is_some() {
                format!(" by {by}")
            } else {
                format!(", submitted by {by}")
            };
            Some(view! { " in "<a class="link" href=href>{name}</a>{by} }.into_any())
        }
        Source::Item { id, title } if may_open => {
            let (href, title) = (places::evidence(*id), title.clone());
            Some(view! { ", "<a class="link" href=href>{title}</a> }.into_any())
        }
        Source::Item { title, .. } => Some(view! { {format!(", {title}")} }.into_any()),
        Source::Hidden => None,
    }
}
