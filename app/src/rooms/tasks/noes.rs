//! Tasks from every *no* of an assessment, in one step.

use axum::response::{IntoResponse as _, Redirect};
use domain::questionnaire::{Question, baseline};
use domain::tasks::{Cause, NewTask, TaskEffort, TaskEntry, new_task, proposal};
use domain::{Action, Answer, AppError, AssessmentId, Invalid, TaskId};
use leptos::prelude::*;
use std::collections::HashMap;
use store::Assessment;

use super::fields::{Choices, questions};
use super::{PATH, number, page_of};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{At, Sent};
use crate::shell::{Frame, NavKey};
use crate::ui::{Button, Empty, Field, Form, PageHead, Panel, Typed, error_summary};

const NOTHING: &str = "Each no has a task already.";

/// What the page shows.
struct Page {
    assessment: Assessment,
    unit_name: String,
    noes: Vec<&'static Question>,
    /// The tasks that there are, by what they come from.
    known: HashMap<Cause, TaskId>,
    choices: Choices,
}

impl Page {
    fn cause(&self, question: &Question) -> Cause {
        Cause::No(self.assessment.unit, question.no)
    }

    fn without_task(&self) -> impl Iterator<Item = &'static Question> {
        self.noes.iter().copied().filter(|it| !self.known.contains_key(&self.cause(it)))
    }
}

/// `GET /assessments/{id}/tasks`
///
/// # Errors
/// [`AppError::NotFound`] when there is no such assessment for the person, [`AppError::Refused`] to
/// whoever makes no tasks there.
pub(super) async fn form(visitor: Visitor, At(id): At<AssessmentId>) -> PageResult {
    let page = load(&visitor, id).await?;
    let typed = proposed(&visitor, &page);
    Ok(visitor.page(&frame(&visitor, &page), || content(&page, &typed)))
}

/// `POST /assessments/{id}/tasks`
///
/// # Errors
/// As [`form`].
pub(super) async fn make(
    visitor: Visitor,
    At(id): At<AssessmentId>,
    Sent(typed): Sent,
) -> PageResult {
    let page = load(&visitor, id).await?;
    match chosen(&visitor, &page, &typed).await {
        Ok(_) => Ok(Redirect::to(&format!("{PATH}?unit={}", page.assessment.unit)).into_response()),
        Err(failure) => {
            let (typed, status) = failure.into_form(typed)?;
            let page = visitor.page(&frame(&visitor, &page), || content(&page, &typed));
            Ok((status, page).into_response())
        }
    }
}

async fn load(visitor: &Visitor, id: AssessmentId) -> PageResult<Page> {
    let read = visitor.read();
    let workspace = read.workspace(id).await?;
    let assessment = workspace.live.assessment;
    if !visitor.may(Action::WorkOnTasks, assessment.unit).await? {
        let why = "Tasks are made by the unit’s assessors and managers.";
        return Err(AppError::Refused(why.to_owned()).into());
    }
    let answers = &workspace.live.answers;
    let is_no = |question: &&Question| {
        answers.iter().any(|it| it.question == question.no && it.answer == Some(Answer::No))
    };
    let noes: Vec<_> = baseline().questions.iter().filter(is_no).collect();
    let causes: Vec<_> = noes.iter().map(|it| Cause::No(assessment.unit, it.no)).collect();
    let known = read.tasks_of_causes(&causes).await?;
    let choices = Choices::of(visitor, assessment.unit).await?;
    let unit_name = read.unit(assessment.unit).await?.name;
    Ok(Page { assessment, unit_name, noes, known, choices })
}

fn name(what: &str, question: &Question) -> String {
    format!("{what}-{}", question.no)
}

/// Every *no* is ticked, with what the guidance proposes.
fn proposed(visitor: &Visitor, page: &Page) -> Typed {
    let today = visitor.state.today();
    let mut typed = Typed::default();
    for question in page.without_task() {
        let entry = proposal(question, today, today);
        typed = typed
            .with("question", question.no.to_string())
            .with(name("title", question), entry.title)
            .with(name("assignee", question), visitor.actor.person.to_string())
            .with(name("due_on", question), entry.due_on)
            .with(name("effort", question), entry.effort);
    }
    typed
}

async fn chosen(visitor: &Visitor, page: &Page, typed: &Typed) -> Result<Vec<TaskId>, Failure> {
    let today = visitor.state.today();
    let (mut all, mut wrong): (Vec<NewTask>, _) = (Vec::new(), Invalid::new());
    for question in page.without_task() {
        if !typed.chose("question", &question.no.to_string()) {
            continue;
        }
        let said = |what: &str| typed.get(&name(what, question)).to_owned();
        let entry = TaskEntry {
            title: said("title"),
            assignee: said("assignee"),
            due_on: said("due_on"),
            effort: said("effort"),
            cause: page.cause(question).to_string(),
            ..proposal(question, today, today)
        };
        match new_task(&entry, questions(), today, None) {
            Ok(new) => all.push(new),
            Err(invalid) => {
                for mistake in invalid.0 {
                    wrong.add(&name(&mistake.field, question), mistake.message);
                }
            }
        }
    }
    if all.is_empty() && wrong.0.is_empty() {
        let is_over = page.without_task().next().is_none();
        wrong.add("", if is_over { NOTHING } else { "Tick at least one question." });
    }
    wrong.finish()?;
    Ok(visitor.store().create_tasks(&visitor.actor, page.assessment.unit, &all).await?)
}

fn frame(visitor: &Visitor, page: &Page) -> Frame {
    let name = format!("{}, {}", page.assessment.name, page.unit_name);
    visitor
        .frame("Tasks from each no", NavKey::Assessments)
        .crumb("Assessments", Some("/assessments".to_owned()))
        .crumb(name, Some(format!("/assessments/{}", page.assessment.id)))
        .crumb("Tasks", None)
}

fn content(page: &Page, typed: &Typed) -> AnyView {
    let head = PageHead::new("Tasks from each no").lede(format!(
        "{}, {}. Each no becomes work for a named person, up to a day.",
        page.unit_name, page.assessment.name
    ));
    let known = known(page);
    if page.without_task().next().is_none() {
        let text = if page.noes.is_empty() { "No question is answered no." } else { NOTHING };
        let empty = Empty::new("circle-check", "There is nothing to make", text).section();
        return view! { {head}{error_summary(typed)}{empty}{known} }.into_any();
    }
    let parts = page.without_task().map(|question| part(page, question, typed)).collect_view();
    let form = Form::post(format!("/assessments/{}/tasks", page.assessment.id))
        .summary(typed)
        .body(parts)
        .actions(view! {
            {Button::submit("Make the tasks").primary()}
            {Button::link(format!("/assessments/{}", page.assessment.id), "Cancel")}
        });
    view! { {head}{Panel::new("Answered no, without a task").body(form)}{known} }.into_any()
}

fn part(page: &Page, question: &Question, typed: &Typed) -> AnyView {
    let no = question.no.to_string();
    let is_ticked = typed.chose("question", &no);
    let efforts = TaskEffort::ALL.iter().map(|it| (it.key(), it.label()));
    let title = format!("{no} {}", question.label);
    view! {
        <fieldset class="stack stack--2 noes">
            <legend>
                <label class="check">
                    <input class="box" type="checkbox" name="question" value=no checked=is_ticked />
                    <span><b>{title}</b></span>
                </label>
            </legend>
            {Field::text(name("title", question), "What is to be done").max(200).view(typed)}
            <div class="form-grid">
                {Field::select(name("assignee", question), "Whose task it is", page.choices.people.clone())
                    .placeholder("Choose a person").view(typed)}
                {Field::date(name("due_on", question), "Due on").view(typed)}
                {Field::select(name("effort", question), "How much work it is", efforts).view(typed)}
            </div>
        </fieldset>
    }
    .into_any()
}

/// Those that have a task.
fn known(page: &Page) -> Option<AnyView> {
    let items: Vec<_> = page
        .noes
        .iter()
        .filter_map(|question| Some((question, page.known.get(&page.cause(question))?)))
        .map(|(question, id)| {
            crate::ui::list::Item::new(format!("{} {}", question.no, question.label))
                .below(number(*id))
                .href(page_of(*id))
        })
        .collect();
    if items.is_empty() {
        return None;
    }
    Some(Panel::new("Answered no, with a task").flush(crate::ui::list::list(items)).view())
}
