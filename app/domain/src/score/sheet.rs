//! An answer sheet, complete or not: the live score, on the server and in the browser alike.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Answer, Points, QuestionNo, QuestionSet, Rules, Score};
use crate::words::words;

words! {
    /// How well evidence stands behind a question. The better, the later: of several items, the
    /// greatest counts.
    pub enum Support {
        Nothing = "nothing", "No evidence";
        Withdrawn = "withdrawn", "Withdrawn";
        Expired = "expired", "Expired";
        Rejected = "rejected", "Rejected";
        /// Waiting for a verdict, or for the answer to the auditor's question.
        Pending = "pending", "Pending review";
        /// Accepted and not expired: the only support that counts.
        Accepted = "accepted", "Accepted";
    }
}

/// One question of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The question.
    pub question: QuestionNo,
    /// The answer, once there is one.
    pub answer: Option<Answer>,
    /// The evidence behind it.
    pub support: Support,
}

/// The answers of an assessment and the evidence behind them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    rules: Rules,
    lines: Vec<Line>,
}

/// How far an assessment has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Questions answered.
    pub answered: u16,
    /// Questions in all.
    pub total: u16,
    /// Points that the answers given so far claim.
    pub so_far: Points,
    /// Points that the answers would claim if every open question were answered no.
    pub could_reach: Points,
}

impl Progress {
    /// Whether all questions are answered.
    #[must_use]
    pub const fn is_complete(self) -> bool {
        self.answered == self.total
    }

    /// The number of questions still open.
    #[must_use]
    pub const fn open(self) -> u16 {
        self.total.saturating_sub(self.answered)
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} answered", self.answered, self.total)?;
        if self.is_complete() {
            Ok(())
        } else {
            write!(f, ", {} so far, could reach {}", self.so_far, self.could_reach)
        }
    }
}

/// Points that the answers given so far cost. Not a score: open questions are not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoFar {
    /// What the answers say.
    pub claimed: Points,
    /// The same with every yes that lacks accepted, unexpired evidence counted as no.
    pub evidenced: Points,
}

/// A number of questions and the points that they weigh.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The number of questions.
    pub questions: u16,
    /// What a no to all of them would cost.
    pub points: Points,
}

/// Every question of a sheet, counted under exactly one heading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Answered no.
    pub no: Share,
    /// Answered yes, with accepted evidence.
    pub accepted: Share,
    /// Answered yes, with evidence that waits for a verdict.
    pub pending: Share,
    /// Answered yes, with evidence that was rejected.
    pub rejected: Share,
    /// Answered yes, with evidence that has expired.
    pub expired: Share,
    /// Answered yes, with evidence that was withdrawn.
    pub withdrawn: Share,
    /// Answered yes, without evidence.
    pub unsupported: Share,
    /// Not answered.
    pub unanswered: Share,
}

impl Sheet {
    /// A sheet on which nothing is answered yet.
    #[must_use]
    pub fn new(rules: &Rules) -> Self {
        let blank = |question| Line { question, answer: None, support: Support::Nothing };
        Self { rules: rules.clone(), lines: rules.questions().map(blank).collect() }
    }

    /// Sets the answer to a question; a question that the rules don't know is left out.
    pub fn answer(&mut self, question: QuestionNo, answer: Option<Answer>) {
        if let Some(line) = self.lines.iter_mut().find(|line| line.question == question) {
            line.answer = answer;
        }
    }

    /// Sets the evidence behind a question; a question that the rules don't know is left out.
    pub fn support(&mut self, question: QuestionNo, support: Support) {
        if let Some(line) = self.lines.iter_mut().find(|line| line.question == question) {
            line.support = support;
        }
    }

    /// The rules by which the sheet is scored.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Every question, in its order.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// One question of the sheet.
    #[must_use]
    pub fn line(&self, question: QuestionNo) -> Option<&Line> {
        self.lines.iter().find(|line| line.question == question)
    }

    /// The questions that are still open, in their order.
    #[must_use]
    pub fn open(&self) -> Vec<QuestionNo> {
        self.lines.iter().filter(|line| line.answer.is_none()).map(|line| line.question).collect()
    }

    /// The questions answered yes.
    #[must_use]
    pub fn yes(&self) -> QuestionSet {
        let yes = self.lines.iter().filter(|line| line.answer == Some(Answer::Yes));
        yes.map(|line| line.question).collect()
    }

    /// How far the assessment has got.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let tally = self.tally();
        let total = self.rules.total();
        Progress {
            answered: total - tally.unanswered.questions,
            total,
            so_far: tally.no.points,
            could_reach: tally.no.points + tally.unanswered.points,
        }
    }

    /// Points so far, claimed and evidenced.
    #[must_use]
    pub fn so_far(&self) -> SoFar {
        let tally = self.tally();
        let unproven =
            [tally.pending, tally.rejected, tally.expired, tally.withdrawn, tally.unsupported];
        let believed: Points = unproven.iter().map(|share| share.points).sum();
        SoFar { claimed: tally.no.points, evidenced: tally.no.points + believed }
    }

    /// The score, once every question is answered.
    #[must_use]
    pub fn score(&self) -> Option<Score> {
        let SoFar { claimed, evidenced } = self.so_far();
        self.progress().is_complete().then_some(Score { claimed, evidenced })
    }

    /// Where the points lie.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for line in &self.lines {
            let share = match (line.answer, line.support) {
                (None, _) => &mut tally.unanswered,
                (Some(Answer::No), _) => &mut tally.no,
                (Some(Answer::Yes), Support::Accepted) => &mut tally.accepted,
                (Some(Answer::Yes), Support::Pending) => &mut tally.pending,
                (Some(Answer::Yes), Support::Rejected) => &mut tally.rejected,
                (Some(Answer::Yes), Support::Expired) => &mut tally.expired,
                (Some(Answer::Yes), Support::Withdrawn) => &mut tally.withdrawn,
                (Some(Answer::Yes), Support::Nothing) => &mut tally.unsupported,
            };
            share.questions += 1;
            share.points = share.points + self.rules.weight(line.question).unwrap_or_default();
        }
        tally
    }
}
