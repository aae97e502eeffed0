//! What every chart has around its shapes: a name and a sentence for screen readers, a legend, and
//! the same numbers as a table.

use chart::{Figure, Key, Layer, Numbers, px};
use leptos::prelude::*;

use super::draw::Canvas;
use crate::ui::icon::chevron;
use crate::ui::{Col, Table};

/// A figure that is to stand on a page.
pub(super) struct Frame<'a> {
    /// Unique on the page.
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    /// What a screen reader hears of the chart.
    pub(super) sentence: String,
    pub(super) figure: &'a Figure,
    /// The layers whose hatches are needed.
    pub(super) layers: &'a [Layer],
}

impl Frame<'_> {
    /// The axis and the plot, in a box of this class; `ends` stands after them.
    pub(super) fn plot(self, class: &'static str, ends: Option<AnyView>) -> AnyView {
        let canvas = Canvas { id: self.id, height: self.figure.height };
        let (title_id, desc_id) = (format!("{}-t", self.id), format!("{}-d", self.id));
        let labelled = format!("{title_id} {desc_id}");
        let patterns = (!self.layers.is_empty()).then(|| canvas.patterns(self.layers));
        let height = px(self.figure.height);
        let tall = height.clone();
        view! {
            <div class=class>
                <svg height=tall aria-hidden="true">{canvas.all(&self.figure.gutter)}</svg>
                <svg height=height role="img" aria-labelledby=labelled>
                    <title id=title_id>{self.title.to_owned()}</title>
                    <desc id=desc_id>{self.sentence}</desc>
                    {patterns}
                    {canvas.all(&self.figure.plot)}
                </svg>
                {ends}
            </div>
        }
        .into_any()
    }
}

/// The sample of an entry in the legend of the chart of this id.
pub(super) fn sample(id: &str, key: &Key) -> AnyView {
    let sample = Canvas { id, height: Key::HEIGHT }.all(&key.sample);
    view! { <svg aria-hidden="true">{sample}</svg> }.into_any()
}

/// An entry of a legend without a link.
pub(super) fn entry(id: &str, key: Key) -> AnyView {
    view! { <li>{sample(id, &key)}{key.words}</li> }.into_any()
}

/// What the shapes of the chart of this id mean.
pub(super) fn legend(id: &str, keys: Vec<Key>) -> Option<AnyView> {
    let is_empty = keys.is_empty();
    let keys = keys.into_iter().map(|key| entry(id, key)).collect_view();
    (!is_empty).then(|| view! { <ul class="legend plot-key">{keys}</ul> }.into_any())
}

/// The disclosure "Show the numbers".
pub(super) fn numbers(title: &str, numbers: Numbers) -> AnyView {
    let cols = numbers.heads.into_iter().enumerate();
    let cols = cols.map(|(at, head)| if at == 0 { Col::new(head) } else { Col::new(head).num() });
    let rows = numbers.rows.into_iter().map(|(name, cells)| {
        let cells = cells.into_iter().map(|cell| view! { <td class="is-num">{cell}</td> });
        view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    // The panel around may be called as the chart is: a region of its own needs its own name.
    let table = Table::new(format!("{title}: the numbers"))
        .class("table is-compact")
        .cols(cols)
        .rows(rows)
        .scrolls();
    let notes = numbers.notes.into_iter().map(|note| view! { <p class="small muted">{note}</p> });
    view! {
        <details class="chart-data disclosure">
            <summary>{chevron()}"Show the numbers"</summary>
            {table}
            {notes.collect_view()}
        </details>
    }
    .into_any()
}
