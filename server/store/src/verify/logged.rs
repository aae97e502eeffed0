//! Rows and the entries of the audit log that record them: neither may stand without the other.
//!
//! A hash beside what it seals can be rewritten together with it. The log can't, without breaking its
//! chain, so what it says of submissions, evidence, verdicts, decisions and all that came of them is
//! compared with the rows.

use super::Report;
use crate::error::Result;
use crate::open::Store;

/// A kind of row, the rows of which an entry is wanting, and the entries of which the row is.
struct Pair {
    what: &'static str,
    unlogged: &'static str,
    lost: &'static str,
}

/// A field of an entry's JSON. Text that is no JSON any more has no fields.
macro_rules! field {
    ($name:literal) => {
        concat!("iif(json_valid(l.after), l.after, 'null') ->> '$.", $name, "'")
    };
}

macro_rules! pair {
    ($what:literal, $rows:literal, $entries:literal, $($same:expr),+) => {
        Pair {
            what: $what,
            unlogged: concat!(
                "SELECT r.id FROM ", $rows, " WHERE NOT EXISTS (SELECT 1 FROM audit_log l WHERE ",
                $entries, $(" AND ", $same),+, ") ORDER BY r.id"
            ),
            lost: concat!(
                "SELECT l.seq FROM audit_log l WHERE ", $entries,
                " AND NOT EXISTS (SELECT 1 FROM ", $rows, " WHERE true", $(" AND ", $same),+,
                ") ORDER BY l.seq"
            ),
        }
    };
}

/// A field of an entry that older entries lack: what it says is what the row says.
macro_rules! said {
    ($name:literal, $column:literal) => {
        concat!(
            "coalesce(iif(json_valid(l.after), l.after, 'null') ->> '$.",
            $name,
            "', ",
            $column,
            ", '') = coalesce(",
            $column,
            ", '')"
        )
    };
}

const PAIRS: [Pair; 18] = [
    pair!(
        "check",
        "checks r",
        "l.subject = 'check' AND l.action = 'check.submitted'",
        "l.subject_id = r.id",
        "l.unit_id = r.unit_id",
        concat!(field!("sha256"), " = r.sha256"),
        "l.actor_id = r.submitted_by",
        "l.at = r.submitted_at"
    ),
    pair!(
        "questionnaire",
        "questionnaires r",
        "l.subject = 'questionnaire' AND l.action = 'questionnaire.published'",
        "l.subject_id = r.id",
        concat!(field!("key"), " = r.key"),
        concat!(field!("version"), " = r.version"),
        concat!(field!("sha256"), " = r.sha256"),
        "l.actor_id = r.published_by",
        "l.at = r.published_at"
    ),
    pair!(
        "retirement of a questionnaire",
        "questionnaire_retirements r",
        "l.subject = 'questionnaire'
            AND l.action IN ('questionnaire.retired', 'questionnaire.reinstated')",
        "l.subject_id = r.questionnaire_id",
        "(l.action = 'questionnaire.retired') = r.retired",
        "l.actor_id = r.by_id",
        "l.at = r.at"
    ),
    pair!(
        "submission",
        "submissions r",
        "l.subject = 'assessment' AND l.action = 'assessment.submitted'",
        "l.subject_id = r.assessment_id",
        concat!(field!("revision"), " = r.revision"),
        concat!(field!("sha256"), " = r.sha256")
    ),
    pair!(
        "evidence",
        "evidence r",
        "l.subject = 'evidence' AND l.action = 'evidence.attached'",
        "l.subject_id = r.id",
        concat!(field!("sha256"), " = r.sha256"),
        concat!(field!("collected_on"), " = r.collected_on"),
        concat!(field!("valid_until"), " = r.valid_until"),
        concat!(field!("title"), " = r.title"),
        said!("file_name", "r.file_name"),
        said!("media_type", "r.media_type"),
        said!("size", "r.size"),
        "l.actor_id = r.uploaded_by"
    ),
    pair!(
        "withdrawal of evidence",
        "(SELECT * FROM evidence WHERE withdrawn_at IS NOT NULL) r",
        "l.subject = 'evidence' AND l.action = 'evidence.withdrawn'",
        "l.subject_id = r.id",
        concat!(field!("reason"), " = r.withdrawn_reason"),
        "l.actor_id = r.withdrawn_by",
        "l.at = r.withdrawn_at"
    ),
    pair!(
        "replacement of evidence",
        "(SELECT e.*, s.id AS newer FROM evidence e JOIN evidence s ON s.supersedes_id = e.id) r",
        "l.subject = 'evidence' AND l.action = 'evidence.superseded'",
        "l.subject_id = r.id",
        concat!(field!("by"), " = r.newer"),
        "l.at = r.replaced_at"
    ),
    pair!(
        "answer about evidence",
        "evidence_replies r JOIN verdicts v ON v.id = r.verdict_id",
        "l.subject = 'evidence' AND l.action = 'evidence.answered'",
        "l.subject_id = v.evidence_id",
        concat!(field!("verdict_id"), " = r.verdict_id"),
        concat!(field!("answer"), " = r.body"),
        "l.actor_id = r.written_by",
        "l.at = r.written_at"
    ),
    pair!(
        "request for evidence",
        "evidence_requests r",
        "l.subject = 'evidence-request' AND l.action = 'evidence.requested'",
        "l.subject_id = r.id",
        "l.unit_id = r.unit_id",
        concat!(field!("question"), " = r.question"),
        concat!(field!("wanted"), " = r.wanted"),
        concat!(field!("due_on"), " = r.due_on"),
        "l.actor_id = r.asked_by",
        "l.at = r.asked_at"
    ),
    pair!(
        "verdict",
        "verdicts r",
        "l.subject = 'evidence' AND l.action = 'evidence.judged'",
        "l.subject_id = r.evidence_id",
        "l.unit_id = r.unit_id",
        concat!(field!("question"), " = r.question"),
        concat!(field!("verdict"), " = r.verdict"),
        said!("reason", "r.reason"),
        "l.actor_id = r.given_by",
        "l.at = r.given_at"
    ),
    pair!(
        "decision",
        "decisions r JOIN submissions s ON s.id = r.submission_id",
        "l.subject = 'assessment' AND l.action IN ('assessment.approved', 'assessment.returned')",
        "l.subject_id = s.assessment_id",
        "l.action = 'assessment.' || r.decision",
        said!("reason", "r.reason"),
        "l.actor_id = r.decided_by",
        "l.at = r.decided_at"
    ),
    pair!(
        "finding",
        "audit_findings r",
        "l.subject = 'finding' AND l.action = 'finding.raised'",
        "l.subject_id = r.id",
        "l.unit_id = r.unit_id",
        concat!(field!("audit"), " = r.audit_id"),
        concat!(field!("question"), " = r.question"),
        concat!(field!("grade"), " = r.grade"),
        concat!(field!("title"), " = r.title"),
        concat!(field!("detail"), " = r.detail"),
        "l.actor_id = r.raised_by",
        "l.at = r.raised_at"
    ),
    pair!(
        "response to a finding",
        "(SELECT * FROM audit_findings WHERE responded_at IS NOT NULL) r",
        "l.subject = 'finding' AND l.action = 'finding.responded'",
        "l.subject_id = r.id",
        concat!(field!("response"), " = r.response"),
        "l.actor_id = r.responded_by",
        "l.at = r.responded_at"
    ),
    pair!(
        "end of a finding",
        "(SELECT * FROM audit_findings WHERE ended_at IS NOT NULL) r",
        "l.subject = 'finding' AND l.action = 'finding.ended'",
        "l.subject_id = r.id",
        concat!(field!("ended"), " = r.ended"),
        concat!(field!("reason"), " = r.ended_words"),
        "l.actor_id = r.ended_by",
        "l.at = r.ended_at"
    ),
    pair!(
        "conclusion",
        "audit_conclusions r",
        "l.subject = 'audit' AND l.action = 'audit.concluded'",
        "l.subject_id = r.audit_id",
        concat!(field!("unit"), " IS r.unit_id"),
        concat!(field!("opinion"), " = r.opinion"),
        concat!(field!("grounds"), " = r.words"),
        "l.actor_id = r.given_by",
        "l.at = r.given_at"
    ),
    pair!(
        "request to accept a risk",
        "acceptances r",
        "l.subject = 'task' AND l.action = 'risk.asked'",
        "l.subject_id = r.task_id",
        concat!(field!("acceptance"), " = r.id"),
        concat!(field!("reason"), " = r.reason"),
        concat!(field!("until"), " = r.until_on"),
        "l.actor_id = r.asked_by",
        "l.at = r.asked_at"
    ),
    pair!(
        "decision on a risk",
        "(SELECT * FROM acceptances WHERE decided_at IS NOT NULL) r",
        "l.subject = 'task' AND l.action IN ('risk.accepted', 'risk.declined')",
        "l.subject_id = r.task_id",
        concat!(field!("acceptance"), " = r.id"),
        "l.action = iif(r.decision = 'granted', 'risk.accepted', 'risk.declined')",
        concat!(field!("words"), " = r.decided_words"),
        "l.actor_id = r.decided_by",
        "l.at = r.decided_at"
    ),
    pair!(
        "end of an accepted risk",
        "(SELECT * FROM acceptances WHERE ended_at IS NOT NULL) r",
        "l.subject = 'task' AND l.action IN ('risk.lapsed', 'risk.withdrawn')",
        "l.subject_id = r.task_id",
        concat!(field!("acceptance"), " = r.id"),
        "l.action = 'risk.' || r.ended",
        "l.actor_id IS r.ended_by",
        "l.at = r.ended_at"
    ),
];

impl Store {
    pub(super) async fn verify_log(&self, report: &mut Report) -> Result<()> {
        for Pair { what, unlogged, lost } in PAIRS {
            let rows: Vec<i64> = sqlx::query_scalar(unlogged).fetch_all(&self.readers).await?;
            for id in rows {
                let fault = "the audit log does not record it as it is now";
                report.fault(format!("{what} {id}"), fault);
            }
            let entries: Vec<i64> = sqlx::query_scalar(lost).fetch_all(&self.readers).await?;
            for seq in entries {
                let fault = format!("the {what} that it records is missing, or is not as recorded");
                report.fault(format!("audit log, entry {seq}"), fault);
            }
        }
        Ok(())
    }
}
