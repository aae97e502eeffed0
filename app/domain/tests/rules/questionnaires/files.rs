//! Files: what is written is read as the same, and every fault has its line and field.

use domain::Points;
use domain::questionnaires::{
    Bands, Form, Questionnaire, Reach, Subject, baseline, export, import, must_be_draft, shipped,
};
use proptest::prelude::*;

use super::{cited, question, sound};

const FILE: &str = r#"key = "own-check"
version = 1
title = "Our own check"
subject = "model"

[bands]
advanced = { from = 0, to = 10 }
moderate = { from = 11, to = 20 }
high = { from = 21 }

[[questions]]
key = "first"
title = "First"
text = "Is it so?"
weight = 10

[[questions]]
key = "second"
title = "Second"
text = """
Is it so
as well?
"""
guidance = "Look twice."
weight = 20
references = [
    { framework = "OWASP Top 10 for LLM Applications", version = "2025", id = "LLM01:2025" },
]
"#;

/// What is wrong with a file, line by line.
#[cfg(test)]
fn faults(text: &str, form: Form) -> Vec<String> {
    let faults = import(text.as_bytes(), form).unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn a_file_by_hand_is_read() {
    let read = import(FILE.as_bytes(), Form::Toml).unwrap();
    assert_eq!(read.open, []);
    let it = read.questionnaire;
    assert_eq!((it.code().as_str(), it.subject), ("own-check/1", Subject::Model));
    assert_eq!(it.bands, Bands::default());
    assert_eq!(it.introduction, "", "what may be left out may be left out");
    assert_eq!(it.questions[1].text, "Is it so\nas well?");
    assert_eq!(it.questions[1].references, [cited("LLM01:2025")]);
    assert_eq!(it.questions[1].weight, Points(20));
}

#[test]
fn every_fault_of_a_toml_file_names_its_line_and_field() {
    let file = FILE
        .replace("version = 1\n", "version = -1\n")
        .replace("subject = \"model\"", "subject = \"team\"\ncolour = \"red\"")
        .replace("high = { from = 21 }", "high = { to = 21 }")
        .replace("weight = 10", "weight = \"ten\"")
        .replace("title = \"Second\"\n", "")
        .replace("version = \"2025\", id", "version = 2025, item");
    let known = "Known are: key, version, title, subject, introduction, bands, questions.";
    assert_eq!(
        faults(&file, Form::Toml),
        [
            "line 2, version: This must be a number from 0 to 65535.".to_owned(),
            "line 4, subject: This must be one of: unit, model.".to_owned(),
            format!("line 5, colour: There is no such field here. {known}"),
            "line 10, bands.high.from: This is missing.".to_owned(),
            "line 16, questions[0].weight: This must be a whole number, not a text.".to_owned(),
            "line 18, questions[1].title: This is missing.".to_owned(),
            "line 27, questions[1].references[0].id: This is missing.".to_owned(),
            "line 27, questions[1].references[0].version: This must be a text, not a number."
                .to_owned(),
            "line 27, questions[1].references[0].item: There is no such field here. Known are: \
             framework, version, id."
                .to_owned(),
        ]
    );
}

#[test]
fn fields_may_be_written_with_dots_and_lines_may_end_as_on_other_systems() {
    let bands = "bands.advanced.from = 0\nbands.advanced.to = 10\nbands.moderate = { from = 11, to = \
                 20 }\nbands.high.from = 21\n\n[[questions]]";
    let from = FILE.find("[bands]").unwrap();
    let to = FILE.find("[[questions]]").unwrap() + "[[questions]]".len();
    let dotted = [&FILE[..from], bands, &FILE[to..]].concat();
    let as_usual = import(FILE.as_bytes(), Form::Toml).unwrap();
    assert_eq!(import(dotted.as_bytes(), Form::Toml).unwrap(), as_usual);
    let elsewhere = dotted.replace('\n', "\r\n");
    assert_eq!(import(elsewhere.as_bytes(), Form::Toml).unwrap(), as_usual);
    let open_below = elsewhere.replace("bands.high.from", "bands.high.to");
    let said = "line 9, bands.high.from: This is missing.";
    assert_eq!(faults(&open_below, Form::Toml), [said]);
}

#[test]
fn a_broken_rule_is_told_where_the_file_says_what_breaks_it() {
    let long = FILE.replace("\"First\"", &format!("\"{}\"", "t".repeat(81)));
    let said = "line 13, questions[0].title: At most 80 characters; this has 81.";
    assert_eq!(faults(&long, Form::Toml), [said]);

    // What only stands in the way of publishing leaves a draft.
    let unfinished = FILE
        .replace("weight = 20", "weight = 0")
        .replace("high = { from = 21 }", "high = { from = 21, to = 9 }")
        .replace("LLM01", "LLM99");
    let read = import(unfinished.as_bytes(), Form::Toml).unwrap();
    let open: Vec<String> = read.open.iter().map(ToString::to_string).collect();
    assert_eq!(
        open,
        [
            "line 9, bands.high: This band ends before it begins.",
            "line 25, questions[1].weight: A question weighs at least 1 point.",
            "line 27, questions[1].references[0]: No such item is known. Framework, version and \
             id must be those of the crosswalk.",
        ]
    );
}

#[test]
fn every_fault_of_a_json_file_names_its_line_and_field() {
    let file = export(&sound(2), Form::Json).unwrap();
    let broken = file
        .replace("\"version\": 1,", "\"version\": 1.5,\n  \"version\": 2,")
        .replacen("\"weight\": 10,", "\"weight\": null, \"points\": 10,", 1)
        .replace("\"high\": {", "\"high\": [], \"worst\": {");
    assert_eq!(
        faults(&broken, Form::Json),
        [
            "line 3, version: This must be a whole number, not a number with a fraction.",
            "line 4, version: This stands here twice.",
            "line 17, bands.high: This must be a table, not a list.",
            "line 17, bands.worst: There is no such field here. Known are: advanced, moderate, high.",
            "line 27, questions[0].weight: This must be a whole number, not null.",
            "line 27, questions[0].points: There is no such field here. Known are: key, title, \
             text, guidance, weight, references.",
        ]
    );
}

#[test]
fn what_comes_along_and_the_baseline_are_read_as_they_were_written() {
    let all = shipped().iter().map(|file| file.questionnaire());
    for questionnaire in all.chain([sound(100)]) {
        for form in Form::ALL {
            let file = export(&questionnaire, *form).unwrap();
            let read = import(file.as_bytes(), *form).unwrap();
            assert_eq!((read.questionnaire, read.open), (questionnaire.clone(), Vec::new()));
        }
    }
    let file = export(baseline(), Form::Toml).unwrap();
    let said = "line 1, key: This key belongs to the built-in baseline. Choose another.";
    assert_eq!(faults(&file, Form::Toml), [said]);
}

/// Texts with everything in them that a format could trip over.
fn text(most: usize) -> impl Strategy<Value = String> {
    let character = prop_oneof![
        5 => any::<char>(),
        3 => prop::sample::select(vec!['"', '\'', '\\', '\n', '\t', '\r', '#', '[', '=', '{', ' ']),
        3 => prop::char::range('a', 'z'),
    ];
    prop::collection::vec(character, 0..most).prop_map(String::from_iter)
}

fn any_questionnaire() -> impl Strategy<Value = Questionnaire> {
    let head = ("[a-z]{1,9}(-[a-z0-9]{1,4}){0,3}", 1_u16..=9999, text(30), text(80));
    let reach = (any::<u16>(), any::<Option<u16>>());
    let asked = (text(12), text(20), text(60), text(90), any::<u16>(), text(10), 0_usize..3);
    let questions = prop::collection::vec(asked, 0..6);
    (head, [reach.clone(), reach.clone(), reach], questions).prop_map(|(head, bands, asked)| {
        let mut it = Questionnaire::blank(&head.0, &head.2, Subject::Unit);
        (it.version, it.introduction) = (head.1, head.3);
        let reach =
            |(from, to): (u16, Option<u16>)| Reach { from: Points(from), to: to.map(Points) };
        let [advanced, moderate, high] = bands.map(reach);
        it.bands = Bands { advanced, moderate, high };
        for (key, title, text, guidance, weight, id, times) in asked {
            let mut question = question(1);
            (question.key, question.title, question.text) = (key, title, text);
            (question.guidance, question.weight) = (guidance, Points(weight));
            question.references = vec![cited(&id); times];
            it.questions.push(question);
        }
        it.tidied()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Whatever may be kept as a draft comes back from either form as it was.
    #[test]
    fn what_is_written_is_read_as_the_same(it in any_questionnaire()) {
        for form in Form::ALL {
            let file = export(&it, *form).unwrap();
            let read = import(file.as_bytes(), *form);
            match must_be_draft(&it) {
                Ok(()) => prop_assert_eq!(read.unwrap().questionnaire, it.clone()),
                Err(_) => prop_assert!(read.is_err()),
            }
        }
    }
}
