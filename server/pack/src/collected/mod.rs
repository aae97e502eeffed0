//! What an audit is of and what it has collected, retold from the log: its entries hold every word, so
//! whoever writes a pack and whoever checks it come to the same records.

mod records;

use domain::assessment::FrozenPerson;
use domain::audit::AuditEntry;
use domain::audits::{Grade, Opinion};
use domain::{AuditId, Day, EvidenceId, FindingId, QuestionNo, RequestId, RoundId, UnitId};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use records::{
    ConclusionRecord, EndRecord, FindingRecord, RequestEnd, RequestRecord, Said, StepRecord,
};

/// The entries that tell of audits.
pub(crate) const TELLING: [&str; 10] = [
    "audit.opened",
    "audit.changed",
    "audit.concluded",
    "audit.closed",
    "evidence.requested",
    "evidence.request-answered",
    "evidence.request-withdrawn",
    "finding.raised",
    "finding.responded",
    "finding.ended",
];

/// What an audit is of and who works on it, as the newest entry about that says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Plan {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// The first day of its window.
    pub from: Day,
    /// The last one.
    pub to: Day,
    /// The chosen units.
    pub units: Vec<UnitId>,
    /// The rounds.
    pub rounds: Vec<RoundId>,
    /// The names of its auditors.
    pub auditors: Vec<String>,
}

/// What an audit has collected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Collected {
    /// What it is of.
    pub plan: Option<Plan>,
    /// Who set it up.
    pub opened: Option<StepRecord>,
    /// Who closed it.
    pub closed: Option<StepRecord>,
    /// What was asked for, in the order of asking.
    pub requests: Vec<RequestRecord>,
    /// What was found, in the order of raising.
    pub findings: Vec<FindingRecord>,
    /// What was concluded, oldest first.
    pub conclusions: Vec<ConclusionRecord>,
}

#[derive(Deserialize)]
struct Raised {
    audit: AuditId,
    question: QuestionNo,
    grade: Grade,
    title: String,
    detail: String,
}

#[derive(Deserialize)]
struct Asked {
    audit: AuditId,
    question: QuestionNo,
    wanted: String,
    due_on: Day,
}

#[derive(Deserialize)]
struct Given {
    unit: Option<UnitId>,
    opinion: Opinion,
    grounds: String,
}

impl Collected {
    /// What the entries of the log tell of an audit, in their order.
    pub fn of<'a>(audit: AuditId, entries: impl IntoIterator<Item = &'a AuditEntry>) -> Self {
        let mut collected = Self::default();
        for entry in entries {
            if let Some(id) = entry.actor_id {
                let by = FrozenPerson { id, name: entry.actor_name.clone() };
                let step = StepRecord { entry: entry.seq, by, at: entry.at };
                // An entry that the program never wrote so tells nothing, to either side.
                let _ = collected.take(audit, entry, step);
            }
        }
        collected
    }

    /// The items that answer its requests.
    pub fn answering(&self) -> impl Iterator<Item = EvidenceId> {
        self.requests.iter().filter_map(|asked| asked.closed.as_ref()?.evidence)
    }

    fn take(&mut self, audit: AuditId, entry: &AuditEntry, step: StepRecord) -> Option<()> {
        let id = entry.subject_id?;
        let is_its_own = id == audit.0;
        match entry.action.as_str() {
            "audit.opened" | "audit.changed" if is_its_own => {
                self.plan = Some(after(entry)?);
                self.opened.get_or_insert(step);
            }
            "audit.closed" if is_its_own => self.closed = Some(step),
            "audit.concluded" if is_its_own => {
                let Given { unit, opinion, grounds } = after(entry)?;
                let said = Said { words: grounds, step };
                self.conclusions.push(ConclusionRecord { unit, opinion, said });
            }
            "evidence.requested" => self.ask(audit, id, entry, step)?,
            "evidence.request-answered" | "evidence.request-withdrawn" => {
                let asked = self.requests.iter_mut().find(|asked| asked.id.0 == id)?;
                asked.closed = Some(request_end(entry, step)?);
            }
            "finding.raised" => self.raise(audit, id, entry, step)?,
            "finding.responded" => {
                let words = text(&after::<Value>(entry)?, "response")?;
                self.finding(id)?.response = Some(Said { words, step });
            }
            "finding.ended" => {
                let told: Value = after(entry)?;
                let ending = told["ended"].as_str()?.parse().ok()?;
                let said = Said { words: text(&told, "reason")?, step };
                self.finding(id)?.ended = Some(EndRecord { ending, said });
            }
            _ => {}
        }
        Some(())
    }

    fn ask(
        &mut self,
        audit: AuditId,
        id: i64,
        entry: &AuditEntry,
        asked: StepRecord,
    ) -> Option<()> {
        let told: Asked = after(entry)?;
        if told.audit == audit {
            self.requests.push(RequestRecord {
                id: RequestId(id),
                unit: entry.unit_id?,
                question: told.question,
                wanted: told.wanted,
                due_on: told.due_on,
                asked,
                closed: None,
            });
        }
        Some(())
    }

    fn raise(
        &mut self,
        audit: AuditId,
        id: i64,
        entry: &AuditEntry,
        raised: StepRecord,
    ) -> Option<()> {
        let told: Raised = after(entry)?;
        if told.audit == audit {
            self.findings.push(FindingRecord {
                id: FindingId(id),
                unit: entry.unit_id?,
                question: told.question,
                grade: told.grade,
                title: told.title,
                detail: told.detail,
                raised,
                response: None,
                ended: None,
            });
        }
        Some(())
    }

    fn finding(&mut self, id: i64) -> Option<&mut FindingRecord> {
        self.findings.iter_mut().find(|finding| finding.id.0 == id)
    }
}

fn request_end(entry: &AuditEntry, step: StepRecord) -> Option<RequestEnd> {
    let told: Value = after(entry)?;
    let answered = entry.action == "evidence.request-answered";
    let words = text(&told, if answered { "words" } else { "reason" })?;
    let evidence = told["evidence_id"].as_i64().map(EvidenceId);
    Some(RequestEnd { answered, evidence, said: Said { words, step } })
}

fn after<T: DeserializeOwned>(entry: &AuditEntry) -> Option<T> {
    serde_json::from_str(&entry.after).ok()
}

fn text(told: &Value, name: &str) -> Option<String> {
    told[name].as_str().map(str::to_owned)
}
