//! Settings, what is said of wrong ones, health, and what the log and the error page tell.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::Path;

use clap::CommandFactory as _;
use http::Method;
use plumbline::cli::Cli;
use tests::binary::{command, run, said};
use tests::organisation::PASSWORD;
use tests::{Binary, Browser, Database, Site, Who, site};

/// The settings of `serve`, as flags, each with values that make no sense.
const WRONG: [(&str, &[&str]); 10] = [
    ("listen", &["nowhere", "127.0.0.1", "127.0.0.1:70000", ""]),
    (
        "public-url",
        &["plumbline.example.org", "ftp://a.example", "https://a.example/path", "https://", ""],
    ),
    ("max-upload-mib", &["0", "4097", "-1", "many", "1.5"]),
    ("session-idle-hours", &["0", "721", "x"]),
    ("session-max-days", &["0", "366", "x"]),
    ("argon2-memory-kib", &["63", "x", "99999999999"]),
    ("argon2-passes", &["0", "65"]),
    ("argon2-lanes", &["0", "9"]),
    ("log-format", &["xml", ""]),
    ("log", &["plumbline=loud", "=="]),
];

fn variable(flag: &str) -> String {
    format!("PLUMBLINE_{}", flag.to_uppercase().replace('-', "_"))
}

#[test]
fn a_wrong_setting_is_refused_at_start_and_named() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let serve = || {
        let mut command = command();
        command.arg("serve").env("PLUMBLINE_DATA", &data).env("PLUMBLINE_LISTEN", "127.0.0.1:0");
        command
    };
    for (flag, values) in WRONG {
        for value in values {
            let by_flag = serve().arg(format!("--{flag}={value}")).output().unwrap();
            let by_variable = serve().env(variable(flag), value).output().unwrap();
            for output in [by_flag, by_variable] {
                let said = said(&output);
                assert!(!output.status.success(), "--{flag}={value} was taken: {said}");
                assert!(said.contains(&format!("--{flag}")), "--{flag}={value}: {said}");
                assert!(value.is_empty() || said.contains(value), "--{flag}={value}: {said}");
                assert!(!said.contains("panicked"), "{said}");
                assert!(output.stdout.is_empty(), "it had begun: {said}");
            }
        }
    }
    assert!(!data.exists(), "nothing was made");
}

#[test]
fn argon2_parameters_that_do_not_fit_each_other_are_refused() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    // Each lane needs 8 KiB (RFC 9106, section 3.1), so 64 KiB serve eight lanes: every pair that the
    // bounds let pass is one that argon2 takes.
    let output = command()
        .args(["user", "--data", data.to_str().unwrap(), "link", "ada@a.example"])
        .env("PLUMBLINE_ARGON2_MEMORY_KIB", "64")
        .env("PLUMBLINE_ARGON2_LANES", "8")
        .output()
        .unwrap();
    assert!(said(&output).contains("holds no database"), "{}", said(&output));
    assert!(!data.exists(), "a typing mistake made an empty data directory");
}

#[test]
fn every_setting_is_a_flag_and_a_variable() {
    let cli = Cli::command();
    let serve = cli.find_subcommand("serve").unwrap();
    let arguments: Vec<_> = cli.get_arguments().chain(serve.get_arguments()).collect();
    let mut seen = BTreeMap::new();
    for argument in arguments {
        let Some(flag) = argument.get_long().filter(|flag| !["help", "version"].contains(flag))
        else {
            continue;
        };
        let named = argument.get_env().map(|name| name.to_string_lossy().into_owned());
        assert_eq!(named, Some(variable(flag)), "--{flag}");
        let default = argument.get_default_values().first();
        seen.insert(variable(flag), default.map(|value| value.to_string_lossy().into_owned()));
    }
    assert!(seen.len() >= 12, "{seen:?}");
    // `.env.example` lists each of them with its default.
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.env.example");
    let example = std::fs::read_to_string(example).unwrap();
    let listed: BTreeMap<&str, &str> = example
        .lines()
        .filter_map(|line| line.trim_start_matches('#').split_once('='))
        .filter(|(name, _)| name.starts_with("PLUMBLINE_"))
        .collect();
    assert_eq!(listed.keys().copied().collect::<Vec<_>>(), seen.keys().collect::<Vec<_>>());
    for (name, default) in &seen {
        if let Some(default) = default.as_ref().filter(|default| *default != "false") {
            assert_eq!(listed[name.as_str()], default, "{name}");
        }
    }
}

#[tokio::test]
async fn settings_come_from_variables_and_a_flag_wins() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let (one, other) = (dir.path().join("one"), dir.path().join("other"));
    let server = Binary::start_with(&one, &["--log-format", "json"]);
    let line: serde_json::Value = serde_json::from_str(&server.logged("listening")).unwrap();
    assert_eq!(line["message"], "listening");
    assert!(one.join("plumbline.db").is_file() && !other.exists());

    let mut command = command();
    let output = command
        .env("PLUMBLINE_DATA", &one)
        .args(["verify", "--data", other.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(said(&output).contains("holds no database"), "the flag wins: {}", said(&output));
    let output =
        tests::binary::command().env("PLUMBLINE_DATA", &one).arg("verify").output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn what_stands_in_the_way_is_named() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let serve = |data: &Path, listen: &str| {
        let output = run(&["serve", "--data", data.to_str().unwrap(), "--listen", listen]);
        assert!(!output.status.success());
        let said = said(&output);
        assert!(said.contains("plumbline: ") && !said.contains("panicked"), "{said}");
        said
    };
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = serve(&dir.path().join("a"), &address);
    assert!(said.contains(&address), "{said}");

    let file = dir.path().join("file");
    std::fs::write(&file, "no directory").unwrap();
    let said = serve(&file, "127.0.0.1:0");
    assert!(said.contains(file.to_str().unwrap()), "{said}");

    let broken = dir.path().join("broken");
    std::fs::create_dir(&broken).unwrap();
    std::fs::write(broken.join("plumbline.db"), "this is no database, whatever its name").unwrap();
    let said = serve(&broken, "127.0.0.1:0");
    assert!(said.contains("not a database"), "{said}");
}

#[test]
fn two_servers_do_not_share_their_data() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let mut first = Binary::start(dir.path());
    let data = dir.path().to_str().unwrap();
    let second = run(&["serve", "--data", data, "--listen", "127.0.0.1:0"]);
    assert!(!second.status.success());
    assert!(said(&second).contains("another server is running on"), "{}", said(&second));
    // However the first one ends, the next can start.
    first.kill();
    drop(Binary::start(dir.path()));
}

#[tokio::test]
async fn health_is_told_to_those_who_ask() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let server = Binary::start(dir.path());
    let browser = Browser::new(&server.origin);
    let healthy = browser.get("/healthz").await.must_be(200);
    let ready = browser.get("/readyz").await.must_be(200);
    assert_eq!((healthy.text().as_str(), ready.text().as_str()), ("ok\n", "ready\n"));
    let address = server.origin.trim_start_matches("http://");
    let check = |listen: &str| run(&["healthcheck", "--listen", listen]);
    assert!(check(address).status.success(), "{}", said(&check(address)));
    let port = address.rsplit(':').next().unwrap();
    assert!(check(&format!("0.0.0.0:{port}")).status.success(), "as the server was told to listen");

    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = free.local_addr().unwrap().to_string();
    drop(free);
    let output = check(&nobody);
    assert!(!output.status.success());
    assert!(said(&output).contains("plumbline: "), "{}", said(&output));
}

#[tokio::test]
async fn a_server_without_its_database_is_alive_and_not_ready() {
    let site = Site::start().await;
    site.store.close().await;
    let visitor = site.visitor();
    let _ = visitor.get("/healthz").await.must_be(200);
    let refused = visitor.get("/readyz").await.must_be(503);
    assert!(refused.text().contains("the database does not answer"), "{}", refused.text());
}

/// Breaks a site so that the list of models fails: its table is gone.
async fn break_models(data: &Path) {
    Database::open(data).await.run("ALTER TABLE models RENAME TO models_elsewhere").await;
}

#[tokio::test]
async fn a_fault_is_told_with_the_requests_id_and_logged_once_with_its_cause() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    site::lay_out(dir.path());
    let server = Binary::start_with(dir.path(), &["--log-format", "json"]);
    let browser = Browser::new(&server.origin);
    browser.sign_in(&Who::Manager.email(), PASSWORD).await;
    let fine = browser.get("/models").await.must_be(200);
    break_models(dir.path()).await;

    let fault = browser.get("/models").await.must_be(500);
    let id = fault.header("x-request-id").to_owned();
    assert_eq!(id.len(), 16, "{id}");
    assert_ne!(id, fine.header("x-request-id"), "each request has its own");
    assert!(fault.is_page(), "{}", fault.said());
    let text = tests::html::visible_text(&fault.text());
    assert!(text.contains(&id), "the page names the id: {text}");
    for leak in ["models", "SELECT", "sqlite", "no such table", "panicked"] {
        assert!(!text.to_lowercase().contains(leak), "{leak}: {text}");
    }
    let data = browser.send(browser.island(Method::GET, "/models")).await.must_be(500);
    assert_eq!(data.json()["request"], data.header("x-request-id"));

    let _ = server.logged(data.header("x-request-id"));
    let _ = server.logged("answered");
    let lines: Vec<serde_json::Value> =
        server.log().iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let about: Vec<_> = lines.iter().filter(|line| line["span"]["id"] == id.as_str()).collect();
    let errors: Vec<_> = about.iter().filter(|line| line["level"] == "ERROR").collect();
    assert_eq!(errors.len(), 1, "{about:#?}");
    assert!(errors[0].to_string().contains("no such table: models"), "{:#?}", errors[0]);
    let answered = about.iter().find(|line| line["message"] == "answered").unwrap();
    assert_eq!((&answered["status"], &answered["span"]["path"]), (&500.into(), &"/models".into()));
    assert!(answered["micros"].as_u64().is_some());
}

#[tokio::test]
async fn secrets_stay_out_of_the_log() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let known = site::lay_out(dir.path());
    let server = Binary::start_with(dir.path(), &["--log", "debug"]);
    let browser = Browser::new(&server.origin);
    browser.sign_in(&Who::Manager.email(), PASSWORD).await;
    let link = format!("/link/{}", known.invitation);
    let _ = browser.get(&link).await;
    let _ = browser.get(&format!("/calendar/{}", known.calendar)).await.must_be(200);
    let _ = browser.get("/setup?token=secret-token-of-the-set-up").await;
    let last = browser.get("/account").await.must_be(200);
    let _ = server.logged(last.header("x-request-id"));
    let log = server.log().join("\n");
    let cookie = browser.cookies();
    let session = cookie.split_once('=').unwrap().1;
    let calendar = known.calendar.trim_end_matches(".ics");
    for secret in [
        PASSWORD,
        "three+unrelated",
        &known.invitation,
        calendar,
        "secret-token-of-the-set-up",
        session,
    ] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
    assert!(log.contains("/link/…") && log.contains("/calendar/…"), "{log}");
}
