//! Who may do what where: one table, asked by the write gate and by every button.

use serde::{Deserialize, Serialize};

use crate::words::words;
use crate::{AuditId, PersonId, UnitId};

words! {
    /// A role. Held on a unit it reaches the unit's sub-units; administrator is for the installation.
    pub enum Role {
        Viewer = "viewer", "Viewer";
        Assessor = "assessor", "Assessor";
        Manager = "manager", "Manager";
        Auditor = "auditor", "Auditor";
        Administrator = "administrator", "Administrator";
    }
}

impl Role {
    /// One line that says what the role is for.
    #[must_use]
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Viewer => "Reads models, assessments and scores",
            Self::Assessor => "Registers models, answers, attaches evidence, submits",
            Self::Manager => "Opens rounds, approves or returns, and does what an assessor does",
            Self::Auditor => "Reviews evidence and reads the audit log",
            Self::Administrator => "Looks after people, units, roles and settings",
        }
    }
}

words! {
    /// Something that a person may be allowed to do.
    pub enum Action {
        Read = "read", "Read models, assessments, scores and tasks";
        OpenEvidence = "open-evidence", "Open evidence files";
        EditModels = "edit-models", "Register, edit and retire models";
        Answer = "answer", "Answer questions and delegate them";
        AttachEvidence = "attach-evidence", "Attach and withdraw evidence";
        Submit = "submit", "Submit an assessment";
        OpenRound = "open-round", "Open rounds and assessments";
        Approve = "approve", "Approve or return an assessment";
        WorkOnTasks = "work-on-tasks", "Create tasks, comment on them and do one's own";
        AssignTasks = "assign-tasks", "Assign, re-date and cancel tasks";
        VerifyTasks = "verify-tasks", "Verify tasks";
        AcceptRisk = "accept-risk", "Accept risks";
        ManageChannels = "manage-channels", "Set up and remove the channels of a unit";
        ManageReports = "manage-reports", "Set targets, share and schedule reports";
        RequestEvidence = "request-evidence", "Ask a unit for evidence";
        GiveVerdict = "give-verdict", "Accept or reject evidence";
        TakePack = "take-pack", "Take audit packs";
        ReadAuditLog = "read-audit-log", "Read the audit log";
        ReadAudit = "read-audit", "See audits and what they are of";
        LeadAudit = "lead-audit", "Set up, change and close audits";
        WorkOnAudit = "work-on-audit", "Raise findings and conclude in an audit";
        RespondToFinding = "respond-to-finding", "Respond to the findings of an audit";
        ManageUnits = "manage-units", "Create, rename, move and retire units";
        ManagePeople = "manage-people", "Invite, deactivate and reset people, and give roles";
        ManageQuestionnaires = "manage-questionnaires", "Write, publish and retire questionnaires";
        ManageSettings = "manage-settings", "Change settings";
    }
}

impl Action {
    /// Whether the action looks at things and leaves them as they are.
    #[must_use]
    pub const fn is_reading(self) -> bool {
        matches!(self, Self::Read | Self::OpenEvidence | Self::ReadAuditLog | Self::ReadAudit)
    }

    /// Whether somebody from outside may do it, in the one audit that their account is for. The log of
    /// a unit tells more than the audit is of; a pack may be of the audit itself.
    #[must_use]
    pub const fn is_open_to_outside(self) -> bool {
        matches!(
            self,
            Self::Read
                | Self::OpenEvidence
                | Self::RequestEvidence
                | Self::GiveVerdict
                | Self::TakePack
                | Self::ReadAudit
                | Self::WorkOnAudit
        )
    }

    /// Whether the action concerns the installation as a whole rather than a unit.
    #[must_use]
    pub const fn is_for_installation(self) -> bool {
        matches!(
            self,
            Self::ManageUnits
                | Self::ManagePeople
                | Self::ManageQuestionnaires
                | Self::ManageSettings
        )
    }
}

/// The table of roles in product.md.
#[must_use]
pub const fn role_allows(role: Role, action: Action) -> bool {
    use Action as A;
    match role {
        Role::Viewer => matches!(action, A::Read),
        Role::Assessor => matches!(
            action,
            A::Read
                | A::OpenEvidence
                | A::EditModels
                | A::Answer
                | A::AttachEvidence
                | A::Submit
                | A::WorkOnTasks
        ),
        Role::Manager => matches!(
            action,
            A::Read
                | A::OpenEvidence
                | A::EditModels
                | A::Answer
                | A::AttachEvidence
                | A::Submit
                | A::WorkOnTasks
                | A::AssignTasks
                | A::VerifyTasks
                | A::AcceptRisk
                | A::ManageChannels
                | A::ManageReports
                | A::OpenRound
                | A::RequestEvidence
                | A::Approve
                | A::ReadAudit
                | A::RespondToFinding
        ),
        Role::Auditor => {
            matches!(
                action,
                A::Read
                    | A::OpenEvidence
                    | A::RequestEvidence
                    | A::GiveVerdict
                    | A::TakePack
                    | A::ReadAuditLog
                    | A::ReadAudit
                    | A::LeadAudit
                    | A::WorkOnAudit
            )
        }
        Role::Administrator => matches!(
            action,
            A::Read
                | A::ReadAuditLog
                | A::ReadAudit
                | A::ManageUnits
                | A::ManagePeople
                | A::ManageQuestionnaires
                | A::ManageSettings
        ),
    }
}

/// A role that a person holds: on a unit, or on the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What the person is there.
    pub role: Role,
    /// Where; none for the installation.
    pub unit: Option<UnitId>,
}

/// Who is acting: the signed-in person and the roles that they hold at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub person: PersonId,
    /// The person's name as the audit log will keep it.
    pub name: String,
    /// The person's e-mail address.
    pub email: String,
    /// Every role that the person holds.
    pub grants: Vec<Grant>,
    /// Whether they only look, whatever their roles allow: in the past nothing is done.
    pub only_reads: bool,
    /// The one audit that they see, where the account is one from outside.
    pub only_in: Option<AuditId>,
}

impl Actor {
    /// Whether a role that the person holds on the unit, or on one above it, allows the action.
    ///
    /// `lineage` is the unit's id and the ids of all units above it.
    #[must_use]
    pub fn allows_on(&self, action: Action, lineage: &[UnitId]) -> bool {
        self.held(action).any(|grant| grant.unit.is_none_or(|unit| lineage.contains(&unit)))
    }

    /// Whether the person may do this for the installation as a whole.
    #[must_use]
    pub fn allows(&self, action: Action) -> bool {
        self.held(action).any(|grant| grant.unit.is_none())
    }

    /// Whether the person may do this anywhere at all: whether a page is worth a link.
    #[must_use]
    pub fn allows_somewhere(&self, action: Action) -> bool {
        self.held(action).next().is_some()
    }

    /// The roles by which the person may do this.
    fn held(&self, action: Action) -> impl Iterator<Item = &Grant> {
        let may = (!self.only_reads || action.is_reading())
            && (self.only_in.is_none() || action.is_open_to_outside());
        self.grants.iter().filter(move |grant| may && role_allows(grant.role, action))
    }
}
