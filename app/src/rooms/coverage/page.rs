//! The page: all units in sight, or one with those below it.

use std::collections::HashSet;

use domain::coverage::{Asking, Framework, Voice, coverage};
use domain::questionnaires::Subject;
use domain::{Action, AppError, UnitId, text};
use leptos::prelude::*;
use store::{QuestionnaireRow, UnitNode};

use super::{PATH, tables};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Asked;
use crate::rooms::reports::unit_options;
use crate::shell::{NavKey, Seal};
use crate::ui::{Button, Empty, Facts, PageHead, Panel};

const FORM: &str = "scope";

/// What the page is drawn from.
struct Page {
    tree: Vec<UnitNode>,
    unit: Option<UnitId>,
    frameworks: Vec<Framework>,
    units: usize,
    never_assessed: usize,
    /// Each questionnaire beside the baseline, with how many of how many were checked against it.
    checked: Vec<(QuestionnaireRow, usize, usize)>,
}

/// `GET /coverage`
///
/// # Errors
/// When there is no such unit that the visitor may see, or the database fails.
pub(super) async fn show(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let unit = match asked.get("unit") {
        "" => None,
        id => Some(UnitId(id.parse().map_err(|_| AppError::NotFound)?)),
    };
    let page = load(&visitor, unit).await?;
    let frame = visitor
        .frame("Coverage of frameworks", NavKey::Reports)
        .crumb("Report", Some("/reports".to_owned()))
        .crumb("Coverage", None)
        .sealed(Seal::of(&visitor).await?);
    Ok(visitor.page(&frame, || draw(&page)))
}

async fn load(visitor: &Visitor, unit: Option<UnitId>) -> PageResult<Page> {
    let read = visitor.read();
    if let Some(unit) = unit {
        read.must(Action::Read, unit).await?;
    }
    let (today, scores) = (visitor.state.today(), read.scores(unit).await?);
    let standing: Vec<_> = scores.standing_units(today).collect();
    let within: HashSet<UnitId> = standing.iter().map(|it| it.unit).chain(unit).collect();
    let mut voices: Vec<Voice> = standing.iter().map(|it| Voice::of_unit(it, today)).collect();
    let checks = read.newest_checks(unit).await?;
    voices.extend(checks.iter().map(|check| Voice::of_check(&check.frozen)));
    let models = read.models_per_unit().await?.into_iter();
    let is_within = |id: &UnitId| unit.is_none() || within.contains(id);
    let models: u32 = models.filter(|(id, _)| is_within(id)).map(|(_, n)| n).sum();
    let (mut asked, mut checked) = (vec![Asking::baseline()], Vec::new());
    for row in read.questionnaires_to_check().await? {
        let published = read.questionnaire(&row.key, row.version).await?;
        asked.push(Asking::from(published.questionnaire));
        let of = voices.iter().filter(|voice| voice.questionnaire == row.key).count();
        let all = match row.subject {
            Subject::Unit => standing.len().max(of),
            Subject::Model => models as usize,
        };
        checked.push((row, of, all));
    }
    Ok(Page {
        tree: read.units().await?,
        unit,
        frameworks: coverage(&asked, &voices),
        units: standing.len(),
        never_assessed: standing.iter().filter(|it| it.newest(today).is_none()).count(),
        checked,
    })
}

fn draw(page: &Page) -> AnyView {
    let lede = "Framework by framework: which items the current answers and evidence speak for. An item \
                is on the same subject as the questions beside it; a yes does not satisfy it.";
    let head = PageHead::new("Coverage of frameworks").lede(lede);
    if page.units == 0 {
        let text = "There is no business unit here that could have been assessed.";
        let empty = Empty::new("circle-dashed", "Nothing to look at", text).section();
        return view! { {head}{filter(page)}{empty} }.into_any();
    }
    let frameworks = page.frameworks.iter().map(tables::framework).collect_view();
    view! {
        {head}
        {filter(page)}
        <p class="saybox">{said(page)}</p>
        {tables::summary(&page.frameworks)}
        {frameworks}
        {legend()}
    }
    .into_any()
}

/// Who was asked.
fn said(page: &Page) -> String {
    let units = text::count(page.units, "unit", "units");
    let never = match page.never_assessed {
        0 => "each of them assessed".to_owned(),
        n => format!("{n} of them never assessed and unknown in every item"),
    };
    let checked = page.checked.iter().map(|(row, of, all)| {
        let what = match row.subject {
            Subject::Unit => text::count(*all, "unit", "units"),
            Subject::Model => text::count(*all, "model", "models"),
        };
        format!(" Checked against {}: {of} of {what}.", row.title)
    });
    format!("{units}, {never}.{}", checked.collect::<String>())
}

/// Which units: works without scripts.
fn filter(page: &Page) -> AnyView {
    let options = unit_options(&page.tree, page.unit);
    view! {
        <form method="get" id=FORM action=PATH>
            <div class="filters">
                <label class="sr" for="scope-unit">"Unit"</label>
                <select class="select select--sm" id="scope-unit" name="unit">
                    <option value="">"All units"</option>
                    {options}
                </select>
                {Button::submit("Apply").of_form(FORM)}
            </div>
        </form>
    }
    .into_any()
}

/// What the words mean.
fn legend() -> AnyView {
    let says = [
        ("Supported", "Yes, with accepted evidence that has not expired."),
        (
            "Claimed",
            "Yes, and nothing that proves it. Checks have no evidence: their yes is claimed.",
        ),
        ("Denied", "No."),
        ("Unknown", "Never assessed, or left open. It is never counted as good."),
    ];
    let says = says.into_iter().fold(Facts::new(), |facts, (name, text)| facts.row(name, text));
    let worst = "Of several questions about one item the worst answer of a unit or model counts. An item \
                 is supported where everybody who is asked supports it, and contradicted where one says no.";
    Panel::new("How it is counted")
        .stacked(view! { {says}<p class="small muted">{worst}</p> })
        .view()
}
