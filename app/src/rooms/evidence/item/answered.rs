//! What an auditor needs beside an item: the answer that it is to support, and whether the inventory
//! contradicts it.

use domain::inventory::clashes;
use domain::text::moment;
use domain::{Answer, AssessmentId, QuestionNo};
use leptos::prelude::*;
use store::{CurrentAnswer, PlaceRow};

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::ui::timeline::quote;
use crate::ui::{Notice, Tone};

/// The answer to a place's question in the unit's newest assessment.
pub(in crate::rooms::evidence) struct Answered {
    assessment: AssessmentId,
    question: QuestionNo,
    answer: Option<CurrentAnswer>,
    /// What of the inventory disagrees with a yes.
    clashes: Vec<String>,
}

impl Answered {
    pub(super) async fn load(visitor: &Visitor, place: &PlaceRow) -> PageResult<Option<Self>> {
        let newest = visitor.read().assessments_of_unit(place.unit, 1).await?;
        let Some(newest) = newest.first() else {
            return Ok(None);
        };
        let sheet = visitor.read().live_sheet(newest.id).await?;
        let question = place.question;
        let answer = sheet.answers.into_iter().find(|answer| answer.question == question);
        let is_yes = answer.as_ref().is_some_and(|answer| answer.answer == Some(Answer::Yes));
        let clashes = if is_yes {
            let inventory = visitor.read().unit_inventory(place.unit).await?;
            clashes(question, &inventory, visitor.state.today())
        } else {
            Vec::new()
        };
        let clashes = clashes.into_iter().map(|clash| clash.sentence).collect();
        Ok(Some(Self { assessment: newest.id, question, answer, clashes }))
    }

    /// The inventory's contradiction, where there is one.
    pub(super) fn disagreement(&self) -> Option<Notice> {
        let (first, more) = self.clashes.split_first()?;
        let text = match more.len() {
            0 => first.clone(),
            n => format!("{first} And {n} more."),
        };
        Some(Notice::new(Tone::Clash, text).head("The inventory disagrees."))
    }

    /// What the answer says, and where it stands.
    pub(super) fn view(&self) -> AnyView {
        let no = self.question;
        let href = format!("/assessments/{}?open={no}#q{no}", self.assessment);
        let link = view! { <a class="link" href=href>{format!("open question {no}")}</a> };
        let Some(answer) = &self.answer else {
            return view! { <p class="small muted">"Not answered yet · "{link}</p> }.into_any();
        };
        let said = match answer.answer {
            Some(Answer::Yes) => "Yes",
            Some(Answer::No) => "No",
            None => "Not answered",
        };
        let note = (!answer.note.is_empty()).then(|| quote(answer.note.clone()));
        let who = answer.answered_by_name.clone();
        view! {
            <div class="stack stack--2">
                <h3>"What the answer says"</h3>
                <p><b>{said}</b></p>
                {note}
                <p class="small muted">
                    {format!("{who}, {} · ", moment(answer.answered_at))}{link}
                </p>
            </div>
        }
        .into_any()
    }
}
