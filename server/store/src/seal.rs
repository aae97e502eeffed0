//! Sealing: what the database holds of a secret can be read with a key alone that lies outside it.

use std::fs;
use std::path::Path;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::error::{Result, StoreError};
use crate::keys::{must_be_private, write_anew};
use crate::open::make_private_directory;

/// A key for sealing.
pub(crate) struct SealKey(LessSafeKey);

/// The key in a file, which is made where there is none.
///
/// # Errors
/// [`StoreError::KeyIsOpen`] when others can read it, [`StoreError::SealKey`] when it holds something
/// else, or when the disk refuses.
pub(crate) fn key(directory: &Path, name: &str) -> Result<SealKey> {
    let path = directory.join(name);
    if !path.exists() {
        make_private_directory(directory)?;
        write_anew(&path, &hex::encode(rand::random::<[u8; 32]>()), 0o600)?;
    }
    must_be_private(&path)?;
    let text = fs::read_to_string(&path)?;
    let wrong = || StoreError::SealKey(path.clone());
    let bytes = hex::decode(text.trim()).map_err(|_| wrong())?;
    let key = UnboundKey::new(&CHACHA20_POLY1305, &bytes).map_err(|_| wrong())?;
    Ok(SealKey(LessSafeKey::new(key)))
}

impl SealKey {
    /// Seals a secret for one place: elsewhere it does not open. A nonce is drawn by chance, which for
    /// a few thousand secrets under one key is drawn twice with a chance of less than 2^-70.
    ///
    /// # Errors
    /// When the secret is longer than the cipher takes, many gigabytes.
    pub(crate) fn seal(&self, place: &str, secret: &[u8]) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE_LEN] = rand::random();
        let mut bytes = secret.to_vec();
        let aad = Aad::from(place.as_bytes());
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut bytes)
            .map_err(|_| domain::AppError::Internal)?;
        Ok([&nonce[..], &bytes].concat())
    }

    /// Opens what was sealed for a place; none where it was changed, moved, or sealed under another key.
    pub(crate) fn open(&self, place: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, bytes) = sealed.split_first_chunk::<NONCE_LEN>()?;
        let mut bytes = bytes.to_vec();
        let aad = Aad::from(place.as_bytes());
        let open = self.0.open_in_place(Nonce::assume_unique_for_key(*nonce), aad, &mut bytes);
        open.ok().map(|secret| secret.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_in_its_place_and_under_its_key_alone() {
        let directory = tempfile::tempdir().unwrap();
        let it = key(directory.path(), "a.key").unwrap();
        let sealed = it.seal("here", b"s3cret").unwrap();
        assert_ne!(sealed, it.seal("here", b"s3cret").unwrap(), "never the same twice");
        assert!(!sealed.windows(6).any(|part| part == b"s3cret"));
        let again = key(directory.path(), "a.key").unwrap();
        assert_eq!(again.open("here", &sealed).as_deref(), Some(&b"s3cret"[..]));
        assert_eq!(again.open("there", &sealed), None);
        let other = key(directory.path(), "b.key").unwrap();
        assert_eq!(other.open("here", &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(again.open("here", &changed), None, "byte {at}");
        }
        assert_eq!(again.open("here", &sealed[..5]), None);
    }

    #[test]
    #[cfg(unix)]
    fn a_key_that_others_can_read_is_not_used() {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().unwrap();
        let _ = key(directory.path(), "a.key").unwrap();
        let path = directory.path().join("a.key");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(key(directory.path(), "a.key"), Err(StoreError::KeyIsOpen(_))));
    }

    #[test]
    fn a_file_that_holds_no_key_is_left_alone_and_named() {
        let directory = tempfile::tempdir().unwrap();
        write_anew(&directory.path().join("a.key"), "nonsense", 0o600).unwrap();
        assert!(matches!(key(directory.path(), "a.key"), Err(StoreError::SealKey(_))));
    }
}
