//! The parts of a form as they come in: text beside text, files on their way to the vault. Files get
//! their names in the vault only when the whole form is there.

use domain::evidence::file_name;
use domain::{AppError, Invalid};
use store::{Incoming, Kept, Store, Vault};

use super::{Limits, Part, Received, ReceivedFile, Stop, sniff};
use crate::failure::PageResult;
use crate::ui::Typed;
use domain::text::limit;

/// A file that came whole and has no name in the vault yet.
struct Arrived {
    field: String,
    file_name: String,
    incoming: Incoming,
}

/// What came so far.
pub(super) struct Intake<'a> {
    vault: &'a Vault,
    limits: Limits,
    pairs: Vec<(String, String)>,
    wrong: Invalid,
    arrived: Vec<Arrived>,
    parts: usize,
    text: usize,
    files: u64,
}

impl<'a> Intake<'a> {
    pub(super) fn new(vault: &'a Vault, limits: Limits) -> Self {
        Self {
            vault,
            limits,
            pairs: Vec::new(),
            wrong: Invalid::new(),
            arrived: Vec::new(),
            parts: 0,
            text: 0,
            files: 0,
        }
    }

    /// Takes the next part.
    pub(super) async fn take(&mut self, part: Part<'_>) -> Result<(), Stop> {
        self.parts += 1;
        if self.parts > self.limits.parts {
            self.let_files_go("The form has more fields than any page of ours. Nothing was kept.");
            return Err(Stop::Full);
        }
        let name = part.field.name().map(unescaped).filter(|name| name.len() <= self.limits.name);
        let Some(name) = name else {
            return Err(Stop::Garbled);
        };
        match part.field.file_name().map(unescaped) {
            Some(sent) => self.take_file(name, &sent, part).await,
            None => self.take_text(name, part).await,
        }
    }

    async fn take_text(&mut self, name: String, mut part: Part<'_>) -> Result<(), Stop> {
        let mut bytes = Vec::new();
        let mut is_cut = false;
        while let Some(chunk) = part.chunk().await? {
            self.text += chunk.len();
            if self.text > self.limits.all_text {
                let most = limit(self.limits.all_text as u64);
                self.let_files_go(&format!("The form holds more than {most} of text. Shorten it."));
                self.pairs.push((name, typed(&bytes)));
                return Err(Stop::Full);
            }
            let room = self.limits.text.saturating_sub(bytes.len());
            is_cut |= chunk.len() > room;
            bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
        }
        if is_cut {
            let most = limit(self.limits.text as u64);
            self.wrong.add(&name, format!("This is longer than {most}, so its end was cut off."));
        }
        self.pairs.push((name, typed(&bytes)));
        Ok(())
    }

    async fn take_file(
        &mut self,
        field: String,
        sent: &str,
        mut part: Part<'_>,
    ) -> Result<(), Stop> {
        let file_name = file_name(sent);
        let mut incoming = None;
        let mut refused = self.arrived.len() >= self.limits.files;
        let mut is_empty = true;
        if refused && !sent.is_empty() {
            let most = self.limits.files;
            let message =
                format!("“{file_name}” was left out: send at most {most} files at a time.");
            self.wrong.add(&field, message);
        }
        while let Some(chunk) = part.chunk().await? {
            is_empty = false;
            self.files += chunk.len() as u64;
            if self.files > self.limits.all_files {
                let most = limit(self.limits.all_files);
                let message = format!(
                    "These files are larger than {most} together; from “{file_name}” on they were \
                     left out. Send fewer at a time."
                );
                self.wrong.add(&field, message);
                return Err(Stop::Full);
            }
            // What is refused is still read to its end, so that the rest of the form is heard.
            if refused {
                continue;
            }
            if !self.write(&mut incoming, &chunk).await? {
                refused = true;
                incoming = None;
                let most = limit(self.limits.file);
                self.wrong.add(
                    &field,
                    format!("“{file_name}” is larger than {most}, the most for one file."),
                );
            }
        }
        if let Some(incoming) = incoming {
            self.arrived.push(Arrived { field, file_name, incoming });
        } else if is_empty && !sent.is_empty() && !refused {
            // Without a name it is a file field that nothing was chosen in.
            self.wrong.add(&field, format!("“{file_name}” is empty, so there is nothing to keep."));
        }
        Ok(())
    }

    /// Writes to the file, which begins with its first bytes; false when it is too large.
    async fn write(&self, incoming: &mut Option<Incoming>, chunk: &[u8]) -> Result<bool, Stop> {
        let mut file = match incoming.take() {
            Some(file) => file,
            None => self.vault.receive(self.limits.file).await?,
        };
        match file.write(chunk).await {
            Ok(()) => {
                *incoming = Some(file);
                Ok(true)
            }
            Err(error) if matches!(error.to_app(), AppError::TooLarge(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Says what is wrong with the form as a whole, and lets its files go.
    pub(super) fn let_files_go(&mut self, message: &str) {
        self.arrived.clear();
        self.wrong.add("", message);
    }

    /// Names the files in the vault.
    pub(super) async fn finish(self, store: &Store) -> PageResult<Received> {
        let mut files: Vec<ReceivedFile> = Vec::new();
        for Arrived { field, file_name, incoming } in self.arrived {
            match incoming.keep().await {
                Ok(kept) => files.push(received(field, file_name, kept)),
                Err(error) => {
                    for file in &files {
                        store.discard_file(&file.kept).await?;
                    }
                    return Err(error.into());
                }
            }
        }
        Ok(Received { typed: Typed::new(self.pairs).wrong(self.wrong), files })
    }
}

fn received(field: String, file_name: String, kept: Kept) -> ReceivedFile {
    let is_whole = kept.size == kept.head.len() as u64;
    let media_type = sniff::media_type(&kept.head, is_whole).to_owned();
    ReceivedFile { field, file_name, kept, media_type }
}

/// Text as it was typed. Bytes that are no UTF-8 become replacement characters, which the fields'
/// own checks then see.
fn typed(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

/// A name as the browser meant it: the three characters that would break the header come escaped
/// (HTML, "multipart/form-data encoding algorithm").
fn unescaped(name: &str) -> String {
    name.replace("%0D", "\r").replace("%0A", "\n").replace("%22", "\"")
}
