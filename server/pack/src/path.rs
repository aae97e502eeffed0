//! Names inside a pack. They are built from ids, hashes and plain letters alone: what people called a
//! thing never becomes a path.

/// The most bytes of a path in a pack.
pub const PATH_MAX: usize = 240;

/// The manifest.
pub const MANIFEST: &str = "MANIFEST.json";
/// The manifest once more, in the form that `sha256sum` reads.
pub const SUMS: &str = "MANIFEST.sha256";
/// The signature of the manifest.
pub const SIGNATURE: &str = "MANIFEST.sig";
/// How to check a pack without Plumbline.
pub const HOW_TO: &str = "VERIFY.md";
/// Every decision on a submission.
pub const DECISIONS: &str = "decisions.json";
/// Every item of evidence, described.
pub const EVIDENCE: &str = "evidence.json";
/// Every submission, with the entry that records it.
pub const SUBMISSIONS: &str = "submissions.json";
/// Every verdict.
pub const VERDICTS: &str = "verdicts.json";
/// What the auditors of an audit asked for.
pub const REQUESTS: &str = "requests.json";
/// What they found.
pub const FINDINGS: &str = "findings.json";
/// What they concluded.
pub const CONCLUSIONS: &str = "conclusions.json";
/// The page of an audit.
pub const AUDIT: &str = "audit.html";
/// The part of the audit log.
pub const LOG: &str = "log.jsonl";
/// The start page.
pub const INDEX: &str = "index.html";
/// The results in OSCAL's form.
pub const OSCAL: &str = "oscal/assessment-results.json";

/// Where a public key lies.
#[must_use]
pub fn key(fingerprint: &str) -> String {
    format!("keys/{fingerprint}.pub")
}

/// Where the bytes of an item of evidence lie.
#[must_use]
pub fn evidence(sha256: &str) -> String {
    format!("evidence/{sha256}")
}

/// The path of a submission without its ending: words to recognise it by, and its id, which alone
/// tells it apart.
#[must_use]
pub fn submission(unit: &str, name: &str, revision: u32, id: i64) -> String {
    format!("assessments/{}-{}-r{revision}-{id}", slug(unit, "unit"), slug(name, "assessment"))
}

/// The plain letters and digits of a name, or a stand-in where it has none.
fn slug(name: &str, otherwise: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() == 40 {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { otherwise.to_owned() } else { slug.to_owned() }
}

/// Names that Windows reads as devices, whatever ending they have.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Whether a path may stand in a pack: relative, of plain letters, digits, `.`, `-` and `_`, every
/// piece of it a name that no system reads as anything else or writes otherwise. Plain letters have one
/// form of Unicode alone.
#[must_use]
pub fn is_safe(path: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    let piece = |piece: &str| {
        !piece.is_empty()
            && !piece.starts_with('.')
            && !piece.ends_with('.')
            && piece.bytes().all(plain)
            && !is_device(piece)
    };
    path.len() <= PATH_MAX && path.split('/').all(piece)
}

fn is_device(piece: &str) -> bool {
    let name = piece.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = |port: &str| {
        name.strip_prefix(port).is_some_and(|no| no.len() == 1 && no.as_bytes()[0].is_ascii_digit())
    };
    DEVICES.contains(&name.as_str()) || numbered("com") || numbered("lpt")
}

/// What two paths have in common that a system without a difference of case takes for one.
#[must_use]
pub fn folded(path: &str) -> String {
    path.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_script_never_become_paths() {
        for name in
            ["../../etc/passwd", "Größe / Übung", "営業部", "a\0b", "\u{202e}gpj", "", "-.-"]
        {
            let path = submission(name, name, 1, 7);
            assert!(is_safe(&path), "{path}");
            assert!(path.starts_with("assessments/") && path.ends_with("-r1-7"), "{path}");
        }
        assert_eq!(submission("営業部", "Q4 2026", 2, 9), "assessments/unit-q4-2026-r2-9");
        assert!(is_safe(&submission(&"x".repeat(500), &"y".repeat(500), u32::MAX, i64::MAX)));
    }

    #[test]
    fn a_path_that_leaves_the_folder_is_no_path() {
        for path in [
            "/etc/passwd",
            "../x",
            "a/../b",
            "a//b",
            "a/",
            "",
            "C:\\x",
            "a\\b",
            "a/.hidden",
            "ä",
            "a b",
            "a\0",
            "./a",
            "a.",
            "a./b",
            "a ",
            "a/ ",
            "CON",
            "con.txt",
            "evidence/nul",
            "Aux.a.b",
            "com1.json",
            "LPT9",
            "e\u{301}",
            "\u{e9}",
        ] {
            assert!(!is_safe(path), "{path}");
        }
        assert!(
            is_safe("console.txt")
                && is_safe("com10")
                && is_safe("company/com")
                && is_safe("aux-1")
        );
        assert!(is_safe(MANIFEST) && is_safe(OSCAL) && is_safe(&evidence(&"a".repeat(64))));
    }
}
