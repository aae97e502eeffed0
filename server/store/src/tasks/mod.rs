//! Tasks: making them, the steps of their life, their lists, and what each consists of.

mod acceptances;
mod accepted;
mod ahead;
mod assign;
mod calendar;
mod causes;
mod each;
mod filter;
mod groups;
mod list;
mod make;
mod mine;
mod news;
mod note;
mod one;
#[cfg(test)]
mod plans;
mod proof;
mod row;
mod saved;
mod series;
mod stakes;
mod steps;
mod watch;

pub use accepted::{Acceptance, Said};
pub use ahead::{UnitWork, WorkAhead};
pub use filter::{TaskFilter, TaskSort, TaskStanding};
pub use groups::{GroupOf, TaskGroup};
pub use list::{Lane, TASKS_A_PAGE, TaskCounts, TaskPage};
pub use mine::MyWork;
pub use one::{ChecklistStep, Task, TaskActivity, TaskItem};
pub use row::TaskRow;
pub use saved::SavedFilter;
pub use series::{Occurrence, Series};

pub(crate) use news::{Changed, of_change};
pub(crate) use note::{Happened, note};
