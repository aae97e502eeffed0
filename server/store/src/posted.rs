//! Which checkpoints were handed on to somebody else's keeping. A line names the one before it, so they
//! go out in their order, and each again until it is taken.

use std::fs::File;
use std::io::{BufRead as _, BufReader, ErrorKind, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;

use ::pack::checkpoint::{Checkpoint, hash_of_line};
use domain::Timestamp;
use serde::{Deserialize, Serialize};

use crate::checkpoints::TAIL;
use crate::error::Result;
use crate::open::Store;

/// The last checkpoint that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Taken {
    /// SHA-256 of its line.
    line: String,
    /// Where the line begins in the file of checkpoints, in bytes.
    begin: u64,
    /// When it was taken.
    at: Timestamp,
}

/// A checkpoint that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unposted {
    /// Its line, without its end.
    pub line: String,
    begin: u64,
}

/// How far the checkpoints were handed on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Posting {
    /// When the last one was taken; none when none ever was.
    pub last: Option<Timestamp>,
    /// Those that wait, the oldest first.
    pub waiting: Vec<Unposted>,
}

impl Store {
    /// Beside the database and not beside the checkpoints, whose disk may only ever be added to.
    fn taken_file(&self) -> PathBuf {
        self.options.data.join("checkpoints.posted.json")
    }

    /// How far the checkpoints were handed on. Where none ever was, or the file of checkpoints is
    /// another one now, only the newest waits: it names the lines before it.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn posting(&self) -> Result<Posting> {
        let taken = self.taken()?;
        let file = match File::open(self.checkpoints()) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(Posting { last: taken.map(|it| it.at), waiting: Vec::new() });
            }
            Err(error) => return Err(error.into()),
        };
        let mut file = BufReader::new(file);
        let from = match &taken {
            Some(taken) => after(&mut file, taken)?,
            None => None,
        };
        let waiting = match from {
            Some(from) => lines_from(&mut file, from)?,
            None => {
                let end = file.seek(SeekFrom::End(0))?;
                let newest = lines_from(&mut file, end.saturating_sub(TAIL))?.pop();
                newest.into_iter().collect()
            }
        };
        Ok(Posting { last: taken.map(|it| it.at), waiting })
    }

    /// Notes that a line was taken, with all before it.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn note_posted(&self, taken: &Unposted) -> Result<()> {
        let line = hash_of_line(&taken.line);
        let taken = Taken { line, begin: taken.begin, at: self.now() };
        let place = self.taken_file();
        let new = place.with_extension("json.new");
        let mut file = File::create(&new)?;
        file.write_all(&serde_json::to_vec(&taken).map_err(std::io::Error::other)?)?;
        file.sync_all()?;
        Ok(std::fs::rename(new, place)?)
    }

    /// A note that can't be read is as good as none: a line goes out twice rather than never.
    fn taken(&self) -> Result<Option<Taken>> {
        match std::fs::read(self.taken_file()) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// Where the line after the one that was taken begins; none where another line stands in its place.
fn after(file: &mut BufReader<File>, taken: &Taken) -> Result<Option<u64>> {
    file.seek(SeekFrom::Start(taken.begin))?;
    let mut line = Vec::new();
    file.read_until(b'\n', &mut line)?;
    let length = line.len() as u64;
    line.pop_if(|last| *last == b'\n');
    let is_same = hash_of_line(&String::from_utf8_lossy(&line)) == taken.line;
    Ok(is_same.then_some(taken.begin + length))
}

/// The checkpoints from a place on. What a crash cut off is none.
fn lines_from(file: &mut BufReader<File>, mut begin: u64) -> Result<Vec<Unposted>> {
    file.seek(SeekFrom::Start(begin))?;
    let mut lines = Vec::new();
    loop {
        let mut line = Vec::new();
        let length = file.read_until(b'\n', &mut line)? as u64;
        if length == 0 {
            return Ok(lines);
        }
        line.pop_if(|last| *last == b'\n');
        let line = String::from_utf8_lossy(&line).into_owned();
        if serde_json::from_str::<Checkpoint>(&line).is_ok() {
            lines.push(Unposted { line, begin });
        }
        begin += length;
    }
}
