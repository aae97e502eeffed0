//! The fields of a model itself.

use serde::{Deserialize, Serialize};

use super::{Kind, Lifecycle, Provenance, TrainingAccess};
use crate::{Day, Invalid, PersonId, text};

/// The most characters of a tag.
pub const TAG_MAX: usize = 40;

/// The most tags of a model.
pub const TAGS_MAX: usize = 20;

/// What can be edited of a model. Only the name is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelDetails {
    /// What people call it: 1 to 200 characters.
    pub name: String,
    /// Its version, in the words of whoever makes it.
    pub version: String,
    /// What sort of model it is.
    pub kind: Kind,
    /// Who makes it or serves it.
    pub provider: String,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Who answers for it.
    pub owner: Option<PersonId>,
    /// How far it has come.
    pub lifecycle: Lifecycle,
    /// What it is for.
    pub purpose: String,
    /// Who can reach its training data and systems.
    pub training_access: TrainingAccess,
    /// When it was first put to use.
    pub went_live: Option<Day>,
    /// Words to find it by, without doubles.
    pub tags: Vec<String>,
}

impl ModelDetails {
    /// A model of which only the name is known.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            version: String::new(),
            kind: Kind::Unknown,
            provider: String::new(),
            provenance: Provenance::Unknown,
            owner: None,
            lifecycle: Lifecycle::Planned,
            purpose: String::new(),
            training_access: TrainingAccess::Unknown,
            went_live: None,
            tags: Vec::new(),
        }
    }

    /// The details, tidied.
    ///
    /// # Errors
    /// What is wrong, under the names of the fields.
    pub fn checked(mut self) -> Result<Self, Invalid> {
        let mut invalid = Invalid::new();
        if self.name.trim().is_empty() {
            invalid.add("name", "Give the model a name.");
        } else {
            tidy(&mut invalid, "name", &mut self.name, |t| text::name(t, 200));
        }
        tidy(&mut invalid, "version", &mut self.version, |t| line(t, 80));
        tidy(&mut invalid, "provider", &mut self.provider, |t| line(t, 120));
        tidy(&mut invalid, "purpose", &mut self.purpose, |t| text::prose(t, 2000));
        match tidy_tags(&self.tags) {
            Ok(tags) => self.tags = tags,
            Err(message) => invalid.add("tags", message),
        }
        invalid.or(self)
    }

    /// Whether the details can be kept as they are.
    ///
    /// # Errors
    /// What is wrong, under the names of the fields.
    pub fn validate(&self) -> Result<(), Invalid> {
        self.clone().checked().map(drop)
    }
}

/// Tags as they are typed in one field, separated by commas or lines.
#[must_use]
pub fn parse_tags(typed: &str) -> Vec<String> {
    let tags = typed.split([',', '\n']).map(str::trim).filter(|tag| !tag.is_empty());
    tags.map(str::to_owned).collect()
}

fn tidy_tags(tags: &[String]) -> Result<Vec<String>, String> {
    let mut kept: Vec<String> = Vec::with_capacity(tags.len());
    for tag in tags.iter().filter(|tag| !tag.trim().is_empty()) {
        let tag = text::name(tag, TAG_MAX).map_err(|message| format!("Each tag: {message}"))?;
        if !kept.iter().any(|known| known.eq_ignore_ascii_case(&tag)) {
            kept.push(tag);
        }
    }
    if kept.len() > TAGS_MAX {
        return Err(format!("At most {TAGS_MAX} tags; there are {}.", kept.len()));
    }
    Ok(kept)
}

/// A single line that may be empty.
pub(super) fn line(typed: &str, max: usize) -> Result<String, String> {
    if typed.trim().is_empty() { Ok(String::new()) } else { text::name(typed, max) }
}

/// Replaces a field by its tidied form, or notes what is wrong with it.
pub(super) fn tidy(
    invalid: &mut Invalid,
    field: &str,
    value: &mut String,
    check: impl FnOnce(&str) -> Result<String, String>,
) {
    if let Some(tidied) = invalid.check(field, check(value)) {
        *value = tidied;
    }
}
