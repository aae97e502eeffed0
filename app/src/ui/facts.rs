//! Facts about one thing: a name and a value a line.

use leptos::prelude::*;

use super::Part;
use super::part::pieces;

/// A list of names and values.
///
/// `Facts::new().row("Provider", model.provider).row("Owner", person("Priya Raman")).ruled()`
#[derive(Default)]
pub struct Facts {
    rows: Vec<AnyView>,
    ruled: bool,
}

impl Facts {
    /// An empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One fact.
    #[must_use]
    pub fn row(mut self, name: impl Into<String>, value: impl Part) -> Self {
        let name = name.into();
        self.rows.push(view! { <dt>{name}</dt><dd>{value.part()}</dd> }.into_any());
        self
    }

    /// One fact whose value is a number or a date, with figures of equal width.
    #[must_use]
    pub fn num(mut self, name: impl Into<String>, value: impl Part) -> Self {
        let name = name.into();
        self.rows.push(view! { <dt>{name}</dt><dd class="num">{value.part()}</dd> }.into_any());
        self
    }

    /// One fact that may be missing: an empty value reads "Not recorded".
    #[must_use]
    pub fn text(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let value = value.into();
        if value.trim().is_empty() {
            self.row(name, view! { <span class="muted">"Not recorded"</span> })
        } else {
            self.row(name, value)
        }
    }

    /// Hairlines between the rows.
    #[must_use]
    pub const fn ruled(mut self) -> Self {
        self.ruled = true;
        self
    }

    /// The list.
    #[must_use]
    pub fn view(self) -> AnyView {
        let class = if self.ruled { "facts facts--ruled" } else { "facts" };
        view! { <dl class=class>{self.rows}</dl> }.into_any()
    }
}

pieces!(Facts);

/// A hash, shortened in the middle: the full one stands on the thing's own page.
#[must_use]
pub fn short_hash(hash: &str) -> AnyView {
    let (head, tail) = (hash.get(..4).unwrap_or(hash), hash.len().checked_sub(4));
    let tail = tail.filter(|at| *at >= 4).and_then(|at| hash.get(at..)).unwrap_or("");
    let text = if tail.is_empty() { hash.to_owned() } else { format!("{head}…{tail}") };
    view! { <code class="hash">{text}</code> }.into_any()
}

/// A hash in full.
pub fn full_hash(hash: impl Into<String>) -> AnyView {
    let hash = hash.into();
    view! { <code class="hash">{hash}</code> }.into_any()
}
