//! Under which address people reach the site: needed only where a link is shown to be used elsewhere.

use axum::extract::FromRequestParts;
use http::header::{HOST, ORIGIN};
use http::request::Parts;
use http::{HeaderMap, HeaderName};

use crate::state::AppState;

/// Scheme and host, without a slash at the end.
pub struct SiteAddress(pub String);

impl FromRequestParts<AppState> for SiteAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let set = state.settings.public_url.clone();
        Ok(Self(set.unwrap_or_else(|| seen_from_the_browser(&parts.headers))))
    }
}

/// What whoever asks calls the site. A browser that sends a form names the scheme in `Origin`, also where
/// a proxy in front speaks TLS; `Host` alone doesn't.
fn seen_from_the_browser(headers: &HeaderMap) -> String {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let origin = text(ORIGIN).filter(|origin| {
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        host.is_some_and(|host| !host.is_empty() && host.chars().all(plain))
    });
    if let Some(origin) = origin {
        return origin.to_owned();
    }
    match text(HOST).filter(|host| !host.is_empty() && host.chars().all(plain)) {
        Some(host) => format!("http://{host}"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_knows_the_scheme_and_nonsense_is_left_out() {
        let of = |pairs: &[(HeaderName, &'static str)]| {
            let headers = pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap()));
            seen_from_the_browser(&headers.collect())
        };
        assert_eq!(
            of(&[(ORIGIN, "https://a.example"), (HOST, "10.0.0.1:3000")]),
            "https://a.example"
        );
        assert_eq!(of(&[(ORIGIN, "null"), (HOST, "a.example:3000")]), "http://a.example:3000");
        assert_eq!(
            of(&[(ORIGIN, "https://a.example/<b>"), (HOST, "[::1]:3000")]),
            "http://[::1]:3000"
        );
        assert_eq!(of(&[(HOST, "a b")]), "");
    }
}
