//! Drawing in a process of its own, which may use so much memory and time and no more: whatever a
//! file does to the program that reads it, the server goes on.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use crate::turns::{Turn, Turns};
use crate::{PDF_MAX, pdf};

/// How long the process may take.
const TIME: Duration = Duration::from_secs(15);

/// How many seconds of a processor it may use.
const PROCESSOR_SECONDS: u64 = 10;

/// How much memory it may ask for, in bytes.
const MEMORY: u64 = 1024 * 1024 * 1024;

/// A page as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// How many pages there are.
    pub pages: u32,
    /// The page.
    pub png: Vec<u8>,
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// It is no PDF, is broken, or asks for a password.
    #[error("the file can't be read as a PDF without a password")]
    Unreadable,
    /// The file ends before this page.
    #[error("there is no such page")]
    NoSuchPage,
    /// It took too long or too much memory, or broke the program that drew it.
    #[error("drawing the page took too much time or memory")]
    TooMuch,
    /// Others are being drawn, and it did not become its turn.
    #[error("other pages are being drawn at the moment")]
    Busy,
    /// The process could not be started or spoken with.
    #[error("the drawing process can't be used")]
    Io(#[from] std::io::Error),
}

impl DrawError {
    const fn code(&self) -> u8 {
        match self {
            Self::Unreadable => 3,
            Self::NoSuchPage => 4,
            Self::TooMuch | Self::Busy | Self::Io(_) => 5,
        }
    }

    const fn of_code(code: Option<i32>) -> Self {
        match code {
            Some(3) => Self::Unreadable,
            Some(4) => Self::NoSuchPage,
            _ => Self::TooMuch,
        }
    }
}

/// Starts the processes that draw.
#[derive(Debug, Clone)]
pub struct Confined {
    program: PathBuf,
    arguments: Vec<String>,
    turns: Turns,
}

impl Confined {
    /// Draws by starting this program with these arguments and the page's number; it has to call
    /// [`answer_in_confinement`].
    #[must_use]
    pub fn new(program: PathBuf, arguments: Vec<String>) -> Self {
        Self { program, arguments, turns: Turns::new() }
    }

    /// Waits until it is the turn of this person, who is told from others by a number. Each has one
    /// page drawn at a time, so that nobody can take all places.
    ///
    /// # Errors
    /// [`DrawError::Busy`] when that takes too long.
    pub async fn turn(&self, person: i64) -> Result<Turn, DrawError> {
        self.turns.take(person).await
    }

    /// Draws a page, from 1, of the PDF in the file, and ends the turn.
    ///
    /// # Errors
    /// When there is no such page or it can't be drawn within the limits.
    pub async fn draw(&self, _turn: Turn, file: File, page: u32) -> Result<Drawn, DrawError> {
        let process = Command::new(&self.program)
            .args(&self.arguments)
            .arg(page.to_string())
            // It gets the open file and nothing else: no settings, no other paths.
            .env_clear()
            .stdin(Stdio::from(file))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let output = tokio::time::timeout(TIME, process.wait_with_output())
            .await
            .map_err(|_| DrawError::TooMuch)??;
        if !output.status.success() {
            tracing::info!(status = %output.status, "a page was not drawn");
            return Err(DrawError::of_code(output.status.code()));
        }
        let (pages, png) = output.stdout.split_first_chunk().ok_or(DrawError::TooMuch)?;
        Ok(Drawn { pages: u32::from_le_bytes(*pages), png: png.to_vec() })
    }
}

/// What the started program does: limits itself, draws the page of the PDF that comes in, and writes
/// it out. Returns the exit code.
#[must_use]
pub fn answer_in_confinement(page: u32) -> u8 {
    match limit_itself().map_err(DrawError::from).and_then(|()| answer(page)) {
        Ok(()) => 0,
        Err(error) => error.code(),
    }
}

fn limit_itself() -> std::io::Result<()> {
    use rlimit::Resource;
    for (what, most) in [
        (Resource::AS, MEMORY),
        (Resource::CPU, PROCESSOR_SECONDS),
        // Nothing is written to disk, no file opened, no process started.
        (Resource::FSIZE, 0),
        (Resource::CORE, 0),
    ] {
        what.set(most, most)?;
    }
    Ok(())
}

fn answer(page: u32) -> Result<(), DrawError> {
    let mut pdf = Vec::new();
    std::io::stdin().lock().take(PDF_MAX + 1).read_to_end(&mut pdf)?;
    if pdf.len() as u64 > PDF_MAX {
        return Err(DrawError::TooMuch);
    }
    let drawn = pdf::draw(pdf, page)?;
    let mut out = std::io::stdout().lock();
    out.write_all(&drawn.pages.to_le_bytes())?;
    out.write_all(&drawn.png)?;
    Ok(out.flush()?)
}
