//! The coverage of frameworks.

use super::Case;
use crate::organisation::Who;

pub(super) fn cases() -> Vec<Case> {
    vec![Case::get("/coverage").by(Who::Viewer)]
}
