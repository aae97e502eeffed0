//! Rows and the entries of the audit log that record them: neither may stand without the other.
//!
//! A hash beside what it seals can be rewritten together with it. The log can't, without breaking its
//! chain, so what it says of submissions, evidence, verdicts and decisions is compared with the rows.

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

const PAIRS: [Pair; 4] = [
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
        "l.actor_id = r.uploaded_by"
    ),
    pair!(
        "verdict",
        "verdicts r",
        "l.subject = 'evidence' AND l.action = 'evidence.judged'",
        "l.subject_id = r.evidence_id",
        "l.unit_id = r.unit_id",
        concat!(field!("question"), " = r.question"),
        concat!(field!("verdict"), " = r.verdict"),
        "l.actor_id = r.given_by",
        "l.at = r.given_at"
    ),
    pair!(
        "decision",
        "decisions r JOIN submissions s ON s.id = r.submission_id",
        "l.subject = 'assessment' AND l.action IN ('assessment.approved', 'assessment.returned')",
        "l.subject_id = s.assessment_id",
        "l.action = 'assessment.' || r.decision",
        "l.actor_id = r.decided_by",
        "l.at = r.decided_at"
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
