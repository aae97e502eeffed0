//! Which tasks a list holds, and in which order.

use domain::tasks::{Grouping, TaskState};
use domain::{Day, ModelId, PersonId, QuestionNo, UnitId};
use sqlx::{QueryBuilder, Sqlite};

/// How tasks stand that a list holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TaskStanding {
    /// All that are neither settled nor put aside.
    #[default]
    Open,
    /// In one state.
    Is(TaskState),
    /// Late: work is left, and the due day has passed.
    Overdue,
    /// Work is left, and the due day is one of the next seven.
    DueSoon,
    /// Verified or cancelled.
    Settled,
    /// All that there are.
    All,
}

/// The orders of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TaskSort {
    /// What is due first comes first.
    #[default]
    Due,
    /// By the unit's name, then what is due first.
    Unit,
    /// By the assignee's name, then what is due first.
    Assignee,
    /// By question, then what is due first.
    Question,
    /// What presses most comes first.
    Priority,
}

/// Which tasks to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskFilter {
    /// Only those of this unit and the units below it.
    pub unit: Option<UnitId>,
    /// Only those about this question.
    pub question: Option<QuestionNo>,
    /// Only those of this person.
    pub assignee: Option<PersonId>,
    /// Only those that this person watches.
    pub watcher: Option<PersonId>,
    /// Only those that concern this model.
    pub model: Option<ModelId>,
    /// How they stand.
    pub standing: TaskStanding,
    /// Only those with these words in their title.
    pub words: String,
    /// In which order.
    pub sort: TaskSort,
    /// By what a page of the list is grouped. Whatever else is asked of the filter is not.
    pub group: Option<Grouping>,
    /// Which page, from 1.
    pub page: u32,
}

/// The states in which work is left.
pub(super) const WORK_LEFT: &str = "k.state IN ('open', 'in-progress', 'blocked')";

/// Within how many days a task is due soon.
pub(super) const SOON: i64 = 7;

impl TaskFilter {
    /// Whether it names something by which few tasks are found.
    pub(super) const fn narrows(&self) -> bool {
        self.unit.is_some()
            || self.assignee.is_some()
            || self.question.is_some()
            || self.watcher.is_some()
    }

    /// Whether it is of the few tasks that one person has or watches.
    const fn is_of_few(&self) -> bool {
        self.assignee.is_some() || self.watcher.is_some()
    }

    /// From where the tasks are read. Left to itself, and once it has statistics, SQLite reads every
    /// unit's tasks one after the other and sorts them; to walk the open ones in an index that knows of
    /// unit and question costs less, however many units are asked for. Where the tables are views, as on
    /// a page of the past, no index can be named.
    pub(super) const fn source(&self, shows_all: bool) -> &'static str {
        if self.is_of_few() || !shows_all {
            return "tasks k";
        }
        // No index of settled tasks knows their titles or another order: the table is read as it lies.
        let is_walked = matches!(self.sort, TaskSort::Due) && self.words.is_empty();
        match self.standing {
            TaskStanding::All if is_walked => "tasks k INDEXED BY tasks_by_due",
            TaskStanding::All => "tasks k NOT INDEXED",
            _ if self.is_over() && is_walked => "tasks k INDEXED BY tasks_settled",
            _ if self.is_over() => "tasks k NOT INDEXED",
            TaskStanding::Is(_) => "tasks k INDEXED BY tasks_by_state",
            _ => "tasks k INDEXED BY tasks_open_by_due",
        }
    }

    /// From where those under way are counted by their state, which is the order of the index.
    pub(super) const fn source_by_state(&self, shows_all: bool) -> &'static str {
        if self.is_of_few() || !shows_all {
            return "tasks k";
        }
        "tasks k INDEXED BY tasks_by_state"
    }

    /// Puts the conditions into a query over `tasks k` that ends in `WHERE`.
    pub(super) fn push(&self, query: &mut QueryBuilder<Sqlite>, person: PersonId, today: Day) {
        // The plus keeps the planner from reading all tasks of every unit that is visible.
        query.push(" +k.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ");
        query.push_bind(person).push(")");
        if let Some(unit) = self.unit {
            query.push(" AND k.unit_id IN (SELECT unit_id FROM unit_tree WHERE ancestor_id = ");
            query.push_bind(unit).push(")");
        }
        if let Some(question) = self.question {
            query.push(" AND k.question = ").push_bind(question);
        }
        if let Some(assignee) = self.assignee {
            query.push(" AND k.assignee_id = ").push_bind(assignee);
        }
        if let Some(watcher) = self.watcher {
            query.push(" AND k.id IN (SELECT task_id FROM task_watchers WHERE stopped = 0 AND person_id = ");
            query.push_bind(watcher).push(")");
        }
        if let Some(model) = self.model {
            query.push(
                " AND EXISTS (SELECT 1 FROM task_models m WHERE m.task_id = k.id AND m.model_id = ",
            );
            query.push_bind(model).push(")");
        }
        if !self.words.is_empty() {
            query
                .push(" AND instr(lower(k.title), lower(")
                .push_bind(self.words.clone())
                .push(")) > 0");
        }
        self.push_standing(query, today);
    }

    fn push_standing(&self, query: &mut QueryBuilder<Sqlite>, today: Day) {
        let soon = today.checked_add_signed(chrono::Duration::days(SOON)).unwrap_or(today);
        match self.standing {
            TaskStanding::All => {}
            TaskStanding::Settled => {
                query.push(" AND k.settled_at IS NOT NULL");
            }
            TaskStanding::Open => {
                query.push(" AND k.settled_at IS NULL AND k.state <> 'accepted'");
            }
            TaskStanding::Is(state) => {
                let settled = if state.is_settled() { "IS NOT NULL" } else { "IS NULL" };
                query.push(format!(" AND k.settled_at {settled} AND k.state = ")).push_bind(state);
            }
            TaskStanding::Overdue => {
                query.push(format!(" AND k.settled_at IS NULL AND {WORK_LEFT} AND k.due_on < "));
                query.push_bind(today.to_string());
            }
            TaskStanding::DueSoon => {
                query.push(format!(
                    " AND k.settled_at IS NULL AND {WORK_LEFT} AND k.due_on BETWEEN "
                ));
                query.push_bind(today.to_string()).push(" AND ").push_bind(soon.to_string());
            }
        }
    }

    /// Whether it holds settled tasks alone: what was settled last comes first.
    const fn is_over(&self) -> bool {
        match self.standing {
            TaskStanding::Settled => true,
            TaskStanding::Is(state) => state.is_settled(),
            _ => false,
        }
    }

    pub(super) const fn order(&self) -> &'static str {
        match self.sort {
            TaskSort::Due if self.is_over() => " ORDER BY k.settled_at DESC, k.id DESC",
            TaskSort::Due => " ORDER BY k.due_on, k.id",
            TaskSort::Unit => " ORDER BY u.name COLLATE NOCASE, u.id, k.due_on, k.id",
            TaskSort::Assignee => " ORDER BY p.name COLLATE NOCASE, p.id, k.due_on, k.id",
            TaskSort::Question => " ORDER BY k.question, k.due_on, k.id",
            TaskSort::Priority => {
                " ORDER BY CASE k.priority WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, k.due_on, k.id"
            }
        }
    }
}
