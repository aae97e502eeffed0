//! Where a form may send a person afterwards: to a page of this site and nowhere else.

/// The path if it is one of this site, else the overview.
///
/// Browsers take `//host` and `/\host` for other sites, and drop tabs and line breaks before they
/// look.
#[must_use]
pub fn local_path(path: &str) -> &str {
    let inside = path.strip_prefix('/').is_some_and(|rest| !rest.starts_with(['/', '\\']));
    let plain = path.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if inside && plain && path.len() <= 2000 { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_pass() {
        for good in ["/", "/models?q=a%20b&page=2", "/assessments/3#q5", "/a//b"] {
            assert_eq!(local_path(good), good);
        }
        for bad in [
            "",
            "models",
            "//evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            " /models",
            "javascript:alert(1)",
            "/a\\b",
            "/ä",
        ] {
            assert_eq!(local_path(bad), "/", "{bad:?}");
        }
        assert_eq!(local_path(&format!("/{}", "a".repeat(2000))), "/");
    }
}
