//! Why a yes counts as a no today: what its evidence lacks.

use std::collections::HashMap;

use domain::evidence::{Facts, Verdict, state, support};
use domain::trends::Scores;
use domain::{Day, QuestionNo, Support, UnitId};
use serde_json::json;

use crate::error::Result;
use crate::read::Read;
use crate::rows::day;

/// A yes of a unit's newest submission without accepted, unexpired evidence today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unproven {
    /// The unit.
    pub unit: UnitId,
    /// The question.
    pub question: QuestionNo,
    /// The best that there is behind it; never [`Support::Accepted`].
    pub support: Support,
}

/// How many of several have the best support so far: waiting, expired, rejected, withdrawn,
/// none.
#[must_use]
pub fn tally(unproven: &[Unproven]) -> [(Support, usize); 5] {
    [Support::Pending, Support::Expired, Support::Rejected, Support::Withdrawn, Support::Nothing]
        .map(|support| (support, unproven.iter().filter(|yes| yes.support == support).count()))
}

/// What lies behind the places: ?2 is a list of pairs of unit and question.
pub(super) const ITEMS: &str =
    "SELECT l.unit_id, l.question, e.valid_until, e.withdrawn_at IS NOT NULL,
            e.replaced_at IS NOT NULL, d.verdict
       FROM json_each(?2) place
      CROSS JOIN evidence_links l ON l.unit_id = place.value ->> 0
        AND l.question = place.value ->> 1
       JOIN evidence e ON e.id = l.evidence_id
       LEFT JOIN verdicts d ON d.id =
            (SELECT max(x.id) FROM verdicts x WHERE x.unit_id = l.unit_id
                AND x.question = l.question AND x.evidence_id = l.evidence_id)
      WHERE l.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?1)";

type ItemRow = (UnitId, QuestionNo, String, bool, bool, Option<Verdict>);

impl Read<'_> {
    /// Every yes of the units' newest submissions that evidence doesn't cover today.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unproven(&self, scores: &Scores) -> Result<Vec<Unproven>> {
        let today = self.store.clock.today();
        let mut open = uncovered(scores, today);
        if open.is_empty() {
            return Ok(open);
        }
        let places: Vec<(i64, u16)> = open.iter().map(|yes| (yes.unit.0, yes.question.0)).collect();
        let rows: Vec<ItemRow> = sqlx::query_as(ITEMS)
            .bind(self.actor.person)
            .bind(json!(places).to_string())
            .fetch_all(self.pool())
            .await?;
        let best = best(rows, today)?;
        for yes in &mut open {
            // An accepted item would have covered the question; a verdict given between the two
            // reads is seen with the next page.
            let found = best.get(&(yes.unit, yes.question)).copied().unwrap_or(Support::Nothing);
            yes.support = found.min(Support::Pending);
        }
        Ok(open)
    }
}

fn uncovered(scores: &Scores, today: Day) -> Vec<Unproven> {
    let mut open = Vec::new();
    for unit in scores.standing_units(today) {
        let Some(newest) = unit.newest(today) else {
            continue;
        };
        let covered = unit.covered(today);
        let bare = newest.yes.iter().filter(|question| !covered.has(*question));
        open.extend(bare.map(|question| Unproven {
            unit: unit.unit,
            question,
            support: Support::Nothing,
        }));
    }
    open
}

/// The best support of each place.
fn best(rows: Vec<ItemRow>, today: Day) -> Result<HashMap<(UnitId, QuestionNo), Support>> {
    let mut best: HashMap<_, Support> = HashMap::new();
    for (unit, question, valid_until, withdrawn, superseded, verdict) in rows {
        let valid_until = day(&valid_until, "evidence", "valid_until", unit.0)?;
        let facts = Facts { verdict, valid_until, withdrawn, superseded };
        let found = support([state(&facts.without_spent_remark(today), today)]);
        let known = best.entry((unit, question)).or_insert(found);
        *known = found.max(*known);
    }
    Ok(best)
}
