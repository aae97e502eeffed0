//! Questionnaires that an organisation asks besides the built-in baseline: what one is made of, when a
//! version may be published, and the files in which it travels. Content, and server only.

mod baseline;
mod check;
mod draft;
mod fault;
mod files;
mod shipped;
mod typed;

use serde::{Deserialize, Serialize};

pub use baseline::baseline;
pub use check::{check, must_be_draft, must_be_publishable};
pub use draft::{Newest, Origin, following, told, told_changes};
pub use fault::{Fault, Part, Place, Wrong};
pub use files::{BYTES_MAX, FAULTS_MAX, FileFault, FileWrong, Form, Imported, export, import};
pub use shipped::{Shipped, shipped};
pub use typed::key_of;

use crate::questionnaire::Reference;
use crate::score::BandRange;
use crate::text::tidy_lines;
use crate::words::words;
use crate::{Band, Points, Rules};

/// The key of the built-in baseline, which no other questionnaire may have.
pub const BASELINE_KEY: &str = "baseline";

/// How many questions a questionnaire has at most: more than a [`crate::QuestionSet`] holds, since checks
/// keep answers by key.
pub const QUESTIONS_MAX: usize = 100;

/// How many references a question has at most.
pub const REFERENCES_MAX: usize = 20;

/// What a question weighs at most, in points.
pub const WEIGHT_MAX: Points = Points(100);

/// The highest number of a version.
pub const VERSION_MAX: u16 = 9999;

words! {
    /// What a questionnaire is asked about.
    pub enum Subject {
        Unit = "unit", "Business unit";
        Model = "model", "Model";
    }
}

/// A version of a questionnaire, published or still a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questionnaire {
    /// Its stable name: small letters, digits and hyphens. All versions share it.
    pub key: String,
    /// Its version, from 1.
    pub version: u16,
    /// What it is called.
    pub title: String,
    /// What it is asked about.
    pub subject: Subject,
    /// What is said before the first question; may be empty.
    pub introduction: String,
    /// How a complete set of answers is judged.
    pub bands: Bands,
    /// The questions, in their order.
    pub questions: Vec<Question>,
}

/// The points from which to which each band reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bands {
    /// [`Band::Advanced`].
    pub advanced: Reach,
    /// [`Band::Moderate`].
    pub moderate: Reach,
    /// [`Band::High`].
    pub high: Reach,
}

/// From which to which points a band reaches, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// The fewest points.
    pub from: Points,
    /// The most points; none if it is open above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Points>,
}

/// One yes/no question: yes is good, no costs its weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its stable name within the questionnaire, the same in every version.
    pub key: String,
    /// A word or two, for tables.
    pub title: String,
    /// The question itself.
    pub text: String,
    /// What helps to answer it, and what would show a yes; may be empty.
    pub guidance: String,
    /// What a no costs, in points.
    pub weight: Points,
    /// Items of public frameworks on the same subject.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Citation>,
}

/// An item of a public framework, as `crosswalk.json` knows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Citation {
    /// The framework's short name.
    pub framework: String,
    /// The framework's version.
    pub version: String,
    /// The item's id there.
    pub id: String,
}

impl Citation {
    /// Whether the item is among those that were verified.
    #[must_use]
    pub fn is_known(&self) -> bool {
        crate::questionnaire::is_verified(&self.framework, &self.version, &self.id)
    }

    /// The item with its title, where it is among those that were verified.
    #[must_use]
    pub fn reference(&self) -> Option<&'static Reference> {
        let mut all =
            crate::questionnaire::baseline().questions.iter().flat_map(|it| &it.references);
        all.find(|it| {
            it.framework == self.framework && it.version == self.version && it.id == self.id
        })
    }
}

impl Bands {
    /// Each band with its reach, the best first.
    #[must_use]
    pub const fn all(&self) -> [(Band, Reach); 3] {
        [(Band::Advanced, self.advanced), (Band::Moderate, self.moderate), (Band::High, self.high)]
    }
}

impl Default for Bands {
    /// The baseline's, with nothing left open between them.
    fn default() -> Self {
        let reach = |from, to| Reach { from: Points(from), to };
        Self {
            advanced: reach(0, Some(Points(10))),
            moderate: reach(11, Some(Points(20))),
            high: reach(21, None),
        }
    }
}

/// How questions of these weights, in their order, are scored.
#[must_use]
pub fn rules(weights: impl Iterator<Item = Points>, bands: &Bands) -> Rules {
    let range = |(band, Reach { from, to })| BandRange { band, from, to };
    Rules { weights: weights.collect(), bands: bands.all().into_iter().map(range).collect() }
}

impl Questionnaire {
    /// A first version without questions.
    #[must_use]
    pub fn blank(key: &str, title: &str, subject: Subject) -> Self {
        Self {
            key: key.to_owned(),
            version: 1,
            title: title.to_owned(),
            subject,
            introduction: String::new(),
            bands: Bands::default(),
            questions: Vec::new(),
        }
        .tidied()
    }

    /// Key and version as they are written together: `owasp-llm-2025/2`.
    #[must_use]
    pub fn code(&self) -> String {
        format!("{}/{}", self.key, self.version)
    }

    /// How it is scored.
    #[must_use]
    pub fn rules(&self) -> Rules {
        rules(self.questions.iter().map(|question| question.weight), &self.bands)
    }

    /// The same without what nobody means to type: blanks around texts, carriage returns.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        let line = |text: &mut String| *text = text.trim().to_owned();
        let lines = |text: &mut String| *text = tidy_lines(text);
        line(&mut self.key);
        line(&mut self.title);
        lines(&mut self.introduction);
        for question in &mut self.questions {
            line(&mut question.key);
            line(&mut question.title);
            lines(&mut question.text);
            lines(&mut question.guidance);
            for reference in &mut question.references {
                line(&mut reference.framework);
                line(&mut reference.version);
                line(&mut reference.id);
            }
        }
        self
    }
}
