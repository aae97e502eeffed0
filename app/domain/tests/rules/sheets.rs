//! Incomplete assessments: an unanswered question is never counted as good.

use domain::score::{BASELINE, Share, SoFar};
use domain::{Answer, Points, QuestionNo, Sheet, Support};
use proptest::prelude::*;

fn sheet(lines: &[(Option<Answer>, Support)]) -> Sheet {
    let mut sheet = Sheet::new(&BASELINE);
    for (no, (answer, support)) in (1..).zip(lines) {
        sheet.answer(QuestionNo(no), *answer);
        sheet.support(QuestionNo(no), *support);
    }
    sheet
}

const YES: Option<Answer> = Some(Answer::Yes);
const NO: Option<Answer> = Some(Answer::No);

#[test]
fn progress_is_said_in_the_words_of_the_rules() {
    let mut lines = vec![(YES, Support::Nothing); 5];
    lines.extend([(NO, Support::Nothing); 2]);
    let sheet = sheet(&lines);
    assert_eq!(sheet.progress().to_string(), "7 of 10 answered, 20 so far, could reach 50");
    assert_eq!(sheet.score(), None);
    assert_eq!(sheet.open(), [8, 9, 10].map(QuestionNo));
    assert_eq!(sheet.progress().open(), 3);
}

#[test]
fn nothing_answered_is_no_zero() {
    let blank = Sheet::new(&BASELINE);
    assert_eq!(blank.score(), None);
    assert_eq!(blank.progress().to_string(), "0 of 10 answered, 0 so far, could reach 100");
}

#[test]
fn a_complete_sheet_has_a_score_and_nothing_left_to_reach() {
    let sheet = sheet(&[(YES, Support::Accepted); 10]);
    assert_eq!(sheet.progress().to_string(), "10 of 10 answered");
    let score = sheet.score().unwrap();
    assert_eq!((score.claimed, score.evidenced), (Points(0), Points(0)));
}

#[test]
fn the_live_score_says_where_its_points_lie() {
    // The numbers of the design's assessment page.
    let sheet = sheet(&[
        (NO, Support::Accepted),
        (NO, Support::Nothing),
        (YES, Support::Pending),
        (YES, Support::Rejected),
        (YES, Support::Accepted),
        (YES, Support::Accepted),
        (YES, Support::Accepted),
    ]);
    let tally = sheet.tally();
    let share = |questions, points| Share { questions, points: Points(points) };
    assert_eq!(tally.no, share(2, 20), "accepted evidence does not turn a no into a yes");
    assert_eq!(tally.pending, share(1, 10));
    assert_eq!(tally.rejected, share(1, 10));
    assert_eq!(tally.accepted, share(3, 30));
    assert_eq!(tally.unanswered, share(3, 30));
    assert_eq!(sheet.so_far(), SoFar { claimed: Points(20), evidenced: Points(40) });
}

#[test]
fn an_answer_can_be_taken_back_and_a_foreign_question_changes_nothing() {
    let mut sheet = sheet(&[(NO, Support::Nothing); 10]);
    sheet.answer(QuestionNo(4), None);
    assert_eq!(sheet.score(), None);
    let before = sheet.clone();
    for foreign in [0, 11, 999].map(QuestionNo) {
        sheet.answer(foreign, NO);
        sheet.support(foreign, Support::Accepted);
    }
    assert_eq!(sheet, before);
}

#[test]
fn a_sheet_travels_to_the_browser_and_back() {
    let sheet = sheet(&[(YES, Support::Pending), (NO, Support::Nothing)]);
    let sent = serde_json::to_string(&sheet).unwrap();
    assert_eq!(serde_json::from_str::<Sheet>(&sent).unwrap(), sheet);
}

fn any_line() -> impl Strategy<Value = (Option<Answer>, Support)> {
    let answer = prop::sample::select(vec![None, YES, NO]);
    (answer, prop::sample::select(Support::ALL.to_vec()))
}

proptest! {
    #[test]
    fn every_question_is_tallied_once_and_bounds_hold(lines in prop::collection::vec(any_line(), 10)) {
        let sheet = sheet(&lines);
        let (tally, progress, so_far) = (sheet.tally(), sheet.progress(), sheet.so_far());
        let shares = [
            tally.no, tally.accepted, tally.pending, tally.rejected, tally.expired,
            tally.withdrawn, tally.unsupported, tally.unanswered,
        ];
        prop_assert_eq!(shares.iter().map(|share| share.questions).sum::<u16>(), 10);
        prop_assert_eq!(shares.iter().map(|share| share.points).sum::<Points>(), Points(100));
        prop_assert!(progress.so_far <= progress.could_reach);
        prop_assert!(so_far.claimed <= so_far.evidenced);
        prop_assert_eq!(progress.is_complete(), sheet.score().is_some());
        prop_assert_eq!(sheet.score().is_some(), lines.iter().all(|(answer, _)| answer.is_some()));
    }

    #[test]
    fn answering_an_open_question_never_leads_beyond_what_could_be_reached(
        lines in prop::collection::vec(any_line(), 10),
        rest in prop::collection::vec(prop::bool::ANY, 10),
    ) {
        let mut sheet = sheet(&lines);
        let before = sheet.progress();
        for question in sheet.open() {
            let is_yes = rest[usize::from(question.0 - 1)];
            sheet.answer(question, if is_yes { YES } else { NO });
        }
        let score = sheet.score().unwrap();
        prop_assert!(before.so_far <= score.claimed && score.claimed <= before.could_reach);
    }
}
