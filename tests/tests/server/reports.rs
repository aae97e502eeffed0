//! The manager's report over HTTP: the same figures wherever they are read, reports that are kept, and
//! targets.

mod digits;

use tests::html::{form_to, forms, tags, visible_text};
use tests::{Site, Who};

#[tokio::test]
async fn a_link_is_a_report_and_what_makes_no_sense_is_told() {
    let site = Site::start().await;
    let viewer = site.sign_in(Who::Viewer).await;
    let unit = site.known.near.unit;
    let page = viewer.get(&format!("/reports?unit={unit}&alone=yes&score=claimed")).await;
    assert!(visible_text(&page.must_be(200).text()).contains("Online Store"));
    for (query, said) in [
        ("unit=x", "is no unit"),
        ("from=2026-13-01", "is no day"),
        ("from=2026-10-01&to=2026-09-01", "is not before"),
        ("unit=1&unit=2&unit=3&unit=4&unit=5&unit=6&unit=7&unit=8&unit=9", "At most 8 units"),
    ] {
        let page = viewer.get(&format!("/reports?{query}")).await.must_be(200).text();
        assert!(visible_text(&page).contains(said), "{query}: {}", visible_text(&page));
        let file = viewer.get(&format!("/reports/figures.json?{query}")).await;
        assert_eq!(file.status, 404, "{query}: there is no such file");
    }
    let hidden = site.known.far.unit;
    for path in ["/reports", "/reports/figures.json", "/reports/tables/scores"] {
        let answer = viewer.get(&format!("{path}?unit={unit}&unit={hidden}")).await;
        assert_eq!(answer.status, 404, "{path}");
    }
    for path in ["/reports/tables/nonsense", "/reports/charts/nonsense"] {
        assert_eq!(viewer.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_report_is_kept_under_a_name_shared_and_removed() {
    let site = Site::start().await;
    let manager = site.sign_in(Who::NearManager).await;
    let unit = site.known.near.unit;
    let address = format!("/reports?unit={unit}&frame=all");
    let page = manager.get(&address).await.must_be(200).text();
    let form = form_to(&page, "/reports/kept");
    let nameless = manager.submit(&form).await.must_be(422).text();
    assert!(visible_text(&nameless).contains("can’t be empty"));
    let long = "x".repeat(61);
    let again = manager.submit(&form.clone().with("name", &long)).await.must_be(422).text();
    assert_eq!(form_to(&again, "/reports/kept").get("name"), Some(long.as_str()));

    let shared = form.with("name", "For the board").with("share", &unit.to_string());
    let kept = manager.submit(&shared).await.must_be(303);
    assert_eq!(kept.location(), format!("{address}&done=kept"));
    let marked = |html: &str| {
        tags(html).iter().any(|tag| {
            tag.get("href") == Some(address.as_str()) && tag.get("aria-current").is_some()
        })
    };
    assert!(marked(&manager.get(kept.location()).await.must_be(200).text()));
    let viewer = site.sign_in(Who::Viewer).await;
    let seen = viewer.get("/reports").await.must_be(200).text();
    assert!(visible_text(&seen).contains("For the board"));
    let theirs = viewer.get(&address).await.must_be(200).text();
    assert!(forms(&theirs).iter().all(|form| !form.action.ends_with("/remove")), "it isn't theirs");

    let page = manager.get(&address).await.must_be(200).text();
    let remove = forms(&page).into_iter().find(|form| form.action.ends_with("/remove")).unwrap();
    let removed = manager.submit(&remove).await.must_be(303);
    assert_eq!(removed.location(), format!("{address}&done=removed"));
    assert!(!visible_text(&viewer.get("/reports").await.text()).contains("For the board"));
    site.verified().await;
}

#[tokio::test]
async fn a_target_is_set_shown_in_the_report_and_taken_back() {
    let site = Site::start().await;
    let manager = site.sign_in(Who::NearManager).await;
    let path = format!("/units/{}/targets", site.known.near.unit);
    let form = form_to(&manager.get(&path).await.must_be(200).text(), &path);
    for (points, on, said) in [
        ("101", "2027-03-31", "from 0 to 100"),
        ("20", "soon", "Write a day"),
        ("20", "2020-01-01", "This day is over"),
    ] {
        let sent = form.clone().with("points", points).with("on", on);
        let again = manager.submit(&sent).await.must_be(422).text();
        assert!(visible_text(&again).contains(said), "{}", visible_text(&again));
        let kept = form_to(&again, &path);
        assert_eq!((kept.get("points"), kept.get("on")), (Some(points), Some(on)));
    }
    let set = manager.submit(&form.with("points", "20").with("on", "2027-03-31")).await;
    assert_eq!(set.must_be(303).location(), format!("{path}?done=set"));
    let report = format!("/reports?unit={}", site.known.near.unit);
    let viewer = site.sign_in(Who::Viewer).await;
    let page = visible_text(&viewer.get(&report).await.must_be(200).text());
    assert!(page.contains("Targets") && page.contains("not yet reached"), "{page}");
    let fields = [("on", "2027-03-31"), ("take_back", "yes")];
    let _ = manager.post(&path, &fields).await.must_be(303);
    assert!(!visible_text(&viewer.get(&report).await.text()).contains("not yet reached"));
    assert_eq!(viewer.post(&path, &fields).await.status, 403);
    site.verified().await;
}
