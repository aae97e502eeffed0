//! Everything that the page of the queue shows.

use domain::evidence::Spot;
use domain::evidence::sample::DrawnAgain;
use domain::{Action, AppError, UnitId};
use store::{QUEUE_MAX, QueueRow, Sample};

use super::asked;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::rooms::evidence::item::{Content, Sheet, Told};
use crate::rooms::evidence::list::unit_options;
use crate::rooms::evidence::part_of::own_audits;
use crate::ui::{Query, Typed};

/// How many samples of one's own are offered.
const OWN_SAMPLES: u32 = 10;

/// A filter's choices: the value in the address, and what a person reads.
pub(super) type Choices = Vec<(String, String)>;

/// The page's content.
pub(super) struct Desk {
    /// The address.
    pub(super) query: Query,
    pub(super) rows: Vec<QueueRow>,
    /// Whether there are more than the rows.
    pub(super) more: bool,
    /// The sample, if the queue is one.
    pub(super) sample: Option<Sample>,
    pub(super) redraw: Redraw,
    pub(super) own_samples: Vec<Sample>,
    pub(super) current: Option<Current>,
    pub(super) units: Choices,
    pub(super) rounds: Choices,
    /// The audits on which the person works.
    pub(super) audits: Choices,
    pub(super) uploaders: Choices,
    /// Whether the person gives verdicts anywhere.
    pub(super) is_auditor: bool,
    /// The form for a sample, when it came back.
    pub(super) drawing: Typed,
    pub(super) today: domain::Day,
}

/// Whether the sample can be drawn again.
pub(super) enum Redraw {
    /// Not by this person, or not any more: its names are not theirs to see, or were not kept.
    No,
    /// The names were kept.
    Offered,
    /// It was drawn again, and this came of it.
    Done(DrawnAgain),
}

impl Redraw {
    async fn load(visitor: &Visitor, query: &Query) -> PageResult<Self> {
        let Some(id) = asked::sample(query) else { return Ok(Self::No) };
        let read = visitor.read();
        if asked::again(query) {
            return Ok(read.draw_sample_again(id).await?.map_or(Self::No, Self::Done));
        }
        Ok(if read.sample_names(id).await?.is_some() { Self::Offered } else { Self::No })
    }
}

/// The item that is looked at.
pub(super) struct Current {
    pub(super) row: QueueRow,
    /// Its place in the queue; none when it is not in it any more.
    pub(super) index: Option<usize>,
    pub(super) sheet: Sheet,
    pub(super) content: Content,
}

impl Desk {
    pub(super) async fn load(visitor: &Visitor, query: &Query, told: Told) -> PageResult<Self> {
        let mut desk = Self::queue(visitor, query).await?;
        desk.look(visitor, told).await?;
        Ok(desk)
    }

    /// The queue, without looking at any of its items.
    pub(super) async fn queue(visitor: &Visitor, query: &Query) -> PageResult<Self> {
        let read = visitor.read();
        let is_auditor = visitor.actor.allows_somewhere(Action::GiveVerdict);
        let (sample, mut rows) = rows(visitor, query).await?;
        let more = sample.is_none() && rows.len() > QUEUE_MAX;
        rows.truncate(if sample.is_none() { QUEUE_MAX } else { usize::MAX });
        let named = |(id, name): (_, String)| (ToString::to_string(&id), name);
        Ok(Self {
            query: query.without("done").without("again"),
            rows,
            more,
            redraw: Redraw::load(visitor, query).await?,
            sample,
            own_samples: if is_auditor { read.own_samples(OWN_SAMPLES).await? } else { Vec::new() },
            current: None,
            units: unit_options(&visitor.units_where(Action::GiveVerdict).await?),
            rounds: read
                .round_names()
                .await?
                .into_iter()
                .map(|(id, name)| (id.to_string(), name))
                .collect(),
            audits: own_audits(visitor).await?,
            uploaders: read.queue_uploaders().await?.into_iter().map(named).collect(),
            is_auditor,
            drawing: Typed::default(),
            today: visitor.state.today(),
        })
    }

    /// Opens the item that is asked for, or else the first.
    async fn look(&mut self, visitor: &Visitor, told: Told) -> PageResult<()> {
        let asked = asked::at(&self.query);
        let index = match asked {
            Some(spot) => self.rows.iter().position(|row| row.spot() == spot),
            None => (!self.rows.is_empty()).then_some(0),
        };
        let row = match (index, asked) {
            (Some(index), _) => Some(self.rows[index].clone()),
            // It left the queue a moment ago, or the filter is another.
            (None, Some(spot)) => visitor.read().queue_spot(spot).await?,
            (None, None) => None,
        };
        let Some(row) = row else {
            return if asked.is_some() { Err(AppError::NotFound.into()) } else { Ok(()) };
        };
        let unit: UnitId = row.unit;
        let asked = Typed::new(self.query.pairs());
        let content = Content::open(visitor, row.item.id, Some(unit), &asked).await?;
        let sheet = Sheet::load(visitor, row.item.id, told).await?;
        self.current = Some(Current { row, index, sheet, content });
        Ok(())
    }

    /// The address of an item of the queue.
    pub(super) fn href(&self, row: &QueueRow) -> String {
        self.query.without("page").with("at", asked::key(row.spot())).href(super::PATH)
    }

    /// The items before and after the one that is looked at.
    pub(super) fn neighbours(&self) -> (Option<&QueueRow>, Option<&QueueRow>) {
        match self.current.as_ref().map(|current| current.index) {
            Some(Some(index)) => (
                index.checked_sub(1).and_then(|before| self.rows.get(before)),
                self.rows.get(index + 1),
            ),
            Some(None) => (None, self.rows.first()),
            None => (None, None),
        }
    }
}

/// The sample that the address names, or what matches its filters.
async fn rows(visitor: &Visitor, query: &Query) -> PageResult<(Option<Sample>, Vec<QueueRow>)> {
    let read = visitor.read();
    if let Some(id) = asked::sample(query) {
        let (sample, rows) = read.sample(id).await?;
        return Ok((Some(sample), rows));
    }
    Ok((None, read.queue(&asked::filter(query)).await?))
}

/// The item to go on with after a verdict on one: the next, or else the first of those before it. In a
/// sample those that already have a verdict are passed over.
pub(super) async fn after(
    visitor: &Visitor,
    query: &Query,
    spot: Spot,
) -> PageResult<Option<Spot>> {
    let (sample, rows) = rows(visitor, query).await?;
    let here = rows.iter().position(|row| row.spot() == spot);
    let start = here.map_or(0, |here| here + 1);
    let (before, later) = rows.split_at(start.min(rows.len()));
    let waits = |row: &&QueueRow| {
        row.spot() != spot
            && (sample.is_none() || row.standing == domain::evidence::Standing::Waiting)
    };
    Ok(later.iter().chain(before).find(waits).map(QueueRow::spot))
}
