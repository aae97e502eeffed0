//! What the score panel, the index and the submit bar say of a sheet: on the server and in the
//! browser the same.

use domain::score::Share;
use domain::{Answer, QuestionNo, Sheet, Support};

use super::wire::Present;

/// A row of the tally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyRow {
    /// Its name in the page.
    pub key: &'static str,
    /// What a person reads.
    pub label: &'static str,
    /// How many questions; the row is hidden at 0.
    pub questions: u16,
    /// How they are counted: "2 × 10 =" before the sum, or "not counted" after the number.
    pub sum: (String, String, String),
}

/// Where the points lie, in the order of the panel.
#[must_use]
pub fn tally(sheet: &Sheet) -> [TallyRow; 8] {
    let tally = sheet.tally();
    let costs = |key, label, share: Share| {
        let each = share.points.0.checked_div(share.questions).unwrap_or_default();
        let even = each * share.questions == share.points.0;
        let before = if even { format!("{} × {each} = ", share.questions) } else { String::new() };
        TallyRow {
            key,
            label,
            questions: share.questions,
            sum: (before, share.points.to_string(), String::new()),
        }
    };
    let counts = |key, label, share: Share, after: &str| TallyRow {
        key,
        label,
        questions: share.questions,
        sum: (String::new(), share.questions.to_string(), after.to_owned()),
    };
    [
        costs("no", "Answered no", tally.no),
        costs("pending", "Yes, pending review", tally.pending),
        costs("rejected", "Yes, rejected", tally.rejected),
        costs("expired", "Yes, expired", tally.expired),
        costs("withdrawn", "Yes, withdrawn", tally.withdrawn),
        costs("nothing", "Yes, without evidence", tally.unsupported),
        counts("accepted", "Yes, proven", tally.accepted, " cost nothing"),
        counts("open", "Unanswered", tally.unanswered, " not counted"),
    ]
}

/// The mark of a question in the index: icon, class, and what it says.
#[must_use]
pub const fn mark(
    answer: Option<Answer>,
    disagrees: bool,
) -> (&'static str, &'static str, &'static str) {
    match (answer, disagrees) {
        (None, _) => ("circle-dashed", "icon icon--sm is-none", "Not answered"),
        (Some(Answer::No), _) => ("x", "icon icon--sm is-no", "No"),
        (Some(Answer::Yes), true) => {
            ("git-compare-arrows", "icon icon--sm is-clash", "Yes, inventory disagrees")
        }
        (Some(Answer::Yes), false) => ("check", "icon icon--sm", "Yes"),
    }
}

/// The class of a question's pip.
#[must_use]
pub const fn pip(answer: Option<Answer>, support: Support) -> &'static str {
    match (answer, support) {
        (None, _) => "",
        (Some(Answer::No), _) => "no",
        (Some(Answer::Yes), Support::Accepted) => "true",
        (Some(Answer::Yes), _) => "half",
    }
}

/// What the submit bar says: a number, what it counts, and the flags behind it.
#[must_use]
pub fn left(sheet: &Sheet, disagreements: usize) -> (String, &'static str, String) {
    let open = sheet.progress().open();
    let what = match open {
        0 => " questions left",
        1 => " question left",
        _ => " questions left",
    };
    let flags = match disagreements {
        0 => String::new(),
        1 => ", 1 flag to settle".to_owned(),
        n => format!(", {n} flags to settle"),
    };
    (open.to_string(), what, flags)
}

/// Why the assessment can't be submitted yet; empty when it can.
#[must_use]
pub fn why_not_yet(sheet: &Sheet) -> String {
    match sheet.open().as_slice() {
        [] => String::new(),
        [one] => format!("Answer question {one} first."),
        several => format!("Answer the remaining {} questions first.", several.len()),
    }
}

/// Who said what when, under the note. `at` is written out already.
#[must_use]
pub fn said(answer: Option<Answer>, by: &str, at: &str) -> String {
    answer.map_or_else(
        || format!("Note by {by}, {at}. Not answered yet."),
        |answer| format!("Answered “{answer}” by {by}, {at}."),
    )
}

/// How far the sheet has got, under the panel's title.
#[must_use]
pub fn progress(sheet: &Sheet) -> String {
    let progress = sheet.progress();
    format!("{} of {} answered", progress.answered, progress.total)
}

/// What the claimed score could still become; empty once all is answered.
#[must_use]
pub fn outlook(sheet: &Sheet) -> String {
    let progress = sheet.progress();
    if progress.is_complete() {
        return String::new();
    }
    format!("Open questions don’t count yet. All answered no: {} claimed", progress.could_reach)
}

/// Where somebody is: the end of a sentence that begins with their name.
#[must_use]
pub fn is_where(question: Option<QuestionNo>) -> String {
    question.map_or_else(|| " is here".to_owned(), |no| format!(" is on question {no}"))
}

/// Who is on a question, beside it.
#[must_use]
pub fn are_here(on: &[&Present]) -> String {
    match on {
        [] => String::new(),
        [one] => format!("{} is here", one.name),
        several => format!("{} people are here", several.len()),
    }
}

/// What the gauge says to a screen reader.
#[must_use]
pub fn gauge(evidenced: u16, claimed: u16) -> String {
    format!("Plumb gauge: evidenced {evidenced}, claimed {claimed}, where 0 hangs true")
}

/// How a bob of the gauge hangs: 0.62 degrees out of the vertical for each point. Counted in
/// hundredths, so that the browser's half needs no code for fractions.
#[must_use]
pub fn hang(points: u16) -> String {
    let hundredths = points.min(100) * 62;
    format!("rotate(-{}.{:02} 34 16)", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use domain::score::BASELINE;

    use leptos::prelude::RenderHtml as _;

    use super::*;

    fn sheet(answers: &[(u16, Answer, Support)]) -> Sheet {
        let mut sheet = Sheet::new(&BASELINE);
        for (question, answer, support) in answers {
            sheet.answer(QuestionNo(*question), Some(*answer));
            sheet.support(QuestionNo(*question), *support);
        }
        sheet
    }

    #[test]
    fn every_question_is_counted_in_one_row() {
        let sheet = sheet(&[
            (1, Answer::Yes, Support::Accepted),
            (2, Answer::Yes, Support::Pending),
            (3, Answer::No, Support::Nothing),
            (4, Answer::No, Support::Accepted),
        ]);
        let rows = tally(&sheet);
        assert_eq!(rows.iter().map(|row| row.questions).sum::<u16>(), 10);
        let sum = |key| rows.iter().find(|row| row.key == key).unwrap().sum.clone();
        assert_eq!(sum("no"), ("2 × 10 = ".to_owned(), "20".to_owned(), String::new()));
        assert_eq!(sum("accepted").1, "1");
        assert_eq!(sum("open").1, "6");
        assert_eq!(progress(&sheet), "4 of 10 answered");
        assert_eq!(outlook(&sheet), "Open questions don’t count yet. All answered no: 80 claimed");
        assert_eq!(
            left(&sheet, 1),
            ("6".to_owned(), " questions left", ", 1 flag to settle".to_owned())
        );
        assert_eq!(why_not_yet(&sheet), "Answer the remaining 6 questions first.");
    }

    #[test]
    fn a_clash_shows_only_with_a_yes() {
        assert_eq!(mark(Some(Answer::Yes), true).1, "icon icon--sm is-clash");
        assert_eq!(mark(Some(Answer::No), true).1, "icon icon--sm is-no");
        assert_eq!(mark(None, true).1, "icon icon--sm is-none");
        assert_eq!(pip(Some(Answer::Yes), Support::Expired), "half");
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn the_gauge_hangs_as_the_server_draws_it() {
        use crate::ui::score::{Pair, plumb};
        let html = plumb("x", Some(Pair::new(40.0, 20.0))).to_html();
        assert!(html.contains(&hang(40)) && html.contains(&hang(20)), "{html}");
        assert!(html.contains(&gauge(40, 20)), "{html}");
    }
}
