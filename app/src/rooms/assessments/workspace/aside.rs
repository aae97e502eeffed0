//! Beside a question: what the register says, earlier answers, framework references.

use domain::inventory::{Listed, facts};
use domain::questionnaire::{Question, Reference};
use domain::{Answer, QuestionNo};
use leptos::prelude::*;

use super::desk::Desk;
use crate::ui::icon_sm;

/// The most models that are listed beside a question.
const MOST_MODELS: usize = 6;

/// The question that rests on the unit's response plan.
const INCIDENT_RESPONSE: QuestionNo = QuestionNo(10);

pub fn aside(desk: &Desk, question: &Question) -> AnyView {
    let label = format!("Facts for question {}", question.no);
    view! {
        <div class="q__aside" role="group" aria-label=label>
            {inventory(desk, question.no)}
            {earlier(desk, question.no)}
            {references(question)}
        </div>
    }
    .into_any()
}

fn inventory(desk: &Desk, no: QuestionNo) -> AnyView {
    let facts = facts(no, &desk.workspace.inventory, desk.today);
    let sentences =
        facts.statements.iter().map(|said| view! { <p>{said.clone()}</p> }).collect_view();
    let counts = facts.counts.iter().map(|count| {
        let n = domain::text::number(count.count as u64);
        view! { <dt>{count.label.clone()}</dt><dd class="num">{n}</dd> }
    });
    let counts = counts.collect_view();
    let has_counts = !facts.counts.is_empty();
    let counts = has_counts.then(|| view! { <dl class="facts facts--ruled">{counts}</dl> });
    let listed = facts.listed.iter().take(MOST_MODELS).map(model).collect_view();
    let more = facts.listed.len().saturating_sub(MOST_MODELS);
    let more = (more > 0).then(|| {
        let href = format!("/models?unit={}", desk.workspace.live.assessment.unit);
        let text = format!("{} more models", domain::text::number(more as u64));
        view! { <p class="small"><a class="link" href=href>{text}</a></p> }
    });
    // What question 10 rests on is recorded with the unit, not with a model.
    let plan = (no == INCIDENT_RESPONSE && desk.may.edit_models).then(|| {
        let href = format!("/units/{}/response-plan", desk.workspace.live.assessment.unit);
        view! { <p class="small"><a class="link" href=href>"Response plan of the unit"</a></p> }
    });
    view! {
        <div>
            <h3>{icon_sm("database")}"From the inventory"</h3>
            {sentences}
            {counts}
            <ul class="mdl">{listed}</ul>
            {more}
            {plan}
        </div>
    }
    .into_any()
}

fn model(listed: &Listed) -> AnyView {
    let href = format!("/models/{}", listed.model);
    let class = if listed.disagrees { "small is-clash" } else { "small muted" };
    let spoken = listed.disagrees.then(|| view! { <span class="sr">"Disagrees: "</span> });
    let (name, remark) = (listed.name.clone(), listed.remark.clone());
    view! {
        <li><a class="link" href=href>{name}</a><b class=class>{spoken}{remark}</b></li>
    }
    .into_any()
}

fn earlier(desk: &Desk, no: QuestionNo) -> Option<AnyView> {
    let rows = desk.workspace.previous.iter().filter_map(|previous| {
        let frozen = &previous.frozen;
        let answer = frozen.answers.iter().find(|answer| answer.question == no)?;
        let said = match (answer.answer, answer.is_covered()) {
            (Answer::No, _) => "No",
            (Answer::Yes, true) => "Yes, evidenced",
            (Answer::Yes, false) => "Yes, not evidenced",
        };
        let href =
            format!("/assessments/{}/revisions/{}#q{no}", previous.assessment, frozen.revision);
        let name = frozen.name.clone();
        Some(view! { <li><a class="link" href=href>{name}</a><span>{said}</span></li> })
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <div>
                <h3>{icon_sm("history")}"Earlier answers"</h3>
                <ul class="prev">{rows.collect_view()}</ul>
            </div>
        }
        .into_any()
    })
}

/// The items of public frameworks on the same subject, by framework.
fn references(question: &Question) -> AnyView {
    let groups = question.references.chunk_by(|a, b| a.framework == b.framework).map(|group| {
        let name = group.first().map(|first| first.short_framework().to_owned());
        let items = group.iter().map(reference).collect_view();
        view! { <dt>{name}</dt><dd>{items}</dd> }
    });
    let groups = groups.collect_view();
    view! {
        <div>
            <h3>{icon_sm("book-marked")}"Framework references"</h3>
            <dl class="refs">{groups}</dl>
            <p class="small muted">"On the same subject. A yes does not satisfy them."</p>
        </div>
    }
    .into_any()
}

fn reference(reference: &Reference) -> AnyView {
    let Reference { id, title, url, why, .. } = reference.clone();
    let nearest = reference.is_loose().then(|| view! { <span class="muted">" (nearest)"</span> });
    view! {
        <span class="refs__item">
            <a class="link" href=url rel="noreferrer" title=why>{id}<span class="sr">{format!(": {title}")}</span></a>
            {nearest}
        </span>
    }
    .into_any()
}
