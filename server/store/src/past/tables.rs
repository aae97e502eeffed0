//! How every table is looked at as of a day. A test holds the list to the database's own: a new
//! table has to be thought of here.

/// How the state of a table at the end of a day is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// Its rows change; triggers keep every version in `<table>_past`.
    Versions,
    /// Its rows are only ever added; this column says when.
    Added(&'static str),
    /// The same, and so long that rows which came later must not even be read: when they were added,
    /// and the number in whose order.
    Counted(&'static str, &'static str),
    /// Its rows are added, and later marked once: when they were added, and each mark as the column
    /// of its time with the columns that came along.
    Marked(&'static str, &'static [(&'static str, &'static [&'static str])]),
    /// It is looked at as it is today, for this reason.
    Present(&'static str),
}

use Keeping::{Added, Counted, Marked, Present, Versions};

const RIGHTS: &str = "who may see what is decided by the roles of today";
const ACCOUNT: &str = "no page of the past shows accounts";
const QUEUE: &str = "what waits for review waits now: the queue has no past";
const AUDITS: &str = "an audit is looked at as it stands";
const TASKS: &str = "no page of the past shows what a task is made of";
const POST: &str = "what leaves the installation leaves it today";
const ITSELF: &str = "it is how the past is kept";

/// Every table but the `<table>_past` of [`Keeping::Versions`] and those of SQLite and its indexes.
pub const TABLES: &[(&str, Keeping)] = &[
    (
        "acceptances",
        Marked(
            "asked_at",
            &[
                ("decided_at", &["decision", "decided_words", "decided_by"]),
                ("ended_at", &["ended", "ended_words", "ended_by"]),
            ],
        ),
    ),
    ("answerers", Present("it only says who may judge, and nobody judges in the past")),
    ("answers", Versions),
    ("assessments", Versions),
    ("audit_auditors", Present(AUDITS)),
    ("audit_conclusions", Present(AUDITS)),
    ("audit_findings", Present(AUDITS)),
    ("audit_log", Counted("at", "seq")),
    ("audit_rounds", Present(AUDITS)),
    ("audit_units", Present(AUDITS)),
    ("audits", Present(AUDITS)),
    ("calendars", Present(ACCOUNT)),
    ("channel_kinds", Present(POST)),
    ("channels", Present(POST)),
    ("checks", Added("submitted_at")),
    ("coverage", Versions),
    ("credentials", Versions),
    ("data_sources", Versions),
    ("decisions", Added("decided_at")),
    ("delegations", Versions),
    ("deployments", Versions),
    (
        "evidence",
        Marked(
            "uploaded_at",
            &[("withdrawn_at", &["withdrawn_by", "withdrawn_reason"]), ("replaced_at", &[])],
        ),
    ),
    ("evidence_links", Added("linked_at")),
    ("evidence_replies", Added("written_at")),
    (
        "evidence_requests",
        Marked("asked_at", &[("closed_at", &["closed", "evidence_id", "words", "closed_by"])]),
    ),
    ("external_accounts", Present(RIGHTS)),
    ("grants", Present(RIGHTS)),
    ("jobs", Present("what the program does by itself is no part of the organisation")),
    ("installation", Present("the organisation's name is that of its root unit")),
    ("links", Present(ACCOUNT)),
    ("model_search", Present("the past is searched in the rows themselves")),
    ("model_tags", Versions),
    ("models", Versions),
    ("moment", Present(ITSELF)),
    ("notice_choices", Present(ACCOUNT)),
    ("notice_weekends", Present(ACCOUNT)),
    ("notices", Present("what somebody was told waits for them today")),
    ("outbox", Present(POST)),
    ("outbox_notices", Present(POST)),
    ("outbox_posts", Present(POST)),
    ("people", Versions),
    ("permissions", Versions),
    ("questionnaire_drafts", Present("what administrators work on is worked on today")),
    ("questionnaire_retirements", Added("at")),
    ("questionnaires", Added("published_at")),
    ("report_readers", Present("whom a report is sent to is of what happens next")),
    ("report_schedules", Present("when a report is sent is of what happens next")),
    ("rounds", Versions),
    ("sample_items", Present(QUEUE)),
    ("sample_populations", Present(QUEUE)),
    ("samples", Present(QUEUE)),
    ("saved_reports", Present("what somebody keeps for themselves is no part of the organisation")),
    ("score_changes", Present("it only says whether what is kept in memory is still so")),
    ("sessions", Present(ACCOUNT)),
    ("sign_in_failures", Present(ACCOUNT)),
    ("submissions", Added("submitted_at")),
    ("targets", Added("set_at")),
    ("task_activity", Added("at")),
    ("task_doers", Present("it only says who may verify, and nobody verifies in the past")),
    ("task_evidence", Added("added_at")),
    ("task_filters", Present("what somebody keeps for themselves is no part of the organisation")),
    ("task_models", Present(TASKS)),
    ("task_occurrences", Present(TASKS)),
    ("task_series", Present(TASKS)),
    ("task_steps", Present(TASKS)),
    ("task_watchers", Present("who watches is told of what happens today")),
    ("tasks", Versions),
    ("unit_tree", Versions),
    ("units", Versions),
    ("validations", Versions),
    ("verdicts", Added("given_at")),
];

/// A table, and what is known of it only once it is there.
pub(super) struct Table<'a> {
    pub(super) name: &'a str,
    /// Its own columns.
    pub(super) columns: &'a [String],
    /// The number of the last row that counts, where rows have one.
    pub(super) last: i64,
}

/// The query that shows a table as it was just before `end`; none where it is looked at as it is.
pub(super) fn as_before(end: &str, keeping: Keeping, of: &Table<'_>) -> Option<String> {
    let (table, columns) = (of.name, of.columns);
    Some(match keeping {
        Versions => format!(
            "SELECT * FROM main.{table}_past WHERE from_at < '{end}' AND until_at >= '{end}'"
        ),
        Added(at) => format!("SELECT * FROM main.{table} WHERE {at} < '{end}'"),
        Counted(at, number) => {
            let last = of.last;
            format!("SELECT * FROM main.{table} WHERE {number} <= {last} AND {at} < '{end}'")
        }
        Marked(at, marks) => {
            let shown: Vec<String> = columns
                .iter()
                .map(|column| match marked_by(column, marks) {
                    Some(time) => {
                        format!("CASE WHEN {time} < '{end}' THEN {column} END AS {column}")
                    }
                    None => column.clone(),
                })
                .collect();
            format!("SELECT {} FROM main.{table} WHERE {at} < '{end}'", shown.join(", "))
        }
        Present(_) => return None,
    })
}

/// The time of the mark that a column belongs to.
fn marked_by(column: &str, marks: &[(&'static str, &[&str])]) -> Option<&'static str> {
    let mark = marks.iter().find(|(time, with)| *time == column || with.contains(&column));
    mark.map(|(time, _)| *time)
}
