//! A small plot for each of many things, on one scale.

use chart::axis::short;
use chart::{Lines, Series, px};
use domain::Band;
use leptos::prelude::*;

use super::draw::Canvas;
use super::frame::{legend, numbers};
use crate::ui::Empty;
use crate::ui::icon::icon_sm;
use crate::ui::part::pieces;

/// Many small line charts in a grid, each with its name, its last value and its band.
///
/// `Multiples::new("all-units", lines)`
pub struct Multiples {
    id: String,
    lines: Lines,
    height: u16,
}

impl Multiples {
    /// Small plots; the id is unique on the page.
    pub fn new(id: impl Into<String>, lines: Lines) -> Self {
        Self { id: id.into(), lines, height: 72 }
    }

    /// The height of each in pixels; 72 unless told.
    #[must_use]
    pub const fn height(mut self, pixels: u16) -> Self {
        self.height = pixels;
        self
    }

    /// All of them.
    #[must_use]
    pub fn view(self) -> AnyView {
        if self.lines.series.is_empty() {
            let text = "Here stands one plot for each business unit.";
            return Empty::new("chart-line", "No business units", text).view();
        }
        let all = self.lines.series.iter().enumerate();
        let all = all.map(|(at, series)| self.one(at, series)).collect_view();
        let table = self.lines.numbers();
        let notes = table.notes.join(" ");
        let notes = (!notes.is_empty()).then(|| view! { <p class="small muted">{notes}</p> });
        let numbers = numbers(&self.lines.title, table);
        view! {
            <div class="chart">
                <ul class="multiples" aria-label=self.lines.title.clone()>{all}</ul>
                {notes}
                {legend(&self.id, self.lines.remarks())}
                {numbers}
            </div>
        }
        .into_any()
    }

    fn one(&self, at: usize, series: &Series) -> AnyView {
        let figure = self.lines.small(at, self.height);
        let canvas = Canvas { id: &self.id, height: figure.height };
        let label = format!("{}. Lower is better.", self.lines.course(at));
        let name = series.name.clone();
        let name = match series.href.clone() {
            Some(href) => view! { <a class="multiple__name" href=href>{name}</a> }.into_any(),
            None => view! { <span class="multiple__name">{name}</span> }.into_any(),
        };
        let columns = &self.lines.columns;
        let (from, to) = (columns.first().map(|c| short(c)), columns.last().map(|c| short(c)));
        view! {
            <li class="multiple">
                {name}
                <p class="multiple__now"><b>{self.lines.now(at)}</b>" "{series.band.map(band)}</p>
                <div class="plot plot--small">
                    <svg height=px(figure.height) role="img" aria-label=label>
                        {canvas.all(&figure.plot)}
                    </svg>
                </div>
                <p class="multiple__span" aria-hidden="true"><span>{from}</span><span>{to}</span></p>
            </li>
        }
        .into_any()
    }
}

pieces!(Multiples);

fn band(band: Band) -> AnyView {
    let (class, glyph) = match band {
        Band::Advanced => ("multiple__band is-adv", "band-advanced"),
        Band::Moderate => ("multiple__band is-mod", "band-moderate"),
        Band::High => ("multiple__band is-high", "band-high"),
    };
    view! { <span class=class>{icon_sm(glyph)}{band.label()}</span> }.into_any()
}
