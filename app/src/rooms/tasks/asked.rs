//! What the address of the list asks for.

use domain::tasks::{Grouping, TaskState};
use domain::{PersonId, QuestionNo};
use store::{TaskFilter, TaskSort, TaskStanding};

use super::PATH;
use crate::rooms::account::local_path;
use crate::ui::{Query, Typed};

/// How the list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Table,
    Board,
}

impl Look {
    pub(super) fn of(query: &Query) -> Self {
        if query.get("view") == "board" { Self::Board } else { Self::Table }
    }
}

/// The choices of how tasks stand, beside that of all that are neither settled nor put aside.
pub(super) const STANDINGS: [(&str, &str); 10] = [
    ("overdue", "Overdue"),
    ("soon", "Due within 7 days"),
    ("open", "Open"),
    ("in-progress", "In progress"),
    ("blocked", "Blocked"),
    ("done", "Done, to be verified"),
    ("verified", "Verified"),
    ("accepted", "Put aside, the risk accepted"),
    ("cancelled", "Cancelled"),
    ("all", "All that there are"),
];

/// The value of the filters by person that means whoever looks.
pub(super) const ME: &str = "me";

/// What the address asks for, without what it can't mean, in one order: two addresses that ask for the
/// same are one. Which page is shown is no part of it.
pub(super) fn canonical(query: &Query) -> Query {
    let number = |name| query.get(name).parse::<u32>().map(|n| n.to_string()).unwrap_or_default();
    let one_of = |name, words: &[&str]| {
        let asked = query.get(name);
        if words.contains(&asked) { asked.to_owned() } else { String::new() }
    };
    let assignee = match query.get("assignee") {
        ME => ME.to_owned(),
        _ => number("assignee"),
    };
    let question = query.get("question").parse::<u16>().map(|n| n.to_string()).unwrap_or_default();
    let group = query.get("group").parse::<Grouping>().map_or("", Grouping::key);
    Query::new()
        .with("q", words(query))
        .with("unit", number("unit"))
        .with("question", question)
        .with("assignee", assignee)
        .with("watching", one_of("watching", &[ME]))
        .with("model", number("model"))
        .with("standing", one_of("standing", &STANDINGS.map(|(key, _)| key)))
        .with("sort", one_of("sort", &["unit", "assignee", "question", "priority"]))
        .with("group", group)
        .with("view", one_of("view", &["board"]))
}

fn words(query: &Query) -> String {
    query.get("q").trim().chars().take(200).collect()
}

/// Where a form of the list leads back to: the list as it was.
pub(super) fn back(typed: &Typed) -> &str {
    match local_path(typed.get("back")) {
        path if path == PATH || path.starts_with("/tasks?") => path,
        _ => PATH,
    }
}

/// The same with a word of what was done.
pub(super) fn done(back: &str, word: &str) -> String {
    let joint = if back.contains('?') { '&' } else { '?' };
    format!("{back}{joint}done={word}")
}

/// What an address of the list asks for.
pub(super) fn query_of(address: &str) -> Query {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    Query::from(form_urlencoded::parse(query.as_bytes()).into_owned().collect::<Vec<_>>())
}

/// What the address asks for. What it can't mean counts as not asked.
pub(super) fn filter(query: &Query, me: PersonId) -> TaskFilter {
    let standing = match query.get("standing") {
        "overdue" => TaskStanding::Overdue,
        "soon" => TaskStanding::DueSoon,
        "all" => TaskStanding::All,
        key => key.parse::<TaskState>().map_or(TaskStanding::Open, TaskStanding::Is),
    };
    let assignee = match query.get("assignee") {
        ME => Some(me),
        id => id.parse().ok(),
    };
    TaskFilter {
        unit: query.get("unit").parse().ok(),
        question: query.get("question").parse().ok().map(QuestionNo),
        assignee,
        watcher: (query.get("watching") == ME).then_some(me),
        model: query.get("model").parse().ok(),
        standing,
        words: words(query),
        sort: match query.get("sort") {
            "unit" => TaskSort::Unit,
            "assignee" => TaskSort::Assignee,
            "question" => TaskSort::Question,
            "priority" => TaskSort::Priority,
            _ => TaskSort::Due,
        },
        group: query.get("group").parse().ok(),
        page: query.get("page").parse().unwrap_or(1).clamp(1, 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(address: &str) -> String {
        canonical(&query_of(address)).href("")
    }

    #[test]
    fn what_is_kept_of_an_address_is_what_it_means() {
        assert_eq!(
            kept("/tasks?view=board&page=3&unit=04&assignee=me&q=%20keys%20&done=saved"),
            "?q=keys&unit=4&assignee=me&view=board"
        );
        assert_eq!(
            kept("/tasks?watching=me&group=due&sort=priority&standing=in-progress&model=7"),
            "?watching=me&model=7&standing=in-progress&sort=priority&group=due"
        );
        assert_eq!(kept("/tasks?assignee=12&question=9"), "?question=9&assignee=12");
    }

    #[test]
    fn what_an_address_can_not_mean_is_thrown_away() {
        for nothing in [
            "/tasks",
            "/tasks?",
            "/tasks?as_of=2026-01-01&next=%2F%2Fevil.example&page=2",
            "/tasks?unit=x&question=-1&assignee=%3Cb%3E&watching=12&model=1e9",
            "/tasks?standing=settled&sort=-due&group=UNIT&view=table",
            "/tasks?q=%20%20&unit=99999999999999999999",
        ] {
            assert_eq!(kept(nothing), "", "{nothing}");
        }
        let long = format!("/tasks?q={}", "%C3%BC".repeat(500));
        assert_eq!(kept(&long).len(), "?q=".len() + 200 * "%C3%BC".len());
        assert_eq!(kept("/tasks?q=%22%3E%3Cb%3E&q=again"), "?q=%22%3E%3Cb%3E");
    }

    #[test]
    fn every_choice_of_the_list_is_kept() {
        for (standing, _) in STANDINGS {
            assert_eq!(
                kept(&format!("/tasks?standing={standing}")),
                format!("?standing={standing}")
            );
        }
        for group in Grouping::ALL {
            assert_eq!(kept(&format!("/tasks?group={group}")), format!("?group={group}"));
        }
    }

    #[test]
    fn a_form_leads_back_to_the_list_and_nowhere_else() {
        let back_of = |address: &str| back(&Typed::new([("back", address.to_owned())])).to_owned();
        assert_eq!(back_of("/tasks?unit=3"), "/tasks?unit=3");
        for elsewhere in ["", "/tasks/7/edit", "/people", "//evil.example", "https://evil.example"]
        {
            assert_eq!(back_of(elsewhere), "/tasks");
        }
        assert_eq!(done("/tasks", "saved"), "/tasks?done=saved");
        assert_eq!(done("/tasks?unit=3", "saved"), "/tasks?unit=3&done=saved");
    }
}
