//! Every question that can be put to `Read`, each with every id that there might be.

use std::collections::{BTreeMap, BTreeSet};

use domain::audit::SubjectKind;
use domain::checks::CheckOf;
use domain::evidence::Spot;
use domain::reports::Asked;
use domain::tasks::Cause;
use domain::trends::Scores;
use domain::{
    Action, Actor, AssessmentId, AuditId, ChannelId, CheckId, Day, EvidenceId, FindingId, ModelId,
    NoticeId, PersonId, QuestionNo, QuestionnaireDraftId, RequestId, RoundId, SampleId,
    SavedReportId, TaskId, UnitId,
};
use store::{
    AssessmentFilter, AuditFilter, CheckFilter, EvidenceFilter, LogCursor, ModelFilter, ModelSort,
    PartKind, PeopleFilter, QueueFilter, Read, RequestFilter, Store, TaskFilter, TaskStanding,
};

/// More than there are of anything.
const IDS: std::ops::RangeInclusive<i64> = 1..=30;

/// What was answered, under the name of the function that was asked.
pub type Answers = BTreeMap<&'static str, String>;

/// Asks a function, and keeps what it says: its answer, or its refusal.
macro_rules! ask {
    ($answers:expr, $read:expr, $name:ident ( $($argument:expr),* )) => {{
        let answer = $read.$name($($argument),*).await;
        let said = $answers.entry(stringify!($name)).or_default();
        said.push_str(&format!("{answer:?}\n"));
        answer
    }};
}

/// Puts every question to the store for a person.
pub async fn everything(store: &Store, actor: &Actor) -> Answers {
    let mut answers = Answers::new();
    let read = store.read(actor);
    lists(&read, &mut answers).await;
    scores(&read, &mut answers).await;
    for id in IDS {
        of_units(&read, &mut answers, UnitId(id)).await;
        of_assessments(&read, &mut answers, id).await;
        of_evidence(&read, &mut answers, EvidenceId(id)).await;
        of_models(&read, &mut answers, id).await;
        of_audits(&read, &mut answers, AuditId(id)).await;
        of_tasks(&read, &mut answers, id).await;
        of_people(&read, &mut answers, PersonId(id)).await;
        of_the_log(&read, &mut answers, id).await;
    }
    answers
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

async fn lists(read: &Read<'_>, answers: &mut Answers) {
    let _ = ask!(answers, read, units());
    let _ = ask!(answers, read, retired_units());
    let _ = ask!(answers, read, organisation());
    let _ = ask!(answers, read, models_per_unit());
    let _ = ask!(answers, read, current_round());
    let _ = ask!(answers, read, rounds(100));
    let _ = ask!(answers, read, round_names());
    let filter = AssessmentFilter { limit: 100, ..AssessmentFilter::default() };
    let _ = ask!(answers, read, assessments(filter));
    let _ = ask!(answers, read, passed_on_to_me());
    let filter = EvidenceFilter { limit: 100, ..EvidenceFilter::default() };
    let _ = ask!(answers, read, evidence(filter));
    let _ = ask!(answers, read, evidence_plan(filter));
    let _ = ask!(answers, read, queue(&QueueFilter::default()));
    let _ = ask!(answers, read, queue_uploaders());
    let _ = ask!(answers, read, own_samples(100));
    let _ = ask!(answers, read, requests(RequestFilter::default()));
    let _ = ask!(answers, read, audits());
    let _ = ask!(answers, read, own_audits());
    let _ = ask!(answers, read, possible_auditors());
    let _ = ask!(answers, read, people(&PeopleFilter::default(), 0, 100));
    let _ = ask!(answers, read, count_people(&PeopleFilter::default()));
    let figures = ask!(answers, read, register_figures()).unwrap_or_default();
    let filter = ModelFilter::default();
    let _ = ask!(answers, read, model_counts(&filter, &figures));
    let _ = ask!(answers, read, models(&filter, ModelSort::Unit, false, 1));
    let sought = ModelFilter { text: "SECRET".to_owned(), ..ModelFilter::default() };
    let _ = ask!(answers, read, models(&sought, ModelSort::Name, false, 1));
    let _ = ask!(answers, read, questionnaires());
    let _ = ask!(answers, read, questionnaire("baseline", 1));
    let _ = ask!(answers, read, questionnaire("secret-check", 1));
    let _ = ask!(answers, read, questionnaire_drafts());
    let _ = ask!(answers, read, newest_checks(None));
    let _ = ask!(answers, read, questionnaires_to_check());
    let _ = ask!(answers, read, log_scope());
    let _ = ask!(answers, read, log_head());
    let _ = ask!(answers, read, last_verified());
    let _ = ask!(answers, read, audit_page(&AuditFilter::default(), LogCursor::Newest));
    let _ = ask!(answers, read, log_actors("SECRET", 10));
    let _ = ask!(answers, read, recent_activity(None, 1000));
}

async fn scores(read: &Read<'_>, answers: &mut Answers) {
    let days = [day("2026-12-15"), day("2027-02-01"), day("2027-05-01")];
    let known = ask!(answers, read, scores(None));
    let known = known.unwrap_or(Scores { members: Vec::new() });
    let _ = ask!(answers, read, unproven(&known));
    let _ = ask!(answers, read, decisions(&known));
    for day in days {
        let _ = ask!(answers, read, standings(day, None));
    }
    let _ = ask!(answers, read, standings_over(&days, None));
}

async fn of_units(read: &Read<'_>, answers: &mut Answers, id: UnitId) {
    let _ = ask!(answers, read, unit(id));
    let _ = ask!(answers, read, path_of(id));
    let _ = ask!(answers, read, unit_stakes(id));
    let _ = ask!(answers, read, lineage(id));
    let _ = ask!(answers, read, may(Action::Read, id));
    let _ = ask!(answers, read, must(Action::Read, id));
    let _ = ask!(answers, read, people_of(id));
    let _ = ask!(answers, read, submissions_of_unit(id));
    let _ = ask!(answers, read, assessments_of_unit(id, 100));
    let _ = ask!(answers, read, changes_since_previous(id));
    let _ = ask!(answers, read, unit_series(id, &[day("2026-12-15"), day("2027-02-01")]));
    let _ = ask!(answers, read, why_moved(id, day("2026-12-15"), day("2027-02-01")));
    let _ = ask!(answers, read, linked_evidence(id));
    let _ = ask!(answers, read, unit_inventory(id));
    let _ = ask!(answers, read, models_of_unit(id, 100));
    let _ = ask!(answers, read, recent_activity(Some(id), 1000));
}

async fn of_assessments(read: &Read<'_>, answers: &mut Answers, id: i64) {
    let units: Vec<UnitId> = IDS.map(UnitId).collect();
    let _ = ask!(answers, read, round(RoundId(id)));
    let _ = ask!(answers, read, units_in_round(RoundId(id), &units));
    let id = AssessmentId(id);
    let _ = ask!(answers, read, assessment(id));
    let _ = ask!(answers, read, assessment_names(&[id]));
    let _ = ask!(answers, read, workspace(id));
    let _ = ask!(answers, read, live_sheet(id));
    let _ = ask!(answers, read, submissions_of(id));
    for revision in 1..=2 {
        let _ = ask!(answers, read, submission(id, revision));
    }
}

async fn of_evidence(read: &Read<'_>, answers: &mut Answers, id: EvidenceId) {
    let _ = ask!(answers, read, custody(id));
    if let Ok(item) = ask!(answers, read, evidence_item(id)) {
        for place in &item.places {
            let _ = ask!(answers, read, judging(&item, place));
        }
    }
    for unit in (1..=8).map(UnitId) {
        for question in (1..=2).map(QuestionNo) {
            let _ = ask!(answers, read, queue_spot(Spot { unit, question, evidence: id }));
        }
    }
    let _ = ask!(answers, read, request(RequestId(id.0)));
    let _ = ask!(answers, read, sample(SampleId(id.0)));
    let _ = ask!(answers, read, sample_names(SampleId(id.0)));
    let _ = ask!(answers, read, draw_sample_again(SampleId(id.0)));
}

async fn of_models(read: &Read<'_>, answers: &mut Answers, id: i64) {
    let _ = ask!(answers, read, model(ModelId(id)));
    let _ = ask!(answers, read, models_in_sight(&[ModelId(id)]));
    let _ = ask!(answers, read, questionnaire_draft(QuestionnaireDraftId(id)));
    let of = [CheckOf::Model(ModelId(id)), CheckOf::Unit(UnitId(id))];
    for of in of.map(Some) {
        let filter = CheckFilter { of, limit: 100, ..CheckFilter::default() };
        let _ = ask!(answers, read, checks(filter));
    }
    let _ = ask!(answers, read, check(CheckId(id)));
    let _ = ask!(answers, read, has_had_part(ModelId(id), PartKind::Deployment, 1));
}

async fn of_audits(read: &Read<'_>, answers: &mut Answers, id: AuditId) {
    let _ = ask!(answers, read, audit(id));
    let _ = ask!(answers, read, audit_scope(id));
    let _ = ask!(answers, read, audit_figures(id));
    let _ = ask!(answers, read, audit_verdicts(id));
    let _ = ask!(answers, read, audit_remaining(id));
    let _ = ask!(answers, read, works_on_audit(id));
    let _ = ask!(answers, read, findings(id));
    let _ = ask!(answers, read, findings_of_unit(UnitId(id.0)));
    let _ = ask!(answers, read, audit_units(id));
    let _ = ask!(answers, read, leads_audit(id));
    let _ = ask!(answers, read, takes_pack_of_audit(id));
    let _ = ask!(answers, read, finding(FindingId(id.0)));
    let _ = ask!(answers, read, conclusions(id));
}

async fn of_tasks(read: &Read<'_>, answers: &mut Answers, id: i64) {
    let unit = UnitId(id);
    let filter = TaskFilter { standing: TaskStanding::All, ..TaskFilter::default() };
    let _ = ask!(answers, read, tasks(&filter));
    let _ = ask!(answers, read, tasks_and_counts(&filter));
    let _ = ask!(answers, read, tasks_from(&filter, 0, 100));
    let _ = ask!(answers, read, task_counts(&filter));
    let _ = ask!(answers, read, task_lanes(&filter, 100));
    let _ = ask!(answers, read, open_tasks_in(unit, 100));
    let _ = ask!(answers, read, unit_work(unit));
    let _ = ask!(answers, read, work_ahead(Some(unit)));
    let _ = ask!(answers, read, mentionable(unit));
    let _ = ask!(answers, read, delays(Some(unit)));
    let rows = read.tasks(&TaskFilter::default()).await.map(|page| page.rows).unwrap_or_default();
    let _ = ask!(answers, read, stakes(&rows));
    let _ = ask!(answers, read, my_work());
    let _ = ask!(answers, read, calendar(100));
    let _ = ask!(answers, read, own_calendar());
    let _ = ask!(answers, read, task_filters());
    let _ = ask!(answers, read, saved_reports());
    let _ = ask!(answers, read, report_schedule(SavedReportId(id)));
    let _ = ask!(answers, read, targets(unit));
    let _ = ask!(answers, read, report_matter(&Asked::default()));
    let asked = Asked { units: vec![unit], ..Asked::default() };
    let _ = ask!(answers, read, report_matter(&asked));
    let _ = ask!(answers, read, inbox(None));
    let _ = ask!(answers, read, unread_notices());
    let _ = ask!(answers, read, notice_choices());
    let _ = ask!(answers, read, channels(unit));
    let _ = ask!(answers, read, unit_of_channel(ChannelId(id)));
    let _ = ask!(answers, read, troubled_messages());
    let _ = ask!(answers, read, outbox_counts());
    let _ = ask!(answers, read, job_runs());
    let _ = ask!(answers, read, accepted_risks(None));
    let _ = ask!(answers, read, acceptances_to_decide());
    let _ = ask!(answers, read, assignees());
    let _ = ask!(answers, read, takers());
    let _ = ask!(answers, read, possible_assignees(unit));
    let _ = ask!(answers, read, tasks_of_causes(&[Cause::No(unit, QuestionNo(1))]));
    let _ = ask!(answers, read, notice(NoticeId(id)));
    let _ = ask!(answers, read, task(TaskId(id)));
    let _ = ask!(answers, read, watchers_of(TaskId(id)));
    let _ = ask!(answers, read, acceptances_of(TaskId(id)));
    let _ = ask!(answers, read, series_of(TaskId(id)));
    let _ = ask!(answers, read, correction_ahead(TaskId(id)));
}

async fn of_people(read: &Read<'_>, answers: &mut Answers, id: PersonId) {
    let _ = ask!(answers, read, person(id));
    let _ = ask!(answers, read, grants_of(&[id]));
    let _ = ask!(answers, read, successors_of(id));
    let _ = ask!(answers, read, log_actor_name(id));
}

async fn of_the_log(read: &Read<'_>, answers: &mut Answers, id: i64) {
    for kind in SubjectKind::ALL {
        let Ok(entries) = ask!(answers, read, history_of(kind.key(), id, 100)) else {
            continue;
        };
        let _ = ask!(answers, read, audit_subjects(&entries));
    }
}

/// The names of the public functions of `Read`, as its sources have them.
pub fn questions() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for part in parts_of("Read<'_>") {
        let named = part.split("    pub async fn ").skip(1);
        found.extend(named.map(|text| text.split('(').next().unwrap().to_owned()));
    }
    found
}

/// What the sources say between `impl` and its end, of one type.
pub fn parts_of(name: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(path).unwrap();
            let begin = format!("\nimpl {name} {{\n");
            let parts = source.split(&begin).skip(1);
            found.extend(parts.map(|part| part.split("\n}\n").next().unwrap().to_owned()));
        }
    }
    found
}
