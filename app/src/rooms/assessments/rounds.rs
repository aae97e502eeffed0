//! One round: how far each unit has got.

use domain::text::{count, day, relative};
use domain::{Action, Day, RoundId};
use leptos::prelude::*;
use store::{AssessmentFilter, AssessmentRow, RoundProgress};

use super::list::{assessment_row, columns};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At};
use crate::shell::{NavKey, Seal};
use crate::ui::figures::Figures;
use crate::ui::pager::{Paging, pager};
use crate::ui::progress::progress_line;
use crate::ui::{Button, PageHead, Query, Table};

/// Units on a page.
const SIZE: usize = 100;

struct Shelf {
    round: RoundProgress,
    rows: Vec<AssessmentRow>,
    paging: Paging,
    query: Query,
    opens: bool,
    today: Day,
}

/// The round.
pub async fn show(visitor: Visitor, At(id): At<RoundId>, Asked(asked): Asked) -> PageResult {
    let read = visitor.read();
    let round = read.round(id).await?;
    let query = Query::from(asked.pairs());
    let paging = Paging::new(&query, SIZE, round.assessments as usize);
    let filter = AssessmentFilter {
        round: Some(id),
        limit: u32::try_from(SIZE).unwrap_or(u32::MAX),
        offset: u32::try_from(paging.offset()).unwrap_or(u32::MAX),
        ..AssessmentFilter::default()
    };
    let (rows, _) = read.assessments(filter).await?;
    let opens = visitor.may(Action::OpenRound, round.unit).await?;
    let done = (asked.get("done") == "opened").then_some("Round opened.");
    let frame = visitor
        .frame(format!("Round {}", round.name), NavKey::Assessments)
        .crumb("Assessments", Some("/assessments".to_owned()))
        .crumb(round.name.clone(), None)
        .flash(done)
        .sealed(Seal::of(&visitor).await?);
    let shelf = Shelf { round, rows, paging, query, opens, today: visitor.state.today() };
    Ok(visitor.page(&frame, || content(&shelf)))
}

fn content(shelf: &Shelf) -> AnyView {
    let round = &shelf.round;
    let due = format!("Due {}, {}", day(round.due_on), relative(round.due_on, shelf.today));
    let head = PageHead::new(format!("Round {}", round.name)).meta(view! {
        <span>{round.unit_name.clone()}</span>
        <span>{format!("Opened {}", day(round.opens_on))}</span>
        <span>{due}</span>
        <span>{format!("Counts for {}", count(round.cadence_days, "day", "days"))}</span>
    });
    let href = format!("/assessments?round={}&state=draft", round.id);
    let head = if shelf.opens {
        head.actions(Button::link(href, "Units still to submit").icon("list-filter"))
    } else {
        head
    };
    let path = format!("/rounds/{}", round.id);
    let rows = shelf.rows.iter().map(|row| assessment_row(row, shelf.today, false)).collect_view();
    let table = Table::new("Units of the round, by name").cols(columns(false)).rows(rows);
    let answered =
        progress_line(round.answered as usize, round.questions as usize, "answers given");
    view! {
        {head}
        {answered}
        {figures(round)}
        <section class="panel" aria-label="Units">
            {table}
            {pager(&path, &shelf.query, shelf.paging)}
        </section>
    }
    .into_any()
}

fn figures(round: &RoundProgress) -> Figures {
    let part = |n: u32| {
        let percent = (n * 100).checked_div(round.assessments).unwrap_or_default();
        format!("{percent}% of units")
    };
    let number = |n: u32| domain::text::number(n.into());
    Figures::new()
        .figure("Units", number(round.assessments), "that you may see")
        .figure("Not started", number(round.not_started), part(round.not_started))
        .figure("In progress", number(round.in_progress), part(round.in_progress))
        .figure("Submitted", number(round.submitted), part(round.submitted))
        .figure("Approved", number(round.approved), part(round.approved))
}
