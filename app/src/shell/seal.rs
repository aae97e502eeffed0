//! What stands at the end of a printed report: where the audit log stood, for whoever compares later.

use leptos::prelude::*;

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::past::Looking;

/// The newest entry of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    seq: i64,
    hash: String,
}

impl Seal {
    /// Where the log stands; none in the past, whose pages stay what they were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(visitor: &Visitor) -> PageResult<Option<Self>> {
        if matches!(visitor.looking, Looking::Back { .. }) {
            return Ok(None);
        }
        let head = visitor.store().head().await?;
        Ok(head.map(|head| Self { seq: head.seq, hash: head.hash }))
    }

    /// Where the log stood, in a sentence.
    #[must_use]
    pub fn stood(&self) -> String {
        format!("The audit log stood at entry {} with the head {}.", self.seq, self.hash)
    }
}

/// Shown on paper alone.
pub(super) fn seal(seal: Option<&Seal>) -> Option<AnyView> {
    let Seal { seq, hash } = seal?.clone();
    let stood = format!("The audit log stood at entry {seq} with the head ");
    let view = view! {
        <footer class="seal">
            <p>{stood}<code class="hash">{hash}</code>"."</p>
            <p>
                "Keep this page: whoever rewrites the log later can’t give that entry this hash again. "
                "The audit log and its export show the hash of each entry."
            </p>
        </footer>
    };
    Some(view.into_any())
}
