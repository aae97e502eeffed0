//! An answer that was put right from elsewhere: who is told, and where to go on.

use domain::assessment::Correction;
use store::Corrected;

use super::reply::picture;
use super::wire::News;
use super::workspace::address;
use crate::context::Visitor;
use crate::failure::PageResult;

/// Tells whoever has the assessment open, and gives the address at which the answer is looked at.
///
/// # Errors
/// When the database fails.
pub(in crate::rooms) async fn corrected(visitor: &Visitor, it: Corrected) -> PageResult<String> {
    let live = &visitor.state.live;
    let done = match it.took {
        Correction::Opens => {
            live.tell(it.assessment, News::Moved);
            "corrected"
        }
        Correction::InDraft => {
            let sheet = visitor.read().live_sheet(it.assessment).await?;
            live.tell(it.assessment, News::Picture(picture(&sheet)));
            "corrected"
        }
        Correction::Stands => "stands",
    };
    Ok(address(it.assessment, done, Some(it.question)))
}
