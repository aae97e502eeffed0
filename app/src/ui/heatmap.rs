//! The heat map: units by question, as a table. The glyph tells the state, a hatch means unproven,
//! a corner means that the inventory disagrees, an arrow says what changed; hidden words say the
//! same.

pub use chart::heat::{Answered, Cell, Change, Heat, Question, Row};

use domain::score::Support;
use leptos::prelude::*;

use super::badge::support_glyph;
use super::icon::{Icon, icon_sm};
use super::part::pieces;
use super::score::points;
use super::sort::Sorting;

fn class(cell: &Cell) -> &'static str {
    match (cell.answer, cell.clash) {
        (Answered::Yes(Support::Accepted), false) => "cell",
        (Answered::Yes(Support::Accepted), true) => "cell cell--clash",
        (Answered::Yes(_), false) => "cell cell--claimed",
        (Answered::Yes(_), true) => "cell cell--claimed cell--clash",
        (Answered::No, _) => "cell cell--no",
        (Answered::Nothing, _) => "cell cell--none",
    }
}

const fn glyph(answer: Answered) -> &'static str {
    match answer {
        Answered::Yes(Support::Accepted) => "check",
        Answered::Yes(support) => support_glyph(support),
        Answered::No => "x",
        Answered::Nothing => "minus",
    }
}

/// Fewer points are better, so better points down. What did not change has no arrow.
fn arrow(change: Option<Change>) -> Option<AnyView> {
    let glyph = match change? {
        Change::Better => "arrow-down",
        Change::Worse => "arrow-up",
        Change::New => "plus",
        Change::Unchanged => return None,
    };
    Some(Icon::new(glyph).sm().class("cell__change").view())
}

fn inside(cell: &Cell) -> AnyView {
    (icon_sm(glyph(cell.answer)), arrow(cell.change)).into_any()
}

fn cell(cell: Cell, unit: &str, question: &Question) -> AnyView {
    let class = class(&cell);
    let words = cell.words(question.weight);
    let title = format!("{unit}, {}: {words}", question.label);
    let inside = (inside(&cell), view! { <span class="sr">{words}</span> });
    match cell.href {
        Some(href) => view! { <a class=class href=href title=title>{inside}</a> }.into_any(),
        None => view! { <span class=class title=title>{inside}</span> }.into_any(),
    }
}

/// Units by question; the foot counts the units that have not proven each.
///
/// `Heatmap::new(heat).sorted(&sorting, "unit", keys, "score")`
pub struct Heatmap {
    heat: Heat,
    heads: Option<Vec<AnyView>>,
}

impl Heatmap {
    /// A heat map whose rows stay as they are given.
    #[must_use]
    pub const fn new(heat: Heat) -> Self {
        Self { heat, heads: None }
    }

    /// Heads that are links which sort: by the unit's name, by each question under its key, by the
    /// score. The rows come in that order already.
    #[must_use]
    pub fn sorted(
        mut self,
        sorting: &Sorting,
        unit: &str,
        questions: impl IntoIterator<Item = String>,
        score: &str,
    ) -> Self {
        let labels = self.heat.questions.iter().map(|question| question.label.clone());
        let of = questions.into_iter().zip(labels);
        let of = of.map(|(key, label)| sorting.th(&key, label, None));
        let unit = sorting.th(unit, "Business unit".to_owned(), None);
        let score = sorting.th(score, self.heat.score.to_owned(), Some("sum".to_owned()));
        self.heads = Some(std::iter::once(unit).chain(of).chain([score]).collect());
        self
    }

    /// The table.
    #[must_use]
    pub fn view(self) -> AnyView {
        let caption = self.heat.title.clone();
        let label = caption.clone();
        let heads = self.heads.unwrap_or_else(|| plain_heads(&self.heat));
        let (said, counts) = self.heat.counted();
        let counts =
            counts.into_iter().map(|count| view! { <td>{count.to_string()}</td> }).collect_view();
        let questions = self.heat.questions;
        let rows = self.heat.rows.into_iter().map(|one| row(one, &questions)).collect_view();
        view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label=label>
                <table class="heat">
                    <caption class="sr">{caption}</caption>
                    <thead>
                        <tr>{heads.into_iter().collect_view()}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr><th scope="row">{said}</th>{counts}<td class="sum"></td></tr>
                    </tfoot>
                </table>
            </div>
        }
        .into_any()
    }
}

pieces!(Heatmap);

fn plain_heads(heat: &Heat) -> Vec<AnyView> {
    let plain = |label: String| view! { <th scope="col">{label}</th> }.into_any();
    let of = heat.questions.iter().map(|question| plain(question.label.clone()));
    let sum = view! { <th scope="col" class="sum">{heat.score}</th> }.into_any();
    std::iter::once(plain("Business unit".to_owned())).chain(of).chain([sum]).collect()
}

fn row(row: Row, questions: &[Question]) -> AnyView {
    let class = row.child.then_some("is-child");
    let cells = row.cells.into_iter().zip(questions).map(|(one, question)| {
        view! { <td>{cell(one, &row.unit, question)}</td> }
    });
    let cells = cells.collect_view();
    let sum = row.points.map_or_else(|| "–".to_owned(), points);
    let name = match row.href {
        Some(href) => view! { <a href=href>{row.unit.clone()}</a> }.into_any(),
        None => row.unit.clone().into_any(),
    };
    view! { <tr><th scope="row" class=class>{name}</th>{cells}<td class="sum">{sum}</td></tr> }
        .into_any()
}

fn mark(cell: &Cell, words: &'static str) -> AnyView {
    let class = format!("{} cell-key", class(cell));
    view! { <li><span class=class aria-hidden="true">{inside(cell)}</span>{words}</li> }.into_any()
}

fn arrows() -> AnyView {
    let one = |change, words: &'static str| {
        let arrow = arrow(Some(change));
        view! { <li><span class="cell-key cell-key--arrow" aria-hidden="true">{arrow}</span>{words}</li> }
    };
    view! { {one(Change::Better, "Better")}{one(Change::Worse, "Worse")}{one(Change::New, "New")} }
        .into_any()
}

/// What the marks of a heat map mean; with `compares` the arrows, too.
#[must_use]
pub fn heatmap_key(compares: bool) -> AnyView {
    let yes = |support| Cell::new(Answered::Yes(support));
    view! {
        <ul class="key">
            {mark(&yes(Support::Accepted), "Yes, evidenced")}
            {mark(&yes(Support::Pending), "Yes, pending")}
            {mark(&yes(Support::Rejected), "Yes, rejected")}
            {mark(&yes(Support::Expired), "Yes, expired")}
            {mark(&yes(Support::Withdrawn), "Yes, withdrawn")}
            {mark(&yes(Support::Nothing), "Yes, no evidence")}
            {mark(&Cell::new(Answered::No), "No")}
            {mark(&Cell::new(Answered::Nothing), "Not answered")}
            {mark(&yes(Support::Nothing).clash(true), "Inventory disagrees")}
            {compares.then(arrows)}
        </ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Query;

    fn heat() -> Heat {
        let row = |unit: &str, href: Option<&str>, cell: Cell| Row {
            unit: unit.to_owned(),
            href: href.map(str::to_owned),
            child: false,
            cells: vec![cell],
            points: None,
        };
        let proven = Cell::new(Answered::Yes(Support::Accepted)).change(Some(Change::Better));
        let rows = vec![
            row("A", Some("/units/1"), proven),
            row("B", None, Cell::new(Answered::Yes(Support::Pending))),
            row("C", None, Cell::new(Answered::No).change(Some(Change::Worse)).clash(true)),
        ];
        let questions = vec![Question { label: "Inventory".into(), weight: 5 }];
        Heat { title: "Answers".into(), questions, rows, score: "Evidenced", foot: None }
    }

    #[test]
    fn a_cell_says_its_weight_and_change_in_words_and_a_unit_is_a_link() {
        let html = Heatmap::new(heat()).view().to_html();
        assert!(html.contains("No, 5 points, inventory disagrees, worse"), "{html}");
        assert!(html.contains("Yes, evidenced, better"), "{html}");
        assert!(html.contains(r#"<a href="/units/1">A<"#), "{html}");
        assert_eq!(html.matches("cell__change").count(), 2, "{html}");
        let foot = html.split_once("Units not proven").map(|(_, foot)| foot.to_owned());
        assert!(foot.is_some_and(|foot| foot.contains("<td>2<")), "{html}");
    }

    #[test]
    fn heads_sort_and_say_which_way() {
        let sorting = Sorting::new("/report", &Query::new(), "-q1");
        let keys = ["q1".to_owned()];
        let html = Heatmap::new(heat()).sorted(&sorting, "unit", keys, "score").view().to_html();
        let head = html.split("<th ").find(|head| head.contains("aria-sort")).map(str::to_owned);
        let head = head.unwrap_or_default();
        assert!(head.contains(r#"aria-sort="descending""#), "{html}");
        assert!(head.contains(r#"<a href="/report?sort=q1">Inventory"#), "{html}");
        assert_eq!(html.matches("aria-sort").count(), 1, "{html}");
        assert!(
            html.contains("/report?sort=unit") && html.contains("/report?sort=score"),
            "{html}"
        );
    }
}
