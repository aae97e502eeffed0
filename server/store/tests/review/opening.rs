//! Opening an item: it is hashed again.

use domain::AppError;
use domain::evidence::Kind;
use store::{Content, Place, Seal};

use crate::world::told;
use crate::{EXPOSURE, Shop, note};

#[tokio::test]
async fn an_item_is_hashed_again_whenever_it_is_opened() {
    let shop = Shop::new().await;
    let world = &shop.world;
    let mut incoming = world.store.vault().receive(1 << 20).await.unwrap();
    incoming.write(b"routes").await.unwrap();
    let kept = incoming.keep().await.unwrap();
    let path = world.store.vault().path_of(&kept.sha256).unwrap();
    let mut new = note("Routes", "2027-02-18");
    new.entry.kind = Kind::File;
    new.entry.body = None;
    new.entry.file_name = Some("routes.txt".to_owned());
    new.content = Content::File { kept, media_type: "text/plain".to_owned() };
    let place = Place { assessment: shop.assessment, question: EXPOSURE };
    let id = world.store.attach_evidence(&world.assessor, place, &new).await.unwrap();
    let open = || world.store.open_evidence(&world.auditor, id, Some(world.online_store));
    assert_eq!(open().await.unwrap().1, Seal::Whole);
    std::fs::write(&path, b"rout3s").unwrap();
    assert!(matches!(open().await.unwrap().1, Seal::Broken { .. }));
    std::fs::remove_file(&path).unwrap();
    assert_eq!(open().await.unwrap().1, Seal::Missing);
    let log = world.store.read(&world.auditor).history_of("evidence", id.0, 10).await.unwrap();
    let seals: Vec<_> = log.iter().filter(|it| it.action == "evidence.opened").collect();
    assert!(seals[0].after.contains("\"missing\"") && seals[1].after.contains("\"differs\""));
    assert!(seals[2].after.contains("\"matches\""));
    let elsewhere = world.store.open_evidence(&world.auditor, id, Some(world.logistics)).await;
    assert_eq!(told(elsewhere), AppError::NotFound, "it supports nothing there");
}
