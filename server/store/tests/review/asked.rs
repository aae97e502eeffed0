//! What an auditor asked about an item, and the answers to it.

use chrono::Duration;
use domain::evidence::{Standing, Verdict};
use domain::{AppError, Role};

use crate::world::told;
use crate::{EXPOSURE, KEYS, Shop, verdict};

#[tokio::test]
async fn an_answer_brings_the_item_back_to_the_auditor() {
    let shop = Shop::new().await;
    let world = &shop.world;
    let id = shop.attach(EXPOSURE, "Routes", "2027-02-18").await;
    assert!(matches!(told(shop.reply(&world.assessor, id).await), AppError::Conflict(_)));
    shop.judge(id, EXPOSURE, &verdict(Verdict::Asked, "Which gateway is this?")).await;
    assert_eq!(shop.standing(id).await, Standing::Asked);
    world.clock.advance(Duration::days(1));
    shop.reply(&world.assessor, id).await.unwrap();
    assert_eq!(shop.standing(id).await, Standing::Waiting);
    let item = world.store.read(&world.auditor).evidence_item(id).await.unwrap();
    let reply = &item.places[0].replies[0];
    assert_eq!(
        (reply.body.as_str(), reply.written_by_name.as_str()),
        ("The one in Dublin.", "Priya Raman")
    );
    assert_eq!(reply.verdict_id, item.places[0].verdicts[0].id);
    shop.judge(id, EXPOSURE, &verdict(Verdict::Asked, "And the other one?")).await;
    assert_eq!(shop.standing(id).await, Standing::Asked, "an answer is one to its own question");
    world.verified().await;
}

#[tokio::test]
async fn what_was_withdrawn_waits_for_no_answer() {
    let shop = Shop::new().await;
    let world = &shop.world;
    let id = shop.attach(EXPOSURE, "Routes", "2027-02-18").await;
    shop.judge(id, EXPOSURE, &verdict(Verdict::Asked, "Which gateway is this?")).await;
    world.store.withdraw_evidence(&world.assessor, id, "Wrong file.").await.unwrap();
    assert!(matches!(told(shop.reply(&world.assessor, id).await), AppError::Conflict(_)));
}

#[tokio::test]
async fn nobody_answers_what_they_asked_or_where_they_may_not() {
    let shop = Shop::new().await;
    let world = &shop.world;
    let both = world.join("Jo Park", Role::Auditor, world.online_store).await;
    world
        .store
        .grant_role(&world.admin, both.person, Role::Assessor, Some(world.online_store))
        .await
        .unwrap();
    let both = world.again(both.person).await;
    let id = shop.attach(EXPOSURE, "Routes", "2027-02-18").await;
    let asked = verdict(Verdict::Asked, "Which gateway is this?");
    world.store.give_verdict(&both, id, world.online_store, EXPOSURE, &asked).await.unwrap();
    assert!(matches!(told(shop.reply(&both, id).await), AppError::Refused(_)));
    assert!(matches!(told(shop.reply(&world.auditor, id).await), AppError::Refused(_)));
    assert_eq!(told(shop.reply(&world.outsider, id).await), AppError::NotFound);
    let elsewhere =
        world.store.reply_to_question(&world.assessor, id, world.online_store, KEYS, "x");
    assert_eq!(told(elsewhere.await), AppError::NotFound);
}
