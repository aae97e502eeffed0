//! Reading questionnaires: published ones for everyone who is signed in, drafts for administrators.

use domain::questionnaires::{BASELINE_KEY, Fault, Questionnaire, Subject, baseline, check};
use domain::{Action, AppError, QuestionnaireDraftId, QuestionnaireId, Timestamp};

use super::rows::content;
use crate::error::Result;
use crate::read::Read;

/// A published version, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct QuestionnaireRow {
    /// It; none for the built-in baseline, which no write reaches.
    pub id: Option<QuestionnaireId>,
    /// Its key.
    pub key: String,
    /// Its version.
    pub version: u16,
    /// What it is called.
    pub title: String,
    /// What it is asked about.
    pub subject: Subject,
    /// How many questions it has.
    pub questions: u32,
    /// Who published it; none for the baseline.
    pub published_by: Option<String>,
    /// When; none for the baseline.
    pub published_at: Option<Timestamp>,
    /// Since when it is retired, where it is.
    pub retired_at: Option<Timestamp>,
}

/// A published version with all that it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedQuestionnaire {
    /// As lists show it.
    pub row: QuestionnaireRow,
    /// What it says.
    pub questionnaire: Questionnaire,
    /// The hash under which that was published; none for the baseline.
    pub sha256: Option<String>,
}

/// A draft, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct QuestionnaireDraftRow {
    /// It.
    pub id: QuestionnaireDraftId,
    /// Its key.
    pub key: String,
    /// Which version it is to become.
    pub version: u16,
    /// What it is called.
    pub title: String,
    /// What it is to be asked about.
    pub subject: Subject,
    /// How many questions it has.
    pub questions: u32,
    /// How often it was saved: say it when saving, deleting or publishing.
    pub edits: u32,
    /// Who saved it last.
    pub edited_by: String,
    /// When.
    pub edited_at: Timestamp,
}

/// A draft with all that it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionnaireDraft {
    /// As lists show it.
    pub row: QuestionnaireDraftRow,
    /// What it says.
    pub questionnaire: Questionnaire,
    /// What stands in the way of publishing it.
    pub faults: Vec<Fault>,
}

/// What of a version lists show.
const VERSIONS: &str = "
    SELECT q.id, q.key, q.version, q.content ->> '$.title' AS title, q.subject,
           json_array_length(q.content, '$.questions') AS questions, p.name AS published_by,
           q.published_at, iif(r.retired, r.at, NULL) AS retired_at
      FROM questionnaires q JOIN people p ON p.id = q.published_by
      LEFT JOIN questionnaire_retirements r
        ON r.id = (SELECT max(n.id) FROM questionnaire_retirements n
                    WHERE n.questionnaire_id = q.id)";

/// What of a draft lists show.
const DRAFTS: &str = "
    SELECT d.id, d.key, d.content ->> '$.version' AS version, d.content ->> '$.title' AS title,
           d.content ->> '$.subject' AS subject,
           json_array_length(d.content, '$.questions') AS questions, d.edits,
           p.name AS edited_by, d.edited_at
      FROM questionnaire_drafts d JOIN people p ON p.id = d.edited_by";

impl Read<'_> {
    /// All published versions: the built-in baseline, then by title, the newest version of each first.
    /// Retired ones are among them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn questionnaires(&self) -> Result<Vec<QuestionnaireRow>> {
        let sql = format!("{VERSIONS} ORDER BY title COLLATE NOCASE, q.key, q.version DESC");
        let own = sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(self.pool()).await?;
        Ok(std::iter::once(built_in()).chain(own).collect())
    }

    /// One published version, retired or not.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none of this key and number.
    pub async fn questionnaire(&self, key: &str, version: u16) -> Result<PublishedQuestionnaire> {
        if key == BASELINE_KEY {
            return match version == baseline().version {
                true => Ok(PublishedQuestionnaire {
                    row: built_in(),
                    questionnaire: baseline().clone(),
                    sha256: None,
                }),
                false => Err(AppError::NotFound.into()),
            };
        }
        let sql = format!("{VERSIONS} WHERE q.key = ? AND q.version = ?");
        let row: QuestionnaireRow = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(key)
            .bind(version)
            .fetch_one(self.pool())
            .await?;
        let (text, sha256): (String, String) =
            sqlx::query_as("SELECT content, sha256 FROM questionnaires WHERE id = ?")
                .bind(row.id)
                .fetch_one(self.pool())
                .await?;
        let id = row.id.map_or(0, |id| id.0);
        let questionnaire = content(&text, "questionnaires", id)?;
        Ok(PublishedQuestionnaire { row, questionnaire, sha256: Some(sha256) })
    }

    /// All drafts, the one that was saved last first, for administrators.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for anyone else.
    pub async fn questionnaire_drafts(&self) -> Result<Vec<QuestionnaireDraftRow>> {
        self.must_manage_questionnaires()?;
        let sql = format!("{DRAFTS} ORDER BY d.edited_at DESC, d.id DESC");
        Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(self.pool()).await?)
    }

    /// One draft, for administrators.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such draft and for anyone else.
    pub async fn questionnaire_draft(
        &self,
        id: QuestionnaireDraftId,
    ) -> Result<QuestionnaireDraft> {
        self.must_manage_questionnaires()?;
        // One statement, so that what is said of it and what it says are of one moment.
        let sql = format!(
            "SELECT l.*, d.content FROM ({DRAFTS}) l JOIN questionnaire_drafts d ON d.id = l.id WHERE l.id = ?"
        );
        let Whole { row, content: text } =
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_one(self.pool()).await?;
        let questionnaire = content(&text, "questionnaire_drafts", id.0)?;
        let faults = check(&questionnaire);
        Ok(QuestionnaireDraft { row, questionnaire, faults })
    }

    fn must_manage_questionnaires(&self) -> Result<()> {
        let may = self.actor.allows(Action::ManageQuestionnaires);
        if may { Ok(()) } else { Err(AppError::NotFound.into()) }
    }
}

/// A draft's row with its content.
#[derive(sqlx::FromRow)]
struct Whole {
    #[sqlx(flatten)]
    row: QuestionnaireDraftRow,
    content: String,
}

fn built_in() -> QuestionnaireRow {
    let it = baseline();
    QuestionnaireRow {
        id: None,
        key: it.key.clone(),
        version: it.version,
        title: it.title.clone(),
        subject: it.subject,
        questions: u32::try_from(it.questions.len()).unwrap_or(u32::MAX),
        published_by: None,
        published_at: None,
        retired_at: None,
    }
}
