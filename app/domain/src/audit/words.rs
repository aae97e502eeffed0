//! The words for what is entered into the log: a verb, an icon and a group for each action.
//!
//! An action without words can't be written: the store refuses it in every build that checks itself.

use crate::words::words;

words! {
    /// What an action has to do with: the filter of the log.
    pub enum ActionGroup {
        Answers = "answers", "Answers and assessments";
        Evidence = "evidence", "Evidence";
        Models = "models", "Models";
        Units = "units", "Business units";
        Audits = "audits", "Audits";
        Tasks = "tasks", "Tasks and risks";
        Notices = "notices", "Notices";
        Questionnaires = "questionnaires", "Questionnaires";
        People = "people", "People and roles";
        SignIn = "sign-in", "Sign-in and refusals";
        Log = "log", "The log itself";
        SetUp = "set-up", "Set-up";
    }
}

words! {
    /// What an entry is about.
    pub enum SubjectKind {
        Assessment = "assessment", "Assessment";
        Audit = "audit", "Audit";
        Channel = "channel", "Channel";
        Check = "check", "Check";
        Checkpoint = "checkpoint", "Checkpoint";
        Evidence = "evidence", "Evidence";
        EvidenceRequest = "evidence-request", "Request for evidence";
        Finding = "finding", "Finding";
        Installation = "installation", "Installation";
        Key = "key", "Signing key";
        Log = "log", "Audit log";
        Model = "model", "Model";
        Notices = "notices", "Notices";
        Pack = "pack", "Audit pack";
        Person = "person", "Person";
        Questionnaire = "questionnaire", "Questionnaire";
        QuestionnaireDraft = "questionnaire-draft", "Draft of a questionnaire";
        Request = "request", "Request";
        Round = "round", "Round";
        Sample = "sample", "Sample of evidence";
        Task = "task", "Task";
        Unit = "unit", "Unit";
    }
}

/// How an action is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It happened.
    Plain,
    /// Something was refused, rejected or taken away.
    Bad,
}

/// How an action is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionWords {
    /// The action, as [`super::AuditEvent::action`] has it.
    pub action: &'static str,
    /// The kind of thing that it happens to.
    pub subject: SubjectKind,
    /// What it has to do with.
    pub group: ActionGroup,
    /// What happened, such as "Answer saved".
    pub verb: &'static str,
    /// The icon beside the verb.
    pub icon: &'static str,
    /// How it is to be taken.
    pub weight: Weight,
}

/// The words for an action; none for what no entry of this program's can say.
#[must_use]
pub fn action_words(action: &str) -> Option<&'static ActionWords> {
    TABLE.iter().find(|words| words.action == action)
}

/// Every action, in the order in which the filter offers them.
#[must_use]
pub const fn every_action() -> &'static [ActionWords] {
    TABLE
}

macro_rules! table {
    ($($group:ident { $($action:literal $subject:ident $verb:literal $icon:literal $weight:ident;)+ })+) => {
        &[$($(ActionWords {
            action: $action,
            subject: SubjectKind::$subject,
            group: ActionGroup::$group,
            verb: $verb,
            icon: $icon,
            weight: Weight::$weight,
        },)+)+]
    };
}

const TABLE: &[ActionWords] = table! {
    Answers {
        "answer.saved" Assessment "Answer saved" "pencil-line" Plain;
        "answer.refused" Assessment "Answer refused" "git-compare" Bad;
        "question.delegated" Assessment "Question passed on" "corner-down-right" Plain;
        "question.handed-over" Assessment "Question handed over" "corner-down-right" Plain;
        "round.opened" Round "Round opened" "calendar-clock" Plain;
        "assessment.opened" Assessment "Assessment opened" "clipboard-check" Plain;
        "assessment.submitted" Assessment "Submitted" "send" Plain;
        "assessment.approved" Assessment "Approved" "circle-check" Plain;
        "assessment.returned" Assessment "Returned" "corner-left-up" Bad;
        "check.submitted" Check "Check answered" "clipboard-check" Plain;
        "assessment.revised" Assessment "Correction begun" "history" Plain;
    }
    Evidence {
        "evidence.attached" Evidence "Evidence added" "file-plus-2" Plain;
        "evidence.linked" Evidence "Evidence linked" "link" Plain;
        "evidence.superseded" Evidence "Evidence replaced" "file-clock" Plain;
        "evidence.re-hashed" Evidence "Evidence hashed anew" "fingerprint" Plain;
        "evidence.opened" Evidence "Evidence opened" "eye" Plain;
        "evidence.judged" Evidence "Verdict given" "file-check-2" Plain;
        "evidence.answered" Evidence "Question answered" "message-circle-question-mark" Plain;
        "evidence.requested" EvidenceRequest "Evidence asked for" "file-plus-2" Plain;
        "evidence.request-answered" EvidenceRequest "Request answered" "file-check-2" Plain;
        "evidence.request-withdrawn" EvidenceRequest "Request withdrawn" "x" Plain;
        "sample.drawn" Sample "Sample drawn" "shapes" Plain;
        "evidence.withdrawn" Evidence "Evidence withdrawn" "circle-x" Bad;
    }
    Models {
        "model.registered" Model "Model registered" "box" Plain;
        "model.edited" Model "Model changed" "pencil-line" Plain;
        "model.owner-set" Model "Owner set" "user-cog" Plain;
        "model.handed-over" Model "Model handed over" "user-cog" Plain;
        "model.moved" Model "Model moved" "network" Plain;
        "model.retired" Model "Model retired" "archive" Plain;
        "model.restored" Model "Model restored" "history" Plain;
        "model.deployment-added" Model "Deployment added" "plus" Plain;
        "model.deployment-changed" Model "Deployment changed" "pencil-line" Plain;
        "model.deployment-removed" Model "Deployment removed" "minus" Plain;
        "model.data-source-added" Model "Data source added" "plus" Plain;
        "model.data-source-changed" Model "Data source changed" "pencil-line" Plain;
        "model.data-source-removed" Model "Data source removed" "minus" Plain;
        "model.permission-added" Model "Permission added" "plus" Plain;
        "model.permission-changed" Model "Permission changed" "pencil-line" Plain;
        "model.permission-removed" Model "Permission removed" "minus" Plain;
        "model.credential-added" Model "Credential added" "plus" Plain;
        "model.credential-changed" Model "Credential changed" "pencil-line" Plain;
        "model.credential-removed" Model "Credential removed" "minus" Plain;
        "model.validation-added" Model "Validation added" "plus" Plain;
        "model.validation-changed" Model "Validation changed" "pencil-line" Plain;
        "model.validation-removed" Model "Validation removed" "minus" Plain;
    }
    Units {
        "unit.created" Unit "Unit created" "building-2" Plain;
        "units.created" Unit "Units created" "building-2" Plain;
        "unit.renamed" Unit "Unit renamed" "pencil-line" Plain;
        "unit.moved" Unit "Unit moved" "network" Plain;
        "unit.retired" Unit "Unit retired" "archive" Plain;
        "unit.reinstated" Unit "Unit brought back" "history" Plain;
        "unit.response-plan-recorded" Unit "Response plan recorded" "notebook-pen" Plain;
        "target.set" Unit "Target set" "circle-dot" Plain;
        "target.taken-back" Unit "Target taken back" "x" Plain;
    }
    Audits {
        "audit.opened" Audit "Audit set up" "shield-check" Plain;
        "audit.changed" Audit "Audit changed" "pencil-line" Plain;
        "audit.concluded" Audit "Conclusion given" "notebook-pen" Plain;
        "audit.closed" Audit "Audit closed" "circle-check" Plain;
        "finding.raised" Finding "Finding raised" "triangle-alert" Bad;
        "finding.responded" Finding "Finding responded to" "message-circle-question-mark" Plain;
        "finding.ended" Finding "Finding ended" "circle-check" Plain;
    }
    Tasks {
        "task.created" Task "Task made" "plus" Plain;
        "task.edited" Task "Task changed" "pencil-line" Plain;
        "task.assigned" Task "Task assigned" "user-round-check" Plain;
        "task.re-dated" Task "Due day changed" "calendar-clock" Plain;
        "task.started" Task "Task started" "circle-dot" Plain;
        "task.blocked" Task "Task blocked" "octagon-x" Bad;
        "task.resumed" Task "Task resumed" "circle-dot" Plain;
        "task.finished" Task "Task done" "circle-check" Plain;
        "task.verified" Task "Task verified" "shield-check" Plain;
        "task.sent-back" Task "Task sent back" "corner-left-up" Bad;
        "task.cancelled" Task "Task cancelled" "circle-x" Bad;
        "task.step-ticked" Task "Step of a task ticked" "list-checks" Plain;
        "task.commented" Task "Comment written" "message-circle-question-mark" Plain;
        "task.evidence-attached" Task "Evidence added to a task" "file-plus-2" Plain;
        "task.watched" Task "Task watched" "eye" Plain;
        "task.unwatched" Task "Task no longer watched" "x" Plain;
        "task.answered" Task "Its question answered yes in a draft" "pencil-line" Plain;
        "task.handed-over" Task "Task handed over" "user-cog" Plain;
        "task.returned" Task "Task of a series made" "calendar-range" Plain;
        "filter.saved" Person "Filter of tasks saved" "book-marked" Plain;
        "filter.removed" Person "Filter of tasks removed" "x" Plain;
        "report.saved" Person "Report saved" "book-marked" Plain;
        "report.removed" Person "Saved report removed" "x" Plain;
        "report.scheduled" Person "Sending of a report changed" "calendar-range" Plain;
        "report.sent" Person "Report sent" "send" Plain;
        "series.begun" Task "Series of tasks begun" "calendar-range" Plain;
        "series.ended" Task "Series of tasks ended" "calendar-x" Plain;
        "risk.asked" Task "Acceptance of a risk asked for" "message-circle-question-mark" Plain;
        "risk.accepted" Task "Risk accepted" "archive" Plain;
        "risk.declined" Task "Acceptance of a risk declined" "circle-x" Bad;
        "risk.withdrawn" Task "Acceptance of a risk taken back" "x" Plain;
        "risk.lapsed" Task "Acceptance of a risk ended" "clock" Bad;
    }
    Notices {
        "notices.read" Person "Notices read" "eye" Plain;
        "notices.chosen" Person "Notices chosen" "mail" Plain;
        "channel.added" Channel "Channel set up" "plus" Plain;
        "channel.changed" Channel "Channel changed" "pencil-line" Plain;
        "channel.tried" Channel "Channel tried" "eye" Plain;
        "channel.removed" Channel "Channel removed" "x" Bad;
        "messages.sent-again" Notices "Messages sent again" "mail" Plain;
        "notices.reminded" Notices "People reminded" "alarm-clock" Plain;
    }
    Questionnaires {
        "questionnaire.draft-made" QuestionnaireDraft "Draft of a questionnaire made" "file-plus-2" Plain;
        "questionnaire.draft-changed" QuestionnaireDraft "Draft of a questionnaire changed" "pencil-line" Plain;
        "questionnaire.draft-deleted" QuestionnaireDraft "Draft of a questionnaire deleted" "x" Bad;
        "questionnaire.published" Questionnaire "Questionnaire published" "clipboard-check" Plain;
        "questionnaire.retired" Questionnaire "Questionnaire retired" "archive" Plain;
        "questionnaire.reinstated" Questionnaire "Questionnaire brought back" "history" Plain;
    }
    People {
        "person.created" Person "Account made" "user-plus" Plain;
        "person.invited" Person "Invited" "user-plus" Plain;
        "person.invited-from-outside" Person "Invited from outside" "user-plus" Plain;
        "person.outside-extended" Person "Time from outside changed" "calendar-clock" Plain;
        "person.joined" Person "Invitation taken up" "user-round-check" Plain;
        "person.link-made" Person "Link made" "link" Plain;
        "person.renamed" Person "Name changed" "pencil-line" Plain;
        "person.password-changed" Person "Password changed" "key-round" Plain;
        "person.password-reset" Person "Password reset" "key-round" Plain;
        "person.deactivated" Person "Account switched off" "lock" Bad;
        "person.reactivated" Person "Account switched on" "circle-check" Plain;
        "calendar.made" Person "Calendar address made" "calendar" Plain;
        "calendar.replaced" Person "Calendar address replaced" "calendar" Plain;
        "calendar.removed" Person "Calendar address removed" "calendar-x" Plain;
        "person.work-handed-over" Person "Work handed over" "users" Plain;
        "role.granted" Person "Role given" "user-cog" Plain;
        "role.revoked" Person "Role taken away" "user-cog" Plain;
    }
    SignIn {
        "session.begun" Person "Signed in" "log-in" Plain;
        "session.ended" Person "Signed out" "log-out" Plain;
        "sessions.ended" Person "Other sessions ended" "log-out" Plain;
        "session.refused" Person "Sign-in failed" "shield-alert" Bad;
        "session.throttled" Person "Sign-in held back" "shield-alert" Bad;
        "password.refused" Person "Password refused" "shield-alert" Bad;
        "password.throttled" Person "Password held back" "shield-alert" Bad;
        "request.refused" Request "Request refused" "ban" Bad;
    }
    Log {
        "log.verified" Log "Chain verified" "shield-check" Plain;
        "log.exported" Log "Log exported" "download" Plain;
        "checkpoint.noted" Checkpoint "Head noted outside the database" "shield-check" Plain;
        "pack.taken" Pack "Audit pack taken" "download" Plain;
        "key.made" Key "Signing key made" "key-round" Plain;
        "key.rotated" Key "Signing key replaced" "key-round" Plain;
    }
    SetUp {
        "setup.token-issued" Installation "Set-up link issued" "key-round" Plain;
        "setup.step-done" Installation "Set-up step done" "list-checks" Plain;
        "setup.finished" Installation "Set-up finished" "circle-check" Plain;
    }
};
