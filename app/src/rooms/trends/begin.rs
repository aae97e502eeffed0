//! What a fresh installation shows instead of scores: the next step, for whoever can take it.

use domain::Action;
use leptos::prelude::*;

use super::round::Round;
use super::sight::Sight;
use crate::context::Visitor;
use crate::ui::steps::{Step, steps};
use crate::ui::{Button, Empty, Panel};

/// One step on the way to the first score.
struct Way {
    title: &'static str,
    done: bool,
    /// What has been done.
    note: String,
    /// Who takes it.
    needs: Action,
    /// Said to whoever can take it.
    say: (&'static str, &'static str),
    /// The button.
    go: (String, &'static str),
    /// Said to everybody else.
    wait: &'static str,
}

/// The way to the first score, and the next step on it. None once there is a score.
pub(super) fn panel(
    visitor: &Visitor,
    sight: &Sight,
    models: u32,
    round: Option<&Round>,
) -> Option<AnyView> {
    if sight.scores.first_day().is_some() {
        return None;
    }
    if visitor.actor.grants.is_empty() {
        let text = "You hold no role yet. Ask an administrator for one in your business unit.";
        return Some(Empty::new("lock", "Nothing to see yet", text).section().view());
    }
    let way = way(sight, models, round);
    let current = way.iter().position(|step| !step.done).unwrap_or(0);
    let mine = way
        .iter()
        .enumerate()
        .find(|(_, step)| !step.done && visitor.actor.allows_somewhere(step.needs))
        // Nobody answers before there is a unit, and so on: only what can be done now is offered.
        .filter(|(at, _)| *at == current || (*at < 3 && current > 0))
        .map(|(_, step)| step);
    let all: Vec<Step> = way
        .iter()
        .map(|step| Step { title: step.title.to_owned(), note: step.note.clone() })
        .collect();
    let body = view! { {steps(&all, current)}{next(way.get(current), mine)} };
    Some(Panel::new("On the way to the first score").stacked(body).view())
}

fn way(sight: &Sight, models: u32, round: Option<&Round>) -> Vec<Way> {
    let units = sight.present().len();
    let draft = round.and_then(|round| round.drafts().next());
    let answer = match (draft, round.map(|round| round.drafts().count())) {
        (Some(draft), Some(1)) => super::places::assessment(draft.assessment),
        _ => super::places::assessments_in("draft"),
    };
    let count = |n, one, many| {
        if n > 0 { domain::text::count(n, one, many) } else { String::new() }
    };
    vec![
        Way {
            title: "Business units",
            done: units > 0,
            note: count(units as u64, "unit", "units"),
            needs: Action::ManageUnits,
            say: ("No business units yet", "Scores belong to units. Create the first ones."),
            go: ("/settings/units".to_owned(), "Add business units"),
            wait: "An administrator adds the business units. They appear here.",
        },
        Way {
            title: "Round",
            done: round.is_some(),
            note: round.map_or_else(String::new, |round| round.progress.name.clone()),
            needs: Action::OpenRound,
            say: (
                "No round is open",
                "A round opens one assessment for each unit, with a day by which it is due.",
            ),
            go: ("/rounds/new".to_owned(), "Open a round"),
            wait: "A manager opens the first round. Its assessments appear here.",
        },
        Way {
            title: "Models",
            done: models > 0,
            note: count(models.into(), "model", "models"),
            needs: Action::EditModels,
            say: (
                "No models yet",
                "The register is what answers are held against. A name and a unit are enough to begin.",
            ),
            go: ("/models/new".to_owned(), "Register a model"),
            wait: "The teams register their models.",
        },
        Way {
            title: "Ten questions",
            done: false,
            note: String::new(),
            needs: Action::Answer,
            say: (
                "Answer the ten questions",
                "Yes or no, with evidence. The first submitted assessment brings the first score.",
            ),
            go: (answer, "Go on with the assessment"),
            wait: "The teams answer. The first submitted assessment brings the first score.",
        },
    ]
}

fn next(current: Option<&Way>, mine: Option<&Way>) -> Option<AnyView> {
    if let Some(step) = mine {
        let (title, text) = step.say;
        let (href, label) = step.go.clone();
        let button = Button::link(href, label).primary();
        return Some(Empty::new("arrow-right", title, text).actions(button).view());
    }
    current.map(|step| Empty::new("clock", step.title, step.wait).view())
}
