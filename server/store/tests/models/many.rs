//! Ten thousand models: searched, sorted and paged.

use domain::models::Exposure;
use store::{ModelFilter, ModelLine, ModelSort};

use crate::world::World;

/// 10,000 models straight into the tables: what is asserted is what the list makes of them.
async fn ten_thousand(world: &World) {
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(world.dir.path().join("data/plumbline.db"))
        .busy_timeout(std::time::Duration::from_secs(10));
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    let units =
        [world.commerce, world.online_store, world.customer_care, world.corporate, world.logistics];
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

    for sort in [
        ModelSort::Unit,
        ModelSort::Exposure,
        ModelSort::Data,
        ModelSort::Profile,
        ModelSort::Updated,
    ] {
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
    assert_eq!(
        read.models(&text("07777"), ModelSort::Name, false, 1).await.unwrap().lines.len(),
        1
    );
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
