//! What changed since last time, question by question.

use std::sync::Arc;

use domain::assessment::Frozen;
use domain::evidence::CoverEnd;
use domain::inventory::{Clash, clashes};
use domain::text::Quarter;
use domain::trends::{Scores, Taken, UnitScores};
use domain::{
    Action, Answer, AppError, AssessmentId, Day, Points, QuestionNo, QuestionSet, Score,
    SubmissionId, Support, UnitId,
};
use serde_json::json;

use crate::error::{Result, StoreError};
use crate::read::Read;

/// A submission and where the unit stood by it on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stood {
    /// The submission.
    pub taken: Taken,
    /// What its assessment is called.
    pub name: String,
    /// Who submitted it, by the name that they had.
    pub submitted_by: String,
    /// The day as of which evidence counts: today; or the last end of a quarter at which the
    /// submission stood, as a line over time shows it; or, where it stood at none, its last day.
    pub day: Day,
    /// The questions that evidence covered on the day.
    pub covered: QuestionSet,
    /// The score on the day.
    pub score: Score,
}

impl Stood {
    /// The answer to a question.
    #[must_use]
    pub const fn answer(&self, question: QuestionNo) -> Answer {
        if self.taken.yes.has(question) { Answer::Yes } else { Answer::No }
    }

    /// Whether a question cost nothing in the evidenced score.
    #[must_use]
    pub const fn proven(&self, question: QuestionNo) -> bool {
        self.taken.yes.has(question) && self.covered.has(question)
    }
}

/// One question of the newest submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionChange {
    /// The question.
    pub question: QuestionNo,
    /// Its label on the day of the submission.
    pub label: String,
    /// What a no costs.
    pub weight: Points,
    /// The answer.
    pub answer: Answer,
    /// What stands behind a yes today.
    pub support: Support,
    /// Why the evidence that counted last counts no longer, where nothing took its place.
    pub lost: Option<CoverEnd>,
    /// What the register said against the answer on the day of the submission.
    pub clashed: Vec<String>,
    /// What the register says against it today.
    pub clashes: Vec<Clash>,
    /// The answer last time, and whether it was proven on the last day on which it stood; none in
    /// the unit's first assessment.
    pub before: Option<(Answer, bool)>,
}

impl QuestionChange {
    /// What the question costs, claimed and evidenced.
    #[must_use]
    pub fn cost(&self) -> Score {
        let cost = |good: bool| if good { Points(0) } else { self.weight };
        let yes = self.answer == Answer::Yes;
        Score { claimed: cost(yes), evidenced: cost(yes && self.support == Support::Accepted) }
    }
}

/// The newest submission of a unit beside the assessment before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The newest submission, as of today.
    pub latest: Stood,
    /// What stood before it.
    pub previous: Option<Stood>,
    /// Every question, in its order.
    pub questions: Vec<QuestionChange>,
}

/// What the database knows of a submission beside its masks.
struct About {
    name: String,
    frozen: Frozen,
}

impl Read<'_> {
    /// The newest submission of a unit and what changed since the assessment before it; none where
    /// the unit was never assessed.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such unit that the person may see.
    pub async fn changes_since_previous(&self, unit: UnitId) -> Result<Option<Changes>> {
        let today = self.store.clock.today();
        let Some(scores) = self.scores_of(unit).await? else {
            return Ok(None);
        };
        let Some(newest) = scores.newest(today) else {
            return Ok(None);
        };
        let before = scores.before(newest);
        let (about, earlier) = self.about(newest, before).await?;
        let latest = stood(&scores, newest, today, &about);
        let previous = before
            .zip(earlier)
            .map(|(before, about)| stood(&scores, before, last_day(before, newest, today), &about));
        let questions = self.questions(&scores, &latest, previous.as_ref(), &about.frozen).await?;
        Ok(Some(Changes { latest, previous, questions }))
    }

    async fn about(
        &self,
        newest: &Taken,
        before: Option<&Taken>,
    ) -> Result<(About, Option<About>)> {
        let ids: Vec<i64> = std::iter::once(newest).chain(before).map(|taken| taken.id.0).collect();
        let rows: Vec<(SubmissionId, AssessmentId, String, String)> = sqlx::query_as(
            "SELECT s.id, s.assessment_id, a.name, s.content
               FROM json_each(?2) j CROSS JOIN submissions s ON s.id = j.value
               JOIN assessments a ON a.id = s.assessment_id
               JOIN visible_units v ON v.unit_id = s.unit_id AND v.person_id = ?1
              ORDER BY j.key",
        )
        .bind(self.actor.person)
        .bind(json!(ids).to_string())
        .fetch_all(self.pool())
        .await?;
        let read = |(id, _, name, content): (SubmissionId, AssessmentId, String, String)| {
            let inconsistent =
                StoreError::Inconsistent { table: "submissions", column: "content", row: id.0 };
            let frozen = Frozen::read(&content).map_err(|_| inconsistent)?;
            Ok::<_, StoreError>(About { name, frozen })
        };
        let mut rows = rows.into_iter().map(read);
        let latest = rows.next().ok_or(AppError::NotFound)??;
        Ok((latest, rows.next().transpose()?))
    }

    async fn questions(
        &self,
        scores: &Arc<UnitScores>,
        latest: &Stood,
        previous: Option<&Stood>,
        frozen: &Frozen,
    ) -> Result<Vec<QuestionChange>> {
        self.must(Action::Read, scores.unit).await?;
        let alone = Scores::alone(Arc::clone(scores));
        let unproven = self.unproven(&alone).await?;
        let mut connection = self.pool().acquire().await?;
        let inventory = crate::models::inventory(&mut connection, scores.unit).await?;
        let support = |question| match latest.covered.has(question) {
            true => Support::Accepted,
            false => unproven
                .iter()
                .find(|yes| yes.question == question)
                .map_or(Support::Nothing, |yes| yes.support),
        };
        let lost = scores.lost(Day::MIN, latest.day);
        let change = |answer: &domain::assessment::FrozenAnswer| {
            let (question, yes) = (answer.question, answer.answer == Answer::Yes);
            QuestionChange {
                question,
                label: answer.label.clone(),
                weight: answer.weight,
                answer: answer.answer,
                support: support(question),
                lost: lost.iter().find(|end| end.question == question).map(|end| end.why),
                clashed: answer.inventory.clashes.clone(),
                clashes: if yes { clashes(question, &inventory, latest.day) } else { Vec::new() },
                before: previous.map(|then| (then.answer(question), then.proven(question))),
            }
        };
        Ok(frozen.answers.iter().map(change).collect())
    }
}

/// The day as of which the submission before the newest one is looked at. Evidence that was gathered
/// for the newest assessment, and accepted before that was submitted, is no merit of this one: hence
/// the end of a quarter, and not the eve.
fn last_day(before: &Taken, newest: &Taken, today: Day) -> Day {
    let eve = newest.first.and_then(|first| first.day().pred_opt()).unwrap_or(today);
    let eve = eve.max(before.day());
    let quarter = Quarter::of(eve);
    let end = if quarter.last_day() == eve { eve } else { quarter.previous().last_day() };
    if before.day() <= end { end } else { eve }
}

fn stood(scores: &UnitScores, taken: &Taken, day: Day, about: &About) -> Stood {
    Stood {
        taken: taken.clone(),
        name: about.name.clone(),
        submitted_by: about.frozen.submitted_by.name.clone(),
        day,
        covered: scores.covered(day),
        score: scores.score(taken, day),
    }
}
