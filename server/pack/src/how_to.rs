//! `VERIFY.md`: how to check a pack with tools that everybody has.

/// The text, for a pack that is signed with the key of this fingerprint.
#[must_use]
pub fn how_to(fingerprint: &str) -> String {
    include_str!("VERIFY.md").replace("{fingerprint}", fingerprint)
}
