//! The query string of a list page: filters, sorting and paging live in the address, so that a
//! link carries them and a reload keeps them.

/// The pairs of a query string, in their order. A name may stand several times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl From<Vec<(String, String)>> for Query {
    /// Keeps what says something: pairs with an empty value are what an untouched field sends.
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect())
    }
}

impl Query {
    /// No filter, the default order, the first page.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The first value under a name; empty when there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// Every value under a name.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(n, _)| n == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Whether the pair is there.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.0.iter().any(|(n, v)| n == name && v == value)
    }

    /// The same with this as the only value under the name; an empty value takes the name out.
    #[must_use]
    pub fn with(&self, name: &str, value: impl Into<String>) -> Self {
        let mut query = self.without(name);
        let value = value.into();
        if !value.is_empty() {
            query.0.push((name.to_owned(), value));
        }
        query
    }

    /// The same without any value under the name.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        Self(self.0.iter().filter(|(n, _)| n != name).cloned().collect())
    }

    /// The same without one pair.
    #[must_use]
    pub fn without_pair(&self, name: &str, value: &str) -> Self {
        Self(self.0.iter().filter(|(n, v)| !(n == name && v == value)).cloned().collect())
    }

    /// Every pair, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The address of the page with this query.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        let mut href = path.to_owned();
        for (index, (name, value)) in self.0.iter().enumerate() {
            href.push(if index == 0 { '?' } else { '&' });
            encode(name, &mut href);
            href.push('=');
            encode(value, &mut href);
        }
        href
    }
}

/// Percent-encodes everything outside RFC 3986's unreserved characters.
fn encode(text: &str, into: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                into.push(char::from(byte));
            }
            _ => {
                into.push('%');
                into.push(char::from(HEX[usize::from(byte >> 4)]));
                into.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> Query {
        let owned = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        Query::from(owned.collect::<Vec<_>>())
    }

    #[test]
    fn a_link_keeps_every_other_pair() {
        let list = query(&[("q", "drafts & co"), ("unit", "3"), ("unit", "4"), ("page", "2")]);
        assert_eq!(
            list.with("page", "3").href("/models"),
            "/models?q=drafts%20%26%20co&unit=3&unit=4&page=3"
        );
        assert_eq!(list.without_pair("unit", "3").all("unit"), ["4"]);
        assert_eq!(list.without("unit").without("q").without("page").href("/models"), "/models");
    }

    #[test]
    fn an_untouched_field_leaves_no_trace() {
        assert_eq!(query(&[("q", ""), ("unit", "")]), Query::new());
        assert_eq!(Query::new().with("q", "").href("/units"), "/units");
        assert_eq!(Query::new().get("q"), "");
    }
}
