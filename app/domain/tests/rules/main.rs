//! The product's rules as tests: one module for each chapter of the rules.

// `cfg(test)` tells the lints that helpers beside the tests are tests too.
#[cfg(test)]
mod assessments;
#[cfg(test)]
mod audit;
#[cfg(test)]
#[cfg(feature = "content")]
mod audit_log;
#[cfg(test)]
mod audits;
#[cfg(test)]
#[cfg(feature = "content")]
mod checks;
#[cfg(test)]
#[cfg(feature = "content")]
mod coverage;
#[cfg(test)]
mod duties;
#[cfg(test)]
mod evidence;
#[cfg(test)]
mod evidence_coverage;
#[cfg(test)]
mod evidence_entry;
#[cfg(test)]
mod forecast;
#[cfg(test)]
mod frozen;
#[cfg(test)]
mod grouping;
#[cfg(test)]
mod inventory;
#[cfg(test)]
mod models;
#[cfg(test)]
mod notices;
#[cfg(test)]
mod passwords;
#[cfg(test)]
mod past;
#[cfg(test)]
mod permissions;
#[cfg(test)]
#[cfg(feature = "content")]
mod questionnaire;
#[cfg(test)]
#[cfg(feature = "content")]
mod questionnaires;
#[cfg(test)]
mod recurrence;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod review;
#[cfg(test)]
mod rollups;
#[cfg(test)]
mod scores;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod sheets;
#[cfg(test)]
mod talk;
#[cfg(test)]
mod task_life;
#[cfg(test)]
mod tasks;
#[cfg(test)]
mod texts;
#[cfg(test)]
mod trends;
#[cfg(test)]
mod words;

/// A day from year-month-day.
#[cfg(test)]
fn day(text: &str) -> domain::Day {
    text.parse().unwrap()
}

/// A day so many days before (or, negative, after) another.
#[cfg(test)]
fn ago(days: i64, today: domain::Day) -> domain::Day {
    today.checked_sub_signed(chrono::Duration::days(days)).unwrap()
}
