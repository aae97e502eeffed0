//! Every route, by everybody: each is held to the access that the table of routes claims for it.

use std::collections::BTreeSet;

use app::routes::{Access, Route};
use domain::permissions::role_allows;
use domain::{Action, Role, UnitId};
use http::Method;
use tests::cases::{self, Case, elsewhere};
use tests::{Answer, Site, Who, html};

/// What somebody is owed on a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owed {
    /// The page, or the step.
    It,
    /// A refusal: they see the thing, or there is nothing to hide.
    Refusal,
    /// What they may not know of doesn't exist.
    Nothing,
}

/// The table's entry for a case.
fn route_of(case: &Case) -> Route {
    let table = plumbline::http::table();
    let route = table
        .into_iter()
        .find(|route| route.path == case.route && route.method == case.method.as_str());
    route.unwrap_or_else(|| panic!("there is no route {}", case.name()))
}

async fn owed(site: &Site, case: &Case, who: Who) -> Owed {
    if case.own && case.who != Some(who) {
        return Owed::Nothing;
    }
    let Access::Needs(action) = route_of(case).access else { return Owed::It };
    let actor = site.store.actor(site.known.person(who)).await.unwrap().unwrap();
    let allowed = async |action: Action, unit: UnitId| {
        let lineage = site.store.read(&actor).lineage(unit).await.unwrap();
        actor.allows_on(action, &lineage)
    };
    match case.unit {
        _ if action.is_for_installation() && actor.allows(action) => Owed::It,
        _ if action.is_for_installation() => Owed::Nothing,
        None if actor.allows_somewhere(action) => Owed::It,
        None => Owed::Refusal,
        Some(unit) if allowed(action, unit).await => Owed::It,
        Some(unit) if allowed(Action::Read, unit).await => Owed::Refusal,
        Some(_) => Owed::Nothing,
    }
}

/// The page without what differs from one request to the next.
fn settled(answer: &Answer, path: &str) -> String {
    let mut text = answer.text().replace(path, "…");
    for once in [answer.header("x-request-id"), nonce_of(answer)] {
        if !once.is_empty() {
            text = text.replace(once, "…");
        }
    }
    text
}

fn nonce_of(answer: &Answer) -> &str {
    let policy = answer.header("content-security-policy");
    policy
        .split_once("'nonce-")
        .and_then(|(_, rest)| rest.split_once('\''))
        .map_or("", |(nonce, _)| nonce)
}

#[tokio::test]
async fn every_route_has_a_case() {
    let site = Site::start().await;
    let named = |method: &str, path: &str| format!("{method} {path}");
    let table: BTreeSet<String> =
        plumbline::http::table().iter().map(|route| named(route.method, route.path)).collect();
    let cases: BTreeSet<String> = cases::all(&site.known)
        .iter()
        .map(|case| named(case.method.as_str(), case.route))
        .collect();
    let without: Vec<_> = table.difference(&cases).collect();
    let gone: Vec<_> = cases.difference(&table).collect();
    assert!(without.is_empty(), "no authorization case for {without:#?}");
    assert!(gone.is_empty(), "cases without a route: {gone:#?}");
}

#[tokio::test]
async fn every_page_opens_for_those_who_may_and_for_nobody_else() {
    let site = Site::start().await;
    let everybody = site.everybody().await;
    for case in cases::all(&site.known).iter().filter(|case| case.method == Method::GET) {
        for (who, browser) in &everybody {
            let answer = case.open(browser, &case.near).await;
            let (status, owed) = (answer.status.as_u16(), owed(&site, case, *who).await);
            let fits = match owed {
                // Whoever is signed in has no use for the form to sign in.
                Owed::It if case.who.is_none() => [200, 303].contains(&status),
                Owed::It => status == case.status,
                Owed::Refusal => [403, 404].contains(&status),
                Owed::Nothing => status == 404,
            };
            assert!(
                fits,
                "{who:?} is owed {owed:?} by {}: {}, {}",
                case.name(),
                status,
                answer.said()
            );
            if status == 200 && !case.streams && answer.is_page() {
                let headings =
                    html::tags(&answer.text()).iter().filter(|tag| tag.name == "h1").count();
                assert_eq!(headings, 1, "{} for {who:?}", case.name());
            }
        }
    }
}

#[tokio::test]
async fn every_form_does_its_job_for_those_it_is_meant_for() {
    let known = Site::start().await.known.clone();
    for (index, case) in cases::all(&known).iter().enumerate() {
        if case.method != Method::POST {
            continue;
        }
        let site = Site::start().await;
        let case = &cases::all(&site.known)[index];
        let browser = match case.who {
            Some(who) => site.sign_in(who).await,
            None => site.visitor(),
        };
        let mut database = site.database().await;
        let form = case.filled(&browser).await;
        let before = database.head().await;
        let answer = case.send(&browser, &form).await;
        assert_eq!(answer.status, case.status, "{}: {}", case.name(), answer.said());
        let entries = database.actions_after(before).await;
        assert_eq!(!entries.is_empty(), case.audited, "{}: {entries:?}", case.name());
        site.verified().await;
        if case.status == 303 && answer.location() != "/signin?done=out" {
            let next = browser.get(answer.location()).await;
            assert_eq!(
                next.status,
                200,
                "{} leads to {}: {}",
                case.name(),
                answer.location(),
                next.said()
            );
        }
    }
}

#[tokio::test]
async fn nobody_changes_what_they_may_not() {
    let site = Site::start().await;
    let everybody = site.everybody().await;
    let mut database = site.database().await;
    for case in cases::all(&site.known).iter().filter(|case| case.method == Method::POST) {
        let Some(meant) = case.who else { continue };
        let form = case.filled(&everybody[&meant]).await;
        let (before, head) = (database.digests().await, database.head().await);
        let mut refusals = 0;
        for (who, browser) in &everybody {
            let owed = owed(&site, case, *who).await;
            if owed == Owed::It {
                continue;
            }
            let answer = case.send(browser, &form).await;
            let status = answer.status.as_u16();
            let fits = status == 404 || owed == Owed::Refusal && status == 403;
            assert!(
                fits,
                "{who:?} is owed {owed:?} by {}: {status}, {}",
                case.name(),
                answer.said()
            );
            // The same without anything in it: the refusal comes before the form is looked at.
            let empty = case.send(browser, &html::Form::blank(&case.near)).await;
            let status = empty.status.as_u16();
            let fits = status == 404 || owed == Owed::Refusal && status == 403;
            assert!(fits, "{who:?}, empty, {}: {status}, {}", case.name(), empty.said());
            refusals += [answer, empty].iter().filter(|answer| answer.status == 403).count();
        }
        // Nothing is changed, and the log tells of every refusal.
        let told = database.actions_after(head).await;
        assert_eq!(told, vec!["request.refused"; refusals], "{}", case.name());
        let mut changed = tests::database::changed(&before, &database.digests().await);
        changed.retain(|table| table != "audit_log");
        assert!(changed.is_empty(), "{}: {changed:?}", case.name());
    }
}

/// Written out, and not taken from the table of routes: a form that is open to auditors by mistake would
/// be in both.
const OF_AUDITORS: [&str; 14] = [
    "/audit/verify",
    "/audits/new",
    "/audits/{id}/close",
    "/audits/{id}/conclusions",
    "/audits/{id}/edit",
    "/audits/{id}/findings/new",
    "/audits/{id}/pack",
    "/evidence/{id}/verdict",
    "/findings/{id}/end",
    "/packs",
    "/requests/new",
    "/requests/{id}/withdraw",
    "/review/samples",
    "/tasks/{id}/watch",
];

/// What whoever is signed in does for themselves, and what nobody has to be signed in for.
const OF_EVERYBODY: [&str; 15] = [
    "/account",
    "/account/notices",
    "/account/theme",
    "/link/{token}",
    "/notices/read",
    "/notices/{id}/open",
    "/reports/kept",
    "/reports/kept/{id}/remove",
    "/reports/kept/{id}/send",
    "/setup",
    "/signin",
    "/signout",
    "/tasks/filters",
    "/tasks/filters/{id}/remove",
    "/work/calendar",
];

#[test]
fn an_auditor_writes_what_is_written_here_and_nothing_else() {
    let mut of_auditors = Vec::new();
    let mut of_everybody = Vec::new();
    for route in plumbline::http::table().into_iter().filter(|route| route.method == "POST") {
        match route.access {
            Access::Needs(action) if role_allows(Role::Auditor, action) => {
                of_auditors.push(route.path);
            }
            Access::Needs(_) => {}
            Access::Public | Access::SetUp | Access::Link | Access::SignedIn => {
                of_everybody.push(route.path);
            }
        }
    }
    of_auditors.sort_unstable();
    of_everybody.sort_unstable();
    // Whether somebody else is here is told to whoever reads an assessment.
    of_auditors.retain(|path| *path != "/assessments/{id}/here");
    assert_eq!(of_auditors, OF_AUDITORS);
    assert_eq!(of_everybody, OF_EVERYBODY);
}

#[tokio::test]
async fn those_who_are_not_signed_in_are_sent_to_sign_in() {
    let site = Site::start().await;
    let mut database = site.database().await;
    let visitor = site.visitor();
    let before = database.digests().await;
    for case in cases::all(&site.known) {
        let public =
            matches!(route_of(&case).access, Access::Public | Access::Link | Access::SetUp);
        if public {
            continue;
        }
        if case.method == Method::GET {
            let answer = case.open(&visitor, &case.near).await;
            assert_eq!(answer.status, 303, "{}: {}", case.name(), answer.said());
            let back = match case.near.as_str() {
                "/" => "/signin".to_owned(),
                path => {
                    let mut next = form_urlencoded::Serializer::for_suffix(
                        "/signin?".to_owned(),
                        "/signin?".len(),
                    );
                    next.append_pair("next", path).finish()
                }
            };
            assert_eq!(answer.location(), back);
            let data = visitor.send(visitor.island(Method::GET, &case.near)).await;
            assert_eq!(data.status, 401, "{} as data", case.name());
            assert_eq!(data.json()["problem"]["error"], "unauthenticated");
        } else {
            let form = html::Form::blank(&case.near);
            let answer = case.send(&visitor, &form).await;
            assert_eq!(answer.status, 401, "{}: {}", case.name(), answer.said());
        }
        assert!(visitor.cookies().is_empty(), "{}", case.name());
    }
    let changed = tests::database::changed(&before, &database.digests().await);
    assert!(changed.is_empty(), "{changed:?}");
}

#[tokio::test]
async fn unknown_and_forbidden_look_the_same() {
    let site = Site::start().await;
    let everybody = site.everybody().await;
    let mut database = site.database().await;
    for case in cases::all(&site.known) {
        let Some(who) = case.who else { continue };
        let browser = &everybody[&who];
        let form = match case.method {
            Method::POST => case.filled(browser).await,
            _ => html::Form::blank(&case.near),
        };
        let before = database.digests().await;
        let try_at = async |path: &str| {
            let answer = match case.method {
                Method::GET => case.open(browser, path).await,
                _ => case.send_to(browser, path, &form).await,
            };
            assert_eq!(answer.status, 404, "{} at {path}: {}", case.name(), answer.said());
            settled(&answer, path)
        };
        let mut bodies = BTreeSet::new();
        for id in [
            "999999",
            "0",
            "-1",
            "9223372036854775807",
            "9223372036854775808",
            "1x",
            "x",
            "%00",
            "1.0",
            "%F0%9F",
        ] {
            for path in elsewhere(&case, id) {
                bodies.insert(try_at(&path).await);
            }
        }
        if let Some(far) = &case.far {
            bodies.insert(try_at(far).await);
        }
        assert!(bodies.len() <= 1, "{}: {bodies:#?}", case.name());
        let changed = tests::database::changed(&before, &database.digests().await);
        assert!(changed.is_empty(), "{}: {changed:?}", case.name());
    }
}

#[tokio::test]
async fn parts_belong_to_their_model_and_to_no_other() {
    let site = Site::start().await;
    let manager = site.sign_in(Who::Manager).await;
    let (near, far) = (&site.known.near, &site.known.far);
    // The manager sees both models; still, a part is found only under its own.
    for (kind, part) in &far.parts {
        let name = kind.plural().replace(' ', "-");
        let path = format!("/models/{}/{name}/{part}", near.model);
        let _ = manager.get(&path).await.must_be(404);
        let _ = manager.post(&path, &[("revision", "1")]).await.must_be(404);
        let _ = manager.post(&format!("{path}/remove"), &[]).await.must_be(404);
    }
}

#[tokio::test]
async fn what_is_not_a_route_is_not_there() {
    let site = Site::start().await;
    let browser = site.as_role("administrator").await;
    for path in [
        "/nothing",
        "/models/1/",
        "/Models",
        "/models//1",
        "/..%2f..%2fetc%2fpasswd",
        "/assets/nothing.js",
        "/assets/..%2f..%2fCargo.toml",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.said());
    }
    for (method, path) in
        [(Method::DELETE, "/models"), (Method::PUT, "/account"), (Method::POST, "/people")]
    {
        let answer = browser.send(browser.request(method.clone(), path)).await;
        assert_eq!(answer.status, 405, "{method} {path}: {}", answer.said());
    }
}
