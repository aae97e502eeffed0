//! Webhooks: in which form news is posted to a channel of a unit.

use super::NoticeKind;
use crate::Timestamp;
use crate::words::words;

words! {
    /// The form in which a channel takes news.
    pub enum HookForm {
        /// A JSON object of ours with a signature, by the Standard Webhooks specification.
        Signed = "signed", "Signed JSON";
        Slack = "slack", "Slack";
        Teams = "teams", "Microsoft Teams";
    }
}

/// One piece of news, as a channel gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HookNews {
    /// The message's own id, the same at every try, by which a receiver tells what it has.
    pub id: String,
    /// What it tells of; none in a message that only tries the channel.
    pub kind: Option<NoticeKind>,
    /// What happened, such as "“Rotate the keys” was given to Ann Berg".
    pub title: String,
    /// The unit in which it happened.
    pub unit: String,
    /// Where to read on, below the address of the installation: `/tasks/12`.
    pub path: String,
    /// When it happened.
    pub at: Timestamp,
}
