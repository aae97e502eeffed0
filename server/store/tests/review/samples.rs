//! Samples: drawn at random, kept, and drawn again.

use domain::evidence::sample::{DrawnAgain, draw, hash_of, names};
use domain::evidence::{Spot, Standing, Verdict};
use domain::{AppError, Role};
use sqlx::{Connection as _, SqliteConnection};
use store::{NewSample, Place};

use crate::world::told;
use crate::{EXPOSURE, KEYS, Shop, draft, note, verdict, waiting};

#[tokio::test]
async fn a_sample_can_be_drawn_again() {
    let shop = Shop::new().await;
    let world = &shop.world;
    let mut population = Vec::new();
    for n in 0..12 {
        let evidence = shop.attach(EXPOSURE, &format!("item {n}"), "2027-02-18").await;
        population.push(Spot { unit: world.online_store, question: EXPOSURE, evidence });
    }
    let new = NewSample {
        filter: waiting(),
        filter_query: "standing=waiting".to_owned(),
        size: 4,
        seed: "2026-11".to_owned(),
    };
    let id = world.store.draw_sample(&world.auditor, &new).await.unwrap();
    let (sample, rows) = world.store.read(&world.auditor).sample(id).await.unwrap();
    let drawn: Vec<Spot> = rows.iter().map(store::QueueRow::spot).collect();
    assert_eq!(drawn, draw(&population, "2026-11", 4));
    let kept = names(&population);
    assert_eq!((sample.population, sample.population_sha256), (12, hash_of(&kept)));
    // What happens to an item later does not take it out of the sample.
    shop.judge(drawn[0].evidence, EXPOSURE, &verdict(Verdict::Accepted, "")).await;
    let (_, rows) = world.store.read(&world.auditor).sample(id).await.unwrap();
    assert_eq!((rows.len(), rows[0].standing), (4, Standing::Accepted));
    let read = world.store.read(&world.auditor);
    assert_eq!(read.own_samples(5).await.unwrap().len(), 1);
    // The queue is another by now; the names are those of then, and give the same items.
    assert_eq!(read.queue(&waiting()).await.unwrap().len(), 11);
    assert_eq!(read.sample_names(id).await.unwrap(), Some(kept));
    assert_eq!(read.draw_sample_again(id).await.unwrap(), Some(DrawnAgain::Same));
    world.verified().await;
}

#[tokio::test]
async fn the_names_of_a_sample_stay_and_a_change_of_them_is_seen() {
    let shop = Shop::new().await;
    let world = &shop.world;
    shop.attach(EXPOSURE, "item", "2027-02-18").await;
    let elsewhere = draft(world, world.logistics).await;
    let place = Place { assessment: elsewhere, question: KEYS };
    let far = note("far", "2027-05-18");
    world.store.attach_evidence(&world.outsider, place, &far).await.unwrap();
    let new =
        NewSample { filter: waiting(), filter_query: String::new(), size: 2, seed: "1".to_owned() };
    let id = world.store.draw_sample(&world.auditor, &new).await.unwrap();
    let near = world.join("Jo Park", Role::Auditor, world.online_store).await;
    let read = world.store.read(&near);
    assert_eq!(read.sample(id).await.unwrap().1.len(), 1, "what they may judge of it");
    assert_eq!(read.sample_names(id).await.unwrap(), None, "it names items elsewhere");
    let path = world.store.data().join("plumbline.db");
    let mut database =
        SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
    for statement in ["UPDATE sample_populations SET names = ''", "DELETE FROM sample_populations"]
    {
        let refused = sqlx::query(statement).execute(&mut database).await.unwrap_err().to_string();
        assert!(refused.contains("stays as it was drawn"), "{refused}");
    }
    sqlx::query("DROP TRIGGER sample_populations_stay").execute(&mut database).await.unwrap();
    sqlx::query("UPDATE sample_populations SET names = '1/1/1' || char(10)")
        .execute(&mut database)
        .await
        .unwrap();
    let again = world.store.read(&world.auditor).draw_sample_again(id).await.unwrap();
    assert_eq!(again, Some(DrawnAgain::OtherNames));
}

#[tokio::test]
async fn a_sample_is_for_who_may_judge_it() {
    let shop = Shop::new().await;
    let world = &shop.world;
    let new =
        |filter| NewSample { filter, filter_query: String::new(), size: 4, seed: "1".to_owned() };
    let empty = world.store.draw_sample(&world.auditor, &new(waiting())).await;
    assert!(matches!(told(empty), AppError::Invalid(_)), "there is nothing to draw from");
    shop.attach(EXPOSURE, "item", "2027-02-18").await;
    let none = world.store.draw_sample(&world.manager, &new(waiting())).await;
    assert!(matches!(told(none), AppError::Invalid(_)), "their queue is empty");
    let id = world.store.draw_sample(&world.auditor, &new(waiting())).await.unwrap();
    let far = world.join("Jo Park", Role::Auditor, world.logistics).await;
    for actor in [&far, &world.manager, &world.assessor] {
        assert_eq!(told(world.store.read(actor).sample(id).await), AppError::NotFound);
    }
}
