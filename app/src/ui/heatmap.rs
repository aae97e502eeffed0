//! The heat map: units by question, as a table. The glyph tells the state, a hatch means unproven,
//! a corner means that the inventory disagrees; hidden words say the same.

use domain::score::Support;
use leptos::prelude::*;

use super::badge::support_glyph;
use super::icon::icon_sm;
use super::score::points;

/// What stands at one unit and question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answered {
    /// *No*: 10 points.
    No,
    /// *Yes*, and what stands behind it.
    Yes(Support),
    /// No answer, or no assessment.
    Nothing,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The answer.
    pub answer: Answered,
    /// Whether the inventory disagrees with it.
    pub clash: bool,
    /// Where the question can be looked at.
    pub href: Option<String>,
}

/// One unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its name.
    pub unit: String,
    /// Whether it stands under the unit above it.
    pub child: bool,
    /// One cell for each question, in their order.
    pub cells: Vec<Cell>,
    /// Its evidenced score; none if it was not assessed.
    pub evidenced: Option<f64>,
}

impl Answered {
    fn class(self, clash: bool) -> &'static str {
        match (self, clash) {
            (Self::Yes(Support::Accepted), false) => "cell",
            (Self::Yes(Support::Accepted), true) => "cell cell--clash",
            (Self::Yes(_), false) => "cell cell--claimed",
            (Self::Yes(_), true) => "cell cell--claimed cell--clash",
            (Self::No, _) => "cell cell--no",
            (Self::Nothing, _) => "cell cell--none",
        }
    }

    const fn glyph(self) -> &'static str {
        match self {
            Self::Yes(Support::Accepted) => "check",
            Self::Yes(support) => support_glyph(support),
            Self::No => "x",
            Self::Nothing => "minus",
        }
    }

    fn words(self, clash: bool) -> String {
        let words = match self {
            Self::Yes(Support::Accepted) => "Yes, evidenced",
            Self::Yes(Support::Pending) => "Yes, evidence pending",
            Self::Yes(Support::Rejected) => "Yes, evidence rejected",
            Self::Yes(Support::Expired) => "Yes, evidence expired",
            Self::Yes(Support::Withdrawn) => "Yes, evidence withdrawn",
            Self::Yes(Support::Nothing) => "Yes, no evidence",
            Self::No => "No, 10 points",
            Self::Nothing => "Not answered",
        };
        if clash { format!("{words}, inventory disagrees") } else { words.to_owned() }
    }

    const fn proven(self) -> bool {
        matches!(self, Self::Yes(Support::Accepted))
    }
}

fn cell(cell: Cell, unit: &str, question: &str) -> AnyView {
    let class = cell.answer.class(cell.clash);
    let words = cell.answer.words(cell.clash);
    let title = format!("{unit}, {question}: {words}");
    let inside = (icon_sm(cell.answer.glyph()), view! { <span class="sr">{words}</span> });
    match cell.href {
        Some(href) => view! { <a class=class href=href title=title>{inside}</a> }.into_any(),
        None => view! { <span class=class title=title>{inside}</span> }.into_any(),
    }
}

/// Units by question; the foot counts the units that have not proven each.
pub fn heatmap(caption: impl Into<String>, questions: &[String], rows: Vec<Row>) -> AnyView {
    let caption = caption.into();
    let label = caption.clone();
    let heads =
        questions.iter().cloned().map(|q| view! { <th scope="col">{q}</th> }).collect_view();
    let unproven = (0..questions.len()).map(|index| {
        let proven = |row: &Row| row.cells.get(index).is_some_and(|cell| cell.answer.proven());
        let count = rows.iter().filter(|row| !proven(row)).count();
        view! { <td>{count.to_string()}</td> }
    });
    let unproven = unproven.collect_view();
    let rows = rows.into_iter().map(|row| {
        let class = row.child.then_some("is-child");
        let cells = row.cells.into_iter().zip(questions).map(|(one, question)| {
            view! { <td>{cell(one, &row.unit, question)}</td> }
        });
        let cells = cells.collect_view();
        let sum = row.evidenced.map_or_else(|| "–".to_owned(), points);
        view! {
            <tr><th scope="row" class=class>{row.unit.clone()}</th>{cells}<td class="sum">{sum}</td></tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=label>
            <table class="heat">
                <caption class="sr">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Business unit"</th>
                        {heads}
                        <th scope="col" class="sum">"Evidenced"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr><th scope="row">"Units not proven"</th>{unproven}<td class="sum"></td></tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// What the marks of a heat map mean.
#[must_use]
pub fn heatmap_key() -> AnyView {
    let mark = |answer: Answered, clash: bool, words: &'static str| {
        let class = format!("{} cell-key", answer.class(clash));
        view! { <li><span class=class aria-hidden="true">{icon_sm(answer.glyph())}</span>{words}</li> }
    };
    view! {
        <ul class="key">
            {mark(Answered::Yes(Support::Accepted), false, "Yes, evidenced")}
            {mark(Answered::Yes(Support::Nothing), false, "Yes, not proven")}
            {mark(Answered::No, false, "No")}
            {mark(Answered::Nothing, false, "Not answered")}
            {mark(Answered::Yes(Support::Nothing), true, "Inventory disagrees")}
        </ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unassessed_unit_counts_as_not_proven() {
        let one = |answer| Cell { answer, clash: false, href: None };
        let row = |unit: &str, answer| Row {
            unit: unit.to_owned(),
            child: false,
            cells: vec![one(answer)],
            evidenced: None,
        };
        let rows = vec![
            row("A", Answered::Yes(Support::Accepted)),
            row("B", Answered::Yes(Support::Pending)),
            row("C", Answered::Nothing),
        ];
        let html = heatmap("Answers", &["Inventory".to_owned()], rows).to_html();
        let foot = html.split_once("Units not proven").map(|(_, foot)| foot.to_owned());
        assert!(foot.is_some_and(|foot| foot.contains("<td>2<")), "{html}");
    }
}
