//! A small organisation for the store's tests: set up through the public API, with people in every
//! role and a clock that the test moves.

#![allow(dead_code, clippy::allow_attributes, reason = "every test file uses its own part of it")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can't be set up has failed")]

use std::sync::{Arc, Mutex};

use chrono::Duration;
use domain::{Actor, AppError, Clock, PersonId, Role, Timestamp, UnitId};
use store::{NewPerson, SetupStep, Store, StoreError, StoreOptions};
use tempfile::TempDir;

/// A clock that stands still until the test moves it.
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    /// A clock that shows this moment, such as `2026-11-23T09:00:00Z`.
    pub fn at(moment: &str) -> Arc<Self> {
        Arc::new(Self(Mutex::new(moment.parse().unwrap())))
    }

    /// Moves the clock on.
    pub fn advance(&self, span: Duration) {
        let mut now = self.0.lock().unwrap();
        *now = now.plus(span);
    }

    /// Sets the clock.
    pub fn set(&self, moment: &str) {
        *self.0.lock().unwrap() = moment.parse().unwrap();
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// An empty data directory with an open store. Keep the directory for as long as the store is used.
pub async fn empty(clock: &Arc<ManualClock>) -> (Store, TempDir) {
    opened(clock, false).await
}

async fn opened(clock: &Arc<ManualClock>, mails: bool) -> (Store, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let options = StoreOptions { mails, ..StoreOptions::new(dir.path().join("data")) };
    let (store, _) = Store::open(options, clock.clone()).await.unwrap();
    (store, dir)
}

/// Aldermoor Group: Commerce with Online Store and Customer Care below it, Corporate, Logistics.
pub struct World {
    /// The store.
    pub store: Store,
    /// Its clock, at 23 Nov 2026, 09:00.
    pub clock: Arc<ManualClock>,
    /// Where its files lie.
    pub dir: TempDir,
    /// Aldermoor Group.
    pub root: UnitId,
    /// Below the root.
    pub commerce: UnitId,
    /// Below Commerce.
    pub online_store: UnitId,
    /// Below Commerce.
    pub customer_care: UnitId,
    /// Below the root.
    pub corporate: UnitId,
    /// Below the root.
    pub logistics: UnitId,
    /// Callum Reyes: administrator and nothing else.
    pub admin: Actor,
    /// Ingrid Solheim: manager of everything.
    pub manager: Actor,
    /// Priya Raman: assessor of Online Store.
    pub assessor: Actor,
    /// Kenji Ota: assessor of Logistics.
    pub outsider: Actor,
    /// Dele Adeyemi: auditor of everything.
    pub auditor: Actor,
    /// Hana Novak: viewer of Commerce.
    pub viewer: Actor,
}

impl World {
    /// Sets the organisation up.
    pub async fn new() -> Self {
        Self::set_up(false).await
    }

    /// The same, and mail leaves the installation.
    pub async fn mailing() -> Self {
        Self::set_up(true).await
    }

    async fn set_up(mails: bool) -> Self {
        let clock = ManualClock::at("2026-11-23T09:00:00Z");
        let (store, dir) = opened(&clock, mails).await;
        let token = store.setup_token().await.unwrap().unwrap();
        let admin = store
            .setup_administrator(&token, "Callum Reyes", "callum.reyes@aldermoor.example", "hash")
            .await
            .unwrap();
        let root = store.setup_organisation(&token, admin, "Aldermoor Group").await.unwrap();
        let units = [
            ("Commerce", None),
            ("Online Store", Some(0)),
            ("Customer Care", Some(0)),
            ("Corporate", None),
            ("Logistics", None),
        ]
        .map(|(name, above)| (name.to_owned(), above));
        let units = store.setup_units(&token, admin, &units).await.unwrap();
        for step in [SetupStep::Round, SetupStep::Storage] {
            store.setup_go_on(&token, admin, step).await.unwrap();
        }
        let admin = store.actor(admin).await.unwrap().unwrap();
        let join = |name: &'static str, role, unit| join(&store, &admin, name, role, unit);
        let manager = join("Ingrid Solheim", Role::Manager, root).await;
        let assessor = join("Priya Raman", Role::Assessor, units[1]).await;
        let outsider = join("Kenji Ota", Role::Assessor, units[4]).await;
        let auditor = join("Dele Adeyemi", Role::Auditor, root).await;
        let viewer = join("Hana Novak", Role::Viewer, units[0]).await;
        // The set-up made the administrator a manager too, so that somebody could open a round.
        store.revoke_role(&admin, admin.person, Role::Manager, Some(root)).await.unwrap();
        let admin = store.actor(admin.person).await.unwrap().unwrap();
        Self {
            root,
            commerce: units[0],
            online_store: units[1],
            customer_care: units[2],
            corporate: units[3],
            logistics: units[4],
            admin,
            manager,
            assessor,
            outsider,
            auditor,
            viewer,
            store,
            clock,
            dir,
        }
    }

    /// One more person with a role on a unit, who has taken up their invitation.
    pub async fn join(&self, name: &str, role: Role, unit: UnitId) -> Actor {
        join(&self.store, &self.admin, name, role, unit).await
    }

    /// The person with the roles that they hold by now.
    pub async fn again(&self, person: PersonId) -> Actor {
        self.store.actor(person).await.unwrap().unwrap()
    }

    /// The actions of the whole audit log, oldest first, as an auditor of the installation's units
    /// and the program itself would find them in the database.
    pub async fn verified(&self) -> u64 {
        let report = self.store.verify().await.unwrap();
        assert!(report.findings.is_empty(), "{:?}", report.findings);
        report.entries
    }
}

async fn join(store: &Store, admin: &Actor, name: &str, role: Role, unit: UnitId) -> Actor {
    let email = format!("{}@aldermoor.example", name.to_lowercase().replace(' ', "."));
    let new = NewPerson { name: name.to_owned(), email, role, unit: Some(unit) };
    let invitation = store.invite(admin, &new).await.unwrap();
    store.spend_link(&invitation.token, "hash").await.unwrap();
    store.actor(invitation.person).await.unwrap().unwrap()
}

/// What the person is told about a call that must fail.
pub fn told<T: std::fmt::Debug>(result: Result<T, StoreError>) -> AppError {
    result.unwrap_err().to_app()
}

/// The sentence about a field, of a call that must fail with it.
pub fn said_about<T: std::fmt::Debug>(field: &str, result: Result<T, StoreError>) -> String {
    match told(result) {
        AppError::Invalid(invalid) => match invalid.about(field) {
            Some(message) => message.to_owned(),
            None => panic!("nothing about {field}: {invalid:?}"),
        },
        error => panic!("not a mistake in a form: {error:?}"),
    }
}
