//! Coverage: framework by framework, for which items the current answers and evidence speak, and for which
//! they don't. An item is on the same subject as a question; nothing here says that one satisfies the
//! other. Content, and server only.

mod item;
mod voice;

use std::collections::{BTreeMap, HashMap};

pub use item::{AskedBy, Counts, Item, Standing};
pub use voice::{Said, Voice};

use crate::checks::CheckOf;
use crate::questionnaire::{Reference, Source, baseline};
use crate::questionnaires::{Citation, Questionnaire};

/// A questionnaire, as far as its questions cite items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// Its key, which all of its versions share.
    pub key: String,
    /// Its version.
    pub version: u16,
    /// What it is called.
    pub title: String,
    /// Its questions, in their order.
    pub questions: Vec<Citing>,
}

/// A question with what it cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citing {
    /// Its stable name, the same in every version.
    pub key: String,
    /// A word or two.
    pub title: String,
    /// The items that it cites.
    pub items: Vec<Citation>,
}

impl Asking {
    /// The built-in baseline.
    #[must_use]
    pub fn baseline() -> Self {
        let it = baseline();
        let questions = it.questions.iter().map(|question| Citing {
            key: question.key.clone(),
            title: question.label.clone(),
            items: question.references.iter().map(citation).collect(),
        });
        Self {
            key: it.id.clone(),
            version: it.version,
            title: it.title.clone(),
            questions: questions.collect(),
        }
    }
}

impl From<Questionnaire> for Asking {
    fn from(it: Questionnaire) -> Self {
        let questions = it.questions.into_iter().map(|question| Citing {
            key: question.key,
            title: question.title,
            items: question.references,
        });
        Self { key: it.key, version: it.version, title: it.title, questions: questions.collect() }
    }
}

/// A framework with those of its items that were held against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    /// It.
    pub source: Source,
    /// Its items, by their ids.
    pub items: Vec<Item>,
}

impl Framework {
    /// How many items stand so.
    #[must_use]
    pub fn count(&self, standing: Standing) -> usize {
        self.items.iter().filter(|item| item.standing() == standing).count()
    }
}

/// Every framework with its items, and who says what of each. Of a questionnaire, `asked` holds the version
/// that is asked today; what was answered to an older one counts for the questions that are still there.
#[must_use]
pub fn coverage(asked: &[Asking], voices: &[Voice]) -> Vec<Framework> {
    let mut by_questionnaire: HashMap<&str, Vec<&Voice>> = HashMap::new();
    for voice in voices {
        by_questionnaire.entry(&voice.questionnaire).or_default().push(voice);
    }
    let mut items: BTreeMap<(&str, InOrder), Item> = BTreeMap::new();
    for reference in baseline().questions.iter().flat_map(|question| &question.references) {
        let place = (reference.framework.as_str(), in_order(&reference.id));
        items.entry(place).or_insert_with(|| item(reference, asked, &by_questionnaire));
    }
    let mut frameworks: Vec<Framework> = baseline()
        .sources
        .iter()
        .map(|source| Framework { source: source.clone(), items: Vec::new() })
        .collect();
    for ((name, _), item) in items {
        if let Some(framework) = frameworks.iter_mut().find(|it| it.source.name == name) {
            framework.items.push(item);
        }
    }
    frameworks.retain(|framework| !framework.items.is_empty());
    frameworks
}

/// An item, with the worst that each unit or model says to the questions that cite it.
fn item(reference: &Reference, asked: &[Asking], voices: &HashMap<&str, Vec<&Voice>>) -> Item {
    let cited = citation(reference);
    let mut asked_by = Vec::new();
    let mut worst: HashMap<CheckOf, Said> = HashMap::new();
    for asking in asked {
        for question in asking.questions.iter().filter(|it| it.items.contains(&cited)) {
            asked_by.push(AskedBy {
                questionnaire: asking.key.clone(),
                version: asking.version,
                questionnaire_title: asking.title.clone(),
                question: question.title.clone(),
            });
            for voice in voices.get(asking.key.as_str()).into_iter().flatten() {
                let said = voice.to(&question.key);
                worst.entry(voice.of).and_modify(|it| *it = said.max(*it)).or_insert(said);
            }
        }
    }
    let (mut units, mut models) = (Counts::default(), Counts::default());
    for (of, said) in worst {
        match of {
            CheckOf::Unit(_) => units.add(said),
            CheckOf::Model(_) => models.add(said),
        }
    }
    Item {
        id: reference.id.clone(),
        title: reference.title.clone(),
        url: reference.url.clone(),
        asked_by,
        units,
        models,
    }
}

fn citation(reference: &Reference) -> Citation {
    Citation {
        framework: reference.framework.clone(),
        version: reference.version.clone(),
        id: reference.id.clone(),
    }
}

/// An id in parts, so that its numbers are in their order: `MEASURE 2.7` before `MEASURE 2.10`.
type InOrder = Vec<(String, u64)>;

fn in_order(id: &str) -> InOrder {
    let mut parts = vec![(String::new(), 0_u64)];
    let mut was_digit = false;
    for letter in id.chars() {
        let digit = letter.to_digit(10);
        if digit.is_none() && was_digit {
            parts.push((String::new(), 0));
        }
        was_digit = digit.is_some();
        if let Some((words, number)) = parts.last_mut() {
            match digit {
                Some(digit) => *number = number.saturating_mul(10).saturating_add(digit.into()),
                None => words.push(letter),
            }
        }
    }
    parts
}
