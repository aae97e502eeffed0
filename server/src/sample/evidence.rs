//! What stands behind the sample organisation's answers: small files, links and notes.

use domain::questionnaire::baseline;
use domain::{Day, QuestionNo};

use super::draw::Draw;

/// A piece of evidence before it is attached.
pub(super) enum Made {
    File { name: String, media_type: &'static str, bytes: Vec<u8> },
    Link { title: String, url: String },
    Note { title: String, body: String },
}

/// Something that could stand behind a yes to the question.
pub(super) fn make(question: QuestionNo, unit: &str, day: Day, draw: Draw, files: bool) -> Made {
    let label =
        baseline().question(question).map_or("Question", |question| question.label.as_str());
    let slug = label.to_lowercase().replace(' ', "-");
    match draw.of(1).below(10) {
        0 | 1 => Made::Link {
            title: format!("{label}: dashboard"),
            url: format!("https://wiki.aldermoor.example/ai/{slug}?as-of={day}"),
        },
        2 => Made::Note {
            title: format!("{label}: walkthrough"),
            body: format!("Walked through with the team of {unit} on {day}. The settings are as described in the runbook."),
        },
        _ if !files => Made::Note {
            title: format!("{label}: export"),
            body: format!("Export of {day} for {unit}, reference {}.", draw.of(2).below(100_000)),
        },
        3 | 4 => Made::File {
            name: format!("{slug}-{day}.json"),
            media_type: "application/json",
            bytes: format!("{{\n  \"unit\": \"{unit}\",\n  \"subject\": \"{label}\",\n  \"exported\": \"{day}\",\n  \"items\": {}\n}}\n", 3 + draw.of(3).below(40)).into_bytes(),
        },
        5 => Made::File {
            name: format!("{slug}-{day}.txt"),
            media_type: "text/plain",
            bytes: format!("{label}, {unit}\nCollected {day}\n\nReviewed line by line; nothing stands out.\n").into_bytes(),
        },
        _ => Made::File {
            name: format!("{slug}-{day}.csv"),
            media_type: "text/csv",
            bytes: table(unit, label, day, draw),
        },
    }
}

fn table(unit: &str, label: &str, day: Day, draw: Draw) -> Vec<u8> {
    let mut text = String::from("unit,subject,item,status,date\n");
    for row in 0..5 + draw.of(4).below(12) {
        let status = draw.of(10 + row).one(&["ok", "ok", "ok", "exception recorded"]);
        text.push_str(&format!("{unit},{label},item-{row:02},{status},{day}\n"));
    }
    text.into_bytes()
}
