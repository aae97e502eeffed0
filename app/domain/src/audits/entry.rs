//! What is typed about an audit, made into what can be kept.

use std::collections::BTreeSet;

use super::{EXTERNAL_DAYS, Grade, NAME_MAX, Opinion, TEXT_MAX, WINDOW_DAYS};
use crate::{Day, Invalid, PersonId, QuestionNo, RoundId, UnitId, text};

/// What was typed about an audit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanEntry {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// The first day of its window.
    pub from: String,
    /// The last one.
    pub to: String,
    /// The chosen units.
    pub units: Vec<String>,
    /// The chosen rounds.
    pub rounds: Vec<String>,
    /// The chosen auditors.
    pub auditors: Vec<String>,
}

/// An audit that can be set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAudit {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// The first day of its window.
    pub from: Day,
    /// The last one.
    pub to: Day,
    /// The units, each with all below it.
    pub units: BTreeSet<UnitId>,
    /// The rounds. Without any, only assessments outside rounds are looked at.
    pub rounds: BTreeSet<RoundId>,
    /// Who of the organisation works on it.
    pub auditors: BTreeSet<PersonId>,
}

/// Checks an audit.
///
/// # Errors
/// What is wrong, under the names of the entry's fields.
pub fn new_audit(typed: &PlanEntry, today: Day) -> Result<NewAudit, Invalid> {
    let mut invalid = Invalid::new();
    let name = invalid.check("name", text::name(&typed.name, NAME_MAX)).unwrap_or_default();
    let about = invalid.check("about", text::prose(&typed.about, TEXT_MAX)).unwrap_or_default();
    let from = invalid.check("from", text::parse_day(&typed.from));
    let to = invalid.check("to", text::parse_day(&typed.to));
    if let (Some(from), Some(to)) = (from, to) {
        let days = (to - from).num_days();
        if days < 0 {
            invalid.add("to", "The window ends before it begins.");
        } else if days > WINDOW_DAYS {
            invalid.add("to", "Choose a window of at most two years and a quarter.");
        } else if (from - today).num_days() > WINDOW_DAYS {
            invalid.add("from", "This lies too far ahead.");
        }
    }
    let units = ids(&mut invalid, "units", &typed.units, UnitId);
    if units.is_empty() && invalid.about("units").is_none() {
        invalid.add("units", "Choose at least one unit.");
    }
    let rounds = ids(&mut invalid, "rounds", &typed.rounds, RoundId);
    let auditors = ids(&mut invalid, "auditors", &typed.auditors, PersonId);
    let (from, to) = (from.unwrap_or(today), to.unwrap_or(today));
    invalid.or(NewAudit { name, about, from, to, units, rounds, auditors })
}

fn ids<T: Ord>(
    invalid: &mut Invalid,
    field: &str,
    typed: &[String],
    id: impl Fn(i64) -> T,
) -> BTreeSet<T> {
    let mut found = BTreeSet::new();
    for one in typed {
        match one.trim().parse() {
            Ok(number) => {
                found.insert(id(number));
            }
            Err(_) => {
                if invalid.about(field).is_none() {
                    invalid.add(field, "Choose from the list.");
                }
            }
        }
    }
    found
}

/// What was typed about a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingEntry {
    /// The unit.
    pub unit: String,
    /// The question.
    pub question: String,
    /// How much it weighs.
    pub grade: String,
    /// In a line.
    pub title: String,
    /// What was seen, and what was to be seen.
    pub detail: String,
}

/// A finding that can be raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFinding {
    /// Where.
    pub unit: UnitId,
    /// On which question.
    pub question: QuestionNo,
    /// How much it weighs.
    pub grade: Grade,
    /// In a line.
    pub title: String,
    /// What was seen, and what was to be seen.
    pub detail: String,
}

/// Checks a finding; `questions` is how many the questionnaire has.
///
/// # Errors
/// What is wrong, under the names of the entry's fields.
pub fn finding(typed: &FindingEntry, questions: u16) -> Result<NewFinding, Invalid> {
    let mut invalid = Invalid::new();
    let unit = typed.unit.trim().parse().ok();
    if unit.is_none() {
        invalid.add("unit", "Choose a unit of the audit.");
    }
    let question = typed.question.trim().parse::<u16>().ok();
    let question = question.filter(|number| (1..=questions).contains(number));
    if question.is_none() {
        invalid.add("question", "Choose a question.");
    }
    let grade = typed.grade.parse().ok();
    if grade.is_none() {
        invalid.add("grade", "Choose how much it weighs.");
    }
    let title = invalid.check("title", text::name(&typed.title, 200)).unwrap_or_default();
    let detail = written(
        &mut invalid,
        "detail",
        &typed.detail,
        "Say what you saw, and what was to be seen.",
    );
    invalid.or(NewFinding {
        unit: UnitId(unit.unwrap_or_default()),
        question: QuestionNo(question.unwrap_or_default()),
        grade: grade.unwrap_or(Grade::Observation),
        title,
        detail,
    })
}

/// What was typed as a conclusion.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConclusionEntry {
    /// The unit; empty for the whole audit.
    pub unit: String,
    /// The opinion.
    pub opinion: String,
    /// Its grounds.
    pub words: String,
}

/// A conclusion that can be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concluded {
    /// Of which unit; none for the whole audit.
    pub unit: Option<UnitId>,
    /// The opinion.
    pub opinion: Opinion,
    /// Its grounds.
    pub words: String,
}

/// Checks a conclusion.
///
/// # Errors
/// What is wrong, under the names of the entry's fields.
pub fn concluded(typed: &ConclusionEntry) -> Result<Concluded, Invalid> {
    let mut invalid = Invalid::new();
    let unit = match typed.unit.trim() {
        "" => None,
        id => invalid.check("unit", id.parse().map_err(|_| "Choose a unit of the audit.")),
    };
    let opinion = typed.opinion.parse().ok();
    if opinion.is_none() {
        invalid.add("opinion", "Choose an opinion.");
    }
    let words = written(&mut invalid, "words", &typed.words, "Say on what it rests.");
    invalid.or(Concluded { unit, opinion: opinion.unwrap_or(Opinion::Disclaimer), words })
}

/// Checks a text that must not be empty, such as a response.
///
/// # Errors
/// What is wrong, under the field's name.
pub fn words(field: &str, typed: &str, missing: &str) -> Result<String, Invalid> {
    let mut invalid = Invalid::new();
    let said = written(&mut invalid, field, typed, missing);
    invalid.or(said)
}

fn written(invalid: &mut Invalid, field: &str, typed: &str, missing: &str) -> String {
    let said = invalid.check(field, text::prose(typed, TEXT_MAX)).unwrap_or_default();
    if said.is_empty() && invalid.about(field).is_none() {
        invalid.add(field, missing);
    }
    said
}

/// Checks the last day of an account from outside.
///
/// # Errors
/// What is wrong, under `until`.
pub fn external_until(typed: &str, today: Day) -> Result<Day, Invalid> {
    let mut invalid = Invalid::new();
    let until = invalid.check("until", text::parse_day(typed)).unwrap_or(today);
    let days = (until - today).num_days();
    if invalid.about("until").is_none() && !(0..=EXTERNAL_DAYS).contains(&days) {
        invalid.add("until", "Choose a day from today to a year ahead.");
    }
    invalid.or(until)
}
