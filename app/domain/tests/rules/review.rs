//! Review: the queue, answers to what was asked, and samples that can be drawn again.

use domain::evidence::sample::{DrawnAgain, asked, draw, draw_again, hash_of, names};
use domain::evidence::{EvidenceState, Spot, Standing, reply, standing};
use domain::{EvidenceId, QuestionNo, UnitId};
use proptest::prelude::*;

fn spot(unit: i64, question: u16, evidence: i64) -> Spot {
    Spot { unit: UnitId(unit), question: QuestionNo(question), evidence: EvidenceId(evidence) }
}

fn hundred() -> Vec<Spot> {
    (0..100).map(|n| spot(n % 7, 1 + u16::try_from(n % 10).unwrap(), n)).collect()
}

#[test]
fn an_item_waits_until_there_is_a_verdict() {
    assert_eq!(standing(EvidenceState::Pending, false), Standing::Waiting);
    assert_eq!(standing(EvidenceState::Accepted, false), Standing::Accepted);
    assert_eq!(standing(EvidenceState::Rejected, true), Standing::Rejected);
    assert_eq!(standing(EvidenceState::Superseded, false), Standing::Gone);
}

#[test]
fn a_question_waits_for_the_assessor_and_its_answer_for_the_auditor() {
    assert_eq!(standing(EvidenceState::Asked, false), Standing::Asked);
    assert_eq!(standing(EvidenceState::Asked, true), Standing::Waiting);
}

#[test]
fn an_answer_says_something() {
    assert_eq!(reply("  It is the gateway in Dublin. ").unwrap(), "It is the gateway in Dublin.");
    assert_eq!(reply(" \n").unwrap_err().about("reply"), Some("Write the answer."));
    assert!(reply(&"x".repeat(5_000)).is_err());
}

#[test]
fn a_sample_is_drawn_as_the_documents_say() {
    // As `printf '7\n1/2/3' | sha256sum` would tell.
    let population = [spot(1, 2, 3), spot(4, 5, 6), spot(9, 9, 9)];
    let first = draw(&population, "7", 1);
    let by_hand = |name: &str| {
        use sha2::Digest as _;
        hex::encode(sha2::Sha256::digest(format!("7\n{name}")))
    };
    let lowest = ["1/2/3", "4/5/6", "9/9/9"].into_iter().min_by_key(|name| by_hand(name)).unwrap();
    assert_eq!(first[0].to_string(), lowest);
}

#[test]
fn a_sample_is_drawn_again_from_the_names_that_were_kept() {
    let kept = names(&[spot(10, 1, 1), spot(9, 2, 3), spot(9, 2, 30)]);
    assert_eq!(kept, "9/2/3\n9/2/30\n10/1/1\n", "by number, and not as words");
    let (sha256, drawn) = (hash_of(&kept), draw(&hundred(), "7", 2));
    let again = |names: &str, seed, then: &[Spot]| {
        draw_again(names, &hash_of(&names_of_hundred()), seed, 2, then)
    };
    assert_eq!(again(&names_of_hundred(), "7", &drawn), DrawnAgain::Same);
    assert_eq!(again(&names_of_hundred(), "8", &drawn), DrawnAgain::OtherItems);
    let turned = [drawn[1], drawn[0]];
    assert_eq!(
        again(&names_of_hundred(), "7", &turned),
        DrawnAgain::OtherItems,
        "the order counts"
    );
    assert_eq!(again(&kept, "7", &drawn), DrawnAgain::OtherNames);
    assert_eq!(draw_again("1/2\n", &hash_of("1/2\n"), "7", 2, &drawn), DrawnAgain::OtherNames);
    assert_ne!(sha256, hash_of(&names_of_hundred()));
}

fn names_of_hundred() -> String {
    names(&hundred())
}

#[test]
fn another_seed_draws_another_sample() {
    assert_ne!(draw(&hundred(), "a", 10), draw(&hundred(), "b", 10));
}

#[test]
fn a_sample_has_a_size_and_may_have_a_seed() {
    assert_eq!(asked(" 25 ", "").unwrap(), (25, None));
    assert_eq!(asked("1", "Q4-2026").unwrap(), (1, Some("Q4-2026".to_owned())));
    for (size, seed, field) in
        [("0", "", "size"), ("1001", "", "size"), ("x", "", "size"), ("5", "a b", "seed")]
    {
        assert!(asked(size, seed).unwrap_err().about(field).is_some(), "{size} {seed}");
    }
}

proptest! {
    #[test]
    fn whatever_the_order_the_same_seed_draws_the_same(seed in "[a-z0-9]{1,20}", size in 1usize..120) {
        let population = hundred();
        let mut turned = population.clone();
        turned.reverse();
        let drawn = draw(&population, &seed, size);
        prop_assert_eq!(&drawn, &draw(&turned, &seed, size));
        prop_assert_eq!(drawn.len(), size.min(100));
        let distinct: std::collections::HashSet<_> = drawn.iter().collect();
        prop_assert_eq!(distinct.len(), drawn.len());
        prop_assert_eq!(hash_of(&names(&population)), hash_of(&names(&turned)));
        prop_assert_ne!(hash_of(&names(&population)), hash_of(&names(&population[1..])));
    }

    #[test]
    fn a_larger_sample_begins_with_the_smaller_one(size in 1usize..99) {
        let larger = draw(&hundred(), "s", size + 1);
        prop_assert_eq!(&draw(&hundred(), "s", size)[..], &larger[..size]);
    }
}
