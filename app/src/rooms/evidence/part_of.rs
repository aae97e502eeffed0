//! Whether a verdict or a request is part of an audit: the field, and what was chosen.

use domain::{AppError, AuditId};

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::ui::{Field, Typed};

/// The open audits on which the person works, as choices. Whoever is from outside has none: all that
/// they do is part of theirs.
pub(super) async fn own_audits(visitor: &Visitor) -> PageResult<Vec<(String, String)>> {
    if visitor.actor.only_in.is_some() {
        return Ok(Vec::new());
    }
    let audits = visitor.read().own_audits().await?.into_iter();
    Ok(audits.map(|(id, name)| (id.to_string(), name)).collect())
}

/// The field, where there is something to choose.
pub(super) fn audit_field(audits: Vec<(String, String)>) -> Option<Field> {
    let is_any = !audits.is_empty();
    is_any
        .then(|| Field::select("audit", "Part of an audit", audits).placeholder("None").optional())
}

/// The audit that was chosen.
///
/// # Errors
/// A field error for what is none.
pub(super) fn own_audit(typed: &Typed) -> Result<Option<AuditId>, AppError> {
    match typed.get("audit") {
        "" => Ok(None),
        id => match id.parse() {
            Ok(id) => Ok(Some(AuditId(id))),
            Err(_) => Err(AppError::field("audit", "Choose an audit of the list.")),
        },
    }
}
