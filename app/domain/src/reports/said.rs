//! What the figures of a report say, in plain sentences.

use super::{HeatRow, Report, TargetState, Which};
use crate::score::BASELINE;
use crate::trends::Between;
use crate::{Band, QuestionNo, text};

/// At most so many units are named in a sentence.
const NAMED: usize = 4;

impl Report {
    /// The summary: how far it is from true, what became better or worse, where the points are, what is
    /// not known, what is under way. Every figure in it is one of the report's.
    #[must_use]
    pub fn said(&self) -> Vec<String> {
        let sentences = [
            self.said_moved(),
            self.said_bands(),
            self.said_widest(),
            self.said_coverage(),
            self.said_evidence(),
            self.said_work(),
            self.said_targets(),
        ];
        sentences.into_iter().flatten().collect()
    }

    fn what(&self) -> String {
        if self.names.is_empty() { "Nothing".to_owned() } else { text::list(&self.names) }
    }

    fn said_moved(&self) -> Option<String> {
        let which = self.asked.which;
        let said = which.label().to_lowercase();
        let Between { from, to } = self.days;
        let (from, to) = (text::day(from), text::day(to));
        let what = self.what();
        let Some((then, now)) = self.ends.then.zip(self.ends.now) else {
            let now = self.means(self.columns.len().checked_sub(1)?);
            return Some(match now {
                None => format!("{what}: nothing was assessed up to {to}."),
                Some(now) => format!(
                    "{what} had {} {said} points on {to}; there is no score of {from} to compare with.",
                    now.of_which(which).points()
                ),
            });
        };
        let (then, now) = (then.of_which(which), now.of_which(which));
        let of = match self.ends.units {
            1 => String::new(),
            n => format!(", as the mean of the {n} units with a score on both days"),
        };
        Some(match then.cmp(&now) {
            std::cmp::Ordering::Equal => {
                format!("{what} stayed at {} {said} points from {from} to {to}{of}.", now.points())
            }
            order => {
                let way = if order.is_gt() { "improved" } else { "worsened" };
                format!(
                    "{what} {way} from {} to {} {said} points between {from} and {to}{of}.",
                    then.points(),
                    now.points()
                )
            }
        })
    }

    /// Who changed the band between the first day and the last.
    fn said_bands(&self) -> Option<String> {
        if self.compares() {
            return None;
        }
        let which = self.asked.which;
        let changed = self.lines.iter().filter_map(|line| {
            let then = line.marks.first()?.as_ref()?.band(which)?;
            let now = line.last()?.band(which)?;
            (then != now).then_some((line.name.as_str(), now))
        });
        let changed: Vec<(&str, Band)> = changed.collect();
        let parts = Band::ALL.iter().filter_map(|band| {
            let names: Vec<&str> =
                changed.iter().filter(|(_, now)| now == band).map(|(name, _)| *name).collect();
            let are = if names.len() == 1 { "is" } else { "are" };
            let names = text::list_at_most(&names, NAMED);
            (!names.is_empty()).then(|| format!("{names} {are} now {}", band.label()))
        });
        let parts: Vec<String> = parts.collect();
        (!parts.is_empty()).then(|| format!("{}.", parts.join("; ")))
    }

    /// The question that costs most units points.
    fn said_widest(&self) -> Option<String> {
        let (question, n) = self.heat.costing.iter().max_by_key(|(no, n)| (*n, u16::MAX - no.0))?;
        let assessed = self.coverage().assessed();
        if *n == 0 || assessed < 2 {
            return None;
        }
        let lacks = match self.asked.which {
            Which::Evidenced => "can’t prove it",
            Which::Claimed => "answer no",
        };
        let label = self.label(*question);
        Some(format!("{label} is the widest gap: {n} of {assessed} assessed units {lacks}."))
    }

    fn said_coverage(&self) -> Option<String> {
        let coverage = self.coverage();
        (coverage.current < coverage.all).then(|| format!("{coverage}."))
    }

    fn said_evidence(&self) -> Option<String> {
        let percent = self.fresh.percent()?;
        let soon = match self.fresh.month {
            0 => String::new(),
            n => format!("; {n} of those only for 30 days more at most"),
        };
        let (covered, all) = (self.fresh.covered(), self.fresh.all);
        Some(format!("Evidence covers {covered} of {all} yes answers ({percent}%){soon}."))
    }

    fn said_work(&self) -> Option<String> {
        let ((opened, closed), open) = (self.work.in_all(), self.work.open());
        if opened + closed + open.open == 0 {
            return None;
        }
        let opened = text::count(opened, "task was opened", "tasks were opened");
        let late = match open.overdue {
            0 => "none of them late".to_owned(),
            n => format!("{n} of them late"),
        };
        let stake = match self.work.at_stake {
            0 => String::new(),
            points => format!(", with {points} points at stake"),
        };
        let is = if open.open == 1 { "is" } else { "are" };
        Some(format!(
            "{opened} and {closed} closed; {} {is} open, {late}{stake}.",
            text::number(open.open as u64)
        ))
    }

    fn said_targets(&self) -> Option<String> {
        let states = self.targets.iter().map(|target| target.state(self.days.to));
        let (mut met, mut missed, mut ahead) = (0, 0, 0);
        for state in states {
            *match state {
                TargetState::Met => &mut met,
                TargetState::Missed => &mut missed,
                TargetState::Ahead => &mut ahead,
            } += 1;
        }
        if met + missed + ahead == 0 {
            return None;
        }
        let met = text::count(met, "target is met", "targets are met");
        Some(format!("{met}, {missed} missed, {ahead} not yet reached."))
    }

    /// What a question is called.
    #[must_use]
    pub fn label(&self, question: QuestionNo) -> String {
        let found = self.questions.iter().find(|(no, _)| *no == question);
        found.map_or_else(|| format!("Question {question}"), |(_, label)| label.clone())
    }
}

impl HeatRow {
    /// The band of the row's score.
    #[must_use]
    pub fn band(&self, which: Which) -> Option<Band> {
        let standing = self.standing?;
        BASELINE.band(which.of(standing.score), true)
    }
}
