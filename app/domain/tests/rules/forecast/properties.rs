//! What holds of every forecast, whatever the answers, the evidence and the work.

use std::collections::BTreeMap;

use domain::evidence::Coverage;
use domain::score::BASELINE;
use domain::tasks::forecast::{OpenWork, Outlook, Punctuality, at_stake, forecast_mean};
use domain::{Day, PersonId, Points, QuestionNo, QuestionSet, Score};
use proptest::prelude::*;

use super::{TODAY, ahead, ahead_of, cover, score, task};
use crate::day;

fn any_covers() -> impl Strategy<Value = Vec<(QuestionNo, Coverage)>> {
    let any = (1_u16..=10, -30_i64..120).prop_map(|(question, valid)| cover(question, valid));
    prop::collection::vec(any, 0..14)
}

fn any_work() -> impl Strategy<Value = Vec<OpenWork>> {
    let any = (1_u16..=11, -60_i64..120).prop_map(|(question, due_in)| task(question, due_in));
    prop::collection::vec(any, 0..12)
}

fn any_outlook() -> impl Strategy<Value = Outlook<'static>> {
    (0_i64..1024, any_covers(), any_work()).prop_map(|(yes, covers, work)| Outlook {
        rules: &BASELINE,
        yes: QuestionSet(yes),
        covers,
        work,
    })
}

fn usual(days: i64) -> Option<Punctuality> {
    Some(Punctuality { days, sample: 5 })
}

/// The rules again, told from a single day: what counts as good on it.
fn by_the_book(outlook: &Outlook<'_>, delay: i64, days: i64) -> Score {
    let mut costs = (0, 0);
    for question in (1..=10).map(QuestionNo) {
        let tasks = outlook.work.iter().filter(|task| task.question == question);
        let dues: Vec<i64> =
            tasks.map(|task| (task.due_on - day(TODAY)).num_days() + delay).collect();
        let is_done = !dues.is_empty() && dues.iter().all(|due| (*due).max(1) <= days);
        let is_yes = is_done || outlook.yes.has(question);
        let mut covers = outlook.covers.iter().filter(|(of, _)| *of == question);
        let is_proven = is_done || covers.any(|(_, cover)| cover.contains(ahead(days)));
        costs.0 += if is_yes { 0 } else { 10 };
        costs.1 += if is_yes && is_proven { 0 } else { 10 };
    }
    score(costs.0, costs.1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn every_day_is_as_the_rules_say(outlook in any_outlook(), delay in -40_i64..40) {
        let steps = ahead_of(&outlook, usual(delay));
        for days in 0..200 {
            prop_assert_eq!(steps.at(ahead(days)), by_the_book(&outlook, delay, days), "{}", days);
        }
        let days: Vec<Day> = steps.iter().map(|(day, _)| day).collect();
        prop_assert!(days.windows(2).all(|pair| pair[0] < pair[1]));
        let told: Vec<Score> = steps.iter().map(|(_, score)| score).collect();
        prop_assert!(told.windows(2).all(|pair| pair[0] != pair[1]), "only changes are told");
    }

    #[test]
    fn it_improves_on_due_days_alone_and_never_today(outlook in any_outlook()) {
        let steps = ahead_of(&outlook, None);
        let due: Vec<Day> =
            outlook.work.iter().map(|task| task.due_on.max(ahead(1))).collect();
        let mut was = steps.at(ahead(0));
        prop_assert_eq!(was, by_the_book(&Outlook { work: vec![], ..outlook.clone() }, 0, 0));
        for (day, score) in steps.changes() {
            let better = score.claimed < was.claimed || score.evidenced < was.evidenced;
            prop_assert!(!better || due.contains(day), "{} better by nothing", day);
            was = *score;
        }
    }

    #[test]
    fn it_never_promises_more_than_tasks_can_bring(outlook in any_outlook()) {
        let without = Outlook { work: vec![], ..outlook.clone() };
        let (with, without) = (ahead_of(&outlook, None), ahead_of(&without, None));
        for days in 0..200 {
            let on = ahead(days);
            let stake = at_stake(&BASELINE, outlook.yes, outlook.covered(on), &outlook.work);
            let (with, without) = (with.at(on), without.at(on));
            prop_assert!(with.claimed <= without.claimed && with.evidenced <= without.evidenced);
            prop_assert!(without.evidenced.minus(with.evidenced) <= stake.all, "{}", on);
            prop_assert!(without.claimed.minus(with.claimed) <= stake.all, "{}", on);
            prop_assert!(with.claimed <= with.evidenced);
        }
    }

    #[test]
    fn of_tasks_about_one_question_only_the_last_due_day_of_each_person_matters(
        outlook in any_outlook(),
        people in prop::collection::vec(0_i64..3, 12),
        delay in -40_i64..40,
    ) {
        let mut each = outlook.clone();
        for (task, person) in each.work.iter_mut().zip(&people) {
            task.assignee = PersonId(*person);
        }
        let mut last: BTreeMap<_, OpenWork> = BTreeMap::new();
        for task in &each.work {
            let known = last.entry((task.question, task.assignee)).or_insert(*task);
            known.due_on = known.due_on.max(task.due_on);
        }
        let together = Outlook { work: last.into_values().collect(), ..each.clone() };
        for usual in [None, usual(delay)] {
            prop_assert_eq!(ahead_of(&together, usual), ahead_of(&each, usual));
        }
        let covered = each.covered(ahead(0));
        let stake = |it: &Outlook<'_>| at_stake(&BASELINE, it.yes, covered, &it.work);
        prop_assert_eq!(stake(&together), stake(&each));
    }

    #[test]
    fn less_punctual_work_never_improves_a_day_earlier(
        outlook in any_outlook(),
        delay in -40_i64..40,
        more in 0_i64..40,
    ) {
        let sooner = ahead_of(&outlook, usual(delay));
        let later = ahead_of(&outlook, usual(delay + more));
        for days in 0..200 {
            let (sooner, later) = (sooner.at(ahead(days)), later.at(ahead(days)));
            prop_assert!(sooner.claimed <= later.claimed && sooner.evidenced <= later.evidenced);
        }
    }

    #[test]
    fn without_work_and_without_an_expiry_it_is_a_flat_line(yes in 0_i64..1024, proven in 0_i64..1024) {
        let covers = QuestionSet(proven).iter().map(|question| cover(question.0, 365)).collect();
        let outlook = Outlook { rules: &BASELINE, yes: QuestionSet(yes), covers, work: vec![] };
        for usual in [None, usual(20)] {
            prop_assert!(ahead_of(&outlook, usual).changes().is_empty());
        }
    }

    #[test]
    fn the_mean_of_a_day_is_the_mean_of_that_day(
        outlooks in prop::collection::vec(any_outlook(), 1..5),
    ) {
        let steps: Vec<_> = outlooks.iter().map(|outlook| ahead_of(outlook, None)).collect();
        let mean = forecast_mean(&steps).unwrap();
        for days in 0..150 {
            let of = |which: fn(Score) -> Points| {
                let points: Vec<Points> = steps.iter().map(|s| which(s.at(ahead(days)))).collect();
                domain::rollup::Mean::of(&points).unwrap()
            };
            let day = mean.at(ahead(days));
            prop_assert_eq!((day.claimed, day.evidenced), (of(|s| s.claimed), of(|s| s.evidenced)));
        }
    }
}
