//! Making a questionnaire from the values of a file.

use super::fault::FileWrong;
use super::reader::{Fields, Reader};
use super::tree::Node;
use crate::Points;
use crate::questionnaires::{
    Bands, Citation, QUESTIONS_MAX, Question, Questionnaire, Reach, Subject, Wrong,
};

const QUESTIONNAIRE: &[&str] =
    &["key", "version", "title", "subject", "introduction", "bands", "questions"];
const BANDS: &[&str] = &["advanced", "moderate", "high"];
const REACH: &[&str] = &["from", "to"];
const QUESTION: &[&str] = &["key", "title", "text", "guidance", "weight", "references"];
const CITATION: &[&str] = &["framework", "version", "id"];

impl Reader {
    /// The questionnaire; none where something of it is missing or of the wrong kind.
    pub(super) fn questionnaire(&mut self, root: &Node<'_>) -> Option<Questionnaire> {
        let of = self.fields(root, "", QUESTIONNAIRE)?;
        let key = self.text(&of, "key");
        let version = self.number(&of, "version");
        let title = self.text(&of, "title");
        let subject = self.subject(&of);
        let introduction = self.maybe_text(&of, "introduction");
        let bands = self.need(&of, "bands").and_then(|node| self.bands(node));
        let questions = self.questions(&of);
        Some(Questionnaire {
            key: key?,
            version: version?,
            title: title?,
            subject: subject?,
            introduction: introduction?,
            bands: bands?,
            questions: questions?,
        })
    }

    fn subject(&mut self, of: &Fields<'_, '_>) -> Option<Subject> {
        let word = self.text(of, "subject")?;
        let subject = word.parse().ok();
        if subject.is_none() {
            let known = Subject::ALL.iter().map(|subject| subject.key()).collect();
            self.note_in(of, "subject", FileWrong::NoneOf(known));
        }
        subject
    }

    fn bands(&mut self, node: &Node<'_>) -> Option<Bands> {
        let of = self.fields(node, "bands", BANDS)?;
        let advanced =
            self.need(&of, "advanced").and_then(|node| self.reach(node, &of, "advanced"));
        let moderate =
            self.need(&of, "moderate").and_then(|node| self.reach(node, &of, "moderate"));
        let high = self.need(&of, "high").and_then(|node| self.reach(node, &of, "high"));
        Some(Bands { advanced: advanced?, moderate: moderate?, high: high? })
    }

    fn reach(&mut self, node: &Node<'_>, bands: &Fields<'_, '_>, name: &str) -> Option<Reach> {
        let of = self.fields(node, &bands.path_of(name), REACH)?;
        let from = self.number(&of, "from");
        let to = match of.find("to") {
            Some(_) => self.number(&of, "to").map(|to| Some(Points(to))),
            None => Some(None),
        };
        Some(Reach { from: Points(from?), to: to? })
    }

    fn questions(&mut self, of: &Fields<'_, '_>) -> Option<Vec<Question>> {
        let Some(node) = of.find("questions") else {
            return Some(Vec::new());
        };
        let items = self.list(node, "questions")?;
        if items.len() > QUESTIONS_MAX {
            // They are not looked at: there could be very many.
            self.note(node.at, "questions", Wrong::TooManyQuestions(items.len()));
            return None;
        }
        let mut questions = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            questions.push(self.question(item, &format!("questions[{at}]")));
        }
        questions.into_iter().collect()
    }

    fn question(&mut self, node: &Node<'_>, path: &str) -> Option<Question> {
        let of = self.fields(node, path, QUESTION)?;
        let key = self.text(&of, "key");
        let title = self.text(&of, "title");
        let text = self.text(&of, "text");
        let guidance = self.maybe_text(&of, "guidance");
        let weight = self.number(&of, "weight");
        let references = match of.find("references") {
            Some(node) => self.references(node, &of.path_of("references")),
            None => Some(Vec::new()),
        };
        Some(Question {
            key: key?,
            title: title?,
            text: text?,
            guidance: guidance?,
            weight: Points(weight?),
            references: references?,
        })
    }

    fn references(&mut self, node: &Node<'_>, path: &str) -> Option<Vec<Citation>> {
        let items = self.list(node, path)?;
        let mut references = Vec::new();
        for (at, item) in items.iter().enumerate() {
            references.push(self.citation(item, &format!("{path}[{at}]")));
        }
        references.into_iter().collect()
    }

    fn citation(&mut self, node: &Node<'_>, path: &str) -> Option<Citation> {
        let of = self.fields(node, path, CITATION)?;
        let framework = self.text(&of, "framework");
        let version = self.text(&of, "version");
        let id = self.text(&of, "id");
        Some(Citation { framework: framework?, version: version?, id: id? })
    }
}
