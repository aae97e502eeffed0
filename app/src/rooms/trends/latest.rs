//! The newest submission of a unit, question by question, beside the one before it.

use domain::tasks::Cause;
use domain::{Answer, Points, UnitId};
use leptos::prelude::*;
use store::{Acceptance, Changes, QuestionChange};

use super::{places, say};
use crate::rooms::tasks;
use crate::ui::badge::{answer_badge, clash_badge, support_badge};
use crate::ui::score::{Pair, delta, delta_words, plumb, two_scores};
use crate::ui::{Button, Col, Notice, Panel, Table, Tone};

/// So many sentences of a contradiction stand in the notice.
const TOLD: usize = 2;

/// Today's contradictions of the newest submission; none where there are none.
pub(super) fn notice(changes: &Changes, unit: UnitId, may_make: bool) -> Option<AnyView> {
    let against: Vec<&QuestionChange> =
        changes.questions.iter().filter(|question| !question.clashes.is_empty()).collect();
    let first = against.first()?;
    let head = match against.len() {
        1 => "The inventory disagrees with one answer.".to_owned(),
        n => format!("The inventory disagrees with {} answers.", say::spelled(n).to_lowercase()),
    };
    let sentence = |question: &QuestionChange| {
        let told: Vec<&str> =
            question.clashes.iter().take(TOLD).map(|clash| clash.sentence.as_str()).collect();
        let more = question.clashes.len() - told.len();
        let more = if more > 0 { format!(" And {more} more.") } else { String::new() };
        format!("{} says “yes”. {}{more} ", question.label, told.join(" "))
    };
    let text: String = against.iter().map(|question| sentence(question)).collect();
    let href = places::question(changes.latest.taken.assessment, first.question);
    let open =
        Button::link(href, if against.len() == 1 { "Open the question" } else { "Open the first" });
    // What was frozen with the submission is what a task can come from.
    let make = (may_make && !first.clashed.is_empty()).then(|| {
        let cause = Cause::Disagreement(unit, first.question);
        tasks::make_of(cause, unit, first.question).view()
    });
    let actions = view! { {open.small()}{make} };
    Some(Notice::new(Tone::Clash, text).head(head).actions(actions).view())
}

/// The gauge of the unit's own score, and what changed since the assessment before.
pub(super) fn gauge(changes: Option<&Changes>, accepted: Option<AnyView>) -> AnyView {
    let Some(changes) = changes else {
        let body = view! {
            <div class="dialwrap">{plumb("own", None)}</div>
            <p class="small muted">"Not assessed: a unit without a submitted assessment has no score."</p>
        };
        return Panel::new("Score today").stacked(body).view();
    };
    let latest = &changes.latest;
    let pair = Pair::from(latest.score);
    let since = |now: f64, then: Option<f64>| {
        let name = changes.previous.as_ref().map_or("", |previous| previous.name.as_str());
        then.map(|then| {
            let since = format!(" since {name}");
            view! { {delta(then, now)}{since} }
        })
    };
    let before = changes.previous.as_ref().map(|previous| Pair::from(previous.score));
    let evidenced = since(pair.evidenced, before.map(|pair| pair.evidenced));
    let claimed = since(pair.claimed, before.map(|pair| pair.claimed));
    let submitted = format!(
        "{}, submitted {} by {}",
        latest.name,
        domain::text::day(latest.taken.day()),
        latest.submitted_by
    );
    let body = view! {
        <div class="dialwrap">{plumb("own", Some(pair))}</div>
        {two_scores(Some(pair), evidenced, claimed)}
        <p class="small muted">{submitted}</p>
        {accepted}
    };
    Panel::new("Score today").aside("Lower is better").stacked(body).view()
}

/// The table of questions.
pub(super) fn questions(changes: &Changes, accepted: &[&Acceptance]) -> AnyView {
    let latest = &changes.latest;
    let assessment = latest.taken.assessment;
    let rows = changes
        .questions
        .iter()
        .map(|question| {
            let risk = accepted.iter().find(|it| it.question == question.question);
            row(question, assessment, risk.copied())
        })
        .collect_view();
    let since = changes.previous.as_ref().map(|previous| format!("Since {}", previous.name));
    let cols = [
        Col::new("Question"),
        Col::new("Answer"),
        Col::new("Evidence today"),
        Col::new(since.unwrap_or_else(|| "Since last time".to_owned())).p2(),
        Col::new("Next step").p3(),
        Col::new("Points").num().p2(),
    ];
    let table = Table::new(format!("{}, question by question", latest.name))
        .cols(cols)
        .rows(rows)
        .foot(total(changes));
    let revision = match latest.taken.revision {
        1 => String::new(),
        n => format!(", revision {n}"),
    };
    let note = format!("{}{revision} · by {}", latest.name, latest.submitted_by);
    let open = Button::link(places::assessment(assessment), "Open the assessment").small();
    Panel::new("Latest assessment").note(note).end(open).flush(table).view()
}

fn row(
    question: &QuestionChange,
    assessment: domain::AssessmentId,
    risk: Option<&Acceptance>,
) -> AnyView {
    let yes = question.answer == Answer::Yes;
    let evidence = if yes {
        support_badge(question.support)
    } else {
        view! { <span class="muted">"None needed"</span> }.into_any()
    };
    let (better, words) = say::change(question);
    let step = say::next_step(question.answer, question.support);
    let step = if step.is_empty() { "–" } else { step };
    let href = places::question(assessment, question.question);
    let label = question.label.clone();
    let evidenced = domain::text::count(question.cost().evidenced.0, "point", "points");
    let narrow = format!("{words}, {evidenced}");
    view! {
        <tr>
            <th scope="row">
                <span class="qn">{question.question.0}</span>
                <a href=href>{label}</a>
                <span class="only-narrow">{narrow}</span>
            </th>
            <td>{answer_badge(Some(yes))}</td>
            <td><span class="row row--wrap">{evidence}{disagrees(question)}{risk.map(tasks::accepted_badge)}</span></td>
            <td class="p2">{delta_words(better, words)}</td>
            <td class="p3"><span class="muted">{step}</span></td>
            <td class="is-num p2">{points(question)}</td>
        </tr>
    }
    .into_any()
}

/// Whether the register contradicts the answer today; or did on its day, and no longer does.
fn disagrees(question: &QuestionChange) -> Option<AnyView> {
    if !question.clashes.is_empty() {
        return Some(clash_badge());
    }
    let settled = "The inventory disagreed then; the register has been put right since.";
    (!question.clashed.is_empty())
        .then(|| view! { <span class="small muted">{settled}</span> }.into_any())
}

/// What the question costs: claimed, and what lacking proof adds.
fn points(question: &QuestionChange) -> AnyView {
    let cost = question.cost();
    sum(cost.claimed, cost.believed())
}

fn sum(claimed: Points, added: Points) -> AnyView {
    let claimed = match claimed.0 {
        0 => view! { <span class="muted">"0"</span> }.into_any(),
        claimed => view! { <b>{claimed}</b> }.into_any(),
    };
    let added = (added.0 > 0).then(|| {
        view! { " "<b>{format!("+{added}")}</b><span class="sr">" for lack of proof"</span> }
    });
    view! { {claimed}{added} }.into_any()
}

fn total(changes: &Changes) -> AnyView {
    let score = changes.latest.score;
    let said = format!("{} claimed, {} evidenced", score.claimed, score.evidenced);
    view! {
        <tr>
            <th scope="row">"Total"</th>
            <td colspan="2" class="nowrap">{said}</td>
            <td class="p2"></td>
            <td class="p3"></td>
            <td class="is-num p2 nowrap">{sum(score.claimed, score.believed())}</td>
        </tr>
    }
    .into_any()
}
