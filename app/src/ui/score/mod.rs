//! Scores as they are shown. Wherever a score stands, both values stand: evidenced first and
//! solid, claimed second and open. Fewer is better; a mean carries no band.

mod gap;
mod plumb;

pub use chart::points;
pub use gap::{gap, gap_scale};
pub use plumb::plumb;

use domain::{Band, Score};
use leptos::prelude::*;

use super::Part;
use super::badge::{band_badge, not_assessed_badge};
use super::icon::icon;

/// Both values of a score or of a mean, in points from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// What accepted evidence stands behind.
    pub evidenced: f64,
    /// What the answers say; never more than `evidenced`.
    pub claimed: f64,
}

impl From<Score> for Pair {
    fn from(score: Score) -> Self {
        Self { evidenced: score.evidenced.0.into(), claimed: score.claimed.0.into() }
    }
}

impl Pair {
    /// A mean, or a draft's score so far.
    #[must_use]
    pub const fn new(evidenced: f64, claimed: f64) -> Self {
        Self { evidenced, claimed }
    }
}

/// Both values in a table's cell.
pub fn score_pair(pair: impl Into<Pair>) -> AnyView {
    let pair = pair.into();
    let claimed = format!("{} claimed", points(pair.claimed));
    view! {
        <span class="pair">
            <b>{points(pair.evidenced)}</b>
            <span><span class="sr">"evidenced, "</span>{claimed}</span>
        </span>
    }
    .into_any()
}

/// Which of the two values a figure shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Solid.
    Evidenced,
    /// Open.
    Claimed,
}

/// How a figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// In a panel.
    Small,
    /// Once, at the head of a view.
    Large,
}

/// One value with its name and a note such as a delta; `None` shows a dash. In the assessment the
/// small figures are live: they are `<output>` elements with the ids `score-evidenced` and
/// `score-claimed`, see [`live_scores`].
#[must_use]
pub fn score_figure(side: Side, value: Option<f64>, size: Size, note: impl Part) -> AnyView {
    let text = value.map_or_else(|| "–".to_owned(), points);
    let value = view! { <p class="score__value">{text}</p> }.into_any();
    figure(side, value, size, note.part())
}

fn figure(side: Side, value: AnyView, size: Size, note: AnyView) -> AnyView {
    let class = match size {
        Size::Small => "score score--sm",
        Size::Large => "score",
    };
    let (bob, name) = match side {
        Side::Evidenced => ("key-bob", "Evidenced"),
        Side::Claimed => ("key-bob key-bob--claimed", "Claimed"),
    };
    view! {
        <div class=class>
            <p class="score__label"><span class=bob></span>{name}</p>
            {value}
            <p class="score__note">{note}</p>
        </div>
    }
    .into_any()
}

/// Both values side by side, with a note each.
pub fn two_scores(
    pair: Option<Pair>,
    evidenced_note: impl Part,
    claimed_note: impl Part,
) -> AnyView {
    let evidenced = pair.map(|pair| pair.evidenced);
    let claimed = pair.map(|pair| pair.claimed);
    let evidenced = score_figure(Side::Evidenced, evidenced, Size::Small, evidenced_note);
    let claimed = score_figure(Side::Claimed, claimed, Size::Small, claimed_note);
    view! { <div class="twoscore">{evidenced}{claimed}</div> }.into_any()
}

/// Both values of a draft, as the live region of the page.
pub fn live_scores(pair: impl Into<Pair>) -> AnyView {
    let pair = pair.into();
    let output = |id: &'static str, label: &'static str, value: f64| {
        view! { <output class="score__value" id=id aria-label=label>{points(value)}</output> }
            .into_any()
    };
    let evidenced = output("score-evidenced", "Evidenced score", pair.evidenced);
    let claimed = output("score-claimed", "Claimed score", pair.claimed);
    let evidenced = figure(Side::Evidenced, evidenced, Size::Small, ().into_any());
    let claimed = figure(Side::Claimed, claimed, Size::Small, ().into_any());
    view! { <div class="twoscore">{evidenced}{claimed}</div> }.into_any()
}

/// What a change says; fewer points is better.
fn change(class: &'static str, glyph: &'static str, spoken: &'static str, text: String) -> AnyView {
    view! { <span class=class>{icon(glyph)}<span class="sr">{spoken}</span>{text}</span> }
        .into_any()
}

/// The change of a score from `before` to `now`, in points.
#[must_use]
pub fn delta(before: f64, now: f64) -> AnyView {
    let by = points((now - before).abs());
    if by == "0" {
        change("delta delta--same", "minus", "no change ", by)
    } else if now < before {
        change("delta delta--better", "arrow-down", "better by ", by)
    } else {
        change("delta delta--worse", "arrow-up", "worse by ", by)
    }
}

/// A change in words, such as "No to yes": better, worse, or neither.
pub fn delta_words(better: Option<bool>, words: impl Into<String>) -> AnyView {
    let words = words.into();
    match better {
        Some(true) => change("delta delta--better", "arrow-down", "better: ", words),
        Some(false) => change("delta delta--worse", "arrow-up", "worse: ", words),
        None => view! { <span class="muted">{words}</span> }.into_any(),
    }
}

/// Units in one band, or not assessed at all: never left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandRow {
    /// The band; none for the units that were never assessed.
    pub band: Option<Band>,
    /// How many units.
    pub count: usize,
    /// Their names, or the first few.
    pub who: String,
}

/// Units by band, worst first as given.
#[must_use]
pub fn band_rows(rows: Vec<BandRow>) -> AnyView {
    let rows = rows.into_iter().map(|row| {
        let badge = row.band.map_or_else(not_assessed_badge, |band| band_badge(Some(band)));
        view! {
            <li>
                {badge}
                <span class="bandrow__n">{row.count.to_string()}</span>
                <span class="bandrow__who">{row.who}</span>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! { <ul class="bandrow">{rows}</ul> }.into_any()
}

/// How a score comes about, line by line: "Answered no", "2 × 10 = 20".
#[must_use]
pub fn tally(lines: Vec<(String, String)>) -> AnyView {
    let lines = lines.into_iter().map(|(name, sum)| view! { <dt>{name}</dt><dd>{sum}</dd> });
    let lines = lines.collect_view();
    view! { <dl class="tally">{lines}</dl> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_at_most_one_decimal() {
        assert_eq!(points(78.75), "78.8");
        assert_eq!(points(35.0), "35");
        assert_eq!(points(0.04), "0");
        assert_eq!(points(-0.01), "0");
    }

    #[test]
    fn fewer_points_are_better_and_the_words_say_so() {
        assert!(delta(70.0, 60.0).to_html().contains("better by "));
        assert!(delta(60.0, 70.0).to_html().contains("worse by "));
        assert!(delta(60.0, 60.02).to_html().contains("no change"));
    }

    #[test]
    fn evidenced_comes_first_and_claimed_is_named() {
        let html = score_pair(Pair::new(60.0, 30.0)).to_html();
        let (evidenced, claimed) = (html.find("60"), html.find("30 claimed"));
        assert!(evidenced.is_some() && evidenced < claimed, "{html}");
    }
}
