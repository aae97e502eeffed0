//! The chain of custody: what happened to an item, as the audit log keeps it, oldest first.

use domain::audit::AuditEntry;
use domain::evidence::{Kind, Verdict};
use domain::{EvidenceId, QuestionNo, text};
use leptos::prelude::*;
use serde_json::Value;

use super::sheet::Sheet;
use crate::rooms::evidence::label_of;
use crate::ui::Panel;
use crate::ui::timeline::{Mark, Timeline, quote};

pub(in crate::rooms::evidence) fn panel(sheet: &Sheet) -> AnyView {
    Panel::new("Chain of custody").body(view! { {left_out(sheet)}{timeline(sheet)} }).view()
}

/// How many openings the timeline leaves out, and where they are.
fn left_out(sheet: &Sheet) -> Option<AnyView> {
    let count = sheet.custody.openings_left_out;
    (count > 0).then(|| {
        let openings = match count {
            1 => "One opening".to_owned(),
            count => format!("{} openings", text::number(count)),
        };
        let words = format!("{openings} from before those below: not shown here. ");
        let href = format!("/audit?subject=evidence&id={}", sheet.item.item.id);
        let link = sheet
            .may_read_log
            .then(|| view! { <a class="link" href=href>"See all in the audit log"</a> });
        view! { <p class="small muted">{words}{link}</p> }.into_any()
    })
}

/// What happened to it, oldest first.
pub(in crate::rooms::evidence) fn timeline(sheet: &Sheet) -> Timeline {
    let item = &sheet.item.item;
    let what = view! { <b>"Collected"</b>{format!(", says {}", item.uploaded_by_name)} };
    let timeline = Timeline::new().entry(Mark::Plain, what, text::day(item.collected_on));
    sheet.custody.entries.iter().fold(timeline, |timeline, entry| {
        let event = Event::of(entry, sheet);
        let when = format!("{} · audit entry {}", text::moment(entry.at), number(entry.seq));
        let (verb, rest) = (event.verb, format!(" {}", event.rest));
        let said = event.said.map(quote);
        timeline.entry_with(event.mark, view! { <b>{verb}</b>{rest} }, when, view! { {said} })
    })
}

fn number(seq: i64) -> String {
    text::number(u64::try_from(seq).unwrap_or_default())
}

/// An entry in words.
struct Event {
    verb: &'static str,
    rest: String,
    said: Option<String>,
    mark: Mark,
}

impl Event {
    fn of(entry: &AuditEntry, sheet: &Sheet) -> Self {
        let after: Value = serde_json::from_str(&entry.after).unwrap_or_default();
        let by = format!("by {}", entry.actor_name);
        let place = place(entry, &after, sheet);
        let plain = |verb, rest| Self { verb, rest, said: None, mark: Mark::Plain };
        match entry.action.as_str() {
            "evidence.attached" => {
                let verb = if sheet.item.item.kind == Kind::File { "Uploaded" } else { "Added" };
                Self { mark: Mark::True, ..plain(verb, format!("{by} for {place}, hash recorded")) }
            }
            "evidence.linked" => plain("Linked", format!("to {place} {by}")),
            "evidence.opened" => opened(&after, &by),
            "evidence.answered" => {
                let said = Some(word(&after, "answer"));
                Self { said, ..plain("Answered", format!("for {place} {by}")) }
            }
            "evidence.re-hashed" => re_hashed(&after),
            "evidence.superseded" => {
                plain("Replaced", format!("by a newer revision, “{}”, {by}", word(&after, "title")))
            }
            "evidence.withdrawn" => Self {
                said: Some(word(&after, "reason")),
                mark: Mark::High,
                ..plain("Withdrawn", by)
            },
            "evidence.judged" => {
                let (verb, mark) = match word(&after, "verdict").parse() {
                    Ok(Verdict::Accepted) => ("Accepted", Mark::True),
                    Ok(Verdict::Rejected) => ("Rejected", Mark::High),
                    Ok(Verdict::Asked) | Err(_) => ("Asked about", Mark::Plain),
                };
                let said = Some(word(&after, "reason")).filter(|said| !said.is_empty());
                Self { said, mark, ..plain(verb, format!("for {place} {by}")) }
            }
            _ => plain("Changed", by),
        }
    }
}

/// What the program found on its daily round.
fn re_hashed(after: &Value) -> Event {
    let rest = match word(after, "seal").as_str() {
        "missing" => "by the program: its file was missing",
        _ => "by the program: it was not what was uploaded",
    };
    Event { verb: "Re-hashed", rest: rest.to_owned(), said: None, mark: Mark::High }
}

/// Opening hashes anew; entries from before that say nothing of it.
fn opened(after: &Value, by: &str) -> Event {
    let hashed = "Opened and re-hashed";
    let (verb, rest, mark) = match word(after, "seal").as_str() {
        "matches" => (hashed, format!("{by}, unchanged"), Mark::Plain),
        "differs" => (hashed, format!("{by}: it was not what was uploaded"), Mark::High),
        "missing" => ("Opened", format!("{by}: its file was missing"), Mark::High),
        _ => ("Opened", by.to_owned(), Mark::Plain),
    };
    Event { verb, rest, said: None, mark }
}

fn word(after: &Value, name: &str) -> String {
    after.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The place of an entry: its question, and the unit where the item supports several.
fn place(entry: &AuditEntry, after: &Value, sheet: &Sheet) -> String {
    let question =
        after.get("question").and_then(Value::as_u64).and_then(|no| u16::try_from(no).ok());
    let question = question.map_or_else(String::new, |no| label_of(QuestionNo(no)));
    let unit = sheet.item.places.iter().find(|place| Some(place.unit) == entry.unit_id);
    match unit {
        Some(place) => format!("{question}, {}", place.unit_name),
        None => question,
    }
}

/// A link to another revision.
pub(super) fn link_to(id: EvidenceId, words: &'static str) -> AnyView {
    view! { <a class="link" href=format!("/evidence/{id}")>{words}</a> }.into_any()
}
