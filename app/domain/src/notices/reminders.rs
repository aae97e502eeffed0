//! What a daily run reminds of: pure rules of days, so that a day run twice says nothing twice.
//!
//! After a downtime each rule says what applies now, never what it would have said meanwhile.

use std::fmt;

use super::NoticeKind;
use crate::{AcceptanceId, Day, EvidenceId, RoundId, TaskId};

/// Days before the last day of evidence on which its end is told, the most urgent first.
const EVIDENCE: [u16; 3] = [1, 7, 30];

/// The same for the due day of a round.
const ROUND: [u16; 2] = [1, 7];

/// The same for the last day of an acceptance.
const ACCEPTANCE: [u16; 3] = [1, 3, 14];

/// Up to how many days before its due day a task is due soon.
const SOON: i64 = 3;

/// After how many days it is said again that a task is overdue.
const AGAIN: u64 = 7;

/// Something to remind of. Its text form is its key: it is the same on every day on which the same
/// reminder applies, and another once the day moved that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reminder {
    /// Evidence expires within so many days: `evidence-expiring:77:7:2026-12-31`.
    Evidence(EvidenceId, u16, Day),
    /// A task is due within three days: `due-soon:12:2026-12-31`.
    DueSoon(TaskId, Day),
    /// A task is overdue, with how often that was said, from 1: `overdue:12:1:2026-12-31`.
    Overdue(TaskId, u32, Day),
    /// A round is due within so many days: `round-due:3:7:2026-12-31`.
    Round(RoundId, u16, Day),
    /// An acceptance ends within so many days: `acceptance-expiring:4:14:2026-12-31`.
    Acceptance(AcceptanceId, u16, Day),
}

impl Reminder {
    /// What to say of evidence today.
    #[must_use]
    pub fn of_evidence(id: EvidenceId, valid_until: Day, today: Day) -> Option<Self> {
        evidence_stage(valid_until, today).map(|stage| Self::Evidence(id, stage, valid_until))
    }

    /// What to say today of a task that waits for work.
    #[must_use]
    pub fn of_task(id: TaskId, due_on: Day, today: Day) -> Option<Self> {
        if is_due_soon(due_on, today) {
            return Some(Self::DueSoon(id, due_on));
        }
        overdue_number(due_on, today).map(|number| Self::Overdue(id, number, due_on))
    }

    /// What to say today of a round that is not finished.
    #[must_use]
    pub fn of_round(id: RoundId, due_on: Day, today: Day) -> Option<Self> {
        round_stage(due_on, today).map(|stage| Self::Round(id, stage, due_on))
    }

    /// What to say today of an acceptance that is in force.
    #[must_use]
    pub fn of_acceptance(id: AcceptanceId, until: Day, today: Day) -> Option<Self> {
        acceptance_stage(until, today).map(|stage| Self::Acceptance(id, stage, until))
    }

    /// The kind of notice that it is.
    #[must_use]
    pub const fn kind(self) -> NoticeKind {
        match self {
            Self::Evidence(..) => NoticeKind::EvidenceExpiring,
            Self::DueSoon(..) => NoticeKind::DueSoon,
            Self::Overdue(..) => NoticeKind::Overdue,
            Self::Round(..) => NoticeKind::RoundDue,
            Self::Acceptance(..) => NoticeKind::AcceptanceExpiring,
        }
    }
}

impl fmt::Display for Reminder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind();
        match self {
            Self::Evidence(id, stage, on) => write!(f, "{kind}:{id}:{stage}:{on}"),
            Self::DueSoon(id, on) => write!(f, "{kind}:{id}:{on}"),
            Self::Overdue(id, number, on) => write!(f, "{kind}:{id}:{number}:{on}"),
            Self::Round(id, stage, on) => write!(f, "{kind}:{id}:{stage}:{on}"),
            Self::Acceptance(id, stage, on) => write!(f, "{kind}:{id}:{stage}:{on}"),
        }
    }
}

/// Within how many days evidence expires of which that is the last valid day: 30, 7 or 1, the most
/// urgent that applies. None earlier, and none once it has expired.
#[must_use]
pub fn evidence_stage(valid_until: Day, today: Day) -> Option<u16> {
    stage(&EVIDENCE, valid_until, today)
}

/// Within how many days a round is due: 7 or 1. None earlier, and none once it was due.
#[must_use]
pub fn round_stage(due_on: Day, today: Day) -> Option<u16> {
    stage(&ROUND, due_on, today)
}

/// Within how many days an acceptance ends of which that is the last day: 14, 3 or 1. None earlier,
/// and none once it is over.
#[must_use]
pub fn acceptance_stage(until: Day, today: Day) -> Option<u16> {
    stage(&ACCEPTANCE, until, today)
}

/// Whether a task is due within three days; on the day itself it still is.
#[must_use]
pub fn is_due_soon(due_on: Day, today: Day) -> bool {
    (0..=SOON).contains(&(due_on - today).num_days())
}

/// For which time it is said today that a task is overdue: 1 from the day after its due day, 2 a week
/// after that, and so on. None as long as it is in time.
#[must_use]
pub fn overdue_number(due_on: Day, today: Day) -> Option<u32> {
    let late = u64::try_from((today - due_on).num_days()).ok()?.checked_sub(1)?;
    u32::try_from(late / AGAIN + 1).ok()
}

/// The first of the stages, which rise, that has begun; none before all of them and after the day.
fn stage(stages: &[u16], last: Day, today: Day) -> Option<u16> {
    let left = u16::try_from((last - today).num_days()).ok()?;
    stages.iter().copied().find(|stage| left <= *stage)
}
