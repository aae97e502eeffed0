//! Questionnaires of the organisation's own: drafts of administrators, and versions that were published
//! and that everyone reads. The built-in baseline stands among those, and no write reaches it.

mod drafts;
mod publish;
mod read;
mod retire;
mod rows;

pub use read::{
    PublishedQuestionnaire, QuestionnaireDraft, QuestionnaireDraftRow, QuestionnaireRow,
};
