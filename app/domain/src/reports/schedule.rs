//! When a report that is kept is sent by itself, and as of which day.

use std::fmt;

use chrono::Datelike as _;

use super::{Asked, Frame};
use crate::words::words;
use crate::{AppError, Day, RoundId, SavedReportId, text};

/// So many people can get a report.
pub const READERS_MAX: usize = 50;

words! {
    /// What a report is sent after.
    pub enum Occasion {
        Month = "month", "When a month has ended";
        Round = "round", "When a round is over";
    }
}

/// One sending of a report. Its text form is its key: whoever was told of it is not told again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sending {
    /// For the month that ended on this day: `report:7:month:2026-10-31`.
    Month(SavedReportId, Day),
    /// For a round that was over at the end of this day: `report:7:round:3:2026-09-30`.
    Round(SavedReportId, RoundId, Day),
}

impl Sending {
    /// What is due on a day of a monthly report, to somebody who was chosen on another: the month that
    /// ended last, and of those missed meanwhile no other.
    #[must_use]
    pub fn of_month(report: SavedReportId, since: Day, today: Day) -> Option<Self> {
        let ended = last_of_month_before(today)?;
        (since <= ended).then_some(Self::Month(report, ended))
    }

    /// What is due of the round that was over last, on its due day or when it was closed. Its day itself
    /// still belongs to it.
    #[must_use]
    pub fn of_round(
        report: SavedReportId,
        (round, over): (RoundId, Day),
        since: Day,
        today: Day,
    ) -> Option<Self> {
        (since <= over && over < today).then_some(Self::Round(report, round, over))
    }

    /// The day at whose end the report is looked at: whenever it is opened, it says what was known then.
    #[must_use]
    pub const fn as_of(self) -> Day {
        match self {
            Self::Month(_, day) | Self::Round(_, _, day) => day,
        }
    }

    /// What the notice says: `Report “Board” as of 31 Oct 2026`.
    #[must_use]
    pub fn title(self, name: &str) -> String {
        format!("Report “{name}” as of {}", text::day(self.as_of()))
    }
}

impl fmt::Display for Sending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(report, day) => write!(f, "report:{report}:month:{day}"),
            Self::Round(report, round, day) => write!(f, "report:{report}:round:{round}:{day}"),
        }
    }
}

fn last_of_month_before(today: Day) -> Option<Day> {
    today.with_day(1)?.pred_opt()
}

/// Refuses to send a report again and again that always ends on the same day.
///
/// # Errors
/// What is wrong, of the form as a whole.
pub fn must_move_on(asked: &Asked) -> Result<(), AppError> {
    match asked.frame {
        Frame::Days(_) => Err(AppError::field(
            "",
            "This report is of fixed days and would say the same every time. Keep one of a quarter, a \
             year or all time, and send that.",
        )),
        Frame::Quarter | Frame::Year | Frame::All => Ok(()),
    }
}

/// Refuses a schedule for nobody, and one for too many.
///
/// # Errors
/// What is wrong, under `to`.
pub fn must_be_readers(chosen: usize) -> Result<(), AppError> {
    let why = match chosen {
        0 => "Choose who gets it.".to_owned(),
        n if n > READERS_MAX => format!("At most {READERS_MAX} people can get a report."),
        _ => return Ok(()),
    };
    Err(AppError::field("to", why))
}
