//! Forecasts: what open work will bring, on which day, and what is said of it.

use std::collections::BTreeMap;

use domain::evidence::Coverage;
use domain::score::BASELINE;
use domain::tasks::forecast::{
    ON_TIME, OpenWork, Outlook, Punctuality, Steps, as_usual, at_stake, costs, forecast,
    forecast_mean, median_delay, month_ends, overdue,
};
use domain::{Day, PersonId, Points, QuestionNo, QuestionSet, Score};

use crate::{ago, day};

mod properties;

const TODAY: &str = "2026-11-27";

/// So many days from today.
fn ahead(days: i64) -> Day {
    ago(-days, day(TODAY))
}

/// A task about a question, due so many days from today.
fn task(question: u16, due_in: i64) -> OpenWork {
    OpenWork {
        question: QuestionNo(question),
        due_on: ahead(due_in),
        assignee: PersonId(i64::from(question % 3)),
    }
}

/// Evidence for a question, long accepted, of which the last day is so many days from today.
fn cover(question: u16, valid_for: i64) -> (QuestionNo, Coverage) {
    let until = ahead(valid_for + 1);
    (QuestionNo(question), Coverage { from: ahead(-100), until })
}

fn yes(questions: &[u16]) -> QuestionSet {
    questions.iter().copied().map(QuestionNo).collect()
}

fn score(claimed: u16, evidenced: u16) -> Score {
    Score { claimed: Points(claimed), evidenced: Points(evidenced) }
}

fn ahead_of(outlook: &Outlook<'_>, usual: Option<Punctuality>) -> Steps<Score> {
    forecast(outlook, usual, day(TODAY), ahead(365))
}

/// Eight yes: 1 to 6 proven for long, 7 for ten days, 8 not at all. 9 and 10 are no.
fn outlook(work: Vec<OpenWork>) -> Outlook<'static> {
    let mut covers: Vec<_> = (1..=6).map(|no| cover(no, 1000)).collect();
    covers.push(cover(7, 10));
    Outlook { rules: &BASELINE, yes: yes(&[1, 2, 3, 4, 5, 6, 7, 8]), covers, work }
}

#[test]
fn a_task_brings_its_points_on_its_due_day_and_an_expiry_takes_some_on_its_own() {
    let steps = ahead_of(&outlook(vec![task(9, 20), task(8, 30)]), None);
    let expected = [
        (ahead(0), score(20, 30)),
        (ahead(11), score(20, 40)),
        (ahead(20), score(10, 30)),
        (ahead(30), score(10, 20)),
    ];
    assert_eq!(steps.iter().collect::<Vec<_>>(), expected);
    assert_eq!(steps.changes(), &expected[1..]);
    assert_eq!((steps.begins(), steps.last()), (ahead(0), score(10, 20)));
    assert_eq!(steps.at(ahead(10)), score(20, 30), "the last valid day still counts");
    assert_eq!(steps.at(ahead(19)), score(20, 40));
    assert_eq!(steps.at(ahead(-5)), score(20, 30), "before it begins it says what it begins with");
    assert_eq!(steps.at(ahead(9000)), score(10, 20));
}

#[test]
fn a_question_is_put_right_when_the_last_of_its_tasks_is_due() {
    let steps = ahead_of(&outlook(vec![task(9, 20), task(9, 60), task(9, 5)]), None);
    assert_eq!(steps.at(ahead(59)), score(20, 40));
    assert_eq!(steps.at(ahead(60)), score(10, 30));
}

#[test]
fn work_on_a_proven_question_keeps_it_proven_when_its_evidence_expires() {
    let renewed = ahead_of(&outlook(vec![task(7, 8)]), None);
    assert_eq!(renewed.changes(), [], "nothing changes: that is what the work is for");
    let late = ahead_of(&outlook(vec![task(7, 40)]), None);
    let gap = [(ahead(11), score(20, 40)), (ahead(40), score(20, 30))];
    assert_eq!(late.changes(), gap);
}

#[test]
fn overdue_work_counts_from_tomorrow_and_so_does_what_is_due_today() {
    for due_in in [-40, -1, 0, 1] {
        let steps = ahead_of(&outlook(vec![task(9, due_in)]), None);
        assert_eq!(steps.at(ahead(0)), score(20, 30), "today's score is known");
        assert_eq!(steps.changes()[0], (ahead(1), score(10, 20)), "{due_in}");
    }
    assert_eq!(overdue(0), None);
    let said = |n| overdue(n).unwrap();
    assert_eq!(said(1), "1 task is overdue and counts from tomorrow");
    assert_eq!(said(3), "3 tasks are overdue and count from tomorrow");
}

#[test]
fn what_lies_behind_the_horizon_is_not_told() {
    let outlook = outlook(vec![task(9, 20), task(10, 21)]);
    let steps = forecast(&outlook, None, day(TODAY), ahead(20));
    assert_eq!(steps.last(), score(10, 30), "the last day is told");
}

#[test]
fn past_punctuality_moves_every_due_day_and_never_before_tomorrow() {
    let outlook = outlook(vec![task(9, 20), task(8, -3)]);
    let by = |days| {
        let steps = ahead_of(&outlook, Some(Punctuality { days, sample: 14 }));
        let first = |good: &dyn Fn(Score) -> bool| steps.iter().find(|(_, s)| good(*s)).unwrap().0;
        first(&|score| score.claimed == Points(10))
    };
    assert_eq!((by(6), by(0), by(-5), by(-90)), (ahead(26), ahead(20), ahead(15), ahead(1)));
    assert_eq!(
        ahead_of(&outlook, Some(Punctuality { days: i64::MAX, sample: 5 })).changes().len(),
        1
    );
    let early = ahead_of(&outlook, Some(Punctuality { days: i64::MIN, sample: 5 }));
    assert_eq!(early.at(ahead(1)), score(10, 10));
    let six_late = ahead_of(&outlook, Some(Punctuality { days: 6, sample: 14 }));
    assert_eq!(
        six_late.at(ahead(2)),
        score(20, 30),
        "what is 3 days late takes 6 as the others did"
    );
    assert_eq!(six_late.at(ahead(3)), score(20, 20));
}

#[test]
fn the_median_of_at_least_five_closed_tasks_is_told_and_nothing_below() {
    assert_eq!(median_delay(&[]), None);
    assert_eq!(median_delay(&[9, 9, 9, 9]), None);
    let days = |delays: &[i64]| median_delay(delays).unwrap().days;
    assert_eq!(median_delay(&[30, 6, -2, 6, 0]), Some(Punctuality { days: 6, sample: 5 }));
    assert_eq!(days(&[0, 0, 2, 3, 9, 9]), 3, "half a day counts as a whole one");
    assert_eq!(days(&[-9, -9, -3, -2, 0, 0]), -2, "early ones alike");
    assert_eq!(days(&[1, 1, 1, 3, 3, 3]), 2);
    assert_eq!(days(&[i64::MAX; 6]), i64::MAX);
    assert_eq!(days(&[i64::MIN; 6]), i64::MIN);
}

#[test]
fn what_a_forecast_supposes_is_said_in_words() {
    let of = |days, sample| as_usual(Some(Punctuality { days, sample }));
    assert_eq!(ON_TIME, "if every open task is verified on its due day");
    assert_eq!(of(6, 14), "if work is as late as it was: 6 days at the median of 14 closed tasks");
    assert_eq!(of(1, 5), "if work is as late as it was: 1 day at the median of 5 closed tasks");
    assert_eq!(
        of(0, 1400),
        "if work is as punctual as it was: on the due day at the median of 1,400 closed tasks"
    );
    assert_eq!(of(-2, 9), "if work is as early as it was: 2 days at the median of 9 closed tasks");
    assert_eq!(
        as_usual(None),
        "fewer than five tasks were closed, so nothing is said of how punctual they were"
    );
}

#[test]
fn a_no_and_an_unproven_yes_are_at_stake_and_a_question_counts_once() {
    let work = [task(9, 5), task(9, 9), task(8, 5), task(1, 5), task(99, 5)];
    let outlook = outlook(work.to_vec());
    let covered = outlook.covered(day(TODAY));
    let stake = at_stake(&BASELINE, outlook.yes, covered, &work);
    assert_eq!(stake.all, Points(20));
    // 9 and 99 are the first one's, 8 the third's, 1 the second's.
    let people = [(PersonId(0), Points(10)), (PersonId(1), Points(0)), (PersonId(2), Points(10))];
    assert_eq!(stake.people, BTreeMap::from(people));
    assert_eq!(costs(&BASELINE, outlook.yes, covered, QuestionNo(10)), Points(10));
    let shared = [task(9, 5), OpenWork { assignee: PersonId(7), ..task(9, 6) }];
    let shared = at_stake(&BASELINE, outlook.yes, covered, &shared);
    assert_eq!((shared.people[&PersonId(7)], shared.all), (Points(10), Points(10)));
}

#[test]
fn the_mean_of_units_changes_on_the_days_of_any_of_them() {
    let one = ahead_of(&outlook(vec![task(9, 20)]), None);
    let other = ahead_of(&outlook(vec![task(9, 5), task(10, 20)]), None);
    let third = ahead_of(&outlook(vec![]), None);
    let mean = forecast_mean(&[one, other, third]).unwrap();
    let told: Vec<_> = mean
        .iter()
        .map(|(day, mean)| (day, mean.claimed.to_string(), mean.evidenced.to_string()))
        .collect();
    let point = |days, claimed: &str, evidenced: &str| {
        (ahead(days), claimed.to_owned(), evidenced.to_owned())
    };
    let expected = [
        point(0, "20.0", "30.0"),
        point(5, "16.7", "26.7"),
        point(11, "16.7", "36.7"),
        point(20, "10.0", "30.0"),
    ];
    assert_eq!(told, expected);
    assert_eq!(forecast_mean(&[]), None);
}

#[test]
fn looking_ahead_goes_by_the_ends_of_months_from_this_one_on() {
    let ends = month_ends(day(TODAY), 6).iter().map(ToString::to_string).collect::<Vec<_>>();
    let expected =
        ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"];
    assert_eq!(ends, expected);
    assert_eq!(month_ends(day("2027-02-28"), 1), [day("2027-02-28")], "today is such a day");
}
