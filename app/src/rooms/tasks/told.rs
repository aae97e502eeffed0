//! What a task consists of and what happened to it, told.

use domain::tasks::talk::{Piece, pieces};
use domain::tasks::{Cause, TEXT_MAX, TaskState, TaskStep};
use domain::{PersonId, text};
use leptos::prelude::*;
use store::{Task, TaskActivity};

use super::page_of;
use super::sheet::Sheet;
use crate::ui::timeline::{Mark, Timeline, quote};
use crate::ui::{Button, Field, Form, Typed, error_summary, icon_sm};

/// The steps that can be ticked, each by a form of its own.
pub(super) fn checklist(sheet: &Sheet) -> Option<AnyView> {
    let steps = &sheet.task.checklist;
    if steps.is_empty() {
        return None;
    }
    let ticked = steps.iter().filter(|step| step.ticked_at.is_some()).count();
    let may_tick = sheet.may_work && !sheet.task.row.state.is_settled();
    let action = format!("{}/tick", page_of(sheet.task.row.id));
    let lines = steps.iter().map(|step| {
        let is_ticked = step.ticked_at.is_some();
        let who = step.ticked_by.clone().zip(step.ticked_at).map(|(who, at)| {
            view! { <small>{format!("{who}, {}", text::day(at.day()))}</small> }
        });
        let state = if is_ticked { "Done: " } else { "To do: " };
        let glyph = icon_sm(if is_ticked { "circle-check" } else { "circle" });
        let words = view! { <span><span class="sr">{state}</span>{step.words.clone()}{who}</span> };
        if !may_tick {
            return view! { <li class="step">{glyph}{words}</li> }.into_any();
        }
        let (next, verb) = if is_ticked { ("no", "Take the tick back") } else { ("yes", "Tick") };
        let label = format!("{verb}: {}", step.words);
        view! {
            <li class="step">
                <form method="post" action=action.clone()>
                    <input type="hidden" name="position" value=step.position.to_string() />
                    <button class="step__tick" name="ticked" value=next aria-label=label>{glyph}</button>
                </form>
                {words}
            </li>
        }
        .into_any()
    });
    let lines = lines.collect_view();
    let count = format!("{ticked} of {} done", steps.len());
    let list = view! {
        <section class="stack stack--2" id="steps">
            <div class="section-head"><h2>"Steps"</h2><span class="small num">{count}</span></div>
            <ol class="checks">{lines}</ol>
        </section>
    };
    Some(list.into_any())
}

/// Everything that happened, the oldest first, and what somebody wants to say.
pub(super) fn activity(sheet: &Sheet) -> AnyView {
    let mut timeline = Timeline::new();
    for it in &sheet.task.activity {
        let (mark, verb) = verb(it);
        let what = view! { <b>{it.by.clone()}</b>" "{verb} };
        let when = text::moment(it.at);
        timeline = if it.words.is_empty() {
            timeline.entry(mark, what, when)
        } else {
            let said = view! { <div class="lines">{quote(said(it, &sheet.people))}</div> };
            timeline.entry_with(mark, what, when, said)
        };
    }
    let say = sheet.may_work.then(|| {
        let typed = &sheet.told.comment;
        let field = Field::textarea("comment", "Comment").rows(2).max(TEXT_MAX);
        let field = field.hint("@ and somebody’s full name tells them of it.");
        Form::post(format!("{}/comment", page_of(sheet.task.row.id)))
            .class("stack comment")
            .summary(typed)
            .body(field.view(typed))
            .actions(Button::submit("Comment"))
            .view()
    });
    view! {
        <section class="stack stack--3" id="activity">
            <h2>"Activity"</h2>
            {timeline}
            {say}
        </section>
    }
    .into_any()
}

/// What was said: of a comment with its mentions and links; nothing else in it is markup.
fn said(it: &TaskActivity, people: &[(PersonId, String)]) -> AnyView {
    if it.what != "comment" {
        return it.words.clone().into_any();
    }
    let piece = |piece: Piece| match piece {
        Piece::Text(text) => text.into_any(),
        Piece::Mention(_, name) => view! { <b class="mention">{name}</b> }.into_any(),
        Piece::Link(address) => {
            let href = address.clone();
            view! {
                <a class="link" href=href target="_blank" rel="noopener noreferrer nofollow">
                    {address}<span class="sr">" in a new tab"</span>
                </a>
            }
            .into_any()
        }
    };
    pieces(&it.words, people).into_iter().map(piece).collect_view().into_any()
}

fn verb(it: &TaskActivity) -> (Mark, String) {
    let day = |text: &str| text.parse().map_or_else(|_| text.to_owned(), text::day);
    if let Ok(step) = it.what.parse::<TaskStep>() {
        let label = |key: &str| key.parse::<TaskState>().map_or("", |state| state.label());
        let mark = match step {
            TaskStep::Verify | TaskStep::Finish => Mark::True,
            TaskStep::Block | TaskStep::SendBack | TaskStep::Cancel => Mark::High,
            _ => Mark::Plain,
        };
        let moved = format!("moved it from {} to {}", label(&it.was), label(&it.is_now));
        return (mark, moved);
    }
    if let Some(known) = risk(it) {
        return known;
    }
    let verb = match it.what.as_str() {
        "created" => format!("made the task for {}", it.is_now),
        "assigned" => format!("gave it to {}; it was {}’s", it.is_now, it.was),
        "re-dated" => format!("made it due on {} instead of {}", day(&it.is_now), day(&it.was)),
        "evidence" => format!("attached “{}”", it.is_now),
        "ticked" => format!("ticked “{}”", it.is_now),
        "unticked" => format!("took the tick back from “{}”", it.is_now),
        "answered" => format!("answered its question with yes, in the draft of {}", it.is_now),
        "comment" => "commented".to_owned(),
        _ => "changed what it says".to_owned(),
    };
    (Mark::Plain, verb)
}

/// What happened to the acceptance of its risk.
fn risk(it: &TaskActivity) -> Option<(Mark, String)> {
    let until = it.is_now.parse().map_or_else(|_| it.is_now.clone(), text::day);
    Some(match it.what.as_str() {
        "risk-asked" => (Mark::Plain, format!("asked that its risk be accepted until {until}")),
        "risk-granted" => (Mark::Plain, format!("accepted its risk until {until}")),
        "risk-declined" => (Mark::High, "declined to accept its risk".to_owned()),
        "risk-withdrawn" => (Mark::High, "took the acceptance of its risk back".to_owned()),
        "risk-lapsed" => (Mark::High, format!("ended the acceptance of its risk: {until} is over")),
        _ => return None,
    })
}

/// A form that came back to a page that no longer has it, since somebody was quicker: what is wrong,
/// and what was typed.
pub(super) fn too_late(typed: &Typed, field: &str) -> AnyView {
    let words = typed.get(field).to_owned();
    let kept = (!words.is_empty()).then(|| {
        view! {
            <div class="field">
                <label for="unsent">"What you wrote, which was not kept"</label>
                <textarea class="textarea" id="unsent" rows="3" readonly>{words}</textarea>
            </div>
        }
    });
    view! { <div class="stack stack--3">{error_summary(typed)}{kept}</div> }.into_any()
}

/// What it comes from, with a link where that has a page.
pub(super) fn cause(task: &Task) -> AnyView {
    let Some(cause) = task.row.cause else { return "Made by hand".into_any() };
    let href = match cause {
        Cause::No(unit, _) | Cause::Disagreement(unit, _) => format!("/units/{unit}"),
        Cause::Rejected(item, ..) => format!("/evidence/{item}"),
        Cause::Request(request) => format!("/requests/{request}"),
        Cause::Finding(finding) => format!("/findings/{finding}"),
    };
    view! { <a class="link" href=href>{cause.label()}</a> }.into_any()
}
