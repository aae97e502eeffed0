//! What the program does by itself, for those who look after it.

use domain::jobs::{Every, Job, Ran};
use domain::{Action, Timestamp, text};
use leptos::prelude::*;
use store::JobRun;

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::routes::Access::Needs;
use crate::routes::Routes;
use crate::shell::NavKey;
use crate::ui::{Col, PageHead, Panel, Table, Tone, badge};

const PATH: &str = "/settings/jobs";

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    Routes::new().get(PATH, Needs(Action::ManageSettings), show)
}

/// `GET /settings/jobs`
///
/// # Errors
/// [`domain::AppError::NotFound`] to whoever may not manage settings.
async fn show(visitor: Visitor) -> PageResult {
    let runs = visitor.read().job_runs().await?;
    let now = visitor.state.now();
    let frame = visitor.frame("Jobs", NavKey::Jobs).crumb("Jobs", None);
    Ok(visitor.page(&frame, || content(&runs, now)))
}

fn content(runs: &[JobRun], now: Timestamp) -> AnyView {
    let lede = "What the program does by itself. What was missed while it was not running is made up \
                for by one run; what fails is tried again after an hour.";
    let cols = [
        Col::new("Job"),
        Col::new("State"),
        Col::new("Last run"),
        Col::new("What came of it").p2(),
        Col::new("Next").p3(),
    ];
    let run = |job: &Job| runs.iter().find(|run| run.job == *job);
    let rows = Job::ALL.iter().map(|job| row(*job, run(job), now)).collect_view();
    let table = Table::new("Jobs and their last runs").cols(cols).rows(rows);
    view! { {PageHead::new("Jobs").lede(lede)}{Panel::untitled("Jobs").flush(table)} }.into_any()
}

fn row(job: Job, run: Option<&JobRun>, now: Timestamp) -> AnyView {
    let every = match job.every() {
        Every::Hour => "Each hour",
        Every::Day => "Each day, at 00:00 UTC",
    };
    let state = match run {
        None => badge(Tone::Neutral, "circle", "Not run yet"),
        Some(run) if run.failed => badge(Tone::High, "octagon-x", "Failed"),
        Some(_) => badge(Tone::True, "circle-check", "Done"),
    };
    let last = run
        .map(|run| format!("{}, {}", text::moment(run.begun_at), text::since(run.begun_at, now)));
    let next = run.map_or_else(
        || "As soon as the server runs".to_owned(),
        |run| text::moment(job.next(Ran { begun: run.begun_at, failed: run.failed })),
    );
    let said = run.map(|run| run.said.clone()).unwrap_or_default();
    let narrow = said.clone();
    view! {
        <tr>
            <th scope="row">
                {job.label()}
                <span class="sub">{every}</span>
                <span class="only-narrow">{narrow}</span>
            </th>
            <td>{state}</td>
            <td class="num">{last}</td>
            <td class="p2">{said}</td>
            <td class="p3 nowrap num">{next}</td>
        </tr>
    }
    .into_any()
}
