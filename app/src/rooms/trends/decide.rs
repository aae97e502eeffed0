//! What needs a decision, each thing with the way to it.

use domain::trends::Expiring;
use domain::{Action, Day, Timestamp, text};
use leptos::prelude::AnyView;
use store::{Clashing, Decisions, OpenAssessment, PassedOn};

use super::sight::Sight;
use super::{places, say};
use crate::context::Visitor;
use crate::ui::list::{Item, list};
use crate::ui::{Empty, Panel, Tone};

/// At most so many of one kind stand by themselves; more are told in one line.
const ALONE: usize = 3;

/// Everything that the panel is made of.
pub(super) struct ToDecide<'a> {
    pub(super) visitor: &'a Visitor,
    pub(super) sight: &'a Sight,
    pub(super) decisions: &'a Decisions,
    /// What colleagues passed on to the visitor.
    pub(super) passed_on: &'a [PassedOn],
    /// What stops counting up to a day, and that day.
    pub(super) expiring: (Expiring, Day),
}

/// The panel.
pub(super) fn panel(to_decide: &ToDecide<'_>) -> AnyView {
    let items = items(to_decide);
    if items.is_empty() {
        let text =
            "No contradiction, no overdue draft, no evidence that waits or is about to expire.";
        return Panel::new("Needs a decision")
            .flush(Empty::new("circle-check", "Nothing waits", text))
            .view();
    }
    Panel::new("Needs a decision").aside(items.len().to_string()).flush(list(items)).view()
}

fn items(to_decide: &ToDecide<'_>) -> Vec<Item> {
    let decisions = to_decide.decisions;
    let mut items = Vec::new();
    items.extend(passed_on(to_decide.passed_on));
    items.extend(clashes(decisions));
    items.extend(approvals(to_decide));
    items.extend(returned(decisions));
    items.extend(overdue(decisions));
    items.extend(evidence(to_decide));
    items
}

/// Questions that wait for the visitor alone: all of them stand by themselves.
fn passed_on(questions: &[PassedOn]) -> Vec<Item> {
    let item = |passed: &PassedOn| {
        let label = say::label(passed.question);
        Item::new(format!("{} passed {label} on to you", passed.by))
            .below(format!("{}, {}", passed.unit_name, passed.name))
            .icon(Tone::Info, "user-plus")
            .href(places::question(passed.assessment, passed.question))
    };
    questions.iter().map(item).collect()
}

fn clashes(decisions: &Decisions) -> Vec<Item> {
    let mut items: Vec<Item> = decisions.clashes.iter().take(ALONE).map(clash).collect();
    let more = decisions.clash_count - items.len();
    if more > 0 {
        let units = text::count(decisions.clash_units, "unit", "units");
        let title = format!("{} more", text::count(more, "contradiction", "contradictions"));
        let said = format!("{} in {units} altogether", decisions.clash_count);
        let item = Item::new(title).below(said).icon(Tone::Clash, "git-compare-arrows");
        items.push(item.href("/units?clash=yes"));
    }
    items
}

fn clash(clash: &Clashing) -> Item {
    let more = clash.sentences.len().saturating_sub(1);
    let first = clash.sentences.first().map_or("", |sentence| sentence.trim_end_matches('.'));
    let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
    Item::new(format!("Inventory disagrees on {}", clash.label))
        .below(format!("{} says yes, yet {first}{more}", clash.unit_name))
        .icon(Tone::Clash, "git-compare-arrows")
        .href(places::question(clash.assessment, clash.question))
}

/// What a manager has to look at; to everybody else it is news of the same kind.
fn approvals(to_decide: &ToDecide<'_>) -> Vec<Item> {
    let waiting = &to_decide.decisions.to_approve;
    let now = to_decide.visitor.state.now();
    grouped(waiting, "assessments wait for approval", "submitted", |open| {
        let since = open.since.map_or_else(String::new, |since| text::since(since, now));
        Item::new(format!("{} waits for approval", open.unit_name))
            .below(format!("{}, submitted {since}", open.name))
            .icon(Tone::Info, "send")
            .href(places::assessment(open.id))
    })
}

fn returned(decisions: &Decisions) -> Vec<Item> {
    grouped(&decisions.returned, "drafts were returned", "draft", |open| {
        Item::new(format!("{} was returned", open.unit_name))
            .below(format!("{} waits to be submitted again", open.name))
            .icon(Tone::Off, "corner-left-up")
            .href(places::assessment(open.id))
    })
}

fn overdue(decisions: &Decisions) -> Vec<Item> {
    grouped(&decisions.overdue, "assessments are overdue", "draft", |open| {
        let due = open.due_on.map_or_else(String::new, text::day);
        Item::new(format!("{} is overdue", open.unit_name))
            .below(format!("{} was due {due}", open.name))
            .icon(Tone::High, "alarm-clock")
            .href(places::assessment(open.id))
    })
}

/// A few assessments by themselves, many in one line.
fn grouped(
    all: &[OpenAssessment],
    many: &str,
    state: &str,
    one: impl Fn(&OpenAssessment) -> Item,
) -> Vec<Item> {
    if all.len() <= ALONE {
        return all.iter().map(one).collect();
    }
    let names: Vec<&str> = all.iter().map(|open| open.unit_name.as_str()).collect();
    let (tone, glyph) = match state {
        "submitted" => (Tone::Info, "send"),
        _ => (Tone::Off, "alarm-clock"),
    };
    let item = Item::new(format!("{} {many}", text::number(all.len() as u64)))
        .below(text::list_at_most(&names, ALONE))
        .icon(tone, glyph)
        .href(places::assessments_in(state));
    vec![item]
}

fn evidence(to_decide: &ToDecide<'_>) -> Vec<Item> {
    let opens = to_decide.visitor.actor.allows_somewhere(Action::OpenEvidence);
    let leads = |item: Item, state: &str| {
        if opens { item.href(places::evidence_in(state)) } else { item }
    };
    let (expiring, on) = to_decide.expiring;
    let mut items = Vec::new();
    if expiring.items > 0 {
        let verb = if expiring.items == 1 { "item expires" } else { "items expire" };
        let title =
            format!("{} {verb} before {}", text::number(expiring.items as u64), text::day(on));
        let said = match expiring.points.0 {
            0 => "No point would be added: other evidence stands beside it".to_owned(),
            points => format!("Would add up to {points} evidenced points"),
        };
        let item = Item::new(title).below(said).icon(Tone::Off, "calendar-x");
        items.push(leads(item, "accepted"));
    }
    let waiting = to_decide.decisions.evidence;
    if waiting.pending > 0 {
        let verb = if waiting.pending == 1 { "item waits" } else { "items wait" };
        let title = format!("{} {verb} for review", text::number(waiting.pending.into()));
        let item = Item::new(title).below(oldest(waiting.oldest, to_decide.sight.today));
        items.push(leads(item.icon(Tone::Neutral, "file-clock"), "pending"));
    }
    if waiting.asked > 0 {
        let what = if waiting.asked == 1 { "question" } else { "questions" };
        let title = format!("{} {what} by an auditor", text::number(waiting.asked.into()));
        let item = Item::new(title).below("Waits for an answer or better evidence");
        items.push(leads(item.icon(Tone::Info, "message-circle-question-mark"), "asked"));
    }
    items
}

fn oldest(since: Option<Timestamp>, today: Day) -> String {
    let days = since.map_or(0, |since| (today - since.day()).num_days().max(0).unsigned_abs());
    match days {
        0 => "The oldest since today".to_owned(),
        days => format!("Oldest: {}", text::count(days, "day", "days")),
    }
}
