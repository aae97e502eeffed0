//! Who hears what, and who is here.

use super::*;

const ID: AssessmentId = AssessmentId(3);

fn page(person: i64, tab: &str) -> Page {
    Page { person: PersonId(person), tab: tab.to_owned() }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[tokio::test]
async fn news_reach_who_listens_to_the_same_assessment() {
    let live = Live::default();
    let mut here = live.listen(ID, page(1, "a"));
    let mut elsewhere = live.listen(AssessmentId(4), page(1, "b"));
    live.tell(ID, News::Moved);
    assert!(matches!(here.hear().await, Heard::News(news) if *news == News::Moved));
    live.close();
    assert!(matches!(elsewhere.hear().await, Heard::Closed));
    assert!(matches!(here.hear().await, Heard::Closed));
    assert!(matches!(live.listen(ID, page(2, "c")).hear().await, Heard::Closed));
}

#[tokio::test]
async fn who_falls_behind_is_told_so() {
    let live = Live::default();
    let mut slow = live.listen(ID, page(1, "a"));
    for _ in 0..=BACKLOG {
        live.tell(ID, News::Moved);
    }
    assert!(matches!(slow.hear().await, Heard::Behind));
    assert!(matches!(slow.hear().await, Heard::News(_)));
}

#[test]
fn people_are_here_once_until_they_fall_silent() {
    let live = Live::default();
    let nine = at("2026-11-23T09:00:00Z");
    let on = |question| Some(QuestionNo(question));
    let _open = [page(1, "a"), page(2, "b"), page(2, "c")].map(|page| live.listen(ID, page));
    live.here(ID, page(1, "a"), "Priya Raman", on(5), nine);
    live.here(ID, page(2, "b"), "Ivy Chen", on(6), nine);
    live.here(ID, page(2, "c"), "Ivy Chen", on(7), at("2026-11-23T09:00:10Z"));
    let seen = live.present(ID, PersonId(1), at("2026-11-23T09:00:20Z"));
    let ivy = Present { name: "Ivy Chen".to_owned(), initials: "IC".to_owned(), question: on(7) };
    assert_eq!(seen, [ivy]);
    assert_eq!(live.present(ID, PersonId(2), nine).len(), 1);
    assert!(live.present(ID, PersonId(1), at("2026-11-23T09:02:00Z")).is_empty());
}

#[tokio::test]
async fn a_sign_of_life_counts_while_its_page_listens() {
    let live = Live::default();
    let nine = at("2026-11-23T09:00:00Z");
    let mut other = live.listen(ID, page(1, "a"));
    let is_told = |heard| matches!(heard, Heard::News(news) if *news == News::Here(Vec::new()));
    // A page says that it is here and opens its stream at once: either may come first.
    live.here(ID, page(2, "b"), "Ivy Chen", None, nine);
    assert!(live.present(ID, PersonId(1), nine).is_empty());
    assert!(is_told(other.hear().await));
    let listener = live.listen(ID, page(2, "b"));
    assert!(is_told(other.hear().await));
    assert_eq!(live.present(ID, PersonId(1), nine).len(), 1);
    // What was under way when the page was closed arrives after its stream has ended.
    drop(listener);
    live.here(ID, page(2, "b"), "Ivy Chen", None, nine);
    assert!(live.present(ID, PersonId(1), nine).is_empty());
}

#[test]
fn a_closed_page_leaves_and_takes_an_empty_meeting_with_it() {
    let live = Live::default();
    let nine = at("2026-11-23T09:00:00Z");
    let listener = live.listen(ID, page(1, "a"));
    live.here(ID, page(1, "a"), "Priya Raman", None, nine);
    let ivy = live.listen(ID, page(2, "b"));
    live.here(ID, page(2, "b"), "Ivy Chen", None, nine);
    drop(listener);
    assert!(live.present(ID, PersonId(2), nine).is_empty());
    assert_eq!(live.present(ID, PersonId(1), nine).len(), 1);
    drop(ivy);
    assert!(live.meetings().is_empty());
    // A browser that opens its stream anew does not leave in between.
    let (old, new) = (live.listen(ID, page(1, "a")), live.listen(ID, page(1, "a")));
    live.here(ID, page(1, "a"), "Priya Raman", None, nine);
    drop(old);
    assert_eq!(live.present(ID, PersonId(2), nine).len(), 1);
    drop(new);
    assert!(live.meetings().is_empty());
    let unheard = live.listen(ID, page(1, "a"));
    drop(unheard);
    assert!(live.meetings().is_empty());
}
