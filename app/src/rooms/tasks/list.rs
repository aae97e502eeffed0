//! The list of tasks: figures, filters, and the table or the board.

use std::collections::HashMap;

use domain::questionnaire::baseline;
use domain::tasks::Grouping;
use domain::{Action, Day, PersonId, Points, TaskId, UnitId, text};
use leptos::prelude::*;
use store::{Lane, SavedFilter, TaskCounts, TaskPage, TaskRow, UnitNode};

use super::asked::{Look, ME, STANDINGS, filter};
use super::{PATH, board, saved, table};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Asked;
use crate::rooms::evidence::unit_options;
use crate::shell::{Layout, NavKey};
use crate::ui::filter::Filters;
use crate::ui::{Button, Empty, PageHead, Query, Typed, icon_sm};

/// So many tickets stand in a lane of the board.
const PER_LANE: u32 = 30;

/// What the page shows.
pub(super) struct Listing {
    pub(super) query: Query,
    pub(super) today: Day,
    pub(super) counts: TaskCounts,
    pub(super) found: Found,
    /// The points that hang on each task of the table.
    pub(super) stakes: HashMap<TaskId, Points>,
    pub(super) units: Vec<(String, String)>,
    pub(super) people: Vec<(String, String)>,
    /// To whom the person can give tasks.
    pub(super) takers: Vec<(String, String)>,
    pub(super) may_make: bool,
    /// The units in which the person assigns tasks, with their people.
    pub(super) assigns: Vec<UnitId>,
    pub(super) page: u32,
    /// By what the table is grouped.
    pub(super) group: Option<Grouping>,
    me: PersonId,
    /// The filters that the person keeps, by name.
    pub(super) saved: Vec<SavedFilter>,
    /// Whether they may keep some: there are no tasks for somebody from outside.
    pub(super) may_save: bool,
    /// A form that came back.
    pub(super) returned: Returned,
}

/// A form of the page that came back with what is wrong in it.
#[derive(Default)]
pub(super) struct Returned {
    /// The change of several.
    pub(super) bulk: Typed,
    /// Keeping the filters.
    pub(super) saving: Typed,
}

impl Listing {
    /// Whether the task is that of whoever looks.
    pub(super) fn is_mine(&self, task: &TaskRow) -> bool {
        task.assignee == self.me
    }
}

pub(super) enum Found {
    Table(TaskPage),
    Board(Vec<Lane>),
}

/// `GET /tasks`
///
/// # Errors
/// When the database fails.
pub(super) async fn list(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let query = Query::from(asked.pairs()).without("done");
    let done = match asked.get("done") {
        "assigned" => Some("The tasks changed hands"),
        "re-dated" => Some("The due day is changed"),
        "same" => Some("Nothing had to be changed"),
        "saved" => Some("The filters are saved"),
        "removed" => Some("The saved filters are removed"),
        _ => None,
    };
    let listing = load(&visitor, query, Returned::default()).await?;
    Ok(page(&visitor, &listing, done))
}

pub(super) fn page(
    visitor: &Visitor,
    listing: &Listing,
    done: Option<&str>,
) -> axum::response::Response {
    let mut frame = visitor.frame("Tasks", NavKey::Tasks).crumb("Tasks", None).flash(done);
    if matches!(listing.found, Found::Board(_)) {
        frame = frame.laid_out(Layout::Wide);
    }
    visitor.page(&frame, || content(listing))
}

pub(super) async fn load(
    visitor: &Visitor,
    query: Query,
    returned: Returned,
) -> PageResult<Listing> {
    let read = visitor.read();
    let filter = filter(&query, visitor.actor.person);
    let (found, counts) = match Look::of(&query) {
        Look::Table => {
            let (page, counts) = read.tasks_and_counts(&filter).await?;
            (Found::Table(page), counts)
        }
        Look::Board => {
            let lanes = read.task_lanes(&filter, PER_LANE).await?;
            (Found::Board(lanes), read.task_counts(&filter).await?)
        }
    };
    let units: Vec<UnitNode> = read.units().await?;
    let stakes = match &found {
        Found::Table(page) => read.stakes(&page.rows).await?,
        Found::Board(_) => HashMap::new(),
    };
    let people = read.assignees().await?;
    let others = people.iter().filter(|(id, _)| *id != visitor.actor.person);
    let me = (ME.to_owned(), "Me".to_owned());
    Ok(Listing {
        counts,
        found,
        stakes,
        units: unit_options(&units),
        people: std::iter::once(me)
            .chain(others.map(|(id, name)| (id.to_string(), name.clone())))
            .collect(),
        takers: read.takers().await?.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        may_make: visitor.actor.allows_somewhere(Action::WorkOnTasks),
        assigns: visitor
            .units_where(Action::AssignTasks)
            .await?
            .iter()
            .map(|node| node.unit.id)
            .collect(),
        page: filter.page,
        group: filter.group,
        me: visitor.actor.person,
        today: visitor.state.today(),
        saved: read.task_filters().await?,
        may_save: visitor.actor.only_in.is_none(),
        query,
        returned,
    })
}

fn content(listing: &Listing) -> AnyView {
    let body = match &listing.found {
        Found::Table(page) if page.rows.is_empty() => nothing(listing),
        Found::Table(page) => table::view(listing, page),
        Found::Board(lanes) => board::view(listing, lanes),
    };
    view! {
        {head(listing)}
        <div class="stack stack--3">
            {saved::links(listing)}
            {filters(listing)}
            {saved::form(listing)}
            {body}
        </div>
    }
    .into_any()
}

fn head(listing: &Listing) -> PageHead {
    let counts = listing.counts;
    let figure = |n: i64, what: &'static str| {
        view! { <span><b class="num">{text::number(n.unsigned_abs())}</b>" "{what}</span> }
    };
    let meta = view! {
        {figure(counts.open, "open")}
        {figure(counts.overdue, "overdue")}
        {figure(counts.due_soon, "due within 7 days")}
        {figure(counts.done, "to be verified")}
    };
    let new = listing
        .may_make
        .then(|| Button::link("/tasks/new", "New task").primary().icon("plus").view());
    let export = |path, words: &'static str| {
        Button::link(listing.query.without("page").href(path), words).icon("download")
    };
    let (csv, xlsx) = (export("/tasks/export.csv", "CSV"), export("/tasks/export.xlsx", "XLSX"));
    PageHead::new("Tasks").meta(meta).actions(view! { {csv}{xlsx}{new} })
}

fn filters(listing: &Listing) -> AnyView {
    let questions = baseline().questions.iter().map(|it| (it.no.to_string(), it.label.clone()));
    let mut filters = Filters::new(PATH, &listing.query)
        .search("Words in the title", "Title")
        .select("unit", "Business unit", "All units", listing.units.clone())
        .select("question", "Question", "All questions", questions)
        .select("assignee", "Assignee", "Anyone", listing.people.clone())
        .select("watching", "Watching", "Watched or not", [(ME, "Watched by me")]);
    if matches!(listing.found, Found::Table(_)) {
        let groups = Grouping::ALL.iter().map(|it| (it.key(), it.label()));
        filters = filters.select("standing", "State", "All open", STANDINGS).select(
            "group",
            "Group by",
            "Not grouped",
            groups,
        );
    }
    filters.end(looks(listing)).view()
}

/// The choice between table and board: links, which keep the filters.
fn looks(listing: &Listing) -> AnyView {
    let here = Look::of(&listing.query);
    let kept = listing.query.without("page");
    let link = |look: Look, href: String, glyph, words: &'static str| {
        let current = (look == here).then_some("page");
        view! { <a href=href aria-current=current>{icon_sm(glyph)}{words}</a> }
    };
    let hidden = (here == Look::Board).then(|| {
        let group = listing.query.get("group").to_owned();
        view! {
            <input type="hidden" name="view" value="board" form="filters" />
            <input type="hidden" name="group" value=group form="filters" />
        }
    });
    view! {
        {hidden}
        <nav class="seg" aria-label="View">
            {link(Look::Table, kept.without("view").href(PATH), "table-2", "Table")}
            {link(Look::Board, kept.without("standing").with("view", "board").href(PATH), "columns-3", "Board")}
        </nav>
    }
    .into_any()
}

fn nothing(listing: &Listing) -> AnyView {
    let plain = ["view", "sort", "group"]
        .iter()
        .fold(listing.query.clone(), |query, name| query.without(name));
    if plain.pairs().next().is_some() {
        let text = "No task in your units matches these filters.";
        let clear = Button::link(PATH, "Clear filters");
        return Empty::new("search-x", "Nothing matches these filters", text)
            .section()
            .actions(clear)
            .view();
    }
    let text = "A task comes from a no of an assessment, from rejected evidence, from a request, or is made by hand.";
    Empty::new("list-checks", "Nothing is to be done", text).section().view()
}
