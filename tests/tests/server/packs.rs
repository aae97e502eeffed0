//! Audit packs from end to end: downloaded by an auditor, written at the command line, verified with
//! nothing but the file.

use std::path::Path;

use tests::binary::{run, said};
use tests::organisation::PASSWORD;
use tests::{Binary, Browser, Known, Site, Who, site};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// `plumbline verify PACK.zip`: whether it is content, and what it said.
fn verify(pack: &Path, more: &[&str]) -> (bool, String) {
    let output = run(&[&["verify", text(pack)], more].concat());
    (output.status.success(), said(&output))
}

/// The form of a pack of the near unit.
fn form<'a>(unit: &'a str, head: &'a str) -> [(&'a str, &'a str); 3] {
    [("unit", unit), ("round", ""), ("head", head)]
}

fn near(known: &Known) -> String {
    known.near.unit.to_string()
}

#[tokio::test]
async fn an_auditor_downloads_a_pack_that_verifies_without_the_data() {
    crate::program();
    let site = Site::start().await;
    let auditor = site.sign_in(Who::NearAuditor).await;
    let answer = auditor.post("/packs", &form(&near(&site.known), "")).await.must_be(200);
    assert_eq!(answer.header("content-type"), "application/zip");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    assert!(answer.header("content-disposition").starts_with("attachment; filename=\"plumbline-"));
    let dir = tempfile::tempdir().unwrap();
    let pack = dir.path().join("PACK.zip");
    std::fs::write(&pack, &answer.bytes).unwrap();
    let (content, said) = verify(&pack, &[]);
    assert!(content && said.contains("Everything matches."), "{said}");
    assert!(said.contains("Compare that fingerprint"), "{said}");
    let keys = site.data().join("keys");
    let key = std::fs::read_dir(keys).unwrap().map(|entry| entry.unwrap().path());
    let key =
        key.into_iter().find(|path| path.extension().is_some_and(|end| end == "pub")).unwrap();
    let (content, said) = verify(&pack, &["--key", text(&key)]);
    assert!(content && !said.contains("Compare that"), "{said}");

    let mut bytes = answer.bytes.to_vec();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&pack, &bytes).unwrap();
    let (content, said) = verify(&pack, &[]);
    assert!(!content && said.starts_with("WRONG: "), "{said}");
}

#[tokio::test]
async fn only_auditors_have_the_page_and_mistakes_come_back_to_it() {
    let site = Site::start().await;
    for who in [Who::Assessor, Who::Manager, Who::Viewer, Who::Admin] {
        let browser = site.sign_in(who).await;
        let _ = browser.get("/packs").await.must_be(404);
        let _ = browser.post("/packs", &form(&near(&site.known), "")).await.must_be(404);
    }
    let auditor = site.sign_in(Who::NearAuditor).await;
    let far = site.known.far.unit.to_string();
    let nonsense = [("unit", far.as_str()), ("round", "99999"), ("head", "x"), ("head", "-1")];
    let page = auditor.post("/packs", &nonsense).await.must_be(422).text();
    for expected in
        ["Choose a unit of the list.", "Choose a round of the list.", "the number of an entry"]
    {
        assert!(page.contains(expected), "{expected}");
    }
    let page =
        auditor.post("/packs", &form(&near(&site.known), "99999999")).await.must_be(422).text();
    assert!(page.contains("The log has no entry of this number."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_head_gives_the_same_bytes_by_browser_and_command_line() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let (data, pack) = (dir.path().join("data"), dir.path().join("PACK.zip"));
    let known = site::lay_out(&data);
    let mut server = Binary::start(&data);
    let browser = Browser::new(&server.origin);
    browser.sign_in(&Who::NearAuditor.email(), PASSWORD).await;
    let unit = near(&known);
    let write = |head: &[&str]| {
        let command =
            ["audit", "--data", text(&data), "pack", "--unit", &unit, "--out", text(&pack)];
        run(&[&command, head].concat())
    };
    let output = write(&[]);
    assert!(output.status.success(), "{}", said(&output));
    let said_ = said(&output);
    let head = said_.split("entry ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
    let downloaded = browser.post("/packs", &form(&unit, head)).await.must_be(200).bytes;
    assert!(downloaded == std::fs::read(&pack).unwrap(), "the bytes differ");
    let output = write(&[]);
    assert!(
        !output.status.success() && said(&output).contains("can't write"),
        "it was overwritten"
    );

    // Asked to stop, the server notes the head of its log; the log names both packs.
    server.ask_to_stop();
    assert!(server.wait().success());
    let lines = std::fs::read_to_string(data.join("checkpoints.jsonl")).unwrap();
    // The hourly job may have noted one in between.
    let noted = lines.lines().count();
    assert!(noted >= 2, "{lines}");
    let (content, said) = tests::binary::verify(&data);
    assert!(content && said.contains(&format!("Checkpoints  {noted}\n")), "{said}");
}

#[test]
fn the_key_is_shown_and_replaced_at_the_command_line() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    site::lay_out(dir.path());
    let key = |action: &str| {
        let output = run(&["key", "--data", text(dir.path()), action]);
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    };
    let shown = key("show");
    assert!(
        shown.contains("Fingerprint  ") && shown.contains("-----BEGIN PUBLIC KEY-----"),
        "{shown}"
    );
    assert!(!shown.contains("PRIVATE"), "{shown}");
    assert_eq!(key("show"), shown);
    assert_ne!(key("rotate"), shown);
    let noted = run(&["checkpoint", "--data", text(dir.path())]);
    assert!(said(&noted).contains("Noted entry"), "{}", said(&noted));
    let again = run(&["checkpoint", "--data", text(dir.path())]);
    assert!(said(&again).contains("nothing new"), "{}", said(&again));
    let (content, said) = tests::binary::verify(dir.path());
    assert!(content, "{said}");
}

#[test]
fn packs_of_a_round_and_of_an_audit_are_written_by_name_or_by_id() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let (data, out) = (dir.path().join("data"), dir.path().join("PACK.zip"));
    let known = site::lay_out(&data);
    let write = |what: &[&str]| {
        let _ = std::fs::remove_file(&out);
        let command = [&["audit", "--data", text(&data), "pack"], what].concat();
        run(&[&command[..], &["--out", text(&out)]].concat())
    };
    let audit = format!("Audit of unit {}", known.near.unit);
    let (round_id, audit_id) = (known.round.to_string(), known.near.audit.to_string());
    for what in [
        ["--round", "Q4 2026"],
        ["--round", &round_id],
        ["--audit", &audit],
        ["--audit", &audit_id],
    ] {
        let output = write(&what);
        assert!(output.status.success(), "{what:?}: {}", said(&output));
        let (content, said) = verify(&out, &[]);
        assert!(content && said.contains("Everything matches."), "{what:?}: {said}");
    }
    for (what, why) in [
        (["--round", "Q4 1926"], "there is no round “Q4 1926”"),
        (["--audit", "No such audit"], "there is no audit “No such audit”"),
        // One of each place has that name.
        (["--round", "Pilot"], "there is more than one round “Pilot”; name it by its id: "),
    ] {
        let output = write(&what);
        assert!(!output.status.success() && said(&output).contains(why), "{}", said(&output));
        assert!(!out.exists(), "what is refused leaves nothing");
    }
}

#[test]
fn a_pack_from_before_the_key_was_replaced_verifies_with_the_key_that_signed_it() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let known = site::lay_out(&data);
    let unit = near(&known);
    let write = |name: &str| {
        let out = dir.path().join(name);
        let command = ["audit", "--data", text(&data), "pack", "--unit", &unit];
        let output = run(&[&command[..], &["--out", text(&out)]].concat());
        assert!(output.status.success(), "{}", said(&output));
        out
    };
    let public = || {
        let keys = std::fs::read_dir(data.join("keys")).unwrap();
        let mut keys: Vec<_> = keys
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "pub"))
            .collect();
        keys.sort_by_key(|path| path.metadata().unwrap().modified().unwrap());
        keys
    };
    let before = write("before.zip");
    let old = public();
    let rotated = run(&["key", "--data", text(&data), "rotate"]);
    assert!(rotated.status.success(), "{}", said(&rotated));
    let after = write("after.zip");
    let both = public();
    assert_eq!((old.len(), both.len()), (1, 2), "the old one is kept");
    let new = both.iter().find(|key| !old.contains(key)).unwrap();
    for (pack, key, fits) in [
        (&before, &old[0], true),
        (&after, new, true),
        (&before, new, false),
        (&after, &old[0], false),
    ] {
        let (content, said) = verify(pack, &["--key", text(key)]);
        assert_eq!(content, fits, "{} by {}: {said}", pack.display(), key.display());
        assert!(fits || said.starts_with("WRONG: "), "{said}");
    }
    let (content, said) = tests::binary::verify(&data);
    assert!(content, "{said}");
}
