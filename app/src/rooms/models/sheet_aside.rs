//! Beside a model's page: its facts, and which answers of the assessment the register contradicts
//! because of it.

use domain::inventory::{UnitInventory, clashes};
use domain::models::{Profile, TrainingAccess};
use domain::questionnaire::baseline;
use domain::{QuestionNo, text};
use leptos::prelude::*;

use super::marks;
use super::sheet::Sheet;
use crate::ui::badge::tag;
use crate::ui::list::{Item, list};
use crate::ui::person::person;
use crate::ui::progress::pips_of;
use crate::ui::query::Query;
use crate::ui::{Facts, Panel, Tone};

/// The column beside the questions.
pub(super) fn aside(sheet: &Sheet) -> AnyView {
    view! {
        <aside class="stack stack--6" aria-label="About this model">
            {facts(sheet)}
            {contradicted(sheet)}
        </aside>
    }
    .into_any()
}

fn facts(sheet: &Sheet) -> AnyView {
    let (model, details) = (&sheet.model, &sheet.model.facts.details);
    let profile = Profile::of(&model.facts);
    let pips = view! {
        {pips_of(profile.answered(), Profile::QUESTIONS, "profile questions answered")}
        <span class="small">{format!("{} of {}", profile.answered(), Profile::QUESTIONS)}</span>
    };
    let owner = match &model.owner_name {
        Some(name) => person(name),
        None => marks::quiet("Nobody yet"),
    };
    let live = details.went_live.map_or_else(String::new, text::day);
    let facts = Facts::new()
        .row("Kind", details.kind.label())
        .row("Origin", details.provenance.label())
        .text("Provider", details.provider.clone())
        .text("Version", details.version.clone())
        .row("Stage", marks::stage(details.lifecycle))
        .text("Went live", live)
        .row("Owner", owner);
    let facts = if details.training_access == TrainingAccess::NotApplicable {
        facts
    } else {
        facts.row("Training", details.training_access.label())
    };
    let facts = facts
        .row("Tags", tags(&details.tags))
        .num("Registered", text::day(model.created_at.day()))
        .num("Last change", text::day(model.updated_at.day()));
    Panel::new("Profile").end(pips).body(facts).view()
}

fn tags(tags: &[String]) -> AnyView {
    if tags.is_empty() {
        return marks::quiet("None");
    }
    let links = tags.iter().map(|word| {
        let href = Query::new().with("tag", word.as_str()).href("/models");
        view! { <a href=href>{tag(word.as_str())}</a> }
    });
    let links = links.collect_view();
    view! { <span class="row row--wrap">{links}</span> }.into_any()
}

/// The questions of which a yes would be contradicted because of this model.
fn contradicted(sheet: &Sheet) -> Option<AnyView> {
    if sheet.model.retired_at.is_some() {
        return None;
    }
    let alone =
        UnitInventory { models: vec![sheet.model.facts.clone()], ..UnitInventory::default() };
    let items: Vec<Item> = (1..10)
        .flat_map(|number| {
            let question = QuestionNo(number);
            let label = baseline().question(question).map_or("", |q| q.label.as_str());
            let found = clashes(question, &alone, sheet.today).into_iter();
            found.map(move |clash| {
                Item::new(format!("{number}. {label}"))
                    .below(clash.sentence)
                    .icon(Tone::Clash, "git-compare-arrows")
            })
        })
        .collect();
    let panel = Panel::new("A yes it would contradict");
    Some(if items.is_empty() {
        let text = "Nothing that is recorded here contradicts a yes in the assessment.";
        panel.body(view! { <p class="muted">{text}</p> }).view()
    } else {
        panel.note(items.len().to_string()).flush(list(items)).view()
    })
}
