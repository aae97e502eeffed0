//! Signing in and out, sessions and their ends, links that work once, and how fast to try again.

use app::rooms::account::hasher::Hasher;
use app::state::Settings;
use chrono::Duration;
use http::Method;
use tests::organisation::{PASSWORD, email_of};
use tests::setup::step;
use tests::site::NewSite;
use tests::{Answer, Browser, Site, Who, html, site};

const OTHER: &str = "several quite different words";

/// The value of the session's cookie in a browser.
fn session_of(browser: &Browser) -> String {
    let cookies = browser.cookies();
    let value = cookies.split("; ").find_map(|pair| pair.strip_prefix("plumbline="));
    value.unwrap_or_default().to_owned()
}

async fn is_signed_in(browser: &Browser) -> bool {
    let answer = browser.get("/account").await;
    match answer.status.as_u16() {
        200 => true,
        303 => {
            assert!(answer.location().starts_with("/signin"), "{}", answer.location());
            false
        }
        status => panic!("/account answered {status}: {}", answer.said()),
    }
}

async fn try_to_sign_in(browser: &Browser, email: &str, password: &str) -> Answer {
    browser.post("/signin", &[("email", email), ("password", password)]).await
}

/// A page without what differs from request to request.
fn settled(answer: &Answer) -> String {
    let text = answer.text();
    assert!(
        !text.contains(answer.header("x-request-id")) || answer.header("x-request-id").is_empty()
    );
    text
}

#[tokio::test]
async fn signing_in_takes_the_right_pair_and_goes_where_one_wanted_to() {
    let site = Site::start().await;
    let browser = site.visitor();
    let asked = browser.get("/models?q=shop&page=2").await.must_be(303);
    let page = browser.get(asked.location()).await.must_be(200);
    let form = html::form_to(&page.text(), "/signin")
        .with("email", &Who::Viewer.email().to_uppercase())
        .with("password", PASSWORD);
    let _ = browser.submit(&form).await.must_lead_to("/models?q=shop&page=2");
    assert!(is_signed_in(&browser).await);
    // Who is signed in already needs no form.
    let _ = browser.get("/signin?next=/account").await.must_lead_to("/account");
}

#[tokio::test]
async fn a_form_can_not_send_anybody_to_another_site() {
    let site = Site::start().await;
    for next in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:1",
    ] {
        let browser = site.visitor();
        let email = Who::Viewer.email();
        let form = [("email", email.as_str()), ("password", PASSWORD), ("next", next)];
        let answer = browser.post("/signin", &form).await.must_be(303);
        assert_eq!(answer.location(), "/", "after next={next}");
        let answer = browser.post("/account/theme", &[("theme", "dark"), ("back", next)]).await;
        assert_eq!(answer.location(), "/", "after back={next}");
    }
}

#[tokio::test]
async fn unknown_wrong_switched_off_and_not_yet_joined_look_the_same() {
    let site = Site::start().await;
    let emails = [
        "nobody.here@aldermoor.example",
        &Who::Viewer.email(),
        "lena.fischer@aldermoor.example",
        "jonas.weber@aldermoor.example",
    ];
    let mut seen: Vec<(String, String)> = Vec::new();
    for email in emails {
        let answer = try_to_sign_in(&site.visitor(), email, "not the password").await.must_be(422);
        assert!(answer.cookies().is_empty(), "{:?}", answer.cookies());
        assert!(answer.text().contains(email), "what was typed stays");
        assert!(!answer.text().contains("not the password"), "but not the password");
        seen.push((email.to_owned(), settled(&answer).replace(email, "…")));
    }
    for (email, body) in &seen {
        assert_eq!(*body, seen[0].1, "{email} differs from {}", seen[0].0);
    }
    // The right password of an account that is switched off is no password any more.
    let gone =
        try_to_sign_in(&site.visitor(), &email_of("Lena Fischer"), PASSWORD).await.must_be(422);
    assert_eq!(settled(&gone).replace(&email_of("Lena Fischer"), "…"), seen[0].1);
}

#[tokio::test]
async fn the_session_gets_a_new_id_at_sign_in() {
    let site = Site::start().await;
    let attacker = site.sign_in(Who::Outsider).await;
    let known = session_of(&attacker);
    assert!(!known.is_empty());
    for planted in [known.as_str(), "AAAAAAAAAAAAAAAAAAAAAA", "nonsense"] {
        let victim = site.visitor();
        victim.plant(&format!("plumbline={planted}; Path=/"));
        victim.sign_in(&Who::Admin.email(), PASSWORD).await;
        assert_ne!(session_of(&victim), planted);
        assert!(victim.get("/people").await.status.is_success());
        let thief = site.visitor();
        thief.plant(&format!("plumbline={planted}; Path=/"));
        assert_ne!(thief.get("/people").await.status, 200, "the planted id opens the account");
    }
}

#[tokio::test]
async fn nobody_gets_a_cookie_for_looking_around() {
    let site = Site::start().await;
    for path in ["/signin", "/", "/models", "/nothing/here", "/link/none", "/healthz"] {
        let answer = site.visitor().get(path).await;
        assert!(answer.cookies().is_empty(), "{path} sets {:?}", answer.cookies());
    }
    let sessions = site.database().await.number("SELECT count(*) FROM sessions").await;
    assert_eq!(sessions, 0);
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used() {
    let site = Site::start().await;
    let browser = site.sign_in(Who::Viewer).await;
    for _ in 0..3 {
        site.clock.advance(Duration::hours(11));
        assert!(is_signed_in(&browser).await, "use keeps it open");
    }
    site.clock.advance(Duration::hours(12));
    assert!(!is_signed_in(&browser).await);
    site.clock.advance(Duration::hours(-6));
    assert!(!is_signed_in(&browser).await, "an ended session stays ended");
}

#[tokio::test]
async fn a_session_ends_in_any_case_after_its_longest_time() {
    let site = Site::start().await;
    let browser = site.sign_in(Who::Viewer).await;
    let end = Duration::days(14);
    let mut passed = Duration::zero();
    while passed + Duration::hours(10) < end {
        site.clock.advance(Duration::hours(10));
        passed += Duration::hours(10);
        assert!(is_signed_in(&browser).await, "after {passed}");
    }
    site.clock.advance(end - passed);
    assert!(!is_signed_in(&browser).await);
}

#[tokio::test]
async fn settings_say_how_long_a_session_lasts() {
    let site =
        Site::with(Settings { session_idle_hours: 1, session_max_days: 1, ..site::settings() })
            .await;
    let browser = site.sign_in(Who::Viewer).await;
    site.clock.advance(Duration::minutes(61));
    assert!(!is_signed_in(&browser).await);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_not_only_the_cookie() {
    let site = Site::start().await;
    let browser = site.sign_in(Who::Viewer).await;
    let stolen = session_of(&browser);
    let _ = browser.post("/signout", &[]).await.must_lead_to("/signin");
    assert!(!is_signed_in(&browser).await);
    let thief = site.visitor();
    thief.plant(&format!("plumbline={stolen}; Path=/"));
    assert!(!is_signed_in(&thief).await);
    // Twice does no harm.
    let _ = browser.post("/signout", &[]).await.must_lead_to("/signin");
}

#[tokio::test]
async fn a_person_ends_their_own_sessions_and_nobody_elses() {
    let site = Site::start().await;
    let (here, there, third) = (
        site.sign_in(Who::Viewer).await,
        site.sign_in(Who::Viewer).await,
        site.sign_in(Who::Viewer).await,
    );
    let other = site.sign_in(Who::Assessor).await;
    let page = here.get("/account").await.must_be(200).text();
    let ends: Vec<_> =
        html::forms(&page).into_iter().filter(|f| f.get("do") == Some("end")).collect();
    assert_eq!(ends.len(), 2, "one button for each session but this one");
    let refused = other.post("/account", &ends[0].pairs()).await;
    assert_eq!(refused.status, 404, "somebody else's session");
    assert!(is_signed_in(&there).await && is_signed_in(&third).await);

    let _ = here.submit(&ends[0]).await.must_lead_to("/account");
    let open = [is_signed_in(&there).await, is_signed_in(&third).await];
    assert_eq!(open.iter().filter(|open| **open).count(), 1);
    assert!(is_signed_in(&here).await);
    let page = here.get("/account").await.must_be(200).text();
    let _ = here.submit(&html::form_that(&page, "end-others")).await.must_lead_to("/account");
    assert!(!is_signed_in(&there).await && !is_signed_in(&third).await);
    assert!(is_signed_in(&here).await && is_signed_in(&other).await);
}

#[tokio::test]
async fn a_deactivated_person_is_out_at_once() {
    let site = Site::start().await;
    let admin = site.as_role("administrator").await;
    let person = site.sign_in(Who::Viewer).await;
    let path = format!("/people/{}", site.known.person(Who::Viewer));
    let page = admin.get(&path).await.must_be(200).text();
    let _ = admin.submit(&html::form_that(&page, "deactivate")).await.must_lead_to(&path);
    assert!(!is_signed_in(&person).await);
    let refused = person.post("/account", &[("do", "name"), ("name", "Anybody")]).await;
    assert_eq!(refused.status, 401);
    let _ = try_to_sign_in(&person, &Who::Viewer.email(), PASSWORD).await.must_be(422);

    let page = admin.get(&path).await.must_be(200).text();
    let _ = admin.submit(&html::form_that(&page, "reactivate")).await.must_lead_to(&path);
    assert!(!is_signed_in(&person).await, "old sessions stay ended");
    person.sign_in(&Who::Viewer.email(), PASSWORD).await;
    site.verified().await;
}

#[tokio::test]
async fn a_role_taken_away_counts_at_once() {
    let site = Site::start().await;
    let admin = site.as_role("administrator").await;
    let person = site.sign_in(Who::Viewer).await;
    let model = format!("/models/{}", site.known.near.model);
    let _ = person.get(&model).await.must_be(200);
    let path = format!("/people/{}", site.known.person(Who::Viewer));
    let page = admin.get(&path).await.must_be(200).text();
    let _ = admin.submit(&html::form_that(&page, "revoke")).await.must_lead_to(&path);
    let _ = person.get(&model).await.must_be(404);
    assert!(is_signed_in(&person).await);
}

#[tokio::test]
async fn changing_the_password_needs_the_present_one_and_ends_other_sessions() {
    let site = Site::start().await;
    let (here, there) = (site.sign_in(Who::Viewer).await, site.sign_in(Who::Viewer).await);
    let page = here.get("/account").await.must_be(200).text();
    let form = html::form_that(&page, "password").with("password", OTHER).with("again", OTHER);
    let wrong =
        here.submit(&form.clone().with("present", "not the present one")).await.must_be(422);
    assert!(wrong.text().contains("This is not your present password."), "{}", wrong.said());
    assert!(!wrong.text().contains(OTHER), "passwords never come back");
    assert!(is_signed_in(&there).await);

    let before = session_of(&here);
    let _ = here.submit(&form.with("present", PASSWORD)).await.must_lead_to("/account");
    assert_ne!(session_of(&here), before, "the session gets a new id");
    assert!(is_signed_in(&here).await && !is_signed_in(&there).await);
    let _ = try_to_sign_in(&there, &Who::Viewer.email(), PASSWORD).await.must_be(422);
    there.sign_in(&Who::Viewer.email(), OTHER).await;
}

#[tokio::test]
async fn passwords_are_long_uncommon_and_otherwise_free() {
    let site = Site::start().await;
    let path = format!("/link/{}", site.known.invitation);
    let browser = site.visitor();
    let refused = [
        ("short", "short"),
        ("passwordpassword", "passwordpassword"),
        ("jonas.weber@aldermoor.example", "jonas.weber@aldermoor.example"),
        (OTHER, "several quite other words"),
        ("", ""),
    ];
    for (password, again) in refused {
        let answer =
            browser.post(&path, &[("password", password), ("again", again)]).await.must_be(422);
        assert!(answer.text().contains("aria-invalid=\"true\""), "{password}: {}", answer.said());
    }
    let long = "élan vital, ".repeat(2) + "größer 東京 and so on, 1234";
    let _ = browser.post(&path, &[("password", &long), ("again", &long)]).await.must_lead_to("/");
    assert!(is_signed_in(&browser).await);
}

#[tokio::test]
async fn an_invitation_works_once() {
    let site = Site::start().await;
    let path = format!("/link/{}", site.known.invitation);
    let (first, second) = (site.visitor(), site.visitor());
    let page = first.get(&path).await.must_be(200).text();
    assert!(page.contains("Jonas Weber"));
    // Looking at it spends nothing.
    let form = html::form_to(&page, &path).with("password", OTHER).with("again", OTHER);
    let _ = second.get(&path).await.must_be(200);
    let _ = first.submit(&form).await.must_lead_to("/");
    assert!(is_signed_in(&first).await);
    let spent = second.get(&path).await.must_be(404);
    assert!(spent.text().contains("This link no longer works"), "{}", spent.said());
    let again = second.submit(&form).await.must_be(404);
    assert!(again.cookies().is_empty());
    assert_eq!(html::visible_text(&spent.text()), html::visible_text(&again.text()));
    let never = second.get("/link/00112233445566778899aabbccddeeff").await.must_be(404);
    assert_eq!(html::visible_text(&spent.text()), html::visible_text(&never.text()));
    site.verified().await;
}

#[tokio::test]
async fn an_invitation_expires_and_a_newer_one_takes_its_place() {
    let site = Site::start().await;
    let path = format!("/link/{}", site.known.invitation);
    site.clock.advance(Duration::days(7) - Duration::seconds(1));
    let visitor = site.visitor();
    let _ = visitor.get(&path).await.must_be(200);
    site.clock.advance(Duration::seconds(1));
    let _ = visitor.get(&path).await.must_be(404);
    let _ = visitor.post(&path, &[("password", OTHER), ("again", OTHER)]).await.must_be(404);

    let first = new_link(&site, "Jonas Weber").await;
    let _ = visitor.get(&first).await.must_be(200);
    let second = new_link(&site, "Jonas Weber").await;
    let _ = visitor.get(&first).await.must_be(404);
    let _ = visitor.post(&second, &[("password", OTHER), ("again", OTHER)]).await.must_lead_to("/");
}

#[tokio::test]
async fn a_reset_link_ends_the_sessions_and_lasts_a_day() {
    let site = Site::start().await;
    let person = site.sign_in(Who::Viewer).await;
    let path = new_link(&site, Who::Viewer.name()).await;
    assert!(is_signed_in(&person).await, "making the link ends nothing yet");
    let visitor = site.visitor();
    let _ = visitor.post(&path, &[("password", OTHER), ("again", OTHER)]).await.must_lead_to("/");
    assert!(!is_signed_in(&person).await);
    let _ = try_to_sign_in(&person, &Who::Viewer.email(), PASSWORD).await.must_be(422);

    let late = new_link(&site, Who::Viewer.name()).await;
    site.clock.advance(Duration::hours(24));
    let _ = visitor.get(&late).await.must_be(404);
}

/// Makes a link through the administrator's form, as its path.
async fn new_link(site: &Site, name: &str) -> String {
    let admin = site.as_role("administrator").await;
    let id =
        site.database().await.number(&format!("SELECT id FROM people WHERE name = '{name}'")).await;
    let page = admin.get(&format!("/people/{id}")).await.must_be(200).text();
    let shown = admin.submit(&html::form_that(&page, "link")).await.must_be(200).text();
    let link = html::tags(&shown).into_iter().find(|tag| tag.get("name") == Some("link"));
    let link = link.unwrap().text("value");
    let (start, token) = link.split_once("/link/").unwrap();
    assert_eq!(start, site.origin);
    let kept = site
        .database()
        .await
        .number("SELECT count(*) FROM links WHERE length(token_hash) = 64")
        .await;
    assert!(kept > 0);
    let mut database = site.database().await;
    let leaks =
        database.number(&format!("SELECT count(*) FROM links WHERE token_hash = '{token}'")).await;
    let logged = database
        .number(&format!("SELECT count(*) FROM audit_log WHERE after LIKE '%{token}%'"))
        .await;
    assert_eq!((leaks, logged), (0, 0), "only the hash of a link is kept");
    format!("/link/{token}")
}

#[tokio::test]
async fn an_address_that_keeps_failing_has_to_wait_and_others_do_not() {
    let site = Site::with(Settings { trust_proxy: true, ..site::settings() }).await;
    let from = async |address: &str, email: &str, password: &str| {
        let browser = site.visitor();
        let request = browser
            .request(Method::POST, "/signin")
            .header("x-forwarded-for", format!("10.9.9.9, {address}"))
            .form(&[("email", email), ("password", password)]);
        browser.send(request).await
    };
    for attempt in 0..10 {
        let email = format!("guess{attempt}@aldermoor.example");
        let _ = from("192.0.2.1", &email, "not the password").await.must_be(422);
    }
    let email = Who::Viewer.email();
    let wait = from("192.0.2.1", &email, PASSWORD).await.must_be(429);
    assert_eq!(wait.header("retry-after"), "1");
    assert!(wait.text().contains("Too many attempts"), "{}", wait.said());
    assert!(wait.text().contains(&email), "what was typed stays");
    let _ = from("192.0.2.2", &email, PASSWORD).await.must_be(303);
    site.clock.advance(Duration::seconds(1));
    let _ = from("192.0.2.1", "guess11@aldermoor.example", "not the password").await.must_be(422);
    let wait = from("192.0.2.1", &email, PASSWORD).await.must_be(429);
    assert_eq!(wait.header("retry-after"), "2", "twice as long after each");
    site.clock.advance(Duration::seconds(2));
    let _ = from("192.0.2.1", &email, PASSWORD).await.must_be(303);
}

#[tokio::test]
async fn an_attacker_can_not_lock_a_person_out() {
    let site = Site::with(Settings { trust_proxy: true, ..site::settings() }).await;
    let email = Who::Viewer.email();
    // A failure long ago and many since, from everywhere, as the store keeps them.
    site.database()
        .await
        .run(&format!(
            "INSERT INTO sign_in_failures VALUES ('account:{email}', 6, '2026-11-23T09:00:00.000Z')"
        ))
        .await;
    let browser = site.visitor();
    browser.sign_in(&email, PASSWORD).await;
    assert!(is_signed_in(&browser).await);
}

#[tokio::test]
async fn without_a_trusted_proxy_nobody_chooses_their_own_address() {
    let site = Site::start().await;
    for attempt in 0..11 {
        let browser = site.visitor();
        let email = format!("guess{attempt}@aldermoor.example");
        let request = browser
            .request(Method::POST, "/signin")
            .header("x-forwarded-for", format!("192.0.2.{attempt}"))
            .form(&[("email", email.as_str()), ("password", "not the password")]);
        let expected = if attempt < 10 { 422 } else { 429 };
        let _ = browser.send(request).await.must_be(expected);
    }
}

#[tokio::test]
async fn a_hash_with_old_parameters_is_made_anew_at_the_next_sign_in() {
    let site = Site::with(Settings { argon2_passes: 2, ..site::settings() }).await;
    let hash = async || {
        let sql =
            format!("SELECT password_hash FROM people WHERE email = '{}'", Who::Viewer.email());
        site.database().await.text(&sql).await
    };
    assert!(hash().await.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{}", hash().await);
    let browser = site.sign_in(Who::Viewer).await;
    assert!(hash().await.starts_with("$argon2id$v=19$m=64,t=2,p=1$"), "{}", hash().await);
    browser.sign_in(&Who::Viewer.email(), PASSWORD).await;
    site.verified().await;
}

#[tokio::test]
async fn sign_ins_refusals_and_sign_outs_are_in_the_audit_log() {
    let site = Site::start().await;
    let mut database = site.database().await;
    let before = database.head().await;
    let browser = site.sign_in(Who::Viewer).await;
    let _ = try_to_sign_in(&site.visitor(), &Who::Viewer.email(), "not the password").await;
    let _ = browser.post("/signout", &[]).await;
    let actions = database.actions_after(before).await;
    assert_eq!(actions, ["session.begun", "session.refused", "session.ended"]);
    let kept = database
        .number("SELECT count(*) FROM audit_log WHERE after LIKE '%not the password%'")
        .await;
    assert_eq!(kept, 0);
}

/// Sends a form while the account is being guessed at, so that its password is looked at only after
/// two seconds, and does something else meanwhile: after the stored hash was read.
async fn overtaken(
    site: &Site,
    browser: Browser,
    form: (&'static str, Vec<(&'static str, String)>),
    meanwhile: impl Future<Output = ()>,
) -> Answer {
    let mut database = site.database().await;
    let account = format!("account:{}", Who::Viewer.email());
    let kept = format!("'{account}', 8, '2026-11-23T09:00:00.000Z'");
    database.run(&format!("INSERT OR REPLACE INTO sign_in_failures VALUES ({kept})")).await;
    let sent = tokio::spawn(async move {
        let (path, fields) = form;
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post(path, &fields).await
    });
    let count = format!("SELECT failures FROM sign_in_failures WHERE subject = '{account}'");
    while database.number(&count).await == 8 {
        tokio::task::yield_now().await;
    }
    meanwhile.await;
    sent.await.unwrap()
}

fn old_pair() -> (&'static str, Vec<(&'static str, String)>) {
    ("/signin", vec![("email", Who::Viewer.email()), ("password", PASSWORD.to_owned())])
}

async fn sessions_of_viewer(site: &Site) -> i64 {
    let person = site.known.person(Who::Viewer);
    let sql = format!("SELECT count(*) FROM sessions WHERE person_id = {person}");
    site.database().await.number(&sql).await
}

#[tokio::test]
async fn a_sign_in_that_a_reset_overtakes_is_one_with_a_wrong_password() {
    let site = Site::start().await;
    let path = new_link(&site, Who::Viewer.name()).await;
    let browser = site.visitor();
    let answer = overtaken(&site, browser.clone(), old_pair(), async {
        let chosen = [("password", OTHER), ("again", OTHER)];
        let _ = site.visitor().post(&path, &chosen).await.must_lead_to("/");
    });
    let answer = answer.await.must_be(422);
    assert!(answer.text().contains("Email and password do not match."), "{}", answer.said());
    assert!(answer.cookies().is_empty(), "{:?}", answer.cookies());
    assert!(!is_signed_in(&browser).await);
    assert_eq!(sessions_of_viewer(&site).await, 1, "only whoever had the link is signed in");
}

#[tokio::test]
async fn a_sign_in_that_a_deactivation_overtakes_leaves_no_session_to_live_again() {
    let site = Site::start().await;
    let admin = site.store.actor(site.known.person(Who::Admin)).await.unwrap().unwrap();
    let person = site.known.person(Who::Viewer);
    let browser = site.visitor();
    let answer = overtaken(&site, browser.clone(), old_pair(), async {
        site.store.deactivate_person(&admin, person).await.unwrap();
    });
    let answer = answer.await.must_be(422);
    assert!(answer.text().contains("Email and password do not match."), "{}", answer.said());
    assert_eq!(sessions_of_viewer(&site).await, 0);
    site.store.reactivate_person(&admin, person).await.unwrap();
    assert!(!is_signed_in(&browser).await);
}

#[tokio::test]
async fn a_reset_can_not_be_undone_by_a_change_with_the_old_password() {
    let site = Site::start().await;
    let path = new_link(&site, Who::Viewer.name()).await;
    let thief = site.sign_in(Who::Viewer).await;
    let mine = "chosen by whoever stole the password";
    let fields = [("do", "password"), ("present", PASSWORD), ("password", mine), ("again", mine)];
    let form = ("/account", fields.map(|(name, value)| (name, value.to_owned())).to_vec());
    let answer = overtaken(&site, thief.clone(), form, async {
        let chosen = [("password", OTHER), ("again", OTHER)];
        let _ = site.visitor().post(&path, &chosen).await.must_lead_to("/");
    });
    let _ = answer.await.must_be(401);
    assert!(!is_signed_in(&thief).await);
    assert_eq!(sessions_of_viewer(&site).await, 1, "only whoever had the link is signed in");
    let _ = try_to_sign_in(&thief, &Who::Viewer.email(), mine).await.must_be(422);
    thief.sign_in(&Who::Viewer.email(), OTHER).await;
    site.verified().await;
}

#[tokio::test]
async fn a_sign_in_that_a_hash_made_anew_overtakes_goes_on() {
    let site = Site::with(Settings { argon2_passes: 2, ..site::settings() }).await;
    let browser = site.visitor();
    let answer = overtaken(&site, browser.clone(), old_pair(), async {
        // As the same person's other sign-in would have left it.
        let hasher = Hasher::new(&Settings { argon2_passes: 2, ..site::settings() });
        let hash = hasher.hash(PASSWORD.to_owned()).await.unwrap();
        let email = Who::Viewer.email();
        let sql = format!("UPDATE people SET password_hash = '{hash}' WHERE email = '{email}'");
        site.database().await.run(&sql).await;
    });
    let _ = answer.await.must_lead_to("/");
    assert!(is_signed_in(&browser).await);
}

#[tokio::test]
async fn a_wrong_present_password_is_in_the_audit_log() {
    let site = Site::start().await;
    let browser = site.sign_in(Who::Viewer).await;
    let mut database = site.database().await;
    let before = database.head().await;
    let wrong = "not the password";
    let form = [("do", "password"), ("present", wrong), ("password", OTHER), ("again", OTHER)];
    let _ = browser.post("/account", &form).await.must_be(422);
    assert_eq!(database.actions_after(before).await, ["password.refused"]);
    let author = database.text("SELECT actor_name FROM audit_log ORDER BY seq DESC LIMIT 1").await;
    assert_eq!(author, Who::Viewer.name());
    let kept = database.number("SELECT count(*) FROM audit_log WHERE after LIKE '%not the pass%'");
    assert_eq!(kept.await, 0);
}

#[tokio::test]
async fn having_to_wait_is_in_the_audit_log_once_for_each_wait() {
    let site = Site::start().await;
    let browser = site.sign_in(Who::Viewer).await;
    let mut database = site.database().await;
    let stranger = "guess@aldermoor.example";
    let wrong = async || try_to_sign_in(&site.visitor(), stranger, "not the password").await;
    let start = "'address:127.0.0.1', 10, '2026-11-23T09:00:00.000Z'";
    database.run(&format!("INSERT OR REPLACE INTO sign_in_failures VALUES ({start})")).await;
    let before = database.head().await;
    for _ in 0..3 {
        let _ = wrong().await.must_be(429);
    }
    assert_eq!(database.actions_after(before).await, ["session.throttled"]);
    site.clock.advance(Duration::seconds(1));
    let _ = wrong().await.must_be(422);
    for _ in 0..3 {
        let form = [("do", "password"), ("present", "x"), ("password", OTHER), ("again", OTHER)];
        let _ = browser.post("/account", &form).await.must_be(429);
        let _ = wrong().await.must_be(429);
    }
    let actions = database.actions_after(before).await;
    assert_eq!(actions, ["session.throttled", "session.refused", "password.throttled"]);
    let flood = "SELECT count(*) FROM audit_log WHERE action LIKE '%.throttled' AND after NOT LIKE '%127.0.0.1%'";
    assert_eq!(database.number(flood).await, 0, "each says from where");
    site.verified().await;
}

#[tokio::test]
async fn nobody_takes_the_name_that_the_program_signs_with() {
    let site = Site::start().await;
    let (admin, new) = (site.as_role("administrator").await, NewSite::start().await);
    let first = Browser::new(&new.origin);
    let _ = first.get(&format!("/setup?token={}", new.token)).await.must_lead_to("/setup");
    // As the log names it for what nobody signed in did.
    let _ = try_to_sign_in(&site.visitor(), "nobody@aldermoor.example", "not the password").await;
    let sql = "SELECT actor_name FROM audit_log ORDER BY seq DESC LIMIT 1";
    let taken = site.database().await.text(sql).await.to_uppercase();

    let page = admin.get("/account").await.must_be(200).text();
    let rename = admin.submit(&html::form_that(&page, "name").with("name", &taken)).await;
    let page = admin.get("/people/invite").await.must_be(200).text();
    let invite = html::form_to(&page, "/people/invite")
        .with("name", &taken)
        .with("email", "emil.sato@aldermoor.example")
        .with("role", "administrator");
    let invite = admin.submit(&invite).await;
    let set_up = step(&first)
        .await
        .with("name", &taken)
        .with("email", "emil.sato@aldermoor.example")
        .with("password", PASSWORD)
        .with("again", PASSWORD);
    let set_up = first.submit(&set_up).await;
    for answer in [rename, invite, set_up] {
        let answer = answer.must_be(422);
        let said = html::visible_text(&answer.text());
        assert!(said.contains("The program signs its own entries as Plumbline."), "{said}");
        let name = html::tags(&answer.text()).into_iter().find(|t| t.get("name") == Some("name"));
        assert_eq!(name.unwrap().get("aria-invalid"), Some("true"), "beside the field");
    }
}
