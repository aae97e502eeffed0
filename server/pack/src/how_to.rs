//! `VERIFY.md`: how to check a pack with tools that everybody has.

/// The text, for a pack that is signed with the key of this fingerprint, and of whose log so many entries
/// are of the older form.
#[must_use]
pub fn how_to(fingerprint: &str, older: i64) -> String {
    let about_older = match older {
        0 => String::new(),
        _ => include_str!("older.md").replace("{older}", &older.to_string()),
    };
    let text = include_str!("VERIFY.md").replace("{fingerprint}", fingerprint);
    text.replace("{about older entries}\n", &about_older)
}
