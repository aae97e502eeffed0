//! What a question weighs and where a band begins: data of a questionnaire's version.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Band, Points, QuestionNo, QuestionSet, Score};

/// The points from which to which a band reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BandRange {
    /// The band.
    pub band: Band,
    /// The fewest points that are in it.
    pub from: Points,
    /// The most points that are in it; none if it is open above.
    pub to: Option<Points>,
}

impl BandRange {
    /// Whether the points lie in the band.
    #[must_use]
    pub fn contains(&self, points: Points) -> bool {
        self.from <= points && self.to.is_none_or(|to| points <= to)
    }
}

/// How a version of a questionnaire is scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// What a no costs, question by question from question 1.
    pub weights: Cow<'static, [Points]>,
    /// The bands, the best first.
    pub bands: Cow<'static, [BandRange]>,
}

/// The rules of the ten-question baseline. No sum of tens lies between 20 and 30, so the gap there
/// is out of reach.
pub static BASELINE: Rules = Rules {
    weights: Cow::Borrowed(&[Points(10); 10]),
    bands: Cow::Borrowed(&[
        BandRange { band: Band::Advanced, from: Points(0), to: Some(Points(10)) },
        BandRange { band: Band::Moderate, from: Points(11), to: Some(Points(20)) },
        BandRange { band: Band::High, from: Points(30), to: None },
    ]),
};

/// The band of a score under the baseline's rules; see [`Rules::band`].
#[must_use]
pub fn band(points: Points, complete: bool) -> Option<Band> {
    BASELINE.band(points, complete)
}

/// Why a version can't be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RulesFault {
    /// There is nothing to ask.
    #[error("The questionnaire has no questions.")]
    NoQuestions,
    /// More questions than a [`QuestionSet`] holds.
    #[error("A questionnaire has at most {} questions.", QuestionSet::LAST)]
    TooManyQuestions,
    /// The weights add up to more than points can say.
    #[error("The weights of all questions together must not exceed {} points.", u16::MAX)]
    TooManyPoints,
    /// A score could lie in two bands.
    #[error("A score of {0} lies in two bands.")]
    Overlap(Points),
    /// A score could lie in no band.
    #[error("A score of {0} can be reached and lies in no band.")]
    Hole(Points),
}

impl Rules {
    /// The rules of a questionnaire's version by its key, such as `baseline/1`.
    #[must_use]
    pub fn of(questionnaire: &str) -> Option<&'static Self> {
        (questionnaire == "baseline/1").then_some(&BASELINE)
    }

    /// The questions, in their order.
    pub fn questions(&self) -> impl Iterator<Item = QuestionNo> + use<> {
        (1..=self.total()).map(QuestionNo)
    }

    /// The number of questions.
    #[must_use]
    pub fn total(&self) -> u16 {
        u16::try_from(self.weights.len()).unwrap_or(u16::MAX)
    }

    /// What a no to the question costs; none if there is no such question.
    #[must_use]
    pub fn weight(&self, question: QuestionNo) -> Option<Points> {
        self.weights.get(usize::from(question.0).checked_sub(1)?).copied()
    }

    /// The most points that answers can cost.
    #[must_use]
    pub fn most(&self) -> Points {
        self.weights.iter().copied().sum()
    }

    /// The band of a score. An incomplete assessment has none, and points in a gap have none.
    #[must_use]
    pub fn band(&self, points: Points, complete: bool) -> Option<Band> {
        if !complete {
            return None;
        }
        self.bands.iter().find(|range| range.contains(points)).map(|range| range.band)
    }

    /// The score of a complete assessment from the questions that were answered yes and those that
    /// accepted, unexpired evidence covers on the day that is asked about.
    #[must_use]
    pub fn score(&self, yes: QuestionSet, covered: QuestionSet) -> Score {
        let cost = |good: &dyn Fn(QuestionNo) -> bool| {
            self.questions().filter(|q| !good(*q)).filter_map(|q| self.weight(q)).sum()
        };
        Score {
            claimed: cost(&|question| yes.has(question)),
            evidenced: cost(&|question| yes.has(question) && covered.has(question)),
        }
    }

    /// The fewest points that some answers add up to and that lie in no band.
    #[must_use]
    pub fn reachable_hole(&self) -> Option<Points> {
        self.reachable().find(|points| self.band(*points, true).is_none())
    }

    /// Whether the version may be published.
    ///
    /// # Errors
    /// The first [`RulesFault`] that is found.
    pub fn publishable(&self) -> Result<(), RulesFault> {
        if self.weights.is_empty() {
            return Err(RulesFault::NoQuestions);
        }
        if self.weights.len() > usize::from(QuestionSet::LAST) {
            return Err(RulesFault::TooManyQuestions);
        }
        if self.sum() > usize::from(u16::MAX) {
            return Err(RulesFault::TooManyPoints);
        }
        let bands_of = |points| self.bands.iter().filter(|range| range.contains(points)).count();
        if let Some(points) = self.reachable().find(|points| bands_of(*points) > 1) {
            return Err(RulesFault::Overlap(points));
        }
        self.reachable_hole().map_or(Ok(()), |points| Err(RulesFault::Hole(points)))
    }

    fn sum(&self) -> usize {
        self.weights.iter().map(|weight| usize::from(weight.0)).sum()
    }

    /// Every sum that some set of questions answered no adds up to, rising.
    fn reachable(&self) -> impl Iterator<Item = Points> + use<> {
        let mut sums = vec![false; self.sum() + 1];
        if let Some(nothing) = sums.first_mut() {
            *nothing = true;
        }
        for weight in self.weights.iter().map(|weight| usize::from(weight.0)) {
            // Downwards, so that a weight is counted once.
            for sum in (weight..sums.len()).rev() {
                sums[sum] |= sums[sum - weight];
            }
        }
        (0..=u16::MAX).zip(sums).filter(|(_, reached)| *reached).map(|(sum, _)| Points(sum))
    }
}
