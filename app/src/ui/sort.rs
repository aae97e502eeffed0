//! Sorting: a link in the head of a column. The address says `sort=name`, or `sort=-name` for the
//! other direction.

use leptos::prelude::*;

use super::icon::icon_sm;
use super::query::Query;

/// How a list is sorted, and the address that its links keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sorting {
    path: String,
    query: Query,
    key: String,
    descending: bool,
}

impl Sorting {
    /// Reads the sorting from the query; `default` is written as in the address.
    pub fn new(path: impl Into<String>, query: &Query, default: &str) -> Self {
        let asked = query.get("sort");
        let sort = if asked.is_empty() { default } else { asked };
        let (key, descending) = match sort.strip_prefix('-') {
            Some(key) => (key, true),
            None => (sort, false),
        };
        Self { path: path.into(), query: query.clone(), key: key.to_owned(), descending }
    }

    /// The key to sort by; check it against those that exist.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether the greatest comes first.
    #[must_use]
    pub const fn descending(&self) -> bool {
        self.descending
    }

    /// The address that sorts by `key`: by the other direction if it does already. Another order
    /// starts on the first page.
    #[must_use]
    pub fn href(&self, key: &str) -> String {
        let turned = key == self.key && !self.descending;
        let sort = if turned { format!("-{key}") } else { key.to_owned() };
        self.query.without("page").with("sort", sort).href(&self.path)
    }

    pub(super) fn th(&self, key: &str, title: String, class: Option<String>) -> AnyView {
        let href = self.href(key);
        let here = key == self.key;
        let (sort, glyph) = match (here, self.descending) {
            (true, false) => (Some("ascending"), Some(icon_sm("arrow-up"))),
            (true, true) => (Some("descending"), Some(icon_sm("arrow-down"))),
            (false, _) => (None, None),
        };
        view! {
            <th scope="col" class=class aria-sort=sort><a href=href>{title}{glyph}</a></th>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_click_turns_the_order_and_keeps_the_filters() {
        let query = Query::new().with("unit", "3").with("page", "4").with("sort", "name");
        let sorting = Sorting::new("/models", &query, "-updated");
        assert_eq!((sorting.key(), sorting.descending()), ("name", false));
        assert_eq!(sorting.href("name"), "/models?unit=3&sort=-name");
        assert_eq!(sorting.href("updated"), "/models?unit=3&sort=updated");
        let untouched = Sorting::new("/models", &Query::new(), "-updated");
        assert!(untouched.descending());
        let html = untouched.th("updated", "Updated".into(), None).to_html();
        assert!(html.contains(r#"aria-sort="descending""#), "{html}");
    }
}
