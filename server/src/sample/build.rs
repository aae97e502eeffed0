//! Making the organisation through the store's gate: the people join, then history takes its course.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::Duration;
use domain::{Actor, AppError, Day, PersonId, Role, Timestamp, UnitId};
use store::{NewPerson, SetupStep, Store, StoreError, StoreOptions};

use super::clock::WalkingClock;
use super::plan::{Plan, Status};
use super::quarters::Span;
use super::upkeep::KeptFresh;

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
    let begin =
        story.first().map_or(now, |span| Timestamp::start_of(span.first)).plus(Duration::days(-21));
    let clock = Arc::new(WalkingClock::at(begin));
    // A power cut while filling costs nothing: one begins again.
    options.durable = false;
    let (store, _) = Store::open(options, clock.clone()).await?;
    if store.installation().await?.is_some_and(|known| known.setup_step > SetupStep::Administrator)
    {
        return Err(AppError::Conflict(
            "The data directory holds an organisation already.".to_owned(),
        )
        .into());
    }
    let total = steps_ahead(plan, &story);
    let mut making = Making::begin(&store, &clock, plan, password_hash, progress, total).await?;
    if plan.is_detailed() {
        making.register_models(now.day()).await?;
    }
    let (mut work, mut audited) = (Vec::new(), None);
    for (index, span) in story.iter().enumerate() {
        making.quarter(index, *span, now).await?;
        if index + 1 == plan.closed_quarters() {
            work = making.plan_work(index).await?;
            if plan.is_detailed() {
                audited = making.audit(*span).await?;
            }
        }
    }
    clock.go_to(now);
    making.do_work(&work).await?;
    if let Some(audited) = &audited {
        making.answer_audit(audited).await?;
    }
    if !plan.is_detailed() {
        making.register_models(now.day()).await?;
    }
    making.last_words().await?;
    making.read_notices(now).await?;
    let filled = Filled { accounts: making.accounts(), steps: making.done };
    store.close().await;
    Ok(filled)
}

fn steps_ahead(plan: &dyn Plan, story: &[Span]) -> u64 {
    let assessments = plan.units().len() * story.len();
    (plan.people() + plan.models() + assessments * 4) as u64
}

pub(super) struct Making<'a> {
    pub(super) store: &'a Store,
    pub(super) clock: &'a WalkingClock,
    pub(super) plan: &'a dyn Plan,
    pub(super) progress: &'a (dyn Fn(u64, u64) + Send + Sync),
    pub(super) total: u64,
    pub(super) done: u64,
    pub(super) root: UnitId,
    pub(super) units: Vec<UnitId>,
    pub(super) names: Vec<String>,
    pub(super) people: Vec<PersonId>,
    pub(super) actors: HashMap<usize, Actor>,
    /// Permissions and keys that are reviewed and rotated every quarter.
    pub(super) kept_fresh: Vec<KeptFresh>,
    /// Until when the accepted evidence of a unit's question is in force.
    pub(super) in_force: HashMap<(usize, usize), Day>,
}

impl<'a> Making<'a> {
    pub(super) async fn begin(
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
        let root = store.setup_organisation(&token, admin, &plan.organisation()).await?;
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
            kept_fresh: Vec::new(),
            in_force: HashMap::new(),
        };
        making.join(password_hash).await?;
        Ok(making)
    }

    pub(super) fn step(&mut self) {
        self.done += 1;
        (self.progress)(self.done, self.total);
    }

    pub(super) fn place(&self, unit: Option<usize>, role: Role) -> Option<UnitId> {
        (role != Role::Administrator).then(|| unit.map_or(self.root, |unit| self.units[unit]))
    }

    pub(super) async fn actor(&mut self, index: usize) -> Result<Actor, StoreError> {
        if let Some(actor) = self.actors.get(&index) {
            return Ok(actor.clone());
        }
        let actor = self.store.actor(self.people[index]).await?.ok_or(AppError::Internal)?;
        self.actors.insert(index, actor.clone());
        Ok(actor)
    }

    /// Everybody joins. The set-up made the administrator a manager, so that somebody could open a
    /// round; in a company with a manager that is no longer needed.
    pub(super) async fn join(&mut self, password_hash: &str) -> Result<(), StoreError> {
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
            self.store.spend_link(&invitation.token, password_hash).await?;
            self.people.push(invitation.person);
            for (role, unit) in planned.roles.iter().skip(1) {
                let place = self.place(*unit, *role);
                self.store.grant_role(&admin, invitation.person, *role, place).await?;
            }
            self.step();
        }
        for (role, unit) in self.plan.person(0).roles.into_iter().skip(1) {
            let place = self.place(unit, role);
            self.store.grant_role(&admin, self.people[0], role, place).await?;
        }
        self.store.revoke_role(&admin, self.people[0], Role::Manager, Some(self.root)).await?;
        self.actors.clear();
        Ok(())
    }

    /// What belongs to the very end: an invitation that is still open, an account switched off.
    pub(super) async fn last_words(&mut self) -> Result<(), StoreError> {
        let admin = self.actor(0).await?;
        for index in 0..self.plan.people() {
            let planned = self.plan.person(index);
            match planned.status {
                Status::Active => {}
                Status::Deactivated => {
                    self.store.deactivate_person(&admin, self.people[index]).await?
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
