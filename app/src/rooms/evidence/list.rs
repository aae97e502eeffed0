//! The list of evidence: every item of the units where the person may open it, newest first.

use domain::evidence::{EvidenceState, Kind};
use domain::questionnaire::baseline;
use domain::{Action, Day, text};
use leptos::prelude::*;
use store::{EvidenceFilter, EvidenceRow, UnitNode};

use super::label_of;
use super::pieces::SOON_DAYS;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Asked;
use crate::shell::NavKey;
use crate::ui::badge::evidence_badge;
use crate::ui::filter::{Chip, Filters, chips, no_match};
use crate::ui::pager::{Paging, pager};
use crate::ui::{Button, Col, Empty, PageHead, Panel, Query, Table};

const PATH: &str = "/evidence";

const PAGE: u32 = 25;

/// What the page shows.
struct Listing {
    query: Query,
    rows: Vec<EvidenceRow>,
    paging: Paging,
    /// How many there are without any filter.
    all: u32,
    units: Vec<(String, String)>,
    today: Day,
    may_open: bool,
    /// Whether requests are worth a link: they have no past to look at.
    requests: bool,
}

/// `GET /evidence`
///
/// # Errors
/// When the database fails.
pub async fn list(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let query = Query::from(asked.pairs());
    let read = visitor.read();
    let mut filter = EvidenceFilter {
        unit: query.get("unit").parse().ok(),
        question: query.get("question").parse().ok().map(domain::QuestionNo),
        state: query.get("state").parse().ok(),
        expires_days: query.get("expires").parse().ok(),
        limit: PAGE,
        offset: 0,
    };
    let asked_page: u32 = query.get("page").parse().unwrap_or(1).clamp(1, 1_000_000);
    filter.offset = (asked_page - 1) * PAGE;
    let (mut rows, total) = read.evidence(filter).await?;
    let paging = Paging::new(&query, PAGE as usize, total as usize);
    if rows.is_empty() && total > 0 {
        // Beyond the last page: show the last one.
        filter.offset = u32::try_from(paging.offset()).unwrap_or(0);
        rows = read.evidence(filter).await?.0;
    }
    let is_filtered = filter.unit.is_some()
        || filter.question.is_some()
        || filter.state.is_some()
        || filter.expires_days.is_some();
    let all = if is_filtered && total == 0 {
        read.evidence(EvidenceFilter::default()).await?.1
    } else {
        total
    };
    let units = unit_options(&visitor.units_where(Action::OpenEvidence).await?);
    let listing = Listing {
        query,
        rows,
        paging,
        all,
        units,
        today: visitor.state.today(),
        may_open: visitor.actor.allows_somewhere(Action::OpenEvidence),
        requests: visitor.actor.allows_somewhere(Action::OpenEvidence) && !visitor.actor.only_reads,
    };
    let frame = visitor.frame("Evidence", NavKey::Evidence).crumb("Evidence", None);
    Ok(visitor.page(&frame, || content(&listing)))
}

/// Units as choices, each by its path below the organisation.
pub(crate) fn unit_options(units: &[UnitNode]) -> Vec<(String, String)> {
    let option = |node: &UnitNode| {
        let label = match node.path.as_slice() {
            [_, below @ ..] if !below.is_empty() => below.join(" / "),
            path => path.join(" / "),
        };
        (node.unit.id.to_string(), label)
    };
    units.iter().map(option).collect()
}

fn content(listing: &Listing) -> AnyView {
    let head = PageHead::new("Evidence").lede(
        "What stands behind each yes, in the units whose evidence you may open. An item that \
         supports several questions stands here once for each.",
    );
    let body = if !listing.may_open {
        let text = "Your roles don’t include opening evidence. Assessors, managers and auditors of a \
                    unit can; an administrator gives roles.";
        Empty::new("lock", "Evidence is kept from viewers", text).section().view()
    } else if listing.all == 0 {
        let text = "It is attached to the questions of an assessment, where a yes needs it.";
        let button = Button::link("/assessments", "Go to assessments").primary();
        Empty::new("file-check-2", "No evidence yet", text).section().actions(button).view()
    } else {
        filtered(listing)
    };
    let requests =
        listing.requests.then(|| Button::link("/requests", "Requests").icon("list").view());
    view! { {head.actions(view! { {requests} })}{body} }.into_any()
}

fn filtered(listing: &Listing) -> AnyView {
    let questions = baseline().questions.iter();
    let questions = questions.map(|it| (it.no.to_string(), format!("{} {}", it.no, it.label)));
    let questions: Vec<(String, String)> = questions.collect();
    let states =
        || EvidenceState::ALL.iter().map(|it| (it.key().to_owned(), it.label().to_owned()));
    let facets = [
        ("unit", "Unit", listing.units.clone()),
        ("question", "Question", questions.clone()),
        ("state", "State", states().collect()),
        ("expires", "Expires within", expiries()),
    ];
    let on = active(&listing.query, &facets);
    let filters = Filters::new(PATH, &listing.query)
        .select("unit", "Business unit", "All units", listing.units.clone())
        .select("question", "Question", "All questions", questions)
        .select("state", "State", "All states", states())
        .select("expires", "Expires within", "Whenever it expires", expiries());
    let list = if listing.rows.is_empty() {
        let what = if listing.all == 1 { "item" } else { "items" };
        no_match(PATH, what, listing.all.into(), &on)
    } else {
        view! { {table(listing)}{pager(PATH, &listing.query, listing.paging)} }.into_any()
    };
    view! {
        <div class="stack stack--3">
            {filters}
            {chips(PATH, &on)}
            {Panel::untitled("Items of evidence").flush(list)}
        </div>
    }
    .into_any()
}

/// Within how many days it expires.
fn expiries() -> Vec<(String, String)> {
    [7, 30, 90]
        .iter()
        .map(|days| (days.to_string(), format!("Expires within {days} days")))
        .collect()
}

type Choices = (&'static str, &'static str, Vec<(String, String)>);

/// The filters that are on, as long as they mean something.
fn active(query: &Query, facets: &[Choices]) -> Vec<Chip> {
    let rest = query.without("page");
    let chip = |(name, title, options): &Choices| {
        let (_, label) = options.iter().find(|(key, _)| key == query.get(name))?;
        let href = rest.without(name).href(PATH);
        Some(Chip { title: (*title).to_owned(), value: label.clone(), href })
    };
    facets.iter().filter_map(chip).collect()
}

fn table(listing: &Listing) -> AnyView {
    let cols = [
        Col::new("Item"),
        Col::new("State"),
        Col::new("Question").p2(),
        Col::new("Unit").p2(),
        Col::new("Valid until").p3(),
        Col::new("Added by").p4(),
        Col::new("Added").p4(),
    ];
    let rows = listing.rows.iter().map(|it| row(it, listing.today)).collect_view();
    let order = match listing.query.get("expires") {
        "" => "Items of evidence, the newest first",
        _ => "Items of evidence, those first that expire first",
    };
    Table::new(order).cols(cols).rows(rows).view()
}

fn row(row: &EvidenceRow, today: Day) -> AnyView {
    let item = &row.item;
    let question = label_of(item.question);
    let narrow = format!("{question}, {}", row.unit_name);
    let sub = match item.kind {
        Kind::File => format!("File, {}", text::bytes(item.size)),
        kind => kind.label().to_owned(),
    };
    let sub = format!("{sub} · {}", text::short_hash(&item.sha256));
    let left = (item.valid_until - today).num_days();
    let near = (-SOON_DAYS..=SOON_DAYS).contains(&left);
    let near = near.then(|| {
        view! { <span class="sub">{text::relative(item.valid_until, today)}</span> }
    });
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/evidence/{}", item.id)>{item.title.clone()}</a>
                <span class="sub">{sub}</span>
                <span class="only-narrow">{narrow}</span>
            </th>
            <td class="nowrap">{evidence_badge(item.state)}</td>
            <td class="p2 nowrap">{question}</td>
            <td class="p2 nowrap">{row.unit_name.clone()}</td>
            <td class="p3 nowrap num">{text::day(item.valid_until)}{near}</td>
            <td class="p4 nowrap">{item.uploaded_by_name.clone()}</td>
            <td class="p4 nowrap num">{text::day(item.uploaded_at.day())}</td>
        </tr>
    }
    .into_any()
}
