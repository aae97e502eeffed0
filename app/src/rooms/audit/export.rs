//! Handing the log out as JSON Lines.

use axum::body::Body;
use axum::response::IntoResponse as _;
use futures::stream;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};

use super::asked::LogQuery;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Asked;
use crate::ui::Query;

/// `GET /audit/export.jsonl`: the entries that the filters leave, oldest first, each as it was
/// sealed. The log notes that they were taken away.
///
/// # Errors
/// [`domain::AppError::NotFound`] for those who may read nothing of the log.
pub async fn export(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let asked = LogQuery::read(Query::from(asked.pairs()), &visitor.read()).await?;
    let export = visitor.store().export_log(&visitor.actor, &asked.filter).await?;
    let lines = stream::try_unfold(export, async |mut export| {
        let lines = export.next_lines().await.inspect_err(|error| {
            tracing::error!(%error, "an export of the audit log broke off");
        })?;
        Ok::<_, store::StoreError>(lines.map(|lines| (lines, export)))
    });
    let name = format!("attachment; filename=\"audit-log-{}.jsonl\"", visitor.state.today());
    let headers = [
        (CONTENT_TYPE, "application/x-ndjson".to_owned()),
        (CONTENT_DISPOSITION, name),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(lines)).into_response())
}
