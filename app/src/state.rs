//! What every handler can reach: the store, the settings, the password hasher.

use std::sync::Arc;

use axum::extract::FromRef;
use domain::{Clock, Day, Role, Timestamp};
use futures::future::BoxFuture;
use post::Hooks;
use store::{Store, StoreError};

use crate::live::Live;
use crate::rooms::account::hasher::Hasher;
use crate::rooms::audit::verifying::Verifying;
use crate::rooms::evidence::Pages;

/// Settings that pages and handlers need.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address under which people reach the site, without a slash at the end; none when it is
    /// whatever the request says.
    pub public_url: Option<String>,
    /// Whether cookies may only travel over TLS.
    pub secure_cookies: bool,
    /// Whether the last `X-Forwarded-For` entry is the visitor's address.
    pub trust_proxy: bool,
    /// The largest evidence file, in bytes.
    pub max_upload: u64,
    /// A session unused for so many hours ends.
    pub session_idle_hours: u32,
    /// A session ends after so many days, used or not.
    pub session_max_days: u32,
    /// Memory for hashing a password, in KiB.
    pub argon2_memory_kib: u32,
    /// Passes over that memory.
    pub argon2_passes: u32,
    /// Lanes of it.
    pub argon2_lanes: u32,
    /// Whether checkpoints of the audit log are posted to somebody.
    pub posts_checkpoints: bool,
    /// Whether mail leaves this installation.
    pub mails: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: None,
            secure_cookies: false,
            trust_proxy: false,
            max_upload: 25 * 1024 * 1024,
            session_idle_hours: 12,
            session_max_days: 14,
            // OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
            argon2_memory_kib: 19 * 1024,
            argon2_passes: 2,
            argon2_lanes: 1,
            posts_checkpoints: false,
            mails: false,
        }
    }
}

/// The accounts of the sample organisation, as they are told to whoever asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleAccounts {
    /// The e-mail address of one person in each role.
    pub accounts: Vec<(Role, String)>,
    /// The password of them all.
    pub password: &'static str,
}

/// Fills an installation that nobody has set up with the sample organisation. The binary brings the
/// generator along; the set-up offers it.
#[derive(Clone)]
pub struct SampleFiller(
    Arc<dyn Fn() -> BoxFuture<'static, Result<SampleAccounts, StoreError>> + Send + Sync>,
);

impl SampleFiller {
    /// A filler that does this.
    pub fn new<F>(fill: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<SampleAccounts, StoreError>> + Send + 'static,
    {
        Self(Arc::new(move || Box::pin(fill())))
    }

    /// Fills the installation.
    ///
    /// # Errors
    /// When it was set up meanwhile, or the disk refuses.
    pub async fn fill(&self) -> Result<SampleAccounts, StoreError> {
        (self.0)().await
    }
}

/// The shared state; clones are cheap.
#[derive(Clone)]
pub struct AppState {
    /// All data.
    pub store: Store,
    /// The one clock.
    pub clock: Arc<dyn Clock>,
    /// The settings.
    pub settings: Arc<Settings>,
    /// Hashes passwords, a few at a time.
    pub hasher: Hasher,
    /// Who works on which assessment right now, and what changes there.
    pub live: Live,
    /// The verification of the audit log that is under way.
    pub verifying: Verifying,
    /// The sample organisation, where the binary can make it.
    pub sample: Option<SampleFiller>,
    /// Draws pages of PDF files, where the binary can start itself for it.
    pub pages: Option<Pages>,
    /// Where channels of units may post to; none where nothing is posted.
    pub hooks: Option<Hooks>,
}

impl AppState {
    /// The state of a server.
    #[must_use]
    pub fn new(store: Store, clock: Arc<dyn Clock>, settings: Settings) -> Self {
        let hasher = Hasher::new(&settings);
        Self {
            store,
            clock,
            settings: Arc::new(settings),
            hasher,
            live: Live::default(),
            verifying: Verifying::default(),
            sample: None,
            pages: None,
            hooks: None,
        }
    }

    /// The same with the sample organisation on offer.
    #[must_use]
    pub fn with_sample(mut self, filler: SampleFiller) -> Self {
        self.sample = Some(filler);
        self
    }

    /// The same with pages of PDF files drawn in this way.
    #[must_use]
    pub fn with_pages(mut self, pages: Pages) -> Self {
        self.pages = Some(pages);
        self
    }

    /// The same with channels that post by these.
    #[must_use]
    pub fn with_hooks(mut self, hooks: Hooks) -> Self {
        self.hooks = Some(hooks);
        self
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The present day.
    #[must_use]
    pub fn today(&self) -> Day {
        self.clock.today()
    }
}

impl FromRef<AppState> for Store {
    fn from_ref(state: &AppState) -> Self {
        state.store.clone()
    }
}
