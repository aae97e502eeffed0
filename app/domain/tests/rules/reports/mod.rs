//! The manager's report: what its address asks for, its figures, its sentences, and why a mean moved.

mod asked;
mod figures;
mod means;
mod schedule;
mod sides;
mod work;

use std::sync::Arc;

use domain::evidence::CoverEnd;
use domain::reports::{Matter, Subject};
use domain::score::BASELINE;
use domain::trends::{Cover, Member, Scores, Span, Stay, Taken, UnitScores};
use domain::{
    AssessmentId, Day, EvidenceId, QuestionNo, QuestionSet, SubmissionId, Timestamp, UnitId,
};

/// The day so many days after the first of January 2026.
fn day(number: u32) -> Day {
    Day::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Duration::days(number.into())
}

fn on(text: &str) -> Day {
    text.parse().unwrap()
}

/// Yes to the first so many questions.
fn first(n: u16) -> QuestionSet {
    (1..=n).map(QuestionNo).collect()
}

fn taken(id: i64, on: Day, yes: QuestionSet) -> Taken {
    let submitted_at = Timestamp::start_of(on);
    Taken {
        id: SubmissionId(id),
        assessment: AssessmentId(id),
        revision: 1,
        rules: &BASELINE,
        yes,
        clashes: QuestionSet::EMPTY,
        cadence_days: 92,
        submitted_at,
        first: Some(submitted_at),
    }
}

/// Accepted evidence for the first so many questions.
fn proof(n: u16, from: Day, until: Day) -> Vec<Span> {
    let span = |question: u16| Span {
        question: QuestionNo(question),
        evidence: EvidenceId(question.into()),
        from,
        until,
        why: CoverEnd::Expired,
    };
    (1..=n).map(span).collect()
}

fn unit(id: i64, name: &str, taken: Vec<Taken>, spans: Vec<Span>) -> Member {
    let unit = UnitScores {
        unit: UnitId(id),
        name: name.to_owned(),
        parent: None,
        created: on("2024-01-01"),
        retired: None,
        taken,
        cover: Cover::of(spans),
    };
    Member { unit: Arc::new(unit), stays: vec![Stay::ALWAYS] }
}

fn retired(member: Member, on: Day) -> Member {
    let unit = UnitScores { retired: Some(on), ..member.unit.as_ref().clone() };
    Member { unit: Arc::new(unit), ..member }
}

fn scores(members: impl Into<Vec<Member>>) -> Scores {
    Scores { members: members.into() }
}

/// All of the units as one subject, read on 28 Nov 2026.
fn matter(members: impl Into<Vec<Member>>) -> Matter {
    let name = "Aldermoor Group".to_owned();
    let label = |no: u16| (QuestionNo(no), format!("Question {no}"));
    Matter {
        subjects: vec![Subject { unit: None, name, scores: scores(members) }],
        questions: (1..=10).map(label).collect(),
        today: on("2026-11-28"),
        ..Matter::default()
    }
}
