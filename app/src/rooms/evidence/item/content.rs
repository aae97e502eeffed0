//! The content of an item that was opened: whether it is still what arrived, and what is in it.

use std::collections::HashSet;

use domain::{EvidenceId, UnitId};
use leptos::prelude::*;
use store::{EvidenceItem, Seal};

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::rooms::evidence::preview::{Shown, figure};
use crate::ui::facts::full_hash;
use crate::ui::{Notice, Query, Tone, Typed, icon_sm};

/// An opened item.
pub(in crate::rooms::evidence) struct Content {
    pub(in crate::rooms::evidence) seal: Seal,
    shown: Shown,
    query: Query,
}

impl Content {
    /// Opens the item: it is hashed anew and the audit log notes it. `asked` is the address's query.
    pub(in crate::rooms::evidence) async fn open(
        visitor: &Visitor,
        id: EvidenceId,
        unit: Option<UnitId>,
        asked: &Typed,
    ) -> PageResult<Self> {
        let (item, seal) = visitor.present().open_evidence(&visitor.actor, id, unit).await?;
        let page = asked.get("page").parse().unwrap_or(1).max(1);
        let shown = Shown::load(visitor, &item, &seal, page).await;
        let query = Query::from(asked.pairs()).without("done");
        Ok(Self { seal, shown, query })
    }

    /// Whether it is still what arrived.
    pub(in crate::rooms::evidence) fn seal(&self, item: &EvidenceItem) -> AnyView {
        let recorded = full_hash(item.item.sha256.clone());
        match &self.seal {
            Seal::Whole => view! {
                <p class="hashline">
                    {icon_sm("shield-check")}<span>"SHA-256 matches upload, checked just now"</span>{recorded}
                </p>
            }
            .into_any(),
            Seal::Broken { found } => alarm(
                "This is not what was uploaded.",
                view! {
                    "Its content hashes to something else than on the day it arrived. Don’t rely on it, and tell \
                     whoever looks after this installation. Recorded: "{recorded}" Found now: "
                    {full_hash(found.clone())}
                }
                .into_any(),
            ),
            Seal::Missing => alarm(
                "Its file is missing.",
                view! {
                    "It was there when it was uploaded. Tell whoever looks after this installation. Recorded: "
                    {recorded}
                }
                .into_any(),
            ),
        }
    }

    /// What is in it. `path` is that of the page.
    pub(in crate::rooms::evidence) fn view(&self, item: &EvidenceItem, path: &str) -> AnyView {
        figure(&self.shown, item, path, &self.query, &HashSet::new())
    }

    /// The same beside another revision, with the lines marked that the other has not.
    pub(super) fn view_beside(&self, item: &EvidenceItem, only: &HashSet<String>) -> AnyView {
        figure(&self.shown, item, &format!("/evidence/{}", item.item.id), &Query::new(), only)
    }

    /// The lines of it, where it is text.
    pub(super) fn lines(&self) -> HashSet<String> {
        match &self.shown {
            Shown::Lines(lines) => lines.shown.iter().cloned().collect(),
            Shown::Grid(grid) => grid.rows.iter().map(|row| row.join("\u{1f}")).collect(),
            Shown::Note(body) => body.lines().map(str::to_owned).collect(),
            Shown::Link(url) => [url.clone()].into(),
            Shown::Picture | Shown::Page(..) | Shown::Nothing(_) => HashSet::new(),
        }
    }
}

fn alarm(head: &'static str, text: AnyView) -> AnyView {
    Notice::new(Tone::High, text).icon("shield-alert").head(head).role("alert").view()
}
