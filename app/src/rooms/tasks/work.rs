//! My work: what waits for one person, on one page.

use std::collections::HashMap;

use domain::assessment::State;
use domain::evidence::EvidenceState;
use domain::{Action, Day, text};
use leptos::prelude::*;
use store::{
    Acceptance, AssessmentFilter, AssessmentRow, EvidenceFilter, MyWork, PassedOn, RequestFilter,
    RequestRow, TaskRow,
};

use super::calendar::PAGE;
use super::{due, number, page_of, state_badge};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::rooms::evidence::label_of;
use crate::shell::NavKey;
use crate::ui::list::{Item, list};
use crate::ui::{Button, PageHead, Panel, Tone};

/// The most things of a kind that are listed.
const MOST: u32 = 20;

/// What the page shows.
struct Page {
    today: Day,
    mine: MyWork,
    /// The points that hang on their tasks; what several of them are about counts once.
    at_stake: u16,
    to_accept: Vec<Acceptance>,
    drafts: Vec<AssessmentRow>,
    passed_on: Vec<PassedOn>,
    requests: Vec<RequestRow>,
    /// Items that wait for a verdict, and items that an auditor asked about.
    to_review: u32,
    asked: u32,
    reviews: bool,
    answers: bool,
    has_calendar: bool,
}

/// `GET /work`
///
/// # Errors
/// When the database fails.
pub(super) async fn show(visitor: Visitor) -> PageResult {
    let page = load(&visitor).await?;
    let frame = visitor.frame("My work", NavKey::Work).crumb("My work", None);
    Ok(visitor.page(&frame, || content(&page)))
}

async fn load(visitor: &Visitor) -> PageResult<Page> {
    let read = visitor.read();
    let answers = visitor.actor.allows_somewhere(Action::Answer);
    let reviews = visitor.actor.allows_somewhere(Action::GiveVerdict);
    let drafts = if answers {
        let filter = AssessmentFilter {
            state: Some(State::Draft),
            limit: MOST,
            ..AssessmentFilter::default()
        };
        let units = visitor.units_where(Action::Answer).await?;
        let (rows, _) = read.assessments(filter).await?;
        rows.into_iter().filter(|row| units.iter().any(|it| it.unit.id == row.unit)).collect()
    } else {
        Vec::new()
    };
    let requests = if visitor.actor.allows_somewhere(Action::AttachEvidence) {
        let open = Some(domain::evidence::RequestState::Open);
        let all = read.requests(RequestFilter { state: open, ..RequestFilter::default() }).await?;
        let me = visitor.actor.person;
        all.into_iter().filter(|request| request.asked_by != me).take(MOST as usize).collect()
    } else {
        Vec::new()
    };
    let count = async |state| -> PageResult<u32> {
        let filter = EvidenceFilter { state: Some(state), limit: 1, ..EvidenceFilter::default() };
        Ok(read.evidence(filter).await?.1)
    };
    let mine = read.my_work().await?;
    let stakes = read.stakes(&mine.tasks).await?;
    let places: HashMap<_, _> = mine
        .tasks
        .iter()
        .filter(|task| task.state.is_under_way())
        .filter_map(|task| Some(((task.unit, task.question), stakes.get(&task.id)?.0)))
        .collect();
    Ok(Page {
        at_stake: places.values().sum(),
        today: visitor.state.today(),
        mine,
        to_accept: read.acceptances_to_decide().await?,
        drafts,
        passed_on: read.passed_on_to_me().await?,
        requests,
        to_review: if reviews { count(EvidenceState::Pending).await? } else { 0 },
        asked: if answers { count(EvidenceState::Asked).await? } else { 0 },
        reviews,
        answers,
        has_calendar: visitor.actor.only_in.is_none(),
    })
}

fn content(page: &Page) -> AnyView {
    let points = page.at_stake;
    let late = page.mine.tasks.iter().filter(|task| task.is_overdue(page.today)).count();
    let meta = view! {
        <span><b class="num">{page.mine.tasks.len()}</b>" tasks of mine"</span>
        <span><b class="num">{late}</b>" overdue"</span>
        <span><b class="num">{points}</b>" points at stake"</span>
    };
    let head = PageHead::new("My work").meta(meta);
    let calendar =
        page.has_calendar.then(|| Button::link(PAGE, "Calendar").icon("calendar").view());
    let all = Button::link("/tasks?assignee=me", "All my tasks");
    let head = head.actions(view! { {calendar}{all} });
    view! {
        {head}
        <div class="cols cols--main">
            <div class="stack stack--6">
                {tasks(page)}
                {to_verify(page)}
                {to_accept(page)}
                {requests(page)}
            </div>
            <div class="stack stack--6">{drafts(page)}{passed_on(page)}{evidence(page)}</div>
        </div>
    }
    .into_any()
}

/// A panel with things, or with a quiet line where there are none.
fn panel(title: &'static str, items: Vec<Item>, none: &'static str) -> AnyView {
    let panel = Panel::new(title).note(text::number(items.len() as u64));
    if items.is_empty() {
        return panel.body(view! { <p class="small muted">{none}</p> }).view();
    }
    panel.flush(list(items)).view()
}

fn task_item(task: &TaskRow, today: Day, who: bool) -> Item {
    let whose = if who { format!("{}, ", task.assignee_name) } else { String::new() };
    let below =
        format!("{whose}{}, {}, {}", task.unit_name, label_of(task.question), number(task.id));
    let end = view! { <span class="row">{state_badge(task.state)}{due(task, today)}</span> };
    Item::new(task.title.clone()).below(below).end(end).href(page_of(task.id))
}

fn tasks(page: &Page) -> AnyView {
    let items = page.mine.tasks.iter().map(|task| task_item(task, page.today, false)).collect();
    panel("My tasks", items, "No task is yours.")
}

fn to_verify(page: &Page) -> Option<AnyView> {
    let items: Vec<_> =
        page.mine.to_verify.iter().map(|task| task_item(task, page.today, true)).collect();
    (!items.is_empty()).then(|| panel("Done by others, to be verified by me", items, ""))
}

fn to_accept(page: &Page) -> Option<AnyView> {
    let items: Vec<_> = page
        .to_accept
        .iter()
        .map(|it| {
            let until = text::day(it.until);
            let below = format!("{}, {} asks, until {until}", it.unit_name, it.asked_by_name);
            Item::new(it.title.clone())
                .below(below)
                .icon(Tone::Neutral, "archive")
                .href(page_of(it.task))
        })
        .collect();
    (!items.is_empty()).then(|| panel("Risks to accept or decline", items, ""))
}

fn drafts(page: &Page) -> Option<AnyView> {
    let items = page.drafts.iter().map(|draft| {
        let below = draft.due_on.map_or_else(
            || draft.unit_name.clone(),
            |due| format!("{}, due {}", draft.unit_name, text::relative(due, page.today)),
        );
        Item::new(draft.name.clone())
            .below(below)
            .icon(Tone::Neutral, "clipboard-check")
            .href(format!("/assessments/{}", draft.id))
    });
    page.answers
        .then(|| panel("Assessments to finish", items.collect(), "No draft is open in my units."))
}

fn passed_on(page: &Page) -> Option<AnyView> {
    let items: Vec<_> = page
        .passed_on
        .iter()
        .map(|it| {
            Item::new(label_of(it.question))
                .below(format!("{}, {}, from {}", it.unit_name, it.name, it.by))
                .icon(Tone::Neutral, "corner-down-right")
                .href(format!("/assessments/{}#q{}", it.assessment, it.question))
        })
        .collect();
    (!items.is_empty()).then(|| panel("Questions passed on to me", items, ""))
}

fn requests(page: &Page) -> Option<AnyView> {
    let items: Vec<_> = page
        .requests
        .iter()
        .map(|it| {
            let tone = if it.due_on < page.today { Tone::High } else { Tone::Neutral };
            Item::new(domain::evidence::request::title(&it.wanted))
                .below(format!("{}, due {}", it.unit_name, text::relative(it.due_on, page.today)))
                .icon(tone, "file-plus-2")
                .href(format!("/requests/{}", it.id))
        })
        .collect();
    (!items.is_empty()).then(|| panel("Requests for evidence to answer", items, ""))
}

fn evidence(page: &Page) -> Option<AnyView> {
    let mut items = Vec::new();
    if page.reviews && page.to_review > 0 {
        let words = text::count(page.to_review, "item waits", "items wait");
        items.push(
            Item::new(format!("{words} for a verdict"))
                .icon(Tone::Info, "list-checks")
                .href("/review"),
        );
    }
    if page.asked > 0 {
        let words = text::count(page.asked, "question", "questions");
        items.push(
            Item::new(format!("{words} of auditors to answer"))
                .icon(Tone::Off, "message-circle-question-mark")
                .href("/evidence?state=asked"),
        );
    }
    (!items.is_empty()).then(|| panel("Evidence", items, ""))
}
