//! Everything that the workspace of an assessment shows, in a fixed number of queries.

use domain::assessment::{Frozen, State};
use domain::inventory::UnitInventory;
use domain::questionnaire::{self, Questionnaire};
use domain::{
    Action, AppError, AssessmentId, Day, PersonId, QuestionNo, RoundId, Sheet, Timestamp, UnitId,
};

use super::answers::CurrentAnswer;
use crate::error::Result;
use crate::evidence::{LinkedEvidence, evidence_of_unit};
use crate::read::Read;
use crate::rows::maybe_day;

pub(super) const ANSWERS: &str = "
    SELECT n.question, n.answer, n.note, n.version, n.answered_by, p.name AS answered_by_name,
           n.answered_at
      FROM answers n JOIN people p ON p.id = n.answered_by
     WHERE n.assessment_id = ? ORDER BY n.question";

/// An assessment itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Its id.
    pub id: AssessmentId,
    /// What it is called: the round's name, or its own.
    pub name: String,
    /// Its unit.
    pub unit: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// Its round; none when it is ad hoc.
    pub round: Option<RoundId>,
    /// The questionnaire and its version, such as `baseline/1`.
    pub questionnaire: String,
    /// Where it stands.
    pub state: State,
    /// When it is due.
    pub due_on: Option<Day>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Why it was returned, while it waits to be submitted again; with who and when.
    pub returned: Option<(String, String, Timestamp)>,
    /// Its newest submitted revision; 0 when there is none.
    pub revision: u32,
    /// Who submitted that one.
    pub submitted_by: Option<PersonId>,
}

/// A question passed on to a colleague.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Delegation {
    /// The question.
    pub question: QuestionNo,
    /// The colleague.
    pub person_id: PersonId,
    /// The colleague's name.
    pub person_name: String,
    /// Who passed it on.
    pub delegated_by_name: String,
    /// When.
    pub delegated_at: Timestamp,
}

/// An earlier submission of the unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Previous {
    /// Its assessment.
    pub assessment: AssessmentId,
    /// What was frozen.
    pub frozen: Frozen,
}

/// What changes while people work on an assessment.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveSheet {
    /// The assessment.
    pub assessment: Assessment,
    /// The questionnaire that it asks.
    pub questionnaire: &'static Questionnaire,
    /// The answers so far.
    pub answers: Vec<CurrentAnswer>,
    /// The answer sheet with the support of the evidence: the live score.
    pub sheet: Sheet,
    /// The unit's evidence that matters here.
    pub evidence: Vec<LinkedEvidence>,
    /// Questions passed on.
    pub delegations: Vec<Delegation>,
}

/// The workspace.
#[derive(Debug, Clone, PartialEq)]
pub struct Workspace {
    /// What changes while people work on it.
    pub live: LiveSheet,
    /// What the register says of the unit.
    pub inventory: UnitInventory,
    /// Earlier submissions of the unit, newest first, at most four.
    pub previous: Vec<Previous>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: AssessmentId,
    name: String,
    unit_id: UnitId,
    unit_name: String,
    round_id: Option<RoundId>,
    questionnaire: String,
    state: State,
    due_on: Option<String>,
    opened_at: Timestamp,
    returned_reason: Option<String>,
    returned_by_name: Option<String>,
    returned_at: Option<Timestamp>,
    revision: u32,
    submitted_by: Option<PersonId>,
}

impl Row {
    fn read(self) -> Result<Assessment> {
        let returned = self.returned_reason.zip(self.returned_by_name).zip(self.returned_at);
        Ok(Assessment {
            due_on: maybe_day(self.due_on.as_deref(), "assessments", "due_on", self.id.0)?,
            id: self.id,
            name: self.name,
            unit: self.unit_id,
            unit_name: self.unit_name,
            round: self.round_id,
            questionnaire: self.questionnaire,
            state: self.state,
            opened_at: self.opened_at,
            returned: returned.map(|((reason, name), at)| (reason, name, at)),
            revision: self.revision,
            submitted_by: self.submitted_by,
        })
    }
}

impl Read<'_> {
    /// One assessment.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may see.
    pub async fn assessment(&self, id: AssessmentId) -> Result<Assessment> {
        let row: Row = sqlx::query_as(
            "SELECT a.id, a.name, a.unit_id, u.name AS unit_name, a.round_id, a.questionnaire,
                    a.state, a.due_on, a.opened_at, a.returned_reason, r.name AS returned_by_name,
                    a.returned_at, coalesce(s.revision, 0) AS revision, s.submitted_by
               FROM assessments a JOIN units u ON u.id = a.unit_id
               JOIN visible_units v ON v.unit_id = a.unit_id AND v.person_id = ?1
               LEFT JOIN people r ON r.id = a.returned_by
               LEFT JOIN submissions s ON s.assessment_id = a.id AND s.revision =
                    (SELECT max(revision) FROM submissions WHERE assessment_id = a.id)
              WHERE a.id = ?2",
        )
        .bind(self.actor.person)
        .bind(id)
        .fetch_one(self.pool())
        .await?;
        row.read()
    }

    /// The workspace of an assessment.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may see.
    pub async fn workspace(&self, id: AssessmentId) -> Result<Workspace> {
        let live = self.live_sheet(id).await?;
        let mut connection = self.pool().acquire().await?;
        let inventory = crate::models::inventory(&mut connection, live.assessment.unit).await?;
        drop(connection);
        let previous = self.previous(&live.assessment).await?;
        Ok(Workspace { live, inventory, previous })
    }

    /// The answers of an assessment and what stands behind them. Whoever may not open evidence learns
    /// that an item is there and how it stands, not what a link or a note says.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may see.
    pub async fn live_sheet(&self, id: AssessmentId) -> Result<LiveSheet> {
        let assessment = self.assessment(id).await?;
        let questionnaire =
            questionnaire::by_id(&assessment.questionnaire).ok_or(AppError::Internal)?;
        let today = self.store.clock.today();
        let opens_evidence = self.may(Action::OpenEvidence, assessment.unit).await?;
        let mut connection = self.pool().acquire().await?;
        let answers: Vec<CurrentAnswer> =
            sqlx::query_as(ANSWERS).bind(id).fetch_all(&mut *connection).await?;
        let mut evidence = evidence_of_unit(&mut connection, assessment.unit, today).await?;
        evidence.retain(|item| item.matters_to(id, today));
        let delegations = sqlx::query_as(
            "SELECT d.question, d.person_id, p.name AS person_name, b.name AS delegated_by_name,
                    d.delegated_at
               FROM delegations d JOIN people p ON p.id = d.person_id
               JOIN people b ON b.id = d.delegated_by
              WHERE d.assessment_id = ? ORDER BY d.question",
        )
        .bind(id)
        .fetch_all(&mut *connection)
        .await?;
        drop(connection);
        let sheet = super::freeze::sheet(questionnaire, &answers, &evidence);
        if !opens_evidence {
            for item in &mut evidence {
                (item.url, item.body) = (None, None);
            }
        }
        Ok(LiveSheet { assessment, questionnaire, answers, sheet, evidence, delegations })
    }

    /// The newest submission of each earlier assessment of the unit, newest first, at most four.
    async fn previous(&self, assessment: &Assessment) -> Result<Vec<Previous>> {
        let rows: Vec<(AssessmentId, String)> = sqlx::query_as(
            "SELECT s.assessment_id, s.content FROM submissions s
              WHERE s.unit_id = ?1 AND s.assessment_id <> ?2 AND s.submitted_at < coalesce(
                    (SELECT min(submitted_at) FROM submissions WHERE assessment_id = ?2), '9999')
                AND s.revision = (SELECT max(revision) FROM submissions
                                   WHERE assessment_id = s.assessment_id)
              ORDER BY s.submitted_at DESC LIMIT 4",
        )
        .bind(assessment.unit)
        .bind(assessment.id)
        .fetch_all(self.pool())
        .await?;
        Ok(rows
            .into_iter()
            .filter_map(|(assessment, content)| {
                let frozen = Frozen::read(&content).ok()?;
                Some(Previous { assessment, frozen })
            })
            .collect())
    }
}
