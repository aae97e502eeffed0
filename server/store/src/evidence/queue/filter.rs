//! Which items a queue holds.

use domain::evidence::Standing;
use domain::{AuditId, Day, PersonId, QuestionNo, RoundId, UnitId};
use sqlx::{QueryBuilder, Sqlite};

use super::super::linked::SHOW_EXPIRED_DAYS;
use super::push_units;

/// Which items to review. Everything that is set must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Only those of this unit and the units below it.
    pub unit: Option<UnitId>,
    /// Only those of this round: attached in one of its assessments, named by a submission of one, or
    /// from an earlier round and standing beside a question of one that is still a draft.
    pub round: Option<RoundId>,
    /// Only those within this audit.
    pub audit: Option<AuditId>,
    /// Only those of this question.
    pub question: Option<QuestionNo>,
    /// Only those that stand so; none for however they stand.
    pub standing: Option<Standing>,
    /// Only those that were attached so many days ago or longer.
    pub older_days: Option<u16>,
    /// Only those that this person uploaded.
    pub uploader: Option<PersonId>,
    /// Only those of questions on which the inventory disagreed with the newest submission.
    pub disagrees: bool,
    /// Only those that expire within so many days.
    pub expires_days: Option<u16>,
}

/// A filter, for whom, and on which day.
pub(super) struct Where<'a> {
    pub(super) person: PersonId,
    pub(super) filter: &'a QueueFilter,
    pub(super) today: Day,
}

impl Where<'_> {
    /// The condition, for a query that begins as the queue's does.
    pub(super) fn push(&self, query: &mut QueryBuilder<Sqlite>) {
        let filter = self.filter;
        // The plus keeps the planner from trying every unit on every item.
        query.push(" WHERE +l.unit_id IN (");
        push_units(query, self.person);
        query.push(")");
        if let Some(unit) = filter.unit {
            query
                .push(" AND +l.unit_id IN (SELECT unit_id FROM unit_tree WHERE ancestor_id = ")
                .push_bind(unit)
                .push(")");
        }
        if let Some(round) = filter.round {
            self.push_round(query, round);
        }
        if let Some(audit) = filter.audit {
            query
                .push(" AND +l.unit_id IN (SELECT unit_id FROM audit_scope_units WHERE audit_id = ")
                .push_bind(audit)
                .push(
                    ") AND e.id IN (SELECT evidence_id FROM audit_scope_evidence WHERE audit_id = ",
                )
                .push_bind(audit)
                .push(")");
        }
        if let Some(question) = filter.question {
            query.push(" AND l.question = ").push_bind(question);
        }
        if let Some(days) = filter.older_days {
            let day = self.today - chrono::Days::new(u64::from(days));
            query.push(" AND substr(l.linked_at, 1, 10) <= ").push_bind(day.to_string());
        }
        if let Some(uploader) = filter.uploader {
            query.push(" AND e.uploaded_by = ").push_bind(uploader);
        }
        if filter.disagrees {
            query.push(" AND disagrees = 1");
        }
        if let Some(days) = filter.expires_days {
            let until = self.today + chrono::Days::new(u64::from(days));
            query.push(" AND e.valid_until BETWEEN ").push_bind(self.today.to_string());
            query.push(" AND ").push_bind(until.to_string());
        }
        if let Some(standing) = filter.standing {
            self.push_standing(query, standing);
        }
    }

    /// [`domain::evidence::standing`] in the database's words: a test holds the two together.
    fn push_standing(&self, query: &mut QueryBuilder<Sqlite>, standing: Standing) {
        if standing == Standing::Gone {
            query.push(" AND (e.withdrawn_at IS NOT NULL OR e.replaced_at IS NOT NULL)");
            return;
        }
        query.push(" AND e.withdrawn_at IS NULL AND e.replaced_at IS NULL");
        let today = self.today.to_string();
        match standing {
            Standing::Rejected => {
                query.push(" AND d.verdict = 'rejected'");
            }
            Standing::Expired => {
                query.push(" AND e.valid_until < ").push_bind(today);
                query.push(" AND d.verdict IS NOT 'rejected'");
            }
            _ => {
                query.push(" AND e.valid_until >= ").push_bind(today);
                query.push(match standing {
                    Standing::Accepted => " AND d.verdict = 'accepted'",
                    Standing::Asked => " AND d.verdict = 'asked' AND replied_at IS NULL",
                    _ => " AND (d.id IS NULL OR (d.verdict = 'asked' AND replied_at IS NOT NULL))",
                });
            }
        }
    }

    /// What belongs to a round: see [`QueueFilter::round`].
    fn push_round(&self, query: &mut QueryBuilder<Sqlite>, round: RoundId) {
        // As `LinkedEvidence::matters_to` says of a draft.
        let shown_from = self.today - chrono::Duration::days(SHOW_EXPIRED_DAYS);
        query
            .push(" AND (l.assessment_id IN (SELECT id FROM assessments WHERE round_id = ")
            .push_bind(round)
            .push(
                ") OR (l.unit_id, l.question, l.evidence_id) IN
                      (SELECT s.unit_id, a.value ->> '$.question', i.value ->> '$.id'
                         FROM assessments x JOIN submissions s ON s.assessment_id = x.id,
                              json_each(s.content, '$.answers') a, json_each(a.value, '$.evidence') i
                        WHERE x.round_id = ",
            )
            .push_bind(round)
            .push(
                ") OR (l.unit_id IN (SELECT unit_id FROM assessments WHERE state = 'draft'
                                        AND round_id = ",
            )
            .push_bind(round)
            .push(
                ") AND e.withdrawn_at IS NULL AND e.replaced_at IS NULL
                   AND d.verdict IS NOT 'rejected' AND e.valid_until >= ",
            )
            .push_bind(shown_from.to_string())
            .push("))");
    }
}
