//! The real program as a process of its own: started, asked, stopped, killed.

use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::{Arc, Condvar, Mutex, OnceLock};
use std::time::Duration;

use app::rooms::evidence::Pages;
use preview::Confined;

/// How long a process may take for a step before the test fails.
const PATIENCE: Duration = Duration::from_secs(60);

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Says where the program lies. Cargo builds it with the tests and names it only to them:
/// `env!("CARGO_BIN_EXE_plumbline-under-test")`.
pub fn install(program: &str) {
    PROGRAM.get_or_init(|| program.into());
}

/// Draws pages of PDF files by the program, once a test has said where it lies.
#[must_use]
pub fn drawer() -> Option<Pages> {
    let program = PROGRAM.get()?.clone();
    Some(Pages::new(Confined::new(program, vec!["draw-page".to_owned()])))
}

/// The program with cheap password hashing and nothing of the caller's own settings.
#[must_use]
pub fn command() -> Command {
    let mut command = Command::new(PROGRAM.get().unwrap());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PLUMBLINE_") {
            command.env_remove(name);
        }
    }
    command.stdin(Stdio::null());
    command
}

/// Runs a command to its end.
#[must_use]
pub fn run(arguments: &[&str]) -> Output {
    command().args(arguments).output().unwrap()
}

/// What a command said on both channels.
#[must_use]
pub fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// `plumbline verify` on a data directory: whether it is content, and what it said.
#[must_use]
pub fn verify(data: &Path) -> (bool, String) {
    let output = run(&["verify", "--data", data.to_str().unwrap()]);
    (output.status.success(), said(&output))
}

/// A running server. It is killed when it is dropped.
pub struct Binary {
    /// Where it answers.
    pub origin: String,
    child: Child,
    said: Lines,
    log: Lines,
}

impl Drop for Binary {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Binary {
    /// Starts the server on a data directory and waits until it listens.
    #[must_use]
    pub fn start(data: &Path) -> Self {
        Self::start_with(data, &[])
    }

    /// The same with further arguments.
    #[must_use]
    pub fn start_with(data: &Path, arguments: &[&str]) -> Self {
        let mut child = command()
            .args(["serve", "--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()])
            .args(["--argon2-memory-kib", "64", "--argon2-passes", "1"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Lines::of(child.stdout.take().unwrap());
        let log = Lines::of(child.stderr.take().unwrap());
        let mut server = Self { origin: String::new(), child, said, log };
        // The greeting may name another address, by which the site is reached through a proxy.
        let line = server.log.wait_for("listening");
        let port = line.rsplit("127.0.0.1:").next().unwrap_or_default();
        let port: String = port.chars().take_while(char::is_ascii_digit).collect();
        server.origin = format!("http://127.0.0.1:{port}");
        server
    }

    /// The set-up's token, which it prints while the installation isn't set up.
    #[must_use]
    pub fn token(&self) -> String {
        let line = self.said.wait_for("token=");
        line.split_once("token=").map(|(_, token)| token.trim().to_owned()).unwrap_or_default()
    }

    /// Waits for a line of its log that has this in it.
    #[must_use]
    pub fn logged(&self, text: &str) -> String {
        self.log.wait_for(text)
    }

    /// Everything that it has logged so far.
    #[must_use]
    pub fn log(&self) -> Vec<String> {
        self.log.so_far()
    }

    /// Everything that it has said on the terminal so far.
    #[must_use]
    pub fn said(&self) -> Vec<String> {
        self.said.so_far()
    }

    /// Kills it without any warning, and waits until it is gone.
    pub fn kill(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks it to stop, as service managers do.
    ///
    /// # Panics
    /// When the signal can't be sent.
    pub fn ask_to_stop(&self) {
        let id = self.child.id().to_string();
        let done = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(done.success(), "the signal was not sent");
    }

    /// Waits for its end.
    #[must_use]
    pub fn wait(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

/// The lines that a process has written to one of its channels.
#[derive(Clone, Default)]
struct Lines(Arc<(Mutex<Written>, Condvar)>);

#[derive(Default)]
struct Written {
    lines: Vec<String>,
    ended: bool,
}

impl Lines {
    fn of(channel: impl Read + Send + 'static) -> Self {
        let lines = Self::default();
        let kept = lines.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(channel).lines().map_while(Result::ok) {
                kept.change(|written| written.lines.push(line));
            }
            kept.change(|written| written.ended = true);
        });
        lines
    }

    fn change(&self, change: impl FnOnce(&mut Written)) {
        change(&mut self.0.0.lock().unwrap());
        self.0.1.notify_all();
    }

    fn so_far(&self) -> Vec<String> {
        self.0.0.lock().unwrap().lines.clone()
    }

    /// The first line with this in it; waits for it.
    fn wait_for(&self, text: &str) -> String {
        let find = |written: &Written| written.lines.iter().find(|l| l.contains(text)).cloned();
        let (written, _) = self
            .0
            .1
            .wait_timeout_while(self.0.0.lock().unwrap(), PATIENCE, |written| {
                find(written).is_none() && !written.ended
            })
            .unwrap();
        match find(&written) {
            Some(line) => line,
            None => panic!("the server never wrote {text:?}: {:#?}", written.lines),
        }
    }
}
