//! The built-in baseline in the form of all other questionnaires: to be read, exported and built upon.

use std::sync::LazyLock;

use super::{BASELINE_KEY, Bands, Citation, Question, Questionnaire, Reach, Subject};
use crate::questionnaire;
use crate::{Band, Points, Rules};

const INTRODUCTION: &str = "Ten questions about how a business unit runs its AI models. Yes costs \
    nothing and no costs ten points, so the fewer points, the better. Whoever is not sure answers no.";

static BASELINE: LazyLock<Questionnaire> = LazyLock::new(|| {
    let built_in = questionnaire::baseline();
    let question = |question: &questionnaire::Question| Question {
        key: question.key.clone(),
        title: question.label.clone(),
        text: question.text.clone(),
        guidance: guidance(question),
        weight: built_in.rules.weight(question.no).unwrap_or_default(),
        references: question.references.iter().map(citation).collect(),
    };
    Questionnaire {
        key: BASELINE_KEY.to_owned(),
        version: built_in.version,
        title: built_in.title.clone(),
        subject: Subject::Unit,
        introduction: INTRODUCTION.to_owned(),
        bands: bands(&built_in.rules),
        questions: built_in.questions.iter().map(question).collect(),
    }
});

/// The ten-question baseline. It is part of the program: nobody edits, publishes or retires it.
#[must_use]
pub fn baseline() -> &'static Questionnaire {
    &BASELINE
}

fn citation(reference: &questionnaire::Reference) -> Citation {
    Citation {
        framework: reference.framework.clone(),
        version: reference.version.clone(),
        id: reference.id.clone(),
    }
}

fn guidance(question: &questionnaire::Question) -> String {
    let listed = |lines: &[String]| lines.iter().map(|line| format!("- {line}\n")).collect();
    let good: String = listed(&question.good);
    let evidence: String = listed(&question.evidence_examples);
    format!("What must be true for a yes:\n{good}\nWhat could show it:\n{evidence}")
        .trim()
        .to_owned()
}

fn bands(rules: &Rules) -> Bands {
    let reach = |band: Band| {
        let range = rules.bands.iter().find(|range| range.band == band);
        range.map_or(Reach { from: Points::default(), to: None }, |range| Reach {
            from: range.from,
            to: range.to,
        })
    };
    Bands {
        advanced: reach(Band::Advanced),
        moderate: reach(Band::Moderate),
        high: reach(Band::High),
    }
}
