//! What the list of models can be filtered by, with how many models each choice would leave.

use std::collections::HashMap;
use std::hash::Hash;

use domain::models::{AccessLevel, Classification, Exposure, Kind, Lifecycle, Provenance};
use store::UnitNode;

use super::list::NONE;
use super::list_page::{Register, TICKABLE};
use crate::ui::filter::{Facet, FacetOption};

/// The most sensitive first: that is what the facet is for.
const CLASSIFICATIONS: [Classification; 5] = [
    Classification::Restricted,
    Classification::Confidential,
    Classification::Internal,
    Classification::Public,
    Classification::Unknown,
];

/// The broadest first.
const LEVELS: [AccessLevel; 5] = [
    AccessLevel::Broad,
    AccessLevel::Admin,
    AccessLevel::Write,
    AccessLevel::Read,
    AccessLevel::Use,
];

/// Every facet that has something to choose.
pub(super) fn facets(register: &Register) -> Vec<Facet> {
    let counts = register.counts.as_ref();
    let query = &register.query;
    let known = Choices { asked: |name, key| query.has(name, key) };
    let mut facets = vec![
        units(register),
        known.facet(
            "exposure",
            "Exposure",
            true,
            Exposure::ALL,
            Some("Not deployed"),
            counts.map(|c| &c.exposures),
            |e| (e.key(), e.label()),
        ),
        known.facet(
            "data",
            "Most sensitive data",
            true,
            &CLASSIFICATIONS,
            Some("Not recorded"),
            counts.map(|c| &c.data),
            |c| (c.key(), c.label()),
        ),
        known.facet(
            "access",
            "Permissions",
            true,
            &LEVELS,
            Some("Not recorded"),
            counts.map(|c| &c.access),
            |a| (a.key(), a.label()),
        ),
        profile(register),
        known.plain("kind", "Kind", Kind::ALL, counts.map(|c| &c.kinds), |k| (k.key(), k.label())),
        known.plain("origin", "Origin", Provenance::ALL, counts.map(|c| &c.provenances), |p| {
            (p.key(), p.label())
        }),
        known.plain("stage", "Stage", Lifecycle::ALL, counts.map(|c| &c.lifecycles), |l| {
            (l.key(), l.label())
        }),
        owners(register),
        tags(register),
        status(register),
    ];
    facets.retain(|facet| !facet.options.is_empty());
    facets
}

/// Makes facets of closed lists of words. A choice that would leave nothing is left out, unless it
/// is ticked: then it must stay, to be taken away.
struct Choices<A: Fn(&str, &str) -> bool> {
    asked: A,
}

impl<A: Fn(&str, &str) -> bool> Choices<A> {
    #[expect(
        clippy::too_many_arguments,
        reason = "a facet has so many properties, each named at its call"
    )]
    fn facet<T: Copy + Eq + Hash>(
        &self,
        name: &'static str,
        title: &'static str,
        open: bool,
        all: &[T],
        none: Option<&'static str>,
        counts: Option<&HashMap<Option<T>, u64>>,
        words: fn(T) -> (&'static str, &'static str),
    ) -> Facet {
        let count = |value: Option<T>| counts.map(|c| c.get(&value).copied().unwrap_or(0));
        let mut options: Vec<FacetOption> = all
            .iter()
            .map(|value| option(words(*value).0, words(*value).1, count(Some(*value))))
            .collect();
        options.extend(none.map(|label| option(NONE, label, count(None))));
        self.kept(Facet { name, title, options, open })
    }

    fn plain<T: Copy + Eq + Hash>(
        &self,
        name: &'static str,
        title: &'static str,
        all: &[T],
        counts: Option<&HashMap<T, u64>>,
        words: fn(T) -> (&'static str, &'static str),
    ) -> Facet {
        let options = all.iter().map(|value| {
            let count = counts.map(|c| c.get(value).copied().unwrap_or(0));
            option(words(*value).0, words(*value).1, count)
        });
        self.kept(Facet { name, title, options: options.collect(), open: false })
    }

    fn kept(&self, mut facet: Facet) -> Facet {
        let name = facet.name;
        facet.options.retain(|option| option.count != Some(0) || (self.asked)(name, &option.key));
        facet
    }
}

fn option(key: impl Into<String>, label: impl Into<String>, count: Option<u64>) -> FacetOption {
    FacetOption { key: key.into(), label: label.into(), count }
}

/// The units that the person sees. Where there are many, the bar has a list of them instead.
fn units(register: &Register) -> Facet {
    let mut facet = Facet { name: "unit", title: "Business unit", options: Vec::new(), open: true };
    let is_offered = |node: &&UnitNode| {
        let asked = register.query.has("unit", &node.unit.id.to_string());
        asked || (register.units.len() <= TICKABLE && node.unit.parent.is_some())
    };
    facet.options = register
        .units
        .iter()
        .filter(is_offered)
        .map(|node| {
            let counts = register.counts.as_ref();
            let count = counts.map(|c| c.units.get(&node.unit.id).copied().unwrap_or(0));
            option(node.unit.id.to_string(), node.unit.name.clone(), count)
        })
        .collect();
    facet
}

fn profile(register: &Register) -> Facet {
    let count = |complete| {
        register.counts.as_ref().map(|c| c.complete.get(&complete).copied().unwrap_or(0))
    };
    let options = vec![
        option("complete", "Complete", count(true)),
        option("incomplete", "Incomplete", count(false)),
    ];
    Facet { name: "profile", title: "Profile", options, open: false }
}

/// Nobody, oneself, and those who own most; and whoever the address asks for.
fn owners(register: &Register) -> Facet {
    let counts = register.counts.as_ref();
    let (me, _) = &register.me;
    let owned = |c: &store::ModelCounts| {
        c.owners.iter().find(|(id, ..)| id == me).map_or(0, |(.., count)| *count)
    };
    let mut options = vec![
        option(NONE, "Nobody", counts.map(|c| c.ownerless)),
        option("me", "You", counts.map(owned)),
    ];
    let others = counts.iter().flat_map(|c| c.owners.iter()).filter(|(id, ..)| id != me);
    options
        .extend(others.map(|(id, name, count)| option(id.to_string(), name.clone(), Some(*count))));
    for asked in register.query.all("owner") {
        if options.iter().all(|option| option.key != asked) {
            let shown = register
                .found
                .lines
                .iter()
                .find(|line| line.owner.is_some_and(|id| id.to_string() == asked));
            let name = shown.and_then(|line| line.owner_name.clone());
            options.push(option(asked, name.unwrap_or_else(|| "Somebody else".to_owned()), None));
        }
    }
    Facet { name: "owner", title: "Owner", options, open: false }
}

fn tags(register: &Register) -> Facet {
    let counts = register.counts.as_ref();
    let mut options: Vec<FacetOption> = counts
        .iter()
        .flat_map(|c| c.tags.iter())
        .map(|(tag, count)| option(tag.clone(), tag.clone(), Some(*count)))
        .collect();
    for asked in register.query.all("tag") {
        if options.iter().all(|option| option.key != asked) {
            options.push(option(asked, asked, None));
        }
    }
    Facet { name: "tag", title: "Tag", options, open: false }
}

fn status(register: &Register) -> Facet {
    let retired = option("retired", "Retired", Some(register.figures.retired));
    let is_worth_it = register.figures.retired > 0 || register.filter.retired;
    let options = if is_worth_it { vec![retired] } else { Vec::new() };
    Facet { name: "status", title: "Status", options, open: false }
}
