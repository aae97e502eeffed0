//! The choices of a list, of radios or of boxes.

pub(super) struct Options(pub(super) Vec<Choice>);

pub(super) struct Choice {
    pub(super) key: String,
    pub(super) label: String,
    pub(super) note: Option<String>,
}

impl Options {
    pub(super) fn new<K: Into<String>, L: Into<String>>(
        options: impl IntoIterator<Item = (K, L)>,
    ) -> Self {
        let choice =
            |(key, label): (K, L)| Choice { key: key.into(), label: label.into(), note: None };
        Self(options.into_iter().map(choice).collect())
    }
}
