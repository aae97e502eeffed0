//! What can be said about a field's control.

use super::control::Kind;
use super::field::Field;

/// What concerns the control alone.
impl Field {
    /// What the browser may fill in, such as `username`, `current-password`, `off`.
    #[must_use]
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.control.autocomplete = Some(what);
        self
    }

    /// An example inside an empty control; of a list, the choice that chooses nothing.
    #[must_use]
    pub fn placeholder(mut self, text: impl Into<String>) -> Self {
        self.control.placeholder = Some(text.into());
        self
    }

    /// The greatest number of characters.
    #[must_use]
    pub fn max(mut self, characters: usize) -> Self {
        self.control.max = Some(characters);
        self
    }

    /// The earliest and the latest day that the picker of a date offers.
    #[must_use]
    pub fn between(mut self, earliest: impl ToString, latest: impl ToString) -> Self {
        self.control.range = (Some(earliest.to_string()), Some(latest.to_string()));
        self
    }

    /// The latest day that the picker of a date offers.
    #[must_use]
    pub fn until(mut self, latest: impl ToString) -> Self {
        self.control.range.1 = Some(latest.to_string());
        self
    }

    /// The height of a text area, in lines.
    #[must_use]
    pub fn rows(mut self, rows: u8) -> Self {
        self.control.rows = Some(rows);
        self
    }

    /// The compact height: in tables and filter bars.
    #[must_use]
    pub fn small(mut self) -> Self {
        self.control.small = true;
        self
    }

    /// Monospaced: for hashes and lists that are pasted.
    #[must_use]
    pub fn mono(mut self) -> Self {
        self.control.mono = true;
        self
    }

    /// Draws each radio as a box with room for a second line; see [`Field::note`].
    #[must_use]
    pub fn boxed(mut self) -> Self {
        self.control.boxed = true;
        self
    }

    /// A second line under the choice with this key.
    #[must_use]
    pub fn note(mut self, key: &str, note: impl Into<String>) -> Self {
        if let Kind::Radios(options) | Kind::Checks(options) = &mut self.control.kind
            && let Some(choice) = options.0.iter_mut().find(|choice| choice.key == key)
        {
            choice.note = Some(note.into());
        }
        self
    }

    /// Takes several files at once.
    #[must_use]
    pub fn multiple(mut self) -> Self {
        self.control.multiple = true;
        self
    }

    /// The file types that the picker offers; the server decides by the content.
    #[must_use]
    pub fn accept(mut self, types: &'static str) -> Self {
        self.control.accept = Some(types);
        self
    }

    /// Shown and sent, not changed. Say why in the hint.
    #[must_use]
    pub fn readonly(mut self) -> Self {
        self.control.readonly = true;
        self
    }

    /// Shown, neither changed nor sent. Say why in the hint.
    #[must_use]
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.control.disabled = disabled;
        self
    }

    /// Takes the focus when the page opens: for the one field that a person came to fill.
    #[must_use]
    pub fn autofocus(mut self) -> Self {
        self.control.autofocus = true;
        self
    }

    /// Belongs to the form with this id although it stands outside of it.
    #[must_use]
    pub fn of_form(mut self, id: impl Into<String>) -> Self {
        self.control.form = Some(id.into());
        self
    }

    /// Words that the browser offers while one types; others stay possible.
    #[must_use]
    pub fn suggestions<S: Into<String>>(mut self, words: impl IntoIterator<Item = S>) -> Self {
        self.control.suggestions = words.into_iter().map(Into::into).collect();
        self
    }
}
