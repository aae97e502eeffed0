//! Why a score moved: the parts of a change, and that nothing is left over.

use std::sync::LazyLock;

use domain::evidence::CoverEnd;
use domain::score::BASELINE;
use domain::trends::{Between, Cause, Change, Cover, Part, Span, Taken, UnitScores};
use domain::{
    Answer, AssessmentId, Day, EvidenceId, QuestionNo, QuestionSet, Rules, SubmissionId, Timestamp,
    UnitId,
};
use proptest::prelude::*;

fn day(number: u32) -> Day {
    Day::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Duration::days(number.into())
}

fn set(questions: &[u16]) -> QuestionSet {
    questions.iter().map(|no| QuestionNo(*no)).collect()
}

fn unit(taken: Vec<Taken>, spans: Vec<Span>) -> UnitScores {
    let name = "Online Store".to_owned();
    let (parent, retired, cover) = (None, None, Cover::of(spans));
    UnitScores { unit: UnitId(1), name, parent, created: day(0), retired, taken, cover }
}

fn taken(id: i64, on: u32, yes: QuestionSet) -> Taken {
    let submitted_at = Timestamp::start_of(day(on));
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

fn span(evidence: i64, question: u16, from: u32, until: u32, why: CoverEnd) -> Span {
    let (question, evidence) = (QuestionNo(question), EvidenceId(evidence));
    Span { question, evidence, from: day(from), until: day(until), why }
}

fn moved(claimed: i32, evidenced: i32) -> Change {
    Change { claimed, evidenced }
}

#[test]
fn an_answer_moves_what_is_claimed_and_its_evidence_what_is_proven() {
    let unit = unit(
        vec![taken(1, 0, set(&[1])), taken(2, 10, set(&[1, 2]))],
        vec![span(7, 2, 12, 40, CoverEnd::Expired)],
    );
    let answered = Cause::Answered {
        submission: SubmissionId(2),
        question: QuestionNo(2),
        answer: Answer::Yes,
    };
    let proven = Cause::Proven { question: QuestionNo(2), evidence: EvidenceId(7) };
    let expected = [
        Part { day: day(10), cause: answered, moved: moved(-10, 0) },
        Part { day: day(12), cause: proven, moved: moved(0, -10) },
    ];
    assert_eq!(unit.parts(day(5), day(30)).unwrap(), expected);
    assert_eq!(unit.parts(day(10), day(11)).unwrap(), [], "nothing happened in between");
}

#[test]
fn what_evidence_no_longer_proves_is_told_with_its_reason_and_only_once_nothing_covers_it() {
    let unit = unit(
        vec![taken(1, 0, set(&[1]))],
        vec![span(7, 1, 0, 20, CoverEnd::Superseded), span(8, 1, 20, 30, CoverEnd::Withdrawn)],
    );
    let unproven = Cause::Unproven {
        question: QuestionNo(1),
        evidence: EvidenceId(8),
        why: CoverEnd::Withdrawn,
    };
    let expected = [Part { day: day(30), cause: unproven, moved: moved(0, 10) }];
    assert_eq!(unit.parts(day(5), day(60)).unwrap(), expected, "an item took the other's place");
}

#[test]
fn evidence_behind_a_no_moves_nothing_until_the_answer_is_yes() {
    let unit = unit(
        vec![taken(1, 0, set(&[])), taken(2, 10, set(&[3]))],
        vec![span(7, 3, 5, 90, CoverEnd::Expired)],
    );
    let parts = unit.parts(day(0), day(20)).unwrap();
    assert_eq!(parts.len(), 1);
    assert_eq!((parts[0].day, parts[0].moved), (day(10), moved(-10, -10)));
}

#[test]
fn before_the_first_submission_there_is_nothing_that_could_have_moved() {
    let unit = unit(vec![taken(1, 10, set(&[1]))], Vec::new());
    assert_eq!(unit.parts(day(9), day(20)), None);
}

#[test]
fn other_rules_are_one_step() {
    static HEAVIER: LazyLock<Rules> = LazyLock::new(|| Rules {
        weights: vec![domain::Points(20); 10].into(),
        bands: BASELINE.bands.clone(),
    });
    let other = Taken { rules: &HEAVIER, ..taken(2, 10, set(&[1, 2])) };
    let unit = unit(vec![taken(1, 0, set(&[1])), other], Vec::new());
    let cause = Cause::OtherRules { submission: SubmissionId(2) };
    let expected = [Part { day: day(10), cause, moved: moved(70, 100) }];
    assert_eq!(unit.parts(day(0), day(20)).unwrap(), expected);
}

#[test]
fn without_days_a_change_is_looked_at_since_the_end_of_the_quarter_before() {
    let today: Day = "2026-11-28".parse().unwrap();
    let asked =
        |from, to| Between::asked(from, to, today).map(|it| format!("{} {}", it.from, it.to));
    assert_eq!(asked("", "").unwrap(), "2026-09-30 2026-11-28");
    assert_eq!(asked("", "2026-08-01").unwrap(), "2026-06-30 2026-08-01");
    assert_eq!(asked("2025-11-28", " 2026-11-28 ").unwrap(), "2025-11-28 2026-11-28");
    assert_eq!(asked("", "2027-03-31").unwrap(), "2026-09-30 2026-11-28", "today at the latest");
    assert!(asked("2026-11-28", "").unwrap_err().contains("is not before"));
    assert!(asked("soon", "").unwrap_err().contains("“soon” is no day"));
    assert!(asked("", "2026-02-30").unwrap_err().contains("is no day"));
}

prop_compose! {
    fn any_taken()(on in 0..60u32, yes in 0..1024i64) -> Taken {
        taken(0, on, QuestionSet(yes))
    }
}

prop_compose! {
    fn any_span()(
        id in 1..9i64, question in 1..11u16, from in 0..60u32, days in 1..40u32, why in 0..5usize,
    ) -> Span {
        span(id, question, from, from + days, CoverEnd::ALL[why])
    }
}

proptest! {
    #[test]
    fn the_parts_sum_to_the_whole(
        mut taken in prop::collection::vec(any_taken(), 1..8),
        spans in prop::collection::vec(any_span(), 0..40),
        after in 0..70u32,
        days in 0..70u32,
    ) {
        for (id, it) in (1..).zip(&mut taken) {
            it.id = SubmissionId(id);
        }
        let unit = unit(taken, spans);
        let (from, on) = (day(after), day(after + days));
        let score = |day| unit.standing(day).map(|standing| standing.score);
        let parts = unit.parts(from, on);
        prop_assert_eq!(parts.is_some(), score(from).is_some());
        if let (Some(parts), Some(before)) = (parts, score(from)) {
            let whole = Change::between(before, score(on).unwrap());
            prop_assert_eq!(parts.iter().map(|part| part.moved).sum::<Change>(), whole);
            let in_order = parts.windows(2).all(|two| two[0].day <= two[1].day);
            prop_assert!(in_order && parts.iter().all(|it| from < it.day && it.day <= on));
        }
    }
}
