//! What open work will bring, on the pages of units: of one unit, and of a unit with those below it.

use domain::UnitId;
use tests::html::visible_text;
use tests::{Browser, Site, Who};

/// The table of numbers below the line of this title.
async fn numbers(browser: &Browser, unit: UnitId, title: &str) -> String {
    let page = browser.get(&format!("/units/{unit}")).await.must_be(200).text();
    let (_, table) = page.split_once(&format!("{title}</caption>")).unwrap_or_default();
    visible_text(table.split_once("</table>").unwrap_or_default().0)
}

/// Its rows that are a forecast, without what tells a band from a mean.
fn forecast(numbers: &str) -> Vec<String> {
    let rows = numbers.split("Forecast: if work is on time");
    let mut rows: Vec<String> = rows.map(|row| row.replace('–', " ")).collect();
    // What follows the last one, and all that came before the first.
    rows.pop();
    let last = |row: &String| {
        let words: Vec<&str> = row.split_whitespace().collect();
        words[words.len().saturating_sub(4)..].join(" ")
    };
    rows.iter().map(last).collect()
}

#[tokio::test]
async fn a_unit_with_others_below_it_shows_what_their_work_brings_to_the_mean() {
    let site = Site::start().await;
    let browser = site.sign_in(Who::NearManager).await;
    let (commerce, near) = (site.known.commerce, site.known.near.unit);
    let own = numbers(&browser, near, "Online Store: score by quarter").await;
    let mean = numbers(&browser, commerce, "Commerce with its sub-units: mean by quarter").await;
    // Of the three, the store alone was ever assessed: the mean goes where it goes.
    let (own, mean) = (forecast(&own), forecast(&mean));
    assert_eq!((own.len(), &own), (6, &mean));
    let page = browser.get(&format!("/units/{commerce}")).await.must_be(200).text();
    let (_, panel) = page.split_once("Mean with its sub-units").unwrap();
    let panel = visible_text(panel.split_once("</section>").unwrap().0);
    for said in [
        "Mean of the 1 assessed of 3 units; an average carries no band",
        "if every open task is verified on its due day",
        "fewer than five tasks were closed, so nothing is said of how punctual they were",
        "2 units without a score left out",
    ] {
        assert!(panel.contains(said), "{said}: {panel}");
    }
    let alone = browser.get(&format!("/units/{near}")).await.must_be(200).text();
    assert!(!alone.contains("Mean with its sub-units"), "nothing lies below the store");
}

#[tokio::test]
async fn what_nobody_may_see_is_in_no_forecast() {
    let site = Site::start().await;
    let (far, near) = (site.known.far.unit, site.known.near.unit);
    let browser = site.sign_in(Who::Viewer).await;
    let _ = browser.get(&format!("/units/{far}")).await.must_be(404);
    let page = browser.get(&format!("/units/{near}")).await.must_be(200).text();
    assert!(page.contains("Forecast: if work is on time"));
}
