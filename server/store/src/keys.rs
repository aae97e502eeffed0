//! The installation's signing key: a file beside the database, for its owner alone, and the public
//! halves of all keys that there ever were. The audit log names each, so that its chain vouches for it.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use ::pack::{PublicKey, SigningKey};
use domain::audit::AuditEvent;
use serde_json::{Value, json};

use crate::error::{Result, StoreError};
use crate::gate::Author;
use crate::open::{Store, make_private_directory};

/// The name of the private key's file.
const PRIVATE: &str = "signing.key";

/// Where keys lie in a data directory.
pub(crate) fn directory(data: &Path) -> PathBuf {
    data.join("keys")
}

impl Store {
    /// The installation's key; made, and named in the audit log, where there is none yet.
    ///
    /// # Errors
    /// [`StoreError::KeyIsOpen`] when others can read it, [`StoreError::Key`] when its file holds
    /// something else, or when the disk refuses.
    pub async fn signing_key(&self) -> Result<SigningKey> {
        let path = self.private_key();
        if !path.exists() {
            keep(&self.keys(), &SigningKey::generate())?;
        }
        let key = read(&path)?;
        // Also after a restart in between, and for a key that came with a copy of the data.
        let fingerprint = key.public().fingerprint();
        if !self.is_logged(&fingerprint).await? {
            let installation = self.installation_id().await?;
            let event = AuditEvent::without_subject("key.made", "key")
                .after(named(&fingerprint, installation));
            self.begin(Author::program()).await?.commit(event).await?;
        }
        Ok(key)
    }

    /// Puts a new key in the place of the old one, whose public half stays.
    ///
    /// # Errors
    /// As for [`Store::signing_key`].
    pub async fn rotate_key(&self) -> Result<SigningKey> {
        let old = self.signing_key().await?.public().fingerprint();
        let key = SigningKey::generate();
        let installation = self.installation_id().await?;
        let write = self.begin(Author::program()).await?;
        keep(&self.keys(), &key)?;
        let event = AuditEvent::without_subject("key.rotated", "key")
            .before(json!({ "fingerprint": old }))
            .after(named(&key.public().fingerprint(), installation));
        write.commit(event).await?;
        Ok(key)
    }

    /// The public halves of all keys that there ever were.
    ///
    /// # Errors
    /// When the disk refuses or a file holds something else.
    pub fn public_keys(&self) -> Result<Vec<PublicKey>> {
        let mut keys = Vec::new();
        for path in public_files(&self.keys())? {
            let text = fs::read_to_string(&path)?;
            keys.push(PublicKey::from_pem(&text).map_err(|cause| StoreError::Key(path, cause))?);
        }
        Ok(keys)
    }

    /// The installation's own id, which its packs name; none before the first start.
    async fn installation_id(&self) -> Result<Option<String>> {
        let found = sqlx::query_scalar("SELECT uuid FROM installation");
        Ok(found.fetch_optional(&self.readers).await?)
    }

    fn keys(&self) -> PathBuf {
        directory(&self.options.data)
    }

    fn private_key(&self) -> PathBuf {
        self.keys().join(PRIVATE)
    }

    async fn is_logged(&self, fingerprint: &str) -> Result<bool> {
        // Whatever the store shows, it is the log itself that names the key.
        let found: Option<i64> = sqlx::query_scalar(
            "SELECT seq FROM main.audit_log
              WHERE subject = 'key' AND subject_id IS NULL AND action IN ('key.made', 'key.rotated')
                AND after ->> '$.fingerprint' = ?",
        )
        .bind(fingerprint)
        .fetch_optional(&self.readers)
        .await?;
        Ok(found.is_some())
    }
}

/// The files of public keys, by their names.
pub(crate) fn public_files(directory: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "pub") {
            files.push(path);
        }
    }
    files.sort_unstable();
    Ok(files)
}

/// A key as the log names it, with the installation that it signs for.
fn named(fingerprint: &str, installation: Option<String>) -> Value {
    match installation {
        Some(id) => json!({ "fingerprint": fingerprint, "installation": id }),
        None => json!({ "fingerprint": fingerprint }),
    }
}

fn read(path: &Path) -> Result<SigningKey> {
    must_be_private(path)?;
    let text = fs::read_to_string(path)?;
    SigningKey::from_pem(&text).map_err(|cause| StoreError::Key(path.to_path_buf(), cause))
}

/// Refuses a key that others can read or put another in the place of.
pub(crate) fn must_be_private(path: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| -> Result<u32> { Ok(fs::metadata(path)?.permissions().mode()) };
        if mode(path)? & 0o077 != 0 {
            return Err(StoreError::KeyIsOpen(path.to_path_buf()));
        }
        // Whoever may write to the directory can put another key in its place.
        if let Some(directory) = path.parent()
            && mode(directory)? & 0o022 != 0
        {
            return Err(StoreError::KeysAreOpen(directory.to_path_buf()));
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// The public half first: whatever the private one signs can be verified.
fn keep(directory: &Path, key: &SigningKey) -> Result<()> {
    make_private_directory(directory)?;
    let named = |cause| StoreError::Key(directory.to_path_buf(), cause);
    let public = key.public();
    let name = format!("{}.pub", public.fingerprint());
    write_anew(&directory.join(name), &public.to_pem().map_err(named)?, 0o644)?;
    write_anew(&directory.join(PRIVATE), &key.to_pem().map_err(named)?, 0o600)
}

/// A file appears whole or not at all, and never with wider permissions than these.
pub(crate) fn write_anew(path: &Path, text: &str, mode: u32) -> Result<()> {
    let new = path.with_extension(format!("new-{}", hex::encode(rand::random::<[u8; 8]>())));
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(mode);
    }
    #[cfg(not(unix))]
    let _ = mode;
    let mut file = options.open(&new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    if let Some(directory) = path.parent() {
        File::open(directory)?.sync_all()?;
    }
    Ok(())
}
