//! Making the organisation: quarter by quarter, through the store's gate, each person for themself.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Days, Duration};
use domain::assessment::{Round, Step};
use domain::evidence::{Checked, GivenVerdict, Kind, Verdict};
use domain::{
    Actor, Answer, AppError, AssessmentId, Day, EvidenceId, PersonId, QuestionNo, Role, Timestamp,
    UnitId,
};
use store::{
    AnswerDraft, AssessmentFilter, Content, NewEvidence, NewPerson, NewRound, Part, Place,
    SetupStep, Store, StoreError, StoreOptions,
};

use super::clock::WalkingClock;
use super::draw::Draw;
use super::evidence::{Made, make};
use super::plan::{Mark, Marks, Plan, QUESTIONS, Status};
use super::quarters::Span;

/// An account to sign in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accounts(pub Vec<(Role, String)>);

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// One account for each role.
    pub accounts: Accounts,
    /// Steps taken.
    pub steps: u64,
}

/// Fills an empty data directory up to the moment `now`. `password_hash` becomes everybody's;
/// `progress` hears of each step and of how many there will be about.
///
/// # Errors
/// When the directory holds something already, or the disk refuses.
pub async fn fill(
    mut options: StoreOptions,
    now: Timestamp,
    plan: &dyn Plan,
    password_hash: &str,
    progress: &(dyn Fn(u64, u64) + Send + Sync),
) -> Result<Filled, StoreError> {
    let story = Span::story(now, plan.closed_quarters());
    let begin = story
        .first()
        .map_or(now, |span| Timestamp::start_of(span.first))
        .plus(Duration::days(-21));
    let clock = Arc::new(WalkingClock::at(begin));
    // A power cut while filling costs nothing: one begins again.
    options.durable = false;
    let (store, _) = Store::open(options, clock.clone()).await?;
    if store
        .installation()
        .await?
        .is_some_and(|known| known.setup_step > SetupStep::Administrator)
    {
        return Err(AppError::Conflict(
            "The data directory holds an organisation already.".to_owned(),
        )
        .into());
    }
    let total = steps_ahead(plan, &story);
    let mut making = Making::begin(&store, &clock, plan, password_hash, progress, total).await?;
    making.register_models(now.day()).await?;
    for (index, span) in story.iter().enumerate() {
        making.quarter(index, *span, now).await?;
    }
    clock.go_to(now);
    making.last_words().await?;
    let filled = Filled {
        accounts: making.accounts(),
        steps: making.done,
    };
    store.close().await;
    Ok(filled)
}

fn steps_ahead(plan: &dyn Plan, story: &[Span]) -> u64 {
    let assessments = plan.units().len() * story.len();
    (plan.people() + plan.models() + assessments * 4) as u64
}

struct Making<'a> {
    store: &'a Store,
    clock: &'a WalkingClock,
    plan: &'a dyn Plan,
    progress: &'a (dyn Fn(u64, u64) + Send + Sync),
    total: u64,
    done: u64,
    root: UnitId,
    units: Vec<UnitId>,
    names: Vec<String>,
    people: Vec<PersonId>,
    actors: HashMap<usize, Actor>,
    /// Until when the accepted evidence of a unit's question is in force.
    in_force: HashMap<(usize, usize), Day>,
}

impl<'a> Making<'a> {
    async fn begin(
        store: &'a Store,
        clock: &'a WalkingClock,
        plan: &'a dyn Plan,
        password_hash: &str,
        progress: &'a (dyn Fn(u64, u64) + Send + Sync),
        total: u64,
    ) -> Result<Self, StoreError> {
        let token = store.setup_token().await?.ok_or(AppError::Internal)?;
        let first = plan.person(0);
        let admin = store
            .setup_administrator(
                &token,
                &first.name,
                &super::people::email(&first.name),
                password_hash,
            )
            .await?;
        let root = store
            .setup_organisation(&token, admin, &plan.organisation())
            .await?;
        let units = plan.units();
        let ids = store.setup_units(&token, admin, &units).await?;
        for step in [SetupStep::Round, SetupStep::Storage] {
            store.setup_go_on(&token, admin, step).await?;
        }
        let mut making = Self {
            store,
            clock,
            plan,
            progress,
            total,
            done: 0,
            root,
            units: ids,
            names: units.into_iter().map(|(name, _)| name).collect(),
            people: vec![admin],
            actors: HashMap::new(),
            in_force: HashMap::new(),
        };
        making.join(password_hash).await?;
        Ok(making)
    }

    fn step(&mut self) {
        self.done += 1;
        (self.progress)(self.done, self.total);
    }

    fn place(&self, unit: Option<usize>, role: Role) -> Option<UnitId> {
        (role != Role::Administrator).then(|| unit.map_or(self.root, |unit| self.units[unit]))
    }

    async fn actor(&mut self, index: usize) -> Result<Actor, StoreError> {
        if let Some(actor) = self.actors.get(&index) {
            return Ok(actor.clone());
        }
        let actor = self
            .store
            .actor(self.people[index])
            .await?
            .ok_or(AppError::Internal)?;
        self.actors.insert(index, actor.clone());
        Ok(actor)
    }

    /// Everybody joins. The set-up made the administrator a manager, so that somebody could open a
    /// round; in a company with a manager that is no longer needed.
    async fn join(&mut self, password_hash: &str) -> Result<(), StoreError> {
        let admin = self.actor(0).await?;
        for index in 1..self.plan.people() {
            let planned = self.plan.person(index);
            let Some((role, unit)) = planned.roles.first().copied() else {
                continue;
            };
            let person = NewPerson {
                email: super::people::email(&planned.name),
                name: planned.name,
                role,
                unit: self.place(unit, role),
            };
            if planned.status == Status::Invited {
                // Invited at the very end, so that the link still works.
                self.people.push(PersonId(0));
                continue;
            }
            let invitation = self.store.invite(&admin, &person).await?;
            self.store
                .spend_link(&invitation.token, password_hash)
                .await?;
            self.people.push(invitation.person);
            for (role, unit) in planned.roles.iter().skip(1) {
                let place = self.place(*unit, *role);
                self.store
                    .grant_role(&admin, invitation.person, *role, place)
                    .await?;
            }
            self.step();
        }
        for (role, unit) in self.plan.person(0).roles.into_iter().skip(1) {
            let place = self.place(unit, role);
            self.store
                .grant_role(&admin, self.people[0], role, place)
                .await?;
        }
        self.store
            .revoke_role(&admin, self.people[0], Role::Manager, Some(self.root))
            .await?;
        self.actors.clear();
        Ok(())
    }

    /// Models are registered in the first days; what the register says is what it says today.
    async fn register_models(&mut self, today: Day) -> Result<(), StoreError> {
        for unit in 0..self.units.len() {
            if let Some((text, exercised)) = self.plan.response_plan(unit) {
                let day = exercised.then(|| today.checked_sub_days(Days::new(90)).unwrap_or(today));
                let actor = self.actor(self.plan.assessor(unit)).await?;
                let id = self.units[unit];
                self.store
                    .record_response_plan(&actor, id, &text, day)
                    .await?;
            }
        }
        for index in 0..self.plan.models() {
            let model = self.plan.model(index, today);
            let actor = self.actor(self.plan.assessor(model.unit)).await?;
            let mut details = model.details;
            details.owner = model.owner.map(|owner| self.people[owner]);
            let id = self
                .store
                .register_model(&actor, self.units[model.unit], details)
                .await?;
            for part in model.parts {
                self.store
                    .add_part(&actor, id, not_after(part, self.store.now().day()))
                    .await?;
            }
            self.step();
        }
        Ok(())
    }

    async fn quarter(
        &mut self,
        index: usize,
        span: Span,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let is_present = index == self.plan.closed_quarters();
        self.clock.go_to(span.at(20));
        let manager = self.actor(1).await?;
        let round = Round {
            name: span.name.to_string(),
            opens_on: self.store.now().day(),
            due_on: span
                .last
                .checked_sub_days(Days::new(20))
                .unwrap_or(span.last)
                .max(now.day().min(span.last)),
            cadence_days: domain::assessment::DEFAULT_CADENCE_DAYS,
        };
        let id = self
            .store
            .open_round(
                &manager,
                &NewRound {
                    unit: self.root,
                    round,
                },
            )
            .await?;
        let filter = AssessmentFilter {
            round: Some(id),
            limit: u32::MAX,
            ..AssessmentFilter::default()
        };
        let (rows, _) = self.store.read(&manager).assessments(filter).await?;
        let assessments: HashMap<UnitId, AssessmentId> =
            rows.into_iter().map(|row| (row.unit, row.id)).collect();
        let mut waiting = Vec::new();
        for unit in 0..self.units.len() {
            let Some(sheet) = self.sheet(unit, index, is_present) else {
                continue;
            };
            let Some(assessment) = assessments.get(&self.units[unit]).copied() else {
                continue;
            };
            self.clock.go_to(span.at(150 + self.share(unit, 450)));
            self.answer(unit, index, assessment, &sheet, &mut waiting)
                .await?;
            self.step();
        }
        self.judge(waiting, span).await?;
        self.finish(index, is_present, &assessments, span).await
    }

    /// How far along the line of units one is, out of `of`.
    fn share(&self, unit: usize, of: i64) -> i64 {
        let (unit, all) = (
            i64::try_from(unit).unwrap_or(0),
            i64::try_from(self.units.len()).unwrap_or(1),
        );
        unit * of / all.max(1)
    }

    /// What is answered: in the present quarter only the first so many questions.
    fn sheet(&self, unit: usize, index: usize, is_present: bool) -> Option<Vec<(usize, Mark)>> {
        let marks: Marks = if is_present {
            self.plan.marks(unit, index.checked_sub(1)?)?
        } else {
            self.plan.marks(unit, index)?
        };
        let answered = if is_present {
            self.plan.present(unit).0
        } else {
            QUESTIONS
        };
        Some(marks.into_iter().enumerate().take(answered).collect())
    }

    async fn answer(
        &mut self,
        unit: usize,
        index: usize,
        assessment: AssessmentId,
        sheet: &[(usize, Mark)],
        waiting: &mut Vec<Judgement>,
    ) -> Result<(), StoreError> {
        let actor = self.actor(self.plan.assessor(unit)).await?;
        let drafts: Vec<AnswerDraft> = sheet
            .iter()
            .map(|(question, mark)| AnswerDraft {
                question: number(*question),
                answer: Some(mark.answer()),
                note: note(*mark, self.draw(unit, index, *question)),
                seen: 0,
            })
            .collect();
        if !drafts.is_empty() {
            self.store.save_answers(&actor, assessment, &drafts).await?;
        }
        for (question, mark) in sheet {
            if let Some(judgement) = self
                .attach(&actor, unit, index, assessment, *question, *mark)
                .await?
            {
                waiting.push(judgement);
            }
        }
        Ok(())
    }

    fn draw(&self, unit: usize, index: usize, question: usize) -> Draw {
        Draw::new(self.plan.seed())
            .of(7)
            .of(unit as u64)
            .of(index as u64)
            .of(question as u64)
    }

    /// Attaches what the mark needs, unless something in force already does.
    async fn attach(
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
                    || self
                        .in_force
                        .get(&(unit, question))
                        .is_some_and(|until| *until >= end)
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
        let place = Place {
            assessment,
            question: number(question),
        };
        let evidence = self
            .new_evidence(unit, question, today, valid_until.max(today), draw)
            .await?;
        let id = self.store.attach_evidence(actor, place, &evidence).await?;
        Ok(verdict.map(|verdict| Judgement {
            id,
            unit,
            question,
            verdict,
            draw,
        }))
    }

    /// Evidence lasts into the quarters after it where the question stays proven; what is in force at
    /// the end of the last closed quarter runs out one by one from now on.
    fn next_expiry(&self, unit: usize, index: usize, question: usize, end: Day, draw: Draw) -> Day {
        let last_closed = self.plan.closed_quarters().saturating_sub(1);
        if index == last_closed {
            return end + Days::new(62 + draw.of(30).below(140));
        }
        let stays = self
            .plan
            .marks(unit, index + 1)
            .is_some_and(|marks| marks[question] == Mark::Proven);
        let reaches_further = stays && index + 1 < last_closed && draw.of(31).percent(45);
        end + Days::new(if reaches_further {
            100
        } else {
            18 + draw.of(32).below(9)
        })
    }

    async fn new_evidence(
        &self,
        unit: usize,
        question: usize,
        today: Day,
        valid_until: Day,
        draw: Draw,
    ) -> Result<NewEvidence, StoreError> {
        let made = make(
            number(question),
            &self.names[unit],
            today,
            draw,
            self.plan.is_detailed(),
        );
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
            Made::Link { title, url } => (
                Checked {
                    url: Some(url),
                    ..entry(Kind::Link, title)
                },
                Content::Text,
            ),
            Made::Note { title, body } => (
                Checked {
                    body: Some(body),
                    ..entry(Kind::Note, title)
                },
                Content::Text,
            ),
            Made::File {
                name,
                media_type,
                bytes,
            } => {
                let mut incoming = self.store.vault().receive(bytes.len() as u64).await?;
                incoming.write(&bytes).await?;
                let kept = incoming.keep().await?;
                let entry = Checked {
                    file_name: Some(name.clone()),
                    ..entry(Kind::File, name)
                };
                (
                    entry,
                    Content::File {
                        kept,
                        media_type: media_type.to_owned(),
                    },
                )
            }
        };
        Ok(NewEvidence {
            entry,
            content,
            supersedes: None,
        })
    }

    async fn judge(&mut self, waiting: Vec<Judgement>, span: Span) -> Result<(), StoreError> {
        let auditor = self.actor(2).await?;
        for judgement in waiting {
            self.clock
                .go_to(span.at(650 + self.share(judgement.unit, 150)));
            let reason = match judgement.verdict {
                Verdict::Rejected => judgement.draw.of(40).one(&[
                    "Not dated: it does not show when it was taken.",
                    "Does not show the claim: the export lists staging only.",
                    "Wrong scope: it covers another team's systems.",
                ]),
                _ => "",
            };
            let given = GivenVerdict {
                verdict: judgement.verdict,
                reason: reason.to_owned(),
            };
            let (unit, question) = (self.units[judgement.unit], number(judgement.question));
            self.store
                .give_verdict(&auditor, judgement.id, unit, question, &given)
                .await?;
        }
        Ok(())
    }

    async fn finish(
        &mut self,
        index: usize,
        is_present: bool,
        assessments: &HashMap<UnitId, AssessmentId>,
        span: Span,
    ) -> Result<(), StoreError> {
        let manager = self.actor(1).await?;
        for approving in [false, true] {
            for unit in 0..self.units.len() {
                let submits = if is_present {
                    self.plan.present(unit).1
                        && self
                            .sheet(unit, index, true)
                            .is_some_and(|sheet| sheet.len() == QUESTIONS)
                } else {
                    self.plan.marks(unit, index).is_some()
                };
                let Some(assessment) = assessments.get(&self.units[unit]).filter(|_| submits)
                else {
                    continue;
                };
                self.clock
                    .go_to(span.at(if approving { 920 } else { 820 } + self.share(unit, 70)));
                if !approving {
                    let actor = self.actor(self.plan.assessor(unit)).await?;
                    self.store.submit(&actor, *assessment).await?;
                } else if self.plan.assessor(unit) != 1 && (!is_present || unit % 2 == 0) {
                    self.store
                        .decide(&manager, *assessment, Step::Approve, "")
                        .await?;
                }
                self.step();
            }
        }
        Ok(())
    }

    /// What belongs to the very end: an invitation that is still open, an account switched off.
    async fn last_words(&mut self) -> Result<(), StoreError> {
        let admin = self.actor(0).await?;
        for index in 0..self.plan.people() {
            let planned = self.plan.person(index);
            match planned.status {
                Status::Active => {}
                Status::Deactivated => {
                    self.store
                        .deactivate_person(&admin, self.people[index])
                        .await?
                }
                Status::Invited => {
                    let Some((role, unit)) = planned.roles.first().copied() else {
                        continue;
                    };
                    let person = NewPerson {
                        email: super::people::email(&planned.name),
                        name: planned.name,
                        role,
                        unit: self.place(unit, role),
                    };
                    self.store.invite(&admin, &person).await?;
                }
            }
        }
        Ok(())
    }

    /// The first active person in each role, assessors by the busiest unit of the handbook.
    fn accounts(&self) -> Accounts {
        let mut accounts = Vec::new();
        for role in Role::ALL {
            let holds = |index: &usize| {
                let person = self.plan.person(*index);
                person.status == Status::Active
                    && person.roles.first().is_some_and(|(first, _)| first == role)
            };
            let favourite = self.plan.assessor(4.min(self.units.len() - 1));
            let found = if *role == Role::Assessor && holds(&favourite) {
                Some(favourite)
            } else {
                (0..self.plan.people()).find(holds)
            };
            if let Some(index) = found {
                accounts.push((*role, super::people::email(&self.plan.person(index).name)));
            }
        }
        Accounts(accounts)
    }
}

/// A verdict that an auditor will give.
struct Judgement {
    id: EvidenceId,
    unit: usize,
    question: usize,
    verdict: Verdict,
    draw: Draw,
}

fn number(question: usize) -> QuestionNo {
    QuestionNo(u16::try_from(question + 1).unwrap_or(u16::MAX))
}

fn note(mark: Mark, draw: Draw) -> String {
    let said: &[&str] = match mark.answer() {
        Answer::Yes => &[
            "",
            "",
            "As last quarter; see the attached export.",
            "Checked with the platform team.",
        ],
        Answer::No => &[
            "Planned for the next two quarters.",
            "Budget is asked for.",
            "",
            "Part of the platform migration.",
        ],
    };
    draw.of(50).one(said).to_owned()
}

/// The register says what it says today, but it was written down earlier: days in the future of the
/// moment of writing are refused by the rules, so they are moved back to it.
fn not_after(part: Part, day: Day) -> Part {
    let back = |known: Option<Day>| known.map(|known| known.min(day));
    match part {
        Part::Permission(mut permission) => {
            permission.last_reviewed = back(permission.last_reviewed);
            Part::Permission(permission)
        }
        Part::Credential(mut credential) => {
            credential.last_rotated = back(credential.last_rotated);
            Part::Credential(credential)
        }
        Part::Validation(mut validation) => {
            validation.checked_on = validation.checked_on.min(day);
            Part::Validation(validation)
        }
        other => other,
    }
}
