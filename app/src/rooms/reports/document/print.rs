//! A document as a page of HTML, drawn block by block.

use leptos::prelude::*;
use press::{
    Align, Block, Cell, Chart, Column, Document, Figure, Mark, Note, Opening, Paper, Run, Sign,
    Table, Tone, Way,
};

use crate::ui::icon_sm;

/// The whole document.
pub(super) fn article(document: &Document) -> AnyView {
    let class = match (document.paper, document.cover.opening) {
        (Paper::A4, Opening::Page) => "doc",
        (Paper::A4, Opening::Head) => "doc doc--brief",
        (Paper::Letter, Opening::Page) => "doc doc--letter",
        (Paper::Letter, Opening::Head) => "doc doc--letter doc--brief",
    };
    let blocks = document.blocks.iter().enumerate().map(|(at, one)| block(at, one));
    view! {
        <article class=class lang=document.lang.clone()>
            {cover(document)}
            {blocks.collect_view()}
            <footer class="doc__stamp">{document.stamp.clone()}</footer>
        </article>
    }
    .into_any()
}

fn cover(document: &Document) -> AnyView {
    let cover = &document.cover;
    view! {
        <header class="doc__cover">
            <p class="doc__owner">{document.organisation.clone()}</p>
            <h1 class="doc__title">{document.title.clone()}</h1>
            <p class="doc__range">{cover.range.clone()}<br />{cover.as_of.clone()}</p>
            {notes(&cover.facts)}
        </header>
    }
    .into_any()
}

fn block(at: usize, block: &Block) -> AnyView {
    match block {
        Block::Heading { level: 1, text } => view! { <h2>{text.clone()}</h2> }.into_any(),
        Block::Heading { level: 2, text } => view! { <h3>{text.clone()}</h3> }.into_any(),
        Block::Heading { text, .. } => view! { <h4>{text.clone()}</h4> }.into_any(),
        Block::Say(text) => view! { <p class="doc__say">{text.clone()}</p> }.into_any(),
        Block::Words(runs) => view! { <p>{runs.iter().map(run).collect_view()}</p> }.into_any(),
        Block::Figures(figures) => {
            let figures = figures.iter().map(figure).collect_view();
            view! { <dl class="doc__figures">{figures}</dl> }.into_any()
        }
        Block::Chart(chart) => drawn(at, chart),
        Block::Table(table) => rows(table),
        Block::Notes(all) => notes(all),
        Block::PageBreak => view! { <div class="doc__break"></div> }.into_any(),
    }
}

fn run(run: &Run) -> AnyView {
    let text = run.text.clone();
    if run.strong { view! { <strong>{text}</strong> }.into_any() } else { text.into_any() }
}

fn figure(figure: &Figure) -> AnyView {
    let beside = (!figure.unit.is_empty()).then(|| view! { <dd>{figure.unit.clone()}</dd> });
    let signs = figure.state.iter().chain(&figure.change);
    let signs = signs.map(|it| view! { <dd>{sign(it)}</dd> }).collect_view();
    view! {
        <div>
            <dt>{figure.label.clone()}</dt>
            <dd class="doc__value">{figure.value.clone()}</dd>
            {beside}
            {signs}
        </div>
    }
    .into_any()
}

fn sign(sign: &Sign) -> AnyView {
    let class = format!("doc__sign {}", tone(sign.mark.tone()));
    view! { <span class=class>{icon_sm(glyph(sign.mark))}{sign.words.clone()}</span> }.into_any()
}

fn glyph(mark: Mark) -> &'static str {
    match mark {
        Mark::True => "band-advanced",
        Mark::Off => "band-moderate",
        Mark::High => "band-high",
        Mark::Gap => "band-gap",
        Mark::Better(Way::Up) | Mark::Worse(Way::Up) | Mark::Moved(Way::Up) => "arrow-up",
        Mark::Better(Way::Down) | Mark::Worse(Way::Down) | Mark::Moved(Way::Down) => "arrow-down",
        Mark::Same => "minus",
        Mark::Clash => "git-compare",
    }
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Quiet => "is-quiet",
        Tone::True => "is-true",
        Tone::Off => "is-off",
        Tone::High => "is-high",
        Tone::Info => "is-info",
        Tone::Clash => "is-clash",
    }
}

/// The chart's file as it is: its words are beside it for whoever doesn't see it.
fn drawn(at: usize, chart: &Chart) -> AnyView {
    let (id, by) = (format!("said-{at}"), format!("said-{at}"));
    let (svg, alt) = (chart.svg.clone(), chart.alt.clone());
    view! {
        <figure class="doc__chart" aria-labelledby=by>
            <div aria-hidden="true" inner_html=svg></div>
            <figcaption id=id>{alt}</figcaption>
        </figure>
    }
    .into_any()
}

fn rows(table: &Table) -> AnyView {
    let heads = table.columns.iter().map(|column| {
        view! { <th scope="col" class=align(column)>{column.name.clone()}</th> }
    });
    let row = |row: &Vec<Cell>| {
        let cells = row.iter().zip(&table.columns).enumerate();
        let cells = cells.map(|(at, (it, column))| cell(at, it, column)).collect_view();
        view! { <tr>{cells}</tr> }
    };
    let caption =
        (!table.caption.is_empty()).then(|| view! { <caption>{table.caption.clone()}</caption> });
    let body = match table.rows.is_empty() {
        true => {
            view! { <tr><td colspan=table.columns.len()>{table.empty.clone()}</td></tr> }.into_any()
        }
        false => table.rows.iter().map(row).collect_view().into_any(),
    };
    let foot = (!table.foot.is_empty())
        .then(|| view! { <tfoot>{table.foot.iter().map(row).collect_view()}</tfoot> });
    let class = if table.columns.len() > 8 { "doc__table is-wide" } else { "doc__table" };
    view! {
        <div class="doc__wrap" tabindex="0" role="group" aria-label=table.caption.clone()>
            <table class=class>
                {caption}
                <thead><tr>{heads.collect_view()}</tr></thead>
                <tbody>{body}</tbody>
                {foot}
            </table>
        </div>
    }
    .into_any()
}

fn align(column: &Column) -> Option<&'static str> {
    match column.align {
        Align::Start => None,
        Align::Middle => Some("is-middle"),
        Align::End => Some("is-num"),
    }
}

fn cell(at: usize, cell: &Cell, column: &Column) -> AnyView {
    let mark = cell.mark.map(|mark| icon_sm(glyph(mark)));
    let text = cell.text.clone();
    let text =
        if cell.strong { view! { <strong>{text}</strong> }.into_any() } else { text.into_any() };
    if at == 0 {
        return view! { <th scope="row">{mark}{text}</th> }.into_any();
    }
    let classes = [align(column).unwrap_or_default(), tone(cell.tone)].join(" ");
    let class = (!classes.trim().is_empty()).then(|| classes.trim().to_owned());
    view! { <td class=class>{mark}{text}</td> }.into_any()
}

fn notes(notes: &[Note]) -> AnyView {
    let notes = notes.iter().map(|note| {
        view! { <div><dt>{note.term.clone()}</dt><dd>{note.words.clone()}</dd></div> }
    });
    view! { <dl class="doc__notes">{notes.collect_view()}</dl> }.into_any()
}
