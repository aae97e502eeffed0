//! What each filter of the list finds.

use domain::models::{Classification, Exposure, Kind, Lifecycle, ModelDetails, Provenance};
use store::ModelFilter;

use crate::samples::{names, three};
use crate::world::World;

#[tokio::test]
async fn each_filter_finds_what_it_says() {
    let world = World::new().await;
    let [_, ranker, _] = three(&world).await;
    const ALL: [&str; 3] = ["Product Search Ranker", "Route Planner", "Shop Assistant"];
    let none = ModelFilter::default;
    let text = |text: &str| ModelFilter { text: text.to_owned(), ..none() };
    let cases: Vec<(ModelFilter, Vec<&str>)> = vec![
        (none(), ALL.to_vec()),
        (text("shop"), vec![ALL[2]]),
        (text("SEARCH prod"), vec![ALL[0]]),
        (text("tessera"), vec![ALL[2]]),
        (text("hoppers’ quest"), vec![ALL[2]]),
        (text("chat"), vec![ALL[2]]),
        (text("uber"), vec![ALL[0]]),
        (text("0%"), vec![ALL[0]]),
        (text("f_"), vec![ALL[0]]),
        (text("4. shop"), vec![ALL[2]]),
        (text("\"quoted\" OR NEAR("), vec![]),
        (text("shop\0assist"), vec![ALL[2]]),
        (text("ch\""), vec![]),
        (text("\0"), ALL.to_vec()),
        (text("ho"), vec![ALL[0], ALL[2]]),
        (text("at"), vec![ALL[2]]),
        (text("mdl-2"), if ranker.0 == 2 { vec![ALL[0]] } else { vec![] }),
        (ModelFilter { units: vec![world.commerce], ..none() }, vec![ALL[0], ALL[2]]),
        (
            ModelFilter { units: vec![world.online_store, world.logistics], ..none() },
            vec![ALL[1], ALL[2]],
        ),
        (ModelFilter { exposures: vec![Some(Exposure::Public)], ..none() }, vec![ALL[2]]),
        (
            ModelFilter { exposures: vec![None, Some(Exposure::Unknown)], ..none() },
            vec![ALL[0], ALL[1]],
        ),
        (ModelFilter { exposures: vec![Some(Exposure::Internal)], ..none() }, vec![]),
        (ModelFilter { data: vec![Some(Classification::Confidential)], ..none() }, vec![ALL[2]]),
        (ModelFilter { access: vec![None], ..none() }, vec![ALL[0], ALL[1]]),
        (
            ModelFilter { kinds: vec![Kind::Recommender, Kind::Unknown], ..none() },
            vec![ALL[0], ALL[1]],
        ),
        (ModelFilter { provenances: vec![Provenance::ThirdPartyApi], ..none() }, vec![ALL[2]]),
        (ModelFilter { lifecycles: vec![Lifecycle::Production], ..none() }, vec![ALL[2]]),
        (ModelFilter { complete: vec![true], ..none() }, vec![ALL[2]]),
        (ModelFilter { complete: vec![false], ..none() }, vec![ALL[0], ALL[1]]),
        (ModelFilter { complete: vec![true, false], ..none() }, ALL.to_vec()),
        (ModelFilter { owners: vec![None], ..none() }, vec![ALL[0], ALL[1]]),
        (ModelFilter { owners: vec![Some(world.assessor.person)], ..none() }, vec![ALL[2]]),
        (ModelFilter { owners: vec![None, Some(world.assessor.person)], ..none() }, ALL.to_vec()),
        (ModelFilter { tags: vec!["SHOP".to_owned()], ..none() }, vec![ALL[2]]),
        (
            ModelFilter { units: vec![world.commerce], complete: vec![false], ..text("rank") },
            vec![ALL[0]],
        ),
    ];
    for (filter, expected) in cases {
        assert_eq!(names(&world, &world.manager, &filter).await, expected, "{filter:?}");
    }
    // Nobody's filter reaches beyond what they may see.
    let elsewhere = ModelFilter { units: vec![world.root], ..none() };
    assert_eq!(names(&world, &world.outsider, &elsewhere).await, ["Route Planner"]);
}

#[tokio::test]
async fn an_edit_is_found_under_its_new_words_only() {
    let world = World::new().await;
    let helper = ModelDetails::named("Chat Helper");
    let id = world.store.register_model(&world.assessor, world.online_store, helper).await.unwrap();
    let details =
        ModelDetails { tags: vec!["basket".to_owned()], ..ModelDetails::named("Shop Assistant") };
    world.store.edit_model(&world.assessor, id, 1, details).await.unwrap();
    for (text, count) in [("helper", 0), ("assist", 1), ("bask", 1)] {
        let filter = ModelFilter { text: text.to_owned(), ..ModelFilter::default() };
        assert_eq!(names(&world, &world.assessor, &filter).await.len(), count, "{text}");
    }
}
