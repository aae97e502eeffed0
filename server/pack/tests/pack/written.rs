//! What is written, verifies; the same content has the same bytes, in this version and in later ones.

use pack::{About, Head, PackError, PackWriter, path};

use crate::sample::{about, key, sha256, written};
use crate::tampered::{Files, check};

#[test]
fn a_pack_verifies_and_tells_what_it_is() {
    let verified = check(&written(&key()), Some(&key().public())).unwrap();
    assert_eq!(verified.key, key().public().fingerprint());
    assert_eq!(verified.head, about().head);
    assert_eq!(verified.scope, about().scope);
    assert_eq!((verified.submissions, verified.evidence, verified.verdicts), (2, 3, 2));
    assert_eq!((verified.shown, verified.sealed), (12, 3));
    assert_eq!((verified.unrecorded, verified.other_wording), (1, None));
}

#[test]
fn the_same_content_has_the_same_bytes() {
    assert_eq!(written(&key()), written(&key()));
}

/// Old packs are verified by writing them anew, so the form must stay what it is.
#[test]
fn the_form_of_a_pack_stays_what_it_is() {
    let mut writer = PackWriter::new(Vec::new(), "2026-11-23T09:13:00.250Z".parse().unwrap());
    writer.bytes("a.txt", b"first").unwrap();
    writer.bytes("b/c.txt", b"").unwrap();
    let head = Head { seq: 1, hash: "ab".repeat(32) };
    let bytes = writer.finish(About { head, ..about() }, &key()).unwrap();
    assert_eq!(sha256(&bytes), include_str!("form.sha256").trim(), "{} bytes", bytes.len());
}

/// What follows from a pack's records is compared by writing it once more, so its words are numbered.
/// `UPDATE_GOLDEN=1` writes the sums anew.
#[test]
fn the_words_of_a_wording_stay_what_they_are() {
    let derived =
        |name: &str| name.ends_with(".html") || name == path::OSCAL || name == path::HOW_TO;
    let files = Files::sample().0.into_iter().filter(|(name, _)| derived(name));
    let sums = files.map(|(name, content)| format!("{}  {name}\n", sha256(&content)));
    let sums = format!("wording {}\n{}", pack::WORDING, sums.collect::<String>());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let place = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pack/wording.sha256");
        std::fs::write(place, &sums).unwrap();
        return;
    }
    let hint = "raise WORDING if a release has written packs in these words, and update the sums";
    assert!(sums == include_str!("wording.sha256"), "{hint}:\n{sums}");
}

#[test]
fn a_path_out_of_order_twice_or_unsafe_is_refused() {
    let mut writer = PackWriter::new(Vec::new(), about().as_of);
    writer.bytes("b", b"").unwrap();
    for path in ["b", "a", "../c", "/c", "c d"] {
        let refused = writer.bytes(path, b"").unwrap_err();
        assert!(matches!(refused, PackError::Path(_)), "{path}: {refused:?}");
    }
}

#[test]
fn a_changed_evidence_file_ends_the_writing() {
    let mut writer = PackWriter::new(Vec::new(), about().as_of);
    let refused = writer.evidence(&sha256(b"as it was"), &b"as it is"[..]).unwrap_err();
    assert!(matches!(refused, PackError::Changed { .. }), "{refused:?}");
}

#[test]
fn pages_run_nothing_and_load_nothing() {
    let mut files = Files::sample();
    for name in [path::INDEX, "assessments/online-store-q4-2026-r2-2.html"] {
        let page = String::from_utf8(files.get(name).clone()).unwrap();
        for forbidden in ["<script", "<img", "src=", "http://", "https://", "@import", "url("] {
            assert!(!page.contains(forbidden), "{name} holds {forbidden}");
        }
        assert!(page.contains("default-src 'none'"), "{name}");
    }
    let page =
        String::from_utf8(files.get("assessments/online-store-q4-2026-r2-2.html").clone()).unwrap();
    assert!(page.contains("Note &lt;1&gt; &amp; &quot;quotes&quot;"), "{page}");
    assert!(page.contains("<bdi>../../etc/passwd</bdi>") && page.contains("<bdi>営業部.png</bdi>"));
    assert!(page.contains(&about().head.hash));
}
