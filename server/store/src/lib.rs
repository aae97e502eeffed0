//! All SQL of Plumbline. Rooms keep to themselves; the pool is private, and writes go through the
//! gate in [`gate`], which checks, audits and commits in one transaction.

mod account;
mod assessments;
mod audit;
mod audits;
mod backup;
mod checkpoints;
mod checks;
mod error;
mod evidence;
mod gate;
mod jobs;
mod keys;
mod lock;
mod models;
mod notices;
mod open;
mod org;
mod pack;
pub mod past;
mod posted;
mod questionnaires;
mod read;
mod reports;
mod rows;
mod seal;
mod tasks;
mod trends;
mod vault;
mod verify;

pub use account::{
    HandedOver, Invitation, Link, LinkPurpose, Listed, NewPerson, OpenSession, PeopleFilter,
    Person, SignIn, StoredSession, Turn,
};
pub use assessments::{
    AnswerDraft, Assessment, AssessmentFilter, AssessmentRow, Corrected, CorrectionAhead,
    CurrentAnswer, Decision, Delegation, LiveSheet, NewAssessment, NewRound, PassedOn, Previous,
    RoundProgress, Saved, SavedAnswers, Seen, Submission, SubmissionRow, Workspace,
};
pub use audit::{
    AuditFilter, AuditPage, Cast, ChainReport, LOG_PAGE, LastVerified, LogActor, LogCursor,
    LogExport, LogScope, SubjectName, Subjects, WrongEntry,
};
pub use audits::{
    AuditFigures, AuditRow, AuditScope, AuditVerdict, Auditor, ConclusionRow, FindingRow,
    NewOutsider,
};
pub use backup::{BackupError, restore};
pub use checks::{Check, CheckFilter, CheckRow};
pub use error::{Result, StoreError};
pub use evidence::{
    Content, Custody, EvidenceFilter, EvidenceItem, EvidenceRow, Judging, LinkedEvidence,
    NewEvidence, NewSample, Place, PlaceRow, QUEUE_MAX, QueueFilter, QueueRow, ReplyRow,
    RequestFilter, RequestRow, Sample, Seal, VerdictRow, Withdrawal,
};
pub use gate::{InboxNews, Resource, WriteTx};
pub use jobs::JobRun;
pub use lock::DataLock;
pub use models::{
    MODELS_A_PAGE, ModelCounts, ModelFilter, ModelLine, ModelPage, ModelSort, Part, PartIds,
    PartKind, RegisterFigures, RegisteredModel,
};
pub use notices::{
    CHANNELS_MAX, Channel, ChannelChange, DueMail, DuePost, LastPost, NOTICES_A_PAGE, NewChannel,
    NoticeChoices, NoticeRow, OutboxCounts, ReadUpTo, TROUBLED_MAX, Target, TroubledMessage,
};
pub use open::{Opened, Store, StoreOptions};
pub use org::{
    Installation, NewUnit, PersonGrant, RetiredUnit, SetupStep, Unit, UnitNode, UnitStakes,
};
pub use pack::{PackRequest, TakenPack};
pub use posted::{Posting, Unposted};
pub use questionnaires::{
    PublishedQuestionnaire, QuestionnaireDraft, QuestionnaireDraftRow, QuestionnaireRow,
};
pub use read::Read;
pub use reports::{Reader, SavedReport, Schedule};
pub use tasks::{
    Acceptance, ChecklistStep, GroupOf, Lane, MyWork, Occurrence, Said, SavedFilter, Series,
    TASKS_A_PAGE, Task, TaskActivity, TaskCounts, TaskFilter, TaskGroup, TaskItem, TaskPage,
    TaskRow, TaskSort, TaskStanding, UnitWork, WorkAhead,
};
pub use trends::{
    Changes, Clashing, Decisions, OpenAssessment, PartTold, Point, QuestionChange, Source, Stood,
    UnitAssessment, UnitInRound, Unproven, Waiting, Why, quarter_ends, tally,
};
pub use vault::{Incoming, Kept, Vault};
pub use verify::{Finding, Report};
