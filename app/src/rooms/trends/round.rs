//! The round that is under way: which it is, how far each unit has got, and the panel beside the
//! units.

use std::collections::HashMap;

use domain::UnitId;
use domain::assessment::State;
use domain::score::BASELINE;
use leptos::prelude::*;
use store::{RoundProgress, UnitInRound};

use super::cells::dash;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::ui::badge::{assessment_badge, badge, draft_badge, returned_badge};
use crate::ui::progress::{pips_of, progress_line};
use crate::ui::{Panel, Tone};

/// Among so many of the newest rounds the one under way is looked for.
const NEWEST: u32 = 6;

/// A round and where its units stand.
pub(super) struct Round {
    pub(super) progress: RoundProgress,
    units: HashMap<UnitId, UnitInRound>,
}

impl Round {
    /// The round that is due next, or the last one that was; none where there never was one.
    pub(super) async fn under_way(visitor: &Visitor, units: &[UnitId]) -> PageResult<Option<Self>> {
        let today = visitor.state.today();
        let rounds = visitor.read().rounds(NEWEST).await?;
        let next = rounds.iter().filter(|round| round.due_on >= today).min_by_key(|r| r.due_on);
        let Some(progress) = next.or_else(|| rounds.first()).cloned() else {
            return Ok(None);
        };
        let units = visitor.read().units_in_round(progress.id, units).await?;
        Ok(Some(Self { progress, units }))
    }

    /// Where a unit stands in it.
    pub(super) fn of(&self, unit: UnitId) -> Option<&UnitInRound> {
        self.units.get(&unit)
    }

    /// Drafts that somebody may go on with.
    pub(super) fn drafts(&self) -> impl Iterator<Item = &UnitInRound> {
        self.units.values().filter(|unit| unit.state == State::Draft)
    }

    /// How far a unit has got, in words: "7 of 10 answered".
    pub(super) fn words(&self, unit: UnitId) -> String {
        let said = match self.of(unit) {
            None => "not in it".to_owned(),
            Some(in_round) if in_round.returned => "returned".to_owned(),
            Some(in_round) if in_round.state != State::Draft => {
                in_round.state.label().to_lowercase()
            }
            Some(in_round) if in_round.answered == 0 => "not started".to_owned(),
            Some(in_round) => format!("{} of {}", in_round.answered, BASELINE.total()),
        };
        format!("{}: {said}", self.progress.name)
    }

    /// The same as a cell with pips.
    pub(super) fn cell(&self, unit: UnitId) -> AnyView {
        match self.of(unit) {
            None => dash("Not in this round"),
            Some(in_round) if in_round.returned => returned_badge(),
            Some(in_round) if in_round.state != State::Draft => assessment_badge(in_round.state),
            Some(in_round) if in_round.answered == 0 => {
                view! { <span class="muted">"Not started"</span> }.into_any()
            }
            Some(in_round) => pips_of(in_round.answered as usize, total(), "answered"),
        }
    }

    /// The same as a badge.
    pub(super) fn badge(&self, unit: UnitId) -> AnyView {
        match self.of(unit) {
            Some(in_round) if in_round.state == State::Draft && !in_round.returned => {
                draft_badge(in_round.answered as usize, total())
            }
            _ => self.cell(unit),
        }
    }
}

/// Questions of an assessment.
pub(super) fn total() -> usize {
    usize::from(BASELINE.total())
}

/// How far the round has got.
pub(super) fn panel(round: &Round, today: domain::Day) -> AnyView {
    let progress = &round.progress;
    let verb = if progress.due_on < today { "was due" } else { "due" };
    let due = format!("{verb} {}", domain::text::day(progress.due_on));
    let row = |badge: AnyView, n: u32| {
        (n > 0).then(|| {
            let units = domain::text::count(n, "unit", "units");
            view! { <li><span>{badge}</span><span class="num">{units}</span></li> }
        })
    };
    let answered =
        progress_line(progress.answered as usize, progress.questions as usize, "answers given");
    let body = view! {
        {answered}
        <ul class="mini">
            {row(assessment_badge(State::Approved), progress.approved)}
            {row(assessment_badge(State::Submitted), progress.submitted)}
            {row(badge(Tone::Info, "circle-dot", "In progress"), progress.in_progress)}
            {row(draft_badge(0, total()), progress.not_started)}
        </ul>
    };
    let all = format!("/rounds/{}", progress.id);
    Panel::new(format!("Round {}", progress.name))
        .aside(due)
        .stacked(body)
        .foot(view! { <a class="link" href=all>"See the whole round"</a> })
        .view()
}
