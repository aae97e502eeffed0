//! A submission is a frozen fact: the same content always has the same bytes and the same hash.

use domain::assessment::{
    Frozen, FrozenAnswer, FrozenEvidence, FrozenInventory, FrozenPerson, sha256,
};
use domain::evidence::{Kind, Verdict};
use domain::score::BASELINE;
use domain::{
    Answer, AssessmentId, EvidenceId, PersonId, Points, QuestionNo, QuestionSet, RoundId, UnitId,
};

use crate::day;

fn answer(no: u16, answer: Answer, counts: Option<bool>) -> FrozenAnswer {
    let evidence = counts.map(|counts| FrozenEvidence {
        id: EvidenceId(i64::from(no)),
        title: "Gateway route export".to_owned(),
        kind: Kind::File,
        sha256: sha256(b"{}"),
        size: 2,
        collected_on: day("2026-11-16"),
        valid_until: day("2027-02-14"),
        verdict: counts.then_some(Verdict::Accepted),
        counts,
    });
    FrozenAnswer {
        question: QuestionNo(no),
        key: format!("question-{no}"),
        label: format!("Question {no}"),
        text: "Is it so?".to_owned(),
        weight: Points(10),
        answer,
        note: "„Ja“, says Zoë.\nSecond line.".to_owned(),
        answered_by: FrozenPerson { id: PersonId(3), name: "Priya Raman".to_owned() },
        answered_at: "2026-11-19T10:00:00Z".parse().unwrap(),
        evidence: evidence.into_iter().collect(),
        inventory: FrozenInventory {
            facts: vec!["Models: 8.".to_owned()],
            clashes: if no == 5 {
                vec!["Fitmark has unknown exposure.".to_owned()]
            } else {
                vec![]
            },
        },
    }
}

fn frozen() -> Frozen {
    let mut answers: Vec<FrozenAnswer> =
        (1..=7).map(|no| answer(no, Answer::Yes, Some(no <= 4))).collect();
    answers.push(answer(8, Answer::No, Some(true)));
    answers.push(answer(9, Answer::No, None));
    answers.push(answer(10, Answer::Yes, None));
    Frozen {
        format: Frozen::FORMAT,
        assessment: AssessmentId(12),
        revision: 2,
        questionnaire: "baseline".to_owned(),
        questionnaire_version: 1,
        unit: UnitId(5),
        unit_name: "Online Store".to_owned(),
        unit_path: ["Aldermoor Group", "Commerce", "Online Store"].map(str::to_owned).to_vec(),
        name: "Q4 2026".to_owned(),
        round: Some(RoundId(6)),
        answers,
        claimed: Points(20),
        evidenced: Points(60),
        submitted_by: FrozenPerson { id: PersonId(3), name: "Priya Raman".to_owned() },
        submitted_at: "2026-11-23T14:02:00.123Z".parse().unwrap(),
    }
}

/// Change this only together with [`Frozen::FORMAT`]: stored submissions must keep their hashes.
#[test]
fn the_canonical_form_does_not_drift() {
    let sealed = frozen().seal().unwrap();
    assert_eq!(sealed.sha256, sha256(sealed.content.as_bytes()));
    let mut small = frozen();
    small.answers.truncate(1);
    assert_eq!(
        small.seal().unwrap().content,
        r#"{"format":1,"assessment":12,"revision":2,"questionnaire":"baseline","#.to_owned()
            + r#""questionnaire_version":1,"unit":5,"unit_name":"Online Store","#
            + r#""unit_path":["Aldermoor Group","Commerce","Online Store"],"name":"Q4 2026","#
            + r#""round":6,"answers":[{"question":1,"key":"question-1","label":"Question 1","#
            + r#""text":"Is it so?","weight":10,"answer":"yes","#
            + r#""note":"„Ja“, says Zoë.\nSecond line.","#
            + r#""answered_by":{"id":3,"name":"Priya Raman"},"#
            + r#""answered_at":"2026-11-19T10:00:00.000Z","evidence":[{"id":1,"#
            + r#""title":"Gateway route export","kind":"file","#
            + r#""sha256":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","#
            + r#""size":2,"collected_on":"2026-11-16","valid_until":"2027-02-14","#
            + r#""verdict":"accepted","counts":true}],"#
            + r#""inventory":{"facts":["Models: 8."],"clashes":[]}}],"#
            + r#""claimed":20,"evidenced":60,"submitted_by":{"id":3,"name":"Priya Raman"},"#
            + r#""submitted_at":"2026-11-23T14:02:00.123Z"}"#
    );
}

#[test]
fn a_submission_reads_back_as_it_was_and_seals_to_the_same_bytes() {
    let sealed = frozen().seal().unwrap();
    let read = Frozen::read(&sealed.content).unwrap();
    assert_eq!(read, frozen());
    assert_eq!(read.seal().unwrap(), sealed);
}

#[test]
fn any_change_changes_the_hash() {
    let before = frozen().seal().unwrap().sha256;
    let changes: [fn(&mut Frozen); 6] = [
        |f| f.unit_name.push('s'),
        |f| f.round = None,
        |f| f.answers[0].note.push(' '),
        |f| f.answers[0].evidence[0].counts = false,
        |f| f.answers[4].inventory.clashes.clear(),
        |f| f.submitted_by.id = PersonId(4),
    ];
    for change in changes {
        let mut changed = frozen();
        change(&mut changed);
        assert_ne!(changed.seal().unwrap().sha256, before);
    }
}

#[test]
fn a_submission_proves_its_own_score() {
    let frozen = frozen();
    let score = frozen.recomputed();
    assert_eq!((score.claimed, score.evidenced), (frozen.claimed, frozen.evidenced));
    let covered: QuestionSet =
        frozen.answers.iter().filter(|a| a.is_covered()).map(|a| a.question).collect();
    assert_eq!(score, BASELINE.score(frozen.yes(), covered));
    assert_eq!(frozen.clashing(), QuestionSet::EMPTY.with(QuestionNo(5)));
}

#[test]
fn hashes_are_sha_256_in_lower_case() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(sha256(b""), empty);
}
