//! What a check keeps for ever, as bytes that anyone can hash.

use serde::{Deserialize, Serialize};

use crate::assessment::{FrozenPerson, Sealed};
use crate::questionnaires::{Bands, rules};
use crate::score::Progress;
use crate::{Answer, AppError, Band, ModelId, Points, QuestionNo, Rules, Sheet, Timestamp, UnitId};

/// A model as it was called on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenModel {
    /// The model.
    pub id: ModelId,
    /// Its name on the day.
    pub name: String,
}

/// One question of a check with what was said to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedQuestion {
    /// The question's stable name.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// What a no costs.
    pub weight: Points,
    /// The answer; none where it was left open.
    pub answer: Option<Answer>,
    /// The note beside it.
    pub note: String,
}

/// The content of a check. Its canonical form is the JSON of its fields in this order, without white
/// space; nothing may be reordered or renamed without raising [`FrozenCheck::FORMAT`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenCheck {
    /// The version of this form.
    pub format: u16,
    /// The questionnaire's key.
    pub questionnaire: String,
    /// Its version.
    pub questionnaire_version: u16,
    /// Its title.
    pub questionnaire_title: String,
    /// The hash under which that version was published.
    pub questionnaire_sha256: String,
    /// The unit, or the one that the model was in.
    pub unit: UnitId,
    /// The unit's name on the day.
    pub unit_name: String,
    /// The names from the organisation down to the unit itself, on the day.
    pub unit_path: Vec<String>,
    /// The model; none for a check of the unit itself.
    pub model: Option<FrozenModel>,
    /// How a complete check is judged.
    pub bands: Bands,
    /// Every question, in its order.
    pub questions: Vec<CheckedQuestion>,
    /// Who answered.
    pub submitted_by: FrozenPerson,
    /// When.
    pub submitted_at: Timestamp,
}

impl FrozenCheck {
    /// The version of the form that is written now.
    pub const FORMAT: u16 = 1;

    /// The canonical bytes and their hash: what is stored.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the content can't be written as JSON, which no value of it causes.
    pub fn seal(&self) -> Result<Sealed, AppError> {
        Sealed::of(self)
    }

    /// Reads a stored check.
    ///
    /// # Errors
    /// Where the content is not what [`FrozenCheck::seal`] writes.
    pub fn read(content: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(content)
    }

    /// How it is scored.
    #[must_use]
    pub fn rules(&self) -> Rules {
        rules(self.questions.iter().map(|question| question.weight), &self.bands)
    }

    /// How far it got: what is open is never counted as good.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let mut sheet = Sheet::new(&self.rules());
        for (no, question) in (1..).zip(&self.questions) {
            sheet.answer(QuestionNo(no), question.answer);
        }
        sheet.progress()
    }

    /// The band, once every question is answered.
    #[must_use]
    pub fn band(&self) -> Option<Band> {
        let progress = self.progress();
        self.rules().band(progress.so_far, progress.is_complete())
    }
}
