//! The state of the chain: how long it is, its head, and what came of following it last.

use domain::text;
use leptos::prelude::*;
use store::LastVerified;

use super::show::Log;
use super::verifying::Run;
use crate::ui::icon::icon_lg;
use crate::ui::{Button, post_button};

pub(super) fn view(log: &Log) -> AnyView {
    let known = log.last.as_ref().is_some_and(|last| last.report.wrong.is_some());
    let broken = known || !log.changed().is_empty();
    let (class, glyph, title) = match (&log.last, broken) {
        (_, true) => ("chain is-broken", "unlink", "Chain broken"),
        (Some(_), false) => ("chain", "link-2", "Chain intact"),
        (None, false) => ("chain is-open", "link-2", "Chain not verified yet"),
    };
    let role = broken.then_some("alert");
    let last = log.last.as_ref().map(|last| view! { <p class="soft">{said(last, log)}</p> });
    view! {
        <section class=class aria-labelledby="chain">
            {icon_lg(glyph)}
            <div role=role>
                <h2 id="chain">{title}</h2>
                {last}
                {run(&log.run)}
                <p class="soft">{log.checkpoint.clone()}</p>
                {log.posting.clone().map(|said| view! { <p class="soft">{said}</p> })}
                {head(log)}
            </div>
            <div class="actions">{action(&log.run)}</div>
        </section>
    }
    .into_any()
}

/// What came of the last verification.
fn said(last: &LastVerified, log: &Log) -> String {
    let entries = text::count(last.report.entries, "entry", "entries");
    let when =
        format!("{} ({}) by {}", text::moment(last.at), text::since(last.at, log.now), last.by);
    match &last.report.wrong {
        None => format!("{entries} recomputed on {when}, all as they were sealed."),
        Some(wrong) => format!(
            "The first wrong entry is {}: {}. {} in {entries}, found on {when}. Keep a copy of the \
             data directory as it is now, and compare it with the newest backup that verifies.",
            text::number(wrong.seq.unsigned_abs()),
            wrong.fault,
            text::count(last.report.faults, "fault", "faults"),
        ),
    }
}

fn run(run: &Run) -> Option<AnyView> {
    let said = match run {
        Run::Idle => return None,
        Run::Running { by, done, of } => format!(
            "{by} is having it verified now: {} of {} so far. Refresh to see how far it is.",
            text::number(*done),
            text::count(*of, "entry", "entries"),
        ),
        Run::Failed => {
            "The last verification broke off and says nothing. Start it again.".to_owned()
        }
    };
    Some(view! { <p role="status">{said}</p> }.into_any())
}

/// The length of the log and its newest hash, in full: whoever compares it needs all of it.
fn head(log: &Log) -> Option<AnyView> {
    let (seq, hash) = log.head.clone()?;
    let entries = text::count(seq.unsigned_abs(), "entry", "entries");
    let view = view! {
        <p class="soft">{format!("{entries} now. Head: ")}<code class="hash">{hash}</code></p>
    };
    Some(view.into_any())
}

fn action(run: &Run) -> AnyView {
    match run {
        Run::Running { .. } => Button::link(super::PATH, "Refresh").small().view(),
        Run::Idle | Run::Failed => {
            post_button("/audit/verify", [], Button::submit("Verify now").small())
        }
    }
}
