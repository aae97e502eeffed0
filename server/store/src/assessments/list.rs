//! Assessments as a list.

use domain::assessment::State;
use domain::{AssessmentId, Day, RoundId, Timestamp, UnitId};
use sqlx::{QueryBuilder, Sqlite};

use crate::error::Result;
use crate::read::Read;
use crate::rows::maybe_day;

/// Which assessments to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AssessmentFilter {
    /// Only those of this unit and the units below it.
    pub unit: Option<UnitId>,
    /// Only those of this round.
    pub round: Option<RoundId>,
    /// Only those in this state.
    pub state: Option<State>,
    /// How many.
    pub limit: u32,
    /// After how many.
    pub offset: u32,
}

/// An assessment as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentRow {
    /// Its id.
    pub id: AssessmentId,
    /// What it is called.
    pub name: String,
    /// Its unit.
    pub unit: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// Its round; none when it is ad hoc.
    pub round: Option<RoundId>,
    /// Where it stands.
    pub state: State,
    /// When it is due.
    pub due_on: Option<Day>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Whether it was returned and waits to be submitted again.
    pub returned: bool,
    /// Questions answered.
    pub answered: u32,
    /// When it was last submitted.
    pub submitted_at: Option<Timestamp>,
    /// Points claimed in the last submission.
    pub claimed: Option<u16>,
    /// Points evidenced on the day of the last submission.
    pub evidenced: Option<u16>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: AssessmentId,
    name: String,
    unit_id: UnitId,
    unit_name: String,
    round_id: Option<RoundId>,
    state: State,
    due_on: Option<String>,
    opened_at: Timestamp,
    returned: bool,
    answered: u32,
    submitted_at: Option<Timestamp>,
    claimed: Option<u16>,
    evidenced: Option<u16>,
}

impl Row {
    fn read(self) -> Result<AssessmentRow> {
        Ok(AssessmentRow {
            due_on: maybe_day(self.due_on.as_deref(), "assessments", "due_on", self.id.0)?,
            id: self.id,
            name: self.name,
            unit: self.unit_id,
            unit_name: self.unit_name,
            round: self.round_id,
            state: self.state,
            opened_at: self.opened_at,
            returned: self.returned,
            answered: self.answered,
            submitted_at: self.submitted_at,
            claimed: self.claimed,
            evidenced: self.evidenced,
        })
    }
}

impl Read<'_> {
    /// Assessments, newest first and those of one round by unit, and how many there are in all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn assessments(&self, filter: AssessmentFilter) -> Result<(Vec<AssessmentRow>, u32)> {
        let mut count = QueryBuilder::new("SELECT count(*)");
        self.matching(&mut count, filter);
        let total = count.build_query_scalar().fetch_one(self.pool()).await?;
        // The page is cut first, so that only its rows are counted and looked up.
        let mut list = QueryBuilder::new(
            "SELECT a.id, a.name, a.unit_id, u.name AS unit_name, a.round_id, a.state, a.due_on,
                    a.opened_at, a.returned_at IS NOT NULL AS returned,
                    (SELECT count(*) FROM answers n
                      WHERE n.assessment_id = a.id AND n.answer IS NOT NULL) AS answered,
                    s.submitted_at, s.claimed, s.evidenced
               FROM (SELECT a.id AS assessment_id",
        );
        self.matching(&mut list, filter);
        list.push(" ORDER BY a.opened_at DESC, u.name COLLATE NOCASE, a.id LIMIT ")
            .push_bind(filter.limit)
            .push(" OFFSET ")
            .push_bind(filter.offset)
            .push(
                ") page JOIN assessments a ON a.id = page.assessment_id
                   JOIN units u ON u.id = a.unit_id
                   LEFT JOIN submissions s ON s.assessment_id = a.id AND s.revision =
                        (SELECT max(revision) FROM submissions WHERE assessment_id = a.id)
                  ORDER BY a.opened_at DESC, u.name COLLATE NOCASE, a.id",
            );
        let rows: Vec<Row> = list.build_query_as().fetch_all(self.pool()).await?;
        Ok((rows.into_iter().map(Row::read).collect::<Result<_>>()?, total))
    }

    fn matching(&self, query: &mut QueryBuilder<Sqlite>, filter: AssessmentFilter) {
        query
            .push(
                " FROM assessments a JOIN units u ON u.id = a.unit_id
                  JOIN visible_units v ON v.unit_id = a.unit_id AND v.person_id = ",
            )
            .push_bind(self.actor.person)
            .push(" WHERE true");
        if let Some(unit) = filter.unit {
            query
                .push(" AND a.unit_id IN (SELECT unit_id FROM unit_tree WHERE ancestor_id = ")
                .push_bind(unit)
                .push(")");
        }
        if let Some(round) = filter.round {
            query.push(" AND a.round_id = ").push_bind(round);
        }
        if let Some(state) = filter.state {
            query.push(" AND a.state = ").push_bind(state);
        }
    }
}
