//! What islands are answered: the outcome of a save, the whole sheet.

use domain::text::moment;
use domain::{AssessmentId, Sheet, Timestamp};
use store::{CurrentAnswer, LiveSheet, Saved};

use super::kept::Kept;
use super::sent::Sent;
use super::wire::{AnswerNow, Outcome, Picture, Reply, SavedAnswer, ScoreNow};
use super::workspace::mark_of;
use crate::context::Visitor;
use crate::failure::PageResult;

/// The answer to a save.
pub async fn reply(
    visitor: &Visitor,
    id: AssessmentId,
    sent: &Sent,
    kept: &Kept,
) -> PageResult<Reply> {
    let live = visitor.read().live_sheet(id).await?;
    let mut saved: Vec<SavedAnswer> = kept
        .saved
        .iter()
        .map(|(question, outcome)| {
            let now = live.answers.iter().find(|answer| answer.question == *question);
            let (outcome, version) = match outcome {
                Saved::Kept { version } => (Outcome::Kept, *version),
                Saved::Unchanged { version } => (Outcome::Unchanged, *version),
                Saved::Stale { theirs } => (Outcome::Stale, theirs.version),
            };
            let now = now.map(|answer| answer_now(answer, sent.tab()));
            SavedAnswer { question: *question, outcome, version, now, message: None }
        })
        .collect();
    for question in live.questionnaire.rules.questions() {
        let about = |what: &str| kept.wrong.about(&format!("{what}-{question}"));
        if let Some(message) = about("answer").or_else(|| about("note")) {
            let message = Some(message.to_owned());
            let outcome = Outcome::Invalid;
            saved.push(SavedAnswer { question, outcome, version: 0, now: None, message });
        }
    }
    Ok(Reply { saved, wrong: kept.wrong.0.clone(), score: score(&live.sheet) })
}

/// What others are told of a save.
pub fn news(visitor: &Visitor, sent: &Sent, kept: &Kept) -> Vec<AnswerNow> {
    let at = visitor.state.now();
    let told = kept.saved.iter().filter_map(|(question, saved)| {
        let Saved::Kept { version } = saved else { return None };
        let draft = kept.drafts.iter().find(|draft| draft.question == *question)?;
        Some(AnswerNow {
            question: *question,
            answer: draft.answer,
            note: draft.note.clone(),
            version: *version,
            by: visitor.actor.name.clone(),
            at: moment(at),
            time: time(at),
            tab: sent.tab().to_owned(),
        })
    });
    told.collect()
}

/// The whole sheet.
pub fn picture(live: &LiveSheet) -> Picture {
    let lines = live.sheet.lines().iter();
    Picture {
        state: live.assessment.state.key().to_owned(),
        answers: live.answers.iter().map(|answer| answer_now(answer, "")).collect(),
        support: lines.map(|line| (line.question, line.support)).collect(),
        score: score(&live.sheet),
        mark: mark_of(&live.evidence, &live.delegations),
    }
}

fn answer_now(answer: &CurrentAnswer, tab: &str) -> AnswerNow {
    AnswerNow {
        question: answer.question,
        answer: answer.answer,
        note: answer.note.clone(),
        version: answer.version,
        by: answer.answered_by_name.clone(),
        at: moment(answer.answered_at),
        time: time(answer.answered_at),
        tab: tab.to_owned(),
    }
}

fn score(sheet: &Sheet) -> ScoreNow {
    let (progress, so_far) = (sheet.progress(), sheet.so_far());
    let band = sheet.rules().band(so_far.evidenced, progress.is_complete());
    ScoreNow {
        answered: progress.answered,
        total: progress.total,
        claimed: so_far.claimed.0,
        evidenced: so_far.evidenced.0,
        could_reach: progress.could_reach.0,
        band: band.map(|band| band.key().to_owned()),
    }
}

fn time(at: Timestamp) -> String {
    at.utc().format("%H:%M UTC").to_string()
}
