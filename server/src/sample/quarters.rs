//! The moments of a quarter at which things happen: opened, answered, judged, submitted, approved.

use chrono::{Duration, NaiveTime};
use domain::text::Quarter;
use domain::{Day, Timestamp};

/// One quarter of the history, or the present one up to now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) name: Quarter,
    pub(super) first: Day,
    pub(super) last: Day,
    /// When the story of the quarter ends: its end, or now.
    until: Timestamp,
}

impl Span {
    /// The closed quarters and the present one, oldest first.
    pub(super) fn story(now: Timestamp, closed: usize) -> Vec<Self> {
        let mut quarter = Quarter::of(now.day());
        let mut spans = Vec::with_capacity(closed + 1);
        for back in 0..=closed {
            let (first, last) = (quarter.first_day(), quarter.last_day());
            let until = if back == 0 { now } else { Timestamp::start_of(last) };
            spans.push(Self { name: quarter, first, last, until });
            quarter = quarter.previous();
        }
        spans.reverse();
        spans
    }

    /// The moment at which `thousandths` of the story have passed, within working hours where the
    /// story is long enough for that to matter.
    pub(super) fn at(&self, thousandths: i64) -> Timestamp {
        let start = Timestamp::start_of(self.first);
        let length = (self.until.utc() - start.utc()).num_minutes().max(1);
        let raw = start.plus(Duration::minutes(length * thousandths / 1000));
        let minute = raw.utc().timestamp() / 60 % 540;
        let morning = NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default();
        let working =
            Timestamp::new(raw.day().and_time(morning).and_utc()).plus(Duration::minutes(minute));
        if working < self.until { working } else { raw }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_has_its_quarters_in_order_and_ends_now() {
        let now: Timestamp = "2026-11-23T09:30:00Z".parse().unwrap();
        let spans = Span::story(now, 6);
        assert_eq!(spans.len(), 7);
        assert_eq!(spans[0].name.to_string(), "Q2 2025");
        assert_eq!(spans[6].name.to_string(), "Q4 2026");
        for span in &spans {
            let moments: Vec<_> = (0..=1000).step_by(100).map(|t| span.at(t).day()).collect();
            assert!(moments.is_sorted(), "{moments:?}");
        }
        assert!(spans[6].at(1000) <= now);
    }
}
