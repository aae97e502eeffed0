//! Notices: what somebody is told of, when mail about it goes out, and what it says.

mod channel;
mod choice;
mod hook;
mod mail;
mod outbox;
mod reminders;
mod when;

pub use channel::{CHANNEL_NAME, ChannelEntry, CheckedChannel, channel};
pub use choice::NoticeChoice;
pub use hook::{HookForm, HookNews};
pub use mail::{CHOICES, DigestLine, INBOX, MAIL_LINES, Mail, digest, single};
pub use outbox::{MessageState, next_try};
pub use reminders::{
    Reminder, acceptance_stage, evidence_stage, is_due_soon, overdue_number, round_stage,
};
pub use when::{MAIL_HOUR, not_before};

use crate::words::words;

words! {
    /// What a notice tells of; what presses most comes first, in a digest as in the form.
    pub enum NoticeKind {
        ChainBroken = "chain-broken", "The audit log doesn't verify";
        EvidenceBroken = "evidence-broken", "Evidence is not what arrived";
        Overdue = "overdue", "Overdue";
        DueSoon = "due-soon", "Due soon";
        /// A task became theirs.
        Assigned = "assigned", "Assigned to you";
        Mentioned = "mentioned", "You were mentioned";
        /// An assessment was returned, or a task sent back.
        Returned = "returned", "Returned to you";
        /// Evidence of theirs was rejected.
        Rejected = "rejected", "Evidence rejected";
        /// An auditor asked about evidence or an answer of theirs, or asked for evidence.
        Asked = "asked", "An auditor asks";
        /// A task is to be verified, or the acceptance of a risk decided on.
        ToDecide = "to-decide", "Waits for your decision";
        EvidenceExpiring = "evidence-expiring", "Evidence expires";
        AcceptanceExpiring = "acceptance-expiring", "Accepted risk comes back";
        RoundOpened = "round-opened", "Round opened";
        RoundDue = "round-due", "Round due";
        /// A report that they were chosen to get.
        Report = "report", "Reports";
        /// Something happened to a task that they watch.
        Watched = "watched", "News of what you watch";
    }
}

words! {
    /// When mail about a notice goes out.
    pub enum ByMail {
        Now = "now", "At once";
        Digest = "digest", "Once a day";
        Off = "off", "Not by mail";
    }
}
