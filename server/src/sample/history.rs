//! A quarter of the organisation's life: opened, answered, judged, submitted, approved.

use std::collections::HashMap;

use chrono::Days;
use domain::assessment::{Round, Step};
use domain::evidence::{GivenVerdict, Verdict};
use domain::{Answer, AssessmentId, EvidenceId, QuestionNo, Timestamp, UnitId};
use store::{AnswerDraft, AssessmentFilter, NewRound, StoreError};

use super::build::Making;
use super::draw::Draw;
use super::plan::{Mark, Marks, QUESTIONS};
use super::quarters::Span;

impl Making<'_> {
    pub(super) async fn quarter(
        &mut self,
        index: usize,
        span: Span,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let is_present = index == self.plan.closed_quarters();
        self.clock.go_to(span.at(20));
        let manager = self.actor(1).await?;
        let round = Round {
            name: span.name.to_string(),
            opens_on: self.store.now().day(),
            due_on: span
                .last
                .checked_sub_days(Days::new(20))
                .unwrap_or(span.last)
                .max(now.day().min(span.last)),
            cadence_days: domain::assessment::DEFAULT_CADENCE_DAYS,
        };
        let id = self.store.open_round(&manager, &NewRound { unit: self.root, round }).await?;
        let filter =
            AssessmentFilter { round: Some(id), limit: u32::MAX, ..AssessmentFilter::default() };
        let (rows, _) = self.store.read(&manager).assessments(filter).await?;
        let assessments: HashMap<UnitId, AssessmentId> =
            rows.into_iter().map(|row| (row.unit, row.id)).collect();
        self.keep_fresh(index, is_present, span).await?;
        let mut waiting = Vec::new();
        for unit in 0..self.units.len() {
            let Some(sheet) = self.sheet(unit, index, is_present) else {
                continue;
            };
            let Some(assessment) = assessments.get(&self.units[unit]).copied() else {
                continue;
            };
            self.clock.go_to(span.at(150 + self.share(unit, 450)));
            self.answer(unit, index, assessment, &sheet, &mut waiting).await?;
            self.step();
        }
        self.judge(waiting, span).await?;
        self.finish(index, is_present, &assessments, span).await
    }

    /// How far along the line of units one is, out of `of`.
    pub(super) fn share(&self, unit: usize, of: i64) -> i64 {
        let (unit, all) =
            (i64::try_from(unit).unwrap_or(0), i64::try_from(self.units.len()).unwrap_or(1));
        unit * of / all.max(1)
    }

    /// What is answered: in the present quarter only the first so many questions.
    fn sheet(&self, unit: usize, index: usize, is_present: bool) -> Option<Vec<(usize, Mark)>> {
        let marks: Marks = if is_present {
            self.plan.marks(unit, index.checked_sub(1)?)?
        } else {
            self.plan.marks(unit, index)?
        };
        let answered = if is_present { self.plan.present(unit).0 } else { QUESTIONS };
        Some(marks.into_iter().enumerate().take(answered).collect())
    }

    async fn answer(
        &mut self,
        unit: usize,
        index: usize,
        assessment: AssessmentId,
        sheet: &[(usize, Mark)],
        waiting: &mut Vec<Judgement>,
    ) -> Result<(), StoreError> {
        let actor = self.actor(self.plan.assessor(unit)).await?;
        let drafts: Vec<AnswerDraft> = sheet
            .iter()
            .map(|(question, mark)| AnswerDraft {
                question: number(*question),
                answer: Some(mark.answer()),
                note: note(*mark, self.draw(unit, index, *question)),
                seen: 0,
            })
            .collect();
        if !drafts.is_empty() {
            self.store.save_answers(&actor, assessment, &drafts).await?;
        }
        for (question, mark) in sheet {
            if let Some(judgement) =
                self.attach(&actor, unit, index, assessment, *question, *mark).await?
            {
                waiting.push(judgement);
            }
        }
        Ok(())
    }

    async fn judge(&mut self, waiting: Vec<Judgement>, span: Span) -> Result<(), StoreError> {
        let auditor = self.actor(2).await?;
        for judgement in waiting {
            self.clock.go_to(span.at(650 + self.share(judgement.unit, 150)));
            let reason = match judgement.verdict {
                Verdict::Rejected => judgement.draw.of(40).one(&[
                    "Not dated: it does not show when it was taken.",
                    "Does not show the claim: the export lists staging only.",
                    "Wrong scope: it covers another team's systems.",
                ]),
                _ => "",
            };
            let given = GivenVerdict { verdict: judgement.verdict, reason: reason.to_owned() };
            let (unit, question) = (self.units[judgement.unit], number(judgement.question));
            self.store.give_verdict(&auditor, judgement.id, unit, question, &given).await?;
        }
        Ok(())
    }

    async fn finish(
        &mut self,
        index: usize,
        is_present: bool,
        assessments: &HashMap<UnitId, AssessmentId>,
        span: Span,
    ) -> Result<(), StoreError> {
        let manager = self.actor(1).await?;
        for approving in [false, true] {
            for unit in 0..self.units.len() {
                let submits = if is_present {
                    self.plan.present(unit).1
                        && self
                            .sheet(unit, index, true)
                            .is_some_and(|sheet| sheet.len() == QUESTIONS)
                } else {
                    self.plan.marks(unit, index).is_some()
                };
                let Some(assessment) = assessments.get(&self.units[unit]).filter(|_| submits)
                else {
                    continue;
                };
                self.clock.go_to(span.at(if approving { 920 } else { 820 } + self.share(unit, 70)));
                if !approving {
                    let actor = self.actor(self.plan.assessor(unit)).await?;
                    self.store.submit(&actor, *assessment).await?;
                } else if self.plan.assessor(unit) != 1 && (!is_present || unit % 2 == 0) {
                    self.store.decide(&manager, *assessment, Step::Approve, "").await?;
                }
                self.step();
            }
        }
        Ok(())
    }
}

/// A verdict that an auditor will give.
pub(super) struct Judgement {
    pub(super) id: EvidenceId,
    pub(super) unit: usize,
    pub(super) question: usize,
    pub(super) verdict: Verdict,
    pub(super) draw: Draw,
}

pub(super) fn number(question: usize) -> QuestionNo {
    QuestionNo(u16::try_from(question + 1).unwrap_or(u16::MAX))
}

fn note(mark: Mark, draw: Draw) -> String {
    let said: &[&str] = match mark.answer() {
        Answer::Yes => &[
            "",
            "",
            "As last quarter; see the attached export.",
            "Checked with the platform team.",
        ],
        Answer::No => &[
            "Planned for the next two quarters.",
            "Budget is asked for.",
            "",
            "Part of the platform migration.",
        ],
    };
    draw.of(50).one(said).to_owned()
}
