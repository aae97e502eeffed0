//! What a report is asked for. All of it stands in its address, so that a link is a report.

use serde::Serialize;

use crate::rollup::Mean;
use crate::text::Quarter;
use crate::trends::Between;
use crate::words::words;
use crate::{Day, Points, Score, UnitId};

/// So many units can be compared: as many lines as a reader can tell apart.
pub const MOST_UNITS: usize = 8;

words! {
    /// Which of the two scores a report is about.
    #[derive(Default)]
    pub enum Which {
        #[default]
        Evidenced = "evidenced", "Evidenced";
        Claimed = "claimed", "Claimed";
    }
}

impl Which {
    /// That one of a score.
    #[must_use]
    pub const fn of(self, score: Score) -> Points {
        match self {
            Self::Evidenced => score.evidenced,
            Self::Claimed => score.claimed,
        }
    }

    /// That one of two means, the evidenced first.
    #[must_use]
    pub const fn of_means(self, evidenced: Mean, claimed: Mean) -> Mean {
        match self {
            Self::Evidenced => evidenced,
            Self::Claimed => claimed,
        }
    }
}

words! {
    /// What a report is printed for.
    #[derive(Default)]
    pub enum Form {
        #[default]
        Whole = "whole", "Whole report";
        Brief = "one-page", "One page";
        Board = "board", "For the board";
    }
}

/// The time that a report is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Frame {
    /// This quarter, against the end of the one before.
    Quarter,
    /// The last four quarters and what there is of this one.
    #[default]
    Year,
    /// Since the first score.
    All,
    /// From the end of one day to the end of another.
    Days(Between),
}

/// What a report is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// The units; none for all that the reader sees. Several are compared.
    pub units: Vec<UnitId>,
    /// Whether the units are meant without those below them.
    pub alone: bool,
    /// The time.
    pub frame: Frame,
    /// Which score leads.
    pub which: Which,
}

/// The names of the values in an address.
pub(super) const UNIT: &str = "unit";
const ALONE: &str = "alone";
const FRAME: &str = "frame";
const FROM: &str = "from";
const TO: &str = "to";
const WHICH: &str = "score";

impl Asked {
    /// Reads the values of an address. What it doesn't say is what a report is usually about.
    ///
    /// # Errors
    /// A sentence for what makes no sense: a day that is none, days in the wrong order, too many units.
    pub fn read<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
        today: Day,
    ) -> Result<Self, String> {
        let mut asked = Self::default();
        let (mut frame, mut from, mut to) = ("", "", "");
        for (name, value) in pairs {
            let value = value.trim();
            match name {
                UNIT if !value.is_empty() => asked.add(value)?,
                ALONE => asked.alone = value == "yes",
                FRAME => frame = value,
                FROM => from = value,
                TO => to = value,
                WHICH => asked.which = value.parse().unwrap_or_default(),
                _ => {}
            }
        }
        asked.frame = match frame {
            "quarter" => Frame::Quarter,
            "year" => Frame::Year,
            "all" => Frame::All,
            _ if from.is_empty() && to.is_empty() => Frame::Year,
            _ => Frame::Days(Between::asked(from, to, today)?),
        };
        Ok(asked)
    }

    /// Reads what [`Asked::pairs`] gave, as a report is kept: `unit=3&frame=all`. Nothing in it needs
    /// an escape.
    ///
    /// # Errors
    /// As [`Asked::read`].
    pub fn kept(query: &str, today: Day) -> Result<Self, String> {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        Self::read(pairs, today)
    }

    fn add(&mut self, value: &str) -> Result<(), String> {
        let id: i64 = value.parse().map_err(|_| format!("“{value}” is no unit."))?;
        if !self.units.contains(&UnitId(id)) {
            self.units.push(UnitId(id));
        }
        if self.units.len() > MOST_UNITS {
            return Err(format!("At most {MOST_UNITS} units can be compared. Take some out."));
        }
        Ok(())
    }

    /// The values of the address, in a fixed order and without what goes without saying.
    #[must_use]
    pub fn pairs(&self) -> Vec<(String, String)> {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut pairs: Vec<_> =
            self.units.iter().map(|unit| pair(UNIT, &unit.0.to_string())).collect();
        if self.alone {
            pairs.push(pair(ALONE, "yes"));
        }
        match self.frame {
            Frame::Year => {}
            Frame::Quarter => pairs.push(pair(FRAME, "quarter")),
            Frame::All => pairs.push(pair(FRAME, "all")),
            Frame::Days(days) => {
                pairs.push(pair(FROM, &days.from.to_string()));
                pairs.push(pair(TO, &days.to.to_string()));
            }
        }
        if self.which != Which::default() {
            pairs.push(pair(WHICH, self.which.key()));
        }
        pairs
    }
}

impl Frame {
    /// The days that are meant. `first` is the first day of which a score is known.
    #[must_use]
    pub fn days(self, first: Option<Day>, today: Day) -> Between {
        let ended = Quarter::of(today).previous();
        let from = match self {
            Self::Days(days) => return days,
            Self::Quarter => ended.last_day(),
            Self::Year => ended.previous().previous().previous().last_day(),
            // A line begins at the first end of a quarter at which there was anything to see.
            Self::All => {
                let first = first.map_or(ended, |first| Quarter::of(first.min(today)));
                first.last_day().min(ended.last_day())
            }
        };
        Between { from, to: today }
    }
}
