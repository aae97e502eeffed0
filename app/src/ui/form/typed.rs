//! What a person typed into a form, and what is wrong with it.

use std::sync::{Arc, Mutex, PoisonError};

use domain::Invalid;

/// The values of a form and its mistakes. An empty one is a form that nobody has touched; an edit
/// form starts from the stored values by [`Typed::with`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    values: Vec<(String, String)>,
    /// What is wrong, in the order of the fields.
    pub errors: Invalid,
    labels: Labels,
}

/// What the fields are called that were drawn with it: the summary of mistakes names them.
#[derive(Debug, Clone, Default)]
struct Labels(Arc<Mutex<Vec<(String, String)>>>);

impl PartialEq for Labels {
    /// What was typed is the same, however it was drawn.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Labels {}

impl From<Vec<(String, String)>> for Typed {
    fn from(values: Vec<(String, String)>) -> Self {
        Self { values, ..Self::default() }
    }
}

impl Typed {
    /// The pairs of a posted form, or of a stored thing that is about to be edited.
    pub fn new<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let values = pairs.into_iter().map(|(name, value)| (name.into(), value.into()));
        Self { values: values.collect(), ..Self::default() }
    }

    /// The same with one more pair.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.values.push((name.into(), value.into()));
        self
    }

    /// The same with everything that is wrong with it.
    #[must_use]
    pub fn wrong(mut self, errors: Invalid) -> Self {
        self.errors = errors;
        self
    }

    /// The first value under a name; empty when there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.values.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// Every value under a name: ticked boxes, chosen options.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.values.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect()
    }

    /// Whether the form sent the name at all. An unticked box sends nothing.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.values.iter().any(|(n, _)| n == name)
    }

    /// Whether the value is among those under the name.
    #[must_use]
    pub fn chose(&self, name: &str, value: &str) -> bool {
        self.values.iter().any(|(n, v)| n == name && v == value)
    }

    /// Every pair, in order: a [`crate::ui::Query`] is made of them.
    pub fn pairs(&self) -> Vec<(String, String)> {
        self.values.clone()
    }

    /// Notes what a field is called, as it is drawn.
    pub(super) fn note_label(&self, name: &str, label: &str) {
        let mut labels = self.labels.0.lock().unwrap_or_else(PoisonError::into_inner);
        labels.push((name.to_owned(), label.to_owned()));
    }

    /// What a field is called, once it was drawn.
    pub(super) fn label(&self, name: &str) -> Option<String> {
        let labels = self.labels.0.lock().unwrap_or_else(PoisonError::into_inner);
        labels.iter().find(|(known, _)| known == name).map(|(_, label)| label.clone())
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.about(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_mistakes_are_found_by_name() {
        let typed = Typed::new([("name", "Shop Assistant"), ("tag", "chat"), ("tag", "web")])
            .with("purpose", "")
            .wrong(Invalid::one("unit", "Choose a unit."));
        assert_eq!(typed.get("name"), "Shop Assistant");
        assert_eq!(typed.all("tag"), ["chat", "web"]);
        assert!(typed.has("purpose") && !typed.has("owner"));
        assert!(typed.chose("tag", "web") && !typed.chose("tag", "name"));
        assert_eq!(typed.error("unit"), Some("Choose a unit."));
        assert_eq!(typed.error("name"), None);
    }
}
