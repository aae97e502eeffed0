//! The forms of a task's page: its steps, and more evidence.

use domain::questionnaire::baseline;
use domain::tasks::{Needs, TEXT_MAX, TaskStep, may_take, steps_from};
use domain::{Action, text};
use leptos::prelude::*;

use super::page_of;
use super::sheet::Sheet;
use crate::rooms::evidence::pieces::fields_alone;
use crate::ui::disclosure::disclosure_button;
use crate::ui::{Button, Field, Form, Notice, Panel, Tone, Typed};

/// The steps that the state allows and the person may take; the first as the primary one.
pub(super) fn steps(sheet: &Sheet) -> Option<AnyView> {
    let row = &sheet.task.row;
    let has_role = |step: &TaskStep| match step.action() {
        Action::WorkOnTasks => sheet.may_work,
        Action::VerifyTasks => sheet.may_verify,
        Action::AssignTasks => sheet.may_assign,
        // Accepting a risk is decided elsewhere.
        _ => false,
    };
    let (mut steps, mut why) = (Vec::new(), None);
    for step in steps_from(row.state).filter(has_role) {
        match may_take(step, sheet.me, row.assignee, sheet.may_assign, &sheet.task.doers) {
            Ok(()) => steps.push(step),
            Err(refusal) => why = why.or(Some(refusal.to_string())),
        }
    }
    let too_late = sheet
        .told
        .step
        .as_ref()
        .filter(|(asked, typed)| !typed.errors.0.is_empty() && !steps.contains(asked));
    let too_late = too_late.map(|(_, typed)| super::told::too_late(typed, "words"));
    if steps.is_empty() {
        let why = why.map(|why| Notice::new(Tone::Neutral, why).icon("clock").view());
        return (why.is_some() || too_late.is_some()).then(|| view! { {too_late}{why} }.into_any());
    }
    let forms = steps.iter().enumerate().map(|(at, step)| one(sheet, *step, at == 0));
    let forms = forms.collect_view();
    Some(view! { {too_late}{Panel::new("Next").stacked(forms)} }.into_any())
}

fn one(sheet: &Sheet, step: TaskStep, is_first: bool) -> AnyView {
    let row = &sheet.task.row;
    let back = sheet.told.step.as_ref().filter(|(asked, _)| *asked == step);
    let typed = back.map_or_else(Typed::default, |(_, typed)| typed.clone());
    // "Cancel" alone would read as leaving the form.
    let button = Button::submit(match step {
        TaskStep::Cancel => "Cancel the task",
        step => step.label(),
    });
    let button = match step {
        TaskStep::Cancel | TaskStep::SendBack => button,
        TaskStep::Verify => button.accept(),
        _ if is_first => button.primary(),
        _ => button,
    };
    let words = field(step).map(|(label, hint)| {
        let field = Field::textarea("words", label).rows(3).max(TEXT_MAX).prefix(step.key());
        let field = if hint.is_empty() { field } else { field.hint(hint) };
        field.view(&typed)
    });
    let form = Form::post(format!("{}/step", page_of(row.id)))
        .hidden("step", step.key())
        .hidden("revision", row.revision.to_string())
        .summary_for(&typed, step.key())
        .body(words.into_any())
        .actions(button)
        .view();
    let id = format!("step-{}", step.key());
    let inside = if step.needs() == Needs::Nothing || is_first {
        form
    } else {
        disclosure_button(glyph(step), format!("{} …", step.label()), back.is_some(), form)
    };
    view! { <div id=id>{inside}</div> }.into_any()
}

const fn glyph(step: TaskStep) -> &'static str {
    match step {
        TaskStep::Block => "octagon-x",
        TaskStep::Cancel => "circle-x",
        TaskStep::SendBack => "corner-left-up",
        _ => "circle-check",
    }
}

/// What a step asks for in words.
const fn field(step: TaskStep) -> Option<(&'static str, &'static str)> {
    match step {
        TaskStep::Block => Some(("What blocks it", "")),
        TaskStep::Cancel => Some(("Why it is not needed", "")),
        TaskStep::SendBack => Some(("What is missing", "")),
        TaskStep::Finish => Some((
            "What was done",
            "At least one piece of evidence has to be attached. Somebody else verifies it.",
        )),
        _ => None,
    }
}

/// More evidence: new, or what stands behind the question already.
pub(super) fn attach(sheet: &Sheet) -> Option<AnyView> {
    let row = &sheet.task.row;
    if !sheet.may_attach || row.state.is_settled() {
        return None;
    }
    let question = baseline().question(row.question)?;
    let typed = &sheet.told.proof;
    let label = format!("Add evidence files for {}", row.title);
    let fields = fields_alone(label, question, sheet.today, sheet.max_upload, typed);
    let others = sheet.others.iter().map(|item| {
        let until = text::day(item.valid_until);
        (item.id.to_string(), format!("{}, until {until}", item.title))
    });
    let existing = (!sheet.others.is_empty()).then(|| {
        Field::select("existing", "An item that stands behind the question already", others)
            .placeholder("None")
            .optional()
            .small()
            .view(typed)
    });
    let form = Form::upload(format!("{}/evidence", page_of(row.id)))
        .summary(typed)
        .body(view! { {fields}{existing} })
        .actions(Button::submit("Attach"));
    Some(form.view())
}
