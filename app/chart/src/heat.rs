//! The heat map's figures: units by question. The glyph tells the state, a hatch means unproven, a
//! corner means that the inventory disagrees, and an arrow says what changed.

use domain::score::Support;

/// What stands at one unit and question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answered {
    /// *No*: it costs the question's weight.
    No,
    /// *Yes*, and what stands behind it.
    Yes(Support),
    /// No answer, or no assessment.
    Nothing,
}

impl Answered {
    /// *Yes*, and evidence stands behind it.
    #[must_use]
    pub const fn proven(self) -> bool {
        matches!(self, Self::Yes(Support::Accepted))
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Yes(Support::Accepted) => "Yes, evidenced",
            Self::Yes(Support::Pending) => "Yes, evidence pending",
            Self::Yes(Support::Rejected) => "Yes, evidence rejected",
            Self::Yes(Support::Expired) => "Yes, evidence expired",
            Self::Yes(Support::Withdrawn) => "Yes, evidence withdrawn",
            Self::Yes(Support::Nothing) => "Yes, no evidence",
            Self::No => "No",
            Self::Nothing => "Not answered",
        }
    }
}

/// What became of a cell since the day with which it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// It costs fewer points, or is proven now.
    Better,
    /// It costs more points, or is no longer proven.
    Worse,
    /// There was no answer before.
    New,
    /// The same as before.
    Unchanged,
}

impl Change {
    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::New => "new",
            Self::Unchanged => "unchanged",
        }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The answer.
    pub answer: Answered,
    /// Whether the inventory disagrees with it.
    pub clash: bool,
    /// What changed; none where nothing is compared.
    pub change: Option<Change>,
    /// Where the question can be looked at.
    pub href: Option<String>,
}

impl Cell {
    /// A cell that is no link and compared with nothing.
    #[must_use]
    pub const fn new(answer: Answered) -> Self {
        Self { answer, clash: false, change: None, href: None }
    }

    /// Whether the inventory disagrees.
    #[must_use]
    pub fn clash(mut self, clash: bool) -> Self {
        self.clash = clash;
        self
    }

    /// What changed since the day with which it is compared.
    #[must_use]
    pub fn change(mut self, change: Option<Change>) -> Self {
        self.change = change;
        self
    }

    /// The cell is a link to this address.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// All that the cell says: "No, 10 points, inventory disagrees, worse".
    #[must_use]
    pub fn words(&self, weight: u16) -> String {
        let mut words = self.answer.label().to_owned();
        if self.answer == Answered::No {
            words.push_str(", ");
            words.push_str(&crate::said::counted(weight.into(), "point"));
        }
        if self.clash {
            words.push_str(", inventory disagrees");
        }
        if let Some(change) = self.change {
            words.push_str(", ");
            words.push_str(change.label());
        }
        words
    }
}

/// One unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its name.
    pub unit: String,
    /// Where more is said of it.
    pub href: Option<String>,
    /// Whether it stands under the unit above it.
    pub child: bool,
    /// One cell for each question, in their order.
    pub cells: Vec<Cell>,
    /// Its score; none if it was not assessed.
    pub points: Option<f64>,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its short name.
    pub label: String,
    /// What a *no* costs, in points.
    pub weight: u16,
}

/// Units by question.
#[derive(Debug, Clone, PartialEq)]
pub struct Heat {
    /// What is shown, such as "Answers and evidence by business unit, Q3 2026".
    pub title: String,
    /// The columns.
    pub questions: Vec<Question>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What their points are, such as "Evidenced".
    pub score: &'static str,
    /// What is counted of each question at the foot, and how that is called. Where the rows are a part of
    /// all, it is counted of all; none counts the rows that have not proven it.
    pub foot: Option<(&'static str, Vec<usize>)>,
}

impl Heat {
    /// What stands at the foot.
    #[must_use]
    pub fn counted(&self) -> (&'static str, Vec<usize>) {
        self.foot.clone().unwrap_or_else(|| ("Units not proven", self.unproven()))
    }

    /// How many units have not proven each question.
    #[must_use]
    pub fn unproven(&self) -> Vec<usize> {
        let of = |index: usize| {
            let proven = |row: &&Row| row.cells.get(index).is_some_and(|cell| cell.answer.proven());
            self.rows.len() - self.rows.iter().filter(proven).count()
        };
        (0..self.questions.len()).map(of).collect()
    }

    /// Whether anything is compared.
    #[must_use]
    pub fn compares(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.change.is_some())
    }

    /// What a screen reader hears of the map.
    #[must_use]
    pub fn sentence(&self) -> String {
        let counts = self.questions.iter().zip(self.unproven());
        let said = counts.map(|(question, count)| format!("{} {count}", question.label));
        let said: Vec<_> = said.collect();
        let units = crate::said::counted(self.rows.len(), "unit");
        format!("Of {units}, not proven: {}.", said.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_says_its_answer_its_weight_the_disagreement_and_the_change() {
        let no = Cell::new(Answered::No).clash(true).change(Some(Change::Worse));
        assert_eq!(no.words(5), "No, 5 points, inventory disagrees, worse");
        assert_eq!(Cell::new(Answered::No).words(1), "No, 1 point");
        let yes = Cell::new(Answered::Yes(Support::Expired));
        assert_eq!(yes.words(10), "Yes, evidence expired");
    }

    #[test]
    fn an_unassessed_unit_counts_as_not_proven() {
        let row = |answers: &[Answered]| Row {
            unit: "A".into(),
            href: None,
            child: false,
            cells: answers.iter().copied().map(Cell::new).collect(),
            points: None,
        };
        let questions = vec![Question { label: "Inventory".into(), weight: 10 }];
        let yes = Answered::Yes(Support::Accepted);
        let rows = vec![row(&[yes]), row(&[Answered::Nothing]), row(&[])];
        let score = "Evidenced";
        let heat = Heat { title: "t".into(), questions, rows, score, foot: None };
        assert_eq!(heat.unproven(), [2]);
        assert_eq!(heat.sentence(), "Of 3 units, not proven: Inventory 2.");
    }
}
