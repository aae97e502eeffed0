//! What people get of each kind of notice, and what channels can.

use super::{ByMail, NoticeKind};

/// What somebody gets of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeChoice {
    /// Whether it stands in their inbox.
    pub in_inbox: bool,
    /// When mail about it goes out.
    pub by_mail: ByMail,
}

impl NoticeKind {
    /// What somebody gets who chose nothing: everything in the inbox, and mail at once where somebody
    /// waits for an answer, once a day where the day is early enough.
    #[must_use]
    pub const fn unchosen(self) -> NoticeChoice {
        let by_mail = match self {
            Self::ChainBroken
            | Self::EvidenceBroken
            | Self::Assigned
            | Self::Mentioned
            | Self::Returned
            | Self::Rejected
            | Self::Asked
            | Self::Report => ByMail::Now,
            Self::Overdue
            | Self::DueSoon
            | Self::ToDecide
            | Self::EvidenceExpiring
            | Self::AcceptanceExpiring
            | Self::RoundOpened
            | Self::RoundDue => ByMail::Digest,
            Self::Watched => ByMail::Off,
        };
        NoticeChoice { in_inbox: true, by_mail }
    }

    /// Whether it may be kept out of the inbox. What says that the records can't be trusted may not.
    #[must_use]
    pub const fn may_leave_inbox(self) -> bool {
        !matches!(self, Self::ChainBroken | Self::EvidenceBroken)
    }

    /// What a channel of a unit calls it, where everybody reads along; none for what is one person's
    /// alone, or of no unit.
    #[must_use]
    pub const fn in_channel(self) -> Option<&'static str> {
        Some(match self {
            Self::ChainBroken | Self::EvidenceBroken | Self::Mentioned | Self::Report => {
                return None;
            }
            Self::Assigned => "Task given",
            Self::Returned => "Assessment returned or task sent back",
            Self::ToDecide => "Waits for a decision",
            Self::Watched => "News of tasks",
            Self::Overdue
            | Self::DueSoon
            | Self::Rejected
            | Self::Asked
            | Self::EvidenceExpiring
            | Self::AcceptanceExpiring
            | Self::RoundOpened
            | Self::RoundDue => self.label(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_chose_nothing_finds_everything_in_the_inbox() {
        assert!(NoticeKind::ALL.iter().all(|kind| kind.unchosen().in_inbox));
    }

    #[test]
    fn an_alarm_stays_in_the_inbox_and_mails_at_once() {
        for kind in [NoticeKind::ChainBroken, NoticeKind::EvidenceBroken] {
            assert!(!kind.may_leave_inbox());
            assert_eq!(kind.unchosen().by_mail, ByMail::Now);
            assert_eq!(kind.in_channel(), None, "it is of no unit");
        }
    }

    #[test]
    fn a_channel_speaks_to_nobody_alone() {
        for words in NoticeKind::ALL.iter().filter_map(|kind| kind.in_channel()) {
            let own = ["you", "your"];
            assert!(!words.to_lowercase().split(' ').any(|word| own.contains(&word)), "{words}");
        }
    }
}
