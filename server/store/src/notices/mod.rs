//! Notices: telling people of what concerns them, their inbox, and the daily reminders.

mod inbox;
mod remind;
mod tell;

pub use inbox::{NOTICES_A_PAGE, NoticeRow, ReadUpTo};
pub(crate) use tell::{News, nearest, tell};
