//! Steps that are done, looked at again.

use domain::text;
use leptos::prelude::*;
use store::{SetupStep, UnitNode};

use super::entry::Entry;
use super::frame::{StepForm, page as frame};
use super::organisation;
use crate::failure::PageResult;
use crate::ui::{Button, Facts, Typed};

/// A done step: the organisation's name can still be changed here, the others under Settings.
pub(super) async fn page(entry: &Entry, step: SetupStep, typed: Option<Typed>) -> PageResult {
    let actor = entry.actor()?;
    let read = entry.state.store.read(actor);
    match step {
        SetupStep::Organisation => {
            let stored =
                Typed::new([("name", entry.known.organisation.clone().unwrap_or_default())]);
            Ok(organisation::page(entry, &typed.unwrap_or(stored)))
        }
        SetupStep::Units => {
            let units = read.units().await?;
            Ok(frame(entry, step, || {
                done(step, "Saved. Add, rename, move and retire units under Settings once the set-up is over.")
                    .body(unit_list(&units))
            }))
        }
        SetupStep::Round => {
            let round = read.current_round().await?;
            let facts = match round {
                Some((name, due)) => Facts::new().row("Open", name).num("Due", text::day(due)),
                None => Facts::new().row("Open", "None. A manager opens rounds under Assessments."),
            };
            Ok(frame(entry, step, || {
                done(step, "Rounds are opened and seen under Assessments.").body(facts)
            }))
        }
        _ => {
            let facts =
                Facts::new().row("Name", actor.name.clone()).row("Email", actor.email.clone());
            Ok(frame(entry, step, || {
                done(step, "Saved. Change name and password under Your account.").body(facts)
            }))
        }
    }
}

fn done(step: SetupStep, lede: &'static str) -> StepForm {
    StepForm::new(step, lede, &Typed::default(), Button::link("/setup", "Continue").primary())
}

fn unit_list(units: &[UnitNode]) -> AnyView {
    let rows = units.iter().filter(|node| node.depth > 0).map(|node| {
        let class = super::unit_rows::class(node.depth as usize - 1);
        let name = node.unit.name.clone();
        view! { <li class=class><span>{name}</span></li> }
    });
    let rows = rows.collect_view();
    view! { <ul class="unit-edit">{rows}</ul> }.into_any()
}
