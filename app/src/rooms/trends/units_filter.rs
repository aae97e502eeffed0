//! Which units the list shows, and in which order, as its address says.

use domain::rollup::Standing;
use domain::{Band, Day};

use super::cells::band;
use crate::ui::Query;

/// What a unit has to be in order to be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// In this band.
    In(Band),
    /// Older than its cadence.
    Stale,
    /// Without a score.
    NotAssessed,
}

/// The choices of the filter, as the address and as the person writes them.
pub(super) const CHOICES: [(&str, &str, Wanted); 5] = [
    ("high", "High risk", Wanted::In(Band::High)),
    ("moderate", "Moderate", Wanted::In(Band::Moderate)),
    ("advanced", "Advanced", Wanted::In(Band::Advanced)),
    ("stale", "Stale", Wanted::Stale),
    ("none", "Not assessed", Wanted::NotAssessed),
];

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    text: String,
    wanted: Option<Wanted>,
    clash: bool,
    flat: bool,
}

impl Asked {
    /// Reads it; what isn't known counts as not said.
    pub(super) fn read(query: &Query) -> Self {
        let key = query.get("band");
        Self {
            text: query.get("q").trim().to_lowercase(),
            wanted: CHOICES.iter().find(|(known, ..)| *known == key).map(|(.., wanted)| *wanted),
            clash: query.get("clash") == "yes",
            flat: query.get("view") == "flat",
        }
    }

    /// Whether some units are hidden.
    pub(super) const fn filters(&self) -> bool {
        !self.text.is_empty() || self.wanted.is_some() || self.clash
    }

    /// Whether the units stand in the order of their distance instead of the tree's. What is left
    /// of a tree is no tree.
    pub(super) const fn flat(&self) -> bool {
        self.flat || self.filters()
    }

    /// Whether a unit is listed.
    pub(super) fn takes(
        &self,
        name: &str,
        standing: Option<&Standing>,
        clashes: bool,
        today: Day,
    ) -> bool {
        let judged = match self.wanted {
            None => true,
            Some(Wanted::NotAssessed) => standing.is_none(),
            Some(Wanted::Stale) => standing.is_some_and(|standing| standing.is_stale(today)),
            Some(Wanted::In(wanted)) => standing.and_then(band) == Some(wanted),
        };
        judged && (clashes || !self.clash) && name.to_lowercase().contains(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Points, Score};

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Asked::read(&Query::from(pairs.collect::<Vec<_>>()))
    }

    #[test]
    fn a_unit_without_a_score_is_found_by_that_alone() {
        let today: Day = "2026-11-23".parse().unwrap();
        let standing = Standing {
            submitted: "2026-06-01".parse().unwrap(),
            score: Score { claimed: Points(10), evidenced: Points(40) },
            cadence_days: 92,
        };
        let takes = |asked: &Asked, standing| asked.takes("Online Store", standing, false, today);
        assert!(takes(&asked(&[("band", "none")]), None));
        assert!(!takes(&asked(&[("band", "none")]), Some(&standing)));
        assert!(takes(&asked(&[("band", "high")]), Some(&standing)), "the evidenced score decides");
        assert!(takes(&asked(&[("band", "stale")]), Some(&standing)));
        assert!(!takes(&asked(&[("band", "advanced")]), None));
        assert!(takes(&asked(&[("q", " STORE ")]), None));
        assert!(!takes(&asked(&[("clash", "yes")]), Some(&standing)));
        assert!(takes(&asked(&[("band", "purple")]), None), "what isn't known filters nothing");
    }

    #[test]
    fn what_is_left_of_a_tree_is_flat() {
        assert!(!asked(&[]).flat() && asked(&[("view", "flat")]).flat());
        assert!(asked(&[("q", "store")]).flat() && asked(&[("q", "store")]).filters());
        assert!(!asked(&[("view", "flat")]).filters());
    }
}
