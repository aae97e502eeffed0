//! The questionnaires that come along.

use std::collections::HashSet;

use domain::questionnaires::{Citation, Form, Subject, check, import, shipped};

/// Every item of the crosswalk, read without the code that is tested.
#[cfg(test)]
fn crosswalk() -> HashSet<(String, String, String)> {
    let text = include_str!("../../../content/crosswalk.json");
    let crosswalk: serde_json::Value = serde_json::from_str(text).unwrap();
    let questions = crosswalk["questions"].as_array().unwrap();
    let references = questions.iter().flat_map(|it| it["references"].as_array().unwrap());
    let field = |it: &serde_json::Value, name: &str| it[name].as_str().unwrap().to_owned();
    references.map(|it| (field(it, "framework"), field(it, "version"), field(it, "id"))).collect()
}

#[test]
fn each_can_be_published_as_it_is_and_asks_about_models() {
    let keys: Vec<String> = shipped().iter().map(|it| it.questionnaire().key).collect();
    assert_eq!(keys, ["owasp-llm-2025", "atlas-self-hosted"]);
    for file in shipped() {
        let read = import(file.text.as_bytes(), Form::Toml).unwrap();
        assert_eq!(read.open, [], "{}", file.file);
        assert_eq!(check(&read.questionnaire), []);
        assert_eq!(read.questionnaire.subject, Subject::Model);
        assert_eq!(format!("{}.toml", read.questionnaire.key), file.file);
    }
}

#[test]
fn each_question_is_one_and_says_what_would_show_a_yes() {
    for file in shipped() {
        for question in file.questionnaire().questions {
            let place = format!("{}: {}", file.file, question.key);
            assert!(question.text.ends_with('?') && !question.text.contains('\n'), "{place}");
            assert!(question.guidance.contains("Evidence: "), "{place}");
        }
    }
}

#[test]
fn every_reference_is_in_the_crosswalk() {
    let known = crosswalk();
    for file in shipped() {
        for question in file.questionnaire().questions {
            for Citation { framework, version, id } in question.references {
                assert!(known.contains(&(framework, version, id.clone())), "{id}");
            }
        }
    }
}

#[test]
fn the_owasp_check_speaks_of_all_ten_and_cites_those_that_were_verified() {
    let check = shipped()[0].questionnaire();
    let cited: HashSet<&str> =
        check.questions.iter().flat_map(|it| &it.references).map(|it| it.id.as_str()).collect();
    for no in [1, 2, 3, 4, 6, 7, 8, 10] {
        assert!(cited.contains(format!("LLM{no:02}:2025").as_str()), "LLM{no:02}");
    }
    let without: Vec<&str> = check
        .questions
        .iter()
        .filter(|question| question.references.is_empty())
        .map(|question| question.key.as_str())
        .collect();
    assert_eq!(without, ["output-handling", "false-statements"], "LLM05 and LLM09 were not");
}
