//! Copies of the data, made while others write, and their way back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use http::Method;
use tests::binary::{run, said};
use tests::organisation::{PASSWORD, file_of};
use tests::upload::HalfUpload;
use tests::{Binary, Browser, Database, Part, Who, binary, site};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn backup(data: &Path, target: &Path) -> (bool, String) {
    let output = run(&["backup", "--data", text(data), text(target)]);
    (output.status.success(), said(&output))
}

fn restore(data: &Path, source: &Path) -> (bool, String) {
    let output = run(&["restore", "--data", text(data), text(source)]);
    (output.status.success(), said(&output))
}

/// Everything in a folder, by its path within it, with its size.
fn listing(folder: &Path) -> BTreeSet<(PathBuf, u64)> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            let within = path.strip_prefix(folder).unwrap().to_path_buf();
            let size = if path.is_dir() { 0 } else { path.metadata().unwrap().len() };
            found.insert((within, size));
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_while_others_write_is_whole() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let (data, copy, back) =
        (dir.path().join("data"), dir.path().join("copy"), dir.path().join("back"));
    let known = site::lay_out(&data);
    let server = Binary::start(&data);
    let browser = Browser::new(&server.origin);
    browser.sign_in(&Who::Assessor.email(), PASSWORD).await;
    let evidence = format!("/assessments/{}/evidence", known.near.draft);
    let parts = [Part::file("files-5", "slow.txt", vec![b'x'; 300_000])];
    let half = HalfUpload::begin(&browser, &evidence, &parts, &data).await;

    let name = |number: usize| format!("Written during the copy {number}");
    let unit = known.near.unit.to_string();
    let register = async |number: usize| {
        let form = [("name", name(number)), ("unit", unit.clone())];
        let request = browser.request(Method::POST, "/models").form(&form);
        let _ = browser.send(request).await.must_be(303);
    };
    for number in 0..5 {
        register(number).await;
    }
    let (from, to) = (data.clone(), copy.clone());
    let copying = tokio::task::spawn_blocking(move || backup(&from, &to));
    let mut written = 5;
    while !copying.is_finished() {
        register(written).await;
        let file = [Part::file("files-6", "busy.txt", format!("{written} ").repeat(30_000))];
        let _ = browser.upload(&evidence, &file).await.must_be(303);
        written += 1;
    }
    let (done, said) = copying.await.unwrap();
    assert!(done, "{said}");
    // The copy took nothing from whoever was still sending.
    let answer = half.finish().await.unwrap();
    assert_eq!(answer.status, 303, "{}", answer.said());
    drop(server);

    let before = listing(&copy);
    let (done, said) = restore(&back, &copy);
    assert!(done, "{said}");
    assert_eq!(listing(&copy), before, "restoring changes nothing in the copy");
    let (content, said) = binary::verify(&back);
    assert!(content && !said.contains("Note:"), "{said}");
    let mut database = Database::open(&back).await;
    let mut copied = 0;
    for number in 0..written {
        let sql = format!("SELECT count(*) FROM models WHERE name = '{}'", name(number));
        copied += database.number(&sql).await;
        assert!(
            number >= 5 || copied == i64::try_from(number).unwrap() + 1,
            "{} came before",
            name(number)
        );
    }
    assert_eq!(database.number("SELECT count(*) FROM evidence WHERE title = 'slow.txt'").await, 0);
}

#[tokio::test]
async fn what_is_restored_is_served_as_before() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let (data, copy, back) =
        (dir.path().join("data"), dir.path().join("copy"), dir.path().join("back"));
    let known = site::lay_out(&data);
    assert!(backup(&data, &copy).0 && restore(&back, &copy).0);
    let (mut old, mut new) = (Database::open(&data).await, Database::open(&back).await);
    assert_eq!(old.digests().await, new.digests().await);
    let server = Binary::start(&back);
    let browser = Browser::new(&server.origin);
    browser.sign_in(&Who::Auditor.email(), PASSWORD).await;
    let file = browser.get(&format!("/evidence/{}/file", known.near.file)).await.must_be(200);
    assert_eq!(file.bytes, file_of(known.near.unit));
}

#[test]
fn nothing_is_ever_overwritten() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let (data, copy) = (dir.path().join("data"), dir.path().join("copy"));
    site::lay_out(&data);
    let (done, said) = backup(&data, &copy);
    assert!(done, "{said}");
    let (before, source) = (listing(&copy), listing(&data));
    let (done, said) = backup(&data, &copy);
    assert!(!done && said.contains("already holds data"), "{said}");
    let (done, said) = restore(&data, &copy);
    assert!(!done && said.contains("already holds data"), "{said}");
    assert_eq!((listing(&copy), listing(&data)), (before, source));
}

#[test]
fn what_is_no_backup_is_not_restored() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let back = dir.path().join("back");
    let nothing = dir.path().join("nothing");
    for source in [dir.path().to_path_buf(), nothing.clone()] {
        let (done, said) = restore(&back, &source);
        assert!(!done && said.contains("holds no plumbline.db"), "{said}");
    }
    assert!(!back.exists() && !nothing.exists());
    // A directory that a server has open is not whole without its log.
    let data = dir.path().join("data");
    site::lay_out(&data);
    let server = Binary::start(&data);
    let (done, said) = restore(&back, &data);
    assert!(!done && said.contains("is in use or was not closed"), "{said}");
    assert!(!back.exists());
    drop(server);
}

#[test]
fn a_missing_file_is_named_and_not_passed_over() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let (data, copy) = (dir.path().join("data"), dir.path().join("copy"));
    let known = site::lay_out(&data);
    use sha2::Digest as _;
    let hash = hex::encode(sha2::Sha256::digest(file_of(known.far.unit)));
    std::fs::remove_file(data.join("evidence").join(&hash[..2]).join(&hash)).unwrap();
    let (done, said) = backup(&data, &copy);
    assert!(!done && said.contains(&hash), "{said}");
}
