//! A draft as the fields of its form, and back.

use domain::questionnaires::{
    Bands, Citation, Part, Place, QUESTIONS_MAX, Question, Questionnaire, Reach, key_of,
};
use domain::{Band, Invalid, Points};

use crate::ui::Typed;

/// The fields of a draft. What can't be read as a number stays as it was typed.
pub(super) struct Sheet {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) subject: String,
    pub(super) introduction: String,
    pub(super) bands: Vec<(Band, String)>,
    pub(super) questions: Vec<Asked>,
}

/// The fields of a question.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) guidance: String,
    pub(super) weight: String,
    /// A reference a line.
    pub(super) references: String,
}

/// The name of a question's field.
pub(super) fn name(at: usize, part: Part) -> String {
    Place::Question(at, part).to_string()
}

/// The place that a question is to have, from 1, and whether it is to go.
pub(super) fn place_of(at: usize) -> String {
    format!("questions[{at}].place")
}

pub(super) fn removal_of(at: usize) -> String {
    format!("questions[{at}].remove")
}

/// How many questions the form holds, a blank one at the end among them.
pub(super) const COUNT: &str = "count";

impl Sheet {
    pub(super) fn of(it: &Questionnaire) -> Self {
        let asked = |question: &Question| Asked {
            key: question.key.clone(),
            title: question.title.clone(),
            text: question.text.clone(),
            guidance: question.guidance.clone(),
            weight: question.weight.to_string(),
            references: lines(&question.references),
        };
        Self {
            key: it.key.clone(),
            title: it.title.clone(),
            subject: it.subject.key().to_owned(),
            introduction: it.introduction.clone(),
            bands: it.bands.all().map(|(band, reach)| (band, reach.as_typed())).to_vec(),
            questions: it.questions.iter().map(asked).collect(),
        }
    }

    /// What was sent: without the questions that are to go and without blank ones, in the order of the
    /// places that were typed.
    pub(super) fn sent(typed: &Typed) -> Self {
        let text = |name: &str| typed.get(name).to_owned();
        let count = typed.get(COUNT).parse().unwrap_or(0_usize).min(QUESTIONS_MAX + 1);
        let mut questions: Vec<(usize, Asked)> = Vec::new();
        for at in 0..count {
            let of = |part| text(&name(at, part));
            let asked = Asked {
                key: of(Part::Key),
                title: of(Part::Title),
                text: of(Part::Text),
                guidance: of(Part::Guidance),
                weight: of(Part::Weight),
                references: of(Part::References),
            };
            if !asked.is_blank() && typed.get(&removal_of(at)) != "yes" {
                let place = typed.get(&place_of(at)).trim().parse().unwrap_or(at + 1);
                questions.push((place, asked));
            }
        }
        questions.sort_by_key(|(place, _)| *place);
        let band = |band: &Band| (*band, text(&Place::Band(*band).to_string()));
        Self {
            key: text("key"),
            title: text("title"),
            subject: text("subject"),
            introduction: text("introduction"),
            bands: Band::ALL.iter().map(band).collect(),
            questions: questions.into_iter().map(|(_, asked)| asked).collect(),
        }
    }

    /// The fields under their names, to draw the form with.
    pub(super) fn typed(&self) -> Typed {
        let mut typed = Typed::new([
            ("key", self.key.as_str()),
            ("title", &self.title),
            ("subject", &self.subject),
            ("introduction", &self.introduction),
        ]);
        for (band, reach) in &self.bands {
            typed = typed.with(Place::Band(*band).to_string(), reach);
        }
        for (at, asked) in self.questions.iter().enumerate() {
            let parts = [
                (Part::Key, &asked.key),
                (Part::Title, &asked.title),
                (Part::Text, &asked.text),
                (Part::Guidance, &asked.guidance),
                (Part::Weight, &asked.weight),
                (Part::References, &asked.references),
            ];
            for (part, value) in parts {
                typed = typed.with(name(at, part), value);
            }
            typed = typed.with(place_of(at), (at + 1).to_string());
        }
        typed
    }

    /// The questionnaire that it says. Whether that may be kept is for the domain to say.
    ///
    /// # Errors
    /// What can't be read at all: a subject, a band, a weight.
    pub(super) fn questionnaire(&self, version: u16) -> Result<Questionnaire, Invalid> {
        let mut invalid = Invalid::new();
        let subject = self.subject.parse().map_err(|_| "Choose what it is asked about.".to_owned());
        let subject = invalid.check("subject", subject);
        let mut reach = |band: Band| {
            let typed = self.bands.iter().find(|(it, _)| *it == band).map_or("", |it| &it.1);
            let reach = Reach::typed(typed);
            let reach =
                reach.ok_or_else(|| "Write points as 11-20, or 21- without an end.".to_owned());
            invalid.check(&Place::Band(band).to_string(), reach)
        };
        let bands = (reach(Band::Advanced), reach(Band::Moderate), reach(Band::High));
        let mut questions = Vec::with_capacity(self.questions.len());
        for (at, asked) in self.questions.iter().enumerate() {
            let weight = asked.weight.trim().parse().map(Points);
            let weight = weight.map_err(|_| "Write a whole number of points.".to_owned());
            let weight = invalid.check(&name(at, Part::Weight), weight).unwrap_or_default();
            questions.push(asked.question(weight));
        }
        let (Some(subject), (Some(advanced), Some(moderate), Some(high))) = (subject, bands) else {
            return Err(invalid);
        };
        let key = if self.key.trim().is_empty() { key_of(&self.title) } else { self.key.clone() };
        let it = Questionnaire {
            key,
            version,
            title: self.title.clone(),
            subject,
            introduction: self.introduction.clone(),
            bands: Bands { advanced, moderate, high },
            questions,
        };
        invalid.or(it.tidied())
    }
}

impl Asked {
    fn is_blank(&self) -> bool {
        [&self.key, &self.title, &self.text, &self.guidance, &self.references]
            .iter()
            .all(|text| text.trim().is_empty())
    }

    fn question(&self, weight: Points) -> Question {
        let key = if self.key.trim().is_empty() { key_of(&self.title) } else { self.key.clone() };
        let lines = self.references.lines().filter(|line| !line.trim().is_empty());
        Question {
            key,
            title: self.title.clone(),
            text: self.text.clone(),
            guidance: self.guidance.clone(),
            weight,
            references: lines.map(Citation::typed).collect(),
        }
    }
}

fn lines(references: &[Citation]) -> String {
    references.iter().map(Citation::as_typed).collect::<Vec<_>>().join("\n")
}
