//! What somebody from outside sees of each table: the rows of one audit.
//!
//! Names and the tree of units are joined to `visible_units` by every query, and an account from
//! outside holds its roles on the units of its audit alone. What is left to bound is what those units
//! have besides the audit: other rounds, evidence of other times, what others asked. The days on which
//! items counted stay whole, since a score must be the same to whoever looks at it.

use domain::AuditId;

/// The condition under which a row of a table lies within the audit; none where every row may be seen
/// by whoever sees its unit.
pub(super) fn narrowed(table: &str, audit: AuditId) -> Option<String> {
    let units = format!("(SELECT unit_id FROM main.audit_scope_units WHERE audit_id = {audit})");
    let assessments = format!(
        "(SELECT assessment_id FROM main.audit_scope_assessments WHERE audit_id = {audit})"
    );
    let evidence =
        format!("(SELECT evidence_id FROM main.audit_scope_evidence WHERE audit_id = {audit})");
    Some(match table {
        "assessments" => format!("id IN {assessments}"),
        "answers" | "delegations" | "submissions" => format!("assessment_id IN {assessments}"),
        "decisions" => format!(
            "submission_id IN (SELECT id FROM main.submissions WHERE assessment_id IN {assessments})"
        ),
        "rounds" => {
            format!("id IN (SELECT round_id FROM main.audit_rounds WHERE audit_id = {audit})")
        }
        "evidence" => format!("id IN {evidence}"),
        "evidence_links" | "verdicts" => {
            format!("evidence_id IN {evidence} AND unit_id IN {units}")
        }
        "evidence_replies" => format!(
            "verdict_id IN (SELECT id FROM main.verdicts
                             WHERE evidence_id IN {evidence} AND unit_id IN {units})"
        ),
        "models" => format!("unit_id IN {units}"),
        "credentials" | "data_sources" | "deployments" | "model_tags" | "permissions"
        | "validations" => {
            format!("model_id IN (SELECT id FROM main.models WHERE unit_id IN {units})")
        }
        "samples" => format!(
            "drawn_by IN (SELECT person_id FROM main.external_accounts WHERE audit_id = {audit})"
        ),
        "sample_items" => format!("evidence_id IN {evidence} AND unit_id IN {units}"),
        "evidence_requests" | "audit_findings" | "audit_conclusions" | "audit_units"
        | "audit_rounds" | "audit_auditors" | "external_accounts" => format!("audit_id = {audit}"),
        "audits" => format!("id = {audit}"),
        "audit_log" => format!(
            "unit_id IN {units}
             AND ((subject = 'evidence' AND subject_id IN {evidence})
               OR (subject = 'assessment' AND subject_id IN {assessments})
               OR subject IN ('model', 'unit'))
             AND action NOT IN ('unit.created', 'unit.moved', 'model.moved')"
        ),
        _ => return None,
    })
}
