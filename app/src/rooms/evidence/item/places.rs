//! Where an item counts: each unit and question with its state there and the verdicts so far.

use domain::evidence::{EvidenceState, Verdict};
use domain::tasks::Cause;
use domain::text;
use leptos::prelude::*;
use store::PlaceRow;

use super::sheet::{Place, Sheet};
use crate::rooms::evidence::label_of;
use crate::rooms::tasks;
use crate::ui::Panel;
use crate::ui::badge::evidence_badge;
use crate::ui::timeline::{Mark, Timeline, quote};

pub(in crate::rooms::evidence) fn panel(sheet: &Sheet) -> AnyView {
    let places = sheet.places.iter().map(|it| place(sheet, it)).collect_view();
    let note = match sheet.places.len() {
        1 => String::new(),
        n => text::count(n, "place", "places"),
    };
    Panel::new("Where it counts").note(note).stacked(places).view()
}

fn place(sheet: &Sheet, place: &Place) -> AnyView {
    let row = &place.row;
    let no = row.question;
    let name = format!("{}, {}", label_of(no), row.unit_name);
    let name = match row.assessment {
        Some(id) => {
            let href = format!("/assessments/{id}?open={no}#q{no}");
            view! { <a class="link" href=href>{name}</a> }.into_any()
        }
        None => name.into_any(),
    };
    let verdicts = (!row.verdicts.is_empty()).then(|| thread(row).view());
    let reply = super::reply::form(sheet, place);
    let is_rejected = row.state == EvidenceState::Rejected && place.may_work;
    let task = is_rejected.then(|| {
        let cause = Cause::Rejected(sheet.item.item.id, row.unit, no);
        view! { <div class="actions">{tasks::make_of(cause, row.unit, no)}</div> }
    });
    let none =
        row.verdicts.is_empty().then(|| view! { <p class="small muted">"No verdict yet."</p> });
    view! {
        <div class="stack stack--2">
            <div class="row row--between row--wrap"><h3>{name}</h3>{evidence_badge(row.state)}</div>
            {none}
            {verdicts}
            {reply}
            {task}
        </div>
    }
    .into_any()
}

/// The verdicts on it and the answers to the questions among them, newest first.
pub(in crate::rooms::evidence) fn thread(row: &PlaceRow) -> Timeline {
    row.verdicts.iter().fold(Timeline::new(), |timeline, verdict| {
        let replies = row.replies.iter().rev().filter(|reply| reply.verdict_id == verdict.id);
        let timeline = replies.fold(timeline, |timeline, reply| {
            let what = view! { <b>"Answered"</b>{format!(" by {}", reply.written_by_name)} };
            let body = quote(reply.body.clone());
            timeline.entry_with(Mark::Plain, what, text::moment(reply.written_at), body)
        });
        let mark = match verdict.verdict {
            Verdict::Accepted => Mark::True,
            Verdict::Rejected => Mark::High,
            Verdict::Asked => Mark::Plain,
        };
        let what =
            view! { <b>{verdict.verdict.label()}</b>{format!(" by {}", verdict.given_by_name)} };
        let reason = (!verdict.reason.is_empty()).then(|| quote(verdict.reason.clone()));
        timeline.entry_with(mark, what, text::moment(verdict.given_at), view! { {reason} })
    })
}
