//! One type for each kind of id, so that a unit's id can't be passed where a model's is meant.

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize,
        )]
        #[serde(transparent)]
        #[cfg_attr(feature = "sql", derive(sqlx::Type), sqlx(transparent))]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A business unit, or the organisation at the root of their tree.
    UnitId,
    /// A person with an account.
    PersonId,
    /// An invitation or a password reset: a link that works once.
    LinkId,
    /// A registered AI model.
    ModelId,
    /// A place where a model runs.
    DeploymentId,
    /// A data source that a model reads.
    DataSourceId,
    /// A permission that someone or something holds on a model, or the model on something.
    PermissionId,
    /// A credential by which a model is reached: its name and place, never its value.
    CredentialId,
    /// A check of a supplier's model before it was put to use.
    ValidationId,
    /// A round of assessments, usually a quarter.
    RoundId,
    /// One unit's assessment.
    AssessmentId,
    /// One submitted, frozen revision of an assessment.
    SubmissionId,
    /// A piece of evidence.
    EvidenceId,
    /// A verdict on a piece of evidence for one unit and question.
    VerdictId,
    /// A request for evidence.
    RequestId,
    /// A sample of evidence, drawn for review.
    SampleId,
    /// An audit: a span of days in which units and rounds are looked at.
    AuditId,
    /// What an auditor found in an audit.
    FindingId,
    /// A remediation task.
    TaskId,
    /// A request to accept a risk, and what became of it.
    AcceptanceId,
    /// A series of tasks that return.
    SeriesId,
    /// Filters of the list of tasks that somebody keeps.
    TaskFilterId,
    /// A report that somebody keeps.
    SavedReportId,
    /// Something that somebody was told.
    NoticeId,
    /// Where news of a unit is posted to.
    ChannelId,
    /// A message that leaves the installation.
    MessageId,
    /// A published version of a questionnaire.
    QuestionnaireId,
    /// A draft of a questionnaire.
    QuestionnaireDraftId,
    /// A questionnaire of the organisation's own, answered once for a model or a unit.
    CheckId,
}
