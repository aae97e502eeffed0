//! Why a score moved: the parts of a change, and that nothing is left over.

use domain::evidence::CoverEnd;
use domain::score::BASELINE;
use domain::trends::{Between, Cause, Covered, Part, Story, Submitted, Twice};
use domain::{Answer, Day, EvidenceId, QuestionNo, QuestionSet, Rules, SubmissionId};
use proptest::prelude::*;

fn day(number: u32) -> Day {
    Day::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Duration::days(number.into())
}

fn set(questions: &[u16]) -> QuestionSet {
    questions.iter().map(|no| QuestionNo(*no)).collect()
}

fn submitted(id: i64, on: u32, yes: &[u16]) -> Submitted<'static> {
    Submitted { id: SubmissionId(id), day: day(on), rules: &BASELINE, yes: set(yes) }
}

fn covered(evidence: i64, question: u16, from: u32, until: u32, why: CoverEnd) -> Covered {
    let (question, evidence) = (QuestionNo(question), EvidenceId(evidence));
    Covered { question, evidence, from: day(from), until: day(until), why }
}

fn moved(claimed: i32, evidenced: i32) -> Twice {
    Twice { claimed, evidenced }
}

#[test]
fn an_answer_moves_what_is_claimed_and_its_evidence_what_is_proven() {
    let story = Story {
        submitted: vec![submitted(1, 0, &[1]), submitted(2, 10, &[1, 2])],
        covered: vec![covered(7, 2, 12, 40, CoverEnd::Expired)],
    };
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
    assert_eq!(story.parts(day(5), day(30)).unwrap(), expected);
    assert_eq!(story.parts(day(10), day(11)).unwrap(), [], "nothing happened in between");
}

#[test]
fn what_evidence_no_longer_proves_is_told_with_its_reason_and_only_once_nothing_covers_it() {
    let story = Story {
        submitted: vec![submitted(1, 0, &[1])],
        covered: vec![
            covered(7, 1, 0, 20, CoverEnd::Superseded),
            covered(8, 1, 20, 30, CoverEnd::Withdrawn),
        ],
    };
    let unproven = Cause::Unproven {
        question: QuestionNo(1),
        evidence: EvidenceId(8),
        why: CoverEnd::Withdrawn,
    };
    let expected = [Part { day: day(30), cause: unproven, moved: moved(0, 10) }];
    assert_eq!(story.parts(day(5), day(60)).unwrap(), expected, "an item took the other's place");
}

#[test]
fn evidence_behind_a_no_moves_nothing_until_the_answer_is_yes() {
    let story = Story {
        submitted: vec![submitted(1, 0, &[]), submitted(2, 10, &[3])],
        covered: vec![covered(7, 3, 5, 90, CoverEnd::Expired)],
    };
    let parts = story.parts(day(0), day(20)).unwrap();
    assert_eq!(parts.len(), 1);
    assert_eq!((parts[0].day, parts[0].moved), (day(10), moved(-10, -10)));
}

#[test]
fn before_the_first_submission_there_is_nothing_that_could_have_moved() {
    let story = Story { submitted: vec![submitted(1, 10, &[1])], covered: Vec::new() };
    assert_eq!(story.parts(day(9), day(20)), None);
}

#[test]
fn other_rules_are_one_step() {
    let heavier =
        Rules { weights: vec![domain::Points(20); 10].into(), bands: BASELINE.bands.clone() };
    let other = Submitted { rules: &heavier, ..submitted(2, 10, &[1, 2]) };
    let story = Story { submitted: vec![submitted(1, 0, &[1]), other], covered: Vec::new() };
    let cause = Cause::OtherRules { submission: SubmissionId(2) };
    let expected = [Part { day: day(10), cause, moved: moved(70, 100) }];
    assert_eq!(story.parts(day(0), day(20)).unwrap(), expected);
}

#[test]
fn without_days_a_change_is_looked_at_since_the_end_of_the_quarter_before() {
    let today: Day = "2026-11-28".parse().unwrap();
    let asked =
        |from, to| Between::asked(from, to, today).map(|it| format!("{} {}", it.from, it.to));
    assert_eq!(asked("", "").unwrap(), "2026-09-30 2026-11-28");
    assert_eq!(asked("", "2026-08-01").unwrap(), "2026-06-30 2026-08-01");
    assert_eq!(asked("2025-11-28", " 2026-11-28 ").unwrap(), "2025-11-28 2026-11-28");
    assert!(asked("", "2026-11-29").unwrap_err().contains("lies ahead"));
    assert!(asked("2026-11-28", "").unwrap_err().contains("is not before"));
    assert!(asked("soon", "").unwrap_err().contains("“soon” is no day"));
    assert!(asked("", "2026-02-30").unwrap_err().contains("is no day"));
}

prop_compose! {
    fn any_submission()(id in 1..1000i64, on in 0..60u32, yes in 0..1024i64) -> Submitted<'static> {
        Submitted { id: SubmissionId(id), day: day(on), rules: &BASELINE, yes: QuestionSet(yes) }
    }
}

prop_compose! {
    fn any_cover()(
        id in 1..9i64, question in 1..11u16, from in 0..60u32, days in 1..40u32, why in 0..5usize,
    ) -> Covered {
        covered(id, question, from, from + days, CoverEnd::ALL[why])
    }
}

proptest! {
    #[test]
    fn the_parts_sum_to_the_whole(
        mut submitted in prop::collection::vec(any_submission(), 1..8),
        covered in prop::collection::vec(any_cover(), 0..40),
        after in 0..70u32,
        days in 0..70u32,
    ) {
        for (place, it) in submitted.iter_mut().enumerate() {
            it.id = SubmissionId(place as i64 + 1);
        }
        let story = Story { submitted, covered };
        let (from, on) = (day(after), day(after + days));
        let parts = story.parts(from, on);
        prop_assert_eq!(parts.is_some(), story.score(from).is_some());
        if let (Some(parts), Some(before)) = (parts, story.score(from)) {
            let whole = Twice::between(before, story.score(on).unwrap());
            prop_assert_eq!(parts.iter().map(|part| part.moved).sum::<Twice>(), whole);
            let in_order = parts.windows(2).all(|two| two[0].day <= two[1].day);
            prop_assert!(in_order && parts.iter().all(|it| from < it.day && it.day <= on));
        }
    }
}
