//! A whole server in the test's own process: the router with all its layers, on a port of its own,
//! on data of its own.

use std::collections::HashMap;
use std::io::Write as _;
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use app::rooms::account::hasher::Hasher;
use app::state::{AppState, Settings};
use plumbline::http;
use post::{Allowed, Hooks};
use store::{Store, StoreOptions};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::browser::Browser;
use crate::clock::ManualClock;
use crate::database::Database;
use crate::organisation::{self, Known, PASSWORD, Who};

/// The largest evidence file of a site under test, in bytes.
pub const MAX_UPLOAD: u64 = 1024 * 1024;

/// A running site with its organisation.
pub struct Site {
    /// Where it answers, such as `http://127.0.0.1:40000`.
    pub origin: String,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    /// Its store.
    pub store: Store,
    /// What is in it.
    pub known: Known,
    settings: Settings,
    dir: TempDir,
    server: JoinHandle<()>,
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Site {
    /// Starts a site with the usual settings.
    pub async fn start() -> Self {
        Self::with(settings()).await
    }

    /// Starts a site with other settings; take [`settings`] and change what the test is about.
    pub async fn with(settings: Settings) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let known = lay_out(dir.path());
        let clock = ManualClock::start();
        let store = open(dir.path(), &clock).await;
        let (origin, server) = serve(&store, &clock, &settings).await;
        Self { origin, clock, store, known, settings, dir, server }
    }

    /// The data directory.
    #[must_use]
    pub fn data(&self) -> &Path {
        self.dir.path()
    }

    /// Stops the server and starts it again on the same data, as a restart would.
    pub async fn restart(&mut self) {
        self.server.abort();
        self.store.close().await;
        self.store = open(self.dir.path(), &self.clock).await;
        let (origin, server) = serve(&self.store, &self.clock, &self.settings).await;
        self.origin = origin;
        self.server = server;
    }

    /// A look at its database.
    pub async fn database(&self) -> Database {
        Database::open(self.data()).await
    }

    /// A browser that nobody has signed in with.
    #[must_use]
    pub fn visitor(&self) -> Browser {
        Browser::new(&self.origin)
    }

    /// A browser that somebody has signed in with, through the form.
    pub async fn sign_in(&self, who: Who) -> Browser {
        let browser = self.visitor();
        browser.sign_in(&who.email(), PASSWORD).await;
        browser
    }

    /// The same by the name of a role.
    pub async fn as_role(&self, role: &str) -> Browser {
        self.sign_in(Who::of_role(role)).await
    }

    /// A browser for everybody.
    pub async fn everybody(&self) -> HashMap<Who, Browser> {
        let mut browsers = HashMap::new();
        for who in Who::ALL {
            browsers.insert(who, self.sign_in(who).await);
        }
        browsers
    }

    /// Recomputes everything that is sealed.
    ///
    /// # Panics
    /// When something isn't as it was sealed.
    pub async fn verified(&self) {
        let report = self.store.verify().await.unwrap();
        assert!(report.findings.is_empty(), "{:?}", report.findings);
    }

    /// How many uploads lie half done in the vault.
    #[must_use]
    pub fn incoming(&self) -> usize {
        std::fs::read_dir(self.data().join("evidence/incoming")).unwrap().count()
    }
}

/// The usual settings, with passwords that cost next to nothing to hash.
#[must_use]
pub fn settings() -> Settings {
    Settings {
        max_upload: MAX_UPLOAD,
        argon2_memory_kib: 64,
        argon2_passes: 1,
        argon2_lanes: 1,
        ..Settings::default()
    }
}

async fn open(data: &Path, clock: &Arc<ManualClock>) -> Store {
    // Power cuts are another test's business, and flushing is most of the time.
    let options = StoreOptions { durable: false, ..StoreOptions::new(data) };
    Store::open(options, clock.clone()).await.unwrap().0
}

/// Posts to the open internet alone; nothing under test sends anything by itself.
fn hooks() -> Hooks {
    Hooks::new(Allowed::default(), Duration::from_secs(5)).unwrap()
}

/// Serves a store; the task ends with the test's runtime.
pub async fn serve(
    store: &Store,
    clock: &Arc<ManualClock>,
    settings: &Settings,
) -> (String, JoinHandle<()>) {
    let mut state = AppState::new(store.clone(), clock.clone(), settings.clone());
    state.pages = crate::binary::drawer();
    let state = state.with_hooks(hooks());
    let service = http::router(&state).into_make_service_with_connect_info::<SocketAddr>();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
    (origin, server)
}

/// An installation that nobody has set up, with the token that its start would print.
pub struct NewSite {
    /// Where it answers.
    pub origin: String,
    /// The one-time token of the set-up.
    pub token: String,
    /// Its store.
    pub store: Store,
    /// Its data directory.
    pub dir: TempDir,
    server: JoinHandle<()>,
}

impl Drop for NewSite {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl NewSite {
    /// Starts one.
    pub async fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = ManualClock::start();
        let store = open(dir.path(), &clock).await;
        let token = store.setup_token().await.unwrap().unwrap();
        let (origin, server) = serve(&store, &clock, &settings()).await;
        Self { origin, token, store, dir, server }
    }
}

/// Puts the organisation into a data directory, for a site or for the real program.
pub fn lay_out(data: &Path) -> Known {
    let sample = sample();
    for (path, content) in &sample.files {
        let path = data.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        // A key that others can read is not used.
        let mut options = std::fs::File::options();
        let mut file = options.write(true).create(true).mode(0o600).open(path).unwrap();
        file.write_all(content).unwrap();
    }
    sample.known.clone()
}

/// The organisation as it lies on the disk. It is made once; every site starts on a copy.
struct Sample {
    files: Vec<(PathBuf, Vec<u8>)>,
    known: Known,
}

fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        // On a thread of its own: the caller is inside a runtime already.
        std::thread::spawn(|| tokio::runtime::Runtime::new().unwrap().block_on(make_sample()))
            .join()
            .unwrap()
    })
}

async fn make_sample() -> Sample {
    let dir = tempfile::tempdir().unwrap();
    let clock = ManualClock::start();
    let store = open(dir.path(), &clock).await;
    let hash = Hasher::new(&settings()).hash(PASSWORD.to_owned()).await.unwrap();
    let known = organisation::fill(&store, &clock, &hash).await;
    store.close().await;
    let mut files = Vec::new();
    collect(dir.path(), dir.path(), &mut files);
    Sample { files, known }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            files
                .push((path.strip_prefix(root).unwrap().to_owned(), std::fs::read(&path).unwrap()));
        }
    }
}
