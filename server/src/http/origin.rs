//! Refuses writes that another site sent: by `Sec-Fetch-Site`, else by `Origin`. Beside the
//! cookie's `SameSite=Lax`, this is what stands in for a token in every form.

use app::failure::Failure;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::AppError;
use http::{HeaderMap, Method, header};

/// Lets reads pass, and writes that come from this site.
pub async fn refuse_foreign(request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_read || is_from_here(request.headers()) {
        return next.run(request).await;
    }
    tracing::warn!("refused a form that another site sent");
    Failure::from(AppError::Refused(
        "This form was not sent from this site, so nothing was changed.".to_owned(),
    ))
    .into_response()
}

/// Browsers always send one of the two with a form (Fetch Metadata; Fetch, section 3.2), so a request
/// with neither comes from no browser and is refused as well.
fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &http::HeaderValue| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin" || site == "none";
    }
    let (Some(origin), Some(host)) = (text(header::ORIGIN), text(header::HOST)) else {
        return false;
    };
    origin.split_once("://").is_some_and(|(_, origin_host)| origin_host.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (header::HeaderName::from_static(name), http::HeaderValue::from_static(value))
            })
            .collect()
    }

    #[test]
    fn only_this_site_may_write() {
        assert!(is_from_here(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(is_from_here(&headers(&[("origin", "http://a.test:1"), ("host", "a.test:1")])));
        assert!(!is_from_here(&headers(&[("sec-fetch-site", "cross-site")])));
        assert!(!is_from_here(&headers(&[("sec-fetch-site", "same-site")])));
        assert!(!is_from_here(&headers(&[("origin", "http://b.test"), ("host", "a.test")])));
        assert!(!is_from_here(&headers(&[("origin", "null"), ("host", "a.test")])));
        assert!(!is_from_here(&headers(&[("host", "a.test")])));
        let both =
            [("sec-fetch-site", "cross-site"), ("origin", "http://a.test"), ("host", "a.test")];
        assert!(!is_from_here(&headers(&both)));
    }
}
