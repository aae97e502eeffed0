//! The fields of a task, for making and changing one.

use domain::questionnaire::baseline;
use domain::tasks::{Priority, TEXT_MAX, TITLE_MAX, TaskEffort, TaskEntry};
use domain::{Action, PersonId, QuestionNo, UnitId};
use leptos::prelude::*;

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::ui::{Field, Typed};

/// The most models of a unit that are offered.
const MODELS: u32 = 200;

/// What there is to choose from.
#[derive(Clone)]
pub(super) struct Choices {
    pub(super) people: Vec<(String, String)>,
    pub(super) models: Vec<(String, String)>,
    /// Whether the question may still be chosen.
    pub(super) question: Option<QuestionNo>,
    /// Whether the due day and the assignee may be changed.
    pub(super) assigns: bool,
}

impl Choices {
    /// What a task of the unit can be made of by the visitor.
    pub(super) async fn of(visitor: &Visitor, unit: UnitId) -> PageResult<Self> {
        let read = visitor.read();
        let people = read.possible_assignees(unit).await?;
        let models = read.models_of_unit(unit, MODELS).await?;
        let assigns = visitor.may(Action::AssignTasks, unit).await?;
        let me = visitor.actor.person;
        let offered = |(id, _): &(PersonId, String)| assigns || *id == me;
        Ok(Self {
            people: people
                .into_iter()
                .filter(offered)
                .map(|(id, name)| (id.to_string(), name))
                .collect(),
            models: models.into_iter().map(|model| (model.id.to_string(), model.name)).collect(),
            question: None,
            assigns,
        })
    }
}

/// What was typed, as the domain takes it.
pub(super) fn entry(typed: &Typed) -> TaskEntry {
    let said = |name: &str| typed.get(name).to_owned();
    TaskEntry {
        title: said("title"),
        about: said("about"),
        question: said("question"),
        assignee: said("assignee"),
        due_on: said("due_on"),
        priority: said("priority"),
        effort: said("effort"),
        models: typed.all("models").into_iter().map(str::to_owned).collect(),
        steps: said("steps"),
        cause: said("cause"),
    }
}

/// A proposed task as if it had been typed.
pub(super) fn typed(entry: &TaskEntry) -> Typed {
    Typed::new([
        ("title", entry.title.clone()),
        ("about", entry.about.clone()),
        ("question", entry.question.clone()),
        ("assignee", entry.assignee.clone()),
        ("due_on", entry.due_on.clone()),
        ("priority", entry.priority.clone()),
        ("effort", entry.effort.clone()),
        ("steps", entry.steps.clone()),
        ("cause", entry.cause.clone()),
    ])
}

/// How many questions there are to be about.
pub(super) fn questions() -> u16 {
    u16::try_from(baseline().questions.len()).unwrap_or(u16::MAX)
}

pub(super) fn question_options() -> Vec<(String, String)> {
    let questions = baseline().questions.iter();
    questions.map(|it| (it.no.to_string(), format!("{} {}", it.no, it.label))).collect()
}

pub(super) fn what(choices: &Choices, typed: &Typed) -> AnyView {
    let question = choices.question.is_none().then(|| {
        Field::select("question", "Question", question_options())
            .placeholder("Choose a question")
            .hint("What the task helps to answer with yes.")
            .view(typed)
    });
    let models = (!choices.models.is_empty()).then(|| {
        Field::checks("models", "Models concerned", choices.models.clone()).optional().view(typed)
    });
    view! {
        {Field::text("title", "What is to be done").max(TITLE_MAX).view(typed)}
        {question}
        {Field::textarea("about", "What is true when it is done").rows(5).max(TEXT_MAX).optional().view(typed)}
        {Field::textarea("steps", "Steps").rows(6).hint("A step a line. They can be ticked one by one.").optional().view(typed)}
        {models}
    }
    .into_any()
}

pub(super) fn who_and_when(choices: &Choices, typed: &Typed) -> AnyView {
    let assignee = Field::select("assignee", "Whose task it is", choices.people.clone());
    let assignee = if choices.assigns {
        assignee
    } else {
        assignee.hint("A manager of the unit gives tasks to others.")
    };
    let priorities = Priority::ALL.iter().map(|it| (it.key(), it.label()));
    let efforts = TaskEffort::ALL.iter().map(|it| (it.key(), it.label()));
    view! {
        {assignee.placeholder("Choose a person").view(typed)}
        {Field::date("due_on", "Due on").view(typed)}
        {Field::select("priority", "How much it presses", priorities).placeholder("Choose").view(typed)}
        {Field::select("effort", "How much work it is", efforts).placeholder("Choose").view(typed)}
    }
    .into_any()
}
