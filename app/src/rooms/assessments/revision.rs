//! A submission as it was frozen: the same words for ever, on screen and on paper.

use domain::assessment::{Frozen, FrozenAnswer, FrozenEvidence};
use domain::evidence::Verdict;
use domain::text::{bytes, day, moment};
use domain::{Answer, AssessmentId};
use leptos::prelude::*;
use store::{Decision, Submission};

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::At;
use crate::shell::{NavKey, Seal};
use crate::ui::badge::{answer_badge, badge, band_badge, clash_badge};
use crate::ui::facts::full_hash;
use crate::ui::score::{Side, Size, score_figure};
use crate::ui::timeline::{Mark, Timeline, quote};
use crate::ui::{Button, Col, Facts, Notice, PageHead, Panel, Table, Tone};

/// The submission.
pub async fn show(visitor: Visitor, At((id, revision)): At<(AssessmentId, u32)>) -> PageResult {
    let kept = visitor.read().submission(id, revision).await?;
    let current = format!("/assessments/{id}");
    let frozen = &kept.frozen;
    let title = format!("{}, {}", frozen.unit_name, frozen.name);
    let frame = visitor
        .frame(format!("{title}, revision {revision}"), NavKey::Assessments)
        .crumb("Assessments", Some("/assessments".to_owned()))
        .crumb(title, Some(current))
        .crumb(format!("Revision {revision}"), None)
        .sealed(Seal::of(&visitor).await?);
    Ok(visitor.page(&frame, || content(&kept)))
}

fn content(kept: &Submission) -> AnyView {
    let frozen = &kept.frozen;
    let current = format!("/assessments/{}", frozen.assessment);
    let newer = (kept.newest > frozen.revision).then(|| {
        let href = format!("{current}/revisions/{}", kept.newest);
        let text = view! {
            "A newer revision was submitted: "
            <a class="link" href=href>{format!("revision {}", kept.newest)}</a>
            "."
        };
        Notice::new(Tone::Off, text).icon("history").head("This is not the newest.").view()
    });
    let broken = (!kept.intact).then(|| {
        Notice::new(Tone::High, "What is stored no longer has the hash that it was submitted with. Tell your administrator.")
            .head("Changed since.")
            .role("alert")
            .view()
    });
    let answers = frozen.answers.iter().map(answer).collect_view();
    view! {
        {PageHead::new(format!("{}, {}", frozen.unit_name, frozen.name))
            .meta(view! {
                <span>{format!("Revision {}", frozen.revision)}</span>
                <span>{format!("Submitted {}", moment(frozen.submitted_at))}</span>
                <span>{format!("by {}", frozen.submitted_by.name)}</span>
            })
            .actions(Button::link(current.clone(), "Open the assessment").icon("clipboard-check"))}
        {broken}
        {newer}
        <div class="cols cols--main">
            <section class="work__list" aria-label="Answers">{answers}</section>
            <div class="stack">{score(frozen)}{proof(kept)}{decisions(&kept.decisions)}</div>
        </div>
    }
    .into_any()
}

fn score(frozen: &Frozen) -> Panel {
    let rules =
        domain::Rules::of(&format!("{}/{}", frozen.questionnaire, frozen.questionnaire_version));
    let band = |points| {
        rules.and_then(|rules| rules.band(points, true)).map(|band| band_badge(Some(band)))
    };
    let evidenced = score_figure(
        Side::Evidenced,
        Some(frozen.evidenced.0.into()),
        Size::Small,
        view! { {band(frozen.evidenced)} },
    );
    let claimed = score_figure(
        Side::Claimed,
        Some(frozen.claimed.0.into()),
        Size::Small,
        view! { {band(frozen.claimed)} },
    );
    Panel::new("Score on the day").stacked(view! {
        <div class="twoscore">{evidenced}{claimed}</div>
        <p class="small muted">"Lower is better: 0 hangs true."</p>
    })
}

/// What makes the submission checkable without the product.
fn proof(kept: &Submission) -> Panel {
    let frozen = &kept.frozen;
    let questionnaire =
        format!("{}, version {}", frozen.questionnaire, frozen.questionnaire_version);
    let facts = Facts::new()
        .row("Unit", frozen.unit_path.join(" / "))
        .row("Questionnaire", questionnaire)
        .row("Submitted by", frozen.submitted_by.name.clone())
        .num("On", moment(frozen.submitted_at))
        .row("SHA-256", full_hash(kept.sha256.clone()))
        .ruled();
    Panel::new("Frozen").body(facts).foot(view! {
        <p class="small">
            "Names, texts and facts are those of the day. Nothing that happens later changes them."
        </p>
    })
}

fn decisions(decisions: &[Decision]) -> Panel {
    let panel = Panel::new("Decisions");
    if decisions.is_empty() {
        return panel.body(view! { <p class="muted">"None yet."</p> });
    }
    let timeline = decisions.iter().fold(Timeline::new(), |timeline, made| {
        let (mark, word) = match made.decision.as_str() {
            "approved" => (Mark::True, "Approved"),
            _ => (Mark::High, "Returned"),
        };
        let by = format!(" by {}", made.decided_by_name);
        let reason = (!made.reason.is_empty()).then(|| quote(made.reason.clone()));
        let what = view! { <b>{word}</b>{by} };
        timeline.entry_with(mark, what, moment(made.decided_at), view! { {reason} })
    });
    panel.body(timeline)
}

fn answer(answer: &FrozenAnswer) -> AnyView {
    let no = answer.question;
    let title = format!("q{no}-title");
    let labelled = title.clone();
    let said = format!("{}, {}", answer.answered_by.name, moment(answer.answered_at));
    let note = (!answer.note.is_empty()).then(|| quote(answer.note.clone()));
    let proven = (answer.answer == Answer::Yes).then(|| {
        if answer.is_covered() {
            badge(Tone::True, "circle-check", "Evidenced")
        } else {
            badge(Tone::Line, "circle-dashed", "Not evidenced")
        }
    });
    let clash = (!answer.inventory.clashes.is_empty()).then(clash_badge);
    view! {
        <section class="q" id=format!("q{no}") aria-labelledby=labelled>
            <div class="q__row">
                <span class="q__no" aria-hidden="true">{no.to_string()}</span>
                <div class="q__text">
                    <h2 id=title>{answer.label.clone()}</h2>
                    <p>{answer.text.clone()}</p>
                </div>
                <div class="q__ans">{answer_badge(Some(answer.answer == Answer::Yes))}</div>
            </div>
            <div class="q__frozen stack stack--3">
                <div class="q__state">{proven}{clash}<span class="muted">{said}</span></div>
                {note}
                {inventory(answer)}
                {evidence(answer)}
            </div>
        </section>
    }
    .into_any()
}

fn inventory(answer: &FrozenAnswer) -> Option<AnyView> {
    let lines = |sentences: &[String]| {
        let lines = sentences.iter().map(|said| view! { <li>{said.clone()}</li> }).collect_view();
        view! { <ul class="ticks">{lines}</ul> }.into_any()
    };
    let clashes = (!answer.inventory.clashes.is_empty()).then(|| {
        Notice::new(Tone::Clash, lines(&answer.inventory.clashes))
            .head("The inventory disagreed with “yes”.")
            .view()
    });
    let facts = (!answer.inventory.facts.is_empty())
        .then(|| view! { <div><h3>"The register said"</h3>{lines(&answer.inventory.facts)}</div> });
    (clashes.is_some() || facts.is_some()).then(|| view! { {clashes}{facts} }.into_any())
}

fn evidence(answer: &FrozenAnswer) -> Option<AnyView> {
    if answer.evidence.is_empty() {
        return None;
    }
    let rows = answer.evidence.iter().map(item).collect_view();
    let caption = format!("Evidence for {}", answer.label);
    let table = Table::new(caption)
        .cols([
            Col::new("Evidence"),
            Col::new("Valid until").p2(),
            Col::new("On the day"),
            Col::new("SHA-256").p3(),
        ])
        .rows(rows);
    Some(view! { <div class="panel is-compact">{table}</div> }.into_any())
}

fn item(item: &FrozenEvidence) -> AnyView {
    let verdict = match (item.counts, item.verdict) {
        (true, _) => badge(Tone::True, "circle-check", "Counted"),
        (false, Some(Verdict::Rejected)) => badge(Tone::High, "circle-x", "Rejected"),
        (false, Some(Verdict::Accepted)) => badge(Tone::Off, "calendar-x", "Expired"),
        (false, Some(Verdict::Asked)) => {
            badge(Tone::Info, "message-circle-question-mark", "Question asked")
        }
        (false, None) => badge(Tone::Info, "clock", "Pending review"),
    };
    let about = format!(
        "{}, {}, collected {}",
        item.kind.label(),
        bytes(item.size),
        day(item.collected_on)
    );
    let hash = domain::text::short_hash(&item.sha256);
    let full = format!("SHA-256 {}", item.sha256);
    view! {
        <tr>
            <th scope="row">{item.title.clone()}<span class="sub">{about}</span></th>
            <td class="p2 nowrap">{day(item.valid_until)}</td>
            <td class="nowrap">{verdict}</td>
            <td class="p3"><code class="hash" title=full>{hash}</code></td>
        </tr>
    }
    .into_any()
}
