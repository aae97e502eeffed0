//! Lists of evidence: scoped, filtered and cut into pages by the database.

use domain::evidence::EvidenceState;
use domain::{Action, Day, PersonId, QuestionNo, UnitId};
use sqlx::{QueryBuilder, Sqlite};

use super::linked::{LinkedEvidence, LinkedRow, linked};
use crate::error::Result;
use crate::read::{Read, push_units_where};

/// Which items to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EvidenceFilter {
    /// Only those of this unit and the units below it.
    pub unit: Option<UnitId>,
    /// Only those of this question.
    pub question: Option<QuestionNo>,
    /// Only those that stand so today.
    pub state: Option<EvidenceState>,
    /// Only those that count no longer than so many days from today, those first that end first.
    pub expires_days: Option<u16>,
    /// How many.
    pub limit: u32,
    /// After how many.
    pub offset: u32,
}

/// An item for one unit and question, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRow {
    /// The item as it stands there.
    pub item: LinkedEvidence,
    /// The unit.
    pub unit: UnitId,
    /// The unit's name.
    pub unit_name: String,
}

impl Read<'_> {
    /// Items of units in which the person may open evidence, newest first, and how many there are
    /// in all: an item that supports several questions or units stands there once for each.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn evidence(&self, filter: EvidenceFilter) -> Result<(Vec<EvidenceRow>, u32)> {
        let listing = self.listing(filter);
        let mut count = QueryBuilder::new("");
        listing.push_count(&mut count);
        let total = count.build_query_scalar().fetch_one(self.pool()).await?;
        let mut page = QueryBuilder::new("");
        listing.push_page(&mut page);
        let rows: Vec<LinkedRow> = page.build_query_as().fetch_all(self.pool()).await?;
        let read = |row: LinkedRow| {
            let (unit, unit_name) = (row.unit_id, row.unit_name.clone());
            Ok(EvidenceRow { item: row.read(listing.today)?, unit, unit_name })
        };
        Ok((rows.into_iter().map(read).collect::<Result<_>>()?, total))
    }

    /// How the database would find a page: for the test that holds it to its indexes.
    ///
    /// # Errors
    /// When the database fails.
    #[doc(hidden)]
    pub async fn evidence_plan(&self, filter: EvidenceFilter) -> Result<Vec<String>> {
        let mut explain = QueryBuilder::new("EXPLAIN QUERY PLAN ");
        self.listing(filter).push_page(&mut explain);
        let rows: Vec<(i64, i64, i64, String)> =
            explain.build_query_as().fetch_all(self.pool()).await?;
        Ok(rows.into_iter().map(|(.., step)| step).collect())
    }

    fn listing(&self, filter: EvidenceFilter) -> Listing {
        Listing { person: self.actor.person, filter, today: self.store.clock.today() }
    }
}

/// A list as a person asks for it on a day.
struct Listing {
    person: PersonId,
    filter: EvidenceFilter,
    today: Day,
}

impl Listing {
    /// How many there are: from the units' links, and without the items where nothing asks for them.
    fn push_count(&self, query: &mut QueryBuilder<Sqlite>) {
        query.push("SELECT count(*) FROM evidence_links l ");
        if self.filter.state.is_some() || self.filter.expires_days.is_some() {
            query.push("JOIN evidence e ON e.id = l.evidence_id ");
        }
        self.push_where(query, "l.unit_id");
    }

    /// The page is cut first, so that only its rows are looked up.
    fn push_page(&self, query: &mut QueryBuilder<Sqlite>) {
        let order = match self.filter.expires_days {
            Some(_) => " ORDER BY e.valid_until, e.id, l.unit_id, l.question",
            None => " ORDER BY e.id DESC, l.unit_id, l.question",
        };
        query.push("WITH page AS MATERIALIZED (SELECT l.unit_id, l.question, l.evidence_id ");
        if self.filter.unit.is_some() && self.filter.expires_days.is_none() {
            query.push("FROM evidence_links l JOIN evidence e ON e.id = l.evidence_id ");
            self.push_where(query, "l.unit_id");
        } else {
            // Ids rise with the moment of the upload, so the newest items are found without sorting.
            // The plus keeps the database from looking up every unit for every item.
            query.push("FROM evidence e CROSS JOIN evidence_links l ON l.evidence_id = e.id ");
            self.push_where(query, "+l.unit_id");
        }
        query.push(order).push(" LIMIT ").push_bind(self.filter.limit);
        query.push(" OFFSET ").push_bind(self.filter.offset).push(") ");
        query.push(linked!(
            "WHERE (l.unit_id, l.question, l.evidence_id) IN
                   (SELECT unit_id, question, evidence_id FROM page)"
        ));
        query.push(order);
    }

    fn push_where(&self, query: &mut QueryBuilder<Sqlite>, unit: &'static str) {
        let filter = self.filter;
        query.push("WHERE ").push(unit).push(" IN (");
        push_units_where(query, self.person, Action::OpenEvidence);
        query.push(")");
        if let Some(unit) = filter.unit {
            query
                .push(" AND l.unit_id IN (SELECT unit_id FROM unit_tree WHERE ancestor_id = ")
                .push_bind(unit)
                .push(")");
        }
        if let Some(question) = filter.question {
            query.push(" AND l.question = ").push_bind(question);
        }
        if let Some(days) = filter.expires_days {
            let until = self.today + chrono::Days::new(u64::from(days));
            query.push(" AND e.withdrawn_at IS NULL AND e.valid_until BETWEEN ");
            query.push_bind(self.today.to_string()).push(" AND ").push_bind(until.to_string());
            query.push(" AND e.replaced_at IS NULL");
        }
        if let Some(state) = filter.state {
            query.push(" AND ");
            push_state(query, self.today);
            query.push(" = ").push_bind(state);
        }
    }
}

/// [`domain::evidence::state`] in the database's words: a test holds the two together.
fn push_state(query: &mut QueryBuilder<Sqlite>, today: Day) {
    const NEWEST: &str = "(SELECT x.verdict FROM verdicts x WHERE x.unit_id = l.unit_id
        AND x.question = l.question AND x.evidence_id = l.evidence_id ORDER BY x.id DESC LIMIT 1)";
    query
        .push(
            "CASE WHEN e.withdrawn_at IS NOT NULL THEN 'withdrawn'
                  WHEN e.replaced_at IS NOT NULL THEN 'superseded'
                  WHEN e.valid_until < ",
        )
        .push_bind(today.to_string())
        .push(" THEN CASE ")
        .push(NEWEST)
        .push(" WHEN 'rejected' THEN 'rejected' ELSE 'expired' END ELSE coalesce(")
        .push(NEWEST)
        .push(", 'pending') END");
}
