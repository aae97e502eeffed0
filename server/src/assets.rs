//! The embedded site: stylesheet, scripts, icons and font, as `build.rs` found them.
//!
//! Names carry the digest of the content, so that a browser may keep a file for ever. Pages are
//! not here: they are rendered by `app`.

use app::assets::AssetUrls;
use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// One embedded file with its packed variants, where packing helps.
struct File {
    /// The name below `/assets/`.
    path: &'static str,
    media_type: &'static str,
    /// SHA-256 of the plain content, in hex.
    digest: &'static str,
    plain: &'static [u8],
    br: Option<&'static [u8]>,
    gz: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/site.rs"));

/// Serves `/assets/…` to GET and HEAD. The files are packed already: keep the layer that
/// compresses pages away from this router.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{*path}", get(file))
}

/// The addresses of the files that pages refer to; the plain names when no site is embedded.
pub fn urls() -> AssetUrls {
    let Some([css, start, inbox, js, wasm, icons, font, favicon]) =
        URLS.map(|it| it.map(str::to_owned))
    else {
        return AssetUrls::default();
    };
    AssetUrls { css, start, inbox, js, wasm, icons, font, favicon }
}

async fn file(Path(path): Path<String>, headers: HeaderMap) -> Response {
    match FILES.iter().find(|file| file.path == path) {
        Some(file) => respond(file, &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn respond(file: &File, headers: &HeaderMap) -> Response {
    let (encoding, content) = choose(file, &joined(headers, &ACCEPT_ENCODING));
    // Each encoding is a representation of its own, hence its own tag.
    let tag = format!("\"{}-{}\"", file.digest, encoding.unwrap_or("plain"));
    let known = matches_tag(&joined(headers, &IF_NONE_MATCH), &tag);
    let lasting = [
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (VARY, "accept-encoding"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (ETAG, tag.as_str()),
    ];
    if known {
        return (StatusCode::NOT_MODIFIED, lasting).into_response();
    }
    let described = [(CONTENT_TYPE, file.media_type)];
    let encoded = encoding.map(|encoding| [(CONTENT_ENCODING, encoding)]);
    match encoded {
        Some(encoded) => (lasting, described, encoded, Body::from(content)).into_response(),
        None => (lasting, described, Body::from(content)).into_response(),
    }
}

/// The smallest variant that the browser takes. Whoever refuses even the plain one gets it all
/// the same: the file is of more use than an error.
fn choose(file: &File, accepted: &str) -> (Option<&'static str>, &'static [u8]) {
    [("br", file.br), ("gzip", file.gz)]
        .into_iter()
        .find_map(|(name, content)| {
            content.filter(|_| accepts(accepted, name)).map(|content| (Some(name), content))
        })
        .unwrap_or((None, file.plain))
}

/// Whether an `Accept-Encoding` header allows this encoding: named with a weight above zero, or
/// not named and covered by `*`.
fn accepts(header: &str, encoding: &str) -> bool {
    let weight_of = |name: &str| {
        header.split(',').find_map(|part| {
            let mut parameters = part.split(';').map(str::trim);
            if !parameters.next()?.eq_ignore_ascii_case(name) {
                return None;
            }
            let weight = parameters.find_map(|it| {
                let (key, value) = it.split_once('=')?;
                key.trim().eq_ignore_ascii_case("q").then(|| value.trim().parse::<f32>().ok())?
            });
            Some(weight.unwrap_or(1.0))
        })
    };
    weight_of(encoding).or_else(|| weight_of("*")).is_some_and(|weight| weight > 0.0)
}

/// Whether an `If-None-Match` header names this tag; weakness does not matter for that question.
fn matches_tag(header: &str, tag: &str) -> bool {
    header.split(',').map(str::trim).any(|it| it == "*" || it.trim_start_matches("W/") == tag)
}

/// A header that may come in several lines, as one list.
fn joined(headers: &HeaderMap, name: &HeaderName) -> String {
    let lines: Vec<&str> = headers.get_all(name).iter().filter_map(|it| it.to_str().ok()).collect();
    lines.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::CONTENT_LENGTH;
    use axum::http::{HeaderValue, Method, Request};
    use tower::ServiceExt as _;

    const SHEET: File = File {
        path: "main.1.css",
        media_type: "text/css; charset=utf-8",
        digest: "00ff",
        plain: b"plain",
        br: Some(b"packed by brotli"),
        gz: Some(b"packed by gzip"),
    };
    const FONT: File = File { path: "inter.1.woff2", br: None, gz: None, ..SHEET };

    fn chosen(accepted: &str) -> Option<&'static str> {
        choose(&SHEET, accepted).0
    }

    #[test]
    fn the_smallest_accepted_variant_is_chosen() {
        for (accepted, expected) in [
            ("", None),
            ("gzip, deflate, br, zstd", Some("br")),
            ("gzip", Some("gzip")),
            ("GZIP;q=0.5", Some("gzip")),
            ("br;q=0, gzip", Some("gzip")),
            ("br; q=0.000, gzip ;q=0", None),
            ("br;q=0.1, gzip;q=1.0", Some("br")),
            ("*", Some("br")),
            ("*, br;q=0", Some("gzip")),
            ("*;q=0", None),
            ("*;q=0, gzip", Some("gzip")),
            ("identity", None),
            ("identity;q=0", None),
            ("brotli", None),
            (";;,=,q=1", None),
            ("br;q=nonsense", Some("br")),
        ] {
            assert_eq!(chosen(accepted), expected, "{accepted:?}");
        }
        assert_eq!(choose(&FONT, "br, gzip"), (None, &b"plain"[..]));
    }

    fn header(response: &Response, name: &HeaderName) -> Option<String> {
        response.headers().get(name).map(|it| it.to_str().unwrap().to_owned())
    }

    #[test]
    fn an_answer_may_be_kept_for_ever_and_is_told_apart_by_encoding() {
        let mut headers = HeaderMap::new();
        let plain = respond(&SHEET, &headers);
        headers.append(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        headers.append(ACCEPT_ENCODING, HeaderValue::from_static("br"));
        let packed = respond(&SHEET, &headers);
        assert_eq!(header(&plain, &CONTENT_ENCODING), None);
        assert_eq!(header(&packed, &CONTENT_ENCODING).as_deref(), Some("br"));
        assert_ne!(header(&plain, &ETAG), header(&packed, &ETAG));
        for answer in [plain, packed] {
            assert_eq!(answer.status(), StatusCode::OK);
            assert_eq!(header(&answer, &CONTENT_TYPE).as_deref(), Some(SHEET.media_type));
            assert_eq!(header(&answer, &VARY).as_deref(), Some("accept-encoding"));
            assert_eq!(header(&answer, &X_CONTENT_TYPE_OPTIONS).as_deref(), Some("nosniff"));
            assert!(header(&answer, &CACHE_CONTROL).unwrap().contains("immutable"));
        }
    }

    #[test]
    fn a_known_tag_is_answered_without_the_content() {
        let tag = header(&respond(&SHEET, &HeaderMap::new()), &ETAG).unwrap();
        for (sent, status) in [
            (tag.clone(), StatusCode::NOT_MODIFIED),
            (format!("\"other\", W/{tag}"), StatusCode::NOT_MODIFIED),
            ("*".to_owned(), StatusCode::NOT_MODIFIED),
            ("\"other\"".to_owned(), StatusCode::OK),
        ] {
            let headers = HeaderMap::from_iter([(IF_NONE_MATCH, sent.parse().unwrap())]);
            assert_eq!(respond(&SHEET, &headers).status(), status, "{sent}");
        }
    }

    async fn ask(method: Method, path: &str) -> Response {
        let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
        router::<()>().oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn what_is_embedded_is_served_and_nothing_else() {
        for missing in ["/assets/none.js", "/assets/../Cargo.toml", "/assets/%2e%2e/x", "/assets/"]
        {
            assert_eq!(ask(Method::GET, missing).await.status(), StatusCode::NOT_FOUND);
        }
        for file in FILES {
            let path = format!("/assets/{}", file.path);
            for method in [Method::GET, Method::HEAD] {
                let answer = ask(method.clone(), &path).await;
                assert_eq!(answer.status(), StatusCode::OK, "{method} {path}");
                let size = header(&answer, &CONTENT_LENGTH);
                // The transport adds the length of a body that it has in hand.
                if method == Method::HEAD {
                    assert_eq!(size, Some(file.plain.len().to_string()), "{path}");
                }
            }
            assert_eq!(ask(Method::POST, &path).await.status(), StatusCode::METHOD_NOT_ALLOWED);
        }
    }

    #[test]
    fn every_named_address_is_a_file_of_the_table() {
        if FILES.is_empty() {
            assert_eq!(urls(), AssetUrls::default());
            return;
        }
        let AssetUrls { css, start, inbox, js, wasm, icons, font, favicon } = urls();
        for url in [css, start, inbox, js, wasm, icons, font, favicon] {
            let path = url.strip_prefix("/assets/").unwrap();
            assert!(FILES.iter().any(|file| file.path == path), "{url}");
        }
    }
}
