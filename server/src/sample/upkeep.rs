//! The register: models are recorded, and what ages is reviewed and rotated.

use chrono::Days;
use domain::models::{Credential, Permission};
use domain::{Day, ModelId};
use store::{Part, StoreError};

use super::build::Making;
use super::plan::Mark;
use super::quarters::Span;

impl Making<'_> {
    /// Models are registered in the first days; what the register says is what it says today.
    pub(super) async fn register_models(&mut self, today: Day) -> Result<(), StoreError> {
        for unit in 0..self.units.len() {
            if let Some((text, exercised)) = self.plan.response_plan(unit) {
                let day = exercised.then(|| today.checked_sub_days(Days::new(90)).unwrap_or(today));
                let actor = self.actor(self.plan.assessor(unit)).await?;
                let id = self.units[unit];
                self.store.record_response_plan(&actor, id, &text, day).await?;
            }
        }
        for index in 0..self.plan.models() {
            let model = self.plan.model(index, today);
            let actor = self.actor(self.plan.assessor(model.unit)).await?;
            let mut details = model.details;
            details.owner = model.owner.map(|owner| self.people[owner]);
            let id = self.store.register_model(&actor, self.units[model.unit], details).await?;
            let mut revision = 1;
            for part in model.parts {
                let part = not_after(part, self.store.now().day());
                let part_id = self.store.add_part(&actor, id, part.clone()).await?;
                revision += 1;
                if self.plan.is_detailed()
                    && matches!(part, Part::Permission(_) | Part::Credential(_))
                {
                    self.kept_fresh.push(KeptFresh {
                        unit: model.unit,
                        model: id,
                        part_id,
                        part,
                        revision: 0,
                    });
                }
            }
            for kept in self.kept_fresh.iter_mut().filter(|kept| kept.model == id) {
                kept.revision = revision;
            }
            self.step();
        }
        Ok(())
    }

    /// Before answering, teams look at permissions and rotate keys, except where they say no to it.
    pub(super) async fn keep_fresh(
        &mut self,
        index: usize,
        is_present: bool,
        span: Span,
    ) -> Result<(), StoreError> {
        let quarter = if is_present { index.saturating_sub(1) } else { index };
        for at in 0..self.kept_fresh.len() {
            let KeptFresh { unit, model, part_id, revision, .. } = self.kept_fresh[at];
            let question =
                if matches!(self.kept_fresh[at].part, Part::Permission(_)) { 1 } else { 8 };
            let stands = self.plan.marks(unit, quarter).map(|marks| marks[question]);
            if stands.is_none_or(|mark| mark == Mark::No) {
                continue;
            }
            self.clock.go_to(span.at(40 + self.share(unit, 90)));
            let part = refreshed(self.kept_fresh[at].part.clone(), self.store.now().day());
            let actor = self.actor(self.plan.assessor(unit)).await?;
            self.store.change_part(&actor, model, part_id, revision, part.clone()).await?;
            self.kept_fresh[at].part = part;
            for kept in self.kept_fresh.iter_mut().filter(|kept| kept.model == model) {
                kept.revision += 1;
            }
        }
        Ok(())
    }
}

/// Something recorded with a model that is brought up to date every quarter.
pub(super) struct KeptFresh {
    unit: usize,
    model: ModelId,
    part_id: i64,
    part: Part,
    /// The model's revision, which every change of its parts raises.
    revision: i64,
}

fn refreshed(part: Part, today: Day) -> Part {
    match part {
        Part::Permission(part) => {
            Part::Permission(Permission { last_reviewed: Some(today), ..part })
        }
        Part::Credential(part) => {
            Part::Credential(Credential { last_rotated: Some(today), ..part })
        }
        other => other,
    }
}

/// The register says what it says today, but it was written down earlier: days in the future of the
/// moment of writing are refused by the rules, so they are moved back to it.
fn not_after(part: Part, day: Day) -> Part {
    let back = |known: Option<Day>| known.map(|known| known.min(day));
    match part {
        Part::Permission(mut permission) => {
            permission.last_reviewed = back(permission.last_reviewed);
            Part::Permission(permission)
        }
        Part::Credential(mut credential) => {
            credential.last_rotated = back(credential.last_rotated);
            Part::Credential(credential)
        }
        Part::Validation(mut validation) => {
            validation.checked_on = validation.checked_on.min(day);
            Part::Validation(validation)
        }
        other => other,
    }
}
