//! Forms as they come over the wire, good and bad.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use domain::{AppError, Clock, Timestamp};
use futures::StreamExt as _;
use store::StoreOptions;
use tempfile::TempDir;

use super::*;

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        "2026-11-23T09:00:00Z".parse().unwrap()
    }
}

const SMALL: Limits =
    Limits { file: 1000, all_files: 2500, files: 3, text: 64, all_text: 200, parts: 12, name: 32 };

async fn store() -> (Store, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(StoreOptions::new(dir.path()), Arc::new(Still)).await.unwrap();
    (store, dir)
}

/// How many files the vault holds, finished and unfinished.
fn held(dir: &TempDir) -> (usize, usize) {
    let count = |path: &std::path::Path| std::fs::read_dir(path).unwrap().count();
    let vault = dir.path().join("evidence");
    let shelves = std::fs::read_dir(&vault).unwrap().map(|shelf| shelf.unwrap().path());
    let finished =
        shelves.filter(|shelf| !shelf.ends_with("incoming")).map(|shelf| count(&shelf)).sum();
    (finished, count(&vault.join("incoming")))
}

fn request(body: Body) -> Request {
    let boundary = "multipart/form-data; boundary=XX";
    Request::post("/").header(CONTENT_TYPE, boundary).body(body).unwrap()
}

fn text(name: &str, value: &str) -> String {
    format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

fn file(name: &str, file_name: &str, content: &str) -> String {
    format!(
        "--XX\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
         Content-Type: text/html\r\n\r\n{content}\r\n"
    )
}

const END: &str = "--XX--\r\n";

async fn sent(store: &Store, body: impl Into<String>) -> PageResult<Received> {
    take(store, SMALL, request(Body::from(body.into()))).await
}

fn said(received: &Received, field: &str) -> String {
    received.typed.error(field).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn text_and_files_arrive_and_types_are_told_from_the_content() {
    let (store, dir) = store().await;
    let body = [
        text("note-5", "two\r\nlines"),
        file("files-5", "C:\\exports\\routes.json", "{\"routes\": []}"),
        file("files-5", "", ""),
        file("files-6", "a%22b.html", "plain words"),
        text("note-6", "after"),
        END.to_owned(),
    ];
    let received = sent(&store, body.concat()).await.unwrap();
    assert!(received.typed.errors.0.is_empty(), "{:?}", received.typed.errors);
    assert_eq!(received.typed.get("note-5"), "two\nlines");
    assert_eq!(received.typed.get("note-6"), "after");
    let [first, second] = received.files.as_slice() else { panic!("{:?}", received.files) };
    assert_eq!((first.field.as_str(), first.file_name.as_str()), ("files-5", "routes.json"));
    assert_eq!((first.media_type.as_str(), first.kept.size), ("application/json", 14));
    assert_eq!(
        (second.file_name.as_str(), second.media_type.as_str()),
        ("a\"b.html", "text/plain")
    );
    assert_eq!(received.files_of("files-6").count(), 1);
    assert_eq!(held(&dir), (2, 0));
    for file in &received.files {
        store.discard_file(&file.kept).await.unwrap();
    }
    assert_eq!(held(&dir), (0, 0));
}

#[tokio::test]
async fn a_file_that_is_too_large_is_named_and_nothing_else_is_lost() {
    let (store, dir) = store().await;
    let body = [
        text("note-5", "before"),
        file("files-5", "large.log", &"x".repeat(1001)),
        file("files-5", "empty.log", ""),
        file("files-5", "small.log", "small"),
        text("note-6", "after"),
        END.to_owned(),
    ];
    let received = sent(&store, body.concat()).await.unwrap();
    let messages: Vec<&str> =
        received.typed.errors.0.iter().map(|error| error.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "“large.log” is larger than 1,000 bytes, the most for one file.",
            "“empty.log” is empty, so there is nothing to keep.",
        ]
    );
    assert!(received.typed.errors.0.iter().all(|error| error.field == "files-5"));
    assert_eq!((received.typed.get("note-5"), received.typed.get("note-6")), ("before", "after"));
    assert_eq!(received.files.len(), 1);
    assert_eq!(held(&dir), (1, 0));
}

#[tokio::test]
async fn the_number_and_the_sum_of_files_are_bounded() {
    let (store, dir) = store().await;
    let four: String = (1..=4).map(|n| file("files-1", &format!("{n}.txt"), "content")).collect();
    let received = sent(&store, four + END).await.unwrap();
    assert_eq!(received.files.len(), 3);
    assert_eq!(said(&received, "files-1"), "“4.txt” was left out: send at most 3 files at a time.");
    let heavy: String =
        (1..=3).map(|n| file("files-1", &format!("{n}.txt"), &"y".repeat(900))).collect();
    let received = sent(&store, text("note", "kept") + &heavy + END).await.unwrap();
    assert_eq!((received.files.len(), received.typed.get("note")), (2, "kept"));
    assert!(said(&received, "files-1").contains("larger than 2.4 KiB together"), "{received:?}");
    // The small files have one content, and so have the heavy ones.
    assert_eq!(held(&dir), (2, 0));
}

#[tokio::test]
async fn text_and_names_are_bounded() {
    let (store, dir) = store().await;
    let long = sent(&store, text("note", &"é".repeat(40)) + END).await.unwrap();
    assert_eq!(said(&long, "note"), "This is longer than 64 bytes, so its end was cut off.");
    assert_eq!(long.typed.get("note"), "é".repeat(32));
    let much: String = (0..4).map(|n| text(&format!("n{n}"), &"z".repeat(60))).collect();
    let much = sent(&store, file("f", "a.txt", "a") + &much + END).await.unwrap();
    assert!(said(&much, "").contains("more than 200 bytes of text"), "{much:?}");
    assert_eq!((much.typed.get("n0").len(), much.files.len()), (60, 0));
    let many: String = (0..13).map(|n| text(&format!("n{n}"), "")).collect();
    assert!(said(&sent(&store, many + END).await.unwrap(), "").contains("more fields"));
    let name = "n".repeat(33);
    assert_eq!(said(&sent(&store, text(&name, "") + END).await.unwrap(), ""), GARBLED);
    assert_eq!(held(&dir), (0, 0));
}

#[tokio::test]
async fn what_is_no_form_is_said_to_be_none() {
    let (store, dir) = store().await;
    let whole = file("files-5", "a.txt", "content");
    for body in [
        String::new(),
        "no boundary at all".to_owned(),
        "--YY\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--YY--\r\n".to_owned(),
        // It ends before its end.
        whole.clone(),
        whole.clone() + "--XX",
        whole.clone() + "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n",
        whole.clone()
            + "--XX\r\nContent-Disposition: form-data; name=\"b\"; filename=\"b\"\r\n\r\nhalf",
        // Parts without a name, without headers, with nonsense for headers.
        whole.clone() + "--XX\r\nContent-Disposition: form-data\r\n\r\nb\r\n" + END,
        whole.clone() + "--XX\r\n\r\nb\r\n" + END,
        whole.clone() + "--XX\r\n\u{1}\u{2}: \u{3}\r\n\r\nb\r\n" + END,
        whole.clone() + "--XXnonsense\r\n\r\nb\r\n" + END,
        whole.clone() + "--XX\r\n" + &"a: b\r\n".repeat(100) + "\r\nb\r\n" + END,
    ] {
        let received = sent(&store, body.clone()).await.unwrap();
        assert_eq!(said(&received, ""), GARBLED, "{body:?}");
        assert!(received.files.is_empty(), "{body:?}");
        assert_eq!(held(&dir), (0, 0), "{body:?}");
    }
}

#[tokio::test]
async fn headers_and_a_preamble_without_end_are_not_kept_in_memory() {
    let (store, dir) = store().await;
    for start in ["", "--XX\r\nContent-Disposition: form-data; name=\"", "--XX\r\nX: "] {
        let read = Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let count = read.clone();
        let endless = futures::stream::iter(0..10_000).map(move |n| {
            count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let piece = if n == 0 { start.to_owned() } else { "n".repeat(10_000) };
            Ok::<_, std::io::Error>(Bytes::from(piece))
        });
        let received = take(&store, SMALL, request(Body::from_stream(endless))).await.unwrap();
        assert_eq!(said(&received, ""), GARBLED);
        assert!(read.load(std::sync::atomic::Ordering::Relaxed) < 20);
    }
    assert_eq!(held(&dir), (0, 0));
}

#[tokio::test]
async fn a_broken_connection_leaves_nothing_behind() {
    let (store, dir) = store().await;
    let start = file("files-5", "whole.txt", "whole")
        + "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"half.txt\"\r\n\r\nhalf";
    let broken = futures::stream::iter([
        Ok(Bytes::from(start)),
        Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset)),
    ]);
    let failure = take(&store, SMALL, request(Body::from_stream(broken))).await.unwrap_err();
    assert_eq!(failure.to_app(), AppError::field("", BROKEN));
    assert_eq!(held(&dir), (0, 0));
}

#[tokio::test]
async fn an_upload_that_is_dropped_leaves_nothing_behind() {
    let (store, dir) = store().await;
    let start = text("note", "words")
        + "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\nhalf";
    let stalled = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from(start))])
        .chain(futures::stream::pending());
    let upload = take(&store, SMALL, request(Body::from_stream(stalled)));
    let stopped = tokio::time::timeout(Duration::from_millis(300), upload).await;
    assert!(stopped.is_err());
    assert_eq!(held(&dir), (0, 0));
}

#[tokio::test]
async fn a_file_comes_through_whole_whatever_the_pieces() {
    let (store, _dir) = store().await;
    let content: String = (0..90_000).map(|n| if n % 7 == 0 { "\r\n--X" } else { "abc" }).collect();
    let body = file("f", "a.bin", &content) + &text("note", "after") + END;
    let limits = Limits { file: 1 << 20, all_files: 1 << 20, ..SMALL };
    let mut hashes = Vec::new();
    for size in [1 << 20, 4096, 1000, 77] {
        let pieces: Vec<_> = body
            .as_bytes()
            .chunks(size)
            .map(|piece| Ok::<_, std::io::Error>(Bytes::copy_from_slice(piece)))
            .collect();
        let body = Body::from_stream(futures::stream::iter(pieces));
        let received = take(&store, limits, request(body)).await.unwrap();
        assert_eq!(received.files[0].kept.size, content.len() as u64);
        assert_eq!(received.typed.get("note"), "after");
        hashes.push(received.files[0].kept.sha256.clone());
    }
    hashes.dedup();
    assert_eq!(hashes, [domain::assessment::sha256(content.as_bytes())]);
}

#[tokio::test]
async fn ordinary_forms_and_other_bodies() {
    let (store, _dir) = store().await;
    let plain = |kind: &str, body: String| {
        let request = Request::post("/").header(CONTENT_TYPE, kind).body(Body::from(body)).unwrap();
        take(&store, SMALL, request)
    };
    let form = "application/x-www-form-urlencoded; charset=UTF-8";
    let received = plain(form, "a=1&b=x%0D%0Ay&c".to_owned()).await.unwrap();
    assert_eq!((received.typed.get("a"), received.typed.get("b")), ("1", "x\ny"));
    let failure = plain(form, "a".repeat(201)).await.unwrap_err();
    assert_eq!(failure.to_app(), AppError::TooLarge(200));
    for kind in ["application/json", "text/plain", ""] {
        assert!(
            said(&plain(kind, "{}".to_owned()).await.unwrap(), "").contains("ordinary web form")
        );
    }
    for kind in
        ["multipart/form-data", "multipart/form-data; boundary", "multipart/form-data; boundary="]
    {
        assert_eq!(said(&plain(kind, text("a", "b") + END).await.unwrap(), ""), GARBLED);
    }
}
