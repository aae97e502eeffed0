//! The tables: all frameworks in short, and the items of each.

use domain::coverage::{AskedBy, Framework, Item, Standing};
use leptos::prelude::*;

use crate::rooms::checks::questionnaire;
use crate::ui::{Col, Panel, Table, Tone, badge};

/// How many items of each framework stand how.
pub(super) fn summary(frameworks: &[Framework]) -> AnyView {
    let rows = frameworks.iter().map(|framework| {
        let (href, name) = (format!("#{}", id_of(framework)), framework.source.name.clone());
        let counts = Standing::ALL.iter().map(|standing| {
            view! { <td class="is-num p2">{framework.count(*standing).to_string()}</td> }
        });
        let counts = counts.collect_view();
        let narrow = in_words(framework);
        view! {
            <tr>
                <th scope="row">
                    <a href=href>{name}</a>
                    <span class="only-narrow">{narrow}</span>
                </th>
                <td class="is-num">{framework.items.len().to_string()}</td>
                {counts}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let standing = Standing::ALL.iter().map(|it| Col::new(it.label()).num().p2());
    let cols = [Col::new("Framework"), Col::new("Items").num()];
    let table = Table::new("Frameworks by name, with how many of their items stand how")
        .cols(cols.into_iter().chain(standing))
        .rows(rows);
    Panel::new("All frameworks").id("all").flush(table).view()
}

fn in_words(framework: &Framework) -> String {
    let count = |it: &Standing| (framework.count(*it), it.label().to_lowercase());
    let counts = Standing::ALL.iter().map(count).filter(|(n, _)| *n > 0);
    counts.map(|(n, word)| format!("{n} {word}")).collect::<Vec<_>>().join(", ")
}

/// Where a framework stands on the page.
fn id_of(framework: &Framework) -> String {
    let name = framework.source.name.to_lowercase();
    let letters = name.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '-' });
    format!("framework-{}", letters.collect::<String>())
}

/// A framework with its items.
pub(super) fn framework(framework: &Framework) -> AnyView {
    let source = &framework.source;
    let rows = framework.items.iter().map(row).collect_view();
    let table = Table::new(format!("Items of {}, by id", source.name))
        .cols([
            Col::new("Item"),
            Col::new("Stands"),
            Col::new("Asked by").p2(),
            Col::new("Said by").p2(),
        ])
        .rows(rows);
    let foot = view! {
        <p class="small">
            <a class="link" href=source.url.clone() rel="noreferrer">{source.title.clone()}</a>
            {format!(". {}.", source.licence.trim_end_matches('.'))}
        </p>
    };
    Panel::new(source.name.clone())
        .id(id_of(framework))
        .note(format!("{}: {}", source.version, in_words(framework)))
        .flush(table)
        .foot(foot)
        .view()
}

fn row(item: &Item) -> AnyView {
    let said: Vec<String> = [item.units.said("unit", "units"), item.models.said("model", "models")]
        .into_iter()
        .filter(|said| !said.is_empty())
        .collect();
    let lines = said.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    let asked = item.asked_by.chunk_by(|one, next| one.questionnaire == next.questionnaire);
    let asked = asked.map(asked_by).collect_view();
    let questions: Vec<&str> = item.asked_by.iter().map(|it| it.question.as_str()).collect();
    let narrow = format!("Asked by {}. {}", questions.join(", "), said.join(". "));
    view! {
        <tr>
            <th scope="row">
                <a href=item.url.clone() rel="noreferrer">{item.id.clone()}</a>
                <span class="sub">{item.title.clone()}</span>
                <span class="only-narrow">{narrow}</span>
            </th>
            <td>{standing(item.standing())}</td>
            <td class="p2">{asked}</td>
            <td class="p2">{lines}</td>
        </tr>
    }
    .into_any()
}

/// The questions of one questionnaire, and where that is read.
fn asked_by(of_one: &[AskedBy]) -> Option<AnyView> {
    let first = of_one.first()?;
    let href = questionnaire(&first.questionnaire, first.version);
    let of = format!("{}, version {}", first.questionnaire_title, first.version);
    let questions: Vec<&str> = of_one.iter().map(|it| it.question.as_str()).collect();
    let link = view! { <a class="link" href=href>{of}</a> };
    let view = view! { <p>{questions.join(", ")}<span class="sub">{link}</span></p> };
    Some(view.into_any())
}

fn standing(standing: Standing) -> AnyView {
    let (tone, glyph) = match standing {
        Standing::Supported => (Tone::True, "circle-check"),
        Standing::Claimed => (Tone::Line, "circle-dashed"),
        Standing::Partly => (Tone::Off, "circle-help"),
        Standing::Contradicted => (Tone::High, "x"),
        Standing::Unanswered => (Tone::Neutral, "circle"),
    };
    badge(tone, glyph, standing.label())
}
