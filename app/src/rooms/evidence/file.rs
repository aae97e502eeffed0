//! Handing out an item's file: as a download that no browser runs in the site's origin.

use axum::body::Body;
use axum::response::IntoResponse as _;
use domain::evidence::Kind;
use domain::{AppError, EvidenceId};
use http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    HeaderName, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue};
use store::{EvidenceItem, Seal, StoreError};
use tokio_util::io::ReaderStream;

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::At;

/// What is said instead of handing out bytes that are not those that arrived.
pub(super) const ALARM: &str = "This file is not what arrived: its content no longer matches the hash \
    that was recorded. It is not handed out. Tell whoever looks after this installation, and don’t \
    rely on the item.";

/// How much is read at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// `GET /evidence/{id}/file`: the bytes as they came. The audit log notes that they were opened.
///
/// # Errors
/// [`domain::AppError::NotFound`] when there is no such file or the person may not open it.
pub async fn download(visitor: Visitor, At(id): At<EvidenceId>) -> PageResult {
    let item = visitor.read().evidence_item(id).await?;
    if item.item.kind != Kind::File {
        return Err(AppError::NotFound.into());
    }
    let (item, seal) = visitor.store().open_evidence(&visitor.actor, id, None).await?;
    if seal != Seal::Whole {
        return Err(AppError::Conflict(ALARM.to_owned()).into());
    }
    let file = visitor.store().vault().read(&item.item.sha256).await?;
    let length = file.metadata().await?.len();
    if length != item.item.size {
        return Err(
            StoreError::Inconsistent { table: "evidence", column: "size", row: id.0 }.into()
        );
    }
    let body = Body::from_stream(ReaderStream::with_capacity(file, PIECE));
    Ok((headers(&item), body).into_response())
}

/// Nothing in a file may run here: it is saved and not shown, its type is one that runs nothing, and
/// should a browser show it all the same, it does so in a sandbox without an origin.
fn headers(item: &EvidenceItem) -> HeaderMap {
    let name = item.file_name.as_deref().unwrap_or(&item.item.title);
    let fixed = [
        (CONTENT_TYPE, served_type(&item.item.media_type)),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (CACHE_CONTROL, "no-store"),
    ];
    let mut headers: HeaderMap =
        fixed.map(|(name, value)| (name, HeaderValue::from_static(value))).into_iter().collect();
    headers.insert(CONTENT_LENGTH, item.item.size.into());
    if let Ok(value) = HeaderValue::from_str(&disposition(name)) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    headers
}

/// Types that a browser or a desktop shows without running anything. All others are only bytes.
fn served_type(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "application/pdf",
        "image/png" => "image/png",
        "image/jpeg" => "image/jpeg",
        "image/gif" => "image/gif",
        "image/webp" => "image/webp",
        "text/plain" => "text/plain; charset=utf-8",
        "text/csv" => "text/csv; charset=utf-8",
        "application/json" => "application/json",
        _ => "application/octet-stream",
    }
}

/// `attachment` with the name twice: in ASCII for whoever knows no better, and in full (RFC 6266).
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || " .-_()".contains(c) { c } else { '_' })
        .collect();
    let mut full = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            full.push(char::from(byte));
        } else {
            full.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_not_leave_its_header() {
        assert_eq!(
            disposition("Größe \"x\"; \r\nset-cookie: a=b\u{202e}.pdf"),
            "attachment; filename=\"Gr__e _x__ __set-cookie_ a_b_.pdf\"; filename*=UTF-8''\
             Gr%C3%B6%C3%9Fe%20%22x%22%3B%20%0D%0Aset-cookie%3A%20a%3Db%E2%80%AE.pdf"
        );
        assert!(HeaderValue::from_str(&disposition("\0\n\u{7f}")).is_ok());
    }

    #[test]
    fn what_a_browser_could_run_is_only_bytes() {
        for media_type in
            ["text/html", "image/svg+xml", "text/xml", "application/x-shockwave-flash", ""]
        {
            assert_eq!(served_type(media_type), "application/octet-stream");
        }
        assert_eq!(served_type("text/csv"), "text/csv; charset=utf-8");
    }
}
