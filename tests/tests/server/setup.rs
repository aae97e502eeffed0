//! The guided set-up: only with the token, left and taken up again, started twice, over once done.

use tests::organisation::PASSWORD;
use tests::setup::{ADMIN, set_up, step};
use tests::site::NewSite;
use tests::{Binary, Browser, Database, html};

fn visitor(site: &NewSite) -> Browser {
    Browser::new(&site.origin)
}

#[tokio::test]
async fn without_the_token_there_is_nothing_to_see_or_do() {
    let site = NewSite::start().await;
    let mut database = Database::open(site.dir.path()).await;
    let before = database.digests().await;
    let browser = visitor(&site);
    for path in ["/setup", "/setup?token=", "/setup?token=0123", "/setup?step=units"] {
        let answer = browser.get(path).await.must_be(403);
        assert!(answer.text().contains("Not set up yet"), "{path}: {}", answer.said());
    }
    for path in ["/", "/models", "/people"] {
        let answer = browser.get(path).await.must_be(303);
        assert!(answer.location().starts_with("/signin"), "{path}");
    }
    let page = browser.get("/signin").await.must_be(200);
    assert!(page.text().contains("Not set up yet"), "{}", page.said());
    let form = [
        ("step", "administrator"),
        ("name", "Eve"),
        ("email", "eve@evil.example"),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ];
    let _ = browser.post("/setup", &form).await.must_be(403);
    let _ = browser.post("/setup", &[("step", "sample")]).await.must_be(403);
    let refused =
        browser.post("/signin", &[("email", "eve@evil.example"), ("password", PASSWORD)]).await;
    assert_eq!(refused.status, 422, "{}", refused.said());
    let mut changed = tests::database::changed(&before, &database.digests().await);
    changed.retain(|table| table != "audit_log");
    assert!(changed.is_empty(), "{changed:?}");
}

#[tokio::test]
async fn the_way_through_ends_signed_in_with_units_and_a_round() {
    let site = NewSite::start().await;
    let browser = visitor(&site);
    set_up(&browser, &site.token).await;
    let overview = browser.get("/").await.must_be(200);
    assert!(overview.text().contains("Aldermoor Group"), "{}", overview.said());
    let mut database = Database::open(site.dir.path()).await;
    let units = "SELECT group_concat(name, ', ') FROM (SELECT name FROM units ORDER BY id)";
    assert_eq!(database.text(units).await, "Aldermoor Group, Commerce, Online Store, Logistics");
    let below = "SELECT p.name FROM units u JOIN units p ON p.id = u.parent_id WHERE u.name = 'Online Store'";
    assert_eq!(database.text(below).await, "Commerce");
    assert_eq!(database.number("SELECT count(*) FROM assessments").await, 3);
    // The token is spent, and so is the way in.
    let other = visitor(&site);
    let _ = other.get(&format!("/setup?token={}", site.token)).await.must_lead_to("/");
    let _ = other.post("/setup", &[("step", "units")]).await.must_be(403);
    assert_eq!(site.store.setup_token().await.unwrap(), None);
    other.sign_in(ADMIN, PASSWORD).await;
    let report = site.store.verify().await.unwrap();
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}

#[tokio::test]
async fn it_can_be_left_and_taken_up_elsewhere() {
    let site = NewSite::start().await;
    let (one, other) = (visitor(&site), visitor(&site));
    let link = format!("/setup?token={}", site.token);
    let _ = one.get(&link).await.must_lead_to("/setup");
    let administrator = step(&one)
        .await
        .with("name", "Ada Byron")
        .with("email", ADMIN)
        .with("password", PASSWORD)
        .with("again", PASSWORD);
    let _ = one.submit(&administrator).await.must_lead_to("/setup");
    let _ = other.get(&link).await.must_lead_to("/setup");
    let due = step(&other).await;
    assert_eq!(due.get("step"), Some("organisation"));
    let _ = other.submit(&due.with("name", "Aldermoor Group")).await.must_lead_to("/setup");
    // The first browser still has an earlier page open: sending it again makes nothing twice.
    let _ = one
        .submit(&administrator.with("email", "second@aldermoor.example"))
        .await
        .must_lead_to("/setup");
    assert_eq!(step(&one).await.get("step"), Some("units"));
    let mut database = Database::open(site.dir.path()).await;
    assert_eq!(database.number("SELECT count(*) FROM people").await, 1);
    // A restart prints a new token; the old one is worth nothing, and the way goes on.
    let token = site.store.setup_token().await.unwrap().unwrap();
    let _ = visitor(&site).get(&link).await.must_be(403);
    let third = visitor(&site);
    let _ = third.get(&format!("/setup?token={token}")).await.must_lead_to("/setup");
    assert_eq!(step(&third).await.get("step"), Some("units"));
}

#[tokio::test]
async fn the_summary_of_mistakes_names_the_field() {
    let site = NewSite::start().await;
    let browser = visitor(&site);
    let _ = browser.get(&format!("/setup?token={}", site.token)).await.must_lead_to("/setup");
    let form = step(&browser).await.with("email", ADMIN).with("password", PASSWORD);
    let page = browser.submit(&form.with("again", PASSWORD)).await.must_be(422).text();
    let words = format!("Name: {}", domain::text::EMPTY);
    assert_eq!(html::link_named(&page, &words), "#name");
}

#[tokio::test]
async fn mistakes_are_said_and_nothing_typed_is_lost() {
    let site = NewSite::start().await;
    let browser = visitor(&site);
    let _ = browser.get(&format!("/setup?token={}", site.token)).await.must_lead_to("/setup");
    let form = step(&browser)
        .await
        .with("name", "Ada Byron")
        .with("email", "ada at home")
        .with("password", "short");
    let answer = browser.submit(&form).await.must_be(422).text();
    assert!(
        answer.contains("Ada Byron")
            && answer.contains("ada at home")
            && answer.contains("aria-invalid")
    );
    assert!(!answer.contains("value=\"short\""), "passwords never come back");
    let form = form.with("email", ADMIN).with("password", PASSWORD).with("again", PASSWORD);
    let _ = browser.submit(&form).await.must_lead_to("/setup");
    let form = step(&browser).await.with("name", " ");
    let _ = browser.submit(&form).await.must_be(422);
    let _ = browser.submit(&form.with("name", "Aldermoor Group")).await.must_lead_to("/setup");
    for (list, said) in [
        ("", "Add at least one unit"),
        ("A\n  B\n        Cellar", "Line 3"),
        ("A\nA", "used twice"),
    ] {
        let form = step(&browser).await.with("list", list).with("do", "save");
        let answer = browser.submit(&form).await.must_be(422);
        assert!(answer.text().contains(said), "{list:?}: {}", answer.said());
        assert!(
            list.is_empty()
                || html::visible_text(&answer.text()).contains(list.lines().last().unwrap().trim())
                || answer.text().contains(list.lines().last().unwrap().trim()),
            "{list:?}: {}",
            answer.said()
        );
    }
    let form = step(&browser).await.with("list", "Commerce").with("do", "save");
    let _ = browser.submit(&form).await.must_lead_to("/setup");
    let form = step(&browser)
        .await
        .with("name", "")
        .with("due_on", "soon")
        .with("cadence_days", "often")
        .with("do", "open");
    let answer = browser.submit(&form).await.must_be(422).text();
    assert!(answer.contains("soon") && answer.contains("often") && answer.contains("aria-invalid"));
}

#[tokio::test]
async fn the_sample_organisation_comes_once_however_often_it_is_asked_for() {
    crate::program();
    let dir = tempfile::tempdir().unwrap();
    let server = Binary::start(dir.path());
    let browser = Browser::new(&server.origin);
    let _ = browser.get(&format!("/setup?token={}", server.token())).await.must_lead_to("/setup");
    let sample = [("step", "sample")];
    let (one, two) = tokio::join!(browser.post("/setup", &sample), browser.post("/setup", &sample));
    for answer in [&one, &two] {
        // Told of the accounts, or led on by the set-up that is over: never refused half way.
        let fits = [200, 303].contains(&answer.status.as_u16());
        assert!(fits, "{}: {}", answer.status, answer.said());
    }
    let ready = [&one, &two].into_iter().find(|answer| answer.text().contains("is ready"));
    let ready = ready.unwrap_or_else(|| panic!("{} / {}", one.said(), two.said()));
    let email = html::pieces(&ready.text()).into_iter().find_map(|piece| match piece {
        html::Piece::Text(text) if text.contains('@') => Some(text.trim().to_owned()),
        _ => None,
    });
    let password = plumbline::sample::PASSWORD;
    Browser::new(&server.origin).sign_in(&email.unwrap(), password).await;
    let mut database = Database::open(dir.path()).await;
    assert_eq!(database.number("SELECT count(*) FROM units WHERE parent_id IS NULL").await, 1);
    assert_eq!(database.text("SELECT setup_step FROM installation").await, "done");
    let administrators = "SELECT count(*) FROM grants WHERE role = 'administrator'";
    assert_eq!(database.number(administrators).await, 1);
    drop(server);
    let (content, said) = tests::binary::verify(dir.path());
    assert!(content, "{said}");
}
