//! A calendar as iCalendar text (RFC 5545), the same bytes for the same data.

use chrono::Duration;
use domain::tasks::Priority;
use domain::tasks::calendar::{Calendar, Dated, ENTRIES_MAX, Entry};
use domain::{Day, Timestamp, text};
use icalendar::{
    Calendar as Written, Component as _, Event, EventLike as _, EventStatus, Property,
};

use super::super::number;
use crate::rooms::evidence::label_of;

/// How often programs are asked to look again.
const HOURS: i64 = 1;

/// So many units of a round are named.
const UNITS_MAX: usize = 10;

/// Whose calendar it is.
pub(super) struct Site {
    /// Scheme and host; empty when nobody knows.
    pub(super) address: String,
    /// The installation's own id.
    pub(super) installation: String,
    /// The organisation's name.
    pub(super) organisation: String,
}

pub(super) fn write(site: &Site, calendar: &Calendar) -> String {
    let name = one_line(&format!("Plumbline at {}", site.organisation));
    let mut written = Written::empty();
    written
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//Plumbline//Plumbline//EN"))
        .append_property(("CALSCALE", "GREGORIAN"))
        // Without its type the name would be written as it is, with whatever is in it.
        .append_property(Property::new("NAME", &name).add_parameter("VALUE", "TEXT").done())
        .append_property(("X-WR-CALNAME", name.as_str()))
        .ttl(&Duration::hours(HOURS));
    written.extend(calendar.entries.iter().map(|entry| event(site, entry)));
    if let Some(last) = calendar.entries.last().filter(|_| calendar.has_more) {
        written.push(more(site, last));
    }
    written.to_string()
}

fn event(site: &Site, entry: &Entry) -> Event {
    let mut event = on(entry.day, entry.changed_at);
    event
        .uid(&entry.what.uid(&site.installation))
        .sequence(entry.changes)
        .summary(&one_line(&entry.summary()));
    if let Dated::Task { priority, .. } = entry.what {
        event.priority(match priority {
            Priority::High => 1,
            Priority::Medium => 5,
            Priority::Low => 9,
        });
    }
    finish(event, site, about(entry), &entry.what.page())
}

/// Says that not everything is there, where it ends.
fn more(site: &Site, last: &Entry) -> Event {
    let shown = text::number(ENTRIES_MAX as u64);
    let mut event = on(last.day, last.changed_at);
    event
        .uid(&format!("more@{}", site.installation))
        .sequence(0)
        .summary("There is more in Plumbline");
    let about = format!("This calendar holds the {shown} entries that lie nearest to today.");
    finish(event, site, about, "/work")
}

/// An entry for a whole day, which makes nobody busy. Nothing of it depends on when it is asked for: a
/// calendar that is published says by its stamp when the entry was changed (RFC 5545, section 3.8.7.2).
fn on(day: Day, changed_at: Timestamp) -> Event {
    let mut event = Event::new();
    event
        .starts(day)
        .ends(day.succ_opt().unwrap_or(day))
        .timestamp(changed_at.utc())
        .last_modified(changed_at.utc())
        .status(EventStatus::Confirmed)
        .add_property("TRANSP", "TRANSPARENT");
    event
}

fn finish(mut event: Event, site: &Site, about: String, page: &str) -> Event {
    let address = format!("{}{page}", site.address);
    if site.address.is_empty() {
        return event.description(&lines(&about)).done();
    }
    event.description(&lines(&format!("{about}\n{address}"))).url(&address).done()
}

fn about(entry: &Entry) -> String {
    let units = text::list_at_most(&entry.units, UNITS_MAX);
    match &entry.what {
        Dated::Task { id, question, state, priority } => format!(
            "{units}\n{}, {}\n{}, {} priority",
            number(*id),
            label_of(*question),
            state.label(),
            priority.label().to_lowercase(),
        ),
        _ => units,
    }
}

/// Text on one line, without characters that a program could take for the end of it.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The same on several lines, whose ends are written in the calendar's own way.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::tasks::TaskState;
    use domain::{QuestionNo, TaskId};

    use super::*;

    fn site() -> Site {
        Site {
            address: "https://plumbline.example".to_owned(),
            installation: "1b4e28ba".to_owned(),
            organisation: "Aldermoor; Group,\r\nBEGIN:VEVENT".to_owned(),
        }
    }

    fn task(title: &str) -> Calendar {
        let what = Dated::Task {
            id: TaskId(12),
            question: QuestionNo(9),
            state: TaskState::InProgress,
            priority: Priority::High,
        };
        let entry = Entry {
            what,
            title: title.to_owned(),
            units: vec!["Online Store".to_owned()],
            day: "2026-12-31".parse().unwrap(),
            changed_at: "2026-11-23T09:00:00.123Z".parse().unwrap(),
            changes: 3,
        };
        Calendar { entries: vec![entry], has_more: false }
    }

    #[test]
    fn a_task_is_an_entry_for_the_whole_of_its_day() {
        let text = write(&site(), &task("Rotate the key"));
        for line in [
            "UID:task-12@1b4e28ba",
            "DTSTAMP:20261123T090000Z",
            "LAST-MODIFIED:20261123T090000Z",
            "SEQUENCE:3",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "SUMMARY:Task due: Rotate the key",
            "STATUS:CONFIRMED",
            "TRANSP:TRANSPARENT",
            "PRIORITY:1",
            "URL:https://plumbline.example/tasks/12",
            "REFRESH-INTERVAL;VALUE=DURATION:PT3600S",
            "X-PUBLISHED-TTL:PT3600S",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
        }
        assert_eq!(text, write(&site(), &task("Rotate the key")), "the same bytes");
    }

    #[test]
    fn nothing_in_a_name_ends_a_line_or_begins_another_entry() {
        let hostile = "Schlüssel,\nEND:VEVENT\r\nBEGIN:VEVENT\rSUMMARY:x; \\n\u{85}\u{7}";
        let text = write(&site(), &task(hostile));
        let lines: Vec<&str> = text.split("\r\n").collect();
        let begun = lines.iter().filter(|line| **line == "BEGIN:VEVENT").count();
        assert_eq!(begun, 1, "{text}");
        assert!(text.contains("X-WR-CALNAME:Plumbline at Aldermoor\\; Group\\,  BEGIN:VEVENT"));
        assert!(text.contains("NAME;VALUE=TEXT:Plumbline at Aldermoor\\; Group\\,  BEGIN:VEVENT"));
        for line in lines {
            assert!(!line.contains(|c: char| c.is_control()), "{line:?}");
        }
    }

    #[test]
    fn a_line_has_75_octets_at_most_and_no_letter_is_torn() {
        for shift in 0..4 {
            let title = format!("{}{}", "x".repeat(shift), "Übermäßige 🔑 Schlüssel ".repeat(20));
            let text = write(&site(), &task(title.trim()));
            assert!(text.ends_with("END:VCALENDAR\r\n"));
            assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
            let whole = text.replace("\r\n ", "");
            assert!(whole.contains(&format!("SUMMARY:Task due: {}\r\n", title.trim())), "{whole}");
        }
    }

    #[test]
    fn a_calendar_that_does_not_hold_everything_says_so_at_its_end() {
        let calendar = Calendar { has_more: true, ..task("Rotate the key") };
        let text = write(&site(), &calendar).replace("\r\n ", "");
        let (_, last) = text.rsplit_once("BEGIN:VEVENT").unwrap();
        assert!(last.contains("SUMMARY:There is more in Plumbline"), "{text}");
        assert!(last.contains("DTSTART;VALUE=DATE:20261231"), "{text}");
        assert!(last.contains("nearest to today"), "{text}");
    }

    #[test]
    fn without_an_address_of_the_site_there_are_no_links() {
        let text = write(&Site { address: String::new(), ..site() }, &task("Rotate the key"));
        assert!(!text.contains("URL:") && !text.contains("/tasks/12"), "{text}");
    }
}
