//! Several lines in one plot, each with its name at its end.

use chart::plane::corners;
use chart::{End, Ink, Lines, px};
use leptos::prelude::*;

use super::draw::{mark, series_class};
use super::frame::{Frame, entry as plain, legend, numbers, sample};
use super::multiples::Multiples;
use crate::ui::Empty;
use crate::ui::part::pieces;

/// Lines of several things, with their names at the right; where it is narrow, in a list below.
/// More lines than can be told apart become [`Multiples`].
///
/// `LinesChart::new("units", lines).height(400)`
pub struct LinesChart {
    id: String,
    lines: Lines,
    height: u16,
}

impl LinesChart {
    /// A chart; the id is unique on the page.
    pub fn new(id: impl Into<String>, lines: Lines) -> Self {
        Self { id: id.into(), lines, height: 400 }
    }

    /// The height in pixels; 400 unless told.
    #[must_use]
    pub const fn height(mut self, pixels: u16) -> Self {
        self.height = pixels;
        self
    }

    /// The chart.
    #[must_use]
    pub fn view(self) -> AnyView {
        if self.lines.is_empty() {
            let text = "The lines start with the first submitted assessment.";
            return Empty::new("chart-line", "Not assessed yet", text).view();
        }
        if !self.lines.fits() {
            return Multiples::new(self.id, self.lines).view();
        }
        let lines = &self.lines;
        let figure = lines.figure(self.height);
        let ends = ends(&figure.ends, lines.of, figure.height);
        let (sentence, title) = (lines.sentence(), lines.title.as_str());
        let frame = Frame { id: &self.id, title, sentence, figure: &figure, layers: &[] };
        let plot = frame.plot("plot", Some(ends));
        let keys = figure.ends.iter().map(|end| entry(&self.id, end)).collect_view();
        let marked = lines.marked().into_iter().map(|key| plain(&self.id, key)).collect_view();
        let remarks = legend(&self.id, lines.remarks());
        let numbers = numbers(title, lines.numbers());
        view! {
            <div class="report-lines chart">
                {plot}
                <ul class="legend legend--ends">{keys}{marked}</ul>
                {remarks}
                {numbers}
            </div>
        }
        .into_any()
    }
}

pieces!(LinesChart);

fn ends(ends: &[End], of: &'static str, height: f64) -> AnyView {
    let label = format!("{of}: by the last score, highest first");
    let ends = ends.iter().map(end).collect_view();
    view! {
        <svg class="plot__ends ends" height=px(height) role="group" aria-label=label>{ends}</svg>
    }
    .into_any()
}

/// The same below the plot, where it is narrow.
fn entry(id: &str, end: &End) -> AnyView {
    let key = end.key();
    let sample = sample(id, &key);
    let name = match end.href.clone() {
        Some(href) => view! { <a href=href>{key.words}</a> }.into_any(),
        None => key.words.into_any(),
    };
    let slot = end.slot.number().to_string();
    view! { <li data-s=slot>{sample}<span>{name}" "<b class="num">{key.value}</b></span></li> }
        .into_any()
}

fn end(end: &End) -> AnyView {
    let lead = end.lead().map(|lead| view! { <polyline class="lead" points=corners(&lead) /> });
    let (y, at) = (px(end.y + 4.0), px(End::VALUE));
    let inside = view! {
        <g class=series_class(end.slot)>
            {lead}
            {mark((px(End::MARK), end.y), end.slot.glyph(), Ink::Mark, "")}
            {name(end, &y)}
            " "
            <text class="end-val" x=at y=y.clone() text-anchor="end">{end.value.clone()}</text>
        </g>
    };
    let slot = end.slot.number().to_string();
    match end.href.clone() {
        Some(href) => view! { <a href=href data-s=slot>{inside}</a> }.into_any(),
        None => view! { <g data-s=slot>{inside}</g> }.into_any(),
    }
}

/// The name; one that was shortened is there whole for those who point at it or hear it.
fn name(end: &End, y: &str) -> AnyView {
    let (x, y) = (px(End::NAME), y.to_owned());
    let (shown, whole) = (end.shown.clone(), end.name.clone());
    if shown == whole {
        return view! { <text class="end" x=x y=y>{shown}</text> }.into_any();
    }
    let title = whole.clone();
    view! {
        <text class="end" x=x.clone() y=y.clone() aria-hidden="true"><title>{title}</title>{shown}</text>
        <text class="end-whole" x=x y=y>{whole}</text>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use chart::{Joint, Point, Series, Target};

    use super::*;

    fn lines(count: usize, href: bool) -> Lines {
        let series = (0..count).map(|index| {
            let points = vec![Some(Point::new(40.0)), None, Some(Point::new(30.0))];
            let series = Series::new(format!("Group Treasury and Risk Reporting {index}"), points);
            if href { series.href(format!("/units/{index}")) } else { series }
        });
        let columns = (1..=3).map(|quarter| format!("Q{quarter} 2026")).collect();
        Lines::new("Scores", columns, series.collect())
    }

    #[test]
    fn names_are_links_that_hold_the_whole_name_and_the_gap_has_no_line() {
        let html = LinesChart::new("units", lines(2, true)).view().to_html();
        assert_eq!(html.matches(r#"href="/units/"#).count(), 4, "at the ends and below: {html}");
        assert!(html.contains("Group Treasury and R…"), "{html}");
        assert!(html.contains(">Group Treasury and Risk Reporting 1<"), "{html}");
        assert!(!html.contains(r#"<polyline class="line"#), "{html}");
        assert!(html.contains(r#"aria-labelledby="units-t units-d""#), "{html}");
    }

    #[test]
    fn where_it_is_narrow_a_legend_says_what_targets_and_joints_say() {
        let target = Target { at: 2.0, value: 20.0, label: "Target 20 by 30 Sep 2026".to_owned() };
        let joint = Joint { before: 1, label: "Baseline 2".to_owned() };
        let lines = Lines { targets: vec![target], joints: vec![joint], ..lines(1, false) };
        let html = LinesChart::new("units", lines).view().to_html();
        let legend = html.split_once("legend--ends").and_then(|(_, rest)| rest.split_once("</ul>"));
        let legend = legend.map(|(legend, _)| legend.to_owned()).unwrap_or_default();
        for words in ["Target 20 by 30 Sep 2026", "Baseline 2"] {
            assert!(legend.contains(words), "{words}: {html}");
        }
    }

    #[test]
    fn a_ninth_line_makes_multiples_of_all() {
        let html = LinesChart::new("units", lines(9, false)).view().to_html();
        assert_eq!(html.matches(r#"<li class="multiple">"#).count(), 9, "{html}");
        assert!(html.contains("Show the numbers"), "{html}");
    }

    #[test]
    fn nothing_measured_is_an_empty_state_and_no_chart() {
        let html = LinesChart::new("units", lines(0, false)).view().to_html();
        assert!(!html.contains("<polyline") && html.contains("Not assessed yet"), "{html}");
    }
}
