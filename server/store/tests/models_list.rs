//! The list of models: what each filter finds, each order, paging, and ten thousand of them.

mod world;

use domain::models::{
    AccessLevel, Classification, DataSource, Deployment, Environment, Exposure, Hosting, Kind,
    Lifecycle, ModelDetails, Permission, Provenance, Switch, YesNoUnknown,
};
use domain::{Actor, ModelId};
use store::{ModelFilter, ModelLine, ModelSort, Part};
use world::World;

fn deployment(exposure: Exposure) -> Part {
    Part::Deployment(Deployment {
        environment: Environment::Production,
        platform: "shop-web".to_owned(),
        hosting: Hosting::Cloud,
        region: "eu-west".to_owned(),
        exposure,
        authentication: "Session".to_owned(),
        runtime_monitoring: Switch::On,
        provider_monitoring: Switch::Unknown,
    })
}

fn source(classification: Classification) -> Part {
    Part::DataSource(DataSource {
        name: "Order history".to_owned(),
        classification,
        personal_data: YesNoUnknown::Yes,
        encrypted_at_rest: YesNoUnknown::Yes,
        encrypted_in_transit: YesNoUnknown::No,
        access_control: "Row filter by shopper".to_owned(),
    })
}

fn permission() -> Part {
    Part::Permission(Permission {
        holder: "basket-service".to_owned(),
        level: AccessLevel::Write,
        reason: "Places items".to_owned(),
        last_reviewed: None,
    })
}

fn details(name: &str) -> ModelDetails {
    ModelDetails {
        version: "4.2".to_owned(),
        kind: Kind::LanguageModel,
        provider: "Tessera AI".to_owned(),
        provenance: Provenance::ThirdPartyApi,
        lifecycle: Lifecycle::Production,
        purpose: "Answers shoppers’ questions.".to_owned(),
        tags: vec!["chat".to_owned(), "Shop".to_owned()],
        ..ModelDetails::named(name)
    }
}

async fn names(world: &World, actor: &Actor, filter: &ModelFilter) -> Vec<String> {
    let read = world.store.read(actor);
    let page = read.models(filter, ModelSort::Name, false, 1).await.unwrap();
    assert_eq!(page.total, page.lines.len() as u64);
    page.lines.into_iter().map(|line| line.name).collect()
}

/// Three models that differ in everything a list filters by.
async fn three(world: &World) -> [ModelId; 3] {
    let (store, actor) = (&world.store, &world.manager);
    let assistant = ModelDetails { owner: Some(world.assessor.person), ..details("Shop Assistant") };
    let assistant = store.register_model(actor, world.online_store, assistant).await.unwrap();
    store.add_part(actor, assistant, deployment(Exposure::Internal)).await.unwrap();
    store.add_part(actor, assistant, deployment(Exposure::Public)).await.unwrap();
    store.add_part(actor, assistant, source(Classification::Confidential)).await.unwrap();
    store.add_part(actor, assistant, permission()).await.unwrap();
    let ranker = ModelDetails {
        kind: Kind::Recommender,
        provenance: Provenance::InHouse,
        provider: "Self-hosted".to_owned(),
        purpose: "Ranks über 100% of_results".to_owned(),
        ..ModelDetails::named("Product Search Ranker")
    };
    let ranker = store.register_model(actor, world.commerce, ranker).await.unwrap();
    store.add_part(actor, ranker, deployment(Exposure::Unknown)).await.unwrap();
    let planner = store
        .register_model(actor, world.logistics, ModelDetails::named("Route Planner"))
        .await
        .unwrap();
    [assistant, ranker, planner]
}

#[tokio::test]
async fn a_list_shows_what_is_derived_from_the_parts() {
    let world = World::new().await;
    let [assistant, ..] = three(&world).await;
    let lines = world.store.read(&world.viewer).models_of_unit(world.online_store, 9).await.unwrap();
    let line = &lines[0];
    assert_eq!((line.id, line.unit_name.as_str()), (assistant, "Online Store"));
    assert_eq!((line.exposure, line.deployments), (Some(Exposure::Public), 2));
    assert_eq!((line.data, line.personal_data), (Some(Classification::Confidential), true));
    assert_eq!((line.access, line.answered), (Some(AccessLevel::Write), 4));
    assert_eq!(line.owner_name.as_deref(), Some("Priya Raman"));
    let figures = world.store.read(&world.manager).register_figures().await.unwrap();
    assert_eq!((figures.registered, figures.outside), (3, 1));
    assert_eq!((figures.exposure_unknown, figures.incomplete, figures.retired), (1, 2, 0));
}

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
        (text("mdl-2"), if ranker.0 == 2 { vec![ALL[0]] } else { vec![] }),
        (ModelFilter { units: vec![world.commerce], ..none() }, vec![ALL[0], ALL[2]]),
        (ModelFilter { units: vec![world.online_store, world.logistics], ..none() }, vec![ALL[1], ALL[2]]),
        (ModelFilter { exposures: vec![Some(Exposure::Public)], ..none() }, vec![ALL[2]]),
        (ModelFilter { exposures: vec![None, Some(Exposure::Unknown)], ..none() }, vec![ALL[0], ALL[1]]),
        (ModelFilter { exposures: vec![Some(Exposure::Internal)], ..none() }, vec![]),
        (ModelFilter { data: vec![Some(Classification::Confidential)], ..none() }, vec![ALL[2]]),
        (ModelFilter { access: vec![None], ..none() }, vec![ALL[0], ALL[1]]),
        (ModelFilter { kinds: vec![Kind::Recommender, Kind::Unknown], ..none() }, vec![ALL[0], ALL[1]]),
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
    let details = ModelDetails { tags: vec!["basket".to_owned()], ..ModelDetails::named("Shop Assistant") };
    world.store.edit_model(&world.assessor, id, 1, details).await.unwrap();
    for (text, count) in [("helper", 0), ("assist", 1), ("bask", 1)] {
        let filter = ModelFilter { text: text.to_owned(), ..ModelFilter::default() };
        assert_eq!(names(&world, &world.assessor, &filter).await.len(), count, "{text}");
    }
}

#[tokio::test]
async fn counts_beside_filters_leave_out_their_own_property() {
    let world = World::new().await;
    three(&world).await;
    let read = world.store.read(&world.manager);
    let figures = read.register_figures().await.unwrap();
    let filter = ModelFilter {
        units: vec![world.commerce],
        exposures: vec![Some(Exposure::Public)],
        ..ModelFilter::default()
    };
    let counts = read.model_counts(&filter, &figures).await.unwrap().unwrap();
    assert_eq!(counts.exposures[&Some(Exposure::Unknown)], 1);
    assert_eq!(counts.exposures.get(&None), None);
    assert_eq!((counts.units[&world.commerce], counts.units.get(&world.logistics)), (1, None));
    assert_eq!(counts.complete[&true], 1);
    let counts = read.model_counts(&ModelFilter::default(), &figures).await.unwrap().unwrap();
    assert_eq!((counts.units[&world.root], counts.units[&world.commerce]), (3, 2));
    assert_eq!(counts.complete[&false], 2);
    assert_eq!(counts.ownerless, 2);
    assert_eq!(counts.owners, [(world.assessor.person, "Priya Raman".to_owned(), 1)]);
    assert_eq!(counts.tags, [("chat".to_owned(), 1), ("Shop".to_owned(), 1)]);
}

#[tokio::test]
async fn each_order_puts_first_what_is_worth_a_look() {
    let world = World::new().await;
    let [assistant, ranker, planner] = three(&world).await;
    world.clock.advance(chrono::Duration::hours(1));
    world.store.add_part(&world.manager, assistant, permission()).await.unwrap();
    let read = world.store.read(&world.manager);
    let order = async |sort, descending| -> Vec<ModelId> {
        let page = read.models(&ModelFilter::default(), sort, descending, 1).await.unwrap();
        page.lines.iter().map(|line| line.id).collect()
    };
    for (sort, expected) in [
        (ModelSort::Name, [ranker, planner, assistant]),
        (ModelSort::Unit, [ranker, planner, assistant]),
        (ModelSort::Exposure, [assistant, ranker, planner]),
        (ModelSort::Data, [assistant, ranker, planner]),
        (ModelSort::Profile, [planner, ranker, assistant]),
        (ModelSort::Updated, [ranker, planner, assistant]),
    ] {
        assert_eq!(order(sort, false).await, expected, "{sort:?}");
        let mut turned = expected;
        turned.reverse();
        assert_eq!(order(sort, true).await, turned, "{sort:?}, descending");
    }
}

/// 10,000 models straight into the tables: what is asserted is what the list makes of them.
async fn ten_thousand(world: &World) {
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(world.dir.path().join("data/plumbline.db"))
        .busy_timeout(std::time::Duration::from_secs(10));
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    let units = [world.commerce, world.online_store, world.customer_care, world.corporate, world.logistics];
    let units = serde_json::json!(units).to_string();
    let mut tx = pool.begin().await.unwrap();
    sqlx::query(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
         INSERT INTO models (unit_id, name, provider, created_at, updated_at, exposure_order,
                             data_order, profile_answered)
         SELECT json_extract(?1, '$[' || (i % 5) || ']'), printf('Model %05d', 9999 - i),
                printf('Provider %d', i % 7), '2026-01-01T00:00:00.000Z',
                strftime('%Y-%m-%dT%H:%M:%fZ', '2026-01-01', '+' || i || ' minutes'),
                i % 5, i % 6, i % 5
           FROM n",
    )
    .bind(units)
    .execute(&mut *tx)
    .await
    .unwrap();
    sqlx::query("INSERT INTO model_search (rowid, words) SELECT id, name || char(10) || provider FROM models")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    pool.close().await;
}

#[tokio::test]
async fn ten_thousand_models_are_searched_sorted_and_paged() {
    let world = World::new().await;
    ten_thousand(&world).await;
    let read = world.store.read(&world.manager);
    let all = ModelFilter::default();
    let first = |lines: &[ModelLine]| lines.first().map(|line| line.name.clone()).unwrap();

    let page = read.models(&all, ModelSort::Name, false, 1).await.unwrap();
    assert_eq!((page.total, page.page, page.lines.len()), (10_000, 1, 50));
    assert_eq!(first(&page.lines), "Model 00000");
    let page = read.models(&all, ModelSort::Name, false, 137).await.unwrap();
    assert_eq!(first(&page.lines), "Model 06800");
    let page = read.models(&all, ModelSort::Name, true, 999).await.unwrap();
    assert_eq!((page.page, first(&page.lines).as_str()), (200, "Model 00049"));

    for sort in [ModelSort::Unit, ModelSort::Exposure, ModelSort::Data, ModelSort::Profile, ModelSort::Updated] {
        let mut seen = std::collections::HashSet::new();
        for number in [1, 2, 100, 200] {
            let page = read.models(&all, sort, number % 2 == 0, number).await.unwrap();
            assert_eq!((page.page, page.lines.len()), (number, 50), "{sort:?}");
            if number <= 2 {
                seen.extend(page.lines.iter().map(|line| line.id));
            }
        }
        assert_eq!(seen.len(), 100, "{sort:?}: the first page comes back when it is turned");
    }

    let text = |text: &str| ModelFilter { text: text.to_owned(), ..ModelFilter::default() };
    assert_eq!(read.models(&text("07777"), ModelSort::Name, false, 1).await.unwrap().lines.len(), 1);
    let many = read.models(&text("provider 3"), ModelSort::Updated, true, 2).await.unwrap();
    assert!(many.lines.windows(2).all(|pair| pair[0].updated_at >= pair[1].updated_at));
    let narrow = ModelFilter {
        units: vec![world.online_store],
        exposures: vec![Some(Exposure::Unknown)],
        ..ModelFilter::default()
    };
    let page = read.models(&narrow, ModelSort::Exposure, false, 1).await.unwrap();
    assert_eq!(page.total, 2_000);
    let figures = read.register_figures().await.unwrap();
    assert_eq!((figures.registered, figures.exposure_unknown), (10_000, 2_000));
    let counts = read.model_counts(&narrow, &figures).await.unwrap().unwrap();
    assert_eq!(counts.units[&world.commerce], 2_000);

    // A person of one unit sees theirs alone, however many there are.
    let read = world.store.read(&world.outsider);
    assert_eq!(read.models(&all, ModelSort::Name, false, 1).await.unwrap().total, 2_000);
}
