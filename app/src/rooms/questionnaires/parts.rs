//! What a questionnaire looks like to whoever is asked.

use domain::questionnaires::{Question, Questionnaire};
use domain::text;
use leptos::prelude::*;

use crate::ui::badge::tag;
use crate::ui::{Facts, Panel};

/// Everything that it says: the introduction, how it is judged, and its questions.
pub(super) fn whole(it: &Questionnaire) -> AnyView {
    let introduction = (!it.introduction.is_empty())
        .then(|| view! { <p class="asks__text">{it.introduction.clone()}</p> });
    let most: u32 = it.questions.iter().map(|question| u32::from(question.weight.0)).sum();
    let bands = it.bands.all().into_iter().map(|(band, reach)| {
        let to = reach.to.map_or_else(|| "and above".to_owned(), |to| format!("to {to}"));
        format!("{} {} {to}", band.label(), reach.from)
    });
    let facts = Facts::new()
        .text("About", it.subject.label())
        .text("Questions", it.questions.len().to_string())
        .text("Points at most", most.to_string())
        .text("Bands", bands.collect::<Vec<_>>().join(" · "));
    let questions = it.questions.iter().enumerate().map(question).collect_view();
    view! {
        {introduction}
        {Panel::untitled("At a glance").body(facts).view()}
        {Panel::new("Questions").flush(view! { <ol class="asks">{questions}</ol> }).view()}
    }
    .into_any()
}

fn question((at, it): (usize, &Question)) -> AnyView {
    let guidance = (!it.guidance.is_empty())
        .then(|| view! { <p class="small muted asks__text">{it.guidance.clone()}</p> });
    let cited = it.references.iter().map(|reference| {
        tag(format!("{} {} {}", reference.framework, reference.version, reference.id))
    });
    let cited = cited.collect_view();
    let weight = text::count(usize::from(it.weight.0), "point", "points");
    view! {
        <li class="asks__one" id=format!("q{}", at + 1)>
            <h3>{format!("{}. {}", at + 1, it.title)}</h3>
            <p class="asks__text">{it.text.clone()}</p>
            {guidance}
            <p class="asks__foot"><span class="small">{format!("A no costs {weight}.")}</span>{cited}</p>
        </li>
    }
    .into_any()
}
