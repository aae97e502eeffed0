//! Every closed list of words: keys are unique, stable, and read back.

use std::collections::HashSet;
use std::fmt::{Debug, Display};
use std::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;

fn check<W>(all: &[W], key: fn(W) -> &'static str, label: fn(W) -> &'static str)
where
    W: Copy + PartialEq + Debug + Display + FromStr + Serialize + DeserializeOwned,
    W::Err: Debug + PartialEq + Display,
{
    let keys: HashSet<&str> = all.iter().map(|word| key(*word)).collect();
    let labels: HashSet<&str> = all.iter().map(|word| label(*word)).collect();
    assert_eq!((keys.len(), labels.len()), (all.len(), all.len()), "{all:?}");
    for word in all {
        let key = key(*word);
        assert_eq!(word.to_string(), key);
        assert_eq!(key.parse::<W>().unwrap(), *word);
        assert_eq!(serde_json::to_value(word).unwrap(), key);
        assert_eq!(serde_json::from_value::<W>(key.into()).unwrap(), *word);
    }
    for wrong in ["", "no such key", " "] {
        assert_eq!(wrong.parse::<W>().unwrap_err().to_string(), "not one of the listed choices");
    }
}

macro_rules! check_all {
    ($($word:ty),+ $(,)?) => { $( check(<$word>::ALL, <$word>::key, <$word>::label); )+ };
}

#[test]
fn every_list_of_words_is_sound() {
    use domain::{assessment, evidence, models, notices, tasks};
    check_all!(
        domain::Role,
        domain::Action,
        domain::Answer,
        domain::Band,
        domain::Support,
        assessment::State,
        assessment::Step,
        evidence::Kind,
        evidence::Verdict,
        evidence::EvidenceState,
        evidence::RejectReason,
        models::Kind,
        models::Provenance,
        models::Lifecycle,
        models::TrainingAccess,
        models::Environment,
        models::Hosting,
        models::Exposure,
        models::Switch,
        models::Classification,
        models::YesNoUnknown,
        models::AccessLevel,
        models::SecretPlace,
        models::ValidationResult,
        models::UsageQuestion,
        tasks::TaskState,
        tasks::TaskStep,
        tasks::Priority,
        tasks::TaskEffort,
        tasks::Span,
        tasks::Grouping,
        tasks::DueWindow,
        tasks::acceptance::AcceptanceDecision,
        tasks::acceptance::AcceptanceEnd,
        tasks::acceptance::AcceptanceState,
        notices::NoticeKind,
        notices::ByMail,
        domain::audit::ActionGroup,
        domain::audit::SubjectKind,
    );
    #[cfg(feature = "content")]
    check_all!(domain::questionnaire::Effort);
}

/// These keys stand in the constraints and defaults of the schema.
#[test]
fn the_words_of_the_schema_are_the_words_of_the_rules() {
    let keys = |schema: &str, column: &str| -> Vec<String> {
        let list = schema.split(&format!("CHECK ({column} IN (")).nth(1).unwrap();
        let list = list.split(')').next().unwrap();
        list.split(',').map(|key| key.trim().trim_matches('\'').to_owned()).collect()
    };
    let units = include_str!("../../../../migrations/0002_units.sql");
    let assessments = include_str!("../../../../migrations/0004_assessments.sql");
    let evidence = include_str!("../../../../migrations/0005_evidence.sql");
    let tasks = include_str!("../../../../migrations/0016_tasks.sql");
    macro_rules! same {
        ($word:ty, $schema:expr, $column:literal) => {
            let known: Vec<&str> = <$word>::ALL.iter().map(|word| word.key()).collect();
            assert_eq!(keys($schema, $column), known, $column);
        };
    }
    same!(domain::Role, units, "role");
    same!(domain::assessment::State, assessments, "state");
    same!(domain::Answer, assessments, "answer");
    same!(domain::evidence::Kind, evidence, "kind");
    same!(domain::evidence::Verdict, evidence, "verdict");
    same!(domain::tasks::TaskState, tasks, "state");
    same!(domain::tasks::Priority, tasks, "priority");
    same!(domain::tasks::TaskEffort, tasks, "effort");
}
