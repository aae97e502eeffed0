//! What is put behind each yes, and until when it is in force.

use chrono::Days;
use domain::evidence::{Checked, Kind, Verdict};
use domain::{Actor, AssessmentId, Day};
use store::{Content, NewEvidence, Place, StoreError};

use super::build::Making;
use super::draw::Draw;
use super::evidence::{Made, make};
use super::history::{Judgement, number};
use super::plan::Mark;

impl Making<'_> {
    pub(super) fn draw(&self, unit: usize, index: usize, question: usize) -> Draw {
        Draw::new(self.plan.seed()).of(7).of(unit as u64).of(index as u64).of(question as u64)
    }

    /// Attaches what the mark needs, unless something in force already does.
    pub(super) async fn attach(
        &mut self,
        actor: &Actor,
        unit: usize,
        index: usize,
        assessment: AssessmentId,
        question: usize,
        mark: Mark,
    ) -> Result<Option<Judgement>, StoreError> {
        let today = self.store.now().day();
        let end = domain::text::Quarter::of(today).last_day();
        let draw = self.draw(unit, index, question);
        let is_present = index == self.plan.closed_quarters();
        let (valid_until, verdict) = match mark {
            Mark::No | Mark::Bare => return Ok(None),
            Mark::Proven => {
                if is_present
                    || self.in_force.get(&(unit, question)).is_some_and(|until| *until >= end)
                {
                    return Ok(None);
                }
                let until = self.next_expiry(unit, index, question, end, draw);
                self.in_force.insert((unit, question), until);
                (until, Some(Verdict::Accepted))
            }
            Mark::Pending => (end + Days::new(90), None),
            Mark::Expired if is_present => return Ok(None),
            // Accepted, and out of force again before the quarter ends.
            Mark::Expired => (end - Days::new(6), Some(Verdict::Accepted)),
            Mark::Rejected if is_present => (end + Days::new(90), None),
            Mark::Rejected => (end + Days::new(60), Some(Verdict::Rejected)),
        };
        let place = Place { assessment, question: number(question) };
        let evidence =
            self.new_evidence(unit, question, today, valid_until.max(today), draw).await?;
        let id = self.store.attach_evidence(actor, place, &evidence).await?;
        Ok(verdict.map(|verdict| Judgement { id, unit, question, verdict, draw }))
    }

    /// Evidence lasts into the quarters after it where the question stays proven; what is in force at
    /// the end of the last closed quarter runs out one by one from now on.
    fn next_expiry(&self, unit: usize, index: usize, question: usize, end: Day, draw: Draw) -> Day {
        let last_closed = self.plan.closed_quarters().saturating_sub(1);
        if index == last_closed {
            return end + Days::new(62 + draw.of(30).below(140));
        }
        let stays =
            self.plan.marks(unit, index + 1).is_some_and(|marks| marks[question] == Mark::Proven);
        let reaches_further = stays && index + 1 < last_closed && draw.of(31).percent(45);
        end + Days::new(if reaches_further { 100 } else { 18 + draw.of(32).below(9) })
    }

    async fn new_evidence(
        &self,
        unit: usize,
        question: usize,
        today: Day,
        valid_until: Day,
        draw: Draw,
    ) -> Result<NewEvidence, StoreError> {
        let made = make(number(question), &self.names[unit], today, draw, self.plan.is_detailed());
        let entry = |kind, title: String| Checked {
            kind,
            title,
            file_name: None,
            url: None,
            body: None,
            collected_on: today,
            valid_until,
        };
        let (entry, content) = match made {
            Made::Link { title, url } => {
                (Checked { url: Some(url), ..entry(Kind::Link, title) }, Content::Text)
            }
            Made::Note { title, body } => {
                (Checked { body: Some(body), ..entry(Kind::Note, title) }, Content::Text)
            }
            Made::File { name, media_type, bytes } => {
                let mut incoming = self.store.vault().receive(bytes.len() as u64).await?;
                incoming.write(&bytes).await?;
                let kept = incoming.keep().await?;
                let entry = Checked { file_name: Some(name.clone()), ..entry(Kind::File, name) };
                (entry, Content::File { kept, media_type: media_type.to_owned() })
            }
        };
        Ok(NewEvidence { entry, content, supersedes: None })
    }
}
