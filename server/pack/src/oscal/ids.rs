//! Ids that stay the same from export to export: version 5, from the installation's own id and what
//! the thing is.

use domain::{AssessmentId, AuditId, EvidenceId, FindingId, QuestionNo};
use uuid::Uuid;

use crate::manifest::About;
use crate::records::Submission;

/// The ids of one installation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ids(Uuid);

impl Ids {
    pub(super) fn of(about: &About) -> Self {
        let name = about.installation.as_bytes();
        Self(
            Uuid::parse_str(&about.installation)
                .unwrap_or_else(|_| Uuid::new_v5(&Uuid::NAMESPACE_OID, name)),
        )
    }

    fn named(self, name: &str) -> Uuid {
        Uuid::new_v5(&self.0, name.as_bytes())
    }

    /// A document says something else as soon as its scope or its head is another.
    pub(super) fn document(self, about: &About) -> Uuid {
        let scope = &about.scope;
        if let Some(audit) = &scope.audit {
            return self.named(&format!("results/audit/{}/{}", audit.id, about.head.hash));
        }
        let round = scope.round.as_ref().map_or(0, |round| round.id.0);
        self.named(&format!("results/{}/{round}/{}", scope.unit.id, about.head.hash))
    }

    pub(super) fn organisation(self) -> Uuid {
        self.named("organisation")
    }

    pub(super) fn plan(self) -> Uuid {
        self.named("plan")
    }

    pub(super) fn evidence(self, id: EvidenceId) -> Uuid {
        self.named(&format!("evidence/{id}"))
    }

    pub(super) fn audit(self, id: AuditId) -> Uuid {
        self.named(&format!("audit/{id}"))
    }

    /// One part of what is said of a finding.
    pub(super) fn of_finding(self, id: FindingId, part: &str) -> Uuid {
        self.named(&format!("finding/{id}/{part}"))
    }

    pub(super) fn result(self, of: &Submission) -> Uuid {
        self.part(of, "result")
    }

    /// One part of what a submission says about a question.
    pub(super) fn about(self, of: &Submission, question: QuestionNo, part: &str) -> Uuid {
        self.part(of, &format!("question/{question}/{part}"))
    }

    fn part(self, of: &Submission, part: &str) -> Uuid {
        let assessment: AssessmentId = of.frozen.assessment;
        self.named(&format!("assessment/{assessment}/revision/{}/{part}", of.frozen.revision))
    }
}
