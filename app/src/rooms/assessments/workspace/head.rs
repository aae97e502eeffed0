//! The head of the workspace: what it is, where it stands, who is here, and what stands in the way.

use domain::Answer;
use domain::assessment::State;
use domain::text::{day, moment, relative};
use leptos::prelude::*;
use store::CurrentAnswer;

use super::decision;
use super::desk::{Desk, Mode};
use crate::rooms::assessments::islands::sums;
use crate::rooms::assessments::wire::Present;
use crate::ui::badge::{assessment_badge, returned_badge};
use crate::ui::person::avatar_here;
use crate::ui::timeline::quote;
use crate::ui::{Button, Notice, PageHead, Tone, icon};

/// "Online Store, Q4 2026".
pub fn title(desk: &Desk) -> String {
    let assessment = &desk.workspace.live.assessment;
    format!("{}, {}", assessment.unit_name, assessment.name)
}

pub fn head(desk: &Desk) -> AnyView {
    let assessment = &desk.workspace.live.assessment;
    let returned = assessment.returned.is_some().then(returned_badge);
    let due = assessment.due_on.filter(|_| assessment.state != State::Approved).map(|due| {
        let when = relative(due, desk.today);
        view! { <span>"Due "<b>{day(due)}</b>{format!(", {when}")}</span> }
    });
    let meta = view! {
        <span>{assessment_badge(assessment.state)}</span>
        {returned.map(|badge| view! { <span>{badge}</span> })}
        {due}
        {revisions(desk)}
        {here(&desk.present)}
    };
    let last_time = desk.last_time().map(|last| {
        let href = format!("/assessments/{}/revisions/{}", last.assessment, last.frozen.revision);
        Button::link(href, format!("{} as submitted", last.frozen.name)).icon("git-compare")
    });
    let head = PageHead::new(title(desk)).meta(meta);
    let buttons: Vec<_> = last_time.into_iter().chain(tasks(desk)).map(Button::view).collect();
    if buttons.is_empty() { head.view() } else { head.actions(buttons.collect_view()).view() }
}

/// Once it is submitted, each no can become work for somebody.
fn tasks(desk: &Desk) -> Option<Button> {
    let live = &desk.workspace.live;
    let is_no = |answer: &CurrentAnswer| answer.answer == Some(Answer::No);
    let is_over = live.assessment.state != State::Draft && live.answers.iter().any(is_no);
    let href = format!("{}/tasks", desk.address());
    (is_over && desk.may.submit).then(|| Button::link(href, "Tasks from each no").icon("list-plus"))
}

/// Links to what was submitted so far.
fn revisions(desk: &Desk) -> Option<AnyView> {
    let assessment = &desk.workspace.live.assessment;
    let links = (1..=assessment.revision).map(|revision| {
        let href = format!("{}/revisions/{revision}", desk.address());
        view! { <a class="link" href=href>{format!("Revision {revision}")}</a> }
    });
    let links: Vec<_> = links.collect();
    (!links.is_empty())
        .then(|| view! { <span class="row">{links.collect_view()}</span> }.into_any())
}

/// Who else has the page open; empty until somebody has.
fn here(present: &[Present]) -> AnyView {
    let circles = present.iter().map(|one| avatar_here(&one.name)).collect_view();
    let words = present.iter().enumerate().map(|(at, one)| {
        let before = if at == 0 { "" } else { ", " };
        let where_to = sums::is_where(one.question);
        view! { {before}<b>{one.name.clone()}</b>{where_to} }
    });
    let words = words.collect_view();
    let nobody = present.is_empty();
    view! {
        <span class="here" id="here" hidden=nobody>
            <span class="people">{circles}</span>
            <span>{words}</span>
        </span>
    }
    .into_any()
}

/// What a person should know before the first question.
pub fn notices(desk: &Desk) -> AnyView {
    let assessment = &desk.workspace.live.assessment;
    let returned = assessment.returned.as_ref().map(|(reason, by, at)| {
        let head = format!("Returned by {by} on {}.", moment(*at));
        Notice::new(Tone::Off, view! { <span class="lines">{reason.clone()}</span> })
            .icon("corner-left-up")
            .head(head)
            .view()
    });
    view! {
        {(desk.mode != Mode::Edit).then(|| news(desk))}
        {too_late(desk)}
        {returned}
        {requests(desk)}
        {locked(desk)}
        {decision::decide(desk)}
    }
    .into_any()
}

/// That evidence was asked for and is not answered yet.
fn requests(desk: &Desk) -> Option<AnyView> {
    if desk.requests == 0 {
        return None;
    }
    let unit = desk.workspace.live.assessment.unit;
    let href = format!("/requests?state=open&unit={unit}");
    let head = match desk.requests {
        1 => "Evidence was asked for.".to_owned(),
        n => format!("Evidence was asked for {n} times."),
    };
    let text = view! { <a class="link" href=href>"See what is wanted, and by when"</a> };
    Some(Notice::new(Tone::Info, text).icon("file-plus-2").head(head).view())
}

/// For the browser to show: that somebody took the assessment a step further. Where there is a bar
/// that stays in sight, it stands there.
pub fn news(desk: &Desk) -> AnyView {
    let address = desk.address();
    view! {
        <div class="notice" id="news" hidden=true>
            {icon("info")}
            <div><b>"This assessment has moved on."</b>" Somebody took it a step further meanwhile."</div>
            <div class="actions"><a class="btn btn--sm" href=address>"Show it"</a></div>
        </div>
    }
    .into_any()
}

/// Why nothing can be changed here.
fn locked(desk: &Desk) -> Option<AnyView> {
    let assessment = &desk.workspace.live.assessment;
    let (head, text) = match (desk.mode, assessment.state) {
        (Mode::Edit, _) => return None,
        (Mode::Read, State::Draft) => (
            "You are reading a draft.",
            "Your roles here don’t include answering. What the team saves appears by itself.",
        ),
        (_, State::Approved) => (
            "Approved.",
            "Its answers no longer change. A correction is a new revision, and this one stays readable.",
        ),
        (_, _) => (
            "Submitted.",
            "Its answers no longer change. It waits for a manager who did not submit it to approve or return it.",
        ),
    };
    Some(Notice::new(Tone::Neutral, text).icon("lock").head(head).view())
}

/// What somebody typed while somebody else submitted: shown, so that it can be copied.
fn too_late(desk: &Desk) -> Option<AnyView> {
    if desk.unsaved.is_empty() {
        return None;
    }
    let typed = desk.unsaved.iter().map(|draft| {
        let answer = draft.answer.map_or("not answered", Answer::key);
        let note = (!draft.note.is_empty()).then(|| quote(draft.note.clone()));
        view! { <li>{format!("Question {}: {answer}", draft.question)}{note}</li> }
    });
    let typed = view! {
        "The assessment was submitted while you typed. Copy what you need, and open a new revision to correct it."
        <ul class="stack stack--1">{typed.collect_view()}</ul>
    };
    Some(Notice::new(Tone::High, typed).head("Not saved.").role("alert").view())
}
