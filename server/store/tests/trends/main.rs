//! Scores over time: what moves them, on which day, and what never does.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod changes;
mod members;
mod moving;
mod standing;
#[path = "../world/mod.rs"]
mod world;

use chrono::Duration;
use domain::assessment::{Round, Step};
use domain::evidence::{Checked, CoverEnd, GivenVerdict, Kind, Verdict};
use domain::rollup::{Standing, UnitStanding, roll_up};
use domain::score::BASELINE;
use domain::trends::{Change, CoverEnded};
use domain::{
    Actor, Answer, AppError, AssessmentId, Day, EvidenceId, Points, QuestionNo, QuestionSet,
    RoundId, Support, UnitId,
};
use store::{
    AnswerDraft, Content, NewAssessment, NewEvidence, NewRound, NewUnit, Place, Source,
    quarter_ends, tally,
};
use world::{World, told};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn set(questions: &[u16]) -> QuestionSet {
    questions.iter().map(|no| QuestionNo(*no)).collect()
}

impl World {
    fn today(&self) -> Day {
        self.store.now().day()
    }

    async fn assessment(&self, unit: UnitId, name: &str) -> AssessmentId {
        let new = NewAssessment { unit, name: name.to_owned(), due_on: None };
        self.store.open_assessment(&self.manager, &new).await.unwrap()
    }

    async fn round(&self, unit: UnitId, name: &str, due: &str) -> RoundId {
        let round = Round {
            name: name.to_owned(),
            opens_on: self.today(),
            due_on: day(due),
            cadence_days: 92,
        };
        self.store.open_round(&self.manager, &NewRound { unit, round }).await.unwrap()
    }

    /// Yes to these questions and no to all others, submitted.
    async fn submit(&self, id: AssessmentId, yes: &[u16]) {
        let seen = self.store.read(&self.manager).workspace(id).await.unwrap().live.answers;
        let version = |question| {
            seen.iter()
                .find(|answer| answer.question == question)
                .map_or(0, |answer| answer.version)
        };
        let drafts: Vec<AnswerDraft> = BASELINE
            .questions()
            .map(|question| AnswerDraft {
                question,
                answer: Some(if yes.contains(&question.0) { Answer::Yes } else { Answer::No }),
                note: String::new(),
                seen: version(question),
            })
            .collect();
        self.store.save_answers(&self.manager, id, &drafts).await.unwrap();
        self.store.submit(&self.manager, id).await.unwrap();
    }

    /// An assessment with these answers, submitted today.
    async fn assess(&self, unit: UnitId, name: &str, yes: &[u16]) -> AssessmentId {
        let id = self.assessment(unit, name).await;
        self.submit(id, yes).await;
        id
    }

    async fn attach(&self, id: AssessmentId, question: u16, valid_until: &str) -> EvidenceId {
        let entry = Checked {
            kind: Kind::Note,
            title: format!("Proof of {question}"),
            file_name: None,
            url: None,
            body: Some("It was looked at.".to_owned()),
            collected_on: self.today(),
            valid_until: day(valid_until),
        };
        let place = Place { assessment: id, question: QuestionNo(question) };
        let new = NewEvidence { entry, content: Content::Text, supersedes: None };
        self.store.attach_evidence(&self.manager, place, &new).await.unwrap()
    }

    async fn judge(&self, id: EvidenceId, unit: UnitId, question: u16, verdict: Verdict) {
        let given = GivenVerdict { verdict, reason: "Looked at it".to_owned() };
        self.store
            .give_verdict(&self.auditor, id, unit, QuestionNo(question), &given)
            .await
            .unwrap();
    }

    async fn standing(&self, unit: UnitId, on: &str) -> Option<Standing> {
        let series = self.store.read(&self.manager).unit_series(unit, &[day(on)]).await.unwrap();
        series[0]
    }

    /// Claimed and evidenced points on a day.
    async fn scored(&self, unit: UnitId, on: &str) -> (u16, u16) {
        let score = self.standing(unit, on).await.unwrap().score;
        (score.claimed.0, score.evidenced.0)
    }

    async fn standings(&self, actor: &Actor, on: &str) -> Vec<UnitStanding> {
        self.store.read(actor).standings(day(on), None).await.unwrap()
    }
}

fn names(standings: &[UnitStanding]) -> Vec<&str> {
    standings.iter().map(|unit| unit.name.as_str()).collect()
}
