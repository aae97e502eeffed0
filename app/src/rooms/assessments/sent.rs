//! The workspace's form as it was sent: which button, which answers were touched, what was typed
//! about evidence and colleagues.

use domain::assessment::{State, note};
use domain::questionnaire::baseline;
use domain::{Answer, AssessmentId, Invalid, PersonId, QuestionNo};
use store::AnswerDraft;

use super::kept::Kept;
use super::wire::fingerprint;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::rooms::evidence::{Names, Received};
use crate::ui::Typed;

/// Fields about evidence that ask for something to be attached.
const EVIDENCE: [&str; 5] =
    ["link", "link-title", "evidence-note", "evidence-note-title", "existing"];

/// The form.
pub struct Sent {
    /// As it arrived.
    pub received: Received,
    /// Where the assessment stood when it arrived.
    pub state: State,
}

/// What the pressed button was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Saving, and attaching what was chosen.
    Save,
    /// Submitting.
    Submit,
    /// Passing a question on, or taking it back.
    Delegate(QuestionNo),
    /// Answering a question as it was answered last time.
    Again(QuestionNo),
    /// Saving, from a button of one question.
    Within(QuestionNo),
}

impl Wish {
    /// The question that the button belongs to.
    pub const fn question(self) -> Option<QuestionNo> {
        match self {
            Self::Delegate(no) | Self::Again(no) | Self::Within(no) => Some(no),
            Self::Save | Self::Submit => None,
        }
    }

    fn of(pressed: &str) -> Self {
        let about = |name: &str| pressed.strip_prefix(name)?.parse().ok();
        match pressed {
            "submit" => Self::Submit,
            _ => about("delegate-")
                .map(Self::Delegate)
                .or_else(|| about("again-").map(Self::Again))
                .or_else(|| about("evidence-").map(Self::Within))
                .unwrap_or(Self::Save),
        }
    }
}

/// The questions that a form can be about.
fn questions() -> impl Iterator<Item = QuestionNo> {
    baseline().rules.questions()
}

impl Sent {
    fn typed(&self) -> &Typed {
        &self.received.typed
    }

    fn get(&self, what: &str, no: QuestionNo) -> &str {
        self.typed().get(&format!("{what}-{no}"))
    }

    /// What the pressed button was for.
    pub fn wish(&self) -> Wish {
        Wish::of(self.typed().get("do"))
    }

    /// The open page that sent it, as it calls itself.
    pub fn tab(&self) -> &str {
        self.typed().get("tab")
    }

    /// The colleague chosen for a question.
    pub fn delegate(&self, no: QuestionNo) -> Option<PersonId> {
        self.get("delegate", no).parse().ok()
    }

    /// Every question that something is to be attached to.
    pub fn questions_with_evidence(&self) -> impl Iterator<Item = QuestionNo> + '_ {
        questions().filter(|no| {
            let names = Names::of(*no);
            let has_text = |what: &&str| !self.typed().get(&names.field(what)).trim().is_empty();
            EVIDENCE.iter().any(has_text)
                || self.received.files_of(&names.field("files")).next().is_some()
        })
    }

    /// The answers that were touched, and what is wrong with the others that were. `again` stands
    /// in for whatever was typed as the answer to its question.
    pub fn drafts(
        &self,
        again: Option<(QuestionNo, Answer, String)>,
    ) -> (Vec<AnswerDraft>, Invalid) {
        let (mut drafts, mut wrong) = (Vec::new(), Invalid::new());
        for no in self.sent_questions() {
            let last = again.as_ref().filter(|(question, ..)| *question == no);
            drafts.extend(self.draft(no, last, &mut wrong));
        }
        (drafts, wrong)
    }

    /// Forms always send their text fields, so a question without a note was not on the form. What
    /// names a question that there isn't is passed on all the same, for the store to refuse.
    fn sent_questions(&self) -> Vec<QuestionNo> {
        let pairs = self.typed().pairs().into_iter();
        let named = pairs.filter_map(|(name, _)| name.strip_prefix("note-")?.parse().ok());
        let mut named: Vec<QuestionNo> = named.collect();
        named.sort_unstable();
        named.dedup();
        named
    }

    fn draft(
        &self,
        no: QuestionNo,
        again: Option<&(QuestionNo, Answer, String)>,
        wrong: &mut Invalid,
    ) -> Option<AnswerDraft> {
        let answer = match self.get("answer", no) {
            "" => Ok(None),
            answer => answer.parse().map(Some).map_err(|_| "Choose yes or no."),
        };
        let answer: Option<Option<Answer>> = wrong.check(&format!("answer-{no}"), answer);
        let note = wrong.check(&format!("note-{no}"), note(self.get("note", no)));
        let (mut answer, mut note) = (answer?, note?);
        let keep = self.get("keep", no);
        if let Some((_, last, last_note)) = again {
            answer = Some(*last);
            if note.is_empty() {
                note.clone_from(last_note);
            }
        } else if keep.is_empty() && self.get("was", no) == fingerprint(answer, &note) {
            return None;
        }
        let seen = match keep {
            // Their answer stays as it is.
            "theirs" => return None,
            "mine" => self.get("theirs", no),
            _ => self.get("seen", no),
        };
        Some(AnswerDraft { question: no, answer, note, seen: seen.parse().unwrap_or_default() })
    }

    /// What the page shows after some of the form could not be kept: fields of answers that are
    /// stored as they are stored, everything else as it was typed.
    pub fn overlay(self, stored: Typed, kept: &Kept) -> Typed {
        let open = |no: &QuestionNo| kept.is_open(*no);
        let mut pairs = Vec::new();
        for no in questions().filter(open) {
            for what in ["answer", "note", "seen"] {
                let name = format!("{what}-{no}");
                pairs.push((name.clone(), self.typed().get(&name).to_owned()));
            }
        }
        let answers = ["answer-", "note-", "seen-", "was-", "keep-", "theirs-"];
        let is_answer = |name: &str| answers.iter().any(|what| name.starts_with(what));
        pairs.extend(self.typed().pairs().into_iter().filter(|(name, _)| !is_answer(name)));
        // The first pair of a name counts.
        pairs.extend(stored.pairs());
        Typed::new(pairs).wrong(kept.all_wrong())
    }
}

/// How a question was answered last time.
pub async fn last_time(
    visitor: &Visitor,
    id: AssessmentId,
    no: QuestionNo,
) -> PageResult<Option<(QuestionNo, Answer, String)>> {
    let workspace = visitor.read().workspace(id).await?;
    let last = workspace.previous.into_iter().next();
    let answers = last.map(|last| last.frozen.answers).unwrap_or_default();
    let found = answers.into_iter().find(|answer| answer.question == no);
    Ok(found.map(|answer| (no, answer.answer, answer.note)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Sent {
        let typed = Typed::new(pairs.iter().copied());
        Sent { received: Received { typed, ..Received::default() }, state: State::Draft }
    }

    fn drafts(pairs: &[(&str, &str)]) -> Vec<AnswerDraft> {
        let (drafts, wrong) = sent(pairs).drafts(None);
        assert_eq!(wrong.0, []);
        drafts
    }

    #[test]
    fn only_what_was_touched_is_saved() {
        let blank = fingerprint(None, "");
        let before = fingerprint(Some(Answer::Yes), "Two\nlines");
        let same = [
            ("answer-1", "yes"),
            ("note-1", " Two\r\nlines "),
            ("seen-1", "3"),
            ("was-1", &before),
        ];
        assert_eq!(drafts(&same), []);
        assert_eq!(drafts(&[("note-2", ""), ("seen-2", "0"), ("was-2", &blank)]), []);
        let touched =
            [("answer-1", "no"), ("note-1", "Two\nlines"), ("seen-1", "3"), ("was-1", &before)];
        let [one] = drafts(&touched).try_into().unwrap();
        assert_eq!((one.answer, one.note.as_str(), one.seen), (Some(Answer::No), "Two\nlines", 3));
        // Without a mark, as islands send it, everything counts as touched.
        assert_eq!(drafts(&[("note-4", "")]).len(), 1);
        assert_eq!(
            drafts(&[("answer-4", "yes")]),
            [],
            "a question without a note was not on the form"
        );
    }

    #[test]
    fn a_choice_between_two_answers_is_carried_out() {
        let form = |keep| {
            [
                ("answer-5", "no"),
                ("note-5", "Mine"),
                ("seen-5", "1"),
                ("theirs-5", "2"),
                ("keep-5", keep),
            ]
        };
        assert_eq!(drafts(&form("mine"))[0].seen, 2);
        assert_eq!(drafts(&form("theirs")), []);
        assert_eq!(drafts(&form(""))[0].seen, 1, "unchosen, it is asked again");
    }

    #[test]
    fn one_wrong_answer_holds_up_no_other() {
        let long = "x".repeat(8001);
        let form =
            sent(&[("answer-1", "maybe"), ("note-1", ""), ("note-2", &long), ("note-3", "Fine")]);
        let (drafts, wrong) = form.drafts(None);
        assert_eq!(drafts.len(), 1);
        assert_eq!(wrong.about("answer-1"), Some("Choose yes or no."));
        assert!(wrong.about("note-2").is_some());
        let kept = Kept { drafts, saved: Vec::new(), wrong, has_conflict: false };
        let stored = Typed::new([("note-1", "stored"), ("note-3", "stored too")]);
        let shown = form.overlay(stored, &kept);
        assert_eq!((shown.get("note-1"), shown.get("note-2").len()), ("", 8001));
        assert_eq!(shown.get("note-3"), "stored too");
    }

    #[test]
    fn the_button_says_what_is_wanted() {
        assert_eq!(sent(&[("do", "submit")]).wish(), Wish::Submit);
        assert_eq!(sent(&[("do", "again-7")]).wish(), Wish::Again(QuestionNo(7)));
        assert_eq!(sent(&[("do", "delegate-7")]).wish(), Wish::Delegate(QuestionNo(7)));
        assert_eq!(sent(&[("do", "evidence-7")]).wish(), Wish::Within(QuestionNo(7)));
        for unknown in ["", "save", "delegate-", "again-x", "evidence-0"] {
            assert_eq!(sent(&[("do", unknown)]).wish(), Wish::Save, "{unknown}");
        }
    }
}
