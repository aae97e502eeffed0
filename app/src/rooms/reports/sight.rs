//! A report as it is asked for, read once for a page or a file.

use domain::reports::{Asked, Report, Side, Sides, Subject, TaskDays};
use domain::{AppError, text};
use store::UnitNode;

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::ui::Query;

/// A report, and what is needed to ask for another one.
pub(super) struct Sight {
    /// The address as it was asked for.
    pub(super) query: Query,
    /// The units that the visitor may choose.
    pub(super) tree: Vec<UnitNode>,
    /// The report, or what is wrong with what was asked for.
    pub(super) report: Result<Shown, String>,
}

/// A report with what it was made from.
pub(super) struct Shown {
    pub(super) report: Report,
    /// All of its units as one.
    pub(super) subject: Subject,
    /// The tasks of its units.
    pub(super) tasks: Vec<TaskDays>,
}

impl Shown {
    /// Reads what the report is made from and computes it.
    pub(super) async fn of(visitor: &Visitor, asked: Asked) -> PageResult<Self> {
        let matter = visitor.read().report_matter(&asked).await?;
        let (scores, tasks) = (matter.together(), matter.tasks.clone());
        let report = Report::of(asked, matter);
        let subject = Subject { unit: None, name: text::list(&report.names), scores };
        Ok(Self { report, subject, tasks })
    }

    /// The report's last day beside its first.
    pub(super) fn sides(&self) -> Sides {
        let questions: Vec<_> = self.report.questions.iter().map(|(no, _)| *no).collect();
        let side = |day| Side::of(&self.subject, &self.tasks, &questions, day);
        let (this, other) = (side(self.report.days.to), side(self.report.days.from));
        Sides { this, other, questions: self.report.questions.clone() }
    }
}

impl Sight {
    pub(super) async fn of(visitor: &Visitor, query: Query) -> PageResult<Self> {
        let tree = visitor.read().units().await?;
        let report = match Asked::read(query.pairs(), visitor.state.today()) {
            Ok(asked) => Ok(Shown::of(visitor, asked).await?),
            Err(wrong) => Err(wrong),
        };
        Ok(Self { query, tree, report })
    }

    /// The report of an address. Of what makes no sense there is no file.
    pub(super) async fn asked(visitor: &Visitor, query: &Query) -> PageResult<Shown> {
        let asked = Asked::read(query.pairs(), visitor.state.today());
        Shown::of(visitor, asked.map_err(|_| AppError::NotFound)?).await
    }
}

/// The address of a report's page or of one of its files, with what was asked for and more.
pub(super) fn address(asked: &Asked, path: &str, more: &[(&str, &str)]) -> String {
    let more = more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Query::from(asked.pairs().into_iter().chain(more).collect::<Vec<_>>()).href(path)
}
