//! What somebody from outside sees of each table: the rows of one audit.
//!
//! Names and the tree of units are joined to `visible_units` by every query, and an account from
//! outside holds its roles on the units of its audit alone. What is left to bound is what those units
//! have besides the audit: other rounds, evidence of other times, what others asked. The days on which
//! items counted stay whole, since a score must be the same to whoever looks at it.

use domain::AuditId;

/// The condition under which a row of a table, called `it`, lies within the audit; none where every row
/// may be seen by whoever sees its unit.
pub(super) fn narrowed(table: &str, audit: AuditId) -> Option<String> {
    // The plus in front of a unit keeps the planner from trying every unit on every row.
    let units = format!("(SELECT unit_id FROM main.audit_scope_units WHERE audit_id = {audit})");
    let assessment = |id: &str| {
        format!(
            "EXISTS (SELECT 1 FROM main.audit_scope_assessments s
                      WHERE s.audit_id = {audit} AND s.assessment_id = {id})"
        )
    };
    let evidence = |id: &str| {
        format!(
            "EXISTS (SELECT 1 FROM main.audit_scope_evidence s
                      WHERE s.audit_id = {audit} AND s.evidence_id = {id})"
        )
    };
    let item = evidence("it.evidence_id");
    let drawn = |by: &str| {
        format!("{by} IN (SELECT person_id FROM main.external_accounts WHERE audit_id = {audit})")
    };
    Some(match table {
        "assessments" => assessment("it.id"),
        "answers" | "delegations" | "submissions" => assessment("it.assessment_id"),
        "decisions" => format!(
            "EXISTS (SELECT 1 FROM main.submissions f WHERE f.id = it.submission_id AND {})",
            assessment("f.assessment_id")
        ),
        "rounds" => {
            format!("it.id IN (SELECT round_id FROM main.audit_rounds WHERE audit_id = {audit})")
        }
        "evidence" => evidence("it.id"),
        "evidence_links" | "verdicts" | "sample_items" => {
            format!("+it.unit_id IN {units} AND {item}")
        }
        "evidence_replies" => format!(
            "EXISTS (SELECT 1 FROM main.verdicts v
                      WHERE v.id = it.verdict_id AND +v.unit_id IN {units} AND {})",
            evidence("v.evidence_id")
        ),
        "models" => format!("+it.unit_id IN {units}"),
        "credentials" | "data_sources" | "deployments" | "model_tags" | "permissions"
        | "validations" => format!(
            "EXISTS (SELECT 1 FROM main.models m WHERE m.id = it.model_id AND +m.unit_id IN {units})"
        ),
        "samples" => drawn("it.drawn_by"),
        "sample_populations" => format!(
            "EXISTS (SELECT 1 FROM main.samples s WHERE s.id = it.sample_id AND {})",
            drawn("s.drawn_by")
        ),
        "evidence_requests" | "audit_findings" | "audit_conclusions" | "audit_units"
        | "audit_rounds" | "audit_auditors" | "external_accounts" => {
            format!("it.audit_id = {audit}")
        }
        "audits" => format!("it.id = {audit}"),
        // What the organisation does about its gaps is its own business, and whom it tells of it.
        "acceptances"
        | "calendars"
        | "channel_kinds"
        | "channels"
        | "checks"
        | "jobs"
        | "notice_choices"
        | "notice_weekends"
        | "report_readers"
        | "report_schedules"
        | "saved_reports"
        | "targets"
        | "notices"
        | "outbox"
        | "outbox_notices"
        | "outbox_posts"
        | "questionnaire_drafts"
        | "questionnaire_retirements"
        | "questionnaires"
        | "tasks"
        | "task_activity"
        | "task_doers"
        | "task_evidence"
        | "task_models"
        | "task_filters"
        | "task_occurrences"
        | "task_series"
        | "task_steps"
        | "task_watchers" => "0".to_owned(),
        // Where a unit or a model was before is none of the audit's business, nor what took the place
        // of an item after it.
        "audit_log" => format!(
            "+it.unit_id IN {units}
             AND ((it.subject = 'evidence' AND {})
               OR (it.subject = 'assessment' AND {})
               OR it.subject IN ('model', 'unit'))
             AND it.action NOT IN ('unit.created', 'unit.moved', 'model.moved')
             AND (it.action <> 'evidence.superseded' OR {})",
            evidence("it.subject_id"),
            assessment("it.subject_id"),
            evidence("it.after ->> '$.by'")
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::past::TABLES;

    /// What every query joins to `visible_units`, what only the program reads, and the days on which
    /// items counted.
    const WHOLE: [&str; 13] = [
        "answerers",
        "coverage",
        "grants",
        "installation",
        "links",
        "model_search",
        "moment",
        "people",
        "score_changes",
        "sessions",
        "sign_in_failures",
        "unit_tree",
        "units",
    ];

    #[test]
    fn it_is_known_of_every_table_whether_an_audit_narrows_it() {
        for (table, _) in TABLES {
            assert_eq!(narrowed(table, AuditId(1)).is_none(), WHOLE.contains(table), "{table}");
        }
    }
}
