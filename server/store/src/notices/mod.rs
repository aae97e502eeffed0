//! Notices: telling people of what concerns them, their inbox, the daily reminders, and what leaves
//! the installation as mail and to channels.

mod channels;
mod choices;
mod dead;
mod due;
mod inbox;
mod late;
mod outbox;
mod remind;
mod tell;

pub use channels::{CHANNELS_MAX, Channel, ChannelChange, LastPost, NewChannel};
pub use choices::NoticeChoices;
pub use dead::{OutboxCounts, TROUBLED_MAX, TroubledMessage};
pub use due::{DueMail, DuePost, Target};
pub use inbox::{NOTICES_A_PAGE, NoticeRow, ReadUpTo};
pub(crate) use tell::{News, nearest, tell};
