//! Two sides as tables: their figures, and how each question is answered.

use super::{Datum, Head, Table};
use crate::reports::{Held, Side, Sides};
use crate::text;

impl Sides {
    /// The figures of both and what lies between them.
    #[must_use]
    pub fn figures_table(&self) -> Table {
        let (this, other) = (measured(&self.this), measured(&self.other));
        let row = |((name, this), (_, other)): ((&'static str, Datum), (&'static str, Datum))| {
            let between = between(&this, &other);
            vec![Datum::text(name), other, this, between]
        };
        let rows = this.into_iter().zip(other);
        let rows = rows.filter(|(this, other)| !is_blank(&this.1) || !is_blank(&other.1));
        let rows = rows.map(row).collect();
        let title = "Figures side by side".to_owned();
        Table { key: "sides", title, heads: self.heads("Figure", Head::number), rows, foot: None }
    }

    /// How both answer each question, and whether they differ.
    #[must_use]
    pub fn questions_table(&self) -> Table {
        let both = self.this.held.iter().zip(&self.other.held);
        let rows = both.zip(&self.questions).map(|((this, other), (no, label))| {
            let question = Datum::Text(format!("{no}. {label}"));
            vec![question, said(other), said(this), Datum::text(differ(this, other))]
        });
        let title = "Answers side by side".to_owned();
        let heads = self.heads("Question", Head::words);
        Table { key: "answers", title, heads, rows: rows.collect(), foot: None }
    }

    fn heads(&self, of: &str, head: fn(String) -> Head) -> Vec<Head> {
        let (this, other) = self.titles();
        vec![Head::words(of), head(other), head(this), head("Difference".to_owned())]
    }
}

/// Why several units have no band.
const NO_BAND: &str = "a mean carries no band";

/// What is measured of a side, in an order that both have.
fn measured(side: &Side) -> Vec<(&'static str, Datum)> {
    let means = side.means;
    let band = |band: Option<crate::Band>| match (band, means) {
        (Some(band), _) => Datum::text(band.label()),
        (None, Some(_)) => Datum::Nothing(NO_BAND),
        (None, None) => Datum::Nothing("not assessed"),
    };
    let percent = side.fresh.percent().map_or(Datum::Nothing("no yes answers"), Datum::Percent);
    let stake = u32::try_from(side.at_stake * 10).unwrap_or(u32::MAX);
    vec![
        ("Evidenced points", Datum::mean(means.map(|it| it.evidenced))),
        ("Band, evidenced", band(side.bands.map(|it| it.0))),
        ("Claimed points", Datum::mean(means.map(|it| it.claimed))),
        ("Band, claimed", band(side.bands.map(|it| it.1))),
        (
            "Points that rest on claims",
            means.map_or(Datum::Nothing("no score"), |it| Datum::Points(it.resting())),
        ),
        ("Units", Datum::Count(side.coverage.all)),
        ("Units assessed and current", Datum::Count(side.coverage.current)),
        ("Units stale", Datum::Count(side.coverage.stale)),
        ("Units not assessed", Datum::Count(side.coverage.not_assessed)),
        ("Current units at High risk", Datum::Count(side.layers.high)),
        ("Yes answers", Datum::Count(side.fresh.all)),
        ("Evidence current", percent),
        ("Open tasks", Datum::Count(side.open)),
        ("Open tasks that are late", Datum::Count(side.late)),
        ("Points at stake in open tasks", Datum::Points(stake)),
    ]
}

/// What several units never have, such as a band of their mean, is no row.
fn is_blank(datum: &Datum) -> bool {
    matches!(datum, Datum::Nothing(NO_BAND))
}

/// This less the other, where both are numbers of a kind.
fn between(this: &Datum, other: &Datum) -> Datum {
    let less = |this: usize, other: usize| match (i64::try_from(this), i64::try_from(other)) {
        (Ok(this), Ok(other)) => this - other,
        _ => 0,
    };
    match (this, other) {
        (Datum::Points(this), Datum::Points(other)) => {
            Datum::Change(i64::from(*this) - i64::from(*other))
        }
        (Datum::Count(this), Datum::Count(other)) => Datum::Difference(less(*this, *other) * 10),
        (Datum::Percent(this), Datum::Percent(other)) => {
            Datum::Difference(less(*this, *other) * 10)
        }
        (Datum::Text(this), Datum::Text(other)) if this == other => Datum::text("the same"),
        (Datum::Text(_), Datum::Text(_)) => Datum::text("another"),
        _ => Datum::Nothing("not known of both"),
    }
}

/// An answer of one unit, or how many of several have it.
fn said(held: &Held) -> Datum {
    match *held {
        Held { asked: 0, .. } => Datum::Nothing("not asked"),
        Held { asked: 1, yes: 0, .. } => Datum::text("No"),
        Held { asked: 1, proven: 1, .. } => Datum::text("Yes, proven"),
        Held { asked: 1, .. } => Datum::text("Yes, not proven"),
        Held { asked, yes, proven, .. } => {
            let of = text::count(asked, "unit", "units");
            Datum::Text(format!("{yes} of {of} yes, {proven} proven"))
        }
    }
}

/// Which of both is nearer to true, and by what. Shares are compared, since both may have another number
/// of units.
fn differ(this: &Held, other: &Held) -> &'static str {
    if this.asked == 0 || other.asked == 0 {
        return "";
    }
    let share = |part: usize, by: &Held| part * by.asked;
    let proven = share(this.proven, other).cmp(&share(other.proven, this));
    let yes = share(this.yes, other).cmp(&share(other.yes, this));
    match (proven, yes) {
        (std::cmp::Ordering::Greater, _) => "more is proven",
        (std::cmp::Ordering::Less, _) => "less is proven",
        (_, std::cmp::Ordering::Greater) => "more is claimed",
        (_, std::cmp::Ordering::Less) => "less is claimed",
        _ => "the same",
    }
}
