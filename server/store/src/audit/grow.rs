//! A log of any length, for measuring: entries about what leaves no other trace, as an organisation
//! writes them that works for years.

use domain::audit::{ActionWords, AuditEvent, every_action};
use domain::{PersonId, UnitId};
use serde_json::json;

use crate::error::Result;
use crate::gate::Author;
use crate::open::Store;

/// What leaves rows behind that `verify` holds against the log, and so can't be made up.
const RECORDED: [&str; 18] = [
    "assessment.submitted",
    "assessment.approved",
    "assessment.returned",
    "evidence.attached",
    "evidence.judged",
    "evidence.withdrawn",
    "evidence.superseded",
    "evidence.answered",
    "evidence.requested",
    "finding.raised",
    "finding.responded",
    "finding.ended",
    "audit.concluded",
    "risk.asked",
    "risk.accepted",
    "risk.declined",
    "risk.lapsed",
    "risk.withdrawn",
];

/// Who and what the entries of a grown log name.
#[derive(Debug)]
pub struct Cast {
    people: Vec<(PersonId, String)>,
    units: Vec<UnitId>,
    actions: Vec<&'static ActionWords>,
}

impl Store {
    /// The people and units that there are, for [`Self::grow_log`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cast(&self) -> Result<Cast> {
        let people =
            sqlx::query_as("SELECT id, name FROM people ORDER BY id").fetch_all(&self.readers);
        let units = sqlx::query_scalar("SELECT id FROM units ORDER BY id").fetch_all(&self.readers);
        let free = |words: &&ActionWords| !RECORDED.contains(&words.action);
        let actions = every_action().iter().filter(free).collect();
        Ok(Cast { people: people.await?, units: units.await?, actions })
    }

    /// Adds entries about things that never happened, by one person at one moment. Only for samples.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn grow_log(&self, cast: &Cast, seed: u64, entries: u64) -> Result<()> {
        let mut draw = Draw(seed);
        let author = match draw.often_early(&cast.people) {
            Some((id, name)) => Author { id: Some(*id), name: name.clone() },
            None => Author::program(),
        };
        let first = cast.event(&mut draw);
        let more = (1..entries).map(|_| cast.event(&mut draw)).collect();
        self.begin(author).await?.commit_all(first, more).await
    }
}

impl Cast {
    /// An event, with a few busy units and actions and many that are seldom met.
    fn event(&self, draw: &mut Draw) -> AuditEvent {
        let Some(words) = draw.often_early(&self.actions) else {
            return AuditEvent::without_subject("log.verified", "log");
        };
        let (thing, count) = (draw.below(50_000), draw.below(1_000_000));
        let event = AuditEvent::new(words.action, words.subject.key(), thing.cast_signed() + 1)
            .before(json!({ "name": format!("Thing {count}"), "note": "Drawn for measuring" }))
            .after(json!({ "name": format!("Thing {}", count + 1), "note": "Drawn once more" }));
        match draw.often_early(&self.units) {
            Some(unit) if draw.below(10) > 0 => event.in_unit(*unit),
            _ => event,
        }
    }
}

/// Numbers that look drawn and follow from a seed (SplitMix64).
struct Draw(u64);

impl Draw {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    const fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// One of a list, the first the most often.
    fn often_early<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let mut end = u64::try_from(all.len()).ok().filter(|end| *end > 0)?;
        for _ in 0..2 {
            end = self.below(end) + 1;
        }
        all.get(usize::try_from(end - 1).ok()?)
    }
}
