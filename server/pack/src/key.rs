//! Ed25519 keys: the installation's own, which signs, and public ones, which verify.

use std::fmt;

use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{
    DecodePrivateKey as _, DecodePublicKey as _, EncodePrivateKey as _, EncodePublicKey as _,
};
use ed25519_dalek::{Signature, Signer as _, VerifyingKey};
use sha2::{Digest as _, Sha256};

/// A key that can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The text is no private key.
    #[error("it holds no Ed25519 private key in PKCS#8 PEM form")]
    Private,
    /// The text is no public key.
    #[error("it holds no Ed25519 public key in PEM form")]
    Public,
}

/// The private key of an installation.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// A new key from the system's randomness.
    #[must_use]
    pub fn generate() -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(&rand::random()))
    }

    /// The key as PKCS#8 PEM: for its file and nothing else.
    ///
    /// # Errors
    /// When it can't be written in that form, which no key causes.
    pub fn to_pem(&self) -> Result<String, KeyError> {
        let pem = self.0.to_pkcs8_pem(LineEnding::LF).map_err(|_| KeyError::Private)?;
        Ok(pem.as_str().to_owned())
    }

    /// The key from its file.
    ///
    /// # Errors
    /// When the text is no such key.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        ed25519_dalek::SigningKey::from_pkcs8_pem(text).map(Self).map_err(|_| KeyError::Private)
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs a message: 64 bytes.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SigningKey").field(&self.public().fingerprint()).finish()
    }
}

/// A public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// The key as PEM.
    ///
    /// # Errors
    /// When it can't be written in that form, which no key causes.
    pub fn to_pem(&self) -> Result<String, KeyError> {
        self.0.to_public_key_pem(LineEnding::LF).map_err(|_| KeyError::Public)
    }

    /// The key from PEM.
    ///
    /// # Errors
    /// When the text is no such key.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        VerifyingKey::from_public_key_pem(text).map(Self).map_err(|_| KeyError::Public)
    }

    /// SHA-256 of the key's DER form (SubjectPublicKeyInfo), in lower-case hexadecimal: by this it is
    /// known.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        // What every Ed25519 key's DER form begins with: RFC 8410, section 10.1.
        const PREFIX: [u8; 12] =
            [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
        let digest = Sha256::new_with_prefix(PREFIX).chain_update(self.0.as_bytes());
        hex::encode(digest.finalize())
    }

    /// Whether the signature is this key's signature of the message.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.0.verify_strict(message, &signature).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_its_file_and_verifies_what_it_signed() {
        let key = SigningKey::generate();
        let again = SigningKey::from_pem(&key.to_pem().unwrap()).unwrap();
        let public = PublicKey::from_pem(&again.public().to_pem().unwrap()).unwrap();
        let signature = key.sign(b"message");
        assert!(public.verifies(b"message", &signature));
        assert!(!public.verifies(b"massage", &signature));
        assert!(!public.verifies(b"message", &signature[..63]));
        assert!(!SigningKey::generate().public().verifies(b"message", &signature));
    }

    #[test]
    fn the_fingerprint_is_the_hash_of_the_keys_der_form() {
        let public = SigningKey::generate().public();
        let der = ed25519_dalek::pkcs8::EncodePublicKey::to_public_key_der(&public.0).unwrap();
        assert_eq!(public.fingerprint(), hex::encode(Sha256::digest(der.as_bytes())));
    }

    #[test]
    fn what_is_no_key_is_refused_and_the_private_half_is_never_shown() {
        assert_eq!(SigningKey::from_pem("").unwrap_err(), KeyError::Private);
        assert_eq!(PublicKey::from_pem("-----BEGIN").unwrap_err(), KeyError::Public);
        let key = SigningKey::generate();
        assert_eq!(format!("{key:?}"), format!("SigningKey({:?})", key.public().fingerprint()));
    }
}
