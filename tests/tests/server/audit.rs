//! The audit log's page, its export, and following its chain, over HTTP.

use std::process::Command;

use tests::{Answer, Browser, Site, Who, html};

const PROGRAM: &str = include_str!("../../../app/src/rooms/audit/check_log.py");

/// What a person reads of a page.
fn said(answer: &Answer) -> String {
    html::visible_text(&answer.text())
}

/// Verifies, and reads the page once that is over.
async fn verified(browser: &Browser) -> String {
    let _ = browser.post("/audit/verify", &[]).await.must_lead_to("/audit");
    loop {
        let page = said(&browser.get("/audit").await.must_be(200));
        if !page.contains("is having it verified now") {
            return page;
        }
    }
}

/// Changes rows past the program, with the triggers out of the way.
async fn tamper(site: &Site, sql: &str) {
    let mut database = site.database().await;
    database.run("DROP TRIGGER audit_log_stays").await;
    database.run("DROP TRIGGER audit_log_remains").await;
    database.run(sql).await;
}

#[tokio::test]
async fn the_log_tells_who_did_what_to_what_and_when() {
    let site = Site::start().await;
    let admin = site.sign_in(Who::Admin).await;
    let form = [("name", "Commerce and care")];
    let _ = admin.post(&format!("/settings/units/{}", site.known.commerce), &form).await;
    let page = said(&admin.get("/audit").await.must_be(200));
    for part in ["Audit log", "Signed in", "Callum Reyes", "Answer saved", "Chain not verified yet"]
    {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let mut database = site.database().await;
    let saved =
        database.number("SELECT max(seq) FROM audit_log WHERE action = 'answer.saved'").await;
    let open = said(&admin.get(&format!("/audit?q={saved}")).await.must_be(200));
    let hash = database.text(&format!("SELECT hash FROM audit_log WHERE seq = {saved}")).await;
    let before =
        database.text(&format!("SELECT prev_hash FROM audit_log WHERE seq = {saved}")).await;
    for part in ["+ Answer: ", "+ Question: ", &hash, &before] {
        assert!(open.contains(part), "{part} is not in {open}");
    }
}

#[tokio::test]
async fn an_auditor_of_one_place_reads_nothing_of_another_and_a_viewer_has_no_log() {
    let site = Site::start().await;
    let near = site.sign_in(Who::NearAuditor).await;
    let mut database = site.database().await;
    let far = site.known.far.unit;
    let seq =
        database.number(&format!("SELECT max(seq) FROM audit_log WHERE unit_id = {far}")).await;
    for path in ["/audit".to_owned(), format!("/audit?unit={far}"), format!("/audit?q={seq}")] {
        let page = near.get(&path).await.must_be(200).text();
        assert!(!page.contains(&format!("id=\"entry-{seq}\"")), "{path}");
        assert!(!said(&near.get(&path).await).contains("Kenji Ota"), "{path}");
    }
    let lines = near.get("/audit/export.jsonl").await.must_be(200).text();
    assert!(lines.lines().count() > 5);
    assert!(!lines.contains(&format!("\"unit_id\":{far},")));
    for who in [Who::Manager, Who::Assessor, Who::Viewer, Who::Nobody] {
        let browser = site.sign_in(who).await;
        for path in ["/audit", "/audit/export.jsonl", "/audit?open=1"] {
            let _ = browser.get(path).await.must_be(404);
        }
        let home = browser.get("/").await.must_be(200).text();
        assert!(!home.contains("href=\"/audit\""), "{who:?} is led to the log");
    }
    assert!(near.get("/").await.text().contains("href=\"/audit\""));
}

#[tokio::test]
async fn verifying_says_who_found_the_chain_intact_or_where_it_is_broken() {
    let site = Site::start().await;
    let auditor = site.sign_in(Who::Auditor).await;
    let page = verified(&auditor).await;
    assert!(page.contains("Chain intact") && page.contains("by Dele Adeyemi"), "{page}");
    tamper(&site, "UPDATE audit_log SET after = '{}' WHERE seq = 9").await;
    let page = verified(&auditor).await;
    let fault = "The first wrong entry is 9: its content does not match its hash: it was changed.";
    assert!(page.contains("Chain broken") && page.contains(fault), "{page}");
    let near = site.sign_in(Who::NearAuditor).await;
    assert!(said(&near.get("/audit").await).contains(fault), "the alarm is for every auditor");
    let admin = site.sign_in(Who::Admin).await;
    let there = admin.get("/audit?q=9").await.must_be(200);
    assert!(said(&there).contains("Someone changed the log."), "{}", said(&there));
    assert!(there.text().contains("role=\"alert\""));
}

#[tokio::test]
async fn filters_stay_in_the_links_and_what_matches_nothing_names_them() {
    let site = Site::start().await;
    let admin = site.sign_in(Who::Admin).await;
    let page = admin.get("/audit?action=answers&unit=1&from=2020-01-01").await.must_be(200).text();
    assert!(page.contains("/audit/export.jsonl?action=answers&amp;unit=1&amp;from=2020-01-01"));
    let none = said(&admin.get("/audit?action=answers&until=2020-01-01").await.must_be(200));
    let named =
        "No entry that you may read is left by “Answers and assessments” and “01 Jan 2020”.";
    assert!(none.contains(named), "{none}");
    let nobody = said(&admin.get("/audit?q=zeppelin").await.must_be(200));
    assert!(nobody.contains("left by “zeppelin”"), "{nobody}");
    let ids = |text: &str| {
        let tags = html::tags(text);
        let ids = tags.iter().filter_map(|tag| tag.get("id")?.strip_prefix("entry-")?.parse().ok());
        ids.collect::<Vec<i64>>()
    };
    let first = admin.get("/audit").await.text();
    let older = html::tags(&first).iter().find(|tag| tag.get("rel") == Some("next")).cloned();
    let older = admin.get(&older.unwrap().text("href")).await.must_be(200).text();
    assert_eq!(ids(&first).last().map(|seq| seq - 1), ids(&older).first().copied());
    let newer = html::tags(&older).iter().find(|tag| tag.get("rel") == Some("prev")).cloned();
    let newer = admin.get(&newer.unwrap().text("href")).await.must_be(200).text();
    assert_eq!(ids(&newer), ids(&first));
}

/// Runs the program of the page over lines, and says what it said and whether it was content.
fn checked(lines: &str) -> (bool, String) {
    let dir = tempfile::tempdir().unwrap();
    let (program, log) = (dir.path().join("check_log.py"), dir.path().join("audit-log.jsonl"));
    std::fs::write(&program, PROGRAM).unwrap();
    std::fs::write(&log, lines).unwrap();
    let run = Command::new("python3").arg(program).arg(log).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    (run.status.success(), said + &String::from_utf8_lossy(&run.stderr))
}

#[tokio::test]
async fn the_program_on_the_page_verifies_an_export_and_finds_what_was_changed() {
    let site = Site::start().await;
    let admin = site.sign_in(Who::Admin).await;
    let odd = "Z̷a\u{7f}lgo \"quoted\" \\ 👩‍👧 \u{2028}\u{e9}";
    let _ = admin.post("/people/1", &[("do", odd)]).await;
    let _ = admin.post(&format!("/nothing/{odd}"), &[]).await;
    let page = admin.get("/audit").await.text();
    let shown = html::unescape(&page);
    assert!(shown.contains(PROGRAM.trim()), "the page shows another program");
    let lines = admin.get("/audit/export.jsonl").await.must_be(200);
    assert_eq!(lines.header("content-type"), "application/x-ndjson");
    let lines = lines.text();
    let mut database = site.database().await;
    let head = database.text("SELECT hash FROM audit_log ORDER BY seq DESC LIMIT 1").await;
    let (content, told) = checked(&lines);
    assert!(content && told.contains("0 wrong, 0 gaps") && told.contains(&head), "{told}");

    let (content, told) = checked(&lines.replacen("Priya", "Petra", 1));
    assert!(!content && told.contains("its content does not match its hash"), "{told}");
    let mut fewer: Vec<&str> = lines.lines().collect();
    fewer.remove(4);
    let (_, told) = checked(&fewer.join("\n"));
    assert!(told.contains("entry 6: it does not come next after entry 4"), "{told}");

    tamper(&site, "UPDATE audit_log SET actor_name = 'Nobody' WHERE seq = 12").await;
    let (content, told) = checked(&admin.get("/audit/export.jsonl").await.text());
    assert!(!content && told.starts_with("entry 12: its content"), "{told}");
}

#[tokio::test]
async fn taking_the_log_away_is_entered_with_what_was_asked_for() {
    let site = Site::start().await;
    let auditor = site.sign_in(Who::Auditor).await;
    let mut database = site.database().await;
    let head = database.head().await;
    let path = "/audit/export.jsonl?action=answer.saved&from=2026-01-01";
    let answer = auditor.get(path).await.must_be(200);
    assert!(answer.header("content-disposition").contains(".jsonl"));
    assert!(answer.text().lines().all(|line| line.contains("\"action\":\"answer.saved\"")));
    assert_eq!(database.actions_after(head).await, ["log.exported"]);
    let kept = database.text("SELECT after FROM audit_log ORDER BY seq DESC LIMIT 1").await;
    assert_eq!(kept, "{\"action\":\"answer.saved\",\"from\":\"2026-01-01\"}");
}

#[tokio::test]
async fn a_page_may_be_asked_for_at_any_number() {
    let site = Site::start().await;
    let auditor = site.sign_in(Who::Auditor).await;
    for edge in [i64::MAX, i64::MAX - 1, i64::MIN, 0, -1] {
        for side in ["after", "before", "open"] {
            let _ = auditor.get(&format!("/audit?{side}={edge}")).await.must_be(200);
        }
    }
}
