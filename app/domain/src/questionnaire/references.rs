//! The embedded references to public frameworks.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

const TEXT: &str = include_str!("../../content/crosswalk.json");

/// An item of a public framework on the same subject as a question. A yes does not satisfy it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The framework's short name, as in [`Source::name`].
    pub framework: String,
    /// The framework's version.
    pub version: String,
    /// The item's id there.
    pub id: String,
    /// The item's title, or its statement where it has none.
    pub title: String,
    /// What it has to do with the question.
    pub why: String,
    /// Where to read it: the item where the framework has such addresses, else the framework.
    pub url: String,
}

impl Reference {
    /// The framework as a narrow column has room for it.
    #[must_use]
    pub fn short_framework(&self) -> &str {
        match self.framework.as_str() {
            "OWASP Top 10 for LLM Applications" => "OWASP LLM",
            "OWASP AI Exchange" => "AI Exchange",
            name => name,
        }
    }

    /// Whether the match is loose: the nearest that the framework has.
    #[must_use]
    pub fn is_loose(&self) -> bool {
        self.why.starts_with("Closest")
    }
}

/// A public framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its short name.
    pub name: String,
    /// Its title in full.
    pub title: String,
    /// The version that the references cite.
    pub version: String,
    /// Where to read it.
    pub url: String,
    /// Under which terms it may be cited.
    pub licence: String,
}

#[derive(Deserialize)]
pub(super) struct Crosswalk {
    pub reading_note: String,
    sources: BTreeMap<String, RawSource>,
    questions: Vec<RawQuestion>,
}

#[derive(Deserialize)]
struct RawSource {
    title: String,
    version: String,
    url: String,
    licence: String,
}

#[derive(Deserialize)]
struct RawQuestion {
    /// Matched by number: `Q7`. The keys of this file are not the product's.
    question: String,
    references: Vec<RawReference>,
    gaps: Vec<String>,
}

#[derive(Deserialize)]
struct RawReference {
    framework: String,
    version: String,
    id: String,
    title: String,
    why: String,
}

#[expect(clippy::expect_used, reason = "the text is compiled in, and a test reads it")]
pub(super) fn embedded() -> Crosswalk {
    serde_json::from_str(TEXT).expect("content/crosswalk.json has the expected form")
}

/// Whether the crosswalk cites the item: its id was held against the framework itself.
pub(crate) fn is_verified(framework: &str, version: &str, id: &str) -> bool {
    VERIFIED.contains(&(framework.to_owned(), version.to_owned(), id.to_owned()))
}

static VERIFIED: LazyLock<HashSet<(String, String, String)>> = LazyLock::new(|| {
    let references = embedded().questions.into_iter().flat_map(|question| question.references);
    references.map(|cited| (cited.framework, cited.version, cited.id)).collect()
});

impl Crosswalk {
    /// The references of a question and the gaps between them.
    #[expect(clippy::expect_used, reason = "the text is compiled in, and a test asks for all ten")]
    pub(super) fn of(&self, no: u16) -> (Vec<Reference>, Vec<String>) {
        let name = format!("Q{no}");
        let found = self.questions.iter().find(|question| question.question == name);
        let found = found.expect("content/crosswalk.json speaks of every question");
        let references = found.references.iter().map(|raw| Reference {
            framework: raw.framework.clone(),
            version: raw.version.clone(),
            id: raw.id.clone(),
            title: raw.title.clone(),
            why: raw.why.clone(),
            url: self.url(raw),
        });
        (references.collect(), found.gaps.clone())
    }

    pub(super) fn sources(&self) -> Vec<Source> {
        let source = |(name, raw): (&String, &RawSource)| Source {
            name: name.clone(),
            title: raw.title.clone(),
            version: raw.version.clone(),
            url: raw.url.clone(),
            licence: raw.licence.clone(),
        };
        self.sources.iter().map(source).collect()
    }

    fn url(&self, reference: &RawReference) -> String {
        // The one framework whose notes give the address of an item.
        if reference.framework == "OWASP AI Exchange" {
            return format!("https://owaspai.org/go/{}/", reference.id);
        }
        let source = self.sources.get(&reference.framework);
        source.map(|source| source.url.clone()).unwrap_or_default()
    }
}
