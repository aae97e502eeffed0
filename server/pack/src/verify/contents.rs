//! What lies in a pack, held against what the log records of it.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::audit::AuditEntry;
use domain::{EvidenceId, UnitId};
use serde::Serialize;
use serde_json::{Value, json};

use super::archive::Archive;
use super::audit::check_plan;
use super::chain::Chain;
use super::compared::{Recorded, Row, Standing, compare, fields};
use super::history::{self, History, Item, Whence};
use super::lists::{Lists, frozen};
use super::scoped::{Scoped, check_about, check_names};
use super::{Fault, fault};
use crate::collected::Collected;
use crate::manifest::Manifest;
use crate::path;
use crate::records::SubmissionRecord;

type Log = BTreeMap<i64, Recorded>;

/// What the comparison goes by.
struct Against<'a> {
    chain: &'a Chain,
    history: History<'a>,
    scoped: Scoped,
    /// Whether the log of the pack shows every entry about its evidence, wherever it was written.
    shows_all: bool,
    /// The items that the submissions name.
    named: HashSet<EvidenceId>,
}

/// Compares everything. Gives back how many rows have fields of which the log says nothing.
pub(super) fn check(
    archive: &Archive,
    manifest: &Manifest,
    chain: &Chain,
    collected: &Collected,
    lists: &mut Lists,
) -> Result<u64, Fault> {
    let mut against = Against {
        chain,
        history: history::of(chain),
        scoped: Scoped::of(manifest, chain, collected),
        shows_all: manifest.format >= 2,
        named: HashSet::new(),
    };
    check_about(&manifest.about, chain, &against.history)?;
    if let Some(of) = &manifest.about.scope.audit {
        check_plan(of, collected, &against.history)?;
    }
    let submissions = against.submissions(archive, manifest, &mut lists.submissions)?;
    check_names(&manifest.about, &against.history)?;
    let items: HashSet<i64> = lists.evidence.iter().map(|item| item.id.0).collect();
    let rows = rows(&lists.evidence, |item| (item.entry, format!("evidence {}", item.id)));
    let evidence = compare("evidence", &rows, &against.evidence())?;
    let rows = self::rows(&lists.verdicts, |given| (given.entry, format!("verdict {}", given.id)));
    let verdicts = compare("verdict", &rows, &against.verdicts(&items))?;
    let rows = self::rows(&lists.decisions, |given| {
        (given.entry, format!("decision on submission {}", given.submission))
    });
    compare("decision", &rows, &against.decisions(&lists.submissions))?;
    Ok(submissions + evidence + verdicts)
}

fn rows<T: Serialize>(list: &[T], named: impl Fn(&T) -> (i64, String)) -> Vec<Row> {
    let row = |given: &T| {
        let (entry, place) = named(given);
        Row { entry, place, fields: json!(given) }
    };
    list.iter().map(row).collect()
}

fn actor(entry: &AuditEntry) -> Value {
    json!({ "id": entry.actor_id, "name": entry.actor_name })
}

impl<'a> Against<'a> {
    fn entries(&self, action: &'static str) -> impl Iterator<Item = (&'a AuditEntry, &'a Value)> {
        let all = self.chain.recording.values().map(|(entry, after)| (entry, after));
        all.filter(move |(entry, _)| entry.action == action)
    }

    /// Compares the submissions, and learns from them what they name.
    fn submissions(
        &mut self,
        archive: &Archive,
        manifest: &Manifest,
        submissions: &mut [SubmissionRecord],
    ) -> Result<u64, Fault> {
        let logged = self.entries("assessment.submitted").filter_map(|(entry, after)| {
            Some(((entry.subject_id?, after["revision"].as_u64()?), entry.seq))
        });
        let logged: HashMap<(i64, u64), i64> = logged.collect();
        let (mut dues, mut rows) = (HashMap::new(), Vec::new());
        for made in submissions {
            let place = format!("{}.json", made.path);
            if !self.shows_all {
                let logged = logged.get(&(made.assessment.0, made.revision.into()));
                made.entry = logged.copied().unwrap_or_default();
            }
            if let Some(due) = self.read(archive, manifest, made, &place)? {
                dues.insert(made.entry, due);
            }
            rows.push(Row { entry: made.entry, place, fields: json!(made) });
        }
        let mut log = Log::new();
        for (entry, after) in self.entries("assessment.submitted") {
            let given = json!({
                "entry": entry.seq, "assessment": entry.subject_id,
                "revision": after["revision"], "sha256": after["sha256"],
            });
            let mut fields = fields(given, after, &[("id", "submission")]);
            fields.extend(dues.remove(&entry.seq).map(|due| ("due_on".to_owned(), due)));
            let whence = Whence::of(entry.subject_id, after);
            let standing = self.scoped.standing(&self.history, entry.unit_id, whence);
            log.insert(entry.seq, Recorded { standing, fields });
        }
        // Their path follows from the frozen bytes, and was compared with them.
        rows.iter_mut().filter_map(|row| row.fields.as_object_mut()).for_each(|row| {
            row.remove("path");
        });
        compare("submission", &rows, &log)
    }

    /// Reads the frozen bytes of a submission: they are where they belong, and what they name is noted.
    /// Gives back the day on which it was due, as far as the log tells.
    fn read(
        &mut self,
        archive: &Archive,
        manifest: &Manifest,
        made: &SubmissionRecord,
        place: &str,
    ) -> Result<Option<Value>, Fault> {
        let frozen = frozen(archive, place)?;
        let path = path::submission(&frozen.unit_name, &frozen.name, frozen.revision, made.id.0);
        if path != made.path {
            return Err(fault(place, format!("it belongs at {path}.json")));
        }
        let listed = manifest.files.binary_search_by(|file| file.path.as_str().cmp(place));
        let sha256 = listed.ok().map(|at| &manifest.files[at].sha256);
        let is_it = (frozen.assessment, frozen.revision) == (made.assessment, made.revision);
        if sha256 != Some(&made.sha256) || !is_it {
            return Err(fault(place, "it is not the submission that the list names"));
        }
        let round = frozen.round.map(|round| round.0);
        self.scoped.ask(frozen.assessment.0, round).map_err(|what| fault(place, what))?;
        for item in frozen.answers.iter().flat_map(|answer| &answer.evidence) {
            self.named.insert(item.id);
        }
        let known = self.history.names.entry(frozen.unit).or_default();
        if known.0 < made.entry {
            *known = (made.entry, frozen.unit_name.clone());
        }
        let opened = match round {
            Some(round) => self.history.rounds.get(&round),
            None => self.history.assessments.get(&frozen.assessment.0),
        };
        Ok(opened.filter(|_| self.shows_all).map(|opened| opened["due"].clone()))
    }

    fn evidence(&self) -> Log {
        let mut log = Log::new();
        for (id, item) in &self.history.items {
            let Some((entry, after)) = item.attached else { continue };
            let named = self.named.contains(&EvidenceId(*id)).then_some(Standing::Required);
            let placed = item.places.iter().map(|((unit, _), whence)| {
                self.scoped.standing_of_evidence(&self.history, *unit, *whence, (*id, after))
            });
            let standing = placed.chain(named).max().unwrap_or(Standing::Foreign);
            let given = json!({
                "id": id, "entry": entry.seq, "supersedes": item.supersedes,
                "uploaded_by": actor(entry), "uploaded_at": entry.at,
            });
            let same = ["title", "kind", "file_name", "media_type", "size", "sha256"];
            let same = same.iter().chain(&["collected_on", "valid_until"]);
            let same: Vec<(&str, &str)> = same.map(|name| (*name, *name)).collect();
            let mut fields = fields(given, after, &same);
            fields.extend(self.later(item));
            log.insert(entry.seq, Recorded { standing, fields });
        }
        log
    }

    /// What other entries tell of an item, where the pack shows all of them.
    fn later(&self, item: &Item<'_>) -> Vec<(String, Value)> {
        let mut told = Vec::new();
        let mut tell = |name: &str, value: Value| told.push((name.to_owned(), value));
        if let Some(home) = item.home {
            tell("unit", json!(home));
        }
        if self.shows_all || self.scoped.covers(item.home) {
            tell("superseded_by", json!(item.superseded_by));
            tell("withdrawn", item.withdrawn.clone());
        }
        if self.shows_all || self.scoped.holds_all() {
            let covered = |unit: UnitId| self.scoped.covers(Some(unit));
            let places = item.places.keys().filter(|(unit, _)| covered(*unit));
            let places =
                places.map(|(unit, question)| json!({ "unit": unit, "question": question }));
            tell("places", places.collect());
        }
        told
    }

    fn verdicts(&self, items: &HashSet<i64>) -> Log {
        let mut log = Log::new();
        for (entry, after) in self.entries("evidence.judged") {
            let is_held = entry.subject_id.is_some_and(|id| items.contains(&id));
            let is_ours = is_held && self.scoped.covers(entry.unit_id);
            let standing = if is_ours { Standing::Required } else { Standing::Foreign };
            let given = json!({
                "entry": entry.seq, "evidence": entry.subject_id, "unit": entry.unit_id,
                "question": after["question"], "verdict": after["verdict"],
                "reason": after["reason"], "given_by": actor(entry), "given_at": entry.at,
            });
            let fields = fields(given, after, &[("id", "verdict_id")]);
            log.insert(entry.seq, Recorded { standing, fields });
        }
        log
    }

    /// Decisions are on the newest revision that there was.
    fn decisions(&self, submissions: &[SubmissionRecord]) -> Log {
        let mut log = Log::new();
        for decision in ["approved", "returned"] {
            let action =
                if decision == "approved" { "assessment.approved" } else { "assessment.returned" };
            for (entry, after) in self.entries(action) {
                let of = submissions.iter().filter(|made| {
                    Some(made.assessment.0) == entry.subject_id && made.entry < entry.seq
                });
                let of = of.max_by_key(|made| made.revision);
                let given = json!({
                    "submission": of.map(|made| made.id), "entry": entry.seq,
                    "decision": decision, "reason": after["reason"],
                    "decided_by": actor(entry), "decided_at": entry.at,
                });
                let standing = of.map_or(Standing::Foreign, |_| Standing::Required);
                log.insert(entry.seq, Recorded { standing, fields: fields(given, after, &[]) });
            }
        }
        log
    }
}
