//! The live score beside the questions. The same sums run in the browser: see `islands::sums`.

use domain::Band;
use domain::score::Points;
use leptos::prelude::*;

use super::desk::{Desk, Mode};
use crate::rooms::assessments::islands::sums;
use crate::ui::badge::band_badge;
use crate::ui::score::{Pair, live_scores, plumb};

pub fn panel(desk: &Desk) -> AnyView {
    let sheet = &desk.workspace.live.sheet;
    let so_far = sheet.so_far();
    let pair = Pair::new(so_far.evidenced.0.into(), so_far.claimed.0.into());
    let complete = sheet.progress().is_complete();
    let title = if complete { "Score" } else { "Score so far" };
    let fresh = (desk.mode != Mode::Edit).then_some("");
    let foot = desk.last_time().map(|last| {
        let frozen = &last.frozen;
        let text = format!(
            "{} was submitted at {} evidenced, {} claimed",
            frozen.name, frozen.evidenced, frozen.claimed
        );
        view! { <div class="panel__foot small">{text}</div> }
    });
    view! {
        <aside class="work__score" aria-label="Live score" id="score" data-fresh=fresh>
            <div class="panel">
                <div class="panel__head">
                    <h2 id="score-title">{title}</h2>
                    <span class="small push" id="score-progress">{sums::progress(sheet)}</span>
                </div>
                <div class="panel__body stack stack--3">
                    <div class="dialwrap">{plumb("gauge", Some(pair))}</div>
                    {live_scores(pair)}
                    {bands(desk, complete)}
                    {tally(desk)}
                    <p class="small muted">"Lower is better: 0 hangs true."</p>
                </div>
                {foot}
            </div>
        </aside>
    }
    .into_any()
}

/// The bands of both values, once all ten are answered. Every badge is there, so that the browser
/// only has to show the right one.
fn bands(desk: &Desk, complete: bool) -> AnyView {
    let sheet = &desk.workspace.live.sheet;
    let so_far = sheet.so_far();
    let side = |key: &'static str, points: Points| {
        let here = sheet.rules().band(points, complete);
        let badges = Band::ALL.iter().map(|band| {
            let hidden = here != Some(*band);
            let name = format!("{key}-{}", band.key());
            view! { <span data-band=name hidden=hidden>{band_badge(Some(*band))}</span> }
        });
        badges.collect_view()
    };
    let evidenced = side("evidenced", so_far.evidenced);
    let claimed = side("claimed", so_far.claimed);
    view! {
        <div class="twoscore" id="bands" hidden=!complete>
            <p><span class="sr">"Evidenced: "</span>{evidenced}</p>
            <p><span class="sr">"Claimed: "</span>{claimed}</p>
        </div>
        <p class="small muted" id="score-outlook" hidden=complete>{sums::outlook(sheet)}</p>
    }
    .into_any()
}

fn tally(desk: &Desk) -> AnyView {
    let rows = sums::tally(&desk.workspace.live.sheet).into_iter().map(|row| {
        let hidden = row.questions == 0;
        let (before, sum, after) = row.sum;
        view! {
            <dt data-tally=row.key hidden=hidden>{row.label}</dt>
            <dd data-sum=row.key hidden=hidden>
                <span>{before}</span><b>{sum}</b><span>{after}</span>
            </dd>
        }
    });
    let rows = rows.collect_view();
    view! { <dl class="tally">{rows}</dl> }.into_any()
}
