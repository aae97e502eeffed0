//! Scores, charts and tables: the pieces that are mostly numbers.

use app::ui::chart::{TrendChart, TrendPoint, spark, trend_legend};
use app::ui::evidence::{EvidenceItem, evidence_icon, evidence_list};
use app::ui::figures::Figures;
use app::ui::filter::{Facet, FacetOption, Filters, active, no_match};
use app::ui::heatmap::{Answered, Cell, Heat, Heatmap, Question, Row, heatmap_key};
use app::ui::pager::{Paging, pager};
use app::ui::progress::{Pip, pips, pips_of, progress_line};
use app::ui::score::{
    BandRow, Pair, Side, Size, band_rows, delta, delta_words, gap, gap_scale, live_scores, plumb,
    score_figure, score_pair, tally, two_scores,
};
use app::ui::sort::Sorting;
use app::ui::{Col, Panel, Query, Table};
use domain::Band;
use domain::evidence::{EvidenceState, Kind};
use domain::score::Support;
use leptos::prelude::*;

use crate::words::section;

pub fn sections() -> AnyView {
    view! {
        {section("Score", scores())}
        {section("Charts", charts())}
        {section("Tables", tables())}
        {section("Evidence", evidence())}
    }
    .into_any()
}

fn scores() -> AnyView {
    let since = || view! { {delta(70.0, 60.0)}" since Q2" };
    let row = |band, count, who: &str| BandRow { band, count, who: who.to_owned() };
    let bands = band_rows(vec![
        row(Some(Band::High), 4, "Online Store, Customer Care, Fleet & Routing, People & Legal"),
        row(Some(Band::Moderate), 2, "Corporate, Logistics"),
        row(Some(Band::Advanced), 1, "Finance & Treasury"),
        row(None, 1, "Commerce"),
    ]);
    let line = |name: &str, sum: &str| (name.to_owned(), sum.to_owned());
    let ten = [Pip::True, Pip::True, Pip::Half, Pip::No, Pip::Open];
    view! {
        <section class="hero">
            <div class="hero__dial">{plumb("hero", Some(Pair::new(35.0, 20.0)))}</div>
            <div class="hero__scores">
                {score_figure(Side::Evidenced, Some(35.0), Size::Large, since())}
                {score_figure(Side::Claimed, Some(20.0), Size::Large, since())}
            </div>
            <div class="hero__bands"><h3>"Units by band, evidenced"</h3>{bands}</div>
        </section>
        <div class="cols cols--3">
            <div>{plumb("empty", None)}{two_scores(None, (), ())}</div>
            <div>{plumb("worst", Some(Pair::new(100.0, 60.0)))}{live_scores(Pair::new(100.0, 60.0))}</div>
            <div class="stack">
                {gap(Pair::new(60.0, 30.0), Some(Band::High))}
                {gap(Pair::new(20.0, 10.0), Some(Band::Moderate))}
                {gap(Pair::new(35.0, 20.0), None)}
                {gap(Pair::new(0.0, 0.0), Some(Band::Advanced))}
                {tally(vec![line("Answered no", "2 × 10 = 20"), line("Unanswered", "3 not counted")])}
            </div>
        </div>
        <div class="row row--wrap">
            {score_pair(Pair::new(60.0, 30.0))}{delta(70.0, 60.0)}{delta(60.0, 70.0)}
            {delta(60.0, 60.0)}{delta_words(Some(true), "No to yes")}
            {pips_of(3, 4, "profile questions answered")}
            {pips(ten, "Five answers: 2 proven, 1 unproven, 1 no, 1 open")}
            {spark(&[Some(90.0), Some(80.0), None, Some(60.0), Some(50.0), Some(40.0)])}
        </div>
        {progress_line(41, 80, "answers given")}
        {Figures::new().figure("Collected", "16 Nov 2026", "7 days ago").figure("Size", "84 KB", "")}
    }
    .into_any()
}

fn trend(id: &str, values: &[Option<(f64, f64)>]) -> TrendChart {
    let points = values.iter().enumerate().map(|(index, value)| {
        let quarter = index + 1;
        let label = format!("Q{} {}", quarter % 4 + 1, 2025 + quarter / 4);
        let point = TrendPoint::new(label, value.map(|(e, c)| Pair::new(e, c)));
        point.stale(index + 1 == values.len() && values.len() > 6)
    });
    let title = format!("Online Store: claimed and evidenced score by quarter, {id}");
    TrendChart::new(id, title, points.collect()).per("Quarter")
}

fn charts() -> AnyView {
    let falling =
        [(90.0, 60.0), (80.0, 60.0), (80.0, 50.0), (60.0, 40.0), (50.0, 30.0), (40.0, 20.0)];
    let whole = trend("whole", &falling.map(Some)).banded();
    let gaps = [
        Some((100.0, 60.0)),
        None,
        Some((70.0, 70.0)),
        Some((60.0, 40.0)),
        None,
        Some((30.0, 30.0)),
        Some((20.0, 0.0)),
    ];
    let gaps = trend("gaps", &gaps).banded();
    let mean = trend("mean", &[Some((78.75, 50.0)), Some((35.0, 20.0))]).height(230);
    let long: Vec<_> =
        (0..24_u8).map(|i| Some((f64::from(96 - i * 4), f64::from(92 - i * 4) / 2.0))).collect();
    view! {
        <div class="cols cols--2">
            {Panel::new("Score").note("Lower is better").end(trend_legend(false)).body(whole)}
            {Panel::new("With gaps").end(trend_legend(true)).body(gaps)}
            {Panel::new("Mean").note("A mean carries no band").body(mean)}
            {Panel::new("Many rounds").body(trend("long", &long).banded())}
            {Panel::new("None").flush(trend("none", &[None]))}
        </div>
        {Panel::new("Answers").stacked(heat())}
    }
    .into_any()
}

fn heat() -> AnyView {
    let questions =
        ["Inventory", "Least privilege", "Data sources", "Runtime monitoring", "Exposure"];
    let questions = questions.map(|label| Question { label: label.to_owned(), weight: 10 });
    let row = |unit: &str, child, answers: [Answered; 5], points| Row {
        unit: unit.to_owned(),
        href: None,
        child,
        cells: answers
            .into_iter()
            .enumerate()
            .map(|(index, answer)| Cell::new(answer).clash(index == 4).href("#"))
            .collect(),
        points,
    };
    let yes = Answered::Yes;
    let rows = vec![
        row(
            "Corporate",
            false,
            Support::ALL
                .iter()
                .map(|s| yes(*s))
                .collect::<Vec<_>>()
                .try_into()
                .unwrap_or([Answered::No; 5]),
            Some(20.0),
        ),
        row("People & Legal", true, [Answered::No; 5], Some(50.0)),
        row("Commerce", false, [Answered::Nothing; 5], None),
    ];
    let title = "Answers and evidence by business unit".to_owned();
    let map = Heatmap::new(Heat {
        title,
        questions: questions.to_vec(),
        rows,
        score: "Evidenced",
        foot: None,
    });
    view! { {map}{heatmap_key(false)} }.into_any()
}

fn tables() -> AnyView {
    let query =
        Query::new().with("unit", "2").with("sort", "name").with("page", "2").with("q", "shop");
    let sorting = Sorting::new("#", &query, "name");
    let row = |name: &'static str| {
        view! {
            <tr>
                <th scope="row"><a href="#">{name}</a><span class="sub">"MDL-120 · Tessera AI"</span></th>
                <td class="p2">"Online Store"</td>
                <td class="gapcol p2">{gap(Pair::new(60.0, 30.0), Some(Band::High))}</td>
                <td class="is-num">{score_pair(Pair::new(60.0, 30.0))}</td>
            </tr>
        }
    };
    let table = Table::new("Registered models, by name")
        .cols([
            Col::new("Model").sorts("name"),
            Col::new("Unit").p2().sorts("unit"),
            Col::new("Gap").p2().class("gapcol"),
            Col::new("Evidenced").num(),
        ])
        .sorted(&sorting)
        .rows(
            ["Shop Assistant", "Size Adviser", "Image Tagger"].map(row).into_iter().collect_view(),
        );
    let option = |key: &str, label: &str, count| FacetOption {
        key: key.to_owned(),
        label: label.to_owned(),
        count: Some(count),
    };
    let facets = [Facet {
        name: "unit",
        title: "Business unit",
        options: vec![option("1", "Commerce", 4), option("2", "Online Store", 8)],
        open: true,
    }];
    let hidden = no_match("#", "models", 41, &active("#", &query, &facets));
    let panel = Panel::untitled("Models").flush(table).flush(pager(
        "#",
        &query,
        Paging::new(&query, 3, 41),
    ));
    let filters = Filters::new("#", &query)
        .search("Search models", "Name, owner or provider")
        .select("state", "State", "All states", [("live", "Live")]);
    let scale = gap_scale();
    let list = view! { {panel}{Panel::untitled("No match").flush(hidden)}{scale} };
    filters.beside(&facets, list)
}

fn evidence() -> AnyView {
    let hash = "41aa0b1e5c0d7a85539c1e0f7b4482d6ea1c35f09d7724be8130c9a6f5e20c9e";
    let items = [
        EvidenceItem::new(
            "exercise-minutes.pdf",
            evidence_icon(Kind::File, "application/pdf"),
            EvidenceState::Accepted,
        )
        .href("#")
        .meta("Valid until 30 Jun 2027")
        .hash(hash),
        EvidenceItem::new(
            "Provider status archive",
            evidence_icon(Kind::Link, ""),
            EvidenceState::Pending,
        )
        .meta("Collected 18 Nov 2026"),
        EvidenceItem::new(
            "key-rotation.png",
            evidence_icon(Kind::File, "image/png"),
            EvidenceState::Rejected,
        )
        .why("Dele Adeyemi, 02 Jul 2026", "Attach the rotation job’s output."),
    ];
    evidence_list(items)
}
