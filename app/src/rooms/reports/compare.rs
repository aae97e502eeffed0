//! Two sides next to each other: two units, or one on two days.

use domain::reports::{Asked as Wanted, AskedSides, Frame, Seen, Side, Sides};
use domain::trends::Between;
use domain::{QuestionNo, UnitId};
use leptos::prelude::*;
use store::UnitNode;

use super::PATH;
use super::filters::unit_options;
use super::tables::table;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Asked;
use crate::shell::{NavKey, Seal};
use crate::ui::{Button, Field, Notice, PageHead, Panel, Query, Tone, Typed};

/// The page, and the form on it.
pub(super) const COMPARE: &str = "/reports/compare";
const FORM: &str = "sides";

struct Page {
    /// As it was asked for, with the sides that are meant where the address leaves them out.
    query: Query,
    tree: Vec<UnitNode>,
    /// Both sides, or what is wrong with what was asked for.
    sides: Result<Sides, String>,
}

/// `GET /reports/compare`
///
/// # Errors
/// When there is no such unit that the visitor may see, or the database fails.
pub(super) async fn show(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let page = load(&visitor, Query::from(asked.pairs())).await?;
    let frame = visitor
        .frame("Side by side", NavKey::Reports)
        .crumb("Report", Some(PATH.to_owned()))
        .crumb("Side by side", None)
        .sealed(Seal::of(&visitor).await?);
    Ok(visitor.page(&frame, || draw(&page)))
}

async fn load(visitor: &Visitor, query: Query) -> PageResult<Page> {
    let tree = visitor.read().units().await?;
    let asked = AskedSides::read(|name| query.get(name).to_owned(), visitor.state.today());
    let asked = match asked {
        Ok(asked) => asked,
        Err(wrong) => return Ok(Page { query, tree, sides: Err(wrong) }),
    };
    let (this, questions) = side(visitor, asked.this).await?;
    let (other, _) = side(visitor, asked.other).await?;
    let pairs = asked.pairs().into_iter().map(|(name, value)| (name.to_owned(), value));
    let query = Query::from(pairs.collect::<Vec<_>>());
    Ok(Page { query, tree, sides: Ok(Sides { this, other, questions }) })
}

/// Reads a side, and what the questions are called. Of its tasks, those are read that were open on the
/// day.
async fn side(visitor: &Visitor, seen: Seen) -> PageResult<(Side, Vec<(QuestionNo, String)>)> {
    let from = seen.on.pred_opt().unwrap_or(seen.on);
    let frame = Frame::Days(Between { from, to: seen.on });
    let wanted = Wanted { units: seen.unit.into_iter().collect(), frame, ..Wanted::default() };
    let matter = visitor.read().report_matter(&wanted).await?;
    let numbers: Vec<QuestionNo> = matter.questions.iter().map(|(no, _)| *no).collect();
    let subject = matter.subjects.first().cloned().unwrap_or_default();
    Ok((Side::of(&subject, &matter.tasks, &numbers, seen.on), matter.questions))
}

fn draw(page: &Page) -> AnyView {
    let lede = "Two units, or one on two days: what each measures, how each answers, and the \
                difference. Lower is better.";
    let shown = match &page.sides {
        Ok(sides) => both(sides),
        Err(wrong) => Notice::new(Tone::High, wrong.clone()).role("alert").view(),
    };
    view! { {PageHead::new("Side by side").lede(lede)}{form(page)}{shown} }.into_any()
}

fn both(sides: &Sides) -> AnyView {
    let (this, other) = sides.titles();
    let said = sides.said();
    let figures = Panel::new("Figures").note(format!("{this} beside {other}"));
    let answers = Panel::new("Question by question").note("Yes and proven, of the units assessed");
    view! {
        <p class="saybox">{said}</p>
        {figures.flush(table(&sides.figures_table())).view()}
        {answers.flush(table(&sides.questions_table())).view()}
    }
    .into_any()
}

/// Which two sides: works without scripts.
fn form(page: &Page) -> AnyView {
    let typed = Typed::new(page.query.pairs());
    let unit = |name: &'static str, label: &'static str, any: &'static str| {
        let chosen = page.query.get(name).parse().ok().map(UnitId);
        let options = unit_options(&page.tree, chosen);
        let id = format!("{FORM}-{name}");
        view! {
            <label class="sr" for=id.clone()>{label}</label>
            <select class="select select--sm" id=id name=name>
                <option value="">{any}</option>
                {options}
            </select>
        }
    };
    view! {
        <form method="get" id=FORM action=COMPARE>
            <div class="filters">
                {unit("unit", "Unit", "All units")}
                {Field::date("on", "At the end of").bare_named(FORM, &typed)}
                {unit("with", "Beside", "The same unit")}
                {Field::date("then", "At the end of").bare_named(FORM, &typed)}
                {Button::submit("Compare").of_form(FORM)}
            </div>
        </form>
    }
    .into_any()
}
