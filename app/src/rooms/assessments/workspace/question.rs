//! One question: its text and answer, a line on what stands behind it, and what unfolds below.

use domain::questionnaire::Question;
use domain::{Answer, QuestionNo};
use leptos::prelude::*;

use super::desk::{Desk, Mode};
use super::{aside, body, choice};
use crate::rooms::assessments::islands::sums;
use crate::rooms::assessments::wire::fingerprint;
use crate::rooms::tasks::accepted_mark;
use crate::ui::Tone;
use crate::ui::badge::{answer_badge, badge, clash_badge, support_badge};
use crate::ui::form::YesNo;
use crate::ui::icon::chevron;
use crate::ui::person::avatar_here;

pub fn question(desk: &Desk, question: &Question) -> AnyView {
    let no = question.no;
    let title = format!("q{no}-title");
    let labelled = title.clone();
    let open = desk.is_open(no);
    let disagrees = (!desk.clashes(no).is_empty()).then_some("");
    view! {
        <section
            class="q"
            id=format!("q{no}")
            aria-labelledby=labelled
            data-question=no.to_string()
            data-support=desk.support(no).key()
            data-disagrees=disagrees
        >
            <div class="q__row">
                <span class="q__no" aria-hidden="true">{no.to_string()}</span>
                <div class="q__text">
                    <h2 id=title>{question.label.clone()}</h2>
                    <p>{question.text.clone()}</p>
                </div>
                <div class="q__ans" id=format!("ans-{no}") data-fresh=fresh(desk)>
                    {answer(desk, question)}
                </div>
            </div>
            {choice::choose(desk, no)}
            <details class="q__more disclosure" open=open>
                <summary>
                    <span class="q__state" id=format!("state-{no}") data-fresh="">
                        {state(desk, question)}
                    </span>
                    {lock(desk, no)}
                    <span class="q__toggle">
                        {chevron()}
                        <span class="sr">{format!("Guidance and evidence for {}", question.label)}</span>
                    </span>
                </summary>
                <div class="q__body">
                    {body::body(desk, question)}
                    {aside::aside(desk, question)}
                </div>
            </details>
        </section>
    }
    .into_any()
}

/// Where nothing is typed, whole parts of the page are replaced when something changes.
pub fn fresh(desk: &Desk) -> Option<&'static str> {
    (desk.mode == Mode::Read).then_some("")
}

fn answer(desk: &Desk, question: &Question) -> AnyView {
    let no = question.no;
    let field = YesNo::new(format!("answer-{no}"), format!("Answer: {}", question.label));
    match desk.mode {
        Mode::Read => answer_badge(desk.answer(no).map(|answer| answer == Answer::Yes)),
        Mode::Locked => field.disabled(true).view(&desk.typed),
        Mode::Edit => {
            let (seen, was) = seen(desk, no);
            view! {
                {field.view(&desk.typed)}
                <input type="hidden" name=format!("seen-{no}") value=seen />
                <input type="hidden" name=format!("was-{no}") value=was />
            }
            .into_any()
        }
    }
}

/// The version that the fields were drawn with, and a mark of what they said: an untouched question
/// is told from a typed one by it. What came back to be put right counts as typed.
fn seen(desk: &Desk, no: QuestionNo) -> (String, String) {
    let name = format!("seen-{no}");
    if desk.typed.has(&name) {
        return (desk.typed.get(&name).to_owned(), String::new());
    }
    match desk.stored(no) {
        Some(stored) => (stored.version.to_string(), fingerprint(stored.answer, &stored.note)),
        None => ("0".to_owned(), fingerprint(None, "")),
    }
}

/// What stands behind the answer. All three cases are there: the stylesheet shows the one that the
/// chosen answer asks for, with scripts or without.
fn state(desk: &Desk, question: &Question) -> AnyView {
    let no = question.no;
    let items = desk.evidence(no).len();
    let counted = match items {
        0 => "No evidence yet".to_owned(),
        n => format!("{} of evidence", domain::text::count(n, "item", "items")),
    };
    let clash = (!desk.clashes(no).is_empty()).then(clash_badge);
    let weight = desk.workspace.live.sheet.rules().weight(no).unwrap_or_default();
    let costs = badge(Tone::High, "x", domain::text::count(weight.0, "point", "points"));
    let some = (items > 0).then(|| view! { <span class="muted">{counted.clone()}</span> });
    let yes = view! { {support_badge(desk.support(no))}{clash}{some} };
    let cases = if desk.mode == Mode::Edit {
        view! {
            <span class="when when--none">{answer_badge(None)}<span class="muted">{counted}</span></span>
            <span class="when when--no">{costs}<span class="muted">"No evidence needed"</span></span>
            <span class="when when--yes">{yes}</span>
        }
        .into_any()
    } else {
        match desk.answer(no) {
            None => answer_badge(None),
            Some(Answer::No) => {
                view! { {costs}<span class="muted">"No evidence needed"</span> }.into_any()
            }
            Some(Answer::Yes) => yes.into_any(),
        }
    };
    view! { {cases}{accepted(desk, no)}{last_time(desk, no)}{delegated(desk, no)} }.into_any()
}

/// Whether the risk of a no is accepted.
fn accepted(desk: &Desk, no: QuestionNo) -> Option<AnyView> {
    desk.accepted.iter().find(|it| it.question == no).map(accepted_mark)
}

fn last_time(desk: &Desk, no: QuestionNo) -> Option<AnyView> {
    let frozen = &desk.last_time()?.frozen;
    let answer = frozen.answers.iter().find(|answer| answer.question == no)?.answer;
    let text = format!("{}: {answer}", frozen.name);
    Some(view! { <span class="muted hide-narrow">{text}</span> }.into_any())
}

fn delegated(desk: &Desk, no: QuestionNo) -> Option<AnyView> {
    let passed = desk.delegation(no)?;
    let to = if passed.person_id == desk.me { "you" } else { &passed.person_name };
    let text = format!("Passed on to {to}");
    Some(view! { <span class="soft">{text}</span> }.into_any())
}

/// Who is on the question at this moment.
fn lock(desk: &Desk, no: QuestionNo) -> AnyView {
    let on: Vec<_> = desk.present.iter().filter(|one| one.question == Some(no)).collect();
    let circles = on.iter().map(|one| avatar_here(&one.name)).collect_view();
    let words = sums::are_here(&on);
    let nobody = on.is_empty();
    view! {
        <span class="q__lock" id=format!("lock-{no}") hidden=nobody>
            <span class="people">{circles}</span>
            <span class="hide-narrow">{words}</span>
        </span>
    }
    .into_any()
}
