//! The list of requests: the open ones first, those first that are due first.

use domain::evidence::RequestState;
use domain::evidence::request::title;
use domain::{Action, Day, QuestionNo, text};
use leptos::prelude::*;
use store::{RequestFilter, RequestRow};

use super::{PATH, state_badge};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Asked;
use crate::rooms::evidence::label_of;
use crate::rooms::evidence::list::unit_options;
use crate::shell::NavKey;
use crate::ui::filter::Filters;
use crate::ui::{Button, Col, Empty, PageHead, Panel, Query, Table};

/// `GET /requests`
///
/// # Errors
/// When the database fails.
pub(in crate::rooms::evidence) async fn list(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let query = Query::from(asked.pairs());
    let read = visitor.read();
    let filter = RequestFilter {
        unit: query.get("unit").parse().ok(),
        state: query.get("state").parse().ok(),
        question: query.get("question").parse().ok().map(QuestionNo),
        audit: query.get("audit").parse().ok(),
    };
    let rows = read.requests(filter).await?;
    let units = unit_options(&visitor.units_where(Action::OpenEvidence).await?);
    let may_ask = visitor.actor.allows_somewhere(Action::RequestEvidence);
    let is_filtered = filter != RequestFilter::default();
    let today = visitor.state.today();
    let frame = visitor
        .frame("Requests for evidence", NavKey::Evidence)
        .crumb("Evidence", Some("/evidence".to_owned()))
        .crumb("Requests", None);
    Ok(visitor.page(&frame, || {
        let head = PageHead::new("Requests for evidence")
            .lede("What auditors and managers need to see, asked of a unit by a day. An answer closes it.");
        let ask = may_ask.then(|| Button::link("/requests/new", "Ask for evidence").primary().icon("plus").view());
        let states = RequestState::ALL.iter().map(|it| (it.key(), it.label()));
        let filters = Filters::new(PATH, &query)
            .select("unit", "Business unit", "All units", units)
            .select("state", "State", "All states", states);
        let body = if rows.is_empty() { nothing(is_filtered) } else { table(&rows, today) };
        view! {
            {head.actions(view! { {ask} })}
            <div class="stack stack--3">{filters}{body}</div>
        }
        .into_any()
    }))
}

fn nothing(is_filtered: bool) -> AnyView {
    if is_filtered {
        let text = "No request in your units matches these filters.";
        let clear = Button::link(PATH, "Clear filters");
        return Empty::new("search-x", "Nothing matches these filters", text)
            .section()
            .actions(clear)
            .view();
    }
    let text =
        "Auditors and managers ask for what they need to see, from the review queue or from here.";
    Empty::new("file-check-2", "Nothing was asked for yet", text).section().view()
}

fn table(rows: &[RequestRow], today: Day) -> AnyView {
    let cols = [
        Col::new("Wanted"),
        Col::new("State"),
        Col::new("Question").p2(),
        Col::new("Unit").p2(),
        Col::new("Due").p3(),
        Col::new("Asked by").p4(),
    ];
    let rows = rows.iter().map(|request| row(request, today)).collect_view();
    let table = Table::new("Requests for evidence, the open ones first").cols(cols).rows(rows);
    Panel::untitled("Requests for evidence").flush(table.view()).view()
}

fn row(request: &RequestRow, today: Day) -> AnyView {
    let question = label_of(request.question);
    let narrow = format!("{question}, {}", request.unit_name);
    let title = title(&request.wanted);
    let near = (request.state == RequestState::Open)
        .then(|| view! { <span class="sub">{text::relative(request.due_on, today)}</span> });
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{PATH}/{}", request.id)>{title}</a>
                <span class="only-narrow">{narrow}</span>
            </th>
            <td class="nowrap">{state_badge(request.state, request.due_on, today)}</td>
            <td class="p2 nowrap">{question}</td>
            <td class="p2 nowrap">{request.unit_name.clone()}</td>
            <td class="p3 nowrap num">{text::day(request.due_on)}{near}</td>
            <td class="p4 nowrap">{request.asked_by_name.clone()}</td>
        </tr>
    }
    .into_any()
}
